"""The board report of the small programme of ``tests.figures.returns.programme``, as it is seen."""

from riep_plan.model import Plan
from riep_plan.report import quarter_document, render
from riep_plan.report.board import Places
from tests.figures.returns.programme import PROGRAMME, changed
from tests.figures.tables import Data
from tests.report.reading import Document, read


def board(
    *edits: tuple[str, object],
    quarter: str = "Q2",
    data: Data = PROGRAMME,
    format_: str = "md",
    places: Places | None = None,
) -> Document:
    """Give a quarter's report of the programme, with values put at paths."""
    plan = Plan.model_validate(changed(*edits, data=data))
    made = quarter_document("programme", plan, quarter, [], places=places)
    return read(render(made, format_), format_)
