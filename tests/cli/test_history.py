"""``riep history`` and ``riep blame``: what they print, and how they refuse."""

import json
import re
from pathlib import Path

import pytest

from riep_plan.report.charts import chart
from tests.cli.running import REPOSITORY, Runner, assert_no_traceback, assert_refused
from tests.report.reading import parse
from tests.support.git import Repo

PLAN = """\
    riep: 1
    kind: work-programme
    title: North
    funding:
      core: {title: Core grant, kind: core}
    """
DEPOT = "plans/north/projects/depot.yaml"
FIGURE = "projects/depot/spend/core/revenue"
PAGE = REPOSITORY / "docs" / "history.md"
FORMATS = ("text", "markdown", "json", "html")


def project(q1: int | str = 10000, q2: int | str = 20000, more: str = "") -> str:
    return (
        "riep: 1\ntitle: Depot\nspend:\n  core:\n    revenue:\n"
        f"      Q1: {q1}\n      July 2012: {q2}\n{more}"
    )


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    found = Repo(tmp_path)
    found.commit({"plans/north/plan.yaml": PLAN, DEPOT: project()}, "Begin")
    found.commit({DEPOT: project(q1=12000)}, "Add to the depot")
    return found


@pytest.mark.usefixtures("repo")
def test_the_plan_s_totals_commit_by_commit(riep: Runner) -> None:
    ended = riep("history")
    assert ended.status == 0
    lines = re.sub(r"  [0-9a-f]{8}  ", "  (commit)  ", ended.out).splitlines()
    assert lines == [
        "North (north)",
        "",
        "2010-04-03  (commit)  Analyst                                   £32,000  +£2,000",
        "    Add to the depot",
        "    This adds £2,000 of revenue to one project. The plan's total rises by £2,000",
        "    (6.7%) to £32,000.",
        "",
        "2010-04-02  (commit)  Analyst                                  £30,000  +£30,000",
        "    Begin",
        "    This is a new plan. The plan's total is £30,000.",
    ]
    assert max(map(len, ended.out.splitlines())) <= 80


@pytest.mark.parametrize(
    "words",
    [
        ("--of", f"{FIGURE}/Q1"),
        ("plans/north", "--of", f"{FIGURE}/Q1"),
        ("--of", f"plans/north/{FIGURE}/Q1"),
        ("--of", f"{DEPOT}:6"),
        ("plans/north", "--of", f"{DEPOT}#/spend/core/revenue/Q1"),
    ],
)
@pytest.mark.usefixtures("repo")
def test_a_figure_by_every_way_to_point(riep: Runner, words: tuple[str, ...]) -> None:
    told = riep("history", "--format", "json", *words).report
    assert told["of"] == f"/{FIGURE}/Q1"
    assert told["value"] == "£12,000"
    assert [one["subject"] for one in told["entries"]] == ["Add to the depot", "Begin"]
    assert told["entries"][0]["values"] == [
        {"pointer": f"/{FIGURE}/Q1", "before": "£10,000", "after": "£12,000"}
    ]
    assert [one["total"] for one in told["entries"]] == ["32000", "30000"]


def test_a_period_is_the_same_however_it_is_written(repo: Repo, riep: Runner) -> None:
    text = project(q1=12000, q2=25000).replace("July 2012", "2012-07")
    repo.commit({DEPOT: text}, "In figures")
    repo.commit({DEPOT: text.replace("2012-07", "July 2012")}, "In words")
    told = riep("blame", f"{DEPOT}:7")
    assert told.status == 0
    assert "In figures" in told.out
    assert "£20,000 → £25,000" in told.out


def test_a_text_that_may_stand_alone_is_the_same_with_its_key(repo: Repo, riep: Runner) -> None:
    alone = "narrative:\n  open: The depot opens\n"
    repo.commit({DEPOT: project(more=alone)}, "An outcome")
    longer = "narrative:\n  open: {text: The depot opens}\n"
    repo.commit({DEPOT: project(more=longer)}, "Written out")
    told = riep("blame", f"{DEPOT}#/narrative/open/text")
    assert "An outcome" in told.out
    assert "nothing → The depot opens" in told.out


def test_what_is_not_committed_says_so(repo: Repo, riep: Runner) -> None:
    repo.write({DEPOT: project(q1=12500)})
    told = riep("blame", f"{DEPOT}:6")
    assert told.status == 0
    assert "uncommitted" in told.out
    assert "£12,000 → £12,500" in told.out
    assert riep("history", "--format", "json").report["entries"][0]["commit"] is None
    assert "Add to the depot" in riep("blame", f"{DEPOT}:2", "--").out + riep("history").out


def test_the_decision_that_agrees_is_named(repo: Repo, riep: Runner) -> None:
    plan = PLAN.rstrip(" ") + "    meetings:\n      board: {body: Board, on: 1 May 2010}\n"
    decided = "decisions:\n  board: {outcome: approved, reference: '7.2'}\n"
    repo.commit({"plans/north/plan.yaml": plan, DEPOT: project(more=decided)}, "Minutes")
    told = riep("blame", "plans/north/projects/depot/decisions/board/outcome")
    assert "Minutes" in told.out
    assert "Recorded: " in told.out
    assert "Board" in told.out


