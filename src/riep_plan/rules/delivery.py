"""DLV: what projects deliver, and when, beside their money and beside each other."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.deliveries import (
    deliveries,
    even_spend,
    last_quarter,
    outputs,
    spend_by_period,
    unplanned,
)
from riep_plan.figures.delivery.repeats import copies, said_twice, two_numbers
from riep_plan.findings.finding import Finding, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.words import count, listed, shortened

#: So many projects with money are enough to say what the plan asks of a project.
COMPARED_PROJECTS = 3
#: So many outputs or milestones are enough to speak of how they are spread over time.
DELIVERIES = 3
_NO_PLAN = "action, milestone, objective, outcome, benefit, indicator or budget of several lines"


@rule("DLV01", "output-without-date", since="0.1.0")
def output_without_date(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An output that no quarter or date is given for."""
    for project_id, due in deliveries(ledger).items():
        if due.is_dated:
            continue
        for action_id, action in ledger.plan.projects[project_id].actions.items():
            for output_id, output in action.outputs.items():
                if not output.due:
                    yield Finding(
                        facts,
                        ("projects", project_id, "actions", action_id, "outputs", output_id),
                        f"The output “{shortened(output.text, 80)}” has no quarter or date.",
                        help="Add when it is due: `due: Q2`.",
                    )


