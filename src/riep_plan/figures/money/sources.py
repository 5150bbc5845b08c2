"""Funding sources: what each has, what is used of it, where and when.

Sources that are allocated together (`pooled_with`) are one pool, named by the source that the
others join. A project's use of a source is stated once or several times, as an allocation, as
spend, as budget lines or as payments: the first of these that there is counts.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.sums.budgets import line_rows, payment_rows
from riep_plan.figures.sums.casting import whole_term
from riep_plan.figures.sums.equation import Term
from riep_plan.figures.tables import Row, SpendRows, Tables, tables_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine
from riep_plan.model.funding import FundingSource


class Pool(NamedTuple):
    """A source with those that are allocated together with it.

    Attributes:
        id: the source that the others join.
        members: the ids of all, its own first.
        there: what there is, by statement or source; empty where that is not known.
        used: what is used of it, as far as amounts are known.
        is_whole: False where a use, or a request, has an amount still to be confirmed.
        is_balanced: whether the document states what is left of it.
        is_totalled: whether the document states how much of it is allocated.
    """

    id: str
    members: tuple[str, ...]
    there: tuple[Term, ...]
    used: tuple[Term, ...]
    is_whole: bool
    is_balanced: bool
    is_totalled: bool

    @property
    def gap(self) -> Decimal:
        """What there is less what is used; nought where rounding may explain it."""
        left = _sum(self.there) - _sum(self.used)
        return left if left and abs(left) > self.slack else Decimal(0)

    @property
    def slack(self) -> Decimal:
        """How far what is left may be out by rounding alone."""
        return sum((term.allowance for term in (*self.there, *self.used)), Decimal(0))

    @property
    def has(self) -> Decimal:
        """What there is."""
        return _sum(self.there)

    @property
    def takes(self) -> Decimal:
        """What is used."""
        return _sum(self.used)


def pools_of(ledger: Ledger) -> tuple[Pool, ...]:
    """Give the pools of a plan, for several to share."""
    return tuple(_pools(ledger.plan, ledger.once(statements_of)))


def pools(plan: Plan) -> Iterator[Pool]:
    """Give each pool of sources, with what it has and what is used of it."""
    return _pools(plan, statements(plan))


def _pools(plan: Plan, stated: "_Stated") -> Iterator[Pool]:
    heads = {source_id: head_of(plan, source_id) for source_id in plan.funding}
    own: dict[str, list[Row]] = {}
    for source, row in line_rows(("budget",), plan.budget):
        own.setdefault(source or "", []).append(row)
    for head in dict.fromkeys(heads.values()):
        members = (head, *(one for one, its in heads.items() if its == head and one != head))
        rows = [row for one in members for row in (*_used(stated.get(one, {})), *own.get(one, ()))]
        used = [whole_term(row, plan.period) for row in rows]
        left = plan.stated.unallocated if plan.stated else {}
        totals = plan.stated.allocation if plan.stated else {}
        in_all = plan.stated.allocation_total if plan.stated else None
        yield Pool(
            head,
            members,
            _there(plan, head, members),
            tuple(term for term in used if term is not None),
            all(term is not None for term in used) and not _asks_unknown(plan, members),
            any(one in left for one in members),
            in_all is not None or any(one in totals for one in members),
        )


def head_of(plan: Plan, source_id: str) -> str:
    """The source that a source is allocated together with, or itself."""
    seen: list[str] = []
    while source_id not in seen:
        seen.append(source_id)
        other = plan.funding[source_id].pooled_with if source_id in plan.funding else None
        source_id = other if other in plan.funding and other is not None else source_id
    return source_id


#: A project's rows of a source: as allocations, as spend, as budget lines and as payments.
Statements = tuple[list[Row], list[Row], list[Row], list[Row]]
#: They, by source and by project.
_Stated = Mapping[str, Mapping[str, Statements]]


def statements_of(ledger: Ledger) -> _Stated:
    """Give every row of money of every project, by source and by project, for several to share."""
    return _statements(ledger.plan, ledger.tables)


def statements(plan: Plan) -> _Stated:
    """Give every row of money of every project, by source and by project."""
    return _statements(plan, tables_of(plan))


def _statements(plan: Plan, tables: Mapping[str, Tables]) -> _Stated:
    found: dict[str, dict[str, Statements]] = {}
    for project_id, project in plan.projects.items():
        for place, source, row in _rows(project_id, project, tables[project_id].spend):
            its = found.setdefault(source, {}).setdefault(project_id, ([], [], [], []))
            its[place].append(row)
    return found


def _rows(project_id: str, project: Project, spend: SpendRows) -> Iterator[tuple[int, str, Row]]:
    """Give each row of a project with its source and which of its statements it belongs to."""
    at: Path = ("projects", project_id)
    for source, profile in project.allocation.items():
        name = f"allocation of {project.name}"
        yield 0, source, Row((*at, "allocation", source), name, profile)
    for _, row in spend:
        yield 1, row.at[3], row
    for one, row in line_rows((*at, "budget"), project.budget) if project.budget else ():
        if one is not None:
            yield 2, one, row
    for one, row in payment_rows(at, project) if project.milestones else ():
        yield 3, one, row


def _used(by_project: Mapping[str, Statements]) -> Iterator[Row]:
    """Give what each project uses, by the first statement of it that there is."""
    for its in by_project.values():
        yield from next((rows for rows in its if rows), [])


def unnamed_sources(ledger: Ledger) -> list[str]:
    """Give the ids of the sources that the plan uses for nothing, nor any that they pool with."""
    plan = ledger.plan
    left = _outside(plan, plan.funding, ledger.once(statements_of))  # most are paid from
    return _outside(plan, left, _named(plan)) if left else left


def _outside(plan: Plan, sources: Iterable[str], named: Iterable[str]) -> list[str]:
    """Give those sources of which none is named that they are allocated together with."""
    pooled = {head_of(plan, one) for one in named}
    return [one for one in sources if head_of(plan, one) not in pooled]


def _named(plan: Plan) -> set[str]:
    """Give the ids of the sources that the plan uses, or means to, beside those of projects."""
    named = set[str]()
    for project in plan.projects.values():
        named.update(one.source for one in project.additional_funding.values())
        named.update(project.requested)
        named.update(one for action in project.actions.values() for one in action.funded_by)
    named.update(one for one, _ in line_rows(("budget",), plan.budget) if one is not None)
    named.update(one for milestone in plan.milestones.values() for one in milestone.payments)
    if plan.stated is not None:
        named.update((*plan.stated.allocation, *plan.stated.unallocated))
    return named


def says_what_is_paid(ledger: Ledger) -> bool:
    """Say whether the plan says of any source what it pays for."""
    own = any(one is not None for one, _ in line_rows(("budget",), ledger.plan.budget))
    return own or bool(ledger.once(statements_of))


def has_unsourced_money(plan: Plan) -> bool:
    """Say whether any budget line leaves open which source pays for it."""
    budgets = [plan.budget, *(project.budget for project in plan.projects.values())]
    return any(line.amount is not None for lines in budgets for line in lines.values())


def known_amount(source: FundingSource) -> Decimal:
    """What a source has over all its years, nought where none is known."""
    amount = source.amount
    if amount is None:
        return Decimal(0)
    return amount.sum() if amount.parts else amount.total or Decimal(0)


def all_lines(plan: Plan) -> Iterator[tuple[Path, BudgetLine]]:
    """Give every budget line of the programme and of its projects."""
    for line_id, line in plan.budget.items():
        yield ("budget", line_id), line
    for project_id, project in plan.projects.items():
        for line_id, line in project.budget.items():
            yield ("projects", project_id, "budget", line_id), line


def _asks_unknown(plan: Plan, members: tuple[str, ...]) -> bool:
    """Say whether any project asks for an amount of the pool that is still to be confirmed."""
    asked = [
        project.requested[one]
        for project in plan.projects.values()
        for one in members
        if one in project.requested
    ]
    return any(one.unknown for one in asked)


def _there(plan: Plan, head: str, members: tuple[str, ...]) -> tuple[Term, ...]:
    available = plan.stated.available.get(head) if plan.stated else None
    if available is not None:
        stated = whole_term(
            Row(("stated", "available", head), "money to allocate", available), plan.period
        )
        return () if stated is None else (stated,)
    terms: list[Term] = []
    for one in members:
        amount = plan.funding[one].amount
        row = None if amount is None else Row(("funding", one, "amount"), "amount", amount)
        term = whole_term(row, plan.period)
        if term is None:
            return ()
        terms.append(term)
    return tuple(terms)


def _sum(terms: tuple[Term, ...]) -> Decimal:
    return sum((term.amount for term in terms), Decimal(0))
