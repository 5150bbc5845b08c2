"""Returns as files: one a quarter or one a project and quarter, and what must not stand there."""

from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from riep_plan.model import Plan
from riep_plan.source.place import Locator
from tests.source.loading import HEAD, findings, found, loaded, plan_in

CALENDAR = """calendar:
  Q1: {from: July 2010, to: September 2010}
  Q2: {from: October 2010, to: December 2010}
funding:
  core: {title: Core grant, kind: core}
projects:
  depot: {title: Shared depot, spend: {core: {revenue: {Q1: 10, Q2: 10}}}}
  fleet: {title: Shared fleet, spend: {core: {revenue: {Q1: 10, Q2: 10}}}}
"""
PLAN = {"plan.yaml": (HEAD + CALENDAR).encode()}


def of(actual: int, indent: int = 0) -> str:
    """A project's return, so far in."""
    text = (
        "rag:\n  spend: {status: green, because: As planned.}\n"
        f"spend:\n  core:\n    revenue: {{actual: {actual}}}\n"
    )
    return "".join(" " * indent + line + "\n" for line in text.splitlines())


def whole(**actuals: int) -> bytes:
    """The file of a quarter, with the returns of these projects."""
    each = "".join(f"  {key}:\n{of(actual, 4)}" for key, actual in actuals.items())
    return f"riep: 1\nprojects:\n{each}".encode()


def alone(actual: int) -> bytes:
    """The file of one project's return."""
    return f"riep: 1\n{of(actual)}".encode()


def actuals(plan: Plan) -> dict[tuple[str, str], Decimal | None]:
    return {
        (quarter, project): found.spend["core"].revenue.actual.amount
        for quarter, returns in plan.returns.items()
        for project, found in returns.projects.items()
        if found.spend["core"].revenue and found.spend["core"].revenue.actual
    }


EXPECTED = {("Q1", "depot"): Decimal(7), ("Q1", "fleet"): Decimal(8), ("Q2", "depot"): Decimal(9)}


@pytest.mark.parametrize(
    "files",
    [
        {"returns/Q1.yaml": whole(depot=7, fleet=8), "returns/Q2.yaml": whole(depot=9)},
        {
            "returns/Q1/depot.yaml": alone(7),
            "returns/Q1/fleet.yaml": alone(8),
            "returns/Q2/depot.yaml": alone(9),
        },
        {
            "returns/Q1.yaml": whole(depot=7),
            "returns/Q1/fleet.yaml": alone(8),
            "returns/Q2/depot.yaml": alone(9),
        },
    ],
)
def test_either_form_says_the_same(tmp_path: Path, files: dict[str, bytes]) -> None:
    assert actuals(plan_in(tmp_path, PLAN | files)) == EXPECTED


def test_returns_may_stand_in_the_plan_itself(tmp_path: Path) -> None:
    text = "returns:\n  Q1:\n    projects:\n      depot:\n" + of(7, 8)
    plan = plan_in(tmp_path, {"plan.yaml": (HEAD + CALENDAR + text).encode()})
    assert actuals(plan) == {("Q1", "depot"): Decimal(7)}


def test_what_a_quarters_file_says_of_the_quarter_is_kept(tmp_path: Path) -> None:
    files = {
        "returns/Q1.yaml": b"riep: 1\ndue: 10 October 2010\nillustrative: Made up.\n",
        "returns/Q1/depot.yaml": alone(7),
    }
    quarter = plan_in(tmp_path, PLAN | files).returns["Q1"]
    assert (str(quarter.due), quarter.illustrative) == ("10 October 2010", "Made up.")
    assert list(quarter.projects) == ["depot"]


def test_a_bare_number_counts_the_plans_unit(tmp_path: Path) -> None:
    text = HEAD + "unit: thousand\n" + CALENDAR
    files = {"plan.yaml": text.encode(), "returns/Q1/depot.yaml": alone(7)}
    assert actuals(plan_in(tmp_path, files)) == {("Q1", "depot"): Decimal(7000)}


def test_the_order_in_which_files_were_written_changes_nothing(tmp_path: Path) -> None:
    files = {
        "returns/Q1/depot.yaml": alone(7),
        "returns/Q1/fleet.yaml": alone(8),
        "returns/Q2.yaml": whole(depot=9),
    }
    for number, order in enumerate(permutations(files)):
        written = PLAN | {name: files[name] for name in order}
        assert actuals(plan_in(tmp_path / str(number), written)) == EXPECTED


# --- What must not stand there ----------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Q5.yaml",
        "q1.yaml",
        "quarter-1.yaml",
        "Q1.yml",
        "Q5/depot.yaml",
        "depot/Q1.yaml",
        "Q1/a/b.yaml",
    ],
)
def test_a_name_that_is_no_quarter_is_refused(tmp_path: Path, name: str) -> None:
    read = loaded(tmp_path, PLAN | {f"returns/{name}": whole(depot=7)})
    (one,) = findings(read)
    assert one.rule.code == "FRM09"
    assert "no" in one.message
    assert not read.complete


def test_a_project_that_returns_twice_is_refused_where_it_stands(tmp_path: Path) -> None:
    files = {"returns/Q1.yaml": whole(depot=7), "returns/Q1/depot.yaml": alone(8)}
    read = loaded(tmp_path, PLAN | files)
    (one,) = [one for one in findings(read) if one.rule.code.startswith("FRM")]
    assert (Path(one.place.file).name, one.place.line.strip()) == ("Q1.yaml", "depot:")
    assert "Q1/depot.yaml" in one.message


