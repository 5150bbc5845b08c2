"""Made-up plans whose tables are consistent: every total is the sum of its parts."""

from collections.abc import Iterable
from copy import deepcopy
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from riep_plan.model import Plan
from riep_plan.values.money import Unit

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
KINDS = ("revenue", "capital")
SAVINGS = ("cashable", "non_cashable")

Data = dict[str, Any]
At = tuple[str, ...]

CALENDAR = {
    "Q1": {"from": "July 2010", "to": "September 2010"},
    "Q2": {"from": "October 2010", "to": "December 2010"},
    "Q3": {"from": "January 2011", "to": "March 2011"},
    "Q4": {"from": "April 2011", "to": "June 2011"},
}

amounts = st.integers(-10_000_000, 1_000_000_000).map(lambda pence: Decimal(pence) / 100)
slips = amounts.filter(lambda amount: amount != 0)


@st.composite
def consistent(draw: st.DrawFn) -> Data:
    """A plan as data: projects × kinds × quarters, spend and savings, with all their totals."""
    ids = [f"p{number}" for number in range(draw(st.integers(1, 4)))]
    projects = {one: {"title": one.upper()} | draw(_tables()) for one in ids}
    spend = {kind: added(_spend(project, kind) for project in projects.values()) for kind in KINDS}
    savings = {
        kind: added(project["efficiencies"]["in_year"][kind] for project in projects.values())
        for kind in SAVINGS
    }
    return {
        "kind": "delivery-plan",
        "title": "A plan",
        "calendar": CALENDAR,
        "funding": {"grant": {"title": "Grant", "kind": "core"}},
        "projects": projects,
        "stated": {
            "spend": spend | {"overall": added(spend.values())},
            "efficiencies": {"in_year": savings},
        },
    }


@st.composite
def _tables(draw: st.DrawFn) -> Data:
    spend = {kind: _totalled(draw(_row())) for kind in KINDS}
    return {
        "spend": {"grant": spend},
        "efficiencies": {"in_year": {kind: _totalled(draw(_row())) for kind in SAVINGS}},
        "stated": {"spend": {"overall": added(spend.values())}},
    }


def _row() -> st.SearchStrategy[dict[str, Decimal]]:
    return st.fixed_dictionaries(dict.fromkeys(QUARTERS, amounts))


def _totalled(row: dict[str, Decimal]) -> dict[str, Decimal]:
    return {"total": sum(row.values(), Decimal(0))} | row


def added(
    rows: Iterable[dict[str, Decimal]], periods: Iterable[str] = QUARTERS
) -> dict[str, Decimal]:
    """Add rows up, period by period, and their totals."""
    known = list(rows)
    return {key: sum((row[key] for row in known), Decimal(0)) for key in ("total", *periods)}


def _spend(project: Data, kind: str) -> dict[str, Decimal]:
    row: dict[str, Decimal] = project["spend"]["grant"][kind]
    return row


def cells(data: Data) -> list[At]:
    """Give the path of every amount of a plan's tables."""
    found: list[At] = []

    def walk(part: object, at: At) -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                walk(value, (*at, key))
        elif isinstance(part, Decimal):
            found.append(at)

    walk(data, ())
    return found


def amount_at(data: Data, at: At) -> Decimal:
    """Give the amount of a cell."""
    part: Any = data
    for key in at:
        part = part[key]
    amount: Decimal = part
    return amount


def put(data: Data, at: At, amount: Decimal) -> Data:
    """Give the plan with one cell changed."""
    changed = deepcopy(data)
    part = changed
    for key in at[:-1]:
        part = part[key]
    part[at[-1]] = amount
    return changed


def plan_of(data: Data, unit: Unit = Unit.POUND) -> Plan:
    """Make a plan of data, its amounts read as they would be from a file in that unit."""
    return Plan.model_validate(_texts(data), context={"unit": unit})


def _texts(part: object) -> object:
    if isinstance(part, dict):
        return {key: _texts(value) for key, value in part.items()}
    return f"{part:f}" if isinstance(part, Decimal) else part
