"""Budgets: their lines, the payments for milestones, and what doing things together saves."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from riep_plan.figures.sums.casting import columns, row_name, whole_term, whole_terms
from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.figures.tables import Row, row_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine
from riep_plan.model.delivery import Milestone
from riep_plan.values.money import roundings

PROGRAMME = "The programme"


def budget_sums(plan: Plan, *, complete: bool) -> Iterator[Equation]:
    """Give every sum of budget lines, payments and savings that a plan states.

    Args:
        plan: the plan.
        complete: whether every project could be read; without, sums over projects are left out.
    """
    for project_id, project in plan.projects.items():
        if project.budget or project.stated is not None:
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
    """Give the payments for each milestone, and each step that is paid by itself, by source.

    What another project's budget pays for is none of this one's.
    """
    return milestone_payments(at, project.milestones)


def milestone_payments(at: Path, milestones: Mapping[str, Milestone]) -> Iterator[tuple[str, Row]]:
    """Give the payments for milestones and their steps, by source."""
    for milestone_id, milestone in milestones.items():
        here: Path = (*at, "milestones", milestone_id)
        if milestone.funded_under is None:
            for source, profile in milestone.payments.items():
                yield source, Row((*here, "payments", source), milestone.text, profile)
        for step_id, step in milestone.steps.items():
            for source, profile in step.payments.items() if step.funded_under is None else ():
                place = (*here, "steps", step_id, "payments", source)
                yield source, Row(place, step.text, profile)


def _budget(at: Path, project: Project) -> Iterator[Equation]:
    lines = list(line_rows((*at, "budget"), project.budget))
    stated = project.stated
    if stated is None or not lines:
        return
    for source, profile in stated.budget.items():
        total = Row((*at, "stated", "budget", source), "total", profile)
        rows = [row for one, row in lines if one == source]
        if rows or all(one is not None for one, _ in lines):
            yield from columns(Sum.OF_BUDGET, project.name, total, rows, row_name)
    if stated.budget_total is not None:
        total = Row((*at, "stated", "budget_total"), "total budget", stated.budget_total)
        rows = [row for _, row in lines]
        yield from columns(Sum.OF_BUDGET, project.name, total, rows, row_name)


def _payments(at: Path, project: Project) -> Iterator[Equation]:
    stated = project.stated.payments if project.stated else {}
    paid = list(payment_rows(at, project))
    for source, profile in stated.items():
        total = Row((*at, "stated", "payments", source), "total", profile)
        rows = [row for one, row in paid if one == source]
        yield from columns(Sum.OF_PAYMENTS, project.name, total, rows, row_name)


def _savings(
    plan: Plan, subject: str, at: Path, lines: Mapping[str, BudgetLine]
) -> Iterator[Equation]:
    served = plan.organisations_served
    for line_id, line in lines.items():
        if line.saving is None or line.cost_alone is None or not served:
            continue
        costs = whole_terms([row for _, row in line_rows(at, {line_id: line})], plan.period)
        if not costs:
            continue
        here: Path = (*at, line_id)
        name = f"cost alone of “{line.text}”"
        alone = Term((*here, "cost_alone"), name, line.cost_alone, times=served)
        less = tuple(cost._replace(times=-1) for cost in costs)
        saving = Term((*here, "saving"), f"saving of “{line.text}”", line.saving)
        yield Equation.of(Sum.OF_SAVING, subject, saving, (alone, *less))


def _stated_savings(at: Path, project: Project) -> Iterator[Equation]:
    for key, name in (("cost_alone", "cost alone"), ("saving", "saving")):
        stated: Decimal | None = getattr(project.stated, key, None)
        parts = tuple(
            Term((*at, "budget", line_id, key), f"{name} of “{line.text}”", amount)
            for line_id, line in project.budget.items()
            if (amount := getattr(line, key)) is not None
        )
        if stated is not None and parts:
            total = Term((*at, "stated", key), f"{name} in all", stated)
            yield Equation.of(Sum.OVER_SAVINGS, project.name, total, parts)
    saved = _saving(at, project)
    in_year = project.efficiencies.in_year if project.efficiencies else None
    row = row_of(
        (*at, "efficiencies", "in_year", "non_cashable"),
        "in-year non-cashable saving",
        in_year.non_cashable if in_year else None,
    )
    promised = whole_term(row)
    if promised is not None and saved is not None:
        yield Equation.of(Sum.OVER_SAVINGS, project.name, promised, (saved,))


def _saving(at: Path, project: Project) -> Term | None:
    """What a project's budget says that it saves: as stated in all, or line by line."""
    name = f"saving of {project.name}"
    if project.stated is not None and project.stated.saving is not None:
        return Term((*at, "stated", "saving"), name, project.stated.saving)
    savings = [line.saving for line in project.budget.values() if line.saving is not None]
    if not savings:
        return None
    return Term((*at, "budget"), name, sum(savings, Decimal(0)), slack=roundings(savings))


def _over_savings(plan: Plan) -> Iterator[Equation]:
    saving = plan.stated.saving if plan.stated else None
    total = whole_term(row_of(("stated", "saving"), "total saving", saving))
    if total is None:
        return
    found = [
        _saving(("projects", project_id), project) for project_id, project in plan.projects.items()
    ]
    parts = tuple(one for one in found if one is not None)
    if parts:
        yield Equation.of(Sum.OVER_SAVINGS, PROGRAMME, total, parts)
