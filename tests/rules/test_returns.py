"""RTN: what the rules on returns find in returns that are in order but for one thing."""

from decimal import Decimal
from typing import Any

import pytest

from riep_plan.findings.finding import Finding
from riep_plan.rules.registry import all_rules
from tests.figures.returns.programme import ABSENT, DELIVERED, GREEN, RAG, ledger

RULES = {one.facts.code: one for one in all_rules() if one.facts.code.startswith("RTN")}
Edit = tuple[str, Any]


def findings(*edits: Edit) -> list[Finding]:
    """What all rules on returns find, one of each cause, as a check gives them."""
    plan, found, causes = ledger(*edits), [], set()
    for rule in RULES.values():
        for one in rule(plan):
            if not one.cause or one.cause not in causes:
                found.append(one)
                causes.add(one.cause)
    return found


def found(*edits: Edit) -> list[tuple[str, str]]:
    return [(one.rule.code, "/".join(one.at)) for one in findings(*edits)]


def test_returns_in_order_have_no_findings() -> None:
    assert found() == []


CORE1, CORE2 = "Q1/depot/spend/core/revenue", "Q2/depot/spend/core/revenue"
CAPITAL2, POT2 = "Q2/depot/spend/core/capital", "Q2/care/spend/pot/revenue"
LET, AGREED1 = "Q2/care/outputs/buy/let", "Q1/depot/outputs/lease/agreed"
OPENED2, SAVED2 = "Q2/depot/outputs/lease/opened", "Q2/depot/efficiencies/cashable"
COST2, MOVE2 = "Q2/depot/indicators/cost", "Q2/depot/changes/move"
CORRECTED = {
    "quarter": "Q1",
    "at": "spend/core/revenue/actual",
    "was": 10000,
    "becomes": 9500,
    "reason": "An invoice was counted twice",
    "agreed_by": "Programme manager",
}
NOTHING = {"nothing_to_report": "The tender is out."}
RED = {"status": "red", "because": "Late."}
Q3 = {
    "received": "2011-04-08",
    "signed_off": {"by": "Project manager", "on": "2011-04-06"},
    "rag": RAG,
    "outputs": {"lease": {"opened": {"status": "delivered", "on": "2011-03-01", "evidence": "E"}}},
    "milestones": {"moved": {"status": "on-track"}},
}
CARE3 = {
    "rag": {"delivery": GREEN, "spend": GREEN},
    "spend": {
        "pot": {
            "revenue": {
                "brought_forward": 14000,
                "actual": 8000,
                "to_date": 22000,
                "forecast": {"Q4": 8000},
            }
        }
    },
    "outputs": {"buy": {"let": {"status": "on-track"}}},
}


def spent(forward: int, actual: int, **forecast: int) -> dict[str, Any]:
    return {
        "brought_forward": forward,
        "actual": actual,
        "to_date": forward + actual,
        "forecast": forecast,
    }


SLIPPAGE = {
    "kind": "slippage",
    "text": "Late",
    "amount": 4000,
    "from": "allocation/pot",
    "decision": "board",
}
FROM_DEPOT = {
    "kind": "virement",
    "text": "More",
    "amount": 1000,
    "from": "projects/depot/spend/core/revenue/Q4",
    "to": "allocation/pot",
}
TWICE = "Q2/depot/corrections/twice"
CORRECTS: Edit = (TWICE, CORRECTED)
CORRECT2: Edit = (CORE2, spent(9500, 10600, Q3=9900, Q4=10000))
NOT_KNOWN: tuple[Edit, ...] = (
    (f"{POT2}/actual", "tbc"),
    (f"{POT2}/to_date", ABSENT),
    (f"{POT2}/brought_forward", ABSENT),
)
SLIDING = (  # less than expected in each quarter, and more in the last
    ("projects/depot/spend/core/revenue", {"Q1": 10000, "Q2": 10000, "Q3": 10000, "Q4": 10000}),
    (CORE1, spent(0, 8000, Q2=10000, Q3=10000, Q4=12000) | {"because": "Slow start"}),
    (CORE2, spent(8000, 7000, Q3=10000, Q4=15000) | {"because": "Slow start"}),
    ("Q1/depot/rag/spend", {"status": "red", "because": "Slow start"}),
    ("Q2/depot/rag/spend", {"status": "red", "because": "Slow start"}),
    (MOVE2, ABSENT),
)

