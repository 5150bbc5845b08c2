"""Money: exact decimal pounds, read from what analysts write, never through a float."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from riep_plan.values.refusal import Refused

TO_BE_CONFIRMED = "tbc"
PENNY = Decimal("0.01")
LARGEST = Decimal(10) ** 12
_POUND = Decimal(1)
_PLACES = 3  # a point and two digits
_GROUPED = 4  # a point, or a comma, and three digits
_LONGEST = 13  # digits, so that no sum of ours comes near the limit of exact decimals

_FORM = re.compile(
    r"(?P<minus>-?)(?P<pound>£?)(?P<inner_minus>-?)"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,3}(?:_\d{3})+|\d+|)(?P<pence>\.\d*)?"
    r"(?P<scale>[kKmM]|[bB][nN]|)",
    re.ASCII,
)
#: As most are: pounds, or thousands of them, below a trillion.
_PLAIN = re.compile(r"0|[1-9][0-9]{0,8}")
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
# What pasted text has in place of a plain space, minus sign or letter.
_LOOKALIKES = str.maketrans("\u00a0\u2007\u2009\u202f−–—", "    ---")
_YAML_WORDS = {"yes", "no", "on", "off", "true", "false", "y", "n", "~", "null", "nan"}


class Unit(StrEnum):
    """What a bare number of a plan counts: pounds, or thousands of pounds as in a £k table."""

    POUND = "pound"
    THOUSAND = "thousand"


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount as a plan enters it, which may still be to be confirmed.

    Attributes:
        amount: pounds, or None for ``tbc`` alone.
        is_confirmed: False for ``tbc`` and for ``2500 tbc``.
    """

    amount: Decimal | None
    is_confirmed: bool = True

    def __str__(self) -> str:
        """Write it as a board paper does: ``£2,500``, ``£2,500 (tbc)``, ``tbc``."""
        if self.amount is None:
            return TO_BE_CONFIRMED
        mark = "" if self.is_confirmed else f" ({TO_BE_CONFIRMED})"
        return f"{format_money(self.amount)}{mark}"


def read_entry(text: str, unit: Unit = Unit.POUND) -> Entry:
    """Read an amount that may be marked as to be confirmed: ``2500``, ``2500 tbc`` or ``tbc``.

    Raises:
        Refused: what stands there is no amount.
    """
    if text.isdecimal():  # as most are
        return Entry(read_money(text, unit))
    stripped = text.strip()
    if stripped.lower() == TO_BE_CONFIRMED:
        return Entry(None, is_confirmed=False)
    marked = re.fullmatch(r"(.*\S)\s+\(?tbc\)?", stripped, re.IGNORECASE)
    if marked:
        return Entry(read_money(marked[1], unit), is_confirmed=False)
    return Entry(read_money(stripped, unit))


