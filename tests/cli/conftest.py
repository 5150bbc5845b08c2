"""Fixtures that run the command, in this process and in one of its own."""

import shutil
import sys
from pathlib import Path

import pytest

from riep_plan.cli import main
from tests.cli.running import REAL_PLAN, Ended, Files, PlanWriter, Runner, run_process, write_files


@pytest.fixture
def riep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Runner:
    """Run the command in this process, from the test's own folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    # The command is called `riep` in what it says, also where Python was told `-m pytest`.
    monkeypatch.setattr(sys.modules["__main__"], "__package__", None)

    def run(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["riep", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out, err)

    return run


@pytest.fixture
def riep_process(tmp_path: Path) -> Runner:
    """Run the command as a process of its own, from the test's own folder."""

    def run(*arguments: str | Path) -> Ended:
        return run_process(tmp_path, *arguments)

    return run


@pytest.fixture
def write_plan(tmp_path: Path) -> PlanWriter:
    """Write a small plan into the test's own folder."""

    def write(files: Files, name: str = "plan") -> Path:
        return write_files(tmp_path / name, files)

    return write


@pytest.fixture
def real_plan() -> Path:
    """The repository's real plan, to be read only."""
    return REAL_PLAN


@pytest.fixture
def real_copy(tmp_path: Path) -> Path:
    """A copy of the real plan, to be changed; ``plans`` is the command's default path."""
    copy = tmp_path / "plans" / REAL_PLAN.name
    shutil.copytree(REAL_PLAN, copy)
    return copy
