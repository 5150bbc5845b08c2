"""All that changed between two versions, in the order in which a reviewer reads it.

Every difference is put to one subject, and each subject's module says what its differences mean,
so that each belongs to one change: money first, then dates and promises, then what is new and
gone and what was decided, then waivers, policy and returns, and words last.
"""

from collections.abc import Callable, Iterator, Sequence

from riep_plan.compare.change import MONEY, Change, Difference, Differences, Kind
from riep_plan.compare.classify import (
    agreed,
    decisions,
    returns,
    risks,
    savings,
    scope,
    stated,
    targets,
    timing,
    wording,
)
from riep_plan.compare.classify.context import Context
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.money.changes import money_changes
from riep_plan.model import Plan

#: What says the changes of each subject but money.
_CLASSIFIERS: tuple[Callable[[Context], Iterator[Change]], ...] = (
    timing.changes,
    targets.changes,
    savings.changes,
    risks.changes,
    scope.changes,
    decisions.changes,
    agreed.changes,
    returns.changes,
    stated.changes,
    wording.changes,
)
#: The order in which kinds of change are read.
_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            *MONEY,
            *(Kind.SLIPPAGE, Kind.ADVANCE, Kind.DATE),
            *(Kind.TARGET_LOWERED, Kind.TARGET_RAISED, Kind.TARGET, Kind.BASELINE),
            *(Kind.SAVING_LOWERED, Kind.SAVING_RAISED, Kind.SAVING_MOVED),
            *(Kind.RISK_UP, Kind.RISK_DOWN, Kind.RISK),
            *(Kind.REMOVED, Kind.ADDED, Kind.SPLIT, Kind.MERGED, Kind.RENAMED),
            *(Kind.DECISION, Kind.WAIVER, Kind.POLICY, Kind.RETURN),
            *(Kind.STATED, Kind.DETAIL, Kind.WORDING),
        )
    )
}


def changes_between(before: Plan, after: Plan, differences: Differences) -> tuple[Change, ...]:
    """Say what the differences between two versions mean, in reading order.

    Args:
        before: the earlier version.
        after: the later version.
        differences: all that tells the two apart.

    Returns:
        The changes; each difference is one of the ``differences`` or ``also`` of one of them.
    """
    context = Context(before, after, differences)
    money = context.of(Subject.MONEY)
    found = money_changes(before, after, money, differences.renamed) if money else []
    found += _unsaid(context, money, found)
    for changes in _CLASSIFIERS:
        found += changes(context)
    return tuple(sorted(found, key=lambda one: _ORDER[one.kind]))


def _unsaid(
    context: Context, money: Sequence[Difference], found: Sequence[Change]
) -> Iterator[Change]:
    """Give amounts that no change of money accounts for: they are facts at least."""
    said = {one.key for change in found for one in (*change.differences, *change.also)}
    for one in money:
        if one.key not in said:
            yield wording.single(context, one, Kind.DETAIL)
