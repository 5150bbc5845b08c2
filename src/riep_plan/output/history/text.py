"""A history as text for a terminal: one commit below the other, as they are read."""

from collections.abc import Iterator

from riep_plan.compare.history import Entry
from riep_plan.compare.story.history import ToldEntry, asked, tell_entry
from riep_plan.findings.finding import Path
from riep_plan.output.text import Paint, plain
from riep_plan.values.lines import wrapped
from riep_plan.values.words import shortened, visible_line

_INDENT = 4
_GAP = "  "
#: An author's name has so many columns, however little room is left.
_LEAST_NAME = 12


def opening_text(title: str, of: Path, value: str, *, width: int = 80, paint: Paint = plain) -> str:
    """Say whose history follows.

    Args:
        title: the plan's title.
        of: the key of what is asked about; empty for all of the plan.
        value: the value that stands there now; empty for several.
        width: columns to fill.
        paint: gives a piece of text the colour of its part.
    """
    lines = [paint(line, "path") for line in wrapped(title, width)]
    return _joined([*lines, *(wrapped(asked(of, value), width) if of else ())])


def entry_text(entry: Entry, of: Path = (), *, width: int = 80, paint: Paint = plain) -> str:
    """Tell one commit: when, which and whose, with the plan's total after it; then what it did."""
    told = tell_entry(entry, of)
    return _joined(["", *_commit_lines(told, width, paint), *_deeds(told, width, paint)])


def _commit_lines(told: ToldEntry, width: int, paint: Paint = plain) -> Iterator[str]:
    """Name a commit: its day, id, author and the plan's total on one line, then its first line."""
    start = _GAP.join(filter(None, (told.day, told.commit)))
    total = _GAP.join(filter(None, (told.total, told.difference)))
    room = max(width - len(start) - len(total) - 2 * len(_GAP), _LEAST_NAME)
    author = visible_line(shortened(visible_line(told.author), room))[:room]
    yield paint(f"{start}{_GAP}{author.ljust(room)}{_GAP}{total}", "path")
    for line in wrapped(visible_line(told.subject), width, lead=" " * _INDENT):
        yield paint(line, "quiet") if line.strip() else line


def _deeds(told: ToldEntry, width: int, paint: Paint) -> Iterator[str]:
    lead = " " * _INDENT
    yield from wrapped(told.text, width, lead=lead)
    for value in told.values:
        yield from wrapped(value, width, lead=lead, more=2)
    for decision in told.decisions:
        for line in wrapped(decision, width, lead=lead, more=2):
            yield paint(line, "good")


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
