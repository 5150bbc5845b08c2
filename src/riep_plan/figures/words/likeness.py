"""Whether two texts of a plan speak of one thing: by their words, and by the numbers in them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from riep_plan.values.lazy_pattern import lazy_pattern

#: Two texts speak of one thing when so large a share of the shorter one's words is in the other.
ALIKE = 0.6
#: They must share so many words besides.
SHARED = 4
#: A count is compared where all words of the shorter text, and so many at least, are in the other.
COUNTED = 2

_WORD = lazy_pattern(r"[^\W_]+(?:['’][^\W_]+)?")
_ANY_WORD = lazy_pattern(r"\w+")
_SMALL = frozenset(
    _WORD.findall(
        "a an and are as at be been by for from has have in into is it its of on or that the their "
        "these this those to was were which will with x up all any each eg etc run deliver "
        "delivery delivered hold held"
    )
)
_MOST_WORDS_BETWEEN = 6
_COUNT = lazy_pattern(
    rf"(?<![\w£$€.,/–-])(\d{{1,4}})((?:\s+[^\W\d_][\w’'-]*){{1,{_MOST_WORDS_BETWEEN}}})"
)
_TIMES = lazy_pattern(
    r"(?<!\w)x\s?(\d{1,4})(?![\w.,/%])|(?<![\w£$€.,/–-])(\d{1,4})\s?x(?!\w)", re.IGNORECASE
)
# A number after one of these names a thing and counts none; beside others it counts loosely.
_NAMING = lazy_pattern(
    r"\b(?:part|parts|level|phase|stage|section|target|targets|year|years|quarter|tier|version"
    r"|number|no|nvq|option|step|appendix|ni|bpi|band|type|class|group|april|may|june|july|august"
    r"|september|october|november|december|january|february|march)\s*$",
    re.IGNORECASE,
)
_LOOSELY = lazy_pattern(
    r"\b(?:up to|at least|minimum|maximum|more than|over|about|around|approximately|circa|further"
    r"|additional|another|per|every|each|quarterly|monthly|annually|weekly|average|first|next)\b",
    re.IGNORECASE,
)
_YEARS = range(1900, 2200)
# A longer text speaks of more than one thing; and how far back a number may have its name.
_LONGEST, _NEAR = 400, 20
_NO_THINGS = frozenset(
    ["days", "weeks", "months", "years", "hours", "minutes", "times", "pounds", "this", "thus"]
)


@lru_cache(maxsize=8_192)
def plain(text: str) -> str:
    """Give a text's words alone, in small letters, so that marks and spaces do not count."""
    return " ".join(_WORD.findall(text.casefold()))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, without capitals and punctuation."""
    return tuple(_ANY_WORD.findall(text.casefold()))


def letters_of(text: str) -> tuple[int, ...]:
    """How often a few letters stand in a text: alike in texts of the same words, and soon told."""
    return tuple(map(text.casefold().count, "aeot"))


def holds_words(text: str, part: str) -> bool:
    """Say whether the words of one text stand in another, together and in order."""
    first = _ANY_WORD.search(part.casefold())
    if first is None or first[0] not in text.casefold():
        return False
    wanted, whole = words_of(part), words_of(text)
    starts = range(len(whole) - len(wanted) + 1)
    return any(whole[at : at + len(wanted)] == wanted for at in starts)


@lru_cache(maxsize=8_192)
def content(text: str) -> frozenset[str]:
    """Give the words of a text that say what it is about, each in one form, without numbers."""
    return frozenset(
        _singular(word) for word in plain(text).split() if word not in _SMALL and word.isalpha()
    )


@lru_cache(maxsize=8_192)
def numbers(text: str) -> frozenset[str]:
    """Give the numbers in a text."""
    return frozenset(re.findall(r"\d+", text))


def alike(one: str, other: str) -> bool:
    """Say whether two texts speak of one thing, with numbers that do not contradict."""
    first, second = content(one), content(other)
    shared = len(first & second)
    if shared < SHARED or shared < ALIKE * min(len(first), len(second)):
        return False
    return numbers(one) <= numbers(other) or numbers(other) <= numbers(one)


class Counted(NamedTuple):
    """How many of what a text speaks of."""

    number: int
    thing: str


@lru_cache(maxsize=8_192)
def counted(text: str) -> Counted | None:
    """Find the one number of things in a text: ``5 events``; None where it is loose or not one."""
    if len(text) > _LONGEST or _LOOSELY.search(text):
        return None
    found = sorted(_counts(text), key=lambda one: one.thing, reverse=True)
    return found[0] if len({one.number for one in found}) == 1 else None


def contradict(one: str, other: str) -> tuple[Counted, Counted] | None:
    """Give the two counts of texts that speak of the same things and differ in their number."""
    first, second = counted(one), counted(other)
    if first is None or second is None or first.number == second.number:
        return None
    if first.thing and second.thing and first.thing != second.thing:
        return None
    shorter, longer = sorted((content(one), content(other)), key=len)
    if len(shorter) < COUNTED or not shorter <= longer:
        return None
    return first, second


def _counts(text: str) -> Iterator[Counted]:
    for match in _TIMES.finditer(text):
        yield Counted(int(match[1] or match[2]), "")
    for match in _COUNT.finditer(text):
        number = int(match[1])
        if number in _YEARS or _NAMING.search(text[max(0, match.start() - _NEAR) : match.start()]):
            continue
        for word in match[2].casefold().split():
            if word in _NO_THINGS:
                break
            if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):  # noqa: PLR2004
                yield Counted(number, _singular(word))
                break


def _singular(word: str) -> str:
    bare = word.replace("’", "'").removesuffix("'s")
    if len(bare) > 4 and bare.endswith("ies"):  # noqa: PLR2004
        return bare[:-3] + "y"
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and bare[-2] != "s" else bare  # noqa: PLR2004
