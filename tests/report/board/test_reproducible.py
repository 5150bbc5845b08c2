"""The same plan gives the same bytes: in another folder, process, time zone and order of hashes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from riep_plan.report import formats
from tests.report.board import made
from tests.support.needs import needs_pango

pytestmark = needs_pango
RUNS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
)


def written(folder: Path, audience: str, settings: dict[str, str]) -> dict[str, bytes]:
    """Write the Q2 report in every format, by a process of its own, and give the files."""
    kept = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    chosen = ("--quarter", "Q2", "--trace", "--audience", audience, "--format", ",".join(formats()))
    run = subprocess.run(
        [sys.executable, "-m", "riep_plan", "report", "plans/made", *chosen, "--out", "out"],
        cwd=folder,
        env=kept | settings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.mark.parametrize("audience", ["board", "public"])
def test_every_format_is_the_same_wherever_and_whenever_it_is_made(
    audience: str, tmp_path: Path
) -> None:
    first, second = tmp_path / "one", tmp_path / "two" / "a longer path"
    made.write(first / "plans")
    # Files found in another order must make no difference, so the copy is made the other way round.
    for path in sorted((first / "plans").rglob("*.yaml"), reverse=True):
        copy = second / path.relative_to(first)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    here, there = (
        written(folder, audience, settings)
        for folder, settings in zip((first, second), RUNS, strict=True)
    )
    assert sorted(here) == sorted(there)
    assert len(here) == len(formats())
    assert [name for name in here if here[name] != there[name]] == []
