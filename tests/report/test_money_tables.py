"""Tables of money: what is to be confirmed, indicative years, and the three forms of a budget."""

import pytest

from tests.report.command import FORMATS
from tests.report.reading import Table
from tests.report.whole import KINDS, Data, document, plan_of

FUNDING: Data = {
    "core": {"title": "Core grant", "kind": "core"},
    "pot": {"title": "Capital pot", "kind": "capital pot"},
}


@pytest.fixture(params=FORMATS)
def format_(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def table(caption: str, format_: str, kind: str = "work-programme", **data: object) -> Table:
    """The table of this caption in a plan's document."""
    return document(plan_of(kind, **{"funding": FUNDING} | data), format_).table(caption)


def of_project(caption: str, format_: str, **project: object) -> Table:
    """The table of this caption of a plan's one project, Depots."""
    projects = {"depot": {"title": "Depots"} | project}
    return table(f"Depots: {caption}", format_, projects=projects)


def budget(format_: str, **project: object) -> Table:
    return of_project("budget", format_, **project)


def line(text: str, **amounts: object) -> Data:
    return {"text": text, "amounts": amounts}


# --- A budget by source ----------------------------------------------------------------------


def test_a_budget_of_one_amount_a_line_is_set_by_source(format_: str) -> None:
    seen = budget(
        format_,
        budget={
            "lease": line("Lease", core=60000, pot="2500 tbc"),
            "works": line("Works", pot="tbc"),
            "fees": line("Fees", core="-£1,250.50"),
        },
        stated={"budget": {"core": "58749.50", "pot": "tbc"}},
    )
    assert seen.columns == ["Line", "Core grant", "Capital pot"]
    assert seen.rows == [
        ["Lease", "£60,000", "£2,500 (tbc)"],
        ["Works", "–", "tbc"],
        ["Fees", "-£1,250.50", "–"],
        ["Total", "£58,749.50", "tbc"],
    ]


def test_a_line_whose_source_is_not_stated_has_a_column_of_its_own(format_: str) -> None:
    seen = budget(
        format_,
        budget={"lease": line("Lease", core=60), "works": {"text": "Works", "amount": "40 tbc"}},
        stated={"budget_total": 100},
    )
    assert seen.columns == ["Line", "Core grant", "Amount"]
    assert seen.rows == [
        ["Lease", "£60", "–"],
        ["Works", "–", "£40 (tbc)"],
        ["Total", "–", "£100"],
    ]


def test_a_line_says_what_it_includes_and_what_stands_beside_it(format_: str) -> None:
    lines = {
        "a": line("Lease", core=1) | {"includes": ["Fees", "Stamps"], "note": "(1)"},
        "b": line("Works", core=2) | {"note": "to be agreed"},
    }
    assert budget(format_, budget=lines).column("Line") == [
        "Lease; Fees; Stamps (1)",
        "Works (to be agreed)",
    ]


def test_a_source_that_the_plan_does_not_have_is_named_by_its_id(format_: str) -> None:
    assert budget(format_, budget={"a": line("Lease", other=1)}).columns == ["Line", "other"]


# --- A budget over years ---------------------------------------------------------------------

YEARS: Data = {
    "budget": {
        "lease": line("Lease", core={"2008/09": 60000, "2009/10": "2500 tbc"}),
        "works": line("Works", core={"2009/10": 9000, "2010/11": "tbc", "total": "9000 tbc"}),
        "vans": line("Vans", core={"2010/11": 5}),
        "fees": line("Fees", core=700),
    },
    "stated": {"budget": {"core": {"total": 72200, "2008/09": 60000, "2009/10": 11500}}},
}


def test_a_budget_over_years_has_a_column_for_each_year_and_one_for_all(format_: str) -> None:
    seen = budget(format_, **YEARS)
    assert seen.columns == ["Line", "2008/09", "2009/10", "2010/11", "In all"]
    assert seen.rows[1:] == [
        ["Works", "–", "£9,000", "tbc", "£9,000 (tbc)"],
        ["Vans", "–", "–", "£5", "£5"],
        ["Fees", "–", "–", "–", "£700"],
        ["Total", "£60,000", "£11,500", "–", "£72,200"],
    ]
    assert seen.rows[0][:-1] == ["Lease", "£60,000", "£2,500 (tbc)", "–"]


@pytest.mark.parametrize(
    ("amounts", "in_all"),
    [
        ({"2008/09": 60000, "2009/10": "2500 tbc"}, "£62,500 (tbc)"),
        ({"2008/09": 60000, "2009/10": "tbc"}, "tbc"),
    ],
)
def test_a_row_that_is_to_be_confirmed_is_so_in_all(
    amounts: Data, in_all: str, format_: str
) -> None:
    """£60,000 in all would be read as what the line costs; a part of it is not known."""
    assert budget(format_, budget={"a": line("Lease", core=amounts)}).rows[0][-1] == in_all


def test_a_year_that_is_all_to_be_confirmed_has_a_column_too(format_: str) -> None:
    """Without it the board does not read that there is anything to come."""
    lines = {"a": line("Lease", core={"2008/09": 60, "2009/10": "tbc"})}
    seen = budget(format_, budget=lines)
    assert seen.columns == ["Line", "2008/09", "2009/10", "In all"]
    assert seen.column("2009/10") == ["tbc"]


def test_indicative_years_say_so_in_their_headings(format_: str) -> None:
    seen = budget(format_, indicative=["2009/10", "April 2010 to March 2011"], **YEARS)
    assert seen.columns == [
        "Line",
        "2008/09",
        "2009/10 (indicative)",
        "2010/11 (indicative)",
        "In all",
    ]


def test_several_sources_over_years_have_a_row_each(format_: str) -> None:
    seen = budget(
        format_,
        budget={"lease": line("Lease", core={"2008/09": 60}, pot={"2008/09": "5 tbc"})},
        stated={"budget": {"core": {"2008/09": 60}}, "budget_total": {"2008/09": 65}},
    )
    assert [row[:2] for row in seen.rows] == [
        ["Lease (Core grant)", "£60"],
        ["Lease (Capital pot)", "£5 (tbc)"],
        ["Total (Core grant)", "£60"],
        ["Total (Source not stated)", "£65"],
    ]


def test_one_year_in_other_words_is_one_column(format_: str) -> None:
    lines = {
        "a": line("Lease", core={"June 2009": 1}),
        "b": line("Works", core={"2009-06": 2, "July 2009": 4}),
    }
    seen = budget(format_, budget=lines)
    assert seen.columns == ["Line", "June 2009", "July 2009", "In all"]
    assert seen.column("June 2009") == ["£1", "£2"]


# --- A budget beside the cost alone ----------------------------------------------------------


def test_a_budget_with_savings_is_set_beside_the_cost_alone(format_: str) -> None:
    seen = budget(
        format_,
        budget={
            "seminars": line("Seminars", core=7000) | {"cost_alone": 3000, "saving": 131000},
            "news": line("News", core=5000, pot="10 tbc") | {"cost_alone": 0, "saving": -5000},
            "more": {"text": "More", "cost_alone": 10},
        },
        stated={"budget_total": 12000, "cost_alone": 3000, "saving": 126000},
    )
    assert seen.columns == [
        "Task",
        "Programme budget",
        "Cost to each organisation alone",
        "Saving",
    ]
    assert seen.rows == [
        ["Seminars", "£7,000", "£3,000", "£131,000"],
        ["News", "£5,000; £10 (tbc)", "£0", "-£5,000"],
        ["More", "–", "£10", "–"],
        ["Total", "£12,000", "£3,000", "£126,000"],
    ]


# --- Allocations and requests ----------------------------------------------------------------


def test_what_is_allocated_stands_beside_what_is_asked_for(format_: str) -> None:
    seen = of_project(
        "funding",
        format_,
        allocation={"core": 100, "pot": "tbc"},
        requested={"core": "90 tbc", "match": 5},
        stated={"allocation": "100 tbc"},
    )
    assert seen.columns == ["Source", "Allocated", "Asked for"]
    assert seen.rows == [
        ["Core grant", "£100", "£90 (tbc)"],
        ["Capital pot", "tbc", "–"],
        ["match", "–", "£5"],
        ["Total as stated", "£100 (tbc)", "–"],
    ]


def test_the_summary_has_projects_posts_totals_and_balances(format_: str) -> None:
    projects = {
        "fleet": {"number": 2, "title": "Fleet", "allocation": {"core": 30}, "workstreams": "b"},
        "depot": {
            "number": 1,
            "title": "Depots",
            "allocation": {"core": 60, "pot": 5},
            "workstreams": ["a"],
        },
        "plain": {"title": "Plain", "allocation": {"pot": "tbc"}},
        "none": {"title": "None of it"},
    }
    seen = table(
        "Allocations",
        format_,
        projects=projects,
        workstreams={"a": {"title": "Estates"}, "b": {"title": "Transport"}},
        budget={"post": line("Officer", core=10) | {"workstreams": ["a"]}},
        stated={
            "allocation": {"core": 100, "pot": "tbc"},
            "allocation_total": 105,
            "available": {"core": "120 tbc"},
            "unallocated": {"core": 20},
        },
    )
    assert seen.columns == [
        "Workstream",
        "Project",
        "Core grant",
        "Capital pot",
        "All sources",
    ]
    assert seen.rows == [
        ["Estates", "1. Depots", "£60", "£5", "£65"],
        ["Estates", "Officer", "£10", "–", "£10"],
        ["Transport", "2. Fleet", "£30", "–", "£30"],
        ["–", "Plain", "–", "tbc", "tbc"],
        ["", "Total", "£100", "tbc", "£105"],
        ["", "Available", "£120 (tbc)", "–", "–"],
        ["", "Left to allocate", "£20", "–", "–"],
    ]


def test_a_sum_over_sources_that_is_to_be_confirmed_says_so(format_: str) -> None:
    projects = {"depot": {"title": "Depots", "allocation": {"core": 60, "pot": "5 tbc"}}}
    seen = table("Allocations", format_, projects=projects)
    assert seen.column("All sources") == ["£65 (tbc)"]


def test_an_amount_over_years_is_written_in_one_cell(format_: str) -> None:
    allocation = {
        "core": {"total": "75000 tbc", "2008/09": 50000, "2009/10": "25000 tbc"},
        "pot": {"2008/09": "tbc", "2009/10": 7, "2010/11": 8},
    }
    seen = of_project("funding", format_, allocation=allocation)
    assert seen.column("Allocated") == [
        "£75,000 (tbc): £50,000 in 2008/09 and £25,000 (tbc) in 2009/10",
        "tbc in 2008/09, £7 in 2009/10 and £8 in 2010/11",
    ]


def test_the_appendix_has_every_line_of_every_project_and_of_the_programme(format_: str) -> None:
    projects = {
        "fleet": {"number": 2, "title": "Fleet", "budget": {"van": line("Van", pot="5 tbc")}},
        "depot": {"number": 1, "title": "Depots", "budget": {"lease": line("Lease", core=60)}},
    }
    seen = table(
        "Every budget line",
        format_,
        projects=projects,
        budget={"post": line("Officer", core="tbc")},
    )
    assert seen.columns == ["Project", "Line", "Core grant", "Capital pot"]
    assert seen.rows == [
        ["1. Depots", "Lease", "£60", "–"],
        ["2. Fleet", "Van", "–", "£5 (tbc)"],
        ["–", "Officer", "tbc", "–"],
    ]


def test_the_appendix_has_lines_whose_source_is_not_stated(format_: str) -> None:
    projects = {"depot": {"title": "Depots", "budget": {"a": {"text": "Lease", "amount": 60}}}}
    seen = table("Every budget line", format_, projects=projects)
    assert "£60" in [cell for row in seen.rows for cell in row]


# --- Funding and milestones ------------------------------------------------------------------


def test_funding_has_its_terms_and_its_total(format_: str) -> None:
    funding = {
        "core": {
            "title": "Core grant",
            "kind": "core",
            "status": "confirmed",
            "funder": "The department",
            "amount": 1975000,
            "ring_fence": "Improvement",
            "until": "June 2010",
        },
        "brought": {
            "title": "Brought forward",
            "kind": "carry-forward",
            "amount": "694k tbc",
            "pooled_with": "core",
        },
        "later": {"title": "Later", "kind": "match", "amount": "tbc", "note": "As announced"},
    }
    seen = table("Funding sources", format_, funding=funding, stated={"funding": "2669k"})
    assert seen.rows == [
        [
            "Core grant",
            "core, confirmed",
            "The department",
            "Improvement; To be spent by June 2010",
            "£1,975,000",
        ],
        [
            "Brought forward",
            "carry-forward",
            "–",
            "Allocated together with Core grant",
            "£694,000 (tbc)",
        ],
        ["Later", "match", "–", "As announced", "tbc"],
        ["Total as stated", "", "", "", "£2,669,000"],
    ]


def test_milestones_have_dates_costs_and_payments_by_source(format_: str) -> None:
    milestones = {
        "lease": {
            "text": "Lease signed",
            "due": ["June 2009", "July 2009"],
            "payments": {"core": 60000, "pot": "tbc"},
            "steps": {
                "draft": {"text": "Draft", "cost": 30000, "due_text": "on-going"},
                "works": {
                    "text": "Works",
                    "payments": {"core": "5 tbc"},
                    "funded_under": "fleet",
                    "note": "By others",
                },
            },
        },
        "end": {"text": "The end"},
    }
    seen = of_project(
        "milestones", format_, milestones=milestones, stated={"payments": {"core": 60000}}
    )
    assert seen.columns == [
        "Milestone",
        "Due",
        "Note",
        "Estimated cost",
        "Paid by Core grant",
        "Paid by Capital pot",
    ]
    assert seen.rows == [
        ["Lease signed", "June 2009 and July 2009", "–", "–", "£60,000", "tbc"],
        ["Lease signed: Draft", "on-going", "–", "£30,000", "–", "–"],
        [
            "Lease signed: Works",
            "not stated",
            "By others; Paid for under fleet",
            "–",
            "£5 (tbc)",
            "–",
        ],
        ["The end", "not stated", "–", "–", "–", "–"],
        ["Total", "", "", "–", "£60,000", "–"],
    ]


def test_estimates_have_numbers_rates_and_subtotals(format_: str) -> None:
    basis = {
        "large": {
            "text": "Large councils",
            "total": 180000,
            "parts": {"all": {"text": "Councils", "number": 20, "rate": 9000}},
        },
        "less": {"parts": {"rebate": {"amount": -500}}},
    }
    funding = {"fees": {"title": "Fees", "kind": "subscription", "basis": basis}}
    seen = table("Fees: how the amount is made up", format_, funding=funding)
    assert seen.columns == ["What it is", "Number", "Rate", "Amount"]
    assert seen.rows == [
        ["Councils", "20", "£9,000", "£180,000"],
        ["Large councils", "–", "–", "£180,000"],
        ["Rebate", "–", "–", "-£500"],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_without_money_has_no_table_of_it(kind: str, format_: str) -> None:
    seen = document(plan_of(kind, projects={"depot": {"title": "Depots"}}), format_)
    assert [one.caption for one in seen.tables] == []


def test_figures_stand_to_the_right() -> None:
    """In Markdown by the row of dashes, in HTML by the class that the style sheet sets."""
    seen = document(
        plan_of(
            "work-programme",
            funding=FUNDING,
            projects={"depot": {"title": "Depots", "allocation": {"core": "60 tbc"}}},
        ),
        "html",
    )
    cells = [one for one in seen.root.all("td") if "£" in one.text]
    assert cells
    assert {one.attributes.get("class") for one in cells} == {"figure"}
