"""Prose: the texts of a plan that are its own, and the sentences of a text."""

import re
from collections.abc import Iterator

from riep_plan.figures.ledger import Ledger
from riep_plan.findings.finding import Path

#: What is quoted from elsewhere, or says something of the plan and is not part of it.
_QUOTED = {"printed", "note", "waivers", "policy", "provenance", "evidence"}
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z])|\n\s*\n|\n(?=\s*[-*] )")


def own_texts(ledger: Ledger) -> Iterator[tuple[Path, str]]:
    """Give every text that a plan says in its own words, with its path."""
    return ((at, text) for at, text in ledger.texts if _QUOTED.isdisjoint(at))


def own_numbered_texts(ledger: Ledger) -> Iterator[tuple[Path, str]]:
    """Give those that have a digit: all that can say an amount."""
    return ((at, text) for at, text in ledger.numbered if _QUOTED.isdisjoint(at))


def sentences(text: str) -> list[str]:
    """Cut prose into sentences and points, as they are written."""
    return _SENTENCE.split(text)


def sentence_lines(text: str) -> list[str]:
    """Cut prose into sentences and points, each on one line."""
    return [" ".join(one.split()) for one in sentences(text)]
