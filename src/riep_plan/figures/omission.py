"""Taking values out of a plan: what is left is a plan again, without a trace of what was taken.

A value that a part of the plan cannot do without takes that part with it, except its name or text,
in whose place stands :data:`NOT_PUBLIC`.
"""

from collections.abc import Iterable
from typing import Any, cast

from pydantic import RootModel
from pydantic_core import PydanticUndefined

from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.base import Part
from riep_plan.values.refusal import Refused

#: What stands for a name or text that is left out.
NOT_PUBLIC = "[not public]"
#: What a part is called or says: the keys that keep their place.
_WORDS = ("title", "text")
#: Stands for a value that is gone.
_GONE = object()


def without(plan: Plan, paths: Iterable[Path]) -> Plan:
    """Give the plan without what stands at some paths, and without all that is below them.

    Raises:
        Refused: nothing would be left of the plan, since it cannot do without one of them.
    """
    wanted = set(paths)
    if not wanted:
        return plan
    above = {path[:length] for path in wanted for length in range(len(path))}
    left = _left(plan, (), wanted, above)
    if left is _GONE:
        raise Refused(
            "the plan restricts something that no document can do without",
            "Leave `kind` out of what is restricted",
        )
    return cast("Plan", left)


def _left(value: object, at: Path, gone: set[Path], above: set[Path]) -> object:
    if at not in above and at not in gone:
        return value
    # A row of amounts goes whole: what is left of one would look like all of it.
    if at in gone or isinstance(value, RootModel):
        return _GONE
    if isinstance(value, Part):
        return _part_left(value, at, gone, above)
    if isinstance(value, dict):
        pairs = ((key, _left(one, (*at, key), gone, above)) for key, one in value.items())
        return {key: one for key, one in pairs if one is not _GONE}
    if type(value) is tuple:
        found = (_left(one, (*at, str(place)), gone, above) for place, one in enumerate(value))
        return tuple(one for one in found if one is not _GONE)
    return value


def _part_left(part: Part, at: Path, gone: set[Path], above: set[Path]) -> object:
    fields = type(part).model_fields
    changed: dict[str, Any] = {}
    dropped: set[str] = set()
    for name in part.model_fields_set:
        info, value = fields[name], getattr(part, name)
        left = _left(value, (*at, info.alias or name), gone, above)
        if left is value:
            continue
        is_bare = left is _GONE or (info.is_required() and left in ({}, ()))
        if not is_bare:
            changed[name] = left
        elif not info.is_required():
            changed[name] = info.get_default(call_default_factory=True)
            dropped.add(name)
        elif name in _WORDS and isinstance(value, str):
            changed[name] = NOT_PUBLIC
        else:
            return _GONE
    if PydanticUndefined in changed.values():
        return _GONE
    copy = part.model_copy(update=changed)
    copy.model_fields_set.difference_update(dropped)
    return copy
