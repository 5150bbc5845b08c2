"""Risks at a quarter's end."""

import pytest

from riep_plan.figures.returns.risks import RiskMovement, RiskNow, high_risks, risks_now
from tests.figures.returns.programme import ABSENT, ledger

LATE2 = "Q2/depot/risks/late"
FUEL = {"text": "Fuel costs more", "likelihood": "medium", "impact": "low"}


def risks(*edits: tuple[str, object], quarter: str = "Q2") -> dict[str, RiskNow]:
    return {one.at[-1]: one for one in risks_now(ledger(*edits), quarter)}


def test_a_risk_that_is_scored_again() -> None:
    found = risks()["late"]
    assert (found.score.likelihood, found.score.impact) == ("medium", "medium")
    assert (found.before.likelihood, found.before.impact) == ("low", "medium")
    assert (found.movement, found.note) == (RiskMovement.UP, "Landlord has changed")
    assert found.at == ("projects", "depot", "risks", "late")


@pytest.mark.parametrize(
    ("said", "movement"),
    [
        ({"likelihood": "low"}, RiskMovement.SAME),
        ({"impact": "low"}, RiskMovement.DOWN),
        ({"likelihood": "High"}, RiskMovement.UP),
        ({"likelihood": "medium", "impact": "low"}, RiskMovement.SAME),
        ({"likelihood": "certain"}, RiskMovement.UNKNOWN),
        ({"closed": "2010-12-01"}, RiskMovement.CLOSED),
        ({"note": "As before"}, RiskMovement.SAME),
    ],
)
def test_which_way_a_risk_moved(said: dict[str, str], movement: RiskMovement) -> None:
    assert risks((LATE2, said))["late"].movement is movement


def test_a_quarter_later_nothing_has_moved() -> None:
    found = risks(quarter="Q3")["late"]
    assert (found.movement, found.score.likelihood) == (RiskMovement.SAME, "medium")


def test_a_new_risk_is_new_in_one_quarter() -> None:
    named = ("Q1/depot/new_risks/fuel", FUEL)
    new = risks(named, quarter="Q1")["fuel"]
    assert (new.movement, new.at[0], new.project_id) == (RiskMovement.NEW, "returns", "depot")
    assert risks(named)["fuel"].movement is RiskMovement.SAME
    again = risks(named, ("Q2/depot/risks/fuel", {"impact": "high"}))["fuel"]
    assert (again.movement, again.is_top, again.is_severe) == (RiskMovement.UP, True, False)


def test_a_closed_risk_shows_once() -> None:
    closed = (LATE2, {"closed": "2010-12-01", "likelihood": "high", "impact": "high"})
    assert not risks(closed)["late"].is_open
    assert not risks(closed)["late"].is_severe
    assert "late" not in risks(closed, quarter="Q3")


def test_the_programmes_own_risks_come_first() -> None:
    own = ("risks/money", {"text": "Grant ends", "likelihood": "high", "impact": "high"})
    found = risks_now(ledger(own), "Q2")[0]
    assert (found.project_id, found.movement, found.is_severe) == ("", RiskMovement.SAME, True)


@pytest.mark.parametrize(
    ("said", "is_high"),
    [
        ({"likelihood": "high", "impact": "high"}, True),
        ({"likelihood": "high"}, True),
        ({"likelihood": "low", "impact": "low"}, False),
        ({"likelihood": "high", "impact": "high", "closed": "2010-12-01"}, False),
    ],
)
def test_a_risk_is_high_where_it_is_open_and_a_score_is(
    said: dict[str, str], is_high: bool
) -> None:
    found = risks((LATE2, said))["late"]
    assert (found in high_risks(ledger((LATE2, said)), "Q2")) is is_high


def test_without_a_scale_nothing_is_severe() -> None:
    said = (LATE2, {"likelihood": "high", "impact": "high"})
    found = risks(said, ("risk_scale", ABSENT))["late"]
    assert (found.is_severe, found.is_top, found.movement) == (False, False, RiskMovement.UNKNOWN)
