"""Amounts as words write them: ``£1.97m``, ``c £154k``, ``£250,000 to £330,000``, ``30%``.

This is the one reader of amounts in texts; each module that asks it says only what it takes an
amount for. It reads what a text says, and judges nothing: a number whose commas or points are in
the wrong place is no amount, and `misplaced_in` gives it as written.

It takes time in proportion to the text, whatever the text: every repeat in its patterns is
possessive, so that nothing is tried twice.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.quantity import Measure

#: The power of ten of each sign of scale, less an s for more than one.
POWERS = {"": 0, "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
#: Numbers of more digits are no amounts, and would be too long for exact decimals.
_LONGEST = 24
#: Below this, the first of two numbers may share the second one's scale: £600-900k.
_THOUSAND = 1000
#: How far before an amount its “about” or “up to” may begin, and how long what joins two may be.
_NEAR, _LONGEST_JOIN = 40, 5

_BLANK = r"[\s\u00a0\u2007\u2009\u202f]"
_PERCENT = lazy_pattern("per.?cent", re.IGNORECASE | re.DOTALL)
_FIGURE = lazy_pattern(
    rf"(?P<pound>£{_BLANK}?)?(?P<number>\d++(?:[.,]++\d++)*+)(?P<more>\+)?"
    rf"(?:{_BLANK}?(?P<scale>thousands?|millions?|billions?|mn|bn|[km])(?=pa\b|(?![a-z0-9_]))"
    rf"|(?P<percent>{_BLANK}?(?:%|per{_BLANK}?cent(?![a-z]))))?",
    re.IGNORECASE | re.ASCII,
)
#: A letter right behind a figure makes it part of a word, but for `pa`.
_RUNS_ON = lazy_pattern(r"(?!pa\b)[a-z]", re.IGNORECASE | re.ASCII)
_GROUPED = lazy_pattern(r"(?!0,)\d{1,3}+(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?", re.ASCII)
_POINT_FOR_COMMA = lazy_pattern(r"[1-9]\d{0,2}+(?:\.\d{3})++", re.ASCII)
_JOIN = lazy_pattern(
    rf"(?P<tight>[-–—])|{_BLANK}(?:[-–—]|to|(?P<listing>and|or)){_BLANK}", re.IGNORECASE
)
_BETWEEN = lazy_pattern(rf"\bbetween{_BLANK}*\Z", re.IGNORECASE)
_ABOUT = (
    r"(?-i:c|ca)|circa|about|around|approx(?:imately)?|roughly|some|nearly|almost|estimated(?: at)?"
    r"|in the region of|of the order of|~"
)
_LEAD = lazy_pattern(
    rf"(?<![^\W_])(?:(?P<about>(?:{_ABOUT})\.?)|(?P<most>up to|(?:no|not) more than|at most"
    r"|less than|under|below|maximum(?: of)?)|(?P<least>over|more than|at least|minimum(?: of)?"
    rf"|in excess of|above|exceeding)){_BLANK}*\Z",
    re.IGNORECASE,
)
_ALONE_LEAD = lazy_pattern(rf"(?:(?:{_ABOUT})\.?{_BLANK}*)?(?P<minus>[-−]?)", re.IGNORECASE)
_RATE = lazy_pattern(
    rf"{_BLANK}?(?:(?P<yearly>p\.?a\b|annually\b|yearly\b|(?:per|an?|each|every){_BLANK}"
    rf"(?:annum|year)\b)|(?:for{_BLANK})?(?P<each>each|every|apiece)\b|(?:/{_BLANK}?"
    rf"|per{_BLANK})(?P<unit>[^\W\d_]++)|an?{_BLANK}(?P<time>quarter|month|week|day|hour|head"
    rf"|place)\b)",
    re.IGNORECASE,
)
_TRAIL = lazy_pattern(
    rf"{_BLANK}?(?:plus{_BLANK}of|or{_BLANK}(?:more|over)|and{_BLANK}above)\b|\+", re.IGNORECASE
)
#: The rate of an amount for each year, however it is written.
YEARLY = "year"


class Bound(StrEnum):
    """Which end of what it speaks of an amount is."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


