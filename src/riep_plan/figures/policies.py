"""The policy that a plan is judged by: its funder's, as it stood when the plan began."""

from datetime import date

from riep_plan.figures.dates import plan_days, quarter_days
from riep_plan.model import Plan
from riep_plan.model.policy import Policy

_OWN = {"start", "source"}


def judged_from(plan: Plan) -> date | None:
    """The day by whose rules a plan is judged: its first, or else the day of the document.

    None for a plan that names neither quarters, period nor date.
    """
    quarters = plan_days(quarter_days(plan))
    if quarters is not None:
        return quarters.start
    for stated in (plan.period, plan.date):
        if stated is not None and stated.days is not None:
            return stated.days.start
    return None


def policy_in_force(plan: Plan) -> Policy:
    """The plan's policy with every change that holds from the plan's first day or before.

    A later change takes the place of an earlier one, key by key; of ``rules``, code by code.
    """
    policy, day = plan.policy, judged_from(plan)
    dated = [
        (change.start.days.start, change) for change in policy.changes.values() if change.start.days
    ]
    for start, change in sorted(dated, key=lambda one: one[0]):
        if day is not None and start <= day:
            given = change.model_fields_set - _OWN
            update = {key: getattr(change, key) for key in given}
            if "rules" in given:
                update["rules"] = {**policy.rules, **change.rules}
            policy = policy.model_copy(update=update)
    return policy
