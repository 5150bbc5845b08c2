"""The portfolio's main figures, worked out again from the YAML of the real plans.

The files are read by ruamel.yaml as text and added up here; nothing asks riep for a figure. What is
known of the documents is written out: which plan is in £k, and which holds for each of two years.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import pytest

from riep_plan.report import render
from tests.plans.raw import ROOT, Data, as_written
from tests.report.command import FORMATS
from tests.report.portfolio.seen import kept_here
from tests.report.reading import Document, read

NOTHING = Decimal(0)
#: Each plan by the name that tables give it.
NAMES = {
    "em-riep-2008-09": "RIEP Regional Investment Programme 2008/09",
    "nwegg-2008-10": "NWeGG Programme Plan 2008-10",
    "leicestershire-ni179-2009": "Outcome delivery plan: More efficient and effective service…",
    "em-iep-2009-10": "EM IEP 2009/10 Regional Programme",
    "nwiep-efficiency-2010-11": "Efficiency Commission delivery plan 2010/11",
}
IN_THOUSANDS = {"em-iep-2009-10"}
#: How many years each amount of a plan holds for.
HELD = {"nwegg-2008-10": 2}
#: The quarters of the only calendar here, in the financial years that they fall in.
QUARTERS = {"Q1": "2010/11", "Q2": "2010/11", "Q3": "2010/11", "Q4": "2011/12"}
YEARS = {"em-riep-2008-09": ["2008/09"], "nwegg-2008-10": ["2008/09", "2009/10"]}
YEARS |= {"em-iep-2009-10": ["2009/10"], "leicestershire-ni179-2009": ["2008/09 to 2010/11"]}


@lru_cache(maxsize=8)
def plan(plan_id: str) -> Data:
    return as_written(ROOT / "plans" / plan_id / "plan.yaml")


@lru_cache(maxsize=8)
def projects(plan_id: str) -> dict[str, Data]:
    folder = ROOT / "plans" / plan_id / "projects"
    return {path.stem: as_written(path) for path in sorted(folder.glob("*.yaml"))}


def pounds(plan_id: str, text: str) -> Decimal:
    """Read an amount: with a pound sign in pounds, bare in what the plan counts in."""
    scale = 1 if text.startswith("£") or plan_id not in IN_THOUSANDS else 1_000
    return Decimal(text.removeprefix("£")) * scale


def spread(row: str | Data) -> dict[str, str]:
    """Give the parts of a row; one amount alone is its own part."""
    if isinstance(row, str):
        return {"": row}
    return {key: amount for key, amount in row.items() if key != "total"}


def rows_of(project: Data) -> Iterator[tuple[str, str | Data]]:
    """Give a project's money with its kind: of each source, the first statement that there is."""
    given = project.get("allocation", {})
    lines = [line.get("amounts", {}) for line in project.get("budget", {}).values()]
    budgeted = {source for amounts in lines for source in amounts} if given else set()
    yield from (("", amount) for amount in given.values())
    for kinds in project.get("spend", {}).values():
        yield from kinds.items()
    for amounts in lines if given else ():
        yield from (("", one) for source, one in amounts.items() if source not in given)
    for milestone in project.get("milestones", {}).values():
        for point in (milestone, *milestone.get("steps", {}).values()):
            for source, amount in point.get("payments", {}).items():
                if "funded_under" not in point and source not in {*given, *budgeted}:
                    yield "", amount


def allocated(plan_id: str) -> Iterator[tuple[str, str, Decimal]]:
    """Give each amount that is given out: its quarter, its kind, and pounds."""
    rows = [row for one in projects(plan_id).values() for row in rows_of(one)]
    for line in plan(plan_id).get("budget", {}).values():
        rows += [("", amount) for amount in line.get("amounts", {}).values()]
    for kind, row in rows:
        for key, text in spread(row).items():
            if text != "tbc":
                yield key, kind, pounds(plan_id, text)


def available(plan_id: str) -> Decimal:
    """Add up what the document says that there is to allocate, or else what its sources have."""
    head = plan(plan_id)
    stated = head.get("stated", {}).get("available", {})
    pooled = {one.get("pooled_with") for one in head["funding"].values()} - {None}
    amounts = [
        stated.get(source, one.get("amount"))
        for source, one in head["funding"].items()
        if one.get("pooled_with") not in stated
    ]
    assert pooled <= set(stated), "a pool that nobody states would be added up here by its head"
    return sum((pounds(plan_id, text) for text in amounts if text), NOTHING)


