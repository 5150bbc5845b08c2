"""Dividing what moved: between periods, kinds, sources, projects, and what is left over.

Money that has left one place and come to another has moved; only what no other place has lost is
new. The nearest place counts first: another period of the same budget, the other kind of the same
project and source, another source of the same project, another project of the same source, and
last any other budget of the plan.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from riep_plan.compare.money.cells import IN_ALL, Slot, When
from riep_plan.compare.money.pairing import Pair, paired

#: What each budget has more (+) or less (-) of in each period; no noughts.
Cells = Mapping[Slot, Mapping[When, Decimal]]
Order = Callable[[Slot], Any]


class Level(NamedTuple):
    """Budgets that money may move between.

    Attributes:
        group: what such budgets share.
        takes_part: which budgets are looked at.
    """

    group: Callable[[Slot], Any]
    takes_part: Callable[[Slot], bool]


#: Within a project and source. A kind that is not said comes last: it may be the other one.
KINDS = (
    Level(lambda slot: slot.purse, lambda slot: bool(slot.kind)),
    Level(lambda slot: slot.purse, lambda _: True),
)
#: From the nearest to the farthest; the same kind before the other.
LEVELS = (
    *KINDS,
    Level(lambda slot: (slot.project, slot.kind), lambda slot: bool(slot.source)),
    Level(lambda slot: slot.project, lambda slot: bool(slot.source)),
    Level(lambda slot: (slot.project, slot.kind), lambda _: True),
    Level(lambda slot: slot.project, lambda _: True),
    Level(lambda slot: (slot.source, slot.kind), lambda _: True),
    Level(lambda slot: slot.source, lambda _: True),
    Level(lambda slot: slot.kind, lambda _: True),
    Level(lambda _: None, lambda _: True),
)


@dataclass
class Division:
    """What moved, divided.

    Attributes:
        within: by budget, between two dated periods.
        spread: by budget, between an amount for all of it and a period: it is only said when.
        between: by two budgets, the one with less first, from which period to which.
        rest: by budget and period, what has come from nowhere or is gone.
    """

    within: dict[Slot, list[Pair]] = field(default_factory=dict)
    spread: dict[Slot, list[Pair]] = field(default_factory=dict)
    between: dict[tuple[Slot, Slot], list[Pair]] = field(default_factory=dict)
    rest: dict[Slot, dict[When, Decimal]] = field(default_factory=dict)


def divided(cells: Cells, order: Order, levels: Iterable[Level] = LEVELS) -> Division:
    """Divide what moved, exactly; with the versions exchanged it comes out turned.

    Args:
        cells: what each budget has more or less of.
        order: what to sort budgets by, the same for both directions.
        levels: between which budgets money may move, the nearest first.
    """
    division = Division(rest={slot: dict(cells[slot]) for slot in sorted(cells, key=order)})
    for slot, left in division.rest.items():
        _within(division, slot, left)
    for level in levels:
        groups: dict[object, list[Slot]] = defaultdict(list)
        for slot, left in division.rest.items():
            if left and level.takes_part(slot):
                groups[level.group(slot)].append(slot)
        for slots in groups.values():
            _between(division, slots, order)
    division.rest = {slot: left for slot, left in division.rest.items() if left}
    return division


def _within(division: Division, slot: Slot, left: dict[When, Decimal]) -> None:
    dated = paired({key: net for key, net in left.items() if key != IN_ALL}, lambda key: key)
    _take(left, left, dated)
    spread = paired(left, lambda key: key)
    _take(left, left, spread)
    if dated:
        division.within[slot] = dated
    if spread:
        division.spread[slot] = spread


def _between(division: Division, slots: list[Slot], order: Order) -> None:
    nets = {slot: sum(division.rest[slot].values(), Decimal(0)) for slot in slots}
    for less, more, amount in paired(nets, order):
        moves = _periods(division.rest[less], division.rest[more], amount)
        division.between.setdefault((less, more), []).extend(moves)


def _periods(less: dict[When, Decimal], more: dict[When, Decimal], amount: Decimal) -> list[Pair]:
    """Say out of which periods and into which an amount moves: the same ones as far as it goes."""
    pairs = []
    for key in sorted(less.keys() & more.keys()):
        pairs.append(Pair(key, key, min(-less[key], more[key], amount)))
        amount -= pairs[-1].amount
    pairs = [pair for pair in pairs if pair.amount]
    _take(less, more, pairs)
    while amount:
        first, second = min(less), min(more)
        moved = min(-less[first], more[second], amount)
        pairs.append(Pair(first, second, moved))
        _take(less, more, pairs[-1:])
        amount -= moved
    return pairs


def _take(less: dict[When, Decimal], more: dict[When, Decimal], pairs: Iterable[Pair]) -> None:
    """Take what is paired out of what is left, and with it the noughts."""
    for pair in pairs:
        less[pair.less] += pair.amount
        more[pair.more] -= pair.amount
        for left, key in ((less, pair.less), (more, pair.more)):
            if key in left and not left[key]:
                del left[key]
