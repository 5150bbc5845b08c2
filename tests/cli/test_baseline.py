"""``riep baseline`` and ``riep validate --baseline``: only what is new counts."""

from pathlib import Path

from tests.cli.running import PlanWriter, Runner

HEAD = "riep: 1\nkind: delivery-plan\ntitle: Depots\n"
TWO_SECTIONS = HEAD + "narrative:\n  overview: To be confirmed\n  governance: To be confirmed\n"


def plan(write_plan: PlanWriter, text: str) -> Path:
    return write_plan({"plan.yaml": text.encode()}, "plans/depots")


def test_only_what_is_new_counts(riep: Runner, write_plan: PlanWriter) -> None:
    plan(write_plan, TWO_SECTIONS)
    assert riep("baseline").out == "2 findings kept in riep-baseline.yaml.\n"
    done = riep("validate", "--baseline", "riep-baseline.yaml")
    assert (done.status, done.out.splitlines()) == (
        0,
        [
            "No findings, 2 in the baseline in 1 plan (1 file). See them with --show-waived.",
        ],
    )
    plan(write_plan, TWO_SECTIONS + "  finance: To be confirmed\n")
    done = riep("validate", "--baseline", "riep-baseline.yaml")
    assert done.status == 1
    assert "plans/depots/plan.yaml:7:12" in done.out
    assert "overview" not in done.out


def test_lines_may_move(riep: Runner, write_plan: PlanWriter) -> None:
    plan(write_plan, TWO_SECTIONS)
    riep("baseline")
    plan(write_plan, TWO_SECTIONS.replace("narrative:", "# One\n\n# Two\nnarrative:"))
    assert riep("validate", "--baseline", "riep-baseline.yaml").status == 0


def test_what_was_put_right_is_reported_at_its_entry(riep: Runner, write_plan: PlanWriter) -> None:
    plan(write_plan, TWO_SECTIONS)
    riep("baseline")
    plan(write_plan, TWO_SECTIONS.replace("w: To be confirmed", "w: One depot of two"))
    done = riep("validate", "--baseline", "riep-baseline.yaml")
    assert done.status == 0  # a warning
    assert "riep-baseline.yaml:8:7\nwarning WVR04 baseline-entry-stale" in done.out


def test_an_entry_of_a_rule_not_run_is_left_alone(riep: Runner, write_plan: PlanWriter) -> None:
    plan(write_plan, TWO_SECTIONS)
    riep("baseline")
    plan(write_plan, HEAD)
    done = riep("validate", "--baseline", "riep-baseline.yaml", "--select", "TOT")
    assert done.out.startswith("No findings, 0 in the baseline")


def test_a_fault_of_form_cannot_be_kept(riep: Runner, write_plan: PlanWriter) -> None:
    plan(write_plan, TWO_SECTIONS + "surprise: 1\n")
    done = riep("baseline")
    assert done.out == (
        "0 findings kept in riep-baseline.yaml.\n"
        "1 finding cannot be kept and must be put right; riep validate shows them.\n"
    )
    assert riep("validate", "--baseline", "riep-baseline.yaml").status == 1


def test_a_missing_baseline_ends_with_status_2(riep: Runner, write_plan: PlanWriter) -> None:
    plan(write_plan, HEAD)
    done = riep("validate", "--baseline", "none.yaml")
    assert (done.status, done.out) == (2, "")
    assert done.err == "riep: the baseline none.yaml cannot be read: No such file or directory.\n"
