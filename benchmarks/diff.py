"""What a branch costs to review that touches 5 plans of 1,000.

``riep diff`` of the branch stands beside reading just those plans in both versions (a process of
its own that reads them and does nothing else), ``git diff --stat``, and a repository that has no
other plans: what the untouched plans cost is the difference. Runs alternate, so that what else the
machine does falls on all alike; medians are printed. Processor time is what to go by where other
work shares the machine.

    python -m benchmarks.diff --runs 7
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.plans import Size, write_plans
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load

_GIT = ("git", "-c", "user.name=Analyst", "-c", "user.email=analyst@example.org")
_RIEP = (sys.executable, "-m", "riep_plan")
_READ = "--read"
_START, _READING, _GIT_STAT = "riep --version", "reading the touched plans", "git diff --stat"
#: What is changed in a file of each touched plan: a word of its title.
_TITLE = "title: "


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took, in seconds: by the clock, and of the processor."""

    wall: float
    processor: float


def git(folder: Path, *words: str) -> None:
    """Run git in a folder."""
    subprocess.run([*_GIT, *words], cwd=folder, check=True, capture_output=True)


def write_repository(top: Path, plans: int, touched: int, size: Size) -> None:
    """Write a repository whose ``main`` has so many plans, and a branch that touches some."""
    top.mkdir(parents=True)
    git(top, "init", "--quiet", "--initial-branch=main")
    folders = write_plans(top / "plans", plans, size)
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message=Plans")
    git(top, "switch", "--quiet", "--create", "branch")
    for folder in folders[:touched]:
        for file in sorted((folder / "projects").glob("*.yaml")):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(_TITLE, f"{_TITLE}Renamed ", 1), encoding="utf-8")
    git(top, "commit", "--quiet", "--all", "--message=A branch")


def measured(command: Sequence[str], folder: Path) -> Run:
    """Run a command and measure it; 1 is what ``riep diff`` ends with where anything changed."""
    before, started = os.times(), time.perf_counter()
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - started, os.times()
    if ended.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: {ended.stderr.strip()}")
    used = after.children_user - before.children_user
    return Run(wall, used + after.children_system - before.children_system)


def read(folders: Sequence[Path]) -> None:
    """Read plans, and do nothing with them."""
    for folder in folders:
        for site in find_plans(folder):
            load(site)


def trial(folder: Path, counts: Sequence[int], touched: int, runs: int) -> Mapping[str, Run]:
    """Measure every command by turns."""
    largest = folder / str(max(counts))
    versions = [largest / "plans" / one.name for one in _touched(largest, touched)]
    reader = [sys.executable, "-m", "benchmarks.diff", _READ, *map(str, versions * 2)]
    here = Path(__file__).parents[1]
    commands = {
        _START: ([*_RIEP, "--version"], folder),
        _READING: (reader, here),
        _GIT_STAT: ([*_GIT, "diff", "--stat", "main..branch"], largest),
        **{_named(one): ([*_RIEP, "diff", "main..branch"], folder / str(one)) for one in counts},
    }
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, (command, where) in commands.items():
            found[name].append(measured(command, where))
    return {name: _median(of) for name, of in found.items()}


def _touched(top: Path, touched: int) -> list[Path]:
    return sorted((top / "plans").iterdir())[:touched]


def _named(plans: int) -> str:
    return f"riep diff, {plans:,} plans"


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(one.wall for one in runs),
        statistics.median(one.processor for one in runs),
    )


def lines(found: Mapping[str, Run], counts: Sequence[int], touched: int) -> Iterator[str]:
    """Write what was found as lines of a table, and what it comes to."""
    for name, one in found.items():
        yield f"{name:28}{one.wall:8.2f} s wall{one.processor:8.2f} s processor"
    few, many = found[_named(min(counts))], found[_named(max(counts))]
    reading, start = found[_READING], found[_START]
    whole = many.processor / reading.processor
    bare = (many.processor - start.processor) / (reading.processor - start.processor)
    yield (
        f"{touched} of {max(counts):,} plans: {whole:.1f} times reading them in both versions; "
        f"without starting Python {bare:.1f}"
    )
    other = max(counts) - min(counts)
    each = (many.processor - few.processor) / other * 1_000_000 if other else 0.0
    yield f"each untouched plan: {each:.0f} millionths of a second of the processor"


def main() -> None:
    """Measure, and print."""
    if sys.argv[1:2] == [_READ]:
        read([Path(one) for one in sys.argv[2:]])
        return
    parser = argparse.ArgumentParser(description="Measure the review of a branch.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--plans", type=int, nargs="+", default=[5, 1000])
    parser.add_argument("--touched", type=int, default=5)
    parser.add_argument("--projects", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in asked.plans:
            write_repository(folder / str(count), count, asked.touched, Size(asked.projects))
        found = trial(folder, asked.plans, asked.touched, asked.runs)
        for line in lines(found, asked.plans, asked.touched):
            print(line)  # noqa: T201  the command's answer


if __name__ == "__main__":
    main()
