"""Changes as one comment: what comes first, what fits, and that no text of a plan acts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from riep_plan.compare.comparison import Review
from riep_plan.output.changes.markdown import render
from tests.output.reviews import EVERYTHING, NOTHING, ONE, RICH, hostile, many
from tests.report.reading import read

GITHUB_TAKES = 65_536
#: The elements that a comment is made of; those that fold are written as HTML.
OURS = {"#document", "h3", "h4", "h5", "p", "strong", "code", "ul", "li", "br"}
OURS |= {"table", "thead", "tbody", "tr", "th", "td", "details", "summary"}


def html(text: str) -> str:
    """Set a comment as a code host does: CommonMark with tables, links made of addresses."""
    return str(MarkdownIt("commonmark").enable("table").render(text))


def columns(text: str) -> list[set[int]]:
    """How many columns each table's rows have."""
    return [
        {len(row.all("td", "th")) for row in table.all("tr")}
        for table in read(html(text), "html").root.all("table")
    ]


@pytest.mark.parametrize("review", [EVERYTHING, ONE, NOTHING])
def test_it_is_made_of_few_elements(review: Review) -> None:
    assert {one.tag for one in read(html(render(review)), "html").root.walk()} <= OURS


def test_what_the_change_does_comes_before_every_table() -> None:
    opening = render(ONE).split("\n|")[0]
    assert "needs the Board's approval for one virement of £60,000." in opening
    assert "£20,000 of capital from Q2 to Q3 in one project" in opening


def test_approvals_of_all_plans_come_before_any_plan() -> None:
    text = render(Review("a", "b", (RICH, RICH)))
    assert text.index("#### Approval needed") < text.index("Money")
    first, second = text.split("##### Money")[0], text.split("##### Money", 1)[1]
    assert first.count("**Approval needed.** No decision of the Board in the plan names") == 2
    assert "names this change" not in second


def test_a_change_that_needs_approval_says_so_in_its_row() -> None:
    (row,) = [
        line for line in render(ONE).splitlines() if "**Approval needed: the Board.**" in line
    ]
    assert row.startswith("| **Virement.** ")
    (row,) = [line for line in render(ONE).splitlines() if "**Refused by the Board.**" in line]
    assert row.startswith("| **Removed.** ")


def test_who_why_the_limit_and_what_is_missing_stand_in_one_row() -> None:
    (row,) = [line for line in render(ONE).splitlines() if "No decision of the Board" in line]
    for said in (
        "the Board",
        "beyond the £25,000",
        "The limit stands in policy › delegated",
        "£85,000",
        "`projects/",
    ):
        assert said in row


def test_wording_is_folded_away_last() -> None:
    text = render(ONE)
    assert text.index("<summary>Wording (1)</summary>") > text.index("#### Findings")
    assert text.count("<details>") == text.count("</details>") == 4


@pytest.mark.parametrize("review", [EVERYTHING, ONE, hostile()])
def test_every_row_has_the_columns_of_its_table(review: Review) -> None:
    found = columns(render(review))
    assert found
    assert [one for one in found if len(one) != 1] == []


def _seen(text: str) -> str:
    """What stands outside code, where code hosts look for mentions and references."""
    return re.sub(r"<code>.*?</code>", "", html(text), flags=re.DOTALL)


def test_hostile_text_acts_on_nothing() -> None:
    root = read(html(render(hostile())), "html").root
    assert {one.tag for one in root.walk()} <= OURS
    seen = _seen(render(hostile()))
    assert not re.search(r"@\w|#\d|GH-\d|![0-9]|://|www\.(?!\u200b)", seen)
    assert "\x1b" not in seen
    assert "\u202e" not in seen
    assert "<!--" not in seen


@given(st.text(max_size=120), st.sampled_from(["{}", "| {} |", "<{}>", "[{}](x)", "# {}", "@{}"]))
def test_no_text_of_a_plan_becomes_an_element(said: str, form: str) -> None:
    text = render(hostile(form.format(said)))
    assert {one.tag for one in read(html(text), "html").root.walk()} <= OURS
    assert all(len(one) == 1 for one in columns(text))


def test_a_plan_that_cannot_be_read_starts_no_heading() -> None:
    for said in ("# heading", "- item", "1. item", "+ item", "=== x", "> quote", "```"):
        review = hostile(said)
        alone = render(Review("a", "b", review.plans[1:]))
        assert {one.tag for one in read(html(alone), "html").root.walk()} <= OURS - {"ul", "li"}


@pytest.mark.parametrize("number", [5, 1_000, 10_000])
def test_a_comment_has_room_and_says_what_it_left_out(number: int) -> None:
    text = render(many(number))
    assert len(text) < GITHUB_TAKES
    shown = text.count("| **Cut.**")
    left_out = [int(one.replace(",", "")) for one in re.findall(r"([\d,]+) more did not fit", text)]
    assert shown + sum(left_out) == number + (number + 1) // 2
    assert bool(left_out) == (number > 5)


def test_no_table_pushes_another_out() -> None:
    text = render(Review("a", "b", (many(10_000).plans[0], RICH)))
    assert len(text) < GITHUB_TAKES
    for said in ("Findings", "Time and promises", "All changes together", "Wording (1)"):
        assert said in text


def test_long_hostile_texts_fit() -> None:
    for said in ("&" * 5_000, "\x07" * 5_000, "| " * 3_000, "`" * 4_000):
        text = render(hostile(said))
        assert len(text) < GITHUB_TAKES
        assert text.count("<details>") == text.count("</details>")


def test_nothing_is_said_to_change() -> None:
    assert render(NOTHING).splitlines()[2:] == [
        "Nothing changes in meaning. All nine plans say the same."
    ]
