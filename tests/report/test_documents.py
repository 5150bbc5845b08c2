"""Each kind of document, of a plan that states everything, little or nothing."""

import re
from collections import Counter

import pytest

from riep_plan.figures.walk import leaves
from riep_plan.report import plan_document, render
from tests.cli.hostile import Page, assert_inert
from tests.report.command import FORMATS
from tests.report.reading import Document, Element
from tests.report.test_accessibility import (
    bare_headings,
    heading_levels,
    skipped,
    table_faults,
    unresolved,
)
from tests.report.whole import KINDS, Data, document, plan_of, whole

#: A plan of each part that its kind of document is about, and of no more.
MINIMAL: dict[str, Data] = {
    "investment-programme": {
        "funding": {"core": {"title": "Core grant", "kind": "core", "amount": 429000}},
        "workstreams": {"property": {"title": "Property"}},
        "narrative": {"background": "How the programme began."},
        "projects": {
            "depot": {"title": "Depots", "workstreams": "property", "allocation": {"core": 5000}}
        },
    },
    "outcome-delivery-plan": {
        "outcomes": {"gains": "More for less"},
        "indicators": {"ni179": {"kind": "lag", "text": "Gains", "target": {"value": "3%"}}},
        "narrative": {"delivery": "How it is done."},
        "funding": {"levy": {"title": "A levy", "kind": "levy", "amount": 5000}},
        "projects": {"support": {"title": "Support", "description": "For districts."}},
    },
    "programme-plan": {
        "narrative": {"background": "How the programme began."},
        "funding": {"fees": {"title": "Subscriptions", "kind": "subscription", "amount": 230500}},
        "projects": {"process": {"title": "Process", "outcomes": {"o": "Better processes"}}},
    },
    "work-programme": {
        "narrative": {"background": "How the programme began."},
        "funding": {"core": {"title": "Core grant", "kind": "core", "amount": 1975000}},
        "workstreams": {"property": {"title": "Property", "lead": "CA/AF"}},
        "projects": {
            "depot": {
                "title": "Depots",
                "workstreams": "property",
                "budget": {"lease": {"text": "Lease", "amounts": {"core": 5000}}},
            }
        },
    },
}
SIZES = ("everything", "little", "nothing")
#: The headings of each kind's own sections, in order; the last is that of every kind.
SECTIONS = {
    "investment-programme": [
        "Report",
        "Programme and allocations",
        "Targets",
        "Outline business cases",
    ],
    "outcome-delivery-plan": [
        "Outcome, indicator and targets",
        "How it is delivered",
        "Options",
        "Milestones",
        "Resources",
        "Partners",
        "Risks",
        "Where the partners stand",
        "Projects",
    ],
    "programme-plan": ["The paper", "Resources and funding", "Programme areas", "Policy drivers"],
    "work-programme": [
        "Report",
        "Funding",
        "Summary of the programme",
        "Decisions",
        "Targets",
        "Business cases",
        "Appendix: every line",
    ],
}


def of(kind: str, size: str, format_: str) -> Document:
    """The document of a plan of a kind that states so much."""
    plan = whole(kind) if size == "everything" else plan_of(kind, **_data(kind, size))
    return document(plan, format_)


def _data(kind: str, size: str) -> Data:
    return MINIMAL[kind] if size == "little" else {}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def headings(seen: Document, level: str) -> list[str]:
    nav = {id(one) for each in seen.root.all("nav") for one in each.walk()}
    return [one.text for one in seen.headings if one.tag == level and id(one) not in nav]


@pytest.mark.parametrize("format_", FORMATS)
def test_its_sections_are_there_whatever_the_plan_states(
    kind: str, size: str, format_: str
) -> None:
    seen = of(kind, size, format_)
    assert headings(seen, "h1") == ["Regional programme"]
    assert headings(seen, "h2") == [*SECTIONS[kind], "Checks on this plan"]


def test_contents_lead_to_each_section(kind: str, size: str) -> None:
    root = of(kind, size, "html").root
    (nav,) = root.all("nav")
    inside = {id(one) for one in nav.walk()}
    sections = [one for one in root.all("h2") if id(one) not in inside]
    entries = [(link.attributes["href"], link.text) for link in nav.all("a")]
    assert entries == [(f"#{one.attributes['id']}", one.text) for one in sections]


def structure_faults(root: Element) -> list[str]:
    """What a reader by ear or keyboard would stumble over."""
    ids = Counter(one.attributes["id"] for one in root.walk() if "id" in one.attributes)
    captions = Counter(one.text for one in root.all("caption"))
    return [
        *(f"id {one} {times} times" for one, times in ids.items() if times > 1),
        *(f"caption {one} {times} times" for one, times in captions.items() if times > 1),
        *(f"heading from {before} to {after}" for before, after in skipped(heading_levels(root))),
        *table_faults(root),
        *(f"link {one}" for one in unresolved(root)),
    ]


