"""Savings: what a project's efficiencies come to, what they cost, how they are profiled."""

from collections.abc import Iterator, Mapping, Sequence
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
    period_keys,
    project_saving_rows,
    spend_rows,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Project
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


#: A project's efficiencies, each row with its horizon and kind of saving.
SavingRows = Sequence[tuple[tuple[str, str], Row]]


def savings_of(ledger: Ledger) -> Mapping[str, SavingRows]:
    """Give every project's efficiencies, for several to share."""
    return {one: saving_rows_of(one, project) for one, project in ledger.plan.projects.items()}


def saving_rows_of(project_id: str, project: Project) -> SavingRows:
    """Give a project's efficiencies; none at all where an amount is still to be confirmed."""
    rows = list(project_saving_rows(project_id, project))
    return [] if any(row.profile.unknown for _, row in rows) else rows


def saved_in_all(ledger: Ledger) -> Mapping[str, Decimal]:
    """Give what each project's efficiencies come to, for several to share."""
    every = ledger.once(savings_of)
    return {one: sum((row.whole for _, row in rows), _NOTHING) for one, rows in every.items()}


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


def first_end(ledger: Ledger, project_id: str) -> date | None:
    """Give the end of the first period that a project has savings for, or nought; None of none."""
    rows = ledger.once(savings_of)[project_id]
    ends = [ledger.once(_first_end, which[0], tuple(row.profile.parts)) for which, row in rows]
    return min([end for end in ends if end is not None], default=None)


def _first_end(ledger: Ledger, horizon: str, keys: tuple[str, ...]) -> date | None:
    placed = ledger.once(_placed, horizon, keys)
    return min([days.end for _, days, _ in placed if days is not None], default=None)


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
    return {one: cost_of(one, project) for one, project in ledger.plan.projects.items()}


def cost_of(project_id: str, project: Project) -> Decimal | None:
    """What a project costs its funders, as its tables say: None where none of them says so.

    Spend comes first, then what is allocated, asked for, budgeted and paid.
    """
    for rows in _cost_tables(project_id, project):
        if any(row.profile.unknown for row in rows):
            return None
        if rows:
            return sum((row.whole for row in rows), _NOTHING)
    return None


def _cost_tables(project_id: str, project: Project) -> Iterator[list[Row]]:
    at: Path = ("projects", project_id)
    yield [row for _, row in spend_rows(project_id, project)]
    yield [Row((*at, "allocation", one), "", its) for one, its in project.allocation.items()]
    yield [Row((*at, "requested", one), "", its) for one, its in project.requested.items()]
    yield [row for _, row in line_rows((*at, "budget"), project.budget)]
    yield [row for _, row in payment_rows(at, project)]


def added_money(project: Project) -> Decimal:
    """What a project has from elsewhere, as far as amounts are given."""
    amounts = (one.amount for one in project.additional_funding.values())
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def returns(project_id: str, project: Project) -> list[Decimal]:
    """Every return on a project's cost that its tables can be read for, in pounds for a pound.

    Savings in the year, after it and in all, cashable alone or both kinds, gross and net, on the
    project's own money alone and with what is added from elsewhere.
    """
    cost, rows = cost_of(project_id, project), saving_rows_of(project_id, project)
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


def spend_tables(project_id: str, project: Project) -> Iterator[list[Row]]:
    """Give a project's spend period by period: by its rows, then by its total row as stated."""
    yield [row for _, row in spend_rows(project_id, project)]
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
    if len(row.profile.parts) < _SHAPE:
        return pairs
    for key, saved in row.profile.parts.items():
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
