"""What is not known is said to be so, with a mark, and is never shown as nought."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.figures.returns.traced import Figure
from riep_plan.report.board.cells import NOT_KNOWN, gap, pounds, share
from tests.figures.returns.programme import ABSENT
from tests.report.board.seen import board

PLACE = (("returns", "Q2", "projects", "care"),)
AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


@given(AMOUNTS)
def test_an_unknown_amount_is_marked_and_never_nought(amount: Decimal) -> None:
    text = pounds(Figure(amount, unknown=PLACE)).text
    assert text.endswith("†")
    assert text.removesuffix(" †") not in ("£0", "-£0")


@given(AMOUNTS)
def test_a_difference_with_a_gap_is_not_known(amount: Decimal) -> None:
    assert gap(Figure(amount, unknown=PLACE)).text == NOT_KNOWN


@given(AMOUNTS, AMOUNTS)
def test_a_share_with_a_gap_is_not_known(amount: Decimal, whole: Decimal) -> None:
    assert share(Figure(amount, unknown=PLACE), Figure(whole)).text == NOT_KNOWN
    assert share(Figure(amount), Figure(whole, unknown=PLACE)).text == NOT_KNOWN


@given(AMOUNTS)
def test_a_known_amount_has_no_mark(amount: Decimal) -> None:
    assert "†" not in pounds(Figure(amount)).text


def test_nought_that_is_known_is_nought() -> None:
    assert pounds(Figure()).text == "£0"
    assert share(Figure(Decimal("-0.1")), Figure(Decimal(1000))).text == "0%"


@pytest.mark.parametrize("format_", ["md", "html"])
def test_a_missing_return_shows_in_every_sum_that_should_hold_it(format_: str) -> None:
    seen = board(("Q2/care", ABSENT), format_=format_)
    table = seen.table("Spend and forecast outturn by project")
    place = table.columns.index("Actual to Q2")
    cells = {row[0]: row[place] for row in table.rows}
    assert cells == {
        "Shared care records": "£6,000 †",
        "Shared depot": "£40,100",
        "Programme": "£46,100 †",
    }
    in_quarter = seen.table("Spend in Q2 itself")
    actual = in_quarter.columns.index("Actual")
    assert {row[0]: row[actual] for row in in_quarter.rows} == {
        "Shared care records": NOT_KNOWN,
        "Shared depot": "£30,100",
        "Programme": "£30,100 †",
    }
    assert "Not known: Shared care records in the return for Q2." in seen.text


def test_a_plan_in_order_has_no_mark() -> None:
    assert "†" not in board().text
