"""IND: what rules on the figures of indicators find, and what they leave alone."""

from pathlib import Path
from textwrap import dedent, indent

import pytest

from riep_plan.check.run import Options, report_plan
from riep_plan.findings.result import Reported
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from tests.cli.running import REAL_PLAN, write_files

HEAD = """\
    riep: 1
    kind: delivery-plan
    title: Depots
    calendar:
      Q1: {from: July 2010, to: September 2010}
      Q2: {from: October 2010, to: December 2010}
    projects:
      depot:
        title: Depot
        outcomes: {cost: OUTCOME}
        actions: {ACTIONS}
        indicators:
    """
NEW = frozenset(f"IND{number}" for number in range(10, 26))


def found(folder: Path, *stated: str, outcome: str = "Lower cost", actions: str = "") -> list[str]:
    """Give the codes from IND10 that a plan with these indicators of one outcome has."""
    text = dedent(HEAD).replace("OUTCOME", outcome).replace("ACTIONS", actions)
    for number, one in enumerate(stated):
        measures = "" if "measures" in one else "measures: cost, "
        text += indent(f"i{number}: {{{measures}{one}}}\n", " " * 6)
    (site,) = find_plans(write_files(folder / "plan", {"plan.yaml": text.encode()}))
    return _codes(report_plan(load(site), Options(select=("IND", "FRM"))))


def _codes(reported: list[Reported]) -> list[str]:
    codes = [one.rule.code for one in reported if one.waiver is None]
    assert not [code for code in codes if code.startswith("FRM")]
    return [code for code in codes if code in NEW]


def lag(text: str, baseline: str, target: str, better: str = "higher", more: str = "") -> str:
    """Write one lag indicator."""
    parts = f"baseline: {{{baseline}, at: June 2010}}, target: {{{target}, by: June 2012}}"
    return f"kind: lag, text: {text}, better: {better}, {parts}{more}"


@pytest.mark.parametrize(
    ("text", "baseline", "target", "code"),
    [
        ("Depots shared", "value: 12", "value: 40%", "IND11"),
        ("Depots shared", "value: 0", "value: 40%", ""),
        ("Depots shared", "value: 12", "change: 40%", ""),
        ("Number of depots shared", "value: 20%", "value: 40%", "IND12"),
        ("Number of depots shared", "value: 20", "change: 40%", ""),
        ("Number of depots above 75%", "value: 20%", "value: 40%", ""),
        ("Increase in number of depots", "text: None, value: 0%", "value: 40%", ""),
        ("'% of depots shared'", "value: 20", "value: 40", "IND12"),
        ("Proportion of depots shared", "value: 0.2", "value: 0.4", ""),
        ("Savings (£m)", "value: 2", "value: 4", ""),
        ("Savings (£)", "value: 2", "value: 4", "IND12"),
        ("Depots", "value: 2", "text: More shared depots", "IND16"),
        ("Depots", "value: 2", "text: Improved use of all depots", ""),
        ("Depots", "value: 2", "text: Better lease signed", ""),
        ("Depots", "value: 2", "text: Three more depots", ""),
        ("Depots", "value: 2", "value: 2", "IND19"),
        ("Depots", "value: 2", "change: 0", "IND19"),
        ("Maintain the number of depots", "value: 2", "value: 2", ""),
        ("Depots open", "value: 100%", "value: 100%", ""),
        ("Scores", "distribution: {2: 4, 3: 5}", "distribution: {2: 3, 3: 7}", "IND21"),
        ("Scores", "distribution: {2: 4, n/a: 1}", "distribution: {2: 1, 3: 3}", ""),
        ("Scores", "distribution: {2: 4, n/a: 1}", "distribution: {2: 1, 3: 4}", ""),
        ("Change in NI199", "value: 1", "value: 3", "IND22"),
        ("Change in NI 198", "value: 1", "value: 3", ""),
        ("Saved", "value: £1m", "value: £3m, text: £4m saved", "IND24"),
        ("Saved", "value: £1m", "value: £3m, text: Up from £1m to £3 million", ""),
        ("Shared", "value: 40%", "value: 45%, text: An increase of 5%", ""),
        ("Shared", "value: 40%", "value: 90%, text: 90% shared within +/- 5%", ""),
        ("Shared", "value: 40%", "value: 80%, text: 90% shared within +/- 5%", "IND24"),
        ("Shared", "value: 4", "value: 45, text: 3 year plan", ""),
        ("Shared", "value: 4", "value: 32, text: 8 per quarter", ""),
    ],
)
def test_one_indicator(tmp_path: Path, text: str, baseline: str, target: str, code: str) -> None:
    assert found(tmp_path, lag(text, baseline, target)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("target", "wrong"),
    [
        ("value: 9.4%, profile: {2010: 3%, 2011: 3%, 2012: 3.4%}", False),
        ("value: 10%, profile: {2010: 3.33%, 2011: 3.33%, 2012: 3.33%}", False),
        ("value: 9.3%, profile: {2010: 3%, 2011: 3%, 2012: 3.4%}", True),
        ("value: 40%, profile: {2010: 20%, 2011: 30%, 2012: 40%}", False),
        ("value: 29.4%, profile: {2010: 3%, 2011: 3%, 2012: 3.4%}", False),
        ("change: 300, profile: {2010: 100, 2011: 150}", True),
        ("change: 300, profile: {2010: 100}", False),
        ("value: 80%, profile: {2010: 20%, 2011: 30%}", False),
        ("profile: {2010: 75, 2011: 75, 2012: 75, total: 300}", True),
        ("profile: {2010: 75, 2011: 75, 2012: 75, total: 225}", False),
    ],
)
def test_parts_of_a_target(tmp_path: Path, target: str, *, wrong: bool) -> None:
    by = "2011" if "300" in target and "2012" not in target else "June 2012"
    start = "baseline: {value: 20%, at: 2009}"
    one = f"kind: lag, text: Gains, better: higher, {start}, target: {{{target}, by: {by}}}"
    codes = [code for code in found(tmp_path, one) if code != "IND11"]
    assert codes == (["IND15"] if wrong else [])


