"""How a plan, or one figure of it, came to be: commit by commit, in meaning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from riep_plan.compare.change import Difference, Kind, Renaming
from riep_plan.compare.comparison import Comparison, PlacedChange, Verdict
from riep_plan.compare.identity import renamed_parts
from riep_plan.compare.leaves import key_at, leaves_of
from riep_plan.compare.references import Translation
from riep_plan.compare.run import changes_of, total_of
from riep_plan.compare.versions.git import Commit
from riep_plan.compare.versions.pairs import Pair
from riep_plan.compare.versions.timeline import Step
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.source.loaded import LoadedPlan


@dataclass(frozen=True, slots=True)
class Entry:
    """What a commit did to a plan, or to what is asked about.

    Attributes:
        commit: the commit.
        comparison: what it changed; of what is asked about alone, if anything is.
        total: the plan's total in pounds after it; None where it is gone, unread or not known.
        approved: the decisions that approve what it changes, in words.
        recorded: what it changes in the plan's decisions and meetings, in sentences.
        values: the values of what is asked about that it changed; empty where nothing is.
        is_cut_off: whether what came before is not in this copy of the repository, so that
            nobody can say what the commit changed.
    """

    commit: Commit
    comparison: Comparison
    total: Decimal | None
    approved: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    values: tuple[Difference, ...] = ()
    is_cut_off: bool = False


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


def history(
    plan: Plan, plan_id: str, steps: Iterable[Step], of: Path = (), *, most: int | None = None
) -> History:
    """Tell how a plan came to be.

    Args:
        plan: the plan as it is.
        plan_id: its id.
        steps: the commits that touched it, the latest first; no more is read than is needed.
        of: the path of what is asked about, as it is now; empty for all.
        most: how many commits to tell of; None for all.
    """
    key = key_at(plan, of)
    entries = islice(entries_of(steps, key), most)
    return History(plan_id, plan.title, key, value_at(plan, key), tuple(entries))


def latest_change(steps: Iterable[Step], of: Path) -> Entry | None:
    """Give the commit that last changed what stands at a key, or the plan where no key is given.

    None where none ever had it.
    """
    found = entries_of(steps, of)
    return next((one for one in found if one.values or not of or one.is_cut_off), None)


def value_at(plan: Plan, key: Path) -> str:
    """Give the single value at a key as people read it; empty where there are several or none."""
    found = [leaf.text for one, leaf in leaves_of(plan).items() if one[: len(key)] == key]
    return found[0] if len(found) == 1 else ""


def entries_of(steps: Iterable[Step], of: Path = ()) -> Iterator[Entry]:
    """Give what each commit changed, the latest first; those that changed nothing are left out.

    Args:
        steps: the commits, the latest first.
        of: the key of what is asked about, in the plan's ids at the first of them.
    """
    for step in _across_unread(steps, of):
        found = changes_of(step.pair, with_places=False)
        values: tuple[Difference, ...] = ()
        if of:
            found = _about(found, step.pair, of)
            values = tuple(_values(step.pair, found, of))
        if found.is_changed and not (of and _is_silent(found, values)):
            yield Entry(
                step.commit,
                found,
                _total(step.pair),
                tuple(dict.fromkeys(_approved(found))),
                tuple(dict.fromkeys(_recorded(found))),
                values,
                step.is_cut_off,
            )
        of = _before(step.pair, of)


def _across_unread(steps: Iterable[Step], of: Path) -> Iterator[Step]:
    """Compare what follows a version that cannot be read with the last one before that can.

    Otherwise what was changed while the plan could not be read would never be told.
    """
    held: list[Step] = []
    for step in steps:
        held.append(step)
        if _can_be_read(step.pair.before, of):
            yield from _bridged(held)
            held = []
    yield from _bridged(held)


def _bridged(held: list[Step]) -> Iterator[Step]:
    for place, step in enumerate(held):
        is_first = place == 0 and len(held) > 1
        pair = step.pair
        yield replace(step, pair=replace(pair, before=held[-1].pair.before)) if is_first else step


def _can_be_read(version: LoadedPlan | None, of: Path) -> bool:
    """Whether a version is there as far as it is asked about, or is not there at all."""
    if version is None:
        return True
    if version.plan is None:
        return False
    return not any(of[: len(owner)] == owner for owner in version.broken_parts)


def _about(found: Comparison, pair: Pair, of: Path) -> Comparison:
    """Leave out what has nothing to do with what is asked about."""
    changes = tuple(one for one in found.changes if _is_about(one, of))
    effects = tuple(one for one in found.effects if one.of in ((), of[:2]))
    approvals = tuple(
        one for one in found.approvals if any(one.change is held.change for held in changes)
    )
    is_read = all(_can_be_read(one, of) for one in (pair.before, pair.after))
    unread = "" if is_read else found.unread
    return replace(
        found, was="", changes=changes, effects=effects, approvals=approvals, unread=unread
    )


def _is_about(placed: PlacedChange, of: Path) -> bool:
    change = placed.change
    stated = (*change.differences, *change.also)
    return any(_touches(one, of) for one in stated) or change.subject[: len(of)] == of


def _touches(one: Difference, of: Path) -> bool:
    return one.key[: len(of)] == of


def _values(pair: Pair, found: Comparison, of: Path) -> Iterator[Difference]:
    """Give the values of what is asked about that a commit changed; all, with a plan's first."""
    if found.is_new or found.is_gone:
        one = pair.after or pair.before
        every = leaves_of(one.plan) if one is not None and one.plan is not None else {}
        for key, leaf in every.items():
            if key[: len(of)] == of:
                yield Difference(key, *((None, leaf) if found.is_new else (leaf, None)))
        return
    seen: set[Path] = set()
    for placed in found.changes:
        for difference in (*placed.change.differences, *placed.change.also):
            if _touches(difference, of) and difference.key not in seen:
                seen.add(difference.key)
                yield difference


def _is_silent(found: Comparison, values: tuple[Difference, ...]) -> bool:
    """Say whether a commit that brought or took a whole plan did so without what is asked about."""
    return (found.is_new or found.is_gone) and not values and not found.unread


def _before(pair: Pair, of: Path) -> Path:
    """Give a path in the ids of the version before."""
    if not of or pair.before is None or pair.after is None:
        return of
    if pair.before.plan is None or pair.after.plan is None:
        return of
    renamed = renamed_parts(pair.before.plan, pair.after.plan)
    return Translation([Renaming(one.after, one.before) for one in renamed]).path(of)


def _total(pair: Pair) -> Decimal | None:
    after = pair.after
    return total_of(after.plan) if after is not None and after.plan and after.complete else None


def _approved(found: Comparison) -> Iterator[str]:
    for held in found.approvals:
        if held.verdict is Verdict.APPROVED and held.decision:
            yield held.decision


def _recorded(found: Comparison) -> Iterator[str]:
    for placed in found.changes:
        if placed.change.kind is Kind.DECISION:
            yield placed.change.text
