"""Quantities: numbers, percentages and pounds, exact and written as a board paper does."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from riep_plan.values.quantity import Measure, Quantity, format_number, read_number, read_quantity
from riep_plan.values.refusal import Refused
from tests.values.refusals import refusal_of

numbers = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=6
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("503", "503"),
        ("1,500", "1500"),
        ("-0.5", "-0.5"),
        ("2.10", "2.1"),
        ("0", "0"),
        (" 7 ", "7"),
        ("1,234,567.5", "1234567.5"),
    ],
)
def test_read_number(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,50",
        "1e3",
        "NaN",
        "inf",
        "no",
        "£5",
        "5%",
        "５",
        "٣",
        "1.2.3",
        "--5",
        "½",
        "0x1F",
        "1:30",
    ],
)
def test_refused_numbers(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_number(text)
    assert refused.value.message


@pytest.mark.parametrize(
    ("text", "number", "measure", "shown"),
    [
        ("503", "503", Measure.NUMBER, "503"),
        ("1500", "1500", Measure.NUMBER, "1,500"),
        ("33%", "33", Measure.PERCENT, "33%"),
        ("2.50 %", "2.5", Measure.PERCENT, "2.5%"),
        ("-5%", "-5", Measure.PERCENT, "-5%"),
        ("£8m", "8000000", Measure.POUNDS, "£8,000,000"),
        ("-£8.50", "-8.5", Measure.POUNDS, "-£8.50"),
        ("£-5", "-5", Measure.POUNDS, "-£5"),
    ],
)
def test_read_quantity(text: str, number: str, measure: Measure, shown: str) -> None:
    found = read_quantity(text)
    assert found == Quantity(Decimal(number), measure)
    assert str(found) == shown


@pytest.mark.parametrize(
    "text", ["", "%", "tbc", "5 people", "33%%", "£", "no", "５%", "33 per cent", "1e3%"]
)
def test_refused_quantities(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_quantity(text)
    assert refused.value.message
    assert refused.value.advice


def test_the_forms_that_a_refusal_offers_can_be_read() -> None:
    with pytest.raises(Refused) as refused:
        read_quantity("many")
    offered = re.findall(r"\d+%|£\w+", refused.value.advice)
    assert len(offered) == 2
    for form in offered:
        read_quantity(form)


@given(numbers)
def test_what_is_written_is_read_back(number: Decimal) -> None:
    assert read_number(format_number(number)) == number
    assert read_quantity(f"{format_number(number)}%") == Quantity(number, Measure.PERCENT)
    assert str(read_quantity(str(Quantity(number, Measure.NUMBER)))) == format_number(number)


@given(st.one_of(st.text(max_size=12), st.text("0123456789,.-+%£kKmMeE ", max_size=10)))
@example("1" * 5_000)
@example("0." + "1" * 60)
def test_any_text_is_read_or_refused(text: str) -> None:
    if refused := refusal_of(read_quantity, text):
        assert refused.message
        assert refused.advice
        return
    found = read_quantity(text)
    assert found.number.is_finite()
    assert read_quantity(str(found)) == found
