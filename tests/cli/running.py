"""Running the command in a test, small plans, and what to expect of every run."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any, Protocol

REPOSITORY = Path(__file__).parents[2]
REAL_PLAN = REPOSITORY / "plans" / "nwiep-efficiency-2010-11"
COMMAND = [sys.executable, "-m", "riep_plan"]
#: More than any run in these tests may take; a run that hangs is stopped and fails.
PATIENCE = 60.0

#: A plan file that nothing is wrong with.
PLAN = """\
    riep: 1
    kind: delivery-plan
    title: Efficiency programme 2010/11
    """

#: A plan file with a calendar and money to spend.
FUNDED_PLAN = """\
    riep: 1
    kind: delivery-plan
    title: Efficiency programme 2010/11
    calendar:
      Q1: {from: April 2010, to: June 2010}
      Q2: {from: July 2010, to: September 2010}
    funding:
      core: {title: Programme funding, kind: core}
    """

Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Ended:
    """A run of the command that has ended."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """What ``--format json`` wrote."""
        told: dict[str, Any] = json.loads(self.out)
        return told

    @property
    def findings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.report["findings"]
        return found


class Runner(Protocol):
    """Runs the command with these arguments."""

    def __call__(self, *arguments: str | Path) -> Ended: ...


class PlanWriter(Protocol):
    """Writes a plan's files, from indented text or from bytes, and gives its folder."""

    def __call__(self, files: Files, name: str = "plan") -> Path: ...


def hear_interrupts() -> None:
    """Let a process hear Ctrl+C, though the tests that start it may be deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def environment(**more: str) -> dict[str, str]:
    """The environment for a subprocess: no colour, and no habits of whoever runs the tests."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    return {**kept, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", **more}


def completing(words: str) -> dict[str, str]:
    """What Bash tells the command when these words are on the line, the last one unfinished."""
    place = str(words.count(" "))
    return {"_RIEP_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": place}


def run_process(folder: Path, *arguments: str | Path, **more: str) -> Ended:
    """Run the command as a process of its own in a folder."""
    finished = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ended(
        finished.returncode,
        finished.stdout.decode("utf-8"),
        finished.stderr.decode("utf-8", "replace"),
    )


def write_files(folder: Path, files: Files) -> Path:
    """Write files below a folder exactly as given; indented text loses its indent."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def assert_no_traceback(ended: Ended) -> None:
    """Expect no traceback, and no exception of Python's own reported as if it were an answer."""
    assert "Traceback" not in ended.out + ended.err
    assert not re.search(r"\b[A-Z]\w*Error\b", ended.err), ended.err


def assert_refused(ended: Ended, *words: str) -> None:
    """Expect status 2, nothing on stdout and one line on stderr that says each of the words."""
    assert_no_traceback(ended)
    assert ended.status == 2, ended
    assert ended.out == ""
    assert len(ended.err.splitlines()) == 1, ended.err
    for word in words:
        assert word in ended.err
