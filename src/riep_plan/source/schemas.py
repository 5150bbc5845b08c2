"""The plan language as JSON Schema (draft 2020-12), one for each file of a plan."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from riep_plan.model import (
    DecisionsFile,
    PlanFile,
    PolicyFile,
    ProjectFile,
    QuarterReturnsFile,
    ReturnFile,
    WaiversFile,
)
from riep_plan.values.ids import ID_PATTERN

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: Mapping[str, type[BaseModel]] = {
    "decisions.schema.json": DecisionsFile,
    "plan.schema.json": PlanFile,
    "policy.schema.json": PolicyFile,
    "project.schema.json": ProjectFile,
    "return.schema.json": ReturnFile,
    "returns.schema.json": QuarterReturnsFile,
    "waivers.schema.json": WaiversFile,
}
_IDS = {
    "description": "An id: small letters, digits and hyphens",
    "maxLength": 80,
    "pattern": f"^{ID_PATTERN}$",
    "patternErrorMessage": "This is not an id: write small letters, digits and single hyphens.",
    "title": "id",
}
_WORDS = {
    "type": "string",
    "pattern": r"^\D",
    "errorMessage": "This is not a key. In braces a comma ends a value: write an amount without "
    "one, or in quotes.",
}


def schema_texts() -> dict[str, str]:
    """Give each schema's text by its file name; the same text on every run."""
    return {name: _text(model) for name, model in _FILES.items()}


def _text(model: type[BaseModel]) -> str:
    schema: dict[str, Any] = {"$schema": _DIALECT, **_explained(_tidied(model.model_json_schema()))}
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
        and not (key == "default" and (value is None or isinstance(value, (dict, list))))
    }
    if list(kept.get("patternProperties", ())) == [_IDS["pattern"]]:
        kept["additionalProperties"] = kept.pop("patternProperties")[_IDS["pattern"]]
        kept["propertyNames"] = _IDS
    elif kept.get("type") == "object" and kept.get("additionalProperties") is False:
        kept["propertyNames"] = _WORDS
    choices = kept.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        present = [one for one in choices if one != {"type": "null"}]
        kept.pop("anyOf")
        kept = {**present[0], **kept} if len(present) == 1 else {**kept, "anyOf": present}
    return kept


def _explained(schema: Any) -> Any:
    """Say what each key means wherever an editor may look for it, and in Markdown too."""
    if isinstance(schema, list):
        return [_explained(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    about = schema.get("description")
    if isinstance(about, str):
        about = re.sub(r"(?<!\n)\n(?!\n)", " ", about)  # a docstring's own line ends
        schema = {**_lent(schema, about), "description": about}
        if "`" in about or "$ref" in schema:  # in which an editor would find another's Markdown
            schema["markdownDescription"] = about
    return {key: _explained(value) for key, value in schema.items()}


def _lent(schema: dict[str, Any], about: str) -> dict[str, Any]:
    """Let the forms of a value say nothing of their own, and its members what it says itself."""
    lent = dict(schema)
    if "anyOf" in schema:
        lent["anyOf"] = [_lent(form, about) for form in schema["anyOf"]]
        for form in lent["anyOf"]:
            form.pop("description", None)
    if "items" in schema:
        lent["items"] = {**schema["items"], "description": about}
    below = schema.get("additionalProperties")
    if isinstance(below, dict) and "$ref" not in below:
        lent["additionalProperties"] = {"description": about, **below}
    return lent
