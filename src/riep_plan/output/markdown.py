"""Findings as Markdown, for one comment on a pull request."""

import re
from collections.abc import Iterable

from riep_plan.findings.result import Reported, Result
from riep_plan.findings.rule import Severity
from riep_plan.output._summary import summary_of
from riep_plan.values.words import visible_line

#: GitHub takes comments of up to 65,536 characters; the rest is for the closing lines.
LONGEST = 64_000
_HEADINGS = {
    Severity.ERROR: "Errors",
    Severity.WARNING: "Warnings",
    Severity.INFO: "Remarks",
}


def render(result: Result) -> str:
    """Give the summary, the open findings by severity, and the waived ones folded away.

    What does not fit into one comment is left out, and the text says how much that is.
    """
    parts = [f"### riep validate\n\n{summary_of(result)}\n"]
    for severity, heading in _HEADINGS.items():
        found = [one for one in result.open if one.rule.severity is severity]
        if found:
            parts.append(f"\n#### {heading}\n\n| where | what is wrong |\n| --- | --- |\n")
            parts += [_row(one, f"{one.message} {one.help}") for one in found]
    if result.waived:
        parts.append(
            f"\n<details><summary>{len(result.waived):,} waived</summary>\n\n"
            "| where | what was found | why it stands |\n| --- | --- | --- |\n"
        )
        parts += [_waived(one) for one in result.waived]
        parts.append("\n</details>\n")
    return _fitting(parts)


def _row(one: Reported, text: str) -> str:
    return f"| {_where(one)} | **{one.rule.code}** {_cell(text)} |\n"


def _waived(one: Reported) -> str:
    reason = one.waiver.reason if one.waiver else ""
    return f"| {_where(one)} | **{one.rule.code}** {_cell(one.message)} | {_cell(reason)} |\n"


def _where(one: Reported) -> str:
    line = f":{one.place.span.line}" if one.place.span else ""
    return f"`{visible_line(one.place.file).replace('`', '')}{line}`".replace("|", "\\|")


def _cell(text: str) -> str:
    """Set a text as one cell: nothing in it may act as Markdown, HTML, a mention or a reference."""
    escaped = re.sub(r"([\\`*_{}\[\]<>#|~@!])", r"\\\1", visible_line(" ".join(text.split())))
    return escaped.replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\@", "@\u200b")


def _fitting(parts: Iterable[str]) -> str:
    kept: list[str] = []
    length = left_out = 0
    for part in parts:
        if length + len(part) <= LONGEST and not left_out:
            kept.append(part)
            length += len(part)
        elif part.startswith("| ") and "| ---" not in part:
            left_out += 1
    text = "".join(kept)
    if left_out:
        if "<details>" in text and "</details>" not in text:
            text += "\n</details>\n"
        text += f"\n{left_out:,} more did not fit into this comment.\n"
    return text
