"""A part under another id is the same part, and what names it says the same."""

import pytest

from riep_plan.compare.change import Kind, Renaming
from riep_plan.compare.differences import differences
from riep_plan.compare.identity import renamed_parts
from tests.compare.test_differences import assert_lawful
from tests.compare.two_versions import (
    ILLUSTRATIVE,
    NWIEP,
    between,
    plan_of,
    put,
    renamed_throughout,
    tree_of,
)
from tests.support.repairs import Node

EM = "em-iep-2009-10"
DEPOT = ("projects", "joint-depot")
CARE = ("projects", "foster-care-placements")

#: Ids that nothing else has, with the path of the part.
RENAMED = [
    (ILLUSTRATIVE, DEPOT),
    (ILLUSTRATIVE, ("funding", "capital-pot")),
    (ILLUSTRATIVE, ("funding", "officer-time")),
    (ILLUSTRATIVE, ("meetings", "board-2025-10-30")),
    (ILLUSTRATIVE, ("risks", "council-leaves")),
    (ILLUSTRATIVE, ("organisations", "northmere")),
    (ILLUSTRATIVE, ("waivers", "rosier-rating")),
    (ILLUSTRATIVE, (*DEPOT, "outcomes", "one-depot")),
    (ILLUSTRATIVE, (*DEPOT, "actions", "workshop")),
    (ILLUSTRATIVE, (*DEPOT, "actions", "site", "outputs", "site-secured")),
    (ILLUSTRATIVE, (*DEPOT, "milestones", "works-start")),
    (ILLUSTRATIVE, (*DEPOT, "indicators", "vehicles-moved")),
    (ILLUSTRATIVE, (*DEPOT, "risks", "weather")),
    (ILLUSTRATIVE, ("returns", "Q2", *DEPOT, "changes", "later-works-q3")),
    (NWIEP, CARE),
    (NWIEP, ("funding", "nwiep")),
    (NWIEP, (*CARE, "outcomes", "placements")),
    (EM, ("workstreams", "adult-social-care")),
    (EM, ("frameworks", "em-iep")),
    (EM, ("funding", "capital-pot")),
]


@pytest.mark.parametrize(("plan_id", "path"), RENAMED)
def test_a_renamed_part_and_what_names_it_is_one_change(
    plan_id: str, path: tuple[str, ...]
) -> None:
    old, new = path[-1], f"{path[-1]}-under-another-name"
    before = plan_of(tree_of(plan_id))
    after = plan_of(renamed_throughout(tree_of(plan_id), old, new))
    found = differences(before, after)
    assert found.renamed == (Renaming(path, (*path[:-1], new)),)
    assert [one.key for one in found] == []
    (change,) = assert_lawful(before, after)
    assert (change.kind, change.before, change.after) == (Kind.RENAMED, old, new)


def test_a_part_may_be_renamed_and_changed() -> None:
    tree = renamed_throughout(tree_of(NWIEP), CARE[1], "carers")
    put(tree, "projects/carers/title", "Fostering in the North West")
    put(tree, "projects/carers/spend/nwiep/capital/Q1", "0")
    put(tree, "projects/carers/actions/regional-brand/outputs/brand-approved/due", "Q3")
    before, after = plan_of(tree_of(NWIEP)), plan_of(tree)
    assert renamed_parts(before, after) == (Renaming(CARE, ("projects", "carers")),)
    slipped = [one for one in between(before, after) if one.kind is Kind.SLIPPAGE]
    assert [one.subject[:2] for one in slipped] == [("projects", "carers")]
    assert_lawful(before, after)


def test_parts_of_a_renamed_part_may_be_renamed_too() -> None:
    tree = renamed_throughout(tree_of(ILLUSTRATIVE), "joint-depot", "depot")
    tree = renamed_throughout(tree, "works-start", "start")
    before, after = plan_of(tree_of(ILLUSTRATIVE)), plan_of(tree)
    now = ("projects", "depot")
    assert differences(before, after).renamed == (
        Renaming(DEPOT, now),
        Renaming((*DEPOT, "milestones", "works-start"), (*now, "milestones", "start")),
    )
    assert not differences(before, after).changed


