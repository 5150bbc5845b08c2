"""Spend against its profile: every way of taking the lines together gives the same money."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.returns.spend import SpendLine, position, positions, spend_lines
from riep_plan.figures.returns.standing import return_of
from riep_plan.figures.returns.traced import Figure
from tests.figures.returns.programme import ABSENT, changed, ledger
from tests.figures.tables import CALENDAR, KINDS, QUARTERS, Data, plan_of

steady = settings(deadline=None, derandomize=True, database=None, max_examples=60)
pounds = st.integers(0, 1_000_000).map(Decimal)
SOURCES = ("core", "pot")
CORE1, CORE2 = "Q1/depot/spend/core/revenue", "Q2/depot/spend/core/revenue"
MEASURES = (
    *("budget", "planned", "planned_in_quarter", "actual", "actual_in_quarter", "forecast"),
    *("slips", "outturn", "variance", "variance_to_date", "remaining"),
)


@st.composite
def programmes(draw: st.DrawFn) -> Data:
    """Projects with profiles and returns; some returns missing, some amounts not known."""
    ids = [f"p{number}" for number in range(draw(st.integers(1, 3)))]
    spend = {
        one: {
            source: {kind: {label: draw(pounds) for label in QUARTERS} for kind in KINDS}
            for source in SOURCES
        }
        for one in ids
    }
    returns: Data = {}
    for place, label in enumerate(QUARTERS[: draw(st.integers(1, 4))]):
        made = [one for one in ids if draw(st.booleans())]
        returns[label] = {
            "projects": {
                one: {
                    "spend": {
                        source: {kind: draw(_row(QUARTERS[place + 1 :])) for kind in KINDS}
                        for source in SOURCES
                    }
                }
                for one in made
            }
        }
    return {
        "kind": "work-programme",
        "title": "Programme",
        "calendar": CALENDAR,
        "funding": {one: {"title": one.title(), "kind": "core"} for one in SOURCES},
        "projects": {one: {"title": one.upper(), "spend": spend[one]} for one in ids},
        "returns": returns,
    }


@st.composite
def _row(draw: st.DrawFn, later: tuple[str, ...]) -> Data:
    forecast: Data = {label: draw(st.one_of(pounds, st.just("tbc"))) for label in later}
    actual = draw(st.one_of(pounds, st.just("tbc")))
    return {"actual": actual} | ({"forecast": forecast} if forecast else {})


def lines_of(data: Data, quarter: str) -> list[SpendLine]:
    return spend_lines(Ledger(plan_of(data)), quarter)


def plain(figure: Figure) -> tuple[Decimal, frozenset[object], frozenset[object]]:
    """A figure but for the order of its terms, which is that of the files."""
    return figure.amount, frozenset(figure.terms), frozenset(figure.unknown)


def figures_of(lines: list[SpendLine], quarter: str) -> dict[str, Figure]:
    whole = position(lines, quarter)
    return {name: getattr(whole, name) for name in MEASURES}


@given(data=programmes(), quarter=st.sampled_from(QUARTERS))
@steady
def test_positions_by_source_kind_and_project_agree_with_the_whole(
    data: Data, quarter: str
) -> None:
    lines = lines_of(data, quarter)
    whole = figures_of(lines, quarter)
    for by in (
        lambda line: line.source,
        lambda line: line.kind,
        lambda line: line.project_id,
        lambda line: f"{line.project_id} {line.source} {line.kind}",
    ):
        groups = positions(lines, quarter, by).values()
        for name, figure in whole.items():
            parts = [getattr(group, name) for group in groups]
            assert sum(one.amount for one in parts) == figure.amount
            assert all(one.is_known for one in parts) == figure.is_known
            assert {path for one in parts for path in one.terms} == set(figure.terms)


@given(data=programmes(), quarter=st.sampled_from(QUARTERS))
@steady
def test_the_outturn_is_what_was_spent_and_what_is_expected(data: Data, quarter: str) -> None:
    whole = position(lines_of(data, quarter), quarter)
    assert whole.outturn == whole.actual + whole.forecast
    assert whole.variance == whole.outturn - whole.budget
    assert whole.remaining.amount + whole.actual.amount == whole.budget.amount


@given(data=programmes(), quarter=st.sampled_from(QUARTERS))
@steady
def test_the_order_of_projects_sources_and_returns_changes_nothing(
    data: Data, quarter: str
) -> None:
    def turned(part: object) -> object:
        if not isinstance(part, dict):
            return part
        return {key: turned(value) for key, value in reversed(part.items())}

    def by_line(found: list[SpendLine]) -> dict[tuple[str, str, str], object]:
        return {
            (one.project_id, one.source, one.kind): (
                plain(one.budget),
                {label: plain(figure) for label, figure in one.profile.items()},
                {label: plain(figure) for label, figure in one.actual.items()},
                {label: plain(figure) for label, figure in one.forecast.items()},
            )
            for one in found
        }

    reverse = turned(data)
    assert isinstance(reverse, dict)
    assert by_line(lines_of(reverse, quarter)) == by_line(lines_of(data, quarter))


@given(data=programmes(), by=st.integers(-1000, 1000).filter(bool), where=st.data())
@steady
def test_a_correction_changes_one_figure(data: Data, by: int, where: st.DataObject) -> None:
    """The actual of one line in one quarter, by so much, in every quarter's figures after it."""
    cells = [
        (project, source, kind, Decimal(row["actual"]))
        for project, found in data["returns"]["Q1"]["projects"].items()
        for source, kinds in found["spend"].items()
        for kind, row in kinds.items()
        if row["actual"] != "tbc"
    ]
    later = [one for one in list(data["returns"])[1:] if data["returns"][one]["projects"]]
    if not cells or not later:
        return
    project, source, kind, was = where.draw(st.sampled_from(cells))
    made_in = where.draw(st.sampled_from(later))
    correction = {
        "quarter": "Q1",
        "at": f"spend/{source}/{kind}/actual",
        "was": was,
        "becomes": was + by,
        "reason": "Counted twice",
        "agreed_by": "Programme manager",
    }
    edit = (f"returns/{made_in}/projects/{project}/corrections/one", correction)
    if return_of(plan_of(data), made_in, project) is None:  # not made, or not filled in otherwise
        return
    for quarter in QUARTERS:
        before, now = lines_of(data, quarter), lines_of(changed(edit, data=data), quarter)
        for one, other in zip(before, now, strict=True):
            is_it = (one.project_id, one.source, one.kind) == (project, source, kind)
            moved = by if is_it and quarter >= made_in else 0
            assert other.actual["Q1"].amount == one.actual["Q1"].amount + moved
            assert [other.actual[label] for label in list(one.actual)[1:]] == [
                one.actual[label] for label in list(one.actual)[1:]
            ]
            assert (other.forecast, other.budget, other.slips) == (
                one.forecast,
                one.budget,
                one.slips,
            )


