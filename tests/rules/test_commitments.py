"""GOV, DLV and RSK of 0.4: conditions, meetings, order and residual risks."""

import pytest

from tests.figures.tables import Data
from tests.rules.asked import found, places

# --- Conditions and meetings -------------------------------------------------------------------


def decided(decision: Data, **more: object) -> Data:
    return {
        "date": "16 June 2009",
        "meetings": {
            "april": {"body": "Board", "on": "21 April 2009"},
            "june": {"body": "Board", "on": "16 June 2009"},
            "may": {"body": "Board", "on": "19 May 2009"},
        },
        "projects": {"p": {"title": "P", "decisions": {"april": decision} | more}},
    }


@pytest.mark.parametrize(
    ("condition", "is_found"),
    [
        ({"text": "Agree", "due": "May 2009"}, True),
        ({"text": "Agree", "due": "May 2009", "met": "June 2009"}, False),
        ({"text": "Agree", "due": "June 2009"}, False),
        ({"text": "Agree", "due": "16 June 2009"}, False),
        ({"text": "Agree", "due": "15 June 2009"}, True),
        ({"text": "Agree"}, False),
        ("Agree", False),
    ],
)
def test_a_condition_that_is_due(condition: object, is_found: bool) -> None:
    data = decided({"outcome": "approved", "conditions": [condition]})
    at = "projects/p/decisions/april/conditions/0"
    assert places("GOV15", data) == ([at] if is_found else [])


def test_a_condition_is_not_late_in_a_plan_without_a_date() -> None:
    data = decided({"outcome": "approved", "conditions": [{"text": "A", "due": "May 2009"}]})
    del data["date"]
    assert places("GOV15", data) == []


@pytest.mark.parametrize(
    ("returns_to", "later", "is_found"),
    [
        ("may", {}, True),
        ("may", {"may": {"outcome": "approved"}}, False),
        ("may", {"june": {"outcome": "approved"}}, False),
        ("june", {}, False),
        ("the next meeting", {}, False),
    ],
)
def test_a_project_that_was_to_come_back(returns_to: str, later: Data, is_found: bool) -> None:
    data = decided({"outcome": "endorsed", "returns_to": returns_to}, **later)
    expected = ["projects/p/decisions/april/returns_to"] if is_found else []
    assert places("GOV17", data) == expected


# --- What an earlier plan foresaw --------------------------------------------------------------


def earlier(**more: object) -> Data:
    project = {"title": "P", "requested": {"core": {"2008/09": "5", "2009/10": "7"}}}
    return {"period": "2008/09", "projects": {"p": project | more}}


@pytest.mark.parametrize(
    ("asked", "indicative", "is_found"),
    [("7", "2009/10", False), ("8", "2009/10", True), ("8", "2010/11", False)],
)
def test_a_year_that_was_indicative(asked: str, indicative: str, is_found: bool) -> None:
    project = {"title": "P", "continues": "last/p", "requested": {"core": asked}}
    data = {"period": "2009/10", "projects": {"p": project}}
    expected = ["projects/p/requested"] if is_found else []
    assert places("GOV18", data, last=earlier(indicative=indicative)) == expected


def test_a_project_of_two_earlier_ones_is_not_compared() -> None:
    project = {"title": "P", "continues": ["last/p", "last/q"], "requested": {"core": "8"}}
    data = {"period": "2009/10", "projects": {"p": project}}
    assert places("GOV18", data, last=earlier(indicative="2009/10")) == []


# --- Pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "at"),
    [
        ([1, 2, 3, 4], []),
        ([1, 2, 2, 4], []),
        ([1, 9, 3, 4, 5], ["projects/p2/page"]),
        ([9, 2, 3, 4], ["projects/p1/page"]),
        ([2, 3, 4, 1], ["projects/p4/page"]),
        ([4, 3, 2, 1], []),
        ([1, 3, 2], []),
    ],
)
def test_pages_in_the_order_of_numbers(pages: list[int], at: list[str]) -> None:
    projects = {
        f"p{number}": {"title": f"P{number}", "number": str(number), "page": str(page)}
        for number, page in enumerate(pages, 1)
    }
    assert places("GOV20", {"projects": projects}) == at


# --- Order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        ("May 2009", "April 2009", True),
        ("May 2009", "May 2009", False),
        ("April 2009", "May 2009", False),
        ("2009/10", "May 2009", False),
    ],
)
def test_a_milestone_that_follows(first: str, second: str, is_found: bool) -> None:
    milestones = {
        "a": {"text": "A", "due": first},
        "b": {"text": "B", "due": second, "after": "a"},
    }
    data = {"projects": {"p": {"title": "P", "milestones": milestones}}}
    assert places("DLV17", data) == (["projects/p/milestones/b/after"] if is_found else [])


@pytest.mark.parametrize(
    ("after", "length"),
    [
        ({"a": [], "b": ["a"], "c": ["a", "b"]}, 0),
        ({"a": ["c"], "b": ["a"], "c": ["b"]}, 3),
        ({"a": ["a"], "b": [], "c": []}, 1),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, 2),
        ({"a": ["gone"], "b": ["a"], "c": []}, 0),
    ],
)
def test_a_circle(after: dict[str, list[str]], length: int) -> None:
    milestones = {one: {"text": one, "after": its} for one, its in after.items()}
    findings = found("DLV18", {"milestones": milestones})
    assert len(findings) == (length > 0)
    assert [len(one.related) for one in findings] == ([length - 1] if length else [])


# --- Risks ---------------------------------------------------------------------------------------

SCALE = {part: ["low", "high", "very high"] for part in ("likelihood", "impact")}


def at_risk(**more: object) -> Data:
    one = {"text": "Fire", "likelihood": "high", "impact": "very high", "mitigation": "Sprinklers"}
    return {"risk_scale": SCALE, "risks": {"fire": one | more}}


@pytest.mark.parametrize(
    ("residual", "at"),
    [
        ({"likelihood": "low", "impact": "very high"}, []),
        ({"likelihood": "Very high", "impact": "low"}, ["risks/fire/residual/likelihood"]),
        ({"likelihood": "certain"}, []),
        ({}, []),
    ],
)
def test_what_is_left_of_a_risk(residual: Data, at: list[str]) -> None:
    assert places("RSK14", at_risk(residual=residual)) == at


def test_what_is_left_of_a_risk_is_on_the_scale() -> None:
    data = at_risk(residual={"likelihood": "certain", "impact": "low"})
    assert places("RSK04", data) == ["risks/fire/residual/likelihood"]


@pytest.mark.parametrize(
    ("risk", "is_found"),
    [
        ({"likelihood": "very high", "mitigation": "Monitor"}, True),
        ({"likelihood": "very high", "mitigation": "Monitor", "owner": "Chief"}, False),
        ({"likelihood": "high", "mitigation": "Monitor"}, False),
        ({"likelihood": "very high"}, False),
        (
            {
                "likelihood": "very high",
                "residual": {"likelihood": "very high", "impact": "very high"},
            },
            True,
        ),
    ],
)
def test_a_severe_risk_that_nobody_manages(risk: Data, is_found: bool) -> None:
    assert places("RSK15", at_risk(**risk)) == (["risks/fire"] if is_found else [])
