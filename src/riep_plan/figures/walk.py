"""Walking a whole plan, whatever it holds: each value with the keys that lead to it."""

from collections.abc import Iterator

from pydantic import RootModel

from riep_plan.findings.finding import Path
from riep_plan.model.base import Part
from riep_plan.model.prose import TextAlone


def below(value: object) -> Iterator[tuple[str, object]]:
    """Give the values just below one, by the key or position that leads to each."""
    if isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            if name in value.model_fields_set:
                yield info.alias or name, getattr(value, name)
    elif isinstance(value, RootModel):
        yield from below(value.root)
    elif isinstance(value, dict):
        yield from value.items()
    elif type(value) is tuple:
        yield from ((str(place), one) for place, one in enumerate(value))


def leaves(value: object, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Give every single value below one, with its path.

    What may be written as its text alone stands at its own path, whatever else it has.
    """
    if isinstance(value, TextAlone):
        for step, one in below(value):
            yield from leaves(one, at if step == "text" else (*at, step))
        return
    inside = False
    for step, one in below(value):
        inside = True
        yield from leaves(one, (*at, step))
    if not inside and not isinstance(value, (Part, RootModel, dict)) and type(value) is not tuple:
        yield at, value


def values_of(value: object, kind: type, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Give every value of a kind below one, such as each profile, with its path."""
    if isinstance(value, kind):
        yield at, value
        return
    for step, one in below(value):
        yield from values_of(one, kind, (*at, step))
