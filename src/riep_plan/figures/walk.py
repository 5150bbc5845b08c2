"""Walking a whole plan, whatever it holds: each value with the keys that lead to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import RootModel

from riep_plan.findings.finding import Path
from riep_plan.model.base import Part
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.model.prose import TextAlone
from riep_plan.values.money import Entry
from riep_plan.values.period import Period
from riep_plan.values.quantity import Quantity

#: An amount, of money or of anything else: of one time, or over time.
Amount = Entry | Quantity | Decimal | Profile | QuantityProfile
_AMOUNTS = (Entry, Quantity, Decimal, Profile, QuantityProfile)


class Walked(NamedTuple):
    """What stands below a value, each with its path, in the order in which it stands there.

    What may be written as its text alone has its text at its own path, whatever else it has. Words
    that the language offers, and whole numbers, are left out.

    Attributes:
        texts: every text in a plan's own words.
        periods: every date and period, other than those that amounts over time are kept by.
        amounts: every amount; one over time as a whole.
    """

    texts: list[tuple[Path, str]]
    periods: list[tuple[Path, Period]]
    amounts: list[tuple[Path, Amount]]


def walk(value: object) -> Walked:
    """Look at everything below a value, once."""
    found = Walked([], [], [])
    _sort(value, (), (*found, None))
    return found


def leaves(value: object, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Give every single value below one, with its path; a single value itself is one."""
    every: list[tuple[Path, object]] = []
    _sort(value, at, [every] * 4)
    return singly(every)


def singly(values: Iterable[tuple[Path, object]]) -> Iterator[tuple[Path, object]]:
    """Give values with each amount over time as its single amounts."""
    for at, value in values:
        if isinstance(value, (Profile, QuantityProfile)):
            yield from [((*at, key), one) for key, one in value.root.items()]
        else:
            yield at, value


def values_of(value: object, kind: type, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Give every amount of a kind below a value, such as each profile, with its path."""
    amounts: list[tuple[Path, object]] = []
    _sort(value, at, (None, None, amounts, None))
    return ((at, one) for at, one in amounts if isinstance(one, kind))


def below(value: object) -> Iterable[tuple[str, Any]]:
    """Give the values just below one, by the key or position that leads to each."""
    if isinstance(value, dict):
        return value.items()
    if type(value) is tuple:
        return [(str(place), one) for place, one in enumerate(value)]
    if isinstance(value, RootModel):
        return below(value.root)
    if not isinstance(value, Part):
        return ()
    held, given = value.__dict__, value.__pydantic_fields_set__
    return [(key, held[name]) for name, key in _keys(type(value)) if name in given]


def within(value: object) -> Mapping[str, Any]:
    """Give the same as a mapping, to look a key up in."""
    return value if isinstance(value, dict) else dict(below(value))


#: The lists that texts, periods, amounts and all others are kept in; None for what nobody asks for.
_Lists = Sequence[list[Any] | None]


def _sort(value: object, at: Path, lists: _Lists) -> None:
    """Keep a value, or all that stands below it, by kind."""
    place = _KEPT.get(type(value))
    if place is None:
        _walk(value, at, lists)
    elif (kept := lists[place]) is not None:
        kept.append((at, value))


def _walk(value: Any, at: Path, lists: _Lists) -> None:  # noqa: ANN401  it is whatever it is
    """Sort all that stands below a value by its kind: this looks at every value of every plan."""
    kind = type(value)
    steps = _STEPS.get(kind)
    if steps is not None:
        held, given = value.__dict__, value.__pydantic_fields_set__
        for name, step in steps:
            if name in given:
                one = held[name]
                place = _KEPT.get(type(one))
                if place is None:
                    _walk(one, at + step, lists)
                elif (kept := lists[place]) is not None:
                    kept.append((at + step, one))
    elif kind is dict:
        for key, one in value.items():
            place = _KEPT.get(type(one))
            if place is None:
                _walk(one, (*at, key), lists)
            elif (kept := lists[place]) is not None:
                kept.append(((*at, key), one))
    else:
        _walk_other(value, at, lists)


def _walk_other(value: object, at: Path, lists: _Lists) -> None:
    """Do the same with a list, and with a value of a type that was not met before."""
    if type(value) is tuple:
        for position, one in enumerate(value):
            _sort(one, (*at, str(position)), lists)
    else:
        _meet(type(value))
        _sort(value, at, lists)


def _meet(kind: type) -> None:
    """Find out which list values of a type are kept in, or the fields of a type of part.

    This is asked once of each type.
    """
    if issubclass(kind, Part):
        _STEPS[kind] = tuple(
            (name, () if key == "text" and issubclass(kind, TextAlone) else (key,))
            for name, key in _keys(kind)
        )
    elif issubclass(kind, _AMOUNTS):
        _KEPT[kind] = _AMOUNT
    elif issubclass(kind, Period):
        _KEPT[kind] = _PERIOD
    else:
        is_text = issubclass(kind, str) and not issubclass(kind, Enum)
        _KEPT[kind] = _TEXT if is_text else _OTHER


@lru_cache(maxsize=256)
def _keys(kind: type[Part]) -> Sequence[tuple[str, str]]:
    """Give the name and the key of each field of a type of part."""
    return [(name, info.alias or name) for name, info in kind.model_fields.items()]


_TEXT, _PERIOD, _AMOUNT, _OTHER = range(4)
#: Which list values of each type are kept in; none of those that have more below them.
_KEPT: dict[type, int] = {}
#: The fields of each type of part: its name, and what its key adds to the path.
_STEPS: dict[type, tuple[tuple[str, Path], ...]] = {}
