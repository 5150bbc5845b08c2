"""A plan as it was read: its files, its model, and what is wrong with their form."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from riep_plan.model import Plan
from riep_plan.source.problems import Problem
from riep_plan.values.words import visible_line


@dataclass(slots=True)
class SourceFile:
    """A file of a plan: its text, and what is wrong with it.

    Attributes:
        name: how the user would type its path.
        text: as it was decoded, or None where it could not be read.
        problems: its faults of form.
        where: its path.
        model: what it is read as, or None for a file that no part of a plan reads.
        context: how its values are read: ``unit`` and ``kinds``.
    """

    name: str
    text: str | None = None
    problems: list[Problem] = field(default_factory=list)
    where: str | None = None
    model: type[BaseModel] | None = None
    context: dict[str, object] = field(default_factory=dict)

    @property
    def path(self) -> Path | None:
        """Where it is; few are asked, and paths as objects take long."""
        return Path(self.where) if self.where is not None else None

    @property
    def is_usable(self) -> bool:
        """Whether it could be read and is without a fault of form."""
        return self.text is not None and not self.problems


@dataclass(slots=True)
class LoadedPlan:
    """A plan as it was read.

    Attributes:
        id: the plan's id.
        root: its folder or its one file.
        plan: the model, or None when its plan file cannot be used.
        complete: False when a file could not be used, so that the whole cannot be judged.
        files: every file, in the order read.
        owners: for the parts that have a file of their own, that file, by path in the plan.
        has_policy: False when the policy that the plan follows is not there.
        unread: files that the system would not let us read, with its reason.
    """

    id: str
    root: Path
    plan: Plan | None = None
    complete: bool = True
    files: list[SourceFile] = field(default_factory=list)
    owners: dict[tuple[str, ...], SourceFile] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    has_policy: bool = True

    @property
    def has_unit(self) -> bool:
        """Whether the plan file, which says what a bare number counts, is without a fault."""
        plan_file = self.owners.get(())
        return plan_file is not None and plan_file.is_usable

    @property
    def can_be_judged(self) -> bool:
        """Whether policy and waivers could be read: without them a judgement would be unfair."""
        if not self.has_policy:
            return False
        support = [self.owners.get(("policy",)), self.owners.get(("waivers",))]
        return all(file is None or file.is_usable for file in support)

    @property
    def broken_parts(self) -> set[tuple[str, ...]]:
        """The parts of the plan, by path, whose own file cannot be used."""
        return {owner for owner, file in self.owners.items() if owner and not file.is_usable}


def shown_path(path: Path | str) -> str:
    """Give a path as the user would type it: from here if it is below here, with ``/``.

    Bytes of a name that no screen can show are written out.
    """
    return shown_from(os.getcwd(), path)  # noqa: PTH109  paths as objects take ten times as long


def shown_from(here: str, path: Path | str) -> str:
    """Give a path as somebody in a folder would type it; see :func:`shown_path`."""
    folder, separator, name = str(path).rpartition(os.sep)
    if name in ("", os.curdir, os.pardir) or here.endswith(separator + name):
        return _shown(str(path), here)
    return _shown_folder(folder + separator, here) + visible_line(name)


@lru_cache(maxsize=64)
def _shown_folder(folder: str, here: str) -> str:
    """Give what stands before the name of a file in a folder."""
    shown = _shown(folder, here)
    return "" if shown == "." else shown.rstrip("/") + "/"


def _shown(path: str, here: str) -> str:
    absolute = os.path.normpath(os.path.join(here, path))  # noqa: PTH118  for every folder
    near = "." if absolute == here else absolute.removeprefix(here.rstrip(os.sep) + os.sep)
    return visible_line(near.replace(os.sep, "/"))


def iter_problems(loaded: LoadedPlan) -> Iterator[tuple[SourceFile, Problem]]:
    """Give every fault of form with its file."""
    for file in loaded.files:
        for problem in file.problems:
            yield file, problem
