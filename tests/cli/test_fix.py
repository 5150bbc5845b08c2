"""``riep validate --fix``: what has one certain repair is put right, and nothing else."""

import re
from pathlib import Path

import pytest

from tests.cli.running import FUNDED_PLAN, PlanWriter, Runner, assert_refused

#: Two projects of two quarters, whose rows and columns agree.
PROJECT = """\
    riep: 1
    title: {title}
    spend:
      core:
        capital: {{total: {total}, Q1: {first}, Q2: {second}}}  # as printed
    """
PLAN = (
    FUNDED_PLAN.rstrip(" ")
    + """\
    stated:
      spend:
        capital: {total: TOTAL, Q1: 40000, Q2: 60000}
    """
)


def project(title: str, total: str, first: str, second: str) -> str:
    return PROJECT.format(title=title, total=total, first=first, second=second)


def files(total: str = "100000", depot: str = "70000") -> dict[str, str | bytes]:
    return {
        "plan.yaml": PLAN.replace("TOTAL", total),
        "projects/bus.yaml": project("Bus", "30000", "10000", "20000"),
        "projects/depot.yaml": project("Depot", depot, "30000", "40000"),
    }


SUMS = ("--select", "TOT")


def test_a_total_that_rows_and_columns_agree_on(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(files(depot='"£85,000"'))
    before = (folder / "projects/depot.yaml").read_bytes()
    ended = riep("validate", "plan", "--fix", *SUMS)
    assert ended.status == 0
    assert ended.out.startswith("No findings")
    assert ended.err == "riep: fixed 1 figure in 1 file.\n"
    after = before.replace('"£85,000"'.encode(), b"70000")
    assert (folder / "projects/depot.yaml").read_bytes() == after


def test_the_total_of_the_whole(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(files(total="110000"))
    assert riep("validate", "plan", "--fix", *SUMS).status == 0
    assert "capital: {total: 100000, Q1" in (folder / "plan.yaml").read_text()


def test_validate_says_how_many_it_could_put_right(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(files(depot="85000"))
    closing = riep("validate", "plan", *SUMS).out.splitlines()[-1]
    assert closing.endswith("--fix can put 1 right.")
    write_plan(files())
    assert "--fix" not in riep("validate", "plan", *SUMS).out


def test_a_dry_run_shows_and_writes_nothing(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(files(depot="85000"))
    before = (folder / "projects/depot.yaml").read_bytes()
    ended = riep("validate", "plan", "--fix", "--dry-run", *SUMS)
    assert ended.status == 1
    changed = [line for line in ended.out.splitlines() if re.match(r"[-+] ", line)]
    assert changed == [
        "-    capital: {total: 85000, Q1: 30000, Q2: 40000}  # as printed",
        "+    capital: {total: 70000, Q1: 30000, Q2: 40000}  # as printed",
    ]
    assert ended.err == "riep: would fix 1 figure in 1 file.\n"
    assert (folder / "projects/depot.yaml").read_bytes() == before


def test_a_dry_run_of_nothing(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(files())
    ended = riep("validate", "plan", "--fix", "--dry-run", *SUMS)
    assert (ended.status, ended.out) == (0, "")
    assert_refused(riep("validate", "plan", "--dry-run"), "give both")


def assert_fixes_nothing(riep: Runner, folder: Path) -> str:
    """Run ``--fix`` and expect that no file changes; give what it says."""
    before = {file: file.read_bytes() for file in folder.rglob("*.yaml")}
    ended = riep("validate", folder.name, "--fix", *SUMS)
    assert {file: file.read_bytes() for file in folder.rglob("*.yaml")} == before
    assert ended.status == 1
    return ended.err


def test_a_cell_is_not_a_total(riep: Runner, write_plan: PlanWriter) -> None:
    """Rows and columns agree on it, and yet an amount that somebody planned is not to be typed."""
    folder = write_plan({**files(), "projects/bus.yaml": project("Bus", "30000", "1000", "20000")})
    said = assert_fixes_nothing(riep, folder)
    assert said == "riep: nothing here has one certain repair.\n"


def test_a_total_of_one_sum_over_projects_is_not_certain(
    riep: Runner, write_plan: PlanWriter
) -> None:
    """A project may be missing from the sum as well as the total be wrong."""
    plan = PLAN.replace("{total: TOTAL, Q1: 40000, Q2: 60000}", "110000")
    folder = write_plan({**files(), "plan.yaml": plan})
    assert_fixes_nothing(riep, folder)


def test_sums_that_want_different_amounts(riep: Runner, write_plan: PlanWriter) -> None:
    plan = PLAN.replace("TOTAL", "120000").replace("Q2: 60000", "Q2: 65000")
    folder = write_plan({**files(), "plan.yaml": plan})
    assert_fixes_nothing(riep, folder)


CLOSED = (
    FUNDED_PLAN.rstrip(" ")
    + """\
    projects:
      depot:
        title: Depot
        spend:
          core:
            revenue: {total: 30, Q1: 10, Q2: 20}
            capital: {total: 70, Q1: 30, Q2: 40}
        stated: {spend: {overall: 110}}
    """
)


def test_revenue_and_capital_can_lack_no_part(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan({"plan.yaml": CLOSED})
    assert riep("validate", "plan", "--fix", *SUMS).status == 0
    assert "{overall: 100}" in (folder / "plan.yaml").read_text()


def test_parts_that_nothing_bears_out_prove_nothing(riep: Runner, write_plan: PlanWriter) -> None:
    bare = CLOSED.replace("{total: 30, Q1: 10, Q2: 20}", "30")
    assert_fixes_nothing(riep, write_plan({"plan.yaml": bare}))


def test_thousands_are_written_in_thousands(riep: Runner, write_plan: PlanWriter) -> None:
    def in_thousands(text: str) -> str:
        return re.sub(r"(?<=\d)000\b", "", text)

    thousands = {name: in_thousands(str(text)) for name, text in files(depot="85000").items()}
    thousands["plan.yaml"] += "unit: thousand\n    "
    folder = write_plan({**thousands})
    assert riep("validate", "plan", "--fix", *SUMS).status == 0
    assert "{total: 70, Q1: 30, Q2: 40}" in (folder / "projects/depot.yaml").read_text()


def test_pounds_in_a_plan_of_thousands_stay_pounds(riep: Runner, write_plan: PlanWriter) -> None:
    plan = files(depot="85k")
    marked = {name: re.sub(r"(?<=\d)000\b", "k", str(text)) for name, text in plan.items()}
    marked["plan.yaml"] += "unit: thousand\n    "
    folder = write_plan({**marked})
    assert riep("validate", "plan", "--fix", *SUMS).status == 0
    written = (folder / "projects/depot.yaml").read_text("utf-8")
    assert "{total: £70000, Q1: £30000, Q2: £40000}" in written


def test_windows_line_ends_and_a_mark_stay(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(files(depot="85000"))
    file = folder / "projects/depot.yaml"
    windows = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n").rstrip()
    file.write_bytes(windows)
    assert riep("validate", "plan", "--fix", *SUMS).status == 0
    assert file.read_bytes() == windows.replace(b"85000", b"70000")


@pytest.mark.parametrize(
    ("total", "because"),
    [("&t 85000", "shared with another"), ("'85000\n      '", "several lines")],
)
def test_a_total_that_cannot_be_changed_in_its_place(
    riep: Runner, write_plan: PlanWriter, total: str, because: str
) -> None:
    depot = "riep: 1\ntitle: Depot\nspend:\n  core:\n    capital:\n      total: TOTAL\n"
    depot = depot.replace("TOTAL", total) + "      Q1: 30000\n      Q2: 40000\n"
    said = assert_fixes_nothing(
        riep, write_plan({**files(), "projects/depot.yaml": depot.encode()})
    )
    assert "plan/projects/depot.yaml keeps a figure as it is" in said
    assert because in said


def test_a_waived_finding_stays(riep: Runner, write_plan: PlanWriter) -> None:
    waivers = """\
        riep: 1
        waivers:
          depot:
            rule: TOT01
            at: projects/depot/spend/core/capital/total
            reason: The document prints it so.
            agreed_by: Section 151 officer
            until: March 2099
        """
    folder = write_plan({**files(depot="85000"), "waivers.yaml": waivers})
    ended = riep("validate", "plan", "--fix", *SUMS)
    assert "1 waived" in ended.out
    assert "--fix" not in ended.out
    assert "total: 85000" in (folder / "projects/depot.yaml").read_text()


def test_what_the_baseline_holds_stays(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(files(depot="85000"))
    riep("baseline", "plan", "--output", "known.yaml")
    riep("validate", "plan", "--fix", "--baseline", "known.yaml", *SUMS)
    assert "total: 85000" in (folder / "projects/depot.yaml").read_text()


def test_rules_that_were_not_asked_for_fix_nothing(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(files(depot="85000"))
    riep("validate", "plan", "--fix", "--select", "CAP")
    assert "total: 85000" in (folder / "projects/depot.yaml").read_text()


def test_values_are_written_plainly_and_the_layout_stays(
    riep: Runner, write_plan: PlanWriter
) -> None:
    text = "riep: 1\nkind: work-programme\ntitle: X   \nfunding:\n    core:\n        title: C\n"
    text += "        kind: core\n        amount: £1.5k   \n        until: Sept 2010\n\n\n"
    file = write_plan({"plan.yaml": text.encode()}) / "plan.yaml"
    ended = riep("validate", "plan", "--fix")
    assert "fixed 2 values in 1 file written plainly." in ended.err
    assert file.read_text() == text.replace("£1.5k", "1500").replace("Sept", "September")


def test_results_stay_alone_on_stdout(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(files(depot="85000"))
    ended = riep("validate", "plan", "--fix", "--format", "json", *SUMS)
    assert ended.findings == []
    assert ended.err == "riep: fixed 1 figure in 1 file.\n"


def test_faults_of_form_keep_a_plan_as_it_is(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan({**files(depot="85k"), "plan.yaml": "riep: 1\nkind: delivery-plan\n"})
    riep("validate", "plan", "--fix")
    assert "total: 85k" in (folder / "projects/depot.yaml").read_text()


def test_two_plans_of_one_name_keep_their_own_figures(riep: Runner, write_plan: PlanWriter) -> None:
    right = write_plan(files(), name="plans/north/plan")
    wrong = write_plan(files(depot="85000"), name="plans/south/plan")
    before = (right / "projects/depot.yaml").read_bytes()
    assert riep("validate", "--fix", *SUMS).status == 0
    assert (right / "projects/depot.yaml").read_bytes() == before
    assert (wrong / "projects/depot.yaml").read_bytes() == before


def test_a_read_only_file(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(files(depot="85000"))
    (folder / "projects/depot.yaml").chmod(0o444)
    assert_refused(
        riep("validate", "plan", "--fix", *SUMS), "depot.yaml cannot be written: it is read-only"
    )


def test_the_real_plan_with_one_total_changed(riep: Runner, real_copy: Path) -> None:
    before = {file: file.read_bytes() for file in real_copy.rglob("*.yaml")}
    file = real_copy / "projects/foster-care-placements.yaml"
    riep("fmt")  # so that --fix has nothing else to do
    plain = {file: file.read_bytes() for file in before}
    file.write_bytes(plain[file].replace(b"total: 58000", b"total: 85000"))
    assert riep("validate", "--fix").status == 0
    assert {file: file.read_bytes() for file in before} == plain
