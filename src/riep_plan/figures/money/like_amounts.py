"""Like amounts: those that differ in one key alone, and which of them is out by a thousand.

The periods of one row are alike, and so are the lines of one budget that one source pays for, or
what one source allocates to each project. Nothing here knows the tables by name: amounts are
alike when their paths are the same but for one id or period.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, cast

from pydantic import RootModel

from riep_plan.figures.walk import below
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.money import Entry
from riep_plan.values.period import Period
from riep_plan.values.quantity import Quantity

THOUSAND = 1000
#: So many others make a pattern, if the largest is at most so many times the smallest of them.
_PATTERNS = ((2, 5), (3, 20))
#: At most one in so many amounts may be out; if more are, the table simply has two scales.
_SELDOM = 4
#: Figures that are stated totals, or no part of what the plan has: they have like ones nowhere.
_APART = {"stated", "evidence", "policy", "waivers", "provenance", "indicators", "assessments"}
#: Below these stand funding sources, which are of all sizes.
_BY_SOURCE = {"allocation", "requested", "amounts", "payments", "spend"}
#: Money that stands alone, not in a profile.
_SINGLE = {"amount", "rate", "cost", "cost_alone", "saving"}
#: Single values that are no money: there is nothing below them.
_WITHOUT = (str, int, Decimal, Period, Quantity)


class Like(NamedTuple):
    """An amount with its place, and whose it is."""

    at: Path
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Outlier:
    """An amount that is out by a thousand among its like.

    Attributes:
        found: the amount.
        fits: what it would be, a thousand times as much or as little.
        others: the amounts that it is unlike, smallest first.
    """

    found: Like
    fits: Decimal
    others: tuple[Like, ...]


class _Place(NamedTuple):
    """A value on the way down: its path, the positions in it that are ids or periods, its name."""

    at: Path = ()
    free: tuple[int, ...] = ()
    name: str = ""


def like_groups(plan: Plan) -> Iterator[tuple[Like, ...]]:
    """Give every group of amounts that differ in one id or period alone; nought is none."""
    groups: dict[Path, list[Like]] = defaultdict(list)
    for place, here, amount in _amounts(plan, _Place()):
        at, found = place.at, Like(here, place.name, amount)
        in_row = len(at) - 1 if at[-1] == TOTAL else None
        for position in place.free:
            if position != in_row:
                groups[*at[:position], "*", *at[position + 1 :]].append(found)
    for group in groups.values():
        yield tuple(group)


def outliers(group: Sequence[Like]) -> Iterator[Outlier]:
    """Give the few amounts of a group that a factor of a thousand would make like all others."""
    ordered = sorted(group, key=lambda one: one.amount)
    for size in range(1, len(ordered) // _SELDOM + 1 if len(ordered) >= _SELDOM else 2):
        for odd, others, times in (
            (ordered[:size], ordered[size:], Decimal(THOUSAND)),
            (ordered[-size:], ordered[:-size], 1 / Decimal(THOUSAND)),
        ):
            if _is_pattern(others) and all(
                others[0].amount <= one.amount * times <= others[-1].amount for one in odd
            ):
                for one in odd:
                    yield Outlier(one, one.amount * times, tuple(others))
                return


def rows_of_a_size(groups: Iterable[Sequence[Like]]) -> set[Path]:
    """The amounts that stand in a row over periods with others of their own size, and its total."""
    return {
        at
        for group in groups
        if len({one.at[:-1] for one in group}) == 1 and _is_pattern(sorted(group, key=_size))
        for one in group
        for at in (one.at, (*one.at[:-1], TOTAL))
    }


def _size(one: Like) -> Decimal:
    return one.amount


def _is_pattern(others: Sequence[Like]) -> bool:
    return any(
        len(others) >= least and others[-1].amount <= others[0].amount * spread
        for least, spread in _PATTERNS
    )


def _amounts(value: object, place: _Place) -> Iterator[tuple[_Place, Path, Decimal]]:
    """Give every amount above nought with its place, and where a finding on it would point."""
    at, free, name = place
    kind = type(value)
    is_mapping = issubclass(kind, (dict, RootModel))
    alone = kind is Profile and list(cast("Profile", value).root) == [TOTAL]
    if is_mapping and not _BY_SOURCE.intersection(at[-1:]):
        free = (*free, len(at))
    for step, one in below(value):
        if step in _APART and not is_mapping:
            continue
        if isinstance(one, Entry) or (isinstance(one, Decimal) and step in _SINGLE):
            amount = one.amount if isinstance(one, Entry) else one
            if amount is not None and amount > 0:
                inner = (*at, step)
                yield _Place(inner, free, name), at if alone else inner, amount
        elif not isinstance(one, _WITHOUT):
            yield from _amounts(one, _Place((*at, step), free, _name(one) or name))


def _name(value: object) -> str:
    if isinstance(value, Project):
        return value.name
    held = getattr(value, "__dict__", {})
    named = held.get("text") or held.get("title")
    return named if isinstance(named, str) else ""
