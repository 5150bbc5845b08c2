"""The layout of a file: two spaces a step, nothing after a line's end, one line end at the last.

Each step is small, and is kept only where the text still says the same: lines are moved or
trimmed, never written anew, so that comments, blank lines, quotes and folded texts stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from riep_plan.source import nodes
from riep_plan.source.careful import read_carefully
from riep_plan.source.nodes import Node, Scalar, data_of
from riep_plan.source.problems import Unreadable
from riep_plan.source.sameness import comments, written

_STEP = 2
_BLANKS = " \t"
#: How a block opens whose indentation is given as a number.
_FIXED = re.compile(r"[|>][+-]?\d")


def laid_out(text: str) -> str:
    """Lay a file's text out.

    Args:
        text: with Unix line ends.

    Raises:
        Unreadable: it is no plan's file to begin with.
    """
    tree = read_carefully(text)
    for step in (_trimmed, _indented, _ended):
        result = step(text, tree)
        if result == text:
            continue
        kept = _same(result, text, tree)
        if kept is not None:
            text, tree = result, kept
    return text


def _same(result: str, text: str, tree: Node) -> Node | None:
    """Read the result, and give its values if nothing was lost or changed."""
    try:
        after = read_carefully(result)
    except Unreadable:
        return None
    same = data_of(after) == data_of(tree) and comments(result, after) == comments(text, tree)
    return after if same else None


def _trimmed(text: str, tree: Node) -> str:
    """Take spaces off the ends of lines, outside the texts that they may be part of."""
    kept = {
        number
        for one in written(tree)
        if not one.plain
        for number in range(one.span.line + one.is_block, one.span.end_line)
    }
    lines = text.split("\n")
    return "\n".join(
        line if number in kept else line.rstrip(_BLANKS) for number, line in enumerate(lines, 1)
    )


def _ended(text: str, tree: Node) -> str:  # noqa: ARG001  as the other steps
    return text.rstrip("\n") + "\n"


def _indented(text: str, tree: Node) -> str:
    """Indent each block by two spaces more than what holds it, its dashes included."""
    lines = text.split("\n")
    moves = _Moves(lines)
    moves.of_block(tree, None, 0)
    if not any(moves.by_line.values()):
        return text
    return "\n".join(_moved(line, by) for line, by in zip(lines, moves.all(), strict=True))


def _moved(line: str, by: int) -> str:
    indent = _indent(line)
    return " " * max(indent + by, 0) + line[indent:] if line.strip() else line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


@dataclass(frozen=True, slots=True)
class _Block:
    """A collection in block form: where its entries begin, now and when laid out."""

    old: int
    new: int

    @property
    def by(self) -> int:
        """How far its lines move."""
        return self.new - self.old


class _Moves:
    """How far each line of a file moves to the right when it is laid out."""

    def __init__(self, lines: list[str]) -> None:
        self.by_line: dict[int, int] = {}
        self._lines = lines

    def of_block(self, node: Node, parent: _Block | None, line: int) -> None:
        """Take a value into account: ``line`` is that of the key or dash that it follows."""
        if isinstance(node, Scalar):
            self._of_scalar(node, parent)
            return
        opening = self._lines[node.span.line - 1][node.span.column - 1 :]
        if opening.startswith(("[", "{", "*", "&")):  # in brackets, or not to be moved for certain
            return
        old = node.span.column - 1
        if parent is None:
            block = _Block(old, 0)
        elif node.span.line == line:
            block = _Block(old, old + parent.by)
        else:
            block = _Block(old, parent.new + _STEP)
        for at, value in self._entries(node, old):
            self.by_line.setdefault(at, block.by)
            self.of_block(value, block, at)

    def _entries(
        self, node: nodes.Mapping | nodes.Sequence, old: int
    ) -> Iterator[tuple[int, Node]]:
        if isinstance(node, nodes.Mapping):
            for key, value in node.entries.values():
                yield key.span.line, value
            return
        for item in node.items:
            line = item.span.line
            while line > node.span.line and self._lines[line - 1][old : old + 1] != "-":
                line -= 1
            yield line, item

    def _of_scalar(self, scalar: Scalar, parent: _Block | None) -> None:
        """The lines on which a text goes on are indented by one step, unless quotes hold them."""
        first, last = scalar.span.line, scalar.span.end_line
        if parent is None or last == first:
            return
        going_on = range(first + 1, last + (scalar.span.end_column > 1))
        opening = self._lines[first - 1][scalar.span.column - 1 :]
        by = parent.by
        if not opening.startswith(("'", '"', "&")) and not _FIXED.match(opening):
            indents = [_indent(one) for one in map(self._line, going_on) if one.strip()]
            by = parent.new + _STEP - min(indents, default=parent.new + _STEP)
        for number in going_on:
            self.by_line.setdefault(number, by)

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def all(self) -> list[int]:
        """Give how far each line moves, with those that no value begins on."""
        moves: list[int] = []
        before = 0
        for number, line in enumerate(self._lines, 1):
            if number in self.by_line:
                before = self.by_line[number]
                moves.append(before)
            elif line.lstrip().startswith("#"):
                moves.append(self._of_comment(number, _indent(line)))
            else:
                moves.append(before if _indent(line) else 0)
        return moves

    def _of_comment(self, number: int, indent: int) -> int:
        """A comment goes with the next line, or with the one before if it stands further in."""
        after = next((one for one in self._from(number, 1) if one in self.by_line), None)
        before = next((one for one in self._from(number, -1) if one in self.by_line), None)
        if after is not None and (before is None or indent <= _indent(self._line(after))):
            return self.by_line[after]
        return self.by_line[before] if before is not None else 0

    def _from(self, number: int, step: int) -> range:
        return range(number + step, len(self._lines) + 1 if step > 0 else 0, step)
