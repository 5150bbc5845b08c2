"""A run that is stopped: one line, nothing half written, nobody left behind, and the next is well.

The runs are real processes. Their helpers wait within a plan for as long as the test likes, so that
a signal comes in the middle of the work, whatever the machine's pace.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import dedent

import pytest

from tests.cli.running import (
    COMMAND,
    PATIENCE,
    PLAN,
    PlanWriter,
    environment,
    hear_interrupts,
    run_process,
    write_files,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals, and no fork")

#: The command, whose helpers say when they begin with a plan, and wait for leave to go on.
WAITING = """
import os, sys, time
from multiprocessing import parent_process
from pathlib import Path
from riep_plan.check import many
from riep_plan.cli import editions, main

def waiting(work):
    def begun(*arguments):
        if parent_process() is not None:
            Path(f"begun-{os.getpid()}").touch()
            while not Path("leave").exists():
                time.sleep(0.01)
        return work(*arguments)
    return begun

many.check_plan, editions.load = waiting(many.check_plan), waiting(editions.load)
main()
"""
#: The command, which is asked to end when a draft is whole and has still to take its place: those
#: of the processes that the work is for wait there until it has been.
WRITING = """
import os, sys, time
from multiprocessing import parent_process
from pathlib import Path
from riep_plan.cli import main

replace, is_for_helpers = Path.replace, "2" in sys.argv

def replacing(draft, target):
    if (parent_process() is not None) == is_for_helpers and target.suffix in (".json", ".md"):
        Path(f"begun-{os.getpid()}").touch()
        while not Path("sent").exists():
            time.sleep(0.01)
    return replace(draft, target)

Path.replace = replacing
main()
"""
#: It is interrupted before it knows of any verb.
TOO_EARLY = """
import sys
from riep_plan.cli import main

class Interrupting:
    def find_spec(self, name, *more):
        if name == "riep_plan.cli.app":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
