"""What each command loads: imports are most of what a small run costs."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.running import PATIENCE, REAL_PLAN, completing, environment

#: Runs the command, then says on its last line which modules it has loaded.
LOADED = """\
import json, sys
from riep_plan.cli import main
sys.argv = ["riep", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    status = ended.code
print()
print(json.dumps([status, sorted({name.split(".")[0] for name in sys.modules})]))
"""
NEVER_READING = {"celpy", "lark", "jinja2", "markdown_it", "pandas", "altair", "rich", "ruamel"}


def loaded(*arguments: str, settings: Mapping[str, str] | None = None) -> set[str]:
    """The modules that a successful run of the command loads."""
    finished = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        env=environment() | dict(settings or {}),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    status, modules = json.loads(finished.stdout.splitlines()[-1])
    assert status == 0
    return set(modules)


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_validate_loads_no_report(format_: str) -> None:
    modules = loaded("validate", str(REAL_PLAN), "--format", format_)
    assert {"pydantic", "ryml"} <= modules
    assert modules & NEVER_READING == set()


def test_showing_waived_findings_loads_no_report() -> None:
    """Every finding is placed here, so this reads every file carefully too."""
    modules = loaded("validate", str(REAL_PLAN), "--show-waived")
    assert "yaml" in modules
    assert modules & NEVER_READING == set()


def test_version_loads_no_reader() -> None:
    modules = loaded("--version")
    assert "typer" in modules
    assert modules & (NEVER_READING | {"pydantic", "yaml", "ryml"}) == set()


def test_help_loads_no_reader() -> None:
    assert loaded("--help") & {"pydantic", "yaml", "ryml", "jinja2"} == set()


@pytest.mark.parametrize(
    "words", ["riep va", "riep -", "riep validate --fo", "riep validate --fail-on ", "riep new "]
)
def test_completing_a_word_loads_no_reader(words: str) -> None:
    modules = loaded(settings=completing(words))
    assert "typer" in modules
    assert modules & (NEVER_READING | {"pydantic", "yaml", "ryml"}) == set()


def test_report_does_load_what_validate_does_not() -> None:
    """The guard itself can fail: it would see these modules."""
    assert {"jinja2", "markdown_it"} <= loaded("report", str(REAL_PLAN), "--out", "-")


@pytest.mark.parametrize("plan", [REAL_PLAN, REAL_PLAN.parent / "shared-services-2025-26"])
@pytest.mark.parametrize("format_", ["md", "json"])
def test_a_report_without_drawings_loads_no_chart_library(plan: Path, format_: str) -> None:
    """Neither the plan's quarter without returns does, nor a board report, which has charts."""
    modules = loaded("report", str(plan), "--quarter", "Q2", "--format", format_, "--out", "-")
    assert "jinja2" in modules
    assert modules & {"altair", "vl_convert", "narwhals", "pandas", "numpy"} == set()
    assert modules & {"watchfiles", "anyio"} == set()
