"""Amounts of money as prose writes them, and the figures of a plan that they may speak of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures.walk import leaves
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.values.money import Entry
from riep_plan.values.quantity import Measure, Quantity

_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<text>£ ?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ?"
    r"(?P<scale>million|billion|thousand|bn|m|k)?)(?![\w,.]*\d)(?![a-z])",
    re.IGNORECASE,
)
_SCALES = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
#: A rounder amount than this may be anything.
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class ProseAmount:
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
        """Say whether it may be this figure, rounded or cut off at its last digit."""
        return abs(abs(figure) - self.value) < self.place


def amounts_in(text: str) -> Iterator[ProseAmount]:
    """Give the amounts of a text that say three digits or more, and so speak of one figure."""
    for match in _AMOUNT.finditer(text):
        digits = match["number"].replace(",", "")
        scale = _SCALES[(match["scale"] or "").lower()]
        number = Decimal(digits)
        if len(digits.replace(".", "").strip("0")) < _DIGITS:
            continue
        decimals = -int(number.as_tuple().exponent)
        place = Decimal(1).scaleb(scale - decimals)
        yield ProseAmount(match["text"].strip(), number.scaleb(scale), place)


def known_amounts(plan: Plan) -> Mapping[str, list[tuple[Path, Decimal]]]:
    """Give every amount of money of each project by its id, and the plan's own under ``""``."""
    found: dict[str, list[tuple[Path, Decimal]]] = {"": [], **{one: [] for one in plan.projects}}
    for at, value in leaves(plan):
        if isinstance(value, Entry):
            amount = value.amount
        elif isinstance(value, Quantity) and value.measure is Measure.POUNDS:
            amount = value.number
        else:
            amount = value if isinstance(value, Decimal) else None
        if amount:
            found[at[1] if at[:1] == ("projects",) else ""].append((at, amount))
    return found
