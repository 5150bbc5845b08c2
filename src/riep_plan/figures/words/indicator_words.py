"""What the words of an indicator say: its unit, its figures, and whether they can be measured."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.words import amounts
from riep_plan.model.indicator import Indicator
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.quantity import Measure, Quantity

#: The national indicators for local government in England, of 2008 to 2011, were NI 1 to NI 198.
LAST_NATIONAL_INDICATOR = 198

_COUNT = lazy_pattern(r"(?:the )?(?:total )?(?:numbers? of|no\. of|how many)\b", re.IGNORECASE)
_PERCENT = lazy_pattern(r"(?:the )?(?:percentages?\b|per ?cent\b|%(?:age)?(?!\w))", re.IGNORECASE)
_SHARE = lazy_pattern(
    r"percent|per cent|%|\bproportions?\b|\bshares? of\b|\brates?\b|\bratios?\b", re.IGNORECASE
)
_POUNDS = lazy_pattern(
    r"(?:^£|\(£|\bin £)\s?(k|m|bn|0{3}s?|thousands?|millions?)?(?![\w£])", re.IGNORECASE
)
_UNIT = lazy_pattern(r"(?P<percent>%|per ?cent)|£|pounds?\b|gbp\b", re.IGNORECASE)
_REFERENCE = lazy_pattern(r"^(?:[A-Z]{2,4} ?\d+\w?\b\s*[:–—-]?\s*)")
_SOME = lazy_pattern(
    r"\b(?:improv\w+|increas\w+|decreas\w+|reduc\w+|better|more|fewer|less|greater|higher|lower"
    r"|enhanc\w+|rais(?:e|ed|ing)|strengthen\w*|gr(?:ow|owth|owing)|rise|fall|faster|quicker"
    r"|maximis\w+|minimis\w+)\b",
    re.IGNORECASE,
)
_NOTHING_SAID = lazy_pattern(
    r"(?:on-?going|continuous|various|as (?:required|appropriate|needed|necessary))\W*",
    re.IGNORECASE,
)
_EXTENT = lazy_pattern(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred"
    r"|thousand|million|half|quarter|third|double[ds]?|doubling|twice|treble[ds]?|triple[ds]?|once"
    r"|all|every|each|both|any|none|no|not|never|full|fully|entire|whole|only|majority|most"
    r"|average|median|baseline|top|best|than)\b",
    re.IGNORECASE,
)
_STATE = lazy_pattern(
    r"\b(?:in place|in use|available|complete[ds]?|signed|agreed|adopted|approved|published"
    r"|launched|established|open(?:ed)?|delivered|produced|held|implemented|installed|appointed"
    r"|reported|created|set up|live|operational|working)\b",
    re.IGNORECASE,
)
_STEADY = lazy_pattern(
    r"\b(?:maintain\w*|keep\w*|kept|remain\w*|sustain\w*|retain\w*|hold|holding|stay\w*"
    r"|stab(?:le|ilis\w+)|steady|preserv\w+|continue|at least"
    r"|no (?:increase|change|more|worse|fewer|less|rise|fall|reduction|decrease)|not exceed\w*)\b",
    re.IGNORECASE,
)
_RELATIVE = lazy_pattern(
    r"\b(?:by|further|additional|extra"
    r"|(?:increase|reduction|improvement|rise|fall|cut|saving)s? of)"
    r" (?:about |around |at least )?£?\d|\+ ?£?\d"
    r"|\d(?:%|k|m|bn| per ?cent| million| thousand)? (?:\w+ )?(?:more|less|fewer|below|above"
    r"|further|additional|extra|increase|reduction|improvement|rise|fall|lower|higher|better)\b",
    re.IGNORECASE,
)
_EACH = lazy_pattern(
    r"\b(?:annual\w*|yearly|quarterly|monthly|weekly|daily|p\.?a|per|each|every"
    r"|(?:a|by) (?:year|quarter|month|week|day))\b",
    re.IGNORECASE,
)
_NUMBER_OF = lazy_pattern(r"(?<![\d.,£/])(\d[\d,]*(?:\.\d+)?)((?: [^\W\d_][\w/'’-]*){1,4})")
#: A level of a scale, or the number that a text opens with: what a bare number can only be.
_LEVEL = lazy_pattern(
    r"\b(?:levels?|scores?|grades?|ratings?)(?: of)? (\d+(?:\.\d+)?)(?![\d/%]|\.\d)"
    r"|^(?!(?:19|20)\d\d\b)(\d[\d,]*(?:\.\d+)?) [^\W\d_]+(?:ed|en)\b",
    re.IGNORECASE,
)
_LEFT_OUT = lazy_pattern(
    r"n/?a|not\b.*|un(?:known|rated|assessed|scored|classified)|none|no .*|other|awaited|exempt",
    re.IGNORECASE,
)
_WORD = lazy_pattern(r"[^\W\d_]{4,}")
_COMPARED = lazy_pattern(r"\w+|[%£]")
#: Words that name no thing of their own in a plan.
_COMMON = frozenset(
    word
    for line in (
        "also been each from have into more number over percentage project projects programme",
        "support that their them this through what when where which will with within work",
    )
    for word in line.split()
)
_NATIONAL = lazy_pattern(r"\bNI ?(\d{1,3})\b")
#: How many letters tell a word, whatever its ending; fewer where only a unit is looked for.
_STEM, _HEAD = 6, 5


class NamedUnit(NamedTuple):
    """What a name says that its values are.

    Attributes:
        measure: the measure.
        scaled: True for money named in thousands or millions, whose values may be bare numbers.
    """

    measure: Measure
    scaled: bool = False


def unit_of_name(text: str) -> NamedUnit | None:
    """What the name of an indicator says that it counts, where it says so beyond doubt."""
    name = text.strip()
    if reference := _REFERENCE.match(name):
        name = name[reference.end() :]
    if "£" in name and (match := _POUNDS.search(name)):
        return None if _SHARE.search(name) else NamedUnit(Measure.POUNDS, bool(match[1]))
    if _PERCENT.match(name):
        return NamedUnit(Measure.PERCENT)
    if _COUNT.match(name) and not _SHARE.search(name):
        return NamedUnit(Measure.NUMBER)
    return None


def measure_in(quantity: Quantity, unit: str | None) -> Measure:
    """What a value measures, where the unit may say for a bare number that it is % or pounds."""
    if quantity.measure is not Measure.NUMBER or unit is None:
        return quantity.measure
    unit_is = _UNIT.match(unit)
    if unit_is is None:
        return Measure.NUMBER
    return Measure.PERCENT if unit_is["percent"] else Measure.POUNDS


def cannot_be_measured(text: str) -> bool:
    """Say whether a target promises only some change, with no extent and no state to be in."""
    if _NOTHING_SAID.fullmatch(text.strip()):
        return True
    return bool(_SOME.search(text)) and not (_EXTENT.search(text) or _STATE.search(text))


def holds_steady(indicator: Indicator) -> bool:
    """Say whether the words of an indicator speak of keeping things as they are."""
    parts = (indicator, indicator.baseline, indicator.target)
    return any(part is not None and part.text and _STEADY.search(part.text) for part in parts)


def names_a_direction(indicator: Indicator) -> bool:
    """Say whether the words of an indicator or its target say which way it should go."""
    texts = (indicator.text, indicator.target.text if indicator.target else None)
    return any(text is not None and _SOME.search(text) for text in texts)


def unknown_national_indicator(text: str) -> str | None:
    """Give the first reference to a national indicator that was never in the national set."""
    for match in _NATIONAL.finditer(text) if "NI" in text else ():
        if not 1 <= int(match[1]) <= LAST_NATIONAL_INDICATOR:
            return match[0]
    return None


def figures_in(text: str, measure: Measure, unit: str | None = None) -> Iterator[Decimal]:
    """Give the figures of one measure in a text; bare numbers only where they count the unit."""
    if measure is not Measure.NUMBER:
        yield from (one.value for one in amounts.figures_in(text, measure))
    elif unit is not None:
        wanted = _heads(unit)
        for number, following in _NUMBER_OF.findall(text):
            if wanted & _heads(following):
                yield Decimal(number.replace(",", ""))


def figure_apart(
    text: str | None, stated: Quantity | None, unit: str | None = None, *, change: bool = False
) -> str | None:
    """Give the figure in a text that should be the one stated beside it and is not.

    Quoted figures, rates (`8 per quarter`) and, beside a level, changes (`5% more`) say nothing.
    """
    if text is None or stated is None or "{" in text or is_rate(text):
        return None
    if not change and _RELATIVE.search(text):
        return None
    found = list(figures_in(text, stated.measure, unit))
    if not found and stated.measure is Measure.NUMBER and (match := _LEVEL.search(text)):
        found = [Decimal((match[1] or match[2]).replace(",", ""))]
    # A fall may be written as a change with a minus sign; a level is as it is said.
    held = abs(stated.number) if change else stated.number
    if not found or held in found:
        return None
    return str(Quantity(found[0], stated.measure))


def is_rate(text: str) -> bool:
    """Say whether a text gives a figure for each of something: `8 per quarter`, `£3m a year`."""
    return bool(_EACH.search(text))


def same_words(text: str) -> str:
    """Give a text as it is compared: no case, no marks, single spaces."""
    return " ".join(_COMPARED.findall(text.casefold()))


def first_word(text: str) -> str:
    """Give the first word or sign of a text as it is compared; empty where it has none."""
    found = _COMPARED.search(text.casefold())
    return found[0] if found else ""


def is_left_out(level: str) -> bool:
    """Say whether a level of a scale stands for those who have none, such as `n/a`."""
    return bool(_LEFT_OUT.fullmatch(level.strip()))


def distinctive_words(text: str, others: Mapping[str, str]) -> Mapping[str, set[str]]:
    """Give, for each of other texts, the words that it alone of them has from this text."""
    wanted = _stems(text)
    have = {key: wanted & _stems(other) for key, other in others.items()}
    return {
        key: {word for word in words if sum(word in one for one in have.values()) == 1}
        for key, words in have.items()
    }


def _stems(text: str) -> set[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return {word[:_STEM] for word in words if word not in _COMMON}


def _heads(text: str) -> set[str]:
    return {word[:_HEAD] for word in re.findall(r"[^\W\d_]{3,}", text.casefold())}
