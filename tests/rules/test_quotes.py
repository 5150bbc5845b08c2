"""QUO: a quotation of nothing is found at its line, and what is quoted stays only text."""

from pathlib import Path

import pytest

from riep_plan.check.run import Options, report_plan
from riep_plan.report import plan_document, render
from riep_plan.source.loaded import LoadedPlan
from tests.cli.hostile import ATTACKS, Page, assert_inert
from tests.report.command import FORMATS
from tests.report.reading import read, set_markdown
from tests.source.loading import HEAD, findings, found, loaded

#: Every kind of document sets prose, a table's cell, a caption and a heading from the plan.
KINDS = (
    "delivery-plan",
    "investment-programme",
    "outcome-delivery-plan",
    "programme-plan",
    "work-programme",
)


def plan(folder: Path, text: str, **projects: str) -> LoadedPlan:
    files = {"plan.yaml": (HEAD + text).encode()}
    files |= {
        f"projects/{one}.yaml": f"riep: 1\n{text_}".encode() for one, text_ in projects.items()
    }
    return loaded(folder, files)


def lines(folder: Path, text: str, **projects: str) -> list[tuple[str, int]]:
    """The file and line of each quotation of nothing."""
    return [
        (Path(one.place.file).name, one.place.span.line if one.place.span else 0)
        for one in findings(plan(folder, text, **projects), "QUO")
    ]


# --- Where it is found -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("narrative:\n  a: Words.\n  b: It is {allocation/core}.\n", 6),
        ("narrative:\n  a: |\n    One.\n\n    It is {nothing}.\n", 5),
        ("narrative:\n  a:\n    title: A\n    text: It is {nothing}.\n", 5),
        ("funding:\n  core:\n    title: C\n    kind: core\n    note: '{nothing|k}'\n", 8),
        ("meetings:\n  m: {body: B, on: 2009, asked: [One, 'Of {nothing}']}\n", 5),
        ("risks:\n  r:\n    text: A risk\n    owner: '{plan/__class__}'\n", 7),
        ("evidence:\n  e:\n    title: E\n    rows:\n      r: {text: R, values: {x: '{no}'}}\n", 8),
    ],
)
def test_a_quotation_of_nothing_is_found_at_its_line(text: str, line: int, tmp_path: Path) -> None:
    assert lines(tmp_path, text) == [("plan.yaml", line)]


def test_in_a_projects_file_too(tmp_path: Path) -> None:
    depot = "title: Depot\nallocation: {core: 5}\nlead: Of {allocation/core}\nscope: Of {no}\n"
    assert lines(tmp_path, "", depot=depot) == [("depot.yaml", 5)]


def test_each_quotation_of_a_text_is_told(tmp_path: Path) -> None:
    text = "narrative: {a: 'It is {one}, {title} and {two|k}.'}\n"
    reported = findings(plan(tmp_path, text), "QUO")
    assert [(one.rule.code, one.actual) for one in reported] == [
        ("QUO01", "{one}"),
        ("QUO01", "{two|k}"),
    ]
    assert [one.at for one in reported] == ["narrative/a", "narrative/a"]
    assert all(one.actual is not None and one.actual in one.message for one in reported)
    assert all(line.startswith("'It is") for _, _, line in found(reported))


def test_in_the_heading_of_a_section_too(tmp_path: Path) -> None:
    text = "narrative:\n  a:\n    title: Of {nothing}\n    text: Words.\n"
    assert [file for file, _ in lines(tmp_path, text)] == ["plan.yaml"]


def test_a_text_that_quotes_cannot_be_quoted(tmp_path: Path) -> None:
    text = "narrative: {a: 'See {narrative/b/text}', b: 'In {kind}', c: '{narrative/c/text}'}\n"
    reported = findings(plan(tmp_path, text), "QUO")
    assert [one.at for one in reported] == ["narrative/a", "narrative/c"]


@pytest.mark.parametrize(
    "text",
    [
        "narrative: {a: 'It is {title}, {kind} and { this }.'}\n",
        "narrative: {a: 'As in {Annex A} and {}.'}\n",
        "narrative: {a: Words.}\n",
        "",
    ],
)
def test_what_quotes_something_or_nothing_at_all_is_in_order(text: str, tmp_path: Path) -> None:
    assert lines(tmp_path, text) == []


def test_it_waits_until_every_file_can_be_read(tmp_path: Path) -> None:
    """What is quoted may stand in the file that cannot be read."""
    text = "narrative: {a: 'It is {projects/depot/allocation/core}.'}\n"
    read_ = findings(plan(tmp_path, text, depot="title: [\n"), "QUO")
    assert [one.rule.code for one in read_] == ["FRM03"]


# --- What is quoted stays only text ----------------------------------------------------------


def document(folder: Path, kind: str, attack: str) -> LoadedPlan:
    """A plan in which everything quotes a hostile text of another part."""
    quoted = "'" + attack.replace("'", "''") + "'"
    text = f"""\
partnership: {quoted}
programme: 'Of {{partnership}}'
narrative: {{overview: '{{partnership}}', part: 'A word of {{partnership}} in prose.'}}
objectives: {{o: {{text: 'Of {{partnership}}'}}}}
risks: {{r: {{text: 'Of {{partnership}}', owner: '{{partnership}}'}}}}
projects:
  depot:
    title: 'Depot of {{partnership}}'
    description: |
      A paragraph of {{partnership}}.

      - A point of {{partnership}}.
    lead: '{{partnership}}'
    actions: {{a: {{text: 'Of {{partnership}}'}}}}
"""
    head = HEAD.replace("work-programme", kind)
    return loaded(folder, {"plan.yaml": (head + text).encode()})


def rendered(folder: Path, kind: str, attack: str, format_: str) -> str:
    read_ = document(folder, kind, attack)
    assert read_.plan is not None
    assert [problem for file in read_.files for problem in file.problems] == []
    reported = report_plan(read_, Options(select=("QUO",)))
    assert reported == []
    return render(plan_document("plan", read_.plan, reported), format_)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_text_that_is_quoted_is_inert(attack: str, kind: str, tmp_path: Path) -> None:
    assert_inert(Page(rendered(tmp_path, kind, ATTACKS[attack], "html")))
    assert_inert(Page(set_markdown(rendered(tmp_path, kind, ATTACKS[attack], "md"))))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("attack", sorted(set(ATTACKS) - {"strike", "break"}))
def test_a_hostile_text_that_is_quoted_is_seen_as_it_stands(
    attack: str, format_: str, tmp_path: Path
) -> None:
    seen = read(rendered(tmp_path, "work-programme", ATTACKS[attack], format_), format_).text
    words = " ".join(ATTACKS[attack].split())
    assert f"Depot of {words}" in seen
    assert f"A word of {words} in prose." in seen
    assert "{partnership}" not in seen


@pytest.mark.parametrize("format_", FORMATS)
def test_a_template_in_a_quoted_text_is_not_run(format_: str, tmp_path: Path) -> None:
    text = rendered(tmp_path, "work-programme", "{{ 7 * 7 }} {% raw %}", format_)
    assert "{{ 7 * 7 }}" in text.replace("\\", "")
    assert "49" not in read(text, format_).text