@rule("DLV02", "output-due-outside-the-plan", since="0.1.0")
def output_due_outside_the_plan(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An output due on a date that is no part of the plan's own period."""
    own = ledger.days
    if own is None:
        return
    for project_id, due in deliveries(ledger).items():
        if due.begins_within(own):
            continue
        for at, output in outputs(("projects", project_id), ledger.plan.projects[project_id]):
            for position, period in enumerate(output.due):
                days = ledger.when(period)
                if days is not None and not days.overlaps(own):
                    yield Finding(
                        facts,
                        (*at, "due", str(position)),
                        f"The output “{shortened(output.text, 60)}” is due {period}; the plan "
                        f"runs from {own}.",
                        help="Check the date; the year is the usual slip.",
                        expected=str(own),
                        actual=str(period),
                    )


@rule("DLV08", "money-with-nothing-planned", since="0.3.0", severity=Severity.WARNING, whole=True)
def money_with_nothing_planned(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project with money and nothing to be held to, in a plan whose other projects say more."""
    paid_for, empty = unplanned(ledger.plan)
    if paid_for < COMPARED_PROJECTS:
        return
    places = {key: ("projects", key, "title") for key in empty}
    if 2 * len(empty) > paid_for:
        named = [f"{ledger.plan.projects[key].name} ({format_money(empty[key])})" for key in empty]
        yield Finding(
            facts,
            next(iter(places.values())),
            f"{len(empty)} of the {paid_for} projects with money plan nothing for it (no "
            f"{_NO_PLAN}): {listed(named)}.",
            help="Say for each what is done with the money and by when.",
            related=(Related(tuple(places.values())[1:], "the other projects"),),
        )
        return
    for key, money in empty.items():
        yield Finding(
            facts,
            places[key],
            f"{ledger.plan.projects[key].name} has {format_money(money)} and plans nothing for "
            f"it: no {_NO_PLAN}.",
            help="Say what is done with the money and by when: `actions` with `outputs`, or "
            "`milestones`.",
        )


@rule("DLV09", "spend-without-output-due", since="0.3.0", severity=Severity.INFO)
def spend_without_output_due(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A quarter in which a project spends and nothing of it is due."""
    for project_id, due in deliveries(ledger).items():
        if due.number < DELIVERIES or not due.is_dated:
            continue  # nothing to compare with, or something without a date may fall in any quarter
        idle = {
            label
            for label, quarter in ledger.quarters.items()
            if quarter not in due.days and not any(quarter.overlaps(one) for one in due.days)
        }
        spend = spend_by_period(ledger)[project_id] if idle else {}
        empty = [(label, spend[label]) for label in spend if label in idle and spend[label] > 0]
        if empty:
            project, at = ledger.plan.projects[project_id], ("projects", project_id)
            money = listed([f"{format_money(amount)} in {label}" for label, amount in empty])
            yield Finding(
                facts,
                (*at, "spend"),
                f"{project.name} spends {money}, but none of its {due.number} outputs is due then.",
                help="Check the dates of its outputs and the quarters of its spend, or add what "
                "the money of that quarter pays for.",
                related=(Related(tuple(place for place, _ in outputs(at, project)), "outputs"),),
            )


@rule("DLV10", "delivery-all-at-the-end", since="0.3.0", severity=Severity.INFO)
def delivery_all_at_the_end(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project of which everything is due in the plan's last quarter."""
    last = last_quarter(ledger)
    for project_id, due in deliveries(ledger).items() if last else ():
        if last is None or due.number < DELIVERIES or not due.is_dated:
            continue
        if due.days[0].start >= last.start:
            project, at = ledger.plan.projects[project_id], ("projects", project_id)
            places = [place for place, _ in outputs(at, project)]
            places += [(*at, "milestones", one) for one in project.milestones]
            yield Finding(
                facts,
                (*at, "title"),
                f"Everything that {project.name} delivers ({len(places)} outputs and milestones) "
                f"is due in the plan's last quarter ({last}).",
                help="Add what is reached before, so that the board sees slippage in time.",
                related=(Related(tuple(places), "all that is due then"),),
            )


@rule(
    "DLV12", "text-copied-from-another-project", since="0.3.0", severity=Severity.INFO, whole=True
)
def text_copied_from_another_project(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An action, output, benefit or the like that two projects have word for word."""
    projects = ledger.plan.projects
    for (first, other), found in copies(ledger).items():
        more = f", and {count(len(found) - 1, 'other text')}" if len(found) > 1 else ""
        yield Finding(
            facts,
            found[0].other,
            f"{projects[other].name} has “{shortened(found[0].text, 80)}”{more} word for word "
            f"from {projects[first].name}.",
            help="Write what holds for this project; if both promise one thing, say which of them "
            "delivers it.",
            related=(
                Related(tuple(one.first for one in found), f"the same in {projects[first].name}"),
                *(Related((one.other,), "also the same") for one in found[1:]),
            ),
        )


@rule("DLV14", "listed-twice", since="0.3.0", severity=Severity.WARNING)
def listed_twice(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """What a project lists twice in the same words, with nothing to tell the two apart."""
    for at, first, text in said_twice(ledger):
        name = ledger.plan.projects[at[1]].name
        yield Finding(
            facts,
            at,
            f"“{shortened(text, 80)}” is listed twice in {name}.",
            help="Delete one, or say how the two differ.",
            related=(Related((first,), "where it stands first"),),
        )


@rule("DLV15", "number-of-things-differs", since="0.3.0", severity=Severity.WARNING)
def number_of_things_differs(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """How many there are of a thing in two places of a plan that speak of the same thing."""
    for found in two_numbers(ledger):
        one, other = found.number.number, found.other_number.number
        yield Finding(
            facts,
            found.at,
            f"“{shortened(found.text, 70)}” is {one}, but “{shortened(found.other_text, 70)}” is "
            f"{other} ({abs(one - other):,} {'more' if other > one else 'fewer'}).",
            help="Check which number is right.",
            expected=str(other),
            actual=str(one),
            related=(Related((found.other,), "the other number"),),
        )


@rule("DLV16", "spend-the-same-in-every-quarter", since="0.3.0", severity=Severity.INFO, whole=True)
def spend_the_same_in_every_quarter(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Most of a plan's projects spread over its quarters in equal parts."""
    spending, flat = even_spend(ledger)
    if len(flat) < COMPARED_PROJECTS or 2 * len(flat) <= spending:
        return
    places = tuple(("projects", key, "spend") for key in flat)
    yield Finding(
        facts,
        ("calendar",),  # the plan's own, whichever its projects are
        f"{len(flat)} of {spending} projects spend the same amount in each of the "
        f"{len(ledger.quarters)} quarters: "
        f"{listed([ledger.plan.projects[key].name for key in flat])}.",
        help="Profile spend by when work is done and paid for; work seldom starts at full cost.",
        related=(Related(places, "their spend"),),
    )
