"""The plans with their published mistakes put right: what mutations start from.

`plans/` keeps five documents as they were printed, mistakes and all. Each has a list of edits in
`tests/plans/repairs/`, as an officer would make them, after which no error and no warning is left
and no waiver is needed. The edits are made to the plan's data, before models are built of it, so
that a changed plan goes the same way as one that was read from files.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from riep_plan.check.catalogue import RULE_FAILED
from riep_plan.figures import Ledger
from riep_plan.figures.policies import policy_in_force
from riep_plan.findings.finding import Finding
from riep_plan.findings.finding import Path as At
from riep_plan.model import Plan, PlanFile, Policy, Project, ProjectFile
from riep_plan.rules.registry import all_rules
from riep_plan.source.build import build
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.source.neighbours import earlier_plans, neighbours
from riep_plan.source.problems import Unreadable
from riep_plan.source.read import read_data
from riep_plan.source.templates import kinds
from riep_plan.values.money import Unit

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "plans"
REPAIRS = ROOT / "tests" / "plans" / "repairs"
PLAN_IDS = tuple(sorted(path.stem for path in REPAIRS.glob("*.yaml")))

#: A plan as its files hold it: mappings, lists and the text of each value; projects by id.
Tree = dict[str, Any]
#: A part of one, of whatever shape: what a reader of YAML gives.
Node = Any


@dataclass(frozen=True)
class Edit:
    """One thing put right: a value becomes another, is added, or has words of it replaced."""

    at: str
    action: str
    value: Any
    why: str


@dataclass(frozen=True)
class Source:
    """What a plan's own files do not hold: its policy, and the plans kept beside it."""

    policy: Policy
    neighbours: Mapping[str, frozenset[str]]
    earlier: Mapping[str, Plan]


@dataclass(frozen=True)
class Repaired:
    """A plan put right: its data, its model, and what surrounds it."""

    id: str
    tree: Tree
    plan: Plan
    source: Source


def edits_of(plan_id: str) -> list[Edit]:
    """Read the edits that put a plan right, in order; one may be made in several places."""
    data = cast("Tree", read_data((REPAIRS / f"{plan_id}.yaml").read_text(encoding="utf-8")))
    found = []
    for one in data["edits"]:
        (action,) = {"becomes", "added", "replaces"} & set(one)
        places = one["at"] if isinstance(one["at"], list) else [one["at"]]
        found += [Edit(at, action, one[action], one["why"]) for at in places]
    return found


@cache
def transcribed(plan_id: str) -> Tree:
    """Give a plan's data as it stands in `plans/`, without its waivers."""
    folder = PLANS / plan_id
    tree = cast("Tree", read_data((folder / "plan.yaml").read_text(encoding="utf-8")))
    files = sorted((folder / "projects").glob("*.yaml"))
    projects = {file.stem: read_data(file.read_text(encoding="utf-8")) for file in files}
    tree["projects"] = {**tree.get("projects", {}), **projects}
    tree.pop("waivers", None)
    return tree


@cache
def repaired(plan_id: str) -> Repaired:
    """Give a plan put right."""
    tree = copy.deepcopy(transcribed(plan_id))
    for edit in edits_of(plan_id):
        apply(tree, edit)
    loaded = load(find_plans(PLANS / plan_id)[0])
    assert loaded.plan is not None
    plan = built(tree, loaded.plan.policy)
    plan = plan.model_copy(update={"policy": policy_in_force(plan)})
    return Repaired(
        plan_id, tree, plan, Source(plan.policy, neighbours(loaded), earlier_plans(loaded))
    )


def steps_of(tree: Node, at: str) -> Iterator[At]:
    """Split a path at the keys that are there; ``*`` stands for each of them.

    A key such as ``2008/09`` has a slash of its own; a last key need not be there.
    """
    if isinstance(tree, dict):
        keys = list(tree)
    else:
        keys = [str(place) for place in range(len(tree))] if isinstance(tree, list) else []
    if at.startswith("*/"):
        for key in keys:
            for rest in steps_of(below(tree, key), at[2:]):
                yield (key, *rest)
        return
    fitting = [key for key in keys if at == key or at.startswith(f"{key}/")]
    if not fitting:
        if "/" not in at:
            yield (at,)
        return
    step = max(fitting, key=len)
    if step == at:
        yield (step,)
        return
    for rest in steps_of(below(tree, step), at[len(step) + 1 :]):
        yield (step, *rest)


def below(data: Node, step: str) -> Node:
    """Give what stands under a key, or at a position of a list."""
    return data[int(step)] if isinstance(data, list) else data[step]


def holder_of(tree: Node, at: At) -> Node:
    """Give the mapping or list that holds a value."""
    for step in at[:-1]:
        tree = below(tree, step)
    return tree


def apply(tree: Tree, edit: Edit) -> None:
    """Make one edit.

    Raises:
        KeyError: what is to be changed is not there, or what is to be added is.
    """
    places = list(steps_of(tree, edit.at))
    if not places:
        raise KeyError(edit.at)
    for at in places:
        holder = holder_of(tree, at)
        key: Any = int(at[-1]) if isinstance(holder, list) else at[-1]
        if (isinstance(holder, list) or key in holder) is (edit.action == "added"):
            raise KeyError(edit.at)
        value = copy.deepcopy(edit.value)
        if edit.action == "replaces":
            value = holder[key]
            for old, new in edit.value.items():
                if old not in value:
                    raise KeyError(f"{edit.at}: {old}")
                value = value.replace(old, new)
        holder[key] = value


def context_of(tree: Tree) -> dict[str, object]:
    """Say how the values of a plan are read."""
    unit = Unit.THOUSAND if tree.get("unit") == Unit.THOUSAND else Unit.POUND
    return {"unit": unit, "kinds": kinds()}


def built_project(data: Node, context: Mapping[str, Any]) -> Project:
    """Build one project of its data.

    Raises:
        Unreadable: it is out of form.
    """
    return build(data, ProjectFile, context)


def built_plan(tree: Tree, context: Mapping[str, Any]) -> PlanFile:
    """Build what `plan.yaml` holds, without the projects.

    Raises:
        Unreadable: it is out of form.
    """
    return build({key: one for key, one in tree.items() if key != "projects"}, PlanFile, context)


def built(tree: Tree, policy: Policy) -> Plan:
    """Build a whole plan of its data.

    Raises:
        Unreadable: it is out of form.
    """
    context = context_of(tree)
    projects = {one: built_project(data, context) for one, data in tree["projects"].items()}
    return built_plan(tree, context).model_copy(update={"projects": projects, "policy": policy})


def judged(plan: Plan, source: Source) -> list[Finding]:
    """Judge a plan by every rule, as a check does, one finding for each cause."""
    ledger = Ledger(plan, neighbours=source.neighbours, earlier=source.earlier)
    found: list[Finding] = []
    causes: set[str] = set()
    for rule in all_rules():
        try:
            findings = list(rule(ledger))
        except Exception as error:  # noqa: BLE001  a crash is a finding, as it is in a check
            findings = [Finding(RULE_FAILED, (), f"{rule.facts.code}: {error!r}")]
        for finding in findings:
            if not finding.cause or finding.cause not in causes:
                found.append(finding)
            causes.add(finding.cause)
    return found


__all__ = [
    "PLAN_IDS",
    "Edit",
    "Repaired",
    "Source",
    "Tree",
    "Unreadable",
    "apply",
    "below",
    "built",
    "built_plan",
    "built_project",
    "context_of",
    "edits_of",
    "holder_of",
    "judged",
    "repaired",
    "steps_of",
    "transcribed",
]
