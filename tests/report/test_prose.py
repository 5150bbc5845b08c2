"""A plan's text says the same wherever it is set; nothing in it means anything to a format."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from riep_plan.model import Plan
from riep_plan.report import plan_document, render
from riep_plan.report.prose import (
    escape_markdown,
    escape_markdown_line,
    prose_to_html,
    prose_to_markdown,
)
from tests.report.command import FORMATS
from tests.report.reading import Element, parse, read, set_markdown

steady = settings(deadline=None, derandomize=True, database=None, max_examples=400)

#: Any text that a plan can hold: a file with NUL in it is refused before it comes to this.
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
#: Text made mostly of what Markdown, HTML and Jinja give a meaning to.
signs = st.text(st.sampled_from("ab1 \n\t_*`~[]()<>|\\#&;!-+=.:/{}%\"'£–é@"), max_size=24)
hostile = [
    "<script>alert(1)</script>",
    "![x](https://example.org/x.png) [y](javascript:alert(1))",
    "a | b \\| c",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; &amp; &#39; &copy",
    "__init__ and snake_case_name and *star*",
    "a __b__ c",
    "# heading #",
    "1. one",
    "- - -",
    "===",
    "~~struck~~ `code` ``",
    "[a]: https://example.org",
    "C:\\new\\table",
    "trailing backslash \\",
    "C #",
]


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def tags(root: Element) -> list[str]:
    return [one.tag for one in root.walk()][1:]


@pytest.mark.parametrize("text", hostile)
def test_hostile_text_is_only_text_in_a_paragraph(text: str) -> None:
    assert_plain_paragraph(text)


@given(text=anything | signs)
@steady
def test_a_line_of_text_is_only_text(text: str) -> None:
    assert_plain_paragraph(text)


def assert_plain_paragraph(text: str) -> None:
    root = parse(set_markdown(escape_markdown_line(text)))
    assert root.text == on_one_line(text)
    assert tags(root) == (["p"] if on_one_line(text) else [])


@pytest.mark.parametrize("text", hostile)
def test_hostile_text_is_only_text_in_a_table(text: str) -> None:
    assert_plain_cell(text)


@given(text=anything | signs)
@steady
def test_a_cell_of_text_is_only_text(text: str) -> None:
    assert_plain_cell(text)


def assert_plain_cell(text: str) -> None:
    cell = escape_markdown(text)
    root = parse(set_markdown(f"| a | b |\n| --- | --- |\n| {cell} | end |"))
    assert [one.text for one in root.all("td")] == [on_one_line(text), "end"]
    assert [one.tag for one in root.all("td")[0].walk()] == ["td"]


@pytest.mark.parametrize("text", hostile)
def test_hostile_text_is_only_text_in_a_heading(text: str) -> None:
    assert_plain_heading(text)


@given(text=(anything | signs).filter(str.strip))
@settings(steady, max_examples=150)
def test_a_heading_of_text_is_only_text(text: str) -> None:
    assert_plain_heading(text)


def assert_plain_heading(text: str) -> None:
    """A plan's and a project's title, in the plan's own document and in both formats."""
    try:
        project = {"title": text, "description": "Words."}
        plan = Plan.model_validate(
            {"kind": "delivery-plan", "title": text, "projects": {"p": project}}
        )
    except ValidationError:
        assume(False)
    for format_ in FORMATS:
        document = read(render(plan_document("plan", plan, []), format_), format_)
        titles = [one for one in document.headings if one.tag in ("h1", "h3")]
        assert [one.text for one in titles] == [on_one_line(text)] * 2
        assert [tags(one) for one in titles] == [[], []]


@given(text=(anything | signs).filter(str.strip))
@steady
def test_strong_text_is_strong_and_only_text(text: str) -> None:
    """A table's caption, and the cells of a row of totals."""
    root = parse(set_markdown(f"**{escape_markdown(text)}**"))
    assert tags(root) == ["p", "strong"]
    assert root.text == on_one_line(text)


@given(text=(anything | signs).filter(str.strip))
@steady
def test_a_point_of_a_list_is_only_text(text: str) -> None:
    root = parse(set_markdown(f"- {escape_markdown_line(text)}\n- end"))
    assert tags(root) == ["ul", "li", "li"]
    assert [one.text for one in root.all("li")] == [on_one_line(text), "end"]


def test_plain_words_are_left_as_they_are() -> None:
    """What needs no escape gets none: people read the Markdown too."""
    text = "Q2 spend of £42,000 (33%) – carers' placements; 1-1 inputs, and/or 2010/11."
    assert escape_markdown(text) == text
    assert escape_markdown("snake_case") == "snake_case"


# --- prose: the same words in both formats ---

paragraphs = st.lists(anything | signs, max_size=4).map("\n\n".join)
lists = st.lists(signs, min_size=1, max_size=4).map(
    lambda items: "\n".join(f"- {on_one_line(item)}" for item in items)
)
marked = st.lists(
    st.sampled_from(
        ["*", "**", "a", "b c", " ", "\n", "\n\n", "- ", "1. ", "  ", "_", "\\", "x_y", "#"]
    ),
    max_size=14,
).map("".join)


def words(html: str) -> str:
    return parse(html).text


@pytest.mark.parametrize("text", hostile)
def test_hostile_prose_says_the_same_in_both_formats(text: str) -> None:
    assert words(set_markdown(prose_to_markdown(text))) == words(prose_to_html(text))


@given(text=anything | signs | paragraphs | lists | marked)
@steady
def test_prose_says_the_same_in_both_formats(text: str) -> None:
    assert words(set_markdown(prose_to_markdown(text))) == words(prose_to_html(text))


@given(text=anything | signs | paragraphs | lists | marked)
@steady
def test_prose_is_paragraphs_lists_and_emphasis_and_nothing_else(text: str) -> None:
    allowed = {"p", "ul", "ol", "li", "em", "strong", "br"}
    for html in (prose_to_html(text), set_markdown(prose_to_markdown(text))):
        assert set(tags(parse(html))) <= allowed


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. c\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>'),
        ("*em* and **strong**", "<p><em>em</em> and <strong>strong</strong></p>"),
    ],
)
def test_prose_keeps_its_form_in_both_formats(text: str, html: str) -> None:
    assert "".join(prose_to_html(text).split("\n")) == html
    assert "".join(set_markdown(prose_to_markdown(text)).split("\n")) == html


#: Text that is mostly without any sign of emphasis, and begins with a letter.
plainer = st.builds(
    "{}{}".format,
    st.sampled_from("abÉ1"),
    st.text(st.sampled_from("ab1 \t~[]()<>|#&;!-+=.:/{}%\"'£–@$^\u2028\x0b\\*_\n"), max_size=20),
)


@steady
@given(plainer)
def test_plain_prose_is_set_as_the_parser_sets_it(text: str) -> None:
    """What is plainly without signs is not parsed; before another paragraph it is."""
    parsed = prose_to_markdown(f"{text}\n\nend")
    assume(parsed.endswith("\n\nend") and not text.strip().endswith("#"))
    assert prose_to_markdown(text) == parsed.removesuffix("\n\nend")
