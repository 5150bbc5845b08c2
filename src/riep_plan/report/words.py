"""Short phrases that several tables set: conditions, what follows what, where a saving falls."""

from collections.abc import Iterable, Mapping

from riep_plan.model import Plan, Project
from riep_plan.model.delivery import Action, Milestone, Step
from riep_plan.model.funding import FundingSource
from riep_plan.model.governance import Condition, Decision
from riep_plan.report.tables import ABSENT
from riep_plan.values.money import format_money
from riep_plan.values.words import listed


def conditions_asked(conditions: Iterable[Condition]) -> str:
    """Say what a body asked for, each with the day it is due and the day it was met."""
    return "; ".join(_condition(one) for one in conditions) or ABSENT


def _condition(one: Condition) -> str:
    days = [f"due {one.due}"] if one.due else []
    days += [f"met {one.met}"] if one.met else []
    return f"{one.text} ({', '.join(days)})" if days else one.text


def comes_back(plan: Plan, decision: Decision) -> str:
    """Say which meeting a decision comes back to: the plan's own by body and day, or words."""
    meeting = plan.meetings.get(decision.returns_to or "")
    return f"{meeting.body}, {meeting.on}" if meeting else decision.returns_to or ABSENT


def follows(
    one: Action | Milestone | Step, others: Mapping[str, Action | Milestone | Step]
) -> str | None:
    """Say what a step can only follow; None where it depends on nothing."""
    named = [f"“{others[other].text}”" if other in others else other for other in one.after]
    return f"After {listed(named)}" if named else None


def limits(plan: Plan, source: FundingSource) -> list[str]:
    """Say what and when a source may be spent on, and what it was left over from."""
    names = [_titled(plan, one) for one in source.only_for]
    found = [f"For {listed(names)} alone"] if names else []
    found += [f"Left over from {source.carried_from}"] if source.carried_from else []
    found += [f"To be spent from {source.start} on"] if source.start else []
    return found


def _titled(plan: Plan, one: str) -> str:
    if one in plan.projects:
        return plan.projects[one].name
    return plan.workstreams[one].title if one in plan.workstreams else one


def saved_from(project: Project, horizon: str, kind: str) -> str:
    """Say on which budget a cashable saving falls, in brackets; nothing where that is not said."""
    savings = getattr(project.efficiencies, horizon, None)
    budget = savings.falls_on if savings and kind == "cashable" else None
    if budget is None:
        return ""
    held = f", {format_money(budget.amount)} a year" if budget.amount is not None else ""
    return f" (falls on {budget.text}{held})"
