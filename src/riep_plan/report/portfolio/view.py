"""The portfolio of several plans: its parts, each worked out once and only when it is set."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.portfolio.region import Region
from riep_plan.figures.portfolio.years import UNDATED
from riep_plan.report.portfolio.cells import plan_names
from riep_plan.report.portfolio.findings import PortfolioChecksView, counted
from riep_plan.report.portfolio.headline import region_sentences
from riep_plan.report.portfolio.member import Member
from riep_plan.report.portfolio.money import RegionMoneyView, span_of
from riep_plan.report.portfolio.projects import SameProjectsView
from riep_plan.report.portfolio.targets import TargetsView
from riep_plan.report.portfolio.transfers import TransfersView
from riep_plan.values.words import count


class PortfolioView:
    """Several programmes as their portfolio sets them out."""

    def __init__(self, members: Sequence[Member], left_out: Mapping[str, str]) -> None:
        """Take the plans, and the ids of those that are left out with the reason.

        Args:
            members: the plans, in any order.
            left_out: plans that were asked for and could not be part, with the reason.
        """
        ledgers = {one.plan_id: Ledger(one.plan, complete=one.complete) for one in members}
        self._region = Region(ledgers)
        self._names = plan_names(self._region.ledgers)
        self.money = RegionMoneyView(self._region)
        self.transfers = TransfersView(self._region)
        self.projects = SameProjectsView(self._region)
        self.targets = TargetsView(self._region)
        found = {one.plan_id: counted(one.reported) for one in members}
        self.checks = PortfolioChecksView(found, self._names, left_out)

    @property
    def title(self) -> str:
        """How many programmes, and of which years."""
        real = self._region.counted
        if not real:
            return f"Portfolio of {count(len(self._names), 'illustrative programme')}"
        years = span_of(one.years for one in real)
        when = "" if years == UNDATED else f", {years}"
        return f"Portfolio of {count(len(real), 'programme')}{when}"

    @cached_property
    def sentences(self) -> list[str]:
        """How the programmes stand together."""
        return region_sentences(self._region, self._names)
