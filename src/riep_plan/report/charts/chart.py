"""A chart: what it shows in words and figures, and the drawing, made when it is asked for.

The words and the table need no library. The drawing needs Altair and vl-convert, which are an
extra and cost a second: they are loaded when the first chart is drawn, and not before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec

from markupsafe import Markup

from riep_plan.report.tables import Table
from riep_plan.values.refusal import Refused

#: A drawing's id, title and description.
Words = tuple[str, str, str]
#: The packages of the extra `charts`.
NEEDED = ("altair", "vl_convert")


class ChartsMissing(Refused):
    """The extra that draws charts is not installed."""

    def __init__(self) -> None:
        super().__init__("Charts need the extra: pip install 'riep-plan[charts]'")


@dataclass(frozen=True)
class Chart:
    """A chart for a document.

    Attributes:
        id: an id that no other part of the page has; the drawing's ids begin with it.
        title: what the chart shows, a phrase.
        description: what there is to see in it, in sentences made from its figures.
        table: its figures, to the penny.
        draw: makes the drawing; ``svg`` calls it.
    """

    id: str
    title: str
    description: str
    table: Table
    draw: Callable[[Words], str] = field(repr=False, compare=False)

    @cached_property
    def svg(self) -> str:
        """The drawing as an SVG element that stands on its own, the same for the same figures.

        Raises:
            ChartsMissing: the extra `charts` is not installed.
        """
        if any(find_spec(package) is None for package in NEEDED):
            raise ChartsMissing
        return self.draw((self.id, self.title, self.description))

    @cached_property
    def picture(self) -> str:
        """The drawing for a template to place, or nothing where it cannot be made."""
        try:
            return Markup(self.svg)  # noqa: S704  drawing.svg keeps known elements and no others
        except ChartsMissing:
            return ""

    @cached_property
    def absence(self) -> str:
        """Why there is no drawing, a sentence; nothing where there is one."""
        return "" if self.picture else f"This chart is not drawn. {ChartsMissing().message}"


def nothing_to_show(id_: str, title: str, table: Table) -> Chart:
    """Make the chart of no figures at all: it says so."""

    def draw(words: Words) -> str:
        from riep_plan.report.charts.drawing.empty import draw_nothing

        return draw_nothing(words)

    return Chart(id_, title, "There is nothing to show yet.", table, draw)
