"""What comments on a code host share: cells that nothing in a plan can break, and a length."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from riep_plan.values.words import shortened, visible_line

#: GitHub takes comments of up to 65,536 characters; the rest is for the closing lines.
LONGEST = 64_000
#: A cell of a table has so many characters at most, so that no text of a plan hides the rest.
_WIDEST_CELL = 1_000
_FOLD, _UNFOLD = "<details>", "\n</details>\n"
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~!$#]")
_LINE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
_ELEMENTS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Mentions, references and addresses are found by code hosts after Markdown is done, so no
# backslash keeps them from it; a character without width after the sign does.
_LINKING = re.compile(
    r"[@#](?=\S)|~(?=\w)|[!%$&](?=\d)|(?<=\bGH)-(?=\d)|:(?=//)|(?<=\bwww)\.", re.IGNORECASE
)
_GAP = "\u200b"


#: How many rows every table may have where not all of them fit: as many as do.
_EVENLY = (200, 100, 50, 25, 10)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a comment, kept or left out as a whole.

    Attributes:
        text: its Markdown.
        rows: how many rows of a table it has.
        follows: whether it is a row that follows another of the same table.
    """

    text: str
    rows: int = 0
    follows: bool = False


def cell(text: str) -> str:
    """Set a text as one cell: nothing in it may act as Markdown, HTML, a mention or a reference."""
    short = visible_line(shortened(visible_line(" ".join(text.split())), _WIDEST_CELL))
    escaped = _SPECIAL.sub(lambda match: f"\\{match[0]}", _unlinked(short))
    return _without_elements(escaped)


def _unlinked(text: str) -> str:
    return _LINKING.sub(lambda match: f"{match[0]}{_GAP}", text)


def _without_elements(text: str) -> str:
    return re.sub(r"[&<>]", lambda match: _ELEMENTS[match[0]], text)


def line(text: str) -> str:
    """Set a text as a line of its own, which must not start a heading, list or rule either."""
    return _LINE_START.sub(
        lambda match: f"{match[0]}{_GAP}" if match[0].isdigit() else f"\\{match[0]}", cell(text)
    )


def code(text: str) -> str:
    """Set a name or an id as code, outside a table."""
    return f"`{visible_line(text).replace('`', '') or ' '}`"


def code_cell(text: str) -> str:
    """Set a file or an id as code within a cell."""
    return code(text).replace("|", "\\|")


def folded(summary: str, pieces: Iterable[Piece]) -> list[Piece]:
    """Fold pieces away behind a summary, which is plain text; nothing where there are none."""
    kept = list(pieces)
    if not kept:
        return []
    first, *others = kept
    safe = _without_elements(_unlinked(visible_line(shortened(summary, _WIDEST_CELL))))
    opening = f"\n{_FOLD}<summary>{safe}</summary>\n{first.text}"
    return [Piece(opening, first.rows), *others, Piece(_UNFOLD)]


def listing(head: str, rows: Iterable[str]) -> list[Piece]:
    """Set rows below the head of their table; nothing where there are none."""
    found = [Piece(row, 1, follows=True) for row in rows]
    return [Piece(f"{head}{found[0].text}", 1), *found[1:]] if found else []


def evened(pieces: Sequence[Piece], longest: int) -> list[Piece]:
    """Cut every table to as many rows as leave room for the others, and say how many it had."""
    kept = list(pieces)
    for most in _EVENLY:
        if sum(len(piece.text) for piece in kept) <= longest:
            break
        kept = list(_cut(pieces, most))
    return kept


def _cut(pieces: Sequence[Piece], most: int) -> Iterator[Piece]:
    shown = left_out = 0
    for piece in (*pieces, Piece("")):
        shown = shown + 1 if piece.follows else 1
        if shown > most:
            left_out += piece.rows
            continue
        if left_out:
            yield Piece(_left_out(left_out), left_out)
            left_out = 0
        yield piece


def fitting(pieces: Iterable[Piece], longest: int) -> str:
    """Keep what fits, in order; close what was opened, and count the rows left out."""
    kept: list[str] = []
    length = left_out = 0
    is_full = False
    for piece in pieces:
        is_full = is_full or length + len(piece.text) > longest
        if is_full:
            left_out += piece.rows
        else:
            kept.append(piece.text)
            length += len(piece.text)
    text = "".join(kept)
    if is_full and text.count(_FOLD) > text.count(_UNFOLD.strip()):
        text += _UNFOLD
    return f"{text}{_left_out(left_out)}" if left_out else text


def _left_out(rows: int) -> str:
    return f"\n{rows:,} more did not fit here.\n"