BECAUSE = {"because": "The landlord pays the rent later."}
OVER = BECAUSE | {"variance": 900}
CUMULATIVE = "spend/core/revenue/to_date"
ONE_THING: list[tuple[str, str, tuple[Edit, ...]]] = [
    # Spend against profile and budget.
    (
        "RTN01",
        f"{CORE2}/actual",
        (
            (CORE2, spent(10000, 13000, Q3=7000, Q4=10000)),
            ("Q2/depot/rag/spend", RED),
            (MOVE2, ABSENT),
        ),
    ),
    (
        "RTN01",
        f"{CORE2}/to_date",
        (
            (CORE2, spent(10000, 13000, Q3=7000, Q4=10000)),
            (f"{CORE2}/actual", ABSENT),
            ("Q2/depot/rag/spend", RED),
            (MOVE2, ABSENT),
        ),
    ),
    (
        "RTN02",
        f"{POT2}/actual",
        (
            (POT2, spent(6000, 25000, Q3=0, Q4=0)),
            ("Q2/care/rag/spend", RED),
            ("funding/pot/amount", 40000),
        ),
    ),
    # Cumulatives.
    ("RTN03", f"{POT2}/to_date", ((f"{POT2}/to_date", 5000),)),
    ("RTN04", f"{POT2}/to_date", ((f"{POT2}/to_date", 14001),)),
    ("RTN04", f"{SAVED2}/to_date", ((f"{SAVED2}/to_date", 3500),)),
    (
        "RTN05",
        f"{POT2}/brought_forward",
        ((f"{POT2}/brought_forward", 6500), (f"{POT2}/to_date", 14500)),
    ),
    ("RTN05", f"{POT2}/brought_forward", ((f"{POT2}/brought_forward", 6500),)),
    (
        "RTN05",
        f"{CORE2}/brought_forward",
        (
            ("Q2/depot/corrections/twice", CORRECTED),
            (f"{CORE2}/to_date", 19600),
            (f"{CORE2}/because", "An invoice"),
            (MOVE2, ABSENT),
        ),
    ),
    # Forecasts.
    ("RTN06", f"{POT2}/forecast", ((f"{POT2}/forecast/Q4", 8001),)),
    (
        "RTN06",
        f"{POT2}/forecast",
        ((f"{POT2}/forecast/Q4", 4000), ("Q2/care/rag/spend", RED)),
    ),
    ("RTN07", f"{POT2}/forecast", ((f"{POT2}/forecast", {"Q3": 16000}),)),
    ("RTN07", f"{POT2}/forecast", ((f"{POT2}/forecast", ABSENT),)),
    ("RTN08", f"{POT2}/forecast/Q2", ((f"{POT2}/forecast/Q2", 8000),)),
    ("RTN09", f"{CORE2}/forecast/Q4", SLIDING),
    # What a source may pay for.
    ("RTN10", f"{POT2}/actual", (("funding/pot/until", "September 2010"),)),
    ("RTN10", "Q1/care/spend/pot/revenue/actual", (("funding/pot/from", "October 2010"),)),
    ("RTN10", f"{CAPITAL2}/actual", (("policy/capital", {"until": "September 2010"}),)),
    ("RTN10", f"{CAPITAL2}/actual", (("funding/core/amount", 30000),)),
    # Efficiencies.
    ("RTN11", SAVED2, ((f"{SAVED2}/came_from", ABSENT),)),
    ("RTN11", SAVED2, ((f"{SAVED2}/evidence", ABSENT),)),
    (
        "RTN12",
        "Q2/care/efficiencies/cashable/actual",
        (
            (
                "Q2/care/efficiencies/cashable",
                {"actual": 10, "came_from": "Post", "evidence": "Ledger"},
            ),
        ),
    ),
    # Outputs.
    ("RTN13", f"{POT2}/actual", ((f"{LET}/status", "not-started"),)),
    ("RTN13", f"{POT2}/actual", (("Q1/care/outputs", ABSENT), ("Q2/care/outputs", ABSENT))),
    ("RTN14", AGREED1, ((f"{AGREED1}/evidence", ABSENT),)),
    ("RTN15", AGREED1, ((f"{AGREED1}/on", ABSENT),)),
    ("RTN16", f"{AGREED1}/on", ((f"{AGREED1}/on", "2010-10-20"),)),
    ("RTN16", f"{AGREED1}/on", ((f"{AGREED1}/on", "June 2010"),)),
    (
        "RTN17",
        LET,
        ((LET, {"status": "delayed", "expected": "July 2011"}), ("Q2/care/rag/delivery", RED)),
    ),
    (
        "RTN17",
        LET,
        ((LET, {"status": "delayed", "cause": "Appeal"}), ("Q2/care/rag/delivery", RED)),
    ),
    (
        "RTN17",
        LET,
        ((LET, {"status": "cancelled", "on": "Q2"}), ("Q2/care/rag/delivery", RED)),
    ),
    (
        "RTN18",
        "Q1/depot/outputs",
        (
            ("Q1/depot/outputs/lease/agreed", ABSENT),
            ("Q1/depot/rag/delivery", RED),
            ("Q2/depot/outputs/lease/agreed", DELIVERED),
        ),
    ),
    (
        "RTN19",
        "Q2/depot/outputs/lease/agreed/status",
        (
            ("Q2/depot/outputs/lease/agreed/status", "delayed"),
            ("Q2/depot/outputs/lease/agreed/cause", "Appeal"),
            ("Q2/depot/outputs/lease/agreed/expected", "Q3"),
            ("Q2/depot/rag/delivery", RED),
        ),
    ),
    # Ratings.
    (
        "RTN20",
        "Q2/depot/rag/delivery/status",
        ((OPENED2, {"status": "delayed", "cause": "Appeal", "expected": "Q4"}),),
    ),
    (
        "RTN20",
        "Q2/depot/rag/spend/status",
        (
            (CORE2, spent(10000, 12000, Q3=8000, Q4=10000) | {"because": "Early"}),
            (CAPITAL2, spent(0, 24000, Q3=0, Q4=0) | {"because": "Early", "variance": 4000}),
            (MOVE2, ABSENT),
        ),
    ),
    (
        "RTN20",
        "Q2/depot/rag/risk/status",
        (("Q2/depot/risks/late", {"likelihood": "high", "impact": "high"}),),
    ),
    ("RTN20", "Q2/depot/rag/risk/status", (("Q2/depot/risks/late", {"impact": "high"}),)),
    (
        "RTN21",
        "Q2/depot/rag/delivery/status",
        (
            ("Q1/depot/rag/delivery", RED),
            ("Q2/depot/rag/delivery", {"status": "amber", "because": "Better"}),
            (OPENED2, {"status": "delayed", "cause": "Appeal", "expected": "Q4"}),
        ),
    ),
    ("RTN22", "Q2/depot/rag", (("Q2/depot/rag", ABSENT),)),
    ("RTN22", "Q2/depot/rag", (("Q2/depot/rag/risk", ABSENT),)),
    # Readings.
    ("RTN23", f"{COST2}/value", ((f"{COST2}/value", "£1.95m"),)),
    ("RTN24", f"{COST2}/at", ((f"{COST2}/at", "August 2010"),)),
    ("RTN24", f"{COST2}/at", ((f"{COST2}/at", "January 2011"),)),
    ("RTN25", f"{COST2}/value", ((f"{COST2}/value", "80%"),)),
    # Which returns are there.
    ("RTN26", "Q2/care", (("Q2/care", ABSENT),)),
    ("RTN27", "Q2", (("returns/Q1", ABSENT), (f"{CORE2}/brought_forward", ABSENT))),
    ("RTN28", "Q2/care/received", (("Q2/care/received", "2011-01-11"),)),
    ("RTN29", "Q2/care/nothing_to_report", (("Q2/care/nothing_to_report", "None."),)),
    (
        "RTN30",
        "Q2/care/nothing_to_report",
        (
            ("projects/care/allocation", ABSENT),
            ("projects/care/spend", {"pot": {"revenue": {"Q1": 6000, "Q2": 8000, "Q3": 16000}}}),
            ("Q2/care", NOTHING),
        ),
    ),
    ("RTN31", "Q2/cares", (("Q2/cares", NOTHING),)),
    (
        "RTN31",
        "Q2/depot/spend/cor",
        (("Q2/depot/spend/cor", {"revenue": {"actual": 0, "forecast": {"Q3": 0, "Q4": 0}}}),),
    ),
    ("RTN31", "Q2/depot/outputs/leas", (("Q2/depot/outputs/leas", {"agreed": DELIVERED}),)),
    ("RTN31", "Q2/depot/outputs/lease/agred", (("Q2/depot/outputs/lease/agred", DELIVERED),)),
    ("RTN31", "Q2/depot/milestones/move", (("Q2/depot/milestones/move", DELIVERED),)),
    (
        "RTN31",
        "Q2/depot/indicators/costs",
        (("Q2/depot/indicators/costs", {"value": 1, "at": "Q2"}),),
    ),
    ("RTN31", "Q2/depot/risks/lat", (("Q2/depot/risks/lat", {"impact": "low"}),)),
    ("RTN31", f"{MOVE2}/decision", ((f"{MOVE2}/decision", "bord"),)),
    (
        "RTN31",
        "Q3",
        (("calendar/Q3", ABSENT), ("calendar/Q4", ABSENT), ("returns/Q3", {"projects": {}})),
    ),
    # Who signed them.
    ("RTN32", "Q2/care/signed_off/on", (("Q2/care/signed_off/on", "2010-12-20"),)),
    ("RTN32", "Q2/care/received", (("Q2/care/received", "2011-01-05"),)),
    ("RTN32", "Q2/care/accepted", (("Q2/care/signed_off", ABSENT),)),
    (
        "RTN32",
        "Q2/care/accepted/on",
        (("Q2/care/received", ABSENT), ("Q2/care/accepted/on", "2011-01-05")),
    ),
    # Corrections.
    ("RTN33", f"{TWICE}/at", (CORRECTS, (f"{TWICE}/at", "spend/core/revenue/actuals"))),
    ("RTN33", f"{TWICE}/at", (CORRECTS, (f"{TWICE}/at", "outputs/lease/agreed/status"))),
    ("RTN33", f"{TWICE}/quarter", (CORRECTS, (f"{TWICE}/quarter", "Q2"))),
    ("RTN33", f"{TWICE}/quarter", (CORRECTS, (f"{TWICE}/quarter", "Q3"))),
    ("RTN34", f"{TWICE}/quarter", (CORRECTS, CORRECT2, ("Q1/depot/accepted", ABSENT))),
    ("RTN35", f"{TWICE}/was", (CORRECTS, CORRECT2, (f"{TWICE}/was", 9000))),
    # Changes that are asked for.
    ("RTN36", f"{MOVE2}/amount", ((f"{MOVE2}/amount", 5001), (f"{MOVE2}/kind", "scope"))),
    # What is asked, and what the figures move.
    (
        "RTN06",
        f"{POT2}/forecast",
        ((POT2, spent(6000, 8000, Q3=8000, Q4=9000) | BECAUSE),),
    ),
    (
        "RTN06",
        f"{CORE2}/forecast",
        (("Q2/care/changes/more", FROM_DEPOT), (f"{POT2}/forecast/Q4", 9000), (MOVE2, ABSENT)),
    ),
    ("RTN39", f"{POT2}/variance", ((POT2, spent(6000, 8000, Q3=8000, Q4=9000) | OVER),)),
    (
        "RTN40",
        f"{POT2}/slips",
        (
            (POT2, spent(6000, 8000, Q3=8000, Q4=4000) | {"slips": 4000}),
            ("Q2/care/rag/spend", RED),
        ),
    ),
    ("RTN40", "Q2/care/changes/later/amount", (("Q2/care/changes/later", SLIPPAGE),)),
    (
        "RTN40",
        f"{POT2}/slips",
        (
            ("Q2/care/changes/later", SLIPPAGE | {"amount": 3000}),
            (POT2, spent(6000, 8000, Q3=8000, Q4=4000) | {"slips": 4000}),
            ("Q2/care/rag/spend", RED),
        ),
    ),
    ("RTN41", f"{MOVE2}/amount", ((f"{MOVE2}/amount", 1000),)),
    (
        "RTN42",
        f"{MOVE2}/amount",
        (
            (f"{MOVE2}/decision", "board"),
            ("projects/depot/decisions/board", {"outcome": "approved", "amount": 90}),
        ),
    ),
    # What is not known is no underspend.
    ("RTN43", f"{POT2}/actual", NOT_KNOWN),
    ("RTN43", "Q2/depot/spend/core/capital", ((CAPITAL2, ABSENT),)),
    # A correction that does not add up, and a sum below what is known.
    (
        "RTN04",
        "Q2/depot/corrections/sum/becomes",
        (
            CORRECTS,
            CORRECT2,
            ("Q2/depot/corrections/sum", CORRECTED | {"at": CUMULATIVE, "becomes": 9400}),
        ),
    ),
    ("RTN37", MOVE2, ((f"{MOVE2}/amount", ABSENT),)),
    ("RTN37", MOVE2, ((f"{MOVE2}/from", ABSENT),)),
    ("RTN37", MOVE2, ((f"{MOVE2}/to", ABSENT),)),
    ("RTN38", f"{MOVE2}/from", ((f"{MOVE2}/from", "spend/core/revenues/Q3"),)),
    ("RTN38", f"{MOVE2}/to", ((f"{MOVE2}/to", "projects/cares/allocation/pot"),)),
    (
        "RTN32",
        "Q2/care/accepted/on",
        (("Q2/care/received", "2011-01-09"), ("Q2/care/accepted/on", "2011-01-08")),
    ),
]


