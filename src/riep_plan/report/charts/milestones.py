"""Milestones along time: when each was planned, when it is expected or was met, and its status."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from riep_plan.report.charts.chart import Chart, Words, nothing_to_show
from riep_plan.report.charts.labels import named
from riep_plan.report.tables import ABSENT, table, words
from riep_plan.values.period import Span, format_day
from riep_plan.values.words import count, listed


class Status(StrEnum):
    """How a milestone stands."""

    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class MilestonePoint:
    """A milestone.

    Attributes:
        text: what is to be reached.
        status: how it stands; None is not known.
        planned: the days that the plan gives it, as precise as the plan is.
        now: the days that are forecast, or on which it was delivered.
    """

    text: str
    status: Status | None
    planned: Span | None = None
    now: Span | None = None


def milestone_timeline(
    id_: str, title: str, series: Sequence[MilestonePoint], *, as_of: date
) -> Chart:
    """Draw milestones along time, with a line for the day of the report.

    Args:
        id_: an id that no other part of the page has.
        title: of the chart and its table.
        series: the milestones in the order of the rows.
        as_of: the day of the report.
    """
    points = tuple(series)
    rows = [(one.text, days(one.planned), days(one.now), status_word(one.status)) for one in points]
    shown = table(title, words("Milestone", "Planned", "Forecast or delivered", "Status"), rows)
    if not points:
        return nothing_to_show(id_, title, shown)

    def draw(said: Words) -> str:
        from riep_plan.report.charts.drawing.milestones import draw_timeline

        return draw_timeline(points, as_of, said)

    return Chart(id_, title, _words(points, as_of), shown, draw)


def days(span: Span | None) -> str:
    """Write a day or a span of days; an en dash where there is none."""
    if span is None:
        return ABSENT
    return format_day(span.start) if span.start == span.end else str(span)


def status_word(status: Status | None) -> str:
    """Write a status."""
    return "not known" if status is None else status.value


def _words(points: Sequence[MilestonePoint], as_of: date) -> str:
    """Say how many stand where, which is furthest behind, and what is overdue."""
    counts = Counter(one.status for one in points)
    parts = [
        f"{counts[status]} {status_word(status)}" for status in (*Status, None) if counts[status]
    ]
    found = [f"{format_day(as_of)}: {count(len(points), 'milestone')}, {listed(parts)}."]
    late = [(one, slip) for one in points if (slip := _slip(one)) > 0]
    if late:
        worst, slip = max(late, key=lambda pair: pair[1])
        found.append(f"Furthest behind its plan: “{named(worst.text)}”, {count(slip, 'day')}.")
    closed = (Status.DELIVERED, Status.CANCELLED)
    overdue = [
        one
        for one in points
        if one.planned and one.planned.end < as_of and one.status not in closed
    ]
    if overdue:
        found.append(f"Planned for an earlier day and not delivered: {len(overdue)}.")
    return " ".join(found)


def _slip(point: MilestonePoint) -> int:
    """Count the days from the planned end to the one now expected."""
    if point.planned is None or point.now is None or point.status is Status.CANCELLED:
        return 0
    return (point.now.end - point.planned.end).days
