"""A plan's folder or file to one :class:`Plan`, with every fault of form on the way."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from riep_plan.model import Plan, PlanFile, PolicyFile, Project, ProjectFile, WaiversFile
from riep_plan.source.build import build
from riep_plan.source.decode import decode
from riep_plan.source.discover import (
    PLAN_FILE,
    POLICY_FILE,
    PROJECTS,
    SHARED_POLICIES,
    WAIVERS_FILE,
    PlanSite,
)
from riep_plan.source.problems import (
    FILE_NOT_EXPECTED,
    FILE_TOO_LARGE,
    ID_UNREADABLE,
    ID_USED_TWICE,
    LINK_LEADS_OUTSIDE,
    PLAN_FILE_MISSING,
    SHARED_POLICY_MISSING,
    Problem,
    Unreadable,
)
from riep_plan.source.read import read_data
from riep_plan.source.templates import kinds
from riep_plan.values.ids import read_id
from riep_plan.values.money import Unit
from riep_plan.values.refusal import Refused
from riep_plan.values.words import listed, nearest, sentence, visible, visible_line

LARGEST_FILE = 10_000_000
_YAML_ENDINGS = {".yaml", ".yml"}

ModelT = TypeVar("ModelT", bound=BaseModel)


@dataclass(slots=True)
class SourceFile:
    """A file of a plan: how the user would type its path, its text, and what is wrong with it."""

    name: str
    text: str | None = None
    problems: list[Problem] = field(default_factory=list)


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
    def can_be_judged(self) -> bool:
        """Whether policy and waivers could be read: without them a judgement would be unfair."""
        if not self.has_policy:
            return False
        support = [self.owners.get(("policy",)), self.owners.get(("waivers",))]
        return not any(
            file is not None and (file.problems or file.text is None) for file in support
        )


def load(site: PlanSite) -> LoadedPlan:
    """Read every file of a plan and put the whole together.

    A fault in one file never hides another's: each file is read on its own.
    """
    loader = _Loader(site)
    loader.run()
    return loader.loaded


def shown_path(path: Path) -> str:
    """Give a path as the user would type it: from here if it is below here, with ``/``.

    Bytes of a name that no screen can show are written out.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links
    here = Path.cwd()
    near = absolute.relative_to(here) if absolute.is_relative_to(here) else absolute
    return visible_line(near.as_posix())


