"""FND: what the rules on funding find, and what they must leave alone."""

import pytest

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding
from riep_plan.model import Plan
from riep_plan.rules.registry import all_rules
from riep_plan.values.money import Unit
from tests.figures.tables import Data

RULES = {one.facts.code: one for one in all_rules()}
CORE: Data = {"title": "Core grant", "kind": "core"}


def findings(code: str, data: Data, unit: Unit = Unit.POUND) -> list[Finding]:
    whole = {"kind": "work-programme", "title": "Plan"} | data
    return list(RULES[code](Ledger(Plan.model_validate(whole, context={"unit": unit}))))


def found(code: str, data: Data, unit: Unit = Unit.POUND) -> list[str]:
    return ["/".join(one.at) for one in findings(code, data, unit)]


def core(**more: object) -> Data:
    return {"core": CORE | more}


def projects(*each: Data) -> Data:
    return {f"p{number}": {"title": f"P{number}"} | one for number, one in enumerate(each)}


def pair(amount: object, first: int, second: int, **more: object) -> Data:
    """A source and what two projects have of it."""
    given = projects({"allocation": {"core": first}}, {"allocation": {"core": second}})
    return {"funding": core(amount=amount), "projects": given} | more


# --- What there is, and what is used -----------------------------------------------------------


def test_more_than_there_is_is_said_with_both_figures() -> None:
    (one,) = findings("FND01", pair(100, 70, 50))
    assert one.at == ("funding", "core", "amount")
    assert "£120 is allocated" in one.message
    assert "£20 too much" in one.message


@pytest.mark.parametrize(
    "data",
    [
        pair(120, 70, 50),
        pair(100, 70, 50, stated={"unallocated": {"core": -20}}),
        pair("tbc", 70, 50),
        # A total that does not hold puts the allocations in doubt, and TOT09 says so.
        pair(100, 70, 50, stated={"allocation": {"core": 90}}),
    ],
)
def test_no_overrun_without_doubt(data: Data) -> None:
    assert found("FND01", data) == []


def test_rounding_in_thousands_is_no_overrun() -> None:
    assert found("FND01", pair(100, 50, 51), Unit.THOUSAND) == []
    assert found("FND01", pair(100, 50, 53), Unit.THOUSAND) == ["funding/core/amount"]


def test_pooled_sources_are_one() -> None:
    data = pair(100, 70, 50)
    data["funding"] |= {
        "old": {"title": "Old", "kind": "carry-forward", "amount": 20, "pooled_with": "core"}
    }
    assert found("FND01", data) == found("FND02", data) == found("FND03", data) == []


def test_a_use_stated_in_several_tables_counts_once() -> None:
    one = {
        "allocation": {"core": 100},
        "budget": {"a": {"text": "A", "amounts": {"core": 100}}},
        "milestones": {"m": {"text": "M", "payments": {"core": 100}}},
    }
    assert found("FND01", {"funding": core(amount=100), "projects": projects(one)}) == []


def test_a_source_that_pays_for_nothing() -> None:
    data = pair(120, 70, 50)
    data["funding"] |= {"other": {"title": "Other", "kind": "ring-fenced", "amount": 9}}
    assert found("FND02", data) == ["funding/other/amount"]
    data["stated"] = {"unallocated": {"other": 9}}
    assert found("FND02", data) == []
    del data["stated"]
    data["budget"] = {"a": {"text": "Paid by nobody knows whom", "amount": 9}}
    assert found("FND02", data) == []


def test_a_plan_that_says_of_no_source_what_it_pays() -> None:
    assert found("FND02", {"funding": core(amount=9)}) == []


def test_what_is_left_is_said_or_asked_for() -> None:
    assert found("FND03", pair(150, 70, 50)) == ["funding/core/amount"]
    assert found("FND03", pair(150, 70, 50, stated={"unallocated": {"core": 30}})) == []
    assert found("FND03", pair(150, 70, 50, stated={"allocation_total": 120})) == []
    assert found("FND03", pair(120, 70, 50)) == []


def test_what_is_left_while_anything_is_open() -> None:
    data = pair(150, 70, 50)
    data["projects"]["p0"]["requested"] = {"core": "tbc"}
    assert found("FND03", data) == []
    begun = {"funding": core(amount=150), "projects": projects({"allocation": {"core": 70}})}
    assert found("FND03", begun) == []


# --- When -----------------------------------------------------------------------------------------


def dated(**amounts: object) -> Data:
    years = {key.replace("_", "/").removeprefix("y"): one for key, one in amounts.items()}
    return {"budget": {"a": {"text": "A", "amounts": {"core": years}}}}


