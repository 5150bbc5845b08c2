"""The rows of spend in returns, one by one, and how their cumulative figures hang together."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import corrections
from riep_plan.figures.returns.spend import SpendLine, project_lines, said_figure, spent
from riep_plan.figures.returns.standing import (
    owner_name,
    return_of,
    return_path,
    returns_in_calendar,
    up_to,
)
from riep_plan.figures.returns.traced import Figure, total, unknown
from riep_plan.figures.tables import KINDS
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.returns import SpendReturn
from riep_plan.values.money import rounding


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """What a return says of one source and kind.

    Attributes:
        at: its path in the plan.
        quarter: the quarter of the return.
        project_id: whose return it is; empty for the programme's own.
        source: the funding source's id.
        kind: ``revenue`` or ``capital``.
        said: what it says.
    """

    at: Path
    quarter: str
    project_id: str
    source: str
    kind: str
    said: SpendReturn

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
        return f"{owner_name(plan, self.project_id)}, {self.kind} from {title}"

    def at_in(self, quarter: str) -> Path:
        """The path of the same row in the return for another quarter."""
        return (*return_path(quarter, self.project_id), "spend", self.source, self.kind)

    def line(self, ledger: Ledger) -> SpendLine | None:
        """Give the line of spend that it belongs to, at its own quarter's end."""
        lines = ledger.once(project_lines, self.quarter)[self.project_id]
        own = [one for one in lines if one.source == self.source]
        return next((one for one in own if one.kind in (self.kind, "")), None)


@dataclass(frozen=True, slots=True)
class Cumulative:
    """The cumulative figures of a row, beside what they should be.

    Attributes:
        row: the row.
        opening: what it says was brought forward.
        closing: what it says was spent to date.
        before: what the return before it closed with, as corrected; nought in the first quarter.
        summed: what was spent in each quarter up to now, added up, as corrected.
        brought: what it says was brought forward with what was spent in the quarter.
        slack: how far these may be apart by rounding alone.
    """

    row: ReturnedRow
    opening: Figure | None
    closing: Figure | None
    before: Figure | None
    summed: Figure | None
    brought: Figure | None
    slack: Decimal

    def are_apart(self, one: Figure | None, other: Figure | None) -> bool:
        """Say whether two of its figures are known and differ by more than rounding."""
        return one is not None and other is not None and abs(one.amount - other.amount) > self.slack


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
                    rows.append(ReturnedRow(at, quarter, project_id, source, kind, said))
    return rows


def cumulatives(ledger: Ledger) -> list[Cumulative]:
    """Give the cumulative figures of every row of every return, as known in its own quarter."""
    rows = {one.at: one for one in ledger.once(returned_rows)}
    return [_cumulative(ledger, row, rows, row.quarter) for row in rows.values()]


def corrected_cumulatives(ledger: Ledger) -> Iterator[Cumulative]:
    """Give those of rows whose cumulative a later return corrects, as known in its quarter."""
    rows = {one.at: one for one in ledger.once(returned_rows)}
    for one in corrections(ledger.plan):
        if one.within[-1:] == ("to_date",) and one.made_in in ledger.quarters:
            row = rows.get(one.of[:-1])
            if row is not None and row.quarter < one.made_in:
                yield _cumulative(ledger, row, rows, one.made_in)


def _cumulative(
    ledger: Ledger, row: ReturnedRow, rows: dict[Path, ReturnedRow], known_in: str
) -> Cumulative:
    labels = up_to(ledger, row.quarter)
    each = [_spent(ledger, row, label, rows, known_in) for label in labels]
    opening = said_figure(ledger, known_in, (*row.at, "brought_forward"), row.said.brought_forward)
    closing = said_figure(ledger, known_in, (*row.at, "to_date"), row.said.to_date)
    return Cumulative(
        row=row,
        opening=opening,
        closing=closing,
        before=_before(ledger, row, rows, each[:-1]),
        summed=_known(total(each)),
        brought=_known(opening + each[-1]) if opening is not None else None,
        slack=_slack(row, rows, labels),
    )


def _spent(
    ledger: Ledger, row: ReturnedRow, label: str, rows: dict[Path, ReturnedRow], known_in: str
) -> Figure:
    here = return_path(label, row.project_id)
    one = rows.get(row.at_in(label))
    if one is not None:
        return spent(ledger, known_in, one.at, one.said)
    found = return_of(ledger.plan, label, row.project_id)
    return Figure() if found is not None and found.nothing_to_report else unknown(here)


def _before(
    ledger: Ledger, row: ReturnedRow, rows: dict[Path, ReturnedRow], each: list[Figure]
) -> Figure | None:
    """What the last return closed with, or what its quarters come to where it does not say.

    A correction of a quarter's spend is a correction of what came after it as well.
    """
    summed = _known(total(each))
    if summed is not None and (not each or _is_corrected(summed)):
        return summed
    for label in reversed(up_to(ledger, row.quarter)[:-1]):
        one = rows.get(row.at_in(label))
        if one is not None:
            at = (*one.at, "to_date")
            return said_figure(ledger, row.quarter, at, one.said.to_date) or summed
        found = return_of(ledger.plan, label, row.project_id)
        if found is None or not found.nothing_to_report:
            return None
    return summed


def _is_corrected(figure: Figure) -> bool:
    return any("corrections" in at for at in figure.terms)


def _known(figure: Figure) -> Figure | None:
    return figure if figure.is_known else None


def _slack(row: ReturnedRow, rows: dict[Path, ReturnedRow], labels: list[str]) -> Decimal:
    """Each amount printed in thousands may be out by half its last place."""
    found = Decimal(0)
    for label in labels:
        one = rows.get(row.at_in(label))
        for entry in (one.said.actual, one.said.to_date) if one else ():
            found += rounding(entry.amount) if entry and entry.amount is not None else Decimal(0)
        brought = one.said.brought_forward if one else None
        found += rounding(brought) if brought is not None else Decimal(0)
    return found
