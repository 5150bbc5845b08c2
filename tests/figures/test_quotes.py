"""Figures quoted in prose: what a path leads to, how it is written, and what cannot be reached."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures.quotes import quotes_in, texts_of, with_quotes
from riep_plan.model import Plan
from riep_plan.values.money import Unit, format_money
from tests.figures.tables import Data

steady = settings(deadline=None, derandomize=True, database=None, max_examples=150)

DATA: Data = {
    "kind": "work-programme",
    "title": "Programme",
    "period": "2009/10",
    "organisations_served": 46,
    "calendar": {"Q1": {"from": "April 2009", "to": "June 2009"}},
    "funding": {
        "core": {"title": "Core grant", "kind": "core", "amount": 1975000, "status": "confirmed"},
        "pot": {"title": "Capital pot", "kind": "capital pot", "amount": "2500 tbc"},
        "later": {"title": "Later", "kind": "core", "amount": "tbc"},
        "years": {"title": "Y", "kind": "core", "amount": {"2008/09": 60000, "2009/10": 40000}},
        "stated": {"title": "S", "kind": "core", "amount": {"total": 99, "2008/09": 60}},
        "less": {"title": "Less", "kind": "core", "amount": "-1250.5"},
    },
    "stated": {"unallocated": {"core": -5000}},
    "meetings": {"board": {"body": "Board", "on": "21 May 2009", "asked": ["Note it", "Agree"]}},
    "indicators": {
        "rent": {
            "kind": "lag",
            "text": "Rent",
            "baseline": {"value": "33%"},
            "target": {"value": "£8m", "profile": {"Q1": 75, "total": 1500}},
        }
    },
    "projects": {
        "depot": {
            "number": 7,
            "title": "Depot",
            "allocation": {"core": 165000},
            "spend": {"core": {"revenue": {"Q1": 10, "Q2": 20}, "capital": 5}},
        },
        "fleet": {
            "title": "Fleet",
            "allocation": {"core": 7000},
            "spend": {"core": {"capital": {"Q1": 100}}},
        },
    },
}


def plan_of(**more: object) -> Plan:
    return Plan.model_validate(DATA | more)


def quoted(quote: str) -> str:
    """What a quotation in the programme's own text becomes."""
    plan = with_quotes(plan_of(narrative={"part": f"It is {quote}."}))
    return plan.narrative["part"].text.removeprefix("It is ").removesuffix(".")


def quoted_in(project: str, quote: str) -> str:
    """What a quotation in a project's text becomes."""
    projects = DATA["projects"] | {project: DATA["projects"][project] | {"lead": f"Of {quote}."}}
    lead = with_quotes(plan_of(projects=projects)).projects[project].lead
    assert lead is not None
    return lead.removeprefix("Of ").removesuffix(".")


# --- What a path leads to --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "written"),
    [
        ("{funding/core/amount}", "£1,975,000"),
        ("{funding/core/amount|k}", "£1,975k"),
        ("{funding/core/amount|m}", "£1.975m"),
        ("{funding/core/amount/total}", "£1,975,000"),
        ("{funding/years/amount}", "£100,000"),
        ("{funding/years/amount|k}", "£100k"),
        ("{funding/years/amount/2008/09}", "£60,000"),
        ("{funding/years/amount/2009/10|k}", "£40k"),
        ("{funding/stated/amount}", "£99"),
        ("{funding/less/amount}", "-£1,250.50"),
        ("{stated/unallocated/core}", "-£5,000"),
        ("{stated/unallocated/core|k}", "-£5k"),
        ("{projects/depot/allocation/core}", "£165,000"),
        ("{projects/depot/spend/core/revenue}", "£30"),
        ("{projects/depot/spend/core/revenue/Q2}", "£20"),
        ("{projects/depot/number}", "7"),
        ("{projects/depot/title}", "Depot"),
        ("{title}", "Programme"),
        ("{kind}", "work-programme"),
        ("{funding/core/status}", "confirmed"),
        ("{period}", "2009/10"),
        ("{organisations_served}", "46"),
        ("{calendar/Q1/from}", "April 2009"),
        ("{meetings/board/on}", "21 May 2009"),
        ("{meetings/board/asked/1}", "Agree"),
        ("{indicators/rent/baseline/value}", "33%"),
        ("{indicators/rent/target/value}", "£8,000,000"),
        ("{indicators/rent/target/profile}", "1,500"),
        ("{indicators/rent/target/profile/Q1}", "75"),
        ("{figures/projects}", "2"),
        ("{figures/spend}", "£135"),
        ("{figures/spend/revenue}", "£30"),
        ("{figures/spend/capital}", "£105"),
        ("{figures/spend|k}", "£0.135k"),
    ],
)
def test_a_quotation_is_written_as_a_board_paper_does(quote: str, written: str) -> None:
    assert quoted(quote) == written