def test_the_year_that_the_last_day_falls_in_is_left_alone() -> None:
    data = {"funding": core(until="December 2010"), "projects": projects(dated(y2010_11=5))}
    assert found("FND04", data) == []
    data["funding"] = core(until="March 2010")
    assert found("FND04", data) == ["projects/p0/budget/a/amounts/core/2010/11"]


def test_a_payment_falls_when_its_milestone_does() -> None:
    one = {"milestones": {"m": {"text": "M", "due": "June 2010", "payments": {"core": 5}}}}
    data = {"funding": core(until="March 2010"), "projects": projects(one)}
    assert found("FND04", data) == ["projects/p0/milestones/m/payments/core"]


def test_capital_that_the_policy_ends_is_for_cap01() -> None:
    one = {"spend": {"core": {"capital": {"2010/11": 5}}}}
    data = {"funding": core(until="March 2010"), "projects": projects(one)}
    assert found("FND04", data) == ["projects/p0/spend/core/capital/2010/11"]
    assert found("FND04", data | {"policy": {"capital": {"until": "March 2010"}}}) == []


LATER: Data = {"period": "2009/10", "funding": core(amount=5)}
LATE = "projects/p0/budget/a/amounts/core/2010/11"


def test_later_years_are_marked_or_funded() -> None:
    line = dated(y2009_10=5, y2010_11=5)
    assert found("FND05", LATER | {"projects": projects(line)}) == [LATE]
    assert found("FND05", LATER | {"projects": projects(line | {"indicative": "2010/11"})}) == []
    unsure = dated(y2009_10=5, y2010_11="5 tbc")
    assert found("FND05", LATER | {"projects": projects(unsure)}) == []
    funded = core(amount={"2009/10": 5, "2010/11": 5})
    assert found("FND05", LATER | {"funding": funded, "projects": projects(line)}) == []
    assert found("FND05", {"funding": core(amount=5), "projects": projects(line)}) == []


# --- What was decided, asked for and printed ------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "decision", "count"),
    [
        ("indicative", {"outcome": "approved"}, 1),
        ("tbc", {"outcome": "approved"}, 1),
        ("confirmed", {"outcome": "approved"}, 0),
        ("indicative", {"outcome": "endorsed"}, 0),
        ("indicative", {"outcome": "approved", "conditions": ["If the grant comes"]}, 0),
    ],
)
def test_approvals_of_money_to_come(status: str, decision: Data, count: int) -> None:
    one = {"allocation": {"core": 5}, "decisions": {"board": decision}}
    data = {"funding": core(status=status), "projects": projects(one, one)}
    assert len(found("FND06", data)) == count


def test_asked_of_one_grant_and_given_from_two() -> None:
    funding = core() | {"pot": {"title": "Pot", "kind": "capital pot"}}
    one = {"allocation": {"core": 5, "pot": 5}, "requested": {"core": 5}}
    data: Data = {"funding": funding, "projects": projects(one)}
    assert found("FND07", data) == ["projects/p0/allocation/pot"]
    funding["pot"]["pooled_with"] = "core"
    assert found("FND07", data) == []
    assert (
        found("FND07", {"funding": funding, "projects": projects({"allocation": {"pot": 5}})}) == []
    )


@pytest.mark.parametrize(
    ("held", "printed", "unit", "is_found"),
    [
        (1921, "£1.931m", Unit.THOUSAND, True),
        (1921, "£1.92m", Unit.THOUSAND, False),
        (1921, "1,921", Unit.THOUSAND, False),
        (1921, "1,920,666", Unit.THOUSAND, False),
        (1921, "1,925,666", Unit.THOUSAND, True),
        (239_000_000, "£234 million", Unit.POUND, True),
        (1921, "192,1", Unit.THOUSAND, False),
        (1921, "c £154k", Unit.THOUSAND, False),
        (1921, "Ring-fenced 25", Unit.THOUSAND, False),
    ],
)
def test_printed_figures(*, held: int, printed: str, unit: Unit, is_found: bool) -> None:
    note = {"at": "funding/core/amount", "printed": printed}
    data = {"funding": core(amount=held), "provenance": {"note": note}}
    assert found("FND08", data, unit) == ["funding/core/amount"] * is_found


def test_a_note_on_several_figures_is_left_alone() -> None:
    note = {"at": ["funding/core/amount", "stated/funding"], "printed": "999"}
    data = {"funding": core(amount=5), "stated": {"funding": 5}, "provenance": {"note": note}}
    assert found("FND08", data) == []


