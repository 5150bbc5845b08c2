"""The drawing of milestones along time."""

from collections.abc import Sequence
from datetime import date

import altair as alt

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.axes import day_lines
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
from riep_plan.report.charts.labels import folded, text_width
from riep_plan.report.charts.milestones import MilestonePoint, Status, status_word
from riep_plan.values.period import Span, format_day

_LINE, _NAMES, _STATUS = 15, 225.0, 92.0
_CROSS = "M-1,-1L1,1M1,-1L-1,1"
#: Shape, fill and outline of each status: the shape alone tells them apart.
_SHAPES = {
    Status.DELIVERED: ("circle", DARK, DARK),
    Status.ON_TRACK: ("circle", PAPER, DARK),
    Status.DELAYED: ("triangle-up", MIDDLE, MIDDLE),
    Status.NOT_STARTED: ("square", PAPER, QUIET),
    Status.CANCELLED: (_CROSS, PAPER, INK),
    None: ("diamond", PAPER, QUIET),
}


def draw_timeline(points: Sequence[MilestonePoint], as_of: date, words: Words) -> str:
    """Draw a row for each milestone: a tick where planned, a shape where it stands now."""
    spans = [span for one in points for span in (one.planned, one.now) if span]
    first = min([as_of, *(span.start for span in spans)]).toordinal()
    last = max([as_of, *(span.end for span in spans)]).toordinal()
    slack = max((last - first) * 0.04, 10)
    texts = [folded(one.text, _NAMES - 18, SIZE) for one in points]
    row = 7 + _LINE * max((len(one) for one in texts), default=1)
    field = Field(
        (first - slack, last + slack),
        (len(points), 0),
        row * len(points),
        left=_NAMES,
        right=_STATUS,
        top=26,
        bottom=58,
    )
    named = [
        word(field.across[0], at + 0.5 + (line - (len(lines) - 1) / 2) * _LINE / row, text)
        for at, lines in enumerate(texts)
        for line, text in enumerate(lines)
    ]
    status = [
        word(field.across[1], at + 0.5, status_word(one.status)) for at, one in enumerate(points)
    ]
    layers = [
        *day_lines(field),
        field.words(named, align="right", dx=-8),
        field.words(status, size=SMALL, dx=10),
        *_marks(field, points),
        *_report_day(field, as_of),
        *_key(field, points),
    ]
    return field.svg(layers, words)


def _middle(span: Span) -> float:
    return (span.start.toordinal() + span.end.toordinal()) / 2


def _marks(field: Field, points: Sequence[MilestonePoint]) -> list[alt.Chart]:
    """Draw the planned days, the way from there, and where each milestone stands."""
    lanes, planned, slips, shapes = [], [], [], []
    for at, one in enumerate(points):
        y = at + 0.5
        lanes.append(stretch(field.across[0], y, field.across[1], y))
        if one.planned:
            start, end = one.planned.start.toordinal(), one.planned.end.toordinal()
            planned.append(stretch(end, y - 0.36, end, y + 0.36))
            planned.append(stretch(start, y, end, y))
        where = one.now or one.planned
        if where:
            x = _middle(where)
            shapes.append(mark(x, y, *_SHAPES[one.status]))
            if one.planned and one.now:
                slips.append(stretch(one.planned.end.toordinal(), y, x, y))
    return [
        field.rules(lanes),
        field.rules(slips, colour=MIDDLE, width=1.5, dash=(3, 2)),
        field.rules(planned, colour=INK, width=3),
        field.points(shapes, area=75),
    ]


def _report_day(field: Field, as_of: date) -> list[alt.Chart]:
    """Draw the line of the report's day, with the day above it."""
    at = as_of.toordinal()
    text = f"Report: {format_day(as_of)}"
    half = text_width(text, SMALL) / 2
    low, high = field.aside(half - _NAMES + 4), field.aside(field.width + _STATUS - half - 4)
    return [
        field.rules([stretch(at, field.up[0], at, field.up[1])], colour=INK, width=1.5),
        field.words(
            [word(min(max(at, low), high), 0, text)],
            align="center",
            baseline="bottom",
            size=SMALL,
            bold=True,
            dy=-6,
        ),
    ]


def _key(field: Field, points: Sequence[MilestonePoint]) -> list[alt.Chart]:
    """Say below the field what the shapes that are in it mean."""
    y = field.value(-42)
    tick = field.aside(-_NAMES + 14)
    rules = [stretch(tick, field.value(-35), tick, field.value(-49))]
    said = [word(field.aside(-_NAMES + 24), y, "planned")]
    shapes: list[Row] = []
    at = 24 + text_width("planned", SMALL) + 26
    for status, look in _SHAPES.items():
        if any(one.status is status for one in points):
            shapes.append(mark(field.aside(at - _NAMES), y, *look))
            said.append(word(field.aside(at + 10 - _NAMES), y, status_word(status)))
            at += 10 + text_width(status_word(status), SMALL) + 26
    return [
        field.rules(rules, colour=INK, width=3),
        field.points(shapes, area=75),
        field.words(said, size=SMALL),
    ]
