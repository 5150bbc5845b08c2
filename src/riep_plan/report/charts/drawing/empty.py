"""The drawing of no figures."""

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.marks import QUIET, WIDTH, Field, word


def draw_nothing(words: Words) -> str:
    """Say that there is nothing to show."""
    field = Field((0, 1), (0, 1), height=40)
    rows = [word(field.aside(WIDTH / 2), 0.5, "There is nothing to show yet.")]
    return field.svg([field.words(rows, align="center", colour=QUIET)], words)
