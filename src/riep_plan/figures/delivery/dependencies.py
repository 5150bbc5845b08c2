"""What can only follow something else: actions, milestones and steps, and when each is due."""

from collections.abc import Iterable, Mapping, Sequence

from riep_plan.figures.delivery.commitments import Follower
from riep_plan.figures.delivery.deliveries import holders, spans
from riep_plan.figures.ledger import Ledger
from riep_plan.findings.finding import Path
from riep_plan.model.delivery import Action, Milestone, Step
from riep_plan.values.period import Period, Span


def followers(ledger: Ledger) -> Sequence[Mapping[str, Follower]]:
    """Give each list in which one thing follows another: actions, milestones, steps."""
    return ledger.once(_followers)


def _followers(ledger: Ledger) -> list[Mapping[str, Follower]]:
    found: list[Mapping[str, Follower]] = []
    for project_id, project in ledger.plan.projects.items():
        if _has_order(project.actions):
            at: Path = ("projects", project_id, "actions")
            due = {
                one: [due for it in action.outputs.values() for due in it.due]
                for one, action in project.actions.items()
            }
            found.append(
                {
                    one: Follower((*at, one), it.text, it.after, _days(ledger, due[one]))
                    for one, it in project.actions.items()
                }
            )
    for holder in holders(ledger):
        at = (*holder.at, "milestones")
        lists: list[tuple[Path, Mapping[str, Milestone | Step]]] = [(at, holder.milestones)]
        lists += [((*at, one, "steps"), it.steps) for one, it in holder.milestones.items()]
        found += [
            {
                one: Follower((*here, one), it.text, it.after, _days(ledger, it.due))
                for one, it in listed.items()
            }
            for here, listed in lists
            if _has_order(listed)
        ]
    return found


def _has_order(listed: Mapping[str, Action | Milestone | Step]) -> bool:
    """Say whether anything in a list follows another: in most lists nothing does."""
    return any(one.after for one in listed.values())


def _days(ledger: Ledger, due: Iterable[Period]) -> Span | None:
    found = spans(ledger, due)
    if not found:
        return None
    return Span(min(one.start for one in found), max(one.end for one in found))
