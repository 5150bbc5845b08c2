"""The JSON Schemas are in step with the language, and agree with it on the real plan."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from riep_plan.source.schemas import schema_texts

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").iterdir())
KINDS = {
    "plan.yaml": "plan",
    "policy.yaml": "policy",
    "decisions.yaml": "decisions",
    "waivers.yaml": "waivers",
}


def schema(name: str) -> dict[str, Any]:
    text = (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def faults(name: str, text: str) -> list[str]:
    yaml = YAML(typ="safe", pure=True)
    # Dates stay as they are written: a schema speaks of texts.
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node)
    )
    data = json.loads(json.dumps(_plain(yaml.load(text))))
    return [
        error.message for error in jsonschema.Draft202012Validator(schema(name)).iter_errors(data)
    ]


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def test_schemas_are_in_step() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schemas").iterdir()}
    assert kept == schema_texts()


@pytest.mark.parametrize("name", ["plan", "policy", "project", "decisions", "waivers"])
def test_each_is_a_schema_that_explains_every_key(name: str) -> None:
    found = schema(name)
    jsonschema.Draft202012Validator.check_schema(found)
    for part in [found, *found.get("$defs", {}).values()]:
        for key, about in part.get("properties", {}).items():
            assert "description" in about, key


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_the_real_plans_fit(plan: Path) -> None:
    files = [plan / name for name in KINDS if (plan / name).exists()]
    found = [fault for file in files for fault in faults(KINDS[file.name], file.read_text("utf-8"))]
    for file in sorted((plan / "projects").glob("*.yaml")):
        found += faults("project", file.read_text("utf-8"))
    assert found == []


@pytest.mark.parametrize(
    "slip",
    [
        "riep: 1\ntitel: Depot\n",
        "riep: 1\ntitle: Depot\nspend: {core: {capital: {Q5: 1}}}\n",
        "riep: 1\ntitle: Depot\nspend: {core: {capital: {Q1: '275,00x'}}}\n",
        "riep: 1\ntitle: Depot\nindicators: {a: {kind: leed, text: A}}\n",
        "riep: 2\ntitle: Depot\n",
        "riep: 1\ntitle: [Depot]\n",
    ],
)
def test_a_slip_is_refused(slip: str) -> None:
    assert faults("project", slip)
