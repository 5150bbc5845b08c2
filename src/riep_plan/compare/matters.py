"""What somebody has to agree to in a change: its kind as policies and decisions name it."""

from collections.abc import Mapping
from decimal import Decimal

from riep_plan.compare.change import Change, Kind
from riep_plan.model.governance import Matter

_MATTERS: Mapping[Kind, Matter] = {
    Kind.VIREMENT: Matter.VIREMENT,
    Kind.RE_PROFILE: Matter.RE_PROFILE,
    Kind.GROWTH: Matter.GROWTH,
    Kind.CUT: Matter.CUT,
    Kind.SLIPPAGE: Matter.SLIPPAGE,
    Kind.TARGET_RAISED: Matter.TARGET,
    Kind.TARGET_LOWERED: Matter.TARGET,
    Kind.TARGET: Matter.TARGET,
    Kind.BASELINE: Matter.TARGET,
    Kind.SAVING_RAISED: Matter.SAVINGS,
    Kind.SAVING_LOWERED: Matter.SAVINGS,
    Kind.SAVING_MOVED: Matter.SAVINGS,
    Kind.ADDED: Matter.SCOPE,
    Kind.REMOVED: Matter.SCOPE,
    Kind.SPLIT: Matter.SCOPE,
    Kind.MERGED: Matter.SCOPE,
}
#: Parts of a plan that say what happened, and promise nothing.
_ACCOUNTS = {"returns"}


def matter_of(change: Change) -> Matter | None:
    """Say what has to be agreed in a change; None where nobody has to agree.

    Savings that another project takes over, as many and as early, are promised as they were. An
    earlier date needs nobody, and a date that is set where there was none neither; one that is
    taken out is a promise dropped, and counts as slippage that nobody can measure.
    """
    if change.subject[:1] and change.subject[0] in _ACCOUNTS:
        return None
    if change.kind is Kind.SAVING_MOVED and change.moves:
        return None
    if change.kind is Kind.DATE:
        is_later = change.days is not None and change.days > 0
        is_dropped = change.days is None and bool(change.before) and not change.after
        return Matter.SLIPPAGE if is_later or is_dropped else None
    return _MATTERS.get(change.kind)


def pounds_of(change: Change) -> Decimal | None:
    """How many pounds a change is about, whichever way they go; None where it is about none."""
    return abs(change.amount) if change.amount is not None else None
