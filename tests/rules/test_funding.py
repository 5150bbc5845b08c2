"""FND: what the rules on funding find, and what they must leave alone."""

import pytest

from riep_plan.values.money import Unit
from tests.figures.tables import Data
from tests.rules.asked import found, places

CORE: Data = {"title": "Core grant", "kind": "core"}


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
    (one,) = found("FND01", pair(100, 70, 50))
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
    assert places("FND01", data) == []


def test_rounding_in_thousands_is_no_overrun() -> None:
    assert places("FND01", pair(100, 50, 51), Unit.THOUSAND) == []
    assert places("FND01", pair(100, 50, 53), Unit.THOUSAND) == ["funding/core/amount"]


def test_pooled_sources_are_one() -> None:
    data = pair(100, 70, 50)
    data["funding"] |= {
        "old": {"title": "Old", "kind": "carry-forward", "amount": 20, "pooled_with": "core"}
    }
    assert places("FND01", data) == places("FND02", data) == places("FND03", data) == []


def test_a_use_stated_in_several_tables_counts_once() -> None:
    one = {
        "allocation": {"core": 100},
        "budget": {"a": {"text": "A", "amounts": {"core": 100}}},
        "milestones": {"m": {"text": "M", "payments": {"core": 100}}},
    }
    assert places("FND01", {"funding": core(amount=100), "projects": projects(one)}) == []


def test_a_source_that_pays_for_nothing() -> None:
    data = pair(120, 70, 50)
    data["funding"] |= {"other": {"title": "Other", "kind": "ring-fenced", "amount": 9}}
    assert places("FND02", data) == ["funding/other/amount"]
    data["stated"] = {"unallocated": {"other": 9}}
    assert places("FND02", data) == []
    del data["stated"]
    data["budget"] = {"a": {"text": "Paid by nobody knows whom", "amount": 9}}
    assert places("FND02", data) == []


def test_a_plan_that_says_of_no_source_what_it_pays() -> None:
    assert places("FND02", {"funding": core(amount=9)}) == []


def test_what_is_left_is_said_or_asked_for() -> None:
    assert places("FND03", pair(150, 70, 50)) == ["funding/core/amount"]
    assert places("FND03", pair(150, 70, 50, stated={"unallocated": {"core": 30}})) == []
    assert places("FND03", pair(150, 70, 50, stated={"allocation_total": 120})) == []
    assert places("FND03", pair(120, 70, 50)) == []


def test_what_is_left_while_anything_is_open() -> None:
    data = pair(150, 70, 50)
    data["projects"]["p0"]["requested"] = {"core": "tbc"}
    assert places("FND03", data) == []
    begun = {"funding": core(amount=150), "projects": projects({"allocation": {"core": 70}})}
    assert places("FND03", begun) == []


# --- When -----------------------------------------------------------------------------------------


def dated(**amounts: object) -> Data:
    years = {key.replace("_", "/").removeprefix("y"): one for key, one in amounts.items()}
    return {"budget": {"a": {"text": "A", "amounts": {"core": years}}}}


def test_the_year_that_the_last_day_falls_in_is_left_alone() -> None:
    data = {"funding": core(until="December 2010"), "projects": projects(dated(y2010_11=5))}
    assert places("FND04", data) == []
    data["funding"] = core(until="March 2010")
    assert places("FND04", data) == ["projects/p0/budget/a/amounts/core/2010/11"]


def test_a_payment_falls_when_its_milestone_does() -> None:
    one = {"milestones": {"m": {"text": "M", "due": "June 2010", "payments": {"core": 5}}}}
    data = {"funding": core(until="March 2010"), "projects": projects(one)}
    assert places("FND04", data) == ["projects/p0/milestones/m/payments/core"]


def test_capital_that_the_policy_ends_is_for_cap01() -> None:
    one = {"spend": {"core": {"capital": {"2010/11": 5}}}}
    data = {"funding": core(until="March 2010"), "projects": projects(one)}
    assert places("FND04", data) == ["projects/p0/spend/core/capital/2010/11"]
    assert places("FND04", data | {"policy": {"capital": {"until": "March 2010"}}}) == []


LATER: Data = {"period": "2009/10", "funding": core(amount=5)}
LATE = "projects/p0/budget/a/amounts/core/2010/11"


