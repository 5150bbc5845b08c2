"""``riep report``: which files it writes, and that they are sound and safe HTML and Markdown."""

import itertools
import re
from pathlib import Path
from textwrap import dedent

import pytest
from markdown_it import MarkdownIt

from tests.cli.hostile import ATTACKS, Page, assert_inert, hostile_plan
from tests.cli.running import (
    FUNDED_PLAN,
    PLAN,
    PlanWriter,
    Runner,
    assert_no_traceback,
    assert_refused,
    run_process,
)

NAME = "nwiep-efficiency-2010-11"


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


# --- Which files -----------------------------------------------------------------------------


def test_writes_markdown_and_html_to_reports(riep: Runner, real_copy: Path, tmp_path: Path) -> None:
    before = files_below(real_copy)
    ended = riep("report")
    printed = [f"reports/{NAME}.md", f"reports/{NAME}.html"]
    assert (ended.status, ended.out.splitlines(), ended.err) == (0, printed, "")
    assert files_below(tmp_path / "reports") == [f"{NAME}.html", f"{NAME}.md"]
    assert files_below(real_copy) == before


def test_names_the_quarter_in_its_files(riep: Runner, real_copy: Path, tmp_path: Path) -> None:
    ended = riep("report", real_copy, "--quarter", "Q2", "--out", "board/papers")
    printed = ended.out.splitlines()
    assert printed == [f"board/papers/{NAME}-Q2.md", f"board/papers/{NAME}-Q2.html"]
    assert all((tmp_path / name).is_file() for name in printed)
    assert files_below(tmp_path / "board" / "papers") == [f"{NAME}-Q2.html", f"{NAME}-Q2.md"]


@pytest.mark.parametrize("given", ["Q2", "q2", " Q2 "])
def test_a_quarter_may_be_written_small(given: str, riep: Runner, real_copy: Path) -> None:
    ended = riep("report", real_copy, "-q", given, "--format", "md")
    assert ended.out == f"reports/{NAME}-Q2.md\n"


def test_one_format(riep: Runner, real_copy: Path, tmp_path: Path) -> None:
    assert riep("report", real_copy, "--format", "html").out == f"reports/{NAME}.html\n"
    assert files_below(tmp_path / "reports") == [f"{NAME}.html"]


@pytest.mark.parametrize(
    "given", [["--format", "html", "--format", "md"], ["--format", "html,md,html"]]
)
def test_formats_repeated(given: list[str], riep: Runner, real_copy: Path) -> None:
    assert riep("report", real_copy, *given).out.splitlines() == [
        f"reports/{NAME}.html",
        f"reports/{NAME}.md",
    ]


@pytest.mark.parametrize("given", ["odt", "HTML ", "html,", "html,odt"])
def test_a_format_that_there_is_not(
    given: str, riep: Runner, write_plan: PlanWriter, tmp_path: Path
) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep("report", "plan", "--format", given), "no format", "html")
    assert not (tmp_path / "reports").exists()


def test_the_formats_that_there_are_stand_with_one_that_is_like_none(riep: Runner) -> None:
    ended = riep("report", "--format", "odt,html")
    assert_refused(ended, "no format “odt”; the formats are md, html, docx, json and pdf.")


def test_to_standard_output(riep: Runner, real_copy: Path, tmp_path: Path) -> None:
    riep("report", real_copy, "--quarter", "Q2")
    for format_ in ("md", "html"):
        arguments = ("report", real_copy, "--quarter", "Q2", "--out", "-", "--format", format_)
        ended = riep(*arguments)
        written = tmp_path / "reports" / f"{NAME}-Q2.{format_}"
        assert (ended.status, ended.err) == (0, "")
        assert ended.out.encode() == written.read_bytes()
    assert not (tmp_path / "-").exists()


def test_standard_output_is_markdown_unless_said(riep: Runner, real_copy: Path) -> None:
    assert riep("report", real_copy, "--out", "-").out.startswith("# Efficiency Commission")


def test_every_plan_that_has_the_quarter(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN}, "plans/with")
    write_plan({"plan.yaml": PLAN}, "plans/without")
    ended = riep("report", "--quarter", "Q1", "--format", "md")
    assert (ended.status, ended.out) == (0, "reports/with-Q1.md\n")
    assert_refused(riep("report", "plans/with", "plans/without", "-q", "Q1"), "without has no Q1")


