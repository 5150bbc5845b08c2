"""The board report of one quarter: its parts, each worked out once and only when it is set."""

from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.returns.overview import overview
from riep_plan.report.board.changes import ChangesView
from riep_plan.report.board.charts import ChartsView
from riep_plan.report.board.delivery import DeliveryView
from riep_plan.report.board.headline import position_sentences
from riep_plan.report.board.indicators import IndicatorsView
from riep_plan.report.board.money import MoneyView, names_of
from riep_plan.report.board.projects import ProjectsView
from riep_plan.report.board.quality import QualityView
from riep_plan.report.board.risks import RisksView
from riep_plan.report.board.savings import SavingsView
from riep_plan.report.board.trace import Places, trace_tables
from riep_plan.report.tables import Table


class BoardView:
    """A plan's quarter as the board's paper sets it out."""

    def __init__(self, ledger: Ledger, quarter: str, places: Places | None = None) -> None:
        """Take a plan's figures and the name of one of its quarters.

        Args:
            ledger: the plan's figures.
            quarter: a quarter for which returns were received.
            places: gives the file and line of a path, where figures are to be traced.
        """
        self._ledger = ledger
        self._places = places
        self.quarter = quarter
        names = names_of(ledger).projects
        self._names = names
        self.projects = ProjectsView(ledger, quarter, names)
        self.money = MoneyView(ledger, quarter)
        self.delivery = DeliveryView(ledger, quarter, names)
        self.indicators = IndicatorsView(ledger, quarter, names)
        self.savings = SavingsView(ledger, quarter, names)
        self.risks = RisksView(ledger, quarter, names)
        self.changes = ChangesView(ledger, quarter, names)
        self.quality = QualityView(ledger, quarter, names)
        self.charts = ChartsView(ledger, quarter, names, self.indicators, self.risks)

    @property
    def subtitle(self) -> str:
        """The quarter and its days."""
        return f"{self.quarter}: {self._ledger.quarters[self.quarter]}"

    @property
    def illustrative(self) -> str:
        """What is said of returns that are made up."""
        return self.quality.illustrative

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The position in four sentences."""
        return position_sentences(self._ledger.once(overview, self.quarter), self._names)

    @cached_property
    def traces(self) -> list[Table]:
        """Where every figure comes from, where that was asked for."""
        if self._places is None:
            return []
        tables = [*self.money.tables, self.savings.against_profile, self.quality.expectations]
        return trace_tables(tables, self._places)
