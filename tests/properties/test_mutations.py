"""Change one thing in a plan put right, and riep says so: the law behind docs/mutation.md.

The whole trial takes many minutes (`make mutation`); here a sample of it, the same every time, is
tried on every plan, and the page that it wrote is read.
"""

import random
from functools import cache

import pytest

from tests.support import mutation_trial
from tests.support.mutation_page import KNOWN, PAGE, WHOLE, Trial, kind_of, page, published
from tests.support.mutation_trial import HERE, NOWHERE, Bench
from tests.support.mutations import AMOUNTS, FAMILIES, Mutation
from tests.support.repairs import PLAN_IDS

#: How many changes of each plan are tried; a large plan takes longer to judge.
SAMPLE = {
    "em-iep-2009-10": 40,
    "em-riep-2008-09": 70,
    "leicestershire-ni179-2009": 110,
    "nwegg-2008-10": 80,
    "nwiep-efficiency-2010-11": 80,
}
ENOUGH = 99.0
ALL_PLANS = "All five plans"


@cache
def bench(plan_id: str) -> Bench:
    return Bench(plan_id)


@cache
def changes(plan_id: str) -> tuple[Mutation, ...]:
    return tuple(bench(plan_id).changes())


@cache
def sampled(plan_id: str) -> tuple[Trial, ...]:
    drawn = random.Random(7).sample(changes(plan_id), SAMPLE[plan_id])  # noqa: S311  no secret
    return tuple(bench(plan_id).try_out(one) for one in drawn)


def excepted(one: Trial) -> bool:
    """Say whether a change is of a kind that the page names as not reported."""
    return any(fits(one) for fits in KNOWN.values())


each_plan = pytest.mark.parametrize("plan_id", PLAN_IDS)


@each_plan
def test_what_is_depended_on_is_reported(plan_id: str) -> None:
    wanted = [one for one in sampled(plan_id) if one.is_depended_on]
    missed = [f"{one.change}: {one.reason}" for one in wanted if one.seen != HERE]
    unexcused = [one for one in wanted if one.seen != HERE and not excepted(one)]
    assert unexcused == [], missed
    assert len(wanted) > SAMPLE[plan_id] / 4


@each_plan
def test_no_change_crashes_a_rule(plan_id: str) -> None:
    assert [one.change for one in sampled(plan_id) if "ENG01" in one.codes] == []


@each_plan
def test_every_change_changes_the_plan(plan_id: str) -> None:
    tree = bench(plan_id).repaired.tree
    found = changes(plan_id)
    assert [str(one) for one in found if one.of(tree) == tree] == []
    assert {one.family for one in found} >= set(FAMILIES) - {"a quarter changed"}


@each_plan
def test_a_change_leaves_the_plan_before_it_as_it_was(plan_id: str) -> None:
    before = str(bench(plan_id).repaired.tree)
    for one in changes(plan_id)[::50]:
        one.of(bench(plan_id).repaired.tree)
    assert str(bench(plan_id).repaired.tree) == before


def test_a_change_that_no_rule_sees_counts_as_not_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The trial can fail: with no rules, what is depended on is missed."""
    plan_id = "nwiep-efficiency-2010-11"
    at = ("stated", "spend", "capital", "total")
    (one, *_) = [change for change in changes(plan_id) if change.at == at]
    assert bench(plan_id).try_out(one).seen == HERE
    monkeypatch.setattr(mutation_trial, "judged", lambda *_: [])
    seen = bench(plan_id).try_out(one)
    assert seen.is_depended_on
    assert seen.seen == NOWHERE


def test_an_amount_that_stands_alone_is_not_depended_on() -> None:
    """Officer time of £35,000 is in no sum and printed nowhere else."""
    plan_id = "nwiep-efficiency-2010-11"
    at = (
        *("projects", "foster-care-placements", "additional_funding"),
        *("officer-time", "amount"),
    )
    alone = [one for one in changes(plan_id) if one.at == at and one.family == AMOUNTS[0]]
    tried = [bench(plan_id).try_out(one) for one in alone]
    assert [one.is_depended_on for one in tried] == [False] * len(alone)
    assert {kind_of(one) for one in tried} == {
        "An amount stated once, with no total and no other statement of it"
    }


# --- the page ---


def test_the_page_has_every_plan_and_every_family() -> None:
    found = published()
    assert set(found) == {ALL_PLANS, *PLAN_IDS}
    assert {*FAMILIES, WHOLE, "all changes"} == set(found[ALL_PLANS])


def test_the_page_adds_up() -> None:
    found = published()
    for name, (tried, wanted, told, share) in found[ALL_PLANS].items():
        rows = [found[one][name] for one in PLAN_IDS if name in found[one]]
        assert tried == sum(row[0] for row in rows), name
        assert wanted == sum(row[1] for row in rows), name
        assert told == sum(row[2] for row in rows), name
        assert tried >= wanted >= told
        assert share == (f"{told * 1000 // wanted / 10:.1f}%" if wanted else "–")


@pytest.mark.parametrize("name", [WHOLE, "all changes"])
def test_at_least_99_per_cent_of_what_is_depended_on_is_reported(name: str) -> None:
    _, wanted, told, _ = published()[ALL_PLANS][name]
    assert wanted > 500
    assert 100 * told / wanted >= ENOUGH


def test_the_page_lists_what_is_missed_and_what_cannot_be_known() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "## Depended on, and not reported" in text
    assert "## What cannot be known from the plan alone" in text
    assert all(f"- {words}.\n" in text for words in KNOWN)


def test_a_share_is_never_rounded_up() -> None:
    told = [Trial("a-plan", AMOUNTS[0], "a change", ("x",), "a sum", HERE, ())] * 9_999
    missed = Trial("a-plan", AMOUNTS[0], "a change", ("x",), "a sum", NOWHERE, ())
    assert "| 99.9% | 99.9% |" in page([*told, missed], 10_000)
