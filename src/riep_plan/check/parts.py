"""A check in parts: which plans are in each, and what was found in it, as a file.

Each part is checked somewhere, perhaps on a machine of its own; what they give together is what
one run over all plans gives.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from pydantic import TypeAdapter, ValidationError

import riep_plan
from riep_plan.check.run import Options, PlanResult
from riep_plan.source.discover import PlanSite
from riep_plan.values.refusal import Refused
from riep_plan.values.words import listed, visible

#: What a plan's result holds in no order: it is written in one, so that the bytes are the same.
_UNORDERED = ("ran", "off")
_PART = re.compile(r"(?P<which>[1-9]\d{0,5})/(?P<of>[1-9]\d{0,5})")
#: So many parts are what six digits can say.
_MOST = 999_999
_USUAL = Options()


@dataclass(frozen=True, slots=True)
class _Part:
    """What one part found.

    Attributes:
        riep: the version that checked it.
        which: the part, from 1.
        of: how many parts there are.
        plans: how many plans all parts have together.
        options: what was checked.
        results: what was found in each of its plans.
    """

    riep: str
    which: int
    of: int
    plans: int
    options: Options
    results: list[PlanResult]


def in_part(sites: Sequence[PlanSite], words: str) -> list[PlanSite]:
    """Give the plans of a part: every so-manyth, so that the parts are about as large.

    Args:
        sites: every plan, in the same order for each part.
        words: the part: ``2/8`` is the second of eight.

    Raises:
        Refused: there is no such part.
    """
    which, of = _read(words)
    return list(sites[which - 1 :: of])


def write_part(
    words: str, results: Sequence[PlanResult], plans: int, options: Options = _USUAL
) -> bytes:
    """Write what was found in a part, as JSON.

    Args:
        words: the part, as :func:`in_part` takes it.
        results: what was found in each of its plans, in their order.
        plans: how many plans all parts have together.
        options: what was checked.

    Raises:
        Refused: there is no such part.
    """
    which, of = _read(words)
    part = _Part(riep_plan.__version__, which, of, plans, options, list(results))
    told = TypeAdapter(_Part).dump_python(part, mode="json")
    for one in told["results"]:
        for name in _UNORDERED:
            one[name].sort()
    return json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n"


def read_parts(contents: Iterable[tuple[str, bytes]]) -> list[PlanResult]:
    """Read what the parts found, in the order that the plans had before they were shared out.

    Args:
        contents: the name and content of each part's file, in any order.

    Raises:
        Refused: one is no part, another version's, of another division or checked otherwise; or
            a part is missing or there twice.
    """
    found: dict[int, _Part] = {}
    of = 0
    for name, content in contents:
        part = _part(visible(name), content)
        for first in islice(found.values(), 1):
            _refuse_apart(visible(name), part, first)
        if part.which in found:
            raise Refused(f"{visible(name)} is part {part.which} once more", "Give each part once.")
        found[part.which], of = part, part.of
    missing = [str(which) for which in range(1, of + 1) if which not in found]
    if missing:
        are = "part {} of {} is" if len(missing) == 1 else "parts {} of {} are"
        raise Refused(f"{are.format(listed(missing[:10]), of)} missing", "Give every part.")
    rows = zip_longest(*(part.results for _, part in sorted(found.items())))
    return [result for row in rows for result in row if result is not None]


def _refuse_apart(name: str, part: _Part, other: _Part) -> None:
    """Refuse a part of another whole: what the two found cannot be put together."""
    if part.of != other.of:
        raise Refused(f"{name} is one of {part.of} parts, and others are of {other.of}")
    if part.options != other.options:
        raise Refused(
            f"{name} was checked with other options than part {other.which}",
            "Give every part the same --select, --ignore and --as-of.",
        )
    if part.plans != other.plans:
        raise Refused(
            f"{name} is of {part.plans:,} plans, and part {other.which} of {other.plans:,}",
            "Give every part the same plans, at the same commit.",
        )


def _part(name: str, content: bytes) -> _Part:
    try:
        part = TypeAdapter(_Part).validate_json(content)
    except ValidationError:
        raise Refused(
            f"{name} is not what `riep validate --shard` writes", "Write it again with this riep."
        ) from None
    if not 1 <= part.which <= part.of <= _MOST:
        raise Refused(f"{name} says that it is part {part.which} of {part.of}", "Write it again.")
    if part.riep != riep_plan.__version__:
        raise Refused(
            f"{name} was written by riep {part.riep}; this is {riep_plan.__version__}",
            "Check all parts with one version.",
        )
    return part


def _read(words: str) -> tuple[int, int]:
    match = _PART.fullmatch(words)
    if match is None or int(match["which"]) > int(match["of"]):
        raise Refused(f"there is no part {visible(words)}", "Write 2/8 for the second of eight.")
    return int(match["which"]), int(match["of"])
