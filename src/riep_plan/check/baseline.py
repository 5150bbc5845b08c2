"""A baseline: findings of an earlier day, which stay out of the way of new ones.

A finding is known by its plan, its rule and the object at fault, never by its line or wording.
What no reason can excuse, such as a fault of form, no baseline can hold either.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from riep_plan.findings.result import Place, Reported
from riep_plan.findings.rule import Rule, Severity

#: How a baseline names the plan itself, whose path is empty.
WHOLE_PLAN = "."
STALE = Rule("WVR04", "baseline-entry-stale", Severity.WARNING, since="0.4.0", waivable=False)


class Baseline(Protocol):
    """The entries of a baseline, and where each stands in its file."""

    @property
    def plans(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """Places by plan and code."""

    def place(self, plan: str, code: str, position: int) -> Place:
        """Give the place of one entry in its file."""


def entries_of(reported: Iterable[Reported]) -> dict[str, dict[str, list[str]]]:
    """Give what a baseline of these findings holds: open ones that a reason could excuse."""
    plans: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in reported:
        if one.waiver is None and one.rule.waivable:
            plans[one.plan][one.rule.code].append(one.at or WHOLE_PLAN)
    return {plan: dict(codes) for plan, codes in plans.items()}


def against(
    baseline: Baseline, plan: str, reported: Iterable[Reported], is_judged: Callable[[str], bool]
) -> Iterator[Reported]:
    """Mark the findings of one plan that the baseline knows, and report entries that are stale.

    Args:
        baseline: the entries.
        plan: the plan's id.
        reported: its findings; each comes back, marked or not.
        is_judged: whether a code's findings are all known; an entry of another may still be of
            use.
    """
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for code, places in baseline.plans.get(plan, {}).items():
        for position, at in enumerate(places):
            waiting[code, at.strip().strip("/")].append(position)
    for one in reported:
        entry = (one.rule.code, one.at or WHOLE_PLAN)
        if one.waiver is None and one.rule.waivable and waiting.get(entry):
            waiting[entry].pop(0)
            yield replace(one, in_baseline=True)
        else:
            yield one
    for (code, at), positions in waiting.items():
        for position in positions if is_judged(code) else ():
            yield _stale(plan, code, at, baseline.place(plan, code, position))


def _stale(plan: str, code: str, at: str, place: Place) -> Reported:
    where = "this plan" if at == WHOLE_PLAN else f"“{at}”"
    return Reported(
        STALE,
        plan,
        place,
        f"{code} no longer finds anything new at {where}: it was put right, is waived, or is now "
        "found elsewhere.",
        help="Delete this entry, or write the baseline again with `riep baseline`.",
        actual=at,
    )
