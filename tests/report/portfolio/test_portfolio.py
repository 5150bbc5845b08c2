"""What the portfolio's page says of made-up plans: the bad news first, both sides, each once."""

import pytest

from riep_plan.figures.portfolio.programme import short_name
from tests.figures.portfolio.regions import plan, project, source
from tests.figures.tables import Data, plan_of
from tests.report.command import FORMATS
from tests.report.portfolio.seen import seen

BALANCE = {"unallocated": {"grant": 25}}
TARGETS = {"ries": {"title": "Targets", "targets": {"1": "Recycling", "2": "Repairs"}}}


def two(**more: object) -> dict[str, Data]:
    first = project(60, "Roads", contributes={"ries": ["1"]})
    return {
        "a": plan(
            "Alpha",
            funding={"grant": source(100)},
            projects={"p": first},
            stated=BALANCE,
            frameworks=TARGETS,
        ),
        "b": plan(
            "Beta",
            "2009/10",
            funding={
                "grant": source(1_000),
                "left": source(30, kind="carry-forward", carried_from="a/grant"),
            },
            projects={"q": project(500, "Highways", continues=["a/p"])},
        )
        | more,
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_the_page_has_every_part(format_: str) -> None:
    found = seen(two(), format_=format_)
    headings = [one.text for one in found.headings if one.tag != "h3"]
    assert headings[0] == "Portfolio of 2 programmes, 2008/09 to 2009/10"
    assert [one.split(".")[0] for one in headings[1:]] == [str(one) for one in range(1, 8)]


def test_totals_name_their_years_and_take_off_what_is_in_two_plans() -> None:
    rows = seen(two()).table("The programmes").records()
    assert [(one["Programme"], one["Available"]) for one in rows] == [
        ("Alpha", "£100"),
        ("Beta", "£1,030"),
        ("Total as the plans state it", "£1,130"),
        ("In two plans, taken off", "-£30"),
        ("Total, each counted once", "£1,100"),
    ]
    assert rows[-1]["Financial years"] == "2008/09 to 2009/10"
    assert rows[-1]["Projects"] == "1"
    by_year = seen(two()).table("Money by financial year, each pound once")
    assert [row[:3] for row in by_year.rows] == [
        ["2008/09", "Alpha", "£100"],
        ["2009/10", "Beta", "£1,000"],
    ]


def test_a_transfer_shows_both_sides_and_that_they_differ() -> None:
    (row,) = seen(two()).table("Transfers between programmes").records()
    assert row == {
        "From": "Grant (Alpha)",
        "To": "Grant (Beta)",
        "How": "carried forward: money available",
        "As the first says": "£25",
        "As the second says": "£30",
        "Difference": "£5",
        "Do they agree?": "No: the second has more",
        "Counted once": "£30",
        "In": "2009/10",
    }


def test_bad_news_comes_first() -> None:
    points = seen(two()).section("1. The region on one page")
    assert points[0] == "Nobody serves 1 of the 2 targets of “Targets”: 2."
    assert points[1].startswith("1 of 1 transfer between programmes does not agree on both sides")
    assert "£30 of money available is in two plans, and counted once here." in points


def test_targets_that_nobody_serves_are_named() -> None:
    found = seen(two())
    assert found.table("Targets that nobody serves").rows == [["Targets", "2", "Repairs", "Alpha"]]
    assert [row[0] for row in found.table("Targets").rows] == ["2", "1"]


@pytest.mark.parametrize(
    ("served", "said"),
    [
        (
            ["1", "2"],
            "Every target that the plans name is served, but 2 of the 2 by one ",
        ),
        (["1"], "Of the targets that are served, 1 of the 1 by one project alone."),
    ],
)
def test_targets_that_rest_on_one_project_are_counted(served: list[str], said: str) -> None:
    plans = two()
    plans["a"]["projects"]["p"]["contributes"] = {"ries": served}
    assert any(one.startswith(said) for one in seen(plans).section("1. The region on one page"))


def test_without_frameworks_nothing_is_said_to_be_served() -> None:
    plans = two()
    del plans["a"]["frameworks"]
    plans["a"]["projects"]["p"].pop("contributes")
    found = seen(plans)
    assert found.section("2. Targets") == ["No plan names targets of a framework."]
    assert [one.text for one in found.headings][-1] == "6. The plans"


def test_a_made_up_plan_is_in_no_total_and_has_its_own_table() -> None:
    made_up = plan("Gamma", status="Illustrative", funding={"grant": source(777)})
    found = seen(two() | {"c": made_up})
    assert found.table("Illustrative programmes, which are in no total").rows[0][:2] == [
        "Gamma",
        "2008/09",
    ]
    assert all("777" not in cell for row in found.table("The programmes").rows for cell in row)
    assert "Gamma is illustrative: made up, and in no total." in found.text


def test_plans_that_are_all_made_up_have_no_totals() -> None:
    made_up = plan("Gamma", status="Illustrative", funding={"grant": source(777)})
    found = seen({"c": made_up, "d": made_up})
    assert found.headings[0].text == "Portfolio of 2 illustrative programmes"
    assert not found.has_table("The programmes")
    names = [row[0] for row in found.table("Illustrative programmes, which are in no total").rows]
    assert names == ["Gamma (c)", "Gamma (d)"]


def test_plans_without_any_money() -> None:
    empty = {"kind": "work-programme", "title": "Empty"}
    found = seen({"a": empty, "b": empty})
    assert found.headings[0].text == "Portfolio of 2 programmes"
    assert found.section("1. The region on one page")[0] == (
        "The plans state no money, no savings and no targets."
    )
    assert "No project is seen in two plans." in found.text


def test_plans_that_are_left_out_are_named_with_the_reason() -> None:
    found = seen(two(), left_out={"c": "it has no Q2"})
    table = found.table("Plans that are not part of this portfolio")
    assert table.rows == [["c", "It has no Q2."]]


@pytest.mark.parametrize(
    ("title", "programme", "name"),
    [
        ("Alpha", "The Alpha programme", "Alpha"),
        ("A" * 70, "The Alpha programme", "The Alpha programme"),
        ("A" * 70, None, "A" * 59 + "…"),
    ],
)
def test_names_that_fit_a_table(title: str, programme: str | None, name: str) -> None:
    more = {"programme": programme} if programme else {}
    assert short_name(plan_of(plan(title, **more))) == name
