"""What the portfolio of a quarter says: real programmes before made-up ones, nothing added up."""

from copy import deepcopy

from tests.figures.returns.programme import PROGRAMME
from tests.figures.tables import Data
from tests.report.portfolio.seen import seen

MOVED = {
    "Q1": {"from": "July 2012", "to": "September 2012"},
    "Q2": {"from": "October 2012", "to": "December 2012"},
    "Q3": {"from": "January 2013", "to": "March 2013"},
    "Q4": {"from": "April 2013", "to": "June 2013"},
}


def programme(title: str, rag: str = "green", **more: object) -> Data:
    """The small programme with returns, under a title, its first project of a rating."""
    data = deepcopy(PROGRAMME) | {"title": title} | more
    returned = data["returns"]["Q2"]["projects"]["depot"]
    returned["rag"] = {
        aspect: {"status": rag, "because": f"It is {rag}."} for aspect in returned["rag"]
    }
    return data


def without_returns(title: str) -> Data:
    return programme(title) | {"returns": {}}


def test_the_worst_project_of_all_comes_first() -> None:
    found = seen({"a": programme("Alpha", "amber"), "b": programme("Beta", "red")}, "Q2")
    (first, *_) = found.section("1. The position")
    assert first.startswith("The worst placed project is Shared depot of Beta, which is RED")
    worst = found.table("The worst placed projects of all programmes")
    assert [row[:3] for row in worst.rows][:2] == [
        ["Shared depot", "Beta", "RED"],
        ["Shared depot", "Alpha", "AMBER"],
    ]


def test_a_made_up_project_is_not_the_worst_where_there_are_real_ones() -> None:
    made_up = programme("Beta", "red", status="Illustrative")
    found = seen({"a": programme("Alpha", "amber"), "b": made_up}, "Q2")
    (first, *_) = found.section("1. The position")
    assert "of Alpha" in first
    names = found.table("RAG of each programme").column("Programme")
    assert names == ["Alpha", "Beta (illustrative)"]


def test_programmes_of_the_same_days_are_added_up() -> None:
    found = seen({"a": programme("Alpha"), "b": programme("Beta")}, "Q2")
    rows = found.table("Spend and forecast outturn").records()
    assert rows[2]["Programme"] == "Total without illustrative programmes"
    one, other, whole = (int(row["Budget"].removeprefix("£").replace(",", "")) for row in rows)
    assert whole == one + other > 0


def test_programmes_of_other_days_are_not() -> None:
    later = without_returns("Beta") | {"calendar": MOVED}
    found = seen({"a": programme("Alpha"), "b": later}, "Q2")
    rows = found.table("Spend and forecast outturn").records()
    assert [row["Programme"] for row in rows] == ["Beta", "Alpha"]
    assert "covers different days in each plan's calendar" in found.text


def test_a_programme_without_returns_is_said_to_be_so() -> None:
    found = seen({"a": programme("Alpha"), "b": without_returns("Beta")}, "Q2")
    assert "No return was received from any project of Beta." in found.text
    assert found.table("Returns not received").rows[-1][0] == "Beta"
    row = found.table("Spend and forecast outturn").records()[1]
    assert (row["Programme"], row["Actual to Q2"], row["Outturn"]) == ("Beta", "–", "–")


def test_no_returns_at_all() -> None:
    found = seen({"a": without_returns("Alpha"), "b": without_returns("Beta")}, "Q2")
    assert found.section("1. The position")[0] == (
        "No return was received from any project of Alpha and Beta."
    )
    assert not found.has_table("The worst placed projects of all programmes")
