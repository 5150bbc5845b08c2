"""The laws of the diff: nothing from nothing, there and back, every difference told once."""

import os
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from riep_plan.compare.change import Change, Kind, Leaf
from riep_plan.compare.classified import changes_between
from riep_plan.compare.differences import differences
from riep_plan.compare.leaves import leaves_of
from riep_plan.compare.patch import applied, mirrored
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.base import KINDS
from tests.compare.two_versions import ILLUSTRATIVE, NWIEP, plan_of, tree_of
from tests.support.correct import Scene, as_text, scenes, shuffled, style_of
from tests.support.correct import plan_of as made_data
from tests.support.mutation_trial import Bench
from tests.support.mutations import Mutation
from tests.support.repairs import PLANS, Node, Tree, Unreadable

REAL = [one.name for one in sorted(PLANS.iterdir()) if (one / "plan.yaml").exists()]
_PAIRS = (
    (Kind.GROWTH, Kind.CUT),
    (Kind.SLIPPAGE, Kind.ADVANCE),
    (Kind.TARGET_RAISED, Kind.TARGET_LOWERED),
    (Kind.SAVING_RAISED, Kind.SAVING_LOWERED),
    (Kind.RISK_UP, Kind.RISK_DOWN),
    (Kind.ADDED, Kind.REMOVED),
    (Kind.SPLIT, Kind.MERGED),
)
MIRRORED = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}

few = settings(
    deadline=None,
    max_examples=int(os.environ.get("RIEP_PLANS", "5")),
    suppress_health_check=[HealthCheck.too_slow],
)
of_every_kind = pytest.mark.parametrize("kind", KINDS)


def made(scene: Scene, form: str = "digits", order: int | None = None) -> Plan:
    """Build a made plan, its amounts in a form and its keys in an order."""
    data: Node = made_data(scene)
    if order is not None:
        data = shuffled(data, scene.dice("order", order))
    return plan_of(cast("Tree", as_text(data, style_of(scene, form))))


def meanings(leaves: Mapping[Path, Leaf]) -> dict[Path, object]:
    return {key: leaf.said for key, leaf in leaves.items()}


def assert_lawful(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Hold two versions to every law, and give their changes."""
    there, back = differences(before, after), differences(after, before)
    assert meanings(applied(before, there)) == meanings(leaves_of(after))
    assert meanings(applied(after, back)) == meanings(leaves_of(before))
    assert mirrored(there) == back
    assert mirrored(mirrored(there)) == there
    changes = changes_between(before, after, there)
    told = Counter(one.key for change in changes for one in change.differences)
    again = {one.key for change in changes for one in change.also}
    keys = {one.key for one in there}
    assert [key for key, number in told.items() if number > 1] == []
    assert (told.keys() | again, again - keys, told.keys() - keys) == (keys, set(), set())
    turned = changes_between(after, before, back)
    assert Counter(MIRRORED.get(one.kind, one.kind) for one in changes) == Counter(
        one.kind for one in turned
    )
    assert [one.text for one in changes if not one.text.endswith((".", "…”"))] == []
    return changes


@pytest.mark.parametrize("plan_id", REAL)
def test_a_real_plan_against_itself_is_empty(plan_id: str) -> None:
    plan = plan_of(tree_of(plan_id))
    assert not differences(plan, plan)
    assert changes_between(plan, plan, differences(plan, plan)) == ()


@of_every_kind
@given(data=st.data(), form=st.sampled_from(["digits", "comma", "underscore", "k"]))
@few
def test_order_and_spelling_are_no_differences(kind: str, data: st.DataObject, form: str) -> None:
    scene = data.draw(scenes(kind))
    again = made(scene, form, data.draw(st.integers(0, 99)))
    found = differences(made(scene), again)
    assert [(one.key, one.before, one.after) for one in found] == []
    assert found.renamed == ()


@of_every_kind
@given(data=st.data())
@few
def test_two_made_plans_obey_the_laws(kind: str, data: st.DataObject) -> None:
    """The later version has other parts, or is another plan altogether."""
    scene = data.draw(scenes(kind))
    other = data.draw(scenes(kind))
    kept = replace(scene, parts=other.parts, size=data.draw(st.sampled_from([scene.size, 3])))
    later = data.draw(st.sampled_from([kept, other]))
    assert_lawful(made(scene), made(later))


@cache
def bench(plan_id: str) -> tuple[Bench, tuple[Mutation, ...]]:
    found = Bench(plan_id)
    return found, tuple(found.changes())


@pytest.mark.parametrize("plan_id", [NWIEP, "em-iep-2009-10", "nwegg-2008-10"])
@given(seed=st.integers(0, 2**32))
@few
def test_any_single_change_is_seen_and_obeys_the_laws(plan_id: str, seed: int) -> None:
    found, mutations = bench(plan_id)
    one = random.Random(seed).choice(mutations)  # noqa: S311  no secret
    try:
        after = found.plan_with(one)
    except Unreadable:
        assume(condition=False)
    assert assert_lawful(found.repaired.plan, after), one


@pytest.mark.parametrize("plan_id", [NWIEP, "em-riep-2008-09"])
@given(seed=st.integers(0, 2**32), number=st.integers(2, 12))
@few
def test_several_changes_at_once_obey_the_laws(plan_id: str, seed: int, number: int) -> None:
    found, mutations = bench(plan_id)
    tree: Tree = found.repaired.tree
    before = plan_of(_as_one_file(tree))
    try:
        for one in random.Random(seed).sample(mutations, number):  # noqa: S311
            tree = one.of(tree)
        after = plan_of(_as_one_file(tree))
    except (Unreadable, KeyError, IndexError, AttributeError, TypeError):
        assume(condition=False)
    assert assert_lawful(before, after)


def _as_one_file(tree: Tree) -> Tree:
    """Give a plan's data without the marks of the files that it was in."""
    projects = {
        id_: {key: value for key, value in one.items() if key != "riep"}
        for id_, one in tree["projects"].items()
    }
    return {**tree, "projects": projects}


@pytest.mark.parametrize(("one", "other"), [(REAL[0], REAL[1]), (NWIEP, ILLUSTRATIVE)])
def test_two_different_plans_obey_the_laws(one: str, other: str) -> None:
    assert_lawful(plan_of(tree_of(one)), plan_of(tree_of(other)))


def test_differences_stand_in_order_of_their_keys() -> None:
    found = differences(plan_of(tree_of(REAL[0])), plan_of(tree_of(REAL[1])))
    keys = [one.key for one in found]
    assert keys == sorted(keys)
