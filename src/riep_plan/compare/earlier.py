"""What the history of a plan says of approvals: since when, and how much of each is used."""

from collections.abc import Iterable, Sequence

from riep_plan.compare.agreements import approving
from riep_plan.compare.approvals import Earlier, standing_agreements
from riep_plan.compare.change import Change
from riep_plan.compare.classified import changes_between
from riep_plan.compare.differences import differences
from riep_plan.compare.matters import matter_of
from riep_plan.compare.versions.timeline import Step
from riep_plan.figures.delegation import is_asked
from riep_plan.figures.policies import policy_in_force
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.source.loaded import LoadedPlan


def earlier_of(before: Plan, after: Plan, steps: Iterable[Step]) -> Earlier | None:
    """Tell what changed since anything was last approved, and since each decision was made.

    Args:
        before: the earlier version.
        after: the later version.
        steps: the commits that led to the earlier version, the latest first; no more of them is
            read than is needed.

    Returns:
        None where nobody has to be asked about what changes: then no history is read.
    """
    policy = policy_in_force(before)
    matters = {matter_of(one) for one in _between(before, after)}
    if not any(one is not None and is_asked(policy, one) for one in matters):
        return None
    waiting = set(standing_agreements(before, after))
    since: dict[Path, Sequence[Change]] = {}
    last: Plan | None = None
    oldest = before
    for step in steps:
        now, was = _plan(step.pair.after), _plan(step.pair.before)
        if now is None:
            continue
        agreed = approving(now) - (approving(was) if was is not None else frozenset())
        if last is None and agreed:
            last = now
        start = was if was is not None else now
        for at in [one for one in waiting if one in agreed]:
            since[at] = _between(start, before)
            waiting.discard(at)
        oldest = start
        if last is not None and not waiting:
            break
    return Earlier(_between(last or oldest, after), since)


def _plan(loaded: LoadedPlan | None) -> Plan | None:
    return loaded.plan if loaded is not None and loaded.complete else None


def _between(before: Plan, after: Plan) -> tuple[Change, ...]:
    return changes_between(before, after, differences(before, after))
