"""Missing, late, and nothing to report are three different things."""

import pytest

from riep_plan.figures.returns.standing import (
    Standing,
    after,
    is_illustrative,
    latest_return,
    quarters_returned,
    return_of,
    returns_of,
    standing,
    up_to,
)
from tests.figures.returns.programme import ABSENT, ledger

NOTHING = {"nothing_to_report": "The tender is out."}
#: As `riep new return` writes it, before anybody has answered anything.
TO_FILL_IN = {
    "spend": {
        "pot": {
            "revenue": {
                "brought_forward": 6000,
                "actual": "tbc",
                "to_date": "tbc",
                "forecast": {"Q3": "tbc", "Q4": "tbc"},
            }
        }
    },
    "risks": {"late": {"likelihood": "low", "impact": "medium"}},
}


@pytest.mark.parametrize(
    ("edits", "stands"),
    [
        ([], Standing.RETURNED),
        ([("Q2/care", ABSENT)], Standing.MISSING),
        ([("returns/Q2", ABSENT)], Standing.MISSING),
        ([("Q2/care", NOTHING)], Standing.NOTHING),
        ([("Q2/care/received", "2011-01-10")], Standing.RETURNED),
        ([("Q2/care/received", "2011-01-11")], Standing.LATE),
        ([("Q2/care/received", "2011-01-11"), ("Q2/due", ABSENT)], Standing.RETURNED),
        ([("Q2/care/received", "January 2011")], Standing.RETURNED),  # it may have been in time
        ([("Q2/care", NOTHING | {"received": "2011-02-01"})], Standing.NOTHING_LATE),
        ([("Q2/care", {})], Standing.MISSING),
        ([("Q2/care", TO_FILL_IN)], Standing.MISSING),
        ([("Q2/care", TO_FILL_IN | {"received": "2011-01-08"})], Standing.RETURNED),
        ([("Q2/care", TO_FILL_IN), ("Q2/care/spend/pot/revenue/actual", 0)], Standing.RETURNED),
        ([("Q2/care", TO_FILL_IN), ("Q2/care/risks/late/note", "Closer.")], Standing.RETURNED),
        ([("Q2/care", {"risks": {"late": {"impact": "high"}}})], Standing.RETURNED),
    ],
)
def test_how_a_project_stands(edits: list[tuple[str, object]], stands: Standing) -> None:
    assert standing(ledger(*edits).plan, "Q2", "care") is stands


def test_the_latest_return_is_the_last_that_reports_anything() -> None:
    found = ledger(("Q2/care", NOTHING))
    latest = latest_return(found, "care", "Q2")
    assert latest is not None
    assert latest == ("Q1", return_of(found.plan, "Q1", "care"))
    assert latest_return(ledger(("Q1/care", ABSENT)), "care", "Q1") is None


def test_quarters() -> None:
    found = ledger()
    assert quarters_returned(found) == ["Q1", "Q2"]
    assert up_to(found, "Q2") == ["Q1", "Q2"]
    assert after(found, "Q2") == ["Q3", "Q4"]
    assert quarters_returned(ledger(("returns/Q3", {"due": "2011-04-10"}))) == ["Q1", "Q2"]
    assert quarters_returned(ledger(("calendar/Q2", ABSENT))) == ["Q1"]


def test_a_quarter_of_which_nobody_has_filled_in_a_return_has_none() -> None:
    blank = {"projects": {"care": TO_FILL_IN, "depot": {}}}
    assert quarters_returned(ledger(("returns/Q3", blank))) == ["Q1", "Q2"]


def test_returns_come_in_order() -> None:
    given = [(quarter, project) for quarter, project, _ in returns_of(ledger().plan)]
    assert given == [("Q1", "depot"), ("Q1", "care"), ("Q2", "depot"), ("Q2", "care")]


def test_made_up_returns_say_so() -> None:
    assert is_illustrative(ledger().plan) is None
    assert is_illustrative(ledger(("returns/Q2/illustrative", "Made up.")).plan) == "Made up."
