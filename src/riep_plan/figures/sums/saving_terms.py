"""The terms of savings: on which budget they fall, whose they are, and what they consist of."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.sums.savings import columns_of, savings_of
from riep_plan.figures.tables import CASHABLE, HORIZONS, IN_YEAR, Row
from riep_plan.findings.finding import Path
from riep_plan.model import Project
from riep_plan.model.profile import SavedBudget, Savings
from riep_plan.values.period import Span, read_period

_YEAR = 366
#: A profile tells one saving from another only by so many different amounts.
_TELLING = 2


def cashable_savings(
    project_id: str, project: Project, *, on_a_budget: bool = False
) -> Iterator[tuple[Path, Savings]]:
    """Give a project's savings of each horizon that have anything cashable, with their place.

    Args:
        project_id: the project's id.
        project: the project.
        on_a_budget: only those that name the budget that they fall on.
    """
    for horizon in HORIZONS if project.efficiencies is not None else ():
        savings: Savings | None = getattr(project.efficiencies, horizon)
        if savings is None or (on_a_budget and savings.falls_on is None):
            continue
        if savings.cashable is not None and savings.cashable.in_all.amount != 0:
            yield ("projects", project_id, "efficiencies", horizon), savings


class TooLarge(NamedTuple):
    """A saving that is more than the budget it falls on.

    Attributes:
        at: the saving.
        amount: in pounds.
        held: what the budget holds in that time, in pounds.
        years: how many years that is.
        budget: the budget.
        place: where the budget is named.
    """

    at: Path
    amount: Decimal
    held: Decimal
    years: int
    budget: SavedBudget
    place: Path


def larger_than_their_budgets(
    ledger: Ledger, project_id: str, project: Project
) -> Iterator[TooLarge]:
    """Give the first saving of each horizon that takes more out of a budget than is in it.

    A saving within the plan counts over its whole period, a forecast from one date to the next.
    """
    for at, savings in cashable_savings(project_id, project, on_a_budget=True):
        budget = savings.falls_on
        if budget is None or not budget.amount:
            continue
        columns = ledger.once(columns_of, project_id)
        own = [one for one in columns if one.row.at == (*at, CASHABLE)]
        if at[-1] == IN_YEAR:
            spans = [(own[0].row.at, sum((one.amount for one in own), Decimal(0)), _years(ledger))]
        else:
            spans = [
                (one.row.cell_path(one.key), one.amount, _count((one.days.end - one.after).days))
                for one in own
                if one.days is not None and one.after is not None and one.after.year > 1
            ]
        for place, amount, years in spans:
            if amount > budget.amount * years:
                held = budget.amount * years
                yield TooLarge(place, amount, held, years, budget, (*at, "falls_on"))
                break


def _years(ledger: Ledger) -> int:
    period = ledger.plan.period.days if ledger.plan.period else None
    days: Span | None = ledger.days or period
    if ledger.plan.annual:
        return len(ledger.plan.annual)
    return _count((days.end - days.start).days) if days else 1


def _count(days: int) -> int:
    return max(1, -(-days // _YEAR))


def same_in_two_projects(ledger: Ledger) -> Iterator[tuple[str, Row, str, Row]]:
    """Give each row of savings that an earlier project has too, period by period.

    Only amounts that differ from period to period tell one saving from another.
    """
    rows = [
        (project_id, kind, row)
        for project_id, its in ledger.once(savings_of).items()
        for (_, kind), row in its
    ]
    often = Counter([(kind, row.profile.sum()) for _, kind, row in rows])
    first: dict[object, tuple[str, Row]] = {}
    for project_id, kind, row in rows if len(often) < len(rows) else ():
        if often[kind, row.profile.sum()] == 1:
            continue  # what differs in all differs in some period
        cells = {read_period(key).identity: one for key, one in row.profile.parts.items()}
        if len({one for one in cells.values() if one}) < _TELLING:
            continue
        key = (kind, frozenset(cells.items()))
        other, before = first.setdefault(key, (project_id, row))
        if other != project_id:
            yield other, before, project_id, row
