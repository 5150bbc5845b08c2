"""RTN: what the rules on returns find in the programme's own return, and in steps of milestones."""

from typing import Any

import pytest

from riep_plan.rules.registry import all_rules
from tests.figures.returns.programme import ABSENT, RAG, SIGNED, ledger
from tests.figures.returns.test_programme_itself import DONE, OWN

RULES = [one for one in all_rules() if one.facts.code.startswith("RTN")]
Edit = tuple[str, Any]


def spent(forward: int, actual: int, **forecast: int) -> dict[str, Any]:
    row = {"brought_forward": forward, "actual": actual, "to_date": forward + actual}
    return {"core": {"revenue": row | {"forecast": forecast}}}


STEP1 = "milestones/agreement/steps/draft"
IN_ORDER: tuple[Edit, ...] = (
    *OWN,
    (
        "returns/Q1/programme",
        {
            **SIGNED["Q1"],
            "rag": RAG,
            "spend": spent(0, 500, Q2=800, Q3=0, Q4=0),
            "milestones": {"agreement": {"status": "on-track", "steps": {"draft": DONE}}},
            "indicators": {"members": {"value": 4, "at": "September 2010"}},
        },
    ),
    (
        "returns/Q2/programme",
        {
            **SIGNED["Q2"],
            "rag": RAG,
            "spend": spent(500, 800, Q3=0, Q4=0),
            "milestones": {"agreement": DONE | {"on": "2010-12-01"}},
        },
    ),
)
FIRST, SECOND = "returns/Q1/programme", "returns/Q2/programme"
ROW2 = f"{SECOND}/spend/core/revenue"


def found(*edits: Edit) -> list[tuple[str, str]]:
    plan = ledger(*IN_ORDER, *edits)
    return [(one.rule.code, "/".join(one.at)) for rule in RULES for one in rule(plan)]


def test_a_programmes_returns_in_order_have_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("code", "at", "edits"),
    [
        ("RTN26", SECOND, ((SECOND, ABSENT),)),
        ("RTN31", f"{FIRST}/milestones/agreed", ((f"{FIRST}/milestones/agreed", DONE),)),
        (
            "RTN31",
            f"{FIRST}/indicators/member",
            ((f"{FIRST}/indicators/member", {"value": 1, "at": "Q1"}),),
        ),
        ("RTN31", f"{FIRST}/{STEP1}s", ((f"{FIRST}/{STEP1}s", DONE),)),
        ("RTN31", f"{FIRST}/outputs/lease", ((f"{FIRST}/outputs/lease", {"agreed": DONE}),)),
        (
            "RTN31",
            f"{FIRST}/efficiencies",
            ((f"{FIRST}/efficiencies", {"cashable": {"actual": 1}}),),
        ),
        ("RTN14", f"{FIRST}/{STEP1}", ((f"{FIRST}/{STEP1}/evidence", ABSENT),)),
        ("RTN18", f"{SECOND}/milestones", ((f"{SECOND}/milestones", ABSENT),)),
        ("RTN19", f"{SECOND}/{STEP1}/status", ((f"{SECOND}/{STEP1}", {"status": "on-track"}),)),
        ("RTN04", f"{ROW2}/to_date", ((f"{ROW2}/to_date", 1301),)),
        ("RTN06", f"{ROW2}/forecast", ((f"{ROW2}/forecast/Q4", 9),)),
        ("RTN43", f"{SECOND}/spend/core/revenue", ((f"{SECOND}/spend", ABSENT),)),
        ("RTN22", f"{SECOND}/rag", ((f"{SECOND}/rag/spend", ABSENT),)),
        ("RTN32", f"{SECOND}/received", ((f"{SECOND}/received", "2011-01-02"),)),
    ],
)
def test_one_thing_wrong_is_found_where_it_stands(
    code: str, at: str, edits: tuple[Edit, ...]
) -> None:
    assert (code, at) in found(*edits)
