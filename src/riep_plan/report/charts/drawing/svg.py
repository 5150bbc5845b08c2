"""The last step of a drawing: known elements and attributes alone, and what it shows in words.

What vl-convert writes is taken apart and put together again, so that whatever a plan's text or a
library did, a drawing holds shapes and text and nothing that acts, loads or links.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET  # what is read here was written by vl-convert

from riep_plan.report.charts.labels import plain

_SPACE = "{http://www.w3.org/2000/svg}"
#: The fonts of riep's documents: none is embedded, so that text stays text.
FONTS = '"Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif'
_KEPT: dict[str, frozenset[str]] = {
    "g": frozenset({"transform", "fill", "stroke-miterlimit"}),
    "path": frozenset({"transform", "d"}),
    "line": frozenset({"transform", "x2", "y2"}),
    "rect": frozenset({"transform", "x", "y", "width", "height"}),
    "text": frozenset({"transform", "text-anchor", "font-size", "font-weight"}),
}
_LOOKS = frozenset(
    {"fill", "fill-opacity", "opacity", "stroke", "stroke-dasharray", "stroke-width"}
)
_LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+e-\d+")


def finished(svg: str, id_: str, title: str, description: str) -> str:
    """Give a drawing that stands on its own, with a title and a description.

    Args:
        svg: as vl-convert writes it.
        id_: what its ids begin with.
        title: of the chart.
        description: what there is to see, in sentences.
    """
    read = ET.fromstring(svg)  # noqa: S314  vl-convert wrote it: no entities, no doctype
    prefix = "-".join(plain(id_).split()) or "chart"
    width, height = read.attrib["width"], read.attrib["height"]
    root = ET.Element(
        "svg",
        {
            "xmlns": _SPACE.strip("{}"),
            "role": "img",
            "aria-labelledby": f"{prefix}-title {prefix}-description",
            "width": width,
            "height": height,
            "viewBox": f"0 0 {width} {height}",
            "font-family": FONTS,
        },
    )
    ET.SubElement(root, "title", {"id": f"{prefix}-title"}).text = plain(title)
    ET.SubElement(root, "desc", {"id": f"{prefix}-description"}).text = plain(description)
    root.extend(_kept(read))
    return ET.tostring(root, encoding="unicode")


def _kept(parent: ET.Element) -> Iterator[ET.Element]:
    """Give what is kept of an element's children; a group that says nothing gives its own."""
    for child in parent:
        name = child.tag.removeprefix(_SPACE)
        attributes = _attributes(name, child)
        if name not in _KEPT or _is_unseen(name, child):
            continue
        if name == "g" and not attributes:
            yield from _kept(child)
            continue
        made = ET.Element(name, attributes)
        made.text = child.text if name == "text" else None
        made.extend(_kept(child))
        if name != "g" or len(made):
            yield made


def _is_unseen(name: str, element: ET.Element) -> bool:
    if element.get("display") == "none":
        return True
    return name == "path" and not (element.get("fill") or element.get("stroke"))


def _attributes(name: str, element: ET.Element) -> dict[str, str]:
    """Keep what places an element and how it looks, with two decimals: a drawing needs no more."""
    known = _KEPT.get(name, frozenset()) | _LOOKS
    plain = {"transform": "translate(0,0)", "opacity": "1"}
    return {
        key: value if key == "fill" else _LONG.sub(_rounded, value)
        for key, value in element.attrib.items()
        if key in known and plain.get(key) != value
    }


def _rounded(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 2) + 0:g}"
