"""``riep report --quarter … --trace``: figures with the file and line of their terms."""

from pathlib import Path

import pytest

from tests.plans.raw import ROOT
from tests.report.command import report_texts, riep
from tests.report.reading import read

PLAN = ROOT / "plans" / "shared-services-2025-26"


def test_every_term_is_a_line_of_a_file_with_an_amount() -> None:
    text = report_texts(PLAN, "--quarter", "Q2", "--trace", "--format", "md")
    seen = read(text[f"{PLAN.name}-Q2.md"], "md")
    tables = [one for one in seen.tables if one.caption.endswith("where the figures come from")]
    assert len(tables) >= 7
    terms = {
        term for one in tables for row in one.rows for term in row[3].split(", ") if term != "–"
    }
    assert len(terms) > 60
    for term in terms:
        file, _, line = term.rpartition(":")
        lines = (PLAN / file).read_text(encoding="utf-8").split("\n")
        said = lines[int(line) - 1]
        assert "nothing_to_report" in said or any(sign.isdigit() for sign in said), term


def test_a_trace_is_for_the_report_of_a_quarter() -> None:
    run = riep("report", PLAN.name, "--trace", folder=PLAN.parent)
    assert run.returncode == 2
    assert run.stderr.startswith("riep: --trace is for the report of a quarter")


def test_a_quarter_without_returns_has_nothing_to_trace(tmp_path: Path) -> None:
    plan = "nwiep-efficiency-2010-11"
    where = ("--quarter", "Q2", "--trace", "--out", str(tmp_path))
    run = riep("report", plan, *where, folder=PLAN.parent)
    assert run.returncode == 0
    assert f"{plan} has no return for Q2" in run.stderr


@pytest.mark.parametrize("format_", ["md", "json"])
def test_the_same_report_is_the_same_bytes(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        made.append(dict(report_texts(PLAN, "--quarter", "Q3", "--format", format_)))
    assert made[0] == made[1]
