"""Workers of Dask, in processes of their own, find what this machine finds, byte for byte."""

import contextlib
import logging
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from riep_plan.check import Options
from riep_plan.check.engines import results_from
from riep_plan.check.many import results
from riep_plan.source.discover import find_plans
from riep_plan.values.refusal import Refused
from tests.cli.running import REPOSITORY, run_process

distributed = pytest.importorskip("distributed", reason="needs the extra dask")
pytestmark = pytest.mark.filterwarnings("default")  # Dask's own are not ours to mend

PLAN = "riep: 1\nkind: work-programme\ntitle: Plan {number}\n"
PROJECT = "riep: 1\ntitle: Depot\nallocation: {{core: {{total: {total}, Q1: 10, Q2: 20}}}}\n"


class Cluster(Protocol):
    """What a test needs of a cluster."""

    scheduler_address: str


def cluster(workers: int) -> contextlib.AbstractContextManager[Cluster]:
    """Start a cluster on the loopback interface; every worker is a process."""
    started: contextlib.AbstractContextManager[Cluster] = distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )
    return started


def engine(of: Cluster) -> str:
    return of.scheduler_address.replace("tcp://", "dask://")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers, which were started in another folder than the plans'."""
    with contextlib.chdir(tmp_path_factory.mktemp("elsewhere")), cluster(2) as running:
        yield running


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """More plans than one task takes, some of them wrong, the last not to be read as YAML."""
    monkeypatch.chdir(tmp_path)
    folder = Path("plans")
    for number in range(40):
        (folder / f"p{number:02}" / "projects").mkdir(parents=True)
        (folder / f"p{number:02}" / "plan.yaml").write_text(PLAN.format(number=number))
        depot = PROJECT.format(total=30 + number % 3)
        (folder / f"p{number:02}" / "projects" / "depot.yaml").write_text(depot)
    (folder / "p39" / "plan.yaml").write_text("riep: 1\ntitle: [\n")
    return folder


def test_two_workers_find_what_one_machine_finds(two: Cluster, plans: Path) -> None:
    sites = find_plans(plans)
    ticks: list[None] = []
    found = results_from(engine(two), sites, Options(), lambda: ticks.append(None))
    assert found == results(sites, Options())
    assert len(ticks) == len(sites) == 40
    with distributed.Client(two.scheduler_address) as client:
        done = client.run(lambda dask_worker: len(dask_worker.state.log))
    assert len(done) == 2


@pytest.mark.parametrize("format_", ["text", "sarif"])
def test_the_command_writes_the_same_bytes(two: Cluster, plans: Path, format_: str) -> None:
    asked = ("validate", plans, "--format", format_, "--show-waived")
    here = run_process(Path.cwd(), *asked, "--no-cache")
    there = run_process(Path.cwd(), *asked, "--engine", engine(two))
    assert there == here
    assert there.status == 1
    assert there.err == ""


def test_the_plans_kept_here_are_found_the_same(two: Cluster) -> None:
    asked = ("validate", "plans", "--format", "json", "--show-waived")
    here = run_process(REPOSITORY, *asked, "--no-cache")
    assert run_process(REPOSITORY, *asked, "--engine", engine(two)) == here
    assert here.status == 0


def test_a_part_may_be_checked_there_too(two: Cluster, plans: Path) -> None:
    for number in (1, 2, 3):
        asked = ("validate", plans, "--shard", f"{number}/3", "--output", f"part-{number}")
        there = ("--engine", engine(two)) if number > 1 else ()
        assert run_process(Path.cwd(), *asked, *there).status == 0
    whole = run_process(Path.cwd(), "validate", plans, "--format", "json")
    assert (
        run_process(Path.cwd(), "merge", "part-1", "part-2", "part-3", "--format", "json") == whole
    )


def test_a_part_without_plans_asks_for_nothing(two: Cluster) -> None:
    assert results_from(engine(two), [], Options()) == []


def refused(address: str, plans: Path) -> str:
    with pytest.raises(Refused) as told:
        results_from(address, find_plans(plans), Options())
    return f"{told.value.message}. {told.value.advice}"


def _claim(version: str) -> None:
    import riep_plan  # noqa: PLC0415  this runs in a worker

    riep_plan.__version__ = version


def _see_other_files(folder: str) -> None:
    other = os.open(folder, os.O_RDONLY)
    setattr(os, "chdir", lambda _: os.fchdir(other))  # noqa: B010  it has another signature


def _forget_riep() -> None:
    for name in [one for one in sys.modules if one.split(".")[0] == "riep_plan"]:
        del sys.modules[name]
    sys.modules["riep_plan"] = None  # type: ignore[assignment]  # so that to import it fails


def test_a_worker_that_cannot_do_the_work_is_named(
    plans: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with cluster(1) as one, distributed.Client(one.scheduler_address) as client:
        assert results_from(engine(one), find_plans(plans), Options())
        client.run(_see_other_files, str(tmp_path_factory.mktemp("other")))
        assert "has other files or another build of riep" in refused(engine(one), plans)
        client.run(_claim, "0.0.1")
        assert "has riep 0.0.1; this is" in refused(engine(one), plans)
        client.run(_forget_riep)
        assert "has no riep" in refused(engine(one), plans)


def test_a_folder_that_workers_do_not_have(two: Cluster, plans: Path) -> None:
    sites = find_plans(plans)
    with distributed.Client(two.scheduler_address) as client:
        client.run(_hide, str(plans.absolute()))
        try:
            with pytest.raises(Refused, match=r"cannot read .*plans/p00"):
                results_from(engine(two), sites, Options())
        finally:
            client.run(_show)


def _hide(folder: str) -> None:
    """Let a worker's system refuse what is below a folder, as where no such folder is mounted."""
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).startswith(folder):
            raise FileNotFoundError(2, "No such file or directory", path)
        return real(path)

    scandir.real = real  # type: ignore[attr-defined]  # for _show
    os.scandir = scandir  # type: ignore[assignment]


def _show() -> None:
    os.scandir = os.scandir.real  # type: ignore[attr-defined]


def _die_at_work() -> None:
    from riep_plan.check.engines import dask  # noqa: PLC0415  this runs in a worker

    setattr(dask, "check_plan", lambda *_: os._exit(1))  # noqa: B010  it is imported there


def test_workers_that_are_lost_are_not_waited_for(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riep_plan.check.engines.dask.PATIENCE", 1.0)
    with cluster(1) as one, distributed.Client(one.scheduler_address) as client:
        client.run(_die_at_work)
        assert "were lost" in refused(engine(one), plans)


def test_a_cluster_without_workers_says_so(plans: Path) -> None:
    with cluster(0) as none:
        assert "has no workers" in refused(engine(none), plans)


def test_a_scheduler_that_does_not_answer(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riep_plan.check.engines.dask.PATIENCE", 0.5)
    assert "no scheduler of Dask answers at 127.0.0.1:9" in refused("dask://127.0.0.1:9", plans)


def test_a_server_of_another_kind(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riep_plan.check.engines.dask.PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        assert f"no scheduler of Dask answers at {address}" in refused(f"dask://{address}", plans)