main()
"""
VERBS = {
    "validate": ["validate", "plans", "--jobs", "2", "--output", "found.txt"],
    "report": ["report", "plans", "--jobs", "2", "--format", "md"],
}
WRITTEN = {"validate": "found.txt", "report": "reports"}


class Run:
    """A run of the command in the middle of its work."""

    def __init__(
        self,
        folder: Path,
        arguments: Sequence[str],
        code: str = WAITING,
        begun: int = 2,
        stderr: int = subprocess.PIPE,
    ) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            env=environment(RIEP_CACHE_DIR=str(folder / "cache"), TERM="xterm"),
            stdout=subprocess.PIPE,
            stderr=stderr,
            start_new_session=True,
            preexec_fn=hear_interrupts,  # noqa: PLW1509  no thread runs here
        )
        until = time.monotonic() + PATIENCE
        while len(self.helpers) < begun:
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < until
            time.sleep(0.01)

    @property
    def helpers(self) -> list[int]:
        """The processes that have begun with a plan."""
        return [int(one.name.removeprefix("begun-")) for one in self.folder.glob("begun-*")]

    def ended(self) -> tuple[int, str]:
        """Its status, and what it said: nobody who could still say something is left then."""
        out, err = self.process.communicate(timeout=PATIENCE)
        assert out == b""
        return self.process.returncode, err.decode()


def to_all(run: Run, number: signal.Signals) -> None:
    """As a terminal does on Ctrl+C."""
    os.killpg(run.process.pid, number)


def to_one(run: Run, number: signal.Signals) -> None:
    """As ``kill`` and ``timeout`` do."""
    run.process.send_signal(number)


def to_all_twice(run: Run, number: signal.Signals) -> None:
    """As somebody in a hurry does."""
    to_all(run, number)
    time.sleep(0.02)
    to_all(run, number)


@pytest.fixture
def plans(tmp_path: Path, write_plan: PlanWriter) -> Path:
    """Some plans, and the folder that the command is run in."""
    for number in range(6):
        write_plan({"plan.yaml": PLAN}, f"plans/plan-{number}")
    return tmp_path


def assert_nothing_left(folder: Path, verb: str) -> None:
    """Expect no output, and no draft of one or of what is kept."""
    assert not (folder / WRITTEN[verb]).exists()
    cache = folder / "cache"
    drafts = [*folder.glob(".*"), *cache.glob(".*")]
    assert [one.name for one in drafts if one.name != ".gitignore"] == []


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("number", "status", "send"),
    [
        *(("SIGINT", 130, send) for send in (to_all, to_one, to_all_twice)),
        *(("SIGTERM", 143, send) for send in (to_all, to_one, to_all_twice)),
        ("SIGHUP", 129, to_all),
    ],
)
def test_stopped_in_the_middle(
    send: Callable[[Run, signal.Signals], None],
    number: str,
    status: int,
    verb: str,
    plans: Path,
) -> None:
    run, asked = Run(plans, VERBS[verb]), signal.Signals[number]
    send(run, asked)
    assert run.ended() in {(status, "riep: stopped.\n"), (-asked, "riep: stopped.\n")}
    assert_nothing_left(plans, verb)
    again = run_process(plans, *VERBS[verb], RIEP_CACHE_DIR=str(plans / "cache"))
    assert (again.status, again.err) == (0, "")
    assert (plans / WRITTEN[verb]).exists()


@pytest.mark.parametrize("verb", VERBS)
def test_a_helper_that_is_killed(verb: str, plans: Path) -> None:
    run = Run(plans, VERBS[verb])
    os.kill(run.helpers[0], signal.SIGKILL)
    status, said = run.ended()
    assert (status, len(said.splitlines())) == (2, 1)
    assert "stopped from outside" in said
    assert "--jobs 1" in said
    assert_nothing_left(plans, verb)


@pytest.mark.parametrize("verb", VERBS)
def test_helpers_end_with_a_command_that_is_killed(verb: str, plans: Path) -> None:
    run = Run(plans, VERBS[verb])
    run.process.kill()
    (plans / "leave").touch()
    assert run.ended() == (-signal.SIGKILL, "")
    assert_nothing_left(plans, verb)


@pytest.mark.parametrize("on_terminal", [False, True])
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize(
    ("arguments", "begun"),
    [
        (["validate", "plans", "--jobs", "2"], 2),
        (["validate", "plans", "--jobs", "1"], 1),
        (["report", "plans", "--format", "md", "--jobs", "1"], 1),
    ],
    ids=["kept by helpers", "kept", "reports"],
)
def test_stopped_while_a_file_takes_its_place(
    arguments: list[str],
    begun: int,
    number: str,
    on_terminal: bool,
    plans: Path,
) -> None:
    """On a terminal there are threads that show how far it is, and each may get the signal."""
    ours, theirs = os.openpty() if on_terminal else (-1, subprocess.PIPE)
    run, asked = Run(plans, arguments, WRITING, begun, theirs), signal.Signals[number]
    to_all(run, asked)
    (plans / "sent").touch()
    assert run.process.wait(PATIENCE) == 128 + asked
    _, err = run.process.communicate()
    if on_terminal:
        err = os.read(ours, 10_000)
        os.close(ours)
        os.close(theirs)
    assert b"riep: stopped." in err
    written = [one for one in plans.rglob("*") if one.parent.name in ("cache", "reports")]
    assert {one.suffix for one in written} <= {".json", ".md", ""}
    assert {one.name for one in written if one.name.startswith(".")} <= {".gitignore"}
    assert len([one for one in written if one.suffix]) >= begun
    again = run_process(plans, *arguments, RIEP_CACHE_DIR=str(plans / "cache"))
    assert (again.status, again.err) == (0, "")


def test_a_closed_terminal_stops_nothing_that_is_told_to_go_on(plans: Path) -> None:
    """As with ``nohup``."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        run = Run(plans, VERBS["validate"])
    finally:
        signal.signal(signal.SIGHUP, before)
    to_all(run, signal.SIGHUP)
    (plans / "leave").touch()
    assert run.ended() == (0, "")
    assert (plans / "found.txt").read_text() == "No findings in 6 plans (6 files).\n"


@pytest.mark.parametrize(("number", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_stopped_while_nobody_reads_what_it_writes(
    number: str, status: int, write_plan: PlanWriter
) -> None:
    """More than any pipe holds; whoever has it open neither reads it nor lets it go."""
    keys = "".join(f"unknown-{one}: 1\n" for one in range(1_000))
    plan = write_plan({"plan.yaml": dedent(PLAN) + keys})
    process = subprocess.Popen(
        [*COMMAND, "validate", str(plan)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  no thread runs here
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(1)
    process.send_signal(signal.Signals[number])
    assert process.wait(PATIENCE) == status
    assert process.stderr.read() == b"riep: stopped.\n"
    process.stdout.close()
    process.stderr.close()


def run_code(code: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run some lines of Python in a process of their own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


def test_interrupted_while_it_is_loading(tmp_path: Path) -> None:
    ended = run_code(TOO_EARLY, tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"riep: stopped.\n")


@pytest.mark.parametrize("fault", ["plan-0", "plan-5"])
def test_a_plan_that_cannot_be_used_stops_the_others(fault: str, plans: Path) -> None:
    write_files(plans / "plans" / fault, {"plan.yaml": "riep: 1\ntitle: [x\n"})
    ended = run_process(plans, *VERBS["report"])
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"riep: {fault} has files that cannot be used")
    assert_nothing_left(plans, "report")


#: What runs the command as a part of something else.
IN_A_THREAD = """
import sys, threading
from riep_plan.cli import main

def run():
    try:
        main()
    except SystemExit as end:
        print("ended with", end.code)

sys.argv = ["riep", "--version"]
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


def test_the_command_runs_in_a_thread_that_no_signal_reaches(tmp_path: Path) -> None:
    ended = run_code(IN_A_THREAD, tmp_path)
    assert ended.stderr == b""
    assert ended.stdout.endswith(b"ended with 0\n")
