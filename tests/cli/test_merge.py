"""``riep validate --shard`` on several machines and ``riep merge``, as CI runs them."""

import json
import os
import signal
from pathlib import Path

import pytest

import riep_plan
from riep_plan.check.parallel import each
from riep_plan.output import formats
from riep_plan.values.refusal import Refused
from tests.cli.running import Ended, PlanWriter, Runner, assert_no_traceback, assert_refused

PLAN = "riep: 1\nkind: work-programme\ntitle: Plan {number}\n"
PROJECT = "riep: 1\ntitle: Depot\nallocation: {{core: {{total: {total}, Q1: 10, Q2: 20}}}}\n"


@pytest.fixture
def plans(write_plan: PlanWriter) -> Path:
    """Five plans, some with wrong sums."""
    for number in range(5):
        files = {
            "plan.yaml": PLAN.format(number=number),
            "projects/depot.yaml": PROJECT.format(total=30 + number % 2),
        }
        write_plan(files, f"plans/p{number}")
    return Path("plans")


def in_parts(riep: Runner, plans: Path, of: int, *options: str) -> list[str]:
    """Check plans in parts, each into a file, and give the files' names."""
    names = []
    for which in range(1, of + 1):
        name = f"part-{which}-of-{of}.json"
        ended = riep("validate", plans, "--shard", f"{which}/{of}", "--output", name, *options)
        assert (ended.status, ended.out, ended.err) == (0, "", "")
        names.append(name)
    return names


def merged(riep: Runner, parts: list[str], *options: str) -> Ended:
    return riep("merge", *parts, *options)


@pytest.mark.parametrize("format_", formats())
def test_every_format_is_that_of_one_run(riep: Runner, plans: Path, format_: str) -> None:
    parts = in_parts(riep, plans, 2)
    whole = riep("validate", plans, "--format", format_, "--show-waived")
    assert whole.status == 1
    assert merged(riep, parts[::-1], "--format", format_, "--show-waived") == whole


@pytest.mark.parametrize("of", [1, 3, 5, 7])
def test_however_many_parts_there_are(riep: Runner, plans: Path, of: int) -> None:
    whole = riep("validate", plans, "--format", "json")
    assert merged(riep, in_parts(riep, plans, of), "--format", "json") == whole


def test_waivers_and_real_findings_come_through(riep: Runner, real_copy: Path) -> None:
    plans = real_copy.parent
    asked = ("--format", "json", "--show-waived")
    whole = riep("validate", plans, *asked)
    assert merged(riep, in_parts(riep, plans, 2), *asked) == whole


def test_a_part_goes_to_stdout_without_a_file(riep: Runner, plans: Path, tmp_path: Path) -> None:
    (name,) = in_parts(riep, plans, 1)
    shown = riep("validate", plans, "--shard", "1/1")
    (tmp_path / "shown.json").write_text(shown.out, encoding="utf-8")
    assert merged(riep, ["shown.json"]) == merged(riep, [name])


def test_rules_are_chosen_where_parts_are_checked(riep: Runner, plans: Path) -> None:
    parts = in_parts(riep, plans, 2, "--select", "REF")
    whole = riep("validate", plans, "--select", "REF", "--format", "json")
    assert {one["code"] for one in whole.findings} == {"REF01"}
    assert merged(riep, parts, "--format", "json") == whole


def test_a_baseline_is_held_against_the_whole(riep: Runner, plans: Path) -> None:
    assert riep("baseline", plans, "--output", "kept.json").status == 0
    wrong = plans / "p0" / "projects" / "depot.yaml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("30", "44"), encoding="utf-8")
    asked = ("--baseline", "kept.json", "--format", "json")
    whole = riep("validate", plans, *asked)
    assert whole.status == 1
    assert merged(riep, in_parts(riep, plans, 3), *asked) == whole


@pytest.mark.parametrize("fail_on", ["error", "warning", "info"])
def test_the_status_is_that_of_one_run(riep: Runner, plans: Path, fail_on: str) -> None:
    parts = in_parts(riep, plans, 2, "--ignore", "TOT,REF")
    whole = riep("validate", plans, "--ignore", "TOT,REF", "--fail-on", fail_on)
    assert merged(riep, parts, "--fail-on", fail_on) == whole


def test_the_result_goes_to_a_file(riep: Runner, plans: Path, tmp_path: Path) -> None:
    parts = in_parts(riep, plans, 2)
    whole = riep("validate", plans, "--format", "sarif")
    ended = merged(riep, parts, "--format", "sarif", "--output", "all.sarif")
    assert (ended.status, ended.out) == (whole.status, "")
    assert (tmp_path / "all.sarif").read_text(encoding="utf-8") == whole.out


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (["part-1-of-2.json"], "part 2 of 2 is missing"),
        (["part-1-of-2.json", "part-1-of-2.json"], "part 1 once more"),
        (["part-1-of-2.json", "part-2-of-3.json"], "one of 3 parts"),
        (["plans/p0/plan.yaml"], "is not what `riep validate --shard` writes"),
        (["nothing.json"], "nothing.json"),
        (["plans"], "plans"),
    ],
)
def test_what_cannot_be_merged_is_said_in_one_line(
    riep: Runner, plans: Path, given: list[str], word: str
) -> None:
    in_parts(riep, plans, 2)
    in_parts(riep, plans, 3)
    assert_refused(merged(riep, given), word)


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "two/three"])
def test_a_part_that_there_is_not(riep: Runner, plans: Path, shard: str) -> None:
    assert_refused(riep("validate", plans, "--shard", shard), "there is no part", "2/8")


@pytest.mark.parametrize("other", [["--fix"], ["--dry-run"], ["--changed-since", "HEAD"]])
def test_what_is_for_whole_plans(riep: Runner, plans: Path, other: list[str]) -> None:
    assert_refused(riep("validate", plans, "--shard", "1/2", *other), "whole plans")


def test_without_parts_there_is_nothing_to_merge(riep: Runner) -> None:
    ended = riep("merge")
    assert ended.status == 2
    assert_no_traceback(ended)


def test_a_part_of_more_parts_than_can_be_asked_for(riep: Runner, tmp_path: Path) -> None:
    held = {"which": 1, "of": 10**12, "plans": 0, "options": {}, "results": []}
    said = {"riep": riep_plan.__version__, **held}
    (tmp_path / "part.json").write_text(json.dumps(said))
    assert_refused(merged(riep, ["part.json"]), "part 1 of 1000000000000")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another way to begin processes")
def test_a_process_that_is_killed_is_said_in_one_line() -> None:
    with pytest.raises(Refused, match="stopped from outside"):
        list(each(_kill_unless_first, [os.getpid(), 0, 0], jobs=2))


def _kill_unless_first(pid: int) -> int:
    if pid != os.getpid():
        os.kill(os.getpid(), signal.SIGKILL)
    return pid
