"""What the formats that other tools read ask for, as their own schemas say it."""

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft7Validator
from xmlschema import XMLSchema10

HERE = Path(__file__).parent
_WORDS = {"type": "string", "minLength": 1}
_FIRST_LINE = {
    "type": "object",
    "required": ["begin"],
    "properties": {"begin": {"type": "integer", "minimum": 1}},
}
#: What https://docs.gitlab.com/ci/testing/code_quality/ asks for: GitLab publishes no schema.
GITLAB = Draft7Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                **dict.fromkeys(("description", "check_name", "fingerprint"), _WORDS),
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./|/)."},
                        "lines": _FIRST_LINE,
                    },
                },
            },
        },
    }
)


@cache
def _sarif() -> Draft7Validator:
    schema = json.loads((HERE / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@cache
def _junit() -> XMLSchema10:
    return XMLSchema10(HERE / "junit-10.xsd")


def faults_of_sarif(text: str) -> list[str]:
    """Give what the schema of SARIF 2.1.0 has against a log, each with where it is."""
    errors = _sarif().iter_errors(json.loads(text))
    return sorted(f"{one.json_path}: {one.message}" for one in errors)


def faults_of_junit(text: str) -> list[str]:
    """Give what the schema of JUnit files has against a report, each with where it is."""
    return [f"{one.path}: {one.reason}" for one in _junit().iter_errors(text)]


def faults_of_gitlab(text: str) -> list[str]:
    """Give what GitLab's documentation has against a code quality report."""
    issues = json.loads(text)
    faults = [f"{one.json_path}: {one.message}" for one in GITLAB.iter_errors(issues)]
    prints = [one.get("fingerprint") for one in issues]
    return faults + (["two issues have one fingerprint"] if len({*prints}) < len(prints) else [])
