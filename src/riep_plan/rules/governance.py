"""GOV: who answers for a project, what was decided on it, and what it is called.

What a plan lacks is judged by its own practice: a project stands out where nearly all the others
have what it has not. A plan that does without a thing altogether is left alone, or told once.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.approvals import (
    APPROVING,
    REFUSING,
    allocated,
    decisions,
    first_approval,
    may_be_allocated,
    money_before,
    said_in,
)
from riep_plan.figures.delivery.cases import (
    PROGRAMME_FROM,
    empty_workstreams,
    funded_cases,
    is_allocated,
    is_led,
    is_practice,
    numbers_left_out,
    other_name,
)
from riep_plan.figures.returns.standing import last_day_of_record
from riep_plan.findings.finding import Finding, Path, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model import Plan
from riep_plan.rules.registry import rule
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.money import difference, format_money
from riep_plan.values.period import format_day
from riep_plan.values.words import count, listed, shortened

_NAMES = {("projects", key) for key in ("number", "title", "short_title")}
_NUMBERED = lazy_pattern(r"\s*(\d+)\s*\.")


@rule("GOV01", "project-without-lead", since="0.3.0", severity=Severity.WARNING, whole=True)
def project_without_lead(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A funded project that nobody leads or answers for, where the others have somebody."""
    plan, cases = ledger.plan, funded_cases(ledger)
    led = {one for one, project in cases.items() if project.lead or project.sponsor}
    if len(cases) >= PROGRAMME_FROM and not is_led(plan):
        yield Finding(
            facts,
            ("projects",),
            f"None of the plan's {len(cases)} funded business cases has a lead or a sponsor, and "
            "the plan names no accountable body and no contact.",
            help="Add `accountable_body:` to the plan, and `lead:` or `sponsor:` to each project.",
        )
    asked = {"lead", "sponsor"}.intersection(plan.policy.required_of_projects)
    if asked or not is_practice(led, cases):
        return
    for project_id, project in cases.items() if len(led) < len(cases) else ():
        streams = [plan.workstreams.get(one) for one in project.workstreams]
        if project_id not in led and not any(stream and stream.lead for stream in streams):
            yield Finding(
                facts,
                ("projects", project_id, "title"),
                f"{project.name} has no lead and no sponsor, where {len(led)} of the plan's "
                f"{len(cases)} funded business cases have one.",
                help="Add `lead:` or `sponsor:`, a role or a body.",
            )


