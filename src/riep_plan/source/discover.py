"""Finding plans: which folders and files under a path are plans, and which files they hold."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLAN_FILE = "plan.yaml"
POLICY_FILE = "policy.yaml"
DECISIONS_FILE = "decisions.yaml"
WAIVERS_FILE = "waivers.yaml"
PROJECTS = "projects"
RETURNS = "returns"
#: The file, in the folder of a quarter, of the programme's own return.
OWN_RETURN = "programme"
SHARED_POLICIES = "policies"

_MARK = re.compile(rb"(?:^|\xef\xbb\xbf)riep\s*:", re.MULTILINE)
_HEAD = 4_096


@dataclass(frozen=True, slots=True)
class PlanSite:
    """Where a plan is kept.

    Attributes:
        id: the folder's name, or a one-file plan's name without its ending.
        root: the folder, or the one file.
        is_folder: False for a plan in one file.
    """

    id: str
    root: Path
    is_folder: bool


def find_plans(path: Path) -> list[PlanSite]:
    """Find every plan at or below a path, in order of their paths.

    A folder with a ``plan.yaml`` (or with ``projects/`` alone, whose plan file is then missing)
    is a plan; a file inside such a folder stands for its whole plan; any other YAML file is a
    plan of its own if it is named, or if it opens with ``riep:``. A folder ``policies`` holds what
    plans share, and no plan: it stands, as each of its files does, for the plans beside it.

    Raises:
        OSError: the path cannot be looked at.
    """
    for shared in (path, path.absolute().parent):
        if shared.is_dir() and shared.resolve().name == SHARED_POLICIES:
            return list(_below(shared.parent))
    if path.is_dir():
        if path.name == PROJECTS and (path.parent / PLAN_FILE).is_file():
            return [PlanSite(path.parent.resolve().name, path.parent, is_folder=True)]
        return list(_below(path))
    return [_owner(path) or PlanSite(path.stem, path, is_folder=False)]


def _below(top: Path) -> Iterator[PlanSite]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            is_plan = _is_plan(folder)
            entries = [] if is_plan else _entries(folder)
            folders = [entry for entry in reversed(entries) if entry.is_dir()]
        except OSError:
            if folder == top:
                raise
            is_plan = True  # or not: nobody can tell, and whoever reads it says why
        if is_plan:
            # Below the top no folder is a link: what it is called here is its name.
            name = folder.resolve().name if folder is top else folder.name
            yield PlanSite(name, folder, is_folder=True)
            continue
        for entry in entries:
            if entry.suffix == ".yaml" and _may_be_plan(entry):
                yield PlanSite(entry.stem, entry, is_folder=False)
        waiting.extend(folders)


def _entries(folder: Path) -> list[Path]:
    return [one for one in sorted(folder.iterdir()) if _is_of_interest(one)]


def _may_be_plan(file: Path) -> bool:
    """Whether a file opens as a plan. One that cannot be read may be one: its reader says so."""
    try:
        return opens_as_plan(file)
    except OSError:
        return True


def _is_of_interest(entry: Path) -> bool:
    return not (entry.name.startswith(".") or entry.name == SHARED_POLICIES or entry.is_symlink())


def _is_plan(folder: Path) -> bool:
    plan_file = folder / PLAN_FILE
    if plan_file.exists() or plan_file.is_symlink():
        return True
    projects = folder / PROJECTS
    return projects.is_dir() and any(opens_as_plan(file) for file in projects.glob("*.yaml"))


def opens_as_plan(file: Path) -> bool:
    """Say whether a file opens with ``riep:``, as a plan's own file does."""
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return _MARK.search(stream.read(_HEAD)) is not None


def _owner(file: Path) -> PlanSite | None:
    """The plan that a file is part of, when it stands where a plan keeps its files."""
    parent = file.parent
    folder = parent.parent if parent.name == PROJECTS else parent
    if (folder / PLAN_FILE).is_file():
        return PlanSite(folder.resolve().name, folder, is_folder=True)
    return None


def inside(folder: str) -> dict[str, bool]:
    """Give the names of what is in a folder, in order, and which of it are folders themselves."""
    with os.scandir(folder) as found:
        return dict(sorted((one.name, _is_folder(one)) for one in found if one.name[0] != "."))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
