"""RTN: which returns are there, who signed them, and what they speak of."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from riep_plan.figures import Ledger
from riep_plan.figures.references import Reference
from riep_plan.figures.returns.delivery import project_promises
from riep_plan.figures.returns.spend import SpendLine, project_position, spend_lines
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    is_late,
    latest_return,
    owner_name,
    owner_path,
    owners_of,
    quarters_returned,
    return_of,
    return_parts,
    return_path,
    returns_in_calendar,
    returns_made,
    returns_of,
    returns_up_to,
    up_to,
)
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model import Plan, Return
from riep_plan.rules.references import names_nothing
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.period import format_day
from riep_plan.values.words import listed, shortened

#: What a return may hold beside a word that there is nothing to report.
_BESIDE_NOTHING = {
    *("nothing_to_report", "received", "signed_off", "accepted", "corrections", "riep"),
}


@rule("RTN26", "return-missing", since="0.4.0", severity=Severity.WARNING, whole=True)
def return_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project that made no return for a quarter in which others did."""
    for quarter in quarters_returned(ledger):
        made = ledger.once(returns_made)[quarter]
        for project_id in ledger.once(owners_of):
            if project_id in made:
                continue
            last = _last_return(ledger, quarter, project_id)
            due = ledger.once(project_position, quarter, project_id).planned_in_quarter
            if _is_over(ledger, quarter, project_id) or not (last or due.amount):
                continue
            money = f" The plan has {format_money(due.amount)} for it." if due.amount else ""
            before = f"; its last is for {last[1]}" if last else ""
            yield Finding(
                facts,
                return_path(quarter, project_id),
                f"No return from {owner_name(ledger.plan, project_id)} for {quarter}, where others "
                f"returned{before}.{money}",
                help="Ask for it. If there is nothing to report, the return says so "
                "(`nothing_to_report:`); that is not the same.",
                actual="no return received",
                related=_related([*_title(project_id), *([last] if last else [])]),
            )


