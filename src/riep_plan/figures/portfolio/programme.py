"""One programme as a region sees it: what it has, what it gives its projects, what it promises."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.sources import Pool, pools, statements
from riep_plan.figures.portfolio.years import ByYear, Years, in_years, over_years, plan_years
from riep_plan.figures.returns.standing import is_illustrative
from riep_plan.figures.returns.traced import Figure, total, unknown
from riep_plan.figures.sums.budgets import line_rows
from riep_plan.figures.tables import KINDS, Row, project_saving_rows, saving_rows
from riep_plan.figures.words.likeness import holds_words
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.values.words import shortened

_LONGEST_NAME = 60
_SPEND = "spend"


class Measure(Enum):
    """What is added up over programmes."""

    AVAILABLE = "money available"
    ALLOCATED = "allocated or budgeted"
    REVENUE = "revenue"
    CAPITAL = "capital"
    CASHABLE = "cashable efficiencies"
    NON_CASHABLE = "non-cashable efficiencies"


#: What of its measures stands in a project as well, so that two plans may state one project's.
OF_PROJECTS = tuple(one for one in Measure if one is not Measure.AVAILABLE)


@dataclass(frozen=True, slots=True)
class Use:
    """Money that is given to something.

    Attributes:
        project_id: whose it is; empty for the programme itself.
        row: the amounts.
        kind: ``revenue`` or ``capital``; empty where the plan does not say.
    """

    project_id: str
    row: Row
    kind: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A plan's own totals.

    Attributes:
        plan_id: its id.
        name: a short name for tables.
        years: the financial years that it is for.
        money: pounds by measure and financial year.
        left: what of the money available is not given to anything, as far as both are known;
            None where no source has a stated amount.
        stated_left: what the document itself says is left; None where it does not say.
        idle: the titles and amounts of sources of which the plan gives nothing to anything.
        unstated: the titles of sources that are drawn on and have no stated amount.
        projects: how many projects it has.
        is_illustrative: whether it says of itself that it is made up.
        is_annual: whether it states its amounts for each of its years by itself.
    """

    plan_id: str
    name: str
    years: Years
    money: dict[Measure, ByYear]
    left: Figure | None
    stated_left: Figure | None
    idle: tuple[tuple[str, Figure], ...]
    unstated: tuple[str, ...]
    projects: int
    is_illustrative: bool
    is_annual: bool

    def whole(self, measure: Measure) -> Figure | None:
        """All years of a measure together; None where the plan states nothing of it."""
        found = self.money[measure]
        return total(found.values()) if found else None


def programme(plan_id: str, ledger: Ledger) -> Programme:
    """Work a plan's totals out."""
    plan = ledger.plan
    pooled = list(pools(plan))
    unused = [pool for pool in pooled if not pool.used]
    unstated = [pool for pool in pooled if pool.used and not _sources_rows(plan, pool)]
    return Programme(
        plan_id=plan_id,
        name=short_name(plan),
        years=plan_years(ledger),
        money=_money(plan_id, ledger, pooled),
        left=_left(plan_id, ledger, pooled),
        stated_left=_stated_left(plan_id, ledger),
        idle=tuple(
            (plan.funding[pool.id].title, figure)
            for pool in unused
            if (figure := total(available_of(plan_id, ledger, pool).values())).amount
        ),
        unstated=tuple(plan.funding[pool.id].title for pool in unstated),
        projects=len(plan.projects),
        is_illustrative=is_made_up(plan),
        is_annual=bool(plan.annual),
    )


def short_name(plan: Plan) -> str:
    """Give a plan's title, or its programme's where that is short and the title is not."""
    if len(plan.title) <= _LONGEST_NAME:
        return plan.title
    if plan.programme and len(plan.programme) <= _LONGEST_NAME:
        return plan.programme
    return shortened(plan.title, _LONGEST_NAME)


def is_made_up(plan: Plan) -> bool:
    """Say whether a plan, or its returns, says of itself that it is illustrative."""
    return bool(is_illustrative(plan)) or holds_words(plan.status or "", "illustrative")


def _money(plan_id: str, ledger: Ledger, pooled: list[Pool]) -> dict[Measure, ByYear]:
    used = ledger.once(uses_by_project, "")
    found: dict[Measure, ByYear] = {
        Measure.AVAILABLE: over_years(available_of(plan_id, ledger, pool) for pool in pooled)
    }
    for measure in OF_PROJECTS:
        parts = [
            amounts_of(plan_id, ledger, project_id, measure)
            for project_id in dict.fromkeys(("", *ledger.plan.projects, *used))
        ]
        found[measure] = over_years(parts)
    for kind, measure in (("cashable", Measure.CASHABLE), ("non_cashable", Measure.NON_CASHABLE)):
        if not found[measure]:  # no project promises any, and the programme may do so in all
            stated = ledger.plan.stated.efficiencies if ledger.plan.stated else None
            rows = list(saving_rows(stated, ("stated", "efficiencies")))
            found[measure] = _savings(plan_id, ledger, kind, rows)
    return found


