"""``riep validate``: exit statuses, options, and what each format promises."""

import itertools
import json
import os
import re
import subprocess
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from riep_plan.findings.result import Acceptance, Place, RelatedPlace, Reported, Result, TextSpan
from riep_plan.findings.rule import Rule, Severity
from riep_plan.output import github
from riep_plan.output import text as text_format
from tests.cli.running import (
    COMMAND,
    FUNDED_PLAN,
    PATIENCE,
    PLAN,
    REPOSITORY,
    PlanWriter,
    Runner,
    assert_no_traceback,
    assert_refused,
    environment,
    run_process,
)

#: Total and quarters differ: one error, TOT01, at line 6, column 23.
WRONG_TOTAL = """\
    riep: 1
    title: Shared depot
    spend:
      core:
        # what the board agreed
        revenue: {total: 58000, Q1: 16000, Q2: 41000}
    """
#: A waiver that accepts nothing: one warning, WVR01.
UNUSED_WAIVER = """\
    riep: 1
    waivers:
      old:
        rule: TOT01
        at: projects/depot/spend/core/revenue/total
        reason: It was put right.
        agreed_by: Board
        until: March 2011
    """
FINDING_KEYS = [
    "code",
    "name",
    "severity",
    "message",
    "help",
    "plan",
    "file",
    "line",
    "column",
    "end_line",
    "end_column",
    "pointer",
    "expected",
    "actual",
    "related",
    "waiver",
    "in_baseline",
]


def wrong(write_plan: PlanWriter, **more: str) -> Path:
    files = {"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": WRONG_TOTAL}
    return write_plan({**files, **{name.replace("_", "."): text for name, text in more.items()}})


def waived(write_plan: PlanWriter, until: str = "March 2011") -> Path:
    waiver = UNUSED_WAIVER.replace("It was put right.", "'Printed so: 100% “as stated”.'")
    return wrong(write_plan, waivers_yaml=waiver.replace("March 2011", until))


def codes(run: Runner, *arguments: str) -> list[str]:
    return [one["code"] for one in run("validate", *arguments, "--format", "json").findings]


# --- Status ----------------------------------------------------------------------------------


