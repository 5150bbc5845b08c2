"""Marks on a field: the few shapes that every chart is drawn with, by Altair.

A plan's text only ever stands in the rows of data, under names of ours; titles, scales and
expressions are made of constants and numbers, so that no text is read as anything but text.
Nothing here depends on the fonts of the machine: sizes are fixed, and labels were cut before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import vl_convert

from riep_plan.report.charts.chart import Words
from riep_plan.report.charts.drawing.svg import finished

#: The width of every drawing: 170 mm of paper at 96 pixels an inch.
WIDTH = 640
SIZE, SMALL = 12.0, 11.0
INK, QUIET, GRID, PAPER = "#1a1a1a", "#4a4f54", "#dcdedf", "#ffffff"
#: Tones that stay apart in grey print: dark, pale with a dark outline, and a middle one.
DARK, PALE, MIDDLE = "#1d4f76", "#c6d8e6", "#a8480a"
_VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])

Row = Mapping[str, str | float | None]
Align = Literal["left", "center", "right"]
Baseline = Literal["top", "middle", "bottom"]


@dataclass(frozen=True, slots=True)
class Field:
    """The part of a drawing where figures have places, and the margins around it, in pixels.

    Attributes:
        across: the figures at its left and right edge.
        up: the figures at its lower and upper edge.
        height: of the field.
    """

    across: tuple[float, float]
    up: tuple[float, float]
    height: float
    left: float = 10
    right: float = 10
    top: float = 10
    bottom: float = 10

    @property
    def width(self) -> float:
        """How wide the field is."""
        return WIDTH - self.left - self.right

    def higher(self, value: float) -> float:
        """Where a figure lies, in pixels above the lower edge."""
        low, high = self.up
        return (value - low) / (high - low) * self.height

    def value(self, pixels: float) -> float:
        """Give the figure that lies so many pixels above the lower edge."""
        low, high = self.up
        return low + pixels / self.height * (high - low)

    def aside(self, pixels: float) -> float:
        """Give the figure that lies so many pixels right of the left edge."""
        low, high = self.across
        return low + pixels / self.width * (high - low)

    def _x(self, name: str) -> alt.X:
        scale = alt.Scale(domain=list(self.across), nice=False, zero=False)
        return alt.X(f"{name}:Q", axis=None, scale=scale)

    def _y(self, name: str) -> alt.Y:
        scale = alt.Scale(domain=list(self.up), nice=False, zero=False)
        return alt.Y(f"{name}:Q", axis=None, scale=scale)

    def words(  # noqa: PLR0913  how a text is set: each is one plain setting
        self,
        rows: Iterable[Row],
        *,
        align: Align = "left",
        baseline: Baseline = "middle",
        size: float = SIZE,
        colour: str = INK,
        bold: bool = False,
        dx: float = 0,
        dy: float = 0,
    ) -> alt.Chart:
        """Set ``text`` at ``x`` and ``y``; a row may have a ``colour`` of its own."""
        listed = list(rows)
        weight: Literal["bold", "normal"] = "bold" if bold else "normal"
        mark = _data(listed).mark_text(
            align=align,
            baseline=baseline,
            fontSize=size,
            fontWeight=weight,
            color=colour,
            dx=dx,
            dy=dy,
            limit=0,
        )
        looks: dict[str, Any] = {}
        if any("colour" in row for row in listed):
            looks["color"] = alt.Color("colour:N", scale=None)
        return _encoded(mark, x=self._x("x"), y=self._y("y"), text=alt.Text("text:N"), **looks)

    def rules(
        self,
        rows: Iterable[Row],
        *,
        colour: str = GRID,
        width: float = 1,
        dash: Sequence[float] = (),
    ) -> alt.Chart:
        """Draw straight lines from ``x`` and ``y`` to ``x2`` and ``y2``."""
        mark = _data(rows).mark_rule(color=colour, strokeWidth=width, **_dashed(dash))
        return _encoded(mark, x=self._x("x"), y=self._y("y"), x2="x2:Q", y2="y2:Q")

    def bars(self, rows: Iterable[Row], *, outline: str = INK, width: float = 1) -> alt.Chart:
        """Draw rectangles filled with ``colour``, from ``x`` and ``y`` to ``x2`` and ``y2``."""
        mark = _data(rows).mark_rect(stroke=outline, strokeWidth=width)
        return _encoded(
            mark,
            x=self._x("x"),
            y=self._y("y"),
            x2="x2:Q",
            y2="y2:Q",
            color=alt.Color("colour:N", scale=None),
        )

    def line(
        self,
        rows: Iterable[Row],
        *,
        colour: str = INK,
        width: float = 2,
        dash: Sequence[float] = (),
        stepped: bool = False,
    ) -> alt.Chart:
        """Join ``x`` and ``y`` in the order of the rows; a ``y`` of None leaves a gap."""
        mark = _data({**row, "order": float(place)} for place, row in enumerate(rows)).mark_line(
            color=colour,
            strokeWidth=width,
            interpolate="step-after" if stepped else "linear",
            invalid="break-paths-show-path-domains",
            **_dashed(dash),
        )
        return _encoded(mark, x=self._x("x"), y=self._y("y"), order=alt.Order("order:Q"))

    def points(self, rows: Iterable[Row], *, area: float = 60, width: float = 1.5) -> alt.Chart:
        """Draw the ``shape`` of each row at ``x`` and ``y``, of its ``fill`` and ``colour``.

        A row may turn its shape by an ``angle``, clockwise in degrees.
        """
        listed = [{"angle": 0.0, **row} for row in rows]
        mark = _data(listed).mark_point(size=area, strokeWidth=width, opacity=1)
        return _encoded(
            mark,
            x=self._x("x"),
            y=self._y("y"),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            angle=alt.Angle("angle:Q", scale=None),
        )

    def svg(self, layers: Sequence[alt.Chart], words: Words) -> str:
        """Draw the layers, the first at the back.

        Args:
            layers: as the other methods make them.
            words: the drawing's id, title and description.
        """
        whole = alt.layer(*layers).properties(
            width=self.width,
            height=self.height,
            padding={
                "left": self.left,
                "right": self.right,
                "top": self.top,
                "bottom": self.bottom,
            },
            autosize="none",
            background=PAPER,
        )
        whole = whole.configure(aria=False, view=alt.ViewConfig(stroke=None))
        with alt.data_transformers.enable("default", max_rows=None):
            specification = whole.to_dict()
        drawn = vl_convert.vegalite_to_svg(
            specification, vl_version=_VEGA_LITE, allowed_base_urls=[]
        )
        return finished(drawn, *words)


def _data(rows: Iterable[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))


def _encoded(mark: alt.Chart, **channels: Any) -> alt.Chart:  # noqa: ANN401  channels of any sort
    """Tie a mark to the names of its rows; Altair itself does not say what it gives."""
    made: alt.Chart = mark.encode(**channels)
    return made


def _dashed(dash: Sequence[float]) -> dict[str, Any]:
    return {"strokeDash": list(dash)} if dash else {}


def mark(x: float, y: float, shape: str, fill: str = DARK, colour: str = DARK) -> Row:
    """Make a row for ``points``."""
    return {"x": x, "y": y, "shape": shape, "fill": fill, "colour": colour}


def word(x: float, y: float, text: str) -> Row:
    """Make a row for ``words``."""
    return {"x": x, "y": y, "text": text}


def stretch(x: float, y: float, x2: float, y2: float) -> Row:
    """Make a row for ``rules``."""
    return {"x": x, "y": y, "x2": x2, "y2": y2}


def block(x: float, y: float, x2: float, y2: float, colour: str) -> Row:
    """Make a row for ``bars``."""
    return {"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour}