def line(*edits: tuple[str, object], quarter: str = "Q2", which: str = "depot") -> SpendLine:
    """The first line of a project."""
    lines = spend_lines(ledger(*edits), quarter)
    return next(one for one in lines if one.project_id == which)


def test_the_small_programme() -> None:
    whole = position(spend_lines(ledger(), "Q2"), "Q2")
    assert {name: getattr(whole, name).amount for name in MEASURES} == {
        "budget": 90000,
        "planned": 40000,
        "planned_in_quarter": 30000,
        "actual": 54100,
        "actual_in_quarter": 38100,
        "forecast": 35900,
        "slips": 0,
        "outturn": 90000,
        "variance": 0,
        "variance_to_date": 14100,
        "remaining": 35900,
    }


def test_what_is_missing_is_unknown_and_not_nought() -> None:
    found = line(("Q2/depot", ABSENT))
    assert found.actual["Q2"].unknown == (("returns", "Q2", "projects", "depot"),)
    assert found.actual["Q1"] == Figure(
        Decimal(10000), (("returns", "Q1", "projects", "depot", *CORE1.split("/")[2:], "actual"),)
    )
    assert {label: one.amount for label, one in found.forecast.items()} == {
        "Q3": 10000,
        "Q4": 10000,
    }
    never = line(("returns", ABSENT))
    assert not never.is_returned
    assert {one.is_known for one in (*never.actual.values(), *never.forecast.values())} == {False}


