"""The real plan as plain data, read by ruamel.yaml: a path of its own, apart from riep's reader."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "plans" / "nwiep-efficiency-2010-11"
PLAN_ID = PLAN.name
QUARTERS = ("Q1", "Q2", "Q3", "Q4")

#: What YAML holds once it is read, without positions or comments.
Data = dict[str, Any]


@lru_cache(maxsize=1)
def plan_data() -> Data:
    """Give ``plan.yaml`` as data."""
    return _load(PLAN / "plan.yaml")


@lru_cache(maxsize=1)
def projects_data() -> Mapping[str, Data]:
    """Give each project's file as data, by id, in the order of the projects' numbers."""
    found = {path.stem: _load(path) for path in (PLAN / "projects").glob("*.yaml")}
    last = len(found) + 1
    return dict(sorted(found.items(), key=lambda pair: (pair[1].get("number", last), pair[0])))


def as_written(path: Path) -> Data:
    """Read a file with every value as the text that it is written as."""
    data: Data = YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8"))
    return data


def name_of(project: Data) -> str:
    """The name that tables use for a project."""
    return str(project.get("short_title") or project["title"])


def rows_of(project: Data) -> Iterator[tuple[str, str, Data]]:
    """Give a project's rows of money as (table, row, amounts)."""
    for source in project.get("spend", {}).values():
        for kind in ("revenue", "capital"):
            if kind in source:
                yield "spend", kind, source[kind]
    for kind, amounts in project.get("stated", {}).get("spend", {}).items():
        yield "spend", kind, amounts
    yield from saving_rows(project.get("efficiencies", {}))


def saving_rows(efficiencies: Data) -> Iterator[tuple[str, str, Data]]:
    """Give rows of savings as (table, row, amounts)."""
    for horizon, savings in efficiencies.items():
        for kind, amounts in savings.items():
            yield horizon, kind, amounts


def programme_rows() -> Iterator[tuple[str, str, Data]]:
    """Give the rows of money that the plan states of the whole programme."""
    stated = plan_data()["stated"]
    for kind, amounts in stated["spend"].items():
        yield "spend", kind, amounts
    yield from saving_rows(stated["efficiencies"])


def pounds(value: object) -> Decimal:
    """Read an amount that stands in plain digits."""
    return Decimal(str(value))


def _load(path: Path) -> Data:
    data: Data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return data
