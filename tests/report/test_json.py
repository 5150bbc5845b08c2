"""``json``: the same figures as the other formats, exact and told apart from words."""

import json
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.report.formats.json import cell
from riep_plan.values.money import Entry, format_money
from tests.plans.raw import PLAN
from tests.report.command import real_document, report_texts

QUARTERS = (None, "Q2")


@lru_cache(maxsize=4)
def figures(quarter: str | None) -> dict[str, Any]:
    chosen = ("--quarter", quarter) if quarter else ()
    (text,) = report_texts(PLAN, "--format", "json", *chosen).values()
    found: dict[str, Any] = json.loads(text)
    return found


def test_it_says_its_version_title_and_kind() -> None:
    found = figures(None)
    assert found["version"] == 1
    assert found["title"] == "Efficiency Commission delivery plan 2010/11"
    assert found["kind"] == "delivery-plan"
    assert found["language"] == "en-GB"
    assert found["edition"] == ""


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_table_is_there_cell_by_cell(quarter: str | None) -> None:
    found = [
        (
            one["caption"],
            [column["title"] for column in one["columns"]],
            [[each["text"] for each in row["cells"]] for row in one["rows"]],
        )
        for one in figures(quarter)["tables"]
    ]
    seen = [(one.caption, one.columns, one.rows) for one in real_document("html", quarter).tables]
    assert found == [
        (caption, columns, [[" ".join(each.split()) for each in row] for row in rows])
        for caption, columns, rows in seen
    ]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_headings_are_those_of_the_document(quarter: str | None) -> None:
    found = [one["text"] for one in figures(quarter)["headings"]]
    seen = [one.text for one in real_document("html", quarter).headings]
    assert found == [one for one in seen[1:] if one != "Contents"]


def test_a_table_says_under_which_headings_it_stands() -> None:
    spend = next(one for one in figures(None)["tables"] if one["caption"] == "Spend profile")
    assert spend["under"] == ["6. Finance"]


def test_an_amount_is_exact_and_a_total_is_marked() -> None:
    spend = next(one for one in figures(None)["tables"] if one["caption"] == "Spend profile")
    last = spend["rows"][-1]
    assert last["total"] is True
    assert last["cells"][2] == {"text": "£1,653,000", "pounds": "1653000"}
    assert spend["columns"][2] == {"title": "Total", "numeric": True}


@pytest.mark.parametrize(
    ("text", "numeric", "more"),
    [
        ("£58,000 †", True, {"pounds": "58000", "in_doubt": True}),
        ("-£1,250.50", True, {"pounds": "-1250.50"}),
        ("£2,500 (tbc)", True, {"pounds": "2500", "confirmed": False}),
        ("tbc", True, {"confirmed": False}),
        ("37%", True, {"percent": "37"}),
        ("46", True, {"number": "46"}),
        ("–", True, {}),
        ("", True, {}),
        ("£1 to £2", True, {}),
        ("£58,000", False, {}),
    ],
)
def test_a_cell(text: str, numeric: bool, more: dict[str, object]) -> None:
    assert cell(text, numeric=numeric) == {"text": text, **more}


@given(
    st.decimals(-(10**11), 10**11, places=2, allow_nan=False, allow_infinity=False), st.booleans()
)
def test_every_amount_that_is_written_is_read_back(amount: Decimal, is_confirmed: bool) -> None:
    found = cell(str(Entry(amount, is_confirmed)), numeric=True)
    assert Decimal(str(found["pounds"])) == amount
    assert format_money(amount) in str(found["text"])
    assert ("confirmed" in found) is not is_confirmed
