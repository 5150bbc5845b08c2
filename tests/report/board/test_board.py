"""What stands in a board report, and when a quarter has one."""

import pytest

from tests.figures.returns.programme import ABSENT, DELIVERED, GREEN, SIGNED
from tests.report.board.seen import board

RED = {"status": "red", "because": "The landlord has withdrawn."}
FORMATS = ("md", "html")


@pytest.mark.parametrize("format_", FORMATS)
def test_every_section_is_there(format_: str) -> None:
    headings = [one.text for one in board(format_=format_).headings if one.tag == "h2"]
    assert headings == [
        "The position",
        "1. Projects",
        "2. Spend and forecast outturn",
        "3. Outputs and milestones",
        "4. Indicators",
        "5. Efficiencies",
        "6. Risks",
        "7. Changes asked for",
        "8. Returns",
        "9. Data quality",
    ]


def test_a_quarter_without_returns_shows_the_plan_and_says_so() -> None:
    seen = board(quarter="Q3")
    assert "No return received for Q3." in seen.text
    assert seen.has_table("Planned spend by project")


def test_rag_is_in_words_with_its_trend_and_what_the_figures_imply() -> None:
    edits = [("Q2/care/rag/delivery", RED), ("Q2/depot/spend/core/capital/actual", 2000)]
    assert board(*edits).table("RAG of every project, the worst first").rows == [
        ["Shared depot", "GREEN", "the same", "RED"],
        ["Shared care records", "RED", "worse", "GREEN"],
    ]


def test_no_return_and_nothing_to_report_are_two_things() -> None:
    nothing = {**SIGNED["Q2"], "nothing_to_report": "On hold until May."}
    rows = board(("Q2/care", nothing)).table("RAG of every project, the worst first").rows
    assert ["Shared care records", "nothing to report", "–", "RED"] in rows
    seen = board(("Q2/care", ABSENT))
    rows = seen.table("RAG of every project, the worst first").rows
    assert ["Shared care records", "NO RETURN", "–", "cannot be told"] in rows
    assert "1 of 2 returns received, none from Shared care records." in seen.text


def test_a_late_return_is_said_to_be_late() -> None:
    seen = board(("Q2/care/received", "2011-01-12"))
    assert "2 of 2 returns received, 1 late." in seen.text


def test_a_rating_that_the_figures_do_not_bear_out_is_set_beside_them() -> None:
    seen = board(("Q2/depot/spend/core/capital/actual", 2000))
    row = seen.table("Ratings that the figures do not bear out").rows[0]
    assert row[:4] == ["Shared depot", "Spend", "GREEN", "RED"]
    assert row[4].startswith("It spent £17,900 (45%) less than its profile to date")
    assert not board().has_table("Ratings that the figures do not bear out")


def test_the_board_decides_what_is_beyond_the_limit() -> None:
    seen = board(("Q2/depot/changes/move/amount", 9000))
    assert seen.table("Decisions asked of the board").rows == [
        [
            "Shared depot",
            "Re-profile: Fittings are bought a quarter earlier",
            "£9,000",
            "beyond £5,000",
        ]
    ]
    within = board()
    assert not within.has_table("Decisions asked of the board")
    row = within.table("Changes asked for in the returns for Q2").rows[0]
    assert row[4:] == [
        "Core grant; revenue; Q3",
        "Core grant; revenue; Q2",
        "within £5,000",
        "within delegated limits",
    ]


def test_what_has_changed_since_the_last_quarter() -> None:
    edits = [
        ("Q2/care/rag/delivery", RED),
        ("Q2/depot/outputs/lease/opened", {**DELIVERED, "on": "2010-12-01"}),
        ("Q2/depot/risks/late/closed", "2010-12-20"),
    ]
    assert board(*edits).section("What has changed since Q1") == [
        "By their own ratings, worse: Shared care records.",
        "The expected outturn is the same.",
        "Outputs and milestones: 1 delivered.",
        "Risks: 1 closed.",
    ]


def test_the_first_quarter_has_nothing_before_it() -> None:
    seen = board(quarter="Q1")
    assert seen.section("What happened in the quarter") == ["Outputs and milestones: 1 delivered."]


def test_money_without_a_profile_is_held_against_none() -> None:
    table = board().table("Spend and forecast outturn by project")
    cells = dict(zip(table.columns, table.rows[0], strict=True))
    assert cells["Project"] == "Shared care records"
    assert (cells["Budget now"], cells["Profile to Q2"], cells["Variance to date"]) == (
        "£30,000",
        "–",
        "–",
    )
    assert cells["Variance at outturn"] == "£0"