def amounts_of(plan_id: str, ledger: Ledger, project_id: str, measure: Measure) -> ByYear:
    """Give what a project counts for in a measure, by year; nothing where the plan says nothing.

    Args:
        plan_id: the plan's id.
        ledger: the plan.
        project_id: the project; empty for the programme's own lines.
        measure: any measure but what is available.
    """
    if measure in (Measure.CASHABLE, Measure.NON_CASHABLE):
        project = ledger.plan.projects.get(project_id)
        kind = measure.name.lower()
        rows = list(project_saving_rows(project_id, project)) if project else []
        return _savings(plan_id, ledger, kind, rows)
    kinds = (*KINDS, "") if measure is Measure.ALLOCATED else (measure.value,)
    return over_years(
        in_years(ledger, plan_id, one.row)
        for one in ledger.once(uses_by_project, "").get(project_id, ())
        if one.kind in kinds
    )


def _savings(
    plan_id: str, ledger: Ledger, kind: str, rows: list[tuple[tuple[str, str], Row]]
) -> ByYear:
    return over_years(
        in_years(ledger, plan_id, row, is_later=horizon == "forecast")
        for (horizon, of), row in rows
        if of == kind
    )


def uses_by_project(ledger: Ledger, _: str) -> dict[str, list[Use]]:
    """Give a plan's uses of money by project; the programme's own lines under nothing."""
    found: dict[str, list[Use]] = {}
    for one in uses(ledger.plan):
        found.setdefault(one.project_id, []).append(one)
    return found


def uses(plan: Plan) -> Iterator[Use]:
    """Give all money that a plan gives to projects, and to its own lines, each once.

    A project's use of a source is stated once or several times: as an allocation, as spend, as
    budget lines or as payments. The first of these that there is counts.
    """
    sourced: set[str] = set()
    for by_project in statements(plan).values():
        for project_id, stated in by_project.items():
            sourced.add(project_id)
            for row in next((rows for rows in stated if rows), []):
                yield Use(project_id, row, _kind(plan, row.at))
    for project_id, project in plan.projects.items():
        if project_id not in sourced:
            yield from _unsourced(plan, project_id, project)
    for _, row in line_rows(("budget",), plan.budget):
        yield Use("", row, _kind(plan, row.at))


def _unsourced(plan: Plan, project_id: str, project: Project) -> Iterator[Use]:
    for _, row in line_rows(("projects", project_id, "budget"), project.budget):
        yield Use(project_id, row, _kind(plan, row.at))


def _kind(plan: Plan, at: Path) -> str:
    """Say whether an amount is revenue or capital: by its row, or by its budget line."""
    if at[2:3] == (_SPEND,):
        return at[4]
    lines = plan.budget if at[0] == "budget" else plan.projects[at[1]].budget
    line = lines.get(at[1] if at[0] == "budget" else at[3]) if "budget" in at else None
    return line.kind.value if line and line.kind else ""


def _sources_rows(plan: Plan, pool: Pool) -> list[Row]:
    """Give what there is in a pool: as the document states it, or its sources' own amounts."""
    stated = plan.stated.available.get(pool.id) if plan.stated else None
    if stated is not None:
        return [Row(("stated", "available", pool.id), "money to allocate", stated)]
    amounts = [(one, plan.funding[one].amount) for one in pool.members]
    return [Row(("funding", one, "amount"), "amount", row) for one, row in amounts if row]


def available_of(plan_id: str, ledger: Ledger, pool: Pool) -> ByYear:
    """Give what there is in a pool of sources; what is drawn on and not stated is not known."""
    rows = _sources_rows(ledger.plan, pool)
    found = over_years(in_years(ledger, plan_id, row) for row in rows)
    gaps = [] if any(row.at[0] == "stated" for row in rows) else _gaps(ledger.plan, pool)
    years = plan_years(ledger)
    missing = [{years: unknown((plan_id, "funding", one, "amount"))} for one in gaps]
    return over_years([found, *missing])


def _gaps(plan: Plan, pool: Pool) -> list[str]:
    return [one for one in pool.members if pool.used and plan.funding[one].amount is None]


def _left(plan_id: str, ledger: Ledger, pooled: list[Pool]) -> Figure | None:
    known = [pool for pool in pooled if _sources_rows(ledger.plan, pool)]
    if not known:
        return None
    members = {one for pool in known for one in pool.members}
    has = total(one for pool in known for one in available_of(plan_id, ledger, pool).values())
    given = total(
        figure
        for one in uses(ledger.plan)
        if source_of(one.row.at) in members
        for figure in in_years(ledger, plan_id, one.row).values()
    )
    return has - given


def source_of(at: Path) -> str:
    """Give the funding source of a use of money; of a line that names none, nothing."""
    return at[3] if at[2:3] == (_SPEND,) else at[-1]


def _stated_left(plan_id: str, ledger: Ledger) -> Figure | None:
    stated = ledger.plan.stated.unallocated if ledger.plan.stated else {}
    return balance(plan_id, ledger, tuple(stated)) if stated else None


def balance(plan_id: str, ledger: Ledger, sources: tuple[str, ...]) -> Figure:
    """Add up what the document says is left of some sources."""
    stated = ledger.plan.stated.unallocated if ledger.plan.stated else {}
    return total(
        figure
        for one in sources
        for figure in in_years(
            ledger, plan_id, Row(("stated", "unallocated", one), "balance", stated[one])
        ).values()
    )
