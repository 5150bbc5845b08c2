"""The fast reader: plain YAML to bare data, with nothing but the text of each value.

It leaves alone (raises :class:`NotPlain`) whatever it could read otherwise than the careful
reader does; the careful reader then reads the file, or says what is wrong with it.
"""

import json
import os
import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

import ryml

DEEPEST_BRACKETS = 20
#: What rapidyaml writes before a value nested 25 deep in blocks: two spaces a step.
_DEEP = "\n" + " " * 50
#: How many times as long as a file its JSON may be; few are over one and a half.
_ROOM = 4
#: What starts a document.
_START = "---\n"
#: How rapidyaml writes what is no number, whatever the file calls it, and what is not there.
_NO_NUMBER = re.compile(r'\.(?:nan|inf)"')
_NOTHING = re.compile(r"null(?<![^\s,\[]null)(?![^\n,\]}])")

# What the two readers could read otherwise. Prose can look like it; that costs time, never the
# right reading. Each pattern opens with a sign, which is found fast, and looks at no more than what
# stands beside it, so that the time grows with the file and no faster.
_NOT_THERE, _NOT_THERE_IN_BRACES = re.compile(rb" \]"), re.compile(rb" \}")
#: A number that JSON writes otherwise; and what ends a document.
_ODD_POINT = re.compile(rb"\.(?:(?<![\w)\]]\.)\d|(?<=\d\.)[eE]|(?<![^\n]\.)\.\.)")
_PILE, _GAP = b"- - - - - - - -", b" " * 100
# The same where a value or key begins, in a file without its spaces: what is not there, ...
_NO_KEY = re.compile(rb":(?<![^:\-?,\[{\n]:)")
# ... and of signs that are rare: an anchor, alias or tag, a text in several lines for a key, a
# merge key, a tab, and escapes that can write any character. Most files have none of them, and need
# not wait until these are compiled.
_RARE = {
    **{ord(sign): rf"\{sign}(?<![^:\-?,\[{{\n]\{sign})".encode() for sign in "&*!%@`?"},
    **{ord(sign): rf"\{sign}(?<![^\n]\{sign})".encode() for sign in "|>"},
    ord("<"): b"<<",
    ord("\t"): b"\t",
    ord("\\"): rb"\\[uUx]",
}
_NOT_RARE = bytes(set(range(256)) - set(_RARE))
#: A text in several lines with more behind its sign than how its last line ends.
_ODD_BLOCK = rb"[:\-] +[|>](?![-+]?\n)"
_TIGHT_COLON = re.compile(rb":[^\s\d/]")
_UNUSUAL_IN_BRACKETS = re.compile(rb"\s#|:[^\s\d/]")  # a note, a colon without a space
_OPENING, _CLOSING = b"[{", b"]}"
_NOT_BRACKETS = bytes(set(range(256)) - {*_OPENING, *_CLOSING, *b"\n"})


class NotPlain(Exception):
    """The file wants the careful reader."""


def read_fast(text: str) -> object:
    """Read a file's text to mappings, lists and the text of each value.

    Raises:
        NotPlain: it is not YAML, or not plain enough to be certain, or a value is not there.
    """
    read, is_stream = _read(text)
    if is_stream:
        read = _documents(read, 1)[0]
    if isinstance(read, str):  # whatever stands behind `[]` at the top is passed over
        raise NotPlain
    return read


def read_fast_together(texts: Sequence[str]) -> list[object]:
    """Read the texts of several files at once, as one stream, which takes less than one by one.

    Raises:
        NotPlain: one of them is no mapping, or :func:`read_fast` could leave it alone.
    """
    stream = "".join([_START + text for text in texts])
    # No text may run on into the next, or hold a document more.
    if stream.count("\n---") >= len(texts) or not all(text.endswith("\n") for text in texts):
        raise NotPlain
    read = _documents(_read(stream)[0], len(texts))
    if not all(isinstance(one, dict) for one in read):
        raise NotPlain
    return read


