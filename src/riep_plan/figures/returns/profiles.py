"""A row of the plan as figures: what it gives in all, and in which quarter each part falls."""

from collections.abc import Mapping
from datetime import date

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.traced import NOUGHT, Figure, total, unknown
from riep_plan.figures.tables import Row
from riep_plan.model.profile import TOTAL


def whole_of(row: Row) -> Figure:
    """Give all that a row gives; what is still to be confirmed is unknown, and not nought."""
    profile = row.profile
    if profile.unknown and profile.total is not None:
        return Figure(profile.total, (row.cell_path(TOTAL),))
    places = tuple([(*row.at, key) for key in profile.parts]) or (row.cell_path(TOTAL),)
    known = Figure(row.whole, places)
    if not profile.unknown:
        return known
    gaps = [unknown(row.cell_path(key)) for key in sorted(profile.unknown)]
    return total([known if profile.parts else NOUGHT, *gaps])


def within_calendar(row: Row, quarters: Mapping[str, str]) -> tuple[Figure, dict[str, Figure]]:
    """Give what a row gives within the plan's calendar: in all, and in each quarter.

    Years before and after it are left out; a row with no period inside it counts whole.

    Args:
        row: the row.
        quarters: the quarter of each period, as :func:`quarter_of_each` gives it.
    """
    profile = by_quarter(row, quarters)
    is_inside = row.profile.root.keys() <= quarters.keys()
    return whole_of(row) if is_inside or not profile else total(profile.values()), profile


def by_quarter(row: Row, quarters: Mapping[str, str]) -> dict[str, Figure]:
    """Put a row's periods into the quarters in which they end; those outside are left out."""
    here, found = row.at, dict[str, Figure]()
    for key, entry in row.profile.root.items():
        label = quarters.get(key)
        if label:
            at = (*here, key)
            one = unknown(at) if entry.amount is None else Figure(entry.amount, (at,))
            found[label] = found[label] + one if label in found else one
    return found


def quarter_of_each(ledger: Ledger) -> Mapping[str, str]:
    """Give the quarter in which each period of the plan's amounts ends; a total is of none.

    Those that end outside the calendar are left out.
    """
    found = {key: _quarter_with(ledger, days.end) for key, days in ledger.days_of_amounts.items()}
    return {TOTAL: "", **{key: label for key, label in found.items() if label is not None}}


def _quarter_with(ledger: Ledger, day: date) -> str | None:
    quarters = ledger.quarters.items()
    return next((label for label, span in quarters if span.start <= day <= span.end), None)
