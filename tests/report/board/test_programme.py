"""The programme itself, and what it has outside its projects, in a board report."""

from typing import Any

from tests.figures.returns.programme import ABSENT
from tests.report.board.seen import board
from tests.rules.test_programme_returns import IN_ORDER, SECOND

NAME = "The programme itself"


def cells(edits: tuple[tuple[str, Any], ...], caption: str) -> dict[str, str]:
    table = board(*edits).table(caption)
    (row,) = [one for one in table.rows if one[0] == NAME]
    return dict(zip(table.columns, row, strict=True))


def test_its_money_stands_beside_the_projects() -> None:
    found = cells(IN_ORDER, "Spend and forecast outturn by project")
    assert (found["Budget now"], found["Actual to Q2"], found["Outturn"]) == (
        "£1,300",
        "£1,300",
        "£1,300",
    )


def test_a_programme_without_money_has_no_row_among_it() -> None:
    without = (*IN_ORDER, ("budget", ABSENT), (f"{SECOND}/spend", ABSENT))
    edits = (*without, ("returns/Q1/programme/spend", ABSENT))
    rows = board(*edits).table("Spend and forecast outturn by project").rows
    assert NAME not in [row[0] for row in rows]


def test_steps_count_as_milestones_and_the_report_says_so() -> None:
    seen = board(*IN_ORDER)
    assert "A step of a milestone counts as a milestone of its own." in seen.text
    due = cells(IN_ORDER, "Outputs and milestones due by the end of Q2")
    assert (due["Due"], due["Delivered"]) == ("2", "2")


def test_a_missing_return_of_its_own_is_told() -> None:
    seen = board(*IN_ORDER, (SECOND, ABSENT))
    assert f"2 of 3 returns received, none from {NAME}." in seen.text
    found = cells((*IN_ORDER, (SECOND, ABSENT)), "RAG of every project, the worst first")
    assert list(found.values()) == [NAME, "NO RETURN", "–", "cannot be told"]


def test_it_is_not_counted_among_the_projects() -> None:
    assert "Of 2 projects," in board(*IN_ORDER).text


def test_a_late_return_with_nothing_to_report_says_both() -> None:
    late = {"received": "2011-02-01", "nothing_to_report": "On hold."}
    seen = board(("Q2/care", late))
    assert "2 of 2 returns received, 1 late, 1 with nothing to report." in seen.text
    rows = {row[0]: row for row in seen.table("Returns for Q2").rows}
    assert rows["Shared care records"][1] == "nothing to report, returned late"
    rag = seen.table("RAG of every project, the worst first").rows
    assert [row[1] for row in rag if row[0] == "Shared care records"] == ["nothing to report"]


def test_a_return_that_nobody_filled_in_is_none() -> None:
    row = {"brought_forward": 6000, "actual": "tbc", "forecast": {"Q3": "tbc", "Q4": "tbc"}}
    seen = board(("Q2/care", {"spend": {"pot": {"revenue": row}}}))
    assert "1 of 2 returns received, none from Shared care records." in seen.text
