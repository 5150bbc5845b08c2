"""Ids by which one part of a plan names another, and whether what they name is there."""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from riep_plan.figures.sums.evidence import evidence_tables
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine
from riep_plan.model.delivery import Milestone, Step
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
    how: _How = "listed"

    def references(self) -> Iterator[Reference]:
        """Give each of them by itself."""
        for place, one in enumerate(self.named):
            steps = {"alone": (), "listed": (str(place),), "key": (one,)}
            yield Reference((*self.at, *steps[self.how]), one, self.known, self.what)


def references_of(plan: Plan, *, complete: bool) -> Iterator[Reference]:
    """Give every id by which one part of a plan names another.

    Args:
        plan: the plan.
        complete: whether every project could be read; without, those that name projects are left
            out.
    """
    for naming in _namings(plan, complete=complete):
        yield from naming.references()


def dangling(plan: Plan, *, complete: bool) -> Iterator[Reference]:
    """Give those that name nothing."""
    for naming in _namings(plan, complete=complete):
        for named in naming.named:
            if named not in naming.known:  # in few places one does not stand among them
                yield from [one for one in naming.references() if one.named not in one.known]
                break


def _namings(plan: Plan, *, complete: bool) -> Iterator[_Naming]:
    for project_id, project in plan.projects.items():
        at: Path = ("projects", project_id)
        yield from _of_project(plan, at, project)
        if project.milestones:
            yield from _milestones_followed(at, project.milestones)
            if complete:
                yield from _projects_named(plan, (*at, "milestones"), project.milestones)
    yield from _programme(plan)
    yield from _decided(plan, (), plan.decisions)
    yield from _milestones_followed((), plan.milestones)
    if complete:
        yield from _projects_named(plan, ("milestones",), plan.milestones)
        kept_for = {*plan.projects, *plan.workstreams}
        for source_id, source in plan.funding.items():
            here = ("funding", source_id, "only_for")
            yield _Naming(here, source.only_for, kept_for, "project or workstream of the plan")
    for at, _, table in evidence_tables(plan):
        for row_id, row in table.rows.items():
            for key, named in (("adds", row.adds), ("less", row.less)):
                yield _Naming((*at, "rows", row_id, key), named, table.rows, "row of this table")


def _of_project(plan: Plan, at: Path, project: Project) -> list[_Naming]:
    """Give what a project names, other than its milestones."""
    found = [*_acting(at, project, plan.funding), *_sources_named(at, project, plan.funding)]
    outcomes, what = project.outcomes, "outcome of this project"
    for one, indicator in project.indicators.items():
        if indicator.measures:
            here: Path = (*at, "indicators", one, "measures")
            found.append(_Naming(here, indicator.measures, outcomes, what))
    if project.contributes:
        found += _framework_targets(plan, at, project)
    if project.workstreams:
        streams = (*at, "workstreams")
        found.append(_Naming(streams, project.workstreams, plan.workstreams, "workstream"))
    if project.decisions:
        found += _decided(plan, at, project.decisions)
    return found


def _acting(at: Path, project: Project, funding: Collection[str]) -> Iterator[_Naming]:
    """Give what the actions of a project name: outcomes, actions and funding sources."""
    for action_id, action in project.actions.items():
        here: Path = (*at, "actions", action_id)
        if action.serves:
            what = "outcome of this project"
            yield _Naming((*here, "serves"), action.serves, project.outcomes, what)
        if action.after:
            what = "action of this project"
            yield _Naming((*here, "after"), action.after, project.actions, what)
        if action.funded_by:
            yield _Naming((*here, "funded_by"), action.funded_by, funding, _SOURCE)


def _milestones_followed(at: Path, milestones: dict[str, Milestone]) -> Iterator[_Naming]:
    for milestone_id, milestone in milestones.items():
        here: Path = (*at, "milestones", milestone_id)
        if milestone.after:
            yield _Naming((*here, "after"), milestone.after, milestones, "milestone beside it")
        for step_id, step in milestone.steps.items():
            if step.after:
                steps = (*here, "steps", step_id, "after")
                yield _Naming(steps, step.after, milestone.steps, "step of this milestone")