def _path(at: str) -> str:
    quarter, _, rest = at.partition("/")
    return f"returns/{quarter}/projects/{rest}" if rest else f"returns/{quarter}"


#: What else is wrong then, and is rightly said as well.
ALSO: dict[tuple[str, str], set[str]] = {
    ("RTN16", f"{AGREED1}/on"): {"RTN20"},
    ("RTN17", LET): {"RTN13"},
    ("RTN19", "Q2/depot/outputs/lease/agreed/status"): {"RTN12"},
    ("RTN20", "Q2/depot/rag/spend/status"): {"RTN02"},
    ("RTN27", "Q2"): {"RTN12", "RTN18", "RTN20"},
    ("RTN29", "Q2/care/nothing_to_report"): {"RTN20"},
    ("RTN31", "Q3"): {"RTN02", "RTN06", "RTN20"},
}


@pytest.mark.parametrize(("code", "at", "edits"), ONE_THING)
def test_one_thing_wrong_is_found_where_it_stands(
    code: str, at: str, edits: tuple[Edit, ...]
) -> None:
    got = found(*edits)
    assert (code, _path(at)) in got
    assert {one for one, _ in got} - ALSO.get((code, at), set()) == {code}


def test_every_rule_on_returns_is_tried() -> None:
    assert {code for code, _, _ in ONE_THING} == set(RULES)


