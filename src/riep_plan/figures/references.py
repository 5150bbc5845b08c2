"""Ids by which one part of a plan names another, and whether what they name is there."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from riep_plan.figures.sums.evidence import evidence_tables
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine
from riep_plan.model.delivery import Milestone
from riep_plan.model.governance import Decision


class Reference(NamedTuple):
    """An id used, where, and what it should name."""

    at: Path
    named: str
    known: Collection[str]
    what: str


def references_of(plan: Plan, *, complete: bool) -> Iterator[Reference]:
    """Give every id by which one part of a plan names another.

    Args:
        plan: the plan.
        complete: whether every project could be read; without, those that name projects are left
            out.
    """
    sources = _Naming(plan.funding, "funding source")
    for project_id, project in plan.projects.items():
        at: Path = ("projects", project_id)
        yield from _outcomes(at, project)
        yield from _sources_named(at, project, sources)
        yield from _framework_targets(plan, at, project)
        yield from _followed(at, project)
        yield from _each((*at, "workstreams"), project.workstreams, plan.workstreams, "workstream")
        yield from _decided(plan, at, project.decisions)
        if complete:
            yield from _projects_named(plan, (*at, "milestones"), project.milestones)
    yield from _programme(plan, sources)
    yield from _decided(plan, (), plan.decisions)
    yield from _milestones_followed((), plan.milestones)
    if complete:
        yield from _projects_named(plan, ("milestones",), plan.milestones)
        kept_for = {*plan.projects, *plan.workstreams}
        for source_id, source in plan.funding.items():
            here = ("funding", source_id, "only_for")
            yield from _each(here, source.only_for, kept_for, "project or workstream of the plan")
    for at, _, table in evidence_tables(plan):
        for row_id, row in table.rows.items():
            for key, named in (("adds", row.adds), ("less", row.less)):
                yield from _each((*at, "rows", row_id, key), named, table.rows, "row of this table")


class _Naming(NamedTuple):
    """What ids of one kind may be."""

    known: Collection[str]
    what: str

    def of(self, at: Path, named: str) -> Reference:
        """Make a reference of this kind."""
        return Reference(at, named, self.known, self.what)


def _each(
    at: Path, named: tuple[str, ...], known: Collection[str], what: str
) -> Iterator[Reference]:
    for place, one in enumerate(named):
        yield Reference((*at, str(place)), one, known, what)


def _outcomes(at: Path, project: Project) -> Iterator[Reference]:
    what = "outcome of this project"
    for action_id, action in project.actions.items():
        here: Path = (*at, "actions", action_id, "serves")
        yield from _each(here, action.serves, project.outcomes, what)
    for indicator_id, indicator in project.indicators.items():
        here = (*at, "indicators", indicator_id, "measures")
        yield from _each(here, indicator.measures, project.outcomes, what)


def _followed(at: Path, project: Project) -> Iterator[Reference]:
    for action_id, action in project.actions.items():
        here: Path = (*at, "actions", action_id, "after")
        yield from _each(here, action.after, project.actions, "action of this project")
    yield from _milestones_followed(at, project.milestones)


def _milestones_followed(at: Path, milestones: dict[str, Milestone]) -> Iterator[Reference]:
    for milestone_id, milestone in milestones.items():
        here: Path = (*at, "milestones", milestone_id)
        yield from _each((*here, "after"), milestone.after, milestones, "milestone beside it")
        for step_id, step in milestone.steps.items():
            steps = (*here, "steps", step_id, "after")
            yield from _each(steps, step.after, milestone.steps, "step of this milestone")


def _decided(plan: Plan, at: Path, decisions: dict[str, Decision]) -> Iterator[Reference]:
    for meeting, one in decisions.items():
        here: Path = (*at, "decisions", meeting)
        yield Reference(here, meeting, plan.meetings, "meeting of the plan")
        yield from _each((*here, "corrects"), one.corrects, decisions, "decision beside it")
        yield from _each((*here, "waives"), one.waives, plan.waivers, "waiver of the plan")


def _sources_named(at: Path, project: Project, sources: _Naming) -> Iterator[Reference]:
    for key in ("spend", "allocation", "requested"):
        for source in getattr(project, key):
            yield sources.of((*at, key, source), source)
    for key in ("budget", "payments"):
        for source in getattr(project.stated, key, {}):
            yield sources.of((*at, "stated", key, source), source)
    for funding_id, funding in project.additional_funding.items():
        yield sources.of((*at, "additional_funding", funding_id, "source"), funding.source)
    for action_id, action in project.actions.items():
        here: Path = (*at, "actions", action_id, "funded_by")
        yield from _each(here, action.funded_by, *sources)
    yield from _lines(at, project.budget, sources)
    yield from _payments((*at, "milestones"), project.milestones, sources)


def _lines(at: Path, lines: dict[str, BudgetLine], sources: _Naming) -> Iterator[Reference]:
    for line_id, line in lines.items():
        for source in line.amounts:
            yield sources.of((*at, "budget", line_id, "amounts", source), source)


def _payments(at: Path, milestones: dict[str, Milestone], sources: _Naming) -> Iterator[Reference]:
    for milestone_id, milestone in milestones.items():
        for source in milestone.payments:
            yield sources.of((*at, milestone_id, "payments", source), source)
        for step_id, step in milestone.steps.items():
            for source in step.payments:
                here = (*at, milestone_id, "steps", step_id, "payments", source)
                yield sources.of(here, source)


def _projects_named(plan: Plan, at: Path, milestones: dict[str, Milestone]) -> Iterator[Reference]:
    projects = _Naming(plan.projects, "project")
    for milestone_id, milestone in milestones.items():
        here: Path = (*at, milestone_id)
        if milestone.funded_under is not None:
            yield projects.of((*here, "funded_under"), milestone.funded_under)
        for step_id, step in milestone.steps.items():
            if step.funded_under is not None:
                yield projects.of((*here, "steps", step_id, "funded_under"), step.funded_under)


def _framework_targets(plan: Plan, at: Path, project: Project) -> Iterator[Reference]:
    for framework_id, targets in project.contributes.items():
        here: Path = (*at, "contributes", framework_id)
        framework = plan.frameworks.get(framework_id)
        if framework is None:
            yield Reference(here, framework_id, plan.frameworks, "framework of the plan")
        else:
            yield from _each(here, targets, framework.targets, f"target of {framework.title}")


def _programme(plan: Plan, sources: _Naming) -> Iterator[Reference]:
    for source_id, source in plan.funding.items():
        if source.pooled_with is not None:
            yield sources.of(("funding", source_id, "pooled_with"), source.pooled_with)
    for key in ("available", "allocation", "unallocated"):
        for source in getattr(plan.stated, key, {}):
            yield sources.of(("stated", key, source), source)
    yield from _lines((), plan.budget, sources)
    yield from _payments(("milestones",), plan.milestones, sources)
    for line_id, line in plan.budget.items():
        here: Path = ("budget", line_id, "workstreams")
        yield from _each(here, line.workstreams, plan.workstreams, "workstream")
    for indicator_id, indicator in plan.indicators.items():
        here = ("indicators", indicator_id, "measures")
        yield from _each(here, indicator.measures, plan.outcomes, "outcome of the plan")
    for assessment_id, assessment in plan.assessments.items():
        for key in ("returned", "not_returned"):
            here = ("assessments", assessment_id, key)
            named: tuple[str, ...] = getattr(assessment, key)
            yield from _each(here, named, plan.organisations, "organisation of the plan")
