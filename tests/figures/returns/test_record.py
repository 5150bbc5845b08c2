"""A project's record of forecasting."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures.returns.record import PROFILE, forecast_record, forecast_records
from tests.figures.returns.programme import ABSENT, ledger
from tests.figures.tables import QUARTERS

steady = settings(deadline=None, derandomize=True, database=None, max_examples=60)
pounds = st.integers(0, 10**6)


def returned(actual: int, **forecast: int) -> tuple[str, Any]:
    """A return of the quarter before the first of its forecast."""
    label = QUARTERS[3 - len(forecast)]
    row = {"actual": actual} | ({"forecast": forecast} if forecast else {})
    return f"returns/{label}/projects/care", {"spend": {"pot": {"revenue": row}}}


def test_what_was_expected_beside_what_was_spent() -> None:
    found = forecast_record(ledger(), "Q2", "depot")
    first, second = found.expectations
    assert (first.made_in, first.quarter, first.forecast.amount) == (PROFILE, "Q1", Decimal(10000))
    assert (second.made_in, second.quarter, second.forecast.amount) == ("Q1", "Q2", Decimal(30000))
    assert second.error.amount == 100
    assert found.mean_error == found.bias == Decimal(100) / 30000 * 100
    assert {key: one.amount for key, one in found.last_quarter.items()} == {
        PROFILE: 10000,
        "Q1": 10000,
        "Q2": 10000,
    }
    assert found.pushed["Q1"] == 20
    assert found.slides == 0


def test_a_first_return_has_no_record_yet() -> None:
    found = forecast_record(ledger(), "Q1", "depot")
    assert (found.mean_error, found.bias, len(found.expectations)) == (None, None, 1)
    none = forecast_records(ledger(("returns", ABSENT)), "Q2")
    assert none == {}


def test_money_that_slides() -> None:
    edits = [
        returned(6000, Q2=8000, Q3=8000, Q4=8000),
        returned(5000, Q3=8000, Q4=11000),
        returned(6000, Q4=13000),
    ]
    found = ledger(*edits)
    assert [forecast_record(found, label, "care").slides for label in QUARTERS[:3]] == [0, 1, 2]
    record = forecast_record(found, "Q3", "care")
    assert record.bias == Decimal(-5000) / 16000 * 100
    assert record.mean_error == -record.bias
    steady_end = returned(6000, Q4=11000)
    assert forecast_record(ledger(*edits[:2], steady_end), "Q3", "care").slides == 0


def test_what_is_not_known_is_no_error() -> None:
    gap = ("returns/Q2/projects/care/spend/pot/revenue", {"forecast": {"Q3": 1, "Q4": 1}})
    found = forecast_record(ledger(gap), "Q2", "care")
    assert (found.mean_error, found.slides) == (None, 0)


def test_a_quarter_that_only_a_later_return_speaks_of_is_no_record() -> None:
    """What was brought forward over two quarters says of neither what was spent in it."""
    later: dict[str, Any] = {"brought_forward": 14000, "actual": 8000, "to_date": 22000}
    edits = [
        returned(6000, Q2=8000, Q3=8000, Q4=8000),
        ("returns/Q2/projects/care", ABSENT),
        ("returns/Q3/projects/care", {"spend": {"pot": {"revenue": later}}}),
    ]
    found = forecast_record(ledger(*edits), "Q3", "care")
    assert [one.quarter for one in found.expectations] == []
    assert (found.mean_error, found.bias, found.slides) == (None, None, 0)
    known = forecast_record(ledger(*edits, returned(8000, Q3=8000, Q4=8000)), "Q3", "care")
    assert [one.quarter for one in known.expectations] == ["Q2", "Q3"]
    assert known.mean_error == 0


@given(first=st.tuples(pounds, pounds), second=st.tuples(pounds, pounds), third=pounds)
@steady
def test_the_mean_error_is_never_less_than_the_bias(
    first: tuple[int, int], second: tuple[int, int], third: int
) -> None:
    found = forecast_record(
        ledger(
            returned(0, Q2=first[0], Q3=0, Q4=0),
            returned(first[1], Q3=second[0], Q4=0),
            returned(second[1], Q4=third),
        ),
        "Q3",
        "care",
    )
    whole = first[0] + second[0]
    if not whole:
        assert found.bias is found.mean_error is None
        return
    assert found.bias is not None
    assert found.mean_error is not None
    assert found.mean_error >= abs(found.bias)
    assert found.bias == Decimal(first[1] + second[1] - whole) / whole * 100