def test_later_years_are_marked_or_funded() -> None:
    line = dated(y2009_10=5, y2010_11=5)
    assert places("FND05", LATER | {"projects": projects(line)}) == [LATE]
    assert places("FND05", LATER | {"projects": projects(line | {"indicative": "2010/11"})}) == []
    unsure = dated(y2009_10=5, y2010_11="5 tbc")
    assert places("FND05", LATER | {"projects": projects(unsure)}) == []
    funded = core(amount={"2009/10": 5, "2010/11": 5})
    assert places("FND05", LATER | {"funding": funded, "projects": projects(line)}) == []
    assert places("FND05", {"funding": core(amount=5), "projects": projects(line)}) == []


BEFORE_OR_AFTER = [("FND04", "until", "March 2009"), ("FND15", "from", "April 2010")]
ALLOCATED: Data = {"allocation": {"core": 5}}
SPENT: Data = {"spend": {"core": {"revenue": {"total": 5}}}}
PERIOD: Data = {"period": "2009/10"}
CALENDAR: Data = {"calendar": {"Q1": {"from": "April 2009", "to": "March 2010"}}}


@pytest.mark.parametrize(("code", "key", "day"), BEFORE_OR_AFTER)
@pytest.mark.parametrize(
    ("project", "at"),
    [(ALLOCATED, "allocation/core"), (SPENT, "spend/core/revenue")],
)
@pytest.mark.parametrize("when", [PERIOD, CALENDAR])
def test_what_has_no_time_falls_in_the_plans_own_period(
    code: str, key: str, day: str, project: Data, at: str, when: Data
) -> None:
    data = {"funding": core(**{key: day}), "projects": projects(project)}
    assert places(code, data | when) == [f"projects/p0/{at}"]
    assert places(code, data) == []


@pytest.mark.parametrize(
    ("code", "key", "day"),
    [("FND04", "until", "April 2009"), ("FND15", "from", "March 2010")],
)
def test_what_has_no_time_may_fall_anywhere_in_the_period(code: str, key: str, day: str) -> None:
    data = {"funding": core(**{key: day}), "projects": projects(ALLOCATED)} | PERIOD
    assert places(code, data) == []


@pytest.mark.parametrize(("code", "key", "day"), BEFORE_OR_AFTER)
def test_a_period_and_quarters_beyond_it_both_count(code: str, key: str, day: str) -> None:
    wide = {"Q1": {"from": "January 2009", "to": "June 2010"}}
    data = {"funding": core(**{key: day}), "projects": projects(ALLOCATED), "calendar": wide}
    assert places(code, data | PERIOD) == []


def test_what_has_no_time_is_the_total_of_what_has_one() -> None:
    given = ALLOCATED | dated(y2008_09=5)
    data = {"funding": core(until="March 2009"), "projects": projects(given)} | PERIOD
    assert places("FND04", data) == []
    paid = {"milestones": {"m": {"text": "M", "due": "March 2009", "payments": {"core": 5}}}}
    assert places("FND04", data | {"projects": projects(ALLOCATED | paid)}) == []


def test_one_sum_in_two_tables_is_late_once() -> None:
    given = ALLOCATED | {"budget": {"a": {"text": "A", "amounts": {"core": 5}}}}
    data = {"funding": core(until="March 2009"), "projects": projects(given)} | PERIOD
    (one,) = found("FND04", data)
    assert "£5 from Core grant in the plan's own period, 2009/10," in one.message
    assert [place.message for place in one.related] == ["until when it may be spent"]


# --- Sources that give nothing, and less than nothing ---------------------------------------------

POT: Data = {"pot": {"title": "Pot", "kind": "capital pot"}}
FROM_POT: Data = {"text": "A", "amounts": {"pot": 9}}


def test_what_is_budgeted_from_a_source_that_gives_nothing() -> None:
    two = {"a": FROM_POT, "b": {"text": "B", "amounts": {"core": 5, "pot": {"2009/10": 2}}}}
    data = {"funding": core() | POT, "projects": projects(ALLOCATED | {"budget": two})}
    (one,) = found("FND20", data)
    assert one.at == ("projects", "p0", "budget", "a", "amounts", "pot")
    assert "pay £11 from Pot" in one.message
    assert "its allocation, £5, is from Core grant" in one.message


