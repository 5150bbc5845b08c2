"""Tables of Markdown, and values of a plan on one line of them, cut to a width."""

import json
from collections.abc import Iterator

from riep_plan.source.problems import Unreadable
from riep_plan.source.read import read_data
from riep_plan.values.words import shortened

#: What stands for whatever was left out.
CUT = "…"
_ENOUGH, _LEAST = 10_000, 12


def flow(value: object, room: int, *, nested: bool = False) -> str:
    """Write a value as YAML on one line; what does not fit is left out behind ``…``."""
    if isinstance(value, (dict, list)) and room < _LEAST:
        return CUT
    if isinstance(value, dict):
        entries = [(f"{_scalar(str(key), room - _LEAST)}: ", one) for key, one in value.items()]
        return _bracketed("{}", entries, room)
    if isinstance(value, list):
        return _bracketed("[]", [("", one) for one in value], room)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _scalar(text, room, nested=nested)


def _bracketed(brackets: str, entries: list[tuple[str, object]], room: int) -> str:
    """Write as many entries as fit; the first is cut itself where it does not."""
    whole = [lead + flow(one, _ENOUGH, nested=True) for lead, one in entries]
    for count in range(len(whole), 0, -1):
        inner = ", ".join([*whole[:count], *[CUT][: len(whole) - count]])
        if len(inner) + len(brackets) <= room:
            return f"{brackets[0]}{inner}{brackets[1]}"
    if not entries:
        return brackets
    lead, one = entries[0]
    rest = f", {CUT}" if len(entries) > 1 else ""
    first = flow(one, room - len(lead + rest + brackets), nested=True)
    return f"{brackets[0]}{lead}{first}{rest}{brackets[1]}"


def _scalar(text: str, room: int, *, nested: bool = True) -> str:
    """Write a single value, in quotes where riep would otherwise read something else."""
    line = shortened(text, max(room, 1))
    if _reads_back(f"[{line}]" if nested else f"key: {line}", [line] if nested else {"key": line}):
        return line
    for width in range(room - 2, 0, -1):
        quoted = json.dumps(shortened(text, width), ensure_ascii=False)
        if len(quoted) <= room:
            return quoted
    return CUT


def _reads_back(yaml: str, data: object) -> bool:
    try:
        return read_data(yaml + "\n") == data
    except Unreadable:
        return False


def cell(text: str) -> str:
    """Keep a text within one cell of a table."""
    return " ".join(text.split()).replace("|", r"\|")


def code(text: str) -> str:
    """Set a text as it is typed."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def table(heads: str, rows: Iterator[tuple[str, ...]]) -> str:
    """Set a table; ``heads`` are the headings, with a bar between two."""
    lines = [f"| {heads} |", f"|{'---|' * len(heads.split('|'))}"]
    lines += [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
    return "\n".join(lines) + "\n"
