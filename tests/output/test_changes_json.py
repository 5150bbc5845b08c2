"""Changes for programs: the envelope, its keys, exact figures, and the page that explains them."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from riep_plan.compare.change import Kind
from riep_plan.compare.comparison import Review, Verdict
from riep_plan.output.changes.json import render
from tests.output.reviews import EVERYTHING, NOTHING, ONE, RICH, hostile, many

PAGE = Path(__file__).parents[2] / "docs" / "changes.md"


def told(review: Review) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(review))
    return found


def keys(value: object) -> set[str]:
    """Every key below a value, with the keys that lead to it."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    return {f"{key}{below}" for key, one in value.items() for below in ("", *map(_dot, keys(one)))}


def _dot(key: str) -> str:
    return f".{key}"


def test_the_page_has_every_key_and_no_other() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    mine = {one for one in keys(told(ONE)) if not re.search(r"findings\.\w+\.|also\.", one)}
    theirs = keys(json.loads(shown))
    assert {one for one in mine ^ theirs if ".after." not in one} == set()


def test_the_page_names_every_kind_and_verdict() -> None:
    text = PAGE.read_text(encoding="utf-8").split("## JSON")[1]
    for word in (*Kind, *Verdict):
        assert f"`{word.value}`" in re.sub(r"\s+", " ", text)


def test_nothing_is_left_out() -> None:
    plans = told(EVERYTHING)["plans"]
    assert [one["plan"] for one in plans] == [one.plan for one in EVERYTHING.plans]
    assert len(plans[0]["changes"]) == len(RICH.changes)
    assert len(told(many(10_000))["plans"][0]["changes"]) == 10_000


def test_money_is_exact_and_in_plain_digits() -> None:
    plan = told(ONE)["plans"][0]
    growth = plan["changes"][2]
    assert (growth["amount"], growth["moves"][0]["amount"]) == ("12500.50", "12500.50")
    assert growth["moves"][0]["from"] is None
    figures = [plan["effects"][0][key] for key in ("before", "after", "difference")]
    assert figures == ["1653000", "1665000.50", "12000.50"]
    moved = [Decimal(one["amount"]) for one in plan["changes"][0]["moves"]]
    assert sum(moved) == Decimal(plan["changes"][0]["amount"])


def test_both_sides_have_their_places() -> None:
    growth = told(ONE)["plans"][0]["changes"][2]
    assert growth["places"]["before"][0]["line"] == 24
    assert growth["places"]["after"][0]["line"] == 26


def test_an_approval_names_its_change() -> None:
    plan = told(ONE)["plans"][0]
    named = [plan["changes"][one["change"]]["kind"] for one in plan["approvals"]]
    assert named == ["virement", "growth", "re-profile", "removed"]


def test_paths_are_pointers_whatever_an_id_says() -> None:
    assert told(hostile("a/b~c"))["plans"][0]["effects"][0]["of"] == "/projects/a~1b~0c"
    assert told(ONE)["plans"][0]["effects"][0]["of"] == ""


def test_nothing_changes() -> None:
    assert told(NOTHING) == {
        "version": 1,
        "base": "main",
        "head": "carers-brand",
        "headline": "Nothing changes in meaning. All nine plans say the same.",
        "changed": False,
        "same": 9,
        "plans": [],
    }