def test_lateness_is_told_by_days_and_cause() -> None:
    said = {"status": "delayed", "expected": "2011-04-30", "cause": "No landlord agrees"}
    row = (
        board(("Q2/depot/outputs/lease/opened", said))
        .table("Late, delayed or not reported on")
        .rows[0]
    )
    assert row == [
        "Shared depot",
        "Depot opened",
        "Q3",
        "delayed",
        "30 April 2011",
        "30 days",
        "No landlord agrees",
    ]


def test_risks_are_in_the_grid_with_their_movement() -> None:
    new = {"text": "A bridge closes", "likelihood": "high", "impact": "low"}
    seen = board(("Q2/depot/new_risks", {"bridge": new}))
    grid = {row[0]: row[1:] for row in seen.table("Risk grid").rows}
    assert grid["High"][0] == "2 (new)"
    assert grid["Medium"][1] == "1 (higher)"
    moved = seen.table("Risks that moved, are new or were closed in Q2").rows
    assert [row[3:6] for row in moved] == [
        ["higher", "low, medium", "medium, medium"],
        ["new", "–", "high, low"],
    ]


def test_corrections_are_listed_and_counted_in() -> None:
    edit = {
        "invoice": {
            "quarter": "Q1",
            "at": "spend/core/revenue/actual",
            "was": 10000,
            "becomes": 9000,
            "reason": "An invoice was charged twice",
            "agreed_by": "Programme manager",
        }
    }
    seen = board(("Q2/depot/corrections", edit))
    row = seen.table("Corrections of earlier returns").rows[0]
    assert row[:6] == [
        "Shared depot",
        "Q1",
        "spend, core, revenue, actual",
        "£10,000",
        "£9,000",
        "Q2",
    ]
    table = seen.table("Spend and forecast outturn by project")
    actual = table.columns.index("Actual to Q2")
    assert [row[actual] for row in table.rows if row[0] == "Shared depot"] == ["£39,100"]


@pytest.mark.parametrize("format_", FORMATS)
def test_illustrative_returns_are_said_to_be_so_in_every_section(format_: str) -> None:
    edit = ("returns/Q2/illustrative", "Made up.")
    seen = board(edit, format_=format_)
    assert seen.headings[0].text.endswith("(illustrative)")
    sections = [one.text for one in seen.headings if one.tag == "h2"]
    for section in sections[1:]:
        assert seen.section(section)[0] == "These returns are illustrative."
    assert "illustrative" not in board(format_=format_).text


def test_a_programme_of_nothing_but_names_has_a_report() -> None:
    bare = {
        "returns": {"Q1": {"projects": {"depot": {"rag": {"delivery": GREEN}}}}},
        "projects": {"depot": {"title": "Depot"}},
    }
    seen = board(*bare.items(), quarter="Q1")
    for said in (
        "The plan and its returns state no money.",
        "The plan states no indicators.",
        "The plan states no in-year efficiencies, and no return reports any.",
        "No risk is open.",
        "The returns for Q1 ask for no change.",
    ):
        assert said in seen.text


def test_a_trace_names_the_place_of_every_term() -> None:
    seen = board(places="/".join)
    caption = "Spend and forecast outturn by project: where the figures come from"
    rows = seen.table(caption).rows
    actual = [row for row in rows if row[:2] == ["Shared depot", "Actual to Q2"]]
    assert actual[0][2] == "£40,100"
    assert actual[0][3].split(", ") == [
        f"returns/{quarter}/projects/depot/spend/core/{kind}/actual"
        for kind in ("revenue", "capital")
        for quarter in ("Q1", "Q2")
    ]
    assert "where the figures come from" not in board().text.lower()


def test_a_trace_names_what_is_missing() -> None:
    seen = board(("Q2/care", ABSENT), places="/".join)
    rows = seen.table("Spend in Q2 itself: where the figures come from").rows
    care = [row for row in rows if row[:2] == ["Shared care records", "Actual"]]
    assert care[0][4] == "returns/Q2/projects/care"


def test_more_projects_than_a_chart_can_show_are_in_its_table() -> None:
    many = {f"depot-{number}": {"title": f"Depot {number}"} for number in range(61)}
    seen = board(("projects", many), format_="html")
    assert len(seen.table("RAG by quarter").rows) == len(many)
    assert not any("RAG by quarter" in one.text for one in seen.root.all("figcaption"))


def test_each_chart_has_its_table() -> None:
    seen = board(format_="html")
    titles = [one.all("strong")[0].text.rstrip(".") for one in seen.root.all("figcaption")]
    assert titles == [
        "RAG by quarter",
        "Cumulative spend",
        "Actual spend by quarter, revenue and capital",
        "Milestones",
        "Indicators between baseline and target",
        "Efficiencies to the end of Q2",
        "Open risks and their movement",
    ]
    # The figures of these two stand in the section's own table, beside the chart.
    own = {
        "Indicators between baseline and target": "Indicators",
        "Open risks and their movement": "Risk grid",
    }
    for title in titles:
        assert seen.table(own.get(title, title)).rows
