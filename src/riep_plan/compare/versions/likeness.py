"""How much two plans have in common, to tell a plan under a new name from another plan."""

from collections import Counter

from riep_plan.figures.walk import leaves
from riep_plan.model import Plan
from riep_plan.source.loaded import LoadedPlan

#: What says nothing of which plan it is: many are of one kind.
_OF_MANY = {("kind",), ("riep",), ("unit",), ("follows",)}


def likeness(one: LoadedPlan, other: LoadedPlan) -> float:
    """Give the share of values that two plans have in common, from 0 to 1; 0 for an unread one."""
    if one.plan is None or other.plan is None:
        return 0.0
    ours, theirs = _values(one.plan), _values(other.plan)
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


def _values(plan: Plan) -> Counter[str]:
    return Counter(str(value) for at, value in leaves(plan) if at not in _OF_MANY)
