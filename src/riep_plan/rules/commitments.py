"""GOV: what was agreed and has to come back, and where a business case stands in the document."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.commitments import (
    met_before_asked,
    not_presented,
    pages_out_of_order,
    unlisted_cases,
    unmet_conditions,
    years_after,
)
from riep_plan.findings.finding import Finding, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.period import format_day
from riep_plan.values.words import shortened


@rule("GOV15", "condition-not-met-in-time", since="0.4.0", severity=Severity.WARNING)
def condition_not_met_in_time(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A condition that was due before the day of the document and is not met in it."""
    for at, one, days in unmet_conditions(ledger):
        name = ledger.plan.projects[at[1]].name if at[0] == "projects" else "the plan"
        yield Finding(
            facts,
            at,
            f"The condition “{shortened(one.text, 80)}” for {name} was due by "
            f"{format_day(days.end)}, before this document ({ledger.plan.date}), and is not said "
            "to be met.",
            help="Add when it was met (`met:`), or take the project back to the body that set it.",
            expected=f"met by {format_day(days.end)}",
            related=(Related((("date",),), "the date of the document"),),
        )


@rule("GOV16", "condition-met-before-it-was-set", since="0.4.0", severity=Severity.WARNING)
def condition_met_before_it_was_set(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A condition with a day on which it was met that lies before the decision."""
    for at, one, days in met_before_asked(ledger):
        yield Finding(
            facts,
            (*at, "met"),
            f"The condition “{shortened(one.text, 80)}” is said to be met {one.met}, before it "
            f"was set on {format_day(days.start)}.",
            help="Check both dates; the year is the usual slip.",
            actual=str(one.met),
            related=(Related((at[:-2],), "the decision"),),
        )


@rule("GOV17", "not-presented-again", since="0.4.0", severity=Severity.WARNING)
def not_presented_again(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project that was to come back to a meeting which has been held, and has no decision."""
    for one in not_presented(ledger):
        meeting = ledger.plan.meetings[one.meeting]
        yield Finding(
            facts,
            (*one.at, "returns_to"),
            f"{one.project.name} was to come back to the meeting of the "
            f"{shortened(meeting.body, 80)} on {meeting.on}, before this document "
            f"({ledger.plan.date}), and no decision of it is recorded.",
            help="Add what was decided there, or the later meeting that it goes to.",
            actual=one.meeting,
            related=(Related((("meetings", one.meeting),), "the meeting"),),
        )


@rule("GOV18", "not-what-last-years-plan-foresaw", since="0.4.0", severity=Severity.INFO)
def not_what_last_years_plan_foresaw(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project whose money differs from the indicative amount of the plan that it continues."""
    for one in years_after(ledger):
        gap = one.amount - one.foreseen
        was = "is allocated" if one.at[-1] == "allocation" else "asks for"
        yield Finding(
            facts,
            one.at,
            f"{one.project.name} {was} {format_money(one.amount)} in {ledger.plan.period}, where "
            f"the plan that it continues foresaw {format_money(one.foreseen)} "
            f"({format_money(abs(gap))} {'more' if gap > 0 else 'less'}).",
            help="Say in the business case why the amount has changed.",
            expected=one.foreseen,
            actual=one.amount,
            related=(
                Related((("projects", one.at[1], "continues"),), f"it continues {one.earlier}"),
            ),
        )


@rule("GOV19", "business-case-not-listed", since="0.4.0", severity=Severity.WARNING, whole=True)
def business_case_not_listed(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A business case that asks for money and is in no list of allocations, unlike the others."""
    others, left_out = unlisted_cases(ledger.plan)
    for project_id in left_out:
        project = ledger.plan.projects[project_id]
        yield Finding(
            facts,
            ("projects", project_id, "requested"),
            f"{project.name} asks for money and is allocated none, where {others} other business "
            "cases have an allocation, and no decision puts it off or turns it down.",
            help="Add its `allocation:`, nought if that is what it is, or the decision on it.",
        )


@rule("GOV20", "page-out-of-order", since="0.4.0", severity=Severity.WARNING, whole=True)
def page_out_of_order(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """One business case whose page alone is not in the order of the numbers."""
    projects = ledger.plan.projects
    for project_id, other_id in pages_out_of_order(ledger.plan):
        one, other = projects[project_id], projects[other_id]
        yield Finding(
            facts,
            ("projects", project_id, "page"),
            f"{one.name} (number {one.number}) is on page {one.page}, out of the order of the "
            f"numbers: {other.name} (number {other.number}) is on page {other.page}.",
            help="Check the contents page against the document, and the numbers.",
            actual=str(one.page),
            related=(Related((("projects", other_id, "page"),), "the page beside it"),),
        )
