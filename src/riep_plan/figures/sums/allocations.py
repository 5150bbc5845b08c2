"""Allocations: what a programme gives its projects, against what they ask for, budget and are paid.

One sum of money is stated in several places of a document: the programme's summary, the business
case, its budget, its payment profile. Each of them is a term here, so that one slip is found
wherever it was made.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from riep_plan.figures.sums.budgets import PROGRAMME, line_rows, milestone_payments, payment_rows
from riep_plan.figures.sums.casting import (
    by_period,
    columns,
    known_terms,
    over_periods,
    row_name,
    whole_term,
    whole_terms,
)
from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.figures.sums.estimates import estimate_sums
from riep_plan.figures.tables import Row, row_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.plan import Stated
from riep_plan.model.profile import Profile
from riep_plan.model.project import ProjectStated


def allocation_sums(plan: Plan, *, complete: bool) -> Iterator[Equation]:
    """Give every sum of allocations and of funding that a plan states.

    Args:
        plan: the plan.
        complete: whether every project could be read; without, sums over projects are left out.
    """
    for name, row in _profiles(plan):
        yield from over_periods(row.name, [row._replace(name=name)])
    for project_id, project in plan.projects.items():
        if project.allocation or project.requested or project.stated:
            yield from _allocation(plan, ("projects", project_id), project)
    for source_id, source in plan.funding.items():
        if source.basis:
            here: Path = ("funding", source_id)
            whole = whole_term(row_of((*here, "amount"), "amount", source.amount))
            yield from estimate_sums(source.title, (*here, "basis"), source.basis, whole)
    if plan.stated is not None:
        if plan.stated.available or plan.stated.funding is not None:
            yield from _available(plan, plan.stated)
        if complete and plan.stated.unallocated:
            yield from _balances(plan, plan.stated)
        if complete and (plan.stated.allocation or plan.stated.allocation_total is not None):
            yield from _over_allocations(plan, plan.stated)


def _profiles(plan: Plan) -> Iterator[tuple[str, Row]]:
    """Give every amount over time that is no part of a table of spend or savings.

    Each with what it is; the row is named after whose it is.
    """
    for key in ("available", "allocation", "unallocated"):
        yield from _each(f"{key} in all", ("stated", key), PROGRAMME, getattr(plan.stated, key, {}))
    for key in ("funding", "allocation_total", "saving"):
        name = f"{key.replace('_', ' ')} in all"
        yield from _one(name, ("stated", key), PROGRAMME, getattr(plan.stated, key, None))
    yield from (("budget line", row) for _, row in line_rows(("budget",), plan.budget))
    yield from (("payment", row) for _, row in milestone_payments((), plan.milestones))
    for source_id, source in plan.funding.items():
        yield from _one("funding", ("funding", source_id, "amount"), source.title, source.amount)
    for project_id, project in plan.projects.items():
        yield from _project_profiles(("projects", project_id), project)


def _project_profiles(at: Path, project: Project) -> Iterator[tuple[str, Row]]:
    if project.budget:
        yield from (("budget line", row) for _, row in line_rows((*at, "budget"), project.budget))
    if project.milestones:
        yield from (("payment", row) for _, row in payment_rows(at, project))
    if project.allocation:
        yield from _each("allocation", (*at, "allocation"), project.name, project.allocation)
    if project.requested:
        yield from _each("request", (*at, "requested"), project.name, project.requested)
    if project.stated is not None:
        yield from _stated_profiles((*at, "stated"), project.name, project.stated)


def _stated_profiles(at: Path, owner: str, stated: ProjectStated) -> Iterator[tuple[str, Row]]:
    yield from _one("allocation in all", (*at, "allocation"), owner, stated.allocation)
    yield from _one("total budget", (*at, "budget_total"), owner, stated.budget_total)
    yield from _each("total of budget", (*at, "budget"), owner, stated.budget)
    yield from _each("total of payments", (*at, "payments"), owner, stated.payments)


def _each(
    what: str, at: Path, owner: str, profiles: Mapping[str, Profile]
) -> Iterator[tuple[str, Row]]:
    for source_id, profile in profiles.items():
        yield what, Row((*at, source_id), owner, profile)


def _one(what: str, at: Path, owner: str, profile: Profile | None) -> Iterator[tuple[str, Row]]:
    if profile is not None:
        yield what, Row(at, owner, profile)


def _source_rows(
    at: Path, profiles: Mapping[str, Profile], plan: Plan | None, name: str
) -> Iterator[tuple[str, Row]]:
    for source, profile in profiles.items():
        known = plan.funding.get(source) if plan else None
        called = f"{name} from {known.title}" if known else name
        yield source, Row((*at, source), called, profile)


def _allocation(plan: Plan, at: Path, project: Project) -> Iterator[Equation]:
    """Compare each allocation with the request, the budget and the payments from its source."""
    lines = list(line_rows((*at, "budget"), project.budget))
    paid = list(payment_rows(at, project))
    allocated = dict(_source_rows((*at, "allocation"), project.allocation, plan, "allocation"))
    asked = dict(_source_rows((*at, "requested"), project.requested, plan, "request"))
    for source in dict.fromkeys((*allocated, *asked)):
        given = allocated.get(source) or asked[source]
        if whole_term(given, plan.period) is None:
            continue
        sourced = [] if any(one is None for one, _ in lines) else lines
        others = [[row for one, row in rows if one == source] for rows in (sourced, paid)]
        if source in allocated and source in asked:
            others.insert(0, [asked[source]])
        for rows in others:
            if given.profile.parts and rows and all(row.profile.parts for row in rows):
                yield from by_period(Sum.OF_ALLOCATION, project.name, given, rows)
            else:
                yield from _as_one(Sum.OF_ALLOCATION, project.name, given, rows, plan)
    yield from _allocation_in_all(plan, at, project, list(allocated.values()), lines)


def _allocation_in_all(
    plan: Plan,
    at: Path,
    project: Project,
    allocated: list[Row],
    lines: list[tuple[str | None, Row]],
) -> Iterator[Equation]:
    """Compare what all sources give together, where the document states it or the lines want it."""
    stated = project.stated.allocation if project.stated else None
    if stated is None:
        return
    total = Row((*at, "stated", "allocation"), "allocation in all", stated)
    yield from _as_one(Sum.OVER_ALLOCATIONS, project.name, total, allocated, plan)
    if any(source is None for source, _ in lines):
        rows = [row for _, row in lines]
        yield from _as_one(Sum.OF_ALLOCATION, project.name, total, rows, plan)


def _as_one(kind: Sum, subject: str, total: Row, rows: list[Row], plan: Plan) -> Iterator[Equation]:
    """Compare rows, each taken as one amount, with a total.

    An amount without years may be of the plan's own period or of all the years of the others:
    where they agree over all years, that is what it is of.
    """
    whole, known = whole_term(total, plan.period), whole_terms(rows, plan.period)
    if whole is None or not known:
        return
    found = Equation.of(kind, subject, whole, known)
    over_all, parts = whole_term(total), whole_terms(rows)
    if found.gap and over_all is not None and parts:
        other = Equation.of(kind, subject, over_all, parts)
        is_divided = total.profile.parts and all(row.profile.parts for row in rows)
        found = found if other.gap or is_divided else other
    yield found


def _available(plan: Plan, stated: Stated) -> Iterator[Equation]:
    """Compare what there is to allocate with the sources that it comes from."""
    pooled: list[Term] = []
    more = 0
    for source_id, row in _source_rows(
        ("stated", "available"), stated.available, plan, "money to allocate"
    ):
        parts, unknown = known_terms(_pool(plan, source_id), plan.period)
        pooled += parts
        more = max(more, unknown)
        total = whole_term(row, plan.period)
        if total is not None and parts:
            yield Equation.of(Sum.OF_FUNDING, PROGRAMME, total, parts, more=unknown)
    everything = [row for source_id in plan.funding for row in _own_amount(plan, source_id)]
    in_all = row_of(("stated", "funding"), "funding in all", stated.funding)
    whole = whole_term(in_all, plan.period)
    # A total of the funding is of what is to be allocated, where the document says what that is.
    parts = tuple(pooled)
    if not (pooled or more):
        parts, more = known_terms(everything, plan.period)
    if whole is not None and parts:
        yield Equation.of(Sum.OF_FUNDING, PROGRAMME, whole, parts, more=more)


def _balances(plan: Plan, stated: Stated) -> Iterator[Equation]:
    """Compare what is left with what there is, less what is allocated."""
    available = dict(
        _source_rows(("stated", "available"), stated.available, plan, "money to allocate")
    )
    totals = dict(_source_rows(("stated", "allocation"), stated.allocation, plan, "allocation"))
    for source_id, row in _source_rows(
        ("stated", "unallocated"), stated.unallocated, plan, "balance"
    ):
        left = whole_term(row, plan.period)
        there = [available[source_id]] if source_id in available else _pool(plan, source_id)
        given = whole_terms(there, plan.period)
        spent, more = (
            (whole_terms([totals[source_id]], plan.period), 0)
            if source_id in totals
            else _allocated_from(plan, source_id)
        )
        if left is not None and given and spent:
            less = tuple(term._replace(times=-1) for term in spent)
            yield Equation.of(Sum.OF_BALANCE, PROGRAMME, left, (*given, *less), more=-more)


def _pool(plan: Plan, source_id: str) -> list[Row]:
    """The amounts of a source and of those that are allocated together with it."""
    return [
        row
        for one, source in plan.funding.items()
        if source_id in (one, source.pooled_with)
        for row in _own_amount(plan, one)
    ]


def _own_amount(plan: Plan, source_id: str) -> list[Row]:
    source = plan.funding[source_id]
    if source.amount is None:
        return []
    return [Row(("funding", source_id, "amount"), f"amount of {source.title}", source.amount)]


def _over_allocations(plan: Plan, stated: Stated) -> Iterator[Equation]:
    """Compare the totals of allocations with the projects that they are the sum of."""
    totals = dict(
        _source_rows(("stated", "allocation"), stated.allocation, plan, "total allocation")
    )
    sources = list(dict.fromkeys((*totals, *_sources_allocated(plan))))
    sums = {source: _allocated_from(plan, source) for source in sources}
    for source, row in totals.items():
        rows = _allocation_rows(plan, source)
        if row.profile.parts and rows and all(one.profile.parts for one in rows):
            yield from columns(Sum.OVER_ALLOCATIONS, PROGRAMME, row, rows, row_name)
            continue
        total, (terms, more) = whole_term(row, plan.period), sums[source]
        if total is not None and terms:
            yield Equation.of(Sum.OVER_ALLOCATIONS, PROGRAMME, total, terms, more=more)
    at: Path = ("stated", "allocation_total")
    in_all = row_of(at, "total of all allocations", stated.allocation_total)
    whole = whole_term(in_all, plan.period)
    if whole is None:
        return
    by_source = whole_terms(totals.values(), plan.period) if set(totals) == set(sources) else ()
    parts = by_source or tuple(term for terms, _ in sums.values() for term in terms)
    more = 0 if by_source else max((one for _, one in sums.values()), default=0)
    if parts:
        yield Equation.of(Sum.OVER_ALLOCATIONS, PROGRAMME, whole, parts, more=more)


def _allocation_rows(plan: Plan, source: str) -> list[Row]:
    """Every allocation from a source: to projects, and to the programme's own lines."""
    rows = [
        Row(("projects", one, "allocation", source), project.name, project.allocation[source])
        for one, project in plan.projects.items()
        if source in project.allocation
    ]
    return rows + [row for own, row in line_rows(("budget",), plan.budget) if own == source]


