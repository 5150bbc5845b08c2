"""Capital and revenue: of what kind each amount is, and how a source divides into the two."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.sums.budgets import line_rows, payment_rows
from riep_plan.figures.tables import CAPITAL, REVENUE, Row, Tables, tables_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.budget import BudgetLine
from riep_plan.model.funding import FundingKind
from riep_plan.model.policy import Mix
from riep_plan.model.profile import Profile
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.money import roundings

#: Money that the funder of the policy does not give, and so sets no terms for.
OTHERS_MONEY = {FundingKind.MATCH, FundingKind.IN_KIND}
_REVENUE = lazy_pattern(r"\brevenue\b", re.IGNORECASE)
_JOINED = r"\s*(?:/|&|and|or)\s*"
_BOTH = lazy_pattern(
    rf"\bcapital(?: \w+)?{_JOINED}revenue\b|\brevenue(?: \w+)?{_JOINED}capital\b", re.IGNORECASE
)


class Money(NamedTuple):
    """An amount over time or in all, with what pays for it and of what kind it is.

    Attributes:
        holder: the project's id; empty for the programme itself.
        line: where the line stands whose kind it is.
        row: the amounts.
        source: the funding source; None where the document does not say.
        stated: the kind as stated; None where it is not.
        kind: the kind as stated, or that of a source which is capital alone.
    """

    holder: str
    line: Path
    row: Row
    source: str | None
    stated: str | None
    kind: str | None

    @property
    def is_known(self) -> bool:
        """Whether all of it is confirmed enough to be counted."""
        return not self.row.unknown


class Division(NamedTuple):
    """How what is planned from a source divides.

    Attributes:
        revenue: pounds.
        capital: pounds.
        is_whole: False where the kind or the amount of some of it is not known.
        revenue_slack: how far the revenue may be out, where amounts are printed in thousands.
        capital_slack: how far the capital may be out.
    """

    revenue: Decimal
    capital: Decimal
    is_whole: bool
    revenue_slack: Decimal = Decimal(0)
    capital_slack: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.revenue + self.capital

    @property
    def capital_share(self) -> Decimal:
        """Capital as a percentage of both."""
        return self.capital * 100 / self.total if self.total else Decimal(0)

    @property
    def share_slack(self) -> Decimal:
        """How many percentage points that share may be out by rounding."""
        apart = self.capital_slack * self.revenue + self.revenue_slack * self.capital
        return apart * 100 / self.total**2 if self.total else Decimal(0)


def is_others_money(plan: Plan, source_id: str | None) -> bool:
    """Say whether money is of match funding or in kind."""
    source = plan.funding.get(source_id or "")
    return source is not None and source.kind in OTHERS_MONEY


def is_pot(plan: Plan, source_id: str | None) -> bool:
    """Say whether a source is a capital pot, of capital alone or not."""
    source = plan.funding.get(source_id or "")
    return source is not None and source.kind is FundingKind.CAPITAL_POT


def holds_both(plan: Plan, source_id: str | None) -> bool:
    """Say whether a source is of capital and revenue, by its own words: ``Capital/Revenue``."""
    return any(_BOTH.search(words) for words in _words(plan, source_id))


def is_capital_alone(plan: Plan, source_id: str | None) -> bool:
    """Say whether a source is a capital pot that nothing is said of revenue of."""
    if not is_pot(plan, source_id):
        return False
    return not any(_REVENUE.search(words) for words in _words(plan, source_id))


def _words(plan: Plan, source_id: str | None) -> list[str]:
    source = plan.funding.get(source_id or "")
    said = (source.title, source.ring_fence, source.note) if source else ()
    return [words for words in said if words]


def budget_money(plan: Plan) -> Iterator[Money]:
    """Give the money of every budget line, of the projects and of the programme itself."""
    budgets: list[tuple[str, Path, Mapping[str, BudgetLine]]] = [("", ("budget",), plan.budget)]
    for one, project in plan.projects.items():
        if project.budget:
            budgets.append((one, ("projects", one, "budget"), project.budget))
    for holder, at, lines in budgets:
        for line_id, line in lines.items():
            stated = str(line.kind) if line.kind else None
            for source, row in line_rows(at, {line_id: line}):
                implied = CAPITAL if is_capital_alone(plan, source) else None
                yield Money(holder, (*at, line_id), row, source, stated, stated or implied)


def spend_money(tables: Mapping[str, Tables]) -> Iterator[Money]:
    """Give the money of every row of the tables of spend, which say of what kind it is."""
    for project_id, its in tables.items():
        for kind, row in its.spend:
            yield Money(project_id, row.at, row, row.at[3], kind, kind)


def paid_money(plan: Plan) -> Iterator[Money]:
    """Give the payments for milestones, whose kind is that of a source of capital alone."""
    for project_id, project in plan.projects.items():
        paid = payment_rows(("projects", project_id), project) if project.milestones else ()
        for source, row in paid:
            kind = CAPITAL if is_capital_alone(plan, source) else None
            yield Money(project_id, row.at[:-2], row, source, None, kind)


def division(plan: Plan, sources: set[str] | None) -> Division:
    """Add up what is planned from some sources by its kind; from all of them for None.

    Where a project has both, its table of spend counts and not its budget.
    """
    spent = [one for one in spend_money(tables_of(plan)) if _is_of(plan, one, sources)]
    tabled = {one.holder for one in spent}
    lines = [
        one for one in budget_money(plan) if one.holder not in tabled and _is_of(plan, one, sources)
    ]
    counted = [one for one in (*spent, *lines) if one.row.profile.unknown or one.row.whole]
    sums = {
        kind: sum((one.row.whole for one in counted if one.kind == kind), Decimal(0))
        for kind in (REVENUE, CAPITAL)
    }
    is_whole = all(one.kind and one.is_known for one in counted)
    holders = {one.holder for one in counted}
    is_whole = is_whole and not any(
        source in sources if sources is not None else not is_others_money(plan, source)
        for project_id, project in plan.projects.items()
        if project_id not in holders
        for source in project.allocation
    )
    slack = {
        kind: sum((_slack(one.row.profile) for one in counted if one.kind == kind), Decimal(0))
        for kind in (REVENUE, CAPITAL)
    }
    return Division(sums[REVENUE], sums[CAPITAL], is_whole, slack[REVENUE], slack[CAPITAL])


def _slack(profile: Profile) -> Decimal:
    return roundings([*profile.parts.values()] or [profile.total or Decimal(0)])


def _is_of(plan: Plan, one: Money, sources: set[str] | None) -> bool:
    """Money whose source is not stated may be of any, and so belongs to each."""
    if sources is None:
        return not is_others_money(plan, one.source)
    return one.source is None or one.source in sources


def wanted_share(mix: Mix) -> Decimal:
    """The share of capital that a mix wants, as a percentage, whatever its two parts count."""
    whole = mix.revenue.number + mix.capital.number
    return mix.capital.number * 100 / whole if whole else Decimal(0)
