"""Many plans on several processors: each is checked by itself, and results come in order."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from riep_plan.values.refusal import Refused

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

#: Fewer than so many plans are checked sooner than another process is ready.
_WORTH_IT = 24
_LARGEST_CHUNK = 8


def processors() -> int:
    """Give how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    work: Callable[[ItemT], ResultT], items: Sequence[ItemT], jobs: int | None = None
) -> Iterator[ResultT]:
    """Do a piece of work for each item, and give the results in the order of the items.

    Args:
        work: what is done; other processes are given it, so it is a function of a module or a
            part of one.
        items: what it is done for.
        jobs: how many processes may share the work; None for as many as there are processors, and
            one alone where the items are few.

    Raises:
        Refused: one of the processes was stopped by somebody else.
    """
    wanted = processors() if jobs is None else jobs
    few = jobs is None and len(items) < _WORTH_IT
    if few or wanted < 2 or len(items) < 2:  # noqa: PLR2004  one process, or one item
        yield from map(work, items)
        return
    # One process does without what several need, which takes long to import.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    # The first is done here: what is built once for all plans is then there in every process.
    yield work(items[0])
    rest = items[1:]
    chunk = max(1, min(_LARGEST_CHUNK, len(rest) // (wanted * 4)))
    with ProcessPoolExecutor(wanted, mp_context=_context(), initializer=_quiet) as pool:
        try:
            yield from pool.map(work, rest, chunksize=chunk)
        except BrokenProcessPool:
            raise Refused(
                "one of the processes that share the work was stopped from outside",
                "If memory ran out, have fewer of them: --jobs 1.",
            ) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _context() -> "BaseContext":
    """Fork where that is possible: the other processes then need not begin from nothing."""
    import multiprocessing  # noqa: PLC0415  as above

    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else "spawn")


def _quiet() -> None:
    """Leave Ctrl+C to the process that the user sees."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
