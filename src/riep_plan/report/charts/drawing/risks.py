"""The drawing of the risk grid."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import altair as alt

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.marks import (
    DARK,
    INK,
    PAPER,
    QUIET,
    SMALL,
    Field,
    Row,
    block,
    mark,
    stretch,
    word,
)
from riep_plan.report.charts.labels import cut
from riep_plan.report.charts.risks import RiskPoint, Scales

_NAMES, _CELL, _SLOT = 120.0, 62.0, 30.0
#: From a low risk to a high one: pale to dark, so that grey print keeps the order.
_TONES = ("#ffffff", "#f6eedf", "#eed9b5", "#e4bd84", "#d79c5c")
Place = tuple[int, int]
Spot = tuple[float, float]


def draw_risks(scales: Scales, risks: Sequence[RiskPoint], words: Words) -> str:
    """Draw the cells, the numbers of the risks in them, and an arrow for each that moved."""
    across, up = len(scales.impact), len(scales.likelihood)
    field = Field((0, across), (0, up), _height(scales, risks), left=_NAMES, top=14, bottom=54)
    spots, left_over = _spots(field, scales, risks)
    room = field.width / across
    likelihoods = [
        word(0, at + 0.5, cut(one, _NAMES - 18, SMALL)) for at, one in enumerate(scales.likelihood)
    ]
    impacts = [word(at + 0.5, 0, cut(one, room - 6, SMALL)) for at, one in enumerate(scales.impact)]
    layers = [
        field.bars(_cells(across, up), outline=QUIET, width=0.75),
        field.words(likelihoods, align="right", size=SMALL, dx=-8),
        field.words(impacts, align="center", baseline="top", size=SMALL, dy=8),
        field.words([word(0, up, "Likelihood")], align="right", size=SMALL, bold=True, dx=-8, dy=4),
        field.words([word(across / 2, 0, "Impact")], align="center", size=SMALL, bold=True, dy=38),
        *_arrows(field, scales, risks, spots),
        field.points([mark(*spot, "circle", PAPER, INK) for spot in spots.values()], area=560),
        field.words(
            [word(*spots[at], cut(risks[at].number, _SLOT - 4, SMALL)) for at in spots],
            align="center",
            size=SMALL,
            bold=True,
        ),
        field.words(left_over, align="right", baseline="bottom", size=SMALL, dx=-4, dy=-3),
    ]
    return field.svg(layers, words)


def _held(scales: Scales, risks: Sequence[RiskPoint]) -> Mapping[Place, list[int]]:
    """Give the risks of each cell, by their place in the list."""
    held: dict[Place, list[int]] = defaultdict(list)
    for at, one in enumerate(risks):
        if place := scales.place(one.now):
            held[place].append(at)
    return held


def _columns(scales: Scales) -> int:
    """How many numbers stand side by side in a cell."""
    return max(1, int(((630 - _NAMES) / len(scales.impact) - 8) // _SLOT))


def _height(scales: Scales, risks: Sequence[RiskPoint]) -> float:
    """Make cells as high as the fullest needs, within a page."""
    most = max((len(held) for held in _held(scales, risks).values()), default=0)
    lines = -(-most // _columns(scales))
    highest = 640 / len(scales.likelihood)
    return len(scales.likelihood) * max(min(max(_CELL, lines * _SLOT + 8), highest), _SLOT + 8)


def _spots(
    field: Field, scales: Scales, risks: Sequence[RiskPoint]
) -> tuple[dict[int, Spot], list[Row]]:
    """Give each risk a spot in its cell; where a cell is full it says how many more there are."""
    columns = _columns(scales)
    lines = max(1, int((field.height / len(scales.likelihood) - 8) // _SLOT))
    wide, high = field.aside(_SLOT) - field.aside(0), field.value(_SLOT) - field.value(0)
    spots: dict[int, Spot] = {}
    more: list[Row] = []
    for (across, up), held in sorted(_held(scales, risks).items()):
        shown = held[: columns * lines]
        if len(shown) < len(held):
            more.append(word(across + 1, up, f"+{len(held) - len(shown)}"))
        used = min(len(shown), columns)
        rows = -(-len(shown) // columns)
        for at, risk in enumerate(shown):
            line, column = divmod(at, columns)
            x = across + 0.5 + (column - (used - 1) / 2) * wide
            spots[risk] = (x, up + 0.5 - (line - (rows - 1) / 2) * high)
    return spots, more


def _cells(across: int, up: int) -> list[Row]:
    return [
        block(x, y, x + 1, y + 1, _tone((x + 1) * (y + 1) / (across * up)))
        for x in range(across)
        for y in range(up)
    ]


def _tone(share: float) -> str:
    return _TONES[min(int(share * len(_TONES)), len(_TONES) - 1)]


def _arrows(
    field: Field, scales: Scales, risks: Sequence[RiskPoint], spots: Mapping[int, Spot]
) -> list[alt.Chart]:
    """Draw an arrow from the cell where each moved risk was to the spot where it is."""
    lines: list[Row] = []
    heads: list[Row] = []
    tails: list[Row] = []
    for at, (x, y) in spots.items():
        before = scales.place(risks[at].before)
        if before is None or before == scales.place(risks[at].now):
            continue
        start = (before[0] + 0.5, before[1] + 0.5)
        right = (x - start[0]) / (field.across[1] - field.across[0]) * field.width
        rise = field.higher(y) - field.higher(start[1])
        length = math.hypot(right, rise)
        short = max(length - 21, 1) / length
        head = (start[0] + (x - start[0]) * short, start[1] + (y - start[1]) * short)
        lines.append(stretch(*start, *head))
        tails.append(mark(*start, "circle", DARK, DARK))
        turn = round(math.degrees(math.atan2(right, rise)), 2)
        heads.append({**mark(*head, "triangle", DARK, PAPER), "angle": turn})
    return [
        field.rules(lines, colour=DARK, width=2),
        field.points(tails, area=22),
        field.points(heads, area=120, width=1),
    ]
