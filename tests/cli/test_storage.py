"""Disks that are full, folders that may not be written or read, and names that are too long."""

import os
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import dedent
from threading import Thread
from typing import Protocol

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


@pytest.mark.parametrize("output", [".", "./", "..", "plans", os.sep])
def test_a_folder_where_the_output_is_to_be(output: str, plans: Path) -> None:
    arguments = ("validate", "plans", "--no-cache", "--output", output)
    shown = str(Path(output))
    assert_refused(run_process(plans, *arguments), f"{shown} cannot be written: Is a directory.")
    assert [one.name for one in plans.iterdir()] == ["plans"]


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
    assert list(kept.iterdir()) == []
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


@POSIX
def test_several_runs_that_keep_what_they_find_in_one_place(plans: Path) -> None:
    kept = plans / "cache"
    without = run_process(plans, "validate", "--no-cache")
    command = [*COMMAND, "validate", "plans", "--jobs", "2"]
    runs = [
        subprocess.Popen(
            command,
            cwd=plans,
            env=environment(RIEP_CACHE_DIR=str(kept)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    ended = [run.communicate(timeout=PATIENCE) for run in runs]
    assert {(out.decode(), err.decode()) for out, err in ended} == {(without.out, "")}
    assert {one.suffix for one in kept.iterdir() if one.name != ".gitignore"} == {".json"}
    assert len(list(kept.glob("*.json"))) == 3


def test_nowhere_for_what_is_needed_for_a_while(plans: Path) -> None:
    nowhere = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(plans / "nowhere"))
    ended = run_process(plans, "report", "plans/plan-0", "--format", "md,html", **nowhere)
    assert (ended.status, ended.err) == (0, "")


@POSIX
@pytest.mark.parametrize("arguments", ["validate {}", "fmt {}", "diff", "report {} --format md"])
def test_the_folder_that_it_is_run_in_is_gone(arguments: str, plans: Path) -> None:
    (plans / "here").mkdir()
    run = shlex.join([*COMMAND, *arguments.format(plans / "plans" / "plan-0").split()])
    ended = subprocess.run(
        ["/bin/sh", "-c", f"rmdir ../here; exec {run}"],
        cwd=plans / "here",
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr == b"riep: the folder that it was run in is not there any more.\n"


@POSIX
@pytest.mark.parametrize(
    ("closed", "is_told"), [("<&-", True), (">&-", False), ("2>&-", True), ("<&- >&- 2>&-", False)]
)
def test_streams_that_are_closed(closed: str, is_told: bool, plans: Path) -> None:
    """The first files that are opened would get their numbers."""
    run = shlex.join([*COMMAND, "validate", "plans", "--jobs", "2", "--no-cache"])
    usual = run_process(plans, "validate", "--no-cache")
    ended = subprocess.run(
        ["/bin/sh", "-c", f"{run} {closed}"],
        cwd=plans,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert ended.stdout.decode() == (usual.out if is_told else "")


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


@pytest.mark.skipif(sys.platform != "linux", reason="names of such bytes are Linux's")
def test_names_that_no_screen_can_show(tmp_path: Path) -> None:
    names = [b"with space", b"two\nlines", b"not \xff UTF-8", b"-dash", b"[red]", b"n" * 240]
    for name in names:
        folder = tmp_path / "plans" / os.fsdecode(name)
        folder.mkdir(parents=True)
        (folder / "plan.yaml").write_text("riep: 1\nkind: delivery-plan\ntitle: Odd\n")
    kept = {"RIEP_CACHE_DIR": str(tmp_path / "cache")}
    for jobs in ("1", "2"):  # the second time it is known what is found
        ended = run_process(tmp_path, "validate", "plans", "--jobs", jobs, **kept)
        assert (ended.status, ended.out) == (0, "No findings in 6 plans (6 files).\n")
    assert len(list((tmp_path / "cache").glob("*.json"))) == 6
    ended = run_process(tmp_path, "report", "plans", "--format", "md,json")
    assert (ended.status, ended.err) == (0, "")
    assert len(list((tmp_path / "reports").iterdir())) == 2 * (len(names) + 1)
    portfolio = (tmp_path / "reports" / "portfolio.md").read_text("utf-8")
    assert "not <U+DCFF> UTF-8" in portfolio.replace("\\", "")
    assert "calendar has no" not in portfolio


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


class ClosedRunner(Protocol):
    """Runs the command while nobody may read some files or folders."""

    def __call__(self, closed: Sequence[str], *arguments: str) -> Ended: ...


@pytest.fixture
def run_closed(plans: Path, unprivileged: list[str]) -> ClosedRunner:
    def run(closed: Sequence[str], *arguments: str) -> Ended:
        for one in closed:
            (plans / one).chmod(0)
        try:
            ended = subprocess.run(
                [*unprivileged, *COMMAND, *arguments],
                cwd=plans,
                env=environment(RIEP_CACHE_DIR=str(plans / "cache")),
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        finally:
            for one in closed:
                (plans / one).chmod(0o755)
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


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
    closed: str, said: str, plans: Path, run_closed: ClosedRunner
) -> None:
    (plans / "plans" / "secret").mkdir()
    (plans / "plans" / "plan-2" / "projects").mkdir()
    (plans / "plans" / "solo.yaml").write_text("riep: 1\nkind: delivery-plan\ntitle: Solo\n")
    ended = run_closed([closed], "validate", "--no-cache")
    assert ended.status == 2
    assert "FRM05" in ended.out or "titel" in ended.out
    (line,) = ended.err.splitlines()
    assert line.startswith(f"riep: {said}")
    assert line.endswith("cannot be read: Permission denied")


@POSIX
def test_a_version_that_may_not_be_read_is_not_said_to_be_the_same(
    plans: Path, run_closed: ClosedRunner
) -> None:
    shutil.copytree(plans / "plans" / "plan-0", plans / "later")
    (plans / "later" / "projects").mkdir()
    ended = run_closed(["later/projects"], "diff", "--no-index", "plans/plan-0", "later")
    assert ended.status == 2
    assert "It cannot be read in both versions, and is not compared." in ended.out
    assert ended.err == "riep: later/projects cannot be read: Permission denied\n"


@POSIX
@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ("projects", "Not all of it can be read."),
        ("projects/depot.yaml", "What stands in {}/plan/projects/depot.yaml cannot be read."),
    ],
)
@pytest.mark.parametrize("is_new", [True, False], ids=["new", "gone"])
def test_a_plan_of_one_version_is_not_said_to_have_two(
    *,
    is_new: bool,
    closed: str,
    said: str,
    plans: Path,
    write_plan: PlanWriter,
    run_closed: ClosedRunner,
) -> None:
    write_plan({"plan.yaml": PLAN, "projects/depot.yaml": "riep: 1\ntitle: Depot\n"}, "with/plan")
    (plans / "without").mkdir()
    versions = ("without", "with") if is_new else ("with", "without")
    ended = run_closed([f"with/plan/{closed}"], "diff", "--no-index", *versions)
    told = " ".join(ended.out.split())
    assert (
        f"{said.format('with')} This {'is a new plan' if is_new else 'takes the whole plan out'}"
        in told
    )
    assert "both versions" not in told
    assert ended.status == 2


@POSIX
def test_a_file_that_several_plans_share_is_named_once(
    write_plan: PlanWriter, run_closed: ClosedRunner
) -> None:
    shared = [f"{folder}/policies/region.yaml" for folder in ("was", "now")]
    for folder in ("was", "now"):
        write_plan({"policies/region.yaml": "riep: 1\ntitle: Region\n"}, folder)
        for name in ("a", "b"):
            write_plan({"plan.yaml": f"{dedent(PLAN)}follows: region\n"}, f"{folder}/{name}")
    was, now = (f"riep: {one} cannot be read: Permission denied\n" for one in shared)
    ended = run_closed(shared, "validate", "now")
    assert (ended.status, ended.err) == (2, now)
    assert ended.out == "No findings, 1 file not read in 2 plans (4 files).\n"
    ended = run_closed(shared, "fmt", "--check", "now")
    assert (ended.status, ended.err) == (2, now)
    ended = run_closed(shared, "diff", "--no-index", "was", "now")
    assert (ended.status, ended.err) == (2, was + now)


@POSIX
@pytest.mark.parametrize("closed", ["", "projects", "plan.yaml", "projects/depot.yaml"])
def test_one_that_may_not_be_read_is_no_fault_of_those_that_name_it(
    closed: str, plans: Path, write_plan: PlanWriter, run_closed: ClosedRunner
) -> None:
    """Nobody can say that it has not what they name."""
    project = "riep: 1\ntitle: Depot\n"
    write_plan({"plan.yaml": PLAN, "projects/depot.yaml": project}, "others/earlier")
    later = f"{project}continues: [earlier/depot]\n"
    write_plan({"plan.yaml": PLAN, "projects/depot.yaml": later}, "others/later")
    shut = f"others/earlier/{closed}".rstrip("/")
    ended = run_closed([shut], "validate", "others")
    assert ended.status == 2
    assert ended.out.startswith("No findings, 1 file not read in 2 plans")
    assert ended.err == f"riep: {shut} cannot be read: Permission denied\n"
    assert run_process(plans, "validate", "others", RIEP_CACHE_DIR=str(plans / "cache")).status == 0


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
