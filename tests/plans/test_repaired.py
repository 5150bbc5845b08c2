"""The plans put right: no error, no warning, and nothing taken away to get there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from riep_plan.findings.rule import Severity
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from tests.support.repairs import (
    PLAN_IDS,
    PLANS,
    Edit,
    Node,
    apply,
    built,
    edits_of,
    judged,
    repaired,
    steps_of,
    transcribed,
)

#: The plan that no document stands behind, and that has nothing to be put right.
ILLUSTRATIVE = "shared-services-2025-26"

each_plan = pytest.mark.parametrize("plan_id", PLAN_IDS)


def paths(data: Node, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give the path of every value and of everything that holds values."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if _is_list(data) else ()
    for key, value in pairs:
        yield (*at, str(key))
        yield from paths(value, (*at, str(key)))


def _is_list(data: Node) -> bool:
    return isinstance(data, list)


def test_every_plan_of_a_document_has_its_repairs() -> None:
    assert set(PLAN_IDS) == {one.id for one in find_plans(PLANS)} - {ILLUSTRATIVE}


@each_plan
def test_a_plan_put_right_gives_no_error_and_no_warning(plan_id: str) -> None:
    one = repaired(plan_id)
    assert not one.plan.waivers
    found = judged(one.plan, one.source)
    told = [
        f"{finding.rule.code} at {'/'.join(finding.at)}: {finding.message}"
        for finding in found
        if finding.rule.severity is not Severity.INFO
    ]
    assert told == []


@each_plan
def test_the_plan_as_printed_has_what_the_repairs_mend(plan_id: str) -> None:
    """Else the test above would say nothing of the repairs."""
    source = repaired(plan_id).source
    found = judged(built(transcribed(plan_id), source.policy), source)
    assert {finding.rule.severity for finding in found} >= {Severity.ERROR, Severity.WARNING}


@each_plan
def test_a_plan_built_of_its_data_is_the_plan_that_is_read(plan_id: str) -> None:
    read = load(find_plans(PLANS / plan_id)[0]).plan
    assert read is not None
    made = built(transcribed(plan_id), read.policy)
    assert made.projects == read.projects
    assert {name: getattr(made, name) for name in type(read).model_fields if name != "waivers"} == {
        name: getattr(read, name) for name in type(read).model_fields if name != "waivers"
    }


@each_plan
def test_repairs_take_nothing_away(plan_id: str) -> None:
    """What stood in the plan stands in it still, but for what an edit puts something else in."""
    edited = [at for edit in edits_of(plan_id) for at in steps_of(transcribed(plan_id), edit.at)]
    kept = set(paths(repaired(plan_id).tree))
    gone = [at for at in paths(transcribed(plan_id)) if at not in kept]
    assert [at for at in gone if not any(at[: len(one)] == one for one in edited)] == []


@each_plan
def test_each_repair_says_why(plan_id: str) -> None:
    assert all(edit.why for edit in edits_of(plan_id))


@pytest.mark.parametrize(
    ("action", "at"),
    [("becomes", "title/nothing"), ("becomes", "nothing"), ("added", "title")],
)
def test_a_repair_that_does_not_fit_is_refused(action: str, at: str) -> None:
    with pytest.raises(KeyError):
        apply({"title": "A plan"}, Edit(at, action, "B", "for a test"))


def test_a_star_stands_for_each_key_and_a_key_may_hold_a_slash() -> None:
    tree = {"projects": {"a": {"spend": {"2008/09": "1"}}, "b": {"spend": {}}}}
    assert list(steps_of(tree, "projects/*/spend/2008/09")) == [
        ("projects", "a", "spend", "2008/09")
    ]


def test_a_repairs_file_is_for_a_plan() -> None:
    folder = Path(__file__).parent / "repairs"
    assert all((PLANS / path.stem / "plan.yaml").is_file() for path in folder.iterdir())
