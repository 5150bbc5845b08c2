"""The orchestra of a review: two versions of each plan → what changed, and who decides on it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from riep_plan.check import Options
from riep_plan.check.baseline import Baseline
from riep_plan.check.run import Run, report_plan, together
from riep_plan.compare.approvals import Earlier, approvals
from riep_plan.compare.change import Change, Difference, Renaming
from riep_plan.compare.classified import changes_between
from riep_plan.compare.comparison import Comparison, FindingChanges, PlacedChange, Review
from riep_plan.compare.differences import differences
from riep_plan.compare.earlier import earlier_of
from riep_plan.compare.effects import effects
from riep_plan.compare.guard import judge_change, judge_removal
from riep_plan.compare.identity import renamed_parts
from riep_plan.compare.references import Translation
from riep_plan.compare.versions.driver import InPlan
from riep_plan.compare.versions.pairs import Pair
from riep_plan.compare.versions.timeline import Step
from riep_plan.figures.omission import without
from riep_plan.findings.finding import Path
from riep_plan.findings.result import Place, Reported
from riep_plan.model import Plan
from riep_plan.rules.changes import BEYOND_LIMIT
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.place import Locator
from riep_plan.values.words import count, listed

#: Gives the commits that led to the earlier version of a plan, the latest first.
Steps = Callable[[Pair], Iterable[Step]]

#: The family of faults of form, which are told file by file.
_FORM = "FRM"

#: A finding by its rule and the value at fault, as a baseline knows it.
_Known = tuple[str, str]


def _no_steps(_pair: Pair) -> Iterable[Step]:
    return ()


def review(
    base: str, head: str, pairs: Sequence[Pair], options: Options, steps: Steps = _no_steps
) -> Review:
    """Compare plans, each by itself.

    Args:
        base: what the earlier version is called.
        head: what the later version is called.
        pairs: the plans.
        options: how findings are judged.
        steps: gives the commits that led to the earlier version of a plan, the latest first.
    """
    found = [comparison(pair, options, steps) for pair in pairs]
    changed = tuple(one for one in found if one.is_changed)
    versions = (one for pair in pairs for one in (pair.before, pair.after) if one is not None)
    unread = dict.fromkeys(line for one in versions for line in one.unread)  # some is shared
    return Review(base, head, changed, len(found) - len(changed), tuple(unread))


def check_changes(
    pairs: Iterable[Pair], options: Options, steps: Steps, baseline: Baseline | None = None
) -> Run:
    """Check plans that changed, and what changed in them; of one that is gone, what it held.

    Args:
        pairs: the plans.
        options: what to check.
        steps: gives the commits that led to the earlier version of a plan, the latest first.
        baseline: findings of an earlier day, which stay out of the way of new ones.
    """
    found = []
    for pair in pairs:
        if pair.after is not None:
            earlier = _earlier(pair, steps)
            found.append(judge_change(pair.before, pair.after, options, earlier))
        elif pair.before is not None:
            found.append(judge_removal(pair.before, options))
    return together(found, baseline)


def _earlier(pair: Pair, steps: Steps) -> Earlier | None:
    if pair.before is None or pair.after is None or not (pair.before.plan and pair.after.plan):
        return None
    return earlier_of(*_readable(pair.before, pair.after), steps(pair))


def comparison(pair: Pair, options: Options, steps: Steps = _no_steps) -> Comparison:
    """Compare one plan with what it was, and say what the rules find otherwise."""
    earlier = _earlier(pair, steps)
    found = changes_of(pair, earlier)
    before, after = pair.before, pair.after
    if before is None and after is not None:
        new = tuple(one for one in _judged(None, after, options) if one.is_open)
        return replace(found, findings=FindingChanges(new=new))
    if before is None or after is None or before.plan is None or after.plan is None:
        return found
    renamed = renamed_parts(*_readable(before, after))
    judged = report_plan(before, options), _judged(before, after, options, earlier)
    told = finding_changes(*judged, renamed)
    if found.unread:  # what a rule does not find where a file cannot be read is not cleared by that
        told = FindingChanges(_of_form(told.new), _of_form(told.cleared))
    return replace(found, findings=told)


def _of_form(found: Iterable[Reported]) -> tuple[Reported, ...]:
    return tuple(one for one in found if one.rule.family == _FORM)


def _judged(
    before: LoadedPlan | None, after: LoadedPlan, options: Options, earlier: Earlier | None = None
) -> list[Reported]:
    """Give what is wrong with a version and with the change that made it.

    What lacks an approval is left out: approvals are told by themselves.
    """
    found = judge_change(before, after, options, earlier).reported
    return [one for one in found if one.rule != BEYOND_LIMIT]


def changes_of(
    pair: Pair, earlier: Earlier | None = None, *, with_places: bool = True
) -> Comparison:
    """Compare one plan with what it was, without asking the rules.

    Args:
        pair: the plan.
        earlier: what the versions before the earlier one say of approvals.
        with_places: whether to look up where each change stands, which takes its time.
    """
    before, after = pair.before, pair.after
    if before is None or after is None:
        return _one_sided(before, after)
    named = after if after.plan is not None else before
    title = named.plan.title if named.plan is not None else after.id
    was = before.id if before.id != after.id else ""
    unread = _unread(before, after)
    if before.plan is None or after.plan is None:
        return Comparison(after.id, title, was, unread=unread)
    was_plan, is_plan = _readable(before, after)
    found = differences(was_plan, is_plan)
    changes = changes_between(was_plan, is_plan, found)
    if with_places:
        placed = _placed(changes, Locator(before), Locator(after))
    else:
        placed = tuple(PlacedChange(one, (), ()) for one in changes)
    return Comparison(
        plan=after.id,
        title=title,
        was=was,
        changes=placed,
        effects=effects(was_plan, is_plan, found.renamed),
        approvals=approvals(was_plan, is_plan, changes, earlier=earlier),
        unread=unread,
    )


def changes_of_file(found: InPlan) -> Comparison:
    """Compare one file of a plan with what it was, as far as the file alone can tell.

    The plan's other files may have changed as well, which nobody knows here: so neither the plan's
    totals are told nor who must agree, unless the file is the whole plan.
    """
    changes = changes_of(found.pair)
    if found.is_alone:
        return changes
    effects = tuple(one for one in changes.effects if one.of in found.owners and one.of)
    return replace(changes, effects=effects, approvals=())


def total_of(plan: Plan) -> Decimal | None:
    """Give a plan's total in pounds, as a review counts it; None where no amount is known."""
    found = effects(_nothing_of(plan), plan)
    return found[0].after if found else None


