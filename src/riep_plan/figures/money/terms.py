"""The terms that money comes with: for what, from when, and what it was left over from."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.kinds_of_money import is_others_money
from riep_plan.figures.money.sources import Pool, head_of, known_amount, statements
from riep_plan.figures.sums.budgets import line_rows, payment_rows
from riep_plan.figures.tables import Row
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.funding import FundingKind
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.money import rounding

# Words that say what kind of money it is, and nobody who gives it.
_NOBODY = lazy_pattern(
    r"(?:match(?:ed)?|fund(?:ing|s|ed)?|money|contributions?|other|external|additional|partners?"
    r"|partner|local|third|party|sources?|resources?|further|in|kind|from|the|of|and|cash|total)"
)


class OutsideTheFence(NamedTuple):
    """Money of a ring-fenced source on something that it is not for.

    Attributes:
        source: the source.
        name: what it is spent on.
        rows: the amounts.
        amount: all of it, in pounds.
    """

    source: str
    name: str
    rows: tuple[Row, ...]
    amount: Decimal


def outside_the_fence(plan: Plan) -> Iterator[OutsideTheFence]:
    """Give what is paid from a source outside the projects and workstreams that it is for.

    A project counts by its allocation, or else by its spend, its budget or its payments.
    """
    fenced = {one: set(source.only_for) for one, source in plan.funding.items() if source.only_for}
    stated = statements(plan) if fenced else {}
    for source_id, allowed in fenced.items():
        for project_id, its in stated.get(source_id, {}).items():
            project = plan.projects[project_id]
            if not allowed & {project_id, *project.workstreams}:
                rows = next(rows for rows in its if rows)
                yield from _spent(source_id, project.name, rows)
        for line_id, line in plan.budget.items():
            own = [row for one, row in line_rows(("budget",), {line_id: line}) if one == source_id]
            if not allowed & set(line.workstreams):
                yield from _spent(source_id, line.text, own)


def _spent(source: str, name: str, rows: list[Row]) -> Iterator[OutsideTheFence]:
    used = tuple(row for row in rows if row.whole)
    if used:
        amount = sum((row.whole for row in used), Decimal(0))
        yield OutsideTheFence(source, name, used, amount)


class Unallocated(NamedTuple):
    """What a project means to pay from a source that gives it nothing.

    Attributes:
        project: the project.
        source: the source.
        rows: the budget lines, or else the payments, that name it.
        amount: all of them, in pounds.
        given: what the project is allocated from other sources, in pounds, as far as it is known.
    """

    project: str
    source: str
    rows: tuple[Row, ...]
    amount: Decimal
    given: Decimal


def budgeted_without_allocation(plan: Plan) -> Iterator[Unallocated]:
    """Give the sources that a project budgets for or pays from, and that allocate it nothing.

    Only where the project has an allocation at all. Money that others give, as match funding, in
    kind or as additional funding, is not the programme's to allocate.
    """
    for project_id, project in plan.projects.items():
        if not project.allocation:
            continue
        allocated = {head_of(plan, one) for one in project.allocation}
        others = {one.source for one in project.additional_funding.values()}
        given = sum((_known(one) for one in project.allocation.values()), Decimal(0))
        for source, rows in _named(project_id, project).items():
            is_open = (
                source not in plan.funding or source in others or is_others_money(plan, source)
            )
            amount = sum((row.whole for row in rows), Decimal(0))
            if amount and not is_open and head_of(plan, source) not in allocated:
                yield Unallocated(project_id, source, tuple(rows), amount, given)


def _named(project_id: str, project: Project) -> dict[str, list[Row]]:
    """The amounts of each source in a project's budget, or in its payments where that has none."""
    at: Path = ("projects", project_id)
    budgeted: dict[str, list[Row]] = {}
    paid: dict[str, list[Row]] = {}
    for source, row in line_rows((*at, "budget"), project.budget):
        if source is not None and row.whole:
            budgeted.setdefault(source, []).append(row)
    for source, row in payment_rows(at, project):
        if row.whole:
            paid.setdefault(source, []).append(row)
    return paid | budgeted


