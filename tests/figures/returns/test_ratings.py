"""Ratings, as declared and as the figures imply."""

from decimal import Decimal

import pytest

from riep_plan.figures.returns.ratings import (
    Aspect,
    AspectRating,
    ProjectRating,
    Trend,
    Why,
    is_worse,
    project_ratings,
    ratings_by_quarter,
    worst,
)
from riep_plan.figures.returns.standing import Standing
from riep_plan.figures.returns.tolerance import exceeds
from riep_plan.model.policy import Tolerance
from riep_plan.model.returns import Rag
from tests.figures.returns.programme import ABSENT, ledger

CORE2, OPENED2 = "Q2/depot/spend/core/revenue", "Q2/depot/outputs/lease/opened"
LATE2, AGREED1 = "Q2/depot/risks/late", "Q1/depot/outputs/lease/agreed"


def rating(*edits: tuple[str, object], which: str = "depot", quarter: str = "Q2") -> ProjectRating:
    return project_ratings(ledger(*edits), quarter)[which]


def aspect(which: Aspect, *edits: tuple[str, object], quarter: str = "Q2") -> AspectRating:
    return rating(*edits, quarter=quarter).aspects[which]


def declared(status: str) -> dict[str, str]:
    return {"status": status, "because": "So it is."}


def test_the_worst_of_several() -> None:
    assert worst([Rag.GREEN, None, Rag.AMBER]) is Rag.AMBER
    assert worst([Rag.AMBER, Rag.RED, Rag.GREEN]) is Rag.RED
    assert worst([]) is worst([None]) is None
    assert is_worse(Rag.RED, Rag.AMBER)
    assert not is_worse(Rag.GREEN, Rag.GREEN)


def test_a_project_as_planned_is_green() -> None:
    found = rating()
    assert (found.standing, found.declared, found.implied) == (
        Standing.RETURNED,
        Rag.GREEN,
        Rag.GREEN,
    )
    assert not any(one.reasons or one.is_challenged for one in found.aspects.values())


@pytest.mark.parametrize(
    ("actual", "forecast", "implied", "why"),
    [
        (10100, 9900, Rag.GREEN, []),
        (12001, 7999, Rag.AMBER, [Why.OVER_PROFILE]),  # more than 5 % of £40,000
        (12000, 8000, Rag.GREEN, []),
        (14001, 5999, Rag.RED, [Why.OVER_PROFILE]),
        (7999, 12001, Rag.AMBER, [Why.UNDER_PROFILE]),
        (10000, 13001, Rag.AMBER, [Why.OVER_BUDGET]),  # more than 5 % of £60,000
        (10000, 3999, Rag.RED, [Why.UNDER_BUDGET]),
        (16000, 10001, Rag.RED, [Why.OVER_PROFILE, Why.OVER_BUDGET]),
    ],
)
def test_what_spend_implies(actual: int, forecast: int, implied: Rag, why: list[Why]) -> None:
    found = aspect(Aspect.SPEND, (f"{CORE2}/actual", actual), (f"{CORE2}/forecast/Q3", forecast))
    assert (found.implied, [one.why for one in found.reasons]) == (implied, why)
    assert found.is_challenged == (implied is not Rag.GREEN)


def test_what_is_not_known_implies_nothing() -> None:
    unknown = [(f"{CORE2}/actual", "tbc"), (f"{CORE2}/to_date", ABSENT)]
    assert aspect(Aspect.SPEND, *unknown).implied is Rag.GREEN
    more = ("Q2/depot/spend/core/capital/actual", 45000)
    assert aspect(Aspect.SPEND, *unknown, more).implied is Rag.RED  # that much is certain


