"""The drawing of RAG over quarters."""

from collections.abc import Sequence

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.marks import (
    INK,
    PAPER,
    QUIET,
    SIZE,
    SMALL,
    Field,
    Row,
    block,
    word,
)
from riep_plan.report.charts.labels import cut, plain, text_width
from riep_plan.report.charts.rag import NO_RETURN, RagRow, rag_word

# Fill and ink. Dark, middle and pale in grey, so that they stay apart without colour.
_TONES = {"RED": ("#8f1414", PAPER), "AMBER": ("#f0a832", INK), "GREEN": ("#d3ecd6", INK)}
_OTHER, _NONE = ("#eceef0", INK), (PAPER, QUIET)
_ROW, _NAMES, _TYPE = 21, 250.0, 10.5
_BOLD = 1.08  # how much wider bold type is


def draw_grid(quarters: Sequence[str], rows: Sequence[RagRow], words: Words) -> str:
    """Draw a cell for each project and quarter, with its word."""
    field = Field(
        (0, len(quarters)), (len(rows), 0), _ROW * len(rows), left=_NAMES, right=10, top=40
    )
    room = field.width / len(quarters)
    cells: list[Row] = []
    said: list[Row] = []
    for down, row in enumerate(rows):
        for at, rating in enumerate(row.ratings):
            text = rag_word(rating)
            fill, ink = _NONE if text == NO_RETURN else _TONES.get(text, _OTHER)
            cells.append(block(at + 0.02, down + 0.06, at + 0.98, down + 0.94, fill))
            label = _label(text, room - 6)
            said.append({"x": at + 0.5, "y": down + 0.5, "text": label, "colour": ink})
    names = [
        word(0, down + 0.5, cut(row.project, _NAMES - 18, SIZE)) for down, row in enumerate(rows)
    ]
    heads = [_head(one, room - 4) for one in quarters]
    lines = max(len(head) for head in heads)
    layers = [
        field.words(names, align="right", dx=-8),
        *(
            field.words(
                [
                    word(at + 0.5, 0, head[line])
                    for at, head in enumerate(heads)
                    if line < len(head)
                ],
                align="center",
                baseline="bottom",
                size=SMALL,
                bold=True,
                dy=-6 - 13 * (lines - 1 - line),
            )
            for line in range(lines)
        ),
        field.bars(cells, outline=QUIET, width=0.75),
        field.words(said, align="center", size=_TYPE, bold=True),
    ]
    return field.svg(layers, words)


def _label(text: str, room: float) -> str:
    """Write the word, or its first letter where many quarters leave no room for words."""
    if text_width("AMBER", _TYPE) > room and (text in _TONES or text == NO_RETURN):
        return "–" if text == NO_RETURN else text[0]
    return cut(text, room, _TYPE)


def _head(quarter: str, room: float) -> list[str]:
    """Write a quarter's name, over two lines where one is too short."""
    name = plain(quarter)
    parts = name.split(" ", 1) if text_width(name, SMALL) * _BOLD > room else [name]
    return [cut(part, room / _BOLD, SMALL) for part in parts]
