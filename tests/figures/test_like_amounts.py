"""Amounts beside their like: nothing that stands out is passed over."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures.money.like_amounts import Like, is_exact, outliers
from tests.figures.stated import ledger_of
from tests.figures.tables import QUARTERS, At, Data

steady = settings(deadline=None, derandomize=True, database=None, max_examples=100)

#: Amounts of one size, and those that a slip of the unit makes of them.
amounts = st.sampled_from([0, 45, 57, 4_500, 40_000, 45_000, 57_123, 61_007, 90_000, 57_000_000])
rows = st.fixed_dictionaries({"total": amounts} | dict.fromkeys(QUARTERS, amounts))
#: The spend of some projects: a row each.
spend = st.lists(rows, min_size=1, max_size=5)


def plan_of(rows: list[dict[str, int]]) -> Data:
    projects = {
        f"p{place}": {"title": f"P{place}", "spend": {"core": {"revenue": row}}}
        for place, row in enumerate(rows)
    }
    return {"projects": projects}


def groups_of(rows: list[dict[str, int]]) -> list[list[Like]]:
    """Every column of the rows, and the quarters of each: all groups that there are."""
    groups: dict[str, list[Like]] = defaultdict(list)
    for place, row in enumerate(rows):
        for key, amount in row.items():
            at: At = ("projects", f"p{place}", "spend", "core", "revenue", key)
            if amount:
                groups[key].append(Like(at, Decimal(amount), 0))
                groups["" if key == "total" else f"p{place}"].append(Like(at, Decimal(amount), 0))
    groups.pop("", None)
    return list(groups.values())


@steady
@given(spend)
def test_every_outlier_of_every_group_is_found(rows: list[dict[str, int]]) -> None:
    found = ledger_of(plan_of(rows)).like_amounts.outliers()
    wanted = {
        (one.found.at, one.fits, frozenset(other.at for other in one.others))
        for group in groups_of(rows)
        for one in outliers(group)
    }
    assert {
        (one.found.at, one.fits, frozenset(other.at for other in one.others)) for one in found
    } == wanted


@steady
@given(spend)
def test_no_group_of_exact_amounts_with_another_is_left_out(rows: list[dict[str, int]]) -> None:
    given = {
        tuple(one.at for one in group) for group in ledger_of(plan_of(rows)).like_amounts.exact()
    }
    for group in groups_of(rows):
        exact = sum(is_exact(one.amount) for one in group)
        if 4 <= exact < len(group):
            assert tuple(one.at for one in group) in given
