"""Reports of several plans: however many processes make them, the same bytes and the same words."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY, Ended, PlanWriter, run_process

QUARTERLY = REPOSITORY / "plans" / "shared-services-2025-26"
FUNDED = """\
    riep: 1
    kind: work-programme
    title: {title}
    calendar:
      Q1: {{from: April 2010, to: June 2010}}
    funding:
      core: {{title: Programme funding, kind: core, amount: {amount}}}
    {more}
    """
#: What a return says of a source that the plan gives nothing of.
STRAY = "spend:\n  officer-time: {revenue: {brought_forward: 0, actual: 100, to_date: 100}}\n"
#: Its funding has less than is given here.
PROJECTS = "projects: {depot: {title: Depot, allocation: {core: 9000}}}"


@pytest.fixture
def plans(tmp_path: Path, write_plan: PlanWriter) -> Path:
    """Plans with returns, without, and with something to find; where the command is run."""
    shutil.copytree(QUARTERLY, tmp_path / "plans" / "with-returns")
    returned = tmp_path / "plans" / "with-returns" / "returns" / "Q1" / "customer-contact.yaml"
    returned.write_text(returned.read_text("utf-8").replace("spend:\n", STRAY, 1), "utf-8")
    for name in ("first", "second", "third"):
        more = PROJECTS if name == "third" else ""
        text = FUNDED.format(title=name.capitalize(), amount=len(name) * 1_000, more=more)
        write_plan({"plan.yaml": text}, f"plans/{name}")
    return tmp_path


def made(folder: Path, jobs: str, *arguments: str) -> tuple[Ended, dict[str, bytes]]:
    """Run the command, and give what it said and what it wrote."""
    shutil.rmtree(folder / "reports", ignore_errors=True)
    ended = run_process(folder, "report", "--jobs", jobs, *arguments)
    written = (folder / "reports").glob("*")
    return ended, {one.name: one.read_bytes() for one in sorted(written)}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "md,json"],
        ["--quarter", "Q1", "--format", "md"],
        ["--quarter", "Q1", "--format", "md", "--trace", "--audience", "public"],
    ],
    ids=" ".join,
)
def test_the_same_by_several_processes(arguments: list[str], plans: Path) -> None:
    alone = made(plans, "1", *arguments)
    ended, files = alone
    assert ended.status == 0
    assert "third has 1 open finding" in ended.err
    names = [Path(one).name for one in ended.out.splitlines()]
    assert names[0].startswith("portfolio")
    assert sorted(names) == sorted(files)
    assert made(plans, "3", *arguments) == alone


def test_drawings_by_several_processes(plans: Path) -> None:
    """What draws has threads: a process that is forked beside them would wait for ever."""
    for name in ("first", "second", "third"):
        shutil.rmtree(plans / "plans" / name)
    shutil.copytree(QUARTERLY, plans / "plans" / "twin")
    ended, files = made(plans, "2", "--quarter", "Q1", "--format", "html")
    assert ended.status == 0
    assert b"<svg" in files["twin-Q1.html"]
    assert len(files) == 3


@pytest.mark.parametrize(
    ("plan", "text", "arguments", "said"),
    [
        ("second", "riep: 1\ntitle: [x\n", [], "second has files that cannot be used"),
        ("second", "riep: 1\nkind: work-programme\ntitle: S\n", ["plans", "-q", "Q1"], "has no Q1"),
        ("FIRST/first", "riep: 1\nkind: work-programme\ntitle: S\n", [], "two plans are called"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_fault_leaves_no_half_of_a_set(
    plan: str, text: str, arguments: list[str], said: str, jobs: str, plans: Path
) -> None:
    (plans / "plans" / plan).mkdir(parents=True, exist_ok=True)
    (plans / "plans" / plan / "plan.yaml").write_text(text)
    ended, files = made(plans, jobs, *arguments, "--format", "md")
    assert (ended.status, ended.out, files) == (2, "", {})
    assert said in ended.err.splitlines()[-1]
