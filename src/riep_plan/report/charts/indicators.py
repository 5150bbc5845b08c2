"""Indicators between baseline and target: how far each has come, and which way it should go."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from riep_plan.report.charts.chart import Chart, Words, nothing_to_show
from riep_plan.report.charts.labels import first_of, named
from riep_plan.report.tables import ABSENT, Column, figures, table, words
from riep_plan.values.quantity import Quantity
from riep_plan.values.words import count, listed


class Better(StrEnum):
    """Which way an indicator should go."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class IndicatorBullet:
    """An indicator; None is not stated or not measured, and is not nought."""

    text: str
    baseline: Quantity | None = None
    target: Quantity | None = None
    latest: Quantity | None = None
    better: Better | None = None
    unit: str = ""

    @property
    def progress(self) -> Decimal | None:
        """The share of the way from baseline to target; below nought it went the other way."""
        if self.baseline is None or self.target is None or self.latest is None:
            return None
        way = self.target.number - self.baseline.number
        same = self.baseline.measure == self.target.measure == self.latest.measure
        return (self.latest.number - self.baseline.number) / way if way and same else None

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        if self.latest is None:
            return "no reading"
        progress = self.progress
        if progress is None:
            return "cannot be placed"
        if progress >= 1:
            return "target reached"
        if progress < 0:
            return "moved away from target"
        return "no change" if progress == 0 else "on the way"


_STANDINGS = (
    "target reached",
    "on the way",
    "no change",
    "moved away from target",
    "cannot be placed",
    "no reading",
)


def quantity_cell(quantity: Quantity | None, unit: str = "") -> str:
    """Write a quantity with its unit, where it has one; an en dash where there is none."""
    return ABSENT if quantity is None else f"{quantity} {unit}".rstrip()


def indicator_bullets(id_: str, title: str, series: Sequence[IndicatorBullet]) -> Chart:
    """Draw each indicator's latest reading on the way from its baseline to its target.

    Args:
        id_: an id that no other part of the page has.
        title: of the chart and its table.
        series: the indicators in the order of the rows.
    """
    bullets = tuple(series)
    rows = [
        (
            one.text,
            one.better.value if one.better else ABSENT,
            *(quantity_cell(each, one.unit) for each in (one.baseline, one.target, one.latest)),
            one.standing,
        )
        for one in bullets
    ]
    columns = (
        *words("Indicator", "Better"),
        *figures("Baseline", "Target", "Latest"),
        Column("Standing"),
    )
    shown = table(title, columns, rows)
    if not bullets:
        return nothing_to_show(id_, title, shown)

    def draw(said: Words) -> str:
        from riep_plan.report.charts.drawing.indicators import draw_bullets

        return draw_bullets(bullets, said)

    return Chart(id_, title, _words(bullets), shown, draw)


def _words(bullets: Sequence[IndicatorBullet]) -> str:
    """Say how many stand where, and name those that went the wrong way."""
    counts = Counter(one.standing for one in bullets)
    parts = [f"{counts[one]} {one}" for one in _STANDINGS if counts[one]]
    found = [f"{count(len(bullets), 'indicator')}: {listed(parts)}."]
    found += [_moved_away(one) for one in bullets if (one.progress or 0) < 0]
    return first_of(found)


def _moved_away(one: IndicatorBullet) -> str:
    before, now, target = (
        quantity_cell(each, one.unit) for each in (one.baseline, one.latest, one.target)
    )
    return f"Moved away: “{named(one.text)}”, from {before} to {now}; the target is {target}."