class _Loader:
    """Reads one plan. Each step adds to ``loaded``."""

    def __init__(self, site: PlanSite) -> None:
        self._site = site
        self._root = site.root.resolve()
        self._context: dict[str, object] = {"unit": Unit.POUND, "kinds": kinds()}
        self.loaded = LoadedPlan(visible_line(site.id), self._root)

    def run(self) -> None:
        root = self._site.root
        if not self._site.is_folder:
            plan_file = self._read(root, PlanFile)
            self._assemble(plan_file, {}, self._shared_policy(plan_file), None)
            return
        plan_file = self._plan_file(root / PLAN_FILE)
        policy = self._read_if_there(root / POLICY_FILE, PolicyFile, ("policy",))
        waivers = self._read_if_there(root / WAIVERS_FILE, WaiversFile, ("waivers",))
        projects = self._projects(root / PROJECTS)
        self._refuse_strays(root, {PLAN_FILE, POLICY_FILE, WAIVERS_FILE})
        self._assemble(plan_file, projects, self._shared_policy(plan_file) or policy, waivers)

    def _shared_policy(self, plan_file: PlanFile | None) -> PolicyFile | None:
        """Read the policy that the plan follows, from ``policies`` beside the plan."""
        if plan_file is None or plan_file.follows is None:
            return None
        given = ("policy",) in self.loaded.owners or "policy" in plan_file.model_fields_set
        folder = self._root.parent / SHARED_POLICIES
        path = folder / f"{plan_file.follows}.yaml"
        if not given and path.is_file():
            return self._read(path, PolicyFile, ("policy",), shared_in=folder)
        known = sorted(one.stem for one in folder.glob("*.yaml")) if folder.is_dir() else []
        meant = nearest(plan_file.follows, known)
        there = (
            f"There {'is' if len(known) == 1 else 'are'} {listed(known)}."
            if known
            else f"Save it as {SHARED_POLICIES}/{path.name} beside the plan."
        )
        fault = (
            ("This plan has a policy of its own, and follows a shared one as well.", "Keep one.")
            if given
            else (
                f"There is no shared policy {SHARED_POLICIES}/{path.name} beside this plan.",
                f"Did you mean {meant}?" if meant else there,
            )
        )
        problem = Problem(SHARED_POLICY_MISSING, *fault, at=("follows",))
        self.loaded.owners[()].problems.append(problem)
        self.loaded.complete = False
        self.loaded.has_policy = False
        return None

    def _plan_file(self, path: Path) -> PlanFile | None:
        if path.exists() or path.is_symlink():
            return self._read(path, PlanFile)
        self._fault(
            path,
            Problem(PLAN_FILE_MISSING, "This plan has no plan.yaml.", "Add one: `riep: 1`, …"),
        )
        return None

    def _read_if_there(
        self, path: Path, model: type[ModelT], owner: tuple[str, ...]
    ) -> ModelT | None:
        if path.exists() or path.is_symlink():
            return self._read(path, model, owner)
        return None

    def _projects(self, folder: Path) -> dict[str, Project]:
        found: dict[str, Project] = {}
        if not folder.is_dir():
            return found
        for path in sorted(folder.iterdir()):
            if path.is_dir() and path.suffix not in _YAML_ENDINGS:
                self._refuse_folder(path, "Put projects' files straight into projects/.")
            if path.name.startswith(".") or not _is_yaml(path):
                continue
            if fault := _name_fault(path):
                self._fault(path, fault)
                continue
            project = self._read(path, ProjectFile, (PROJECTS, path.stem))
            if project is not None:
                found[path.stem] = project
        return found

    def _refuse_strays(self, root: Path, known: set[str]) -> None:
        """Refuse YAML that no part of a plan would read, so that nothing is passed over."""
        for path in sorted(root.iterdir()):
            if path.name.startswith(".") or path.name in (*known, PROJECTS):
                continue
            if path.is_dir():
                self._refuse_folder(path, f"A plan's only folder of YAML files is {PROJECTS}/.")
            elif _is_yaml(path):
                meant = nearest(f"{_bare_stem(path).lower()}.yaml", known)
                files = f"Its files are {', '.join(sorted(known))} and {PROJECTS}/<id>.yaml."
                advice = f"Rename it to {meant}." if meant else files
                message = f"A plan has no file {visible(path.name)}."
                self._fault(path, Problem(FILE_NOT_EXPECTED, message, advice))

    def _refuse_folder(self, folder: Path, advice: str) -> None:
        if folder.name.startswith("."):
            return
        if any(path.suffix.lower() in _YAML_ENDINGS for path in folder.rglob("*")):
            message = "riep reads no YAML file in this folder."
            self._fault(folder, Problem(FILE_NOT_EXPECTED, message, advice))

    def _read(
        self,
        path: Path,
        model: type[ModelT],
        owner: tuple[str, ...] = (),
        *,
        shared_in: Path | None = None,
    ) -> ModelT | None:
        file = SourceFile(shown_path(path))
        self.loaded.files.append(file)
        self.loaded.owners[owner] = file
        try:
            _refuse_unfit(path, shared_in or self._root)
            file.text = decode(path.read_bytes())
            data = read_data(file.text)
            if owner == () and isinstance(data, dict) and data.get("unit") == Unit.THOUSAND:
                self._context["unit"] = Unit.THOUSAND
            # What plans share is in pounds, whatever the unit of the plan that follows it.
            unit = Unit.POUND if shared_in else self._context["unit"]
            return build(data, model, {**self._context, "unit": unit})
        except Unreadable as unreadable:
            file.problems.extend(unreadable.problems)
        except OSError as error:
            self.loaded.unread.append(f"{file.name} cannot be read: {error.strerror or error}")
        self.loaded.complete = False
        return None

    def _fault(self, path: Path, problem: Problem) -> None:
        self.loaded.files.append(SourceFile(shown_path(path), problems=[problem]))
        self.loaded.complete = False

    def _assemble(
        self,
        plan_file: PlanFile | None,
        projects: dict[str, Project],
        policy: PolicyFile | None,
        waivers: WaiversFile | None,
    ) -> None:
        if plan_file is None:
            return
        self._refuse_twice(plan_file, projects, policy, waivers)
        self.loaded.plan = plan_file.model_copy(
            update={
                "projects": {**plan_file.projects, **projects},
                "policy": policy or plan_file.policy,
                "waivers": {**plan_file.waivers, **(waivers.waivers if waivers else {})},
            }
        )

    def _refuse_twice(
        self,
        plan_file: PlanFile,
        projects: dict[str, Project],
        policy: PolicyFile | None,
        waivers: WaiversFile | None,
    ) -> None:
        """What has a file of its own may not stand in plan.yaml as well."""
        given = plan_file.model_fields_set
        twice: list[tuple[str, ...]] = [
            (PROJECTS, one) for one in plan_file.projects.keys() & projects
        ]
        twice += [("policy",)] if policy and "policy" in given else []
        twice += [("waivers",)] if waivers and "waivers" in given else []
        for path in sorted(twice):
            other = self.loaded.owners[path].name
            project = len(path) > 1
            self.loaded.owners[()].problems.append(
                Problem(
                    ID_USED_TWICE,
                    f"“{path[-1]}” stands here and in {other} as well.",
                    f"Keep one of the two{', or give one another id' if project else ''}.",
                    at=path,
                    on_key=True,
                )
            )
            self.loaded.complete = False


