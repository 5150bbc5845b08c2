"""What a policy lets somebody decide without the board, by kind of change.

A policy speaks of a kind where one of its limits names it. The kinds of money go together: who
limits virements has not thereby said that growth is free.
"""

from collections.abc import Iterator, Mapping

from riep_plan.findings.finding import Path
from riep_plan.model.governance import Matter
from riep_plan.model.policy import Delegation, Policy

#: Kinds of change that are money, which a limit holds for that names no kind.
MONEY = frozenset({Matter.VIREMENT, Matter.RE_PROFILE, Matter.GROWTH, Matter.CUT})


def covering(policy: Policy, matter: Matter, *, of_money: bool) -> Mapping[str, Delegation]:
    """Give the limits that hold for a kind of change, by id: the most specific ones alone.

    A limit that names fewer kinds goes before one that names more, and that before one that names
    none. Several that are equally specific are steps: an officer up to so much, a director up to
    more.

    Args:
        policy: the policy in force.
        matter: the kind of change.
        of_money: whether the change moves money, as slippage asked for in a return does.
    """
    found = {
        key: one
        for key, one in policy.delegated.items()
        if matter in one.of or (not one.of and _holds_for_all(one, matter, of_money=of_money))
    }
    fewest = min((len(one.of) or len(Matter) + 1 for one in found.values()), default=0)
    return {key: one for key, one in found.items() if (len(one.of) or len(Matter) + 1) == fewest}


def is_asked(policy: Policy, matter: Matter) -> bool:
    """Whether a policy says anything of who decides on a kind of change, or on one that it is with.

    What it says nothing of, nobody is asked about.
    """
    kinds = MONEY if matter in MONEY else {matter}
    return any(covering(policy, one, of_money=one in MONEY) for one in kinds)


def limit_path(policy: Policy, key: str) -> Path:
    """Give the path of a limit: in the policy, or in the change of it that set it."""
    held = policy.delegated.get(key)
    for change_id, change in policy.changes.items():
        if held is not None and any(one is held for one in change.delegated.values()):
            return ("policy", "changes", change_id, "delegated", key)
    return ("policy", "delegated", key)


def limits_stated(one: Delegation) -> Iterator[str]:
    """Give the keys of the limits that somebody's powers have."""
    for key in ("limit", "share", "days", "cumulative"):
        if getattr(one, key) is not None:
            yield key


def _holds_for_all(one: Delegation, matter: Matter, *, of_money: bool) -> bool:
    """Whether a limit that names no kind holds: pounds for money, days for dates."""
    stated = set(limits_stated(one))
    if of_money:
        return bool(stated - {"days"})
    return matter is Matter.SLIPPAGE and "days" in stated
