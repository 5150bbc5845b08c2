"""A file's values beside their types: what the plan language says each written value is."""

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import TypeVar

from pydantic import BaseModel, RootModel

from riep_plan.findings.finding import Path
from riep_plan.model.written import InAnyOrder, Written
from riep_plan.source.nodes import Mapping, Node, Scalar, Sequence

MarkT = TypeVar("MarkT")


@dataclass(frozen=True, slots=True)
class TypedScalar:
    """A single value, where it stands in its file, and how its type is written plainly."""

    at: Path
    node: Scalar
    written: Written | None


@dataclass(frozen=True, slots=True)
class FreeList:
    """A list whose order means nothing, and where it stands in its file."""

    at: Path
    node: Sequence


@dataclass(frozen=True, slots=True)
class _Type:
    """An annotation without its wrapping, and the marks that it was wrapped in."""

    bare: object
    marks: tuple[object, ...] = ()

    def mark(self, kind: type[MarkT]) -> MarkT | None:
        """Give the last mark of a kind."""
        return next((one for one in reversed(self.marks) if isinstance(one, kind)), None)


def typed_values(tree: Node, model: type[BaseModel]) -> Iterator[TypedScalar | FreeList]:
    """Give every single value of a file, and every list without an order."""
    yield from _walk(tree, _Type(model), ())


def _walk(node: Node, kind: _Type, at: Path) -> Iterator[TypedScalar | FreeList]:
    if isinstance(node, Mapping):
        for key, (_, value) in node.entries.items():
            yield from _walk(value, _below(kind, key), (*at, key))
    elif isinstance(node, Sequence):
        if kind.mark(InAnyOrder):
            yield FreeList(at, node)
        for position, item in enumerate(node.items):
            yield from _walk(item, _first_of(kind), (*at, str(position)))
    else:
        yield TypedScalar(at, node, _alone(kind).mark(Written))


def _below(kind: _Type, key: str) -> _Type:
    """What stands under a key."""
    model = _model(kind)
    if model is not None and issubclass(model, RootModel):
        return _below(_fields(model)["root"], key)
    if model is not None:
        return _fields(model).get(key, _Type(None))
    arguments = typing.get_args(kind.bare)
    return _opened(arguments[1]) if typing.get_origin(kind.bare) is dict else _Type(None)


def _first_of(kind: _Type) -> _Type:
    """What stands in a list."""
    arguments = typing.get_args(kind.bare)
    return _opened(arguments[0]) if typing.get_origin(kind.bare) is tuple else _Type(None)


def _alone(kind: _Type) -> _Type:
    """What a single value is: itself, one of a list, or the whole of an amount over time."""
    model = _model(kind)
    if model is not None and issubclass(model, RootModel):
        return _below(kind, "total")
    return _first_of(kind) if typing.get_origin(kind.bare) is tuple else kind


def _model(kind: _Type) -> type[BaseModel] | None:
    bare = kind.bare
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None


@lru_cache(maxsize=256)
def _fields(model: type[BaseModel]) -> dict[str, _Type]:
    """Give the type of each field by its key in a file."""
    hints = typing.get_type_hints(model, include_extras=True)
    return {field.alias or name: _opened(hints[name]) for name, field in model.model_fields.items()}


def _opened(annotation: object) -> _Type:
    """Take an annotation out of ``Annotated`` and ``Optional``, in whatever order they stand."""
    marks: tuple[object, ...] = ()
    while True:
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Annotated:
            annotation, marks = arguments[0], (*arguments[1:], *marks)
        elif origin in (typing.Union, UnionType):
            annotation = next(one for one in arguments if one is not type(None))
        else:
            return _Type(annotation, marks)
