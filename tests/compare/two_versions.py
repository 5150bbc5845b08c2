"""Two versions of a plan for the tests of the diff: real plans with a few values changed."""

import copy
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from riep_plan.compare.change import Change, Kind
from riep_plan.compare.classified import changes_between
from riep_plan.compare.differences import differences
from riep_plan.compare.money.changes import money_changes
from riep_plan.model import Plan, PlanFile
from riep_plan.source.build import build
from riep_plan.source.read import read_data
from tests.support.repairs import PLANS, Node, Tree, context_of

NWIEP = "nwiep-efficiency-2010-11"
ILLUSTRATIVE = "shared-services-2025-26"


@cache
def _tree(plan_id: str) -> Tree:
    folder = PLANS / plan_id
    tree = _read(folder / "plan.yaml")
    for file in sorted((folder / "projects").glob("*.yaml")):
        tree.setdefault("projects", {})[file.stem] = _read(file)
    for key in ("policy", "waivers", "decisions"):
        if (folder / f"{key}.yaml").exists():
            found = _read(folder / f"{key}.yaml")
            tree[key] = found if key == "policy" else found[key]
    for file in sorted((folder / "returns").glob("*.yaml")):
        tree.setdefault("returns", {})[file.stem] = _read(file)
    for file in sorted((folder / "returns").glob("*/*.yaml")):
        quarter = tree.setdefault("returns", {}).setdefault(file.parent.name, {})
        holder = quarter if file.stem == "programme" else quarter.setdefault("projects", {})
        holder[file.stem] = _read(file)
    return tree


def _read(file: Path) -> Tree:
    data = cast("Tree", read_data(file.read_text(encoding="utf-8")))
    data.pop("riep", None)
    return data


def tree_of(plan_id: str) -> Tree:
    """Give the data of a real plan, as one file would hold it, to be changed at will."""
    return copy.deepcopy(_tree(plan_id))


def plan_of(tree: Tree) -> Plan:
    """Build a plan of its data."""
    return build({"riep": "1", **tree}, PlanFile, context_of(tree))


def changes_of_money(before: Plan, after: Plan) -> list[Change]:
    """Give each change of money, with every difference of money in one of them."""
    found = differences(before, after)
    return money_changes(before, after, found.changed, found.renamed)


def put(tree: Tree, at: str, value: Node) -> Tree:
    """Write a value at a path of keys that are there, but for the last."""
    *above, last = at.split("/")
    here = tree
    for step in above:
        here = here[step]
    here[last] = value
    return tree


def changed(plan_id: str, values: Mapping[str, Node]) -> tuple[Plan, Plan]:
    """Give a real plan before and after some values are written over, by their paths."""
    after = tree_of(plan_id)
    for at, value in values.items():
        put(after, at, value)
    return plan_of(tree_of(plan_id)), plan_of(after)


def between(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Give every change between two versions."""
    return changes_between(before, after, differences(before, after))


def said(before: Plan, after: Plan) -> list[tuple[Kind, str]]:
    """Give the kind and sentence of every change between two versions."""
    return [(one.kind, one.text) for one in between(before, after)]


def renamed_throughout(node: Node, old: str, new: str) -> Node:
    """Give data with an id written over wherever it stands, in paths and quotations too."""
    if isinstance(node, dict):
        return {
            new if key == old else key: renamed_throughout(one, old, new)
            for key, one in node.items()
        }
    if isinstance(node, list):
        return [renamed_throughout(one, old, new) for one in node]
    if isinstance(node, str) and ("{" in node or " " not in node):
        ends = rf"(?<![\w-]){re.escape(old)}(?![\w-])"
        return re.sub(rf"{ends}(?=[^{{}}]*\}})|^{ends}$|(?<=/){ends}|^{ends}(?=/)", new, node)
    return node
