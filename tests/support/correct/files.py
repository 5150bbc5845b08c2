"""Made plans as files: a folder as an analyst keeps it, in any order, amounts in any form."""

import json
from decimal import Decimal
from pathlib import Path
from random import Random

from tests.support.correct.amounts import Style, written
from tests.support.correct.money import Data

_MARK = {"riep": "1"}


def as_text(part: object, style: Style) -> object:
    """Give the data of a plan as YAML holds it, every amount written out."""
    if isinstance(part, dict):
        return {key: as_text(value, style) for key, value in part.items()}
    if isinstance(part, list):
        return [as_text(value, style) for value in part]
    return written(part, style) if isinstance(part, Decimal) else part


def shuffled(part: object, dice: Random) -> object:
    """Put the keys of every mapping in another order, but where the order says something."""
    if not isinstance(part, dict):
        return part
    keys = list(part)
    dice.shuffle(keys)
    return {key: part[key] if key in _IN_ORDER else shuffled(part[key], dice) for key in keys}


#: The steps of an assessment's scale stand best first; milestones are listed by date (DLV06).
_IN_ORDER = {"scale", "milestones"}


def write_plan(folder: Path, plan: Data, style: Style) -> Path:
    """Write a plan as a folder: the plan, a file a project, and the policy in a file of its own."""
    (folder / "projects").mkdir(parents=True)
    text = as_text({key: value for key, value in plan.items() if key not in _APART}, style)
    (folder / "plan.yaml").write_text(_yaml(text), encoding="utf-8")
    for project_id, project in plan["projects"].items():
        file = folder / "projects" / f"{project_id}.yaml"
        file.write_text(_yaml(as_text(_MARK | project, style)), encoding="utf-8")
    policy = as_text(_MARK | plan["policy"], style)
    (folder / "policy.yaml").write_text(_yaml(policy), encoding="utf-8")
    return folder


_APART = {"projects", "policy"}


def _yaml(part: object, indent: int = 0) -> str:
    """Write plain YAML: mappings in block form, everything else as a quoted or bare value."""
    assert isinstance(part, dict)
    lines = []
    for key, value in part.items():
        start = f"{' ' * indent}{key}:"
        if isinstance(value, dict) and value:
            lines.append(f"{start}\n{_yaml(value, indent + 2)}")
        else:
            lines.append(f"{start} {_value(value)}\n")
    return "".join(lines)


def _value(value: object) -> str:
    if isinstance(value, str) and value.replace(",", "").replace(".", "").isalnum():
        return value if "," not in value else f'"{value}"'
    return json.dumps(value, ensure_ascii=False)
