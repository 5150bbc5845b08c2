"""What goes on from what, by however many steps.

Round in a circle, that is a slip, which must not make money vanish.
"""

from collections.abc import Collection, Mapping
from typing import TypeVar

NodeT = TypeVar("NodeT")


def circular(edges: Mapping[NodeT, Collection[NodeT]]) -> frozenset[NodeT]:
    """Give everything that goes on, by any way, from itself.

    Args:
        edges: what each thing goes on from.
    """
    return frozenset(one for one in edges if one in behind(one, edges))


def behind(start: NodeT, edges: Mapping[NodeT, Collection[NodeT]]) -> set[NodeT]:
    """Give everything that something goes on from, directly or by way of others.

    Args:
        start: the thing.
        edges: what each thing goes on from.
    """
    found: set[NodeT] = set()
    waiting = list(edges.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += edges.get(one, ())
    return found
