"""The four sentences: the worst project comes first, and nothing bad is softened."""

from riep_plan.figures.returns.overview import overview
from riep_plan.report.board.headline import position_sentences
from tests.figures.returns.programme import ABSENT, ledger

NAMES = {"depot": "Shared depot", "care": "Shared care records"}
RED = {"status": "red", "because": "The landlord has withdrawn."}
AMBER = {"status": "amber", "because": "Slow."}


def sentences(*edits: tuple[str, object], quarter: str = "Q2") -> tuple[str, str, str, str]:
    found = ledger(*edits)
    return position_sentences(overview(found, quarter), NAMES)


def test_all_green_names_the_project_that_is_furthest_out() -> None:
    worst, standing, _, _ = sentences()
    assert worst == (
        "No project is worse than GREEN; furthest from its profile or budget is Shared depot, by "
        "£100."
    )
    assert standing == (
        "Of 2 projects, 2 are GREEN by their own account; the figures imply no worse for any that "
        "rated itself."
    )


def test_all_green_and_on_profile() -> None:
    exact = ("Q2/depot/spend/core/revenue/actual", 10000)
    forecast = ("Q2/depot/spend/core/revenue/forecast", {"Q3": 10000, "Q4": 10000})
    worst = sentences(exact, forecast)[0]
    assert worst == "No project is worse than GREEN, and none is off its profile or budget."


def test_a_project_that_calls_itself_red_is_named_with_its_own_words() -> None:
    worst, standing, _, _ = sentences(("Q2/care/rag/delivery", RED))
    assert worst == (
        "The worst placed project is Shared care records, which is RED by its own rating: “The "
        "landlord has withdrawn”."
    )
    assert standing.startswith("Of 2 projects, 1 is RED and 1 is GREEN by their own account;")


def test_red_by_the_figures_alone_is_said_to_be_red() -> None:
    worst, standing, _, _ = sentences(("Q2/depot/spend/core/capital/actual", 2000))
    assert worst == (
        "The worst placed project is Shared depot, which calls itself GREEN and is RED by its own "
        "figures: it expects to spend £18,000 (30%) less than its budget and it spent £17,900 "
        "(45%) less than its profile to date."
    )
    assert standing.endswith("the figures imply worse than is declared for Shared depot.")


def test_red_by_both_says_why_by_the_figures() -> None:
    worst = sentences(("Q2/depot/spend/core/capital/actual", 2000), ("Q2/depot/rag/spend", RED))[0]
    assert worst.startswith("The worst placed project is Shared depot, which is RED: it expects")


def test_among_equals_the_most_money_astray_comes_first() -> None:
    both = [("Q2/depot/rag/delivery", AMBER), ("Q2/care/rag/delivery", AMBER)]
    assert "Shared depot" in sentences(*both)[0]
    more = ("Q2/care/spend/pot/revenue/forecast", {"Q3": 8500, "Q4": 8000})
    assert "Shared care records" in sentences(*both, more)[0]


def test_a_missing_return_is_worse_than_amber() -> None:
    edits = [("Q2/care", ABSENT), ("Q2/depot/rag/delivery", AMBER)]
    worst, standing, money, _ = sentences(*edits)
    assert worst == (
        "The worst placed project is Shared care records: no return was received, so how it "
        "stands is not known."
    )
    assert "no return was received from Shared care records" in standing
    assert money == (
        "What was spent to the end of Q2 is not known in full: £46,100 is reported so far; the "
        "outturn is not known in full: £82,000 is spent or forecast so far, against a budget of "
        "£90,000."
    )


def test_red_is_worse_than_a_missing_return() -> None:
    edits = [("Q2/care", ABSENT), ("Q2/depot/rag/delivery", RED)]
    assert "Shared depot" in sentences(*edits)[0]


def test_nothing_to_report_is_no_rating_and_not_a_missing_return() -> None:
    edits = [("Q2/care", {"received": "2011-01-07", "nothing_to_report": "On hold."})]
    standing = sentences(*edits)[1]
    assert "1 gives no rating" in standing
    assert "no return was received" not in standing


def test_money_is_held_against_profile_and_budget() -> None:
    money = sentences(("projects/care/spend", {}), ("projects/care/allocation", {}))[2]
    assert "more than the profile of £40,000; an outturn of" in money
    assert money.endswith("the budget of £60,000.")


def test_slippage_is_named() -> None:
    money = sentences(("Q2/depot/spend/core/capital/slips", 12000))[2]
    assert money.endswith(", with £12,000 slipping into next year.")


def test_what_is_late_and_what_nobody_reported_on() -> None:
    late = ("Q1/depot/outputs/lease/agreed", {"status": "delivered", "on": "2010-11-20"})
    assert "1 was delivered, 1 of them late" in sentences(late)[3]
    silent = ("Q1/depot/outputs/lease/agreed", ABSENT)
    assert "0 were delivered and 1 was not (1 of them not reported on)" in sentences(silent)[3]


def test_nothing_is_asked_of_the_board_within_delegated_limits() -> None:
    assert sentences()[3].endswith("; the board is asked to decide nothing.")


def test_what_is_beyond_the_limit_is_asked_of_the_board() -> None:
    asked = ("Q2/depot/changes/move/amount", 5001)
    assert sentences(asked)[3].endswith("; the board is asked to decide on 1 change.")


def test_a_later_decision_does_not_undo_what_was_asked() -> None:
    edits = [
        ("Q2/depot/changes/move/amount", 9000),
        ("Q2/depot/changes/move/decision", "board"),
    ]
    said = "the board is asked to decide on 1 change, decided since."
    assert sentences(*edits)[3].endswith(said)
    before = ("meetings/board/on", "2010-12-20")
    assert sentences(*edits, before)[3].endswith("the board is asked to decide nothing.")


def test_a_project_without_ratings_is_counted_so() -> None:
    standing = sentences(("Q2/care/rag", ABSENT))[1]
    assert standing.startswith("Of 2 projects, 1 is GREEN and 1 gives no rating by their own")
