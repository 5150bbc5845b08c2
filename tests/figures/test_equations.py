"""Stated sums: which there are, when they hold, and which one figure explains those that fail."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.sums.equation import Equation, Sum
from tests.figures.tables import (
    At,
    Data,
    amount_at,
    amounts,
    cells,
    consistent,
    plan_of,
    put,
    slips,
)

steady = settings(deadline=None, derandomize=True, database=None, max_examples=120)


def ledger_of(data: Data) -> Ledger:
    return Ledger(plan_of(data))


def terms_of(equation: Equation) -> set[At]:
    return {equation.total.at, *(part.at for part in equation.parts)}


def blamed(ledger: Ledger) -> list[tuple[At, Decimal, int]]:
    """Give each figure named: where it stands, what it should be, how many sums it mends."""
    return [
        (failure.suspect.term.at, failure.suspect.amount, len(failure.sums))
        for failure in ledger.failures
        if failure.suspect is not None
    ]


SMALL: Data = {
    "kind": "delivery-plan",
    "title": "Small",
    "projects": {
        "carers": {
            "title": "Carers",
            "spend": {
                "grant": {
                    "revenue": {
                        "total": Decimal(150),
                        "Q1": Decimal(0),
                        "Q2": Decimal(70),
                        "Q3": Decimal(80),
                    },
                    "capital": {"total": Decimal(58), "Q1": Decimal(16), "Q2": Decimal(42)},
                }
            },
            "stated": {
                "spend": {
                    "overall": {
                        "total": Decimal(208),
                        "Q1": Decimal(16),
                        "Q2": Decimal(112),
                        "Q3": Decimal(80),
                    }
                }
            },
        }
    },
}
CAPITAL: At = ("projects", "carers", "spend", "grant", "capital")
OVERALL: At = ("projects", "carers", "stated", "spend", "overall")


# --- examples ---


def test_the_sums_of_a_small_table() -> None:
    found = {
        (one.kind, one.total.at[-2], one.total.at[-1]): one.added
        for one in ledger_of(SMALL).equations
    }
    assert found == {
        (Sum.OVER_PERIODS, "revenue", "total"): 150,
        (Sum.OVER_PERIODS, "capital", "total"): 58,
        (Sum.OVER_PERIODS, "overall", "total"): 208,
        (Sum.OVER_KINDS, "overall", "total"): 208,
        (Sum.OVER_KINDS, "overall", "Q1"): 16,
        (Sum.OVER_KINDS, "overall", "Q2"): 112,
        (Sum.OVER_KINDS, "overall", "Q3"): 80,
    }
    assert ledger_of(SMALL).failing == ()


def test_a_slip_fails_its_row_and_its_column_by_the_same_amount() -> None:
    ledger = ledger_of(put(SMALL, (*CAPITAL, "Q2"), Decimal(24)))
    assert {(one.kind, one.total.at): one.gap for one in ledger.failing} == {
        (Sum.OVER_PERIODS, (*CAPITAL, "total")): 18,
        (Sum.OVER_KINDS, (*OVERALL, "Q2")): 18,
    }
    assert blamed(ledger) == [((*CAPITAL, "Q2"), Decimal(42), 2)]


def test_a_wrong_total_is_named_itself() -> None:
    ledger = ledger_of(put(SMALL, (*OVERALL, "total"), Decimal(280)))
    assert {one.kind for one in ledger.failing} == {Sum.OVER_PERIODS, Sum.OVER_KINDS}
    assert blamed(ledger) == [((*OVERALL, "total"), Decimal(208), 2)]


def test_a_sum_without_a_cross_cast_names_nothing() -> None:
    """A row alone cannot tell whether its total or one of its quarters is wrong."""
    alone = {
        "kind": "delivery-plan",
        "title": "Row",
        "projects": {
            "carers": {
                "title": "Carers",
                "spend": {"grant": {"capital": {"total": Decimal(58), "Q1": Decimal(16)}}},
            }
        },
    }
    ledger = ledger_of(alone)
    assert [one.gap for one in ledger.failing] == [42]
    assert blamed(ledger) == []


def test_a_period_that_the_total_row_leaves_out_is_summed_too() -> None:
    data = put(SMALL, (*OVERALL, "Q3"), Decimal(0))
    del data["projects"]["carers"]["stated"]["spend"]["overall"]["Q3"]
    gaps = {(one.kind, one.gap) for one in ledger_of(data).failing}
    assert gaps == {(Sum.OVER_PERIODS, Decimal(80)), (Sum.OVER_KINDS, Decimal(-80))}


def test_sums_over_projects_wait_for_all_of_them() -> None:
    data = SMALL | {"stated": {"spend": {"capital": {"total": Decimal(99)}}}}
    whole = Ledger(plan_of(data), complete=True)
    partial = Ledger(plan_of(data), complete=False)
    assert [one.kind for one in whole.failing] == [Sum.OVER_PROJECTS]
    assert partial.failing == ()


def test_pence_are_exact() -> None:
    """Three dimes: 0.10 + 0.20 is 0.30, which no float would say."""
    row = {"total": Decimal("0.30"), "Q1": Decimal("0.10"), "Q2": Decimal("0.20")}
    data = {
        "kind": "delivery-plan",
        "title": "Pence",
        "projects": {"p": {"title": "P", "spend": {"grant": {"revenue": row}}}},
    }
    assert ledger_of(data).failing == ()
    at = ("projects", "p", "spend", "grant", "revenue", "Q1")
    assert [one.gap for one in ledger_of(put(data, at, Decimal("0.11"))).failing] == [
        Decimal("-0.01")
    ]


# --- properties ---


@given(data=consistent())
@steady
def test_a_consistent_table_has_no_failing_sum(data: Data) -> None:
    ledger = ledger_of(data)
    assert ledger.equations
    assert ledger.failing == ()
    assert ledger.failures == ()


@given(data=consistent())
@steady
def test_every_cell_of_a_full_table_is_cross_cast(data: Data) -> None:
    """Each amount stands in two sums at least, which is what makes a slip in it findable."""
    sums = [terms_of(equation) for equation in ledger_of(data).equations]
    assert [at for at in cells(data) if sum(at in one for one in sums) < 2] == []


@given(data=consistent(), draw=st.data())
@steady
def test_one_slip_is_named_by_every_sum_that_it_breaks(data: Data, draw: st.DataObject) -> None:
    at = draw.draw(st.sampled_from(cells(data)))
    right = amount_at(data, at)
    ledger = ledger_of(put(data, at, right + draw.draw(slips)))
    assert len(ledger.failing) >= 2
    assert all(at in terms_of(equation) for equation in ledger.failing)
    assert blamed(ledger) == [(at, right, len(ledger.failing))]


def _crossing(at: At, other: At) -> bool:
    """Say whether two cells share a row or a column, or the table of one project."""
    return at[:-1] == other[:-1] or at[-1] == other[-1] or at[:2] == other[:2]


@given(data=consistent(), draw=st.data())
@steady
def test_of_two_slips_none_is_named_that_would_not_mend_its_sums(
    data: Data, draw: st.DataObject
) -> None:
    at, other = draw.draw(st.tuples(*[st.sampled_from(cells(data))] * 2))
    assume(not _crossing(at, other))
    wrong = data
    for one in (at, other):
        wrong = put(wrong, one, amount_at(data, one) + draw.draw(slips))
    for named, amount, mends in blamed(ledger_of(wrong)):
        assert mends >= 2
        mended = ledger_of(put(wrong, named, amount))
        assert [one for one in mended.failing if named in terms_of(one)] == []


@given(data=consistent(), draw=st.data())
@steady
def test_no_failing_sum_is_lost_and_none_is_told_twice(data: Data, draw: st.DataObject) -> None:
    """However many slips there are: grouping sums by their cause keeps every one of them."""
    wrong = data
    for at in draw.draw(st.lists(st.sampled_from(cells(data)), min_size=1, max_size=5)):
        wrong = put(wrong, at, amount_at(wrong, at) + draw.draw(slips))
    ledger = ledger_of(wrong)
    told = [(one.kind, one.total.at) for failure in ledger.failures for one in failure.sums]
    assert sorted(told, key=str) == sorted(
        [(one.kind, one.total.at) for one in ledger.failing], key=str
    )


@given(data=consistent(), draw=st.data(), slip=slips)
@steady
def test_two_equal_slips_do_not_put_the_blame_on_a_right_figure(
    data: Data, draw: st.DataObject, slip: Decimal
) -> None:
    """The hard case: the rows and columns of both slips are out by the same amount."""
    savings = [one for one in cells(data) if "efficiencies" in one and one[0] == "projects"]
    at, other = draw.draw(st.tuples(*[st.sampled_from(savings)] * 2))
    assume(not _crossing(at, other))
    wrong = data
    for one in (at, other):
        wrong = put(wrong, one, amount_at(data, one) + slip)
    assert {named for named, _, _ in blamed(ledger_of(wrong))} <= {at, other}


@given(data=consistent(), draw=st.data(), amount=amounts)
@steady
def test_a_gap_is_the_stated_total_less_its_parts(
    data: Data, draw: st.DataObject, amount: Decimal
) -> None:
    at = draw.draw(st.sampled_from(cells(data)))
    changed = put(data, at, amount)
    for equation in ledger_of(changed).equations:
        parts = [amount_at(changed, part.at) for part in equation.parts]
        assert equation.added == sum(parts, Decimal(0))
        assert equation.gap == amount_at(changed, equation.total.at) - equation.added


@pytest.mark.parametrize("slip", [Decimal("0.01"), Decimal(-1), Decimal(10) ** 9])
def test_a_slip_of_any_size_is_seen(slip: Decimal) -> None:
    at = (*CAPITAL, "Q1")
    assert len(ledger_of(put(SMALL, at, amount_at(SMALL, at) + slip)).failing) == 2