def test_a_payment_from_a_source_that_gives_nothing() -> None:
    paid: Data = {"text": "M", "payments": {"pot": 9}}
    data = {
        "funding": core() | POT,
        "projects": projects(ALLOCATED | {"milestones": {"m": paid}}),
    }
    assert places("FND20", data) == ["projects/p0/milestones/m/payments/pot"]
    paid["funded_under"] = "p1"
    assert places("FND20", data) == []


@pytest.mark.parametrize(
    ("source", "project"),
    [
        ({}, {"allocation": {}}),
        ({}, {"allocation": {"core": 5, "pot": "tbc"}}),
        ({}, {"budget": {"a": {"text": "A", "amounts": {"pot": 0}}}}),
        ({}, {"budget": {"a": {"text": "A", "amounts": {"nowhere": 9}}}}),
        ({}, {"additional_funding": {"a": {"source": "pot", "text": "A", "amount": 9}}}),
        ({"pooled_with": "core"}, {}),
        ({"kind": "match"}, {}),
        ({"kind": "in-kind"}, {}),
    ],
)
def test_what_needs_no_allocation(source: Data, project: Data) -> None:
    whole = ALLOCATED | {"budget": {"a": FROM_POT}} | project
    funding = core() | {"pot": POT["pot"] | source}
    assert places("FND20", {"funding": funding, "projects": projects(whole)}) == []


BASIS: Data = {"b": {"parts": {"a": {"amount": -5}}}}


@pytest.mark.parametrize(
    ("source", "is_wrong"),
    [
        ({"amount": -5}, True),
        ({"amount": {"2008/09": -9, "2009/10": 4}}, True),
        ({"amount": -5, "note": "Overspent"}, True),
        ({"amount": 5}, False),
        ({"amount": {"2008/09": -4, "2009/10": 9}}, False),
        ({"amount": {"2008/09": -4, "2009/10": "tbc"}}, False),
        ({"amount": -5, "basis": BASIS}, False),
        ({"amount": -5, "kind": "carry-forward"}, True),
        ({"amount": -5, "kind": "carry-forward", "note": "Overspent in 2008/09"}, False),
        ({"amount": -5, "kind": "carry-forward", "carried_from": "Last year"}, False),
    ],
)
def test_less_than_nothing(source: Data, *, is_wrong: bool) -> None:
    expected = ["funding/core/amount"] if is_wrong else []
    assert places("FND21", {"funding": core(**source)}) == expected


def test_a_source_below_nothing_is_one_fault() -> None:
    data = pair(-150, 70, 80, policy={"over_programming": "5%"})
    assert places("FND21", data) == ["funding/core/amount"]
    assert places("FND01", data) == []
    data["stated"] = {"unallocated": {"core": -300}}
    assert places("FND16", data) == []


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
    assert len(places("FND06", data)) == count


def test_asked_of_one_grant_and_given_from_two() -> None:
    funding = core() | {"pot": {"title": "Pot", "kind": "capital pot"}}
    one = {"allocation": {"core": 5, "pot": 5}, "requested": {"core": 5}}
    data: Data = {"funding": funding, "projects": projects(one)}
    assert places("FND07", data) == ["projects/p0/allocation/pot"]
    funding["pot"]["pooled_with"] = "core"
    assert places("FND07", data) == []
    of_the_pot = projects({"allocation": {"pot": 5}})
    assert places("FND07", {"funding": funding, "projects": of_the_pot}) == []


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
    assert places("FND08", data, unit) == ["funding/core/amount"] * is_found


def test_a_note_on_several_figures_is_left_alone() -> None:
    note = {"at": ["funding/core/amount", "stated/funding"], "printed": "999"}
    data = {"funding": core(amount=5), "stated": {"funding": 5}, "provenance": {"note": note}}
    assert places("FND08", data) == []


# --- Shares, help, costs and members --------------------------------------------------------------


