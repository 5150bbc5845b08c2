"""Decisions on the plan as a whole, as the rules about decisions see them."""

from typing import Any

from tests.rules.asked import found, places

Data = dict[str, Any]


def decided(decision: Data, **more: object) -> Data:
    return {
        "date": "16 June 2009",
        "meetings": {"april": {"body": "Board", "on": "21 April 2009"}},
        "decisions": {"april": {"outcome": "approved", **decision}},
        **more,
    }


def test_a_condition_of_the_plan_that_is_due() -> None:
    (one,) = found("GOV15", decided({"conditions": [{"text": "Agree", "due": "May 2009"}]}))
    assert one.at == ("decisions", "april", "conditions", "0")
    assert "The condition “Agree” for the plan was due by 31 May 2009" in one.message


def test_a_condition_of_the_plan_that_was_met_too_early() -> None:
    early = {"text": "Agree", "met": "20 April 2009"}
    assert places("GOV16", decided({"conditions": [early]})) == ["decisions/april/conditions/0/met"]


def test_a_decision_on_the_plan_after_its_document() -> None:
    assert places("GOV11", decided({"when": "17 June 2009"})) == ["decisions/april/when"]
    assert places("GOV11", decided({})) == []


def test_a_decision_on_the_plan_is_one_on_each_project() -> None:
    given = {"allocation": {"core": "5000"}}
    projects = {f"p{n}": {"title": f"P{n}", **given} for n in range(6)}
    for one in list(projects.values())[1:]:
        one["decisions"] = {"april": {"outcome": "approved"}}
    alone = {"projects": projects, "meetings": {"april": {"body": "B", "on": "1 April 2009"}}}
    assert places("GOV05", alone) == ["projects/p0/allocation"]
    assert places("GOV05", {**alone, "decisions": {"april": {"outcome": "approved"}}}) == []
    assert places("GOV05", {**alone, "decisions": {"april": {"outcome": "deferred"}}}) != []


def test_powers_that_are_kept_for_the_board_need_nobody_named() -> None:
    kept = {"policy": {"delegated": {"targets": {"text": "Targets", "of": "target", "limit": "0"}}}}
    given = {"policy": {"delegated": {"small": {"text": "Virement", "limit": "1"}}}}
    assert places("POL08", kept) == []
    assert places("POL08", given) == ["policy/delegated/small"]


def test_a_limit_in_all_below_nought() -> None:
    below = {"policy": {"delegated": {"small": {"text": "Virement", "cumulative": "-1"}}}}
    assert places("POL12", below) == ["policy/delegated/small/cumulative"]
