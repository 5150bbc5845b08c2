"""Savings: what a project's efficiencies come to, what they cost, how they are profiled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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


@dataclass(frozen=True, slots=True)
class Column:
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


def saving_rows_of(project_id: str, project: Project) -> list[tuple[tuple[str, str], Row]]:
    """Give a project's efficiencies; none at all where an amount is still to be confirmed."""
    rows = list(project_saving_rows(project_id, project))
    return [] if any(row.unknown for _, row in rows) else rows


def columns_of(ledger: Ledger, project_id: str, project: Project) -> Iterator[Column]:
    """Give each amount of a project's efficiencies with the time that it is for.

    A forecast under ``July 2012`` is what is delivered by then: since the column before it, or
    since the plan's own period where it is the first.
    """
    for (horizon, kind), row in saving_rows_of(project_id, project):
        before = ledger.days.end if ledger.days else date.min
        after = None if horizon == IN_YEAR else before
        for key in ledger.in_order(list(row.profile.parts)):
            days = ledger.when(read_period(key))
            yield Column(row, key, kind, days, after, row.profile.parts[key])
            after = days.end if days else None
        if not row.profile.parts:
            years = max(len(ledger.plan.annual), 1) if horizon == IN_YEAR else 1
            yield Column(row, "total", kind, None, None, row.whole * years)


def saved_by(columns: list[Column], kinds: tuple[str, ...], day: date | None) -> Decimal:
    """Add up what is saved by a day, or in all; a period that it falls into counts whole."""
    return sum(
        (
            column.amount
            for column in columns
            if column.kind in kinds and (day is None or _has_begun(column, day))
        ),
        Decimal(0),
    )


def reaches(columns: list[Column], kinds: tuple[str, ...], day: date | None) -> bool:
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


def cost_of(project_id: str, project: Project) -> Decimal | None:
    """What a project costs its funders, as its tables say: None where none of them says so.

    Spend comes first, then what is allocated, asked for, budgeted and paid.
    """
    at: Path = ("projects", project_id)
    for rows in (
        [row for _, row in spend_rows(project_id, project)],
        [Row((*at, "allocation", one), "", profile) for one, profile in project.allocation.items()],
        [Row((*at, "requested", one), "", profile) for one, profile in project.requested.items()],
        [row for _, row in line_rows((*at, "budget"), project.budget)],
        [row for _, row in payment_rows(at, project)],
    ):
        if any(row.unknown for row in rows):
            return None
        if rows:
            return sum((row.whole for row in rows), Decimal(0))
    return None


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
    keys = list(row.profile.parts)
    if (
        not spend
        or any(one.unknown for one in (row, *spend))
        or not all(one.profile.parts for one in spend)
    ):
        return None
    if any(not row.has(key) for key in period_keys(spend)):
        return None
    pairs = [(row.amount(key), sum((one.amount(key) for one in spend), Decimal(0))) for key in keys]
    known = [(saved, spent) for saved, spent in pairs if saved or spent]
    if len(known) < _SHAPE or any(saved <= 0 or spent <= 0 for saved, spent in known):
        return None
    spent_most, spent_least = max(one for _, one in known), min(one for _, one in known)
    if spent_most == spent_least:
        return None
    factors = [saved / spent for saved, spent in known]
    saved_in_all = sum((saved for saved, _ in known), Decimal(0))
    whole = saved_in_all / sum((spent for _, spent in known), Decimal(0))
    return whole if max(factors) - min(factors) <= tolerance * whole else None


def is_even(row: Row, periods: int) -> bool:
    """Say whether a row has the same amount, not nought, in each of at least so many quarters.

    A saving that is the same every year is what a saving should be.
    """
    amounts = list(row.profile.parts.values())
    if len(amounts) < periods or not amounts[0] or len(set(amounts)) > 1:
        return False
    spans = [read_period(key).days for key in row.profile.parts]
    return all(span is None or (span.end - span.start).days < _QUARTER for span in spans)
