"""Lines that fit: words wrapped at spaces, paths at their slashes, nothing wider than asked."""

import re
import textwrap
from collections.abc import Iterator

from riep_plan.values.words import visible, visible_line

#: However far a text is set in, so many columns are left to it.
_LEAST = 10


def wrapped(text: str, width: int, *, lead: str = "", more: int = 0) -> list[str]:
    """Wrap a text, whatever stands in it, so that no line is wider.

    Args:
        text: the text; what would act on a terminal is shown by its code point.
        width: columns to fill.
        lead: stands before the first line; the others are set in as far.
        more: by how much further the others are set in.
    """
    rest = " " * (len(lead) + more)
    lines = textwrap.wrap(
        " ".join(visible(text).split()),
        max(width, len(rest) + _LEAST),
        initial_indent=lead,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
    return lines or [lead.rstrip()]


def path_lines(spot: str, width: int, *, lead: str = "") -> Iterator[str]:
    """Set a place in a file, broken after a slash where it is too long for a line.

    Args:
        spot: the file, and lines in it.
        width: columns to fill.
        lead: stands before the first line; the others are set in as far.
    """
    room = max(width - len(lead), _LEAST)
    line = ""
    for step in re.findall(r"[^/]*/?", visible_line(spot)):
        if line and len(line) + len(step) > room:
            yield (lead + line).rstrip()
            line, lead = "", " " * len(lead)
        line += step
        while len(line) > room:
            yield (lead + line[:room]).rstrip()
            line, lead = line[room:], " " * len(lead)
    if line:
        yield (lead + line).rstrip()
