"""Each kind of sum that a plan may state: what makes it up, and what is no part of it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.sums.equation import Equation, Sum
from riep_plan.figures.sums.evidence import figure
from riep_plan.values.quantity import Measure, read_quantity
from tests.figures.stated import (
    SOURCES,
    failing,
    holds,
    ledger_of,
    of_kind,
    project,
    terms,
    the_sum,
)
from tests.figures.tables import Data

steady = settings(deadline=None, derandomize=True, database=None, max_examples=100)


def line(**amounts: object) -> Data:
    """A budget line with amounts by source."""
    return {"text": "Line", "amounts": amounts}


def milestone(**payments: object) -> Data:
    """A milestone with payments by source."""
    return {"text": "Reached", "payments": payments}


def kinds(data: Data) -> list[Sum]:
    return [one.kind for one in ledger_of(data).equations]


# --- A budget and its lines ------------------------------------------------------------------

BUDGET: Data = project(
    budget={"a": line(core=60), "b": line(core=40, pot=5)},
    stated={"budget": {"core": 100, "pot": 5}, "budget_total": 105},
)


def test_a_budget_is_cast_source_by_source_and_in_all() -> None:
    assert [terms(one) for one in of_kind(ledger_of(BUDGET), Sum.OF_BUDGET)] == [
        ("stated/budget/core", ["budget/a/amounts/core", "budget/b/amounts/core"]),
        ("stated/budget/pot", ["budget/b/amounts/pot"]),
        (
            "stated/budget_total",
            ["budget/a/amounts/core", "budget/b/amounts/core", "budget/b/amounts/pot"],
        ),
    ]
    assert holds(BUDGET)


def test_a_line_that_is_out_shows_in_its_source_and_in_all() -> None:
    wrong = project(
        budget={"a": line(core=60), "b": line(core=41, pot=5)},
        stated={"budget": {"core": 100, "pot": 5}, "budget_total": 105},
    )
    assert failing(wrong) == [
        (Sum.OF_BUDGET, "stated/budget/core", -1),
        (Sum.OF_BUDGET, "stated/budget_total", -1),
    ]


def test_lines_without_a_source_count_in_the_whole_budget_alone() -> None:
    data = project(
        budget={"a": {"text": "A", "amount": 60}, "b": line(core=40)},
        stated={"budget": {"core": 40}, "budget_total": 100},
    )
    assert [terms(one)[1] for one in of_kind(ledger_of(data), Sum.OF_BUDGET)] == [
        ["budget/b/amounts/core"],
        ["budget/a/amount", "budget/b/amounts/core"],
    ]
    assert holds(data)


def test_a_budget_over_years_is_cast_year_by_year() -> None:
    data = project(
        budget={
            "a": line(core={"2008/09": 60, "2009/10": 10}),
            "b": line(core={"2008/09": 40, "2010/11": 7}),
        },
        stated={"budget": {"core": {"total": 117, "2008/09": 100, "2009/10": 10, "2010/11": 7}}},
    )
    sums = of_kind(ledger_of(data), Sum.OF_BUDGET)
    assert {one.total.at[-1]: one.added for one in sums} == {
        "total": 117,
        "2008/09": 100,
        "2009/10": 10,
        "2010/11": 7,
    }
    assert holds(data)


def test_a_year_that_the_total_row_leaves_out_is_nought() -> None:
    lines = {"a": line(core={"2008/09": 60, "2009/10": 10})}
    data = project(budget=lines, stated={"budget": {"core": {"2008/09": 60}}})
    ((kind, at, gap),) = failing(data)
    assert (kind, at, gap) == (Sum.OF_BUDGET, "stated/budget/core/2009/10", -10)
    (one,) = ledger_of(data).failing
    assert not one.total.is_written


def test_a_total_without_years_is_compared_with_all_of_each_line() -> None:
    lines = {"a": line(core={"2008/09": 60, "2009/10": 10}), "b": line(core=30)}
    assert holds(project(budget=lines, stated={"budget": {"core": 100}}))


def test_one_period_in_other_words_is_one_column() -> None:
    lines = {"a": line(core={"2009-06": 60}), "b": line(core={"June 2009": 40})}
    data = project(budget=lines, stated={"budget": {"core": {"June 2009": 100}}})
    (one,) = of_kind(ledger_of(data), Sum.OF_BUDGET)
    assert [part.at[-1] for part in one.parts] == ["2009-06", "June 2009"]
    assert holds(data)


def test_a_column_with_an_unknown_amount_is_left_alone() -> None:
    lines = {
        "a": line(core={"2008/09": 60, "2009/10": "tbc"}),
        "b": line(core={"2008/09": "40 tbc", "2009/10": 7}),
    }
    data = project(budget=lines, stated={"budget": {"core": {"2008/09": 99, "2009/10": 1}}})
    assert failing(data) == [(Sum.OF_BUDGET, "stated/budget/core/2008/09", -1)]


def test_a_budget_without_lines_or_without_a_total_states_no_sum() -> None:
    assert kinds(project(stated={"budget": {"core": 100}, "budget_total": 100})) == []
    assert kinds(project(budget={"a": line(core=60)})) == []


# --- Payments and their milestones -----------------------------------------------------------


def test_payments_are_cast_over_milestones_and_paid_steps() -> None:
    data = project(
        milestones={
            "one": milestone(core=70, pot=8),
            "two": {
                "text": "Two",
                "steps": {
                    "a": {"text": "A", "payments": {"core": 20}},
                    "b": {"text": "B", "payments": {"core": 10}, "cost": 9999},
                },
            },
        },
        stated={"payments": {"core": 100, "pot": 8}},
    )
    assert [terms(one) for one in of_kind(ledger_of(data), Sum.OF_PAYMENTS)] == [
        (
            "stated/payments/core",
            [
                "milestones/one/payments/core",
                "milestones/two/steps/a/payments/core",
                "milestones/two/steps/b/payments/core",
            ],
        ),
        ("stated/payments/pot", ["milestones/one/payments/pot"]),
    ]
    assert holds(data)


@pytest.mark.parametrize(
    "elsewhere",
    [
        milestone(core=9) | {"funded_under": "q"},
        {
            "text": "M",
            "steps": {"s": {"text": "S", "payments": {"core": 9}, "funded_under": "q"}},
        },
    ],
)
def test_what_another_projects_budget_pays_for_is_no_part(elsewhere: Data) -> None:
    stated = {"payments": {"core": 70}}
    assert holds(project(milestones={"m": milestone(core=70), "o": elsewhere}, stated=stated))


def test_payments_over_time_are_cast_period_by_period() -> None:
    data = project(
        milestones={
            "m": milestone(core={"June 2009": 10, "July 2009": 5}),
            "n": milestone(core={"July 2009": 6}),
        },
        stated={"payments": {"core": {"total": 21, "June 2009": 10, "July 2009": 12}}},
    )
    assert failing(data) == [
        (Sum.OF_PAYMENTS, "stated/payments/core/July 2009", 1),
        (Sum.OVER_PERIODS, "stated/payments/core/total", -1),
    ]


def test_a_stated_payment_that_nothing_makes_up() -> None:
    data = project(milestones={"m": milestone(pot=5)}, stated={"payments": {"core": 70}})
    assert failing(data) == [(Sum.OF_PAYMENTS, "stated/payments/core", 70)]


# --- An allocation, and what is asked for, budgeted and paid ---------------------------------

ALLOCATED: Data = {
    "allocation": {"core": 100},
    "requested": {"core": 100},
    "budget": {"a": line(core=60), "b": line(core=40)},
    "milestones": {"m": milestone(core=70), "n": milestone(core=30)},
}


def test_an_allocation_is_compared_with_the_request_the_budget_and_the_payments() -> None:
    data = project(**ALLOCATED)
    assert [terms(one) for one in of_kind(ledger_of(data), Sum.OF_ALLOCATION)] == [
        ("allocation/core", ["requested/core"]),
        ("allocation/core", ["budget/a/amounts/core", "budget/b/amounts/core"]),
        ("allocation/core", ["milestones/m/payments/core", "milestones/n/payments/core"]),
    ]
    assert holds(data)


def test_without_an_allocation_the_request_takes_its_place() -> None:
    data = project(**{key: value for key, value in ALLOCATED.items() if key != "allocation"})
    assert [terms(one)[0] for one in of_kind(ledger_of(data), Sum.OF_ALLOCATION)] == [
        "requested/core",
        "requested/core",
    ]
    assert holds(data)


@pytest.mark.parametrize("source", ["allocation", "requested"])
def test_money_from_another_source_is_another_matter(source: str) -> None:
    data = project(**{source: {"core": 100}}, budget={"a": line(pot=5)})
    assert of_kind(ledger_of(data), Sum.OF_ALLOCATION) == []


def test_a_line_without_a_source_leaves_the_sources_alone() -> None:
    """It might be paid for by any of them; together they are what is allocated in all."""
    budget = {"a": line(core=60), "b": {"text": "B", "amount": 45}}
    data = project(allocation={"core": 100, "pot": 5}, budget=budget, stated={"allocation": 105})
    assert [terms(one) for one in ledger_of(data).equations] == [
        ("stated/allocation", ["allocation/core", "allocation/pot"]),
        ("stated/allocation", ["budget/a/amounts/core", "budget/b/amount"]),
    ]
    assert holds(data)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("allocation", {"core": "tbc"}),
        ("requested", {"core": "tbc"}),
        ("budget", {"a": line(core=60), "b": line(core="tbc")}),
        ("milestones", {"m": milestone(core="tbc")}),
    ],
)
def test_nothing_is_compared_with_what_is_to_be_confirmed(key: str, value: Data) -> None:
    data = project(**ALLOCATED | {key: value, "stated": {"allocation": 100}})
    sums = of_kind(ledger_of(data), Sum.OF_ALLOCATION)
    assert not any(at.startswith(key) for one in sums for at in terms(one)[1])
    assert failing(data) == []


def test_a_marked_amount_counts_as_it_stands() -> None:
    data = project(allocation={"core": "100 tbc"}, requested={"core": 99})
    assert failing(data) == [(Sum.OF_ALLOCATION, "allocation/core", 1)]


def test_only_the_plans_own_year_is_compared() -> None:
    lines = {"a": line(core={"2008/09": 100, "2009/10": 900})}
    data = project(allocation={"core": 100}, budget=lines)
    assert failing(data) == [(Sum.OF_ALLOCATION, "allocation/core", -900)]
    assert holds(data | {"period": "2008/09"})


def test_only_the_plans_own_year_is_compared_where_both_are_over_years() -> None:
    """As the page of TOT08 says: a budget for three years, and an allocation for the first."""
    lines = {"a": line(core={"2008/09": 100, "2009/10": 900})}
    data = project(allocation={"core": {"2008/09": 100}}, budget=lines)
    assert holds(data | {"period": "2008/09"})


def test_amounts_over_years_are_compared_year_by_year() -> None:
    """They may agree in all and be planned for another year."""
    data = project(
        allocation={"core": {"2008/09": 60, "2009/10": 40}},
        requested={"core": {"2008/09": 60, "2009/10": 40}},
        budget={"a": line(core={"2008/09": 40}), "b": line(core={"2009/10": 60})},
    )
    assert failing(data) == [
        (Sum.OF_ALLOCATION, "allocation/core/2008/09", 20),
        (Sum.OF_ALLOCATION, "allocation/core/2009/10", -20),
    ]


# --- Totals of allocations -------------------------------------------------------------------

TWO: Data = {
    "projects": {
        "p": {"title": "P", "allocation": {"core": 60, "pot": 4}, "stated": {"allocation": 64}},
        "q": {"title": "Q", "allocation": {"core": 30}},
    },
    "budget": {"post": line(core=10)},
    "stated": {"allocation": {"core": 100, "pot": 4}, "allocation_total": 104},
}


def test_allocations_are_cast_over_projects_and_over_sources() -> None:
    assert [terms(one) for one in of_kind(ledger_of(TWO), Sum.OVER_ALLOCATIONS)] == [
        ("stated/allocation", ["allocation/core", "allocation/pot"]),
        (
            "stated/allocation/core",
            ["allocation/core", "projects/q/allocation/core", "budget/post/amounts/core"],
        ),
        ("stated/allocation/pot", ["allocation/pot"]),
        ("stated/allocation_total", ["stated/allocation/core", "stated/allocation/pot"]),
    ]
    assert holds(TWO)


def test_without_totals_by_source_the_total_is_that_of_the_projects() -> None:
    data = TWO | {"stated": {"allocation_total": 104}}
    (_, in_all) = of_kind(ledger_of(data), Sum.OVER_ALLOCATIONS)
    assert terms(in_all)[0] == "stated/allocation_total"
    assert sorted(terms(in_all)[1]) == sorted(
        [
            "allocation/core",
            "allocation/pot",
            "projects/q/allocation/core",
            "budget/post/amounts/core",
        ]
    )
    assert holds(data)


def test_with_a_total_of_one_source_alone_the_total_is_still_that_of_the_projects() -> None:
    data = TWO | {"stated": {"allocation": {"core": 100}, "allocation_total": 104}}
    assert holds(data)


def test_totals_over_projects_wait_for_all_of_them() -> None:
    ledger = ledger_of(TWO, complete=False)
    assert [terms(one)[0] for one in of_kind(ledger, Sum.OVER_ALLOCATIONS)] == ["stated/allocation"]


def with_unknown(amount: str) -> Ledger:
    """The two projects, and one whose allocation is to be confirmed; the first has an amount."""
    first = TWO["projects"]["p"] | {"allocation": {"core": amount}}
    unknown = {"title": "R", "allocation": {"core": "tbc"}}
    return ledger_of(TWO | {"projects": TWO["projects"] | {"p": first, "r": unknown}})


def total_of_core(ledger: Ledger) -> Equation:
    sums = of_kind(ledger, Sum.OVER_ALLOCATIONS)
    return next(one for one in sums if terms(one)[0] == "stated/allocation/core")


@pytest.mark.parametrize(("amount", "falls_short"), [("£0", True), ("£999999999", False)])
def test_what_is_to_be_confirmed_may_fill_a_total_and_not_empty_it(
    amount: str, *, falls_short: bool
) -> None:
    equation = total_of_core(with_unknown(amount))
    assert (equation.gap == 0) is falls_short


def test_a_sum_held_open_by_what_is_to_be_confirmed_bears_no_figure_out() -> None:
    ledger = with_unknown("£0")
    assert total_of_core(ledger) not in ledger.failing
    assert all(total_of_core(ledger) not in failure.sums for failure in ledger.failures)


# --- What there is to allocate ---------------------------------------------------------------

POOL: Data = {
    "funding": {
        "core": SOURCES["core"] | {"amount": 1975},
        "brought": {
            "title": "Core brought forward",
            "kind": "carry-forward",
            "amount": 694,
            "pooled_with": "core",
        },
        "pot": SOURCES["pot"] | {"amount": 1710},
    },
    "stated": {"available": {"core": 2669, "pot": 1710}, "funding": 4379},
}


def test_what_there_is_is_the_source_and_what_is_pooled_with_it() -> None:
    assert [terms(one) for one in of_kind(ledger_of(POOL), Sum.OF_FUNDING)] == [
        ("stated/available/core", ["funding/core/amount", "funding/brought/amount"]),
        ("stated/available/pot", ["funding/pot/amount"]),
        (
            "stated/funding",
            ["funding/core/amount", "funding/brought/amount", "funding/pot/amount"],
        ),
    ]
    assert holds(POOL)


def test_funding_in_all_is_of_every_source_where_nothing_else_is_said() -> None:
    data = POOL | {"stated": {"funding": 4378}}
    assert failing(data) == [(Sum.OF_FUNDING, "stated/funding", -1)]


def test_a_source_without_an_amount_is_left_out() -> None:
    funding = POOL["funding"] | {"more": {"title": "More", "kind": "match"}}
    assert holds(POOL | {"funding": funding})


def one_to_be_confirmed(available: int, funding: int) -> Data:
    """The pool of £1,975 and an amount that is not known yet, with another source of £1,710."""
    sources = POOL["funding"] | {"brought": POOL["funding"]["brought"] | {"amount": "tbc"}}
    stated = {"available": {"core": available, "pot": 1710}, "funding": funding}
    return {"funding": sources, "stated": stated}


@pytest.mark.parametrize(
    ("available", "funding", "places"),
    [
        (2669, 4379, []),
        (1975, 3685, []),
        (1974, 3685, ["stated/available/core"]),
        (2669, 3684, ["stated/funding"]),
    ],
)
def test_known_amounts_may_fall_short_of_a_total_and_not_go_beyond_it(
    available: int, funding: int, places: list[str]
) -> None:
    found = failing(one_to_be_confirmed(available, funding))
    assert [at for kind, at, _ in found if kind is Sum.OF_FUNDING] == places


@pytest.mark.parametrize(("funding", "places"), [(3685, []), (3684, ["stated/funding"])])
def test_all_sources_with_one_to_be_confirmed(funding: int, places: list[str]) -> None:
    data = one_to_be_confirmed(0, funding)
    data["stated"] = {"funding": funding}
    assert [at for _, at, _ in failing(data)] == places


def test_a_pool_of_which_nothing_is_known_makes_no_total() -> None:
    data = one_to_be_confirmed(0, 5)
    data["funding"]["core"] = data["funding"]["core"] | {"amount": "tbc"}
    data["stated"] = {"available": {"core": 5}, "funding": 5}
    assert of_kind(ledger_of(data), Sum.OF_FUNDING) == []


def test_the_amount_of_a_source_is_what_it_was_worked_out_from() -> None:
    basis = {"councils": {"text": "Councils", "total": 1974, "parts": {"all": {"amount": 1974}}}}
    data = {"funding": {"core": SOURCES["core"] | {"amount": 1975, "basis": basis}}}
    assert failing(data) == [(Sum.OF_ESTIMATE, "funding/core/amount", 1)]


# --- What is left ----------------------------------------------------------------------------


def balance(unallocated: object, **stated: object) -> Data:
    projects = {"p": {"title": "P", "allocation": {"core": 60}}, "q": {"title": "Q"}}
    whole = {"unallocated": {"core": unallocated}} | stated
    funding = {"core": SOURCES["core"] | {"amount": 100}}
    return {"funding": funding, "projects": projects, "stated": whole}


def test_a_balance_is_what_there_is_less_what_is_allocated() -> None:
    data = balance(40, available={"core": 100}, allocation={"core": 60})
    one = the_sum(ledger_of(data), Sum.OF_BALANCE)
    assert terms(one) == (
        "stated/unallocated/core",
        ["stated/available/core", "stated/allocation/core"],
    )
    assert [part.times for part in one.parts] == [1, -1]
    assert holds(data)


def test_where_no_totals_are_stated_the_parts_take_their_place() -> None:
    one = the_sum(ledger_of(balance(40)), Sum.OF_BALANCE)
    assert terms(one)[1] == ["funding/core/amount", "allocation/core"]
    assert holds(balance(40))


def test_a_balance_may_be_below_nought() -> None:
    data = balance(-5, available={"core": 100}, allocation={"core": 105})
    assert [one for one in failing(data) if one[0] is Sum.OF_BALANCE] == []


def test_a_balance_that_is_out() -> None:
    data = balance(136, available={"core": 336}, allocation={"core": 200})
    wrong = balance(163, available={"core": 336}, allocation={"core": 200})
    assert [one[0] for one in failing(data)] == [Sum.OF_FUNDING, Sum.OVER_ALLOCATIONS]
    assert (Sum.OF_BALANCE, "stated/unallocated/core", 27) in failing(wrong)


@pytest.mark.parametrize(
    "stated", [{"available": {"core": "tbc"}}, {"allocation": {"core": "tbc"}}]
)
def test_a_balance_of_what_is_not_known_is_left_alone(stated: Data) -> None:
    assert of_kind(ledger_of(balance(163, **stated)), Sum.OF_BALANCE) == []
    assert of_kind(ledger_of(balance("tbc")), Sum.OF_BALANCE) == []


# --- Savings ---------------------------------------------------------------------------------


def together(saving: int, **more: object) -> Data:
    """A programme for 46 councils with one line that saves something."""
    one = line(core=7000) | {"cost_alone": 3000, "saving": saving}
    return {"organisations_served": 46} | project(budget={"a": one}, **more)


def test_a_saving_is_the_cost_alone_of_everyone_less_the_budget() -> None:
    one = the_sum(ledger_of(together(131_000)), Sum.OF_SAVING)
    assert terms(one) == ("budget/a/saving", ["budget/a/cost_alone", "budget/a/amounts/core"])
    assert [part.times for part in one.parts] == [46, -1]
    assert holds(together(131_000))
    assert failing(together(138_000)) == [(Sum.OF_SAVING, "budget/a/saving", 7000)]


def test_all_sources_are_taken_off_a_saving() -> None:
    one = line(core=7000, pot=1000) | {"cost_alone": 3000, "saving": 130_000}
    assert holds({"organisations_served": 46} | project(budget={"a": one}))


def test_the_programmes_own_lines_save_too() -> None:
    one = line(core=5000) | {"cost_alone": 0, "saving": -5000}
    data = {"organisations_served": 46, "budget": {"posts": one}}
    assert terms(the_sum(ledger_of(data), Sum.OF_SAVING))[0] == "budget/posts/saving"
    assert holds(data)


def test_without_the_number_of_organisations_no_saving_is_worked_out() -> None:
    data = together(138_000)
    del data["organisations_served"]
    assert of_kind(ledger_of(data), Sum.OF_SAVING) == []


def test_a_saving_of_an_unknown_budget_is_left_alone() -> None:
    one = line(core="tbc") | {"cost_alone": 3000, "saving": 1}
    assert kinds({"organisations_served": 46} | project(budget={"a": one})) == []


def test_savings_and_costs_alone_are_added_up() -> None:
    lines = {
        "a": line(core=7000) | {"cost_alone": 3000, "saving": 131_000},
        "b": line(core=11_000) | {"cost_alone": 1000, "saving": 35_000},
        "c": line(core=1),
    }
    data = project(budget=lines, stated={"cost_alone": 4000, "saving": 166_000})
    assert [terms(one) for one in of_kind(ledger_of(data), Sum.OVER_SAVINGS)] == [
        ("stated/cost_alone", ["budget/a/cost_alone", "budget/b/cost_alone"]),
        ("stated/saving", ["budget/a/saving", "budget/b/saving"]),
    ]
    assert holds(data)


def test_a_promised_saving_is_that_of_the_budget() -> None:
    promised = {"in_year": {"non_cashable": 131_000}}
    assert holds(together(131_000, efficiencies=promised))
    wrong = together(131_000, efficiencies={"in_year": {"non_cashable": 131}})
    assert failing(wrong) == [(Sum.OVER_SAVINGS, "efficiencies/in_year/non_cashable", -130_869)]


def test_the_programmes_saving_is_that_of_its_projects() -> None:
    projects = {
        "p": {"title": "P", "budget": {"a": line(core=1) | {"saving": 10}}},
        "q": {"title": "Q", "stated": {"saving": 5}},
        "r": {"title": "R", "budget": {"a": line(core=1)}},
    }
    data = {"projects": projects, "stated": {"saving": 16}}
    (one,) = ledger_of(data).failing
    assert (one.kind, len(one.parts)) == (Sum.OVER_SAVINGS, 2)
    assert one.gap == 1
    assert ledger_of(data, complete=False).failing == ()


# --- Evidence --------------------------------------------------------------------------------


def evidence(**rows: Data) -> Data:
    return project(evidence={"e": {"title": "Table", "rows": rows}})


def row(adds: object = (), less: object = (), **values: str) -> Data:
    return {"text": "Row", "values": values, "adds": adds, "less": less}


def test_a_row_of_evidence_is_the_rows_that_it_adds() -> None:
    data = evidence(a=row(y="210"), b=row(y="107"), c=row(y="99"), t=row(["a", "b"], y="317"))
    one = the_sum(ledger_of(data), Sum.OF_EVIDENCE)
    assert terms(one) == (
        "evidence/e/rows/t/values/y",
        ["evidence/e/rows/a/values/y", "evidence/e/rows/b/values/y"],
    )
    assert holds(data)


def test_a_row_of_evidence_may_take_rows_off() -> None:
    data = evidence(cost=row(y="£287,800"), have=row(y="£132,793"), gap=row("cost", "have", y="£1"))
    ((_, _, gap),) = failing(data)
    assert gap == 1 - Decimal(287_800 - 132_793)


def test_each_column_is_added_up_by_itself_in_what_it_measures() -> None:
    data = evidence(
        a=row(n="1,500", p="33%", m="£8m"),
        b=row(n="2", p="4%", m="£1m"),
        t=row(["a", "b"], n="1502", p="37%", m="£9m"),
    )
    assert [(one.measure, one.shown(one.added)) for one in ledger_of(data).equations] == [
        (Measure.NUMBER, "1,502"),
        (Measure.PERCENT, "37%"),
        (Measure.POUNDS, "£9,000,000"),
    ]
    assert holds(data)


@pytest.mark.parametrize("words", ["tbc", "n/a", "see below", "8m"])
def test_a_column_with_words_to_add_is_left_alone(words: str) -> None:
    cells = {"a": row(y="1"), "b": row(y=words), "t": row(["a", "b"], y="9")}
    assert kinds(evidence(**cells)) == []
    assert kinds(evidence(a=row(y="1"), t=row("a", y=words))) == []


def test_a_column_that_a_row_leaves_empty_is_added_without_it() -> None:
    data = evidence(a=row(x="1", y="5"), b=row(x="2"), t=row(["a", "b"], x="3", y="5"))
    assert holds(data)


def test_a_row_that_adds_nothing_is_not_compared() -> None:
    assert kinds(evidence(a=row(y="1"), t=row(y="9"))) == []


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("c £154k", "£154,000"),
        ("c. £154k", "£154,000"),
        ("circa 20", "20"),
        ("about 20", "20"),
        ("approx. 33%", "33%"),
        ("ca 5", "5"),
        ("£154k", "£154,000"),
        ("33 %", "33%"),
    ],
)
def test_a_cell_is_read_as_a_person_reads_it(cell: str, meant: str) -> None:
    assert figure(cell) == read_quantity(meant)


@pytest.mark.parametrize("cell", ["", "tbc", "circa", "about", "cost 5", "c", "£", "5 people"])
def test_a_cell_of_words_is_no_figure(cell: str) -> None:
    assert figure(cell) is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("33%", "33%", "67%"), True),
        (("33%", "33%", "68%"), False),
        (("33.3%", "33.3%", "66.7%"), True),
        (("33.3%", "33.3%", "66.8%"), False),
        (("£3m", "£4m", "£8m"), True),
        (("£3m", "£4m", "£9m"), False),
        (("£3.0m", "£4.0m", "£7.1m"), True),
        (("£3.0m", "£4.0m", "£7.2m"), False),
        (("c. £3m", "£4m", "approx. £8m"), True),
        (("33.3 %", "33.3 %", "66.8 %"), False),
        (("£1bn", "£1bn", "£3bn"), True),
        (("£1bn", "£1bn", "£4bn"), False),
        (("£154k", "£1k", "£155k"), True),
        (("£154k", "£1k", "£156k"), False),
        (("154", "1", "156"), False),
    ],
)
def test_a_printed_percentage_or_million_may_be_rounded(
    cells: tuple[str, str, str], *, expected: bool
) -> None:
    """By half of the last place each: three cells of whole per cents allow one and a half."""
    a, b, total = cells
    assert holds(evidence(a=row(y=a), b=row(y=b), t=row(["a", "b"], y=total))) is expected


@given(numbers=st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=6), off=st.integers())
@steady
def test_whole_numbers_of_evidence_are_exact(numbers: list[int], off: int) -> None:
    rows = {f"r{place}": row(y=f"{one}") for place, one in enumerate(numbers)}
    total = max(min(sum(numbers) + off, 10**9), -(10**9))
    data = evidence(**rows, t=row(list(rows), y=f"{total}"))
    assert holds(data) is (total == sum(numbers))
