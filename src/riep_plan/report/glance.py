"""A plan at a glance: the few tables that fit a terminal."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.sums.casting import whole_terms
from riep_plan.figures.tables import (
    CAPITAL,
    CASHABLE,
    IN_YEAR,
    REVENUE,
    Row,
    period_keys,
    project_saving_rows,
    spend_rows,
)
from riep_plan.model import Project
from riep_plan.report.order import numbered_projects
from riep_plan.report.tables import Table, TableRow, figures, money_cells, table, words
from riep_plan.values.money import format_money
from riep_plan.values.words import count


@dataclass(frozen=True, slots=True)
class Glance:
    """What a terminal shows of a plan; a table with nothing to show is empty."""

    title: str
    facts: tuple[str, ...]
    projects: Table
    quarters: Table
    allocations: Table


def glance(ledger: Ledger) -> Glance:
    """Give a plan's projects and quarters in figures, or what its projects are allocated."""
    plan = ledger.plan
    projects = plan.projects.values()
    risks = len(plan.risks) + sum(len(project.risks) for project in projects)
    indicators = len(plan.indicators) + sum(len(project.indicators) for project in projects)
    counts = (
        f"{count(len(plan.projects), 'project')}, {count(indicators, 'indicator')}, "
        f"{count(risks, 'risk')}"
    )
    period = str(ledger.days or plan.period or "")
    facts = [plan.programme, plan.accountable_body, period, counts]
    has_spend = any(project.spend for project in projects)
    nothing = Table("", (), ())
    return Glance(
        plan.title,
        tuple(fact for fact in facts if fact),
        _projects(ledger) if has_spend else nothing,
        _quarters(ledger) if has_spend else nothing,
        _allocations(ledger),
    )


def _allocations(ledger: Ledger) -> Table:
    """What each project is allocated from all sources together."""
    rows = []
    for _, project in numbered_projects(ledger):
        terms = whole_terms(Row((one,), "", given) for one, given in project.allocation.items())
        if terms:
            amount = sum((term.amount for term in terms), Decimal(0))
            sources = ", ".join(project.allocation)
            rows.append((project.name, sources, format_money(amount)))
    columns = (*words("Project", "From"), *figures("Allocated"))
    return table("Allocations", columns, rows)


def _projects(ledger: Ledger) -> Table:
    rows = []
    totals = [Decimal(0)] * 4
    for project_id, project in numbered_projects(ledger):
        amounts = _project_amounts(project_id, project)
        totals = [one + other for one, other in zip(totals, amounts, strict=True)]
        rows.append(TableRow((project.name, *money_cells(amounts))))
    rows.append(TableRow(("Programme", *money_cells(totals)), is_total=True))
    columns = (*words("Project"), *figures("Revenue", "Capital", "Spend", "In-year cashable"))
    return Table("Projects", columns, tuple(rows))


def _project_amounts(project_id: str, project: Project) -> list[Decimal]:
    spend = list(spend_rows(project_id, project))
    revenue = _sum(row for kind, row in spend if kind == REVENUE)
    capital = _sum(row for kind, row in spend if kind == CAPITAL)
    cashable = _sum(
        row
        for which, row in project_saving_rows(project_id, project)
        if which == (IN_YEAR, CASHABLE)
    )
    return [revenue, capital, revenue + capital, cashable]


def _quarters(ledger: Ledger) -> Table:
    spend = [
        pair
        for project_id, project in ledger.plan.projects.items()
        for pair in spend_rows(project_id, project)
    ]
    keys = ledger.in_order(period_keys([row for _, row in spend]))
    rows = []
    for key in keys:
        revenue = sum((row.amount(key) for kind, row in spend if kind == REVENUE), Decimal(0))
        capital = sum((row.amount(key) for kind, row in spend if kind == CAPITAL), Decimal(0))
        days = ledger.quarters.get(key)
        name = f"{key}: {days}" if days else key
        rows.append(TableRow((name, *money_cells([revenue, capital, revenue + capital]))))
    return Table(
        "Spend by quarter",
        (*words("Quarter"), *figures("Revenue", "Capital", "Spend")),
        tuple(rows),
    )


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row.whole for row in rows), Decimal(0))
