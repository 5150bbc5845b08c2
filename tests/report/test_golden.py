"""What riep writes of small plans, kept word for word: drop a folder, get a test.

``tests/golden/<group>/<case>/plan/`` is a plan and ``expected/`` what is written of it: for the
group ``report``, its own document and the report of each of its quarters, in each format; for
``terminal``, what ``riep show`` and ``riep validate`` print at 80 columns. To accept what is
written now, after looking at it: ``pytest tests/report --update-golden``.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.report.command import report_texts, riep
from tests.report.reading import read
from tests.support.golden import differences, differences_from, texts_in, without_style

GOLDEN = Path(__file__).parents[1] / "golden"
WIDTH = 80


def _report(plan: Path) -> dict[str, str]:
    texts = dict(report_texts(plan))
    data = YAML(typ="safe", pure=True).load((plan / "plan.yaml").read_text(encoding="utf-8"))
    for quarter in data.get("calendar", {}):
        texts |= report_texts(plan, "--quarter", quarter)
    return {name: without_style(text) for name, text in texts.items()}


def _terminal(plan: Path) -> dict[str, str]:
    found = {}
    for verb in ("show", "validate"):
        run = riep(verb, plan.name, folder=plan.parent)
        assert run.returncode in (0, 1, 2)
        assert "Traceback" not in run.stderr
        found[f"{verb}.txt"] = f"{run.stdout}{run.stderr}[status {run.returncode}]\n"
    return found


GROUPS: Mapping[str, Callable[[Path], dict[str, str]]] = {"report": _report, "terminal": _terminal}
CASES = [case for group in GROUPS for case in sorted((GOLDEN / group).iterdir()) if case.is_dir()]


def _called(case: Path) -> str:
    return case.relative_to(GOLDEN).as_posix()


def written(case: Path, folder: Path) -> dict[str, str]:
    """Give what riep writes of a case's plan, in a folder of its own."""
    plan = folder / "plan"
    shutil.copytree(case / "plan", plan)
    return GROUPS[case.parent.name](plan)


@pytest.mark.parametrize("case", CASES, ids=_called)
def test_what_is_written_is_what_was_looked_at(
    case: Path, tmp_path: Path, *, update_golden: bool
) -> None:
    got = written(case, tmp_path)
    assert got
    kept = differences_from(case / "expected", got, accept=update_golden)
    assert kept == "", "look, then: pytest tests/report --update-golden"


def test_no_expectation_is_left_over() -> None:
    """Every file below ``golden`` belongs to a case that is run: a plan, or what comes of it.

    What is expected of changes is in ``changes`` and ``reviews``: ``tests/output`` and
    ``tests/compare`` look after them.
    """
    strays = [
        path.relative_to(GOLDEN).as_posix()
        for path in sorted(GOLDEN.rglob("*"))
        if path.is_file() and not _belongs(path) and not _of_changes(path)
    ]
    assert strays == []


def _of_changes(path: Path) -> bool:
    return path.relative_to(GOLDEN).parts[0] in ("changes", "reviews")


def _belongs(path: Path) -> bool:
    group, *rest = path.relative_to(GOLDEN).parts
    if group not in GROUPS or len(rest) < 3:
        return False
    case = GOLDEN / group / rest[0]
    return case in CASES and rest[1] in ("plan", "expected") and (case / "plan").is_dir()


def test_every_group_has_cases() -> None:
    assert {case.parent.name for case in CASES} == set(GROUPS)
    assert len(CASES) >= 6


def test_a_difference_is_noticed() -> None:
    """The comparison itself: a changed, a missing and an unexpected file each show."""
    assert differences({"a.md": "£1\n"}, {"a.md": "£1\n"}) == ""
    assert "-£1\n+£2\n" in differences({"a.md": "£2\n"}, {"a.md": "£1\n"})
    assert "a.md is not written" in differences({}, {"a.md": ""})
    assert "a.md is not expected" in differences({"a.md": ""}, {})


@pytest.mark.parametrize("name", ["report/one-quarter", "terminal/wrong-promises"])
def test_the_same_plan_is_written_the_same_under_another_hash_seed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        texts.append(written(GOLDEN / name, tmp_path / seed))
    assert texts[0] == texts[1] != {}


# --- what the cases are there for ---


def _expected_text(case: str, name: str) -> str:
    return (GOLDEN / case / "expected" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["plan.html", "plan-Q1.html"])
def test_hostile_text_becomes_no_element(name: str) -> None:
    root = read(_expected_text("report/hostile", name), "html").root
    ours = "html head meta title style body main nav h1 h2 h3 h4 p ul ol li a em strong div section"
    tables = "table caption colgroup col thead tbody tfoot tr th td span header footer time abbr br"
    tags = {one.tag for one in root.walk()} - {"#document"}
    assert tags <= {*ours.split(), *tables.split()}
    handlers = [key for one in root.walk() for key in one.attributes if key.startswith("on")]
    assert handlers == []
    links = [one.attributes.get("href", "") for one in root.all("a")]
    assert [link for link in links if not link.startswith("#")] == []


@pytest.mark.parametrize("name", ["plan.md", "plan-Q1.md"])
def test_hostile_text_becomes_no_markdown(name: str) -> None:
    root = read(_expected_text("report/hostile", name), "md").root
    tags = {one.tag for one in root.walk()} - {"#document"}
    ours = "h1 h2 h3 h4 p ul ol li em strong blockquote table thead tbody tr th td br"
    assert tags <= set(ours.split())


@pytest.mark.parametrize("format_", ["md", "html"])
def test_hostile_text_is_seen_as_it_stands(format_: str) -> None:
    text = read(_expected_text("report/hostile", f"plan.{format_}"), format_).text
    for piece in (
        "<script>alert('title')</script> {{ 7 * 7 }} | & C#",
        "[a link](https://example.org) ![a picture](https://example.org/x.png)",
        "A & B | C \\ D &lt;E&gt;",
        "output | with | pipes \\| and {% raw %}",
        "1. not a list",
        "<svg/onload=alert(1)>",
    ):
        assert piece in text


@pytest.mark.parametrize("format_", ["md", "html"])
def test_a_total_that_disagrees_is_marked_and_no_other(format_: str) -> None:
    document = read(_expected_text("report/totals-that-disagree", f"plan.{format_}"), format_)
    marked = {
        (table.caption, *row[:2], cell)
        for table in document.tables
        for row in table.rows
        for cell in row
        if "†" in cell
    }
    assert marked == {
        ("Spend profile", "Carers", "Capital", "£58,000 †"),
        ("Spend profile", "Carers", "Total", "£142,000 †"),
        ("Spend profile", "Programme", "Capital", "£42,000 †"),
        ("Spend profile", "Programme", "Total", "£192,000 †"),
        ("In-year efficiencies", "Programme", "Cashable", "£20,000 †"),
    }
    assert any("†" in line and "marked" in line for _, line in document.lines)


def test_a_plan_with_hardly_anything_has_its_ten_sections() -> None:
    for format_ in ("md", "html"):
        document = read(_expected_text("report/minimal", f"plan.{format_}"), format_)
        numbers = [one.text.split(".")[0] for one in document.headings if one.tag == "h2"]
        assert [one for one in numbers if one.isdigit()] == [str(one) for one in range(1, 11)]


def test_terminal_output_keeps_to_its_width() -> None:
    """Columns of 80, but for a word that cannot be broken, such as a path."""
    for case in CASES:
        if case.parent.name == "terminal":
            long = [
                line
                for text in texts_in(case / "expected").values()
                for line in text.splitlines()
                if len(line) > WIDTH and " " in line.strip()
            ]
            assert long == []