@pytest.mark.parametrize(
    "files",
    [
        {"plan.yaml": "riep: 1\ntitle: [\n"},
        {"plan.yaml": PLAN, "projects/depot.yaml": "riep: 1\ntitel: x\n"},
        {"plan.yaml": PLAN, "projects/depot.yml": "riep: 1\ntitle: x\n"},
        {"plan.yaml": PLAN, "policy.yaml": b"\xff\xfe"},
        {"projects/depot.yaml": "riep: 1\ntitle: x\n"},
    ],
    ids=["syntax", "key", "name", "bytes", "no plan file"],
)
@pytest.mark.parametrize("quarter", [[], ["--quarter", "Q1"]])
def test_nothing_is_written_when_a_plan_cannot_be_used(
    files: dict[str, str | bytes],
    quarter: list[str],
    riep: Runner,
    write_plan: PlanWriter,
    tmp_path: Path,
) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN}, "plans/a-sound-one")
    write_plan(files, "plans/broken")
    assert_refused(riep("report", *quarter), "broken", "riep validate")
    assert not (tmp_path / "reports").exists()


def test_findings_do_not_stop_a_report(riep: Runner, write_plan: PlanWriter) -> None:
    project = "riep: 1\ntitle: Depot\nspend: {core: {revenue: {total: 3, Q1: 1}}}\n"
    write_plan({"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": project})
    ended = riep("report", "plan", "--quarter", "Q1", "--out", "-")
    assert ended.status == 0
    assert "TOT01" in ended.out


def test_place_that_cannot_be_written(riep: Runner, write_plan: PlanWriter, tmp_path: Path) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep("report", "plan", "--out", "plan/plan.yaml"), "cannot be written")
    assert (tmp_path / "plan" / "plan.yaml").read_text() == dedent(PLAN)


