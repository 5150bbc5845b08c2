"""A document as data: its headings, texts and tables in order, for formats that are no text.

The same templates set it, by macros that write each block as a line of JSON between two control
characters. No text of a plan can hold these, so what stands between them is always a block; what
stands outside is text that a user's own template writes, and becomes a paragraph.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from riep_plan.report.charts.chart import Chart
from riep_plan.report.documents import Document
from riep_plan.report.tables import Column, Table, TableRow
from riep_plan.report.typesetting import Setting, set_document

_START, _END = "\x1e", "\x1f"
_BLOCKS = re.compile(f"{_START}([^{_END}]*){_END}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 2 is a section of the document."""

    level: int
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text; a note stands out from the others."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A plan's own prose, with the little Markdown that it may use."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list; each item may have points of its own."""

    items: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, whose table follows it; ``svg`` is empty where it cannot be drawn."""

    title: str
    description: str
    svg: str


Block = Heading | Paragraph | Prose | Points | Table | Picture


def blocks_of(document: Document, *, drawn: bool = False) -> list[Block]:
    """Give a document's blocks in order.

    Args:
        document: the document.
        drawn: whether charts are wanted as pictures; without, nothing is drawn.

    Raises:
        Refused: a template cannot be used.
    """
    return list(_parsed(set_document(document, _DRAWN if drawn else _UNDRAWN)))


def _written(block: dict[str, object]) -> str:
    return f"{_START}{json.dumps(block, default=_plain)}{_END}"


def _undrawn(block: dict[str, object]) -> str:
    return "" if block["kind"] == "chart" else _written(block)


def _plain(value: object) -> object:
    if isinstance(value, Table):
        return asdict(value)
    if isinstance(value, Chart):
        return {"title": value.title, "description": value.description, "svg": value.picture}
    return list(value) if hasattr(value, "__iter__") else str(value)


def _parsed(text: str) -> Iterator[Block]:
    for place, piece in enumerate(_BLOCKS.split(text)):
        if place % 2:
            yield _block(json.loads(piece))
        elif piece.strip():
            yield Paragraph(" ".join(piece.split()))


def _block(data: dict[str, Any]) -> Block:
    kind = data["kind"]
    if kind == "heading":
        return Heading(data["level"], data["text"], data["id"])
    if kind == "table":
        return _table(data["table"])
    if kind == "points":
        return Points(tuple((item, ()) for item in data["items"]))
    if kind == "outline":
        return Points(tuple((item, tuple(points)) for item, points in data["items"]))
    if kind == "chart":
        return Picture(**data["chart"])
    return Prose(data["text"]) if kind == "prose" else Paragraph(data["text"], kind == "note")


def _table(data: dict[str, Any]) -> Table:
    columns = tuple(Column(**one) for one in data["columns"])
    rows = tuple(TableRow(tuple(one["cells"]), one["is_total"]) for one in data["rows"])
    return Table(data["caption"], columns, rows, data["note"])


_DRAWN = Setting("blocks", (str, str), str, str, _written)
_UNDRAWN = Setting("blocks", (str, str), str, str, _undrawn)
