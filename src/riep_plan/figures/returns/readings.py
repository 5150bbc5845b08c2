"""Indicators at a quarter's end: how far from baseline to target, and which way they move."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

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
from riep_plan.values.period import Span, read_period
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
    """An indicator, as it stands at a quarter's end.

    Attributes:
        at: its path in the plan.
        project_id: whose it is; empty for the programme's own.
        indicator: what the plan says of it.
        better: which way is better, as stated or as baseline and target show.
        baseline: where it stood.
        target: where it should stand; of a target in parts that add up, all of them.
        target_at: the path of the target.
        due: what is due by the quarter's end, where the target is set by quarter or year.
        target_days: the days by which the target should be reached.
        readings: what the returns read, the latest last.
        movement: which way the latest reading went from the one before it, or the baseline.
        share: what per cent of the way from baseline to target the latest reading has gone; below
            nought when it is worse than the baseline; None where there is no way to measure.
        is_met: whether the latest reading has reached the target; None where that cannot be told.
        days_left: days from the quarter's end to the last day for the target; below nought when
            that has passed.
    """

    at: Path
    project_id: str
    indicator: Indicator
    better: Direction | None
    baseline: Measured | None
    target: Quantity | None
    target_at: Path
    due: Quantity | None
    target_days: Span | None
    readings: tuple[Measured, ...]
    movement: Movement
    share: Decimal | None
    is_met: bool | None
    days_left: int | None

    @property
    def latest(self) -> Measured | None:
        """The latest reading."""
        return self.readings[-1] if self.readings else None


class Tracked(NamedTuple):
    """An indicator with all that was ever read of it.

    Attributes:
        at: its path in the plan.
        project_id: whose it is; empty for the programme's own.
        indicator: what the plan says of it.
        better: which way is better, as stated or as baseline and target show.
        baseline: where it stood.
        target: where it should stand; of a target in parts that add up, all of them.
        target_at: the path of the target.
        readings: what the returns read, in order.
    """

    at: Path
    project_id: str
    indicator: Indicator
    better: Direction | None
    baseline: Measured | None
    target: Quantity | None
    target_at: Path
    readings: tuple[Measured, ...]

    def before(self, place: int) -> Measured | None:
        """What a reading follows: the one before it, or the baseline."""
        return self.readings[place - 1] if place else self.baseline

    def movement(self, place: int) -> Movement:
        """Which way a reading went from what it follows."""
        before = self.before(place)
        if before is None:
            return Movement.UNKNOWN
        return movement(self.better, before.value, self.readings[place].value)


def tracked(ledger: Ledger, owner: str, indicator_id: str) -> Tracked:
    """Give an indicator with its readings."""
    indicator = indicators_of(ledger.plan, owner)[indicator_id]
    at: Path = (*owner_path(owner), "indicators", indicator_id)
    start = _baseline(ledger, at, indicator)
    target_at, target = _target(ledger, at, indicator, start)
    better = _better(indicator, start, target)
    readings = tuple(_readings(ledger, owner, indicator_id))
    return Tracked(at, owner, indicator, better, start, target, target_at, readings)


def indicators_of(plan: Plan, owner: str) -> Mapping[str, Indicator]:
    """Give an owner's indicators, by id."""
    return plan.projects[owner].indicators if owner else plan.indicators


def readings_made(ledger: Ledger) -> list[tuple[Tracked, int]]:
    """Give each reading of each return: the indicator, and which of its readings it is."""
    found: list[tuple[Tracked, int]] = []
    for quarter, owner, made in ledger.once(returns_in_calendar):
        for key in indicators_of(ledger.plan, owner) if made.indicators else ():
            if key in made.indicators:
                one = ledger.once(tracked, owner, key)
                places = [reading.quarter for reading in one.readings]
                found.append((one, places.index(quarter)))
    return found


def indicator_progress(ledger: Ledger, quarter: str) -> list[IndicatorProgress]:
    """Give every indicator as it stands at a quarter's end: the projects', the programme's last."""
    return [
        _progress(ledger, quarter, ledger.once(tracked, owner, key))
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


def _progress(ledger: Ledger, quarter: str, one: Tracked) -> IndicatorProgress:
    readings = tuple(reading for reading in one.readings if reading.quarter <= quarter)
    days = last_days(ledger, one.indicator)
    now = readings[-1].value if readings else None
    start = one.baseline.value if one.baseline else None
    return IndicatorProgress(
        at=one.at,
        project_id=one.project_id,
        indicator=one.indicator,
        better=one.better,
        baseline=one.baseline,
        target=one.target,
        target_at=one.target_at,
        due=_due(ledger, quarter, one.indicator, one.baseline),
        target_days=days,
        readings=readings,
        movement=one.movement(len(readings) - 1) if readings else Movement.UNKNOWN,
        share=_share(one.better, start, one.target, now),
        is_met=_is_met(one.better, one.target, now),
        days_left=(days.end - ledger.quarters[quarter].end).days if days else None,
    )


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
        return (*here, "profile"), _level(ledger, target.profile, None)
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


def _due(
    ledger: Ledger, quarter: str, indicator: Indicator, start: Measured | None
) -> Quantity | None:
    """Give the level that is due by a quarter's end, where the target is set over time."""
    target = indicator.target
    if target is None or target.profile is None:
        return None
    due = _level(ledger, target.profile, ledger.quarters[quarter])
    stated = target.value or target.profile.root.get(TOTAL)
    is_way = stated is not None and start is not None and due is not None
    if is_way and stated and start and due and _is_added_to(target.profile, stated, start.value):
        return Quantity(start.value.number + due.number, due.measure)
    return due


def _is_added_to(profile: QuantityProfile, stated: Quantity, start: Quantity) -> bool:
    """Say whether the parts are steps on top of the baseline, and not levels of their own."""
    parts = list(profile.quantities.values())
    added = sum((one.number for one in parts), Decimal(0))
    same = all(one.measure is start.measure is stated.measure for one in parts)
    return same and bool(parts) and start.number + added == stated.number != parts[-1].number


def _level(ledger: Ledger, profile: QuantityProfile, until: Span | None) -> Quantity | None:
    """Give what parts come to by a day: numbers add up, where they are not levels by themselves.

    Percentages are levels. So are numbers of which the last is the total.
    """
    keys = ledger.in_order(list(profile.quantities))
    days = {key: ledger.when(read_period(key)) for key in keys}
    passed = [
        profile.quantities[key]
        for key in keys
        if until is None or ((one := days[key]) is not None and one.end <= until.end)
    ]
    if not passed:
        return None
    last, stated = profile.quantities[keys[-1]], profile.root.get(TOTAL)
    if last.measure is Measure.PERCENT or (stated is not None and stated == last):
        return passed[-1]
    return Quantity(sum((one.number for one in passed), Decimal(0)), last.measure)


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


def _is_met(better: Direction | None, target: Quantity | None, now: Quantity | None) -> bool | None:
    if target is None or now is None or better is None or target.measure is not now.measure:
        return None
    reached = now.number - target.number
    return reached >= 0 if better is Direction.HIGHER else reached <= 0
