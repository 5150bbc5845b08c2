"""A quarter's share of a plan: it adds up, and each date stands to each quarter in one way."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.quarter import (
    Progress,
    Timing,
    indicators_due,
    next_quarter,
    outputs_by_timing,
    outputs_starting_or_due,
    progress,
    timing,
)
from riep_plan.figures.tables import all_spend_rows, project_saving_rows
from riep_plan.values.period import read_period
from tests.figures.tables import CALENDAR, KINDS, QUARTERS, Data, consistent, plan_of

steady = settings(deadline=None, derandomize=True, database=None, max_examples=80)


def planned(data: Data, kind: str, *labels: str) -> Decimal:
    """Add a kind of spend up from the data itself."""
    rows = [project["spend"]["grant"][kind] for project in data["projects"].values()]
    return sum((row[label] for row in rows for label in labels), Decimal(0))


@given(data=consistent(), kind=st.sampled_from(KINDS))
@steady
def test_the_quarters_add_up_to_the_whole(data: Data, kind: str) -> None:
    ledger = Ledger(plan_of(data))
    rows = [row for one, row in all_spend_rows(ledger.plan) if one == kind]
    found = {label: progress(ledger, rows, label) for label in QUARTERS}
    whole = planned(data, kind, *QUARTERS)
    assert sum((one.quarter for one in found.values()), Decimal(0)) == whole
    assert {one.whole for one in found.values()} == {whole}
    assert found["Q4"].to_date == whole
    for position, label in enumerate(QUARTERS):
        assert found[label].quarter == planned(data, kind, label)
        assert found[label].to_date == planned(data, kind, *QUARTERS[: position + 1])


@given(data=consistent())
@steady
def test_revenue_and_capital_are_all_spend(data: Data) -> None:
    ledger = Ledger(plan_of(data))
    rows = list(all_spend_rows(ledger.plan))
    for label in QUARTERS:
        kinds = [
            progress(ledger, (row for one, row in rows if one == kind), label) for kind in KINDS
        ]
        assert kinds[0] + kinds[1] == progress(ledger, (row for _, row in rows), label)


@given(data=consistent())
@steady
def test_in_year_savings_add_up_to_the_stated_programme_total(data: Data) -> None:
    ledger = Ledger(plan_of(data))
    rows = [
        row
        for project_id, project in ledger.plan.projects.items()
        for (_, kind), row in project_saving_rows(project_id, project)
        if kind == "cashable"
    ]
    stated = data["stated"]["efficiencies"]["in_year"]["cashable"]
    assert progress(ledger, rows, "Q4").to_date == stated["total"]
    assert [progress(ledger, rows, one).quarter for one in QUARTERS] == [
        stated[one] for one in QUARTERS
    ]


def test_the_whole_is_the_parts_and_never_the_stated_total() -> None:
    ledger = ledger_of({"spend": {"grant": {"revenue": {"total": 999, "Q1": 10, "Q3": 5}}}})
    rows = [row for _, row in all_spend_rows(ledger.plan)]
    assert progress(ledger, rows, "Q2") == Progress(Decimal(0), Decimal(10), Decimal(15))


@pytest.mark.parametrize(
    ("found", "share"),
    [
        (Progress(Decimal(1), Decimal(1), Decimal(4)), Decimal("0.25")),
        (Progress(Decimal(0), Decimal(0), Decimal(4)), Decimal(0)),
        (Progress(), None),
    ],
)
def test_the_share_of_nothing_is_no_figure(found: Progress, share: Decimal | None) -> None:
    assert found.share == share


def ledger_of(project: Data) -> Ledger:
    one = {"title": "P"} | project
    return Ledger(
        plan_of(
            {
                "kind": "delivery-plan",
                "title": "Plan",
                "calendar": CALENDAR,
                "projects": {"p": one},
            }
        )
    )


DUE, UNDER_WAY, ELSEWHERE = Timing.DUE, Timing.UNDER_WAY, Timing.ELSEWHERE


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("Q2", (ELSEWHERE, DUE, ELSEWHERE, ELSEWHERE)),
        ("Q1–Q3", (UNDER_WAY, UNDER_WAY, DUE, ELSEWHERE)),
        ("Q1–Q4", (UNDER_WAY, UNDER_WAY, UNDER_WAY, DUE)),
        ("September 2010", (DUE, ELSEWHERE, ELSEWHERE, ELSEWHERE)),
        ("1 October 2010", (ELSEWHERE, DUE, ELSEWHERE, ELSEWHERE)),
        ("2010-12-31", (ELSEWHERE, DUE, ELSEWHERE, ELSEWHERE)),
        ("Sept 2010 to Jan 2011", (UNDER_WAY, UNDER_WAY, DUE, ELSEWHERE)),
        ("2010/11", (UNDER_WAY, UNDER_WAY, DUE, ELSEWHERE)),
        ("2011", (ELSEWHERE, ELSEWHERE, UNDER_WAY, UNDER_WAY)),
        ("June 2010", (ELSEWHERE,) * 4),
        ("July 2011", (ELSEWHERE,) * 4),
    ],
)
def test_a_date_stands_to_each_quarter_in_one_way(when: str, expected: tuple[Timing, ...]) -> None:
    ledger = ledger_of({})
    assert tuple(timing(ledger, read_period(when), one) for one in QUARTERS) == expected


def test_outputs_come_when_they_are_due_and_while_they_go_on() -> None:
    outputs = {
        "now": {"text": "now", "due": "Q2"},
        "long": {"text": "long", "due": "Q2–Q4"},
        "older": {"text": "older", "due": "Q1–Q3"},
        "twice": {"text": "twice", "due": ["Q2", "Q4"]},
        "never": {"text": "never"},
    }
    ledger = ledger_of({"actions": {"a": {"text": "A", "outputs": outputs}}})

    def texts(quarter: str, wanted: Timing) -> list[str]:
        return [one.output.text for one in outputs_by_timing(ledger, quarter, wanted)]

    assert texts("Q2", DUE) == ["now", "twice"]
    assert texts("Q2", UNDER_WAY) == ["long", "older"]
    assert texts("Q4", DUE) == ["long", "twice"]
    assert [one.output.text for one in outputs_starting_or_due(ledger, "Q2")] == [
        "now",
        "twice",
        "long",
    ]
    assert [[str(one) for one in due.periods] for due in outputs_by_timing(ledger, "Q4", DUE)] == [
        ["Q2–Q4"],
        ["Q4"],
    ]


def test_indicators_come_with_the_quarters_number_and_the_number_so_far() -> None:
    indicators = {
        "people": {"kind": "lead", "text": "people", "target": {"profile": {"Q1": 75, "Q3": 15}}},
        "month": {"kind": "lead", "text": "month", "target": {"value": 3, "by": "March 2011"}},
        "later": {"kind": "lag", "text": "later", "target": {"value": 3, "by": "June 2012"}},
        "undated": {"kind": "lag", "text": "undated", "target": {"value": 3}},
    }
    ledger = ledger_of({"indicators": indicators})
    found = [
        (one.indicator.text, one.number, one.number_to_date) for one in indicators_due(ledger, "Q3")
    ]
    assert found == [("people", Decimal(15), Decimal(90)), ("month", None, None)]
    assert [one.indicator.text for one in indicators_due(ledger, "Q2")] == []


def test_the_next_quarter_is_the_one_that_follows() -> None:
    ledger = ledger_of({})
    assert [next_quarter(ledger, one) for one in QUARTERS] == ["Q2", "Q3", "Q4", None]
