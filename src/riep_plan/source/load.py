"""A plan's folder or file to one :class:`Plan`, with every fault of form on the way."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from riep_plan.model import (
    DecisionsFile,
    PlanFile,
    PolicyFile,
    Project,
    ProjectFile,
    QuarterReturns,
    QuarterReturnsFile,
    ReturnFile,
    WaiversFile,
)
from riep_plan.model.quarters import QUARTERS
from riep_plan.source.build import build
from riep_plan.source.decode import decode
from riep_plan.source.discover import (
    DECISIONS_FILE,
    OWN_RETURN,
    PLAN_FILE,
    POLICY_FILE,
    PROJECTS,
    RETURNS,
    SHARED_POLICIES,
    WAIVERS_FILE,
    PlanSite,
    inside,
)
from riep_plan.source.fitness import (
    YAML_ENDINGS,
    Fitness,
    bare_stem,
    is_yaml,
    name_fault,
    with_separator,
)
from riep_plan.source.loaded import LoadedPlan, SourceFile, shown_from
from riep_plan.source.problems import (
    FILE_NOT_EXPECTED,
    ID_USED_TWICE,
    PLAN_FILE_MISSING,
    SHARED_POLICY_MISSING,
    Problem,
    Unreadable,
)
from riep_plan.source.read import read_closely, read_together
from riep_plan.source.templates import kinds
from riep_plan.values.money import Unit
from riep_plan.values.words import listed, nearest, visible, visible_line

ModelT = TypeVar("ModelT", bound=BaseModel)
#: A part of a plan that has a file of its own, by its path in the plan.
Owner = tuple[str, ...]

#: So many files of a folder are read at once: one that is not plain has the others read alone.
_AT_ONCE = 20


class _OwnFiles(NamedTuple):
    """The parts of a plan that have one file of their own, where they have it."""

    policy: PolicyFile | None = None
    waivers: WaiversFile | None = None
    decisions: DecisionsFile | None = None


def load(site: PlanSite, called: Callable[[Path], str] | None = None) -> LoadedPlan:
    """Read every file of a plan and put the whole together.

    A fault in one file never hides another's: each file is read on its own.

    Args:
        site: where the plan is.
        called: what a file is called in findings; as the user would type it, unless this says else.
    """
    name_of = partial(shown_from, os.getcwd()) if called is None else _by_name(called)  # noqa: PTH109
    loader = _Loader(site, name_of)
    try:
        loader.run()
    except OSError as error:  # a folder that may not be looked into, or that is gone by now
        where = name_of(str(error.filename or site.root))
        loader.loaded.unread.append(f"{where} cannot be read: {error.strerror or error}")
        loader.loaded.complete = False
    return loader.loaded


def _by_name(called: Callable[[Path], str]) -> Callable[[str], str]:
    return lambda name: called(Path(name))


class _Loader:
    """Reads one plan. Each step adds to ``loaded``.

    Files and folders go by their names, a folder's with a separator at its end: a plan has many,
    and paths as objects take long.
    """

    def __init__(self, site: PlanSite, called: Callable[[str], str]) -> None:
        self._site = site
        self._named = str(site.root)
        self._called = called
        self._root = site.root.resolve()
        self._fitness = Fitness(self._root, site.root)
        self._context: dict[str, object] = {"unit": Unit.POUND, "kinds": kinds()}
        self.loaded = LoadedPlan(visible_line(site.id), self._root)
        #: False where a project has the name by which the programme's own return is known.
        self._has_own_returns = True

    def run(self) -> None:
        if not self._site.is_folder:
            plan_file = self._read(self._named, PlanFile)
            self._assemble(plan_file, {}, _OwnFiles(self._shared_policy(plan_file)), {})
            return
        root = with_separator(self._named)
        there = inside(root)
        plan_file = self._plan_file(root + PLAN_FILE, there)
        policy = self._read_if_there(root, there, POLICY_FILE, PolicyFile)
        waivers = self._read_if_there(root, there, WAIVERS_FILE, WaiversFile)
        decisions = self._read_if_there(root, there, DECISIONS_FILE, DecisionsFile)
        projects = self._projects(f"{root}{PROJECTS}{os.sep}") if there.get(PROJECTS) else {}
        named = {*projects, *(plan_file.projects if plan_file else ())}
        self._has_own_returns = OWN_RETURN not in named
        returns = self._returns(f"{root}{RETURNS}{os.sep}") if there.get(RETURNS) else {}
        self._refuse_strays(root, there, {PLAN_FILE, POLICY_FILE, DECISIONS_FILE, WAIVERS_FILE})
        own = _OwnFiles(self._shared_policy(plan_file) or policy, waivers, decisions)
        self._assemble(plan_file, projects, own, returns)

    def _shared_policy(self, plan_file: PlanFile | None) -> PolicyFile | None:
        """Read the policy that the plan follows, from ``policies`` beside the plan."""
        if plan_file is None or plan_file.follows is None:
            return None
        given = ("policy",) in self.loaded.owners or "policy" in plan_file.model_fields_set
        folder = self._root.parent / SHARED_POLICIES
        path = folder / f"{plan_file.follows}.yaml"
        if not given and path.is_file():
            return self._read(str(path), PolicyFile, ("policy",), shared_in=folder)
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

    def _plan_file(self, path: str, there: Mapping[str, bool]) -> PlanFile | None:
        if PLAN_FILE in there:
            return self._read(path, PlanFile)
        self._fault(
            path,
            Problem(PLAN_FILE_MISSING, "This plan has no plan.yaml.", "Add one: `riep: 1`, …"),
        )
        return None

    def _read_if_there(
        self, root: str, there: Mapping[str, bool], name: str, model: type[ModelT]
    ) -> ModelT | None:
        if name in there:
            return self._read(root + name, model, (name.removesuffix(".yaml"),))
        return None

    def _projects(self, folder: str) -> dict[str, Project]:
        named = self._named_by_id(folder, "Put projects' files straight into")
        read = self._read_each((((PROJECTS, one), path) for one, path in named), ProjectFile)
        return {owner[-1]: project for owner, project in read.items()}

    def _named_by_id(self, folder: str, advice: str) -> Iterator[tuple[str, str]]:
        """Give the files of a folder that are named by an id; tell of everything else."""
        for name, is_folder in inside(folder).items():
            if is_folder and not name.endswith(YAML_ENDINGS):
                self._refuse_folder(folder + name, f"{advice} {Path(folder).name}/.")
            if not is_yaml(name):
                continue
            if fault := name_fault(name):
                self._fault(folder + name, fault)
            else:
                yield name.removesuffix(".yaml"), folder + name

    def _returns(self, folder: str) -> dict[str, QuarterReturns]:
        """Read each quarter's file, and each project's own file of a quarter."""
        found: dict[str, QuarterReturns] = {}
        for name, is_folder in inside(folder).items():
            if not (is_folder or is_yaml(name)):
                continue
            quarter = name if is_folder else name.removesuffix(".yaml")
            if quarter not in QUARTERS:
                self._fault(folder + name, _not_a_quarter(name))
            elif is_folder:
                self._project_returns(f"{folder}{name}{os.sep}", quarter, found)
            else:
                whole = self._read(folder + name, QuarterReturnsFile, (RETURNS, quarter))
                if whole is not None:
                    own = found.get(quarter) or QuarterReturns()
                    found[quarter] = whole.model_copy(
                        update={
                            "projects": {**whole.projects, **own.projects},
                            "programme": own.programme or whole.programme,
                        }
                    )
                    self._refuse_returned_twice(quarter, whole, own)
        return found

    def _project_returns(self, folder: str, quarter: str, found: dict[str, QuarterReturns]) -> None:
        named = self._named_by_id(folder, "Put projects' returns straight into")
        of_programme = (RETURNS, quarter, OWN_RETURN)
        owners = (
            (of_programme, path)
            if one == OWN_RETURN and self._has_own_returns
            else ((RETURNS, quarter, PROJECTS, one), path)
            for one, path in named
        )
        read = self._read_each(owners, ReturnFile)
        programme = read.pop(of_programme, None)
        own = {owner[-1]: one for owner, one in read.items()}
        found[quarter] = QuarterReturns(projects=own, programme=programme)

    def _refuse_returned_twice(
        self, quarter: str, whole: QuarterReturns, own: QuarterReturns
    ) -> None:
        twice = [(PROJECTS, one) for one in sorted(whole.projects.keys() & own.projects)]
        both = whole.programme is not None and own.programme is not None
        for at in (*twice, *([(OWN_RETURN,)] if both else [])):
            other = self.loaded.owners[(RETURNS, quarter, *at)].name
            message = f"The return of “{at[-1]}” stands here and in {other} as well."
            problem = Problem(ID_USED_TWICE, message, "Keep one of the two.", at=at, on_key=True)
            self.loaded.owners[RETURNS, quarter].problems.append(problem)
            self.loaded.complete = False

    def _refuse_strays(self, root: str, there: Mapping[str, bool], known: set[str]) -> None:
        """Refuse YAML that no part of a plan would read, so that nothing is passed over."""
        for name, is_folder in there.items():
            if name in (*known, PROJECTS, RETURNS):
                continue
            if is_folder:
                self._refuse_folder(
                    root + name, f"A plan's folders of YAML files are {PROJECTS}/ and {RETURNS}/."
                )
            elif is_yaml(name):
                meant = nearest(f"{bare_stem(name).lower()}.yaml", known)
                files = f"Its files are {', '.join(sorted(known))} and {PROJECTS}/<id>.yaml."
                advice = f"Rename it to {meant}." if meant else files
                message = f"A plan has no file {visible(name)}."
                self._fault(root + name, Problem(FILE_NOT_EXPECTED, message, advice))

    def _refuse_folder(self, folder: str, advice: str) -> None:
        if any(path.suffix.lower() in YAML_ENDINGS for path in Path(folder).rglob("*")):
            message = "riep reads no YAML file in this folder."
            self._fault(folder, Problem(FILE_NOT_EXPECTED, message, advice))

    def _read(
        self,
        path: str,
        model: type[ModelT],
        owner: Owner = (),
        *,
        shared_in: Path | None = None,
    ) -> ModelT | None:
        file = self._opened(path, model, owner, Fitness(shared_in) if shared_in else self._fitness)
        if shared_in:  # in pounds, whatever the unit of the plan that follows it
            file.context = {**self._context, "unit": Unit.POUND}
        return self._built(file, model) if file.text is not None else None

    def _read_each(
        self, named: Iterator[tuple[Owner, str]], model: type[ModelT]
    ) -> dict[Owner, ModelT]:
        """Read files of one kind, by the part that each is; those that cannot be are left out."""
        opened = [(one, self._opened(path, model, one, self._fitness)) for one, path in named]
        usable = [(one, file) for one, file in opened if file.text is not None]
        found: dict[Owner, ModelT] = {}
        for start in range(0, len(usable), _AT_ONCE):
            some = usable[start : start + _AT_ONCE]
            together = read_together([file.text or "" for _, file in some])
            for (owner, file), data in zip(some, together, strict=True):
                built = self._built(file, model, data)
                if built is not None:
                    found[owner] = built
        return found

    def _opened(
        self, path: str, model: type[BaseModel], owner: Owner, fitness: Fitness
    ) -> SourceFile:
        """Give a file with its text, or without where it is none that may be read."""
        file = SourceFile(self._called(path), where=path, model=model, context=self._context)
        self.loaded.files.append(file)
        self.loaded.owners[owner] = file
        try:
            file.text = decode(fitness.read(path))
        except Unreadable as unreadable:
            file.problems.extend(unreadable.problems)
            self.loaded.complete = False
        except OSError as error:
            self.loaded.unread.append(f"{file.name} cannot be read: {error.strerror or error}")
            self.loaded.complete = False
        return file

    def _built(
        self, file: SourceFile, model: type[ModelT], data: object | None = None
    ) -> ModelT | None:
        """Make the model of a file from its text, or from its data where they are known already."""
        try:
            data, is_whole = read_closely(file.text or "") if data is None else (data, True)
            if model is PlanFile and isinstance(data, dict) and data.get("unit") == Unit.THOUSAND:
                self._context["unit"] = Unit.THOUSAND
            return build(data, model, file.context, is_whole=is_whole)
        except Unreadable as unreadable:
            file.problems.extend(unreadable.problems)
            self.loaded.complete = False
            return None

    def _fault(self, path: str, problem: Problem) -> None:
        self.loaded.files.append(SourceFile(self._called(path), problems=[problem], where=path))
        self.loaded.complete = False

    def _assemble(
        self,
        plan_file: PlanFile | None,
        projects: dict[str, Project],
        own: _OwnFiles,
        returns: dict[str, QuarterReturns],
    ) -> None:
        if plan_file is None:
            return
        self._refuse_twice(plan_file, projects, own, returns)
        self.loaded.plan = plan_file.model_copy(
            update={
                "projects": {**plan_file.projects, **projects},
                "returns": {**plan_file.returns, **returns},
                "policy": own.policy or plan_file.policy,
                "waivers": own.waivers.waivers if own.waivers else plan_file.waivers,
                "decisions": own.decisions.decisions if own.decisions else plan_file.decisions,
            }
        )

    def _refuse_twice(
        self,
        plan_file: PlanFile,
        projects: dict[str, Project],
        own: _OwnFiles,
        returns: Mapping[str, QuarterReturns],
    ) -> None:
        """What has a file of its own may not stand in plan.yaml as well."""
        given = plan_file.model_fields_set
        twice: list[tuple[str, ...]] = [
            (PROJECTS, one) for one in plan_file.projects.keys() & projects
        ]
        twice += [(key,) for key, file in own._asdict().items() if file and key in given]
        twice += [(RETURNS, one) for one in plan_file.returns.keys() & returns]
        for path in sorted(twice):
            other = self._file_of(path)
            project = path[0] == PROJECTS
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

    def _file_of(self, path: tuple[str, ...]) -> str:
        """The file of a part, or the first below it where it has none itself."""
        owners = self.loaded.owners
        here = [file.name for owner, file in owners.items() if owner[: len(path)] == path]
        return owners[path].name if path in owners else here[0]


def _not_a_quarter(name: str) -> Problem:
    message = f"Returns are kept by quarter; “{visible(name)}” is none."
    return Problem(
        FILE_NOT_EXPECTED,
        message,
        "Name it Q1.yaml to Q4.yaml, or put each project's own file into Q1/ to Q4/.",
    )
