"""Each figure of a published document stands in the plan, and in the document rendered from it.

To know that a rendered figure is the plan's and stands there for its own sake, every figure of the
plan is changed to a number that nothing else has, and the document is rendered again.
"""

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from ruamel.yaml import YAML

from tests.plans.published import (
    PLANS,
    Figure,
    amount,
    amounts_in,
    figures,
    is_in_thousands,
    leaves,
    place,
    prose_figures,
    raw_plan,
)
from tests.plans.raw import ROOT
from tests.report.command import FORMATS, report_texts
from tests.report.reading import read

#: How many figures the tables of each document have, by kind, and how many more the plan has.
COUNTS: Mapping[str, Mapping[str, int]] = {
    "leicestershire-ni179-2009": {"money": 7, "percent": 8, "count": 10, "prose": 8},
    "nwegg-2008-10": {"money": 172, "percent": 8, "count": 6, "text": 35, "prose": 3},
    "em-iep-2009-10": {"money": 252, "text": 41, "prose": 13},
    "em-riep-2008-09": {"money": 129, "rating": 118, "text": 24, "percent": 3, "prose": 21},
}
#: Columns that riep adds up by itself; every other amount is the document's.
ADDED_UP = {"In all", "All sources"}


def value_at(data: object, path: str) -> str:
    holder, key = place(data, path)
    return str(holder[key])


def stands(figure: Figure, data: dict[str, object]) -> bool:
    """Say whether the plan holds a figure where it is said to."""
    value = value_at(data, figure.at)
    printed = figure.figure.rstrip("%")
    if not re.fullmatch(r"-?\d+(\.\d+)?", printed):
        return figure.figure in value
    if figure.kind == "text" or "provenance/" in figure.at:
        return Decimal(printed) in amounts_in(value) or figure.figure in value
    try:
        if figure.figure.endswith("%") and not value.endswith("%"):
            return figure.figure in value
        return amount(value, in_thousands=is_in_thousands(figure, data)) == Decimal(printed)
    except ValueError:
        return Decimal(printed) in amounts_in(value)


@pytest.mark.parametrize("plan", PLANS)
def test_the_counts_are_as_published(plan: str) -> None:
    kinds = Counter(figure.kind for figure in figures(plan))
    assert {**kinds, "prose": len(prose_figures(plan))} == COUNTS[plan]


def test_the_page_of_documents_gives_these_counts() -> None:
    page = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")
    kinds = ("money", "percent", "count", "rating", "text", "prose")
    for plan in PLANS:
        cells = " | ".join(str(COUNTS[plan].get(kind, 0)) for kind in kinds)
        assert f"| `{plan}` | {cells} |" in page


@pytest.mark.parametrize("plan", PLANS)
def test_every_figure_stands_in_the_plan(plan: str) -> None:
    data = raw_plan(plan)
    assert [figure for figure in figures(plan) if not stands(figure, data)] == []


@pytest.mark.parametrize("plan", PLANS)
def test_another_figure_would_not_stand(plan: str) -> None:
    """The test above can fail: shift each figure, and none of them stands."""
    data = raw_plan(plan)
    shifted = [
        Figure(**{**vars(one), "figure": f"{Decimal(one.figure.rstrip('%')) + 98765}"})
        for one in figures(plan)
        if re.fullmatch(r"-?\d+(\.\d+)?%?", one.figure)
    ]
    assert [figure for figure in shifted if stands(figure, data)] == []


@pytest.mark.parametrize("plan", PLANS)
def test_no_figure_of_the_plan_is_invented(plan: str) -> None:
    known = {figure.at for figure in figures(plan)} | {row["at"] for row in prose_figures(plan)}
    assert [leaf for leaf in leaves(plan) if leaf not in known] == []


@pytest.mark.parametrize("plan", PLANS)
def test_every_figure_from_prose_stands_in_the_plan(plan: str) -> None:
    data = raw_plan(plan)
    found = [
        Figure(row["line"], "", "", "", row["figure"], row["kind"], row["at"])
        for row in prose_figures(plan)
    ]
    assert [figure for figure in found if not stands(figure, data)] == []


# --- the document rendered from the plan ---


@lru_cache(maxsize=8)
def marked(plan: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Change every figure of a plan to a number of its own; give these, and the documents."""
    data = raw_plan(plan)
    marks: dict[str, str] = {}
    kinds = {figure.at: figure.kind for figure in figures(plan)}
    for path in dict.fromkeys((*leaves(plan), *kinds)):
        number = str(1_000_001 + 7 * len(marks))
        holder, key = place(data, path)
        holder[key] = _marked(str(holder[key]), kinds.get(path, "leaf"), path, number)
        marks[path] = number
    with TemporaryDirectory() as folder:
        root = Path(folder) / "plans"
        _write(data, root / plan)
        copytree(ROOT / "plans" / "policies", root / "policies")
        texts = report_texts(root / plan)
    return marks, {name.rpartition(".")[2]: text for name, text in texts.items()}


def _marked(value: str, kind: str, path: str, number: str) -> str:
    if kind == "text":
        return f"words {number}"
    if value.endswith("%"):
        return f"{number}%"
    if "tbc" in value:
        return f"£{number} tbc"
    is_count = kind in ("count", "rating") or _is_bare(value, path)
    return number if is_count else f"£{number}"


def _is_bare(value: str, path: str) -> bool:
    """Whether a leaf counts things: no amount of money stands there."""
    holds_counts = ("organisations_served", "assessments/", "/number", "/distribution/", "/values/")
    return "£" not in value and any(one in path for one in holds_counts)


def _write(data: dict[str, object], folder: Path) -> None:
    yaml = YAML(typ="safe", pure=True)
    projects = data.pop("projects")
    assert isinstance(projects, dict)
    (folder / "projects").mkdir(parents=True)
    files = {folder / "plan.yaml": data} | {
        folder / "projects" / f"{name}.yaml": project for name, project in projects.items()
    }
    for file, content in files.items():
        with file.open("w", encoding="utf-8") as stream:
            yaml.dump(content, stream)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("plan", PLANS)
def test_every_figure_stands_in_the_rendered_document(plan: str, format_: str) -> None:
    marks, texts = marked(plan)
    seen = set(re.findall(r"\d{7}", texts[format_].replace(",", "")))
    assert [path for path, number in marks.items() if number not in seen] == []


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("plan", PLANS)
def test_no_amount_of_the_rendered_document_is_invented(plan: str, format_: str) -> None:
    """An amount in a table is the plan's, or stands in a column that says it was added up."""
    data = raw_plan(plan)
    known = {abs(one) for text in _texts(data) for one in amounts_in(text)}
    for path in leaves(plan):
        with suppress(ValueError):  # ``tbc``, or evidence in words
            written = value_at(data, path)
            known.add(abs(amount(written, in_thousands=data.get("unit") == "thousand")))
    texts = report_texts(ROOT / "plans" / plan)
    document = read(texts[f"{plan}.{format_}"], format_)
    invented = [
        (table.caption, heading, cell)
        for table in document.tables
        for row in table.rows
        for heading, cell in zip(table.columns, row, strict=True)
        if heading not in ADDED_UP and re.fullmatch(r"-?£[\d,.]+", cell)
        if abs(amount(cell, in_thousands=False)) not in known
    ]
    assert invented == []


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [str(value)]
