"""CAP: of what kind money is, and when that is said, known, or wrong."""

import pytest

from riep_plan.figures.words.revenue_words import revenue_word
from riep_plan.values.money import Unit
from tests.figures.stated import ledger_of
from tests.figures.tables import Data
from tests.rules.asked import places_in

FUNDING = {
    "core": {"title": "Core grant", "kind": "core", "amount": 100000},
    "pot": {"title": "Capital pot", "kind": "capital pot"},
    "both": {"title": "Capital Pot/Revenue Grants", "kind": "capital pot"},
    "match": {"title": "Partners", "kind": "match"},
}
MIX = {"revenue": "80%", "capital": "20%", "sources": ["core"]}
UNTIL = {"capital": {"until": "March 2010"}}


def line(amount: object, kind: str | None = None, source: str = "core", text: str = "L") -> Data:
    return {"text": text, "amounts": {source: amount}} | ({"kind": kind} if kind else {})


def found(code: str, *lines: Data, policy: Data | None = None, **more: object) -> list[str]:
    budget = {f"l{n}": one for n, one in enumerate(lines)}
    projects = {"p": {"title": "P", "budget": budget} | more}
    plan = {"funding": FUNDING, "policy": policy or {}, "projects": projects}
    return [one.removeprefix("projects/p/") for one in places_in(code, ledger_of(plan))]


# --- Kind not stated -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "policy", "at"),
    [
        ([line(1)], {}, []),
        ([line(1), line(2)], {"mix": MIX}, ["budget/l0"]),
        ([line(1, "revenue"), line(2)], {}, ["budget/l1"]),
        ([line(1, "capital", "pot"), line(2)], {}, []),  # another source
        ([line(1)], UNTIL, ["budget/l0"]),
        ([line(1, source="pot")], UNTIL, []),  # capital by its source
        ([line(1, source="both")], {}, ["budget/l0"]),
        ([line(1, source="match")], UNTIL, []),
        ([line(1)], {"mix": MIX | {"status": "tbc"}}, []),
        ([line(1)], {"mix": MIX | {"sources": ["other"]}}, []),
        ([line(0), line("tbc")], {"mix": MIX}, []),
    ],
)
def test_a_kind_is_asked_for_where_it_matters(
    lines: list[Data], policy: Data, at: list[str]
) -> None:
    assert found("CAP02", *lines, policy=policy) == at


def test_a_table_of_spend_says_the_kinds() -> None:
    spend = {"core": {"revenue": 1}}
    assert found("CAP02", line(1), policy={"mix": MIX}, spend=spend) == []


# --- After the funding -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "is_found"),
    [
        (line({"2009/10": 1, "2010/11": 5}, "capital"), True),
        (line({"2009/10": 1, "2010/11": 5}, None, "pot"), True),
        (line({"2009/10": 1, "2010/11": 0}, "capital"), False),
        (line({"2009/10": 1, "2010/11": 5}, "revenue"), False),
        (line({"2009/10": 1, "2010/11": 5}), False),
        (line({"2009/10": 1, "2010/11": 5}, "capital", "match"), False),
        (line(5, "capital"), False),
    ],
)
def test_capital_lines_end_with_the_capital(one: Data, is_found: bool) -> None:
    at = found("CAP03", one, policy=UNTIL)
    assert bool(at) is is_found
    assert not at or at[0].endswith("/2010/11")


# --- The mix ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revenue", "capital", "is_found"),
    [(80, 20, False), (81, 19, False), (60, 40, True), (100, 0, True), (0, 0, False)],
)
def test_the_mix_holds_to_a_percentage_point(revenue: int, capital: int, is_found: bool) -> None:
    lines = line(revenue, "revenue"), line(capital, "capital")
    at = ["funding/core"] if is_found else []
    assert found("CAP04", *lines, policy={"mix": MIX}) == at
    assert found("CAP05", *lines, policy={"mix": MIX}) == []
    still_open = {"mix": MIX | {"status": "tbc"}}
    assert found("CAP04", *lines, policy=still_open) == []
    assert found("CAP05", *lines, policy=still_open) == at


