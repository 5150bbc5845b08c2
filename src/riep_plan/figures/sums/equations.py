"""Every sum that a plan states: a stated total, and the terms that should make it up.

Rows and columns of the same table share their cells, which is what lets
:mod:`riep_plan.figures.sums.suspects` tell which one figure is wrong.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from riep_plan.figures.sums.allocations import allocation_sums
from riep_plan.figures.sums.budgets import PROGRAMME, budget_sums
from riep_plan.figures.sums.casting import columns, over_periods, row_name
from riep_plan.figures.sums.equation import Equation, Sum
from riep_plan.figures.sums.estimates import additional_sums
from riep_plan.figures.sums.evidence import evidence_sums
from riep_plan.figures.tables import (
    CAPITAL,
    OVERALL,
    REVENUE,
    Row,
    Tables,
    saving_rows,
    stated_spend_rows,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.plan import Stated
from riep_plan.model.project import ProjectStated


def equations_of(plan: Plan, tables: Mapping[str, Tables], *, complete: bool) -> list[Equation]:
    """Give every sum that a plan states.

    Args:
        plan: the plan.
        tables: the rows of its projects' spend and efficiencies.
        complete: whether every project could be read; without, sums over projects are left out.
    """
    every: list[Equation] = []
    for project_id, project in plan.projects.items():
        every += _project_equations(project_id, project, tables[project_id])
    if plan.stated is not None:
        spent = dict(_stated_spend(plan.stated, ("stated", "spend")))
        saved = dict(saving_rows(plan.stated.efficiencies, ("stated", "efficiencies")))
        every += over_periods(PROGRAMME, (*spent.values(), *saved.values()))
        every += _programme_kinds(spent)
        if complete:
            every += _over_projects(plan, tables.values(), spent, saved)
    every += budget_sums(plan, complete=complete)
    every += allocation_sums(plan, complete=complete)
    every += evidence_sums(plan)
    return every


def _stated_spend(stated: Stated | ProjectStated | None, at: Path) -> Iterable[tuple[str, Row]]:
    return stated_spend_rows(stated.spend, at) if stated and stated.spend else ()


def _project_equations(project_id: str, project: Project, tables: Tables) -> Iterator[Equation]:
    at: Path = ("projects", project_id, "stated", "spend")
    totals = list(_stated_spend(project.stated, at))
    rows = [row for _, row in (*tables.spend, *totals, *tables.savings)]
    yield from over_periods(project.name, rows)
    for name, total in totals if tables.spend else ():
        rows = [row for kind, row in tables.spend if name in (kind, OVERALL)]
        yield from columns(Sum.OVER_KINDS, project.name, total, rows, row_name)
    for funding_id, funding in project.additional_funding.items():
        base: Path = ("projects", project_id, "additional_funding", funding_id)
        yield from additional_sums(project.name, base, funding)


def _programme_kinds(rows: Mapping[str, Row]) -> Iterator[Equation]:
    if OVERALL in rows and REVENUE in rows and CAPITAL in rows:
        kinds = [rows[REVENUE], rows[CAPITAL]]
        yield from columns(Sum.OF_PROGRAMME_KINDS, PROGRAMME, rows[OVERALL], kinds, row_name)


def _over_projects(
    plan: Plan,
    tables: Collection[Tables],
    spend: Mapping[str, Row],
    savings: Mapping[tuple[str, str], Row],
) -> Iterator[Equation]:
    def called(row: Row) -> str:
        return plan.projects[row.at[1]].name

    spent = [pair for its in tables for pair in its.spend]
    for name, total in spend.items() if spent else ():
        rows = [row for kind, row in spent if name in (kind, OVERALL)]
        yield from columns(Sum.OVER_PROJECTS, PROGRAMME, total, rows, called)
    saved = [pair for its in tables for pair in its.savings]
    horizons = {horizon for (horizon, _), _ in saved}
    for which, total in savings.items():
        if which[0] in horizons:
            rows = [row for kind, row in saved if kind == which]
            yield from columns(Sum.OVER_PROJECTS, PROGRAMME, total, rows, called)
