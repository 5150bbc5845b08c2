"""Which returns came, which came late, which say that there is nothing, and which are missing.

A return is a project's, by its id, or the programme's own, of what it has outside its projects.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from riep_plan.figures.ledger import Ledger
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Return
from riep_plan.model.returns import SpendReturn

#: Whose return it is where it is the programme's own and no project's.
PROGRAMME = ""
_OWN = "The programme itself"
_PROJECTS = "projects"
#: What stands in a return before anybody has answered anything.
_WRITTEN_BEFORE = {"spend", "risks"}
_ANSWERS = tuple(key for key in Return.model_fields if key not in _WRITTEN_BEFORE)
_QUARTER = timedelta(days=92)
_NONE: Mapping[str, Return] = {}


class Standing(StrEnum):
    """How a project stands to the return of a quarter."""

    RETURNED = "returned"
    LATE = "returned late"
    NOTHING = "nothing to report"
    NOTHING_LATE = "nothing to report, returned late"
    MISSING = "no return received"


def has_own_affairs(plan: Plan) -> bool:
    """Say whether the programme itself has anything that it has to make returns on.

    Risks alone are none: the board keeps them under review without.
    """
    spends = any(line.amounts for line in plan.budget.values())
    return spends or bool(plan.milestones or plan.indicators)


def owners(plan: Plan) -> list[str]:
    """Give everyone who makes returns: the projects, and the programme where it has reason to."""
    made = any(one.programme is not None for one in plan.returns.values())
    return [*plan.projects, *([PROGRAMME] if made or has_own_affairs(plan) else [])]


def owners_of(ledger: Ledger) -> list[str]:
    """Give the same of a ledger, for :meth:`Ledger.once`."""
    return owners(ledger.plan)


def owner_name(plan: Plan, owner: str) -> str:
    """Say whose return it is, by the name that tables and messages use."""
    return plan.projects[owner].name if owner else _OWN


def owner_path(owner: str) -> Path:
    """The path in the plan of what a return is on: a project, or the whole plan."""
    return (_PROJECTS, owner) if owner else ()


def return_of(plan: Plan, quarter: str, project_id: str) -> Return | None:
    """Give a project's or the programme's return for a quarter, if there is one.

    One that was written to be filled in, and that nobody has filled in, is none.
    """
    returns = plan.returns.get(quarter)
    if returns is None:
        return None
    found = returns.projects.get(project_id) if project_id else returns.programme
    return None if found is None or _is_blank(found) else found


def returns_made(ledger: Ledger) -> Mapping[str, Mapping[str, Return]]:
    """Give every return that was filled in, by quarter and whose it is."""
    plan = ledger.plan
    return {
        label: {
            owner: found
            for owner in (*returns.projects, PROGRAMME)
            if (found := return_of(plan, label, owner)) is not None
        }
        for label, returns in plan.returns.items()
    }


def return_in(ledger: Ledger, quarter: str, owner: str) -> Return | None:
    """Give a project's or the programme's return for a quarter, if there is one."""
    return ledger.once(returns_made).get(quarter, _NONE).get(owner)


def returns_up_to(ledger: Ledger, quarter: str, owner: str) -> list[tuple[str, Return]]:
    """Give an owner's returns for the quarters of the calendar up to one, in order."""
    found = ledger.once(returns_by_owner).get(owner, ())
    return [one for one in found if one[0] <= quarter]


def returns_by_owner(ledger: Ledger) -> Mapping[str, list[tuple[str, Return]]]:
    """Give each owner's returns for the quarters of the calendar, in order."""
    by_owner: dict[str, list[tuple[str, Return]]] = {}
    for label in quarters_returned(ledger):
        for owner, found in ledger.once(returns_made)[label].items():
            by_owner.setdefault(owner, []).append((label, found))
    return by_owner


def _is_blank(found: Return) -> bool:
    """Say whether a return says nothing of its quarter.

    What was brought forward and how risks were scored before stand in it when it is written.
    """
    given = found.__dict__
    for key in _ANSWERS:
        if given[key]:
            return False
    if any(one.note or one.closed for one in found.risks.values()):
        return False
    rows = [row for kinds in found.spend.values() for row in (kinds.revenue, kinds.capital) if row]
    return not any(map(_is_told, rows)) if rows else not found.risks


def _is_told(row: SpendReturn) -> bool:
    """Say whether a row of spend gives anything but what was brought forward."""
    entries = [one for one in (row.actual, row.to_date) if one is not None]
    entries += list(row.forecast.root.values()) if row.forecast is not None else []
    known = any(one.amount is not None for one in entries)
    return known or row.slips is not None or bool(row.because)