def _is_yaml(path: Path) -> bool:
    """Say whether a file is meant as YAML: ``depot.yaml``, and ``depot.yaml.txt`` too."""
    endings = path.name.lower().removesuffix(".txt")
    return Path(endings).suffix in _YAML_ENDINGS


def _bare_stem(path: Path) -> str:
    """The name without its endings: ``depot`` of ``depot.yaml.txt``."""
    stem = path.with_suffix("") if path.suffix.lower() == ".txt" else path
    return stem.stem


def _name_fault(path: Path) -> Problem | None:
    if path.suffix != ".yaml":
        advice = f"Rename it to {_bare_stem(path)}.yaml."
        return Problem(FILE_NOT_EXPECTED, "A project's file ends in .yaml.", advice)
    try:
        read_id(path.stem)
    except Refused as refused:
        return Problem(
            ID_UNREADABLE,
            f"A project's file is named by its id: {sentence(refused.message)}",
            f"Rename the file. {refused.advice}",
        )
    return None


def _refuse_unfit(path: Path, root: Path) -> None:
    """Look before reading: only an ordinary file, inside the plan, of a sensible size.

    Raises:
        Unreadable: it is something else.
        OSError: it cannot be looked at.
    """
    try:
        real = path.resolve()
    except RuntimeError:  # before Python 3.13, a link that leads to itself
        raise OSError(errno.ELOOP, "a link that leads to itself", str(path)) from None
    if not real.is_relative_to(root):
        raise Unreadable(
            Problem(
                LINK_LEADS_OUTSIDE,
                "This is a link to a file outside the plan, which riep does not follow.",
                "Put the file itself here.",
            )
        )
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not an ordinary file"
        raise Unreadable(
            Problem(FILE_NOT_EXPECTED, f"A file belongs here; this is {kind}.", "Rename it.")
        )
    if status.st_size > LARGEST_FILE:
        raise Unreadable(
            Problem(
                FILE_TOO_LARGE,
                f"The file has {status.st_size / 1e6:,.1f} MB; riep reads up to "
                f"{LARGEST_FILE / 1e6:,.0f} MB.",
                "A plan's file has a few kilobytes: check what this one is.",
            )
        )


def iter_problems(loaded: LoadedPlan) -> Iterator[tuple[SourceFile, Problem]]:
    """Give every fault of form with its file."""
    for file in loaded.files:
        for problem in file.problems:
            yield file, problem
