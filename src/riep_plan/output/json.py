"""Findings as JSON, for programs. The envelope and its keys are a contract."""

from typing import Any

from riep_plan.findings.result import Place, Reported, Result
from riep_plan.output._json import written

VERSION = 1


def render(result: Result) -> str:
    """Give the whole result, waived findings included, in the order of their places."""
    envelope = {
        "version": VERSION,
        "summary": {
            "plans": result.plans,
            "files": result.files,
            **{severity.value: number for severity, number in result.counts.items()},
            "waived": len(result.waived),
            "in_baseline": len(result.known),
            "not_read": result.unread,
            "off": list(result.off),
        },
        "findings": [finding_as_data(one) for one in result.reported],
    }
    return written(envelope)


def finding_as_data(one: Reported) -> dict[str, Any]:
    """Write a finding as data; its keys are a contract."""
    return {
        "code": one.rule.code,
        "name": one.rule.name,
        "severity": one.rule.severity.value,
        "message": one.message,
        "help": one.help,
        "plan": one.plan,
        **place_as_data(one.place),
        "pointer": one.place.pointer,
        "expected": one.expected,
        "actual": one.actual,
        "related": [
            {"file": other.place.file, "line": _line(other.place), "message": other.message}
            for other in one.related
        ],
        "waiver": one.waiver.reason if one.waiver else None,
        "in_baseline": one.in_baseline,
    }


def place_as_data(place: Place) -> dict[str, Any]:
    """Write where something stands; without line and column for a file as a whole."""
    span = place.span
    return {
        "file": place.file,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }


def _line(place: Place) -> int | None:
    return place.span.line if place.span else None
