"""When a plan's quarters are."""

from collections.abc import Mapping

from riep_plan.model import Plan
from riep_plan.values.period import Span


def quarter_days(plan: Plan) -> Mapping[str, Span]:
    """Place each quarter of the plan's calendar in time, in order of the quarters' names.

    A quarter whose ends have no days of their own, or whose end precedes its start, is left out:
    a rule reports it.
    """
    spans: dict[str, Span] = {}
    for label, quarter in sorted(plan.calendar.items()):
        start, end = quarter.start.days, quarter.end.days
        if start is not None and end is not None and start.start <= end.end:
            spans[label] = Span(start.start, end.end)
    return spans


def plan_days(quarters: Mapping[str, Span]) -> Span | None:
    """The days from the start of the earliest quarter to the end of the latest."""
    if not quarters:
        return None
    return Span(
        min(span.start for span in quarters.values()),
        max(span.end for span in quarters.values()),
    )
