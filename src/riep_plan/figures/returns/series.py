"""Spend over the quarters: cumulative against profile and forecast, and by kind."""

from dataclasses import dataclass

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.spend import SpendLine, spend_lines
from riep_plan.figures.returns.standing import up_to
from riep_plan.figures.returns.traced import Figure, total


@dataclass(frozen=True, slots=True)
class CumulativePoint:
    """All spend from the plan's start to the end of a quarter.

    Attributes:
        quarter: the quarter.
        profile: what the plan has by then; None where it spreads nothing over quarters.
        actual: what was spent by then; None in quarters to come.
        forecast: what is expected by then, with what was spent; None in quarters gone by.
    """

    quarter: str
    profile: Figure | None
    actual: Figure | None
    forecast: Figure | None


@dataclass(frozen=True, slots=True)
class SplitPoint:
    """Spend in one quarter, by kind; each None where the plan has no money of that kind."""

    quarter: str
    revenue: Figure | None
    capital: Figure | None


def cumulative(ledger: Ledger, quarter: str) -> list[CumulativePoint]:
    """Give spend to the end of each quarter of the calendar, as known at the end of one of them.

    The forecast begins at that quarter's end, where it is what was spent.
    """
    lines = ledger.once(spend_lines, quarter)
    has_profile = any(one.has_profile for one in lines)
    planned = actual = forecast = Figure()
    found = []
    for label in ledger.quarters:
        planned += total(one.profile.get(label, Figure()) for one in lines)
        actual += total(one.actual.get(label, Figure()) for one in lines)
        forecast += total(one.forecast.get(label, Figure()) for one in lines)
        is_past = label <= quarter
        found.append(
            CumulativePoint(
                label,
                planned if has_profile else None,
                actual if is_past else None,
                actual + forecast if label >= quarter else None,
            )
        )
    return found


def split(ledger: Ledger, quarter: str) -> list[SplitPoint]:
    """Give what was spent in each quarter up to one, revenue and capital apart."""
    lines = ledger.once(spend_lines, quarter)
    by_kind = {kind: [one for one in lines if one.kind == kind] for kind in ("revenue", "capital")}
    return [
        SplitPoint(label, _in(by_kind["revenue"], label), _in(by_kind["capital"], label))
        for label in up_to(ledger, quarter)
    ]


def _in(lines: list[SpendLine], label: str) -> Figure | None:
    return total(one.actual.get(label, Figure()) for one in lines) if lines else None
