"""How a quarter's report grows with its plan: 20 projects, 200 projects, and nothing but starting.

Runs alternate, so that what else the machine does falls on all alike; medians are printed, and how
many times longer the larger takes, with Python's start and without it. Processor time is what to go
by where other work shares the machine.

    python -m benchmarks.reports --runs 7
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.plans import Size, write_plan

_RIEP = (sys.executable, "-m", "riep_plan")
_START = "start"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took, in seconds: by the clock, and of the processor."""

    wall: float
    processor: float


def measured(arguments: Sequence[str]) -> Run:
    """Run riep and measure it; every run starts Python anew."""
    before, started = os.times(), time.perf_counter()
    ended = subprocess.run([*_RIEP, *arguments], capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - started, os.times()
    if ended.returncode:
        raise SystemExit(f"riep {' '.join(arguments)}: {ended.stderr.strip()}")
    used = after.children_user - before.children_user
    return Run(wall, used + after.children_system - before.children_system)


def medians(runs: Sequence[Run]) -> Run:
    """Give the middle run by each measure."""
    return Run(
        statistics.median(one.wall for one in runs),
        statistics.median(one.processor for one in runs),
    )


def trial(folder: Path, format_: str, sizes: Sequence[int], runs: int) -> dict[str, Run]:
    """Measure a report of each size, and riep's mere start, by turns."""
    commands = {_START: ["--version"]}
    for size in sizes:
        plan = str(folder / f"plan-{size}")
        out = str(folder / "out")
        asked = ["--quarter", "Q2", "--format", format_, "--out", out]
        commands[str(size)] = ["report", plan, *asked]
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(measured(command))
    return {name: medians(of) for name, of in found.items()}


def lines(format_: str, found: dict[str, Run], sizes: Sequence[int]) -> Iterator[str]:
    """Write what was found as lines of a table."""
    for name, one in found.items():
        what = "riep --version" if name == _START else f"{format_}, {name} projects"
        yield f"{what:24}{one.wall:8.2f} s wall{one.processor:8.2f} s processor"
    start, small, large = (found[name] for name in (_START, *map(str, sizes)))
    whole = f"{large.wall / small.wall:.2f} wall, {large.processor / small.processor:.2f} processor"
    bare = (large.processor - start.processor) / (small.processor - start.processor)
    yield f"{format_}: {sizes[1]} projects take {whole} times {sizes[0]}; without start {bare:.2f}"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Measure a quarter's report of two sizes of plan.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--format", action="append", choices=["md", "html", "json", "docx", "pdf"])
    parser.add_argument("--sizes", type=int, nargs=2, default=[20, 200])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in asked.sizes:
            write_plan(folder / f"plan-{size}", Size(size))
        for format_ in asked.format or ["md", "html"]:
            for line in lines(
                format_, trial(folder, format_, asked.sizes, asked.runs), asked.sizes
            ):
                print(line)  # noqa: T201  the command's answer


if __name__ == "__main__":
    main()
