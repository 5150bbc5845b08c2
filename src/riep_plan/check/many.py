"""Many plans: each checked by itself, on as many processors as there are, or known already.

    a plan's files ─▶ check_plan ─▶ PlanResult ┐
    a plan's files ─▶ check_plan ─▶ PlanResult ┼─▶ together ─▶ Result
    a plan's files ─▶ the cache  ─▶ PlanResult ┘

``check_plan`` is a pure function of files and options, and ``together`` of its results: where each
of them is worked out, on this machine or another, makes no difference to what is found.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from riep_plan.check.baseline import Baseline
from riep_plan.check.parallel import each
from riep_plan.check.run import Options, PlanResult, Run, check_plan, together
from riep_plan.source.discover import PlanSite

if TYPE_CHECKING:
    from riep_plan.check.cache import Cache


def check(
    sites: Iterable[PlanSite],
    options: Options,
    baseline: Baseline | None = None,
    *,
    jobs: int | None = 1,
    cache: "Cache | None" = None,
    tick: Callable[[], None] = lambda: None,
) -> Run:
    """Check plans, each by itself, and put what was found together.

    Args:
        sites: where the plans are.
        options: what to check.
        baseline: findings of an earlier day, which stay out of the way of new ones.
        jobs: how many processes may share the work; None for as many as there are processors.
        cache: what was found in plans before.
        tick: is called after each plan.
    """
    return together(results(sites, options, jobs=jobs, cache=cache, tick=tick), baseline)


def results(
    sites: Iterable[PlanSite],
    options: Options,
    *,
    jobs: int | None = 1,
    cache: "Cache | None" = None,
    tick: Callable[[], None] = lambda: None,
) -> list[PlanResult]:
    """Check plans, each by itself, and give what was found in each, in order; see :func:`check`."""
    found = []
    same: dict[frozenset[str], frozenset[str]] = {}
    for result in each(_Work(options, cache), list(sites), jobs):
        # Nearly all plans are judged by the same rules: thousands of results share one set of them.
        ran, off = (same.setdefault(one, one) for one in (result.ran, result.off))
        found.append(replace(result, ran=ran, off=off))
        tick()
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    """Checks one plan, unless it is known what is found in it."""

    options: Options
    cache: "Cache | None"

    def __call__(self, site: PlanSite) -> PlanResult:
        key = self.cache.key(site) if self.cache is not None else None
        if self.cache is None or key is None:
            return check_plan(site, self.options)
        known = self.cache.get(site, key)
        if known is not None:
            return known
        found = check_plan(site, self.options)
        self.cache.put(site, key, found)
        return found
