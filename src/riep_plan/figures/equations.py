"""Every sum that a plan states: a stated total, and the terms that should make it up.

Rows and columns of the same table share their cells, which is what lets
:mod:`riep_plan.figures.suspects` tell which one figure is wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum, auto

from riep_plan.figures.tables import (
    CAPITAL,
    OVERALL,
    REVENUE,
    Row,
    all_spend_rows,
    period_keys,
    project_saving_rows,
    saving_rows,
    spend_rows,
    stated_spend_rows,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.profile import TOTAL
from riep_plan.model.budget import AdditionalFunding, Estimate, EstimateGroup

#: Beyond so many cells, a table's empty ones are not held against it: most would be empty.
_MANY = 20_000
#: Enough for every sum and product of what a plan may hold to be exact.
_DIGITS = 80


class Sum(Enum):
    """What kind of sum an equation is: each kind has its rule."""

    OVER_PERIODS = auto()
    """A row's total is the sum of its quarters or years."""
    OVER_KINDS = auto()
    """A project's total row is its revenue and capital together."""
    OVER_PROJECTS = auto()
    """A programme total is the sum over all projects."""
    OF_PROGRAMME_KINDS = auto()
    """The programme's overall row is its own revenue and capital rows together."""
    OF_ESTIMATE = auto()
    """An amount is the sum of the numbers and rates that it is worked out from."""


@dataclass(frozen=True, slots=True)
class Term:
    """A figure in a sum.

    Attributes:
        at: where it stands, or would stand.
        name: what it is called.
        amount: in pounds.
        is_written: False for nought that nobody wrote, such as a quarter that a row leaves out.
    """

    at: Path
    name: str
    amount: Decimal
    is_written: bool = True


@dataclass(frozen=True, slots=True)
class Equation:
    """A stated total and the terms that should make it up.

    Attributes:
        kind: what kind of sum it is.
        subject: whose sum, such as ``Foster Care Placements``.
        total: the figure as stated.
        parts: the figures that should add up to it.
    """

    kind: Sum
    subject: str
    total: Term
    parts: tuple[Term, ...]

    @property
    def sum(self) -> Decimal:
        """What the parts add up to, in pounds."""
        with localcontext(prec=_DIGITS):
            return sum((part.amount for part in self.parts), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """How much too large the stated total is, in pounds; nought when the sum holds."""
        with localcontext(prec=_DIGITS):
            return self.total.amount - self.sum


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
            yield from _over_periods("The programme", row)
        yield from _programme_kinds(plan)
        if complete:
            yield from _over_projects(plan)


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
        yield from _over_periods(project.name, row)
    for name, total in totals:
        rows = [row for kind, row in spend if name in (kind, OVERALL)]
        if spend:
            yield from _columns(Sum.OVER_KINDS, project.name, total, rows, lambda row: row.name)
    for funding_id, funding in project.additional_funding.items():
        base: Path = ("projects", project_id, "additional_funding", funding_id)
        yield from _additional(project.name, base, funding)


def _over_periods(subject: str, row: Row) -> Iterator[Equation]:
    if row.profile.total is None or not row.profile.parts:
        return
    parts = tuple(Term((*row.at, key), key, amount) for key, amount in row.profile.parts.items())
    total = Term((*row.at, TOTAL), row.name, row.profile.total)
    yield Equation(Sum.OVER_PERIODS, subject, total, parts)


def _columns(
    kind: Sum, subject: str, total: Row, rows: list[Row], called: Callable[[Row], str]
) -> Iterator[Equation]:
    """Compare a total row with the rows that it adds up, one period after another.

    The column of totals is compared too, and so is a period that the total row leaves out.
    """
    keys = [TOTAL] if total.profile.total is not None else []
    keys += period_keys([total, *rows]) if total.profile.parts else []
    for key in keys:
        name = total.name if key == TOTAL else f"{total.name} in {key}"
        there = [row for row in rows if row.has(key)] if len(rows) * len(keys) > _MANY else rows
        parts = tuple(_term(row, key, called(row)) for row in there)
        yield Equation(kind, subject, _term(total, key, name), parts)


def _term(row: Row, key: str, name: str) -> Term:
    return Term(row.cell_path(key), name, row.amount(key), row.has(key))


def _programme_kinds(plan: Plan) -> Iterator[Equation]:
    rows = dict(_stated_spend(plan))
    if OVERALL in rows and REVENUE in rows and CAPITAL in rows:
        kinds = [rows[REVENUE], rows[CAPITAL]]
        yield from _columns(
            Sum.OF_PROGRAMME_KINDS, "The programme", rows[OVERALL], kinds, lambda row: row.name
        )


def _over_projects(plan: Plan) -> Iterator[Equation]:
    assert plan.stated is not None  # noqa: S101  for the type checker; the caller has looked

    def called(row: Row) -> str:
        return plan.projects[row.at[1]].name

    spend = list(all_spend_rows(plan))
    for name, total in _stated_spend(plan) if spend else ():
        rows = [row for kind, row in spend if name in (kind, OVERALL)]
        yield from _columns(Sum.OVER_PROJECTS, "The programme", total, rows, called)
    savings = [
        pair
        for project_id, project in plan.projects.items()
        for pair in project_saving_rows(project_id, project)
    ]
    for which, total in saving_rows(plan.stated.efficiencies, ("stated", "efficiencies")):
        rows = [row for kind, row in savings if kind == which]
        if any(horizon == which[0] for (horizon, _), _ in savings):
            yield from _columns(Sum.OVER_PROJECTS, "The programme", total, rows, called)


def worth(estimate: Estimate) -> Decimal:
    """What an estimate comes to in pounds: its number at its rate, or its amount as stated."""
    if estimate.number is None or estimate.rate is None:
        return estimate.amount or Decimal(0)
    with localcontext(prec=_DIGITS):  # exact, whatever the number of digits
        return estimate.number * estimate.rate


def _estimates(
    subject: str, at: Path, basis: Mapping[str, EstimateGroup], whole: Term | None
) -> Iterator[Equation]:
    """Compare an amount with the groups that it is worked out from, and each of these with its parts.

    Args:
        subject: whose amount it is.
        at: the path of the basis.
        basis: the groups.
        whole: the amount; None where none is stated.
    """
    groups: list[Term] = []
    for group_id, group in basis.items():
        parts: list[Term] = []
        for part_id, part in group.parts.items():
            here: Path = (*at, group_id, "parts", part_id)
            name = part.text or part_id
            if part.amount is None:
                parts.append(Term(here, name, worth(part)))
                continue
            stated = Term((*here, "amount"), name, part.amount)
            parts.append(stated)
            if part.number is not None and part.rate is not None:
                product = Term((*here, "rate"), "the number at its rate", worth(part))
                yield Equation(Sum.OF_ESTIMATE, subject, stated, (product,))
        name = group.text or group_id
        if group.total is None:
            total = sum((part.amount for part in parts), Decimal(0))
            groups.append(Term((*at, group_id), name, total))
        else:
            groups.append(Term((*at, group_id, "total"), name, group.total))
            yield Equation(Sum.OF_ESTIMATE, subject, groups[-1], tuple(parts))
    if groups and whole is not None:
        yield Equation(Sum.OF_ESTIMATE, subject, whole, tuple(groups))


def _additional(subject: str, at: Path, funding: AdditionalFunding) -> Iterator[Equation]:
    amount = funding.amount
    whole = None if amount is None else Term((*at, "amount"), funding.text, amount)
    yield from _estimates(subject, (*at, "basis"), funding.basis, whole)
