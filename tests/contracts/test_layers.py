"""The import contract holds, and would fail if it did not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: A module, an import planted in it, and the contract that must break.
FAULTS = [
    ("values/money.py", "import riep_plan.model.plan", "Layers"),
    ("rules/totals.py", "import riep_plan.source.read", "Layers"),
    ("report/prose.py", "import riep_plan.output.text", "Layers"),
    ("rules/totals.py", "import yaml", "YAML is read in source"),
    ("check/run.py", "import jinja2", "Documents are rendered in report"),
    ("output/text.py", "import rich", "The terminal belongs to the command"),
    ("rules/own.py", "import celpy", "Expressions are read in figures.expressions.cel"),
    ("figures/vocabulary.py", "import lark", "Expressions are read in figures.expressions.cel"),
    ("report/prose.py", "import watchfiles", "Files are watched in cli.preview.saves"),
    ("cli/report.py", "import http.server", "Pages are served in cli.preview.server"),
    ("check/many.py", "import distributed", "Other machines are asked in check.engines.dask"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
    return subprocess.run(
        [sys.executable, "-c", command, "--config", ".importlinter", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "", "COLUMNS": "200", "NO_COLOR": "1"},
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_layers_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(("module", "planted", "contract"), FAULTS)
def test_a_planted_import_breaks_its_contract(
    copy: Path, module: str, planted: str, contract: str
) -> None:
    path = copy / "src" / "riep_plan" / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n{planted}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode != 0
    assert any(contract in line and "BROKEN" in line for line in done.stdout.splitlines())