IN_ORDER: list[tuple[Edit, ...]] = [
    # A reason explains spend off its profile, and so does a gap that only stands.
    (
        (CORE1, spent(0, 8000, Q2=10000, Q3=10000, Q4=12000) | BECAUSE),
        (CORE2, spent(8000, 10000, Q3=10000, Q4=12000)),
        ("Q1/depot/rag/spend", RED),
        ("Q2/depot/rag/spend", RED),
        (MOVE2, ABSENT),
    ),
    # Money that slips is accounted for; so is money for which a change is asked.
    (
        (POT2, spent(6000, 8000, Q3=8000, Q4=4000) | {"slips": 4000}),
        ("Q2/care/rag/spend", RED),
        ("Q2/care/changes/later", SLIPPAGE),
    ),
    (
        (POT2, spent(6000, 8000, Q3=8000, Q4=9000)),
        (CORE2, spent(10000, 10100, Q3=9900, Q4=9000)),
        ("Q2/care/changes/more", FROM_DEPOT),
    ),
    # A refund.
    (
        (POT2, spent(6000, -500, Q3=16000, Q4=8500)),
        ("Q2/care/rag/spend", RED),
    ),
    # A forecast may be open.
    ((f"{POT2}/forecast/Q4", "tbc"),),
    # A beyond-limit change that a meeting agreed to.
    (
        (f"{MOVE2}/amount", 50000),
        (f"{MOVE2}/kind", "scope"),
        (f"{MOVE2}/decision", "board"),
    ),
    # A quarter that the table has no money in yet.
    (
        ("projects/depot/spend/core/revenue", {"Q1": 10000, "Q2": 10000, "Q3": 20000}),
        (f"{MOVE2}/amount", 10100),
        (f"{MOVE2}/to", "spend/core/revenue/Q4"),
        (f"{MOVE2}/decision", "board"),
    ),
    # Scope needs no sum; money that slips goes nowhere in the plan.
    ((MOVE2, {"kind": "scope", "text": "One depot fewer"}),),
    (
        (MOVE2, {"kind": "slippage", "text": "Rent", "amount": 10, "from": "spend/core/revenue"}),
        (CORE2, spent(10000, 10100, Q3=9900, Q4=9990) | {"slips": 10}),
    ),
    # A variance that is stated, and that the figures come to.
    (
        (POT2, spent(6000, 8000, Q3=8000, Q4=6000) | BECAUSE | {"variance": -2000}),
        ("Q2/care/rag/spend", RED),
    ),
    # Less slips in the end than was asked for in another quarter.
    (
        ("Q1/care/changes/later", SLIPPAGE),
        ("Q1/care/spend/pot/revenue", spent(0, 6000, Q2=8000, Q3=8000, Q4=4000) | {"slips": 4000}),
        (POT2, spent(6000, 8000, Q3=8000, Q4=6000) | {"slips": 2000}),
        ("Q1/care/rag/spend", RED),
        ("Q2/care/rag/spend", RED),
    ),
    # A re-profile of a line that a virement moves as well: which of the two did what, nobody knows.
    (
        (f"{MOVE2}/amount", 4000),
        ("Q2/care/changes/more", FROM_DEPOT),
        (POT2, spent(6000, 8000, Q3=8000, Q4=9000)),
        (CORE2, spent(10000, 10100, Q3=9900, Q4=9000)),
    ),
    # Changes that together come to what the meeting approved.
    (
        (f"{MOVE2}/decision", "board"),
        ("projects/depot/decisions/board", {"outcome": "approved", "amount": 100}),
    ),
    # A project that had nothing to report, and none was due.
    (
        ("Q1/care", {"received": "2010-10-08", **NOTHING}),
        ("Q2/care", {"received": "2011-01-07", **NOTHING}),
    ),
    # A correction of an accepted return, with all that follows from it.
    (
        CORRECTS,
        CORRECT2,
    ),
    # A project that was finished, and makes no more returns.
    (
        (f"{LET}", DELIVERED | {"on": "2010-12-01"}),
        (POT2, spent(6000, 24000, Q3=0, Q4=0)),
        ("returns/Q3", {"projects": {"depot": Q3}}),
        ("projects/depot/spend", ABSENT),
        ("Q1/depot/spend", ABSENT),
        ("Q2/depot/spend", ABSENT),
        (MOVE2, ABSENT),
    ),
    # A reading that gets worse for a reason.
    ((f"{COST2}/value", "£1.95m"), (f"{COST2}/because", "Fuel costs more")),
    # A risk that a return named is scored again by the next.
    (
        ("Q1/depot/new_risks/fuel", {"text": "Fuel", "likelihood": "low", "impact": "low"}),
        ("Q2/depot/risks/fuel", {"impact": "medium"}),
    ),
    # What was delivered needs no second proof.
    (("Q2/depot/outputs/lease/agreed", {"status": "delivered"}),),
    # Two kinds from one allocation.
    (
        (POT2, spent(6000, 7000, Q3=8000, Q4=8000)),
        ("Q2/care/spend/pot/capital", spent(0, 1000, Q3=0, Q4=0)),
    ),
]


