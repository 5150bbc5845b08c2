"""What is written for other tools is what their own schemas ask for, whatever is found."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.findings.result import (
    Acceptance,
    Place,
    RelatedPlace,
    Reported,
    Result,
    TextSpan,
)
from riep_plan.findings.rule import Rule, Severity
from riep_plan.output import renderer
from tests.cli.running import FUNDED_PLAN, REPOSITORY, PlanWriter, Runner, assert_no_traceback
from tests.support.formats import faults_of_gitlab, faults_of_junit, faults_of_sarif

FAULTS: dict[str, Callable[[str], list[str]]] = {
    "sarif": faults_of_sarif,
    "junit": faults_of_junit,
    "gitlab": faults_of_gitlab,
}
each_format = pytest.mark.parametrize("format_", FAULTS)

#: A rule's finding with a related place, a fault of form, a note, and a waiver for nothing.
FAULTY = f"""\
{FUNDED_PLAN}
    surprise: 1
    narrative: {{overview: To be confirmed}}
    projects:
      p:
        title: Depots
        spend: {{core: {{revenue: {{total: 100, Q1: 40, Q2: 50}}}}}}
    """


@each_format
def test_what_the_published_plans_give(riep: Runner, tmp_path: Path, format_: str) -> None:
    shutil.copytree(REPOSITORY / "plans", tmp_path / "plans")
    ended = riep("validate", "plans", "--format", format_, "--as-of", "2030-01-01")
    assert_no_traceback(ended)
    assert "CAP01" in ended.out
    assert FAULTS[format_](ended.out) == []


@each_format
def test_what_has_been_waived(riep: Runner, format_: str) -> None:
    ended = riep("validate", REPOSITORY / "plans", "--format", format_, "--show-waived")
    assert FAULTS[format_](ended.out) == []
    if format_ == "sarif":
        results = json.loads(ended.out)["runs"][0]["results"]
        assert any(one.get("suppressions") for one in results)


@each_format
def test_faults_of_form_and_of_figures(riep: Runner, write_plan: PlanWriter, format_: str) -> None:
    write_plan({"plan.yaml": FAULTY}, "plans/depots & más")
    write_plan({"plan.yaml": "riep: 1\nkind: [\n"}, "plans/broken")
    write_plan({"plan.yaml": b"riep: 1\ntitle: \xff\xfe\n"}, "plans/bytes")
    write_plan({"plan.yaml": b""}, "plans/empty")
    ended = riep("validate", "plans", "--format", format_)
    assert_no_traceback(ended)
    assert ended.status == 1
    assert FAULTS[format_](ended.out) == []


@each_format
def test_what_is_held_against_a_baseline(
    riep: Runner, write_plan: PlanWriter, format_: str
) -> None:
    sections = "  overview: To be confirmed\n"
    text = "riep: 1\nkind: delivery-plan\ntitle: Depots\nnarrative:\n"
    folder = write_plan({"plan.yaml": (text + sections).encode()}, "plans/depots")
    assert riep("baseline").status == 0
    more = sections + "  finance: To be confirmed\n"
    (folder / "plan.yaml").write_bytes((text + more).encode())
    ended = riep("validate", "--baseline", "riep-baseline.yaml", "--format", format_)
    assert FAULTS[format_](ended.out) == []
    if format_ == "sarif":
        results = json.loads(ended.out)["runs"][0]["results"]
        assert {one["baselineState"] for one in results} == {"new", "unchanged"}


@each_format
def test_no_findings(riep: Runner, write_plan: PlanWriter, format_: str) -> None:
    write_plan({"plan.yaml": "riep: 1\nkind: delivery-plan\ntitle: Depots\n"}, "plans/depots")
    ended = riep("validate", "plans", "--format", format_)
    assert ended.status == 0
    assert FAULTS[format_](ended.out) == []


# --- Any finding whatever --------------------------------------------------------------------

RULES = [Rule(f"TOT0{n}", "out-of-sum", one, "0.1.0") for n, one in enumerate(Severity)]
LINES = st.integers(1, 10**6)
SPANS = st.none() | st.builds(TextSpan, LINES, LINES, LINES, LINES)
NAMES = st.text(min_size=1).map(lambda text: f"plans/{text}")
PLACES = st.builds(Place, NAMES, st.text(), SPANS)


@st.composite
def reported(draw: st.DrawFn) -> Reported:
    return Reported(
        draw(st.sampled_from(RULES)),
        draw(st.text()),
        draw(PLACES),
        draw(st.text(min_size=1)),
        draw(st.text()),
        related=tuple(draw(st.lists(st.builds(RelatedPlace, PLACES, st.text()), max_size=2))),
        waiver=draw(st.none() | st.builds(Acceptance, st.text(), st.text(), st.text(), st.text())),
        in_baseline=draw(st.booleans()),
    )


@each_format
@given(found=st.lists(reported(), max_size=4), has_baseline=st.booleans())
def test_any_findings_are_written_as_the_schema_asks(
    format_: str, found: list[Reported], has_baseline: bool
) -> None:
    told = renderer(format_)(Result(1, 1, tuple(found), has_baseline=has_baseline))
    assert [one for one in FAULTS[format_](told) if "fingerprint" not in one] == []


# --- The schemas find what is wrong ----------------------------------------------------------


def finding() -> Reported:
    place = Place("plans/depots/plan.yaml", "/x", TextSpan(1, 3, 1, 9))
    return Reported(RULES[0], "depots", place, "Wrong.", "Put it right.")


@pytest.mark.parametrize(
    ("format_", "right", "wrong"),
    [
        ("sarif", '"level": "error"', '"level": "critical"'),
        ("sarif", '"startLine": 1', '"startLine": 0'),
        ("sarif", '"message": {', '"says": {'),
        ("sarif", '"version": "2.1.0"', '"version": "2.0.0"'),
        ("junit", 'failures="1"', ""),
        ("junit", "<failure ", '<failure line="3" '),
        ("junit", "testcase", "case"),
        ("gitlab", "critical", "error"),
        ("gitlab", '"fingerprint"', '"print"'),
        ("gitlab", '"begin": 1', '"begin": 0'),
        ("gitlab", "plans/", "/plans/"),
    ],
)
def test_a_slip_in_a_format_is_found(format_: str, right: str, wrong: str) -> None:
    told = renderer(format_)(Result(1, 1, (finding(),)))
    assert FAULTS[format_](told) == []
    assert right in told
    assert FAULTS[format_](told.replace(right, wrong)) != []