def _read(text: str) -> tuple[object, bool]:
    """Read a text, and say whether it is a stream of documents, of which a list is given."""
    data = text.encode()
    if not text.endswith("\n") or _is_unusual(data) or _has_odd_brackets(data):
        raise NotPlain
    try:
        emitted, is_stream = _as_json(data)
        if _DEEP in emitted or _NO_NUMBER.search(emitted) or _NOTHING.search(emitted):
            raise NotPlain
        read, end = _from_json(emitted)
    except (ryml.ExceptionBasic, ValueError, RecursionError, TypeError, IndexError) as error:
        raise NotPlain from error
    if emitted[end:].strip():
        raise NotPlain
    return read, is_stream


def _is_unusual(data: bytes) -> bool:
    if _NOT_THERE.search(data) or _NOT_THERE_IN_BRACES.search(data) or _ODD_POINT.search(data):
        return True
    if _PILE in data or _GAP in data:
        return True
    packed = data.translate(None, b" ")
    rare = packed.translate(None, _NOT_RARE)
    if rare and any(re.search(_RARE[sign], packed) for sign in set(rare)):
        return True
    if (b"|" in rare or b">" in rare) and re.search(_ODD_BLOCK, data):
        return True
    return _NO_KEY.search(packed) is not None


def _documents(stream: object, number: int) -> list[object]:
    """Give the documents of a stream (a file that opens with ``---`` is one), if it has so many."""
    if not isinstance(stream, list) or len(stream) != number:
        raise NotPlain
    return stream


def _from_json(emitted: str) -> tuple[object, int]:
    """Read JSON up to its end, and give that too; a key that stands twice is not plain."""
    mappings: list[dict[str, object]] = []

    def keep(mapping: dict[str, object]) -> dict[str, object]:
        mappings.append(mapping)
        return mapping

    reader = json.JSONDecoder(object_hook=keep, parse_int=str, parse_float=str, parse_constant=str)
    read, end = reader.raw_decode(emitted)
    if sum(map(len, mappings)) != _keys(emitted):
        raise NotPlain
    return read, end


def _keys(emitted: str) -> int:
    """Count the keys of JSON as rapidyaml writes it: each has its quotes, then a colon.

    In a text a quote has a backslash before it.
    """
    if "\\" not in emitted:
        return emitted.count('": ')
    if '\\\\"' in emitted:  # a text that ends with a backslash of its own
        raise NotPlain
    return emitted.count('": ') - emitted.count('\\": ')


def _has_odd_brackets(data: bytes) -> bool:
    """Say whether brackets close on another line than they open, or hold something unusual."""
    brackets = data.translate(None, _NOT_BRACKETS)
    nested = brackets.replace(b"[]", b"").replace(b"{}", b"")
    left = nested.replace(b"[]", b"").replace(b"{}", b"")
    if not left.isspace() and any(map(_is_odd, set(brackets.split(b"\n")))):
        return True
    if b"#" not in data and not _TIGHT_COLON.search(data):
        return False
    return any(
        held and _UNUSUAL_IN_BRACKETS.search(line)
        for line, held in zip(data.split(b"\n"), brackets.split(b"\n"), strict=True)
    )


def _is_odd(brackets: bytes) -> bool:
    """Say whether the brackets of a line are not as many as they should be, or nest deeply."""
    depths = list(accumulate(1 if one in _OPENING else -1 for one in brackets))
    return bool(depths) and (depths[-1] != 0 or min(depths) < 0 or max(depths) > DEEPEST_BRACKETS)


def _as_json(data: bytes) -> tuple[str, bool]:
    """Have rapidyaml write a file as JSON, and say whether it is a stream of documents.

    What rapidyaml has to say goes nowhere: it prints it below Python, on file 2.
    """
    try:
        kept = os.dup(2)
    except OSError:  # somebody has closed it already
        return _emitted(data)
    try:
        os.dup2(_nowhere(), 2)
        return _emitted(data)
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _emitted(data: bytes) -> tuple[str, bool]:
    tree = ryml.parse_in_arena(data)
    # Told how much room there is, it need not write everything twice, once to find out.
    emitted = ryml.emit_json_in_place(tree, bytearray(_ROOM * len(data)))
    return str(emitted, "utf-8"), tree.is_stream(tree.root_id())


@cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)