def test_the_page_is_sound(kind: str, size: str) -> None:
    """It nests, its ids are unique, its tables have captions and headings, its links lead on."""
    seen = of(kind, size, "html")
    assert structure_faults(seen.root) == []
    for table in seen.tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert all(table.columns)


def test_the_page_is_inert(kind: str) -> None:
    html = render(plan_document("plan", whole(kind), []), "html")
    assert_inert(Page(html))


@pytest.mark.parametrize("format_", FORMATS)
def test_no_heading_of_a_plan_that_states_something_stands_over_nothing(
    kind: str, format_: str
) -> None:
    found = bare_headings(of(kind, "everything", format_).root)
    assert [one for one in found if one != "Shared fleet"] == []


@pytest.mark.parametrize("format_", FORMATS)
def test_a_section_of_which_nothing_is_stated_says_so(kind: str, format_: str) -> None:
    """As the sections of a delivery plan do, and some of these: “Not stated.”"""
    assert bare_headings(of(kind, "nothing", format_).root) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_a_project_of_a_title_alone_says_so(kind: str, format_: str) -> None:
    assert "Shared fleet" not in bare_headings(of(kind, "everything", format_).root)


def test_both_formats_say_the_same(kind: str, size: str) -> None:
    html, markdown = (of(kind, size, format_) for format_ in ("html", "md"))
    for level in ("h1", "h2", "h3", "h4"):
        assert headings(html, level) == headings(markdown, level)
    assert [(one.caption, one.columns, one.rows) for one in html.tables] == [
        (one.caption, one.columns, one.rows) for one in markdown.tables
    ]
    contents = {link.text for each in html.root.all("nav") for link in each.all("a")}
    said = [line for line in html.lines if line[0] != "Contents" or line[1] not in contents]
    captions = {one.caption for one in html.tables}
    assert [text for _, text in said] == [
        text for _, text in markdown.lines if text not in captions
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_no_name_of_python_is_seen(kind: str, size: str, format_: str) -> None:
    text = of(kind, size, format_).text
    assert not re.search(r"\bNone\b|Decimal|Entry\(|Period\(|object at|<[a-z]+|\{\{|\}\}", text)


# --- Nothing is left out ---------------------------------------------------------------------

#: Whatever a plan says that is no text of its document: words to choose from, and ids.
NO_TEXT = re.compile(
    r"kind$|/at/\d+$|/(serves|measures|workstreams|returned|funded_by|adds)/\d+$|pooled_with|under$"
    r"|/source$"
)
#: The parts of which each kind of document shows nothing, or not all.
LEFT_OUT = {
    "investment-programme": r"^(organisations|options|assessments|drivers)/",
    "outcome-delivery-plan": r"^workstreams/",
    "programme-plan": r"^(workstreams|options|assessments)/",
    "work-programme": r"^(organisations|options|assessments|drivers)/",
}


def lost(kind: str, format_: str) -> list[str]:
    """The texts of the plan that its document does not hold."""
    seen = _plainly(of(kind, "everything", format_).text)
    return [
        "/".join(at)
        for at, value in leaves(whole(kind))
        if isinstance(value, str)
        and not NO_TEXT.search("/".join(at))
        and _plainly(value) not in seen
    ]


def _plainly(text: str) -> str:
    return " ".join(re.sub(r"[-\n]", " ", text).casefold().split())


@pytest.mark.parametrize("format_", FORMATS)
def test_what_a_plan_states_of_these_parts_stands_in_its_document(kind: str, format_: str) -> None:
    assert [one for one in lost(kind, format_) if not re.search(LEFT_OUT[kind], one)] == []


@pytest.mark.parametrize("format_", FORMATS)
def test_whatever_a_plan_states_stands_in_its_document(kind: str, format_: str) -> None:
    """`riep report` renders the whole plan; what is left out, the board never reads."""
    assert lost(kind, format_) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_every_amount_of_a_plan_stands_in_its_document(kind: str, format_: str) -> None:
    text = of(kind, "everything", format_).text
    for amount in ("£1,975,000", "£694,000 (tbc)", "£2,500 (tbc)", "£57,000", "£30,000", "£35,000"):
        assert amount in text, amount
    for amount in ("£100,000", "£60,000", "£40,000", "£80,000", "£2,669,000", "£159,500", "£350"):
        assert amount in text, amount
