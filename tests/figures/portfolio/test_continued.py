"""Projects in two plans: what a plan says, and what only looks alike."""

import pytest

from riep_plan.figures.portfolio.continued import Likeness, SeenTwice
from tests.figures.portfolio.regions import plan, project, region_of, source
from tests.figures.tables import Data

WORDS = "Agree the terms on which eight councils buy their fleet of vans together"


def seen(first: Data, second: Data, period: str = "2009/10") -> list[SeenTwice]:
    plans = {
        "a": plan(funding={"grant": source(9)}, projects={"p": first}),
        "b": plan(period=period, funding={"grant": source(9)}, projects={"q": second}),
    }
    return region_of(plans).seen_twice


def test_a_project_that_says_what_it_continues_is_certain() -> None:
    (found,) = seen(project(5, "Roads"), project(7, "Highways", continues=["a/p", "other words"]))
    assert found.is_certain
    assert (found.earlier, found.later) == (("a", "p"), ("b", "q"))
    assert [one.amount for one in found.given if one] == [5, 7]


@pytest.mark.parametrize("words", ["a/none", "c/p", "project 12", "b/q"])
def test_what_leads_to_no_project_of_another_plan_here_says_nothing(words: str) -> None:
    assert seen(project(5, "Roads"), project(7, "Highways", continues=[words])) == []


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Total Place", "Total place", Likeness.SAME_TITLE),
        ("Highways Alliance", "The Highways Alliance Programme (phase 2)", Likeness.LIKE_TITLE),
        ("Regional Programme", "Regional Programme Support", None),
        ("Waste", "Waste Management", None),
        ("Adult Social Care", "Children’s Social Work", None),
    ],
)
def test_titles(one: str, other: str, likeness: Likeness | None) -> None:
    found = seen(project(5, one), project(7, other))
    assert [each.likeness for each in found] == ([likeness] if likeness else [])
    assert not any(each.is_certain for each in found)


def test_a_text_in_the_same_words() -> None:
    def promise(title: str) -> Data:
        return project(5, title, actions={"x": {"text": WORDS}})

    (found,) = seen(promise("Vans"), promise("Fleet"))
    assert (found.likeness, found.text) == (Likeness.SAME_TEXT, WORDS)


def test_a_project_whose_counterpart_is_known_is_no_guess_beside() -> None:
    plans = {
        "a": plan(projects={"p": project(1, "Care Market Adults")}),
        "b": plan(
            period="2009/10",
            projects={
                "q": project(1, "Placements", continues=["a/p"]),
                "r": project(1, "Care Market Adults and Children"),
            },
        ),
    }
    assert [one.later for one in region_of(plans).seen_twice] == [("b", "q")]


def test_projects_of_one_plan_are_not_two_plans() -> None:
    projects = {"p": project(1, "Total Place"), "q": project(1, "Total Place")}
    assert region_of({"a": plan(projects=projects)}).seen_twice == []


def test_the_earlier_of_two_alike_is_of_the_earlier_plan() -> None:
    (found,) = seen(project(5, "Total Place"), project(7, "Total Place"), period="2007/08")
    assert (found.earlier, found.later) == (("b", "q"), ("a", "p"))


def test_what_the_earlier_plan_foresaw_stands_beside() -> None:
    lines = {"staff": {"text": "Staff", "amounts": {"grant": {"2008/09": 5, "2009/10": 4}}}}
    first = project(5, "Roads", budget=lines)
    (found,) = seen(first, project(7, "Highways", continues=["a/p"]))
    assert found.foreseen is not None
    assert found.foreseen.amount == 4
    (without,) = seen(project(5, "Roads"), project(7, "Highways", continues=["a/p"]))
    assert without.foreseen is None
