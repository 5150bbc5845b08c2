"""How a plan, or one figure of it, came to be: commit by commit, in meaning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from riep_plan.compare.change import Difference, Kind, Renaming
from riep_plan.compare.comparison import Comparison, PlacedChange, Verdict
from riep_plan.compare.identity import renamed_parts
from riep_plan.compare.leaves import leaves_of
from riep_plan.compare.references import Translation
from riep_plan.compare.run import changes_of, total_of
from riep_plan.compare.versions.git import Commit
from riep_plan.compare.versions.pairs import Pair
from riep_plan.compare.versions.timeline import Step
from riep_plan.findings.finding import Path
from riep_plan.model import Plan


@dataclass(frozen=True, slots=True)
class Entry:
    """What a commit did to a plan, or to what is asked about.

    Attributes:
        commit: the commit.
        comparison: what it changed; of what is asked about alone, if anything is.
        total: the plan's total in pounds after it; None where it is gone, unread or not known.
        decisions: the decisions that it records or that approve it, in words.
    """

    commit: Commit
    comparison: Comparison
    total: Decimal | None
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What commits did to a plan, the latest first.

    Attributes:
        plan: the plan's id.
        title: its title.
        of: the path of what is asked about; empty for all of the plan.
        value: what stands there now, as people read it; empty for more than one value.
        entries: the commits that changed anything in meaning.
    """

    plan: str
    title: str
    of: Path
    value: str
    entries: tuple[Entry, ...]


def history(plan: Plan, plan_id: str, steps: Iterable[Step], of: Path = ()) -> History:
    """Tell how a plan came to be.

    Args:
        plan: the plan as it is.
        plan_id: its id.
        steps: the commits that touched it, the latest first.
        of: the path of what is asked about, as it is now; empty for all.
    """
    found = leaves_of(plan).get(of)
    return History(
        plan_id, plan.title, of, found.text if found else "", tuple(entries_of(steps, of))
    )


def entries_of(steps: Iterable[Step], of: Path = ()) -> Iterator[Entry]:
    """Give what each commit changed, the latest first; those that changed nothing are left out.

    Args:
        steps: the commits, the latest first.
        of: the path of what is asked about, in the plan's ids at the first of them.
    """
    for step in steps:
        found = changes_of(step.pair)
        if of:
            found = _about(found, of)
        if found.is_changed and not (of and _is_silent(step.pair, found, of)):
            yield Entry(step.commit, found, _total(step.pair), tuple(_decisions(found)))
        of = _before(step.pair, of)


def _about(found: Comparison, of: Path) -> Comparison:
    """Leave out what has nothing to do with what is asked about."""
    changes = tuple(one for one in found.changes if _is_about(one, of))
    effects = tuple(one for one in found.effects if one.of == of[:2])
    approvals = tuple(
        one for one in found.approvals if any(one.change is held.change for held in changes)
    )
    return replace(found, was="", changes=changes, effects=effects, approvals=approvals)


def _is_silent(pair: Pair, found: Comparison, of: Path) -> bool:
    """Say whether a commit that brought or took a whole plan did so without what is asked about."""
    if found.changes or not (found.is_new or found.is_gone):
        return False
    one = pair.after or pair.before
    return one is None or one.plan is None or not _has(one.plan, of)


def _has(plan: Plan, of: Path) -> bool:
    return any(key[: len(of)] == of for key in leaves_of(plan))


def _is_about(placed: PlacedChange, of: Path) -> bool:
    change = placed.change
    stated = (*change.differences, *change.also)
    return any(_touches(one, of) for one in stated) or change.subject[: len(of)] == of


def _touches(one: Difference, of: Path) -> bool:
    return one.key[: len(of)] == of


def _before(pair: Pair, of: Path) -> Path:
    """Give a path in the ids of the version before."""
    if not of or pair.before is None or pair.after is None:
        return of
    if pair.before.plan is None or pair.after.plan is None:
        return of
    renamed = renamed_parts(pair.before.plan, pair.after.plan)
    return Translation([Renaming(one.after, one.before) for one in renamed]).path(of)


def _total(pair: Pair) -> Decimal | None:
    return total_of(pair.after.plan) if pair.after is not None and pair.after.plan else None


def _decisions(found: Comparison) -> Iterator[str]:
    """Give the decisions that a commit records, and those that approve what it changes."""
    for held in found.approvals:
        if held.verdict is Verdict.APPROVED and held.decision:
            yield held.decision
    for placed in found.changes:
        if placed.change.kind is Kind.DECISION:
            yield placed.change.text
