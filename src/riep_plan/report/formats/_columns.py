"""How wide the columns of a table are on paper, from what stands in them."""

from riep_plan.report.tables import Table

#: Letters of a cell beyond which a longer one makes its column no wider.
_ENOUGH = 150
#: Letters up to which a cell stands on one line: a date, a quarter, a sum.
_SHORT = 12
#: What a cell's margins take, in letters.
_MARGIN = 2
#: A letter of a table's type, in twentieths of a point.
_LETTER = 95


def widths(table: Table, room: int) -> list[int]:
    """Share out the room between columns.

    Each has what its longest word needs, and the rest goes to those with most to say.

    Args:
        table: the table.
        room: the width of the whole, in twentieths of a point.
    """
    texts = [
        [column.title, *(row.cells[place] for row in table.rows)]
        for place, column in enumerate(table.columns)
    ]
    least = [max(_longest(text) for text in cells) for cells in texts]
    needed = [(one + _MARGIN) * _LETTER for one in least]
    if sum(needed) >= room:
        return _shared(needed, room)
    wanted = [
        max(0, min(_typical(cells[1:] or cells), _ENOUGH) - one)
        for cells, one in zip(texts, least, strict=True)
    ]
    more = _shared(wanted if any(wanted) else needed, room - sum(needed))
    return [one + other for one, other in zip(needed, more, strict=True)]


def _longest(text: str) -> int:
    """Letters that must stand on one line: those of a short text, or of a long one's words."""
    if len(text) <= _SHORT:
        return len(text)
    return max(len(word) for word in text.split())


def _typical(cells: list[str]) -> int:
    """Letters of a long cell, not of the longest."""
    ordered = sorted(len(cell) for cell in cells)
    return ordered[len(ordered) * 3 // 4] if ordered else 0


def _shared(weights: list[int], room: int) -> list[int]:
    """Divide a width by weight, to the last twentieth of a point."""
    total, given, shares = sum(weights) or 1, 0, []
    for place in range(len(weights)):
        until = room * sum(weights[: place + 1]) // total
        shares.append(until - given)
        given = until
    return shares