@pytest.mark.parametrize(
    ("quote", "written"),
    [
        ("{funding/pot/amount}", "£2,500 (tbc)"),
        ("{funding/later/amount}", "tbc"),
    ],
)
def test_what_is_to_be_confirmed_is_quoted_so(quote: str, written: str) -> None:
    assert quoted(quote) == written


@pytest.mark.parametrize(("scale", "written"), [("k", "£2.5k (tbc)"), ("m", "£0.0025m (tbc)")])
def test_what_is_to_be_confirmed_is_quoted_so_in_thousands(scale: str, written: str) -> None:
    assert quoted(f"{{funding/pot/amount|{scale}}}") == written


@pytest.mark.parametrize(
    ("amount", "certain"),
    [
        ({"2008/09": "tbc", "2009/10": 5}, "£5"),
        ({"2008/09": "tbc"}, "£0"),
        ({"2008/09": "2500 tbc", "2009/10": 100}, "£2,600"),
    ],
)
def test_a_sum_of_what_is_to_be_confirmed_is_not_quoted_as_certain(
    amount: Data, certain: str
) -> None:
    funding = {"core": {"title": "Core", "kind": "core", "amount": amount}}
    plan = with_quotes(plan_of(funding=funding, narrative={"part": "{funding/core/amount}"}))
    assert plan.narrative["part"].text != certain


def test_worked_out_spend_is_not_certain_where_part_of_it_is_not_known() -> None:
    project = {"title": "P", "spend": {"core": {"revenue": {"Q1": 10, "Q2": "tbc"}}}}
    plan = plan_of(projects={"p": project}, narrative={"part": "{figures/spend}"})
    assert with_quotes(plan).narrative["part"].text != "£10"


@pytest.mark.parametrize(
    "quote",
    [
        "{funding/corr/amount}",
        "{funding/core}",
        "{funding}",
        "{funding/core/amount/2008/09}",
        "{funding/core/amount/total/total}",
        "{funding/later/amount|k}",
        "{title|k}",
        "{period|m}",
        "{organisations_served|k}",
        "{indicators/rent/baseline/value|k}",
        "{indicators/rent/target}",
        "{meetings/board/asked}",
        "{meetings/board/asked/2}",
        "{meetings/board/asked/-1}",
        "{calendar/Q1/start}",
        "{date}",
        "{allocation/core}",
        "{projects/none/title}",
        "{figures}",
        "{figures/spend/total}",
        "{figures/projects|k}",
        "{figures/nothing}",
        "{title/}",
        "{title//}",
    ],
)
def test_what_leads_to_no_figure_stands_as_it_was_written(quote: str) -> None:
    assert quoted(quote) == quote


def test_pounds_of_a_quantity_are_written_in_thousands_too() -> None:
    assert quoted("{indicators/rent/target/value|k}") == "£8,000k"


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{ title}",
        "{Title}",
        "{title|b}",
        "{title|}",
        "{title|kk}",
        "{{title",
        "{title",
        "title}",
        "{1}",
        "{a,b}",
        "{Annex A}",
        "{'title'}",
        "${TITLE}",
        "{title\n}",
    ],
)
def test_other_braces_are_no_quotation(text: str) -> None:
    assert list(quotes_in(text)) == []
    plan = plan_of(narrative={"part": f"It is {text}."})
    assert with_quotes(plan) is plan


