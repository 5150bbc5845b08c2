"""The bar that shows on a terminal how far a long run is, and goes when it ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import PATIENCE, PLAN, PlanWriter, environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")

#: The command, which shows the bar at once, and goes on with its plans when it has been seen.
WAITING = """
import time
from pathlib import Path
from riep_plan.check import many
from riep_plan.cli import console, editions, main

def waiting(work):
    def begun(*arguments):
        while not Path("seen").exists():
            time.sleep(0.01)
        return work(*arguments)
    return begun

console._PATIENCE = 0.0
many.check_plan, editions.load = waiting(many.check_plan), waiting(editions.load)
main()
"""
HIDDEN, SHOWN = "\x1b[?25l", "\x1b[?25h"
CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
VERBS = [
    (["validate", "plans"], "Checking plans", "No findings in 3 plans"),
    (["report", "plans", "--format", "md"], "Making documents", "reports/plan-2.md"),
]


@pytest.fixture
def plans(tmp_path: Path, write_plan: PlanWriter) -> Path:
    """Three plans, and the folder that the command is run in."""
    for number in range(3):
        write_plan({"plan.yaml": PLAN}, f"plans/plan-{number}")
    return tmp_path


def on_a_terminal(folder: Path, columns: int, arguments: list[str], **settings: str) -> str:
    """Run the command on a terminal, and let it go on as soon as it has shown its bar."""
    import fcntl  # noqa: PLC0415  Windows has none of these
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING, *arguments, "--jobs", "1"],
        cwd=folder,
        env=environment(
            **{"NO_COLOR": "", "TERM": "xterm", "COLUMNS": "", "LINES": "", **settings}
        ),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    text = b""
    try:
        while part := os.read(ours, 65_536):
            text += part
            if b"0/3" in text:
                (folder / "seen").touch()
    except OSError:  # Linux says so when the other end has been closed
        pass
    finally:
        os.close(ours)
        assert process.wait(PATIENCE) == 0
    return text.decode()


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize(("arguments", "doing", "result"), VERBS)
def test_a_bar_fits_the_terminal_and_goes(
    columns: int, arguments: list[str], doing: str, result: str, plans: Path
) -> None:
    text = on_a_terminal(plans, columns, arguments)
    frames = [CODE.sub("", one) for one in re.split(r"[\r\n]+", text) if doing in one]
    assert frames[0].endswith("0/3")
    assert all(len(one) <= columns for one in frames)
    assert text.count(HIDDEN) == text.count(SHOWN) == 1
    # After the last of it the line is cleared, and only the result stands there.
    last = text.rpartition("\x1b[2K")[2]
    assert result in last
    assert doing not in last


@pytest.mark.parametrize("colour", ["", "1"])
def test_a_bar_without_colour(colour: str, plans: Path) -> None:
    text = on_a_terminal(plans, 80, VERBS[0][0], NO_COLOR=colour)
    assert bool(re.search(r"\x1b\[\d+m", text)) == (not colour)


def test_no_bar_on_a_terminal_that_can_show_none(plans: Path) -> None:
    (plans / "seen").touch()
    text = on_a_terminal(plans, 80, VERBS[0][0], TERM="dumb")
    assert text.splitlines() == ["No findings in 3 plans (3 files)."]


@pytest.mark.parametrize(("arguments", "doing", "result"), VERBS)
def test_no_bar_where_there_is_no_terminal(
    arguments: list[str], doing: str, result: str, plans: Path
) -> None:
    (plans / "seen").touch()
    ended = subprocess.run(
        [sys.executable, "-c", WAITING, *arguments],
        cwd=plans,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert result in ended.stdout.decode()
    assert doing not in ended.stdout.decode()
