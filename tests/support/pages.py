"""Rule pages as tests: their headings, their example files, and what the examples expect."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from riep_plan.check import Options, check
from riep_plan.compare.guard import judge_change
from riep_plan.findings.result import Reported
from riep_plan.source.baseline import read_baseline
from riep_plan.source.discover import PlanSite, find_plans
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan

#: The folders of an example that is two versions of one plan.
BEFORE, AFTER = "before", "after"
HEADINGS = ["What it checks", "Why it matters", "Source", "Wrong", "Right", "Settings"]
_MARK = re.compile(r"#\s*((?:[A-Z]{3}\d\d)(?:\s+[A-Z]{3}\d\d)*)\s*$")
_FENCE = re.compile(r"^```(\S*)[ ]*(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

#: A finding as an example expects it: file, line (0 for the file as a whole) and code.
Expected = tuple[str, int, str]


@dataclass
class ExampleFile:
    """One fenced block: a file of an example.

    The words after the language are the file's name and settings: ``encoding=utf-16`` writes it
    so; ``repeat=N`` writes it N times over; ``link=TARGET`` makes a link instead; ``expect=CODE``
    expects a finding about the file as a whole; ``absent=yes`` writes no file; ``as-of=DATE`` sets
    the day for waivers; ``baseline=yes`` holds the findings against that file.

    Files under ``before/`` and ``after/`` are two versions of one plan: what is expected is found
    in the later, as a change of the earlier.
    """

    name: str
    text: str
    settings: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        if "absent" in self.settings:
            return
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if "link" in self.settings:
            path.symlink_to(self.settings["link"])
            return
        text = self.text * int(self.settings.get("repeat", "1"))
        path.write_bytes(text.encode(self.settings.get("encoding", "utf-8")))

    def expected(self) -> list[Expected]:
        found = [
            (self.name, 0, code) for code in self.settings.get("expect", "").split(",") if code
        ]
        for number, line in enumerate(self.text.split("\n"), 1):
            if match := _MARK.search(line):
                found += [(self.name, number, code) for code in match[1].split()]
        return found


def headings(page: str) -> list[str]:
    return re.findall(r"^## (.*)$", re.sub(_FENCE, "", page), re.MULTILINE)


def section(page: str, heading: str) -> str:
    start = page.index(f"\n## {heading}\n") + len(heading) + 5
    after = re.search(r"^## ", _FENCE.sub(lambda m: " " * len(m[0]), page)[start:], re.MULTILINE)
    return page[start : start + after.start()] if after else page[start:]


def example(page: str, heading: str) -> list[ExampleFile]:
    files = []
    for language, words, text in _FENCE.findall(section(page, heading)):
        if language != "yaml":
            continue
        name, *settings = words.split() or ["plan.yaml"]
        pairs = dict(setting.split("=", 1) for setting in settings)
        files.append(ExampleFile(name, text, pairs))
    return files


def findings_of(files: list[ExampleFile], folder: Path) -> list[Expected]:
    """Write an example's files as one plan and give what riep finds, without lines' wording."""
    plan = folder / "example"
    plan.mkdir()
    for file in files:
        file.write(plan)
    days = [file.settings["as-of"] for file in files if "as-of" in file.settings]
    options = Options(as_of=date.fromisoformat(days[0]) if days else None)
    if is_change(files):
        reported = judge_change(*versions(plan), options).reported
        return _expected([one for one in reported if one.is_open], plan)
    kept = [plan / file.name for file in files if "baseline" in file.settings]
    baseline = read_baseline(kept[0].resolve()) if kept else None
    return _expected(check(find_plans(plan), options, baseline).result.open, plan)


def is_change(files: list[ExampleFile]) -> bool:
    """Whether an example is two versions of a plan."""
    return any(file.name.startswith(f"{BEFORE}/") for file in files)


def versions(folder: Path) -> tuple[LoadedPlan, LoadedPlan]:
    """Read both versions of a plan that an example's files were written as."""
    before, after = (
        load(PlanSite(folder.name, folder / name, is_folder=True)) for name in (BEFORE, AFTER)
    )
    return before, after


def _expected(reported: Sequence[Reported], plan: Path) -> list[Expected]:
    return [
        (
            Path(os.path.relpath(one.place.file, plan)).as_posix(),
            one.place.span.line if one.place.span else 0,
            one.rule.code,
        )
        for one in reported
    ]
