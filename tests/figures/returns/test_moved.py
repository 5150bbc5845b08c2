"""Virements: what they do to the budget and profile of the lines they move money between."""

from decimal import Decimal
from typing import Any

import pytest

from riep_plan.figures import Ledger
from riep_plan.figures.returns.lines import LineKey, Place, place_in, planned_lines
from riep_plan.figures.returns.moved import asked_net, moved, moves_of, virements
from riep_plan.figures.returns.spend import SpendLine, project_lines
from tests.figures.returns.programme import ABSENT, ledger

MOVE2 = "Q2/depot/changes/move"
Edit = tuple[str, Any]
#: A virement of £2,000 from the depot's revenue in Q3 to care, agreed within the second quarter.
VIREMENT: tuple[Edit, ...] = (
    (f"{MOVE2}/kind", "virement"),
    (f"{MOVE2}/amount", 2000),
    (f"{MOVE2}/to", "projects/care/allocation/pot"),
    (f"{MOVE2}/decision", "board"),
    ("meetings/board/on", "2010-12-20"),
)
DEPOT, CARE = LineKey("depot", "core", "revenue"), LineKey("care", "pot", "")
DECIDED = "projects/depot/decisions/board"


def line(found: Ledger, quarter: str, key: LineKey) -> SpendLine:
    (only,) = [one for one in project_lines(found, quarter)[key.owner] if one.key == key]
    return only


def money(found: Ledger, quarter: str, key: LineKey) -> tuple[int, int, int]:
    one = line(found, quarter, key)
    return int(one.original.amount), int(one.agreed.amount), int(one.budget.amount)


def test_an_agreed_virement_moves_both_budgets() -> None:
    found = ledger(*VIREMENT)
    assert money(found, "Q1", DEPOT) == (40000, 0, 40000)
    assert money(found, "Q2", DEPOT) == (40000, -2000, 38000)
    assert money(found, "Q2", CARE) == (30000, 2000, 32000)
    assert ("returns", "Q2", "projects", "depot", "changes", "move", "amount") in line(
        found, "Q2", CARE
    ).budget.terms


def test_the_profile_moves_in_the_quarter_named() -> None:
    profile = line(ledger(*VIREMENT), "Q2", DEPOT).profile
    assert {label: int(one.amount) for label, one in profile.items()} == {
        "Q1": 10000,
        "Q2": 10000,
        "Q3": 8000,
        "Q4": 10000,
    }
    unnamed = ledger(*VIREMENT, (f"{MOVE2}/from", "spend/core/revenue"))
    assert line(unnamed, "Q2", DEPOT).profile["Q2"].amount == 8000
    assert line(ledger(*VIREMENT), "Q2", CARE).profile == {}


@pytest.mark.parametrize(
    "edits",
    [
        ((f"{MOVE2}/decision", ABSENT),),
        (("meetings/board/on", "2011-02-01"),),
        ((DECIDED, {"outcome": "deferred"}),),
        ((f"{MOVE2}/kind", "re-profile"),),
        ((f"{MOVE2}/kind", "slippage"),),
        ((f"{MOVE2}/amount", ABSENT),),
    ],
)
def test_what_moves_no_budget(edits: tuple[Edit, ...]) -> None:
    found = ledger(*VIREMENT, *edits)
    assert money(found, "Q2", DEPOT) == (40000, 0, 40000)
    assert money(found, "Q2", CARE) == (30000, 0, 30000)


def test_what_is_only_asked_counts_beside_the_budget() -> None:
    later = ledger(*VIREMENT, ("meetings/board/on", "2011-02-01"))
    assert asked_net(moves_of(later, "Q2", CARE)).amount == 2000
    assert virements(later, "Q2", CARE) == []
    refused = ledger(*VIREMENT, (DECIDED, {"outcome": "rejected"}))
    assert asked_net(moves_of(refused, "Q2", CARE)).amount == 0


def test_a_plan_that_has_the_change_already_does_not_count_it_twice() -> None:
    """Its own figures are as agreed: what it had at first is what it has less what was agreed."""
    has_it: tuple[Edit, ...] = (
        *VIREMENT,
        (DECIDED, {"outcome": "approved", "in_plan_since": "2011-01-10"}),
        ("projects/depot/spend/core/revenue/Q3", 8000),
        ("projects/care/allocation/pot", 32000),
    )
    before, after = ledger(*VIREMENT), ledger(*has_it)
    for quarter in ("Q1", "Q2", "Q3"):
        for key in (DEPOT, CARE):
            assert money(after, quarter, key) == money(before, quarter, key)
            spread = line(after, quarter, key).profile
            assert {label: one.amount for label, one in spread.items()} == {
                label: one.amount for label, one in line(before, quarter, key).profile.items()
            }


def test_virements_add_up_to_nothing() -> None:
    found = ledger(*VIREMENT)
    assert sum(one.amount.amount for one in moved(found, "Q2")) == Decimal(0)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("projects/depot/spend/core/revenue/Q3", Place(DEPOT, "Q3")),
        ("projects/depot/spend/core/revenue", Place(DEPOT, "")),
        ("projects/depot/spend/core", None),
        ("projects/care/allocation/pot", Place(CARE, "")),
        ("projects/care/spend/pot/revenue", Place(CARE, "")),
        ("projects/care", None),
        ("projects/nobody/spend/core", None),
        ("budget/office/amounts/core/Q2", Place(LineKey("", "core", "revenue"), "Q2")),
        ("budget/nothing/amounts/core", Place(LineKey("", "core", "revenue"), "")),
        ("title", None),
    ],
)
def test_the_line_that_a_path_lies_in(path: str, place: Place | None) -> None:
    office = {"text": "Office", "kind": "revenue", "amounts": {"core": {"Q1": 5, "Q2": 5}}}
    plan = ledger(("budget/office", office)).plan
    assert place_in(Ledger(plan), tuple(path.split("/"))) == place


def test_a_source_with_a_budget_line_of_no_kind_is_not_split() -> None:
    lines = {
        "office": {"text": "Office", "kind": "revenue", "amounts": {"core": 5}},
        "audit": {"text": "Audit", "amounts": {"core": 3, "pot": 1}},
        "advice": {"text": "Advice", "amount": 9},
    }
    plan = ledger(("budget", lines)).plan
    planned = planned_lines(Ledger(plan), "")
    found = {key: sum(row.whole for row in rows) for key, rows in planned.items()}
    assert found == {LineKey("", "core", ""): 8, LineKey("", "pot", ""): 1}
