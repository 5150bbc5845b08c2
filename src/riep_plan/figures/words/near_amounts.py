"""Which figure a text means by an amount that is nearly it: by its words, or by how it slipped.

Amounts of other years and other bodies stand in every text, and some of them are near a figure of
the plan by chance. A text means a figure when it names what the figure is of; or when the two
differ as a slip of the hand makes them differ.
"""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures.walk import within
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.values.lazy_pattern import lazy_pattern

#: How much of a sentence, before an amount and after it, may name what the amount is of.
_NEAR = 100
#: Fewer digits are the same, or nearly, by chance too often.
_TELLING_DIGITS = 4
_WORD = lazy_pattern(r"[a-z]{4,}")
_SENTENCE_END = lazy_pattern(r"[.;:!?](?=\s)")
#: What a word may end in and be the same: `fence` and `ring-fenced`.
_ENDING = lazy_pattern(r"(?:ing|ed|es|e|s)$")
_GENERAL = {
    _ENDING.sub("", one)
    for one in _WORD.findall(
        "additional about amount available budget cost costs council councils for from funding "
        "grant grants into local money other over partnership programme project region regional "
        "revenue support that their this total with year years"
    )
}


def is_meant(plan: Plan, text: str, written: str, at: Path, figure: Decimal, said: Decimal) -> bool:
    """Say whether a text means a figure by an amount that is nearly it.

    Args:
        plan: the plan.
        text: the text.
        written: the amount as the text writes it.
        at: where the figure stands.
        figure: the figure, in pounds.
        said: the amount, in pounds.
    """
    return _is_slip(figure, said) or is_named(plan, text, written, at)


def is_named(plan: Plan, text: str, written: str, at: Path) -> bool:
    """Say whether a text names, in the sentence of an amount, what a figure is of.

    A funding source is named by half the words of its title, and anything else by all the words
    of its own: the subject of a project stands in the names of many of its figures.
    """
    before, _, after = text.partition(written)
    around = _stems(
        _SENTENCE_END.split(before[-_NEAR:])[-1] + _SENTENCE_END.split(after[:_NEAR])[0]
    )
    names = [one for one in _names(plan, at) if one]
    sources = [_stems(f"{plan.funding[one].title} {one}") for one in at if one in plan.funding]
    return any(one <= around for one in names) or any(
        one and 2 * len(one & around) >= len(one) for one in sources
    )


def is_telling(figure: Decimal) -> bool:
    """Say whether a figure has so many digits that another is hardly the same by chance."""
    return len(_digits(figure)) >= _TELLING_DIGITS


def _digits(figure: Decimal) -> str:
    return f"{abs(figure).normalize():f}".replace(".", "").strip("0")


def _is_slip(figure: Decimal, said: Decimal) -> bool:
    """Say whether one digit is another one, or two beside each other have changed places."""
    digits = [_digits(one) for one in (figure, said)]
    if min(map(len, digits)) < _TELLING_DIGITS or len(digits[0]) != len(digits[1]):
        return False
    apart = [place for place, (one, other) in enumerate(zip(*digits, strict=True)) if one != other]
    if len(apart) == 1:
        return True
    first, last = apart[0], apart[-1]
    swapped = digits[0][first] == digits[1][last] and digits[0][last] == digits[1][first]
    return len(apart) == 2 and last == first + 1 and swapped  # noqa: PLR2004  a pair


def _names(plan: Plan, at: Path) -> Iterator[set[str]]:
    """The words that name what a figure stands in, level by level.

    A project's own title stands in all of its texts, and tells nothing.
    """
    own: set[str] = set()
    for value in _on_the_way(plan, at):
        words = _stems(f"{getattr(value, 'title', '')} {getattr(value, 'text', '')}")
        if isinstance(value, Project):
            own = words
        elif value is not plan:
            yield words - own


def _on_the_way(value: object, at: Path) -> Iterator[object]:
    yield value
    for step in at:
        value = within(value).get(step)
        if value is None:
            return
        yield value


def _stems(text: str) -> set[str]:
    return {_ENDING.sub("", one) for one in _WORD.findall(text.casefold())} - _GENERAL