def test_nothing_to_report_is_nought_and_known() -> None:
    found = line(("Q2/depot", {"nothing_to_report": "We wait."}))
    assert found.actual["Q2"].is_known
    assert found.actual["Q2"].amount == 0


@pytest.mark.parametrize("forecast", ["tbc", {"Q3": "tbc", "Q4": "tbc"}, {}])
def test_a_forecast_that_is_not_known(forecast: object) -> None:
    found = line((f"{CORE2}/forecast", forecast))
    assert not any(one.is_known for one in found.forecast.values())


def test_a_forecast_of_one_quarter_leaves_the_other_unknown() -> None:
    found = line((f"{CORE2}/forecast", {"Q3": 5}))
    assert found.forecast["Q3"].amount == 5
    assert found.forecast["Q3"].is_known
    assert not found.forecast["Q4"].is_known


@pytest.mark.parametrize("budget", ["tbc", {"Q1": 10000, "Q2": "tbc"}])
def test_a_budget_still_to_be_confirmed_is_unknown(budget: object) -> None:
    found = line(("projects/depot/spend/core/revenue", budget))
    assert not found.budget.is_known
    silent = line(("projects/depot/spend/core/revenue", budget), ("Q2/depot/spend/core", ABSENT))
    assert not silent.actual["Q2"].is_known  # the plan may have money, so silence is no nought


def test_a_total_stands_for_a_part_that_is_to_be_confirmed() -> None:
    row = {"total": 500, "Q1": 200, "Q2": "tbc"}
    found = line(("projects/depot/spend/core/revenue", row))
    assert found.budget.amount == 500
    assert found.budget.is_known
    assert not found.profile["Q2"].is_known


def test_years_outside_the_calendar_are_no_budget_of_it() -> None:
    row = {"2010/11": 40000, "2011/12": 60000}
    found = line(("projects/depot/spend/core/revenue", row))
    assert found.budget.amount == 40000
    alone = line(("projects/depot/spend/core/revenue", {"2012/13": 60000}))
    assert alone.budget.amount == 60000


def test_an_actual_may_be_told_by_the_cumulatives() -> None:
    found = line((f"{CORE2}/actual", ABSENT))
    assert found.actual["Q2"].amount == 10100
    assert {path[-1] for path in found.actual["Q2"].terms} == {"to_date", "brought_forward"}
    assert not line((f"{CORE2}/actual", ABSENT), (f"{CORE2}/to_date", ABSENT)).actual["Q2"].is_known


def test_the_next_return_tells_what_a_missing_one_did_not() -> None:
    care = line(("Q1/care", ABSENT), which="care")
    assert {label: one.amount for label, one in care.actual.items()} == {"Q1": 6000, "Q2": 8000}
    assert all(one.is_known for one in care.actual.values())
    untold = line(
        ("Q1/care", ABSENT), ("Q2/care/spend/pot/revenue/brought_forward", ABSENT), which="care"
    )
    assert not untold.actual["Q1"].is_known
    assert not line(("Q1/care", ABSENT), quarter="Q1", which="care").actual["Q1"].is_known


def test_money_that_the_plan_does_not_give_is_a_line_of_its_own() -> None:
    lines = spend_lines(ledger(("Q2/depot/spend/pot", {"revenue": {"actual": 70}})), "Q2")
    found = next(one for one in lines if (one.project_id, one.source) == ("depot", "pot"))
    assert (found.kind, found.budget, found.actual["Q1"]) == ("revenue", Figure(), Figure())
    assert found.actual["Q2"].amount == 70


def test_what_slips_is_kept_apart() -> None:
    whole = position([line((f"{CORE2}/slips", 900))], "Q2")
    assert whole.slips.amount == 900
    assert whole.outturn.amount == 40000
