"""A row of the plan as figures: what it gives in all, and in which quarter each part falls."""

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.traced import Figure, total, unknown
from riep_plan.figures.tables import Row
from riep_plan.model.profile import TOTAL
from riep_plan.values.period import read_period


def whole_of(row: Row) -> Figure:
    """Give all that a row gives; what is still to be confirmed is unknown, and not nought."""
    parts = row.profile.parts
    if row.profile.unknown and row.profile.total is not None:
        return Figure(row.profile.total, (row.cell_path(TOTAL),))
    known = Figure(row.whole, tuple(row.cell_path(key) for key in list(parts) or [TOTAL]))
    if not row.profile.unknown:
        return known
    gaps = [unknown(row.cell_path(key)) for key in sorted(row.profile.unknown)]
    return total([known if parts else Figure(), *gaps])


def within_calendar(ledger: Ledger, row: Row) -> Figure:
    """Give what a row gives within the plan's calendar.

    Years before and after it are left out; a row with no period inside it counts whole.
    """
    inside = [quarter_of(ledger, key) is not None for key in row.profile.root if key != TOTAL]
    if all(inside) or not any(inside):
        return whole_of(row)
    return total(by_quarter(ledger, row).values())


def by_quarter(ledger: Ledger, row: Row) -> dict[str, Figure]:
    """Put a row's periods into the quarters in which they end; those outside are left out."""
    found: dict[str, Figure] = {}
    for key, entry in row.profile.root.items():
        label = None if key == TOTAL else quarter_of(ledger, key)
        if label is not None:
            at = row.cell_path(key)
            one = unknown(at) if entry.amount is None else Figure(entry.amount, (at,))
            found[label] = found.get(label, Figure()) + one
    return found


def quarter_of(ledger: Ledger, key: str) -> str | None:
    """Give the quarter in which a period ends; None outside the calendar."""
    days = ledger.when(read_period(key))
    if days is None:
        return None
    ends = [label for label, span in ledger.quarters.items() if span.start <= days.end <= span.end]
    return ends[0] if ends else None
