"""A row of the plan as figures: what it gives in all, and in which quarter each part falls."""

from collections.abc import Sequence
from datetime import date

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.traced import NOUGHT, Figure, total, unknown
from riep_plan.figures.tables import Row
from riep_plan.model.profile import TOTAL
from riep_plan.values.period import read_period


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


def by_quarter(ledger: Ledger, row: Row) -> dict[str, Figure]:
    """Put a row's periods into the quarters in which they end; those outside are left out."""
    return _placed(row, _quarters(ledger, row))


def within_calendar(ledger: Ledger, row: Row) -> tuple[Figure, dict[str, Figure]]:
    """Give what a row gives within the plan's calendar: in all, and in each quarter.

    Years before and after it are left out; a row with no period inside it counts whole.
    """
    labels = _quarters(ledger, row)
    profile = _placed(row, labels)
    outside = labels.count(None) - (TOTAL in row.profile.root)
    return total(profile.values()) if profile and outside else whole_of(row), profile


def _quarters(ledger: Ledger, row: Row) -> Sequence[str | None]:
    return ledger.once(_quarters_of, tuple(row.profile.root))


def _placed(row: Row, labels: Sequence[str | None]) -> dict[str, Figure]:
    """Put a row's periods into the quarters given for each of them."""
    found: dict[str, Figure] = {}
    for (key, entry), label in zip(row.profile.root.items(), labels, strict=True):
        if label is not None:
            at = (*row.at, key)
            one = unknown(at) if entry.amount is None else Figure(entry.amount, (at,))
            found[label] = found[label] + one if label in found else one
    return found


def _quarters_of(ledger: Ledger, keys: tuple[str, ...]) -> Sequence[str | None]:
    """Give the quarter in which each period ends; None for a total, and outside the calendar.

    The rows of a plan have much the same periods.
    """
    days = [None if key == TOTAL else ledger.when(read_period(key)) for key in keys]
    return [_quarter_with(ledger, one.end) if one is not None else None for one in days]


def _quarter_with(ledger: Ledger, day: date) -> str | None:
    quarters = ledger.quarters.items()
    return next((label for label, span in quarters if span.start <= day <= span.end), None)
