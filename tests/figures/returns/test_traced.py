"""Figures that know where they come from: they add up, and so do their terms and gaps."""

import pickle
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures.returns.traced import Figure, total, unknown

steady = settings(deadline=None, derandomize=True, database=None, max_examples=100)
paths = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("12")), max_size=3)
figures = st.builds(
    lambda pence, terms, gaps: Figure(
        Decimal(pence) / 100, tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(gaps))
    ),
    st.integers(-(10**9), 10**9),
    paths,
    paths,
)


@given(one=figures, other=figures, third=figures)
@steady
def test_sums_do_not_depend_on_how_they_are_taken_together(
    one: Figure, other: Figure, third: Figure
) -> None:
    assert (one + other) + third == one + (other + third) == total([one, other, third])


@given(one=figures, other=figures)
@steady
def test_a_difference_is_made_of_the_same_terms_as_the_sum(one: Figure, other: Figure) -> None:
    less, more = one - other, one + other
    assert (less.terms, less.unknown) == (more.terms, more.unknown)
    assert less.amount == one.amount - other.amount
    assert set(more.terms) == {*one.terms, *other.terms}


@given(found=st.lists(figures))
@steady
def test_a_sum_is_known_where_all_of_it_is(found: list[Figure]) -> None:
    assert total(found).is_known == all(one.is_known for one in found)


def test_a_sum_of_thousands_one_by_one_knows_all_its_terms() -> None:
    parts = [Figure(Decimal(1), ((str(place),),)) for place in range(5000)]
    added = parts[0]
    for one in parts[1:]:
        added += one
    assert added == total(parts)
    assert added.terms == tuple((str(place),) for place in range(5000))
    assert pickle.loads(pickle.dumps(added)) == added  # noqa: S301  written a moment ago


def test_nought_and_unknown_are_different() -> None:
    assert Figure() != unknown(("a",))
    assert Figure().is_known
    assert not unknown(("a",)).is_known
    assert total([]) == Figure()


def test_a_share_of_nothing_is_none() -> None:
    assert Figure(Decimal(5)).share_of(Figure()) is None
    assert Figure(Decimal(5)).share_of(Figure(Decimal(20))) == 25
