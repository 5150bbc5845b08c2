"""What returns say of spend: row by row, and of a line of one kind or of both together."""

from collections.abc import Iterable
from decimal import Decimal

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import corrected
from riep_plan.figures.returns.lines import LineKey
from riep_plan.figures.returns.standing import return_path
from riep_plan.figures.returns.traced import Figure, total, unknown
from riep_plan.figures.tables import KINDS
from riep_plan.findings.finding import Path
from riep_plan.model import Return
from riep_plan.model.returns import SpendReturn
from riep_plan.values.money import Entry


def spend_path(label: str, key: LineKey) -> Path:
    """The path of what a return says of a source's money."""
    return (*return_path(label, key.owner), "spend", key.source)


def spoken_of(label: str, found: Return, key: LineKey) -> list[tuple[Path, SpendReturn]]:
    """Give what a return says of a line: of both kinds where the line is of both."""
    kinds = found.spend.get(key.source)
    if kinds is None:
        return []
    at, wanted = spend_path(label, key), (key.kind,) if key.kind else KINDS
    return [((*at, kind), said) for kind in wanted if (said := getattr(kinds, kind)) is not None]


def slips_of(spoken: Iterable[tuple[Path, SpendReturn]]) -> Figure:
    """Add up what rows of a return expect after the plan's last quarter."""
    return total(
        [Figure(said.slips, ((*at, "slips"),)) for at, said in spoken if said.slips is not None]
    )


def spent(ledger: Ledger, quarter: str, at: Path, said: SpendReturn) -> Figure:
    """Give what a row of a return says was spent in its quarter, as corrected up to another.

    Where it gives no actual, what was spent is the cumulative less what was brought forward.

    Args:
        ledger: the plan.
        quarter: corrections made up to this quarter count.
        at: the path of the row in the plan.
        said: what it says.
    """
    actual = said_figure(ledger, quarter, (*at, "actual"), said.actual)
    if actual is not None:
        return actual
    to_date = said_figure(ledger, quarter, (*at, "to_date"), said.to_date)
    before = said_figure(ledger, quarter, (*at, "brought_forward"), said.brought_forward)
    if to_date is not None and before is not None:
        return to_date - before
    return unknown((*at, "actual"))


def said_figure(
    ledger: Ledger, quarter: str, at: Path, said: Entry | Decimal | None
) -> Figure | None:
    """Give a figure of a return as corrected up to a quarter; None where it is not known.

    Where no quarter is given, nothing is corrected.
    """
    if quarter and (found := corrected(ledger, quarter, at)) is not None:
        return found
    amount = said.amount if isinstance(said, Entry) else said
    return None if amount is None else Figure(amount, (at,))
