"""The rows of spend in returns beside their lines, and how their cumulatives hang together."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import all_corrections, known_by
from riep_plan.figures.returns.lines import LineKey, key_among
from riep_plan.figures.returns.said import ReturnedRow, every_row, said_figure, spent
from riep_plan.figures.returns.spend import SpendLine, spend_lines
from riep_plan.figures.returns.standing import (
    quarters_returned,
    return_in,
    return_path,
    returns_in_calendar,
    up_to,
)
from riep_plan.figures.returns.traced import NOUGHT, Figure, total, unknown
from riep_plan.findings.finding import Path
from riep_plan.values.money import rounding

_NOTHING = Decimal(0)


class Cumulative(NamedTuple):
    """The cumulative figures of a row, beside what they should be.

    Attributes:
        row: the row.
        opening: what it says was brought forward.
        closing: what it says was spent to date.
        before: what the return before it closed with, as corrected; nought in the first quarter.
        spent: what was spent in the quarter itself, as corrected.
        summed: what was spent in each quarter up to now, added up, as corrected.
        rows: the rows of the quarters up to now, itself among them.
    """

    row: ReturnedRow
    opening: Figure | None
    closing: Figure | None
    before: Figure | None
    spent: Figure
    summed: Figure | None
    rows: tuple[ReturnedRow, ...]

    @property
    def brought(self) -> Figure | None:
        """What it says was brought forward with what was spent in the quarter."""
        return _known(self.opening + self.spent) if self.opening is not None else None

    def are_apart(self, one: Figure | None, other: Figure | None) -> bool:
        """Say whether two of its figures are known and differ by more than rounding."""
        if one is None or other is None or one.amount == other.amount:
            return False
        return abs(one.amount - other.amount) > _slack(self.rows)


def returned_rows(ledger: Ledger) -> list[ReturnedRow]:
    """Give every row of spend of every return, of projects and quarters that the plan has.

    A return that has nothing to report has none, whatever stands in it.
    """
    every = ledger.once(every_row)
    return [
        row
        for quarter, owner, made in ledger.once(returns_in_calendar)
        if made.nothing_to_report is None
        for row in every[owner]
        if row.quarter == quarter
    ]


def rows_of_lines(ledger: Ledger) -> list[tuple[ReturnedRow, SpendLine]]:
    """Give the same with the line of spend that each belongs to, at its own quarter's end."""
    lines = {
        quarter: {one.key: one for one in ledger.once(spend_lines, quarter)}
        for quarter in quarters_returned(ledger)
    }
    return [
        (row, lines[row.quarter][key_among(lines[row.quarter], row.key)])
        for row in ledger.once(returned_rows)
    ]


def cumulatives(ledger: Ledger) -> list[Cumulative]:
    """Give the cumulative figures of rows of returns, each as known in its own quarter.

    Those are left out that hang together as they stand: nobody has anything to say of them.
    """
    return [_cumulative(ledger, row, known_by(ledger, row.quarter)) for row in _in_doubt(ledger)]


def _in_doubt(ledger: Ledger) -> list[ReturnedRow]:
    """Give the rows that want to be looked at; where anything is corrected, that is all of them.

    Most open with what the quarter before closed with, and close with that and what was spent.
    """
    rows, found = ledger.once(returned_rows), list[ReturnedRow]()
    if ledger.once(all_corrections):
        return rows
    before = dict(zip(ledger.quarters, ["", *ledger.quarters], strict=False))
    closed: dict[tuple[str, LineKey], Decimal] = {}
    for row in rows:
        said, earlier = row.said, before[row.quarter]
        opens = closed.get((earlier, row.key)) if earlier else _NOTHING
        actual = said.actual.amount if said.actual else None
        to_date = said.to_date.amount if said.to_date else None
        closes = None if opens is None or actual is None else opens + actual
        if closes is None or said.brought_forward != opens or to_date != closes:
            found.append(row)
        else:
            closed[row.quarter, row.key] = closes
    return found


def corrected_cumulatives(ledger: Ledger) -> Iterator[Cumulative]:
    """Give those of rows whose cumulative a later return corrects, as known in its quarter."""
    for one in ledger.once(all_corrections):
        if one.within[-1:] == ("to_date",) and one.made_in in ledger.quarters:
            row = ledger.once(_by_place).get(one.of[:-1])
            if row is not None and row.quarter < one.made_in:
                yield _cumulative(ledger, row, one.made_in)


def _by_place(ledger: Ledger) -> Mapping[Path, ReturnedRow]:
    return {one.at: one for one in ledger.once(returned_rows)}


def _by_quarter(ledger: Ledger) -> Mapping[tuple[str, LineKey], ReturnedRow]:
    return {(one.quarter, one.key): one for one in ledger.once(returned_rows)}


def _cumulative(ledger: Ledger, row: ReturnedRow, known_in: str) -> Cumulative:
    placed, earlier = ledger.once(_by_quarter), up_to(ledger, row.quarter)[:-1]
    rows = {one: placed.get((one, row.key)) for one in earlier}
    each = [_spent(ledger, row, label, one, known_in) for label, one in rows.items()]
    now = spent(ledger, known_in, row)
    return Cumulative(
        row=row,
        opening=said_figure(ledger, known_in, row, "brought_forward"),
        closing=said_figure(ledger, known_in, row, "to_date"),
        before=_before(ledger, row, rows, each),
        spent=now,
        summed=_known(total([*each, now])),
        rows=(*[one for one in rows.values() if one is not None], row),
    )


def _spent(
    ledger: Ledger, row: ReturnedRow, label: str, one: ReturnedRow | None, known_in: str
) -> Figure:
    if one is not None:
        return spent(ledger, known_in, one)
    found = return_in(ledger, label, row.project_id)
    is_nothing = found is not None and found.nothing_to_report
    return NOUGHT if is_nothing else unknown(return_path(label, row.project_id))


def _before(
    ledger: Ledger, row: ReturnedRow, rows: dict[str, ReturnedRow | None], each: list[Figure]
) -> Figure | None:
    """What the last return closed with, or what its quarters come to where it does not say.

    A correction of a quarter's spend is a correction of what came after it as well.
    """
    summed = _known(total(each))
    if summed is not None and (not each or _is_corrected(ledger, summed)):
        return summed
    for label, one in reversed(rows.items()):
        if one is not None:
            return said_figure(ledger, row.quarter, one, "to_date") or summed
        found = return_in(ledger, label, row.project_id)
        if found is None or not found.nothing_to_report:
            return None
    return summed


def _is_corrected(ledger: Ledger, figure: Figure) -> bool:
    made = ledger.once(all_corrections)
    return bool(made) and any("corrections" in at for at in figure.terms)


def _known(figure: Figure) -> Figure | None:
    return figure if figure.is_known else None


def _slack(rows: Iterable[ReturnedRow]) -> Decimal:
    """Each amount printed in thousands may be out by half its last place."""
    found = Decimal(0)
    for one in rows:
        for entry in (one.said.actual, one.said.to_date):
            if entry is not None and entry.amount is not None:
                found += rounding(entry.amount)
        if one.said.brought_forward is not None:
            found += rounding(one.said.brought_forward)
    return found
