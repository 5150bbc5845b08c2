"""Corrections: what a later return says that an earlier one should have said.

An accepted return stays as it is. Every figure that is worked out uses the correction instead.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.standing import return_in, return_path, returns_of
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.returns import Correction


class PlacedCorrection(NamedTuple):
    """A correction where it stands.

    Attributes:
        at: its path in the plan.
        project_id: whose return is corrected.
        made_in: the quarter of the return that makes it.
        correction: what it says.
    """

    at: Path
    project_id: str
    made_in: str
    correction: Correction

    @property
    def within(self) -> Path:
        """The keys of the corrected figure in the return of its quarter."""
        return tuple(self.correction.at.strip().strip("/").split("/"))

    @property
    def of(self) -> Path:
        """The path in the plan of the corrected figure."""
        return (*return_path(self.correction.quarter, self.project_id), *self.within)


def corrections(plan: Plan) -> Iterator[PlacedCorrection]:
    """Give every correction, in the order of the returns that make them."""
    for quarter, project_id, found in returns_of(plan):
        for key, correction in found.corrections.items():
            at = (*return_path(quarter, project_id), "corrections", key)
            yield PlacedCorrection(at, project_id, quarter, correction)


def all_corrections(ledger: Ledger) -> list[PlacedCorrection]:
    """Give every correction likewise, for :meth:`Ledger.once`."""
    return list(corrections(ledger.plan))


def known_by(ledger: Ledger, quarter: str) -> str:
    """Give the quarter up to which corrections count; none where there are no corrections at all.

    What was returned is then the same figure whenever it is asked for.
    """
    return quarter if ledger.once(all_corrections) else ""


def corrected(ledger: Ledger, quarter: str, at: Path) -> Figure | None:
    """Give what a figure of a return should have been, as known at the end of a quarter.

    Args:
        ledger: the plan.
        quarter: corrections made in returns up to this quarter count; the last one holds. Where it
            is empty, none do.
        at: the path of the figure in the plan.

    Returns:
        The figure, in pounds; None where nothing corrects it.
    """
    found: Figure | None = None
    for made_in, figure in ledger.once(_by_figure).get(at, ()) if quarter else ():
        if at[1] < made_in <= quarter:
            found = figure
    return found


def _by_figure(ledger: Ledger) -> Mapping[Path, list[tuple[str, Figure]]]:
    """Give what corrections make of each figure, with the quarter of the return that makes them.

    Only returns that were filled in, for quarters of the calendar, correct anything.
    """
    by_figure: dict[Path, list[tuple[str, Figure]]] = {}
    for one in ledger.once(all_corrections):
        becomes = one.correction.becomes
        is_made = one.made_in in ledger.quarters and return_in(ledger, one.made_in, one.project_id)
        if becomes is not None and is_made:
            figure = Figure(becomes, ((*one.at, "becomes"),))
            by_figure.setdefault(one.of, []).append((one.made_in, figure))
    return by_figure
