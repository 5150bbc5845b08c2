"""The plans kept beside one: only their names and those of their projects are looked at."""

from collections.abc import Mapping

from riep_plan.source.discover import PLAN_FILE, PROJECTS
from riep_plan.source.load import LoadedPlan
from riep_plan.values.ids import read_id
from riep_plan.values.refusal import Refused


def neighbours(loaded: LoadedPlan) -> Mapping[str, frozenset[str]]:
    """Give the ids of the projects of each plan that this one says it continues.

    A plan that is not kept beside this one, as a folder, is left out.
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
    for plan_id in sorted(named):
        folder = loaded.root.parent / plan_id
        if _is_id(plan_id) and (folder / PLAN_FILE).is_file():
            files = (folder / PROJECTS).glob("*.yaml")
            found[plan_id] = frozenset(file.stem for file in files)
    return found


def _is_id(text: str) -> bool:
    try:
        return read_id(text) == text
    except Refused:
        return False