@rule("RTN27", "quarter-without-returns", since="0.4.0", severity=Severity.WARNING, whole=True)
def quarter_without_returns(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Returns for a quarter, and none at all for one before it."""
    returned = quarters_returned(ledger)
    if not returned:
        return
    missing = [one for one in up_to(ledger, returned[-1]) if one not in returned]
    if missing:
        following = next(one for one in returned if one > missing[0])
        yield Finding(
            facts,
            ("returns", following),
            f"There are returns for {listed(returned)}, and none at all for {listed(missing)}: "
            "nothing to date can be added up.",
            help="Keep the earlier quarter's returns too, if only what was spent in it.",
            expected=listed(up_to(ledger, returned[-1])),
            actual=listed(returned),
        )


@rule("RTN28", "return-late", since="0.4.0", severity=Severity.INFO)
def return_late(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A return received after the day by which it was due."""
    for quarter, project_id, found in ledger.once(returns_in_calendar):
        due, came = ledger.plan.returns[quarter].due, found.received
        if not is_late(ledger.plan, quarter, found) or due is None or came is None:
            continue
        yield Finding(
            facts,
            (*return_path(quarter, project_id), "received"),
            f"The return of {owner_name(ledger.plan, project_id)} for {quarter} was received on "
            f"{came}, and was due by {due}.",
            expected=str(due),
            actual=str(came),
            related=(Related((("returns", quarter, "due"),), "when it was due"),),
        )


@rule("RTN29", "nothing-to-report-and-more", since="0.4.0", severity=Severity.WARNING)
def nothing_to_report_and_more(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A return that has nothing to report, and reports something."""
    for quarter, project_id, found in ledger.once(returns_in_calendar):
        if found.nothing_to_report is None:
            continue
        given = [
            key
            for key in type(found).model_fields
            if key in found.model_fields_set - _BESIDE_NOTHING and getattr(found, key)
        ]
        if given:
            here = return_path(quarter, project_id)
            yield Finding(
                facts,
                (*here, "nothing_to_report"),
                f"{owner_name(ledger.plan, project_id)} says that it has nothing to report in "
                f"{quarter}, and gives {listed([key.replace('_', ' ') for key in given])}.",
                help="Delete `nothing_to_report:`, or what stands beside it; as it is, no figure "
                "of this return counts.",
                related=(Related(tuple((*here, key) for key in given), "what it reports"),),
            )


@rule("RTN30", "nothing-to-report-with-spend-due", since="0.4.0", severity=Severity.WARNING)
def nothing_to_report_with_spend_due(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A return that has nothing to report of a quarter in which the profile has spend."""
    for quarter, project_id, found in ledger.once(returns_in_calendar):
        if found.nothing_to_report is None:
            continue
        due = ledger.once(project_position, quarter, project_id).planned_in_quarter
        if due.amount <= 0:
            continue
        yield Finding(
            facts,
            (*return_path(quarter, project_id), "nothing_to_report"),
            f"{owner_name(ledger.plan, project_id)} has nothing to report in {quarter}, and its "
            f"profile has {format_money(due.amount)} of spend in it.",
            help="Report the spend, if only `0`, with what happened to the money.",
            expected=due.amount,
            actual=shortened(found.nothing_to_report, 120),
            related=(Related(due.terms, "the profile"),),
        )


@rule("RTN43", "spend-not-known", since="0.5.0", severity=Severity.WARNING, whole=True)
def spend_not_known(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A return that does not say what was spent of money that the plan or a return before has."""
    for quarter in quarters_returned(ledger):
        made = ledger.once(returns_made)[quarter]
        for line in ledger.once(spend_lines, quarter):
            found = made.get(line.key.owner)
            if found is None or found.nothing_to_report is not None:
                continue
            spent = line.actual.get(quarter)
            if spent is None or spent.is_known:
                continue
            due = line.profile.get(quarter)
            planned = (
                f", where the plan has {format_money(due.amount)}" if due and due.amount else ""
            )
            yield Finding(
                facts,
                spent.unknown[0],
                f"{owner_name(ledger.plan, line.project_id)} made a return for {quarter}, and it "
                f"does not say what was spent from {_title_of(ledger.plan, line)}{planned}. It "
                "counts as not known, and not as nought.",
                help="Write the amount: `actual: 0` where nothing was spent.",
                actual="not known",
            )


@rule("RTN31", "return-of-nothing", since="0.4.0", severity=Severity.WARNING, whole=True)
def return_of_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A return on a project, source, output, … or quarter that the plan has not."""
    for quarter in ledger.plan.returns:
        if quarter not in ledger.quarters:
            there = f"It has {listed(list(ledger.quarters))}." if ledger.quarters else ""
            yield Finding(
                facts,
                ("returns", quarter),
                f"There are returns for {quarter}, and the plan's calendar has no such quarter.",
                help=f"Add it to `calendar:`. {there}".strip(),
                actual=quarter,
            )
    for quarter, returns in ledger.plan.returns.items():
        if returns.programme is not None and returns.programme.efficiencies is not None:
            yield Finding(
                facts,
                (*return_path(quarter, PROGRAMME), "efficiencies"),
                f"The programme's own return for {quarter} gives efficiencies, and the plan "
                "promises those project by project.",
                help="Move them to the return of the project that brought them.",
            )
    for one in _of_nothing(ledger.plan):
        there = f"There is {listed(sorted(one.known), 'or')}." if one.known else ""
        found = names_nothing(facts, one, there)
        kept = kept_as_accepted(ledger.plan, one.at)
        yield replace(found, help=" ".join(filter(None, (found.help, kept))))


def kept_as_accepted(plan: Plan, at: Path) -> str:
    """Say how to answer a finding in a return that was accepted, which no change may rewrite.

    Such a return speaks of the plan as it was then. Nothing for one that nobody has accepted.

    Args:
        plan: the plan.
        at: a path in the return.
    """
    quarter, owner, _ = return_parts(at)
    found = return_of(plan, quarter, owner)
    if found is None or found.accepted is None:
        return ""
    return (
        "The return is accepted and stays as it is: if the plan changed since, waive this with "
        "that reason; if the return was wrong, correct it under `corrections:` of a later one."
    )


@rule("RTN32", "signed-in-wrong-order", since="0.4.0", severity=Severity.WARNING)
def signed_in_wrong_order(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A return signed before the quarter was over, received before signed, or accepted unsigned."""
    for quarter, project_id, found in ledger.once(returns_in_calendar):
        here = return_path(quarter, project_id)
        for at, fault, other in _misordered(ledger, quarter, found):
            before = (*here, *other) if other else ("calendar", quarter)
            yield Finding(
                facts,
                (*here, *at),
                f"The return of {owner_name(ledger.plan, project_id)} for {quarter} was {fault}.",
                help="Check the dates: the quarter ends, the project signs, the return is "
                "received, the programme accepts it.",
                related=(Related((before,), "what comes first"),),
            )


def _of_nothing(plan: Plan) -> Iterator[Reference]:
    """Give what returns name and the plan has not."""
    for quarter, owner, found in returns_of(plan):
        at = return_path(quarter, owner)
        if owner != PROGRAMME and owner not in plan.projects:
            yield Reference(at, owner, plan.projects, "project of the plan")
            continue
        yield from _missing(at, "spend", found.spend, plan.funding, "funding source")
        for key, change in found.changes.items():
            if change.decision is not None and change.decision not in plan.meetings:
                here: Path = (*at, "changes", key, "decision")
                yield Reference(here, change.decision, plan.meetings, "meeting of the plan")
        yield from _outputs_of_nothing(at, plan, owner, found)
        yield from _entries_of_nothing(at, plan, owner, found, quarter)


def _missing(
    at: Path, key: str, used: Iterable[str], known: Collection[str], what: str
) -> list[Reference]:
    """Give those of the ids under a key that are not known."""
    return [Reference((*at, key, one), one, known, what) for one in used if one not in known]


def _outputs_of_nothing(at: Path, plan: Plan, owner: str, found: Return) -> Iterator[Reference]:
    """Give the actions and outputs that are missing; the programme itself has none."""
    actions = {} if owner == PROGRAMME else plan.projects[owner].actions
    for action_id, outputs in found.outputs.items():
        action = actions.get(action_id)
        if action is None:
            what = f"action of {_whose(owner)}"
            yield from _missing(at, "outputs", (action_id,), actions, what)
        elif not outputs.keys() <= action.outputs.keys():
            here = (*at, "outputs")
            yield from _missing(here, action_id, outputs, action.outputs, "output of this action")


def _entries_of_nothing(
    at: Path, plan: Plan, owner: str, found: Return, quarter: str
) -> Iterator[Reference]:
    own = plan if owner == PROGRAMME else plan.projects[owner]
    if not found.milestones.keys() <= own.milestones.keys():
        what = f"milestone of {_whose(owner)}"
        yield from _missing(at, "milestones", found.milestones, own.milestones, what)
    if not found.indicators.keys() <= own.indicators.keys():
        what = f"indicator of {_whose(owner)}"
        yield from _missing(at, "indicators", found.indicators, own.indicators, what)
    if not found.risks.keys() <= own.risks.keys():
        known = _risks_known(plan, quarter, owner)
        yield from _missing(at, "risks", found.risks, known, f"risk of {_whose(owner)}")
    for milestone_id, said in found.milestones.items():
        milestone = own.milestones.get(milestone_id)
        if milestone is not None:
            here = (*at, "milestones", milestone_id)
            yield from _missing(
                here, "steps", said.steps, milestone.steps, "step of this milestone"
            )


def _whose(owner: str) -> str:
    return "this project" if owner else "the programme itself"


def _risks_known(plan: Plan, quarter: str, owner: str) -> Collection[str]:
    """The risks of a project: the plan's, and those that returns up to now have named."""
    made = [
        returns.projects.get(owner) if owner else returns.programme
        for label, returns in plan.returns.items()
        if label <= quarter
    ]
    named = [one for found in made if found for one in found.new_risks]
    own = plan.risks if owner == PROGRAMME else plan.projects[owner].risks
    return {*own, *named}


def _misordered(ledger: Ledger, quarter: str, found: Return) -> Iterator[tuple[Path, str, Path]]:
    """Give each fault of order with its place in the return, and the place of what comes first.

    Dates are spans of days: one precedes another only where all of it does.
    """
    end = ledger.quarters[quarter].end
    signed = found.signed_off.on.days if found.signed_off else None
    received = found.received.days if found.received else None
    accepted = found.accepted.on.days if found.accepted else None
    signed_at, received_at, accepted_at = ("signed_off", "on"), ("received",), ("accepted", "on")
    if signed is not None and signed.end < end:
        over = f"and the quarter ended on {format_day(end)}"
        yield signed_at, f"signed by {format_day(signed.end)}, {over}", ()
    if received is not None and signed is not None and received.end < signed.start:
        yield received_at, f"received before it was signed on {format_day(signed.start)}", signed_at
    if accepted is not None and signed is None:
        yield ("accepted",), "accepted, and nobody had signed it", ()
    if accepted is not None and signed is not None and accepted.end < signed.start:
        yield accepted_at, f"accepted before it was signed on {format_day(signed.start)}", signed_at
    if accepted is not None and received is not None and accepted.end < received.start:
        came = format_day(received.start)
        yield accepted_at, f"accepted before it was received on {came}", received_at


def _title_of(plan: Plan, line: SpendLine) -> str:
    source = plan.funding.get(line.source)
    title = source.title if source else line.source
    return f"{title} ({line.kind})" if line.kind else title


def _title(owner: str) -> list[Path]:
    """The path of what a missing return would be on."""
    return [(*owner_path(owner), "title")] if owner != PROGRAMME else []


def _last_return(ledger: Ledger, quarter: str, project_id: str) -> Path | None:
    made = returns_up_to(ledger, quarter, project_id)
    return return_path(made[-1][0], project_id) if made else None


def _is_over(ledger: Ledger, quarter: str, project_id: str) -> bool:
    """Whether the last return said that all is delivered and no more money is to come."""
    last = latest_return(ledger, project_id, quarter)
    if last is None or any(
        one.is_open for one in ledger.once(project_promises, last[0])[project_id]
    ):
        return False
    then = ledger.once(project_position, last[0], project_id)
    return then.forecast.is_known and not then.forecast.amount and not then.slips.amount


def _related(at: list[Path]) -> tuple[Related, ...]:
    return tuple(
        Related((one,), "its last return" if one[0] == "returns" else "the project") for one in at
    )
