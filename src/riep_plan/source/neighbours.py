"""The plans kept beside one: only their ids and those of their projects are looked at."""

from collections.abc import Mapping
from pathlib import Path

from riep_plan.source.decode import decode
from riep_plan.source.discover import PLAN_FILE, PROJECTS
from riep_plan.source.load import LoadedPlan
from riep_plan.source.problems import Unreadable
from riep_plan.source.read import read_data
from riep_plan.values.ids import read_id
from riep_plan.values.refusal import Refused


def neighbours(loaded: LoadedPlan) -> Mapping[str, frozenset[str]]:
    """Give the ids of the projects of each plan that this one says it continues.

    A plan that is not kept beside this one, as a folder or a file, is left out.
    """
    if loaded.plan is None:
        return {}
    named = {
        words.partition("/")[0]
        for project in loaded.plan.projects.values()
        for words in project.continues
        if "/" in words
    }
    found: dict[str, frozenset[str]] = {}
    for plan_id in sorted(one for one in named if _is_id(one)):
        folder = loaded.root.parent / plan_id
        for file in (folder / PLAN_FILE, folder.with_suffix(".yaml")):
            if file.is_file():
                files = (folder / PROJECTS).glob("*.yaml")
                found[plan_id] = frozenset(one.stem for one in files) | _projects_in(file)
                break
    return found


def _projects_in(file: Path) -> frozenset[str]:
    """The ids of the projects that a plan file itself holds; none where it cannot be read."""
    try:
        data = read_data(decode(file.read_bytes()))
    except (Unreadable, OSError):
        return frozenset()
    projects = data.get("projects") if isinstance(data, dict) else None
    return frozenset(projects) if isinstance(projects, dict) else frozenset()


def _is_id(text: str) -> bool:
    try:
        return read_id(text) == text
    except Refused:
        return False
