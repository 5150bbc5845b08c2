"""Ids by which one part of a plan names another, and whether what they name is there."""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from riep_plan.figures.sums.evidence import evidence_tables
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine
from riep_plan.model.delivery import Action, Milestone, Step
from riep_plan.model.governance import Decision

_SOURCE = "funding source"
#: How an id stands at a path: alone, in a list, or as a key.
_How = Literal["alone", "listed", "key"]


class Reference(NamedTuple):
    """An id used, where, and what it should name."""

    at: Path
    named: str
    known: Collection[str]
    what: str


class _Naming(NamedTuple):
    """The ids that stand in one place and name things of one kind."""

    at: Path
    named: Collection[str]
    known: Collection[str]
    what: str
    how: _How

    def references(self) -> Iterator[Reference]:
        """Give each of them by itself."""
        for place, one in enumerate(self.named):
            steps = {"alone": (), "listed": (str(place),), "key": (one,)}
            yield Reference((*self.at, *steps[self.how]), one, self.known, self.what)


class _Namings:
    """Gathers the ids that name things: every one, or those of places where one dangles."""

    def __init__(self, *, dangling: bool) -> None:
        self._dangling = dangling
        self.found: list[_Naming] = []

    def add(
        self,
        at: Path,
        key: str,
        named: Collection[str],
        known: Collection[str],
        what: str,
        how: _How = "listed",
    ) -> None:
        """Add what stands under a key. In few places one is not known: paths are made for these."""
        for one in named:
            if not self._dangling or one not in known:
                self.found.append(_Naming((*at, key), named, known, what, how))
                break


def references_of(plan: Plan, *, complete: bool) -> Iterator[Reference]:
    """Give every id by which one part of a plan names another.

    Args:
        plan: the plan.
        complete: whether every project could be read; without, those that name projects are left
            out.
    """
    namings = _Namings(dangling=False)
    _gather(namings, plan, complete=complete)
    for naming in namings.found:
        yield from naming.references()


def dangling(plan: Plan, *, complete: bool) -> list[Reference]:
    """Give those that name nothing."""
    namings = _Namings(dangling=True)
    _gather(namings, plan, complete=complete)
    return [one for its in namings.found for one in its.references() if one.named not in one.known]


def _gather(to: _Namings, plan: Plan, *, complete: bool) -> None:
    for project_id, project in plan.projects.items():
        at: Path = ("projects", project_id)
        _of_project(to, plan, at, project)
        if project.milestones:
            _milestones_followed(to, at, project.milestones)
            if complete:
                _projects_named(to, plan, (*at, "milestones"), project.milestones)
    _programme(to, plan)
    _decided(to, plan, (), plan.decisions)
    _milestones_followed(to, (), plan.milestones)
    if complete:
        _projects_named(to, plan, ("milestones",), plan.milestones)
        kept_for = {*plan.projects, *plan.workstreams}
        what = "project or workstream of the plan"
        for source_id, source in plan.funding.items():
            to.add(("funding", source_id), "only_for", source.only_for, kept_for, what)
    for at, _, table in evidence_tables(plan):
        for row_id, row in table.rows.items():
            for key, named in (("adds", row.adds), ("less", row.less)):
                to.add((*at, "rows", row_id), key, named, table.rows, "row of this table")


def _of_project(to: _Namings, plan: Plan, at: Path, project: Project) -> None:
    """Gather what a project names, other than its milestones."""
    outcomes, funding = project.outcomes, plan.funding
    if project.actions:
        _acting(to, at, project.actions, outcomes, funding)
    _sources_named(to, at, project, funding)
    for one, indicator in project.indicators.items():
        if indicator.measures:
            here: Path = (*at, "indicators", one)
            to.add(here, "measures", indicator.measures, outcomes, "outcome of this project")
    if project.contributes:
        _framework_targets(to, plan, at, project)
    to.add(at, "workstreams", project.workstreams, plan.workstreams, "workstream")
    if project.decisions:
        _decided(to, plan, at, project.decisions)


def _acting(
    to: _Namings,
    at: Path,
    actions: dict[str, Action],
    outcomes: Collection[str],
    funding: Collection[str],
) -> None:
    """Gather what the actions of a project name: outcomes, actions and funding sources."""
    for action_id, action in actions.items():
        here: Path = (*at, "actions", action_id)
        to.add(here, "serves", action.serves, outcomes, "outcome of this project")
        to.add(here, "after", action.after, actions, "action of this project")
        to.add(here, "funded_by", action.funded_by, funding, _SOURCE)


