"""Writing a small plan into a folder, and reading it back as riep does."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

from riep_plan.check.run import Options, report_plan
from riep_plan.findings.result import Reported
from riep_plan.model import Plan
from riep_plan.source.discover import PlanSite
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from tests.cli.running import Files, write_files

HEAD = "riep: 1\nkind: work-programme\ntitle: Programme\n"

#: A finding as these tests compare it: its code, the file's name, and the text it underlines.
Found = tuple[str, str, str]


def loaded(folder: Path, files: Files, name: str = "plans/plan") -> LoadedPlan:
    """Write a plan's files, and perhaps some beside them (``../…``), and read the plan."""
    root = write_files(folder / name, files)
    return load(PlanSite(root.name, root, is_folder=True))


def plan_in(folder: Path, files: Files) -> Plan:
    """Write and read a plan that has no fault of form."""
    read = loaded(folder, files)
    assert [problem for file in read.files for problem in file.problems] == []
    assert read.plan is not None
    return read.plan


def plan_from(folder: Path, text: str) -> Plan:
    """Read a plan whose plan file goes on with this text."""
    return plan_in(folder, {"plan.yaml": (HEAD + dedent(text)).encode()})


def underlined(one: Reported) -> str:
    """The text that a finding's caret stands under; for several lines, that of the first."""
    span = one.place.span
    if span is None:
        return ""
    end = span.end_column if span.end_line == span.line else len(one.place.line) + 1
    return one.place.line[span.column - 1 : end - 1]


def findings(read: LoadedPlan, *codes: str) -> list[Reported]:
    """Check a plan that was read: its form, and the rules of these codes or beginnings of codes."""
    return report_plan(read, Options(select=("FRM", *codes)))


def found(reported: Sequence[Reported]) -> list[Found]:
    """Give findings in short."""
    return [(one.rule.code, Path(one.place.file).name, underlined(one)) for one in reported]
