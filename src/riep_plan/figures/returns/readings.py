"""Indicators at a quarter's end: how far from baseline to target, and which way they move."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Self

from riep_plan.figures.delivery.indicators import last_days
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.standing import (
    owner_path,
    owners_of,
    return_path,
    returns_by_owner,
    returns_in_calendar,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.indicator import Direction, Indicator
from riep_plan.model.profile import TOTAL, QuantityProfile
from riep_plan.model.returns import Reading
from riep_plan.values.period import Span
from riep_plan.values.quantity import Measure, Quantity

BASELINE = "baseline"


class Movement(StrEnum):
    """Which way an indicator went since it was last measured."""

    TOWARDS = "towards the target"
    AWAY = "away from the target"
    SAME = "no change"
    UNKNOWN = "cannot be told"


class Measured(NamedTuple):
    """A value that an indicator had: its baseline, or what a return read.

    Attributes:
        at: its path in the plan.
        quarter: the quarter of the return; ``baseline`` for the baseline.
        value: the value.
        days: the days on which it was measured, where these are known.
        reading: what the return says; None for the baseline.
    """

    at: Path
    quarter: str
    value: Quantity
    days: Span | None
    reading: Reading | None


class IndicatorProgress(NamedTuple):
    """An indicator with what was read of it: in all returns, or up to a quarter's end.

    Attributes:
        at: its path in the plan.
        project_id: whose it is; empty for the programme's own.
        indicator: what the plan says of it.
        better: which way is better, as stated or as baseline and target show.
        baseline: where it stood.
        target: where it should stand; of a target in parts that add up, all of them.
        target_at: the path of the target.
        target_days: the days by which the target should be reached.
        readings: what the returns read, the latest last.
    """

    at: Path
    project_id: str
    indicator: Indicator
    better: Direction | None
    baseline: Measured | None
    target: Quantity | None
    target_at: Path
    target_days: Span | None
    readings: tuple[Measured, ...]

    @property
    def latest(self) -> Measured | None:
        """The latest reading."""
        return self.readings[-1] if self.readings else None

    @property
    def movement(self) -> Movement:
        """Which way the latest reading went from the one before it, or the baseline."""
        return self.movement_to(len(self.readings) - 1) if self.readings else Movement.UNKNOWN

    @property
    def share(self) -> Decimal | None:
        """What per cent of the way from baseline to target the latest reading has gone.

        Below nought when it is worse than the baseline; None where there is no way to measure.
        """
        start = self.baseline.value if self.baseline else None
        return _share(self.better, start, self.target, self.latest.value if self.latest else None)

    def before(self, place: int) -> Measured | None:
        """What a reading follows: the one before it, or the baseline."""
        return self.readings[place - 1] if place else self.baseline

    def movement_to(self, place: int) -> Movement:
        """Which way a reading went from what it follows."""
        before = self.before(place)
        if before is None:
            return Movement.UNKNOWN
        return movement(self.better, before.value, self.readings[place].value)

    def up_to(self, quarter: str) -> Self:
        """The same as it stood at a quarter's end."""
        return self._replace(readings=tuple(one for one in self.readings if one.quarter <= quarter))


def progress(ledger: Ledger, owner: str, indicator_id: str) -> IndicatorProgress:
    """Give an indicator with all its readings."""
    indicator = indicators_of(ledger.plan, owner)[indicator_id]
    at: Path = (*owner_path(owner), "indicators", indicator_id)
    start = _baseline(ledger, at, indicator)
    target_at, target = _target(ledger, at, indicator, start)
    return IndicatorProgress(
        at=at,
        project_id=owner,
        indicator=indicator,
        better=_better(indicator, start, target),
        baseline=start,
        target=target,
        target_at=target_at,
        target_days=last_days(ledger, indicator),
        readings=tuple(_readings(ledger, owner, indicator_id)),
    )


def indicators_of(plan: Plan, owner: str) -> Mapping[str, Indicator]:
    """Give an owner's indicators, by id."""
    return plan.projects[owner].indicators if owner else plan.indicators


