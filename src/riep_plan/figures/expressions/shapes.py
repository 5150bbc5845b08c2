"""What values an expression may meet: their kinds, and the keys of what has keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a value is, as messages call it."""

    NUMBER = "a number"
    TEXT = "a text"
    TRUTH = "true or false"
    DATE = "a date"
    NOTHING = "null"
    RECORD = "a part of the plan"
    MAPPING = "a mapping"
    LIST = "a list"
    UNKNOWN = "something unknown"


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a value before there is one.

    Attributes:
        kind: what it is.
        may_be_empty: whether a plan may leave it out, so that it has to be asked for first.
        keys: for a record, its keys; no other key exists.
        of: for a list, what it holds; for a mapping, what each key leads to.
    """

    kind: Kind
    may_be_empty: bool = False
    keys: Mapping[str, "Shape"] = field(default_factory=dict)
    of: "Shape | None" = None

    @property
    def filled(self) -> "Shape":
        """The same, once it is known to be there."""
        return replace(self, may_be_empty=False)

    @property
    def below(self) -> "Shape":
        """What a list holds, or a mapping's keys lead to."""
        return self.of or UNKNOWN


NUMBER = Shape(Kind.NUMBER)
TEXT = Shape(Kind.TEXT)
TRUTH = Shape(Kind.TRUTH)
DATE = Shape(Kind.DATE)
NOTHING = Shape(Kind.NOTHING, may_be_empty=True)
UNKNOWN = Shape(Kind.UNKNOWN)


def empty(shape: Shape) -> Shape:
    """The same shape, where a plan may leave the value out."""
    return replace(shape, may_be_empty=True)


def record(**keys: Shape) -> Shape:
    """A part of the plan with these keys and no others."""
    return Shape(Kind.RECORD, keys=keys)


def list_of(shape: Shape) -> Shape:
    """A list of values of one shape."""
    return Shape(Kind.LIST, of=shape)


def mapping_to(shape: Shape) -> Shape:
    """A mapping whose keys the plan chooses."""
    return Shape(Kind.MAPPING, of=shape)


class Absent(dict[str, object]):
    """A part that the plan leaves out: it has all its keys, and nothing in them."""


class Keyed(dict[str, object]):
    """A mapping whose keys the plan chooses: any other key leads to nothing."""

    def __init__(self, values: Mapping[str, object], nothing: Callable[[], object]) -> None:
        """Take the values, and what makes what stands for a key that is not there."""
        super().__init__(values)
        self._nothing = nothing

    def __missing__(self, key: str) -> object:
        """Give what stands for a key that is not there."""
        return self._nothing()


class AbsentProfile(Keyed):
    """An amount over time that the plan leaves out: even its total is empty."""

    def __init__(self) -> None:
        """Hold an empty total."""
        super().__init__({"total": None}, lambda: None)


def is_there(value: object) -> bool:
    """Say whether a plan gives a value: not null, not empty, not a part that is left out."""
    return not (
        value is None or isinstance(value, (Absent, AbsentProfile)) or value in ([], {}, "")
    )
