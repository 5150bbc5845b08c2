"""Axes: a field of pounds, the quarters below it, days along it, and what its tones mean."""

import calendar as gregorian
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import altair as alt

from riep_plan.report.charts.drawing.marks import (
    DARK,
    INK,
    QUIET,
    SMALL,
    Field,
    Row,
    block,
    stretch,
    word,
)
from riep_plan.report.charts.labels import brief_money, cut, steps, text_width

_HEIGHT = 230


def money_field(
    amounts: Sequence[Decimal], across: tuple[float, float], *, right: float, top: float
) -> tuple[Field, list[alt.Chart]]:
    """Make a field of pounds, upwards, with its lines and their amounts."""
    shown = steps(amounts)
    low, high = float(shown[0]), float(shown[-1])
    labels = [brief_money(one) for one in shown]
    left = 14 + max(text_width(one, SMALL) for one in labels)
    field = Field(across, (low, high), _HEIGHT, left=left, right=right, top=top, bottom=26)
    start, end = across
    grid = [stretch(start, float(one), end, float(one)) for one in shown]
    named = [word(start, float(one), text) for one, text in zip(shown, labels, strict=True)]
    layers = [
        field.rules(grid),
        field.rules([stretch(start, 0, end, 0)], colour=QUIET),
        field.words(named, align="right", size=SMALL, colour=QUIET, dx=-8),
    ]
    return field, layers


def quarter_names(field: Field, names: Sequence[str]) -> alt.Chart:
    """Write the quarters below the field, as wide as there is room for."""
    room = field.width / max(len(names), 1) - 6
    rows = [word(at, field.up[0], cut(name, room, SMALL)) for at, name in enumerate(names)]
    return field.words(rows, align="center", baseline="top", size=SMALL, dy=9)


def key(field: Field, tones: Sequence[tuple[str, str]]) -> list[alt.Chart]:
    """Say above the field what the tones mean."""
    blocks: list[Row] = []
    names: list[Row] = []
    at = 0.0
    low, high = field.value(field.height + 17), field.value(field.height + 29)
    for name, colour in tones:
        blocks.append(block(field.aside(at), low, field.aside(at + 18), high, colour))
        names.append(word(field.aside(at + 24), (low + high) / 2, name))
        at += 24 + text_width(name, SMALL) + 28
    return [field.bars(blocks, outline=DARK), field.words(names, size=SMALL, colour=INK)]


_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 300, 600, 1200)
_MOST_DAYS = 6


def day_lines(field: Field) -> list[alt.Chart]:
    """Draw lines at the starts of months or years across a field of days, with their names."""
    low, high = (date.fromordinal(max(1, round(edge))) for edge in field.across)
    first, last = low.year * 12 + low.month, high.year * 12 + high.month - 1
    step = next((one for one in _MONTHS if (last - first) / one < _MOST_DAYS), _MONTHS[-1])
    starts = [
        date(place // 12, place % 12 + 1, 1)
        for place in range(-(-first // step) * step, last + 1, step)
        if place >= 12  # noqa: PLR2004  months before the year 1 have no date
    ]
    down = field.up[0]
    rules = [stretch(one.toordinal(), down, one.toordinal(), field.up[1]) for one in starts]
    named = [word(one.toordinal(), down, _month(one, step)) for one in starts]
    return [
        field.rules(rules),
        field.words(named, align="center", baseline="top", size=SMALL, colour=QUIET, dy=7),
    ]


def _month(day: date, step: int) -> str:
    if step % 12 == 0:
        return str(day.year)
    return f"{gregorian.month_abbr[day.month]} {day.year}"
