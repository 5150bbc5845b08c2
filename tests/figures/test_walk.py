"""Walking a plan: what stands in it by kind, and what its texts have in them."""

import re
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.walk import leaves, singly, values_of, walk, within
from riep_plan.model import Plan
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from tests.plans.raw import ROOT

PLANS = {site.id: site for site in find_plans(ROOT / "plans")}
steady = settings(deadline=None, derandomize=True, database=None, max_examples=100)


def read(plan_id: str) -> Plan:
    plan = load(PLANS[plan_id]).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_single_value_is_of_one_kind_and_stands_where_its_path_leads(plan_id: str) -> None:
    plan = read(plan_id)
    every = list(leaves(plan))
    by_kind = [placed for kind in walk(plan) for placed in singly(kind)]
    asked_for = [(at, value) for at, value in every if not _is_of_the_language(value)]
    assert sorted(by_kind, key=_at) == sorted(asked_for, key=_at)
    for at, value in every:
        found: object = plan
        for step in at:
            found = within(found)[step]
        assert found == value or within(found)["text"] == value


def _is_of_the_language(value: object) -> bool:
    return value is None or isinstance(value, (Enum, int))


def _at(placed: tuple[tuple[str, ...], object]) -> tuple[tuple[str, ...], str]:
    return placed[0], str(placed[1])


@pytest.mark.parametrize("plan_id", PLANS)
def test_amounts_over_time_are_given_whole_by_kind(plan_id: str) -> None:
    plan = read(plan_id)
    whole = [one for _, one in Ledger(plan).profiles]
    apart = [one for kind in (Profile, QuantityProfile) for _, one in values_of(plan, kind)]
    assert sorted(map(str, whole)) == sorted(map(str, apart))


def test_a_value_below_nothing_is_itself() -> None:
    profile = Profile.of({})
    assert list(leaves("a text", ("here",))) == [(("here",), "a text")]
    assert list(values_of(profile, Profile)) == [((), profile)]
    assert list(values_of({"a": profile}, QuantityProfile)) == []


@steady
@given(st.lists(st.text("a7٣\n£ ", min_size=1).filter(str.strip), max_size=6))
def test_the_numbered_texts_are_those_with_a_digit(texts: list[str]) -> None:
    narrative = {f"s{place}": {"text": text} for place, text in enumerate(texts)}
    data = {"kind": "work-programme", "title": "Depots", "narrative": narrative}
    ledger = Ledger(Plan.model_validate(data))
    assert ledger.numbered == [one for one in ledger.texts if re.search(r"\d", one[1])]
    assert sum("7" in text for _, text in ledger.texts) == sum("7" in text for text in texts)