def test_a_quarter_in_the_plan_and_in_a_file_is_refused(tmp_path: Path) -> None:
    text = HEAD + CALENDAR + "returns:\n  Q1: {due: 2010-10-10}\n"
    files = {"plan.yaml": text.encode(), "returns/Q1/depot.yaml": alone(8)}
    (one,) = [one for one in findings(loaded(tmp_path, files)) if one.rule.code == "FRM21"]
    assert one.place.line.strip().startswith("Q1")


@pytest.mark.parametrize(
    ("text", "underlines"),
    [
        ("riep: 1\nspend: {core: {revenue: {actual: 7,00}}}\n", "00"),
        ("riep: 1\nspent: {}\n", "spent"),
        ("riep: 1\nrag: {spend: {status: yellow, because: B}}\n", "yellow"),
        ("riep: 1\noutputs: {lease: {agreed: {status: done}}}\n", "done"),
        ("riep: 1\ncorrections: {a: {quarter: Q7, at: x, reason: R, agreed_by: B}}\n", "Q7"),
        ("riep: 1\nsigned_off: {by: Manager, on: Q1}\n", "Q1"),
        ("riep: 1\nrag: {spend: {status: green}}\n", "spend"),
    ],
)
def test_a_fault_of_form_is_told_at_its_place(tmp_path: Path, text: str, underlines: str) -> None:
    read = loaded(tmp_path, PLAN | {"returns/Q1/depot.yaml": text.encode()})
    forms = [one for one in found(findings(read)) if one[0].startswith("FRM")]
    assert [(name, word) for _, name, word in forms] == [("depot.yaml", underlines)]


def test_a_fault_in_one_return_hides_no_other(tmp_path: Path) -> None:
    files = {"returns/Q1/depot.yaml": b"riep: 1\nspent: {}\n", "returns/Q1/fleet.yaml": alone(8)}
    read = loaded(tmp_path, PLAN | files)
    assert read.plan is not None
    assert actuals(read.plan) == {("Q1", "fleet"): Decimal(8)}
    assert not read.complete


# --- Where a value stands ------------------------------------------------------------------------


def test_a_figure_is_placed_in_the_file_that_holds_it(tmp_path: Path) -> None:
    files = {"returns/Q1.yaml": whole(depot=7), "returns/Q1/fleet.yaml": alone(8)}
    locator = Locator(loaded(tmp_path, PLAN | files))
    for project, name, line in (("depot", "Q1.yaml", 8), ("fleet", "fleet.yaml", 6)):
        path = ("returns", "Q1", "projects", project, "spend", "core", "revenue", "actual")
        place = locator.place(path)
        assert (Path(place.file).name, place.span.line if place.span else 0) == (name, line)


def test_rules_point_into_the_returns(tmp_path: Path) -> None:
    read = loaded(tmp_path, PLAN | {"returns/Q1.yaml": whole(depot=70, fleet=10)})
    codes = [one for one in found(findings(read, "RTN02")) if one[0] == "RTN02"]
    assert codes == [("RTN02", "Q1.yaml", "70")]


OWN = b"riep: 1\nsummary: Terms are drafted.\n"


def own_of(plan: Plan) -> str | None:
    own = plan.returns["Q1"].programme
    return own.summary if own else None


@pytest.mark.parametrize(
    "files",
    [
        {"returns/Q1/programme.yaml": OWN},
        {"returns/Q1.yaml": b"riep: 1\nprogramme: {summary: Terms are drafted.}\n"},
        {"returns/Q1.yaml": b"riep: 1\ndue: July 2010\n", "returns/Q1/programme.yaml": OWN},
    ],
)
def test_the_programmes_own_return(tmp_path: Path, files: dict[str, bytes]) -> None:
    plan = plan_in(tmp_path, PLAN | files)
    assert (own_of(plan), plan.returns["Q1"].projects) == ("Terms are drafted.", {})


def test_the_programmes_own_return_stands_once(tmp_path: Path) -> None:
    files = {
        "returns/Q1.yaml": b"riep: 1\nprogramme: {summary: Drafted.}\n",
        "returns/Q1/programme.yaml": OWN,
    }
    (one,) = findings(loaded(tmp_path, PLAN | files))
    assert (Path(one.place.file).name, one.place.line.strip()[:10]) == ("Q1.yaml", "programme:")
    assert "Q1/programme.yaml" in one.message


def test_a_project_that_is_called_programme_keeps_its_file(tmp_path: Path) -> None:
    files = {
        "projects/programme.yaml": b"riep: 1\ntitle: Programme office\n",
        "returns/Q1/programme.yaml": OWN,
    }
    plan = plan_in(tmp_path, PLAN | files)
    assert list(plan.returns["Q1"].projects) == ["programme"]
    assert plan.returns["Q1"].programme is None


def test_a_finding_in_the_programmes_own_return_has_its_line(tmp_path: Path) -> None:
    plan = loaded(tmp_path, PLAN | {"returns/Q1/programme.yaml": OWN})
    place = Locator(plan).place(("returns", "Q1", "programme", "summary"))
    assert (Path(place.file).name, place.line) == ("programme.yaml", "summary: Terms are drafted.")
