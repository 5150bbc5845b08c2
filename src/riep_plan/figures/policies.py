"""The policy that a plan is judged by: its funder's, as it stood when the plan began."""

from datetime import date

from riep_plan.figures.dates import plan_days, quarter_days
from riep_plan.model import Plan
from riep_plan.model.policy import Policy, PolicyChange, RuleSetting, Tolerance
from riep_plan.values.money import format_money
from riep_plan.values.quantity import format_number
from riep_plan.values.words import listed

#: What a change says of itself, and not of the plans.
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

    A later change takes the place of an earlier one, key by key; of ``rules`` and
    ``own_rules``, code by code.
    """
    policy = plan.policy
    for change, holds in changes_of(plan):
        if holds:
            given = keys_given(change)
            update = {key: getattr(change, key) for key in given}
            if "rules" in given:
                update["rules"] = {**policy.rules, **change.rules}
            if "own_rules" in given:
                update["own_rules"] = {**policy.own_rules, **change.own_rules}
            policy = policy.model_copy(update=update)
    return policy


def keys_given(change: PolicyChange) -> set[str]:
    """Give the keys that a change sets."""
    return change.model_fields_set - _OWN


def changes_of(plan: Plan) -> list[tuple[PolicyChange, bool]]:
    """The changes of a plan's policy in the order of their days, and whether each holds for it."""
    if not plan.policy.changes:
        return []
    day = judged_from(plan)
    dated = [
        (change.start.days.start, change)
        for change in plan.policy.changes.values()
        if change.start.days is not None
    ]
    dated.sort(key=lambda one: one[0])
    return [(change, day is not None and start <= day) for start, change in dated]


def setting_holds(setting: RuleSetting, day: date | None) -> bool:
    """Whether a rule judges plans of a day at all; without a day it does."""
    if setting.start is None or setting.start.days is None or day is None:
        return True
    return setting.start.days.start <= day


def limits_in_words(limit: Tolerance) -> str:
    """Write from which difference on a tolerance is passed: ``£500 and 10%``; empty for none."""
    amount = [format_money(limit.amount)] if limit.amount is not None else []
    share = [f"{format_number(limit.share)}%"] if limit.share is not None else []
    return listed([*amount, *share])
