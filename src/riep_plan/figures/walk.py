"""Walking a whole plan, whatever it holds: each value with the keys that lead to it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import RootModel

from riep_plan.findings.finding import Path
from riep_plan.model.base import Part
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.model.prose import TextAlone


class Walked(NamedTuple):
    """What stands below a value, each with its path, in the order in which it stands there.

    Attributes:
        leaves: every single value. What may be written as its text alone has it at its own path,
            whatever else it has.
        profiles: every amount over time, of money or of anything else.
    """

    leaves: list[tuple[Path, object]]
    profiles: list[tuple[Path, Profile | QuantityProfile]]


class _Form(NamedTuple):
    """What is known of all values of a type, so that none is asked again.

    Attributes:
        keys: the fields of a part, each with its key in a file.
        is_text: for a part that may be written as its text alone.
        is_profile: for an amount over time.
        is_root: for what is another name for what it holds.
    """

    keys: tuple[tuple[str, str], ...] = ()
    is_text: bool = False
    is_profile: bool = False
    is_root: bool = False


def walk(value: object, at: Path = ()) -> Walked:
    """Look at everything below a value, once."""
    found = Walked([], [])
    _walk(value, at, found)
    return found


def leaves(value: object, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Give every single value below one, with its path."""
    return iter(walk(value, at).leaves)


def values_of(value: object, kind: type, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Give every amount over time of a kind below a value, such as each profile, with its path."""
    return ((at, one) for at, one in walk(value, at).profiles if isinstance(one, kind))


def below(value: object) -> Iterable[tuple[str, Any]]:
    """Give the values just below one, by the key or position that leads to each."""
    if isinstance(value, dict):
        return value.items()
    if type(value) is tuple:
        return [(str(place), one) for place, one in enumerate(value)]
    form = _FORMS[type(value)]
    if form is None:
        return ()
    held = value.__dict__
    if form.is_root:
        return below(held["root"])
    given: set[str] = value.__pydantic_fields_set__  # type: ignore[attr-defined]  # it is a part
    return [(key, held[name]) for name, key in form.keys if name in given]


def within(value: object) -> Mapping[str, Any]:
    """Give the same as a mapping, to look a key up in."""
    return value if isinstance(value, dict) else dict(below(value))


def _walk(value: object, at: Path, found: Walked) -> None:
    form = _FORMS[type(value)]
    if form is None:
        found.leaves.append((at, value))
        return
    if form.is_profile:
        found.profiles.append((at, value))  # type: ignore[arg-type]  # it is one
    for step, one in below(value):
        _walk(one, at if form.is_text and step == "text" else (*at, step), found)


def _form(kind: type) -> _Form | None:
    """Give what is known of a type; None for that of single values."""
    if issubclass(kind, Part):
        keys = tuple((name, info.alias or name) for name, info in kind.model_fields.items())
        return _Form(keys, is_text=issubclass(kind, TextAlone))
    if issubclass(kind, RootModel):
        is_profile = issubclass(kind, (Profile, QuantityProfile))
        return _Form(is_profile=is_profile, is_root=True)
    return _Form() if issubclass(kind, dict) or kind is tuple else None


class _Forms(dict[type, _Form | None]):
    """Forms by type, each worked out when it is first asked for."""

    def __missing__(self, kind: type) -> _Form | None:
        self[kind] = found = _form(kind)
        return found


_FORMS = _Forms()
