"""Drawings of spend: lines to date, and revenue beside capital."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.axes import key, money_field, quarter_names
from riep_plan.report.charts.drawing.marks import (
    DARK,
    MIDDLE,
    PALE,
    PAPER,
    QUIET,
    SMALL,
    Field,
    Row,
    block,
    mark,
    word,
)
from riep_plan.report.charts.labels import UNKNOWN, brief_money, spread, text_width
from riep_plan.report.charts.spend import SpendToDate, SplitSpend
from riep_plan.report.tables import ABSENT
from riep_plan.values.money import format_money

_LINE = 15  # pixels from one line of labels to the next


@dataclass(frozen=True, slots=True)
class _Look:
    """How one of the three lines is drawn: they differ in dash, width and shape of point."""

    name: str
    colour: str
    width: float
    dash: tuple[float, ...]
    shape: str
    fill: str


_PROFILE = _Look("Profile", QUIET, 1.5, (2, 3), "square", PAPER)
_ACTUAL = _Look("Actual", DARK, 3, (), "circle", DARK)
_FORECAST = _Look("Forecast", MIDDLE, 2, (7, 4), "diamond", PAPER)


def draw_cumulative(points: Sequence[SpendToDate], words: Words) -> str:
    """Draw the three lines, each named where it ends."""
    lines = {
        _PROFILE: [one.profile for one in points],
        _FORECAST: [one.forecast for one in points],
        _ACTUAL: [one.actual for one in points],
    }
    amounts = [one for line in lines.values() for one in line if one is not None]
    last = len(points) - 1
    field, layers = money_field(amounts, (-0.25, last + 0.05), right=160, top=16)
    layers.append(quarter_names(field, [one.quarter for one in points]))
    for look, line in lines.items():
        layers += _line(field, look, line, lines[_ACTUAL] if look is _FORECAST else None)
    ends = {look: _end(line) for look, line in lines.items() if _end(line) is not None}
    return field.svg([*layers, *_end_labels(field, lines, last)] if ends else layers, words)


def _end(line: Sequence[Decimal | None]) -> tuple[int, Decimal] | None:
    known = [(place, one) for place, one in enumerate(line) if one is not None]
    return known[-1] if known else None


def _line(
    field: Field,
    look: _Look,
    line: Sequence[Decimal | None],
    before: Sequence[Decimal | None] | None,
) -> list[alt.Chart]:
    """Draw a line with its points; a forecast begins where the actual line before it ends."""
    joined = list(line)
    start = _end(before or ())
    if start and joined[start[0]] is None and not any(joined[: start[0]]):
        joined[start[0]] = start[1]
    rows: list[Row] = [
        {"x": float(at), "y": None if one is None else float(one)} for at, one in enumerate(joined)
    ]
    dots = [
        mark(at, float(one), look.shape, look.fill, look.colour)
        for at, one in enumerate(line)
        if one is not None
    ]
    return [
        field.line(rows, colour=look.colour, width=look.width, dash=look.dash),
        field.points(dots),
    ]


def _end_labels(
    field: Field, lines: dict[_Look, list[Decimal | None]], last: int
) -> list[alt.Chart]:
    """Name the lines that reach the last quarter in the margin, the others at their last point."""
    ends = [(look, *end) for look, line in lines.items() if (end := _end(line))]
    outside = [one for one in ends if one[1] == last]
    places = spread([field.higher(float(amount)) for _, _, amount in outside], _LINE)
    rows: list[Row] = [
        {
            "x": field.across[1],
            "y": field.value(place),
            "text": f"{look.name} {format_money(amount)}",
            "colour": look.colour,
        }
        for (look, _, amount), place in zip(outside, places, strict=True)
    ]
    layers = [field.words(rows, bold=True, size=SMALL, dx=8)]
    for look, at, amount in (one for one in ends if one[1] != last):
        profile = lines[_PROFILE][at]
        below = look is _ACTUAL and profile is not None and amount <= profile
        text = f"{look.name} {format_money(amount)}"
        row: Row = {"x": at, "y": float(amount), "text": text, "colour": look.colour}
        layers.append(
            field.words(
                [row],
                bold=True,
                size=SMALL,
                align="left" if below or at == 0 else "right",
                dx=8 if below else -6,
                dy=12 if below else -12,
            )
        )
    return layers


def draw_split(quarters: Sequence[SplitSpend], words: Words) -> str:
    """Draw two bars a quarter: revenue dark, capital pale with a dark outline."""
    pairs = [(one.revenue, one.capital) for one in quarters]
    amounts = [one for pair in pairs for one in pair if one is not None]
    field, layers = money_field(amounts, (-0.5, len(quarters) - 0.5), right=10, top=40)
    layers.append(quarter_names(field, [one.quarter for one in quarters]))
    bars: list[Row] = []
    above: list[Row] = []
    below: list[Row] = []
    room = field.width / len(quarters) * 0.42
    for at, pair in enumerate(pairs):
        for side, (amount, colour) in enumerate(zip(pair, (DARK, PALE), strict=True)):
            start = at + (side - 1) * 0.42
            value = float(amount or 0)
            if amount:
                bars.append(block(start + 0.02, 0, start + 0.4, value, colour))
            text = _bar_label(amount, room)
            (below if value < 0 else above).append(word(start + 0.21, value, text))
    layers += [
        field.bars(bars, outline=DARK),
        field.words(above, align="center", baseline="bottom", size=SMALL, dy=-4),
        field.words(below, align="center", baseline="top", size=SMALL, dy=4),
        *key(field, (("Revenue", DARK), ("Capital", PALE))),
    ]
    return field.svg(layers, words)


def _bar_label(amount: Decimal | None, room: float) -> str:
    """Write an amount over its bar: whole where there is room, in three figures where not."""
    if amount is None:
        return UNKNOWN if room > text_width(UNKNOWN, SMALL) else ABSENT
    whole = format_money(amount)
    return whole if text_width(whole, SMALL) <= room else brief_money(amount)