def _one_sided(before: LoadedPlan | None, after: LoadedPlan | None) -> Comparison:
    """A plan that only one version has, with its totals."""
    found = after or before
    assert found is not None  # noqa: S101  a pair has one of the two
    unread = _unread(found)
    is_new, is_gone = before is None, after is None
    if found.plan is None:
        return Comparison(found.id, found.id, is_new=is_new, is_gone=is_gone, unread=unread)
    nothing = _nothing_of(found.plan)
    earlier, later = (found.plan, nothing) if is_gone else (nothing, found.plan)
    return Comparison(
        plan=found.id,
        title=found.plan.title,
        is_new=is_new,
        is_gone=is_gone,
        effects=effects(earlier, later),
        unread=unread,
    )


def _nothing_of(plan: Plan) -> Plan:
    """Give a plan of the same kind without anything in it."""
    return Plan(kind=plan.kind, title=plan.title, unit=plan.unit)


def _unread(*versions: LoadedPlan) -> str:
    """Say which files of a plan could not be read, and so not be compared where it has two."""
    cannot = "cannot be read in both versions, and is not compared"
    is_compared = len(versions) > 1
    names = [
        file.name
        for one in versions
        for file in one.files
        if file.problems or (file.text is None and file.path is not None)
    ]
    if not names:
        if not any(one.unread for one in versions):  # a folder of it, whose files nobody knows
            return ""
        return f"It {cannot}." if is_compared else "Not all of it can be read."
    shown = listed(list(dict.fromkeys(names))[:3])
    more = len(set(names)) - 3
    rest = f" and {count(more, 'file')} more" if more > 0 else ""
    return f"What stands in {shown}{rest} {cannot if is_compared else 'cannot be read'}."


def _readable(before: LoadedPlan, after: LoadedPlan) -> tuple[Plan, Plan]:
    """Give both plans without the parts whose file cannot be used in one of them."""
    assert before.plan is not None  # noqa: S101  for the type checker
    assert after.plan is not None  # noqa: S101
    broken = before.broken_parts | after.broken_parts
    return without(before.plan, broken), without(after.plan, broken)


def _placed(changes: Sequence[Change], before: Locator, after: Locator) -> tuple[PlacedChange, ...]:
    return tuple(
        PlacedChange(
            change,
            _places(before, (one.before.at for one in _seen_at(change) if one.before)),
            _places(after, _now_at(change)),
        )
        for change in changes
    )


def _seen_at(change: Change) -> tuple[Difference, ...]:
    """The values that a change is seen at: its own, or else what states the same again."""
    return change.differences or change.also


def _now_at(change: Change) -> Iterator[Path]:
    """Give the paths of what a change sets; of one without values, such as a renaming, its own."""
    yield from (one.after.at for one in _seen_at(change) if one.after)
    if not _seen_at(change):
        yield change.subject


def _places(locator: Locator, paths: Iterable[Path]) -> tuple[Place, ...]:
    """Give the place of each line that a change touches, once."""
    found: dict[tuple[str, int], Place] = {}
    for path in paths:
        place = locator.place(path)
        found.setdefault((place.file, place.span.line if place.span else 0), place)
    return tuple(found.values())


def finding_changes(
    before: Sequence[Reported], after: Sequence[Reported], renamed: Sequence[Renaming]
) -> FindingChanges:
    """Tell what the rules find otherwise; what is waived now, or was, is told as a waiver.

    Args:
        before: what they found in the earlier version.
        after: what they find in the later.
        renamed: the parts that have another id now.
    """
    to_later, as_it_is = Translation(renamed), Translation(())
    were = Counter(_known(one, to_later) for one in before if one.is_open)
    are = Counter(_known(one, as_it_is) for one in after)
    new = list(_beyond([one for one in after if one.is_open], were, as_it_is))
    gone = list(_beyond([one for one in before if one.is_open], are, to_later))
    moved: list[tuple[Reported, Reported]] = []
    for old in list(gone):
        same = next((one for one in new if _said(one) == _said(old)), None)
        if same is not None:
            moved.append((old, same))
            gone.remove(old)
            new.remove(same)
    return FindingChanges(tuple(new), tuple(gone), tuple(moved))


def _beyond(
    found: Iterable[Reported], others: Mapping[_Known, int], names: Translation
) -> Iterator[Reported]:
    """Give the findings that the other version has not; each of it stands for one of these."""
    left = dict(others)
    for one in found:
        key = _known(one, names)
        if left.get(key, 0):
            left[key] -= 1
        else:
            yield one


def _known(one: Reported, names: Translation) -> _Known:
    """A finding by its code and its place: of a fault of form, the place in its file."""
    if not one.at:
        return one.rule.code, f"{one.place.file}{one.place.pointer}"
    return one.rule.code, names.written(one.at)


def _said(one: Reported) -> tuple[str, str]:
    return one.rule.code, one.message
