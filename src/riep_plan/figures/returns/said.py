"""What returns say of spend, row by row: the rows, and the figures that they give."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import corrected
from riep_plan.figures.returns.lines import LineKey
from riep_plan.figures.returns.standing import owner_name, return_path, returns_in_calendar
from riep_plan.figures.returns.traced import Figure, total, unknown
from riep_plan.figures.tables import KINDS
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.returns import SpendReturn
from riep_plan.values.money import Entry


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


def every_row(ledger: Ledger) -> Mapping[str, list[ReturnedRow]]:
    """Give every row of spend of every return, by whose it is, in order of its quarters."""
    found: dict[str, list[ReturnedRow]] = {}
    for quarter, owner, made in ledger.once(returns_in_calendar):
        rows = found.setdefault(owner, [])
        for source, kinds in made.spend.items():
            at = spend_path(quarter, owner, source)
            for kind in KINDS:
                said: SpendReturn | None = getattr(kinds, kind)
                if said is not None:
                    key = LineKey(owner, source, kind)
                    rows.append(ReturnedRow((*at, kind), quarter, key, said))
    return found


def spend_path(label: str, owner: str, source: str) -> Path:
    """The path of what a return says of a source's money."""
    return (*return_path(label, owner), "spend", source)


def slips_of(spoken: Iterable[ReturnedRow]) -> Figure:
    """Add up what rows of a return expect after the plan's last quarter."""
    return total(
        [
            Figure(one.said.slips, ((*one.at, "slips"),))
            for one in spoken
            if one.said.slips is not None
        ]
    )


def spent(ledger: Ledger, quarter: str, row: ReturnedRow) -> Figure:
    """Give what a row of a return says was spent in its quarter, as corrected up to another.

    Where it gives no actual, what was spent is the cumulative less what was brought forward.

    Args:
        ledger: the plan.
        quarter: corrections made up to this quarter count.
        row: the row.
    """
    actual = said_figure(ledger, quarter, row, "actual")
    if actual is not None:
        return actual
    to_date = said_figure(ledger, quarter, row, "to_date")
    before = said_figure(ledger, quarter, row, "brought_forward")
    if to_date is not None and before is not None:
        return to_date - before
    return unknown((*row.at, "actual"))


def said_figure(ledger: Ledger, quarter: str, row: ReturnedRow, key: str) -> Figure | None:
    """Give a figure of a row as corrected up to a quarter; None where it is not known.

    Where no quarter is given, nothing is corrected.
    """
    at = (*row.at, key)
    if quarter and (found := corrected(ledger, quarter, at)) is not None:
        return found
    said: Entry | Decimal | None = getattr(row.said, key)
    amount = said.amount if isinstance(said, Entry) else said
    return None if amount is None else Figure(amount, (at,))
