"""Findings on GitHub: what it shows, what it would drop, and the summary of the step."""

from pathlib import Path

import pytest

from tests.cli.running import PlanWriter, Runner, run_process

ELEVEN = "riep: 1\nkind: delivery-plan\ntitle: Depots\nnarrative:\n" + "".join(
    f"  section-{number}: To be confirmed\n" for number in range(11)
)


def test_says_what_stands_beside_no_line(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": ELEVEN}, "plans/one")
    ended = riep("validate", "--format", "github")
    assert sum(line.startswith("::error ") for line in ended.out.splitlines()) == 11
    assert (
        "Beside the lines GitHub shows 10 of 11 errors; all of them are listed here.\n" in ended.out
    )


def test_says_nothing_of_a_cap_that_is_not_reached(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": ELEVEN.replace("  section-10: To be confirmed\n", "")}, "plans/one")
    assert "GitHub shows" not in riep("validate", "--format", "github").out


def test_all_findings_stand_in_the_summary_of_the_step(
    write_plan: PlanWriter, tmp_path: Path
) -> None:
    write_plan({"plan.yaml": ELEVEN}, "plans/one")
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    arguments = ("validate", "--format", "github")
    ended = run_process(tmp_path, *arguments, GITHUB_STEP_SUMMARY=str(summary))
    assert ended.status == 1
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n### riep validate\n\n11 errors in 1 plan (1 file).\n")
    assert text.count("**SEC02**") == 11


@pytest.mark.parametrize("format_", ["text", "json"])
def test_other_formats_write_no_summary(
    write_plan: PlanWriter, tmp_path: Path, format_: str
) -> None:
    write_plan({"plan.yaml": ELEVEN}, "plans/one")
    summary = tmp_path / "summary.md"
    run_process(tmp_path, "validate", "--format", format_, GITHUB_STEP_SUMMARY=str(summary))
    assert not summary.exists()


def test_a_summary_that_cannot_be_written_hides_no_finding(
    write_plan: PlanWriter, tmp_path: Path
) -> None:
    write_plan({"plan.yaml": ELEVEN}, "plans/one")
    ended = run_process(
        tmp_path, "validate", "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path)
    )
    assert ended.status == 1
    assert ended.out.count("::error ") == 11
    assert ended.err == "riep: the summary of the step cannot be written: Is a directory.\n"
