"""Amounts of money in prose that may speak of one figure of the plan."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.words.amounts import figures_in
from riep_plan.values.money import rounding
from riep_plan.values.quantity import Measure

#: A rounder amount than this may be anything.
_DIGITS = 3


class ProseAmount(NamedTuple):
    """An amount in a text.

    Attributes:
        text: as written: ``£1.931m``.
        value: in pounds.
        place: the worth in pounds of its last digit.
    """

    text: str
    value: Decimal
    place: Decimal

    def may_be(self, figure: Decimal) -> bool:
        """Say whether it may be this figure, rounded or cut off at its last digit.

        A figure that the plan has in thousands is rounded itself.
        """
        return abs(abs(figure) - self.value) < self.place + rounding(figure)


def amounts_in(text: str) -> Iterator[ProseAmount]:
    """Give the amounts of a text that say three digits or more, and so speak of one figure."""
    for one in figures_in(text, Measure.POUNDS):
        if len(one.value.normalize().as_tuple().digits) >= _DIGITS:
            yield ProseAmount(one.text, one.value, one.half_place * 2)
