"""Efficiencies and benefits: what is promised more, less, or at another time."""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.compare.change import Change, Difference, Kind
from riep_plan.compare.classify.context import Context
from riep_plan.compare.classify.saving_moves import moved_between_projects
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import (
    both_sides,
    each_changes,
    goes_from,
    more_or_less,
    share_of,
)
from riep_plan.compare.leaves import period_key
from riep_plan.figures.tables import HORIZON_NAMES, SAVING_NAMES, Row
from riep_plan.findings.finding import Path
from riep_plan.model.delivery import Benefit
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.money import format_money
from riep_plan.values.period import read_period
from riep_plan.values.quantity import Measure, Quantity
from riep_plan.values.words import listed

_NONE = Decimal(0)


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of savings: a row of an efficiencies table as one, other values singly.

    What goes from one project to another where they are split or merged is one change of both.
    """
    rows: dict[Path, list[Difference]] = {}
    for one in context.of(Subject.SAVING):
        rows.setdefault(one.key[:-1] if one.leaf.owner is Profile else one.key, []).append(one)
    moved = list(moved_between_projects(context, rows))
    yield from moved
    told = {one.key for change in moved for one in change.differences}
    for key, each in rows.items():
        if each[0].key in told:
            continue
        is_row = each[0].leaf.owner is Profile
        yield _row(context, key, tuple(each)) if is_row else _value(context, each[0])


def _row(context: Context, key: Path, each: tuple[Difference, ...]) -> Change:
    """A row of an efficiencies table."""
    horizon, kind = key[-2:]
    holder = context.name(key[:2])
    what = f"{HORIZON_NAMES[horizon].capitalize()} {SAVING_NAMES[kind]} savings of {holder}"
    was, now = _profile(context.was(key)), _profile(context.now(key))
    before, after = (None if one is None else Row(key, "", one).whole for one in (was, now))
    amount = (after or _NONE) - (before or _NONE)
    subject = each[0].leaf.at[: len(key)]
    if amount:
        return _raised(what, subject, each, (before, after))
    parts = [_by_period(one) for one in (was, now)]
    gaps = {
        words: parts[1].get(words, _NONE) - parts[0].get(words, _NONE)
        for words in dict.fromkeys((*parts[0], *parts[1]))
    }
    moved = {words: gap for words, gap in gaps.items() if gap}
    if moved and all(parts):
        return _moved(what, subject, each, moved, after or _NONE)
    if was is None or now is None:
        return _noughts(what, subject, each, is_new=was is None)
    return _restated(what, subject, each)


def _noughts(what: str, subject: Path, each: tuple[Difference, ...], *, is_new: bool) -> Change:
    """A row that promises nothing: it is only there, or no longer there."""
    how = "now stated, and promise nothing" if is_new else "no longer stated; they promised nothing"
    text = f"{what} are {how}."
    old, new = _sides(each)
    return Change(Kind.DETAIL, subject, text, each, old, new)


def _profile(found: object) -> Profile | None:
    return found if isinstance(found, Profile) else None


def _by_period(profile: Profile | None) -> dict[str, Decimal]:
    found = profile.parts if profile else {}
    return {period_key(read_period(words)): amount for words, amount in found.items()}


def _raised(
    what: str,
    subject: Path,
    each: tuple[Difference, ...],
    whole: tuple[Decimal | None, Decimal | None],
) -> Change:
    before, after = whole
    amount = (after or _NONE) - (before or _NONE)
    old, new = ("" if one is None else format_money(one) for one in whole)
    share = share_of(before, after or _NONE)
    if before is None:
        text = f"{what} are new: {new}."
    elif after is None:
        text = f"{what} are no longer promised; they were {old}."
    else:
        verb = "raised" if amount > 0 else "lowered"
        text = f"{what} {verb} from {old} to {new}{more_or_less(share)}."
    kind = Kind.SAVING_RAISED if amount > 0 else Kind.SAVING_LOWERED
    return Change(kind, subject, text, each, old, new, amount=amount, share=share)


def _moved(
    what: str,
    subject: Path,
    each: tuple[Difference, ...],
    moved: dict[str, Decimal],
    whole: Decimal,
) -> Change:
    words = {one.key[-1]: one.leaf.at[-1] for one in each}
    less = [f"{format_money(-gap)} in {words[one]}" for one, gap in moved.items() if gap < 0]
    more = [f"{format_money(gap)} in {words[one]}" for one, gap in moved.items() if gap > 0]
    amount = sum((gap for gap in moved.values() if gap > 0), _NONE)
    text = (
        f"{what} re-profiled: {listed(less)} less, {listed(more)} more; "
        f"the total stays {format_money(whole)}."
    )
    old, new = _sides(each)
    share = share_of(whole, whole + amount)
    return Change(Kind.SAVING_MOVED, subject, text, each, old, new, amount=amount, share=share)


def _restated(what: str, subject: Path, each: tuple[Difference, ...]) -> Change:
    """Nothing more or less is promised: a stated total, what is to be confirmed, or noughts."""
    old, new = _sides(each)
    is_total = all(one.key[-1] == TOTAL for one in each)
    kind = (
        Kind.STATED if is_total and all(one.before and one.after for one in each) else Kind.DETAIL
    )
    text = f"{what}: {each_changes(each, _called)}."
    return Change(kind, subject, text, each, old, new)


def _called(one: Difference) -> str:
    return "the stated total" if one.key[-1] == TOTAL else f"the amount in {one.leaf.at[-1]}"


def _sides(each: tuple[Difference, ...]) -> tuple[str, str]:
    """Write amounts with their periods, before and after."""
    sides: list[str] = []
    for side in (0, 1):
        told = [(one.leaf.at[-1], one.key[-1], both_sides(one)[side]) for one in each]
        sides.append(
            listed(
                [
                    f"{text} in all" if key == TOTAL else f"{text} in {words}"
                    for words, key, text in told
                    if text
                ]
            )
        )
    return sides[0], sides[1]


def _value(context: Context, one: Difference) -> Change:
    """The value of a benefit, or what a line saves by doing things together."""
    old, new = both_sides(one)
    noun = "Value of the benefit" if one.leaf.owner is Benefit else "Joint saving on"
    what = f"{noun} {context.holder(one.key[:-1])}"
    numbers = [_number(leaf.value) if leaf else None for leaf in (one.before, one.after)]
    measures = {_measure(leaf.value) for leaf in (one.before, one.after) if leaf}
    gap = (numbers[1] or _NONE) - (numbers[0] or _NONE)
    if len(measures) > 1 or not gap:
        text = f"{what} {goes_from(old, new)}."
        return Change(Kind.DETAIL, one.leaf.at, text, (one,), old, new)
    share = share_of(numbers[0], numbers[1] or _NONE)
    is_money = measures == {Measure.POUNDS}
    kind = Kind.SAVING_RAISED if gap > 0 else Kind.SAVING_LOWERED
    if old and new:
        told = f"{'raised' if gap > 0 else 'lowered'} from {old} to {new}{more_or_less(share)}"
    else:
        told = goes_from(old, new)
    return Change(
        *(kind, one.leaf.at, f"{what} {told}.", (one,), old, new),
        amount=gap if is_money else None,
        share=share,
    )


def _number(value: object) -> Decimal | None:
    if isinstance(value, Quantity):
        return value.number
    return value if isinstance(value, Decimal) else None


def _measure(value: object) -> Measure:
    return value.measure if isinstance(value, Quantity) else Measure.POUNDS
