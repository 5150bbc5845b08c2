"""Whether two texts are one plan: the same meaning, and the same comments.

``riep fmt`` may change how a file looks and nothing else; this is what holds it to that.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pydantic import BaseModel, RootModel

from riep_plan.findings.finding import Path
from riep_plan.model.written import InAnyOrder
from riep_plan.source import nodes
from riep_plan.source.nodes import Node, Scalar
from riep_plan.values.money import Entry, rounding
from riep_plan.values.period import Period

_COMMENT = re.compile(r"(?:(?<=[ \t])|^)#.*")


def meaning(model: BaseModel) -> Mapping[Path, object]:
    """Give what a file says, value by value, whatever its spelling.

    An amount is its pounds and how far it may be rounded; a period is its days or quarters.
    """
    return dict(_leaves(model, ()))


def _leaves(value: object, at: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, RootModel):
        yield from _leaves(value.root, at)
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            below = getattr(value, name)
            if any(isinstance(mark, InAnyOrder) for mark in field.metadata):
                below = tuple(sorted(below))
            yield from _leaves(below, (*at, field.alias or name))
    elif isinstance(value, dict):
        yield at, tuple(value)  # the keys and their order, which documents follow
        for key, below in value.items():
            yield from _leaves(below, (*at, str(key)))
    elif isinstance(value, tuple):
        yield at, len(value)
        for position, below in enumerate(value):
            yield from _leaves(below, (*at, str(position)))
    else:
        yield at, _said(value)


def _said(value: object) -> object:
    if isinstance(value, Period):
        return value.identity
    if isinstance(value, Entry):
        return (_said(value.amount), value.is_confirmed)
    if isinstance(value, Decimal):
        return (value, rounding(value))
    return value


def comments(text: str, tree: Node) -> list[str]:
    """Give every comment of a text, without the spaces around it."""
    lines = text.split("\n")
    for one in written(tree):
        _blank(lines, one)
    found = (_COMMENT.search(line) for line in lines)
    return [match[0].rstrip() for match in found if match]


def written(tree: Node) -> Iterator[Scalar]:
    """Give every key and every single value, in the order written."""
    if isinstance(tree, nodes.Mapping):
        for key, value in tree.entries.values():
            yield key
            yield from written(value)
    elif isinstance(tree, nodes.Sequence):
        for item in tree.items:
            yield from written(item)
    else:
        yield tree


def _blank(lines: list[str], one: Scalar) -> None:
    """Write a value over. The line that a block opens on may end in a comment of its own."""
    span = one.span
    for number in range(span.line + one.is_block, min(span.end_line, len(lines)) + 1):
        line = lines[number - 1]
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        lines[number - 1] = line[:start] + "x" * (end - start) + line[end:]
