"""Pounds by financial year: what a programme states, placed in the years that it is for.

Plans of different years can be set side by side only year by year. An amount that a plan does not
divide over its years stands under all of them together, never under one.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.traced import Figure, unknown
from riep_plan.figures.tables import Row
from riep_plan.model import Plan
from riep_plan.model.profile import TOTAL
from riep_plan.values.period import Period, Span, read_period

_APRIL = 4
_NEVER = 9999


class Years(NamedTuple):
    """Financial years, April to March, from the one that begins in ``first`` to ``last``."""

    first: int
    last: int

    def __str__(self) -> str:
        """Write them: ``2008/09``, ``2008/09 to 2010/11``; without years, say so."""
        if self == UNDATED:
            return "Year not stated"
        return " to ".join(
            f"{year}/{(year + 1) % 100:02d}" for year in dict.fromkeys((self.first, self.last))
        )

    def overlaps(self, other: "Years") -> bool:
        """Say whether the two have a year in common."""
        return (
            UNDATED not in (self, other) and self.first <= other.last and other.first <= self.last
        )

    @property
    def is_one(self) -> bool:
        """Whether they are one year."""
        return self.first == self.last and self != UNDATED


#: Of money that no year is stated for; it stands after all years.
UNDATED = Years(_NEVER, _NEVER)
#: Pounds by the years that they are for.
ByYear = Mapping[Years, Figure]


def years_of(days: Span | None) -> Years:
    """Give the financial years that days fall in."""
    return UNDATED if days is None else Years(_year(days.start), _year(days.end))


def _year(day: date) -> int:
    return day.year if day.month >= _APRIL else day.year - 1


def plan_years(ledger: Ledger) -> Years:
    """Give the financial years that a plan is for.

    These are the years of its period, or else of its calendar, or else those that its amounts
    hold for.
    """
    period = ledger.plan.period.days if ledger.plan.period else None
    annual = [one.days for one in ledger.plan.annual if one.days is not None]
    whole = Span(annual[0].start, annual[-1].end) if annual else None
    return years_of(period or ledger.days or whole)


def over_years(parts: Iterable[ByYear]) -> dict[Years, Figure]:
    """Add amounts up, year by year, in order."""
    found: dict[Years, Figure] = {}
    for part in parts:
        for years, figure in part.items():
            found[years] = found.get(years, Figure()) + figure
    return dict(sorted(found.items()))


def in_years(ledger: Ledger, plan_id: str, row: Row, *, is_later: bool = False) -> ByYear:
    """Place a row's amounts in financial years.

    What the plan gives for years outside its own period is indicative there and is left out.

    Args:
        ledger: the plan.
        plan_id: its id, which the figures' places begin with.
        row: the row.
        is_later: whether it is of the time after the plan's own period, which does then not limit
            it, and an undivided amount is of no stated year.
    """
    keys = [key for key in row.profile.root if key != TOTAL]
    if not keys:
        figure = _figure(plan_id, row, TOTAL)
        if is_later:
            return {UNDATED: figure}
        annual = [years_of(one.days) for one in ledger.plan.annual]
        return dict.fromkeys(annual or [plan_years(ledger)], figure)
    placed = [_placed(ledger, plan_id, row, key, is_later=is_later) for key in keys]
    return over_years(one for one in placed if one is not None)


def _placed(
    ledger: Ledger, plan_id: str, row: Row, key: str, *, is_later: bool
) -> dict[Years, Figure] | None:
    days, period = ledger.when(read_period(key)), _period(ledger.plan)
    if days is None:
        return {UNDATED if is_later else plan_years(ledger): _figure(plan_id, row, key)}
    if is_later or period is None or days.within(period):
        return {years_of(days): _figure(plan_id, row, key)}
    if days.overlaps(period):  # nobody can tell how much of it is inside
        return {plan_years(ledger): unknown((plan_id, *row.cell_path(key)))}
    return None


def _period(plan: Plan) -> Span | None:
    stated: Period | None = plan.period
    return stated.days if stated else None


def _figure(plan_id: str, row: Row, key: str) -> Figure:
    at = (plan_id, *row.cell_path(key))
    if key in row.unknown:
        return unknown(at)
    return Figure(row.profile.root[key].amount or Decimal(0), (at,))
