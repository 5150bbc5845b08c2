"""FND, EFF, TXT and POL of 0.4: the terms of money and savings, sums in words, the policy."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.policies import policy_in_force
from riep_plan.figures.words.dated_promises import promised
from riep_plan.figures.words.numbers_of import whole_numbers_of_projects
from riep_plan.figures.words.worked import worked_out
from riep_plan.values.money import format_money
from tests.figures.tables import Data
from tests.rules.asked import places, places_in, plan_of

# --- Ring fences, first days, margins ------------------------------------------------------------


@pytest.mark.parametrize(
    ("only_for", "is_found"),
    [(["q"], True), (["p"], False), (["roads"], False), ([], False)],
)
def test_a_ring_fence(only_for: list[str], is_found: bool) -> None:
    data = {
        "workstreams": {"roads": {"title": "Roads"}},
        "funding": {"salt": {"title": "Salt", "kind": "ring-fenced", "only_for": only_for}},
        "projects": {
            "p": {"title": "P", "workstreams": "roads", "allocation": {"salt": "5"}},
            "q": {"title": "Q", "allocation": {"salt": "0"}},
        },
    }
    assert places("FND14", data) == (["projects/p/allocation/salt"] if is_found else [])


def test_a_line_of_the_programme_may_be_outside_a_ring_fence_too() -> None:
    line = {"text": "Staff", "amounts": {"salt": "5"}}
    data = {
        "workstreams": {"roads": {"title": "Roads"}},
        "funding": {"salt": {"title": "Salt", "kind": "ring-fenced", "only_for": ["roads"]}},
        "budget": {"staff": line, "grit": line | {"workstreams": "roads"}},
    }
    assert places("FND14", data) == ["budget/staff/amounts/salt"]


@pytest.mark.parametrize(
    ("start", "is_found"), [("July 2010", True), ("June 2010", False), ("1 June 2010", False)]
)
def test_a_first_day(start: str, is_found: bool) -> None:
    spend = {"core": {"capital": {"June 2010": "5", "July 2010": "7"}}}
    data = {
        "policy": {"capital": {"until": "March 2011"}},
        "funding": {"core": {"title": "Core", "kind": "core", "from": start}},
        "projects": {"p": {"title": "P", "spend": spend}},
    }
    expected = ["projects/p/spend/core/capital/June 2010"] if is_found else []
    assert places("FND15", data) == expected


@pytest.mark.parametrize(
    ("allowed", "codes"),
    [(None, ["FND01"]), ("5%", ["FND01"]), ("10%", []), ("20%", [])],
)
def test_over_programming_without_a_balance(allowed: str | None, codes: list[str]) -> None:
    data = {
        "policy": {"over_programming": allowed} if allowed else {},
        "funding": {"core": {"title": "Core", "kind": "core", "amount": "100"}},
        "projects": {"p": {"title": "P", "allocation": {"core": "110"}}},
    }
    assert [code for code in ("FND01", "FND16") if places(code, data)] == codes


def test_over_programming_with_a_balance() -> None:
    data = {
        "policy": {"over_programming": "5%"},
        "funding": {"core": {"title": "Core", "kind": "core", "amount": "100"}},
        "stated": {"unallocated": {"core": "-10"}},
        "projects": {"p": {"title": "P", "allocation": {"core": "110"}}},
    }
    assert places("FND16", data) == ["stated/unallocated/core"]


@pytest.mark.parametrize(
    ("brought", "stated", "is_found"),
    [("40", "40", False), ("39", "40", True), ("39", None, False), ("101", None, True)],
)
def test_what_is_brought_forward(brought: str, stated: str | None, is_found: bool) -> None:
    old: Data = {"funding": {"core": {"title": "Core", "kind": "core", "amount": "100"}}}
    if stated:
        old["stated"] = {"unallocated": {"core": stated}}
    source = {
        "title": "Left",
        "kind": "carry-forward",
        "amount": brought,
        "carried_from": "old/core",
    }
    expected = ["funding/left/amount"] if is_found else []
    assert places("FND17", {"funding": {"left": source}}, old=old) == expected


@pytest.mark.parametrize(
    ("title", "is_found"),
    [("Match funding", True), ("Other partner contributions", True), ("Wirral Council", False)],
)
def test_match_funding_from_nobody(title: str, is_found: bool) -> None:
    data = {"funding": {"match": {"title": title, "kind": "match"}}}
    assert places("FND19", data) == (["funding/match"] if is_found else [])


# --- Savings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("savings", "is_found"),
    [
        ({"cashable": "50"}, True),
        ({"cashable": "50", "falls_on": "Rents"}, False),
        ({"cashable": "0"}, False),
        ({"non_cashable": "50"}, False),
    ],
)
def test_the_budget_of_a_saving(savings: Data, is_found: bool) -> None:
    data = {
        "policy": {"required_of_savings": ["falls_on"]},
        "projects": {"p": {"title": "P", "efficiencies": {"in_year": savings}}},
    }
    expected = ["projects/p/efficiencies/in_year/cashable"] if is_found else []
    assert places("EFF11", data) == expected
    assert places("EFF11", data | {"policy": {}}) == []


@pytest.mark.parametrize(
    ("details", "is_found"),
    [
        (["Rents fall by £5m", "Heating falls by £2m"], True),
        (["Rents fall by £5m", "Heating falls by £5m"], False),
        (["Rents fall by £5m", "Less heating"], False),
        (["Rents fall by £5m", "£2m each year for heating"], False),
        (["Rents fall by £5m"], False),
    ],
)
def test_a_benefit_and_its_parts(details: list[str], is_found: bool) -> None:
    data = {"benefits": {"b": {"text": "Cheaper", "value": "£10m", "details": details}}}
    assert places("EFF14", data) == (["benefits/b/value"] if is_found else [])


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("£370m or 14% of the region's £3bn", [True]),
        ("The £2.5m (30% of £7.0m) is spent.", [False]),
        ("30% of the £7.159m grant, £1.97m", []),
        ("It is 30% of £7.159m, or £2.148m.", [True]),
        ("It is 30% of £7.159m, or £1.97m.", [False]),
        ("About 17% of these costs is £680m", []),
        ("120 hours at £20 an hour, which is £2,400", [True]),
        ("120 training hours at £20 is £2,600", [False]),
        ("In 2009 councils at £20 each is £2,600", [False]),
        ("Up to £2.5m (30% of £7.0m)", []),
        ("£2m, and 30% of £7m", []),
    ],
)
def test_sums_in_words(text: str, holds: list[bool]) -> None:
    assert [one.holds for one in worked_out(text)] == holds


@given(st.integers(2, 500), st.integers(1, 9_000), st.integers(-3, 3))
def test_a_product_in_words_holds_only_if_it_is_the_product(n: int, rate: int, off: int) -> None:
    result = format_money(Decimal(max(1, n * rate + off)))
    text = (
        f"It takes {n} working hours at {format_money(Decimal(rate))} an hour, which is {result}."
    )
    assert [one.holds for one in worked_out(text)] == [max(1, n * rate + off) == n * rate]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The framework will be in place by March 2009.", ["March 2009"]),
        ("It is due to open by the end of May 2009", ["May 2009"]),
        ("It was agreed that it will open by May 2009", []),
        ("It opened by May 2009", []),
        ("It will open. Leases ended by May 2009", []),
        ("It will open by 2009", []),
    ],
)
def test_promises_by_a_date(text: str, by: list[str]) -> None:
    assert [str(one) for _, one in promised(text)] == by


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The programme consists of ten projects", [10]),
        ("This report contains a total of 27 outline business cases", [27]),
        ("Three projects are late", []),
        ("The programme has 3 projects", [3]),
        ("The programme funds 3 projects", []),
    ],
)
def test_numbers_of_projects(text: str, numbers: list[int]) -> None:
    assert [number for _, number in whole_numbers_of_projects(text)] == numbers


# --- The policy ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "is_found"),
    [("CAP", False), ("CAP01", False), ("CAP9", True), ("FRM01", True), ("WVR", True)],
)
def test_a_setting_of_a_rule(code: str, is_found: bool) -> None:
    data = {"policy": {"rules": {code: {"severity": "info", "reason": "Agreed"}}}}
    assert places("POL01", data) == ([f"policy/rules/{code}"] if is_found else [])


def test_a_setting_of_no_rule_in_a_change_stands_in_the_change() -> None:
    change = {"from": "April 2009", "rules": {"CAPP": {"severity": "info", "reason": "Agreed"}}}
    data = {"policy": {"changes": {"later": change}}}
    assert places("POL01", data) == ["policy/changes/later/rules/CAPP"]


@pytest.mark.parametrize(
    ("mix", "is_found"),
    [
        ({"revenue": "80%", "capital": "20%"}, False),
        ({"revenue": "33.3%", "capital": "66.7%"}, False),
        ({"revenue": "80%", "capital": "30%"}, True),
        ({"revenue": "80%", "capital": "£30"}, True),
        ({"revenue": "£80", "capital": "£30"}, False),
    ],
)
def test_a_mix(mix: Data, is_found: bool) -> None:
    assert places("POL03", {"policy": {"mix": mix}}) == (["policy/mix"] if is_found else [])


def test_a_shared_policy_may_name_sources_of_other_plans() -> None:
    mix = {"revenue": "80%", "capital": "20%", "sources": ["core"]}
    assert places("POL04", {"policy": {"mix": mix}}) == ["policy/mix/sources/0"]
    assert places("POL04", {"policy": {"mix": mix}, "follows": "region"}) == []


@pytest.mark.parametrize(
    ("second", "is_found"),
    [
        ({"from": "April 2009", "baseline_years": "4"}, True),
        ({"from": "April 2009", "baseline_years": "3"}, False),
        ({"from": "May 2009", "baseline_years": "4"}, False),
        ({"from": "April 2009", "target_years": "4"}, False),
    ],
)
def test_two_changes(second: Data, is_found: bool) -> None:
    changes = {"one": {"from": "April 2009", "baseline_years": "3"}, "two": second}
    expected = ["policy/changes/two"] if is_found else []
    assert places("POL09", {"policy": {"changes": changes}}) == expected


@pytest.mark.parametrize(
    ("policy", "at"),
    [
        ({"tolerance": {"amount": "-5"}}, ["policy/tolerance/amount"]),
        ({"tolerance": {"amount": "0"}}, []),
        ({"rag": {"amber": {"amount": "-5"}}}, ["policy/rag/amber/amount"]),
        ({"rag": {"red": {"amount": "-5"}}}, ["policy/rag/red/amount"]),
        ({"delegated": {"a": {"text": "A", "limit": "-5"}}}, ["policy/delegated/a/limit"]),
        (
            {"rules": {"TOT01": {"material": {"amount": "-5"}, "reason": "R"}}},
            ["policy/rules/TOT01/material/amount"],
        ),
    ],
)
def test_a_limit_below_nought(policy: Data, at: list[str]) -> None:
    assert places("POL12", {"policy": policy}) == at


def test_a_limit_below_nought_stands_in_the_change_that_makes_it() -> None:
    changed = {"later": {"from": "April 2009", "tolerance": {"amount": "-5"}}}
    stated = plan_of({"period": "2009/10", "policy": {"changes": changed}})
    plan = stated.model_copy(update={"policy": policy_in_force(stated)})
    found = places_in("POL12", Ledger(plan))
    assert found == ["policy/changes/later/tolerance/amount"]
