"""Corrections: what a later return says that an earlier one should have said.

An accepted return stays as it is. Every figure that is worked out uses the correction instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.standing import return_of, return_path, returns_of, up_to
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.returns import Correction


@dataclass(frozen=True, slots=True)
class PlacedCorrection:
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


def corrected(
    ledger: Ledger, quarter: str, label: str, project_id: str, within: Path
) -> Figure | None:
    """Give what a figure of a return should have been, as known at the end of a quarter.

    Args:
        ledger: the plan.
        quarter: corrections made in returns up to this quarter count; the last one holds.
        label: the quarter of the return with the figure.
        project_id: whose return it is.
        within: the keys of the figure in that return.

    Returns:
        The figure, in pounds; None where nothing corrects it.
    """
    found: Figure | None = None
    for later in up_to(ledger, quarter):
        one = return_of(ledger.plan, later, project_id) if later > label else None
        for key, correction in one.corrections.items() if one else ():
            at: Path = (*return_path(later, project_id), "corrections", key)
            placed = PlacedCorrection(at, project_id, later, correction)
            is_of = correction.quarter == label and placed.within == within
            if is_of and correction.becomes is not None:
                found = Figure(correction.becomes, ((*at, "becomes"),))
    return found
