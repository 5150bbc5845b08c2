"""Kinds of document are folders of templates: riep's own, and those where the command is run."""

import os
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.cli.hostile import ATTACKS, Page, assert_inert
from tests.cli.running import (
    FUNDED_PLAN,
    PLAN,
    REPOSITORY,
    Ended,
    PlanWriter,
    Runner,
    assert_no_traceback,
    assert_refused,
    write_files,
)

OWN = sorted(path.parent.name for path in (REPOSITORY / "templates").glob("*/plan.j2"))
PAPER = """\
    {% extends "page.j2" %}
    {% import "macros.j2" as m %}
    {% block content %}
    {{ m.heading(2, "For decision", "decision") }}
    {{ m.paragraph(plan.subtitle or "Nothing more.") }}
    {{ m.table(plan.details) }}
    {% endblock %}
    """
BOARD_PAPER = PLAN.replace("delivery-plan", "board-paper")


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """The folder of templates where the command is run."""
    return tmp_path / "templates"


def rendered(riep: Runner, *more: str) -> str:
    """Render ``plan`` to stdout."""
    ended = riep("report", "plan", "--out", "-", *more)
    assert ended.status == 0, ended.err
    return ended.out


def form(riep: Runner, plan: str | Path = "plan") -> list[dict[str, Any]]:
    """The faults of form in a plan."""
    return riep("validate", plan, "--select", "FRM", "--format", "json").findings


# --- Which kinds there are -------------------------------------------------------------------


@pytest.mark.parametrize("kind", OWN)
def test_each_of_rieps_own_kinds_is_known(kind: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN.replace("delivery-plan", kind)})
    assert form(riep) == []
    assert "Efficiency programme 2010/11" in rendered(riep)