def _sources_allocated(plan: Plan) -> list[str]:
    return [source for project in plan.projects.values() for source in project.allocation]


def _allocated_from(plan: Plan, source: str) -> tuple[tuple[Term, ...], int]:
    """What each project, and the programme itself, has from a source; 1 where some is not known.

    A project's allocation printed in thousands gives way to its own lines in pounds, where these
    agree with it: the exact amounts are what a total must be the sum of.
    """
    found: list[Term | None] = []
    for project_id, project in plan.projects.items():
        if source in project.allocation:
            at: Path = ("projects", project_id)
            name = f"allocation of {project.name}"
            row = Row((*at, "allocation", source), name, project.allocation[source])
            lines = [
                one for own, one in line_rows((*at, "budget"), project.budget) if own == source
            ]
            found.append(_exactly(whole_term(row, plan.period), whole_terms(lines, plan.period)))
    found += [
        whole_term(row, plan.period)
        for own, row in line_rows(("budget",), plan.budget)
        if own == source
    ]
    known = tuple(term for term in found if term is not None)
    return known, int(len(known) < len(found))


def _exactly(allocated: Term | None, lines: tuple[Term, ...]) -> Term | None:
    """Take the sum of a project's lines for its allocation, where that is the sum rounded."""
    if allocated is None or not lines:
        return allocated
    exact = sum((line.amount for line in lines), Decimal(0))
    is_rounded = abs(exact - allocated.amount) <= allocated.allowance
    slack = sum((line.allowance for line in lines), Decimal(0))
    return allocated._replace(amount=exact, slack=slack) if is_rounded else allocated
