"""A document's figures as JSON: its headings and every table, as its view models give them.

``docs/formats.md`` says what the keys mean; what they mean never changes within a version.
"""

import json
import re
from collections.abc import Iterator

from riep_plan.report.blocks import Block, Heading, blocks_of
from riep_plan.report.documents import Document
from riep_plan.report.tables import Table
from riep_plan.values.money import TO_BE_CONFIRMED, read_money
from riep_plan.values.quantity import read_number
from riep_plan.values.refusal import Refused

VERSION = 1
#: What marks a figure that does not add up, in every format.
_IN_DOUBT = "†"
_UNCONFIRMED = f"({TO_BE_CONFIRMED})"


def render(document: Document) -> bytes:
    """Write a document's figures.

    Raises:
        Refused: a template cannot be used.
    """
    blocks = blocks_of(document)
    data = {
        "version": VERSION,
        "title": document.title,
        "kind": document.kind,
        "language": "en-GB",
        "edition": document.edition,
        "headings": [
            {"level": one.level, "text": one.text} for one in blocks if isinstance(one, Heading)
        ],
        "tables": list(_tables(blocks)),
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _tables(blocks: list[Block]) -> Iterator[dict[str, object]]:
    under: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            under = [one for one in under if one.level < block.level] + [block]
        elif isinstance(block, Table):
            yield _table(block, [one.text for one in under])


def _table(one: Table, under: list[str]) -> dict[str, object]:
    return {
        "caption": one.caption,
        "under": under,
        "columns": [{"title": column.title, "numeric": column.numeric} for column in one.columns],
        "rows": [
            {
                "total": row.is_total,
                "cells": [
                    cell(text, numeric=column.numeric)
                    for text, column in zip(row.cells, one.columns, strict=True)
                ],
            }
            for row in one.rows
        ],
        "note": one.note,
    }


def cell(text: str, *, numeric: bool) -> dict[str, object]:
    """Give a cell's text and, in a column of figures, the one figure that it states.

    Args:
        text: as documents show it: ``£58,000``, ``37%``, ``46 †``, ``£2,500 (tbc)``, ``–``.
        numeric: whether its column holds figures.
    """
    found: dict[str, object] = {"text": text}
    if not numeric:
        return found
    bare = text.removesuffix(_IN_DOUBT).strip()
    if bare != text:
        found["in_doubt"] = True
    if bare == TO_BE_CONFIRMED or bare.endswith(_UNCONFIRMED):
        found["confirmed"] = False
        bare = bare.removesuffix(_UNCONFIRMED).strip()
    return found | _figure(bare)


def _figure(text: str) -> dict[str, str]:
    """Read a figure as documents write it; what is no single figure stays text alone."""
    try:
        if re.match(r"-?£", text):
            return {"pounds": f"{read_money(text):f}"}
        if text.endswith("%"):
            return {"percent": f"{read_number(text.removesuffix('%')):f}"}
        return {"number": f"{read_number(text):f}"}
    except Refused:
        return {}
