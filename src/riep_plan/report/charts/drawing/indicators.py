"""The drawing of indicators between baseline and target."""

from collections.abc import Sequence

import altair as alt

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.marks import (
    DARK,
    INK,
    MIDDLE,
    PAPER,
    QUIET,
    SIZE,
    SMALL,
    Field,
    Row,
    mark,
    stretch,
    word,
)
from riep_plan.report.charts.indicators import IndicatorBullet, quantity_cell
from riep_plan.report.charts.labels import cut, folded

_ROW, _NAMES = 50, 320.0
#: Where in its row a text of one line and the line below it stand, and texts of two lines.
_ONE_LINE, _TWO_LINES = (0.34, 0.66), (0.22, 0.48, 0.78)
#: The least and most of the way that is drawn; beyond it an arrow points on.
_LEAST, _MOST = -0.3, 1.3


def draw_bullets(bullets: Sequence[IndicatorBullet], words: Words) -> str:
    """Draw a row for each indicator: ring at the baseline, bar at the target, dot at the latest."""
    edges = (_LEAST - 0.12, _MOST + 0.12)
    field = Field(edges, (len(bullets), 0), _ROW * len(bullets), left=_NAMES, right=10, top=28)
    start = field.across[0]
    names, below = [], []
    for at, one in _rows(bullets):
        lines = folded(one.text, _NAMES - 22, SIZE)
        places = _ONE_LINE if len(lines) == 1 else _TWO_LINES
        names += [word(start, at + y, text) for y, text in zip(places, lines, strict=False)]
        below.append(word(start, at + places[-1], _said(one)))
    heads = [word(0, 0, "Baseline"), word(1, 0, "Target")]
    layers = [
        field.rules(
            [stretch(field.aside(10 - _NAMES), at, edges[1], at) for at in range(len(bullets) + 1)]
        ),
        field.words(names, align="left", dx=10 - _NAMES),
        field.words(below, align="left", size=SMALL, colour=QUIET, dx=10 - _NAMES),
        field.words(heads, align="center", baseline="bottom", size=SMALL, bold=True, dy=-8),
        *_ways(field, bullets),
        *_latest(field, bullets),
        *_unplaced(field, bullets),
    ]
    return field.svg(layers, words)


def _rows(bullets: Sequence[IndicatorBullet]) -> list[tuple[int, IndicatorBullet]]:
    return list(enumerate(bullets))


def _said(one: IndicatorBullet) -> str:
    direction = f"{one.better} is better: " if one.better else ""
    baseline, target = (quantity_cell(each, one.unit) for each in (one.baseline, one.target))
    return cut(f"{direction}baseline {baseline}, target {target}", _NAMES - 22, SMALL)


def _ways(field: Field, bullets: Sequence[IndicatorBullet]) -> list[alt.Chart]:
    """Draw the way from baseline to target, of those that have one."""
    placed = [at + 0.62 for at, one in _rows(bullets) if one.progress is not None]
    tick = 9 / _ROW
    return [
        field.rules([stretch(0, y, 1, y) for y in placed], colour=QUIET, width=1.5),
        field.rules([stretch(1, y - tick, 1, y + tick) for y in placed], colour=INK, width=4),
    ]


def _latest(field: Field, bullets: Sequence[IndicatorBullet]) -> list[alt.Chart]:
    """Draw the latest readings with their figures; one that went back is a triangle."""
    bars: list[Row] = []
    rings: list[Row] = []
    dots: list[Row] = []
    figures: list[Row] = []
    for at, one in _rows(bullets):
        if one.progress is None:
            continue
        share = min(max(float(one.progress), _LEAST), _MOST)
        y, went_back = at + 0.62, one.progress < 0
        colour = MIDDLE if went_back else DARK
        beyond = went_back or one.progress > _MOST
        shape = ("triangle-left" if went_back else "triangle-right") if beyond else "diamond"
        bars.append(stretch(0, y, share, y))
        rings.append(mark(0, y, "circle", PAPER, INK))
        dots.append(mark(share, y, shape, colour, colour))
        text = quantity_cell(one.latest, one.unit)
        figures.append({"x": share, "y": at + 0.24, "text": text, "colour": colour})
    return [
        field.rules(bars, colour=DARK, width=5),
        field.points(rings, area=45),
        field.points(dots, area=130),
        field.words(figures, align="center", size=SMALL, bold=True),
    ]


def _unplaced(field: Field, bullets: Sequence[IndicatorBullet]) -> list[alt.Chart]:
    """Say what is known of those that cannot be placed between two figures."""
    said = [
        word(0, at + 0.5, _latest_alone(one) if one.latest else one.standing)
        for at, one in _rows(bullets)
        if one.progress is None
    ]
    return [field.words(said, size=SMALL, colour=QUIET)]


def _latest_alone(one: IndicatorBullet) -> str:
    return f"latest {quantity_cell(one.latest, one.unit)}"
