"""Disks that are full, folders that may not be written or read, and names that are too long."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from tests.cli.running import (
    COMMAND,
    PATIENCE,
    PLAN,
    Ended,
    PlanWriter,
    assert_refused,
    environment,
    run_process,
)

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits or rights")
WRONG = "riep: 1\nkind: delivery-plan\ntitel: x\n"


@pytest.fixture
def plans(tmp_path: Path, write_plan: PlanWriter) -> Path:
    """Three plans, the second of which is wrong, and the folder that the command is run in."""
    for number in range(3):
        write_plan({"plan.yaml": WRONG if number == 1 else PLAN}, f"plans/plan-{number}")
    return tmp_path


def run_within(folder: Path, limit: Callable[[], None], *arguments: str, **more: str) -> Ended:
    """Run the command as a process that sets itself a limit first."""
    ended = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(PYTHONDONTWRITEBYTECODE="1", **more),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        preexec_fn=limit,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def no_room() -> None:
    """Let no file grow beyond a few bytes, as on a disk that is full."""
    import resource  # noqa: PLC0415  Windows has none

    resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))


def few_files() -> None:
    """Let few files be open at once."""
    import resource  # noqa: PLC0415  Windows has none

    resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))


# --- Nowhere to write ------------------------------------------------------------------------


@POSIX
def test_no_room_for_the_output(plans: Path) -> None:
    (plans / "found.json").write_text("old")
    arguments = ("validate", "--no-cache", "--format", "json", "--output", "found.json")
    assert_refused(run_within(plans, no_room, *arguments), "found.json cannot be written: ")
    assert (plans / "found.json").read_text() == "old"
    assert sorted(one.name for one in plans.iterdir()) == ["found.json", "plans"]


@POSIX
def test_no_room_for_a_report(plans: Path) -> None:
    (plans / "reports").mkdir()
    (plans / "reports" / "plan-0.md").write_text("old")
    arguments = ("report", "plans/plan-0", "--format", "md")
    assert_refused(run_within(plans, no_room, *arguments), "reports/plan-0.md cannot be written: ")
    assert (plans / "reports" / "plan-0.md").read_text() == "old"
    assert len(list((plans / "reports").iterdir())) == 1


@POSIX
def test_no_room_for_what_is_kept(plans: Path) -> None:
    kept = plans / "cache"
    without = run_process(plans, "validate", "--no-cache")
    ended = run_within(plans, no_room, "validate", RIEP_CACHE_DIR=str(kept))
    assert (ended, without.status) == (without, 1)
    assert not [one for one in kept.glob("*") if one.name != ".gitignore"]
    assert run_process(plans, "validate", RIEP_CACHE_DIR=str(kept)) == without
    assert len(list(kept.glob("*.json"))) == 3


@pytest.mark.parametrize("place", ["plans/plan-0/plan.yaml", "plans/plan-0/plan.yaml/cache"])
def test_nowhere_to_keep_anything(place: str, plans: Path) -> None:
    without = run_process(plans, "validate", "--no-cache")
    assert run_process(plans, "validate", RIEP_CACHE_DIR=str(plans / place)) == without


def test_nobody_at_home(plans: Path) -> None:
    without = run_process(plans, "validate", "--no-cache")
    nowhere = {"RIEP_CACHE_DIR": "", "XDG_CACHE_HOME": "", "LOCALAPPDATA": ""}
    for home in ("", str(plans / "plans" / "plan-0" / "plan.yaml")):
        assert run_process(plans, "validate", HOME=home, USERPROFILE=home, **nowhere) == without


@pytest.mark.parametrize("arguments", [["validate"], ["report", "plans/plan-0", "--out", "-"]])
def test_full_where_the_output_goes(arguments: list[str], plans: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has a full device")
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*COMMAND, *arguments],
            cwd=plans,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr == b"riep: the output cannot be written: No space left on device.\n"


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_too_many_files_open(jobs: str, plans: Path) -> None:
    ended = run_within(plans, few_files, "validate", "plans", "--jobs", jobs)
    assert "Traceback" not in ended.err
    if ended.status != 1:  # as it is where twelve are enough
        assert_refused(ended, "Too many open files")


# --- What is no file -------------------------------------------------------------------------


@POSIX
def test_a_pipe_that_output_is_written_to_stays_one(plans: Path) -> None:
    """So does a device: nothing may take the place of ``/dev/null``."""
    pipe, read = plans / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    reader.start()
    ended = run_process(plans, "validate", "--format", "json", "--output", "pipe")
    reader.join(PATIENCE)
    assert (ended.status, ended.out, ended.err) == (1, "", "")
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert '"findings"' in read[0]


@pytest.mark.parametrize("length", [100, 240])
def test_a_name_that_is_long(length: int, write_plan: PlanWriter, tmp_path: Path) -> None:
    name = "n" * length
    write_plan({"plan.yaml": PLAN}, name)
    ended = run_process(tmp_path, "report", name, "--format", "md")
    assert (ended.status, ended.out) == (0, f"reports/{name}.md\n")


# --- What may not be read --------------------------------------------------------------------


@pytest.fixture
def unprivileged() -> list[str]:
    """What runs a command so that rights count for it: nothing, unless it is root that runs it."""
    if os.name == "nt" or os.geteuid():
        return []
    setpriv = shutil.which("setpriv")
    drop = [setpriv or "", "--bounding-set=-dac_override,-dac_read_search"]
    if setpriv is None or subprocess.run([*drop, "true"], check=False).returncode:
        pytest.skip("root may read everything")
    return drop


@POSIX
@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ("plans/plan-2/plan.yaml", "plans/plan-2/plan.yaml"),
        ("plans/plan-2/projects", "plans/plan-2/projects"),
        ("plans/plan-2", "plans/plan-2"),
        ("plans/secret", "plans/secret"),
        ("plans/solo.yaml", "plans/solo.yaml"),
    ],
)
def test_one_that_may_not_be_read_hides_no_other(
    closed: str, said: str, plans: Path, unprivileged: list[str]
) -> None:
    (plans / "plans" / "secret").mkdir()
    (plans / "plans" / "plan-2" / "projects").mkdir()
    (plans / "plans" / "solo.yaml").write_text("riep: 1\nkind: delivery-plan\ntitle: Solo\n")
    (plans / closed).chmod(0)
    try:
        ended = subprocess.run(
            [*unprivileged, *COMMAND, "validate", "--no-cache"],
            cwd=plans,
            env=environment(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    finally:
        (plans / closed).chmod(0o755)
    assert ended.returncode == 2
    assert b"FRM05" in ended.stdout or b"titel" in ended.stdout
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith(f"riep: {said}")
    assert line.endswith("cannot be read: Permission denied")


def test_a_plan_that_is_gone_when_it_is_read(plans: Path) -> None:
    sites = find_plans(plans / "plans")
    shutil.rmtree(plans / "plans" / "plan-1")
    gone = load(sites[1])
    assert gone.plan is None
    assert not gone.complete
    assert gone.unread or any(file.problems for file in gone.files)


@pytest.mark.skipif(sys.platform != "linux", reason="names of such bytes are Linux's")
def test_folders_that_lie_deep(tmp_path: Path) -> None:
    deep = tmp_path / "plans"
    for _ in range(60):
        deep /= "a-folder-with-a-long-name"
    deep.mkdir(parents=True)
    (deep / "plan.yaml").write_text("riep: 1\nkind: delivery-plan\ntitle: Deep\n")
    ended = run_process(tmp_path, "validate")
    assert (ended.status, ended.out) == (0, "No findings in 1 plan (1 file).\n")
