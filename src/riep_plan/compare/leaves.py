"""Every single value of a plan by its key: what it means, and how people read it.

Two values are the same where their ``said`` is the same, whatever their spelling:

- an amount is its pounds and whether it is confirmed: ``165k`` is ``165000``, and ``106`` in a
  plan in £k is ``£106,000``. How far a printed amount may be rounded is how it is written, not
  money that changes;
- a period is its days or quarters: ``July 2012`` is ``2012-07``, but ``Q2`` is no month;
- a text is its paragraphs and points, wherever their lines are broken;
- several texts, ids or dates are one value, in any order; the steps of a scale keep theirs.

A default that is written out says nothing, except in a change of policy, which takes the place of
what holds otherwise.
"""

import re
from collections import Counter, deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import RootModel

from riep_plan.compare.change import Leaf
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.base import Id, Money, Part, Percent, Prose, Text
from riep_plan.model.evidence import Assessment
from riep_plan.model.governance import Condition
from riep_plan.model.policy import PolicyChange
from riep_plan.model.profile import TOTAL
from riep_plan.model.prose import TextAlone
from riep_plan.model.risk import RiskScale
from riep_plan.values.money import format_money
from riep_plan.values.period import Period, day_after, read_period
from riep_plan.values.quantity import format_number
from riep_plan.values.words import listed

#: Where the order of several values, or of the keys of a mapping, says something: steps of a scale.
_IN_ORDER = {(RiskScale, "likelihood"), (RiskScale, "impact"), (Assessment, "scale")}
#: Where a paragraph or a point of a list begins.
_BREAKS = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])")
#: The first and last days, by month and day, of a year and a financial year.
_YEAR = ((1, 1), (12, 31))
_FINANCIAL = ((4, 1), (3, 31))


#: The plans that were asked about last, with what was found; plans never change.
_LATEST: deque[tuple[Plan, Mapping[Path, Leaf]]] = deque(maxlen=3)


class Holds(StrEnum):
    """What a key of the plan language holds, where its value alone does not say it."""

    POUNDS = "pounds"
    PER_CENT = "per cent"
    IDS = "ids"
    WORDS = "words"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of a part: its name in the model, in the language, and its default."""

    name: str
    key: str
    default: object


def leaves_of(plan: Plan) -> Mapping[Path, Leaf]:
    """Give every single value of a plan by its key: its path, with periods by their meaning.

    What may be written as its text alone has its text at its own path; a profile that is one
    amount has it as its ``total``.
    """
    # A version is asked about several times in a row, and in a history once as what was before.
    known = next((found for held, found in _LATEST if held is plan), None)
    if known is None:
        known = MappingProxyType(dict(_of_part(plan, (), ())))
        _LATEST.append((plan, known))
    return known


def key_at(plan: Plan, at: Path) -> Path:
    """Give the key of what stands at a path: a period by its meaning, a text at its own path.

    What holds no single value, or whose values all are as they are anyway, keeps its path.
    """
    own = at[:-1] if at[-1:] == ("text",) else at
    for key, leaf in leaves_of(plan).items():
        if at in (leaf.at[: len(at)], key[: len(at)]):
            return key[: len(at)]
        if own in (leaf.at, key) and leaf.field == "text":
            return key
    return at


def leaves_below(value: object, field: tuple[type, str]) -> Mapping[Path, Leaf]:
    """Give every single value of a part of a plan, by its key within the part.

    Args:
        value: the part, or a single text.
        field: the part of the language that holds it, and the key there.
    """
    return dict(_of(value, (), (), field))


@lru_cache(maxsize=512)
def holds(owner: type, field: str) -> Holds:
    """Say what a key holds: ids, words, pounds or per cent, one or several."""
    names = {one.key: one.name for one in _keys_of(owner)} if issubclass(owner, Part) else {}
    if field not in names:
        return Holds.OTHER
    whole = get_type_hints(owner, include_extras=True)[names[field]]
    return next((one for one in map(_HOLDS.get, _types_in(whole)) if one), Holds.OTHER)


#: The types of the language that look the same once they are read.
_HOLDS = {
    Money: Holds.POUNDS,
    Percent: Holds.PER_CENT,
    Id: Holds.IDS,
    Text: Holds.WORDS,
    Prose: Holds.WORDS,
}


def said_of(value: object, *, in_order: bool = False) -> Hashable:
    """Give what a single value means, whatever its spelling.

    Args:
        value: as the model has it.
        in_order: whether the order of several values says something.
    """
    if type(value) is tuple:
        each = [said_of(one) for one in value]
        return tuple(each) if in_order else frozenset(Counter(each).items())
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return tuple(" ".join(one.split()) for one in _BREAKS.split(value.strip()))
    if isinstance(value, Period):
        return value.identity
    if isinstance(value, Condition):
        return tuple(said_of(one) for one in (value.text, value.due, value.met))
    assert isinstance(value, Hashable)  # noqa: S101  numbers and quantities are
    return value


def text_of(value: object, kind: Holds = Holds.OTHER) -> str:
    """Write a single value as people read it: ``£20,000``, ``June 2010``, ``5%``."""
    if type(value) is tuple:
        each = [text_of(one, kind) for one in value]
        return "; ".join(each) if kind is Holds.WORDS else listed(each)
    if isinstance(value, Condition):
        due = [f"due {value.due}"] if value.due else []
        met = [f"met {value.met}"] if value.met else []
        return f"{value.text} ({', '.join((*due, *met))})" if due or met else value.text
    if isinstance(value, Decimal):
        if kind is Holds.POUNDS:
            return format_money(value)
        return f"{format_number(value)}{'%' if kind is Holds.PER_CENT else ''}"
    return str(value.value if isinstance(value, Enum) else value)


def period_key(period: Period) -> str:
    """Write a period's meaning, in one spelling for all: ``2012-07`` for ``July 2012``."""
    if period.days is None:
        return "–".join(dict.fromkeys((period.labels[0], period.labels[-1])))
    start, end = period.days
    if start == end:
        return start.isoformat()
    if (start.month, start.day) == _YEAR[0] and (end.month, end.day) == _YEAR[1]:
        return f"{start.year}" if end.year == start.year else f"{start.year} to {end.year}"
    if (start.month, start.day) == _FINANCIAL[0] and end == date(start.year + 1, *_FINANCIAL[1]):
        return f"{start.year}/{end.year % 100:02d}"
    if start.day == 1 and day_after(end).day == 1:
        months = (f"{start:%Y-%m}", f"{end:%Y-%m}")
        return " to ".join(dict.fromkeys(months))
    return f"{start} to {end}"