# --- Where a path is looked for --------------------------------------------------------------


@pytest.mark.parametrize(
    ("project", "quote", "written"),
    [
        ("depot", "{allocation/core}", "£165,000"),
        ("fleet", "{allocation/core}", "£7,000"),
        ("depot", "{title}", "Depot"),
        ("fleet", "{projects/depot/allocation/core}", "£165,000"),
        ("depot", "{period}", "2009/10"),
        ("depot", "{funding/core/amount}", "£1,975,000"),
        ("depot", "{figures/spend}", "£35"),
        ("depot", "{figures/spend/capital}", "£5"),
        ("fleet", "{figures/spend/capital}", "£100"),
        ("fleet", "{figures/projects}", "2"),
        ("fleet", "{number}", "{number}"),
    ],
)
def test_a_project_is_looked_in_first_and_then_the_plan(
    project: str, quote: str, written: str
) -> None:
    assert quoted_in(project, quote) == written


# --- Which texts may quote -------------------------------------------------------------------

HOLDERS: list[tuple[str, Data]] = [
    ("the title", {"title": "{period}"}),
    ("a list", {"meetings": {"b": {"body": "B", "on": "2009", "asked": ["a", "{period}"]}}}),
    ("prose", {"narrative": {"part": "One.\n\n- {period}"}}),
    ("prose with a heading", {"narrative": {"part": {"title": "T", "text": "{period}"}}}),
    ("a risk", {"risks": {"r": {"text": "{period}"}}}),
    ("a note of funding", {"funding": {"f": {"title": "F", "kind": "core", "note": "{period}"}}}),
    ("a project", {"projects": {"p": {"title": "P", "description": "{period}"}}}),
    (
        "deep in a project",
        {
            "projects": {
                "p": {
                    "title": "P",
                    "actions": {
                        "a": {"text": "A", "outputs": {"o": {"text": "{period}"}}},
                    },
                }
            }
        },
    ),
    (
        "a cell of evidence",
        {
            "evidence": {
                "e": {"title": "E", "rows": {"r": {"text": "R", "values": {"x": "{period}"}}}}
            }
        },
    ),
    (
        "words of an assessment",
        {"assessments": {"a": {"title": "A", "scale": {"Green": "{period}"}, "results": {}}}},
    ),
]


@pytest.mark.parametrize("holder", [one for _, one in HOLDERS], ids=[name for name, _ in HOLDERS])
def test_any_text_of_a_plan_may_quote(holder: Data) -> None:
    before = str(plan_of(**holder).model_dump())
    after = str(with_quotes(plan_of(**holder)).model_dump())
    assert before.count("{period}") == 1
    assert after == before.replace("{period}", "2009/10")


def test_the_heading_of_a_section_may_quote() -> None:
    plan = with_quotes(plan_of(narrative={"part": {"title": "In {period}", "text": "Words."}}))
    assert plan.narrative["part"].title == "In 2009/10"


def test_several_quotations_in_one_text() -> None:
    text = "{period}: {funding/core/amount|m} of {funding/core/amount}, {nothing}; {period}"
    written = with_quotes(plan_of(narrative={"part": text})).narrative["part"].text
    assert written == "2009/10: £1.975m of £1,975,000, {nothing}; 2009/10"


def test_nothing_but_the_texts_that_quote_changes() -> None:
    plan = plan_of(narrative={"part": "{period}", "other": "Words."})
    after = with_quotes(plan)
    assert plan.narrative["part"].text == "{period}"
    assert after.narrative["other"] == plan.narrative["other"]
    same = plan.model_dump() | {"narrative": None}
    assert after.model_dump() | {"narrative": None} == same


