"""Small sums that prose works out in passing, and one thing that prose gives two amounts for."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

from riep_plan.figures.words.amounts import Amount, amounts_in
from riep_plan.figures.words.prose import sentences
from riep_plan.findings.finding import Path
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.quantity import Measure

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
# “120 hours at”, “8 councils x”: what is multiplied by the rate that follows.
_TIMES = lazy_pattern(
    rf"(?<![\w.,£/-]){_NUMBER}\s+(?:[^\W\d][\w’'-]*\s+){{1,3}}(?:at|@|x|×)\s*"
    r"(?:a rate of\s*|a cost of\s*)?$",
    re.IGNORECASE,
)
_IS = r"(?:=|equals|is|totals|totalling|makes|making|comes to|gives|giving|i\.e\.)"
_GIVES = lazy_pattern(
    rf"\s*(?:(?:per|an|a|each|/)\s*[\w’'-]*)?\s*[,(–-]?\s*(?:which\s+)?{_IS}\s*:?\s*\(?\s*",
    re.IGNORECASE,
)
_OF = lazy_pattern(
    r"\s+of\s+(?:the|its|a|an|our|this|their)?\s*(?:[^\W\d][\w’'‘-]*\s+){0,3}(?:of\s+)?",
    re.IGNORECASE,
)
_SAME = r"(?:=|equals|is|or|i\.e\.|being|equal to|equivalent to|equating to)"
_LINK = lazy_pattern(rf"\s*(?:[,;–-]\s*)?(?:\(|\(?\s*(?:which\s+)?{_SAME})\s*", re.IGNORECASE)
_TIME = lazy_pattern(r"\bQ[1-4]\b|\b(?:19|20)\d\d\b")
_WORD = lazy_pattern(r"[^\W\d_][^\W_]{3,}")
#: How many words around an amount say what it is of; and how many of them must be the same.
_WINDOW, _SHARED = 7, 5
#: Amounts further apart than this, in per cent, are of two things.
_NEAR = Decimal(5)
#: A rounder amount may be of anything.
_DIGITS = 3
_MOST_COMPARED = 400


class Worked(NamedTuple):
    """A sum that a text gives with its result.

    Attributes:
        words: the sum: ``120 hours at £20``.
        stated: the result as written.
        low: the least that the sum may come to, its figures being rounded.
        high: the most.
    """

    words: str
    stated: Amount
    low: Decimal
    high: Decimal

    @property
    def holds(self) -> bool:
        """Whether the stated result, being rounded itself, may be what the sum comes to."""
        half = self.stated.half_place
        return self.low - half <= self.stated.value <= self.high + half


def worked_out(text: str) -> Iterator[Worked]:
    """Give each sum that a text works out: a number at a rate, or a percentage of an amount."""
    for sentence in sentences(text):
        amounts = [one for one in amounts_in(sentence) if _is_plain(one)]
        yield from _products(sentence, amounts)
        yield from _shares(sentence, amounts)


def _is_plain(one: Amount) -> bool:
    return one.to is None and one.bound is None and not one.is_about


def _products(text: str, amounts: Sequence[Amount]) -> Iterator[Worked]:
    pounds = [one for one in amounts if one.measure is Measure.POUNDS]
    for rate, result in pairwise(pounds):
        times = _TIMES.search(text[: rate.start])
        if times is None or not _GIVES.fullmatch(text[rate.end : result.start]):
            continue
        number = Decimal(times["number"].replace(",", ""))
        slack = number * rate.half_place if rate.scale else Decimal(0)
        product = number * rate.value
        words = text[times.start() : rate.end].strip()
        yield Worked(words, result, product - slack, product + slack)


def _shares(text: str, amounts: Sequence[Amount]) -> Iterator[Worked]:
    for place, (share, whole) in enumerate(pairwise(amounts)):
        is_share = share.measure is Measure.PERCENT and whole.measure is Measure.POUNDS
        if not is_share or not _OF.fullmatch(text[share.end : whole.start]):
            continue
        results = (
            *((one, text[one.end : share.start]) for one in amounts[max(0, place - 1) : place]),
            *((one, text[whole.end : one.start]) for one in amounts[place + 2 : place + 3]),
        )
        words = text[share.start : whole.end]
        low = (share.value - share.half_place) * (whole.value - whole.half_place) / 100
        high = (share.value + share.half_place) * (whole.value + whole.half_place) / 100
        for result, between in results:
            if result.measure is Measure.POUNDS and _LINK.fullmatch(between):
                yield Worked(words, result, low, high)
                break


class Mention(NamedTuple):
    """An amount in pounds in a text, with its sentence, the words around it and its times."""

    at: Path
    sentence: str
    amount: Amount
    words: frozenset[str]
    times: frozenset[str]

    def is_of(self, other: "Mention") -> bool:
        """Say whether one of the two says what the other says, and at most more.

        Where each has words or times of its own, they speak of two things.
        """
        is_within = self.words <= other.words or other.words <= self.words
        is_then = self.times <= other.times or other.times <= self.times
        return is_within and is_then and len(self.words & other.words) >= _SHARED


def mentions(at: Path, text: str) -> Iterator[Mention]:
    """Give the amounts of a text that are exact enough to speak of one thing."""
    for sentence in sentences(text):
        for one in amounts_in(sentence):
            digits = one.value.normalize().as_tuple().digits
            if one.measure is Measure.POUNDS and _is_plain(one) and len(digits) >= _DIGITS:
                before = _WORD.findall(sentence[: one.start].casefold())[-_WINDOW:]
                after = _WORD.findall(sentence[one.end :].casefold())[:_WINDOW]
                times = frozenset(_TIME.findall(sentence))
                yield Mention(at, sentence, one, frozenset((*before, *after)), times)


def given_twice(found: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Give the mentions that speak of one thing in nearly the same words, and differ a little.

    Amounts of one sentence are of different things.
    """
    for one, other in combinations(found[:_MOST_COMPARED], 2):
        gap = abs(one.amount.value - other.amount.value)
        most = max(one.amount.value, other.amount.value)
        is_rounding = gap <= one.amount.half_place + other.amount.half_place
        is_near = not is_rounding and gap * 100 <= most * _NEAR
        is_apart = (one.at, one.sentence) != (other.at, other.sentence)
        if is_near and is_apart and one.is_of(other):
            yield one, other
