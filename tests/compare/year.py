"""A year of changes to one plan, each on a branch of its own, reviewed as its pull request is.

The plan stands in ``tests/golden/reviews/plans``; what is done to it, in ``year_steps``. A change
that is fit to be merged is merged, and the next branch starts from there; the others are left.
"""

import io
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from riep_plan.cli import main
from tests.cli.running import Ended
from tests.support.git import Repo

REVIEWS = Path(__file__).parents[1] / "golden" / "reviews"
PLAN = "plans/valley"
#: Replacements in one file, each of a text that stands there once.
Edits = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """A pull request.

    Attributes:
        name: what its branch is called.
        subject: the first line of its commit.
        on: the day on which it is reviewed.
        edits: what is replaced, by file.
        files: files that are new, or None for one that is taken out.
        renamed: files that move, old name to new.
        turned: files whose blocks are put in the opposite order.
        command: a verb of riep that makes the change.
        merges: whether it is merged, so that what follows starts from it.
    """

    name: str
    subject: str
    on: str
    edits: Mapping[str, Edits] = field(default_factory=dict)
    files: Mapping[str, str | None] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    turned: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    merges: bool = True


@dataclass(frozen=True)
class Reviewed:
    """What riep says of a pull request: the comment, the changes as data, and what it checks."""

    step: Step
    comment: Ended
    data: Ended
    check: Ended


def riep(folder: Path, *words: str) -> Ended:
    """Run the command in this process from a folder."""
    out, err = io.StringIO(), io.StringIO()
    with (
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "argv", ["riep", *words]),
    ):
        try:
            main()
        except SystemExit as ended:
            status = ended.code
    assert isinstance(status, int)
    return Ended(status, out.getvalue(), err.getvalue())


def lived_through(folder: Path, steps: tuple[Step, ...]) -> Iterator[Reviewed]:
    """Make each pull request in turn, and review it before it is merged."""
    repo = Repo(folder / "region")
    shutil.copytree(REVIEWS / "plans", repo.top / "plans")
    repo.commit({}, "The plan that the board approved in March")
    for step in steps:
        repo.git("switch", "--quiet", "--create", step.name)
        make(repo.top / PLAN, step)
        repo.commit({}, step.subject)
        day = ("--as-of", step.on)
        asked = ("diff", f"main...{step.name}", *day, "--format")
        check = ("validate", "--changed-since", "main", *day, "--format", "json")
        yield Reviewed(
            step,
            riep(repo.top, *asked, "markdown"),
            riep(repo.top, *asked, "json"),
            riep(repo.top, *check),
        )
        assert repo.git("status", "--porcelain") == "", step.name
        repo.git("switch", "--quiet", "main")
        if step.merges:
            merge = ("merge", "--quiet", "--no-ff", f"--message=Merge {step.name}")
            repo.git(*merge, step.name)


def make(plan: Path, step: Step) -> None:
    """Make the change of a step in the work tree."""
    for old, new in step.renamed.items():
        (plan / old).rename(plan / new)
    for name in step.turned:
        file = plan / name
        file.write_text(_turned(file.read_text(encoding="utf-8")), encoding="utf-8")
    for name, edits in step.edits.items():
        text = (plan / name).read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) == 1, f"{step.name}: {old!r} in {name}"
            text = text.replace(old, new)
        (plan / name).write_text(text, encoding="utf-8")
    for name, content in step.files.items():
        file = plan / name
        if content is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
    if step.command:
        done = riep(plan, *step.command)
        assert done.status == 0, done


def _turned(text: str) -> str:
    """Put the blocks of a YAML file in the opposite order, each whole."""
    blocks: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[0] not in " \n" or not blocks:
            blocks.append("")
        blocks[-1] += line
    return "".join(reversed(blocks))
