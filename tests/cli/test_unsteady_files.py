"""Files that change, go or fail while they are read: each is named, and the others are checked.

The runs are real processes. What happens to a file happens when it, or the one before it, is about
to be opened: after it was looked at, or after its folder was listed.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.cli.running import (
    PLAN,
    Ended,
    PlanWriter,
    assert_no_traceback,
    environment,
    run_process,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets no file go that is read")

#: A run that takes longer waits for somebody who never writes.
LIMIT = 30.0
#: The command, to files of which something happens. It is told what happens to which file when
#: which file is about to be opened, and after how many times.
UNSTEADY = """
import json, os, sys
from pathlib import Path
from riep_plan.cli import main

coming, failing, read = json.loads(sys.argv.pop(1)), set(), os.read

def reading(file, size):
    if os.fstat(file).st_ino in failing:
        raise OSError(5, "Input/output error")
    return read(file, size)

def happen(change, target):
    if change == "fails":
        failing.add(target.stat().st_ino)
    elif change in ("shorter", "longer"):
        os.truncate(target, 10 if change == "shorter" else 100)
    elif change == "far-longer":
        os.truncate(target, 11_000_000)
    else:
        target.unlink()
    if change == "folder":
        target.mkdir()
    elif change == "pipe":
        os.mkfifo(target)
    elif change == "link":
        target.symlink_to("../../../outside.yaml")

def opening(event, given):
    if event != "open" or not isinstance(given[0], str):
        return
    what = coming.get(os.path.abspath(given[0]))
    if what is not None:
        change, target, left = what
        what[2] -= 1
        if left == 0:
            happen(change, Path(target))

os.read = reading
sys.addaudithook(opening)
main()
"""
PROJECT = "riep: 1\ntitle: Depot\n"
CHANGES = ["gone", "folder", "pipe", "link", "shorter", "longer", "far-longer", "fails"]
#: What is opened when it happens: a file that is read before the one that changes, or that one.
LISTED, LOOKED_AT = "a.yaml", "b.yaml"
WRONG = "plans/wrong/plan.yaml"


def target(change: str) -> str:
    """The file that something happens to: in a plan of its own."""
    return f"plans/{change}/projects/b.yaml"


@pytest.fixture
def plans(tmp_path: Path, write_plan: PlanWriter) -> Path:
    """A plan for each change, one that is wrong, and the folder that the command is run in."""
    for change in CHANGES:
        files = {"plan.yaml": PLAN, "projects/a.yaml": PROJECT, "projects/b.yaml": PROJECT}
        write_plan(files, f"plans/{change}")
    write_plan({"plan.yaml": "riep: 1\nkind: delivery-plan\ntitel: x\n"}, "plans/wrong")
    (tmp_path / "outside.yaml").write_text("riep: 1\ntitle: A secret\n")
    return tmp_path


def run_unsteady(
    folder: Path, changes: Iterable[str], at: str, *arguments: str, after: int = 0
) -> Ended:
    """Run the command, with something that happens to files meanwhile."""
    coming = {
        str(folder / "plans" / one / "projects" / at): [one, str(folder / target(one)), after]
        for one in changes
    }
    ended = subprocess.run(
        [sys.executable, "-c", UNSTEADY, json.dumps(coming), *arguments],
        cwd=folder,
        env=environment(RIEP_CACHE_DIR=str(folder / "cache")),
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def assert_named(ended: Ended, changes: Iterable[str]) -> None:
    """Expect each file to be named: as one that was not read, or else as one with a fault."""
    assert_no_traceback(ended)
    unread, faulty = unread_in(ended), {line.partition(":")[0] for line in ended.out.split("\n")}
    for change in changes:
        assert (target(change) in unread) != (target(change) in faulty), change
    assert ended.status == (2 if unread else 1)
    assert "A secret" not in ended.out


def unread_in(ended: Ended) -> set[str]:
    """Give the files that were not read, about which alone anything was said."""
    said = [line.split(" cannot be read: ") for line in ended.err.splitlines()]
    assert all(len(one) == 2 for one in said), ended.err
    return {name.removeprefix("riep: ") for name, _ in said}


@pytest.mark.parametrize("at", [LISTED, LOOKED_AT])
@pytest.mark.parametrize("shared", [False, True])
def test_validate(shared: bool, at: str, plans: Path) -> None:
    changes = [one for one in CHANGES if one != "fails" or at == LOOKED_AT]
    # What keeps findings opens each file once before it is read.
    how = ("--jobs", "2") if shared else ("--jobs", "1", "--no-cache")
    ended = run_unsteady(plans, changes, at, "validate", *how, after=int(shared))
    assert_named(ended, changes)
    assert f"{WRONG}:" in ended.out
    # Nothing is kept of what was found meanwhile: another run finds what there is then.
    kept = run_process(plans, "validate", RIEP_CACHE_DIR=str(plans / "cache"))
    assert kept == run_process(plans, "validate", "--no-cache")


def test_while_it_is_looked_up_what_is_known(plans: Path) -> None:
    """A file is then read as it has become."""
    ended = run_unsteady(plans, CHANGES, LOOKED_AT, "validate", "--jobs", "2")
    assert_named(ended, set(CHANGES) - {"gone"})
    assert target("gone") not in ended.out + ended.err


@pytest.mark.parametrize(
    ("change", "jobs"),
    [("gone", "1"), ("pipe", "1"), ("fails", "1"), ("pipe", "2"), ("fails", "2")],
)
def test_report(change: str, jobs: str, plans: Path) -> None:
    (plans / WRONG).unlink()
    arguments = ("report", "plans", "--format", "md", "--jobs", jobs)
    ended = run_unsteady(plans, [change], LOOKED_AT, *arguments)
    assert_no_traceback(ended)
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert target(change) in line or f"{change} has files that cannot be used" in line
    assert not (plans / "reports").exists()


def test_diff(plans: Path) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (["init", "-q"], ["add", "plans"], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=plans, check=True, capture_output=True)
    for change in CHANGES:
        (plans / target(change)).write_text("riep: 1\ntitle: Another depot\n")
    (plans / WRONG).write_text(PLAN.replace("    ", ""))
    ended = run_unsteady(plans, CHANGES, LOOKED_AT, "diff")
    assert_no_traceback(ended)
    told = " ".join(ended.out.split())
    for change in CHANGES:
        assert f"What stands in {target(change)} cannot be read in both versions" in told
    assert ended.status == 2
    assert {target("gone"), target("fails")} <= unread_in(ended)
    assert "Efficiency programme 2010/11 (wrong)" in told
    assert "A secret" not in told
