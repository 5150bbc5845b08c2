"""The plan with returns adds up, worked out from its text alone and not by riep's own figures."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.plans.raw import ROOT

PLAN = ROOT / "plans" / "shared-services-2025-26"
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
#: What the programme comes to at each quarter's end: profile to date, spent to date, expected in
#: the quarters to come, and after the plan; in pounds. A return that is missing adds nothing.
PROGRAMME = {
    "Q1": (276_000, 258_000, 1_718_000, 0),
    "Q2": (832_000, 634_000, 1_403_000, 0),
    "Q3": (1_521_000, 1_014_600, 620_900, 350_000),
    "Q4": (1_991_000, 1_518_900, 0, 431_000),
}
#: What was spent by the end of each quarter, by source.
SOURCES = {
    "core": {"Q1": 207_000, "Q2": 467_500, "Q3": 720_800, "Q4": 948_400},
    "capital-pot": {"Q1": 40_000, "Q2": 143_000, "Q3": 262_000, "Q4": 531_500},
    "officer-time": {"Q1": 11_000, "Q2": 23_500, "Q3": 31_800, "Q4": 39_000},
}
#: The rows of the returns: quarter, project, source, kind and what is said.
Row = tuple[str, str, str, str, dict[str, Any]]


def data(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8"))
    return found


PROJECTS = {path.stem: data(path) for path in sorted((PLAN / "projects").glob("*.yaml"))}
RETURNS = {
    (quarter, path.stem): data(path)
    for quarter in QUARTERS
    for path in sorted((PLAN / "returns" / quarter).glob("*.yaml"))
}


def profiles() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for project_id, project in PROJECTS.items():
        for source, kinds in project["spend"].items():
            for kind, profile in kinds.items():
                yield project_id, source, kind, profile


def rows() -> Iterator[Row]:
    for (quarter, project_id), found in RETURNS.items():
        for source, kinds in found.get("spend", {}).items():
            for kind, said in kinds.items():
                yield quarter, project_id, source, kind, said


def pounds(text: str | None) -> Decimal:
    return Decimal(text or 0)


def earlier(quarter: str) -> tuple[str, ...]:
    return QUARTERS[: QUARTERS.index(quarter)]


def later(quarter: str) -> tuple[str, ...]:
    return QUARTERS[QUARTERS.index(quarter) + 1 :]


def correction(project_id: str, made_by: str, quarter: str, at: str) -> Decimal | None:
    """What returns up to a quarter say that a figure of an earlier one should have been."""
    found = None
    for label in (*earlier(made_by), made_by):
        for one in RETURNS.get((label, project_id), {}).get("corrections", {}).values():
            if (one["quarter"], one["at"]) == (quarter, at):
                found = pounds(one["becomes"])
    return found


def spent_in(quarter: str, project_id: str, source: str, kind: str, known_in: str) -> Decimal:
    said = RETURNS.get((quarter, project_id), {}).get("spend", {}).get(source, {}).get(kind, {})
    becomes = correction(project_id, known_in, quarter, f"spend/{source}/{kind}/actual")
    return pounds(said.get("actual")) if becomes is None else becomes


def last_row(quarter: str, project_id: str, source: str, kind: str) -> dict[str, Any]:
    """What the latest return up to a quarter says of a row."""
    for label in (quarter, *reversed(earlier(quarter))):
        found = RETURNS.get((label, project_id), {}).get("spend", {}).get(source, {})
        if kind in found:
            row: dict[str, Any] = found[kind]
            return row
    return {}


def row_name(row: Row) -> str:
    return "/".join(row[:4])


def test_it_says_that_it_is_made_up() -> None:
    plan = data(PLAN / "plan.yaml")
    assert "made up" in plan["status"]
    assert "made up" in plan["document"]
    for quarter in QUARTERS:
        assert "Made up" in data(PLAN / "returns" / f"{quarter}.yaml")["illustrative"]
    for file in PLAN.rglob("*.yaml"):
        assert any(word in file.read_text("utf-8").lower() for word in ("made up", "illustrative"))


def test_the_plan_adds_up() -> None:
    whole: dict[str, dict[str, Decimal]] = {}
    for project_id, source, kind, profile in profiles():
        assert pounds(profile["total"]) == sum(pounds(profile[one]) for one in QUARTERS)
        for group in (kind, "overall", source, f"{project_id}/{kind}", f"{project_id}/overall"):
            into = whole.setdefault(group, {})
            for key, amount in profile.items():
                into[key] = into.get(key, Decimal(0)) + pounds(amount)
    plan = data(PLAN / "plan.yaml")
    for kind, stated in plan["stated"]["spend"].items():
        assert {key: pounds(one) for key, one in stated.items()} == whole[kind]
    for project_id, project in PROJECTS.items():
        for kind, stated in project["stated"]["spend"].items():
            assert {key: pounds(one) for key, one in stated.items()} == whole[
                f"{project_id}/{kind}"
            ]
    assert pounds(plan["stated"]["funding"]) == whole["overall"]["total"]
    for source, funding in plan["funding"].items():
        assert pounds(funding["amount"]) == whole[source]["total"]


@pytest.mark.parametrize("horizon", ["in_year", "forecast"])
@pytest.mark.parametrize("kind", ["cashable", "non_cashable"])
def test_its_efficiencies_add_up(horizon: str, kind: str) -> None:
    stated = data(PLAN / "plan.yaml")["stated"]["efficiencies"][horizon][kind]
    found = dict.fromkeys(stated, Decimal(0))
    for project in PROJECTS.values():
        profile = project["efficiencies"].get(horizon, {}).get(kind, {})
        for key, amount in profile.items():
            found[key] += pounds(amount)
        parts = [pounds(one) for key, one in profile.items() if key != "total"]
        assert sum(parts) == pounds(profile.get("total"))
    assert found == {key: pounds(one) for key, one in stated.items()}


@pytest.mark.parametrize("row", list(rows()), ids=row_name)
def test_each_row_carries_on_from_the_last(row: Row) -> None:
    quarter, project_id, source, kind, said = row
    before = earlier(quarter)
    spent = sum(
        (spent_in(one, project_id, source, kind, quarter) for one in before), start=Decimal(0)
    )
    assert pounds(said["brought_forward"]) == spent
    assert pounds(said["to_date"]) == pounds(said["brought_forward"]) + pounds(said["actual"])
    returned = [one for one in before if "spend" in RETURNS.get((one, project_id), {})]
    if returned:
        at = f"spend/{source}/{kind}/to_date"
        closed = pounds(RETURNS[returned[-1], project_id]["spend"][source][kind]["to_date"])
        becomes = correction(project_id, quarter, returned[-1], at)
        assert pounds(said["brought_forward"]) == (closed if becomes is None else becomes)
    assert tuple(said.get("forecast", {})) == later(quarter)


@pytest.mark.parametrize("row", list(rows()), ids=row_name)
def test_what_does_not_come_to_the_budget_is_accounted_for(row: Row) -> None:
    quarter, project_id, source, kind, said = row
    budget = pounds(PROJECTS[project_id]["spend"][source][kind]["total"])
    ends_with = pounds(said["to_date"]) + pounds(said.get("slips"))
    ends_with += sum(map(pounds, said.get("forecast", {}).values()))
    if quarter != "Q4" and ends_with != budget:
        is_correction = "corrections" in RETURNS[quarter, project_id]
        assert said.get("because") or is_correction, f"{ends_with} of {budget}"
    assert abs(ends_with - budget) <= budget / 20 or said.get("because")


def test_the_returns_of_a_project_cover_all_that_the_plan_gives_it() -> None:
    for (_, project_id), found in RETURNS.items():
        if "nothing_to_report" not in found and project_id in PROJECTS:
            planned = {(source, kind) for one, source, kind, _ in profiles() if one == project_id}
            said = {(source, kind) for source, kinds in found["spend"].items() for kind in kinds}
            assert said == planned


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_programme_comes_to_what_is_known_of_it(quarter: str) -> None:
    now = (*earlier(quarter), quarter)
    profile = sum(pounds(one[label]) for *_, one in profiles() for label in now)
    spent = {source: Decimal(0) for source in SOURCES}
    forecast = slips = Decimal(0)
    for project_id, source, kind, _ in profiles():
        for label in now:
            spent[source] += spent_in(label, project_id, source, kind, quarter)
        row = last_row(quarter, project_id, source, kind)
        slips += pounds(row.get("slips"))
        forecast += sum(pounds(row.get("forecast", {}).get(label)) for label in later(quarter))
    assert [profile, sum(spent.values()), forecast, slips] == list(PROGRAMME[quarter])
    assert spent == {source: at[quarter] for source, at in SOURCES.items()}


def test_efficiencies_carry_on_from_the_last() -> None:
    for (quarter, project_id), found in RETURNS.items():
        for kind, said in found.get("efficiencies", {}).items():
            labels = (*earlier(quarter), quarter)
            returns = (RETURNS.get((label, project_id), {}) for label in labels)
            each = [one.get("efficiencies", {}).get(kind, {}).get("actual") for one in returns]
            assert pounds(said["to_date"]) == sum(map(pounds, each))
            assert said["actual"] == "0" or (said["came_from"] and said["evidence"])


def test_a_virement_and_what_it_is_taken_from_agree() -> None:
    change = RETURNS["Q3", "shared-revenues-and-benefits"]["changes"]["migration-costs"]
    gives = RETURNS["Q3", "customer-contact"]["spend"]["core"]["revenue"]
    takes = RETURNS["Q3", "shared-revenues-and-benefits"]["spend"]["core"]["revenue"]
    amount = pounds(change["amount"])
    assert pounds(takes["to_date"]) + pounds(takes["forecast"]["Q4"]) == 450_000 + amount
    assert pounds(gives["to_date"]) + pounds(gives["forecast"]["Q4"]) == 180_000 - amount
    limit = data(PLAN / "policy.yaml")["delegated"]["small-changes"]["limit"]
    assert amount > pounds(limit)
    decided = PROJECTS["shared-revenues-and-benefits"]["decisions"][change["decision"]]
    assert (decided["outcome"], pounds(decided["amount"])) == ("approved", amount)


def test_who_returned_when() -> None:
    returned = {
        quarter: {one for label, one in RETURNS if label == quarter} for quarter in QUARTERS
    }
    everybody = {*PROJECTS, "programme"}
    assert returned == {
        "Q1": everybody,
        "Q2": everybody,
        "Q3": everybody - {"legal-network"},
        "Q4": everybody,
    }
    assert "nothing_to_report" in RETURNS["Q1", "legal-network"]
    assert [key for key, one in RETURNS.items() if "nothing_to_report" in one] == [
        ("Q1", "legal-network")
    ]