def test_a_plan_that_quotes_nothing_is_the_very_same() -> None:
    plan = plan_of(narrative={"part": "Words, {Annex A} and { braces }."})
    assert with_quotes(plan) is plan
    assert with_quotes(plan_of()) == plan_of()


@given(
    text=st.text(st.sampled_from("ab {}|/k\n_.ö"), max_size=30).filter(str.strip),
)
@steady
def test_texts_without_a_quotation_are_left_alone(text: str) -> None:
    plan = plan_of(narrative={"part": text})
    if not any(True for _, one in texts_of(plan) for _ in quotes_in(one)):
        assert with_quotes(plan) is plan


@given(pounds=st.integers(-(10**11), 10**11), pence=st.integers(0, 99))
@steady
def test_a_quoted_amount_is_exact_however_it_is_written(pounds: int, pence: int) -> None:
    amount = Decimal(pounds) + Decimal(pence) / 100
    funding = {"core": {"title": "Core", "kind": "core", "amount": f"{amount}"}}
    text = "{funding/core/amount} {funding/core/amount|k} {funding/core/amount|m}"
    plan = with_quotes(plan_of(funding=funding, narrative={"part": text}))
    plain, thousands, millions = plan.narrative["part"].text.split(" ")
    assert plain == format_money(amount)
    for written, places in ((thousands, 3), (millions, 6)):
        assert re.fullmatch(r"-?£[\d,]+(\.\d+)?[km]", written)
        assert Decimal(re.sub("[£,km]", "", written)).scaleb(places) == amount


def test_a_plan_in_thousands_quotes_pounds() -> None:
    data = DATA | {"stated": {"funding": 6300}, "narrative": {"part": "{stated/funding}"}}
    plan = Plan.model_validate(data, context={"unit": Unit.THOUSAND})
    assert with_quotes(plan).narrative["part"].text == "£6,300,000"


# --- What cannot be reached ------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        "{plan/__class__}",
        "{title/__class__}",
        "{title/__len__}",
        "{funding/core/__class__}",
        "{funding/core/__dict__}",
        "{funding/core/amount/__class__}",
        "{funding/core/amount/root}",
        "{funding/core/amount/parts}",
        "{funding/core/amount/unknown}",
        "{funding/core/amount/total/amount}",
        "{funding/core/amount/total/is_confirmed}",
        "{period/text}",
        "{period/days}",
        "{projects/depot/name}",
        "{model_fields}",
        "{model_config}",
        "{model_dump}",
        "{projects/depot/model_fields_set}",
        "{title.upper}",
        "{title.__class__.__mro__}",
        "{figures/__class__}",
        "{projects/keys}",
        "{narrative/part/model_copy}",
        "{policy/capital}",
        "{risks}",
    ],
)
def test_a_quotation_cannot_reach_into_python(quote: str) -> None:
    assert quoted(quote) == quote
    assert quoted_in("depot", quote) == quote


def test_a_text_that_quotes_is_itself_no_figure() -> None:
    """Else a quotation of it would put a pair of braces before the board, or go on for ever."""
    texts = {"a": "{narrative/b/text}", "b": "{narrative/a/text}", "c": "{narrative/c/text}"}
    plan = with_quotes(plan_of(narrative=texts))
    assert {key: one.text for key, one in plan.narrative.items()} == texts
    plan = with_quotes(plan_of(title="In {period}", narrative={"part": "{title}"}))
    assert (plan.title, plan.narrative["part"].text) == ("In 2009/10", "{title}")


@given(
    path=st.lists(
        st.sampled_from(
            [*DATA, "core", "amount", "total", "depot", "__class__", "root", "0", "Q1"]
        ),
        min_size=1,
        max_size=5,
    ),
    scale=st.sampled_from(["", "|k", "|m"]),
)
@steady
def test_any_path_is_written_or_left(path: list[str], scale: str) -> None:
    quote = f"{{{'/'.join(path)}{scale}}}"
    written = quoted(quote)
    assert written == quote or "{" not in written
