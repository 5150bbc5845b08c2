"""What git hands to a diff driver: one file in two versions, and the plan that it is a part of.

git says nothing of the versions that the file comes from. So the rest of the plan, which says what
its figures count and its periods are, is taken as it is in the work tree, on both sides.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from riep_plan.compare.versions.pairs import Pair, read_plan
from riep_plan.compare.versions.version import LaidOut, may_be_plans
from riep_plan.findings.finding import Path as At
from riep_plan.source.discover import PLAN_FILE, PROJECTS, RETURNS, SHARED_POLICIES
from riep_plan.source.loaded import LoadedPlan

#: How many words git gives: of a file that is in conflict, of any other, of one with a new name.
_UNMERGED, _USUAL, _RENAMED = 1, 7, 9
_NOTHING = "."
_ORDINARY = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the driver.

    Attributes:
        path: the file's path from the top of the repository, in the earlier version.
        new_path: its path in the later version.
        before: its content in the earlier version; None where it was not there.
        after: its content in the later version; None where it is gone.
        modes: its modes before and after; empty where it was or is not there.
        keeps_old: whether the file at the earlier path stays, as where it is copied.
        is_unmerged: whether it is in conflict, and has no two versions.
    """

    path: str
    new_path: str
    before: bytes | None = None
    after: bytes | None = None
    modes: tuple[str, str] = ("", "")
    keeps_old: bool = False
    is_unmerged: bool = False

    @property
    def is_file(self) -> bool:
        """Whether it is a file on every side that has it, and neither link nor submodule."""
        return all(mode in _ORDINARY for mode in self.modes if mode)


def read_call(words: Sequence[str]) -> Call:
    """Read what git calls a driver with, in each of its forms.

    Raises:
        ValueError: git never calls it so.
        OSError: a version of the file cannot be read.
    """
    if len(words) == _UNMERGED:
        return Call(words[0], words[0], is_unmerged=True)
    if len(words) not in (_USUAL, _RENAMED):
        raise ValueError(f"{len(words)} words")
    path, old_file, old_hex, old_mode, new_file, new_hex, new_mode, *renamed = words
    was_there, is_there = old_hex != _NOTHING, new_hex != _NOTHING
    return Call(
        path,
        renamed[0] if renamed else path,
        _content(old_file, old_mode) if was_there else None,
        _content(new_file, new_mode) if is_there else None,
        (old_mode if was_there else "", new_mode if is_there else ""),
        keeps_old="copy from" in "".join(renamed[1:]),
    )


def _content(file: str, mode: str) -> bytes:
    """Read a version of the file; of a link in the work tree, where it leads."""
    path = Path(file)
    if mode not in _ORDINARY and path.is_symlink():
        return os.fsencode(path.readlink())
    return path.read_bytes()


@dataclass(frozen=True, slots=True)
class InPlan:
    """The plan that a file is a part of, with either version of the file.

    Attributes:
        pair: the plan.
        owners: the path of what the file holds in the plan, before and after; empty for it whole.
        is_alone: whether the file is a whole plan.
    """

    pair: Pair
    owners: tuple[At, ...]
    is_alone: bool


@contextmanager
def in_plan(top: Path, call: Call, within: str = "") -> Iterator[InPlan | None]:
    """Read the plan of a file as it would be with either version; None where it is of no plan.

    Args:
        top: the folder of the work tree.
        call: the file.
        within: the folder that the paths may be from, where git was told to name them from there.
    """
    found = _plan_of(top, call.new_path, within)
    if found is None or not call.is_file:
        yield None
        return
    place, new = found
    old = _plan_of(top, call.path, within)
    # A file that comes from another plan is compared as though it had always been in this one.
    was = old[1] if old is not None and old[0] == place else new
    with TemporaryDirectory(prefix="riep-") as scratch:
        sides: list[LoadedPlan | None] = []
        owners: list[At | None] = []
        for name, path, content in (("before", was, call.before), ("after", new, call.after)):
            # The folder's name is the id of a plan that is kept at the top.
            version = LaidOut(name, Path(scratch).resolve() / name / top.resolve().name)
            _copy(top, place, version.top)
            gone = {new} if call.keeps_old else {was, new}
            sides.append(_side(version, place, path, content, gone))
            if content is not None:
                owners.append(_owner(sides[-1], version.top / path))
        before, after = sides
        known = tuple(one for one in owners if one is not None)
        is_part = len(known) == len(owners)
        yield InPlan(Pair(before, after, place), known, place == new) if is_part else None


def _plan_of(top: Path, path: str, within: str) -> tuple[PurePosixPath, PurePosixPath] | None:
    """Find the plan that a file is a part of in the work tree, with the file's path."""
    for start in dict.fromkeys(("", within)):
        file = PurePosixPath(start, path)
        if file.is_absolute() or ".." in file.parts or not may_be_plans(file):
            continue
        owners = [one for one in file.parents if (top / one / PLAN_FILE).is_file()]
        if owners:
            return owners[-1], file  # a plan has no plans within it
        if file.name == PLAN_FILE:
            return file.parent, file
        if file.parent.name != SHARED_POLICIES and (top / file).exists():
            return file, file
    return None


def _copy(top: Path, place: PurePosixPath, folder: Path) -> None:
    """Copy a plan's files, and what plans beside it share; links stay links.

    No other folder is looked into: a plan may be kept at the top of a large repository.
    """
    holding = (place, place / PROJECTS, place / RETURNS, place.parent / SHARED_POLICIES)
    for one in holding:
        source = top / one
        deep = "**/*" if one.name == RETURNS else "*"
        for file in source.glob(deep) if source.is_dir() else [source]:
            name = PurePosixPath(file.relative_to(top).as_posix())
            if may_be_plans(name) and (file.is_file() or file.is_symlink()):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target, follow_symlinks=False)
    folder.mkdir(parents=True, exist_ok=True)


def _side(
    version: LaidOut,
    place: PurePosixPath,
    path: PurePosixPath,
    content: bytes | None,
    gone: set[PurePosixPath],
) -> LoadedPlan | None:
    for one in gone:
        (version.top / one).unlink(missing_ok=True)
    if content is not None:
        file = version.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    elif path in (place, place / PLAN_FILE):
        return None
    return read_plan(version, place)


def _owner(loaded: LoadedPlan | None, file: Path) -> At | None:
    """Give the path of what a file holds in a plan; None where the plan cannot use it."""
    if loaded is None or loaded.plan is None:
        return None
    for owner, one in loaded.owners.items():
        if one.path == file:
            return owner if one.is_usable else None
    return None
