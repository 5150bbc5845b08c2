"""Amounts that know where they come from, and what is not known in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from riep_plan.findings.finding import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """Pounds, with the places of the terms that they were worked out from.

    Attributes:
        amount: what is known, in pounds.
        terms: the paths in the plan of the amounts in it, added and taken off alike.
        unknown: the paths of what should be in it and is not known: nought and unknown are
            different.
    """

    amount: Decimal = Decimal(0)
    terms: tuple[Path, ...] = ()
    unknown: tuple[Path, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether nothing is missing in it."""
        return not self.unknown

    def __add__(self, other: Figure) -> Figure:
        """Add two figures; the terms and gaps of both are in the sum."""
        return self._with(other, self.amount + other.amount)

    def __sub__(self, other: Figure) -> Figure:
        """Take one figure off another."""
        return self._with(other, self.amount - other.amount)

    def share_of(self, whole: Figure) -> Decimal | None:
        """What per cent of another figure this is; None of nothing."""
        return self.amount / whole.amount * 100 if whole.amount else None

    def _with(self, other: Figure, amount: Decimal) -> Figure:
        terms = _joined(self.terms, other.terms)
        return Figure(amount, terms, _joined(self.unknown, other.unknown))


def unknown(at: Path) -> Figure:
    """Give the figure of an amount that should stand somewhere and does not."""
    return Figure(unknown=(at,))


def total(figures: Iterable[Figure]) -> Figure:
    """Add figures up; nothing at all is nought."""
    # Not one by one: each sum would carry over all terms of the one before.
    found = list(figures)
    if len(found) == 1:
        return found[0]
    amount = sum([one.amount for one in found], Decimal(0))
    terms = _each_once([one.terms for one in found])
    return Figure(amount, terms, _each_once([one.unknown for one in found]))


def total_to_date(figures: Mapping[str, Figure], quarter: str) -> Figure:
    """Add up the figures of the quarters up to and including one."""
    return total(figure for label, figure in figures.items() if label <= quarter)


def _joined(one: tuple[Path, ...], other: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(one + other)) if one and other else one or other


def _each_once(places: list[tuple[Path, ...]]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(places))) if any(places) else ()
