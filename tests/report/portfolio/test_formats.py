"""The portfolio in every format, and what the public's edition of it leaves out."""

import io
import json

import docx
import pypdfium2
import pytest

from riep_plan.figures.audience import public_plan
from riep_plan.model import Plan
from riep_plan.report import Member, portfolio_document, render, renderer
from tests.plans.raw import PLAN_ID
from tests.report.portfolio.seen import kept_here
from tests.report.reading import read
from tests.report.test_audience import QUARTER, leaks, marked, whole_plan
from tests.report.whole import WHOLE
from tests.support.needs import needs_pango


@pytest.mark.parametrize("quarter", [None, "Q2"])
def test_json_has_every_table_cell_by_cell(quarter: str | None) -> None:
    document = kept_here(quarter)
    data = json.loads(render(document, "json"))
    assert data["kind"] == "portfolio"
    found = [
        (one["caption"], [[each["text"] for each in row["cells"]] for row in one["rows"]])
        for one in data["tables"]
    ]
    seen = [(one.caption, one.rows) for one in read(render(document, "html"), "html").tables]
    assert found == seen


def test_figures_in_json_are_exact() -> None:
    data = json.loads(render(kept_here(), "json"))
    (table,) = (one for one in data["tables"] if one["caption"] == "The programmes")
    known = {row["cells"][0]["text"]: row["cells"][3] for row in table["rows"]}
    assert known["RIEP Regional Investment Programme 2008/09"]["pounds"] == "2141000"
    assert known["EM IEP 2009/10 Regional Programme"] == {
        "text": "£6,305,000 †",
        "in_doubt": True,
        "pounds": "6305000",
    }


def test_word_has_the_tables() -> None:
    document = kept_here()
    written = docx.Document(io.BytesIO(renderer("docx")(document)))
    assert written.core_properties.title == document.title
    assert len(written.tables) == len(read(render(document, "html"), "html").tables)


@needs_pango
def test_the_pdf_holds_the_total() -> None:
    pages = pypdfium2.PdfDocument(renderer("pdf")(kept_here()))
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert "£9,307,000" in text


@pytest.mark.parametrize("quarter", [None, "Q2"])
def test_the_same_plans_give_the_same_bytes_in_any_order(quarter: str | None) -> None:
    document = kept_here(quarter)
    turned = kept_here(quarter, turned=True)
    assert [render(document, one) for one in ("md", "html", "json")] == [
        render(turned, one) for one in ("md", "html", "json")
    ]
    assert PLAN_ID not in render(document, "md").split("Plans that are not part")[0]


# --- the public's edition ---


def _portfolios(plan: Plan) -> str:
    """Give the portfolios of a plan beside one without markers, whole and of the quarter."""
    other = Plan.model_validate({"kind": "work-programme", "calendar": QUARTER, **WHOLE})
    members = [Member("p", plan, []), Member("q", other, [])]
    found = [portfolio_document(members)]
    if "Q1" in plan.calendar:
        found.append(portfolio_document(members, "Q1"))
    return "\n".join(render(one, "md") for one in found)


def test_each_value_restricted_alone_is_in_no_portfolio() -> None:
    _, markers = marked()
    found = [
        keys
        for keys, marker in markers.items()
        if leaks(_portfolios(public_plan(whole_plan("work-programme", [keys]))), iter([marker]))
    ]
    assert found == []


def test_the_board_portfolio_shows_some_of_them() -> None:
    """Otherwise the search above would look for what no portfolio shows."""
    _, markers = marked()
    text = _portfolios(whole_plan("work-programme", []))
    assert len(leaks(text, iter(markers.values()))) >= 8


def test_a_project_that_is_restricted_is_not_told_by_the_plan_that_continues_it() -> None:
    earlier = {
        "kind": "work-programme",
        "title": "Earlier",
        "period": "2008/09",
        "projects": {"secret": {"title": "Hush depot"}, "open": {"title": "Roads"}},
        "restricted": {"it": {"at": ["projects/secret"], "reason": "Exempt"}},
    }
    later = {
        "kind": "work-programme",
        "title": "Later",
        "period": "2009/10",
        "projects": {"depot": {"title": "Depot", "continues": ["a/secret"]}},
    }
    members = [
        Member("a", public_plan(Plan.model_validate(earlier)), []),
        Member("b", Plan.model_validate(later), []),
    ]
    text = render(portfolio_document(members).for_public(is_restricted=True), "md")
    assert "Hush" not in text
    assert "secret" not in text
    assert "for the public" in text
