"""Every figure of the quarterly report, worked out again from the YAML by a path of its own.

The files are read by ruamel.yaml and tabulated by pandas in whole pence; each cell of each table,
in Markdown and in HTML, must be what comes of it. Nothing here asks riep for a figure.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd
import pytest

from tests.plans.facts import holds, quarters
from tests.plans.raw import (
    QUARTERS,
    Data,
    name_of,
    plan_data,
    pounds,
    projects_data,
    rows_of,
)
from tests.report.command import FORMATS, real_document
from tests.report.reading import Document, Table

#: The plan's quarters by the month in which each ends, as its calendar has them.
ENDS = {"Q1": date(2010, 9, 30), "Q2": date(2010, 12, 31), "Q3": date(2011, 3, 31)}
ENDS["Q4"] = date(2011, 6, 30)
MONTHS = {
    month: QUARTERS[position]
    for position, months in enumerate(
        [
            ("July 2010", "August 2010", "September 2010"),
            ("October 2010", "November 2010", "December 2010"),
            ("January 2011", "February 2011", "March 2011"),
            ("April 2011", "May 2011", "June 2011"),
        ]
    )
    for month in months
}

Line = tuple[str, ...]


@pytest.fixture(params=QUARTERS)
def quarter(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=FORMATS)
def document(request: pytest.FixtureRequest, quarter: str) -> Document:
    return real_document(str(request.param), quarter)


def names() -> list[str]:
    return [name_of(project) for project in projects_data().values()]


# --- money ---


@lru_cache(maxsize=1)
def amounts() -> pd.DataFrame:
    """Every planned amount within the plan's quarters: project, kind, quarter and pence."""
    lines = [
        (name_of(project), kind, key, int(pounds(amount) * 100))
        for project in projects_data().values()
        for table, kind, cells in rows_of(project)
        if table in ("spend", "in_year") and kind != "overall"
        for key, amount in cells.items()
        if key != "total"
    ]
    return pd.DataFrame(lines, columns=["project", "kind", "quarter", "pence"])


def planned(until: str, *kinds: str, project: str | None = None, since: str = "Q1") -> int:
    """Add up what is planned from one quarter to another, in pence."""
    table = amounts()
    chosen = table[
        table["kind"].isin(kinds) & (table["quarter"] >= since) & (table["quarter"] <= until)
    ]
    if project is not None:
        chosen = chosen[chosen["project"] == project]
    return int(chosen["pence"].sum())


def written(pence: int) -> str:
    assert pence >= 0
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


def share(part: int, whole: int) -> str:
    """A whole per cent, half up, in whole numbers throughout."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "–"


def cells(table: Table) -> list[Line]:
    return [tuple(row) for row in table.rows]


def test_the_plan_has_every_kind_of_money() -> None:
    """The sums below would all hold of an empty table."""
    kinds = amounts().groupby("kind")["pence"].sum()
    assert dict(kinds) == {
        "revenue": 147_650_000,
        "capital": 17_650_000,
        "cashable": 1_596_250_000,
        "non_cashable": 275_000_000,
    }


def test_headlines(document: Document, quarter: str) -> None:
    rows = {
        "Revenue spend": ("revenue",),
        "Capital spend": ("capital",),
        "All spend": ("revenue", "capital"),
        "Cashable efficiencies": ("cashable",),
        "Non-cashable efficiencies": ("non_cashable",),
    }
    expected = []
    for name, kinds in rows.items():
        to_date, whole = planned(quarter, *kinds), planned("Q4", *kinds)
        now = planned(quarter, *kinds, since=quarter)
        expected.append(
            (name, written(now), written(to_date), written(whole), share(to_date, whole))
        )
    found = document.table("As planned")
    assert found.columns == [
        "Figure",
        f"In {quarter}",
        f"To the end of {quarter}",
        "Whole plan",
        "Share",
    ]
    assert cells(found) == expected


def test_spend(document: Document, quarter: str) -> None:
    found = document.table("Planned spend by project")
    assert found.columns == [
        "Project",
        f"Revenue in {quarter}",
        f"Capital in {quarter}",
        f"Revenue to end of {quarter}",
        f"Capital to end of {quarter}",
        f"Total to end of {quarter}",
        "Whole plan",
        "Share by then",
    ]
    assert cells(found) == [
        *(_spend_line(name, name, quarter) for name in names()),
        _spend_line("Programme", None, quarter),
    ]


def _spend_line(label: str, project: str | None, quarter: str) -> Line:
    both = ("revenue", "capital")
    to_date = planned(quarter, *both, project=project)
    whole = planned("Q4", *both, project=project)
    return (
        label,
        *(written(planned(quarter, kind, project=project, since=quarter)) for kind in both),
        *(written(planned(quarter, kind, project=project)) for kind in both),
        written(to_date),
        written(whole),
        share(to_date, whole),
    )


def test_efficiencies(document: Document, quarter: str) -> None:
    saving = [name_of(project) for project in projects_data().values() if "efficiencies" in project]
    found = document.table("Planned efficiencies by project")
    assert found.columns == [
        "Project",
        f"Cashable in {quarter}",
        f"Non-cashable in {quarter}",
        f"Cashable to end of {quarter}",
        f"Non-cashable to end of {quarter}",
        "Cashable, whole plan",
        "Non-cashable, whole plan",
    ]
    assert cells(found) == [
        *(_saving_line(name, name, quarter) for name in saving),
        _saving_line("Programme", None, quarter),
    ]


def _saving_line(label: str, project: str | None, quarter: str) -> Line:
    both = ("cashable", "non_cashable")
    return (
        label,
        *(written(planned(quarter, kind, project=project, since=quarter)) for kind in both),
        *(written(planned(quarter, kind, project=project)) for kind in both),
        *(written(planned("Q4", kind, project=project)) for kind in both),
    )


@pytest.mark.parametrize("kind", ["revenue", "capital", "cashable", "non_cashable"])
def test_the_programme_is_what_the_document_states(kind: str) -> None:
    """The real plan's totals hold, so its report's programme line is the document's own."""
    stated = plan_data()["stated"]
    row = stated["spend"].get(kind) or stated["efficiencies"]["in_year"][kind]
    for quarter in QUARTERS:
        assert planned(quarter, kind, since=quarter) == row[quarter] * 100
    assert planned("Q4", kind) == row["total"] * 100