@pytest.mark.parametrize(
    ("shares", "at"),
    [
        (["70%", "30%"], []),
        (["70%", "31%"], ["policy/apportionment"]),
        (["33%", "33%", "33%"], []),
        (["33.3%", "33.3%", "33.3%"], []),
        (["70", "31"], []),
    ],
)
def test_shares(shares: list[str], at: list[str]) -> None:
    apportionment = {f"s{number}": share for number, share in enumerate(shares)}
    assert places("FND09", {"policy": {"apportionment": apportionment}}) == at


def test_sources_have_their_shares() -> None:
    data = {
        "policy": {"apportionment": {"core": "70%", "pot": "30%"}},
        "funding": core(amount=600) | {"pot": {"title": "Pot", "kind": "core", "amount": 400}},
    }
    assert places("FND09", data) == ["funding/core/amount"]
    data["funding"]["core"]["amount"] = 933
    assert places("FND09", data) == []


def test_help_without_an_amount() -> None:
    funding = {
        "council": {"title": "Council", "kind": "match"},
        "time": {"title": "Officers", "kind": "in-kind"},
    }
    unsaid = {"source": "council", "text": "Costs"}
    one = {"additional_funding": {"a": unsaid, "b": unsaid | {"source": "time"}}}
    none = {"funding": funding, "projects": projects(one, one)}
    assert places("FND10", none) == ["projects/p0/additional_funding/a"]
    some = {"additional_funding": {"a": unsaid | {"amount": 5}}}
    data = {"funding": funding, "projects": projects(one, some, one)}
    assert places("FND10", data) == [f"projects/{one}/additional_funding/a" for one in ("p0", "p2")]


def line(text: str, source: str, **more: object) -> Data:
    return {"text": text, "amounts": {source: 5}} | more


def test_a_cost_that_stands_twice() -> None:
    study = "Study of industrial sites"
    twice = projects({"budget": {"a": line("Fees", "core"), "b": line("fees", "core")}})
    assert places("FND11", {"projects": twice}) == ["projects/p0/budget/b"]
    apart = projects({"budget": {"a": line(study, "core")}}, {"budget": {"a": line(study, "pot")}})
    assert places("FND11", {"projects": apart}) == ["projects/p1/budget/a"]
    for text, source, note in ((study, "core", "y"), ("Travel", "pot", "y"), (study, "pot", "n")):
        first = {"budget": {"a": line(text, "core", note="y")}}
        second = {"budget": {"a": line(text, source, note=note)}}
        assert places("FND11", {"projects": projects(first, second)}) == []


def test_a_balance_brought_forward_is_explained() -> None:
    old = {"title": "Old", "kind": "carry-forward", "amount": 5}
    assert places("FND12", {"funding": {"old": old}}) == ["funding/old"]
    assert places("FND12", {"funding": {"old": old | {"note": "Agreed in June"}}}) == []


def test_members_and_those_served() -> None:
    parts = {"a": {"number": 20, "rate": 5}, "b": {"number": 24, "rate": 2}}
    source = {"title": "Subscriptions", "kind": "subscription", "basis": {"m": {"parts": parts}}}
    data: Data = {"funding": {"s": source}, "organisations_served": 46}
    assert places("FND13", data) == ["funding/s/basis"]
    assert places("FND13", data | {"organisations_served": 44}) == []
    assert places("FND13", {"funding": {"s": source}}) == []
    parts["c"] = {"amount": 100}
    assert places("FND13", data) == []


def test_over_programming_is_judged_as_the_thousands_allow() -> None:
    """£20,500 of £19,475 is 5% too much, whatever 21 and 19 seem to say."""
    rounded = pair(19, 11, 10, stated={"unallocated": {"core": -2}})
    policy = {"over_programming": "10%"}
    assert places("FND16", rounded | {"policy": policy}, Unit.THOUSAND) == []
    assert places("FND16", rounded | {"policy": policy}) == ["stated/unallocated/core"]


@pytest.mark.parametrize(("stated", "is_wrong"), [(378, False), (333, False), (360, True)])
def test_an_allocation_in_all_may_be_of_one_year_or_of_all(stated: int, is_wrong: bool) -> None:
    years = {"total": 378, "2009/10": 333, "2010/11": 45}
    given = projects({"allocation": {"core": years}, "stated": {"allocation": stated}})
    data = {"period": "2009/10", "funding": core(), "projects": given}
    assert bool(places("TOT09", data)) is is_wrong
