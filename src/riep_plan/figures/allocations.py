"""Allocations: what a programme gives its projects, against what they ask for, budget and are paid.

One sum of money is stated in several places of a document: the programme's summary, the business
case, its budget, its payment profile. Each of them is a term here, so that one slip is found
wherever it was made.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from riep_plan.figures.budgets import PROGRAMME, line_rows, payment_rows
from riep_plan.figures.casting import over_periods, whole_term, whole_terms
from riep_plan.figures.equation import Equation, Sum, Term
from riep_plan.figures.estimates import estimate_sums
from riep_plan.figures.tables import Row, row_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.profile import Profile
from riep_plan.values.money import rounding


def allocation_sums(plan: Plan, *, complete: bool) -> Iterator[Equation]:
    """Give every sum of allocations and of funding that a plan states.

    Args:
        plan: the plan.
        complete: whether every project could be read; without, sums over projects are left out.
    """
    for row in (row for _, row in _profiles(plan)):
        yield from over_periods(row.name, row)
    for project_id, project in plan.projects.items():
        at: Path = ("projects", project_id)
        yield from _allocation(plan, at, project)
    for source_id, source in plan.funding.items():
        here: Path = ("funding", source_id)
        whole = whole_term(row_of((*here, "amount"), source.title, source.amount))
        yield from estimate_sums(source.title, (*here, "basis"), source.basis, whole)
    if plan.stated is not None:
        yield from _available(plan)
        if complete:
            yield from _over_allocations(plan)


def _profiles(plan: Plan) -> Iterator[tuple[str | None, Row]]:
    """Give every amount over time of the kinds that this module is about."""
    yield from line_rows(("budget",), plan.budget)
    for source_id, source in plan.funding.items():
        if source.amount is not None:
            yield source_id, Row(("funding", source_id, "amount"), source.title, source.amount)
    for project_id, project in plan.projects.items():
        at: Path = ("projects", project_id)
        yield from line_rows((*at, "budget"), project.budget)
        yield from payment_rows(at, project)
        for key in ("allocation", "requested"):
            for source, profile in getattr(project, key).items():
                yield source, Row((*at, key, source), project.name, profile)


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
    allocated = dict(_source_rows((*at, "allocation"), project.allocation, plan, "the allocation"))
    asked = dict(_source_rows((*at, "requested"), project.requested, plan, "the request"))
    for source in dict.fromkeys((*allocated, *asked)):
        total = whole_term(allocated.get(source) or asked[source], plan.period)
        if total is None:
            continue
        others = [[row for one, row in rows if one == source] for rows in (lines, paid)]
        if source in allocated and source in asked:
            others.insert(0, [asked[source]])
        for rows in others:
            parts = [whole_term(row, plan.period) for row in rows]
            known = tuple(part for part in parts if part is not None)
            if known and len(known) == len(parts):
                yield Equation(Sum.OF_ALLOCATION, project.name, total, known)
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
    by_source = whole_terms(allocated, plan.period)
    total = whole_term(
        row_of((*at, "stated", "allocation"), "the allocation in all", stated), plan.period
    )
    if total is not None and by_source:
        yield Equation(Sum.OVER_ALLOCATIONS, project.name, total, by_source)
    without_source = [row for source, row in lines if source is None]
    if total is not None and without_source:
        parts = whole_terms([row for _, row in lines], plan.period)
        if parts:
            yield Equation(Sum.OF_ALLOCATION, project.name, total, parts)


def _available(plan: Plan) -> Iterator[Equation]:
    """Compare what there is to allocate with the sources, and the balance with both."""
    stated = plan.stated
    if stated is None:
        return
    available = dict(
        _source_rows(("stated", "available"), stated.available, plan, "what there is to allocate")
    )
    pooled: list[Term] = []
    for source_id, row in available.items():
        parts = whole_terms(_pool(plan, source_id))
        pooled += parts
        total = whole_term(row)
        if total is not None and parts:
            yield Equation(Sum.OF_FUNDING, PROGRAMME, total, parts)
    everything = whole_terms(
        [row for source_id in plan.funding for row in _own_amount(plan, source_id)], None
    )
    whole = whole_term(row_of(("stated", "funding"), "the funding in all", stated.funding))
    if whole is not None and (parts := tuple(pooled) or everything):
        yield Equation(Sum.OF_FUNDING, PROGRAMME, whole, parts)
    yield from _balances(plan, available)


def _balances(plan: Plan, available: Mapping[str, Row]) -> Iterator[Equation]:
    stated = plan.stated
    if stated is None:
        return
    allocated = dict(_source_rows(("stated", "allocation"), stated.allocation, plan, "allocated"))
    for source_id, profile in stated.unallocated.items():
        left = whole_term(Row(("stated", "unallocated", source_id), "the balance", profile))
        given = whole_term(available[source_id], None) if source_id in available else None
        spent = whole_term(allocated[source_id], None) if source_id in allocated else None
        if left is not None and given is not None and spent is not None:
            less = Term(spent.at, spent.name, -spent.amount)
            yield Equation(Sum.OF_BALANCE, PROGRAMME, left, (given, less))


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
    return [Row(("funding", source_id, "amount"), source.title, source.amount)]


def _over_allocations(plan: Plan) -> Iterator[Equation]:
    stated = plan.stated
    if stated is None:
        return
    totals = dict(
        _source_rows(("stated", "allocation"), stated.allocation, plan, "the total allocation")
    )
    sums: dict[str, tuple[Term, ...]] = {}
    for source in dict.fromkeys((*totals, *_sources_allocated(plan))):
        sums[source] = tuple(_allocated_from(plan, source))
        total = whole_term(totals[source], plan.period) if source in totals else None
        if total is not None and sums[source]:
            yield Equation(Sum.OVER_ALLOCATIONS, PROGRAMME, total, sums[source])
    at: Path = ("stated", "allocation_total")
    in_all = row_of(at, "the total of all allocations", stated.allocation_total)
    whole = whole_term(in_all, plan.period)
    if whole is not None:
        by_source = whole_terms(totals.values(), plan.period)
        parts = by_source or tuple(term for terms in sums.values() for term in terms)
        if parts:
            yield Equation(Sum.OVER_ALLOCATIONS, PROGRAMME, whole, parts)


def _sources_allocated(plan: Plan) -> list[str]:
    return [source for project in plan.projects.values() for source in project.allocation]


def _allocated_from(plan: Plan, source: str) -> Iterator[Term]:
    """What each project, and the programme itself, has from a source.

    A project's allocation printed in thousands gives way to its own lines in pounds, where these
    agree with it: the exact amounts are what a total must be the sum of.
    """
    for project_id, project in plan.projects.items():
        at: Path = ("projects", project_id)
        lines = [row for one, row in line_rows((*at, "budget"), project.budget) if one == source]
        if source not in project.allocation:
            continue
        row = Row((*at, "allocation", source), project.name, project.allocation[source])
        allocated = whole_term(row, plan.period)
        if allocated is None:
            continue
        exact = sum((term.amount for term in whole_terms(lines, plan.period)), Decimal(0))
        gap = abs(exact - allocated.amount)
        if lines and gap and gap <= rounding(allocated.amount):
            yield Term((*at, "budget"), project.name, exact)
        else:
            yield allocated
    for one, row in line_rows(("budget",), plan.budget):
        if one == source and (term := whole_term(row, plan.period)) is not None:
            yield term