# --- outputs ---


def outputs() -> Iterable[tuple[str, str, str]]:
    """Give (project, output, one of its dates)."""
    for project in projects_data().values():
        for action in project.get("actions", {}).values():
            for output in action.get("outputs", {}).values():
                due = output.get("due", [])
                for one in due if isinstance(due, list) else [due]:
                    yield name_of(project), output["text"], one


def timed(quarter: str) -> dict[str, list[Line]]:
    """Give the outputs due in a quarter, under way in it, and starting in it but due later."""
    number = int(quarter[1])
    found: dict[str, list[Line]] = {"due": [], "under way": [], "starting": []}
    for project, text, when in outputs():
        first, last = min(quarters(when)), max(quarters(when))
        if last == number:
            found["due"].append((project, text, when))
        elif first <= number < last:
            found["under way"].append((project, text, when))
            if first == number:
                found["starting"].append((project, text, when))
    return found


def test_every_output_of_the_plan_is_dated_by_quarter() -> None:
    """Else the reckoning above, which knows quarters only, would leave one out."""
    assert [one for one in outputs() if not quarters(one[2])] == []


def test_outputs_due(document: Document, quarter: str) -> None:
    expected = timed(quarter)["due"]
    assert expected
    _same_lines(document.table(f"Outputs due in {quarter}"), expected)


def test_outputs_under_way(document: Document, quarter: str) -> None:
    expected = timed(quarter)["under way"]
    caption = f"Outputs under way in {quarter}"
    if expected:
        _same_lines(document.table(caption), expected)
    assert document.has_table(caption) is bool(expected)


def test_outputs_of_the_next_quarter(document: Document, quarter: str) -> None:
    if quarter == "Q4":
        assert [table for table in document.tables if "Q5" in table.caption] == []
        assert [table for table in document.tables if "starting" in table.caption] == []
        return
    following = QUARTERS[QUARTERS.index(quarter) + 1]
    found = timed(following)
    caption = f"Outputs due or starting in {following}"
    _same_lines(document.table(caption), [*found["due"], *found["starting"]])


def _same_lines(table: Table, expected: list[Line]) -> None:
    """The same outputs, each as often, project by project in the plan's order."""
    got = [(row[0], row[-2], row[-1]) for row in table.rows]
    assert sorted(got) == sorted(expected)
    order = [names().index(row[0]) for row in table.rows]
    assert order == sorted(order)


# --- indicators ---


def due_indicators(quarter: str) -> list[tuple[str, Data]]:
    return [
        (name_of(project), indicator)
        for project in projects_data().values()
        for indicator in project.get("indicators", {}).values()
        if _is_due(indicator.get("target", {}), quarter)
    ]


def _is_due(target: Data, quarter: str) -> bool:
    if "profile" in target:
        return quarter in target["profile"]
    by = str(target.get("by", ""))
    return quarter in (by, MONTHS.get(by))


