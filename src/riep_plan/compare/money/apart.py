"""Money in tables of its own, which is none of the plan's total.

What a source has, what a project asks for, what comes from elsewhere, and payments for the
programme's own milestones: nothing moves between these and what projects are given.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.compare.change import Kind
from riep_plan.compare.money.cells import IN_ALL, Cell, Names, When, cells_of
from riep_plan.compare.money.draft import Draft
from riep_plan.compare.money.words import UNKNOWN, WIDTH, Wording, percent, share_of, within
from riep_plan.figures.sums.budgets import milestone_payments
from riep_plan.figures.tables import Row
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.money import format_money
from riep_plan.values.words import listed, shortened


class _Apart(NamedTuple):
    """A row of a table of its own: its amounts, and what they are called."""

    row: Row
    name: str


def apart(before: Plan, after: Plan, names: Names, wording: Wording) -> Iterator[Draft]:
    """Give the changes of money in tables of its own: details, with their amount."""
    were, are = _rows(before, names, wording), _rows(after, Names(), wording)
    for key in dict.fromkeys((*were, *are)):
        draft = _draft(were.get(key), are.get(key))
        if draft is not None:
            yield draft


def _rows(plan: Plan, names: Names, wording: Wording) -> Mapping[Path, _Apart]:
    """Give the rows of a version by their paths in the ids of the later one."""
    return {
        names.path(one.row.at): one
        for one in (*_of_sources(plan), *_of_projects(plan, names, wording), *_paid(plan))
    }


def _of_sources(plan: Plan) -> Iterator[_Apart]:
    for source_id, source in plan.funding.items():
        if source.amount is not None:
            row = Row(("funding", source_id, "amount"), "amount", source.amount)
            yield _Apart(row, f"what {source.title} has")


def _of_projects(plan: Plan, names: Names, wording: Wording) -> Iterator[_Apart]:
    for project_id, project in plan.projects.items():
        at: Path = ("projects", project_id)
        for source, profile in project.requested.items():
            payer = wording.source(names.later(("funding", source)))
            row = Row((*at, "requested", source), "request", profile)
            yield _Apart(row, f"what {project.name} asks for from {payer}")
        for funding_id, funding in project.additional_funding.items():
            if funding.amount is not None:
                row = Row(
                    (*at, "additional_funding", funding_id, "amount"),
                    "additional funding",
                    Profile.of({TOTAL: funding.amount}),
                )
                text = shortened(funding.text, WIDTH)
                yield _Apart(row, f"additional funding of {project.name}, “{text}”,")


def _paid(plan: Plan) -> Iterator[_Apart]:
    for _, row in milestone_payments((), plan.milestones):
        text = shortened(row.name, WIDTH)
        yield _Apart(row, f"what is paid for the programme's milestone “{text}”")


def _draft(before: _Apart | None, after: _Apart | None) -> Draft | None:
    were, are = _cells(before), _cells(after)
    changed = [
        key
        for key in sorted({**were, **are})
        if key not in were or key not in are or were[key].amount != are[key].amount
    ]
    found = after or before
    if not changed or found is None:
        return None
    old, new = _said(were, changed), _said(are, changed)
    whole, now = (one.row.whole if one else Decimal(0) for one in (before, after))
    share = share_of(now - whole, whole)
    by = f", by {format_money(abs(now - whole))}{percent(share)}"
    if before is None:
        told = f"is new: {new}"
    elif after is None:
        told = f"is gone: it was {old}"
    else:
        net = by if now != whole else f", and stays {format_money(now)} in all"
        told = f"goes from {old or 'nothing'} to {new or 'nothing'}{net}"
    return Draft(
        kind=Kind.DETAIL,
        subject=found.row.at,
        text=f"{found.name[:1].upper()}{found.name[1:]} {told}",
        paths=(_paths(before), _paths(after)),
        before=old,
        after=new,
        amount=now - whole,
        share=share,
    )


def _cells(one: _Apart | None) -> dict[When, Cell]:
    return {cell.when: cell for cell in cells_of(one.row)} if one else {}


def _said(cells: Mapping[When, Cell], wanted: Iterable[When]) -> str:
    """Write the amounts of some periods, as far as a version has them."""
    return listed([_amount(cells[key]) for key in wanted if key in cells])


def _amount(cell: Cell) -> str:
    known = UNKNOWN if cell.amount is None else format_money(cell.amount)
    return f"{known}{within('' if cell.when == IN_ALL else cell.words)}"


def _paths(one: _Apart | None) -> tuple[Path, ...]:
    """Every place at which a row states anything."""
    if one is None:
        return ()
    return (one.row.at, *((*one.row.at, key) for key in one.row.profile.root))
