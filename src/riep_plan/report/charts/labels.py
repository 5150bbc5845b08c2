"""Labels: text made safe and short enough to draw, amounts in few signs, steps of an axis."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from riep_plan.report.tables import percentage
from riep_plan.values.money import format_money
from riep_plan.values.words import shortened

#: What stands for a figure that nobody has given: not nought.
UNKNOWN = "unknown"

# What XML cannot hold, what draws nothing, and what turns the text beside it round.
_UNDRAWABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    "|[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_WIDE, _ROUND, _PLAIN, _NARROW = 1.0, 0.7, 0.57, 0.34  # widths of a sign, in sizes of the type
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_SCALES = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"), (Decimal(1000), "k"))
_MOST_STEPS, _NAMED, _TOLD = 5, 80, 6


def plain(text: str) -> str:
    """Give a plan's text on one line, without the characters that no drawing can hold."""
    return " ".join(_UNDRAWABLE.sub("", text).split())


def named(text: str) -> str:
    """Give a plan's text as it is named within a sentence: short, without a full stop."""
    return shortened(plain(text), _NAMED).rstrip(".")


def first_of(sentences: Sequence[str]) -> str:
    """Give as many sentences as anyone would listen to; the table has the others."""
    kept = " ".join(sentences[:_TOLD])
    more = len(sentences) - _TOLD
    return f"{kept} The table has {more} more." if more > 0 else kept


def _sign_width(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF" or sign in "MW@%—…":
        return _WIDE
    if sign in "fijlrtI .,:;'|!()[]-–":
        return _NARROW
    return _ROUND if sign.isupper() or sign in "mw" else _PLAIN


def text_width(text: str, size: float) -> float:
    """Estimate how wide a text is drawn, on the safe side, since no font is at hand to ask."""
    return sum(_sign_width(sign) for sign in text) * size


def cut(text: str, width: float, size: float) -> str:
    """Cut a plan's text to a width, with an ellipsis where something was left out.

    Args:
        text: as the plan has it.
        width: in pixels.
        size: of the type, in pixels.
    """
    line = plain(text)
    if text_width(line, size) <= width:
        return line
    left = width - text_width("…", size)
    kept = 0
    for sign in line:
        left -= _sign_width(sign) * size
        if left < 0:
            break
        kept += 1
    return line[:kept].rstrip() + "…"


def folded(text: str, width: float, size: float) -> tuple[str, ...]:
    """Set a plan's text on one line or on two, and cut what is longer than these.

    Args:
        text: as the plan has it.
        width: of a line, in pixels.
        size: of the type, in pixels.
    """
    line = plain(text)
    if text_width(line, size) <= width:
        return (line,)
    first = ""
    for word in line.split():
        longer = f"{first} {word}".lstrip()
        if text_width(longer, size) > width:
            break
        first = longer
    first = first or cut(line, width, size).removesuffix("…")
    return first, cut(line[len(first) :].lstrip(), width, size)


def brief_money(amount: Decimal) -> str:
    """Write an amount in three figures, for a label: ``£58k``, ``£1.25m``, ``-£950``."""
    for scale, letter in _SCALES:
        share = (abs(amount) / scale).normalize()
        rounded = round(share, 2 - share.adjusted())
        if rounded >= 1:
            sign = "-" if amount < 0 else ""
            return f"{sign}£{rounded.normalize():f}{letter}"
    return format_money(amount.quantize(Decimal(1)) if abs(amount) >= 1 else amount)


def steps(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Give the round figures that an axis shows, from nought or below to the most or above."""
    low, high = min((Decimal(0), *amounts)), max((Decimal(0), *amounts))
    if low == high:
        return (Decimal(0), Decimal(1))
    rough = (high - low) / _MOST_STEPS
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(unit * size for size in _STEPS if unit * size >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple(step * place for place in range(int(first), int(last) + 1))


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Move labels apart that would lie on each other, each as little as its order allows.

    Args:
        places: where they want to be, in any order.
        gap: the least distance between two.
    """
    order = sorted(range(len(places)), key=lambda one: (places[one], one))
    groups: list[tuple[float, int]] = []  # the middle of each run of touching labels, its length
    for one in order:
        middle, size = places[one], 1
        while groups and middle - groups[-1][0] < gap * (size + groups[-1][1]) / 2:
            before, count = groups.pop()
            middle = (middle * size + before * count) / (size + count)
            size += count
        groups.append((middle, size))
    apart = [
        middle + gap * (place - (size - 1) / 2) for middle, size in groups for place in range(size)
    ]
    found = [0.0] * len(places)
    for one, place in zip(order, apart, strict=True):
        found[one] = place
    return found


def against(amount: Decimal, reference: Decimal) -> str:
    """Say how an amount stands to another: ``£30,000 (20%) less than``, ``the same as``."""
    gap = amount - reference
    if not gap:
        return "the same as"
    share = f" ({percentage(abs(gap / reference))})" if reference else ""
    return f"{format_money(abs(gap))}{share} {'more' if gap > 0 else 'less'} than"