def test_status_0_when_nothing_is_found(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    ended = riep("validate", "plan")
    assert (ended.status, ended.out, ended.err) == (0, "No findings in 1 plan (1 file).\n", "")


def test_status_1_when_an_error_is_found(riep: Runner, write_plan: PlanWriter) -> None:
    wrong(write_plan)
    ended = riep("validate", "plan")
    assert (ended.status, ended.err) == (1, "")
    assert "TOT01" in ended.out
    assert ended.out.endswith("1 error in 1 plan (2 files).\n")


def test_status_2_when_the_work_cannot_be_done(riep: Runner) -> None:
    assert_refused(riep("validate", "nowhere"))


def test_the_real_plan_is_accepted_with_its_waivers(riep: Runner, real_copy: Path) -> None:
    ended = riep("validate")
    waivers = len(riep("validate", "--format", "json").findings)
    assert (ended.status, ended.err) == (0, "")
    assert waivers > 5
    assert ended.out.startswith(f"No findings, {waivers} waived in 1 plan (13 files).")
    assert real_copy.is_dir()


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on(fail_on: str, status: int, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(
        {
            "plan.yaml": FUNDED_PLAN,
            "projects/depot.yaml": "riep: 1\ntitle: Depot\n",
            "waivers.yaml": UNUSED_WAIVER,
        }
    )
    ended = riep("validate", "plan", "--fail-on", fail_on, "--format", "json")
    assert [one["severity"] for one in ended.findings] == ["warning"]
    assert ended.status == status


def test_fail_on_something_else(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    ended = riep("validate", "plan", "--fail-on", "never")
    assert (ended.status, ended.out) == (2, "")
    assert "warning" in ended.err


# --- Which rules -----------------------------------------------------------------------------

#: Three families: an outcome with no indicator, a wrong total, an output without a quarter.
THREE = """\
    riep: 1
    title: Shared depot
    outcomes: {rent: Less rent}
    spend: {core: {revenue: {total: 58000, Q1: 16000, Q2: 41000}}}
    actions:
      lease: {text: Sign, serves: [rent], outputs: {signed: {text: Lease}}}
    """


@pytest.fixture
def three(riep: Runner, write_plan: PlanWriter) -> list[str]:
    write_plan({"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": THREE})
    found = codes(riep, "plan")
    assert {"TOT01", "DLV01"} < set(found)
    assert len(found) == 3
    return found


@pytest.mark.parametrize("given", ["TOT01", "TOT", "tot01", " TOT01 ", "TOT01,CAP", "T"])
def test_select(given: str, three: list[str], riep: Runner) -> None:
    assert codes(riep, "plan", "--select", given) == ["TOT01"]
    assert len(three) == 3


def test_select_several(three: list[str], riep: Runner) -> None:
    wanted = [code for code in three if code in ("TOT01", "DLV01")]
    assert codes(riep, "plan", "--select", "TOT01", "--select", "DLV") == wanted
    assert codes(riep, "plan", "--select", "TOT01,DLV") == wanted


@pytest.mark.parametrize("given", ["TOT01", "TOT", "tot"])
def test_ignore(given: str, three: list[str], riep: Runner) -> None:
    wanted = [code for code in three if code != "TOT01"]
    assert codes(riep, "plan", "--ignore", given) == wanted


def test_ignore_within_select(three: list[str], riep: Runner) -> None:
    assert codes(riep, "plan", "--select", "TOT,DLV", "--ignore", "TOT") == ["DLV01"]
    assert len(three) == 3


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("given", ["XYZ", "TOT99", "TOT01,XYZ", "total"])
def test_a_code_that_there_is_not(
    option: str, given: str, riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep("validate", "plan", option, given), "no rule", "riep rules")


def test_faults_of_form_cannot_be_ignored(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": dedent(PLAN) + "titel: x\n"})
    assert codes(riep, "plan", "--ignore", "FRM") == ["FRM10"]
    assert codes(riep, "plan", "--select", "TOT") == ["FRM10"]
    said = riep("validate", "plan", "--ignore", "CAP,FRM1").err
    assert "--ignore FRM1 changes nothing" in said
    assert "CAP" not in said


def test_selecting_leaves_no_waiver_unused(riep: Runner, real_copy: Path) -> None:
    """A waiver of a rule that was not asked for may yet be of use."""
    ended = riep("validate", "--select", "CAP,WVR", "--format", "json")
    assert {one["code"] for one in ended.findings} == {"CAP01"}
    assert ended.status == 0
    assert real_copy.is_dir()


# --- Waivers ---------------------------------------------------------------------------------


def test_waived_findings_are_counted_and_not_shown(riep: Runner, write_plan: PlanWriter) -> None:
    waived(write_plan)
    ended = riep("validate", "plan")
    said = "No findings, 1 waived in 1 plan (3 files). See them with --show-waived.\n"
    assert (ended.status, ended.out) == (0, said)


def test_show_waived(riep: Runner, write_plan: PlanWriter) -> None:
    waived(write_plan)
    ended = riep("validate", "plan", "--show-waived")
    assert ended.status == 0
    assert ended.out.startswith("plan/projects/depot.yaml:6:22\nwaived TOT01 ")
    assert "Waived by Board until March 2011" in ended.out
    assert "Printed so: 100% “as stated”." in ended.out
    assert ended.out.endswith("No findings, 1 waived in 1 plan (3 files).\n")


def test_show_waived_shows_every_one_of_the_real_plan(riep: Runner, real_copy: Path) -> None:
    shown = riep("validate", "--show-waived").out
    found = riep("validate", "--format", "json").findings
    assert shown.count("\nwaived ") == len(found)
    for one in found:
        assert f"{one['file']}:{one['line']}:{one['column']}\nwaived {one['code']}" in shown
    assert real_copy.is_dir()


def test_a_waiver_holds_until_its_last_day(riep: Runner, write_plan: PlanWriter) -> None:
    waived(write_plan)
    assert riep("validate", "plan", "--as-of", "2011-03-31").status == 0
    ended = riep("validate", "plan", "--as-of", "2011-04-01", "--format", "json")
    found = [(one["code"], one["file"], one["waiver"]) for one in ended.findings]
    assert (ended.status, found) == (
        1,
        [
            ("TOT01", "plan/projects/depot.yaml", None),
            ("WVR02", "plan/waivers.yaml", None),
        ],
    )


def test_expired_waivers_of_the_real_plan(riep: Runner, real_copy: Path) -> None:
    before = riep("validate", "--format", "json").findings
    ended = riep("validate", "--as-of", "2031-01-01", "--format", "json")
    after = [one for one in ended.findings if one["code"] != "WVR02"]
    assert ended.status == 1
    assert [{**one, "waiver": None} for one in before] == after
    assert any(one["code"] == "WVR02" for one in ended.findings)
    assert ended.report["summary"]["waived"] == 0
    assert real_copy.is_dir()


def test_the_clock_is_never_read(riep: Runner, write_plan: PlanWriter) -> None:
    waived(write_plan, until="June 1999")
    assert riep("validate", "plan").status == 0


# --- Output to a file ------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_output_to_a_file(
    format_: str, riep: Runner, write_plan: PlanWriter, tmp_path: Path
) -> None:
    wrong(write_plan)
    shown = riep("validate", "plan", "--format", format_).out
    (tmp_path / "found.txt").write_text("what stood here before, and is longer " * 500)
    ended = riep("validate", "plan", "--format", format_, "--output", "found.txt")
    assert (ended.status, ended.out, ended.err) == (1, "", "")
    assert (tmp_path / "found.txt").read_bytes() == shown.encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found.txt", "plan"]


def test_output_to_a_new_folder(riep: Runner, write_plan: PlanWriter, tmp_path: Path) -> None:
    write_plan({"plan.yaml": PLAN})
    ended = riep("validate", "plan", "-o", "out/today/found.txt")
    assert ended.status == 0
    assert (tmp_path / "out/today/found.txt").read_text().startswith("No findings")


@pytest.mark.parametrize(
    "place", ["plan/plan.yaml/found.txt", "plan", "a\nb/\x1b[31m/" + "x" * 300]
)
def test_output_that_cannot_be_written(
    place: str, riep: Runner, write_plan: PlanWriter, tmp_path: Path
) -> None:
    write_plan({"plan.yaml": PLAN})
    ended = riep("validate", "plan", "--output", place)
    assert_refused(ended, "cannot be written")
    assert "\x1b" not in ended.err
    assert sorted(path.name for path in (tmp_path / "plan").iterdir()) == ["plan.yaml"]


def test_a_failed_write_leaves_the_old_file(
    riep: Runner, write_plan: PlanWriter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan({"plan.yaml": PLAN})
    (tmp_path / "found.txt").write_text("before")

    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", fail)
    monkeypatch.setattr(os, "replace", fail)
    assert_refused(riep("validate", "plan", "--output", "found.txt"), "found.txt", "No space left")
    assert (tmp_path / "found.txt").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found.txt", "plan"]


# --- JSON ------------------------------------------------------------------------------------


def test_json_envelope(riep: Runner, write_plan: PlanWriter) -> None:
    wrong(write_plan)
    ended = riep("validate", "plan", "--format", "json")
    report = ended.report
    assert list(report) == ["version", "summary", "findings"]
    assert report["version"] == 1
    assert report["summary"] == {
        "plans": 1,
        "files": 2,
        "error": 1,
        "warning": 0,
        "info": 0,
        "waived": 0,
        "in_baseline": 0,
        "not_read": 0,
        "off": [],
    }
    (found,) = ended.findings
    assert list(found) == FINDING_KEYS
    expected = {
        "code": "TOT01",
        "severity": "error",
        "plan": "plan",
        "file": "plan/projects/depot.yaml",
        "line": 6,
        "column": 22,
        "end_line": 6,
        "end_column": 27,
        "pointer": "/spend/core/revenue/total",
        "waiver": None,
    }
    assert {key: found[key] for key in expected} == expected
    figures = [found[key].strip("£").replace(",", "") for key in ("expected", "actual")]
    assert figures == ["57000", "58000"]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", found["name"])
    for figure in ("£58,000", "£57,000", "£1,000 too much"):
        assert figure in found["message"]
    assert found["related"]
    assert all(list(one) == ["file", "line", "message"] for one in found["related"])
    assert {one["line"] for one in found["related"]} == {6}


def test_json_of_nothing(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    report = riep("validate", "plan", "--format", "json").report
    assert (report["summary"]["plans"], report["findings"]) == (1, [])


def test_json_has_waived_findings_with_their_reason(riep: Runner, write_plan: PlanWriter) -> None:
    waived(write_plan)
    (found,) = riep("validate", "plan", "--format", "json").findings
    assert list(found) == FINDING_KEYS
    assert (found["code"], found["waiver"]) == ("TOT01", "Printed so: 100% “as stated”.")
    same = riep("validate", "plan", "--format", "json", "--show-waived").findings
    assert same == [found]


@pytest.mark.parametrize("as_of", ["2010-01-01", "2031-01-01"])
def test_in_is_open_and_waived(as_of: str, riep: Runner, real_copy: Path) -> None:
    ended = riep("validate", "--as-of", as_of, "--format", "json")
    summary, found = ended.report["summary"], ended.findings
    open_ = [one for one in found if one["waiver"] is None]
    assert summary["waived"] == len(found) - len(open_)
    for severity in ("error", "warning", "info"):
        assert summary[severity] == sum(one["severity"] == severity for one in open_)
    assert len(found) == sum(summary[key] for key in ("error", "warning", "info", "waived"))
    assert summary["files"] == 13
    assert real_copy.is_dir()


def test_json_pointers_are_escaped(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": dedent(PLAN) + '"a/b~c": x\n'})
    (found,) = riep("validate", "plan", "--format", "json").findings
    assert found["pointer"] == "/a~1b~0c"


def test_several_plans(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": WRONG_TOTAL}, "plans/b")
    write_plan({"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": WRONG_TOTAL}, "plans/a")
    write_plan({"single.yaml": PLAN, "notes.yaml": "just: notes\n"}, "plans")
    ended = riep("validate", "--format", "json")
    assert ended.report["summary"]["plans"] == 3
    assert [one["plan"] for one in ended.findings] == ["a", "b"]
    again = riep("validate", "plans/b", "plans/a", "plans/b", "plans", "--format", "json")
    assert again.out == ended.out


# --- GitHub ----------------------------------------------------------------------------------


def test_github(riep: Runner, write_plan: PlanWriter) -> None:
    wrong(write_plan)
    ended = riep("validate", "plan", "--format", "github")
    first, last = ended.out.splitlines()
    place = "file=plan/projects/depot.yaml,line=6,endLine=6,col=22,endColumn=27,title=TOT01 "
    assert first.startswith(f"::error {place}")
    assert "£58,000" in first
    assert last == "1 error in 1 plan (2 files)."


def test_github_puts_the_most_serious_first(riep: Runner, write_plan: PlanWriter) -> None:
    """Its place comes last: GitHub shows ten and drops the rest."""
    waiver = UNUSED_WAIVER.replace("revenue/total", "capital/total")
    write_plan(
        {
            "plan.yaml": dedent(FUNDED_PLAN) + dedent(waiver).removeprefix("riep: 1\n"),
            "projects/depot.yaml": WRONG_TOTAL,
        }
    )
    assert codes(riep, "plan") == ["WVR01", "TOT01"]
    lines = riep("validate", "plan", "--format", "github").out.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["::error", "::warning"]


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such name")
def test_github_escapes_a_path(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": dedent(PLAN) + '"50%: a,b": x\n'}, "100%,a:b")
    first = riep("validate", "100%,a:b", "--format", "github").out.splitlines()[0]
    assert first.startswith("::error file=100%25%2Ca%3Ab/plan.yaml,line=4,")
    assert "There is no key “50%25: a,b” here." in first


def test_github_escapes_whatever_a_finding_says() -> None:
    rule = Rule("TOT01", "a-name", Severity.ERROR, "0.1.0")
    place = Place("a\n::error::b.yaml", "", TextSpan(2, 3, 4, 5))
    found = Reported(rule, "plan", place, "50%\r\n::error file=x::y, z", help="%0A: \x1b[31m")
    text = github.render(Result(1, 1, (found,)))
    lines = text.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::error file=a%0A%3A%3Aerror%3A%3Ab.yaml,line=2,endLine=4,title=")
    assert lines[0].endswith("::50%25%0D%0A::error file=x::y, z %250A: <U+001B>[31m")
    assert "col=" not in lines[0], "GitHub refuses columns for more than one line"


def test_github_leaves_out_waived_findings() -> None:
    rule = Rule("TOT01", "a-name", Severity.ERROR, "0.1.0")
    waiver = Acceptance("w", "why", "Board", "2011")
    found = Reported(rule, "plan", Place("a", "", None), "Wrong.", waiver=waiver)
    assert github.render(Result(1, 1, (found,))) == "No findings, 1 waived in 1 plan (1 file).\n"


def test_github_names_each_severity() -> None:
    found = tuple(
        Reported(Rule("TOT01", "a-name", severity, "0.1.0"), "p", Place("a", "", None), "Wrong.")
        for severity in (Severity.INFO, Severity.WARNING, Severity.ERROR)
    )
    lines = github.render(Result(1, 1, found)).splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["::error", "::warning", "::notice"]


# --- Text ------------------------------------------------------------------------------------


def carets(text: str) -> list[str]:
    """What each row of carets underlines in the line above it."""
    lines = text.splitlines()
    found = []
    for above, line in itertools.pairwise(lines):
        if match := re.fullmatch(r" +\| *(\^+)", line):
            found.append(above[match.start(1) : match.end(1)])
    return found


def test_caret_under_the_value(riep: Runner, write_plan: PlanWriter) -> None:
    wrong(write_plan)
    lines = riep("validate", "plan").out.splitlines()
    assert lines[0] == "plan/projects/depot.yaml:6:22"
    assert lines[1].startswith("error TOT01 ")
    assert lines[2] == "    6 |     revenue: {total: 58000, Q1: 16000, Q2: 41000}"
    assert lines[3] == "      |                      ^^^^^"


def test_caret_under_a_key(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": dedent(PLAN) + "titel: x\n"})
    assert carets(riep("validate", "plan").out) == ["titel"]


@pytest.mark.parametrize("before", [0, 30, 60, 75, 90, 200, 400])
@pytest.mark.parametrize("after", [0, 40, 300])
def test_caret_in_a_long_line(
    before: int, after: int, riep: Runner, write_plan: PlanWriter
) -> None:
    project = f'title: "T{"é" * before}", number: 1e3, lead: W{"x" * after}'
    line = f"projects: {{depot: {{{project}}}}}"
    write_plan({"plan.yaml": dedent(PLAN) + line + "\n"})
    text = riep("validate", "plan").out
    assert carets(text) == ["1e3"]
    assert all(len(one) <= 80 for one in text.splitlines())
    assert ("…" in text) == (len(line) > 72)


def test_caret_of_a_value_longer_than_the_line(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": dedent(PLAN) + f"calendar: {{Q1: {{from: {'x' * 300}, to: 2010}}}}\n"})
    text = riep("validate", "plan").out
    (underlined,) = carets(text)
    assert set(underlined[:-1]) == {"x"}
    assert len(underlined) > 20


def test_a_finding_about_a_whole_file_has_no_excerpt(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": ""})
    text = riep("validate", "plan").out
    assert text.startswith("plan/plan.yaml\nerror FRM07 ")
    assert "^" not in text
    assert "|" not in text


def long_words(line: str) -> bool:
    """Whether a line holds a word too long for any line of 80 columns."""
    return any(len(word) > 80 - 12 for word in line.split())


def assert_fits(text: str) -> None:
    too_long = [line for line in text.splitlines() if len(line) > 80 and not long_words(line)]
    assert too_long == []


@pytest.mark.parametrize("more", [["--show-waived"], ["--as-of", "2031-01-01"]])
def test_eighty_columns(more: list[str], riep: Runner, real_copy: Path) -> None:
    text = riep("validate", *more).out
    assert max(map(len, text.splitlines())) > 70
    assert_fits(text)
    assert real_copy.is_dir()


def test_eighty_columns_but_for_long_words(riep: Runner, write_plan: PlanWriter) -> None:
    """A path or an id that is longer than the line cannot be broken; all else can."""
    key = "-".join(["very"] * 30)
    name = "p" * 120
    write_plan({"plan.yaml": dedent(PLAN) + f"{key}: x\nfunding: {{{key}: {{kind: cor}}}}\n"}, name)
    text = riep("validate", name).out
    assert_fits(text)
    assert f"{name}/plan.yaml:4:1" in text


def test_no_colour_where_there_is_no_terminal(write_plan: PlanWriter, tmp_path: Path) -> None:
    wrong(write_plan)
    plain = {key: value for key, value in environment().items() if key != "NO_COLOR"}
    assert "NO_COLOR" not in plain
    ended = run_process(tmp_path, "validate", "plan", FORCE_COLOR="", NO_COLOR="")
    assert ended.status == 1
    assert "\x1b" not in ended.out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("setting", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal(
    setting: dict[str, str], coloured: bool, write_plan: PlanWriter, tmp_path: Path
) -> None:
    wrong(write_plan)
    text = on_a_terminal(tmp_path, {"NO_COLOR": "", "TERM": "xterm", **setting}, "validate", "plan")
    assert "TOT01" in text
    assert ("\x1b[" in text) == coloured


def on_a_terminal(folder: Path, settings: dict[str, str], *arguments: str) -> str:
    """Run the command on a pseudo-terminal and give what it wrote there."""
    import pty  # noqa: PLC0415  Windows has none

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 65_536):
            parts.append(part)
    except OSError:  # Linux says so when the other end has been closed
        pass
    finally:
        os.close(ours)
        process.wait(PATIENCE)
    return b"".join(parts).decode()


# --- The same on every run -------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_same_bytes_on_every_run(format_: str, real_copy: Path) -> None:
    """Two projects are spoilt, so that findings of several files have to be put in order."""
    for name in ("shared-services", "foster-care-placements"):
        path = real_copy / "projects" / f"{name}.yaml"
        path.write_text(path.read_text().replace("total: ", "total: 1"))
    folder = real_copy.parents[1]
    arguments = ["validate", "--format", format_, "--show-waived"]
    runs = [run_process(folder, *arguments, PYTHONHASHSEED=seed) for seed in ("1", "1", "2", "77")]
    assert runs[0].status == 1
    assert runs[0].out.count("TOT01") >= 2
    assert all(one == runs[0] for one in runs)


def test_order_is_by_place(riep: Runner, real_copy: Path) -> None:
    found = riep("validate", "--as-of", "2031-01-01", "--format", "json").findings
    places = [(one["file"], one["line"], one["column"], one["code"]) for one in found]
    assert places == sorted(places)
    assert real_copy.is_dir()


# --- One fault does not hide another ---------------------------------------------------------


def test_a_syntax_error_does_not_hide_other_findings(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(
        {
            "plan.yaml": FUNDED_PLAN,
            "projects/broken.yaml": "riep: 1\ntitle: [Depot\n",
            "projects/depot.yaml": WRONG_TOTAL,
            "projects/fleet.yaml": "riep: 1\ntitel: Fleet\n",
        }
    )
    ended = riep("validate", "plan", "--format", "json")
    found = [(one["code"], Path(one["file"]).name) for one in ended.findings]
    assert ("FRM03", "broken.yaml") in found
    assert ("TOT01", "depot.yaml") in found
    assert ("FRM10", "fleet.yaml") in found


def test_a_broken_plan_file_does_not_hide_a_projects_faults(
    riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": "riep: [1\n", "projects/depot.yaml": "riep: 1\ntitel: x\n"})
    found = codes(riep, "plan")
    assert "FRM03" in found
    assert "FRM10" in found


def test_a_project_that_cannot_be_used_raises_no_false_alarm(riep: Runner, real_copy: Path) -> None:
    """With one project unread, no total of the programme can be judged, nor any waiver's use."""
    (real_copy / "projects" / "shared-services.yaml").write_text("riep: 1\ntitle: [\n")
    ended = riep("validate", "--format", "json")
    assert [one["code"] for one in ended.findings if one["waiver"] is None] == ["FRM03"]


def test_every_fault_of_a_file_at_once(riep: Runner, write_plan: PlanWriter) -> None:
    text = """\
        riep: 1
        titel: Depot
        number: three
        outcomes: [rent]
        spend: {core: {revenue: {Q1: "£275,00", Q5: 1}}}
        """
    write_plan({"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": text})
    ended = riep("validate", "plan", "--format", "json")
    found = [(one["code"], one["line"]) for one in ended.findings]
    assert sorted(found) == [
        ("FRM10", 2),
        ("FRM11", 1),
        ("FRM12", 4),
        ("FRM13", 5),
        ("FRM14", 5),
        ("FRM15", 3),
    ]


# --- Paths -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inside", ["projects/depot.yaml", "plan.yaml", "waivers.yaml", "projects", "."]
)
def test_a_path_inside_a_plan_means_the_plan(
    inside: str, riep: Runner, write_plan: PlanWriter
) -> None:
    waived(write_plan, until="June 1999")
    whole = riep("validate", "plan", "--as-of", "2010-04-01", "--format", "json")
    assert [one["code"] for one in whole.findings] == ["TOT01", "WVR02"]
    ended = riep("validate", f"plan/{inside}", "--as-of", "2010-04-01", "--format", "json")
    assert ended == whole


def test_a_path_from_within_the_plan(
    riep: Runner, write_plan: PlanWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = wrong(write_plan)
    riep("validate", "plan")
    monkeypatch.chdir(plan)
    (found,) = riep("validate", ".", "--format", "json").findings
    assert (found["plan"], found["file"]) == ("plan", "projects/depot.yaml")


def test_an_absolute_path(riep: Runner, write_plan: PlanWriter) -> None:
    plan = wrong(write_plan)
    (found,) = riep("validate", plan.resolve(), "--format", "json").findings
    assert found["file"] == "plan/projects/depot.yaml"


def test_a_plan_in_one_file(riep: Runner, write_plan: PlanWriter) -> None:
    body = "projects: {depot: {title: Depot, spend: {core: {revenue: {total: 2, Q1: 1}}}}}\n"
    write_plan({"small.yaml": dedent(FUNDED_PLAN) + body}, "plans")
    ended = riep("validate", "--format", "json")
    found = [(one["code"], one["plan"], one["file"], one["line"]) for one in ended.findings]
    assert found == [("TOT01", "small", "plans/small.yaml", 9)]


# --- The command -----------------------------------------------------------------------------


def test_version(riep_process: Runner) -> None:
    ended = riep_process("--version")
    assert (ended.status, ended.err) == (0, "")
    assert re.fullmatch(r"riep \d+\.\d+\.\d+\S*\n", ended.out)


def test_no_verb_shows_the_help(riep: Runner) -> None:
    ended = riep()
    assert ended.status in (0, 2)
    for verb in ("validate", "report", "show", "rules", "explain", "schema"):
        assert verb in ended.out + ended.err


@pytest.mark.parametrize("verb", ["validate", "report", "show", "rules", "explain", "schema"])
def test_every_verb_has_help(verb: str, riep: Runner) -> None:
    ended = riep(verb, "--help")
    assert (ended.status, ended.err) == (0, "")
    assert f"riep {verb}" in ended.out


def test_the_checkouts_own_plans_are_accepted() -> None:
    ended = run_process(REPOSITORY, "validate")
    assert_no_traceback(ended)
    assert (ended.status, ended.err) == (0, "")


def test_rules_are_listed_as_the_findings_name_them(riep: Runner, real_copy: Path) -> None:
    listed: list[dict[str, Any]] = json.loads(riep("rules", "--format", "json").out)
    facts = {one["code"]: (one["name"], one["severity"]) for one in listed}
    found = riep("validate", real_copy, "--format", "json").findings
    assert found
    assert all(facts[one["code"]] == (one["name"], one["severity"]) for one in found)
    text = riep("rules").out.splitlines()
    assert [line.split()[0] for line in text] == list(facts)


def test_every_rule_is_explained(riep: Runner) -> None:
    for code in (line.split()[0] for line in riep("rules").out.splitlines()):
        ended = riep("explain", code)
        assert ended.status == 0
        assert f"{code} " in ended.out.splitlines()[0]


def test_a_rule_is_explained_by_its_name(riep: Runner) -> None:
    assert riep("explain", "capital-after-funding-ends").out == riep("explain", "cap01").out


def test_related_lines_of_one_place_are_put_together() -> None:
    rule = Rule("TOT01", "a-name", Severity.ERROR, "0.1.0")
    others = tuple(
        RelatedPlace(Place("a.yaml", "", TextSpan(line, 1, line, 2)), "the quarters")
        for line in (4, 5, 6, 9)
    )
    found = Reported(rule, "p", Place("a.yaml", "", None), "Wrong.", related=others[:3])
    shown = text_format.render(Result(1, 1, (found,)))
    assert shown.count("the quarters") == 1
    assert "lines 4–6" in shown
    found = Reported(rule, "p", Place("b.yaml", "", None), "Wrong.", related=others)
    shown = text_format.render(Result(1, 1, (found,)))
    assert shown.count("the quarters") == 1
    assert "lines 4–6 and 9 of a.yaml" in shown


def test_related_lines_here_are_told_from_those_of_another_file() -> None:
    rule = Rule("TOT01", "a-name", Severity.ERROR, "0.1.0")
    places = [Place("a.yaml", "", TextSpan(line, 1, line, 2)) for line in (123, 142)]
    places += [Place("b.yaml", "", TextSpan(line, 1, line, 2)) for line in (258, 259)]
    others = tuple(RelatedPlace(one, "totals") for one in places)
    found = Reported(rule, "p", Place("a.yaml", "", None), "Wrong.", related=others)
    shown = text_format.render(Result(1, 1, (found,)))
    assert "- totals: lines 123 and 142 here; lines 258–259 of b.yaml" in shown


def test_a_related_file_without_a_line_is_named() -> None:
    rule = Rule("TOT01", "a-name", Severity.ERROR, "0.1.0")
    others = tuple(RelatedPlace(Place(name, "", None), "also") for name in ("a.yaml", "b.yaml"))
    found = Reported(rule, "p", Place("a.yaml", "", None), "Wrong.", related=others)
    assert "- also: here; b.yaml" in text_format.render(Result(1, 1, (found,)))
    found = Reported(rule, "p", Place("a.yaml", "", None), "Wrong.", related=others[:1])
    assert "- also: elsewhere" in text_format.render(Result(1, 1, (found,)))
