"""Changes asked for, and corrections made."""

from decimal import Decimal

import pytest

from riep_plan.figures.returns.changes import (
    Change,
    Verdict,
    changes_asked,
    delegated_limit,
    place_of,
)
from riep_plan.figures.returns.corrections import corrected, corrections
from tests.figures.returns.programme import ABSENT, ledger

MOVE2 = "Q2/depot/changes/move"
CORRECTION = {
    "quarter": "Q1",
    "at": "/spend/core/revenue/actual",
    "was": 10000,
    "becomes": 9500,
    "reason": "Counted twice",
    "agreed_by": "Programme manager",
}


def change(*edits: tuple[str, object]) -> Change:
    (found,) = changes_asked(ledger(*edits), "Q2")
    return found


def test_a_change_and_where_it_leads() -> None:
    found = change()
    assert found.at == ("returns", "Q2", "projects", "depot", "changes", "move")
    here = ("projects", "depot", "spend", "core", "revenue")
    assert (found.taken_from, found.given_to) == ((*here, "Q3"), (*here, "Q2"))
    assert (found.verdict, found.is_beyond) == (Verdict.DELEGATED, False)
    assert changes_asked(ledger(), "Q1") == []


@pytest.mark.parametrize(
    ("edits", "verdict", "is_beyond"),
    [
        ([(f"{MOVE2}/amount", 5000)], Verdict.DELEGATED, False),
        ([(f"{MOVE2}/amount", 5001)], Verdict.AWAITED, True),
        ([(f"{MOVE2}/amount", ABSENT)], Verdict.AWAITED, False),
        ([("policy/delegated", ABSENT)], Verdict.AWAITED, False),
        ([(f"{MOVE2}/decision", "board"), (f"{MOVE2}/amount", 9000)], Verdict.AGREED, True),
        (
            [
                (f"{MOVE2}/decision", "board"),
                ("projects/depot/decisions/board", {"outcome": "deferred"}),
            ],
            Verdict.NOT_AGREED,
            False,
        ),
    ],
)
def test_who_may_decide(edits: list[tuple[str, object]], verdict: Verdict, is_beyond: bool) -> None:
    found = change(*edits)
    assert (found.verdict, found.is_beyond) == (verdict, is_beyond)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("spend/core/revenue/Q3", "projects/depot/spend/core/revenue/Q3"),
        ("/spend/core/revenue/", "projects/depot/spend/core/revenue"),
        ("projects/care/allocation/pot", "projects/care/allocation/pot"),
        ("projects/care/allocation/pot/Q2", "projects/care/allocation/pot/Q2"),
        ("spend/core/revenue/Q5", None),
        ("spend/cor/revenue/Q3", None),
        ("projects/caer/allocation/pot", None),
        (None, None),
    ],
)
def test_words_that_lead_to_a_budget(words: str | None, path: str | None) -> None:
    found = place_of(ledger().plan, "depot", words)
    assert found == (tuple(path.split("/")) if path else None)


def test_a_key_with_a_slash() -> None:
    plan = ledger(("projects/care/allocation/pot", {"2010/11": 30000})).plan
    found = place_of(plan, "care", "allocation/pot/2010/11")
    assert found == ("projects", "care", "allocation", "pot", "2010/11")


def test_the_highest_limit_counts() -> None:
    more = ("policy/delegated/chair", {"text": "Virement", "limit": 7000})
    assert delegated_limit(ledger(more).plan) == (
        ("policy", "delegated", "chair", "limit"),
        Decimal(7000),
    )
    assert delegated_limit(ledger(("policy", ABSENT)).plan) is None


def test_a_correction_and_what_it_corrects() -> None:
    found = ledger(("Q2/depot/corrections/twice", CORRECTION))
    (one,) = corrections(found.plan)
    within = ("spend", "core", "revenue", "actual")
    assert (one.within, one.of) == (within, ("returns", "Q1", "projects", "depot", *within))
    becomes = corrected(found, "Q2", one.of)
    assert becomes is not None
    assert (becomes.amount, becomes.terms) == (Decimal(9500), ((*one.at, "becomes"),))
    assert corrected(found, "Q1", one.of) is None
    assert corrected(found, "Q2", ("returns", "Q1", "projects", "care", *within)) is None
    assert corrected(found, "Q2", (*one.of[:-2], "capital", "actual")) is None


def test_the_last_correction_holds() -> None:
    again = CORRECTION | {"was": 9500, "becomes": 9400}
    found = ledger(
        ("Q2/depot/corrections/twice", CORRECTION),
        ("returns/Q3/projects/depot/corrections/again", again),
    )
    at = ("returns", "Q1", "projects", "depot", "spend", "core", "revenue", "actual")
    for quarter, amount in (("Q2", 9500), ("Q3", 9400), ("Q4", 9400)):
        one = corrected(found, quarter, at)
        assert one is not None
        assert one.amount == amount