def test_same_bytes_on_every_run(real_copy: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        for quarter in ([], ["--quarter", "Q2"]):
            ended = run_process(
                tmp_path, "report", str(real_copy), *quarter, "--out", seed, PYTHONHASHSEED=seed
            )
            assert ended.status == 0
    names = files_below(tmp_path / "1")
    assert len(names) == 4
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_lines_end_as_git_keeps_them(riep: Runner, real_copy: Path, tmp_path: Path) -> None:
    riep("report", real_copy)
    for path in (tmp_path / "reports").iterdir():
        data = path.read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert not data.endswith(b"\n\n")


# --- What is in them -------------------------------------------------------------------------


@pytest.fixture(params=[[], ["--quarter", "Q2"], ["--quarter", "Q4"]], ids=["plan", "Q2", "Q4"])
def page(request: pytest.FixtureRequest, riep: Runner, real_copy: Path) -> Page:
    ended = riep("report", real_copy, *request.param, "--out", "-", "--format", "html")
    assert ended.out.startswith("<!DOCTYPE html>")
    assert "http:" not in ended.out
    assert "https:" not in ended.out
    return Page(ended.out)


def test_html_is_accessible(page: Page) -> None:
    (html,) = page.all("html")
    assert html["lang"] == "en-GB"
    assert len(page.all("h1")) == 1
    assert len(page.all("title")) == 1
    assert len(page.all("main")) == 1
    assert page.all("table")
    assert len(page.all("caption")) == len(page.all("table"))
    assert page.all("th")
    assert all(one.get("scope") in ("col", "row") for one in page.all("th"))


def test_html_headings_do_not_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_html_ids_are_unique_and_every_link_leads_to_one(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    targets = {(one.get("href") or "").removeprefix("#") for one in page.all("a")}
    assert targets <= set(ids)


def test_html_stands_alone(page: Page) -> None:
    assert {"script", "link", "img", "iframe", "object", "base", "form"} & page.tags == set()
    assert_inert(page)


@pytest.mark.parametrize("quarter", [[], ["--quarter", "Q2"]])
def test_the_two_formats_have_the_same_figures(
    quarter: list[str], riep: Runner, real_copy: Path
) -> None:
    figure = re.compile(r"-?£[\d,]+(?:\.\d+)?|\d+%")
    arguments = ["report", str(real_copy), *quarter, "--out", "-"]
    markdown = riep(*arguments, "--format", "md").out.replace("\\", "")
    html = Page(riep(*arguments, "--format", "html").out).text
    assert figure.findall(markdown)
    assert sorted(figure.findall(markdown)) == sorted(figure.findall(html))


def test_waivers_are_judged_on_the_quarters_last_day(riep: Runner, write_plan: PlanWriter) -> None:
    waivers = """\
        riep: 1
        waivers:
          total:
            rule: TOT01
            at: projects/depot/spend/core/revenue/total
            reason: Printed so.
            agreed_by: Board
            until: 31 August 2010
        """
    project = "riep: 1\ntitle: Depot\nspend: {core: {revenue: {total: 3, Q1: 1}}}\n"
    write_plan({"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": project, "waivers.yaml": waivers})
    arguments = ["report", "plan", "--out", "-", "--quarter"]
    assert "WVR02" not in riep(*arguments, "Q1").out
    assert "WVR02" in riep(*arguments, "Q2").out
    assert "WVR02" not in riep(*arguments, "Q2", "--as-of", "2010-08-31").out


# --- Hostile plans ---------------------------------------------------------------------------


def rendered(riep: Runner, format_: str) -> list[str]:
    found = []
    for more in ([], ["--quarter", "Q2"]):
        ended = riep("report", "plan", *more, "--out", "-", "--format", format_)
        assert_no_traceback(ended)
        assert ended.status == 0
        assert re.fullmatch(r"(riep: plan has \d+ open findings?; .*\n)?", ended.err)
        found.append(ended.out)
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_inert_in_html(attack: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(hostile_plan(ATTACKS[attack]))
    for html in rendered(riep, "html"):
        page = Page(html)
        assert_inert(page)
        assert len(page.all("style")) == 1
        assert len(page.all("h1")) == 1
        # A title or a table's cell holds the words just as they stand in the plan.
        assert " ".join(ATTACKS[attack].split()) in " ".join(page.text.split())
        if attack == "template":
            assert "{{ 7*7 }}" in page.text


def without_checks(markdown: str) -> str:
    """Leave the findings out: some attacks look like placeholders, which is a finding more."""
    before, heading, _ = markdown.rpartition("\n## ")
    assert heading
    return before


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_inert_in_markdown(
    attack: str, riep: Runner, write_plan: PlanWriter
) -> None:
    """Read as GitHub or any other reader would, the document holds no more than a tame one's."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    write_plan(hostile_plan("tame"))
    tame = rendered(riep, "md")
    write_plan(hostile_plan(ATTACKS[attack]))
    for before, markdown in zip(tame, rendered(riep, "md"), strict=True):
        assert_inert(Page(reader.render(markdown)))
        page = Page(reader.render(without_checks(markdown)))
        assert "s" not in page.tags
        for tag in ("h1", "h2", "h3", "h4", "table", "tr", "td", "hr", "strong", "em", "ul", "li"):
            expected = len(Page(reader.render(without_checks(before))).all(tag))
            assert len(page.all(tag)) == expected or (
                tag in ("strong", "em") and attack == "strike"
            ), tag
        assert " ".join(ATTACKS[attack].split()) in " ".join(page.text.split())


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_adds_no_column_in_markdown(
    attack: str, riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan(hostile_plan(ATTACKS[attack]))
    for markdown in rendered(riep, "md"):
        rows = [line for line in markdown.splitlines() if line.startswith("|")]
        assert rows
        width = 0
        for before, row in zip(["", *markdown.splitlines()], markdown.splitlines(), strict=False):
            if not row.startswith("|"):
                continue
            cells = len(re.findall(r"(?<!\\)\|", row))
            width = width if before.startswith("|") else cells
            assert cells == width, row


@pytest.mark.parametrize("sign", ["\\e[31m", "\\x9b31m", "\\u202e", "\\0", "\\u2028", "\\uFEFF"])
def test_escapes_in_quotes_do_not_reach_a_terminal(
    sign: str, riep: Runner, write_plan: PlanWriter
) -> None:
    """A file is plain text, but YAML's own escapes can write any character."""
    plan = dedent(FUNDED_PLAN).replace("Efficiency programme 2010/11", f'"E{sign}fficiency"')
    write_plan({"plan.yaml": plan.encode()})
    unseen = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufeff]")
    for arguments in (
        ["report", "plan", "--out", "-", "--format", "md"],
        ["report", "plan", "--out", "-", "--format", "html"],
        ["report", "plan", "--quarter", "Q1", "--out", "-"],
        ["show", "plan"],
        ["validate", "plan"],
        ["validate", "plan", "--format", "json"],
        ["validate", "plan", "--format", "github"],
    ):
        ended = riep(*arguments)
        assert_no_traceback(ended)
        assert not unseen.search(ended.out), arguments
        assert not unseen.search(ended.err), arguments
