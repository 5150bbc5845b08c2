"""Amounts that know where they come from, and what is not known in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain

from riep_plan.findings.finding import Path

_NOTHING = Decimal(0)


class Figure:
    """Pounds, with the places of the terms that they were worked out from.

    The places in a sum are put together when somebody asks for them: rules add up a great deal,
    and tell of little. A figure does not change.

    Attributes:
        amount: what is known, in pounds.
        is_known: whether nothing is missing in it.
        of: the figures that it was worked out from; none for one that is stated.
    """

    __slots__ = ("_terms", "_unknown", "amount", "is_known", "of")

    def __init__(
        self,
        amount: Decimal = _NOTHING,
        terms: tuple[Path, ...] = (),
        unknown: tuple[Path, ...] = (),
        of: tuple[Figure, ...] = (),
    ) -> None:
        """Take an amount, and where it stands or should stand; or else what it was made of."""
        self.amount = amount
        self.of = of
        self._terms = terms
        self._unknown = unknown
        self.is_known = not unknown
        for one in of:
            if not one.is_known:
                self.is_known = False

    @property
    def terms(self) -> tuple[Path, ...]:
        """The paths in the plan of the amounts in it, added and taken off alike."""
        if self.of and not self._terms:
            self._terms = _each_once(one.terms for one in self._stated())
        return self._terms

    @property
    def unknown(self) -> tuple[Path, ...]:
        """The paths of what should be in it and is not known: nought and unknown are different."""
        if self.of and not self._unknown:
            self._unknown = _each_once(one.unknown for one in self._stated())
        return self._unknown

    def __add__(self, other: Figure) -> Figure:
        """Add two figures; the terms and gaps of both are in the sum."""
        if other is NOUGHT:
            return self
        if self is NOUGHT:
            return other
        return Figure(self.amount + other.amount, of=(self, other))

    def __sub__(self, other: Figure) -> Figure:
        """Take one figure off another."""
        if other is NOUGHT:
            return self
        return Figure(self.amount - other.amount, of=(self, other))

    def __eq__(self, other: object) -> bool:
        """Say whether both the amount and all the places are the same."""
        return isinstance(other, Figure) and self._all == other._all

    def __hash__(self) -> int:
        """Hash what is compared."""
        return hash(self._all)

    def __reduce__(self) -> tuple[type[Figure], tuple[Decimal, tuple[Path, ...], tuple[Path, ...]]]:
        """Go to another process with its places, and without all the sums that it was made of."""
        return Figure, self._all

    def __repr__(self) -> str:
        """Show what is compared."""
        return f"Figure(amount={self.amount!r}, terms={self.terms!r}, unknown={self.unknown!r})"

    def share_of(self, whole: Figure) -> Decimal | None:
        """What per cent of another figure this is; None of nothing."""
        return self.amount / whole.amount * 100 if whole.amount else None

    @property
    def _all(self) -> tuple[Decimal, tuple[Path, ...], tuple[Path, ...]]:
        return self.amount, self.terms, self.unknown

    def _stated(self) -> Iterator[Figure]:
        """Give the figures in it that are no sums, in order."""
        left = [self]
        while left:  # and not one within another: a sum may be of thousands, added one by one
            one = left.pop()
            if one.of:
                left.extend(reversed(one.of))
            else:
                yield one


#: Nothing at all, and nothing unknown in it.
NOUGHT = Figure()


def unknown(at: Path) -> Figure:
    """Give the figure of an amount that should stand somewhere and does not."""
    return Figure(unknown=(at,))


def total(figures: Iterable[Figure]) -> Figure:
    """Add figures up; nothing at all is nought."""
    found = tuple(figures)
    if len(found) == 1:
        return found[0]
    if not found:
        return NOUGHT
    return Figure(sum([one.amount for one in found], _NOTHING), of=found)


def total_to_date(figures: Mapping[str, Figure], quarter: str) -> Figure:
    """Add up the figures of the quarters up to and including one."""
    return total([figure for label, figure in figures.items() if label <= quarter])


def added(figures: Mapping[str, Figure], more: Mapping[str, Figure]) -> Mapping[str, Figure]:
    """Add figures up quarter by quarter."""
    if not figures:
        return more
    labels = dict.fromkeys((*figures, *more))
    return {one: figures.get(one, NOUGHT) + more.get(one, NOUGHT) for one in labels}


def _each_once(places: Iterable[tuple[Path, ...]]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(places)))