@lru_cache(maxsize=128)
def _keys_of(owner: type[Part]) -> tuple[_Key, ...]:
    return tuple(
        _Key(name, info.alias or name, info.get_default(call_default_factory=True))
        for name, info in owner.model_fields.items()
    )


def _types_in(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  annotations are of any type
    """Give the types that a key's type is made of; of a mapping, those of its values."""
    yield annotation
    inner = get_args(annotation)
    for one in inner[1:] if get_origin(annotation) is dict else inner:
        if get_args(one):
            yield from _types_in(one)


@lru_cache(maxsize=128)
def _owner(part: type[Part]) -> type[Part]:
    """Give the part of the language that a file of its own holds: a project's is a project."""
    return next(
        one for one in part.__mro__ if issubclass(one, Part) and "riep" not in one.model_fields
    )


def _of_part(part: Part, key: Path, at: Path) -> Iterator[tuple[Path, Leaf]]:
    owner = _owner(type(part))
    for one in _keys_of(owner):
        value = getattr(part, one.name)
        is_said = isinstance(part, PolicyChange) and one.name in part.model_fields_set
        if value is None or (value == one.default and not is_said):
            continue
        step = () if isinstance(part, TextAlone) and one.name == "text" else (one.key,)
        # Where a default stands for what is left out, nothing in its place says something too.
        is_told = is_said or isinstance(one.default, Part)
        yield from _of(value, (*key, *step), (*at, *step), (owner, one.key), is_told=is_told)


def _of(
    value: object, key: Path, at: Path, field: tuple[type, str], *, is_told: bool = False
) -> Iterator[tuple[Path, Leaf]]:
    if not isinstance(value, (Part, RootModel, dict)):
        yield key, _leaf(value, at, field)
        return
    found = _inside(value, key, at, field)
    first = next(found, None)
    if first is not None:
        yield first
        yield from found
    elif is_told:
        yield key, Leaf(at, field[0], field[1], value, _NOTHING, "nothing")


#: What an entry means that is there and has nothing in it, such as a return left empty.
_NOTHING = "nothing"


def _inside(
    value: object, key: Path, at: Path, field: tuple[type, str]
) -> Iterator[tuple[Path, Leaf]]:
    if isinstance(value, Part):
        yield from _of_part(value, key, at)
    elif isinstance(value, RootModel):
        is_alone = list(value.root) == [TOTAL]
        for words, amount in value.root.items():
            meant = words if words == TOTAL else period_key(read_period(words))
            here = at if is_alone else (*at, words)
            yield (*key, meant), _leaf(amount, here, (type(value), meant))
    elif isinstance(value, dict):
        if field in _IN_ORDER:
            yield key, _leaf(tuple(value), at, field)
        for step, one in value.items():
            yield from _of(one, (*key, str(step)), (*at, str(step)), field, is_told=True)


def _leaf(value: object, at: Path, field: tuple[type, str]) -> Leaf:
    owner, name = field
    said = said_of(value, in_order=field in _IN_ORDER)
    return Leaf(at, owner, name, value, said, text_of(value, holds(owner, name)))