def readings_made(ledger: Ledger) -> list[tuple[IndicatorProgress, int]]:
    """Give each reading of each return: the indicator, and which of its readings it is."""
    found: list[tuple[IndicatorProgress, int]] = []
    for quarter, owner, made in ledger.once(returns_in_calendar):
        for key in indicators_of(ledger.plan, owner) if made.indicators else ():
            if key in made.indicators:
                one = ledger.once(progress, owner, key)
                places = [reading.quarter for reading in one.readings]
                found.append((one, places.index(quarter)))
    return found


def indicator_progress(ledger: Ledger, quarter: str) -> list[IndicatorProgress]:
    """Give every indicator as it stands at a quarter's end: the projects', the programme's last."""
    return [
        ledger.once(progress, owner, key).up_to(quarter)
        for owner in ledger.once(owners_of)
        for key in indicators_of(ledger.plan, owner)
    ]


def movement(better: Direction | None, before: Quantity, now: Quantity) -> Movement:
    """Say which way a value went, by which way is better."""
    if before.measure is not now.measure or better is None:
        return Movement.UNKNOWN
    if before.number == now.number:
        return Movement.SAME
    rose = now.number > before.number
    return Movement.TOWARDS if rose is (better is Direction.HIGHER) else Movement.AWAY


def _baseline(ledger: Ledger, at: Path, indicator: Indicator) -> Measured | None:
    stated = indicator.baseline
    if stated is None or stated.value is None:
        return None
    days = ledger.when(stated.at) if stated.at else None
    return Measured((*at, "baseline", "value"), BASELINE, stated.value, days, None)


def _readings(ledger: Ledger, owner: str, indicator_id: str) -> Iterator[Measured]:
    for label, found in ledger.once(returns_by_owner).get(owner, ()):
        reading = found.indicators.get(indicator_id)
        if reading is not None:
            at = (*return_path(label, owner), "indicators", indicator_id, "value")
            yield Measured(at, label, reading.value, ledger.when(reading.at), reading)


def _target(
    ledger: Ledger, at: Path, indicator: Indicator, start: Measured | None
) -> tuple[Path, Quantity | None]:
    """Give the level to reach: as stated, from the baseline on, or by the target's parts."""
    target = indicator.target
    here: Path = (*at, "target")
    if target is None:
        return here, None
    if target.value is not None:
        return (*here, "value"), target.value
    if target.change is not None:
        return (*here, "change"), _changed(indicator, start, target.change)
    if target.profile is not None:
        return (*here, "profile"), _level(ledger, target.profile)
    return here, None


def _changed(indicator: Indicator, start: Measured | None, change: Quantity) -> Quantity | None:
    """Go from the baseline the way that is better; of a number a percentage is its share."""
    if start is None:
        return None
    value, step = start.value, abs(change.number)
    down = change.number < 0 or indicator.better is Direction.LOWER
    if change.measure is not value.measure:
        if change.measure is not Measure.PERCENT:
            return None
        step = value.number * step / 100
    return Quantity(value.number - step if down else value.number + step, value.measure)


def _level(ledger: Ledger, profile: QuantityProfile) -> Quantity | None:
    """Give what parts come to in the end: numbers add up, where they are not levels by themselves.

    Percentages are levels. So are numbers of which the last is the total.
    """
    keys = ledger.in_order(list(profile.quantities))
    if not keys:
        return None
    last, stated = profile.quantities[keys[-1]], profile.root.get(TOTAL)
    if last.measure is Measure.PERCENT or (stated is not None and stated == last):
        return last
    added = sum((one.number for one in profile.quantities.values()), Decimal(0))
    return Quantity(added, last.measure)


def _better(
    indicator: Indicator, start: Measured | None, target: Quantity | None
) -> Direction | None:
    if indicator.better is not None:
        return indicator.better
    if start is None or target is None or start.value.measure is not target.measure:
        return None
    if start.value.number == target.number:
        return None
    return Direction.HIGHER if target.number > start.value.number else Direction.LOWER


def _share(
    better: Direction | None, start: Quantity | None, target: Quantity | None, now: Quantity | None
) -> Decimal | None:
    if start is None or target is None or now is None or better is None:
        return None
    way = target.number - start.number
    runs_up = way > 0
    if not way or not (start.measure is target.measure is now.measure):
        return None
    if runs_up is not (better is Direction.HIGHER):
        return None
    return (now.number - start.number) / way * 100