@pytest.mark.parametrize("edits", IN_ORDER)
def test_what_is_in_order_is_left_alone(edits: tuple[Edit, ...]) -> None:
    assert found(*edits) == []


def test_a_plan_without_returns_is_left_alone() -> None:
    assert found(("returns", ABSENT)) == []


def test_a_message_has_both_figures_and_the_difference() -> None:
    one = next(one for one in findings((f"{POT2}/to_date", 14001)) if one.rule.code == "RTN04")
    assert "£14,001" in one.message
    assert "£14,000" in one.message
    assert "£1 too much" in one.message
    assert (one.expected, one.actual) == (Decimal(14000), Decimal(14001))


@pytest.mark.parametrize(
    ("code", "edit"),
    [
        ("RTN06", (CORE2, spent(10000, 11000, Q3=9000, Q4=11000))),
        ("RTN20", (CORE2, spent(10000, 13000, Q3=7000, Q4=10000) | BECAUSE)),
        ("RTN31", ("Q2/depot/outputs/lease/agred", DELIVERED)),
    ],
)
def test_what_is_wrong_in_an_accepted_return_is_not_to_be_rewritten(code: str, edit: Edit) -> None:
    """CHG02 lets nobody change it: the plan may have changed since, or a later return corrects."""
    unaccepted: Edit = ("Q2/depot/accepted", ABSENT)
    helps = [
        next(one for one in findings(*edits) if one.rule.code == code).help or ""
        for edits in ([edit, unaccepted], [edit])
    ]
    assert "The return is accepted and stays as it is" not in helps[0]
    assert "waive this with that reason" in helps[1]


def test_a_tolerance_of_the_policy_decides_from_where_a_reason_is_asked() -> None:
    more = (CORE2, spent(10000, 11000, Q3=9000, Q4=10000))
    assert ("RTN01", _path(f"{CORE2}/actual")) not in found(more)
    allowed = ("policy/tolerance", {"amount": 999})
    assert ("RTN01", _path(f"{CORE2}/actual")) in found(more, ("policy/tolerance", {"share": "4%"}))
    assert ("RTN01", _path(f"{CORE2}/actual")) in found(more, allowed)


def test_the_thresholds_of_a_rating_are_the_policys() -> None:
    more = (CORE2, spent(10000, 13000, Q3=7000, Q4=10000) | BECAUSE)
    assert ("RTN20", _path("Q2/depot/rag/spend/status")) in found(more)
    wide = {"amber": {"share": "20%"}, "red": {"share": "30%"}}
    assert ("RTN20", _path("Q2/depot/rag/spend/status")) not in found(more, ("policy/rag", wide))