def test_indicators(document: Document, quarter: str) -> None:
    expected = due_indicators(quarter)
    assert expected
    records = document.table(f"Indicators due in {quarter}").records()
    assert [(one["Project"], one["Indicator"], one["Kind"]) for one in records] == [
        (project, indicator["text"], indicator["kind"]) for project, indicator in expected
    ]
    for record, (_, indicator) in zip(records, expected, strict=True):
        assert _wrong(record, indicator, quarter) == []


def _wrong(record: dict[str, str], indicator: Data, quarter: str) -> list[str]:
    """Give what of an indicator's figures does not stand in its line."""
    target, baseline = indicator["target"], indicator["baseline"]
    wanted = [
        (record["Baseline"], str(baseline[key])) for key in ("value", "text") if key in baseline
    ]
    if "profile" in target:
        earlier = [target["profile"].get(one, 0) for one in QUARTERS if one <= quarter]
        said = f"{target['profile'][quarter]} in {quarter}, {sum(earlier)} by its end"
        wanted += [(record["Target"], said), (record["By"], quarter)]
    else:
        wanted += [
            (record["Target"], str(target[key]))
            for key in ("value", "change", "text")
            if key in target
        ]
        wanted.append((record["By"], str(target["by"])))
    return [f"{figure} is not in “{cell}”" for cell, figure in wanted if not holds(cell, figure)]


def test_nothing_is_made_up_where_an_indicator_has_no_figures() -> None:
    record = {"Baseline": "5 days", "Target": "9", "By": "Q4"}
    indicator: dict[str, Any] = {"baseline": {"value": 5}, "target": {"value": 10, "by": "Q4"}}
    assert _wrong(record, indicator, "Q4") == ["10 is not in “9”"]


def test_a_cell_says_a_figure_once(document: Document, quarter: str) -> None:
    """A target whose words give its value is not given twice: “£4,000,000; £4m savings”."""
    repeated = [
        cell
        for row in document.table(f"Indicators due in {quarter}").rows
        for cell in row[3:5]
        if "; " in cell and _shared_figures(*cell.split("; ", 1))
    ]
    assert repeated == []


def _shared_figures(value: str, words: str) -> bool:
    figure = re.match(r"£?[\d,.]+%?", value)
    return figure is not None and holds(words, figure[0])


# --- counts, risks and checks ---


def test_counts(document: Document, quarter: str) -> None:
    found = timed(quarter)
    due, going_on = len(found["due"]), len(found["under way"])
    measured = len(due_indicators(quarter))
    said = [line for line in document.section("1. The quarter in figures") if line[:1].isdigit()]
    assert said == [
        f"{due} output{'s' if due != 1 else ''} due in {quarter}",
        f"{going_on} output{'s' if going_on != 1 else ''} under way in {quarter}, due later",
        f"{measured} indicator{'s' if measured != 1 else ''} with a target in {quarter}",
    ]


def test_risks(document: Document) -> None:
    risks = plan_data()["risks"]
    assert cells(document.table("Programme: risks")) == [
        (
            one.upper(),
            *(risk[key] for key in ("text", "likelihood", "impact", "mitigation", "owner")),
        )
        for one, risk in risks.items()
    ]


def test_risk_grid(document: Document) -> None:
    scale, risks = plan_data()["risk_scale"], plan_data()["risks"]
    grid = document.table("Risk grid")
    assert grid.columns[1:] == [f"{impact.capitalize()} impact" for impact in scale["impact"]]
    assert [row[0] for row in grid.rows] == [
        one.capitalize() for one in reversed(scale["likelihood"])
    ]
    for likelihood, row in zip(reversed(scale["likelihood"]), grid.rows, strict=True):
        for impact, cell in zip(scale["impact"], row[1:], strict=True):
            here = [
                one.upper()
                for one, risk in risks.items()
                if (risk["likelihood"], risk["impact"]) == (likelihood, impact)
            ]
            assert cell == (", ".join(here) or "–")


def test_the_quarter_has_its_days(document: Document, quarter: str) -> None:
    start, end = {
        "Q1": ("1 July 2010", "30 September 2010"),
        "Q2": ("1 October 2010", "31 December 2010"),
        "Q3": ("1 January 2011", "31 March 2011"),
        "Q4": ("1 April 2011", "30 June 2011"),
    }[quarter]
    assert f"{quarter}: {start} to {end}" in [line for _, line in document.lines]


def test_every_figure_in_pounds_is_accounted_for(document: Document) -> None:
    """No amount stands in a table of money but in the tables that are recomputed above."""
    known = {"As planned", "Planned spend by project", "Planned efficiencies by project"}
    others = [
        table.caption
        for table in document.tables
        if table.caption not in known
        for row in table.rows
        for cell in row
        if re.fullmatch(r"-?£[\d,.]+( †)?", cell) and not table.caption.startswith("Indicators")
    ]
    assert others == []
    assert {table.caption for table in document.tables} >= known
