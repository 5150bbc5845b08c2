"""What can only follow something else: actions, milestones and steps, and when each is due."""

from collections.abc import Iterable, Iterator, Mapping

from riep_plan.figures.delivery.commitments import Follower
from riep_plan.figures.delivery.deliveries import holders, spans
from riep_plan.figures.ledger import Ledger
from riep_plan.findings.finding import Path
from riep_plan.values.period import Period, Span


def followers(ledger: Ledger) -> Iterator[Mapping[str, Follower]]:
    """Give each list in which one thing may follow another: actions, milestones, steps."""
    for project_id, project in ledger.plan.projects.items():
        at: Path = ("projects", project_id, "actions")
        yield {
            one: Follower(
                (*at, one),
                action.text,
                action.after,
                _days(ledger, [due for output in action.outputs.values() for due in output.due]),
            )
            for one, action in project.actions.items()
        }
    for holder in holders(ledger.plan):
        at = (*holder.at, "milestones")
        yield {
            one: Follower((*at, one), it.text, it.after, _days(ledger, it.due))
            for one, it in holder.milestones.items()
        }
        for milestone_id, milestone in holder.milestones.items():
            here: Path = (*at, milestone_id, "steps")
            yield {
                one: Follower((*here, one), step.text, step.after, _days(ledger, step.due))
                for one, step in milestone.steps.items()
            }


def _days(ledger: Ledger, due: Iterable[Period]) -> Span | None:
    found = spans(ledger, due)
    if not found:
        return None
    return Span(min(one.start for one in found), max(one.end for one in found))
