"""What was decided, as tables: on a project, or on the plan as a whole."""

from collections.abc import Iterator, Mapping

from riep_plan.model import Plan
from riep_plan.model.governance import Agreed, Decision
from riep_plan.report.tables import ABSENT, Table, table, without_empty, words
from riep_plan.report.words import comes_back, conditions_asked
from riep_plan.values.money import format_money
from riep_plan.values.words import count

#: What there is to say of any decision.
DECISION_COLUMNS = (
    *("Decision", "Minute", "Comment", "Changes agreed"),
    *("Conditions", "Amount", "Comes back"),
)


def decision_table(plan: Plan, caption: str, decisions: Mapping[str, Decision]) -> Table:
    """Set out decisions on one thing, each with the body that took it."""
    rows = []
    for meeting_id, one in decisions.items():
        meeting = plan.meetings.get(meeting_id)
        body = f"{meeting.body}, {meeting.on}" if meeting else meeting_id
        rows.append((body, *decision_cells(plan, one)))
    return without_empty(table(caption, words("Decided by", *DECISION_COLUMNS), rows))


def decision_cells(plan: Plan, one: Decision) -> tuple[str, ...]:
    """Write a decision as cells of these columns."""
    return (
        one.outcome.capitalize(),
        one.reference or ABSENT,
        one.comment or ABSENT,
        "; ".join(_agreed(plan, one)) or ABSENT,
        conditions_asked(one.conditions),
        ABSENT if one.amount is None else format_money(one.amount),
        comes_back(plan, one),
    )


def _agreed(plan: Plan, one: Decision) -> Iterator[str]:
    """Write what was agreed: ``virement, £20,000: Into the depot``."""
    for agreed in one.agrees.values():
        facts = ", ".join(_facts(agreed))
        yield f"{facts}: {agreed.text}" if agreed.text else facts
    for meeting_id in one.corrects:
        meeting = plan.meetings.get(meeting_id)
        wrong = f"{meeting.body}, {meeting.on}" if meeting else meeting_id
        yield f"puts right the record of the {wrong}"
    for waiver_id in one.waives:
        waiver = plan.waivers.get(waiver_id)
        yield f"accepts a finding: {waiver.reason if waiver else waiver_id}"


def _facts(one: Agreed) -> Iterator[str]:
    yield one.kind.value
    if one.amount is not None:
        yield format_money(one.amount)
    if one.days is not None:
        yield count(one.days, "day")