def shown(cell: str) -> Decimal:
    """Read an amount as a table shows it."""
    found = re.fullmatch(r"£([\d,]+)(?: †)?", cell)
    return Decimal(found[1].replace(",", "")) if found else NOTHING


@pytest.fixture(params=FORMATS)
def document(request: pytest.FixtureRequest) -> Document:
    format_ = str(request.param)
    return read(render(kept_here(), format_), format_)


@pytest.mark.parametrize("plan_id", NAMES)
def test_each_programmes_money(plan_id: str, document: Document) -> None:
    rows = {row["Programme"]: row for row in document.table("The programmes").records()}
    found = rows[NAMES[plan_id]]
    years = HELD.get(plan_id, 1)
    given = list(allocated(plan_id))
    assert shown(found["Available"]) == available(plan_id) * years
    assert shown(found["Allocated or budgeted"]) == sum(one for *_, one in given) * years
    for kind in ("revenue", "capital"):
        of_kind = sum((one for _, each, one in given if each == kind), NOTHING)
        assert shown(found[f"Of which {kind}"]) == of_kind
    assert int(found["Projects"]) == len(projects(plan_id))


def test_the_total_is_that_of_the_programmes(document: Document) -> None:
    """No plan here says where money was carried from, so nothing is taken off the money."""
    *rows, total = document.table("The programmes").records()
    assert len(rows) == len(NAMES)
    for column in ("Available", "Allocated or budgeted", "Of which revenue", "Of which capital"):
        assert shown(total[column]) == sum(shown(row[column]) for row in rows)
    assert int(total["Projects"]) == sum(len(projects(one)) for one in NAMES) - len(continued())


def test_what_is_allocated_year_by_year(document: Document) -> None:
    wanted: dict[str, Decimal] = {}
    for plan_id in NAMES:
        for key, _, amount in allocated(plan_id):
            for year in [QUARTERS[key]] if key else YEARS[plan_id]:
                wanted[year] = wanted.get(year, NOTHING) + amount
    table = document.table("Money by financial year, each pound once")
    found = {row["Financial year"]: shown(row["Allocated or budgeted"]) for row in table.records()}
    assert {year: amount for year, amount in found.items() if amount} == wanted


def test_efficiencies(document: Document) -> None:
    rows = {row["Programme"]: row for row in document.table("Efficiencies promised").records()}
    for plan_id, name in NAMES.items():
        for key, column in (("cashable", "Cashable"), ("non_cashable", "Non-cashable")):
            wanted = sum(
                pounds(plan_id, text)
                for one in projects(plan_id).values()
                for kinds in one.get("efficiencies", {}).values()
                for text in spread(kinds.get(key, {})).values()
            )
            cell = rows[name][column] if name in rows else "–"
            assert shown(cell) == wanted * HELD.get(plan_id, 1)


def continued() -> set[str]:
    """Give the projects of other plans here that any project says that it continues."""
    return {
        words
        for plan_id in NAMES
        for one in projects(plan_id).values()
        for words in _listed(one.get("continues", []))
        if words.partition("/")[0] in NAMES
    }


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def test_projects_that_go_on(document: Document) -> None:
    rows = document.table("Projects that continue another plan's").records()
    earlier = [projects(plan_id)[one] for plan_id, one in map(_split, sorted(continued()))]
    names = sorted(str(one.get("short_title") or one["title"]) for one in earlier)
    assert sorted(row["Project"] for row in rows) == names


def _split(words: str) -> tuple[str, str]:
    plan_id, _, project_id = words.partition("/")
    return plan_id, project_id


def test_who_serves_how_many_targets(document: Document) -> None:
    rows = {row["Framework"]: row for row in document.table("Targets by framework").records()}
    wanted = {}
    for plan_id in NAMES:
        for key, framework in plan(plan_id).get("frameworks", {}).items():
            served = [
                str(target)
                for one in projects(plan_id).values()
                for target in _listed(one.get("contributes", {}).get(key, []))
            ]
            times = [served.count(target) for target in framework["targets"]]
            counts = [len(times), times.count(0), times.count(1)]
            wanted[framework["title"]] = [str(number) for number in counts]
    columns = ("Targets", "Nobody serves", "One project alone serves")
    assert {name: [row[one] for one in columns] for name, row in rows.items()} == wanted
    assert len(wanted) == 3
