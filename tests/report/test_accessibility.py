"""The HTML as assistive technology meets it: its structure, without a browser.

What can only be seen (contrast, reflow, print) is looked at by people; what is here can be told
from the elements alone: WCAG 2.2 1.3.1, 1.4.1, 2.1.1, 2.4.1, 2.4.2, 2.4.6, 3.1.1, 4.1.2.
"""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from riep_plan.model import Plan
from riep_plan.report import plan_document, render
from tests.plans.raw import QUARTERS
from tests.report.command import real_texts, report_texts
from tests.report.portfolio.seen import kept_here
from tests.report.reading import HEADINGS, Element, Malformed, parse

GOLDEN = Path(__file__).parents[1] / "golden" / "report"
CASES = sorted(case.name for case in GOLDEN.iterdir())


def _real(quarter: str | None) -> str:
    return real_texts(quarter)["html"]


def _case(name: str) -> str:
    return report_texts(GOLDEN / name / "plan", "--format", "html")["plan.html"]


@pytest.fixture(
    params=["plan", *QUARTERS, *CASES, "portfolio", "portfolio-Q2"],
    scope="module",
)
def page(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    if name in CASES:
        return _case(name)
    if name.startswith("portfolio"):
        return render(kept_here(name.partition("-")[2] or None), "html")
    return _real(None if name == "plan" else name)


@pytest.fixture(scope="module")
def root(page: str) -> Element:
    return parse(page)


def one(root: Element, tag: str) -> Element:
    found = root.all(tag)
    assert len(found) == 1, f"{len(found)} <{tag}>"
    return found[0]


def test_the_page_says_its_language_and_kind(page: str, root: Element) -> None:
    assert re.match(r"\s*<!DOCTYPE html>", page, re.IGNORECASE)
    assert one(root, "html").attributes["lang"] == "en-GB"
    charset = [meta for meta in root.all("meta") if "charset" in meta.attributes]
    assert [meta.attributes["charset"].lower() for meta in charset] == ["utf-8"]


def test_the_page_can_be_enlarged(root: Element) -> None:
    viewport = [meta for meta in root.all("meta") if meta.attributes.get("name") == "viewport"]
    content = [meta.attributes["content"] for meta in viewport]
    assert len(content) == 1
    assert "user-scalable" not in content[0]
    assert "maximum-scale" not in content[0]


def test_the_title_is_the_main_heading(root: Element) -> None:
    title = "".join(child for child in one(root, "title").children if isinstance(child, str))
    assert " ".join(title.split()) == one(root, "h1").text != ""


def test_everything_is_in_the_main_landmark(root: Element) -> None:
    main = one(root, "main")
    assert one(root, "body").text == main.text
    assert main.all("h1") == root.all("h1")


def heading_levels(root: Element) -> list[int]:
    return [int(heading.tag[1]) for heading in root.all(*HEADINGS)]


def skipped(levels: list[int]) -> list[tuple[int, int]]:
    """Give each step from one heading to the next that leaves a level out."""
    return [
        (before, after)
        for before, after in zip([0, *levels], levels, strict=False)
        if after > before + 1
    ]


def test_headings_skip_no_level(root: Element) -> None:
    levels = heading_levels(root)
    assert levels.count(1) == 1
    assert len(levels) > 5
    assert skipped(levels) == []


def test_headings_say_something(root: Element) -> None:
    assert [heading for heading in root.all(*HEADINGS) if not heading.text] == []


def bare_headings(root: Element) -> list[str]:
    """Give the headings of which nothing is said before the next of their level or above."""
    content = {"p", "li", "table", "dl"}
    found = []
    open_: list[Element] = []
    said: set[int] = set()
    for element in root.walk():
        if element.tag in HEADINGS:
            while open_ and open_[-1].tag >= element.tag:
                closed = open_.pop()
                if id(closed) not in said:
                    found.append(closed.text)
            open_.append(element)
        elif element.tag in content:
            said.update(id(heading) for heading in open_)
    return found + [heading.text for heading in open_ if id(heading) not in said]


def test_no_heading_stands_over_nothing(root: Element) -> None:
    """A section that the plan says nothing of says so, as "Not stated." does elsewhere."""
    assert bare_headings(root) == []


def test_ids_are_unique_and_can_be_linked_to(root: Element) -> None:
    ids = [element.attributes["id"] for element in root.walk() if "id" in element.attributes]
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    assert [one for one in ids if not one or re.search(r"\s", one)] == []


def links(root: Element) -> list[str]:
    return [link.attributes["href"] for link in root.all("a")]


def unresolved(root: Element) -> list[str]:
    """Give the links that lead nowhere in the page."""
    ids = {element.attributes["id"] for element in root.walk() if "id" in element.attributes}
    return [href for href in links(root) if not (href.startswith("#") and href[1:] in ids)]


def test_links_resolve_and_stay_in_the_page(root: Element) -> None:
    assert unresolved(root) == []
    assert [link for link in root.all("a") if not link.text] == []


@pytest.mark.parametrize("name", ["plan", *CASES])
def test_contents_lead_to_each_section_by_its_name(name: str) -> None:
    """A plan's own document, which is long, has contents; each entry is its heading's words."""
    root = parse(_case(name) if name in CASES else _real(None))
    nav = one(root, "nav")
    assert nav.attributes["aria-label"]
    inside = [id(heading) for heading in nav.all("h2")]
    headings = [
        (heading.attributes.get("id", ""), heading.text)
        for heading in root.all("h2")
        if id(heading) not in inside
    ]
    entries = [(link.attributes["href"].removeprefix("#"), link.text) for link in nav.all("a")]
    assert entries == headings


ALIKE: Mapping[str, Mapping[str, object]] = {
    "two projects of one title": {
        "projects": {one: {"title": "Hub", "description": "Words."} for one in ("a", "b")}
    },
    "a section with the name of another": {"narrative": {"3-governance": "Words."}},
    "a title without letters": {"projects": {"a": {"title": "!!!", "description": "Words."}}},
    "a title of another script": {
        "projects": {"a": {"title": "Ακαδημία", "description": "Words."}}
    },
}


@pytest.mark.parametrize("name", ALIKE)
def test_ids_are_unique_whatever_the_titles(name: str) -> None:
    data = {"kind": "delivery-plan", "title": "Plan", **ALIKE[name]}
    html = render(plan_document("plan", Plan.model_validate(data), []), "html")
    ids = [one.attributes["id"] for one in parse(html).walk() if "id" in one.attributes]
    assert [one for one, times in Counter(ids).items() if times > 1 or not one] == []


def table_faults(root: Element) -> list[str]:
    """Give what a reader of tables by ear would miss."""
    faults = []
    for table in root.all("table"):
        captions = table.all("caption")
        name = captions[0].text if captions else "a table"
        if [child.tag for child in table.children if isinstance(child, Element)][:1] != ["caption"]:
            faults.append(f"{name}: no caption first")
        if not name.strip():
            faults.append("a caption says nothing")
        faults += [f"{name}: {fault}" for fault in _cell_faults(table)]
    return faults


def _cell_faults(table: Element) -> list[str]:
    heads = table.all("thead")
    columns = heads[0].all("th") if heads else []
    faults = [] if columns else ["no column headings"]
    faults += [
        f"column heading “{one.text}” has no scope"
        for one in columns
        if one.attributes.get("scope") not in ("col", "colgroup")
    ]
    faults += [
        f"column {place} has no heading" for place, one in enumerate(columns) if not one.text
    ]
    for row in [row for body in table.all("tbody") for row in body.all("tr")]:
        scopes = [one.attributes.get("scope") for one in row.all("th")]
        if not scopes or not set(scopes) <= {"row", "rowgroup"}:
            faults.append(f"row “{row.text[:40]}” has no heading of its own")
    return faults


def test_tables_have_captions_and_headings(root: Element) -> None:
    assert root.all("table") or len(heading_levels(root)) > 5
    assert table_faults(root) == []


def test_captions_tell_tables_apart(root: Element) -> None:
    captions = [caption.text for caption in root.all("caption")]
    assert [one for one, times in Counter(captions).items() if times > 1] == []


def test_rows_are_as_wide_as_their_headings(root: Element) -> None:
    for table in root.all("table"):
        widths = {_width(row) for row in table.all("tr")}
        assert len(widths) == 1 or any(
            "rowspan" in cell.attributes for cell in table.all("td", "th")
        )


def _width(row: Element) -> int:
    return sum(int(cell.attributes.get("colspan", "1")) for cell in row.all("td", "th"))


def test_what_scrolls_can_be_scrolled_by_keyboard(root: Element) -> None:
    """A wide table is in a region that takes the focus and has a name."""
    regions = [element for element in root.walk() if element.attributes.get("tabindex") == "0"]
    inside = [table for region in regions for table in region.all("table")]
    assert len(inside) == len(root.all("table"))
    for region in regions:
        assert region.attributes.get("role") in ("region", "group")
        named = region.attributes.get("aria-label") or region.attributes.get("aria-labelledby")
        assert named
    assert [
        one.attributes["tabindex"]
        for one in root.walk()
        if one.attributes.get("tabindex", "0") not in ("0", "-1")
    ] == []


def test_a_row_of_totals_is_told_by_its_words(root: Element) -> None:
    """Bold and a tint mark a total for the eye; its heading says so too (1.4.1)."""
    said = re.compile(r"\b(Total|Programme|NVQ\d|g \| 1)\b|\bTotal\b", re.IGNORECASE)
    silent = [
        row.text
        for row in root.all("tr")
        if "total" in row.attributes.get("class", "").split()
        and not any(said.search(cell.text) for cell in row.all("th", "td")[:2])
    ]
    assert silent == []


def test_no_meaning_is_in_colour_alone(page: str, root: Element) -> None:
    """Nothing is coloured in the text itself, and no class is named after a colour."""
    coloured = [
        element.tag
        for element in root.walk()
        if "color" in element.attributes.get("style", "") or "bgcolor" in element.attributes
    ]
    assert coloured == []
    classes = {
        name for element in root.walk() for name in element.attributes.get("class", "").split()
    }
    assert [one for one in classes if re.search(r"red|amber|green|colou?r", one)] == []
    assert "<font" not in page.lower()


def test_a_figure_in_doubt_is_marked_by_a_sign_that_is_explained() -> None:
    text = parse(_case("totals-that-disagree")).text
    assert "†" in text
    assert "marked †" in text


def test_severity_is_a_word() -> None:
    root = parse(_case("totals-that-disagree"))
    table = next(one for one in root.all("table") if "Open findings" in one.text)
    rows = [row for body in table.all("tbody") for row in body.all("tr")]
    assert rows
    words = {"error", "warning", "info"}
    assert [row.text for row in rows if not words & {cell.text for cell in row.all("td")}] == []


def test_the_page_is_self_contained(page: str, root: Element) -> None:
    """It needs no network and no script, and cannot reach out."""
    outside = {"script", "link", "iframe", "object", "embed", "img", "form", "base"}
    assert root.all(*outside) == []
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(styles) == 1
    assert not re.search(r"@import|url\(|https?:", styles[0])
    reaching = [
        value
        for element in root.walk()
        for key, value in element.attributes.items()
        if key in ("src", "action", "background", "poster", "data") or key.startswith("on")
    ]
    assert reaching == []


def test_focus_stays_visible(page: str) -> None:
    assert ":focus-visible" in page
    assert not re.search(r"outline\s*:\s*(0|none)", page)


# --- the guards themselves ---

#: What is wrong, and the fault that must be found in it.
WRONG: Mapping[str, str] = {
    "<h1>a</h1><h3>b</h3><p>x</p>": "from 1 to 3",
    "<h1>a</h1><p>x</p><h2>b</h2><h2>c</h2><p>y</p>": "b",
    "<h1>a</h1><p>x</p><h2>last</h2>": "last",
    "<table><thead><tr><th scope='col'>a</th></tr></thead></table>": "a table: no caption first",
    "<table><caption>t</caption><tr><th scope='row'>a</th></tr></table>": "t: no column headings",
    "<table><caption>t</caption><thead><tr><th>a</th></tr></thead></table>": (
        "t: column heading “a” has no scope"
    ),
    "<table><caption>t</caption><thead><tr><th scope='col'>a</th></tr></thead>"
    "<tbody><tr><td>1</td></tr></tbody></table>": "t: row “1” has no heading of its own",
    "<a href='#x'>x</a>": "#x",
    "<a id='x' href='https://example.org'>x</a>": "https://example.org",
}


def faults_of(root: Element) -> list[str]:
    steps = [f"from {before} to {after}" for before, after in skipped(heading_levels(root))]
    return [*steps, *bare_headings(root), *table_faults(root), *unresolved(root)]


@pytest.mark.parametrize(("html", "fault"), WRONG.items())
def test_each_guard_fails_on_what_is_wrong(html: str, fault: str) -> None:
    assert faults_of(parse(html)) == [fault]


def test_the_guards_pass_what_is_right() -> None:
    right = (
        "<h1 id='a'>a</h1><p><a href='#a'>a</a></p><table><caption>t</caption>"
        "<thead><tr><th scope='col'>a</th></tr></thead>"
        "<tbody><tr><th scope='row'>1</th></tr></tbody></table>"
    )
    assert faults_of(parse(right)) == []


@pytest.mark.parametrize("html", ["<p><b>x</p></b>", "<div>", "</div>", "<a id='x' id='y'>z</a>"])
def test_malformed_html_is_noticed(html: str) -> None:
    with pytest.raises(Malformed):
        parse(html)
