"""Changes on a terminal: what stands where, at every width, whatever a plan says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.compare.comparison import Review
from riep_plan.output.changes import formats, renderer
from riep_plan.output.changes.text import WIDE, render
from tests.output.reviews import EVERYTHING, NOTHING, ONE, hostile, many

#: What a terminal obeys, and what reorders or hides text on the screen.
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def lines(review: Review, width: int = 80) -> list[str]:
    return render(review, width=width).splitlines()


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
@pytest.mark.parametrize("review", [EVERYTHING, NOTHING, hostile(), hostile("x" * 500), many(3)])
def test_no_line_is_wider_than_asked(review: Review, width: int) -> None:
    assert [line for line in lines(review, width) if len(line) > width] == []
    assert [line for line in lines(review, width) if line != line.rstrip()] == []


@given(st.text(max_size=200), st.sampled_from([60, 80, 120]))
def test_nothing_in_a_plan_acts_on_the_terminal(said: str, width: int) -> None:
    text = render(hostile(said), width=width)
    assert UNSEEN.findall(text) == []
    assert max(map(len, text.splitlines())) <= width


def test_before_and_after_stand_below_each_other_on_a_narrow_terminal() -> None:
    shown = lines(ONE)
    place = shown.index("    before  £500")
    assert shown[place : place + 3] == [
        "    before  £500",
        "    after   £0",
        "    change  -£500 (-100%)",
    ]


def test_before_and_after_stand_side_by_side_on_a_wide_terminal() -> None:
    assert any(re.fullmatch(r" +before  £500 +│ after   £0", line) for line in lines(ONE, WIDE))
    assert not any("│" in line for line in lines(ONE, WIDE - 1))


@pytest.mark.parametrize("width", [80, WIDE])
def test_the_places_of_both_sides_are_named(width: int) -> None:
    text = "".join(line.strip() for line in lines(ONE, width))
    assert "projects/regional-brand.yaml:24" in text
    assert "projects/regional-brand.yaml:26" in text


def test_what_needs_approval_says_so_where_it_stands_and_at_the_end() -> None:
    shown = lines(ONE)
    assert shown.index("    ! Approval needed: the Board.") < shown.index("Time and promises")
    closing = shown[shown.index("Approval needed") :]
    assert "  Approval needed: the Board" in closing
    assert "  Refused: the Board" in closing
    assert not any("programme director" in line and "Approval" in line for line in closing)


def test_parts_come_in_their_order() -> None:
    headings = [line for line in lines(ONE)[4:] if line and line[0] != " " and "." not in line]
    wanted = "Money|All changes together|Time and promises|Scope and decisions|Other facts|"
    wanted += "Findings|One finding moved|Wording|Within limits or approved|Approval needed"
    assert [one for one in headings if one in wanted.split("|")] == wanted.split("|")


def test_totals_too_wide_for_a_table_stand_below_each_other() -> None:
    assert any("£1,653,000 before, £1,665,000.50 after" in line for line in lines(ONE, 60))
    assert not any(" before, " in line for line in lines(ONE, 80))


def test_colour_adds_no_word() -> None:
    painted = render(ONE, paint=lambda text, role: f"\x01{role}\x02{text}\x03")
    assert re.sub("\x01[a-z]+\x02|\x03", "", painted) == render(ONE)
    assert {"added", "removed", "error", "path"} <= set(re.findall("\x01([a-z]+)\x02", painted))


def test_nothing_is_said_to_change() -> None:
    assert lines(NOTHING) == [
        "Changes from main to carers-brand",
        "Nothing changes in meaning. All nine plans say the same.",
    ]


def test_many_changes_are_all_told() -> None:
    text = render(many(10_000))
    assert text.count("loses £500") == 15_000
    assert text.count("! Approval needed: the Board.") == 5_000


def test_formats_are_found_by_their_modules() -> None:
    assert formats() == ["text", "json", "markdown"]
    assert renderer("text") is render
    with pytest.raises(KeyError):
        renderer("_lines")