class Amount(NamedTuple):
    """An amount as a text gives it.

    Attributes:
        text: the figure as written, with its sign and scale: ``£1.97m``.
        start: where that begins in the whole text.
        value: in pounds, per cent, or as a bare number, by its measure; exact.
        measure: pounds, per cent, or a bare number, which only a cell can be.
        scale: the sign or word of scale in small letters, its own or shared; empty for none.
        half_place: half its last digit's worth: how far from it a figure written so may be.
        is_about: whether the text calls it rough: ``c £154k``.
        bound: whether the text gives it as the most or the least: ``up to``, ``over``.
        rate: what it is for each of, in small letters: ``day``, ``tonne``, ``each``, ``year``.
        to: the other end of a range, which is the smaller one where something falls.
    """

    text: str
    start: int
    value: Decimal
    measure: Measure
    scale: str
    half_place: Decimal
    is_about: bool = False
    bound: Bound | None = None
    rate: str = ""
    to: "Amount | None" = None

    @property
    def end(self) -> int:
        """Where its own figure ends in the text."""
        return self.start + len(self.text)

    @property
    def ends(self) -> tuple["Amount", ...]:
        """The amount, and the other end of its range if it has one."""
        return (self,) if self.to is None else (self, self.to)


class Misplaced(NamedTuple):
    """An amount in pounds with a comma or point in the wrong place, as written, and where."""

    text: str
    start: int


@lru_cache(maxsize=8_192)
def amounts_in(text: str) -> tuple[Amount, ...]:
    """Give every amount of money and percentage of a text, in order; a range is one."""
    return tuple(_amounts(text)) if may_say_amounts(text) else ()


def may_say_amounts(text: str) -> bool:
    """Say whether a text has a sign of money or of a percentage: without one it has no amount."""
    if "£" in text or "%" in text:
        return True
    return "cent" in text.lower() and bool(_PERCENT.search(text))


def _amounts(text: str) -> Iterator[Amount]:
    figures = list(_FIGURE.finditer(text))
    place = 0
    while place < len(figures):
        first, *rest = figures[place : place + 2]
        low, high = _range(text, first, *rest) or (_read(text, first), None)
        place += 1 if high is None else 2
        if low is not None and low.measure is not Measure.NUMBER:
            yield _with_words(text, low, high)


def figures_in(text: str, measure: Measure) -> Iterator[Amount]:
    """Give each amount of one measure in a text, both ends of a range apart."""
    for amount in amounts_in(text):
        if amount.measure is measure:
            yield from amount.ends


def amount_alone(text: str) -> Amount | None:
    """Read a cell, in which nothing but one amount stands; it may be a bare number, or below 0.

    None where there are words beside it, other than one that calls it rough.
    """
    start = len(text) - len(text.lstrip())
    figure = _FIGURE.search(text, start)
    if figure is None or figure.end() != len(text.rstrip()) or figure["more"]:
        return None
    before = text[start : figure.start()]
    lead = _ALONE_LEAD.fullmatch(before) if len(before) <= _NEAR else None
    found = _read(text, figure)
    if lead is None or found is None:
        return None
    measure = Measure.POUNDS if found.scale else found.measure  # 225k in a cell is money
    value = -found.value if lead["minus"] else found.value
    return found._replace(value=value, measure=measure, is_about=before != lead["minus"])


def misplaced_in(text: str) -> Iterator[Misplaced]:
    """Give the amounts of a text whose commas or points are in the wrong place: ``£30,0000``."""
    for figure in _FIGURE.finditer(text):
        if figure["pound"] and not _is_well_placed(figure):
            yield Misplaced(figure[0], figure.start())


def is_grouped(number: str) -> bool:
    """Say whether the commas and points of a number, if any, are where they belong."""
    return bool(_GROUPED.fullmatch(number))


def _is_well_placed(figure: re.Match[str]) -> bool:
    number = figure["number"]
    has_point = figure["pound"] and not figure["scale"] and _POINT_FOR_COMMA.fullmatch(number)
    return not has_point and is_grouped(number)


def _number(figure: re.Match[str]) -> Decimal | None:
    """The number of a figure; None where it is ill written, or as no amount is.

    ``£000`` heads a column, and other numbers that begin with a nought too many are no amounts.
    """
    number = figure["number"]
    is_padded = number[0] == "0" and number[1:2].isdigit()
    if is_padded or len(number) > _LONGEST or not _is_well_placed(figure):
        return None
    return Decimal(number.replace(",", ""))


