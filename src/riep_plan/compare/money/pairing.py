"""Pairing what became less with what became more: exact, and the same from either side."""

from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)


class Pair(NamedTuple):
    """An amount that one key has less of and another has more of."""

    less: Any
    more: Any
    amount: Decimal


def paired(nets: Mapping[KeyT, Decimal], order: Callable[[KeyT], Any]) -> list[Pair]:
    """Pair losses with gains until one of the two is used up.

    Equal amounts belong together first; what is left is taken in order. With every sign turned,
    the same pairs come out, turned.

    Args:
        nets: by how much each has more (+) or less (-).
        order: what to sort the keys by, the same for both directions; no two have the same.
    """
    losses = {key: -nets[key] for key in sorted(nets, key=order) if nets[key] < 0}
    gains = {key: nets[key] for key in sorted(nets, key=order) if nets[key] > 0}
    if not losses or not gains:
        return []
    pairs = [*_equal(losses, gains), *_in_order(losses, gains)]
    return sorted(pairs, key=lambda pair: sorted((order(pair.less), order(pair.more))))


def _equal(losses: dict[KeyT, Decimal], gains: dict[KeyT, Decimal]) -> list[Pair]:
    """Take out the losses and gains of the same amount."""
    by_amount: dict[Decimal, list[KeyT]] = {}
    for key, amount in gains.items():
        by_amount.setdefault(amount, []).append(key)
    pairs = []
    for key, amount in list(losses.items()):
        if same := by_amount.get(amount):
            pairs.append(Pair(key, same.pop(0), amount))
            del losses[key], gains[pairs[-1].more]
    return pairs


def _in_order(losses: Mapping[KeyT, Decimal], gains: Mapping[KeyT, Decimal]) -> list[Pair]:
    pairs = []
    left, wanted = list(losses.items())[::-1], list(gains.items())[::-1]
    while left and wanted:
        (less, has), (more, wants) = left.pop(), wanted.pop()
        amount = min(has, wants)
        pairs.append(Pair(less, more, amount))
        if has > amount:
            left.append((less, has - amount))
        if wants > amount:
            wanted.append((more, wants - amount))
    return pairs
