"""Waivers: each accepts what it names and nothing beside, and is itself checked."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from riep_plan.check.run import Options, report_plan
from riep_plan.findings.result import Reported
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from tests.cli.running import write_files

HEAD = "riep: 1\nkind: delivery-plan\ntitle: Depots\n"
TWO_SECTIONS = HEAD + "policy: {required_sections: [overview, governance]}\n"
RISK = HEAD + "risks:\n  fire: {text: A fire, mitigation: Alarms, owner: Board}\n"
TOO_MUCH = """\
    calendar:
      Q1: {from: April 2010, to: June 2010}
    funding:
      core: {title: Grant, kind: core}
    projects:
      depot:
        title: Depot
        spend: {core: {revenue: {total: 3, Q1: 1}}}
    """
TOTAL = "projects/depot/spend/core/revenue/total"
WRONG_TOTAL = HEAD + dedent(TOO_MUCH)


def waiver(rule: str, at: str, *, name: str = "one", until: str = "March 2011") -> str:
    """Write one waiver, to stand below ``waivers:``."""
    facts = f"rule: {rule}, at: {at}, reason: Printed so, agreed_by: Board, until: {until}"
    return f"  {name}: {{{facts}}}\n"


def checked(folder: Path, plan: str, *waivers: str, as_of: date | None = None) -> list[Reported]:
    """Check a plan with its waivers in a file of their own."""
    files = {"plan.yaml": plan.encode()}
    if waivers:
        files["waivers.yaml"] = ("riep: 1\nwaivers:\n" + "".join(waivers)).encode()
    (site,) = find_plans(write_files(folder / "plan", files))
    return report_plan(load(site), Options(as_of=as_of))


def still_open(reported: list[Reported]) -> list[tuple[str, str]]:
    return sorted((one.rule.code, one.at) for one in reported if one.waiver is None)


def accepted(reported: list[Reported]) -> list[tuple[str, str]]:
    return sorted((one.rule.code, one.at) for one in reported if one.waiver is not None)


def the_one(reported: list[Reported], code: str) -> Reported:
    (found,) = [one for one in reported if one.rule.code == code]
    return found


OVERVIEW, GOVERNANCE = ("SEC01", "narrative/overview"), ("SEC01", "narrative/governance")


@pytest.mark.parametrize(
    ("waived", "other"), [(OVERVIEW, GOVERNANCE), (GOVERNANCE, OVERVIEW)], ids=lambda one: one[1]
)
def test_one_missing_section_is_not_another(
    waived: tuple[str, str], other: tuple[str, str], tmp_path: Path
) -> None:
    assert still_open(checked(tmp_path, TWO_SECTIONS)) == sorted([OVERVIEW, GOVERNANCE])
    reported = checked(tmp_path, TWO_SECTIONS, waiver(*waived))
    assert accepted(reported) == [waived]
    assert still_open(reported) == [other]


@pytest.mark.parametrize(("waived", "other"), [("impact", "likelihood"), ("likelihood", "impact")])
def test_a_missing_impact_is_not_a_missing_likelihood(
    waived: str, other: str, tmp_path: Path
) -> None:
    reported = checked(tmp_path, RISK, waiver("RSK03", f"risks/fire/{waived}"))
    assert accepted(reported) == [("RSK03", f"risks/fire/{waived}")]
    assert still_open(reported) == [("RSK03", f"risks/fire/{other}")]


def test_a_place_waived_twice(tmp_path: Path) -> None:
    both = (waiver("TOT01", TOTAL, name="first"), waiver("TOT01", TOTAL, name="second"))
    reported = checked(tmp_path, WRONG_TOTAL, *both)
    assert [one.waiver.waiver for one in reported if one.waiver] == ["first"]
    assert still_open(reported) == [("WVR01", "waivers/second/at/0")]
    assert "first" in the_one(reported, "WVR01").message


def test_a_place_given_twice_in_one_waiver(tmp_path: Path) -> None:
    reported = checked(tmp_path, WRONG_TOTAL, waiver("TOT01", f"[{TOTAL}, /{TOTAL}/]"))
    assert accepted(reported) == [("TOT01", TOTAL)]
    assert still_open(reported) == [("WVR01", "waivers/one/at/1")]


@pytest.mark.parametrize(
    "nearly",
    [
        "projects/depot/spend/core/revenue",
        "projects/depots/spend/core/revenue/total",
        "projects/depot/spend/core/revenue/Total",
    ],
)
def test_a_place_that_is_nearly_right(nearly: str, tmp_path: Path) -> None:
    reported = checked(tmp_path, WRONG_TOTAL, waiver("TOT01", nearly))
    assert still_open(reported) == [("TOT01", TOTAL), ("WVR01", "waivers/one/at/0")]
    unused = the_one(reported, "WVR01")
    assert (unused.expected, unused.actual) == (TOTAL, nearly)
    assert TOTAL in unused.help


def test_a_place_that_is_not_near_at_all(tmp_path: Path) -> None:
    unused = the_one(checked(tmp_path, WRONG_TOTAL, waiver("TOT01", "title")), "WVR01")
    assert unused.expected is None
    assert "Did you mean" not in unused.help


def test_a_fault_of_form_cannot_be_waived(tmp_path: Path) -> None:
    plan = f"{HEAD}funding: {{core: {{title: Grant, kind: core}}}}\n"
    reported = checked(tmp_path, plan, waiver("FRM10", "titel"))
    assert still_open(reported) == [("WVR03", "waivers/one/rule")]
    reported = checked(tmp_path, f"{plan}titel: Depots\n", waiver("FRM10", "titel"))
    assert accepted(reported) == []
    assert "FRM10" in {one.rule.code for one in reported}


@pytest.mark.parametrize("code", ["WVR01", "WVR02", "WVR03"])
def test_a_fault_of_a_waiver_cannot_be_waived(code: str, tmp_path: Path) -> None:
    unused = waiver("TOT01", "title", name="unused")
    reported = checked(tmp_path, HEAD, unused, waiver(code, "waivers/unused/at/0", name="second"))
    assert accepted(reported) == []
    assert still_open(reported) == [
        ("WVR01", "waivers/unused/at/0"),
        ("WVR03", "waivers/second/rule"),
    ]


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2011, 3, 31), True), (date(2011, 4, 1), False), (None, True)],
    ids=["last day", "day after", "no day"],
)
def test_a_waiver_holds_through_its_last_day(
    day: date | None, *, holds: bool, tmp_path: Path
) -> None:
    reported = checked(tmp_path, WRONG_TOTAL, waiver("TOT01", TOTAL), as_of=day)
    if holds:
        assert (accepted(reported), still_open(reported)) == ([("TOT01", TOTAL)], [])
    else:
        assert accepted(reported) == []
        assert still_open(reported) == [("TOT01", TOTAL), ("WVR02", "waivers/one/until")]
        assert the_one(reported, "WVR02").expected == "a date from 1 April 2011"


def test_an_expired_waiver_does_not_stand_in_for_one_that_holds(tmp_path: Path) -> None:
    old = waiver("TOT01", TOTAL, name="old", until="March 2010")
    new = waiver("TOT01", TOTAL, name="renewed")
    reported = checked(tmp_path, WRONG_TOTAL, old, new, as_of=date(2011, 1, 1))
    assert [one.waiver.waiver for one in reported if one.waiver] == ["renewed"]
    assert still_open(reported) == [("WVR02", "waivers/old/until")]


@pytest.mark.parametrize(
    ("broken", "code"),
    [("  one: {rule: TOT01\n", "FRM03"), ("  one: {rule: TOT01, at: title}\n", "FRM11")],
)
def test_without_its_waivers_a_plan_is_not_judged(broken: str, code: str, tmp_path: Path) -> None:
    """Every finding that is accepted would otherwise be reported as open."""
    reported = checked(tmp_path, WRONG_TOTAL, broken)
    assert {one.rule.code for one in reported} == {code}
    assert {Path(one.place.file).name for one in reported} == {"waivers.yaml"}
