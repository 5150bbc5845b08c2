"""``riep show``: a plan at a glance."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tests.cli.hostile import ATTACKS, hostile_plan
from tests.cli.running import (
    FUNDED_PLAN,
    PLAN,
    PlanWriter,
    Runner,
    assert_no_traceback,
    assert_refused,
    run_process,
)


def test_the_real_plan(riep: Runner, real_copy: Path) -> None:
    ended = riep("show")
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "Efficiency Commission delivery plan 2010/11"
    for words in ("10 projects", "£1,653,000", "£15,962,500", "Q2: 1 October 2010", "waived"):
        assert words in ended.out
    spend = next(line for line in lines if line.strip().startswith("Foster Care"))
    assert re.findall(r"£[\d,]+", spend) == ["£235,000", "£58,000", "£293,000", "£462,500"]
    assert real_copy.is_dir()


def test_fits_eighty_columns(riep: Runner, real_copy: Path) -> None:
    lines = riep("show", real_copy).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)


def test_no_colour_where_there_is_no_terminal(real_copy: Path, tmp_path: Path) -> None:
    ended = run_process(tmp_path, "show", str(real_copy), NO_COLOR="")
    assert ended.status == 0
    assert "\x1b" not in ended.out


def test_several_plans(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": dedent(PLAN).replace("Efficiency", "First")}, "plans/a")
    write_plan({"plan.yaml": dedent(PLAN).replace("Efficiency", "Second")}, "plans/b")
    ended = riep("show")
    assert ended.status == 0
    assert ended.out.index("First programme") < ended.out.index("Second programme")


def test_says_how_many_findings_are_open(riep: Runner, write_plan: PlanWriter) -> None:
    project = "riep: 1\ntitle: Depot\nspend: {core: {revenue: {total: 3, Q1: 1}}}\n"
    write_plan({"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": project})
    ended = riep("show", "plan")
    assert ended.status == 0
    assert ended.out.endswith("1 error in 1 plan (2 files).\n")


def test_a_plan_that_cannot_be_used(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": "riep: 1\ntitle: [\n"})
    assert_refused(riep("show", "plan"), "plan", "riep validate")


def test_totals_are_not_shown_as_whole_when_a_project_is_left_out(
    riep: Runner, write_plan: PlanWriter
) -> None:
    """A total without the project that cannot be read would be a wrong figure."""
    spend = "spend: {core: {revenue: {total: 100, Q1: 100}}}\n"
    write_plan(
        {
            "plan.yaml": FUNDED_PLAN,
            "projects/depot.yaml": f"riep: 1\ntitle: Depot\n{spend}",
            "projects/fleet.yaml": f"riep: 1\ntitel: Fleet\n{spend}",
        }
    )
    ended = riep("show", "plan")
    assert_no_traceback(ended)
    assert ended.status == 2 or "fleet.yaml" in ended.out + ended.err


def test_same_bytes_on_every_run(real_copy: Path, tmp_path: Path) -> None:
    runs = [run_process(tmp_path, "show", str(real_copy), PYTHONHASHSEED=one) for one in ("1", "2")]
    assert runs[0].status == 0
    assert runs[0] == runs[1]


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_shown_as_it_stands(
    attack: str, riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan(hostile_plan(ATTACKS[attack]))
    ended = riep("show", "plan")
    assert_no_traceback(ended)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines()[0] == ATTACKS[attack]
    assert "\x1b" not in ended.out


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_keys_are_shown_as_they_stand_by_validate(
    attack: str, riep: Runner, write_plan: PlanWriter
) -> None:
    key = "'" + ATTACKS[attack].replace("'", "''") + "'"
    write_plan({"plan.yaml": dedent(PLAN) + f"{key}: x\n"})
    for format_ in ("text", "json", "github"):
        ended = riep("validate", "plan", "--format", format_)
        assert_no_traceback(ended)
        assert (ended.status, ended.err) == (1, "")
        assert "FRM10" in ended.out
        assert "\x1b" not in ended.out
    (found,) = riep("validate", "plan", "--format", "json").findings
    assert " ".join(ATTACKS[attack].split())[:50] in found["message"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_by_validate(attack: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(hostile_plan(ATTACKS[attack]))
    ended = riep("validate", "plan", "--show-waived")
    assert_no_traceback(ended)
    assert "Waived by" in ended.out
    github = riep("validate", "plan", "--format", "github").out.splitlines()
    commands = [line for line in github if line.startswith("::")]
    assert all(re.match(r"::(error|warning|notice) file=plan/", line) for line in commands)
    closing = github[len(commands) :]
    assert commands == github[: len(commands)]
    assert all(
        line.startswith(("Beside the lines ", "No findings", *"123456789")) for line in closing
    )
