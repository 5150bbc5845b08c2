"""riep's schemas in yamale's words: every part that is named is there, and no others."""

import ast
import json
import re

import pytest
import yaml

from benchmarks.peers import FOLLOWED, SCHEMAS
from benchmarks.yamale_schema import translated

WORDS = {"any", "bool", "enum", "include", "int", "list", "map", "null", "num", "regex", "str"}


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_is_included_is_there(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_bytes())
    top, *parts = yaml.safe_load_all(translated(schema))
    named = {key for part in parts for key in part}
    validators = [
        *top.values(),
        *(v for part in parts for one in part.values() for v in one.values()),
    ]
    included = {one for text in validators for one in re.findall(r"include\('([^']+)'", text)}
    assert included == named
    assert set(top) == set(schema["properties"])
    called = {
        node.func.id
        for text in validators
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called <= WORDS


def test_what_need_not_be_there_says_so() -> None:
    schema = {
        "required": ["a"],
        "properties": {"a": {"type": "string"}, "b": {"type": "integer", "minimum": 1}},
    }
    assert translated(schema) == '"a": "str()"\n"b": "int(min=1, required=False)"\n'


def test_alternatives_and_closed_mappings() -> None:
    schema = {
        "$defs": {"Inner": {"type": "object", "properties": {"x": {"const": 1}}}},
        "required": ["a", "b"],
        "properties": {
            "a": {"anyOf": [{"$ref": "#/$defs/Inner"}, {"type": ["string", "null"]}]},
            "b": {"type": "object", "additionalProperties": {"type": "array"}},
        },
    }
    assert translated(schema) == (
        '"a": "any(include(\'Inner\'), any(str(), null()))"\n"b": "map(list())"\n'
        '---\n"Inner":\n  "x": "enum(1, required=False)"\n'
    )
