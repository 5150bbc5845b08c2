"""Every sum that a plan states: a stated total, and the terms that should make it up.

Rows and columns of the same table share their cells, which is what lets
:mod:`riep_plan.figures.sums.suspects` tell which one figure is wrong.
"""

from collections.abc import Iterator

from riep_plan.figures.sums.allocations import allocation_sums
from riep_plan.figures.sums.budgets import budget_sums
from riep_plan.figures.sums.casting import columns, over_periods
from riep_plan.figures.sums.equation import Equation, Sum
from riep_plan.figures.sums.estimates import additional_sums
from riep_plan.figures.sums.evidence import evidence_sums
from riep_plan.figures.tables import (
    CAPITAL,
    OVERALL,
    REVENUE,
    Row,
    all_spend_rows,
    project_saving_rows,
    saving_rows,
    spend_rows,
    stated_spend_rows,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project


def equations_of(plan: Plan, *, complete: bool) -> Iterator[Equation]:
    """Give every sum that a plan states.

    Args:
        plan: the plan.
        complete: whether every project could be read; without, sums over projects are left out.
    """
    for project_id, project in plan.projects.items():
        yield from _project_equations(project_id, project)
    if plan.stated is not None:
        programme = [
            *((name, row) for name, row in _stated_spend(plan)),
            *saving_rows(plan.stated.efficiencies, ("stated", "efficiencies")),
        ]
        for _, row in programme:
            yield from over_periods("The programme", row)
        yield from _programme_kinds(plan)
        if complete:
            yield from _over_projects(plan)
    yield from budget_sums(plan, complete=complete)
    yield from allocation_sums(plan, complete=complete)
    yield from evidence_sums(plan)


def _stated_spend(plan: Plan) -> list[tuple[str, Row]]:
    stated = plan.stated.spend if plan.stated else None
    return list(stated_spend_rows(stated, ("stated", "spend"))) if stated else []


def _project_equations(project_id: str, project: Project) -> Iterator[Equation]:
    spend = list(spend_rows(project_id, project))
    stated = project.stated.spend if project.stated else None
    at: Path = ("projects", project_id, "stated", "spend")
    totals = list(stated_spend_rows(stated, at)) if stated else []
    savings = project_saving_rows(project_id, project)
    for _, row in [*spend, *totals, *savings]:
        yield from over_periods(project.name, row)
    for name, total in totals:
        rows = [row for kind, row in spend if name in (kind, OVERALL)]
        if spend:
            yield from columns(Sum.OVER_KINDS, project.name, total, rows, lambda row: row.name)
    for funding_id, funding in project.additional_funding.items():
        base: Path = ("projects", project_id, "additional_funding", funding_id)
        yield from additional_sums(project.name, base, funding)


def _programme_kinds(plan: Plan) -> Iterator[Equation]:
    rows = dict(_stated_spend(plan))
    if OVERALL in rows and REVENUE in rows and CAPITAL in rows:
        kinds = [rows[REVENUE], rows[CAPITAL]]
        yield from columns(
            Sum.OF_PROGRAMME_KINDS, "The programme", rows[OVERALL], kinds, lambda row: row.name
        )


def _over_projects(plan: Plan) -> Iterator[Equation]:
    assert plan.stated is not None  # noqa: S101  for the type checker; the caller has looked

    def called(row: Row) -> str:
        return plan.projects[row.at[1]].name

    spend = list(all_spend_rows(plan))
    for name, total in _stated_spend(plan) if spend else ():
        rows = [row for kind, row in spend if name in (kind, OVERALL)]
        yield from columns(Sum.OVER_PROJECTS, "The programme", total, rows, called)
    savings = [
        pair
        for project_id, project in plan.projects.items()
        for pair in project_saving_rows(project_id, project)
    ]
    for which, total in saving_rows(plan.stated.efficiencies, ("stated", "efficiencies")):
        rows = [row for kind, row in savings if kind == which]
        if any(horizon == which[0] for (horizon, _), _ in savings):
            yield from columns(Sum.OVER_PROJECTS, "The programme", total, rows, called)
