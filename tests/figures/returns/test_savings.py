"""Efficiencies against what was promised."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures.returns.savings import (
    return_on_investment,
    saving_lines,
    saving_position,
)
from riep_plan.figures.returns.traced import Figure, unknown
from tests.figures.returns.programme import ABSENT, ledger
from tests.figures.tables import QUARTERS

steady = settings(deadline=None, derandomize=True, database=None, max_examples=40)
SAVED2 = "Q2/depot/efficiencies"
pounds = st.integers(0, 10**6)


def test_the_small_programme() -> None:
    (line,) = saving_lines(ledger(), "Q2")
    assert (line.project_id, line.kind, line.is_returned) == ("depot", "cashable", True)
    now = saving_position([line], "Q2")
    assert now.promised.amount == 16000
    assert now.promised_to_date.amount == now.promised_in_quarter.amount == 3000
    assert now.delivered.amount == now.delivered_in_quarter.amount == 3000
    assert now.variance == Figure(terms=now.variance.terms)


def test_silence_is_nought_only_where_nothing_is_due() -> None:
    (line,) = saving_lines(ledger((SAVED2, ABSENT)), "Q2")
    assert line.delivered["Q1"] == Figure()  # nothing was promised for it
    assert line.delivered["Q2"].unknown == (
        ("returns", "Q2", "projects", "depot", "efficiencies", "cashable", "actual"),
    )
    (nothing,) = saving_lines(ledger(("Q2/depot", {"nothing_to_report": "None."})), "Q2")
    assert nothing.delivered["Q2"].is_known


def test_what_was_not_promised_is_a_line_as_well() -> None:
    lines = saving_lines(ledger((f"{SAVED2}/non_cashable", {"actual": 50})), "Q2")
    (line,) = [one for one in lines if one.kind == "non_cashable"]
    assert line.delivered["Q2"].amount == 50
    assert line.promised == Figure()


def test_a_correction_counts_from_its_quarter_on() -> None:
    correction = {
        "quarter": "Q2",
        "at": "efficiencies/cashable/actual",
        "was": 3000,
        "becomes": 2500,
        "reason": "Counted twice",
        "agreed_by": "Programme manager",
    }
    edits = (("returns/Q3/projects/depot/corrections/one", correction),)
    assert saving_lines(ledger(*edits), "Q2")[0].delivered["Q2"].amount == 3000
    assert saving_lines(ledger(*edits), "Q3")[0].delivered["Q2"].amount == 2500


@given(amounts=st.lists(st.tuples(pounds, pounds), min_size=4, max_size=4))
@steady
def test_what_lines_come_to_is_what_was_returned(amounts: list[tuple[int, int]]) -> None:
    edits = [
        (
            f"{label}/{project}/efficiencies",
            {"cashable": {"actual": amount}, "non_cashable": {"actual": amount // 2}},
        )
        for label, pair in zip(QUARTERS, amounts, strict=True)
        for project, amount in zip(("depot", "care"), pair, strict=True)
    ]
    for label in QUARTERS:
        lines = saving_lines(ledger(*edits), label)
        made = [amount for pair in amounts[: QUARTERS.index(label) + 1] for amount in pair]
        whole = saving_position(lines, label)
        assert whole.delivered.amount == sum(amount + amount // 2 for amount in made)
        assert whole.delivered_in_quarter.amount == sum(
            amount + amount // 2 for amount in made[-2:]
        )


def test_pounds_saved_for_each_pound_spent() -> None:
    spent = Figure(Decimal(200))
    assert return_on_investment(Figure(Decimal(50)), spent) == Decimal("0.25")
    assert return_on_investment(Figure(Decimal(50)), Figure()) is None
    assert return_on_investment(Figure(Decimal(50)) + unknown(("a",)), spent) is None
    assert return_on_investment(Figure(), spent) == 0
