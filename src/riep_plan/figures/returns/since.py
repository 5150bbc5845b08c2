"""What has changed since the quarter before: ratings, money, deliveries, risks and decisions."""

from collections.abc import Collection
from dataclasses import dataclass

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.asked import Asked, decided_in
from riep_plan.figures.returns.corrections import PlacedCorrection, all_corrections
from riep_plan.figures.returns.delivery import DELIVERED, Promise, State, promises
from riep_plan.figures.returns.overview import forecast_change, project_positions
from riep_plan.figures.returns.ratings import Trend
from riep_plan.figures.returns.risks import RiskMovement, RiskNow, risks_now
from riep_plan.figures.returns.standing import owners_of, quarters_returned, up_to
from riep_plan.figures.returns.traced import Figure

_MOVED = (RiskMovement.UP, RiskMovement.DOWN, RiskMovement.NEW, RiskMovement.CLOSED)


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed in a quarter.

    Attributes:
        before: the last quarter before it with any return; None where there is none.
        worse: the ids of projects that rate themselves worse than they did.
        better: the same, better.
        outturn: how far the expected outturn has moved; None where there is no quarter before.
        delivered: outputs and milestones that were delivered in the quarter.
        cancelled: the same, cancelled.
        risks: risks that are new, closed, higher or lower.
        decided: changes that were decided on in the quarter.
        corrections: what the quarter's returns correct in earlier ones.
    """

    before: str | None
    worse: tuple[str, ...]
    better: tuple[str, ...]
    outturn: Figure | None
    delivered: tuple[Promise, ...]
    cancelled: tuple[Promise, ...]
    risks: tuple[RiskNow, ...]
    decided: tuple[Asked, ...]
    corrections: tuple[PlacedCorrection, ...]


def since(ledger: Ledger, quarter: str) -> Since:
    """Hold a quarter against the last one before it for which any return was received."""
    earlier = [one for one in quarters_returned(ledger) if one < quarter]
    before = earlier[-1] if earlier else None
    trends = {one.project_id: one.rating.trend for one in ledger.once(project_positions, quarter)}
    return Since(
        before,
        tuple(one for one, trend in trends.items() if trend is Trend.WORSE),
        tuple(one for one, trend in trends.items() if trend is Trend.BETTER),
        forecast_change(ledger, quarter, before) if before else None,
        tuple(_finished(ledger, quarter, DELIVERED)),
        tuple(_finished(ledger, quarter, (State.CANCELLED,))),
        tuple(one for one in ledger.once(risks_now, quarter) if one.movement in _MOVED),
        tuple(decided_in(ledger, quarter)),
        tuple(corrections_made(ledger, quarter)),
    )


def corrections_made(ledger: Ledger, quarter: str) -> list[PlacedCorrection]:
    """Give the corrections that the returns of one quarter make."""
    known, made = ledger.once(owners_of), ledger.once(all_corrections)
    return [one for one in made if one.made_in == quarter and one.project_id in known]


def corrections_up_to(ledger: Ledger, quarter: str) -> list[PlacedCorrection]:
    """Give the corrections made in returns up to a quarter."""
    return [one for label in up_to(ledger, quarter) for one in corrections_made(ledger, label)]


def _finished(ledger: Ledger, quarter: str, states: Collection[State]) -> list[Promise]:
    """Give what is finished, and was not at the end of any quarter before."""
    earlier = [label for label in up_to(ledger, quarter) if label < quarter]
    known = (
        {one.at for one in ledger.once(promises, earlier[-1]) if one.state in states}
        if earlier
        else set()
    )
    now = ledger.once(promises, quarter)
    return [one for one in now if one.state in states and one.at not in known]
