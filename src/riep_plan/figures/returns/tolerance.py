"""How far a figure may be out: the one place that knows what a tolerance means."""

from decimal import Decimal

from riep_plan.model.policy import Policy, Tolerance

_ALL = Decimal(100)


def exceeds(tolerance: Tolerance, gap: Decimal, whole: Decimal) -> bool:
    """Say whether a difference goes beyond any limit that is set, of pounds or of per cent.

    A share of nothing is the whole: what was not planned at all is a hundred per cent out. A
    tolerance that sets no limit allows no difference.
    """
    if not gap:
        return False
    if tolerance.amount is None and tolerance.share is None:
        return True
    share = abs(gap / whole) * 100 if whole else _ALL
    by_amount = tolerance.amount is not None and abs(gap) > tolerance.amount
    return by_amount or (tolerance.share is not None and share > tolerance.share)


def explained_from(policy: Policy) -> Tolerance:
    """From where on a difference wants a reason: the policy's tolerance, or else where amber is."""
    stated = policy.tolerance
    return policy.rag.amber if stated.amount is None and stated.share is None else stated
