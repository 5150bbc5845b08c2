"""One plain way to write each value."""

import pytest

from riep_plan.values.money import Unit, read_money
from riep_plan.values.period import plain_period
from riep_plan.values.plain import plain_as, plain_entry, plain_money, plain_number, plain_quantity


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("£225,000", "225000"),
        ("225_000", "225000"),
        ("225k", "225000"),
        ("£1.7m", "1700000"),
        ("225000", "225000"),
        ("225000.00", "225000"),
        ("99.5", "99.50"),
        (".5", "0.50"),
        ("-£500", "-500"),
        ("£-500", "-500"),
        ("-0", "0"),
    ],
)
def test_pounds(text: str, plain: str) -> None:
    assert plain_money(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("165", "165"),
        ("1,926", "1926"),
        ("275.5", "275.5"),
        ("106.0", "106.0"),  # known to the hundred, where 106 is known to the thousand
        ("£1,975,000", "£1975000"),
        ("165k", "£165000"),  # exact, where a bare 165 would be known to the thousand
        ("-£153,000", "-£153000"),
        ("£50", "£50"),
        ("0k", "0"),
    ],
)
def test_thousands(text: str, plain: str) -> None:
    assert plain_money(text, Unit.THOUSAND) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [("2500 tbc", "2500 tbc"), ("£2,500 (TBC)", "2500 tbc"), ("TBC", "tbc"), ("2.5k", "2500")],
)
def test_to_be_confirmed(text: str, plain: str) -> None:
    assert plain_entry(text) == plain


@pytest.mark.parametrize(
    ("like", "amount", "unit", "written"),
    [
        ("£85,000", "58000", Unit.POUND, "58000"),
        ("85000 tbc", "58000", Unit.POUND, "58000 tbc"),
        ("85", "58k", Unit.THOUSAND, "58"),
        ("85", "58500", Unit.THOUSAND, "58.500"),
        ("85.5", "58k", Unit.THOUSAND, "58.0"),
        ("£85,000", "58k", Unit.THOUSAND, "£58000"),
        ("85k tbc", "58k", Unit.THOUSAND, "£58000 tbc"),
        ("tbc", "58k", Unit.THOUSAND, "58.000 tbc"),
    ],
)
def test_in_the_manner_of_another(like: str, amount: str, unit: Unit, written: str) -> None:
    assert plain_as(like, read_money(amount), unit) == written


@pytest.mark.parametrize(
    ("text", "plain"),
    [("1,500", "1500"), (".5", "0.5"), ("-1,234.50", "-1234.50"), ("503", "503")],
)
def test_numbers(text: str, plain: str) -> None:
    assert plain_number(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [("33 %", "33%"), ("£8m", "£8000000"), ("1,500", "1500"), ("-£5", "-£5"), ("£0", "£0")],
)
def test_quantities(text: str, plain: str) -> None:
    assert plain_quantity(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Sept 2010", "September 2010"),
        ("30th sept. 2010", "30 September 2010"),
        ("03 May 2010", "3 May 2010"),
        ("2010-6-3", "2010-06-03"),
        ("2010-06", "2010-06"),  # not June 2010: another statement
        ("June 2010", "June 2010"),
        ("2010/11", "2010/11"),
        ("q2", "Q2"),
        ("Q2-Q4", "Q2–Q4"),
        ("Q2 to 4", "Q2–Q4"),
        ("Q3-Q3", "Q3"),
        ("July-Sept 2010", "July–September 2010"),
        ("Sept 2010 - Jan 2011", "September 2010–January 2011"),
        ("1 apr 2010 – 31 mar 2011", "1 April 2010 – 31 March 2011"),
        ("June 2010 to May 2011", "June 2010 to May 2011"),
    ],
)
def test_dates(text: str, plain: str) -> None:
    assert plain_period(text) == plain
