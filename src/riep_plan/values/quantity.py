"""Quantities: what an indicator counts, as a number, a percentage or an amount of money."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from riep_plan.values.money import format_money, read_money
from riep_plan.values.refusal import Refused

_LONGEST = 24


class Measure(StrEnum):
    """What a quantity is a quantity of."""

    NUMBER = "number"
    PERCENT = "percentage"
    POUNDS = "amount of money"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it measures; ``text`` is how a document shows it."""

    number: Decimal
    measure: Measure

    def __str__(self) -> str:
        """Write it as a board paper does: ``503``, ``33%``, ``£8,000,000``."""
        if self.measure is Measure.POUNDS:
            return format_money(self.number)
        suffix = "%" if self.measure is Measure.PERCENT else ""
        return f"{format_number(self.number)}{suffix}"


@lru_cache(maxsize=4_096)
def read_number(text: str) -> Decimal:
    """Read a plain number such as ``503``, ``1,500`` or ``-0.5``.

    Raises:
        Refused: it is not a number, or has a sign of money or per cent.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        raise Refused(f"“{stripped[:20]}…” has too many digits", "Check the number.")
    if re.fullmatch(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?|-?\.\d+", stripped, re.ASCII):
        return Decimal(stripped.replace(",", ""))
    raise Refused(f"“{stripped}” is not a number", "Write digits, such as 150 or 2.5.")


@lru_cache(maxsize=4_096)
def read_quantity(text: str) -> Quantity:
    """Read a quantity: ``503``, ``33%`` or ``£8m``.

    Raises:
        Refused: it is none of these; words belong beside it, under ``text``.
    """
    stripped = text.strip()
    if stripped.startswith(("£", "-£")):
        return Quantity(read_money(stripped), Measure.POUNDS)
    try:
        if stripped.endswith("%"):
            return Quantity(read_number(stripped[:-1].rstrip()), Measure.PERCENT)
        return Quantity(read_number(stripped), Measure.NUMBER)
    except Refused:
        raise Refused(
            f"“{stripped}” is not a quantity",
            "Write a number, a percentage (33%) or pounds (£8m); put words under `text`.",
        ) from None


def format_number(number: Decimal) -> str:
    """Write a number with separators and no trailing zeros: ``1,500``, ``2.1``."""
    whole = number == number.to_integral_value()
    return f"{number:,.0f}" if whole else f"{number.normalize():,f}"
