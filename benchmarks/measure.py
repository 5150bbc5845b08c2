"""What a command takes: time by the clock, time of the processors, and memory; medians by turns.

Every run starts its processes anew. Runs of what is compared alternate, so that what else the
machine does falls on all alike. Processor time counts every process that a command starts and waits
for; memory is that of its largest process, and of all together where a case is watched.
"""

import os
import resource
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_KIBIBYTE = 1024
#: Seconds between two looks at the memory of processes: each look costs them a millisecond.
_LOOK = 0.1


def least_memory() -> float:
    """Give the memory that this process held at most: less cannot be told of one that it starts."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIBIBYTE


class Failed(Exception):
    """A command that did not end as it should: what it took would mean nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took.

    Attributes:
        wall: seconds by the clock.
        processor: seconds of all processors together.
        memory: mebibytes of the largest process.
        together: mebibytes that all processes held together, where that was watched.
    """

    wall: float
    processor: float
    memory: float = 0.0
    together: float | None = None

    def without(self, start: "Run") -> "Run":
        """Leave out what starting takes, which is done once however much is to be read."""
        return Run(self.wall - start.wall, self.processor - start.processor, self.memory)

    def each(self, number: int) -> "Run":
        """Give what one of so many took."""
        return Run(self.wall / number, self.processor / number, self.memory)


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured: commands, one after the other, taken together.

    Attributes:
        commands: each with its arguments.
        folder: where they are run.
        settings: what is added to the environment.
        statuses: how a command may end.
        before: what is done before each run, and not measured.
        patience: seconds after which a command is stopped, and has failed.
        is_watched: see how much memory all its processes hold together. What they share is counted
            once (Linux's proportional set size, looked at ten times a second).
    """

    commands: Sequence[Sequence[str]]
    folder: Path = field(default_factory=Path.cwd)
    settings: Mapping[str, str] = field(default_factory=dict)
    statuses: tuple[int, ...] = (0,)
    before: Callable[[], object] = lambda: None
    patience: float = 300.0
    is_watched: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """What several cases took, by name; and why others could not be measured."""

    runs: Mapping[str, Run]
    faults: Mapping[str, str]


def medians(cases: Mapping[str, Case], runs: int) -> Measured:
    """Run cases by turns, and give the middle of what each took, by each measure.

    A case that fails is left out from then on, and told: it must not cost the others their figures.
    """
    found: dict[str, list[Run]] = {name: [] for name in cases}
    faults: dict[str, str] = {}
    for _ in range(runs):
        for name, case in cases.items():
            if name in faults:
                continue
            try:
                found[name].append(once(case))
            except Failed as failed:
                faults[name] = str(failed)
    return Measured({name: _middle(of) for name, of in found.items() if name not in faults}, faults)


def _middle(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(one.wall for one in runs),
        statistics.median(one.processor for one in runs),
        statistics.median(one.memory for one in runs),
        _most(one.together for one in runs),
    )


def _most(of: Iterable[float | None]) -> float | None:
    """Give the most that is known; None where nothing is."""
    return max((one for one in of if one is not None), default=None)


def once(case: Case) -> Run:
    """Run a case once.

    Raises:
        Failed: a command of it did not end as it should.
    """
    case.before()
    parts = [_run(case, command) for command in case.commands]
    return Run(
        sum(one.wall for one in parts),
        sum(one.processor for one in parts),
        max(one.memory for one in parts),
        _most(one.together for one in parts),
    )


def _run(case: Case, command: Sequence[str]) -> Run:
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = _started(case, command, said.fileno())
        stop = threading.Timer(case.patience, process.kill)
        stop.start()
        with _watched(process.pid, is_wanted=case.is_watched) as held:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in case.statuses:
            said.seek(0)
            raise Failed(_why(command, process.returncode, said.read()))
    processor = used.ru_utime + used.ru_stime
    return Run(wall, processor, used.ru_maxrss / _KIBIBYTE, _most(held))


def _started(case: Case, command: Sequence[str], said: int) -> subprocess.Popen[bytes]:
    habits = {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        list(command),
        cwd=case.folder,
        env={**os.environ, **habits, **case.settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=said,
    )


def _why(command: Sequence[str], status: int, said: bytes) -> str:
    shown = " ".join(command)[:200]
    if status == -signal.SIGKILL:
        return f"{shown} was stopped after a long time"
    last = said.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
    return f"{shown} ended with {status}: {last[0]}"


@contextmanager
def _watched(process: int, *, is_wanted: bool) -> Iterator[list[float]]:
    """Look at the memory of a process and all that it starts, in mebibytes, until it ends.

    Nothing is seen on a system that does not tell.
    """
    seen: list[float] = []
    if not is_wanted or not Path("/proc/self/smaps_rollup").exists():
        yield seen
        return
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(_LOOK):
            seen.append(sum(map(_held, _family(process))) / _KIBIBYTE)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()


def _family(process: int) -> Iterable[int]:
    """Give a process and all that it has started."""
    yield process
    for task in _entries(Path(f"/proc/{process}/task")):
        for child in _text(task / "children").split():
            yield from _family(int(child))


def _held(process: int) -> int:
    for line in _text(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # it has ended in the meantime
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
