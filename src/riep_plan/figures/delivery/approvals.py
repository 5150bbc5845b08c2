"""Approvals: what was decided on a project and when, and what money came before or beside it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.sums.budgets import line_rows, payment_rows
from riep_plan.figures.sums.casting import whole_terms
from riep_plan.figures.tables import Row, spend_rows
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.governance import Decision, DecisionOutcome
from riep_plan.model.profile import TOTAL
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.money import rounding
from riep_plan.values.period import Span

APPROVING = {DecisionOutcome.APPROVED, DecisionOutcome.ENDORSED}
REFUSING = {DecisionOutcome.DEFERRED, DecisionOutcome.REJECTED}
_SAID = {
    "approved": DecisionOutcome.APPROVED,
    "endorsed": DecisionOutcome.ENDORSED,
    "deferred": DecisionOutcome.DEFERRED,
    "rejected": DecisionOutcome.REJECTED,
    "refused": DecisionOutcome.REJECTED,
}
# The word as a statement: “once approved” or “to be approved” states nothing that was decided.
_STATED = lazy_pattern(
    r"(?:\b(?P<hedge>once|if|when|until|unless|be|being|already|previously|not|not yet)\s+)?"
    rf"\b(?P<word>{'|'.join(_SAID)})\b"
)


class Placed(NamedTuple):
    """A decision with its place and the days on which it was taken, where these are known."""

    at: Path
    meeting: str
    decision: Decision
    days: Span | None


def decisions(ledger: Ledger) -> Mapping[str, list[Placed]]:
    """Give what was decided on each project, by its id, and on the plan as a whole under ``""``.

    The earliest decision comes first; they stand as written where days are unknown.
    """
    return ledger.once(_decisions)


def _decisions(ledger: Ledger) -> Mapping[str, list[Placed]]:
    return {holder: _decided(ledger, holder) for holder in ("", *ledger.plan.projects)}


def _decided(ledger: Ledger, project_id: str) -> list[Placed]:
    found = []
    plan = ledger.plan
    home: Path = ("projects", project_id) if project_id else ()
    decisions = plan.projects[project_id].decisions if project_id else plan.decisions
    for meeting_id, decision in decisions.items():
        meeting = plan.meetings.get(meeting_id)
        stated = decision.when or (meeting.on if meeting else None)
        days = ledger.when(stated) if stated else None
        found.append(Placed((*home, "decisions", meeting_id), meeting_id, decision, days))
    if len(found) < 2 or any(one.days is None for one in found):  # noqa: PLR2004  no order
        return found
    return sorted(found, key=lambda one: one.days.start if one.days else date.min)


def said_in(comment: str) -> set[DecisionOutcome]:
    """Which outcomes a comment states in so many words."""
    return {
        _SAID[match["word"]]
        for match in _STATED.finditer(comment.casefold())
        if match["hedge"] is None
    }


def allocated(plan: Plan, project: Project) -> Decimal | None:
    """What a project is allocated by all sources; None where nothing or not all of it is known."""
    rows = [Row(("allocation", one), one, row) for one, row in project.allocation.items()]
    terms = whole_terms(rows, plan.period)
    return sum((one.amount for one in terms), Decimal(0)) if terms else None


def may_be_allocated(project: Project, amount: Decimal) -> bool:
    """Say whether an amount is a project's allocation, or a part that a body may decide on alone.

    That is what one source gives, what all sources give in one period, or one period of a source.
    A source that gives one amount without periods may give it in any of them.
    """
    whole = {
        source: row.parts or ({} if row.total is None else {TOTAL: row.total})
        for source, row in project.allocation.items()
    }
    once = [part for parts in whole.values() for part in parts.values()]
    sums = [*once, sum(once, Decimal(0))]
    sums += [sum(parts.values(), Decimal(0)) for parts in whole.values()]
    for period in {key for parts in whole.values() for key in parts}:
        sums.append(
            sum(
                (parts.get(period, parts.get(TOTAL, Decimal(0))) for parts in whole.values()),
                Decimal(0),
            )
        )
    slack = sum((rounding(part) for part in once), rounding(amount))
    return any(abs(one - amount) <= slack for one in sums)


def first_approval(decided: Sequence[Placed]) -> Placed | None:
    """Give the first of some decisions that approved; None where none did."""
    for one in decided:
        if one.decision.outcome in APPROVING:
            return one
    return None


def money_before(ledger: Ledger, project_id: str, day: date) -> list[tuple[Path, Span]]:
    """Give the payments, spend and milestones of a project that were over before a day.

    What lies outside the plan's own period belongs to an earlier programme, and is left out.
    """
    own = ledger.plan.period.days if ledger.plan.period else ledger.days
    early = ledger.once(_periods_before, day, own)
    project = ledger.plan.projects[project_id]
    at: Path = ("projects", project_id)
    found: list[tuple[Path, Span]] = []
    for row in _paid(at, project) if early else ():
        parts = row.profile.parts.items()
        found += [((*row.at, key), early[key]) for key, one in parts if one and key in early]
    for milestone_id, milestone in project.milestones.items():
        for period in milestone.due if milestone.payments else ():
            days = ledger.when(period)
            if days and days.end < day and (own is None or days.overlaps(own)):
                found.append(((*at, "milestones", milestone_id, "due"), days))
    return found


def _periods_before(ledger: Ledger, day: date, own: Span | None) -> Mapping[str, Span]:
    """Give the periods that the plan's amounts are kept by, of those of its own over by a day."""
    return {
        key: days
        for key, days in ledger.days_of_amounts.items()
        if days.end < day and (own is None or days.overlaps(own))
    }


def _paid(at: Path, project: Project) -> Iterator[Row]:
    """Give the rows of what a project pays: its budget, payments and spend."""
    yield from (row for _, row in line_rows((*at, "budget"), project.budget))
    yield from (row for _, row in payment_rows(at, project))
    yield from (row for _, row in spend_rows(at[1], project))
