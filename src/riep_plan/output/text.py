"""Findings as text for people: the file's own line, a caret, a sentence, what to do."""

import textwrap
from collections.abc import Callable, Iterator

from riep_plan.findings.result import Place, Reported, Result
from riep_plan.findings.rule import Severity
from riep_plan.findings.summary import summary_of
from riep_plan.values.words import listed, visible

#: Colours a piece of text by the part it plays; without a terminal it gives the text back.
Paint = Callable[[str, str], str]

_MARGIN = 6
_MOST_FILES = 3


def plain(text: str, role: str) -> str:  # noqa: ARG001  the role matters to other painters
    """Paint nothing."""
    return text


def render(
    result: Result, *, show_waived: bool = False, width: int = 80, paint: Paint = plain
) -> str:
    """Show every open finding, and the others if asked, with a closing line.

    Args:
        result: what was found.
        show_waived: whether to show findings that a waiver covers, with its reason, and those in
            the baseline.
        width: columns to fill.
        paint: gives a piece of text the colour of its part, such as ``error`` or ``path``.
    """
    shown = result.reported if show_waived else result.open
    blocks = [_block(one, width, paint) for one in shown]
    closing = summary_of(result)
    if (result.waived or result.known) and not show_waived:
        closing += " See them with --show-waived."
    if result.fixable:
        closing += f" --fix can put {len(result.fixable):,} right."
    role = "good" if not any(result.counts.values()) else _worst(result)
    lines = textwrap.wrap(closing, width, break_long_words=False, break_on_hyphens=False)
    return "".join(f"{part}\n" for part in [*blocks, *(paint(line, role) for line in lines)])


def _worst(result: Result) -> str:
    return next(severity.value for severity in Severity if result.counts[severity])


def _block(one: Reported, width: int, paint: Paint) -> str:
    word = _standing(one)
    role = one.rule.severity.value if one.is_open else "waived"
    lines = [
        paint(spot(one.place), "path"),
        f"{paint(f'{word} {one.rule.code}', role)} {paint(one.rule.name, 'quiet')}",
        *_excerpt(one.place, width, lambda text: paint(text, role)),
        *_wrapped(one.message, width),
    ]
    if one.help and one.is_open:
        lines += _wrapped(one.help, width, lead="= ")
    lines += [paint(line, "quiet") for line in _related(one, width)]
    if one.at and one.rule.waivable and one.is_open:
        lines.append(paint(" " * _MARGIN + f"- at: {visible(one.at)}", "quiet"))
    if one.waiver:
        accepted = f"Waived by {one.waiver.agreed_by} until {one.waiver.until}: {one.waiver.reason}"
        lines += _wrapped(accepted, width, lead="= ")
    return "\n".join(lines) + "\n"


def _standing(one: Reported) -> str:
    """Say in a word how much a finding counts, or that it does not."""
    if one.waiver:
        return "waived"
    return "in baseline" if one.in_baseline else one.rule.severity.value


def spot(place: Place) -> str:
    """Write a place as editors and terminals know it: ``file:line:column``."""
    where = f":{place.span.line}:{place.span.column}" if place.span else ""
    return visible(place.file) + where


def _excerpt(place: Place, width: int, mark: Callable[[str], str]) -> Iterator[str]:
    """The file's own line with a caret under the value, cut to the width around the value."""
    if place.span is None or not place.line.strip():
        return
    start = place.span.column - 1
    end = place.span.end_column - 1 if place.span.end_line == place.span.line else len(place.line)
    line, start, end = _window(place.line, start, max(end, start + 1), width - _MARGIN - 2)
    # Each character must keep its one column, or the caret would miss its value.
    shown = "".join(char if char.isprintable() else " " for char in line)
    yield f"{place.span.line:>{_MARGIN - 1}} | {shown}".rstrip()
    yield " " * _MARGIN + "| " + " " * start + mark("^" * (end - start))


def _window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    room = max(room, 20)
    line_end = line.rstrip()
    first = 0
    if end >= room:
        first = max(0, min(start - room // 4, len(line_end) - room))
    cut = line_end[first : first + room]
    if first:
        cut = "…" + cut[1:]
    if first + room < len(line_end):
        cut = cut[:-1] + "…"
    return cut, max(start - first, 0), max(min(end - first, room), start - first + 1)


def _related(one: Reported, width: int) -> Iterator[str]:
    """Say where else to look: places that play the same part in one line, file by file."""
    by_message: dict[str, dict[str, set[int]]] = {}
    for other in one.related:
        lines = by_message.setdefault(other.message, {}).setdefault(other.place.file, set())
        lines.update([other.place.span.line] if other.place.span else [])
    for message, files in by_message.items():
        is_alone = len(files) == 1
        where = [
            _where(_line_numbers(sorted(lines)), file, one.place.file, is_alone=is_alone)
            for file, lines in files.items()
        ]
        said = f"{len(where)} files" if len(where) > _MOST_FILES else "; ".join(where)
        yield from _wrapped(f"{message}: {said}", width, lead="- ")


def _where(numbers: str, file: str, own: str, *, is_alone: bool) -> str:
    """Say where lines are: ``lines 3 and 9–12 of plan.yaml``; a finding's own file goes unnamed."""
    if file != own:
        return f"{numbers} of {file}" if numbers else file
    if is_alone:
        return numbers or "elsewhere"
    return f"{numbers} here" if numbers else "here"


def _line_numbers(lines: list[int]) -> str:
    """Write lines of one file: ``lines 3, 7 and 9–12``; nothing where there are none."""
    if not lines:
        return ""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1][1:] = [line]
        else:
            runs.append([line])
    said = listed(["–".join(map(str, run)) for run in runs])
    return f"line{'' if len(lines) == 1 else 's'} {said}"


def _wrapped(text: str, width: int, lead: str = "") -> list[str]:
    indent = " " * _MARGIN
    return textwrap.wrap(
        visible(text),
        width,
        initial_indent=indent + lead,
        subsequent_indent=indent + " " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
