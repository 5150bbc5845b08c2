"""Bytes to text: UTF-8 alone, no hidden characters, one kind of line end."""

import codecs

from riep_plan.findings.result import TextSpan
from riep_plan.source.problems import NOT_PLAIN_TEXT, Problem, Unreadable
from riep_plan.values.words import hidden_character

#: Every byte but those that a hidden character has, or begins with.
_HARMLESS = bytes(set(range(256)) - {*range(32), 0x7F, 0xC2, 0xE2, 0xEF} | set(b"\t\n"))
_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_SAVE_AS = "Save the file as UTF-8 (in most editors: Save as, Encoding, UTF-8)."


def decode(data: bytes) -> str:
    """Turn a file's bytes into text with Unix line ends, the last line included.

    A UTF-8 byte order mark is dropped.

    Raises:
        Unreadable: another encoding, or a character that has no business in a plan.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error) from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if data.translate(None, _HARMLESS) and (hidden := hidden_character(text)):
        raise _forbidden(text, hidden)
    return text if text.endswith("\n") else text + "\n"


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Unreadable:
    for mark, name in _OTHER_MARKS.items():
        if data.startswith(mark):
            return Unreadable(Problem(NOT_PLAIN_TEXT, f"The file is {name}, not UTF-8.", _SAVE_AS))
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
    found = f"The file is not UTF-8: byte 0x{data[error.start]:02X} stands here"
    if b"\x00" in data[:200]:
        return Unreadable(Problem(NOT_PLAIN_TEXT, "The file is not UTF-8 text.", _SAVE_AS))
    likely = data[error.start : error.start + 1].decode("cp1252", "replace")
    shown = f", which Windows programs write for “{likely}”" if likely.isprintable() else ""
    span = TextSpan(line, column, line, column + 1)
    return Unreadable(Problem(NOT_PLAIN_TEXT, f"{found}{shown}.", _SAVE_AS, span=span))


def _forbidden(text: str, hidden: str) -> Unreadable:
    start = text.index(hidden)
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    point = ord(hidden)
    if hidden == "\r":
        return Unreadable(
            Problem(
                NOT_PLAIN_TEXT,
                "The lines end as on old Macintosh computers, which riep does not read.",
                "Save the file with Windows or Unix line ends.",
                span=TextSpan(line, column, line, column + 1),
            )
        )
    if point == 0 and text.count("\x00") > len(text) // 4:
        return Unreadable(
            Problem(NOT_PLAIN_TEXT, "Every other byte is empty, as in UTF-16.", _SAVE_AS)
        )
    return Unreadable(
        Problem(
            NOT_PLAIN_TEXT,
            f"A character that cannot be seen stands here (U+{point:04X}).",
            "Delete it: a plan is plain text.",
            span=TextSpan(line, column, line, column + 1),
        )
    )