@pytest.mark.usefixtures("repo")
def test_the_latest_and_since(riep: Runner) -> None:
    latest = riep("history", "--max-count", "1", "--format", "json").report["entries"]
    assert [one["subject"] for one in latest] == ["Add to the depot"]
    since = riep("history", "--since", "HEAD~1", "--format", "json").report["entries"]
    assert since == latest
    ended = riep("history", "--since", "HEAD")
    assert ended.status == 0
    assert "No commit changed it in meaning." in ended.out


@pytest.mark.usefixtures("repo")
def test_the_page_has_the_chart_and_both_tables(riep: Runner) -> None:
    root = parse(riep("history", "--format", "html").out)
    captions = [one.all("caption")[0].text for one in root.all("table")]
    assert captions == ["The plan's total over time", "What each commit changed, the latest first"]
    assert len(root.all("svg")) == 1
    assert "£32,000" in root.text


@pytest.mark.usefixtures("repo")
def test_without_the_extra_the_page_says_so(riep: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "find_spec", lambda _: None)
    root = parse(riep("history", "--format", "html").out)
    assert root.all("svg") == []
    assert "riep-plan[charts]" in root.text
    assert "£32,000" in root.text


@pytest.mark.usefixtures("repo")
def test_markdown_has_the_plan_s_total_over_time(riep: Runner) -> None:
    told = riep("history", "--format", "markdown", "--of", f"{FIGURE}/Q1").out
    rows = [re.sub(r"\| [0-9a-f]{8} \|", "| (commit) |", one) for one in told.splitlines()]
    assert "| 2 April 2010 | (commit) | £30,000 |" in rows
    assert "| 3 April 2010 | (commit) | £32,000 |" in rows
    assert f"{FIGURE}/Q1 is £12,000 now: two changes, the latest first." in told


@pytest.mark.usefixtures("repo")
def test_a_file_to_write_to(riep: Runner, tmp_path: Path) -> None:
    for name in FORMATS:
        file = tmp_path / f"out.{name}"
        assert riep("history", "--format", name, "--output", file).out == ""
        assert "£32,000" in file.read_text() or '"32000"' in file.read_text()


@pytest.mark.parametrize("name", FORMATS)
def test_odd_commits_do_nothing_to_what_shows_them(repo: Repo, riep: Runner, name: str) -> None:
    odd = "\x1b]0;owned\x07<script>alert(1)</script> | `x` \u202egpj\x7f"
    repo.write({DEPOT: project(q1=1)})
    repo.git("add", "--all")
    author = "--author=\x1b[31mEve\x1b[0m\u202e <e@example.org>"
    repo.git("commit", "--quiet", author, f"--message={odd}")
    ended = riep("history", "--format", name)
    assert ended.status == 0
    assert not re.search("[\x00-\x08\x0b-\x1f]", ended.out)
    assert not re.search("[\x7f\u202e]", ended.out) or name == "json"
    assert not re.search(r"(?<!\\)<script>alert", ended.out) or name in ("text", "json")
    if name == "text":
        assert max(map(len, ended.out.splitlines())) <= 80
    if name == "json":
        assert ended.report["entries"][0]["subject"] == odd


@pytest.mark.usefixtures("repo")
def test_what_is_not_there_is_refused_in_one_line(riep: Runner) -> None:
    assert_refused(riep("history", "plans/south"), "no file or folder plans/south")
    assert_refused(riep("history", "--of", "projects/yard"), "nothing stands at projects/yard")
    assert_refused(riep("history", "--format", "xml"), "no format “xml”", "markdown")
    assert_refused(riep("history", "--since", "--all"), "knows no commit --all")
    assert_refused(riep("blame", "plans/north/projects/yard"), "nothing stands at projects/yard")
    assert_refused(riep("blame", f"{DEPOT}:99"), "has no line 99")
    assert_refused(riep("blame", "plans/south.yaml:3"), "no file or folder plans/south.yaml")


def test_a_plan_that_is_in_no_commit_is_refused(repo: Repo, riep: Runner) -> None:
    repo.write({"plans/south.yaml": PLAN})
    assert_refused(riep("blame", "plans/south.yaml#title"), "south is in no commit yet")
    assert_refused(riep("history", "plans/south.yaml"), "south is in no commit yet")
    assert_refused(riep("history"), "there are 2 plans here", "south or north")
    assert_refused(riep("history", "plans/north", "--of", "plans/south.yaml:3"), "is in south")


def test_no_repository_is_refused(riep: Runner, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("riep: 1\nkind: work-programme\ntitle: North\n")
    ended = riep("history", "plan.yaml")
    assert_no_traceback(ended)
    assert_refused(ended, "in no git repository")


@pytest.mark.usefixtures("repo")
def test_the_page_shows_every_key_and_no_other(riep: Runner) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    made = riep("history", "--of", f"{FIGURE}/Q1", "--format", "json").report
    assert keys(json.loads(shown)) == keys(made)


def keys(data: object) -> set[str]:
    """Give every key at any depth."""
    if isinstance(data, dict):
        return {*data, *(key for one in data.values() for key in keys(one))}
    return {key for one in data for key in keys(one)} if isinstance(data, list) else set()