# --- Shares, help, costs and members --------------------------------------------------------------


@pytest.mark.parametrize(
    ("shares", "places"),
    [
        (["70%", "30%"], []),
        (["70%", "31%"], ["policy/apportionment"]),
        (["33%", "33%", "33%"], []),
        (["33.3%", "33.3%", "33.3%"], []),
        (["70", "31"], []),
    ],
)
def test_shares(shares: list[str], places: list[str]) -> None:
    apportionment = {f"s{number}": share for number, share in enumerate(shares)}
    assert found("FND09", {"policy": {"apportionment": apportionment}}) == places


def test_sources_have_their_shares() -> None:
    data = {
        "policy": {"apportionment": {"core": "70%", "pot": "30%"}},
        "funding": core(amount=600) | {"pot": {"title": "Pot", "kind": "core", "amount": 400}},
    }
    assert found("FND09", data) == ["funding/core/amount"]
    data["funding"]["core"]["amount"] = 933
    assert found("FND09", data) == []


def test_help_without_an_amount() -> None:
    funding = {
        "council": {"title": "Council", "kind": "match"},
        "time": {"title": "Officers", "kind": "in-kind"},
    }
    unsaid = {"source": "council", "text": "Costs"}
    one = {"additional_funding": {"a": unsaid, "b": unsaid | {"source": "time"}}}
    none = {"funding": funding, "projects": projects(one, one)}
    assert found("FND10", none) == ["projects/p0/additional_funding/a"]
    some = {"additional_funding": {"a": unsaid | {"amount": 5}}}
    data = {"funding": funding, "projects": projects(one, some, one)}
    assert found("FND10", data) == [f"projects/{one}/additional_funding/a" for one in ("p0", "p2")]


def line(text: str, source: str, **more: object) -> Data:
    return {"text": text, "amounts": {source: 5}} | more


def test_a_cost_that_stands_twice() -> None:
    study = "Study of industrial sites"
    twice = projects({"budget": {"a": line("Fees", "core"), "b": line("fees", "core")}})
    assert found("FND11", {"projects": twice}) == ["projects/p0/budget/b"]
    apart = projects({"budget": {"a": line(study, "core")}}, {"budget": {"a": line(study, "pot")}})
    assert found("FND11", {"projects": apart}) == ["projects/p1/budget/a"]
    for text, source, note in ((study, "core", "y"), ("Travel", "pot", "y"), (study, "pot", "n")):
        first = {"budget": {"a": line(text, "core", note="y")}}
        second = {"budget": {"a": line(text, source, note=note)}}
        assert found("FND11", {"projects": projects(first, second)}) == []


def test_a_balance_brought_forward_is_explained() -> None:
    old = {"title": "Old", "kind": "carry-forward", "amount": 5}
    assert found("FND12", {"funding": {"old": old}}) == ["funding/old"]
    assert found("FND12", {"funding": {"old": old | {"note": "Agreed in June"}}}) == []


def test_members_and_those_served() -> None:
    parts = {"a": {"number": 20, "rate": 5}, "b": {"number": 24, "rate": 2}}
    source = {"title": "Subscriptions", "kind": "subscription", "basis": {"m": {"parts": parts}}}
    data: Data = {"funding": {"s": source}, "organisations_served": 46}
    assert found("FND13", data) == ["funding/s/basis"]
    assert found("FND13", data | {"organisations_served": 44}) == []
    assert found("FND13", {"funding": {"s": source}}) == []
    parts["c"] = {"amount": 100}
    assert found("FND13", data) == []


def test_over_programming_is_judged_as_the_thousands_allow() -> None:
    """£20,500 of £19,475 is 5% too much, whatever 21 and 19 seem to say."""
    rounded = pair(19, 11, 10, stated={"unallocated": {"core": -2}})
    policy = {"over_programming": "10%"}
    assert found("FND16", rounded | {"policy": policy}, Unit.THOUSAND) == []
    assert found("FND16", rounded | {"policy": policy}) == ["stated/unallocated/core"]


@pytest.mark.parametrize(("stated", "is_wrong"), [(378, False), (333, False), (360, True)])
def test_an_allocation_in_all_may_be_of_one_year_or_of_all(stated: int, is_wrong: bool) -> None:
    years = {"total": 378, "2009/10": 333, "2010/11": 45}
    given = projects({"allocation": {"core": years}, "stated": {"allocation": stated}})
    data = {"period": "2009/10", "funding": core(), "projects": given}
    assert bool(found("TOT09", data)) is is_wrong
