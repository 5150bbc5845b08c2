"""Savings: what a project's efficiencies come to, what they cost, how they are profiled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.sums.budgets import line_rows, payment_rows
from riep_plan.figures.tables import (
    CASHABLE,
    FORECAST,
    IN_YEAR,
    NON_CASHABLE,
    Row,
    SavingRows,
    SpendRows,
    period_keys,
    project_saving_rows,
    spend_rows,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Project
from riep_plan.model.delivery import Benefit
from riep_plan.values.period import Span, read_period

#: A profile has a shape only from so many periods on.
_SHAPE = 3
#: More days than a quarter has.
_QUARTER = 93
_NOTHING = Decimal(0)


class Column(NamedTuple):
    """What one row of a project's efficiencies has for one period.

    Attributes:
        row: the row.
        key: the period in the row's own words.
        kind: ``cashable`` or ``non_cashable``.
        days: the period's own days; None where nothing places it in time.
        after: the last day of the period before it, from which on it is counted.
        amount: in pounds.
    """

    row: Row
    key: str
    kind: str
    days: Span | None
    after: date | None
    amount: Decimal


def savings_of(ledger: Ledger) -> Mapping[str, SavingRows]:
    """Give every project's efficiencies; none of one where an amount is still to be confirmed."""
    return {one: _known(its.savings) for one, its in ledger.tables.items()}


def _known(rows: SavingRows) -> SavingRows:
    return [] if [row for _, row in rows if row.profile.unknown] else rows


def saved_in_all(ledger: Ledger) -> Mapping[str, Decimal]:
    """Give what each project's efficiencies come to, for several to share."""
    every = ledger.once(savings_of)
    return {one: sum([row.whole for _, row in rows], _NOTHING) for one, rows in every.items()}


def columns_of(ledger: Ledger, project_id: str) -> Sequence[Column]:
    """Give each amount of a project's efficiencies with the time that it is for.

    A forecast under ``July 2012`` is what is delivered by then: since the column before it, or
    since the plan's own period where it is the first.
    """
    columns: list[Column] = []
    for (horizon, kind), row in ledger.once(savings_of)[project_id]:
        parts = row.profile.parts
        for key, days, after in ledger.once(_placed, horizon, tuple(parts)):
            columns.append(Column(row, key, kind, days, after, parts[key]))
        if not parts:
            years = max(len(ledger.plan.annual), 1) if horizon == IN_YEAR else 1
            columns.append(Column(row, "total", kind, None, None, row.whole * years))
    return columns


def first_ends(ledger: Ledger) -> Mapping[str, date]:
    """Give the end of the first period in each project's efficiencies, even one of no savings.

    A project whose efficiencies have no period with known days is left out.
    """
    ends = {key: days.end for key, days in ledger.days_of_amounts.items()}
    found = {
        project_id: [ends[key] for _, row in rows for key in row.profile.parts if key in ends]
        for project_id, rows in ledger.once(savings_of).items()
    }
    return {one: min(its) for one, its in found.items() if its}


def _placed(
    ledger: Ledger, horizon: str, keys: tuple[str, ...]
) -> Sequence[tuple[str, Span | None, date | None]]:
    """Put the periods of a row in order, with their days; most rows have the same periods."""
    before = ledger.days.end if ledger.days else date.min
    after = None if horizon == IN_YEAR else before
    placed: list[tuple[str, Span | None, date | None]] = []
    for key in ledger.in_order(list(keys)):
        days = ledger.when(read_period(key))
        placed.append((key, days, after))
        after = days.end if days else None
    return placed


def saved_by(columns: Sequence[Column], kinds: tuple[str, ...], day: date | None) -> Decimal:
    """Add up what is saved by a day, or in all; a period that it falls into counts whole."""
    return sum(
        (
            column.amount
            for column in columns
            if column.kind in kinds and (day is None or _has_begun(column, day))
        ),
        Decimal(0),
    )


def reaches(columns: Sequence[Column], kinds: tuple[str, ...], day: date | None) -> bool:
    """Say whether a table tells what is saved by a day: one that ends before it does not.

    Nor does a table of the plan's own period tell what is saved in all.
    """
    known = [column for column in columns if column.kind in kinds]
    if day is None:
        return any(column.row.at[-2] == FORECAST for column in known)
    return any(column.days is None or day <= column.days.end for column in known)


def _has_begun(column: Column, day: date) -> bool:
    if column.after is not None:
        return day > column.after
    return column.days is None or day >= column.days.start


def costs_of(ledger: Ledger) -> Mapping[str, Decimal | None]:
    """Give what each project costs its funders, for several to share; None where it is not said."""
    return {
        one: _first_cost(_cost_tables(one, project, ledger.tables[one].spend))
        for one, project in ledger.plan.projects.items()
    }


