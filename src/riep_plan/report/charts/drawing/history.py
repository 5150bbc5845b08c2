"""The drawing of a plan's total over time."""

from collections.abc import Sequence

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.axes import day_lines, money_field
from riep_plan.report.charts.drawing.marks import DARK, SMALL, Row, mark
from riep_plan.report.charts.history import PlanTotal
from riep_plan.values.money import format_money

#: More points than this would hide the line.
_MOST_POINTS = 60


def draw_steps(points: Sequence[PlanTotal], words: Words) -> str:
    """Draw the total as steps, with a point at each commit and the amount at the end."""
    known = [(one.day.toordinal(), one.total) for one in points if one.total is not None]
    first, last = points[0].day.toordinal(), points[-1].day.toordinal()
    slack = max((last - first) * 0.03, 3)
    field, layers = money_field(
        [total for _, total in known], (first - slack, last + slack), right=120, top=16
    )
    rows: list[Row] = [
        {
            "x": float(one.day.toordinal()),
            "y": None if one.total is None else float(one.total),
        }
        for one in points
    ]
    dots = [mark(day, float(total), "circle") for day, total in known]
    day, total = known[-1]
    label: Row = {"x": day, "y": float(total), "text": format_money(total)}
    layers += day_lines(field)
    layers += [
        field.line(rows, colour=DARK, width=2.5, stepped=True),
        field.points(dots if len(dots) <= _MOST_POINTS else dots[-1:], area=45),
        field.words([label], bold=True, size=SMALL, dx=10),
    ]
    return field.svg(layers, words)