def _read(text: str, figure: re.Match[str], shared: str = "") -> Amount | None:
    """Read one figure, which may share the scale of another; None where it is no amount."""
    number, scale = _number(figure), (figure["scale"] or shared).lower()
    is_both = bool(figure["pound"] and figure["percent"])
    if number is None or is_both or _RUNS_ON.match(text, figure.end()):
        return None
    power = POWERS[scale if scale in POWERS else scale.removesuffix("s")]
    value = number.scaleb(power)
    half = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    measure = Measure.POUNDS if figure["pound"] else Measure.NUMBER
    if figure["percent"]:
        measure = Measure.PERCENT
    return Amount(figure[0], figure.start(), value, measure, scale, half)


def _range(
    text: str, first: re.Match[str], second: re.Match[str] | None = None
) -> tuple[Amount, Amount] | None:
    """Read two figures as the ends of one range; None where they are not.

    What ``and`` or ``or`` joins is one range after “between”, or where the two share a scale.
    """
    if second is None or second.start() - first.end() > _LONGEST_JOIN:
        return None
    join = _JOIN.fullmatch(text, first.end(), second.start())
    if join is None or not _are_alike(first, second, join):
        return None
    shared = _shared_scale(first, second)
    before = text[max(0, first.start() - _NEAR) : first.start()]
    if join["listing"] and not shared and not _BETWEEN.search(before):
        return None
    low, high = _read(text, first, shared), _read(text, second)
    if low is None or high is None:
        return None
    measure = Measure.PERCENT if second["percent"] else Measure.POUNDS
    return low._replace(measure=measure), high._replace(measure=measure)


def _are_alike(first: re.Match[str], second: re.Match[str], join: re.Match[str]) -> bool:
    """Say whether both figures are money, or both per cent, where one sign may do for both."""
    if second["percent"]:
        is_money = bool(first["pound"] or first["scale"])
        return not is_money and bool(first["percent"] or _is_share(first, second, join))
    if first["percent"] or not first["pound"]:
        return False
    # A bare number behind “to” may count anything: £5,000 to 12 councils.
    is_bare_money = bool(join["tight"]) and "," in second["number"]
    return bool(second["pound"] or second["scale"] or is_bare_money)


def _is_share(first: re.Match[str], second: re.Match[str], join: re.Match[str]) -> bool:
    """Say whether a bare number is the lower end of a range of percentages: ``10-15%``.

    It may also be a year or the number of something: ``Phase 2 - 10%``, ``NI 179-5%``.
    """
    low, high = _number(first), _number(second)
    is_part_of_word = first.start() > 0 and first.string[first.start() - 1].isalnum()
    is_dash_apart = not join["tight"] and join[0].strip() in "-–—"
    is_below = low is not None and high is not None and low < high
    return is_below and not is_part_of_word and not is_dash_apart


def _shared_scale(first: re.Match[str], second: re.Match[str]) -> str:
    """The scale that the first of two figures has from the second, if any.

    Of ``£3-5 million`` both are millions, and of ``£5-10,000`` both thousands; but not of
    ``£50,000 to £2m``, nor of ``£500 to £1m``.
    """
    low, high, scale = _number(first), _number(second), second["scale"] or ""
    if low is None or high is None or first["scale"] or low >= _THOUSAND:
        return ""
    if not scale and not second["pound"] and re.fullmatch(r"\d{1,3},000", second["number"]):
        scale, high = "thousand", high.scaleb(-3)
    return scale.lower() if low < high else ""


def _with_words(text: str, low: Amount, high: Amount | None) -> Amount:
    """Add what the words beside an amount or a range say of it."""
    is_about, bound = _said_before(text[max(0, low.start - _NEAR) : low.start])
    end = (high or low).end
    rate = _RATE.match(text, end)
    trail = _TRAIL.match(text, rate.end() if rate else end)
    if trail or "+" in (high or low).text:
        bound = Bound.AT_LEAST
    each = _rate_of(rate) if rate else ""
    if not (high or is_about or bound or each):
        return low
    other = high and high._replace(is_about=is_about, bound=bound, rate=each)
    return low._replace(is_about=is_about, bound=bound, rate=each, to=other)


def _said_before(before: str) -> tuple[bool, Bound | None]:
    """Read the words that lead to an amount, nearest first: ``up to about``."""
    is_about, bound = False, None
    while lead := _LEAD.search(before):
        if lead["about"]:
            is_about = True
        else:
            bound = Bound.AT_MOST if lead["most"] else Bound.AT_LEAST
        before = before[: lead.start()]
    return is_about, bound


def _rate_of(rate: re.Match[str]) -> str:
    if rate["yearly"]:
        return YEARLY
    return (rate["each"] or rate["unit"] or rate["time"]).lower()
