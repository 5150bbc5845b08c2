"""The plan language as JSON Schema (draft 2020-12), one for each file of a plan."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from riep_plan.model import PlanFile, PolicyFile, ProjectFile, WaiversFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: Mapping[str, type[BaseModel]] = {
    "plan.schema.json": PlanFile,
    "policy.schema.json": PolicyFile,
    "project.schema.json": ProjectFile,
    "waivers.schema.json": WaiversFile,
}


def schema_texts() -> dict[str, str]:
    """Give each schema's text by its file name; the same text on every run."""
    return {name: _text(model) for name, model in _FILES.items()}


def _text(model: type[BaseModel]) -> str:
    schema: dict[str, Any] = {"$schema": _DIALECT, **_tidied(model.model_json_schema())}
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _tidied(schema: Any) -> Any:
    """Drop what Pydantic adds and no editor needs: derived titles, and ``null`` for absent."""
    if isinstance(schema, list):
        return [_tidied(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _tidied(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and value in (None, {}, []))
    }
    choices = kept.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        present = [one for one in choices if one != {"type": "null"}]
        kept.pop("anyOf")
        kept = {**present[0], **kept} if len(present) == 1 else {**kept, "anyOf": present}
    return kept
