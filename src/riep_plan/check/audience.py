"""A plan as the public may see it, with the references of the plan language followed."""

from collections.abc import Iterator

from riep_plan.figures.audience import public
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.rules.references import references_of


def public_plan(plan: Plan) -> Plan:
    """Give a plan without what it restricts, and without what that could be worked out from.

    Raises:
        Refused: a restriction leads nowhere, or to something that no document can do without.
    """
    return public(plan, _lost)


def _lost(plan: Plan, left: Plan) -> Iterator[Path]:
    """Give the references that led somewhere in the plan and lead nowhere in what is left."""
    led = {
        (one.what, one.named)
        for one in references_of(plan, complete=True)
        if one.named in one.known
    }
    for one in references_of(left, complete=True):
        if one.named not in one.known and (one.what, one.named) in led:
            yield one.at
    for quarter, returns in left.returns.items():
        for project_id in returns.projects:
            if project_id in plan.projects and project_id not in left.projects:
                yield ("returns", quarter, "projects", project_id)
