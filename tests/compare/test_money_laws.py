"""Laws of what a change does to the money: they hold for any two versions of a plan."""

import copy
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.compare.change import Budget, Change, Kind, Renaming
from riep_plan.compare.differences import differences
from riep_plan.compare.effects import effects
from riep_plan.compare.money.cells import Slot
from riep_plan.compare.money.changes import money_changes
from riep_plan.compare.money.levels import divided
from riep_plan.compare.money.pairing import paired
from riep_plan.model import Plan
from riep_plan.model.base import KINDS
from tests.compare.test_money import audit, routes
from tests.compare.two_versions import changes_of_money, plan_of
from tests.support.correct import Scene, as_text, scenes, style_of
from tests.support.correct import plan_of as made_of
from tests.support.repairs import Tree

#: Parts of a plan that hold money which is planned.
_MONEY = ("allocation", "spend", "budget", "milestones", "requested", "funding", "projects")
#: A part of a plan's data, of whatever shape.
Node = Any
_TURNED = {Kind.GROWTH: Kind.CUT, Kind.CUT: Kind.GROWTH}
_QUICK = settings(max_examples=40)


def tree_of(scene: Scene) -> Tree:
    """Give a plan of a scene as its files hold it."""
    return cast("Tree", as_text(made_of(scene), style_of(scene)))


any_scene = st.sampled_from(KINDS).flatmap(scenes)