def test_a_mix_of_several_sources_is_of_their_total() -> None:
    policy = {"mix": {"revenue": "80%", "capital": "20%"}}
    lines = line(80, "revenue"), line(20, "capital", "pot"), line(500, "capital", "match")
    assert found("CAP04", *lines, policy=policy) == []
    assert found("CAP04", *lines[:1], policy=policy) == ["policy/mix"]


def test_each_named_source_has_the_mix() -> None:
    policy = {"mix": MIX | {"sources": ["core", "both"]}}
    lines = [line(100, "revenue"), line(60, "revenue"), line(40, "capital")]
    swapped = [line(60, "revenue", "both"), line(40, "capital", "both"), line(100, "revenue")]
    assert found("CAP04", *lines, policy=policy) == []
    assert found("CAP04", *swapped, policy=policy) == ["funding/core"]


def test_no_mix_is_made_of_what_is_not_known() -> None:
    assert found("CAP04", line(60, "revenue"), line(40), policy={"mix": MIX}) == []
    assert found("CAP04", line(60, "revenue"), line("tbc", "capital"), policy={"mix": MIX}) == []
    assert found("CAP04", policy={"mix": MIX}, allocation={"core": 5}) == []


def test_a_split_still_open_wants_kinds() -> None:
    still_open = {"mix": MIX | {"status": "tbc"}}
    assert found("CAP05", line(60), line(40), policy=still_open) == ["funding/core"]
    assert found("CAP05", line(60, source="match"), policy=still_open) == []
    assert found("CAP05", policy=still_open) == []


# --- Revenue from capital --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "is_found"),
    [
        (line(1, "capital", text="Salaries of two officers"), True),
        (line(1, None, "pot", text="Programme Manager"), True),
        (line(1, None, "both", text="Programme Manager"), False),
        (line(1, "revenue", text="Programme Manager"), False),
        (line(1, None, text="Programme Manager"), False),
        (line(0, "capital", text="Training"), False),
        (line(1, "revenue", "pot", text="Vehicle lifts"), True),
        (line(1, "capital", text="Vehicle lifts"), False),
    ],
)
def test_revenue_by_its_nature_is_not_for_capital(one: Data, is_found: bool) -> None:
    assert bool(found("CAP06", one)) is is_found


def test_milestones_and_spend_are_looked_at_too() -> None:
    paid = {"m": {"text": "Regional workshops", "payments": {"pot": 5}}}
    assert found("CAP06", milestones=paid) == ["milestones/m/payments/pot"]
    spend = {"pot": {"revenue": 5, "capital": 5}}
    assert found("CAP06", spend=spend) == ["spend/pot/revenue"]


@pytest.mark.parametrize(
    "text",
    [
        "Staff costs",
        "Officer time",
        "Project officer",
        "2 x Support Officers",
        "Seminars",
        "Training",
        "Annual conference",
        "Programme managers",
        "Secondment",
        "Workshops and events",
    ],
)
def test_words_for_revenue(text: str) -> None:
    assert revenue_word(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Training centre",
        "Refurbishment of workshops",
        "Events booking system",
        "Post office",
        "Vehicle workshop",
        "Staff time capitalised on the depot",
        "Tele Presence system",
        "Lifts",
        "Industrial workshops",
        "Blog posts",
        "Prevention of a flood event",
    ],
)
def test_words_that_may_be_of_an_asset(text: str) -> None:
    assert revenue_word(text) is None


def test_the_shares_of_a_grant_hold_as_closely_as_its_thousands_show() -> None:
    """12 of 167 (£k) may be 6.9% of capital; in pounds 12,000 of 167,000 are 7.2%."""
    lines = {"a": line(155, "revenue"), "b": line(12, "capital")}
    plan = {
        "funding": FUNDING,
        "policy": {"mix": {"revenue": "94%", "capital": "6%", "sources": ["core"]}},
        "projects": {"p": {"title": "P", "budget": lines}},
    }
    assert places_in("CAP04", ledger_of(plan, Unit.THOUSAND)) == []
    assert len(places_in("CAP04", ledger_of(plan))) == 1
