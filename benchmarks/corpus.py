"""The plans that are measured with, each set made when it is first asked for.

Plans of ten projects, with all sections and what every project returned for the first quarter: 23
files and about 30 KB. (Without returns they are 20 KB; the reports' plans have a second quarter,
34 files and 41 KB.) Sets of one kind begin with the same plans.
"""

import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.plans import Size, write_file, write_in_one, write_plan, write_plans
from benchmarks.repository import commit

PROJECTS, RETURNED = 10, 1
_AT_A_TIME = 4
#: What `stat` counts blocks in.
_BLOCK = 512
SHAPE = f"{PROJECTS} projects, all sections, the returns of {RETURNED} quarter"
_HEAD = {
    "riep": 1,
    "kind": "work-programme",
    "title": "Plan with wrong sums",
    "calendar": {
        "Q1": {"from": "April 2025", "to": "June 2025"},
        "Q2": {"from": "July 2025", "to": "September 2025"},
    },
    "funding": {"core": {"title": "Improvement grant", "kind": "core"}},
}
_WRONG = {"title": "Depot", "allocation": {"core": {"total": 40, "Q1": 10, "Q2": 20}}}


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sets of plans below one folder."""

    folder: Path

    def plans(self, number: int, returned: int = RETURNED) -> Path:
        """Give a folder of so many plans of ten projects."""
        place = self.folder / f"plans-{number}-{returned}"
        if not place.exists():
            write_plans(place, number, Size(PROJECTS, returned))
        return place

    def large(self, projects: int, returned: int = RETURNED) -> Path:
        """Give a folder with one plan of so many projects."""
        place = self.folder / f"large-{projects}-{returned}"
        if not place.exists():
            write_plan(place / "large", Size(projects, returned))
        return place

    def repository(self, plans: int, touched: int) -> Path:
        """Give a folder in git with so many plans, and a branch that touches the first of them."""
        place = self.folder / f"git-{plans}-{touched}"
        if not place.exists():
            commit(place, write_plans(place / "plans", plans, Size(PROJECTS, RETURNED))[:touched])
        return place

    def clear(self) -> None:
        """Delete every plan, several at a time: 460,000 files take a quarter of the time so."""
        folders = [one for kept in self.folder.iterdir() if kept.is_dir() for one in kept.iterdir()]
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            list(pool.map(partial(shutil.rmtree, ignore_errors=True), folders))

    def in_one(self) -> Path:
        """Give one plan of ten projects in one file."""
        place = self.folder / "one" / "plan-in-one.yaml"
        if not place.exists():
            write_in_one(place, Size(PROJECTS, RETURNED))
        return place

    def wrong(self, files: int, findings: int) -> Path:
        """Give a folder of plans in one file each, every one of them with so many findings."""
        place = self.folder / f"wrong-{files}-{findings}"
        if not place.exists():
            for number in range(files):
                write_file(place / f"wrong-{number:05}.yaml", _wrong(findings))
        return place


def _wrong(findings: int) -> dict[str, Any]:
    return {**_HEAD, "projects": {f"depot-{number}": _WRONG for number in range(findings)}}


def size_of(folders: Iterable[Path]) -> tuple[int, int]:
    """Give how many files some folders hold, and how many bytes are in them."""
    sizes = [
        file.stat().st_size for folder in folders for file in folder.rglob("*") if file.is_file()
    ]
    return len(sizes), sum(sizes)


def on_disk(folder: Path) -> int:
    """Give how many bytes a folder and all below it take on the disk."""
    return sum(one.stat().st_blocks * _BLOCK for one in [folder, *folder.rglob("*")])
