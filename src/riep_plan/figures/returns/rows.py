"""The rows of spend in returns, one by one, and how their cumulative figures hang together."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import all_corrections, known_by
from riep_plan.figures.returns.lines import LineKey
from riep_plan.figures.returns.said import said_figure, spent
from riep_plan.figures.returns.spend import SpendLine, lines_by_key
from riep_plan.figures.returns.standing import (
    owner_name,
    quarters_returned,
    return_in,
    return_path,
    returns_in_calendar,
    up_to,
)
from riep_plan.figures.returns.traced import NOUGHT, Figure, total, unknown
from riep_plan.figures.tables import KINDS
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.returns import SpendReturn
from riep_plan.values.money import rounding


class ReturnedRow(NamedTuple):
    """What a return says of one source and kind.

    Attributes:
        at: its path in the plan.
        quarter: the quarter of the return.
        key: whose money it is, from which source and of which kind: the same in every quarter.
        said: what it says.
    """

    at: Path
    quarter: str
    key: LineKey
    said: SpendReturn

    @property
    def project_id(self) -> str:
        """Whose return it is; empty for the programme's own."""
        return self.key.owner

    @property
    def source(self) -> str:
        """The funding source's id."""
        return self.key.source

    @property
    def actual_at(self) -> Path:
        """The path of what was spent: the actual, or the cumulative that stands for it."""
        if self.said.actual is None and self.said.to_date is not None:
            return (*self.at, "to_date")
        return (*self.at, "actual")

    def name(self, plan: Plan) -> str:
        """Say whose money it is: ``Shared depot, revenue of the Core grant``."""
        source = plan.funding.get(self.source)
        title = source.title if source else self.source
        return f"{owner_name(plan, self.project_id)}, {self.key.kind} from {title}"

    def line(self, ledger: Ledger) -> SpendLine | None:
        """Give the line of spend that it belongs to, at its own quarter's end."""
        lines = ledger.once(lines_by_key, self.quarter)
        return lines.get(self.key) or lines.get(self.key._replace(kind=""))


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
    rows: list[ReturnedRow] = []
    for quarter, project_id, found in ledger.once(returns_in_calendar):
        if found.nothing_to_report is not None:
            continue
        for source, kinds in found.spend.items():
            for kind in KINDS:
                said: SpendReturn | None = getattr(kinds, kind)
                if said is not None:
                    at = (*return_path(quarter, project_id), "spend", source, kind)
                    key = LineKey(project_id, source, kind)
                    rows.append(ReturnedRow(at, quarter, key, said))
    return rows


def rows_of_lines(ledger: Ledger) -> list[tuple[ReturnedRow, SpendLine]]:
    """Give the same with the line of spend that each belongs to, at its own quarter's end."""
    lines = [(row, row.line(ledger)) for row in ledger.once(returned_rows)]
    return [(row, line) for row, line in lines if line is not None]


def cumulatives(ledger: Ledger) -> list[Cumulative]:
    """Give the cumulative figures of every row of every return, as known in its own quarter."""
    known_in = {quarter: known_by(ledger, quarter) for quarter in quarters_returned(ledger)}
    rows = ledger.once(returned_rows)
    return [_cumulative(ledger, row, known_in[row.quarter]) for row in rows]


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
    labels = up_to(ledger, row.quarter)
    placed = ledger.once(_by_quarter)
    rows = {label: placed.get((label, row.key)) for label in labels}
    each = [_spent(ledger, row, label, rows[label], known_in) for label in labels]
    opening = said_figure(ledger, known_in, (*row.at, "brought_forward"), row.said.brought_forward)
    closing = said_figure(ledger, known_in, (*row.at, "to_date"), row.said.to_date)
    return Cumulative(
        row=row,
        opening=opening,
        closing=closing,
        before=_before(ledger, row, rows, each[:-1]),
        spent=each[-1],
        summed=_known(total(each)),
        rows=tuple([one for one in rows.values() if one is not None]),
    )


def _spent(
    ledger: Ledger, row: ReturnedRow, label: str, one: ReturnedRow | None, known_in: str
) -> Figure:
    if one is not None:
        return spent(ledger, known_in, one.at, one.said)
    found = return_in(ledger, label, row.project_id)
    is_nothing = found is not None and found.nothing_to_report
    return NOUGHT if is_nothing else unknown(return_path(label, row.project_id))


def _before(
    ledger: Ledger, row: ReturnedRow, rows: Mapping[str, ReturnedRow | None], each: list[Figure]
) -> Figure | None:
    """What the last return closed with, or what its quarters come to where it does not say.

    A correction of a quarter's spend is a correction of what came after it as well.
    """
    summed = _known(total(each))
    if summed is not None and (not each or _is_corrected(ledger, summed)):
        return summed
    for label in reversed(up_to(ledger, row.quarter)[:-1]):
        one = rows[label]
        if one is not None:
            at = (*one.at, "to_date")
            return said_figure(ledger, row.quarter, at, one.said.to_date) or summed
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
