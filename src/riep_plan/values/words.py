"""Words for messages: lists, plurals, suggestions and text that is safe to print."""

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from itertools import islice

# Characters that a terminal obeys, or that hide or reorder text on the screen.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)


# A suggestion is a kindness; it must not cost more than the check.
_LONGEST, _MOST_CANDIDATES = 160, 200


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that was probably meant, or None when nothing is near."""
    if len(word) > _LONGEST:
        return None
    candidates = list(islice(known, _MOST_CANDIDATES))
    matches = difflib.get_close_matches(word, candidates, n=1, cutoff=0.68)
    return matches[0] if matches else None


def listed(words: Sequence[str], joiner: str = "and") -> str:
    """Join words as English does: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Say a number of things: ``1 error``, ``3 errors``, ``no errors`` is the caller's to say."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def visible(text: str) -> str:
    """Replace characters that would act on a terminal or hide text by their code point."""
    if text.isprintable():  # which none of them is
        return text
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def visible_line(text: str) -> str:
    """Do the same for a text that has to stay on one line, such as a file's name."""
    return visible(text).replace("\n", "<U+000A>").replace("\t", "<U+0009>")


def escaped_unseen(text: str) -> str:
    """Write the same characters as JSON escapes them, in a text that is JSON: it says the same."""
    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)


def hidden_character(text: str) -> str | None:
    """Find the first character that no plan may hold.

    These are control characters, line ends that editors do not count, and signs that reorder
    text on the screen, so that a reviewer would read something else than riep does.
    """
    match = _HIDDEN.search(text)
    return match[0] if match else None


def shortened(text: str, width: int) -> str:
    """Cut a text to a width, on one line, with an ellipsis where something was left out."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    stripped = text.strip()
    is_ended = stripped.rstrip("”’").endswith((".", "!", "?", "…"))
    ended = stripped if is_ended else stripped + "."
    return ended[:1].upper() + ended[1:]
