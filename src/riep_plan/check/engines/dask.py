"""The one module that touches Dask: plans checked by the workers of a scheduler.

Nothing of a plan is sent. Workers read the files themselves, at the paths that they have here, so
the folder has to be one that they share; whether they see what is seen here, with the same riep, is
asked of each before anything is checked.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from pathlib import Path

import dask
from distributed import Client, Future, KilledWorker
from distributed import TimeoutError as NotYet
from distributed.comm import connect

import riep_plan
from riep_plan.check.cache import Cache
from riep_plan.check.run import Options, PlanResult, check_plan
from riep_plan.source.discover import PlanSite
from riep_plan.values.refusal import Refused
from riep_plan.values.words import visible, visible_line

#: Seconds to wait for a scheduler, and for each of its workers to say what it sees.
PATIENCE = 10
#: So many plans are one task: enough to make little of sending it, few enough to share them out.
_CHUNK = 16
_ONE_AT_A_TIME = threading.Lock()


def results(
    address: str, sites: Sequence[PlanSite], options: Options, tick: Callable[[], None]
) -> list[PlanResult]:
    """Check plans on the workers of a scheduler; see :func:`riep_plan.check.engines.results_from`.

    Raises:
        Refused: the scheduler cannot be reached, has no worker that sees what is seen here, or
            loses its workers.
    """
    here = Path.cwd()
    placed = [PlanSite(one.id, one.root.absolute(), one.is_folder) for one in sites]
    chunks = [placed[at : at + _CHUNK] for at in range(0, len(placed), _CHUNK)]
    found: list[PlanResult] = []
    if not placed:
        return found
    with _client(address) as client:
        workers = _ask_workers(client, address, placed[0], options, here)
        futures = client.map(
            check_there, chunks, options=options, here=here, workers=workers, pure=False
        )
        for future in futures:
            for one in _answer(client, address, future, workers):
                found.append(one)
                tick()
    return found


def _answer(
    client: Client, address: str, future: Future, workers: Sequence[str]
) -> list[PlanResult]:
    """Wait for what was found in a chunk, for as long as there is somebody to find it.

    Raises:
        Refused: there is not.
    """
    try:
        while True:
            try:
                found: list[PlanResult] = future.result(timeout=PATIENCE)
            except NotYet:
                if not set(workers) & set(client.scheduler_info(n_workers=-1)["workers"]):
                    raise _lost(address, "none is left") from None
            else:
                return found
    except (KilledWorker, CancelledError, OSError) as error:
        raise _lost(address, type(error).__name__) from None


def _lost(address: str, why: str) -> Refused:
    advice = "See their logs, or leave --engine out."
    return Refused(f"the workers of {address} were lost ({why})", advice)


def check_there(sites: Sequence[PlanSite], options: Options, here: Path) -> list[PlanResult]:
    """Check plans on a worker, as though from the folder in which riep was started.

    Findings name files as seen from that folder, and document kinds of one's own stand in it.
    """
    with _working_in(here):
        return [check_plan(site, options) for site in sites]


def seen_there(site: PlanSite, options: Options, here: Path) -> tuple[str, str | None]:
    """Say on a worker which riep it has, and what a plan is made of there; None: not to be read."""
    try:
        with _working_in(here):
            return riep_plan.__version__, Cache(here, options).key(site)
    except OSError:
        return riep_plan.__version__, None


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    """Work in a folder for a while; a process has one folder, whichever of its threads asks."""
    with _ONE_AT_A_TIME, contextlib.chdir(folder):
        yield


@contextlib.contextmanager
def _client(address: str) -> Iterator[Client]:
    """Speak to a scheduler.

    Raises:
        Refused: it does not answer.
    """
    with dask.config.set({"distributed.comm.timeouts.connect": f"{PATIENCE}s"}):
        try:
            asyncio.run(_reach(f"tcp://{address}"))
            client = Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False)
        except (TimeoutError, OSError, ValueError) as error:
            raise Refused(
                f"no scheduler of Dask answers at {address} ({type(error).__name__})",
                "Is it running, and is that the address that it printed?",
            ) from None
        try:
            yield client
        finally:
            client.close()


async def _reach(address: str) -> None:
    """Greet whoever listens at an address: a client waits for ever for one that never answers.

    Raises:
        OSError: nobody listens there.
        TimeoutError: it does not answer, or not as Dask does.
    """
    line = await asyncio.wait_for(connect(address, timeout=PATIENCE), PATIENCE + 1)
    await line.close()


def _ask_workers(
    client: Client, address: str, site: PlanSite, options: Options, here: Path
) -> list[str]:
    """Ask every worker for what it sees, and give their addresses.

    Raises:
        Refused: there is no worker, or one does not see what is seen here.
    """
    answers: Mapping[str, object] = client.run(seen_there, site, options, here, on_error="return")
    if not answers:
        raise Refused(f"the scheduler at {address} has no workers", "Start some: dask worker.")
    expected = seen_there(site, options, here)
    for worker, answer in sorted(answers.items()):
        if answer != expected:
            raise _why_not(visible(worker), answer, site)
    return sorted(answers)


def _why_not(worker: str, answer: object, site: PlanSite) -> Refused:
    """Say why a worker cannot do the work."""
    this = riep_plan.__version__
    same = f"Install riep-plan {this} for every worker."
    match answer:
        case Exception() if riep_plan.__name__ in repr(answer):  # it could not be imported there
            return Refused(f"the worker {worker} has no riep {this}", same)
        case (str(version), _) if version != this:
            return Refused(f"the worker {worker} has riep {version}; this is {this}", same)
        case (_, None):
            return Refused(
                f"the worker {worker} cannot read {visible_line(str(site.root))}",
                "Workers read the files themselves: keep the plans in a folder that all share.",
            )
        case (_, _):
            return Refused(
                f"the worker {worker} has other files or another build of riep {this} than this "
                f"machine: it sees {visible_line(str(site.root))} otherwise",
                "Keep the plans in a folder that all share, and install one riep for all.",
            )
        case _:
            return Refused(f"the worker {worker} cannot say what it sees ({answer!r})")
