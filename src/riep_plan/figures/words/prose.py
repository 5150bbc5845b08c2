"""Prose: the texts of a plan that are its own, and the sentences of a text."""

from collections.abc import Iterator

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.words.amounts import may_say_amounts
from riep_plan.findings.finding import Path
from riep_plan.values.lazy_pattern import lazy_pattern

#: What is quoted from elsewhere, or says something of the plan and is not part of it.
_QUOTED = {"printed", "note", "waivers", "policy", "provenance", "evidence"}
_SENTENCE = lazy_pattern(r"(?<=[.;!?])\s+(?=[A-Z])|\n\s*\n|\n(?=\s*[-*] )")


def is_own(at: Path) -> bool:
    """Say whether the text at a path is one that a plan says in its own words."""
    return _QUOTED.isdisjoint(at)


def own_numbered_texts(ledger: Ledger) -> Iterator[tuple[Path, str]]:
    """Give every such text that has a digit, with its path: all that can say a day."""
    return ((at, text) for at, text in ledger.numbered if is_own(at))


def own_texts_of_money(ledger: Ledger) -> list[tuple[Path, str]]:
    """Give those that may say an amount of money or a percentage."""
    return ledger.once(_of_money)


def _of_money(ledger: Ledger) -> list[tuple[Path, str]]:
    return [(at, text) for at, text in own_numbered_texts(ledger) if may_say_amounts(text)]


def sentences(text: str) -> list[str]:
    """Cut prose into sentences and points, as they are written."""
    return _SENTENCE.split(text)


def sentence_lines(text: str) -> list[str]:
    """Cut prose into sentences and points, each on one line."""
    return [" ".join(one.split()) for one in sentences(text)]
