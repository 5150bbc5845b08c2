"""The fast reader: plain YAML to bare data, with nothing but the text of each value.

It leaves alone (raises :class:`NotPlain`) whatever it could read otherwise than the careful
reader does; the careful reader then reads the file, or says what is wrong with it.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate

import ryml

DEEPEST_BRACKETS = 20
#: What rapidyaml writes before a value nested 25 deep in blocks: two spaces a step.
_DEEP = "\n" + " " * 50

# What the two readers could read otherwise. Prose can look like it; that costs time, never the
# right reading. No pattern looks further than the run of spaces before it, so that the time grows
# with the file and no faster.
_UNUSUAL = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"[:\-?,\[{]\s+[&*!%@`:?\]}]",  # an anchor, alias or tag, or a value that is not there
        r"[\[{,](?:[&*!%@`]|\s*[:?])",
        r"^ *(?:[&*!%@`?\]}|>]|:(?:\s|$))",  # the same, and keys without words
        r"\.(?<![\w)\]]\.)\d",  # numbers that JSON writes otherwise, or has not
        r"\.(?<=\d\.)[eE]",
    )
)
_NO_NUMBERS = ("nan", "inf")
_NO_NUMBER = re.compile(r"(?:nan|inf)\b")
# A pile of dashes, a merge key, a tab, a wide gap, and escapes that can write any character.
_UNUSUAL_SIGNS = ("- - - - - - - -", "<<", "\t", " " * 100, "\\u", "\\U", "\\x")
_UNUSUAL_IN_BRACKETS = re.compile(r"\s#|:[^\s\d/]")  # a note, a colon without a space
_OPENING, _CLOSING = b"[{", b"]}"
_NOT_BRACKETS = bytes(set(range(256)) - {*_OPENING, *_CLOSING, *b"\n"})


class NotPlain(Exception):
    """The file wants the careful reader."""


def read_fast(text: str) -> object:
    """Read a file's text to mappings, lists and the text of each value.

    Raises:
        NotPlain: it is not YAML, or not plain enough to be certain.
    """
    if _is_unusual(text) or not text.endswith("\n"):
        raise NotPlain
    data = text.encode()
    if _has_odd_brackets(text, data):
        raise NotPlain
    try:
        with _quiet():
            tree = ryml.parse_in_arena(data)
            emitted = ryml.emit_json(tree)
        if emitted is None or _DEEP in emitted:
            raise NotPlain
        data = json.loads(
            emitted,
            object_pairs_hook=_mapping,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
        return _only_document(data) if tree.is_stream(tree.root_id()) else data
    except (ryml.ExceptionBasic, ValueError, RecursionError, TypeError) as error:
        raise NotPlain from error


def _is_unusual(text: str) -> bool:
    if any(sign in text for sign in _UNUSUAL_SIGNS):
        return True
    if any(pattern.search(text) for pattern in _UNUSUAL):
        return True
    small = text.lower()
    return any(word in small for word in _NO_NUMBERS) and _NO_NUMBER.search(small) is not None


def _only_document(documents: list[object]) -> object:
    """A file that opens with ``---`` is a stream, which must hold one document."""
    if len(documents) != 1:
        raise NotPlain
    return documents[0]


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotPlain
    return found


def _has_odd_brackets(text: str, data: bytes) -> bool:
    """Say whether brackets close on another line than they open, or hold something unusual."""
    lines = data.translate(None, _NOT_BRACKETS).split(b"\n")
    if any(map(_is_odd, set(lines))):
        return True
    return any(
        brackets and _UNUSUAL_IN_BRACKETS.search(line)
        for line, brackets in zip(text.split("\n"), lines, strict=True)
    )


def _is_odd(brackets: bytes) -> bool:
    """Say whether the brackets of a line are not as many as they should be, or nest deeply."""
    depths = list(accumulate(1 if one in _OPENING else -1 for one in brackets))
    return bool(depths) and (depths[-1] != 0 or max(depths) > DEEPEST_BRACKETS)


@contextmanager
def _quiet() -> Iterator[None]:
    """Send rapidyaml's own messages nowhere: it prints them below Python, on file 2."""
    try:
        kept = os.dup(2)
    except OSError:  # somebody has closed it already
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)
