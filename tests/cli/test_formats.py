"""Findings in the forms that other tools read: GitLab, SARIF, JUnit, Markdown."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from riep_plan.findings.result import Acceptance, Place, Reported, Result, TextSpan
from riep_plan.findings.rule import Rule, Severity
from riep_plan.output import renderer
from riep_plan.output._comment import LONGEST
from tests.cli.running import REAL_PLAN, Runner, assert_no_traceback

HOSTILE = "a|b `c` <script>alert(1)</script> @team #1 [x](y) \x1b[31m\nsecond"


def finding(number: int = 1, *, message: str = "Wrong.", waived: bool = False) -> Reported:
    rule = Rule("TOT01", "periods-do-not-add-up", Severity.ERROR, "0.1.0")
    place = Place("plans/a plan/plan.yaml", f"/x/{number}", TextSpan(number, 3, number, 9))
    why = Acceptance("w", "As printed.", "Board", "2030") if waived else None
    return Reported(rule, "a-plan", place, message, "Put it right.", waiver=why)


def rendered(format_: str, *found: Reported) -> str:
    return renderer(format_)(Result(1, 2, found))


@pytest.mark.parametrize("format_", ["gitlab", "sarif", "junit", "markdown"])
def test_the_command_writes_it(riep: Runner, format_: str) -> None:
    ended = riep("validate", REAL_PLAN, "--format", format_, "--as-of", "2030-01-01")
    assert_no_traceback(ended)
    assert ended.status == 1
    assert "CAP01" in ended.out
    again = riep("validate", REAL_PLAN, "--format", format_, "--as-of", "2030-01-01")
    assert again.out == ended.out


@pytest.mark.parametrize("format_", ["gitlab", "sarif"])
def test_json_formats_are_json_whatever_a_plan_says(format_: str) -> None:
    told = json.dumps(json.loads(rendered(format_, finding(message=HOSTILE))))
    assert json.dumps(HOSTILE).strip('"') in told


def test_gitlab_lists_open_findings_with_their_place() -> None:
    issues = json.loads(rendered("gitlab", finding(7), finding(8, waived=True)))
    assert [(one["location"]["lines"]["begin"], one["severity"]) for one in issues] == [
        (7, "critical")
    ]
    assert issues[0]["check_name"] == "TOT01 periods-do-not-add-up"


def test_gitlab_fingerprints_tell_findings_apart_and_outlive_a_moved_line() -> None:
    moved = Place("plans/a plan/plan.yaml", "/x/1", TextSpan(90, 1, 90, 2))
    same = Reported(finding(1).rule, "a-plan", moved, "Wrong.")
    issues = json.loads(rendered("gitlab", finding(1), finding(2), same))
    first, second, third = (one["fingerprint"] for one in issues)
    assert first == third != second


def test_sarif_has_rules_places_and_suppressions() -> None:
    log = json.loads(rendered("sarif", finding(7), finding(8, waived=True)))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == ["TOT01"]
    assert [one["ruleIndex"] for one in run["results"]] == [0, 0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "plans/a%20plan/plan.yaml"
    assert place["region"]["startLine"] == 7
    assert "suppressions" not in run["results"][0]
    assert run["results"][1]["suppressions"][0]["justification"] == "As printed."


def test_junit_counts_what_failed_and_what_was_skipped() -> None:
    root = ET.fromstring(  # noqa: S314  our own text
        rendered("junit", finding(1, message=HOSTILE), finding(2, waived=True)).encode()
    )
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "1")
    assert root.find(".//failure") is not None


def test_junit_of_nothing_has_a_case_that_passed() -> None:
    root = ET.fromstring(rendered("junit").encode())  # noqa: S314  our own text
    assert [len(case) for case in root.iter("testcase")] == [0]


def test_markdown_is_a_comment_that_nothing_in_a_plan_can_change() -> None:
    text = rendered("markdown", finding(message=HOSTILE), finding(2, waived=True))
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert "<script" not in html
    assert "\x1b" not in html
    assert not re.search(r"(?<![\w`])@team", html)
    assert "<a " not in html
    assert html.count("<tr>") == 4
    assert "As printed." in html


def test_a_comment_too_long_says_what_it_left_out() -> None:
    many = [finding(number, message="Wrong. " * 40) for number in range(1, 1001)]
    text = rendered("markdown", *many)
    assert len(text) < LONGEST + 200
    shown = text.count("**TOT01**")
    assert f"{1000 - shown:,} more did not fit" in text
