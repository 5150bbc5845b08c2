"""Budgets: their lines, the payments for milestones, and what doing things together saves."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from riep_plan.figures.casting import columns, whole_term
from riep_plan.figures.equation import Equation, Sum, Term
from riep_plan.figures.tables import Row, row_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine

PROGRAMME = "The programme"


def budget_sums(plan: Plan, *, complete: bool) -> Iterator[Equation]:
    """Give every sum of budget lines, payments and savings that a plan states.

    Args:
        plan: the plan.
        complete: whether every project could be read; without, sums over projects are left out.
    """
    for project_id, project in plan.projects.items():
        at: Path = ("projects", project_id)
        yield from _budget(at, project)
        yield from _payments(at, project)
        yield from _savings(plan, project.name, (*at, "budget"), project.budget)
        yield from _stated_savings(at, project)
    yield from _savings(plan, PROGRAMME, ("budget",), plan.budget)
    if complete:
        yield from _over_savings(plan)


def line_rows(at: Path, lines: Mapping[str, BudgetLine]) -> Iterator[tuple[str | None, Row]]:
    """Give each budget line's money with its source; None where the source is not stated."""
    for line_id, line in lines.items():
        if line.amount is not None:
            yield None, Row((*at, line_id, "amount"), line.text, line.amount)
        for source, profile in line.amounts.items():
            yield source, Row((*at, line_id, "amounts", source), line.text, profile)


def payment_rows(at: Path, project: Project) -> Iterator[tuple[str, Row]]:
    """Give the payments for each milestone, and each step that is paid by itself, by source."""
    for milestone_id, milestone in project.milestones.items():
        here: Path = (*at, "milestones", milestone_id)
        for source, profile in milestone.payments.items():
            yield source, Row((*here, "payments", source), milestone.text, profile)
        for step_id, step in milestone.steps.items():
            for source, profile in step.payments.items():
                place = (*here, "steps", step_id, "payments", source)
                yield source, Row(place, step.text, profile)


def _budget(at: Path, project: Project) -> Iterator[Equation]:
    lines = list(line_rows((*at, "budget"), project.budget))
    stated = project.stated
    if stated is None or not lines:
        return
    for source, profile in stated.budget.items():
        total = Row((*at, "stated", "budget", source), "the total", profile)
        rows = [row for one, row in lines if one == source]
        yield from columns(Sum.OF_BUDGET, project.name, total, rows, lambda row: row.name)
    if stated.budget_total is not None:
        total = Row((*at, "stated", "budget_total"), "the total budget", stated.budget_total)
        rows = [row for _, row in lines]
        yield from columns(Sum.OF_BUDGET, project.name, total, rows, lambda row: row.name)


def _payments(at: Path, project: Project) -> Iterator[Equation]:
    stated = project.stated.payments if project.stated else {}
    paid = list(payment_rows(at, project))
    for source, profile in stated.items():
        total = Row((*at, "stated", "payments", source), "the total", profile)
        rows = [row for one, row in paid if one == source]
        yield from columns(Sum.OF_PAYMENTS, project.name, total, rows, lambda row: row.name)


def _savings(
    plan: Plan, subject: str, at: Path, lines: Mapping[str, BudgetLine]
) -> Iterator[Equation]:
    served = plan.organisations_served
    for line_id, line in lines.items():
        if line.saving is None or line.cost_alone is None or served is None:
            continue
        rows = [row for _, row in line_rows(at, {line_id: line})]
        costs = [whole_term(row, plan.period) for row in rows]
        if any(cost is None for cost in costs):
            continue
        here: Path = (*at, line_id)
        alone = Term((*here, "cost_alone"), f"the cost alone × {served}", line.cost_alone * served)
        less = tuple(Term(cost.at, cost.name, -cost.amount) for cost in costs if cost)
        saving = Term((*here, "saving"), f"the saving of “{line.text}”", line.saving)
        yield Equation(Sum.OF_SAVING, subject, saving, (alone, *less))


def _stated_savings(at: Path, project: Project) -> Iterator[Equation]:
    for key, name in (("cost_alone", "the cost alone"), ("saving", "the saving")):
        stated: Decimal | None = getattr(project.stated, key, None)
        parts = tuple(
            Term((*at, "budget", line_id, key), line.text, amount)
            for line_id, line in project.budget.items()
            if (amount := getattr(line, key)) is not None
        )
        if stated is not None and parts:
            total = Term((*at, "stated", key), f"{name} in all", stated)
            yield Equation(Sum.OVER_SAVINGS, project.name, total, parts)
    in_year = project.efficiencies.in_year if project.efficiencies else None
    promised = in_year.non_cashable if in_year else None
    saving = project.stated.saving if project.stated else None
    if promised is not None and saving is not None:
        row = Row((*at, "efficiencies", "in_year", "non_cashable"), "the efficiency", promised)
        whole = whole_term(row)
        part = Term((*at, "stated", "saving"), "the saving of its budget", saving)
        if whole is not None:
            yield Equation(Sum.OVER_SAVINGS, project.name, whole, (part,))


def _over_savings(plan: Plan) -> Iterator[Equation]:
    saving = plan.stated.saving if plan.stated else None
    total = whole_term(row_of(("stated", "saving"), "the total saving", saving))
    parts = tuple(
        Term(("projects", project_id, "stated", "saving"), project.name, project.stated.saving)
        for project_id, project in plan.projects.items()
        if project.stated is not None and project.stated.saving is not None
    )
    if total is not None and parts:
        yield Equation(Sum.OVER_SAVINGS, PROGRAMME, total, parts)
