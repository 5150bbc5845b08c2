"""The one figure that is named: by casting across, or because all others are borne out."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.figures.sums.suspects import Failure, failures
from tests.figures.stated import ledger_of, project
from tests.figures.tables import Data

steady = settings(deadline=None, derandomize=True, database=None, max_examples=120)

COUNCILS = 46

#: For each failure the figure that is named and what it should be, or None.
Named = list[tuple[str, Decimal | int] | None]


def term(name: str, amount: int | str, times: int = 1) -> Term:
    return Term((name,), name, Decimal(amount), times=times)


def equation(total: Term, *parts: Term) -> Equation:
    return Equation.of(Sum.OF_BUDGET, "P", total, parts)


def named(found: tuple[Failure, ...]) -> Named:
    """The figure that each failure names, with what it should be."""
    return [(one.suspect.term.at[-1], one.suspect.amount) if one.suspect else None for one in found]


def in_plan(ledger: Ledger) -> Named:
    """The same for a plan, each figure by its path in its project."""
    return [
        ("/".join(one.suspect.term.at).removeprefix("projects/p/"), one.suspect.amount)
        if one.suspect
        else None
        for one in ledger.failures
    ]


# --- By casting across -----------------------------------------------------------------------


def test_a_figure_in_two_sums_that_are_out_alike_is_named() -> None:
    row = equation(term("row", 10), term("cell", 7), term("other", 4))
    column = equation(term("column", 20), term("cell", 7), term("more", 14))
    (one,) = failures([row, column])
    assert one.sums == (row, column)
    assert named((one,)) == [("cell", 6)]
    assert one.suspect is not None
    assert one.suspect.explains == 2


def test_sums_that_are_out_by_different_amounts_name_nothing() -> None:
    row = equation(term("row", 10), term("cell", 7), term("other", 4))
    column = equation(term("column", 20), term("cell", 7), term("more", 15))
    assert named(failures([row, column])) == [None, None]


def test_a_sum_that_holds_clears_its_figures() -> None:
    row = equation(term("row", 10), term("cell", 7), term("other", 4))
    column = equation(term("column", 20), term("cell", 7), term("more", 14))
    bears_out = equation(term("third", 7), term("cell", 7))
    assert ("cell", Decimal(6)) not in named(failures([row, column, bears_out]))


def test_two_figures_in_the_same_sums_are_not_told_apart() -> None:
    first = equation(term("total", 10), term("a", 5), term("b", 6))
    second = equation(term("again", 10), term("a", 5), term("b", 6))
    assert named(failures([first, second])) == [None, None]


def test_the_figure_that_explains_the_most_is_named() -> None:
    sums = [
        equation(term("t1", 10), term("a", 5), term("b", 6)),
        equation(term("t2", 20), term("a", 5), term("b", 6), term("c", 10)),
        equation(term("t3", 7), term("a", 5), term("d", 3)),
    ]
    (one,) = failures(sums)
    assert named((one,)) == [("a", 4)]
    assert len(one.sums) == 3


# --- What counts several times ---------------------------------------------------------------


def test_what_is_taken_off_is_named_by_what_it_should_be() -> None:
    balance = equation(term("left", 40), term("there", 100), term("given", 50, times=-1))
    totals = equation(term("given", 50), term("one", 30), term("two", 30))
    (one,) = failures([balance, totals])
    assert named((one,)) == [("given", 60)]


def test_what_everyone_pays_is_out_by_a_part_of_the_gap() -> None:
    saving = equation(term("saved", 46_000), term("alone", 1_100, times=COUNCILS))
    totals = equation(term("all", 3_000), term("alone", 1_100), term("rest", 2_000))
    (one,) = failures([saving, totals])
    assert named((one,)) == [("alone", 1_000)]


def test_what_counts_no_times_is_never_named() -> None:
    first = equation(term("t1", 10), term("a", 5, times=0), term("b", 9))
    second = equation(term("t2", 10), term("a", 5, times=0), term("c", 9))
    assert "a" not in [one[0] for one in named(failures([first, second])) if one]


def saved(**line: int) -> Data:
    """A budget line for 46 councils, each other figure of which is stated twice."""
    whole = {"core": 7000, "alone": 3000, "saving": 131_000} | line
    one = {
        "text": "Seminars",
        "amounts": {"core": whole["core"]},
        "cost_alone": whole["alone"],
        "saving": whole["saving"],
    }
    stated = {"budget": {"core": 7000}, "saving": 131_000, "cost_alone": 3000}
    return {"organisations_served": COUNCILS} | project(budget={"a": one}, stated=stated)


@pytest.mark.parametrize(
    ("wrong", "at", "right"),
    [
        ({"core": 7001}, "budget/a/amounts/core", 7000),
        ({"alone": 3001}, "budget/a/cost_alone", 3000),
        ({"saving": 138_000}, "budget/a/saving", 131_000),
    ],
)
def test_each_figure_of_a_saving_is_told_from_the_others(
    wrong: dict[str, int], at: str, right: int
) -> None:
    assert ledger_of(saved()).failing == ()
    assert in_plan(ledger_of(saved(**wrong))) == [(at, right)]


def borne_out(saving: int) -> Data:
    """The same, but the cost alone is stated nowhere else, and the saving in all as it is here."""
    data = saved(saving=saving)
    data["projects"]["p"]["stated"] = {"budget": {"core": 7000}, "saving": saving}
    return data


def test_the_cost_alone_is_named_where_only_it_is_not_borne_out() -> None:
    wrong = borne_out(131_000 + 2 * COUNCILS)
    assert in_plan(ledger_of(wrong)) == [("budget/a/cost_alone", 3002)]


@given(off=st.integers(-100_000, 100_000))
@steady
def test_what_is_said_to_fit_is_an_amount_of_money(off: int) -> None:
    """£1 divided among 46 councils is £0.0217…, which no council pays and no plan can hold."""
    assume(off)
    for one in in_plan(ledger_of(borne_out(131_000 + off))):
        assert one is None or one[1] * 100 % 1 == 0


# --- Because all others are borne out --------------------------------------------------------


def test_the_one_figure_that_no_other_sum_bears_out_is_named() -> None:
    """Lines and payments agree with the allocation, and only the request stands alone."""
    data = project(
        allocation={"core": 100},
        requested={"core": 10},
        budget={"a": {"text": "A", "amounts": {"core": 100}}},
    )
    assert in_plan(ledger_of(data)) == [("requested/core", 100)]


def test_of_two_figures_that_no_other_sum_bears_out_none_is_named() -> None:
    data = project(allocation={"core": 100}, requested={"core": 10})
    assert in_plan(ledger_of(data)) == [None]


def test_a_total_is_not_named_so() -> None:
    """It is where the disagreement is shown anyway."""
    good = equation(term("t1", 11), term("a", 5), term("b", 6))
    wrong = equation(term("t2", 10), term("a", 5), term("b", 6))
    assert named(failures([good, wrong])) == [None]


def test_a_total_that_nothing_makes_up_names_nothing() -> None:
    assert named(failures([equation(term("total", 10))])) == [None]


def test_of_many_parts_the_one_that_is_not_borne_out_is_named() -> None:
    others = [equation(term(f"t{one}", 5), term(one, 5)) for one in "abc"]
    whole = equation(term("all", 30), *(term(one, 5) for one in "abc"), term("new", 12))
    bears_out = equation(term("all", 30), term("again", 30))
    assert named(failures([*others, whole, bears_out])) == [("new", 15)]


def test_nothing_is_named_when_everything_holds() -> None:
    assert failures([equation(term("all", 5), term("a", 5))]) == ()
    assert failures([]) == ()


# --- Laws ------------------------------------------------------------------------------------

NAMES = "abcdef"
statements = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.lists(
            st.tuples(st.sampled_from(NAMES), st.sampled_from([-1, 1, 2])), min_size=1, max_size=4
        ),
    ),
    min_size=1,
    max_size=6,
)


def sums_of(written: list[tuple[str, list[tuple[str, int]]]], figures: list[int]) -> list[Equation]:
    """Sums at random over the same few figures; in each a figure stands once."""
    amounts = dict(zip(NAMES, figures, strict=True))
    return [
        equation(
            term(total, amounts[total]),
            *(term(one, amounts[one], times) for one, times in dict(parts).items() if one != total),
        )
        for total, parts in written
    ]


@given(
    written=statements,
    figures=st.lists(st.integers(-99, 99), min_size=len(NAMES), max_size=len(NAMES)),
)
@steady
def test_each_failing_sum_is_in_one_failure(
    written: list[tuple[str, list[tuple[str, int]]]], figures: list[int]
) -> None:
    sums = sums_of(written, figures)
    failing = [one for one in sums if one.gap]
    told = [one for failure in failures(sums) for one in failure.sums]
    assert sorted(map(str, told)) == sorted(map(str, failing))


@given(
    written=statements,
    figures=st.lists(st.integers(-99, 99), min_size=len(NAMES), max_size=len(NAMES)),
)
@steady
def test_a_figure_that_is_named_mends_the_sums_that_it_is_named_for(
    written: list[tuple[str, list[tuple[str, int]]]], figures: list[int]
) -> None:
    for failure in failures(sums_of(written, figures)):
        if failure.suspect is None:
            assert len(failure.sums) == 1
            continue
        name, right = failure.suspect.term.at[-1], failure.suspect.amount
        for one in failure.sums:
            everything = {part.at[-1]: part.counts_for for part in one.parts}
            times = {part.at[-1]: part.times for part in one.parts} | {one.total.at[-1]: -1}
            off = sum(everything.values(), -one.total.amount)
            assert off + times[name] * (right - failure.suspect.term.amount) == 0
