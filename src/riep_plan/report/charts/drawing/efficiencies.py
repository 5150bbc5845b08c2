"""The drawing of efficiencies: delivered in front of promised."""

from collections.abc import Sequence
from decimal import Decimal

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.axes import key
from riep_plan.report.charts.drawing.marks import (
    DARK,
    PALE,
    QUIET,
    SIZE,
    SMALL,
    Field,
    Row,
    block,
    stretch,
    word,
)
from riep_plan.report.charts.efficiencies import EfficiencyRow, Saving
from riep_plan.report.charts.labels import UNKNOWN, brief_money, cut, steps
from riep_plan.values.money import format_money

_ROW, _NAMES, _KINDS, _SAID = 46, 170.0, 84.0, 186.0


def draw_efficiencies(rows: Sequence[EfficiencyRow], words: Words) -> str:
    """Draw two lines for each row: a pale bar for what was promised, a dark one within it."""
    savings = [
        (at + share, kind, one) for at, row in enumerate(rows) for share, kind, one in _of(row)
    ]
    amounts = [
        amount for _, _, one in savings for amount in (one.promised, one.delivered) if amount
    ]
    shown = steps(amounts)
    field = Field(
        (float(shown[0]), float(shown[-1])),
        (len(rows), 0),
        _ROW * len(rows),
        left=_NAMES + _KINDS,
        right=_SAID,
        top=40,
        bottom=26,
    )
    low, high = field.across
    edge = field.aside(10 - _NAMES - _KINDS)
    bars = [bar for y, _, one in savings for bar in _bars(y, one)]
    names = [word(low, at + 0.5, cut(one.label, _NAMES - 18, SIZE)) for at, one in enumerate(rows)]
    layers = [
        field.rules([stretch(float(one), len(rows), float(one), 0) for one in shown]),
        field.rules([stretch(edge, at, high, at) for at in range(len(rows) + 1)]),
        field.rules([stretch(0, len(rows), 0, 0)], colour=QUIET),
        field.words(
            [word(float(one), len(rows), brief_money(one)) for one in _few(shown)],
            align="center",
            baseline="top",
            size=SMALL,
            colour=QUIET,
            dy=7,
        ),
        field.words(names, dx=10 - _NAMES - _KINDS),
        field.words([word(low, y, kind) for y, kind, _ in savings], size=SMALL, dx=6 - _KINDS),
        field.bars(bars, outline=DARK),
        field.words([word(high, y, _said(one)) for y, _, one in savings], size=SMALL, dx=10),
        *key(field, (("Promised", PALE), ("Delivered", DARK))),
    ]
    return field.svg(layers, words)


def _of(row: EfficiencyRow) -> list[tuple[float, str, Saving]]:
    shares = (0.28, 0.72) if len(row.told) > 1 else (0.5,)
    return [(share, *kind) for share, kind in zip(shares, row.told, strict=True)]


def _few(shown: Sequence[Decimal]) -> Sequence[Decimal]:
    """Name every second step of a narrow field, and nought among them."""
    nought = shown.index(Decimal(0))
    return shown[nought % 2 :: 2]


def _bars(y: float, saving: Saving) -> list[Row]:
    found: list[Row] = []
    if saving.promised:
        found.append(block(0, y - 0.17, float(saving.promised), y + 0.17, PALE))
    if saving.delivered:
        found.append(block(0, y - 0.08, float(saving.delivered), y + 0.08, DARK))
    return found


def _said(saving: Saving) -> str:
    """Write both amounts beside the bar."""
    delivered, promised = (
        UNKNOWN if amount is None else format_money(amount)
        for amount in (saving.delivered, saving.promised)
    )
    if saving.delivered is None and saving.promised is None:
        return UNKNOWN
    return cut(f"{delivered} of {promised}", _SAID - 14, SMALL)
