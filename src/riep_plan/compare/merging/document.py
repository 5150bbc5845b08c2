"""A file's text with the stretch that each key takes up, so that one can be written anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from riep_plan.findings.finding import Path
from riep_plan.findings.result import TextSpan
from riep_plan.source import nodes
from riep_plan.source.careful import read_carefully
from riep_plan.source.nodes import Node, Scalar

_SHARED = ("&", "*", "!")


class NotMergeable(Exception):
    """A text that cannot be changed key by key; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, where they stand in a text.

    Attributes:
        start: where its text begins, the comments above it included.
        end: where it ends: at the next key's, with the end of its last line.
        key: where the key itself stands.
        value: its value.
        indent: how many spaces stand before the key.
        in_braces: whether it stands in braces, with others on its line.
    """

    start: int
    end: int
    key: Scalar
    value: Node
    indent: int
    in_braces: bool


class Document:
    """A file's text, read.

    Attributes:
        text: with Unix line ends, and one at the end.
        tree: its values.
    """

    def __init__(self, text: str) -> None:
        """Read a text.

        Raises:
            Unreadable: it is no plan's file.
            NotMergeable: it has no keys, or parts of it are shared by anchors, so that one change
                makes several.
        """
        self.text = text.replace("\r\n", "\n").rstrip("\n") + "\n"
        self.tree = read_carefully(self.text)
        if not isinstance(self.tree, nodes.Mapping):
            raise NotMergeable("one of its versions has no keys.")
        self._lines = self.text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        if any(self.raw(one).startswith(_SHARED) for one in _all(self.tree)):
            raise NotMergeable("it shares values by anchors (&) and aliases (*).")

    @cached_property
    def entries(self) -> Mapping[Path, Entry]:
        """Every key by its path."""
        return dict(self._entries(self.tree, (), len(self.text)))

    def stretch(self, node: Node | Scalar) -> tuple[int, int]:
        """Where a value begins and ends in the text."""
        span: TextSpan = node.span
        start = self._starts[span.line - 1] + span.column - 1
        return start, self._starts[span.end_line - 1] + span.end_column - 1

    def raw(self, node: Node | Scalar) -> str:
        """A value as it is written."""
        start, end = self.stretch(node)
        return self.text[start:end]

    def is_on_one_line(self, node: Node) -> bool:
        """Say whether a value stands on its key's line: a single value, or one in brackets."""
        if isinstance(node, Scalar):
            there = node.text is not None and not node.is_block
            return there and "\n" not in self.raw(node)
        return self.raw(node).startswith(("{", "[")) and "\n" not in self.raw(node)

    def _entries(self, node: Node, at: Path, limit: int) -> Iterator[tuple[Path, Entry]]:
        if not isinstance(node, nodes.Mapping):
            return
        in_braces = self.raw(node).startswith("{")
        pairs = list(node.entries.items())
        starts = [self._start(key, in_braces=in_braces) for _, (key, _) in pairs]
        for place, (name, (key, value)) in enumerate(pairs):
            end = starts[place + 1] if place + 1 < len(pairs) else limit
            if in_braces:
                end = self.stretch(value)[1]
            indent = key.span.column - 1
            yield (*at, name), Entry(starts[place], end, key, value, indent, in_braces)
            yield from self._entries(value, (*at, name), end)

    def _start(self, key: Scalar, *, in_braces: bool) -> int:
        """Where the text of a key begins: with the comments above it that stand in line with it."""
        if in_braces:
            return self.stretch(key)[0]
        first = key.span.line
        while first > 1 and self._is_comment(first - 1, key.span.column - 1):
            first -= 1
        return self._starts[first - 1]

    def _is_comment(self, line: int, indent: int) -> bool:
        text = self._lines[line - 1]
        return text.startswith(" " * indent + "#")


def _all(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, nodes.Mapping):
        for _, value in node.entries.values():
            yield from _all(value)
    elif isinstance(node, nodes.Sequence):
        for item in node.items:
            yield from _all(item)
