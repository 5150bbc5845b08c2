"""Which returns came, which came late, which say that there is nothing, and which are missing."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from riep_plan.figures.ledger import Ledger
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Return


class Standing(StrEnum):
    """How a project stands to the return of a quarter."""

    RETURNED = "returned"
    LATE = "returned late"
    NOTHING = "nothing to report"
    MISSING = "no return received"


def return_of(plan: Plan, quarter: str, project_id: str) -> Return | None:
    """Give a project's return for a quarter, if there is one."""
    returns = plan.returns.get(quarter)
    return returns.projects.get(project_id) if returns else None


def return_path(quarter: str, project_id: str) -> Path:
    """The path of a return in the plan, whether or not it is there."""
    return ("returns", quarter, "projects", project_id)


def quarters_returned(ledger: Ledger) -> list[str]:
    """The quarters of the calendar for which any return was received, in order."""
    returned = ledger.plan.returns
    return [one for one in ledger.quarters if one in returned and returned[one].projects]


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
    found = return_of(plan, quarter, project_id)
    if found is None:
        return Standing.MISSING
    if is_late(plan, quarter, found):
        return Standing.LATE
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
    for label in reversed(up_to(ledger, quarter)):
        found = return_of(ledger.plan, label, project_id)
        if found is not None and found.nothing_to_report is None:
            return label, found
    return None


def returns_of(plan: Plan) -> Iterator[tuple[str, str, Return]]:
    """Give every return, with its quarter and project, in order."""
    for quarter, returns in sorted(plan.returns.items()):
        for project_id, found in returns.projects.items():
            yield quarter, project_id, found


def is_illustrative(plan: Plan) -> str | None:
    """Why a plan's returns are no real ones, where any quarter says so."""
    return next((one.illustrative for one in plan.returns.values() if one.illustrative), None)
