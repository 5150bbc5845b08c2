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
# right reading.
_UNUSUAL = re.compile(
    "|".join(
        (
            r"[:\-?,\[{]\s+[&*!%@`:?\]}]|[\[{,][&*!%@`]|^\s*[&*!%@`?\]}|>]",  # an anchor or tag
            r"<<|^\s*\?|(?:- +){8}|\t",  # a merge key, a complex key, a pile of dashes, a tab
            r"\.?\b(?i:nan|inf)\b|(?<![\w)\]])\.\d|\d\.[eE]",  # numbers that JSON writes otherwise
            r"^\s*:(?:\s|$)|[\[{,]\s*[:?]",  # keys without words
            r"[\[{,][^\n]*(?:\s#|:[^\s\d/])",  # within brackets: a note, a colon without a space
        )
    ),
    re.MULTILINE,
)
_BRACKETED = re.compile(r"[^\n\[\]{}]*[\[\]{}][^\n]*")
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NOT_BRACKETS = bytes(set(range(256)) - set(_STEP))


class NotPlain(Exception):
    """The file wants the careful reader."""


def read_fast(text: str) -> object:
    """Read a file's text to mappings, lists and the text of each value.

    Raises:
        NotPlain: it is not YAML, or not plain enough to be certain.
    """
    if _UNUSUAL.search(text) or not text.endswith("\n"):
        raise NotPlain
    data = text.encode()
    if _deepest_bracket(data) > DEEPEST_BRACKETS or _has_open_line(text):
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


def _has_open_line(text: str) -> bool:
    """Say whether brackets open on one line and close on another."""
    return any(
        line.count("{") != line.count("}") or line.count("[") != line.count("]")
        for line in _BRACKETED.findall(text)
    )


def _deepest_bracket(data: bytes) -> int:
    brackets = data.translate(None, _NOT_BRACKETS)
    return max(accumulate(_STEP[bracket] for bracket in brackets), default=0)


@contextmanager
def _quiet() -> Iterator[None]:
    """Send rapidyaml's own messages nowhere: it prints them below Python, on file 2."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)
