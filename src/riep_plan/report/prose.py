"""Prose: the little Markdown that a plan's texts may use, and how it is set.

Paragraphs, lists and emphasis, and nothing else: no headings, which would break the document's
own; no links, pictures or HTML, which would let a plan reach out of it.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: A single line that begins with a letter and holds no sign of emphasis, nor any that escapes one:
#: a paragraph of plain text, as most prose is, so that nothing is loaded to find that out.
_PLAIN = re.compile(r"[^\W\d_][^\\*_\r\n\0]*")
# An underscore between two letters or digits means nothing; a hash at the end closes a heading.
# Addresses are broken up, since some readers make links of them; so are sums in dollar signs.
_SPECIAL = re.compile(
    r"[\\`*\[<|~@$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|#(?=#*\s*$)|:(?=//)|(?<=www)\.",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=]+(?=\s|$)|>|\d+[.)](?=\s|$))")


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  only where prose has any signs

    return MarkdownIt("zero").enable(["list", "emphasis", "escape", "newline"])


def parse_prose(text: str) -> "list[Token]":
    """Give prose as markdown-it's tokens: paragraphs, lists and emphasis, and no others."""
    return _parser().parse(text)


def prose_to_html(text: str) -> str:
    """Set prose as HTML; everything that is not a paragraph, list or emphasis is plain text."""
    return str(_parser().render(text)).strip()


def prose_to_markdown(text: str) -> str:
    """Set prose as Markdown that says the same in any reader."""
    if _PLAIN.fullmatch(text):
        return _lines(_escaped(text))
    return "\n\n".join(_blocks(parse_prose(text)))


def escape_markdown(text: str) -> str:
    """Write plain text within a line, so that no sign in it means anything to Markdown."""
    return _escaped(" ".join(text.split()))


def escape_markdown_line(text: str) -> str:
    """Write plain text as a line of its own, which must not start a heading, list or quotation."""
    return _LINE_START.sub(_escape_start, escape_markdown(text))


def _escape_start(match: re.Match[str]) -> str:
    mark = match[2]
    if mark[0].isdigit():
        return f"{match[1]}{mark[:-1]}\\{mark[-1]}"
    return f"{match[1]}\\{mark}"


def _blocks(tokens: "list[Token]") -> list[str]:
    """Give the blocks of a run of tokens, each as Markdown."""
    blocks: list[str] = []
    position = 0
    while position < len(tokens):
        end = _closing(tokens, position)
        token, inner = tokens[position], tokens[position + 1 : end]
        if token.type == "paragraph_open":
            blocks.append(_inline(inner[0].children or []))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            blocks.append(_list(token, inner))
        position = end + 1
    return [block for block in blocks if block]


def _list(opening: "Token", tokens: "list[Token]") -> str:
    start = opening.attrGet("start")
    number = 1 if start is None else int(start)
    items: list[str] = []
    position = 0
    while position < len(tokens):
        end = _closing(tokens, position)
        lead = "- " if opening.type == "bullet_list_open" else f"{number + len(items)}. "
        body = "\n\n".join(_blocks(tokens[position + 1 : end]))
        if body:  # empty items in a row would read as a rule across the page
            items.append(lead + body.replace("\n", "\n" + " " * len(lead)))
        position = end + 1
    return "\n".join(items)


def _closing(tokens: "list[Token]", opening: int) -> int:
    """Find where the token that opens here closes; a token without children closes at once."""
    depth = 0
    for position in range(opening, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _inline(tokens: "list[Token]") -> str:
    marks = {"strong_open": "**", "strong_close": "**", "em_open": "*", "em_close": "*"}
    parts = []
    for token in tokens:
        if token.type in marks:
            parts.append(marks[token.type])
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\\\n")
        else:
            parts.append(_escaped(token.content))
    return _lines("".join(parts))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _lines(text: str) -> str:
    """Let no line start a heading, a list or a quotation."""
    return "\n".join(_LINE_START.sub(_escape_start, line) for line in text.strip().split("\n"))
