"""Findings as GitHub workflow commands, which show them beside the lines of a pull request."""

from riep_plan.findings.result import Reported, Result
from riep_plan.findings.rule import Severity
from riep_plan.findings.summary import NOUNS, summary_of
from riep_plan.values.words import count, listed, visible

#: How many annotations of a kind GitHub shows for one step.
SHOWN = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(result: Result) -> str:
    """Give one command a finding, the most serious first, and a closing line.

    GitHub shows ten annotations of each kind a step and drops the rest in silence, so the order
    matters, and the closing lines say what it leaves out.
    """
    ordered = sorted(result.open, key=lambda one: (one.rule.severity.rank, one.sort_key))
    commands = "".join(_command(one) + "\n" for one in ordered)
    return f"{commands}{_dropped(result)}{summary_of(result)}\n"


def _dropped(result: Result) -> str:
    """Say how many findings stand here alone, and not beside the lines of the pull request."""
    more = [
        f"{SHOWN} of {count(number, NOUNS[severity])}"
        for severity, number in result.counts.items()
        if number > SHOWN
    ]
    if not more:
        return ""
    return f"Beside the lines GitHub shows {listed(more)}; all of them are listed here.\n"


def _command(one: Reported) -> str:
    properties = [f"file={_property(one.place.file)}"]
    if span := one.place.span:
        properties += [f"line={span.line}", f"endLine={span.end_line}"]
        if span.line == span.end_line:
            properties += [f"col={span.column}", f"endColumn={span.end_column}"]
    properties.append(f"title={_property(f'{one.rule.code} {one.rule.name}')}")
    text = f"{one.message} {one.help}".strip()
    return f"::{_COMMANDS[one.rule.severity]} {','.join(properties)}::{_data(text)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
