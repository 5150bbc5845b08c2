"""Findings as Markdown, for one comment on a pull request."""

from collections.abc import Callable, Iterable

from riep_plan.check.baseline import STALE
from riep_plan.findings.result import Reported, Result
from riep_plan.findings.rule import Severity
from riep_plan.findings.summary import summary_of
from riep_plan.output._comment import LONGEST, Piece, cell, code_cell, fitting, folded, listing

_HEADINGS = {
    Severity.ERROR: "Errors",
    Severity.WARNING: "Warnings",
    Severity.INFO: "Remarks",
}
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
    parts = [Piece(f"### riep validate\n\n{summary_of(result)}\n")]
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
    known, waived = map(_row, result.known), map(_waived, result.waived)
    parts += folded(f"{len(result.known):,} in the baseline", listing(f"\n{_TWO}", known))
    parts += folded(f"{len(result.waived):,} waived", listing(f"\n{_WAIVED}", waived))
    return fitting(parts, longest)


def _titled(
    heading: str, head: str, found: Iterable[Reported], row: Callable[[Reported], str]
) -> list[Piece]:
    return listing(f"\n#### {heading}\n\n{head}", map(row, found))


def _row(one: Reported) -> str:
    text = f"{one.message} {one.help}" if one.is_open else one.message
    return f"| {_where(one)} | **{one.rule.code}** {cell(text)} |\n"


def _waived(one: Reported) -> str:
    reason = one.waiver.reason if one.waiver else ""
    return f"| {_where(one)} | **{one.rule.code}** {cell(one.message)} | {cell(reason)} |\n"


def _where(one: Reported) -> str:
    line = f":{one.place.span.line}" if one.place.span else ""
    return code_cell(f"{one.place.file}{line}")
