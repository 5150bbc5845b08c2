"""Edits of a file's text: single values changed in their places, and not one other byte.

Nothing is taken on trust: the edited text is read again, and must give the data of before with
those values changed and no other. Otherwise the edit is refused.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riep_plan.findings.finding import Path
from riep_plan.findings.result import TextSpan
from riep_plan.source import nodes
from riep_plan.source.careful import read_carefully
from riep_plan.source.nodes import Node, Scalar, data_of
from riep_plan.source.problems import Unreadable

#: How an anchor, an alias and a tag begin.
_SHARED = ("&", "*", "!")
#: What a plain value may follow. Straight after a quoted key's colon it would not be read.
_BEFORE_PLAIN = " [{,\t"


class NotEditable(Exception):
    """A value that cannot be changed where it stands; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A single value to be written otherwise: the keys that lead to it, and its new text."""

    at: Path
    becomes: str


def edited(text: str, edits: Mapping[Path, str]) -> str:
    """Write values otherwise, each in its own place.

    Args:
        text: a file's text, with line ends of any kind.
        edits: the new text of each value, by the keys that lead to it. An amount over time stands
            for its total: ``75000`` and ``{total: 75000}`` are found either way.

    Raises:
        NotEditable: a value is not there, or is shared, or the result would not read as meant.
        Unreadable: the text is no plan's file to begin with.
    """
    plain = text.replace("\r\n", "\n")
    tree = read_carefully(plain)
    uses = Counter(scalar.span for scalar in scalars(tree))
    lines = text.split("\n")
    stretches: dict[TextSpan, str] = {}
    for at, becomes in edits.items():
        scalar = scalar_at(tree, at)
        if scalar is None:
            raise NotEditable(f"no single value stands at {'/'.join(at)}.")
        if reason := why_fixed(scalar, lines, shared=uses[scalar.span] > 1):
            raise NotEditable(f"the value of {'/'.join(at)}, on line {scalar.span.line}, {reason}.")
        if scalar.text != becomes:
            stretches[scalar.span] = _fitted(scalar, lines, becomes)
    result = _spliced(lines, stretches)
    _verify(tree, result, edits)
    return result


def scalars(tree: Node) -> Iterator[Scalar]:
    """Give every single value, each as often as it is referred to."""
    if isinstance(tree, nodes.Mapping):
        for _, value in tree.entries.values():
            yield from scalars(value)
    elif isinstance(tree, nodes.Sequence):
        for item in tree.items:
            yield from scalars(item)
    else:
        yield tree


def scalar_at(tree: Node, at: Path) -> Scalar | None:
    """Find a single value; a value alone stands for the total of what it might have been."""
    node: Node | None = tree
    for position, step in enumerate(at):
        if isinstance(node, nodes.Mapping) and step in node.entries:
            node = node.entries[step][1]
        elif isinstance(node, nodes.Sequence) and step.isdecimal() and int(step) < len(node.items):
            node = node.items[int(step)]
        elif isinstance(node, Scalar) and step == "total" and position == len(at) - 1:
            break
        else:
            return None
    if isinstance(node, nodes.Mapping) and "total" in node.entries:
        node = node.entries["total"][1]
    return node if isinstance(node, Scalar) else None


def why_fixed(scalar: Scalar, lines: list[str], *, shared: bool) -> str | None:
    """Say why a value cannot be changed where it stands; None where it can."""
    opening = lines[scalar.span.line - 1][scalar.span.column - 1 :]
    if shared or opening.startswith(_SHARED):
        return "is shared with another by an anchor (&) or an alias (*); write the values out first"
    if scalar.is_block or scalar.span.end_line != scalar.span.line:
        return "is written over several lines; write it on one first"
    return None if scalar.text is not None else "is not written"


def _fitted(scalar: Scalar, lines: list[str], becomes: str) -> str:
    """Keep the quotes where the value would not be read without them."""
    line, start = lines[scalar.span.line - 1], scalar.span.column - 1
    if scalar.plain or start == 0 or line[start - 1] in _BEFORE_PLAIN:
        return becomes
    return f"{line[start]}{becomes}{line[start]}"


def _spliced(lines: list[str], stretches: Mapping[TextSpan, str]) -> str:
    changed = list(lines)
    for span in sorted(stretches, reverse=True):
        line = changed[span.line - 1]
        changed[span.line - 1] = (
            line[: span.column - 1] + stretches[span] + line[span.end_column - 1 :]
        )
    return "\n".join(changed)


def _verify(before: Node, result: str, edits: Mapping[Path, str]) -> None:
    """Read the result; it must be the data of before, with the new values and no other change."""
    try:
        after = read_carefully(result.replace("\r\n", "\n"))
    except Unreadable as unreadable:
        raise NotEditable(f"the edited file could not be read: {unreadable}") from None
    wanted = {id(scalar_at(before, at)): becomes for at, becomes in edits.items()}
    if _replaced(before, wanted) != data_of(after):
        raise NotEditable("the edited file would say something else as well.")


def _replaced(node: Node, wanted: Mapping[int, str]) -> object:
    """Give the bare data with some values replaced."""
    if isinstance(node, nodes.Mapping):
        return {key: _replaced(value, wanted) for key, (_, value) in node.entries.items()}
    if isinstance(node, nodes.Sequence):
        return [_replaced(item, wanted) for item in node.items]
    return wanted.get(id(node), data_of(node))
