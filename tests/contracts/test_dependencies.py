"""Every package that pyproject.toml names has its reason in record 0002."""

import re
import tomllib

import pytest

from tests.plans.raw import ROOT

RECORD = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")


def _names(lines: list[str]) -> list[str]:
    return [re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0].casefold() for line in lines]


def _named_in(text: str) -> set[str]:
    """The packages in the tables of a text: the first cell of a row, or the second of an extra."""
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    cells = [row[1] if row[0].strip().startswith("`") else row[0] for row in rows]
    return {name.strip().casefold() for cell in cells for name in cell.split(",")}


def _projects() -> dict[str, list[str]]:
    """The packages that riep names, by where it names them."""
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "run time": whole["project"]["dependencies"],
        "dev": whole["dependency-groups"]["dev"],
        **whole["project"]["optional-dependencies"],
    }


@pytest.mark.parametrize("group", _projects())
def test_every_package_has_a_reason(group: str) -> None:
    assert set(_names(_projects()[group])) <= _named_in(RECORD)


def test_no_reason_is_left_over() -> None:
    every = {name for lines in _projects().values() for name in _names(lines)}
    assert _named_in(RECORD) - every == {"package", "extra", "---"}


def test_a_package_without_a_reason_is_noticed() -> None:
    assert "pydantic" not in _named_in(RECORD.replace("| pydantic |", "| another |"))
