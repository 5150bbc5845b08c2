"""Findings as Markdown, for one comment on a pull request."""

import re
from collections.abc import Callable, Iterable

from riep_plan.check.baseline import STALE
from riep_plan.findings.result import Reported, Result
from riep_plan.findings.rule import Severity
from riep_plan.output._summary import summary_of
from riep_plan.values.words import shortened, visible_line

#: GitHub takes comments of up to 65,536 characters; the rest is for the closing lines.
LONGEST = 64_000
_HEADINGS = {
    Severity.ERROR: "Errors",
    Severity.WARNING: "Warnings",
    Severity.INFO: "Remarks",
}
#: A cell of a table has so many characters at most, so that no text of a plan hides the rest.
_WIDEST_CELL = 1_000
_TWO = "| where | what is wrong |\n| --- | --- |\n"
_WAIVED = "| where | what was found | why it stands |\n| --- | --- | --- |\n"


def render(result: Result, *, longest: int = LONGEST) -> str:
    """Give the summary, what is open by severity, what was cleared, and the rest folded away.

    Against a baseline, what is open is new. What does not fit is left out, and the text says how
    much that is.

    Args:
        result: what was found.
        longest: how many characters there may be, with some hundred more for the closing lines.
    """
    parts = [f"### riep validate\n\n{summary_of(result)}\n"]
    new = " that are new" if result.has_baseline else ""
    cleared = [one for one in result.open if one.rule.code == STALE.code]
    for severity, heading in _HEADINGS.items():
        found = [
            one
            for one in result.open
            if one.rule.severity is severity and one.rule.code != STALE.code
        ]
        parts += _titled(f"{heading}{new}", _TWO, found, _row)
    parts += _titled(
        "Cleared since the baseline", "| where | what |\n| --- | --- |\n", cleared, _row
    )
    parts += _folded(f"{len(result.known):,} in the baseline", _TWO, result.known, _row)
    parts += _folded(f"{len(result.waived):,} waived", _WAIVED, result.waived, _waived)
    return _fitting(parts, longest)


def _titled(
    heading: str, head: str, found: Iterable[Reported], row: Callable[[Reported], str]
) -> list[str]:
    rows = [row(one) for one in found]
    return [f"\n#### {heading}\n\n{head}", *rows] if rows else []


def _folded(
    heading: str, head: str, found: Iterable[Reported], row: Callable[[Reported], str]
) -> list[str]:
    rows = [row(one) for one in found]
    if not rows:
        return []
    opening = f"\n<details><summary>{heading}</summary>\n\n{head}"
    return [opening, *rows, "\n</details>\n"]


def _row(one: Reported) -> str:
    text = f"{one.message} {one.help}" if one.is_open else one.message
    return f"| {_where(one)} | **{one.rule.code}** {_cell(text)} |\n"


def _waived(one: Reported) -> str:
    reason = one.waiver.reason if one.waiver else ""
    return f"| {_where(one)} | **{one.rule.code}** {_cell(one.message)} | {_cell(reason)} |\n"


def _where(one: Reported) -> str:
    line = f":{one.place.span.line}" if one.place.span else ""
    return f"`{visible_line(one.place.file).replace('`', '')}{line}`".replace("|", "\\|")


def _cell(text: str) -> str:
    """Set a text as one cell: nothing in it may act as Markdown, HTML, a mention or a reference."""
    short = shortened(" ".join(text.split()), _WIDEST_CELL)
    escaped = re.sub(r"([\\`*_{}\[\]<>#|~@!])", r"\\\1", visible_line(short))
    return escaped.replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\@", "@\u200b")


def _fitting(parts: Iterable[str], longest: int) -> str:
    """Keep what fits, in order; close what was opened, and count the rows left out."""
    kept: list[str] = []
    length = left_out = 0
    for part in parts:
        if length + len(part) <= longest and not left_out:
            kept.append(part)
            length += len(part)
        elif part.startswith("| "):
            left_out += 1
    text = "".join(kept)
    if left_out:
        if text.count("<details>") > text.count("</details>"):
            text += "\n</details>\n"
        text += f"\n{left_out:,} more did not fit here.\n"
    return text