def _decided(plan: Plan, at: Path, decisions: dict[str, Decision]) -> Iterator[_Naming]:
    for meeting, one in decisions.items():
        here: Path = (*at, "decisions", meeting)
        yield _Naming(here, (meeting,), plan.meetings, "meeting of the plan", "alone")
        if one.corrects:
            yield _Naming((*here, "corrects"), one.corrects, decisions, "decision beside it")
        if one.waives:
            yield _Naming((*here, "waives"), one.waives, plan.waivers, "waiver of the plan")


def _source_keys(at: Path, given: Collection[str], known: Collection[str]) -> _Naming:
    """The funding sources that something is kept by."""
    return _Naming(at, given, known, _SOURCE, "key")


def _sources_named(at: Path, project: Project, known: Collection[str]) -> Iterator[_Naming]:
    for key in ("spend", "allocation", "requested"):
        if given := getattr(project, key):
            yield _source_keys((*at, key), given, known)
    for key in ("budget", "payments") if project.stated else ():
        if given := getattr(project.stated, key):
            yield _source_keys((*at, "stated", key), given, known)
    for funding_id, funding in project.additional_funding.items():
        here: Path = (*at, "additional_funding", funding_id, "source")
        yield _Naming(here, (funding.source,), known, _SOURCE, "alone")
    if project.budget:
        yield from _lines(at, project.budget, known)
    if project.milestones:
        yield from _payments((*at, "milestones"), project.milestones, known)


def _lines(at: Path, lines: dict[str, BudgetLine], known: Collection[str]) -> Iterator[_Naming]:
    for line_id, line in lines.items():
        if line.amounts:
            yield _source_keys((*at, "budget", line_id, "amounts"), line.amounts, known)


def _payments(
    at: Path, milestones: dict[str, Milestone], known: Collection[str]
) -> Iterator[_Naming]:
    for milestone_id, milestone in milestones.items():
        if milestone.payments:
            yield _source_keys((*at, milestone_id, "payments"), milestone.payments, known)
        for step_id, step in milestone.steps.items():
            if step.payments:
                here = (*at, milestone_id, "steps", step_id, "payments")
                yield _source_keys(here, step.payments, known)


def _projects_named(plan: Plan, at: Path, milestones: dict[str, Milestone]) -> Iterator[_Naming]:
    for milestone_id, milestone in milestones.items():
        here: Path = (*at, milestone_id)
        paid: list[tuple[Path, Milestone | Step]] = [(here, milestone)]
        paid += [((*here, "steps", one), step) for one, step in milestone.steps.items()]
        for place, one in paid:
            if one.funded_under is not None:
                paying = (*place, "funded_under")
                yield _Naming(paying, (one.funded_under,), plan.projects, "project", "alone")


def _framework_targets(plan: Plan, at: Path, project: Project) -> Iterator[_Naming]:
    for framework_id, targets in project.contributes.items():
        here: Path = (*at, "contributes", framework_id)
        framework = plan.frameworks.get(framework_id)
        if framework is None:
            what = "framework of the plan"
            yield _Naming(here, (framework_id,), plan.frameworks, what, "alone")
        else:
            yield _Naming(here, targets, framework.targets, f"target of {framework.title}")


def _programme(plan: Plan) -> Iterator[_Naming]:
    known = plan.funding
    for source_id, source in plan.funding.items():
        if source.pooled_with is not None:
            here: Path = ("funding", source_id, "pooled_with")
            yield _Naming(here, (source.pooled_with,), known, _SOURCE, "alone")
    for key in ("available", "allocation", "unallocated"):
        if given := getattr(plan.stated, key, {}):
            yield _source_keys(("stated", key), given, known)
    yield from _lines((), plan.budget, known)
    yield from _payments(("milestones",), plan.milestones, known)
    for line_id, line in plan.budget.items():
        here = ("budget", line_id, "workstreams")
        yield _Naming(here, line.workstreams, plan.workstreams, "workstream")
    for indicator_id, indicator in plan.indicators.items():
        here = ("indicators", indicator_id, "measures")
        yield _Naming(here, indicator.measures, plan.outcomes, "outcome of the plan")
    for assessment_id, assessment in plan.assessments.items():
        for key in ("returned", "not_returned"):
            here = ("assessments", assessment_id, key)
            named: tuple[str, ...] = getattr(assessment, key)
            yield _Naming(here, named, plan.organisations, "organisation of the plan")