@rule("GOV02", "workstream-without-lead", since="0.3.0", severity=Severity.INFO)
def workstream_without_lead(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A workstream without the lead or the champions that the others have."""
    streams = ledger.plan.workstreams
    for part in ("lead", "champions"):
        having = [one for one, stream in streams.items() if getattr(stream, part)]
        without = [one for one in streams if one not in having]
        if without and is_practice(having, streams):
            names = [f"“{shortened(streams[one].title, 60)}”" for one in without]
            yield Finding(
                facts,
                ("workstreams", without[0]),
                f"{listed(names)} {'has' if len(names) == 1 else 'have'} no {part}, where "
                f"{len(having)} of the plan's {len(streams)} workstreams have.",
                help=f"Add `{part}:`, or say who looks after it.",
                related=also_at([("workstreams", one) for one in without[1:]], "the others"),
            )


@rule("GOV03", "project-without-workstream", since="0.3.0", severity=Severity.WARNING, whole=True)
def project_without_workstream(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project in no workstream, where the others have one."""
    projects, streams = ledger.plan.projects, ledger.plan.workstreams
    placed = [one for one, project in projects.items() if project.workstreams]
    if not streams or not is_practice(placed, projects):
        return
    empty: list[Path] = [("workstreams", one) for one in empty_workstreams(ledger.plan)]
    for project_id, project in projects.items():
        if not project.workstreams:
            yield Finding(
                facts,
                ("projects", project_id, "title"),
                f"{project.name} belongs to no workstream, where {len(placed)} of the plan's "
                f"{len(projects)} projects belong to one.",
                help="Add `workstreams:` with the id of its own.",
                related=also_at(empty, "workstreams that have no project"),
            )


@rule("GOV04", "workstream-without-project", since="0.3.0", severity=Severity.WARNING, whole=True)
def workstream_without_project(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A workstream that no project belongs to, where the others have projects."""
    streams, empty = ledger.plan.workstreams, empty_workstreams(ledger.plan)
    filled = [one for one in streams if one not in empty]
    for stream_id in empty if is_practice(filled, streams) else ():
        title = shortened(streams[stream_id].title, 60)
        yield Finding(
            facts,
            ("workstreams", stream_id),
            f"No project belongs to the workstream “{title}”, where {len(filled)} of the plan's "
            f"{len(streams)} workstreams have some.",
            help="Name it in its projects, or say that nothing is planned under it.",
        )


@rule("GOV05", "allocation-without-decision", since="0.3.0", severity=Severity.WARNING, whole=True)
def allocation_without_decision(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project with an allocation and no decision, where the others have one."""
    given = {one: has for one, has in ledger.plan.projects.items() if is_allocated(has)}
    decided = [one for one, project in given.items() if project.decisions]
    on_all = any(one.outcome in APPROVING for one in ledger.plan.decisions.values())
    is_asked = is_practice(decided, given) and not on_all
    for project_id, project in given.items() if is_asked else ():
        if not project.decisions:
            whole = allocated(ledger.plan, project)
            money = f"{format_money(whole)} is" if whole else "Money is"
            yield Finding(
                facts,
                ("projects", project_id, "allocation"),
                f"{money} allocated to {project.name}, on which no decision is recorded; there is "
                f"one on {len(decided)} of the {len(given)} projects with an allocation.",
                help="Add the decision under `decisions`, or say who may decide without the board.",
            )


@rule("GOV06", "allocated-though-not-approved", since="0.3.0", severity=Severity.WARNING)
def allocated_though_not_approved(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An allocation to a project whose latest decision put it off or turned it down."""
    taken = decisions(ledger)
    for project_id, project in ledger.plan.projects.items():
        decided = taken[project_id]
        if not decided or decided[-1].decision.outcome not in REFUSING:
            continue
        last = decided[-1]
        if whole := allocated(ledger.plan, project):
            yield Finding(
                facts,
                (*last.at, "outcome"),
                f"{project.name} was {last.decision.outcome} and still has an allocation of "
                f"{format_money(whole)}.",
                help="Take the allocation out of the plan, or add the decision that approved it.",
                related=(Related((("projects", project_id, "allocation"),), "the allocation"),),
            )


@rule("GOV07", "approved-amount-is-not-the-allocation", since="0.3.0", severity=Severity.WARNING)
def approved_amount_is_not_the_allocation(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An amount that was approved against what the project is allocated."""
    plan, taken = ledger.plan, decisions(ledger)
    for project_id, project in plan.projects.items():
        named = [
            one
            for one in taken[project_id]
            if one.decision.outcome in APPROVING and one.decision.amount is not None
        ]
        amount = named[-1].decision.amount if named else None
        whole = allocated(plan, project) if project.allocation else None
        if amount is None or whole is None or may_be_allocated(project, amount):
            continue
        yield Finding(
            facts,
            (*named[-1].at, "amount"),
            f"{format_money(amount)} was {named[-1].decision.outcome} for {project.name}, and "
            f"{format_money(whole)} is allocated ({difference(whole, amount)}).",
            help="Check both amounts against the minutes.",
            expected=whole,
            actual=amount,
            related=(Related((("projects", project_id, "allocation"),), "the allocation"),),
        )


@rule("GOV08", "money-before-approval", since="0.3.0", severity=Severity.WARNING)
def money_before_approval(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Spend, or a paid milestone, that was over before the project was approved."""
    taken = decisions(ledger)
    for project_id, project in ledger.plan.projects.items():
        agreed = first_approval(taken[project_id])
        if agreed is None or agreed.days is None or project.continues:
            continue
        day = agreed.days.start
        if early := money_before(ledger, project_id, day):
            early.sort(key=lambda one: one[1])
            at, days = early[0]
            yield Finding(
                facts,
                at,
                f"{project.name} has money for {days}, and was {agreed.decision.outcome} on "
                f"{format_day(day)}.",
                help="Check both dates; if the money was agreed by somebody else before, add that "
                "decision.",
                related=(
                    Related((agreed.at,), "the decision"),
                    *also_at([one for one, _ in early[1:]], "other money before it"),
                ),
            )


@rule("GOV09", "condition-without-follow-up", since="0.3.0", severity=Severity.INFO, whole=True)
def condition_without_follow_up(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Conditions of a meeting that nothing says will come back to anybody."""
    by_meeting: dict[str, list[Path]] = {}
    projects = ledger.plan.projects.items()
    if not any(one.returns_to for _, project in projects for one in project.decisions.values()):
        return
    for project_id, project in projects:
        for meeting_id, one in project.decisions.items():
            if one.conditions and one.returns_to is None and one.outcome in APPROVING:
                at = ("projects", project_id, "decisions", meeting_id, "conditions")
                by_meeting.setdefault(meeting_id, []).append(at)
    for meeting_id, places in by_meeting.items():
        names = [ledger.plan.projects[at[1]].name for at in places]
        yield Finding(
            facts,
            places[0],
            f"{_meeting(ledger.plan, meeting_id)} set conditions for {listed(names)}, and nothing "
            "says to whom or when it is reported that they are met.",
            help="Add `returns_to:` with the meeting that it comes back to.",
            related=also_at(places[1:], "the other conditions"),
        )


@rule("GOV10", "counted-before-it-returns", since="0.3.0", severity=Severity.INFO, whole=True)
def counted_before_it_returns(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Projects that a body wants to see again, with money that the totals count already."""
    plan, taken = ledger.plan, decisions(ledger)
    found = {}
    for project_id, project in plan.projects.items():
        last = taken[project_id][-1] if taken[project_id] else None
        if last is not None and last.decision.returns_to and (whole := allocated(plan, project)):
            found[project_id] = (last, whole)
    if not found:
        return
    places = [(*placed.at, "returns_to") for placed, _ in found.values()]
    total = sum((whole for _, whole in found.values()), Decimal(0))
    names = [plan.projects[one].name for one in found]
    yield Finding(
        facts,
        places[0],
        f"{count(len(found), 'project')} still to come back to a meeting ({listed(names)}) "
        f"{'has' if len(found) == 1 else 'have'} {format_money(total)} of the allocations, counted "
        "like those that are settled.",
        help="Show in the plan what is provisional, or add the decision that settled it.",
        related=also_at(places[1:], "the others that come back"),
    )


@rule("GOV11", "decision-after-the-document", since="0.3.0", severity=Severity.WARNING)
def decision_after_the_document(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A decision dated after the document that records it, and after a living plan has ended."""
    last = last_day_of_record(ledger)
    later: dict[Path, list[Path]] = {}
    for one in chain(*decisions(ledger).values()) if last else ():
        if last is not None and one.days is not None and one.days.start > last:
            dated = (*one.at, "when") if one.decision.when else ("meetings", one.meeting, "on")
            later.setdefault(dated, []).append(one.at)
    for at, places in later.items():
        yield Finding(
            facts,
            at,
            f"This is after the date of the document ({ledger.plan.date}), which records "
            f"{count(len(places), 'decision')} of that day.",
            help="Check both dates; the year is the usual slip.",
            related=(
                Related((("date",),), "the date of the document"),
                *also_at(places, "what was decided then"),
            ),
        )


@rule("GOV12", "outcome-is-not-its-comment", since="0.3.0", severity=Severity.WARNING)
def outcome_is_not_its_comment(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An outcome that the body's own words do not bear out."""
    for project_id, project in ledger.plan.projects.items():
        for meeting_id, one in project.decisions.items():
            said = said_in(one.comment) if one.comment else set()
            if len(said) == 1 and one.outcome not in said:
                word = str(*said)
                at = ("projects", project_id, "decisions", meeting_id)
                yield Finding(
                    facts,
                    (*at, "outcome"),
                    f"The decision on {project.name} is held as {one.outcome}, and its comment "
                    f"says {word}: “{shortened(one.comment or '', 80)}”.",
                    help=f"Check it against the minutes; `outcome: {word}` fits the comment.",
                    expected=word,
                    actual=str(one.outcome),
                    related=(Related(((*at, "comment"),), "the comment"),),
                )


@rule("GOV13", "project-named-two-ways", since="0.3.0", severity=Severity.WARNING)
def project_named_two_ways(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project that the document prints under another number or name."""
    for origin_id, origin in ledger.plan.provenance.items():
        for stated in origin.at:
            at = tuple(stated.split("/"))
            project = ledger.plan.projects.get(at[1]) if at[::2] in _NAMES else None
            if project is None or origin.printed is None:
                continue
            number = _NUMBERED.match(origin.printed)
            name = other_name(project, origin.printed) if at[2] != "number" else None
            if number and project.number not in (None, int(number[1])):
                held, printed = f"number {project.number}", f"number {number[1]}"
            elif name is not None:
                held, printed = f"“{getattr(project, at[2])}”", f"“{name}”"
            else:
                continue
            yield Finding(
                facts,
                at,
                f"{project.name} is {held} in the plan, and the document prints {printed} for it"
                f"{f' ({origin.page})' if origin.page else ''}.",
                help="Settle on one, and say so where the other is printed.",
                expected=held,
                actual=printed,
                related=(Related((("provenance", origin_id, "printed"),), "what is printed"),),
            )


@rule("GOV14", "number-left-out", since="0.3.0", severity=Severity.INFO, whole=True)
def number_left_out(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Projects, or workstreams, numbered from one, with numbers that none of them has."""
    for key in ("projects", "workstreams"):
        missing = numbers_left_out(one.number for one in getattr(ledger.plan, key).values())
        if missing:
            numbers = [str(one) for one in missing]
            yield Finding(
                facts,
                (key,),
                f"The {key} are numbered from 1 and none has {listed(numbers)}.",
                help=f"Check whether a {key[:-1]} was left out, or say that it was withdrawn.",
            )


def _meeting(plan: Plan, meeting_id: str) -> str:
    meeting = plan.meetings.get(meeting_id)
    return f"{shortened(meeting.body, 80)} ({meeting.on})" if meeting else "A meeting"
