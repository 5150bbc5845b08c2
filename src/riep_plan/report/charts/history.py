"""A plan's total over time: what it came to after each change that was committed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from riep_plan.report.charts.chart import Chart, Words, nothing_to_show
from riep_plan.report.charts.labels import against
from riep_plan.report.charts.spend import amount_cell
from riep_plan.report.tables import figures, table, words
from riep_plan.values.money import format_money
from riep_plan.values.period import format_day
from riep_plan.values.words import count


@dataclass(frozen=True, slots=True)
class PlanTotal:
    """A plan's total in pounds as a commit left it; None where it could not be read.

    ``commit`` is what names the change, such as its short hash.
    """

    day: date
    total: Decimal | None
    commit: str = ""


def total_over_time(id_: str, title: str, series: Sequence[PlanTotal]) -> Chart:
    """Draw a plan's total as steps by the days of the commits.

    Args:
        id_: an id that no other part of the page has.
        title: of the chart and its table.
        series: the commits, oldest first.
    """
    points = tuple(series)
    rows = [(format_day(one.day), one.commit or "–", amount_cell(one.total)) for one in points]
    shown = table(title, (*words("Day", "Commit"), *figures("Total")), rows)
    known = [(one.day, one.total) for one in points if one.total is not None]
    if not known:
        return nothing_to_show(id_, title, shown)

    def draw(said: Words) -> str:
        from riep_plan.report.charts.drawing.history import draw_steps

        return draw_steps(points, said)

    return Chart(id_, title, _words(known), shown, draw)


def _words(known: Sequence[tuple[date, Decimal]]) -> str:
    """Say where the total began, where it stands, and how often it changed."""
    (first, before), (last, now) = known[0], known[-1]
    changes = sum(one[1] != other[1] for one, other in pairwise(known))
    if not changes:
        return f"{format_money(now)} since {format_day(first)}, without a change."
    return (
        f"{format_money(before)} on {format_day(first)}; {format_money(now)} on "
        f"{format_day(last)}, {against(now, before)} at first. "
        f"The total changed {count(changes, 'time')}."
    )