@pytest.mark.parametrize(
    ("said", "implied", "why"),
    [
        ({"status": "delayed", "cause": "Appeal", "expected": "Q4"}, Rag.AMBER, Why.LATE),
        ({"status": "delayed", "cause": "Appeal"}, Rag.AMBER, Why.LATE),
        (
            {"status": "delayed", "cause": "Appeal", "expected": "December 2011"},
            Rag.RED,
            Why.LATE,
        ),
        ({"status": "cancelled", "cause": "Appeal", "on": "Q2"}, Rag.RED, Why.CANCELLED),
    ],
)
def test_what_delivery_implies(said: dict[str, str], implied: Rag, why: Why) -> None:
    found = aspect(Aspect.DELIVERY, (OPENED2, said))
    assert (found.implied, [one.why for one in found.reasons]) == (implied, [why])
    assert found.reasons[0].text == "Depot opened"


def test_what_was_delivered_late_counts_once() -> None:
    late = (f"{AGREED1}/on", "2010-10-10")
    assert aspect(Aspect.DELIVERY, late, quarter="Q1").implied is Rag.AMBER
    assert aspect(Aspect.DELIVERY, late).implied is Rag.GREEN


def test_what_nobody_mentions_counts_against_the_project() -> None:
    found = aspect(Aspect.DELIVERY, (AGREED1, ABSENT))
    assert [(one.why, one.days) for one in found.reasons] == [(Why.NOT_REPORTED, 92)]


@pytest.mark.parametrize(
    ("score", "implied"),
    [
        ({"likelihood": "medium", "impact": "medium"}, Rag.GREEN),
        ({"likelihood": "high"}, Rag.AMBER),
        ({"likelihood": "high", "impact": "high"}, Rag.RED),
        ({"likelihood": "high", "impact": "high", "closed": "2010-12-01"}, Rag.GREEN),
    ],
)
def test_what_risk_implies(score: dict[str, str], implied: Rag) -> None:
    assert aspect(Aspect.RISK, (LATE2, score)).implied is implied


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        ("green", "green", Trend.SAME),
        ("green", "red", Trend.WORSE),
        ("red", "amber", Trend.BETTER),
    ],
)
def test_the_trend_of_what_is_declared(before: str, now: str, trend: Trend) -> None:
    found = rating(("Q1/depot/rag/spend", declared(before)), ("Q2/depot/rag/spend", declared(now)))
    assert (found.aspects[Aspect.SPEND].trend, found.trend) == (trend, trend)
    assert found.aspects[Aspect.RISK].trend is Trend.SAME


def test_trends_where_there_is_nothing_to_compare() -> None:
    assert rating(quarter="Q1").trend is Trend.NEW
    assert rating(("Q2/depot/rag", ABSENT)).trend is Trend.NO_RATING
    missing = rating(("Q2/depot", ABSENT))
    assert (missing.trend, missing.standing) == (Trend.NO_RETURN, Standing.MISSING)
    assert (missing.declared, missing.implied) == (None, None)
    over_a_gap = rating(("returns/Q1/projects/depot/rag", ABSENT))
    assert over_a_gap.trend is Trend.NEW


def test_ratings_over_quarters() -> None:
    found = ratings_by_quarter(ledger(), "Q3")
    assert list(found) == ["depot", "care"]
    assert {label: one.declared for label, one in found["depot"].items()} == {
        "Q1": Rag.GREEN,
        "Q2": Rag.GREEN,
        "Q3": None,
    }


@pytest.mark.parametrize(
    ("gap", "whole", "by_share", "by_either"),
    [
        (5, 100, False, False),
        (6, 100, True, True),
        (101, 10000, False, True),
        (0, 0, False, False),
        (1, 0, True, True),
    ],
)
def test_a_tolerance_is_exceeded_by_any_limit(
    gap: int, whole: int, by_share: bool, by_either: bool
) -> None:
    share = Tolerance.model_validate({"share": "5%"})
    both = Tolerance.model_validate({"share": "5%", "amount": "100"})
    for way in (gap, -gap):
        assert exceeds(share, Decimal(way), Decimal(whole)) == by_share
        assert exceeds(both, Decimal(way), Decimal(whole)) == by_either
        assert exceeds(Tolerance(), Decimal(way), Decimal(whole)) == bool(gap)
