"""Every format tells what is new from what a baseline has."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

from riep_plan.check.baseline import STALE
from riep_plan.findings.result import Place, Reported, Result, TextSpan
from riep_plan.findings.rule import Rule, Severity
from riep_plan.output import renderer
from riep_plan.output.text import render as render_text

RULE = Rule("TOT01", "periods-do-not-add-up", Severity.ERROR, "0.1.0")


def finding(line: int) -> Reported:
    place = Place("plans/one/plan.yaml", f"/x/{line}", TextSpan(line, 3, line, 9))
    return Reported(RULE, "one", place, f"Wrong at {line}.", "Put it right.")


NEW, KNOWN = finding(4), replace(finding(5), in_baseline=True)
CLEARED = replace(finding(6), rule=STALE, message="TOT01 no longer finds anything.", help="Delete.")
RESULT = Result(1, 1, (NEW, KNOWN, CLEARED), has_baseline=True)


def rendered(format_: str) -> str:
    return renderer(format_)(RESULT)


def test_markdown_has_what_is_new_what_was_cleared_and_what_was_there() -> None:
    text = rendered("markdown")
    assert "1 error and 1 warning, 1 in the baseline" in text
    new, rest = text.split("#### Cleared since the baseline")
    cleared, known = rest.split("<details><summary>1 in the baseline</summary>")
    assert "#### Errors that are new" in new
    assert "Wrong at 4" in new
    assert "TOT01 no longer finds anything" in cleared
    assert "Wrong at 5" in known


def test_json_says_so_of_each_finding_and_counts_them() -> None:
    told = json.loads(rendered("json"))
    assert told["summary"]["in_baseline"] == 1
    assert [one["in_baseline"] for one in told["findings"]] == [False, True, False]


def test_sarif_has_the_state_that_the_standard_names() -> None:
    results = json.loads(rendered("sarif"))["runs"][0]["results"]
    assert [one["baselineState"] for one in results] == ["new", "unchanged", "new"]
    without = json.loads(renderer("sarif")(Result(1, 1, (NEW,))))["runs"][0]["results"]
    assert "baselineState" not in without[0]


def test_junit_skips_what_was_there() -> None:
    suite = ET.fromstring(rendered("junit").encode()).find("testsuite")  # noqa: S314  our own text
    assert suite is not None
    assert (suite.get("failures"), suite.get("skipped")) == ("2", "1")


def test_lists_of_open_findings_leave_out_what_was_there() -> None:
    assert "Wrong at 5" not in rendered("github")
    assert "Wrong at 5" not in rendered("gitlab")
    assert "Wrong at 5" not in rendered("text")
    assert "in baseline TOT01" in render_text(RESULT, show_waived=True)


def test_one_very_long_text_hides_no_other_finding() -> None:
    long = replace(NEW, message="Wrong. " * 20_000)
    text = renderer("markdown")(Result(1, 1, (long, finding(9))))
    assert "Wrong at 9" in text
    assert len(text) < 65_536
