"""How wide the columns of a table are on paper, from what stands in them."""

import re
from collections.abc import Sequence

from riep_plan.report.charts.labels import text_width
from riep_plan.report.tables import ABSENT, Table

#: The width between the margins of an upright page of A4, in twentieths of a point.
UPRIGHT = 10_090
#: From this share of the room on, what a table needs fills it.
_TIGHT = 0.85
#: Letters of a cell beyond which a longer one makes its column no wider.
_ENOUGH = 150
#: Letters up to which a cell stands on one line, as a quarter or a sum does.
_SHORT = 12
#: Letters on a line below which prose is hard to read.
_READABLE = 18
#: The size of a table's type, a letter's width, and the margins of a cell: twentieths of a point.
_SIZE, _LETTER, _MARGIN = 170, 95, 150
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def stands_on_one_line(text: str) -> bool:
    """Say whether a cell is better not broken: a few letters, or a day."""
    return len(text) <= _SHORT or _DAY.fullmatch(text) is not None


def is_wide(table: Table, room: int = UPRIGHT) -> bool:
    """Say whether a table's words and figures do not fit side by side on an upright page."""
    return sum(_least(table)) > room


def is_tight(table: Table, room: int = UPRIGHT) -> bool:
    """Say whether a table fits an upright page only just: smaller letters keep it within."""
    return _TIGHT * room < sum(_least(table)) <= room


def widths(table: Table, room: int) -> list[int]:
    """Share out the room between columns.

    Each has what its longest word needs; then what is better not broken, and prose, get enough for
    that; and the rest goes to those with most to say.

    Args:
        table: the table.
        room: the width of the whole, in twentieths of a point.
    """
    found = _least(table)
    spare = room - sum(found)
    if spare <= 0:
        return _shared(found, room)
    for wanted in (_unbroken(table), _natural(table)):
        more = [max(0, one - other) for one, other in zip(wanted, found, strict=True)]
        if sum(more) >= spare:
            return _widened(found, _shared(more, spare))
        found, spare = _widened(found, more), spare - sum(more)
    return _widened(found, _shared(found, spare))


def _widened(found: Sequence[int], more: Sequence[int]) -> list[int]:
    return [one + other for one, other in zip(found, more, strict=True)]


def _cells(table: Table, place: int) -> list[str]:
    return [row.cells[place] for row in table.rows]


def _drawn(text: str) -> int:
    """Give the width that a text takes in its cell, on the safe side."""
    return int(text_width(text, _SIZE)) + _MARGIN


def _least(table: Table) -> list[int]:
    """The width of each column's longest word, its heading's too."""
    return [
        max(_drawn(word) for text in (column.title, *_cells(table, place)) for word in _words(text))
        for place, column in enumerate(table.columns)
    ]


def _words(text: str) -> list[str]:
    return text.split() or [""]


def _unbroken(table: Table) -> list[int]:
    """The width of what should stand on one line: short cells and days; of prose, enough of it."""
    found = []
    for place in range(len(table.columns)):
        cells = _cells(table, place)
        whole = max((_drawn(text) for text in cells if stands_on_one_line(text)), default=0)
        found.append(max(whole, min(_typical(cells), _READABLE) * _LETTER))
    return found


def _natural(table: Table) -> list[int]:
    """The width of a long cell of each column, or of half its heading."""
    return [
        max(min(_typical(_cells(table, place)), _ENOUGH), len(column.title) // 2) * _LETTER
        for place, column in enumerate(table.columns)
    ]


def _typical(cells: list[str]) -> int:
    """Letters of a long cell, not of the longest, among those that say anything."""
    ordered = sorted(len(cell) for cell in cells if cell not in ("", ABSENT))
    return ordered[len(ordered) * 3 // 4] if ordered else 0


def _shared(weights: Sequence[int], room: int) -> list[int]:
    """Divide a width by weight, to the last twentieth of a point."""
    total, given, shares = sum(weights) or 1, 0, []
    for place in range(len(weights)):
        until = room * sum(weights[: place + 1]) // total
        shares.append(until - given)
        given = until
    return shares
