"""Findings as GitLab code quality: a list of issues, shown beside the lines of a merge request."""

import hashlib
from typing import Any

from riep_plan.findings.result import Reported, Result
from riep_plan.findings.rule import Severity
from riep_plan.output._json import written

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(result: Result) -> str:
    """Give every open finding. GitLab takes a finding of one fingerprint for the same one."""
    issues = [_issue(one) for one in result.open]
    return written(issues)


def _issue(one: Reported) -> dict[str, Any]:
    span = one.place.span
    return {
        "description": f"{one.message} {one.help}".strip(),
        "check_name": f"{one.rule.code} {one.rule.name}",
        "fingerprint": _fingerprint(one),
        "severity": _SEVERITIES[one.rule.severity],
        "location": {
            "path": one.place.file,
            "lines": {"begin": span.line if span else 1, "end": span.end_line if span else 1},
        },
    }


def _fingerprint(one: Reported) -> str:
    """Name a finding by what it is about, not by its line: it stays itself when lines move."""
    about = "\n".join((one.plan, one.rule.code, one.place.file, one.place.pointer, one.message))
    return hashlib.sha256(about.encode()).hexdigest()
