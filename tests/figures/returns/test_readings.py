"""Indicators at a quarter's end."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures.returns.readings import IndicatorProgress, Movement, indicator_progress
from riep_plan.values.quantity import Measure, Quantity
from tests.figures.returns.programme import ABSENT, ledger

steady = settings(deadline=None, derandomize=True, database=None, max_examples=60)
COST, COST2 = "projects/depot/indicators/cost", "Q2/depot/indicators/cost"


def progress(*edits: tuple[str, object], quarter: str = "Q2") -> IndicatorProgress:
    (found,) = indicator_progress(ledger(*edits), quarter)
    return found


def test_the_way_from_baseline_to_target() -> None:
    found = progress()
    assert found.baseline is not None
    assert found.latest is not None
    assert (str(found.baseline.value), str(found.target)) == ("£2,000,000", "£1,500,000")
    assert (found.latest.quarter, str(found.latest.value)) == ("Q2", "£1,800,000")
    assert found.share == 40
    assert found.movement is Movement.TOWARDS
    assert found.target_days is not None
    assert found.target_days.end == date(2012, 3, 31)
    assert progress(quarter="Q1").share == 20


@pytest.mark.parametrize(
    ("value", "movement", "share"),
    [
        ("£1.9m", Movement.SAME, 20),
        ("£1.95m", Movement.AWAY, 10),
        ("£2.1m", Movement.AWAY, -20),
        ("£1.5m", Movement.TOWARDS, 100),
        ("£1.4m", Movement.TOWARDS, 120),
        ("80%", Movement.UNKNOWN, None),
    ],
)
def test_a_reading_beside_the_one_before(value: str, movement: Movement, share: int | None) -> None:
    found = progress((f"{COST2}/value", value))
    assert (found.movement, found.share) == (movement, share)


@given(
    start=st.integers(-1000, 1000), target=st.integers(-1000, 1000), now=st.integers(-1000, 1000)
)
@steady
def test_higher_and_lower_are_the_same_way_seen_in_a_mirror(
    start: int, target: int, now: int
) -> None:
    def of(sign: int, better: str) -> IndicatorProgress:
        return progress(
            (f"{COST}/better", better),
            (f"{COST}/baseline/value", sign * start),
            (f"{COST}/target/value", sign * target),
            (f"{COST2}/value", sign * now),
            ("Q1/depot/indicators", ABSENT),
        )

    up, down = of(1, "higher"), of(-1, "lower")
    assert (up.share, up.movement) == (down.share, down.movement)
    assert (up.share is None) == (target <= start)  # a target on the wrong side has no way to it
    assert up.share is None or (up.share >= 100) == (now >= target)


def test_without_a_direction_the_target_gives_it() -> None:
    assert progress((f"{COST}/better", ABSENT)).share == 40
    level = progress((f"{COST}/better", ABSENT), (f"{COST}/target/value", "£2m"))
    assert (level.better, level.share, level.movement) == (None, None, Movement.UNKNOWN)


def test_without_readings_or_a_baseline() -> None:
    none = progress(("Q1/depot/indicators", ABSENT), ("Q2/depot/indicators", ABSENT))
    assert (none.latest, none.share, none.movement) == (None, None, Movement.UNKNOWN)
    bare = progress((f"{COST}/baseline", ABSENT))
    assert (bare.baseline, bare.share, bare.movement) == (None, None, Movement.TOWARDS)


@pytest.mark.parametrize(
    ("target", "level"),
    [
        ({"change": "£500,000"}, 1_500_000),
        ({"change": "-£500,000"}, 1_500_000),
        ({"change": "10%"}, 1_800_000),
        ({"change": 10}, None),
    ],
)
def test_a_target_as_a_change_goes_on_from_the_baseline(
    target: dict[str, object], level: int | None
) -> None:
    found = progress((f"{COST}/target", target))
    expected = None if level is None else Quantity(Decimal(level), Measure.POUNDS)
    assert found.target == expected


@pytest.mark.parametrize(
    ("profile", "value", "target"),
    [
        ({"Q1": 75, "Q2": 75, "Q3": 50}, None, 200),
        ({"Q1": "20%", "Q2": "40%", "Q4": "60%"}, None, 60),
        ({"total": 90, "Q1": 30, "Q2": 60, "Q4": 90}, None, 90),
        ({"Q1": 10, "Q2": 20, "Q4": 20}, 150, 150),  # steps on top of a baseline of 100
        ({"Q3": 10}, None, 10),
    ],
)
def test_what_a_target_over_time_comes_to(
    profile: dict[str, object], value: int | None, target: int
) -> None:
    stated = {"profile": profile} | ({"value": value} if value else {})
    found = progress(
        (f"{COST}/target", stated), (f"{COST}/baseline/value", 100), (f"{COST}/better", "higher")
    )
    assert found.target is not None
    assert found.target.number == target
