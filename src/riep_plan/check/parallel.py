"""Many plans on several processors: each is checked by itself, and results come in order."""

import contextlib
import gc
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from riep_plan.source.save import STOPPING, held_back
from riep_plan.values.refusal import Refused

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

#: Fewer than so many plans are checked sooner than another process is ready.
_WORTH_IT = 24
_LARGEST_CHUNK = 8
#: Seconds for which a process that is to end may go on with the file that it is writing.
_PATIENCE = 5.0


def processors() -> int:
    """Give how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    work: Callable[[ItemT], ResultT],
    items: Sequence[ItemT],
    jobs: int | None = None,
    *,
    apart: bool = False,
) -> Iterator[ResultT]:
    """Do a piece of work for each item, and give the results in the order of the items.

    Args:
        work: what is done; other processes are given it, so it is a function of a module or a
            part of one.
        items: what it is done for.
        jobs: how many processes may share the work; None for as many as there are processors, and
            one alone where the items are few.
        apart: whether each item takes long, and may leave threads behind that no other process may
            be made beside, as drawing does. None is then done here, and they go out one by one.

    Raises:
        Refused: one of the processes was stopped by somebody else.
    """
    wanted = processors() if jobs is None else jobs
    few = jobs is None and len(items) < _WORTH_IT
    if few or wanted < 2 or len(items) < 2:  # noqa: PLR2004  one process, or one item
        yield from map(work, items)
        return
    rest, chunk = items, 1
    if not apart:
        # The first is done here: what is built once for all plans is then there in every process.
        yield work(items[0])
        rest = items[1:]
        chunk = max(1, min(_LARGEST_CHUNK, len(rest) // (wanted * 4)))
    chunks = [rest[start : start + chunk] for start in range(0, len(rest), chunk)]
    helpers: list[_Helper[ItemT, ResultT]] = []
    try:
        for _ in range(min(wanted, len(chunks))):
            # None reaches a process before it has said what it does on one; nor this one before it
            # knows of the other: it would not end it.
            with held_back():
                helpers.append(_Helper(work))
        for found in _in_order(chunks, helpers):
            yield from found
    finally:
        _stop(helpers)


def _in_order(
    chunks: Sequence[Sequence[ItemT]], helpers: Sequence["_Helper[ItemT, ResultT]"]
) -> Iterator[list[ResultT]]:
    """Hand chunks out to whoever is free, and give what comes of each in their order."""
    from multiprocessing.connection import wait  # noqa: PLC0415  one process does without it

    left, done = deque(enumerate(chunks)), dict[int, list[ResultT] | BaseException]()
    busy: dict[Connection, tuple[int, _Helper[ItemT, ResultT]]] = {}

    def hand_out(helper: "_Helper[ItemT, ResultT]") -> None:
        if left:
            place, chunk = left.popleft()
            helper.give(chunk)
            busy[helper.connection] = (place, helper)

    for helper in helpers:
        hand_out(helper)
    for place in range(len(chunks)):
        while place not in done:
            for connection in wait(list(busy)):
                ended, helper = busy.pop(cast("Connection", connection))
                done[ended] = helper.results()
                hand_out(helper)
        found = done.pop(place)
        if isinstance(found, BaseException):  # whatever came of later ones meanwhile
            raise found
        yield found


class _Helper(Generic[ItemT, ResultT]):
    """Another process that does the same work, and what is said to it."""

    def __init__(self, work: Callable[[ItemT], ResultT]) -> None:
        """Start it."""
        context = _context()
        self.connection, theirs = context.Pipe()
        # Should this process end, so does it: nobody is there then to give it more.
        arguments = (work, theirs, self.connection, gc.get_threshold())
        self._process = context.Process(target=_help, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def give(self, chunk: Sequence[ItemT]) -> None:
        """Give it items to work on.

        Raises:
            Refused: it is gone.
        """
        try:
            self.connection.send(chunk)
        except OSError:
            raise _stopped() from None

    def results(self) -> list[ResultT] | BaseException:
        """Wait for what came of the items that it was given: results, or what the work raised.

        Raises:
            Refused: it is gone.
        """
        try:
            found: list[ResultT] | BaseException = self.connection.recv()
        except (EOFError, OSError):
            raise _stopped() from None
        return found

    def ask_to_end(self) -> None:
        """Have it end at once, whatever it is at, but for a file that it is writing."""
        self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, for so long at most."""
        self._process.join(max(0.0, seconds))

    def end(self) -> None:
        """End it, if it has not."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _stop(helpers: Sequence[_Helper[ItemT, ResultT]]) -> None:
    """End processes: all at once, within a common time, and also where that is interrupted."""
    try:
        for helper in helpers:
            helper.ask_to_end()
        until = time.monotonic() + _PATIENCE
        for helper in helpers:
            helper.wait(until - time.monotonic())
    finally:
        with held_back():
            for helper in helpers:
                helper.end()


def _stopped() -> Refused:
    return Refused(
        "one of the processes that share the work was stopped from outside",
        "If memory ran out, have fewer of them: --jobs 1.",
    )


def _help(
    work: Callable[[ItemT], ResultT],
    connection: "Connection",
    others: "Connection",
    rubbish: tuple[int, int, int],
) -> None:
    """Do what is asked, until nobody asks. Ctrl+C is for the process that the user sees."""
    gc.set_threshold(*rubbish)  # as the command has it, for one that begins from nothing
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # SIGTERM is how it is told to end, and it must. It ends with its terminal too, unless the
    # command was told not to, as by `nohup`.
    for number in STOPPING - {signal.SIGINT}:
        if number == signal.SIGTERM or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    others.close()
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send_bytes(_as_bytes(_results(work, connection.recv())))


def _results(
    work: Callable[[ItemT], ResultT], items: Sequence[ItemT]
) -> list[ResultT] | BaseException:
    try:
        return [work(item) for item in items]
    except BaseException as error:  # noqa: BLE001  it is raised where the work is asked for
        import traceback  # noqa: PLC0415  most runs do without

        error.add_note(traceback.format_exc())
        return error


def _as_bytes(found: list[ResultT] | BaseException) -> memoryview:
    """Write results, or what was raised, as they go to another process.

    What cannot go, or could not be made again there, is said instead: it is a fault of the work's.
    """
    from multiprocessing.reduction import ForkingPickler  # noqa: PLC0415  one process does without

    try:
        content = ForkingPickler.dumps(found)
        if isinstance(found, BaseException):  # some cannot be made of what they were made with
            ForkingPickler.loads(content)
    except Exception as error:  # noqa: BLE001  whatever a value raises that is to be written
        what = repr(found) if isinstance(found, BaseException) else "what was found"
        told = RuntimeError(f"{what} cannot be given to another process: {error}")
        for note in getattr(found, "__notes__", ()):
            told.add_note(note)
        return ForkingPickler.dumps(told)
    return content


def _context() -> "ForkContext | SpawnContext":
    """Fork where that is possible: the other processes then need not begin from nothing."""
    import multiprocessing  # noqa: PLC0415  one process does without it

    if "fork" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
