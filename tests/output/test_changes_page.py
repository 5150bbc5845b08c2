"""Changes as a page: the same content, to be read without eyes, colour, network or script."""

import re

import pytest

from riep_plan.compare.comparison import Review
from riep_plan.report.blocks import blocks_of
from riep_plan.report.changes import changes_document, render
from riep_plan.report.tables import Table
from tests.output.reviews import EVERYTHING, NOTHING, ONE, hostile
from tests.report.reading import HEADINGS, parse
from tests.report.test_accessibility import heading_levels, skipped

REVIEWS = {"everything": EVERYTHING, "one": ONE, "nothing": NOTHING, "hostile": hostile()}
every_review = pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)


@every_review
def test_headings_lead_through_the_page(review: Review) -> None:
    root = parse(render(review))
    assert skipped(heading_levels(root)) == []
    assert len(root.all("h1")) == 1
    assert all(one.text for one in root.all(*HEADINGS))
    ids = [one.attributes["id"] for one in root.walk() if "id" in one.attributes]
    assert len(set(ids)) == len(ids)
    targets = [one.attributes["href"].removeprefix("#") for one in root.all("a")]
    assert set(targets) <= set(ids)


@every_review
def test_every_table_has_a_caption_and_scopes(review: Review) -> None:
    root = parse(render(review))
    for one in root.all("table"):
        assert one.all("caption")[0].text
        assert {head.attributes.get("scope") for head in one.all("th")} == {"col", "row"}
    assert bool(root.all("table")) == bool(review.plans)


@every_review
def test_it_needs_no_other_file(review: Review) -> None:
    root = parse(render(review))
    assert root.all("script", "img", "link", "iframe", "svg") == []
    assert root.all("html")[0].attributes["lang"] == "en-GB"
    links = [one.attributes["href"] for one in root.all("a")]
    assert [link for link in links if not link.startswith("#")] == []


def test_hostile_text_becomes_no_element_and_hides_nothing() -> None:
    text = render(hostile())
    assert "<script" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e]", text)
    assert "<script>alert(1)</script>" in parse(text).text


def test_what_needs_approval_says_so_in_words() -> None:
    found = [one for one in blocks_of(changes_document(ONE)) if isinstance(one, Table)]
    money = next(one for one in found if one.caption == "Money")
    assert money.rows[0].cells[0].endswith("to Regional brand. Approval needed: the Board.")
    assert not any("pproval needed" in row.cells[0] for row in money.rows[1:])
    assert found[0].caption == "Approval needed"


def test_it_tells_every_change() -> None:
    seen = parse(render(ONE)).text
    for placed in ONE.plans[0].changes:
        assert placed.change.text.rstrip(".") in seen
