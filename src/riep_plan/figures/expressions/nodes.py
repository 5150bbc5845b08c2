"""An expression as a tree of parts, and the words for one that cannot be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from riep_plan.values.words import shortened

_SHOWN = 24


class Part(StrEnum):
    """What a part of an expression is."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    NULL = "null"
    NAME = "name"
    KEY = "key"
    INDEX = "index"
    CALL = "call"
    METHOD = "method"
    LIST = "list"
    UNARY = "unary"
    BINARY = "binary"
    CHOICE = "choice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression.

    Attributes:
        part: what it is.
        word: its name, sign or value.
        parts: what it is made of, in order.
        start: the position of its first character, from nought.
        end: the position after its last one.
    """

    part: Part
    word: str
    parts: tuple["Node", ...]
    start: int
    end: int


class NotRead(Exception):
    """A text that is no expression: what is wrong, what to do, and at which character."""

    def __init__(self, message: str, advice: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.at = at


#: What people write for what the language writes otherwise.
_MEANT: Mapping[str, str] = {
    "=": "Write == to compare.",
    "and": "Write && for “and”.",
    "AND": "Write && for “and”.",
    "&": "Write && for “and”.",
    "or": "Write || for “or”.",
    "OR": "Write || for “or”.",
    "|": "Write || for “or”.",
    "not": "Write ! for “not”.",
    "<>": "Write != for “is not”.",
    "£": "Write pounds as plain digits: 100000.",
    ",": "Write numbers without commas: 100000.",
    "%": "Write a share as a decimal: 0.3 for 30%.",
    "’": "Write straight quotes.",
    "‘": "Write straight quotes.",
    "“": "Write straight quotes.",
    "”": "Write straight quotes.",
}


def refused(text: str, at: int) -> NotRead:
    """Say what cannot be read, from the position at which reading stopped."""
    rest = text[at:].strip()
    if not rest:
        return NotRead("it breaks off before it is complete", _unclosed(text), len(text))
    word = re.match(r"\w+|&&|\|\||=+|[^\w\s]", rest)
    found = word[0] if word else rest[:1]
    around = text[:at].rstrip()[-1:] + found
    advice = _MEANT.get(around) or _MEANT.get(found) or _unclosed(text)
    message = f"“{shortened(rest, _SHOWN)}”, from character {at + 1}, is not expected there"
    return NotRead(message, advice, at)


def _unclosed(text: str) -> str:
    for opening, closing in ("()", "[]", "{}"):
        if text.count(opening) > text.count(closing):
            return f"A {opening} is not closed."
    for quote in "\"'":
        if text.count(quote) % 2:
            return f"A {quote} is not closed."
    return "docs/own-rules.md shows how expressions are written."