def _milestones_followed(to: _Namings, at: Path, milestones: dict[str, Milestone]) -> None:
    for milestone_id, milestone in milestones.items():
        here: Path = (*at, "milestones", milestone_id)
        to.add(here, "after", milestone.after, milestones, "milestone beside it")
        for step_id, step in milestone.steps.items():
            there = (*here, "steps", step_id)
            to.add(there, "after", step.after, milestone.steps, "step of this milestone")


def _decided(to: _Namings, plan: Plan, at: Path, decisions: dict[str, Decision]) -> None:
    for meeting, one in decisions.items():
        of_all: Path = (*at, "decisions")
        to.add(of_all, meeting, (meeting,), plan.meetings, "meeting of the plan", "alone")
        if one.corrects or one.waives:
            here = (*of_all, meeting)
            to.add(here, "corrects", one.corrects, decisions, "decision beside it")
            to.add(here, "waives", one.waives, plan.waivers, "waiver of the plan")


def _sources_named(to: _Namings, at: Path, project: Project, known: Collection[str]) -> None:
    to.add(at, "spend", project.spend, known, _SOURCE, "key")
    to.add(at, "allocation", project.allocation, known, _SOURCE, "key")
    to.add(at, "requested", project.requested, known, _SOURCE, "key")
    if project.stated is not None:
        stated: Path = (*at, "stated")
        to.add(stated, "budget", project.stated.budget, known, _SOURCE, "key")
        to.add(stated, "payments", project.stated.payments, known, _SOURCE, "key")
    for funding_id, funding in project.additional_funding.items():
        here: Path = (*at, "additional_funding", funding_id)
        to.add(here, "source", (funding.source,), known, _SOURCE, "alone")
    if project.budget:
        _lines(to, at, project.budget, known)
    if project.milestones:
        _payments(to, (*at, "milestones"), project.milestones, known)


def _lines(to: _Namings, at: Path, lines: dict[str, BudgetLine], known: Collection[str]) -> None:
    for line_id, line in lines.items():
        to.add((*at, "budget", line_id), "amounts", line.amounts, known, _SOURCE, "key")


def _payments(
    to: _Namings, at: Path, milestones: dict[str, Milestone], known: Collection[str]
) -> None:
    for milestone_id, milestone in milestones.items():
        here = (*at, milestone_id)
        to.add(here, "payments", milestone.payments, known, _SOURCE, "key")
        for step_id, step in milestone.steps.items():
            there = (*here, "steps", step_id)
            to.add(there, "payments", step.payments, known, _SOURCE, "key")


def _projects_named(to: _Namings, plan: Plan, at: Path, milestones: dict[str, Milestone]) -> None:
    for milestone_id, milestone in milestones.items():
        here: Path = (*at, milestone_id)
        paid: list[tuple[Path, Milestone | Step]] = [(here, milestone)]
        paid += [((*here, "steps", one), step) for one, step in milestone.steps.items()]
        for place, one in paid:
            if one.funded_under is not None:
                named = (one.funded_under,)
                to.add(place, "funded_under", named, plan.projects, "project", "alone")


def _framework_targets(to: _Namings, plan: Plan, at: Path, project: Project) -> None:
    for framework_id, targets in project.contributes.items():
        here: Path = (*at, "contributes")
        framework = plan.frameworks.get(framework_id)
        if framework is None:
            what = "framework of the plan"
            to.add(here, framework_id, (framework_id,), plan.frameworks, what, "alone")
        else:
            what = f"target of {framework.title}"
            to.add(here, framework_id, targets, framework.targets, what)


def _programme(to: _Namings, plan: Plan) -> None:
    known = plan.funding
    for source_id, source in known.items():
        if source.pooled_with is not None:
            pooled = (source.pooled_with,)
            to.add(("funding", source_id), "pooled_with", pooled, known, _SOURCE, "alone")
    for key in ("available", "allocation", "unallocated"):
        to.add(("stated",), key, getattr(plan.stated, key, ()), known, _SOURCE, "key")
    _lines(to, (), plan.budget, known)
    _payments(to, ("milestones",), plan.milestones, known)
    for line_id, line in plan.budget.items():
        to.add(("budget", line_id), "workstreams", line.workstreams, plan.workstreams, "workstream")
    for indicator_id, indicator in plan.indicators.items():
        here: Path = ("indicators", indicator_id)
        to.add(here, "measures", indicator.measures, plan.outcomes, "outcome of the plan")
    for assessment_id, assessment in plan.assessments.items():
        for key in ("returned", "not_returned"):
            here = ("assessments", assessment_id)
            what = "organisation of the plan"
            to.add(here, key, getattr(assessment, key), plan.organisations, what)
