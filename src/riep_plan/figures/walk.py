"""Walking a whole plan, whatever it holds: each value with the keys that lead to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
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
        places = _PLACES if len(value) <= len(_PLACES) else map(str, range(len(value)))
        return zip(places, value, strict=False)
    if isinstance(value, RootModel):
        return below(value.root)
    fields = _FIELDS[type(value)]
    if not fields:
        return ()
    held, given = value.__dict__, value.__pydantic_fields_set__  # type: ignore[attr-defined]  # a part
    return [(key, held[name]) for name, key, _ in fields if name in given]


def within(value: object) -> Mapping[str, Any]:
    """Give the same as a mapping, to look a key up in."""
    return value if isinstance(value, dict) else dict(below(value))


#: The lists that texts, periods, amounts and all others are kept in; None for what nobody asks for.
_Lists = Sequence[list[Any] | None]


def _sort(value: object, at: Path, lists: _Lists) -> None:
    """Keep a value, or all that stands below it, by kind."""
    place = _KEPT[type(value)]
    if place is None:
        _walk(value, at, lists)
    elif (kept := lists[place]) is not None:
        kept.append((at, value))


def _walk(value: object, at: Path, lists: _Lists) -> None:
    """Sort all that stands below a value by its kind: this looks at every value of every plan."""
    fields = _FIELDS[type(value)]
    if fields:
        held, given = value.__dict__, value.__pydantic_fields_set__  # type: ignore[attr-defined]  # a part
        for name, _, step in fields:
            if name in given:
                one = held[name]
                place = _KEPT[type(one)]
                if place is None:
                    _walk(one, at + step, lists)
                elif (kept := lists[place]) is not None:
                    kept.append((at + step, one))
        return
    below_it = value.items() if isinstance(value, dict) else below(value)
    for key, one in below_it:
        place = _KEPT[type(one)]
        if place is None:
            _walk(one, (*at, key), lists)
        elif (kept := lists[place]) is not None:
            kept.append(((*at, key), one))


class _Kept(dict[type, int | None]):
    """Which list values of a type are kept in; None for those with more below them."""

    def __missing__(self, kind: type) -> int | None:
        self[kind] = found = _kept(kind)
        return found


def _kept(kind: type) -> int | None:
    if issubclass(kind, _AMOUNTS):
        return _AMOUNT
    if issubclass(kind, Period):
        return _PERIOD
    if issubclass(kind, (Part, RootModel, dict)) or kind is tuple:
        return None
    is_text = issubclass(kind, str) and not issubclass(kind, Enum)
    return _TEXT if is_text else _OTHER


class _Fields(dict[type, tuple[tuple[str, str, Path], ...]]):
    """The fields of each type of part: its name, its key, and what that adds to the path."""

    def __missing__(self, kind: type) -> tuple[tuple[str, str, Path], ...]:
        fields = kind.model_fields if issubclass(kind, Part) else {}
        self[kind] = found = tuple(
            (name, key, () if key == "text" and issubclass(kind, TextAlone) else (key,))
            for name, info in fields.items()
            for key in [info.alias or name]
        )
        return found


_TEXT, _PERIOD, _AMOUNT, _OTHER = range(4)
_KEPT = _Kept()
#: The places in nearly every list.
_PLACES = tuple(map(str, range(32)))
_FIELDS = _Fields()