def read_money(text: str, unit: Unit = Unit.POUND) -> Decimal:
    """Read an amount in pounds.

    Reads ``225000``, ``225_000``, ``£225,000``, ``225k``, ``£1.7m``, ``-500`` and ``99.50``.

    Args:
        text: the amount as it stands in the plan.
        unit: what a bare number counts. An amount with a £ or a scale of its own is in pounds.

    Returns:
        The exact amount in pounds, to the penny at most. An amount in thousands keeps its place:
        ``106`` is ``1.06E+5``, known to the thousand, and ``37.5`` is known to the hundred.

    Raises:
        Refused: the text is not one certain amount; the advice says what was probably meant.
            Three digits after the point of an amount in pounds are a point for a comma as likely
            as pence.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text).scaleb(3) if unit is Unit.THOUSAND else Decimal(text)
    stripped = text.strip()
    form = _FORM.fullmatch(stripped)
    if form is None or not _has_digits(form) or (form["minus"] and form["inner_minus"]):
        raise _refusal(stripped)
    if form["whole"].startswith("0,"):
        advice = _comma_advice(form["whole"], form["scale"])
        raise Refused(f"“{stripped}” has a comma after a zero", advice)
    whole = form["whole"].replace(",", "").replace("_", "")
    pence = form["pence"] or ""
    if len(whole) > 1 and whole.startswith("0"):
        meant = f"{whole.lstrip('0') or '0'}{pence}{form['scale']}"
        raise Refused(
            f"“{stripped}” starts with a zero, which some programs read as another number",
            f"Write {meant}." if _is_readable(meant) else "Write the amount in plain digits.",
        )
    if len(whole) > _LONGEST:
        raise Refused(f"“{stripped}” is a trillion pounds or more", "Check the unit.")
    number = Decimal((whole or "0") + pence[:_LONGEST])
    in_thousands = unit is Unit.THOUSAND and not (form["pound"] or form["scale"])
    amount = number.scaleb(3) if in_thousands else number * _SCALES[form["scale"].lower()]
    if amount % PENNY or pence[_LONGEST:].strip("0"):
        minus = "-" if form["minus"] or form["inner_minus"] else ""
        sign = f"{minus}£" if in_thousands else minus
        raise Refused(
            f"“{stripped}” is finer than a penny",
            f"Write {sign}{amount.quantize(PENNY)} if that is what was meant.",
        )
    if not (form["scale"] or in_thousands) and len(pence) > _PLACES:
        raise Refused(_too_many_places(stripped, pence), _places_advice(stripped, whole, pence))
    if amount >= LARGEST:
        raise Refused(f"“{stripped}” is a trillion pounds or more", "Check the unit.")
    return -amount if form["minus"] or form["inner_minus"] else amount


def rounding(amount: Decimal) -> Decimal:
    """How far the exact amount may be from one printed in thousands: half its last place.

    Nought for an amount in pounds. ``106`` in £k may stand for £105,500 to £106,500.
    """
    if amount.same_quantum(_POUND):  # as most are
        return Decimal(0)
    exponent = amount.as_tuple().exponent
    if not amount or not isinstance(exponent, int) or exponent <= 0:
        return Decimal(0)
    return Decimal(5).scaleb(exponent - 1)


def roundings(amounts: Iterable[Decimal]) -> Decimal:
    """How far the exact sum of some amounts may be from that of the printed ones."""
    printed = [one for one in amounts if not one.same_quantum(_POUND)]
    return sum((rounding(one) for one in printed), Decimal(0)) if printed else Decimal(0)


def format_money(amount: Decimal) -> str:
    """Write an amount as a board paper does: ``£58,000``, ``-£1,250.50``."""
    sign = "-" if amount < 0 else ""
    pence = "" if amount == amount.to_integral_value() else ".2f"
    return f"{sign}£{abs(amount):,{pence or '.0f'}}"


def difference(amount: Decimal, reference: Decimal) -> str:
    """Say how far an amount is from what it should be: ``£27,000 too much``."""
    gap = amount - reference
    return f"{format_money(abs(gap))} too {'much' if gap > 0 else 'little'}"


def _too_many_places(text: str, pence: str) -> str:
    digits = {3: "three", 4: "four", 5: "five"}.get(len(pence) - 1, "many")
    return f"“{text}” has {digits} digits after the point, and pounds have two"


def _places_advice(text: str, whole: str, pence: str) -> str:
    """``150.000`` may be 150,000 with a point for the comma, or £150 with a nought too many."""
    sign = f"{'-' if '-' in text else ''}{'£' if '£' in text else ''}"
    readings = [f"{sign}{whole}{pence[1:]}"] if len(pence) == _GROUPED else []
    readings.append(f"{sign}{whole or '0'}{pence[:_PLACES]}")
    return f"Write {' or '.join(one for one in readings if _is_readable(one))}."


def _has_digits(form: re.Match[str]) -> bool:
    return bool(form["whole"]) or len(form["pence"] or "") > 1


def _refusal(text: str) -> Refused:
    """Find the likeliest reason that a text is no amount, and the likeliest meaning."""
    if text == "":
        return Refused("the amount is empty", "Write 0 if there is none, or delete the line.")
    if text.lower() in _YAML_WORDS:
        return Refused(f"“{text}” is not an amount", "Write 0 if there is none.")
    if re.fullmatch(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+", text, re.ASCII):
        return Refused(f"“{text}” is in scientific form", _plainly(text))
    tidied = _tidied(text)
    if tidied != text and _is_readable(tidied):
        return Refused(f"“{text}” is not written plainly", f"Write {tidied}.")
    grouped = re.fullmatch(r"-?£?(\d[\d,]*)(\.\d*)?([kKmM]|[bB][nN]|)", tidied, re.ASCII)
    if grouped and "," in tidied:
        advice = _comma_advice(grouped[1], grouped[3])
        return Refused(f"“{text}” has a comma in the wrong place", advice)
    return Refused(f"“{text}” is not an amount", "Write pounds as digits, such as 225000.")


def _tidied(text: str) -> str:
    """Write an amount as it was probably meant: plain signs, no spaces, no words for scale."""
    plain = text.translate(_LOOKALIKES).replace(" ", "").replace("_", ",").lstrip("+")
    plain = re.sub(r"^\((.+)\)$", r"-\1", plain)
    scaled = re.sub(r"(?i)(million|mn)$", "m", re.sub(r"(?i)thousand$", "k", plain))
    return re.sub(r"(?i)billion$", "bn", scaled)


def _is_readable(text: str) -> bool:
    try:
        read_money(text)
    except Refused:
        return False
    return True


def _plainly(text: str) -> str:
    exponent = re.split("[eE]", text)[1].lstrip("+-0")
    meant = f"{Decimal(text):f}" if len(exponent) <= len(str(_LONGEST)) else ""
    return f"Write {meant}." if _is_readable(meant) else "Write the amount in plain digits."


def _comma_advice(whole: str, scale: str) -> str:
    """``275,00`` may be 27,500 with a comma slipped, or 275,000 with a digit lost: offer both.

    With a scale, as in ``1,7m``, or after a nought, the comma was meant as a decimal point.
    """
    digits = whole.replace(",", "")
    pointed = whole.replace(",", ".", 1).replace(",", "")
    if scale:
        readings = [f"{pointed}{scale}"]
    elif whole.startswith("0,"):
        readings = [pointed, digits.lstrip("0")]
    else:
        readings = [digits, *_regrouped(whole, digits)]
    meant = [reading for reading in readings if _is_readable(reading)]
    if not meant:
        return "Write plain digits, such as 225000."
    shown = " or ".join(f"{Decimal(one):,}" if one.isdecimal() else one for one in meant)
    return f"Was {shown} meant? Write plain digits, such as {meant[-1]}."


def _regrouped(whole: str, digits: str) -> list[str]:
    """What the digits would be if the last group had its three."""
    last_group = len(whole) - whole.rfind(",") - 1
    if last_group < 3:  # noqa: PLR2004  three digits make a group
        return [digits + "0" * (3 - last_group)]
    return [digits[: 3 - last_group]] if last_group > 3 else []  # noqa: PLR2004
