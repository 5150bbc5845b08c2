"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from typing import Any
from urllib.parse import quote

from riep_plan import __version__
from riep_plan.findings.result import Place, Reported, Result
from riep_plan.findings.rule import Rule, Severity
from riep_plan.output._json import written

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(result: Result) -> str:
    """Give one run: its rules, and every finding; waived ones as suppressed, with the reason."""
    rules = {one.rule.code: one.rule for one in result.reported}
    codes = sorted(rules)
    run = {
        "tool": {
            "driver": {
                "name": "riep",
                "version": __version__,
                "rules": [_rule(rules[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            {**_result(one, codes.index(one.rule.code)), **_state(one, result)}
            for one in result.reported
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return written(log)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(one: Reported, index: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": one.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[one.rule.severity],
        "message": {"text": f"{one.message} {one.help}".strip()},
        "locations": [_location(one.place)],
        "partialFingerprints": {"plan/v1": f"{one.plan}/{one.rule.code}{one.place.pointer}"},
    }
    if one.related:
        found["relatedLocations"] = [
            {"id": number, "message": {"text": other.message}, **_location(other.place)}
            for number, other in enumerate(one.related)
        ]
    if one.waiver:
        found["suppressions"] = [{"kind": "external", "justification": one.waiver.reason}]
    return found


def _state(one: Reported, result: Result) -> dict[str, str]:
    """Say whether a finding is new, where a baseline tells."""
    if not result.has_baseline:
        return {}
    return {"baselineState": "unchanged" if one.in_baseline else "new"}


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file)}}
    if place.span:
        physical["region"] = {
            "startLine": place.span.line,
            "startColumn": place.span.column,
            "endLine": place.span.end_line,
            "endColumn": place.span.end_column,
        }
    return {"physicalLocation": physical}