def test_there_are_five_kinds_of_rieps_own() -> None:
    """Were none found, the test above would try nothing."""
    assert len(OWN) >= 5


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("work-program", "work-programme"),
        ("delivery_plan", "delivery-plan"),
        ("Delivery-Plan", "delivery-plan"),
        ("investment-program", "investment-programme"),
        ("outcome-delivery", "outcome-delivery-plan"),
    ],
)
def test_a_wrong_kind_suggests_the_nearest(
    kind: str, meant: str, riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": PLAN.replace("delivery-plan", kind)})
    (one,) = form(riep)
    assert (one["code"], one["line"], one["pointer"]) == ("FRM17", 2, "/kind")
    assert kind in one["message"]
    assert f"`{meant}`" in one["help"]


@pytest.mark.parametrize("kind", ["shared", "formats", "poem"])
def test_a_kind_that_is_near_to_none_names_them_all(
    kind: str, riep: Runner, write_plan: PlanWriter
) -> None:
    """Folders of templates without a ``plan.j2`` are no kinds."""
    write_plan({"plan.yaml": PLAN.replace("delivery-plan", kind)})
    (one,) = form(riep)
    assert one["code"] == "FRM17"
    assert [own for own in OWN if own not in one["help"]] == []
    assert_refused(riep("report", "plan"), "riep validate")


# --- A kind of one's own ---------------------------------------------------------------------


def test_a_folder_of_templates_adds_a_kind(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    write_files(templates, {"board-paper/plan.j2": PAPER})
    write_plan({"plan.yaml": dedent(BOARD_PAPER) + "programme: Depots\naccountable_body: Us\n"})
    assert form(riep) == []
    markdown = rendered(riep)
    assert markdown.startswith("# Efficiency programme 2010/11\n\n## For decision\n\nDepots\n")
    assert "| Accountable body | Us |" in markdown
    page = Page(rendered(riep, "--format", "html"))
    assert page.all("h2") == [{"id": "decision"}]
    assert "Depots" in page.text
    assert_inert(page)


def test_a_kind_of_ones_own_is_known_nowhere_else(
    riep: Runner,
    write_plan: PlanWriter,
    templates: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_files(templates, {"board-paper/plan.j2": PAPER})
    plan = write_plan({"plan.yaml": BOARD_PAPER})
    (tmp_path / "elsewhere").mkdir()
    assert form(riep, plan) == []
    monkeypatch.chdir(tmp_path / "elsewhere")
    (one,) = form(riep, plan)
    assert one["code"] == "FRM17"


def test_a_kind_of_ones_own_is_suggested(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    write_files(templates, {"board-paper/plan.j2": PAPER})
    write_plan({"plan.yaml": BOARD_PAPER.replace("board-paper", "board-papers")})
    (one,) = form(riep)
    assert "`board-paper`" in one["help"]


def test_a_kind_of_ones_own_has_the_report_of_a_quarter(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    plan = FUNDED_PLAN.replace("delivery-plan", "board-paper")
    write_files(templates, {"board-paper/plan.j2": PAPER})
    write_plan({"plan.yaml": plan})
    common = rendered(riep, "--quarter", "Q2")
    assert "Q2" in common.splitlines()[0]
    assert "## " in common


def test_a_kind_of_ones_own_may_set_its_quarters_itself(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    plan = FUNDED_PLAN.replace("delivery-plan", "board-paper")
    write_files(
        templates,
        {"board-paper/plan.j2": PAPER, "board-paper/quarter.j2": "# {{ title | text }}, our own\n"},
    )
    write_plan({"plan.yaml": plan})
    assert rendered(riep, "--quarter", "Q2") == "# Efficiency programme 2010/11: Q2, our own\n"


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_of_ones_own_escapes_what_it_prints(
    attack: str, riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    """In HTML whatever it prints; in Markdown what it sets with a macro."""
    own = "{% extends 'page.j2' %}\n{% block content %}\n<p>{{ title }}</p>\n{% endblock %}\n"
    write_files(templates, {"board-paper/plan.j2": own})
    quoted = "'" + ATTACKS[attack].replace("'", "''") + "'"
    plan = dedent(BOARD_PAPER).replace("Efficiency programme 2010/11", quoted)
    write_plan({"plan.yaml": plan.encode()})
    page = Page(riep("report", "plan", "--out", "-", "--format", "html").out)
    assert_inert(page)
    assert page.text.count(" ".join(ATTACKS[attack].split())) >= 2


# --- Overriding riep's own -------------------------------------------------------------------


def test_a_template_of_ones_own_takes_the_place_of_rieps(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    write_files(templates, {"delivery-plan/plan.j2": "# {{ title | text }}, our own\n"})
    write_plan({"plan.yaml": FUNDED_PLAN})
    assert rendered(riep) == "# Efficiency programme 2010/11, our own\n"
    assert "our own" not in rendered(riep, "--quarter", "Q2")


def test_other_kinds_keep_rieps_templates(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    write_files(templates, {"delivery-plan/plan.j2": "# {{ title | text }}, our own\n"})
    write_plan({"plan.yaml": PLAN.replace("delivery-plan", "work-programme")})
    assert "our own" not in rendered(riep)


@pytest.mark.parametrize(
    ("format_", "old", "new"),
    [
        ("md", '{{ "#" * level }} {{ words | text }}', "{{ words | text }} (heading {{ level }})"),
        ("html", "<caption>", '<caption class="ours">'),
    ],
)
def test_a_file_of_macros_takes_the_place_of_rieps(
    format_: str, old: str, new: str, riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    name = f"formats/{format_}/macros.j2"
    own = (REPOSITORY / "templates" / name).read_text(encoding="utf-8")
    assert old in own
    write_plan({"plan.yaml": dedent(PLAN) + "programme: Depots\n"})
    other = "html" if format_ == "md" else "md"
    before = {one: rendered(riep, "--format", one) for one in (format_, other)}
    write_files(templates, {name: own.replace(old, new).encode()})
    after = rendered(riep, "--format", format_)
    assert after != before[format_]
    assert ("(heading 2)" if format_ == "md" else 'class="ours"') in after
    assert rendered(riep, "--format", other) == before[other]


def test_the_style_of_the_page_may_be_ones_own(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    write_files(templates, {"formats/html/style.css": "body { color: #111; }\n"})
    write_plan({"plan.yaml": PLAN})
    html = rendered(riep, "--format", "html")
    assert "body { color: #111; }" in html
    assert "max-width: 72rem" not in html


def test_an_empty_folder_of_templates_changes_nothing(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN})
    before = rendered(riep)
    templates.mkdir()
    assert rendered(riep) == before


# --- Templates that cannot be used -----------------------------------------------------------


def failed(riep: Runner, templates: Path, body: str | bytes) -> Ended:
    """Render a plan by a template of this body."""
    write_files(templates, {"board-paper/plan.j2": body})
    write_files(templates.parent / "plan", {"plan.yaml": BOARD_PAPER})
    return riep("report", "plan")


@pytest.mark.parametrize(
    "body",
    [
        "{{ plan.__class__ }}",
        "{{ plan['__class__'] }}",
        "{{ plan | attr('__class__') }}",
        "{{ plan.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ '{0.__class__}'.format(plan) }}",
        "{{ '{a.__class__}'.format_map({'a': plan}) }}",
        "{{ ('{0.__class__}' | attr('format'))(plan) }}",
        "{{ plan._ledger }}",
        "{{ plan.details.__class__ }}",
        "{{ plan.prose.__func__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ lipsum.__globals__ }}",
        "{{ self.__init__ }}",
        "{% for one in plan.details.columns %}{{ one }}{% endfor %}{{ title.__class__ }}",
    ],
)
def test_a_template_cannot_reach_into_python(body: str, riep: Runner, templates: Path) -> None:
    ended = failed(riep, templates, body)
    assert_refused(ended, "template", "board-paper/plan.j2")
    assert not (templates.parent / "reports").exists()


@pytest.mark.parametrize(
    "body",
    [
        "{% set rows = plan.details.rows %}{{ rows.append(1) }}",
        "{% set found = [] %}{{ found.append(1) }}",
        "{% set found = {} %}{{ found.update({1: 1}) }}",
    ],
)
def test_a_template_changes_nothing(body: str, riep: Runner, templates: Path) -> None:
    assert_refused(failed(riep, templates, body), "template", "board-paper/plan.j2")


@pytest.mark.parametrize("name", ["../secret.txt", "../../secret.txt", "board-paper/../../secret"])
@pytest.mark.parametrize("tag", ["{{% include '{}' %}}", "{{% import '{}' as m %}}"])
def test_a_template_includes_nothing_outside_its_folder(
    name: str, tag: str, riep: Runner, templates: Path
) -> None:
    write_files(templates.parent, {"secret.txt": "hush", "secret": "hush"})
    assert_refused(failed(riep, templates, tag.format(name)), "template", name)


def test_a_template_includes_no_file_by_its_whole_path(riep: Runner, templates: Path) -> None:
    secret = write_files(templates.parent, {"secret.txt": "hush"}) / "secret.txt"
    assert_refused(failed(riep, templates, f"{{% include '{secret}' %}}"), "template")
    assert_refused(
        failed(riep, templates, "{% include plan.subtitle or '/etc/hostname' %}"), "template"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make a link")
@pytest.mark.parametrize("link", ["board-paper/plan.j2", "board-paper/part.j2", "part.j2"])
def test_a_template_is_no_link_to_a_file_outside(link: str, riep: Runner, templates: Path) -> None:
    """As with a plan's own files (FRM08): who proposes templates must not read the machine."""
    write_files(templates.parent, {"secret.txt": "hush", "plan/plan.yaml": BOARD_PAPER})
    write_files(templates, {"board-paper/plan.j2": f"{{% include '{link}' %}}"})
    (templates / link).unlink(missing_ok=True)
    (templates / link).symlink_to(templates.parent / "secret.txt")
    ended = riep("report", "plan", "--out", "-", "--format", "html")
    assert "hush" not in ended.out
    assert_refused(ended, "template")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{% if %}", ["line 1"]),
        ("line\n{% for %}", ["line 2"]),
        ("{% extends 'page.j2' %}\n{% block content %}", ["line 2"]),
        ("{{ title | nofilter }}", ["nofilter"]),
        ("{{ nothing }}", ["nothing"]),
        ("{{ plan.nothing }}", ["nothing"]),
        ("{% import 'macros.j2' as m %}{{ m.graph() }}", ["graph"]),
        ("{% include 'no-such.j2' %}", ["no-such.j2"]),
    ],
)
def test_a_template_with_a_fault_is_named(
    body: str, words: list[str], riep: Runner, templates: Path
) -> None:
    assert_refused(failed(riep, templates, body), "template", *words)
    assert not (templates.parent / "reports").exists()


@pytest.mark.parametrize(
    "body",
    [
        "{{ 1 / 0 }}",
        "{{ 1 + 'a' }}",
        "{{ plan.prose() }}",
        "{{ range(1000000) | length }}",
        "{% include 'board-paper/plan.j2' %}",
        b"\xff\xfe",
    ],
)
def test_a_template_that_fails_as_it_is_set_is_named(
    body: str | bytes, riep: Runner, templates: Path
) -> None:
    ended = failed(riep, templates, body)
    assert_refused(ended, "template", "board-paper/plan.j2")
    assert "riep's own" not in ended.err


@pytest.mark.parametrize("body", ["{{ 1 / 0 }}", "{{ plan.prose() }}", b"\xff\xfe"])
def test_whatever_fails_in_a_template_ends_in_one_line(
    body: str | bytes, riep: Runner, templates: Path
) -> None:
    ended = failed(riep, templates, body)
    assert (ended.status, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert "Traceback" not in ended.err
    assert not (templates.parent / "reports").exists()


def test_a_folder_in_place_of_a_template(riep: Runner, templates: Path) -> None:
    write_files(templates, {"board-paper/plan.j2/keep": ""})
    write_files(templates.parent / "plan", {"plan.yaml": BOARD_PAPER})
    ended = riep("report", "plan")
    assert_no_traceback(ended)
    assert ended.status == 2


def test_a_template_that_cannot_be_used_stops_no_check(
    riep: Runner, write_plan: PlanWriter, templates: Path
) -> None:
    write_files(templates, {"board-paper/plan.j2": "{{ plan.__class__ }}"})
    write_plan({"plan.yaml": BOARD_PAPER})
    assert form(riep) == []
    assert riep("show", "plan").status == 0
