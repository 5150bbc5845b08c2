"""TXT, SEC and the shares of TOT: what a text says of a figure, and what it does not."""

import pytest

from riep_plan.values.money import Unit
from tests.figures.stated import ledger_of, project
from tests.figures.tables import Data
from tests.rules.asked import places_in


def found(code: str, data: Data, unit: Unit = Unit.POUND) -> list[str]:
    """Where a rule finds something."""
    return places_in(code, ledger_of(data, unit))


# --- Amounts that are nearly a figure ----------------------------------------------------------


def says(text: str, amount: object = 297_500, line: str = "Legal advice") -> Data:
    lines = {"a": {"text": line, "amounts": {"pot": amount}}}
    return project(budget=lines, description=text)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("The pot of capital has £296k for it.", True),  # the source: Capital pot
        ("Legal advice comes to £296,000.", True),  # the line
        ("It comes to £297,300.", True),  # one digit is another
        ("It comes to £279,500.", False),  # far from it
        ("It comes to £295,700.", True),  # two digits have changed places
        ("Councils spend £296,000 a year on heating.", False),
        ("A neighbouring region invested £296,000 before it saw results.", False),
        ("The advice was free. Heating costs £296,000.", False),  # another sentence
    ],
)
def test_an_amount_is_nearly_a_figure_where_it_is_meant(text: str, is_found: bool) -> None:
    assert bool(found("TXT02", says(text))) is is_found


def test_an_exact_amount_in_words_may_be_one_in_thousands() -> None:
    text = "Legal advice comes to £76,402."
    assert found("TXT02", says(text, "76"), Unit.THOUSAND) == []
    assert found("TXT02", says(text, "76000")) == ["projects/p/description"]


@pytest.mark.parametrize(
    ("second", "is_found"),
    [
        ("The board was told of £239m of savings in the region by March.", True),
        ("The board was told of £239m of savings in waste by March.", False),
        ("The board was told of £239m of savings in the region by March 2012.", False),
        ("The board was told of £239m of savings in the region by June.", False),
    ],
)
def test_sentences_that_name_other_things_or_times_give_other_amounts(
    second: str, is_found: bool
) -> None:
    first = "The board was told of £234m of savings in the region by March"
    first += " 2011." if "2012" in second else "."
    data = {"narrative": {"a": {"text": first}, "b": {"text": second}}}
    assert bool(found("TXT06", data)) is is_found


# --- What is no placeholder ------------------------------------------------------------------


def test_a_word_of_the_language_is_no_placeholder() -> None:
    source = {"title": "Grant", "kind": "ring-fenced", "status": "tbc"}
    assert found("SEC02", {"funding": {"g": source}}) == []


@pytest.mark.parametrize(("text", "is_found"), [("Scope to be agreed", False), ("tbc", True)])
def test_what_is_to_be_done_may_be_to_be_agreed(text: str, is_found: bool) -> None:
    assert bool(found("SEC02", project(milestones={"m": {"text": text}}))) is is_found
    decision = {"outcome": "approved", "conditions": [text]}
    assert bool(found("SEC02", project(decisions={"b": decision}))) is is_found


def test_an_outcome_that_is_to_be_agreed_is_a_placeholder() -> None:
    assert found("SEC02", project(outcomes={"o": "Scope to be agreed"})) != []


@pytest.mark.parametrize(
    "text",
    [
        *("TBA", "tBc", "(tbd)", "N/A", "na", "XXX", "xxxx by June 2010", "— to follow"),
        *("Still to be written.", "Yet to be confirmed by the board", "PENDING", "…"),
        *("Under development", "Not yet available", "Not agreed", "Placeholder"),
        *("Lorem ipsum dolor sit amet", "Awaiting the minister", "Waiting for the audit"),
        *("The scope is to be agreed", "Figures are AWAITED", "Costs to follow in June"),
    ],
)
def test_a_placeholder_is_found_in_whatever_letters_it_is_written(text: str) -> None:
    for written in (text, text.lower(), text.upper(), f"“{text}”"):
        assert found("SEC02", project(description=written)) == ["projects/p/description"]


@pytest.mark.parametrize(
    "text", ["PENDİNG", "Pendıng", "WAİTİNG for the audit", "Waıting for the audit", "AWAİTİNG it"]
)
def test_a_placeholder_is_found_with_an_i_of_another_keyboard(text: str) -> None:
    assert found("SEC02", project(description=text)) == ["projects/p/description"]


@pytest.mark.parametrize(
    "text",
    ["Nothing is open.", "The board awaits nobody: it has decided.", "Tableware", "Lower costs"],
)
def test_content_is_no_placeholder_for_the_letters_that_it_begins_with(text: str) -> None:
    assert found("SEC02", project(description=text)) == []


# --- Shares of a total -----------------------------------------------------------------------


@pytest.mark.parametrize(("share", "is_found"), [("30%", False), ("33%", True)])
def test_a_share_is_of_the_total_and_not_of_what_is_left_of_it(share: str, is_found: bool) -> None:
    rows = {
        "a": {"text": "A", "values": {"Cost": "£30", "Share": share}},
        "b": {"text": "B", "values": {"Cost": "£70", "Share": "70%"}},
        "all": {"text": "Total", "values": {"Cost": "£100"}, "adds": ["a", "b"]},
        "met": {"text": "Met by grants", "values": {"Cost": "£10"}},
        "net": {"text": "Net", "values": {"Cost": "£90"}, "adds": ["all"], "less": ["met"]},
    }
    table = {"title": "Costs", "rows": rows, "shares": {"Share": "Cost"}}
    assert bool(found("TOT15", {"evidence": {"t": table}})) is is_found


def test_a_share_is_of_the_total_of_subtotals() -> None:
    rows = {
        "a": {"text": "A", "values": {"Cost": "£30", "Share": "30%"}},
        "b": {"text": "B", "values": {"Cost": "£70", "Share": "40%"}},
        "some": {"text": "Subtotal", "values": {"Cost": "£30"}, "adds": ["a"]},
        "rest": {"text": "Subtotal", "values": {"Cost": "£70"}, "adds": ["b"]},
        "all": {"text": "Total", "values": {"Cost": "£100"}, "adds": ["some", "rest"]},
    }
    table = {"title": "Costs", "rows": rows, "shares": {"Share": "Cost"}}
    assert found("TOT15", {"evidence": {"t": table}}) == ["evidence/t/rows/b/values/Share"]


# --- Figures of two projects -------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "is_found"), [("£2,194", False), ("£2,190", True)])
def test_the_same_words_in_two_projects_give_the_figure_of_each(
    amount: str, is_found: bool
) -> None:
    def told(said: str, has: int) -> Data:
        text = f"Members were told that {said} of savings come from travel together."
        return {"title": "P", "description": text, "budget": {"a": {"text": "A", "amount": has}}}

    data = {"projects": {"p": told("£2,202", 2202), "q": told(amount, 2194)}}
    assert bool(found("TXT06", data)) is is_found


def test_a_rounded_figure_is_kept_beside_an_equal_one_that_is_exact() -> None:
    data = says("Legal advice comes to £25,454.", "25")
    data["policy"] = {"delegated": {"director": {"text": "Small changes", "limit": "£25,000"}}}
    assert found("TXT02", data, Unit.THOUSAND) == []
