"""The plans kept beside one: their ids, those of their projects, and what was planned in them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from riep_plan.model import Plan
from riep_plan.source.decode import decode
from riep_plan.source.discover import PLAN_FILE, PROJECTS, PlanSite
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.problems import Unreadable
from riep_plan.source.read import read_data
from riep_plan.values.ids import read_id
from riep_plan.values.refusal import Refused


def neighbours(loaded: LoadedPlan) -> Mapping[str, frozenset[str]]:
    """Give the ids of the projects of each plan that this one says it goes on from.

    A plan that is not kept beside this one, as a folder or a file, is left out. Of one that cannot
    be read nobody knows its projects: it has all that this plan names then.
    """
    return {
        plan_id: _projects_of(folder, file, _named_in(loaded, plan_id))
        for plan_id, folder, file in _beside(loaded)
    }


def earlier_plans(loaded: LoadedPlan) -> Mapping[str, Plan]:
    """Give the plans themselves that this one goes on from; those that cannot be read are left out.

    A plan is judged with its neighbours' figures, but their own faults are told in them alone.
    """
    found: dict[str, Plan] = {}
    for plan_id, folder, file in _beside(loaded):
        is_folder = file.name == PLAN_FILE
        earlier = load(PlanSite(plan_id, folder if is_folder else file, is_folder))
        if earlier.plan is not None and earlier.complete:
            found[plan_id] = earlier.plan
    return found


def named_plans(loaded: LoadedPlan) -> list[str]:
    """Give the ids of the plans that this one says it goes on from, kept beside it or not."""
    return sorted({one for one, _ in _named(loaded) if _is_id(one)})


def _named(loaded: LoadedPlan) -> Iterator[tuple[str, str]]:
    """Give what a plan goes on from, ``plan/project``, in its two parts."""
    if loaded.plan is None:
        return
    named = [words for one in loaded.plan.projects.values() for words in one.continues]
    named += [one.carried_from for one in loaded.plan.funding.values() if one.carried_from]
    for words in named:
        plan_id, slash, rest = words.partition("/")
        if slash:
            yield plan_id, rest


def _named_in(loaded: LoadedPlan, plan_id: str) -> frozenset[str]:
    """Give what a plan names of another."""
    return frozenset(rest for one, rest in _named(loaded) if one == plan_id)


def _beside(loaded: LoadedPlan) -> Iterator[tuple[str, Path, Path]]:
    """Give the id, folder and plan file of each neighbour that the plan names."""
    for plan_id in named_plans(loaded):
        folder = loaded.root.parent / plan_id
        for file in (folder / PLAN_FILE, folder.with_suffix(".yaml")):
            if _may_be_there(file):
                yield plan_id, folder, file
                break


def _may_be_there(file: Path) -> bool:
    """Say whether a file is there. One that cannot be looked at may be."""
    try:
        return file.is_file()
    except OSError:
        return True


def _projects_of(folder: Path, file: Path, named: frozenset[str]) -> frozenset[str]:
    """Give the ids of a plan's projects; where it cannot be read, those that are named."""
    try:
        own = (folder / PROJECTS).iterdir() if (folder / PROJECTS).is_dir() else ()
        return frozenset(one.stem for one in own if one.suffix == ".yaml") | _projects_in(file)
    except OSError:
        return named


def _projects_in(file: Path) -> frozenset[str]:
    """The ids of the projects that a plan file itself holds; none where it has a fault of form.

    Raises:
        OSError: it cannot be read.
    """
    try:
        data = read_data(decode(file.read_bytes()))
    except Unreadable:
        return frozenset()
    projects = data.get("projects") if isinstance(data, dict) else None
    return frozenset(projects) if isinstance(projects, dict) else frozenset()


def _is_id(text: str) -> bool:
    try:
        return read_id(text) == text
    except Refused:
        return False