def cost_of(project_id: str, project: Project) -> Decimal | None:
    """What a project costs its funders, as its tables say: None where none of them says so.

    Spend comes first, then what is allocated, asked for, budgeted and paid.
    """
    return _first_cost(_cost_tables(project_id, project, spend_rows(project_id, project)))


def _first_cost(tables: Iterable[Sequence[Row]]) -> Decimal | None:
    for rows in tables:
        if [row for row in rows if row.profile.unknown]:
            return None
        if rows:
            return sum([row.whole for row in rows], _NOTHING)
    return None


def _cost_tables(project_id: str, project: Project, spend: SpendRows) -> Iterator[list[Row]]:
    at: Path = ("projects", project_id)
    yield [row for _, row in spend]
    yield [Row((*at, "allocation", one), "", its) for one, its in project.allocation.items()]
    yield [Row((*at, "requested", one), "", its) for one, its in project.requested.items()]
    yield [row for _, row in line_rows((*at, "budget"), project.budget)]
    yield [row for _, row in payment_rows(at, project)]


def added_money(project: Project) -> Decimal:
    """What a project has from elsewhere, as far as amounts are given."""
    amounts = [one.amount for one in project.additional_funding.values()]
    return sum([amount for amount in amounts if amount is not None], _NOTHING)


def benefits_of(ledger: Ledger) -> Sequence[tuple[Path, Benefit]]:
    """Give every benefit of the plan and of its projects with its path, for several to share."""
    plan = ledger.plan
    own: list[tuple[Path, Benefit]] = [(("benefits", one), it) for one, it in plan.benefits.items()]
    return own + [
        (("projects", project_id, "benefits", one), it)
        for project_id, project in plan.projects.items()
        for one, it in project.benefits.items()
    ]


def returns(project_id: str, project: Project) -> list[Decimal]:
    """Every return on a project's cost that its tables can be read for, in pounds for a pound.

    Savings in the year, after it and in all, cashable alone or both kinds, gross and net, on the
    project's own money alone and with what is added from elsewhere.
    """
    cost, rows = cost_of(project_id, project), _known(project_saving_rows(project_id, project))
    if cost is None or cost <= 0 or not rows:
        return []
    savings = {
        sum((row.whole for (when, one), row in rows if when in whens and one in kinds), Decimal(0))
        for whens in ((IN_YEAR,), (FORECAST,), (IN_YEAR, FORECAST))
        for kinds in ((CASHABLE,), (NON_CASHABLE,), (CASHABLE, NON_CASHABLE))
    }
    costs = {cost, cost + added_money(project)}
    gross = {saving / one for saving in savings for one in costs if saving}
    return sorted(gross | {one - 1 for one in gross})


def spend_tables(ledger: Ledger, project_id: str) -> Iterator[list[Row]]:
    """Give a project's spend period by period: by its rows, then by its total row as stated."""
    yield [row for _, row in ledger.tables[project_id].spend]
    project = ledger.plan.projects[project_id]
    stated = project.stated.spend if project.stated else None
    if stated is not None and stated.overall is not None:
        yield [Row(("projects", project_id, "stated", "spend", "overall"), "", stated.overall)]


def factor_on_spend(row: Row, spend: list[Row], tolerance: Decimal) -> Decimal | None:
    """The one factor that makes a row out of the spend of each period; None if there is none.

    Spend that is the same in every period has no shape that a row could follow.
    """
    pairs = _saved_and_spent(row, spend)
    if len(pairs) < _SHAPE:
        return None
    spent = [one for _, one in pairs]
    if max(spent) == min(spent):
        return None
    factors = [one / other for one, other in pairs]
    whole = sum((one for one, _ in pairs), _NOTHING) / sum(spent, _NOTHING)
    return whole if max(factors) - min(factors) <= tolerance * whole else None


def _saved_and_spent(row: Row, spend: list[Row]) -> list[tuple[Decimal, Decimal]]:
    """Give what a row saves in each period with what is spent in it; nothing if any is without."""
    pairs: list[tuple[Decimal, Decimal]] = []
    parts = row.profile.parts
    if len(parts) < _SHAPE or any(len(parts) < len(one.profile.parts) for one in spend):
        return pairs
    for key, saved in parts.items():
        spent = sum([one.amount(key) for one in spend], _NOTHING)
        if saved > 0 and spent > 0:
            pairs.append((saved, spent))
        elif saved or spent:
            return []
    if row.unknown or any(one.unknown or not one.profile.parts for one in spend):
        return []
    return pairs if all(row.has(key) for key in period_keys(spend)) else []


def is_even(row: Row, periods: int) -> bool:
    """Say whether a row has the same amount, not nought, in each of at least so many quarters.

    A saving that is the same every year is what a saving should be.
    """
    amounts = list(row.profile.parts.values())
    if len(amounts) < periods or not amounts[0] or amounts[1:] != amounts[:-1]:
        return False
    spans = [read_period(key).days for key in row.profile.parts]
    return all(span is None or (span.end - span.start).days < _QUARTER for span in spans)