def test_one_name_with_two_values(tmp_path: Path) -> None:
    first = lag("Depots", "value: 2", "value: 5")
    assert found(tmp_path, first, lag("Depots.", "value: 3", "value: 5")) == ["IND17"]
    assert (
        found(
            tmp_path / "other", first, lag("Depots", "value: 2", "value: 5", more=", unit: sites")
        )
        == []
    )


def test_the_same_twice(tmp_path: Path) -> None:
    first = lag("Depots", "value: 2", "value: 5").replace("June 2012", "June 2011")
    other = first.replace("kind: lag", "kind: lead")
    assert found(tmp_path, first, other) == ["IND18"]


def test_an_earlier_lead_indicator_of_the_same_name_is_another(tmp_path: Path) -> None:
    first = lag("Depots", "value: 2", "value: 5")
    other = first.replace("kind: lag", "kind: lead").replace("June 2012", "June 2011")
    assert found(tmp_path, first, other) == []


@pytest.mark.parametrize(
    ("by", "codes"), [("December 2011", []), ("January 2012", ["IND13"]), ("June 2030", [])]
)
def test_a_late_lead_indicator(tmp_path: Path, by: str, codes: list[str]) -> None:
    one = lag("Depots", "value: 2", "value: 5").replace("kind: lag", "kind: lead")
    assert found(tmp_path, one.replace("June 2012", by)) == codes  # the last one is IND09's


@pytest.mark.parametrize(
    ("actions", "codes"),
    [
        ("a: {text: Work, serves: cost, outputs: {o: {text: Done, due: Q2}}}", ["IND23"]),
        ("a: {text: Work, serves: cost, outputs: {o: {text: Done, due: Q1–Q2}}}", []),
        ("a: {text: Work, serves: cost, outputs: {o: {text: Done}}}", []),
        ("a: {text: Work, outputs: {o: {text: Done, due: Q2}}}", []),
        (
            (
                "a: {text: Regional brand, serves: cost, outputs: {o: {text: Done, due: Q2}}}, "
                "b: {text: Work, serves: cost, outputs: {o: {text: Done, due: Q1}}}"
            ),
            ["IND23"],
        ),
        (
            (
                "a: {text: Regional brand, serves: cost, outputs: {o: {text: Done, due: Q1}}}, "
                "b: {text: Work, serves: cost, outputs: {o: {text: Done, due: Q2}}}"
            ),
            [],
        ),
    ],
)
def test_a_target_before_its_outputs(tmp_path: Path, actions: str, codes: list[str]) -> None:
    one = lag("Regional brand adopted", "value: 2", "value: 5").replace("June 2012", "August 2010")
    assert found(tmp_path, one, actions=actions) == codes


@pytest.mark.parametrize(
    ("outcome", "codes"),
    [
        ("Saving £3m", []),
        ("Saving £2m", []),
        ("Saving £4m", ["IND25"]),
        ("Saving £4m a year", []),
        ("Saving £4m or £5m", []),
    ],
)
def test_what_an_outcome_promises(tmp_path: Path, outcome: str, codes: list[str]) -> None:
    assert found(tmp_path, lag("Saved", "value: £1m", "value: £3m"), outcome=outcome) == codes


@pytest.mark.parametrize(("measures", "codes"), [("cost", ["IND10"]), ("[]", [])])
def test_an_indicator_of_no_outcome(tmp_path: Path, measures: str, codes: list[str]) -> None:
    one, other = (lag(text, "value: 2", "value: 5") for text in ("Depots", "Sites"))
    stated = [f"{one}, measures: {measures}", f"{other}, measures: []"]
    assert found(tmp_path, *stated) == codes


def test_the_real_plan() -> None:
    (site,) = find_plans(REAL_PLAN)
    reported = report_plan(load(site), Options(select=tuple(sorted(NEW))))
    assert [(one.rule.code, one.at.split("/")[3]) for one in reported] == [
        ("IND12", "no-ongoing-care"),
        ("IND23", "brand-adopted"),
    ]
