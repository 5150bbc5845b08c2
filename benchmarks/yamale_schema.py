"""riep's JSON Schemas in the words of yamale, as far as it has any.

yamale has validators for values, lists and maps, alternatives of them, and named parts that are
mappings. What it has no words for is left out: what a key must look like, and which form of their
own keys have beside known ones (a year beside ``total``).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_BOUNDS = (("min", "minimum"), ("max", "maximum"))


def translated(schema: Schema) -> str:
    """Write a JSON Schema as a schema of yamale's."""
    writer = _Writer(schema.get("$defs", {}))
    top = writer.keys(schema)
    parts = [
        f"{json.dumps(name)}:\n" + "\n".join(f"  {line}" for line in text.splitlines())
        for name, text in writer.parts.items()
    ]
    return "\n---\n".join([top, *parts]) + "\n"


def _has_known_keys(schema: Schema) -> bool:
    """Say whether a schema is a mapping of known keys and no others."""
    is_open = isinstance(schema.get("additionalProperties"), dict)
    return bool(schema.get("properties")) and not is_open


class _Writer:
    """Writes validators, and gives a name to each mapping that stands inside another."""

    def __init__(self, named: Mapping[str, Schema]) -> None:
        self.parts: dict[str, str] = {}
        self._named = named
        self._open: list[str] = []

    def keys(self, schema: Schema) -> str:
        """Write what a mapping of known keys holds, a line a key."""
        needed = set(schema.get("required", ()))
        return "\n".join(
            f"{json.dumps(key)}: {json.dumps(self.of(value, is_needed=key in needed))}"
            for key, value in schema["properties"].items()
        )

    def of(self, schema: Schema, *, is_needed: bool = True) -> str:
        """Write the validator of one value."""
        if "$ref" in schema:
            return self._of_named(schema["$ref"].rpartition("/")[2], is_needed=is_needed)
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if "const" in schema or "enum" in schema:
            allowed = schema.get("enum", [schema.get("const")])
            return _call("enum", [repr(one) for one in allowed], is_needed=is_needed)
        if "anyOf" in schema:
            either = [self.of(one) for one in schema["anyOf"]]
            return _call("any", either, is_needed=is_needed)
        if len(kinds) != 1:
            either = [self.of({**schema, "type": kind}) for kind in kinds]
            return _call("any", either, is_needed=is_needed)
        return self._of_kind(kinds[0], schema, is_needed=is_needed)

    def _of_named(self, name: str, *, is_needed: bool) -> str:
        """Include a mapping by its name; write anything else out, unless it holds itself."""
        schema = self._named[name]
        if not _has_known_keys(schema):
            if name in self._open:
                return _call("any", [], is_needed=is_needed)
            self._open.append(name)
            written = self.of(schema, is_needed=is_needed)
            self._open.pop()
            return written
        if name not in self.parts:
            self.parts[name] = ""
            self.parts[name] = self.keys(schema)
        return _call("include", [repr(name)], is_needed=is_needed)

    def _of_kind(self, kind: str, schema: Schema, *, is_needed: bool) -> str:
        if kind == "object" and _has_known_keys(schema):
            name = f"part-{len(self.parts)}"
            self.parts[name] = ""
            self.parts[name] = self.keys(schema)
            return _call("include", [repr(name)], is_needed=is_needed)
        if kind == "object":
            return _call("map", list(dict.fromkeys(self._values(schema))), is_needed=is_needed)
        if kind == "array":
            items = [self.of(schema["items"])] if "items" in schema else []
            return _call("list", items, is_needed=is_needed)
        if kind in {"integer", "number"}:
            bounds = ((ours, schema.get(theirs)) for ours, theirs in _BOUNDS)
            told = [f"{ours}={bound!r}" for ours, bound in bounds if bound is not None]
            return _call("int" if kind == "integer" else "num", told, is_needed=is_needed)
        if kind == "string" and "pattern" in schema:
            return _call("regex", [repr(schema["pattern"])], is_needed=is_needed)
        names = {"string": "str", "boolean": "bool", "null": "null"}
        return _call(names[kind], [], is_needed=is_needed)

    def _values(self, schema: Schema) -> Iterator[str]:
        """Write what the values of an open mapping may be, known ones and others."""
        yield from (self.of(value) for value in schema.get("properties", {}).values())
        more = schema.get("additionalProperties")
        if isinstance(more, dict):
            yield self.of(more)


def _call(name: str, arguments: list[str], *, is_needed: bool) -> str:
    optional = [] if is_needed else ["required=False"]
    return f"{name}({', '.join([*arguments, *optional])})"
