"""What the programme itself returns on: its budget lines, milestones with steps, and indicators."""

from typing import Any

from riep_plan.figures import Ledger
from riep_plan.figures.returns.delivery import Promise, State, project_promises
from riep_plan.figures.returns.money import money_by_project, money_in_all
from riep_plan.figures.returns.overview import overview
from riep_plan.figures.returns.ratings import Aspect, project_ratings
from riep_plan.figures.returns.readings import indicator_progress
from riep_plan.figures.returns.risks import RiskMovement, risks_now
from riep_plan.figures.returns.spend import position, project_lines
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    Standing,
    owner_name,
    owners,
    return_parts,
    return_path,
    standing,
)
from tests.figures.returns.programme import ABSENT, RAG, SIGNED, ledger

Edit = tuple[str, Any]
OFFICE = {"text": "Office", "kind": "revenue", "amounts": {"core": {"Q1": 500, "Q2": 500}}}
AUDIT = {"text": "Audit", "kind": "revenue", "amounts": {"core": {"Q2": 300}}}
AGREEMENT = {
    "text": "Agreement",
    "due": "Q2",
    "steps": {"draft": {"text": "Draft", "due": "Q1"}, "signed": {"text": "Signed", "due": "Q2"}},
}
OWN: tuple[Edit, ...] = (
    ("budget", {"office": OFFICE, "audit": AUDIT}),
    ("milestones/agreement", AGREEMENT),
    (
        "indicators/members",
        {
            "kind": "lead",
            "text": "Members",
            "better": "higher",
            "baseline": {"value": 3, "at": "2009"},
            "target": {"value": 5, "by": "Q4"},
        },
    ),
    ("risks/leaves", {"text": "One leaves", "likelihood": "low", "impact": "medium"}),
)
DONE = {"status": "delivered", "on": "2010-09-10", "evidence": "Minute"}
RETURN: tuple[Edit, ...] = (
    *OWN,
    (
        "returns/Q1/programme",
        {
            **SIGNED["Q1"],
            "rag": RAG,
            "spend": {"core": {"revenue": {"actual": 450, "forecast": {"Q2": 800}}}},
            "milestones": {"agreement": {"status": "on-track", "steps": {"draft": DONE}}},
            "indicators": {"members": {"value": 4, "at": "September 2010"}},
            "risks": {"leaves": {"likelihood": "high"}},
        },
    ),
)


def steps(found: Ledger, quarter: str) -> dict[str, Promise]:
    return {one.at[-1]: one for one in project_promises(found, quarter)[PROGRAMME]}


def test_only_a_programme_with_affairs_of_its_own_makes_returns() -> None:
    assert owners(ledger().plan) == ["depot", "care"]
    assert owners(ledger(OWN[-1]).plan) == ["depot", "care"]
    for one in OWN[:-1]:
        assert owners(ledger(one).plan) == ["depot", "care", PROGRAMME]
    assert PROGRAMME in owners(ledger(("returns/Q1/programme", {"rag": RAG})).plan)
    assert owner_name(ledger(*OWN).plan, PROGRAMME) == "The programme itself"


def test_a_path_in_a_return_says_whose_it_is() -> None:
    for owner in ("depot", PROGRAMME):
        at = (*return_path("Q2", owner), "spend", "core")
        assert return_parts(at) == ("Q2", owner, ("spend", "core"))


def test_its_money_is_that_of_its_budget_lines() -> None:
    found = ledger(*RETURN)
    now = money_by_project(found, "Q1")[PROGRAMME].position
    assert [one.amount for one in (now.budget, now.planned, now.actual, now.outturn)] == [
        *(1300, 500, 450, 1250)
    ]
    assert len(project_lines(found, "Q1")[PROGRAMME]) == 1
    projects = sum(
        money_by_project(found, "Q1")[one].position.budget.amount for one in found.plan.projects
    )
    assert money_in_all(found, "Q1").position.budget.amount == projects + 1300


def test_without_a_return_its_spend_is_not_known() -> None:
    found = ledger(*OWN)
    assert standing(found.plan, "Q1", PROGRAMME) is Standing.MISSING
    now = position(project_lines(found, "Q1")[PROGRAMME], "Q1")
    assert now.actual.unknown == (("returns", "Q1", "programme"),)


def test_a_virement_may_lead_out_of_its_budget() -> None:
    move = {
        "kind": "virement",
        "text": "Less office",
        "amount": 100,
        "from": "budget/office/amounts/core/Q2",
        "to": "spend/core/revenue/Q2",
        "decision": "board",
    }
    found = ledger(*RETURN, ("Q2/depot/changes/move", move), ("meetings/board/on", "2010-12-01"))
    money = money_by_project(found, "Q2")
    assert money[PROGRAMME].position.agreed.amount == -100
    assert money["depot"].position.agreed.amount == 100
    assert money_in_all(found, "Q2").position.agreed.amount == 0


def test_steps_are_promises_of_their_own() -> None:
    found = ledger(*RETURN)
    first = steps(found, "Q1")
    assert {key: one.state for key, one in first.items()} == {
        "agreement": State.TO_COME,
        "draft": State.ON_TIME,
        "signed": State.TO_COME,
    }
    assert (first["draft"].what, first["draft"].said_in) == ("step", "Q1")
    assert steps(found, "Q2")["signed"].state is State.NOT_REPORTED


def test_a_milestone_that_is_reached_speaks_for_its_steps() -> None:
    reached = {"programme": {"milestones": {"agreement": {**DONE, "on": "2010-12-01"}}}}
    found = ledger(*RETURN, ("returns/Q2/programme", reached["programme"]))
    assert set(steps(found, "Q2")) == {"agreement", "draft"}


def test_steps_of_a_projects_milestone() -> None:
    later = {"status": "delayed", "expected": "June 2011", "cause": "Snow"}
    found = ledger(
        ("projects/depot/milestones/moved/steps", {"first": {"text": "One", "due": "Q2"}}),
        ("Q2/depot/milestones/moved/steps", {"first": later}),
    )
    (step,) = [one for one in project_promises(found, "Q2")["depot"] if one.what == "step"]
    assert step.state is State.DELAYED
    assert step.said_at == (*return_path("Q2", "depot"), "milestones", "moved", "steps", "first")


def test_its_indicators_and_risks_are_read() -> None:
    found = ledger(*RETURN)
    (one,) = [one for one in indicator_progress(found, "Q1") if one.project_id == PROGRAMME]
    assert one.at == ("indicators", "members")
    assert one.share == 50
    (risk,) = [one for one in risks_now(found, "Q1") if one.project_id == PROGRAMME]
    assert (risk.movement, risk.score.likelihood, risk.score.impact) == (
        RiskMovement.UP,
        "high",
        "medium",
    )


def test_it_is_rated_apart_from_the_projects() -> None:
    found = ledger(*RETURN)
    whole = overview(found, "Q1")
    assert {one.project_id for one in whole.projects} == {"depot", "care"}
    assert whole.own is not None
    assert project_ratings(found, "Q1")[PROGRAMME].aspects[Aspect.RISK].implied == "amber"
    assert overview(ledger(("risks", ABSENT)), "Q1").own is None
