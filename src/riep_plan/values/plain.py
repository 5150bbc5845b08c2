"""The one plain way to write a value, which means exactly what was written before.

Each function takes a value as a plan has it and gives the text that ``riep fmt`` puts in its
place. Applied to its own result it changes nothing.
"""

import re
from decimal import Decimal

from riep_plan.values.money import TO_BE_CONFIRMED, Unit, read_entry, read_money
from riep_plan.values.quantity import Measure, read_number, read_quantity

_THOUSANDS = 3


def plain_money(text: str, unit: Unit = Unit.POUND) -> str:
    """Write an amount in plain digits: ``225000`` for ``£225,000`` or ``225k``.

    Where a bare number counts thousands, it keeps its places, because they say how far it is
    rounded; and an amount with a £ or a scale of its own, which is exact, is in pounds with a £.

    Raises:
        Refused: it is no amount.
    """
    amount = read_money(text, unit)
    return _digits(amount, unit, in_pounds=_is_in_pounds(text, unit)) if amount else "0"


def plain_entry(text: str, unit: Unit = Unit.POUND) -> str:
    """Write an amount that may be to be confirmed: ``2500 tbc``, ``tbc``.

    Raises:
        Refused: it is no amount.
    """
    amount = read_entry(text, unit).amount
    return TO_BE_CONFIRMED if amount is None else plain_as(text, amount, unit)


def plain_as(like: str, amount: Decimal, unit: Unit = Unit.POUND) -> str:
    """Write an amount in the manner of another: in pounds or thousands, confirmed or not.

    Args:
        like: how the other is written.
        amount: the amount to write, in pounds.
        unit: what a bare number counts.

    Raises:
        Refused: the other is no amount.
    """
    entry = read_entry(like, unit)
    places = (entry.amount or Decimal(0)).as_tuple().exponent
    if isinstance(places, int) and places > 0 and amount % Decimal(1).scaleb(places) == 0:
        amount = amount.quantize(Decimal(1).scaleb(places))
    bare = re.sub(rf"(?i)\s*\(?{TO_BE_CONFIRMED}\)?\s*$", "", like)
    digits = _digits(amount, unit, in_pounds=_is_in_pounds(bare, unit))
    return digits if entry.is_confirmed else f"{digits} {TO_BE_CONFIRMED}"


def plain_number(text: str) -> str:
    """Write a number in plain digits: ``1234`` for ``1,234``, ``0.5`` for ``.5``.

    Raises:
        Refused: it is no number.
    """
    return f"{read_number(text):f}"


def plain_quantity(text: str) -> str:
    """Write a quantity in plain digits: ``1500``, ``33%``, ``£8000000``.

    Raises:
        Refused: it is none.
    """
    quantity = read_quantity(text)
    if quantity.measure is Measure.POUNDS:
        return _digits(quantity.number, Unit.THOUSAND, in_pounds=True)
    return f"{quantity.number:f}{'%' if quantity.measure is Measure.PERCENT else ''}"


def _is_in_pounds(text: str, unit: Unit) -> bool:
    """Say whether an amount is in pounds although a bare number would count thousands."""
    return unit is Unit.THOUSAND and re.search(r"[^\d\s.,_-]", text) is not None


def _digits(amount: Decimal, unit: Unit, *, in_pounds: bool) -> str:
    if unit is Unit.THOUSAND and not in_pounds:
        return f"{amount.scaleb(-_THOUSANDS):f}"
    whole = amount == amount.to_integral_value()
    digits = f"{abs(amount):.0f}" if whole else f"{abs(amount):.2f}"
    return f"{'-' if amount < 0 else ''}{'£' if in_pounds else ''}{digits}"
