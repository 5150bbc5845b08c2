"""A row as one amount, of the plan's own period; and what a table in thousands may be out by."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.sums.casting import whole_term, whole_terms
from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.figures.tables import Row, row_of
from riep_plan.findings.finding import Finding
from riep_plan.model.profile import Profile
from riep_plan.rules.registry import all_rules
from riep_plan.values.money import Unit, read_money
from riep_plan.values.period import read_period
from tests.figures.stated import SOURCES, failing, holds, ledger_of, project
from tests.figures.tables import At, Data

steady = settings(deadline=None, derandomize=True, database=None, max_examples=120)

AT: At = ("projects", "p", "allocation", "core")
FIVE_YEARS = [f"20{year:02d}/{year + 1:02d}" for year in range(5, 10)]


def row(written: object, unit: Unit = Unit.POUND) -> Row:
    return Row(AT, "allocation", Profile.model_validate(written, context={"unit": unit}))


def whole(written: object, period: str | None = None) -> Term | None:
    return whole_term(row(written), None if period is None else read_period(period))


# --- A row as one amount ---------------------------------------------------------------------

BOTH = {"2008/09": 60, "2009/10": 40}


@pytest.mark.parametrize(
    ("written", "period", "amount", "below"),
    [
        (100, None, 100, ()),
        (100, "2008/09", 100, ()),
        ({"total": 100}, "2008/09", 100, ()),
        (BOTH, None, 100, ()),
        (BOTH, "2008/09 to 2009/10", 100, ()),
        (BOTH, "April 2008 to March 2010", 100, ()),
        (BOTH, "2008/09", 60, ("2008/09",)),
        (BOTH, "2009/10", 40, ("2009/10",)),
        (BOTH, "2010/11", 0, ()),
        (BOTH | {"total": 999}, None, 100, ()),
        (BOTH | {"total": 999}, "2008/09", 60, ("2008/09",)),
        ({"June 2008": 1, "July 2008": 2, "June 2009": 4}, "2008/09", 3, ()),
        ({"June 2008": 1, "2009-06-30": 4}, "2009/10", 4, ("2009-06-30",)),
        ({"Q1": 1, "Q2": 2}, "2008/09", 3, ()),
        ({"Q1": 5}, "2008/09", 5, ("Q1",)),
        ({"2008/09": 60}, "2008/09", 60, ("2008/09",)),
        ({"2008/09": "60 tbc"}, "2008/09", 60, ("2008/09",)),
        ({"2008/09": 60, "2009/10": "tbc"}, "2008/09", 60, ("2008/09",)),
        ({"2008/09": 60, "2009/10": "tbc"}, "2010/11", 0, ()),
        ({"total": "tbc", "2008/09": 60, "2009/10": 1}, "2008/09", 60, ("2008/09",)),
        ("100 tbc", None, 100, ()),
        ("-5", None, -5, ()),
    ],
)
def test_a_row_is_one_amount_of_the_plans_period(
    written: object, period: str | None, amount: int, below: tuple[str, ...]
) -> None:
    """Where one cell is the amount the term stands there, else at the row."""
    term = whole(written, period)
    assert term is not None
    assert (term.at, term.name) == ((*AT, *below), "allocation")
    assert term.amount == amount


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("tbc", None),
        ("tbc", "2008/09"),
        ({"2008/09": 60, "2009/10": "tbc"}, None),
        ({"2008/09": 60, "2009/10": "tbc"}, "2009/10"),
        ({"2008/09": 60, "2009/10": "tbc"}, "2008/09 to 2009/10"),
        ({"Q1": 60, "Q2": "tbc"}, "2008/09"),
        ({"total": 60, "Q1": "tbc"}, None),
    ],
)
def test_a_row_with_an_unknown_amount_in_the_period_is_no_amount(
    written: object, period: str | None
) -> None:
    assert whole(written, period) is None


def test_a_row_that_is_not_there_is_no_amount() -> None:
    assert whole_term(None) is None
    assert row_of(AT, "allocation", None) is None


def test_several_rows_are_all_known_or_none_is() -> None:
    known, unknown = row(60), row("tbc")
    assert [term.amount for term in whole_terms([known, row(BOTH)])] == [60, 100]
    assert whole_terms([known, unknown]) == ()
    assert whole_terms([]) == ()


@given(
    amounts=st.dictionaries(
        st.sampled_from(FIVE_YEARS), st.integers(-(10**6), 10**6), min_size=1, max_size=5
    ),
    first=st.integers(0, 4),
    last=st.integers(0, 4),
)
@steady
def test_the_years_of_a_period_are_added_and_no_others(
    amounts: dict[str, int], first: int, last: int
) -> None:
    assume(first <= last)
    period = f"{FIVE_YEARS[first]} to {FIVE_YEARS[last]}"
    term = whole(amounts, period)
    assert term is not None
    inside = FIVE_YEARS[first : last + 1]
    assert term.amount == sum(amount for year, amount in amounts.items() if year in inside)


@given(
    amounts=st.dictionaries(
        st.sampled_from(FIVE_YEARS),
        st.one_of(st.just("tbc"), st.integers(0, 999)),
        min_size=1,
        max_size=5,
    ),
    year=st.sampled_from(FIVE_YEARS),
)
@steady
def test_what_is_unknown_elsewhere_does_not_matter(
    amounts: dict[str, int | str], year: str
) -> None:
    term = whole(amounts, year)
    if amounts.get(year) == "tbc":
        assert term is None
    else:
        assert term is not None
        assert term.amount == amounts.get(year, 0)


# --- A row over its periods ------------------------------------------------------------------

LOOKED_AT = (
    "projects/p/allocation/core",
    "projects/p/requested/core",
    "projects/p/budget/l/amount",
    "projects/p/budget/l/amounts/core",
    "projects/p/milestones/m/payments/core",
    "projects/p/milestones/m/steps/s/payments/core",
    "projects/p/stated/budget/core",
    "projects/p/stated/payments/core",
    "budget/l/amounts/core",
    "funding/core/amount",
    "stated/available/core",
    "stated/allocation/core",
    "stated/unallocated/core",
)
PASSED_OVER = (
    "projects/p/stated/budget_total",
    "projects/p/stated/allocation",
    "stated/funding",
    "stated/allocation_total",
    "stated/saving",
    "milestones/m/payments/core",
)


def at_path(path: str, value: Data) -> Data:
    """A plan of one value, with the titles that its parts must have."""
    data: Data = value
    for step in reversed(path.split("/")):
        title = {"p": "title", "l": "text", "m": "text", "s": "text"}.get(step)
        data = {step: data | ({title: "Named"} if title else {})}
    if path.startswith("funding"):
        data["funding"]["core"] |= SOURCES["core"]
    return data


@pytest.mark.parametrize(
    "path",
    [*LOOKED_AT, *PASSED_OVER],
)
def test_a_row_over_time_is_compared_with_its_periods(path: str) -> None:
    years = {"2008/09": 50, "2009/10": 50}
    wrong = ledger_of(at_path(path, {"total": 99} | years))
    found = [
        (equation.total.at, equation.gap)
        for equation in wrong.failing
        if equation.kind is Sum.OVER_PERIODS
    ]
    assert found == [((*path.split("/"), "total"), Decimal(-1))]
    right = ledger_of(at_path(path, {"total": 100} | years))
    assert [one for one in right.failing if one.kind is Sum.OVER_PERIODS] == []


@pytest.mark.parametrize(
    "written", ["100", {"total": 100}, {"2008/09": 100}, {"total": 99, "2008/09": "tbc"}]
)
def test_a_row_without_a_total_and_known_periods_is_compared_with_nothing(written: object) -> None:
    assert ledger_of(project(allocation={"core": written})).equations == ()


# --- Thousands -------------------------------------------------------------------------------


def in_thousands(total: str, *parts: str) -> Data:
    """A budget in £k: its total and its lines, as printed."""
    lines = {f"l{place}": {"text": "L", "amount": one} for place, one in enumerate(parts)}
    return project(budget=lines, stated={"budget_total": total})


def add_up(total: str, *parts: str) -> bool:
    return holds(in_thousands(total, *parts), Unit.THOUSAND)


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        # One rounded amount against exact ones: half of its last place, and not a penny more.
        ("106", ("£105,500",), True),
        ("106", ("£106,500",), True),
        ("106", ("£105,499.99",), False),
        ("106", ("£106,500.01",), False),
        ("37.5", ("£37,450",), True),
        ("37.5", ("£37,449.99",), False),
        ("37.5", ("£37,550",), True),
        ("37.5", ("£37,550.01",), False),
        ("£106,000", ("105", "£500"), True),
        ("£106,000", ("105", "£499.99"), False),
        # One amount printed twice to the same place is rounded the same way twice.
        ("106", ("106",), True),
        ("106", ("105",), False),
        # Every rounded amount has its own half.
        ("106", ("53", "52"), True),
        ("106", ("53", "51"), False),
        ("107", ("53", "52"), False),
        ("3", ("1", "1", "£1,500", "£1,000"), True),
        ("3", ("1", "1", "£1,500", "£1,000.01"), False),
        ("106", ("35", "35", "34"), True),
        ("106", ("35", "35", "33"), False),
        # A decimal is closer; a nought says that there is nothing.
        ("106.0", ("105.9",), False),
        ("106.0", ("£105,950",), True),
        ("106.0", ("£105,949.99",), False),
        ("106", ("106", "0", "0", "0"), True),
        ("1", ("0", "0", "0"), False),
        # What has a £ or a letter of its own is exact, on either side.
        ("£106,000", ("£105,000", "£999"), False),
        ("106k", ("105k", "1k"), True),
        ("106k", ("105k", "£999.99"), False),
        # Large tables allow more, as many halves as they have amounts.
        ("100", ("10",) * 10, True),
        ("105", ("10",) * 10, True),
        ("106", ("10",) * 10, False),
        ("95", ("10",) * 10, True),
        ("94", ("10",) * 10, False),
    ],
)
def test_a_sum_in_thousands_may_be_out_by_its_rounding(
    total: str, parts: tuple[str, ...], *, expected: bool
) -> None:
    assert add_up(total, *parts) is expected


def test_a_gap_beyond_rounding_is_told_whole() -> None:
    """What is reported is how far the printed figures are apart, rounding and all."""
    ((kind, at, gap),) = failing(in_thousands("109", "53", "52"), Unit.THOUSAND)
    assert (kind, at) == (Sum.OF_BUDGET, "stated/budget_total")
    assert gap == 4_000


def test_the_same_figures_in_pounds_must_agree_to_the_penny() -> None:
    data = in_thousands("106", "53", "52")
    assert holds(data, Unit.THOUSAND)
    assert [gap for _, _, gap in failing(data, Unit.POUND)] == [1]
    assert [gap for _, _, gap in failing(in_thousands("0.30", "0.10", "0.19"))] == [Decimal("0.01")]


def test_a_cost_to_everyone_is_rounded_as_often_as_it_counts() -> None:
    """46 councils at 3 (£k) are £115,000 to £161,000, before the budget is taken off."""
    for saving, expected in (("£131,000", True), ("£154,500", True), ("£154,500.01", False)):
        line = {"text": "L", "amount": "7", "cost_alone": "3", "saving": saving}
        data = {"organisations_served": 46} | project(budget={"a": line})
        assert holds(data, Unit.THOUSAND) is expected


def test_an_allocation_in_thousands_gives_way_to_its_lines_in_pounds() -> None:
    """The total of allocations is exact, and so are the lines that the allocations round."""

    def programme(total: str) -> Data:
        lines = {"l": {"text": "L", "amounts": {"core": "£105,800"}}}
        data = project(allocation={"core": "106"}, budget=lines)
        return data | {"stated": {"allocation": {"core": total}}}

    assert holds(programme("£105,800"), Unit.THOUSAND)
    assert holds(programme("106"), Unit.THOUSAND)
    assert failing(programme("£106,000"), Unit.THOUSAND) == [
        (Sum.OVER_ALLOCATIONS, "stated/allocation/core", 200)
    ]


@given(
    pounds=st.lists(st.integers(-5_000_000, 5_000_000), min_size=1, max_size=8),
    places=st.integers(0, 2),
)
@steady
def test_a_true_table_printed_in_thousands_has_no_failing_sum(
    pounds: list[int], places: int
) -> None:
    """However a sum of exact amounts is printed, the printed amounts may add up."""

    def printed(amount: int) -> str:
        place = Decimal(1).scaleb(-places)
        return str((Decimal(amount) / 1_000).quantize(place, rounding="ROUND_HALF_UP"))

    # What rounds to nought is printed as a nought, which says that there is nothing.
    assume(all(Decimal(printed(one)) for one in (*pounds, sum(pounds))))
    assert add_up(printed(sum(pounds)), *map(printed, pounds))


@given(parts=st.lists(st.integers(1, 9_999), min_size=1, max_size=12), off=st.integers(-40, 40))
@steady
def test_thousands_hold_to_half_of_each_place_and_no_further(parts: list[int], off: int) -> None:
    total = sum(parts) + off
    assume(total)
    allowed = len(parts) + 1 if len(parts) > 1 else 0
    assert add_up(f"{total}", *map(str, parts)) is (abs(off) * 2 <= allowed)


@given(
    amounts=st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=6),
    times=st.lists(st.sampled_from([-1, 1, 46]), min_size=5, max_size=5),
    unit=st.sampled_from(Unit),
)
@steady
def test_a_gap_is_nought_or_more_than_all_rounding(
    amounts: list[int], times: list[int], unit: Unit
) -> None:
    total, *parts = [
        Term(("at", str(place)), "term", read_money(str(one), unit), times=often)
        for place, (one, often) in enumerate(zip(amounts, [1, *times], strict=False))
    ]
    equation = Equation.of(Sum.OF_BUDGET, "P", total, tuple(parts))
    off = total.amount - sum((part.amount * part.times for part in parts), Decimal(0))
    allowed = sum((one.allowance for one in (total, *parts)), Decimal(0))
    assert equation.gap == (off if abs(off) > allowed else 0)
    assert (allowed == 0) is (unit is Unit.POUND or not any(amounts))


@pytest.mark.parametrize(
    ("key", "amount"),
    [("May 2008", 5), ("2008/09", 5), ("2010/11", 0), ("2008", None), ("Jan to June 2009", None)],
)
def test_an_amount_of_a_time_partly_in_the_plans_period_says_nothing(
    key: str, amount: int | None
) -> None:
    term = whole({key: 5}, "2008/09")
    assert (None if term is None else term.amount) == amount


def test_a_nought_of_such_a_time_is_a_nought() -> None:
    term = whole({"2008": 0, "2008/09": 7}, "2008/09")
    assert term is not None
    assert term.amount == 7


def table(overall: Data) -> Ledger:
    """A project's revenue and capital over two quarters, with their total row as stated."""
    spend = {"core": {"revenue": {"Q1": 4, "Q2": 6}, "capital": {"Q1": 2, "Q2": 3}}}
    return ledger_of(project(spend=spend, stated={"spend": {"overall": overall}}))


def told(ledger: Ledger) -> list[Finding]:
    rules = [rule for rule in all_rules() if rule.facts.family == "TOT"]
    return [finding for rule in rules for finding in rule(ledger)]


def test_where_no_single_figure_explains_two_sums_it_is_said() -> None:
    messages = [one.message for one in told(table({"total": 15, "Q1": 7, "Q2": 11}))]
    assert len(messages) == 3
    assert all("no single figure explains" in one for one in messages)


def test_a_sum_that_shares_no_figure_with_another_says_nothing_of_others() -> None:
    (one,) = told(ledger_of(in_thousands("109", "53", "52")))
    assert "no single figure" not in one.message
