"""DLV: the order in which things can be done, and what was due before the plan was written."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.commitments import circle
from riep_plan.figures.delivery.deliveries import holders, outputs, points, spans
from riep_plan.figures.delivery.dependencies import followers
from riep_plan.findings.finding import Finding, Path, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.period import format_day
from riep_plan.values.words import count, listed, shortened


@rule("DLV17", "before-what-it-follows", since="0.4.0", severity=Severity.WARNING)
def before_what_it_follows(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Something that is over before the thing that it can only follow begins."""
    for group in followers(ledger):
        for one in group.values():
            earlier = [group[other] for other in one.after if other in group]
            late = [
                other
                for other in earlier
                if one.days and other.days and one.days.end < other.days.start
            ]
            if late and one.days and late[0].days:
                yield Finding(
                    facts,
                    (*one.at, "after"),
                    f"“{shortened(one.text, 70)}” can only follow “{shortened(late[0].text, 70)}”, "
                    f"but is due by {format_day(one.days.end)}, before that begins "
                    f"({format_day(late[0].days.start)}).",
                    help="Check both dates, or take it out of `after`.",
                    expected=f"from {format_day(late[0].days.start)} on",
                    actual=f"by {format_day(one.days.end)}",
                    related=(Related(tuple(other.at for other in late), "what it follows"),),
                )


@rule("DLV18", "order-in-a-circle", since="0.4.0", severity=Severity.WARNING)
def order_in_a_circle(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Things that can each only follow the other."""
    for group in followers(ledger):
        found = circle(group)
        if found:
            names = [f"“{shortened(group[one].text, 60)}”" for one in found]
            yield Finding(
                facts,
                (*group[found[0]].at, "after"),
                f"{listed(names)} can only follow "
                f"{'each other' if len(found) > 1 else 'itself'}, so that none can begin.",
                help="Take one of them out of `after`.",
                related=tuple(
                    Related(((*group[one].at, "after"),), "it follows the next")
                    for one in found[1:]
                ),
            )


@rule("DLV19", "due-before-the-plan-was-written", since="0.4.0", severity=Severity.INFO, whole=True)
def due_before_the_plan_was_written(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Things due before the document was written, with nothing on what became of them."""
    written = ledger.plan.date.days if ledger.plan.date else None
    if written is None:
        return
    past: list[tuple[Path, str]] = []
    for holder in holders(ledger):
        for point in points(holder):
            days = spans(ledger, point.one.due)
            if days and max(one.end for one in days) < written.start and not point.one.note:
                past.append(((*point.at, "due"), point.one.text))
    for project_id, project in ledger.plan.projects.items():
        for at, output in outputs(("projects", project_id), project):
            days = spans(ledger, output.due)
            if days and max(one.end for one in days) < written.start:
                past.append(((*at, "due"), output.text))
    if past:
        yield Finding(
            facts,
            past[0][0],
            f"{count(len(past), 'milestone or output', 'milestones and outputs')} "
            f"{'was' if len(past) == 1 else 'were'} due before the day of the document "
            f"({ledger.plan.date}), and nothing says whether "
            f"{'it was' if len(past) == 1 else 'they were'} reached, such as "
            f"“{shortened(past[0][1], 80)}”.",
            help="Say in a `note:` what became of it, or give the date that is meant.",
            related=also_at([at for at, _ in past[1:]], "also past"),
        )