def test_a_text_reworded_under_another_id_is_the_same() -> None:
    outcome = "Refuse and highways vehicles of four councils are fuelled and mended at one depot"
    tree = renamed_throughout(tree_of(ILLUSTRATIVE), "one-depot", "shared-yard")
    put(tree, "projects/joint-depot/outcomes/shared-yard", outcome)
    found = between(plan_of(tree_of(ILLUSTRATIVE)), plan_of(tree))
    assert [one.kind for one in found] == [Kind.RENAMED, Kind.WORDING]


def _project(title: str, text: str, amount: str) -> Node:
    return {
        "title": title,
        "lead": "Northmere Council",
        "sponsor": "Director of Finance",
        "authorities": "All nine",
        "description": text,
        "spend": {"core": {"revenue": {"Q1": amount, "Q2": amount, "Q3": "0", "Q4": "0"}}},
    }


def _plan(**projects: Node) -> Node:
    source = {"title": "Grant", "kind": "core"}
    named = {id_.replace("_", "-"): one for id_, one in projects.items()}
    return {"kind": "delivery-plan", "title": "A", "funding": {"core": source}, "projects": named}


def test_two_projects_that_share_boilerplate_are_not_one() -> None:
    said = "The project reports to the board each quarter. "
    old = _project("Winter gritting", f"{said}Routes are planned over the border.", "5000")
    new = _project("Payroll bureau", f"{said}One bureau pays the staff of nine.", "5000")
    before, after = plan_of(_plan(gritting=old)), plan_of(_plan(payroll=new))
    assert renamed_parts(before, after) == ()
    kinds = {one.kind for one in assert_lawful(before, after)}
    assert {Kind.ADDED, Kind.REMOVED} <= kinds


def test_words_that_other_parts_have_too_tell_nothing() -> None:
    old = _project("Winter gritting", "A shared service of the region, led by one council.", "1")
    other = _project("Street lighting", "A shared service of the region, led by one council.", "1")
    new = {**old, "title": "Trading standards"}
    before = plan_of(_plan(gritting=old, lighting=other))
    after = plan_of(_plan(standards=new, lighting=other))
    assert renamed_parts(before, after) == ()


def test_where_two_could_be_meant_neither_is() -> None:
    old = _project("Winter gritting", "Routes are planned over the county's border.", "5000")
    twins = {"a": {**old, "title": "One"}, "b": {**old, "title": "Two"}}
    before, after = plan_of(_plan(gritting=old)), plan_of(_plan(**twins))
    assert renamed_parts(before, after) == ()
    assert_lawful(before, after)


def test_a_part_that_keeps_its_id_is_never_taken_for_another() -> None:
    """Two projects that exchange all that they say have changed; nothing is renamed."""
    one = _project("Winter gritting", "Routes are planned over the county's border.", "5000")
    other = _project("Payroll bureau", "One bureau pays the staff of nine councils.", "700")
    before, after = plan_of(_plan(a=one, b=other)), plan_of(_plan(a=other, b=one))
    assert renamed_parts(before, after) == ()
    assert_lawful(before, after)


def test_an_old_id_that_is_still_named_is_seen() -> None:
    """A reference left behind when a source was renamed leads nowhere now: that is a change."""
    tree = tree_of(NWIEP)
    put(tree, "funding/grant", tree["funding"].pop("nwiep"))
    before, after = plan_of(tree_of(NWIEP)), plan_of(tree)
    found = differences(before, after)
    assert found.renamed == (Renaming(("funding", "nwiep"), ("funding", "grant")),)
    assert found.changed
    assert_lawful(before, after)


def test_many_parts_renamed_at_once_are_all_recognised() -> None:
    """Each of many projects has words of its own, and they are told apart by those."""
    projects = {
        f"p{number}": _project(f"Service {number} of bureau {number}", f"It pays {number}.", "1")
        for number in range(300)
    }
    renamed = {f"q{id_[1:]}": one for id_, one in projects.items()}
    found = renamed_parts(plan_of(_plan(**projects)), plan_of(_plan(**renamed)))
    assert {one.before[-1][1:] for one in found} == {one.after[-1][1:] for one in found}
    assert all(one.before[-1][1:] == one.after[-1][1:] for one in found)
    assert len(found) == 300