def return_path(quarter: str, project_id: str) -> Path:
    """The path of a return in the plan, whether or not it is there."""
    if project_id:
        return ("returns", quarter, _PROJECTS, project_id)
    return ("returns", quarter, "programme")


def return_parts(at: Path) -> tuple[str, str, Path]:
    """Split a path in a return: its quarter, whose it is, and the keys within it."""
    is_project = at[2] == _PROJECTS
    return at[1], at[3] if is_project else PROGRAMME, at[4:] if is_project else at[3:]


def quarters_returned(ledger: Ledger) -> list[str]:
    """The quarters of the calendar for which any return was received, in order."""
    return ledger.once(_quarters_returned)


def _quarters_returned(ledger: Ledger) -> list[str]:
    made = ledger.once(returns_made)
    return [label for label in ledger.quarters if made.get(label)]


def up_to(ledger: Ledger, quarter: str) -> list[str]:
    """The quarters of the calendar up to and including one, in order."""
    return [one for one in ledger.quarters if one <= quarter]


def after(ledger: Ledger, quarter: str) -> list[str]:
    """The quarters of the calendar after one, in order."""
    return [one for one in ledger.quarters if one > quarter]


def standing(plan: Plan, quarter: str, project_id: str) -> Standing:
    """Say how a project stands to a quarter's return.

    A return is late when it was received after the day that the quarter names.
    """
    return standing_of(plan, quarter, return_of(plan, quarter, project_id))


def standing_of(plan: Plan, quarter: str, found: Return | None) -> Standing:
    """Say the same of what was returned for a quarter, if anything was."""
    if found is None:
        return Standing.MISSING
    if is_late(plan, quarter, found):
        return Standing.NOTHING_LATE if found.nothing_to_report else Standing.LATE
    return Standing.NOTHING if found.nothing_to_report else Standing.RETURNED


def is_late(plan: Plan, quarter: str, found: Return) -> bool:
    """Say whether a return was received after the day by which it was due."""
    last, came = _end(plan, quarter), found.received
    return (
        last is not None and came is not None and came.days is not None and came.days.start > last
    )


def _end(plan: Plan, quarter: str) -> date | None:
    returns = plan.returns.get(quarter)
    if returns is None or returns.due is None or returns.due.days is None:
        return None
    return returns.due.days.end


def latest_return(ledger: Ledger, project_id: str, quarter: str) -> tuple[str, Return] | None:
    """Give a project's last return up to a quarter that reports anything, with its quarter."""
    return latest_of(returns_up_to(ledger, quarter, project_id))


def latest_of(made: Sequence[tuple[str, Return]]) -> tuple[str, Return] | None:
    """Give the last of some returns, in order, that reports anything, with its quarter."""
    return next((one for one in reversed(made) if one[1].nothing_to_report is None), None)


def returns_of(plan: Plan) -> Iterator[tuple[str, str, Return]]:
    """Give every return, with its quarter and whose it is, in order; the programme's last."""
    for quarter, returns in sorted(plan.returns.items()):
        for project_id, found in returns.projects.items():
            yield quarter, project_id, found
        if returns.programme is not None:
            yield quarter, PROGRAMME, returns.programme


def returns_in_calendar(ledger: Ledger) -> list[tuple[str, str, Return]]:
    """Give every return of a quarter and owner that the plan has, in the order of both."""
    made, every = ledger.once(returns_made), ledger.once(owners_of)
    return [
        (quarter, owner, made[quarter][owner])
        for quarter in quarters_returned(ledger)
        for owner in every
        if owner in made[quarter]
    ]


def is_illustrative(plan: Plan) -> str | None:
    """Why a plan's returns are no real ones, where any quarter says so."""
    return next((one.illustrative for one in plan.returns.values() if one.illustrative), None)


def last_day_of_record(ledger: Ledger) -> date | None:
    """Give the last day that a dated plan can speak of as past; None for one without a date.

    A document speaks of nothing after its date. A plan with a calendar is kept through it, and one
    with returns for a quarter more, in which the last of them are decided on.
    """
    dated = ledger.plan.date.days if ledger.plan.date else None
    if dated is None:
        return None
    kept = [ledger.days.end] if ledger.days is not None else []
    if kept and quarters_returned(ledger):
        kept = [kept[0] + _QUARTER]
    return max([dated.end, *kept])