def _known(profile: Profile) -> Decimal:
    return profile.sum() if profile.parts else profile.total or Decimal(0)


def below_nothing(plan: Plan) -> Iterator[tuple[str, Decimal]]:
    """Give the sources whose own total is below nought, where the plan does not say why.

    A `basis` says so of any source. What an earlier year overspent may be brought forward as a
    carry-forward, which then says where it is from, or what the document says of it.
    """
    for source_id, source in plan.funding.items():
        amount = known_amount(source)
        if amount >= 0 or not source.amount or source.amount.unknown:
            continue
        is_brought = source.kind is FundingKind.CARRY_FORWARD
        if not (source.basis or (is_brought and (source.carried_from or source.note))):
            yield source_id, amount


def is_doubtful(ledger: Ledger, pool: Pool) -> bool:
    """Say whether a figure of a pool is in a sum that does not hold, or is below nought itself."""
    failing, negative = ledger.once(_in_failing_sums), ledger.once(_below_nothing)
    if failing and any(term.at in failing for term in (*pool.there, *pool.used)):
        return True
    return bool(negative) and any(term.at[:2] in negative for term in pool.there)


def _in_failing_sums(ledger: Ledger) -> frozenset[Path]:
    return frozenset(term.at for one in ledger.failing for term in one.terms)


def _below_nothing(ledger: Ledger) -> frozenset[Path]:
    return frozenset(("funding", one) for one, _ in below_nothing(ledger.plan))


class BroughtForward(NamedTuple):
    """A carry-forward beside the balance that the earlier plan left.

    Attributes:
        source: the carry-forward.
        amount: what it brings forward, in pounds.
        left: what the earlier plan has left of the money, or all that it had of it.
        is_balance: whether that is a balance as the earlier plan states it.
        where: the earlier plan and its source, in their own titles.
    """

    source: str
    amount: Decimal
    left: Decimal
    is_balance: bool
    where: str


def brought_forward(ledger: Ledger) -> Iterator[BroughtForward]:
    """Give the carry-forwards that are not what their earlier plans leave.

    Where the earlier plan states no balance, only more than it ever had is given.
    """
    for source_id, source in ledger.plan.funding.items():
        plan_id, _, earlier_id = (source.carried_from or "").partition("/")
        earlier, amount = ledger.earlier.get(plan_id), known_amount(source)
        if earlier is None or earlier_id not in earlier.funding or not amount:
            continue
        balance = earlier.stated.unallocated.get(earlier_id) if earlier.stated else None
        stated = _whole(balance) if balance is not None else None
        had = known_amount(earlier.funding[earlier_id])
        left = had if stated is None else stated
        gap = amount - left
        if stated is None and (gap < 0 or not had):
            continue
        if abs(gap) > rounding(amount) + rounding(left):
            where = f"{earlier.funding[earlier_id].title} of {earlier.title}"
            yield BroughtForward(source_id, amount, left, stated is not None, where)


def _whole(profile: Profile) -> Decimal | None:
    return profile.in_all.amount


def unmarked_totals(
    profiles: Iterable[tuple[Path, object]],
) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Give the totals that are stated as certain over parts that are not, with those parts."""
    for at, profile in profiles:
        if type(profile) is Profile and TOTAL in profile.root:
            open_parts = profile.unconfirmed
            if open_parts and TOTAL not in open_parts:
                yield at, tuple(sorted(open_parts))


def from_nobody(plan: Plan) -> Iterator[str]:
    """Give the sources of match funding that name nobody who gives it."""
    for source_id, source in plan.funding.items():
        if source.kind is not FundingKind.MATCH or source.funder or source.note:
            continue
        if all(_NOBODY.fullmatch(one) for one in re.findall(r"\w+", source.title.casefold())):
            yield source_id