@st.composite
def two_plans(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """Draw two plans: of nothing in common, or the second edited from the first."""
    scene = draw(any_scene)
    before = tree_of(scene)
    if draw(st.booleans()):
        other = draw(any_scene)
        return plan_of(before), plan_of(tree_of(other))
    dice = scene.dice("edits", draw(st.integers(0, 2**16)))
    return plan_of(before), plan_of(edited(before, dice))


def edited(tree: Tree, dice: Random) -> Tree:
    """Change some amounts of a plan, take some away, and take a project out or repeat it."""
    after = copy.deepcopy(tree)
    places = list(_amounts(after, ()))
    for holder, key in dice.sample(places, min(len(places), dice.randint(1, 12))):
        holder[key] = dice.choice(["0", "tbc", str(dice.randint(1, 900_000)), holder[key]])
    projects = after.get("projects", {})
    if projects and dice.random() < 0.3:
        taken = projects.pop(dice.choice(sorted(projects)))
        if dice.random() < 0.5:
            projects["another"] = taken
    return after


def _amounts(part: Node, at: tuple[str, ...]) -> Iterator[tuple[Node, str]]:
    """Give every amount over time that is planned, with what holds it."""
    for key, value in part.items() if isinstance(part, dict) else ():
        here = (*at, key)
        if len(here) == 1 and key not in _MONEY:
            continue
        if isinstance(value, dict):
            yield from _amounts(value, here)
        elif set(here) & {"allocation", "spend", "amounts", "payments", "requested"}:
            yield part, key


def added(found: Iterable[Change], *kinds: Kind) -> Decimal:
    """Add up what changes of some kinds make."""
    return sum((one.amount or Decimal(0) for one in found if one.kind in kinds), Decimal(0))


def plan_total(before: Plan, after: Plan) -> Decimal:
    """By how much the plan's total changes."""
    its = [one for one in effects(before, after, differences(before, after).renamed) if not one.of]
    return its[0].difference if its else Decimal(0)


@_QUICK
@given(two_plans())
def test_what_grows_less_what_is_cut_is_the_change_of_the_plans_total(
    versions: tuple[Plan, Plan],
) -> None:
    assert added(changes_of_money(*versions), Kind.GROWTH, Kind.CUT) == plan_total(*versions)


@_QUICK
@given(two_plans())
def test_moves_add_up_to_the_change_of_every_project_and_source(
    versions: tuple[Plan, Plan],
) -> None:
    found = differences(*versions)
    nets: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for change in changes_of_money(*versions):
        for move in change.moves:
            for budget, sign in ((move.taken_from, -1), (move.given_to, 1)):
                if budget is not None:
                    nets["projects", budget.project] += sign * move.amount
                    nets["funding", budget.source] += sign * move.amount
    stated = {
        one.of: one.difference
        for one in effects(*versions, found.renamed)
        if one.of and not one.kind and one.difference
    }
    assert {at: net for at, net in nets.items() if net and at[1]} == stated


@_QUICK
@given(two_plans())
def test_virements_and_re_profiles_add_nothing(versions: tuple[Plan, Plan]) -> None:
    for change in changes_of_money(*versions):
        if change.kind in (Kind.VIREMENT, Kind.RE_PROFILE):
            assert all(one.taken_from and one.given_to for one in change.moves)
            assert change.amount == sum(one.amount for one in change.moves)
            assert change.amount > 0


@_QUICK
@given(two_plans())
def test_the_other_way_round_everything_is_turned(versions: tuple[Plan, Plan]) -> None:
    before, after = versions
    found = differences(before, after)
    there = money_changes(before, after, found.changed, found.renamed)
    back = money_changes(
        after,
        before,
        [replace(one, before=one.after, after=one.before) for one in found],
        [Renaming(before=one.after, after=one.before) for one in found.renamed],
    )
    ids = {one.before[-1]: one.after[-1] for one in found.renamed}

    assert Counter(_shape(one) for one in there) == Counter(_turned(one, ids) for one in back)


amounts_or_none = st.none() | st.integers(0, 9).map(str)


@given(
    st.permutations("acegi"),
    st.permutations("bdfhj"),
    st.lists(st.tuples(amounts_or_none, amounts_or_none, st.booleans()), min_size=3, max_size=5),
)
def test_money_between_lines_goes_back_as_it_came(
    ids: list[str], others: list[str], lines: list[tuple[str | None, str | None, bool]]
) -> None:
    """Some lines have another id in the later version, that may come before any or after."""
    texts = ("Training", "Legal advice", "Evaluation", "Backfill", "Travel")
    budgets: tuple[Tree, Tree] = ({}, {})
    for id_, other, text, (*amounts, is_renamed) in zip(ids, others, texts, lines, strict=False):
        named = (id_, other if is_renamed else id_)
        for budget, its, amount in zip(budgets, named, amounts, strict=True):
            if amount is not None:
                budget[its] = {"text": text, "amounts": {"core": amount}}
    before, after = (audit({"allocation": {"core": "50"}, "budget": one}) for one in budgets)

    there, back = routes(before, after), routes(after, before)

    assert back == [(more, less, amount) for less, more, amount in there]


def _shape(change: Change) -> tuple[object, ...]:
    moves = [(one.amount, one.taken_from, one.given_to) for one in change.moves]
    return change.kind, change.amount, frozenset(Counter(moves).items())


def _turned(change: Change, ids: Mapping[str, str]) -> tuple[object, ...]:
    """Give a change the other way round, in the ids of the other version."""

    def here(budget: Budget | None) -> Budget | None:
        return budget and replace(
            budget,
            project=ids.get(budget.project, budget.project),
            source=ids.get(budget.source, budget.source),
        )

    moves = [(one.amount, here(one.given_to), here(one.taken_from)) for one in change.moves]
    kind = _TURNED.get(change.kind, change.kind)
    is_signed = kind in (Kind.GROWTH, Kind.CUT, Kind.DETAIL) and change.amount is not None
    amount = -change.amount if is_signed and change.amount is not None else change.amount
    return kind, amount, frozenset(Counter(moves).items())


@_QUICK
@given(two_plans())
def test_every_value_of_money_is_told_and_belongs_to_one_change(
    versions: tuple[Plan, Plan],
) -> None:
    found = changes_of_money(*versions)
    own = Counter(one.key for change in found for one in change.differences)

    assert [key for key, number in own.items() if number > 1] == []
    assert all(change.text and (change.differences or change.also) for change in found)


@_QUICK
@given(any_scene)
def test_the_same_plan_has_no_changes(scene: Scene) -> None:
    plan = plan_of(tree_of(scene))

    assert changes_of_money(plan, plan) == []
    assert effects(plan, plan) == ()


cells = st.dictionaries(
    st.builds(
        Slot,
        st.sampled_from("abc"),
        st.sampled_from(["", "s", "t"]),
        st.sampled_from(["", "r", "c"]),
    ),
    st.dictionaries(
        st.tuples(st.integers(0, 2), st.integers(1, 2), st.just(0)),
        st.integers(-9, 9).filter(bool).map(Decimal),
        min_size=1,
    ),
)


@_QUICK
@given(cells)
def test_what_moved_is_divided_without_a_rest_on_both_sides(
    moved: dict[Slot, dict[tuple[int, int, int], Decimal]],
) -> None:
    division = divided(moved, lambda slot: slot)

    left = [one for periods in division.rest.values() for one in periods.values()]
    assert sum(left) == sum(one for periods in moved.values() for one in periods.values())
    assert len({one > 0 for one in left}) <= 1


@given(st.dictionaries(st.integers(0, 20), st.integers(-50, 50).map(Decimal)))
def test_pairs_use_up_one_of_the_two_sides(nets: dict[int, Decimal]) -> None:
    pairs = paired(nets, lambda key: key)
    turned = paired({key: -net for key, net in nets.items()}, lambda key: key)

    left = dict(nets)
    for less, more, amount in pairs:
        left[less] += amount
        left[more] -= amount
    assert sum(left.values()) == sum(nets.values())
    assert len({one > 0 for one in left.values() if one}) <= 1
    assert [(one.more, one.less, one.amount) for one in turned] == pairs
