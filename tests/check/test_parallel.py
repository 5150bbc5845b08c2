"""Work that several processes share: in order, with its faults, and with nobody left behind."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import active_children
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.check.parallel import each
from riep_plan.values.refusal import Refused

POSIX = pytest.mark.skipif(os.name == "nt", reason="functions of tests reach others by fork alone")


def doubled(number: int) -> int:
    return number * 2


def process_of(_: int) -> int:
    return os.getpid()


def refusing_fives(number: int) -> int:
    if number == 5:
        time.sleep(0.2)  # others are refused meanwhile
    if number % 10 == 5:
        message = f"not {number}"
        raise Refused(message, "Take another.")
    return number


def killed_at_five(number: int) -> int:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


class Odd(Exception):
    """Cannot be made again of what it says."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


def not_to_be_given_away(number: int) -> Callable[[], int] | int:
    return (lambda: number) if number == 5 else number


def oddly_refused(number: int) -> int:
    if number == 5:
        raise Odd("this", "that")
    return number


@POSIX
@settings(max_examples=8)
@given(
    count=st.integers(0, 60),
    jobs=st.one_of(st.none(), st.integers(1, 4)),
    apart=st.booleans(),
)
def test_results_come_in_the_order_of_the_items(count: int, jobs: int | None, apart: bool) -> None:
    found = list(each(doubled, range(count), jobs, apart=apart))
    assert found == [doubled(one) for one in range(count)]
    assert active_children() == []


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_fault_in_order_is_raised_as_it_was(jobs: int) -> None:
    with pytest.raises(Refused, match="not 5") as refused:
        list(each(refusing_fives, range(40), jobs))
    assert refused.value.advice == "Take another."
    assert active_children() == []


@POSIX
def test_the_first_is_done_here_unless_all_is_done_apart() -> None:
    assert next(each(process_of, range(40), 2)) == os.getpid()
    assert os.getpid() not in set(each(process_of, range(40), 2, apart=True))


@POSIX
@pytest.mark.parametrize("apart", [True, False])
def test_a_process_that_is_killed_is_said(apart: bool) -> None:
    with pytest.raises(Refused, match="stopped from outside"):
        list(each(killed_at_five, range(40), 2, apart=apart))
    assert active_children() == []


@POSIX
@pytest.mark.parametrize(
    ("work", "said"), [(not_to_be_given_away, "lambda"), (oddly_refused, "this and that")]
)
def test_what_cannot_be_given_to_another_process_is_said_to_be_so(
    work: Callable[[int], object], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RuntimeError, match=rf"{said}.*cannot be given|cannot be given.*{said}"):
        list(each(work, range(40), 2))
    assert active_children() == []
    assert capfd.readouterr().err == ""


@POSIX
def test_nobody_is_left_behind_by_an_interrupt_while_they_are_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = ForkProcess.start

    def interrupted(process: ForkProcess) -> None:
        start(process)
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    monkeypatch.setattr(ForkProcess, "start", interrupted)
    # These tests may run in the background, where nothing hears Ctrl+C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt) as _kept:  # with whatever was begun and is not known
            list(each(doubled, range(40), 2))
    finally:
        signal.signal(signal.SIGINT, before)
    assert active_children() == []


@POSIX
def test_a_process_that_is_asked_to_end_as_it_begins_does(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = ForkProcess._bootstrap  # type: ignore[attr-defined]  # noqa: SLF001

    def asked(process: ForkProcess, *how: object, **more: object) -> object:
        os.kill(os.getpid(), signal.SIGTERM)
        return begin(process, *how, **more)

    monkeypatch.setattr(ForkProcess, "_bootstrap", asked)
    with pytest.raises(Refused, match="stopped from outside"):
        list(each(doubled, range(40), 2))
    assert active_children() == []


@POSIX
@pytest.mark.parametrize("work", [doubled, process_of])
def test_nobody_works_on_for_one_who_has_enough(work: Callable[[int], int]) -> None:
    found = each(work, range(1_000), 2)
    next(found), next(found)
    assert len(active_children()) == 2
    found.close()  # type: ignore[attr-defined]  # it is a generator
    assert active_children() == []


def ending_together(folder: Path, _: int) -> None:
    """Go on until all three are asked to end."""

    def end(*_: object) -> None:
        (folder / f"asked-{os.getpid()}").touch()
        while len(list(folder.glob("asked-*"))) < 3:
            time.sleep(0.01)
        (folder / f"ended-{os.getpid()}").touch()
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    (folder / f"begun-{os.getpid()}").touch()
    while True:
        time.sleep(0.01)


def deaf(folder: Path, _: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (folder / f"begun-{os.getpid()}").touch()
    time.sleep(60)


def interrupt_when_all_have_begun(folder: Path) -> None:
    def interrupt() -> None:
        while len(list(folder.glob("begun-*"))) < 3:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """These tests may run in the background, where nothing hears Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@POSIX
@pytest.mark.usefixtures("interruptible")
def test_all_are_asked_to_end_before_any_is_waited_for(tmp_path: Path) -> None:
    interrupt_when_all_have_begun(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        list(each(partial(ending_together, tmp_path), range(6), 3, apart=True))
    assert len(list(tmp_path.glob("ended-*"))) == 3
    assert active_children() == []


@POSIX
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("in_a_hurry", [False, True])
def test_who_does_not_end_is_ended(
    in_a_hurry: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the time is over for all, or the user asks again."""
    join = ForkProcess.join

    def interrupted(process: ForkProcess, timeout: float | None = None) -> None:
        if timeout is not None:
            raise KeyboardInterrupt
        join(process)

    monkeypatch.setattr("riep_plan.check.parallel._PATIENCE", 600 if in_a_hurry else 0.1)
    if in_a_hurry:
        monkeypatch.setattr(ForkProcess, "join", interrupted)
    interrupt_when_all_have_begun(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        list(each(partial(deaf, tmp_path), range(6), 3, apart=True))
    assert active_children() == []
