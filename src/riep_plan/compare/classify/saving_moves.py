"""Savings that go from one project to another where projects are split or merged.

What the projects of a split or merger promise together is set against what they promised: what is
the same has only moved; what is left over is promised more or less. Savings are put together by
the row of the efficiencies table, benefits by their words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.compare.change import Budget, Change, Difference, Kind, Move
from riep_plan.compare.classify.context import Context
from riep_plan.compare.classify.telling import more_or_less, share_of
from riep_plan.compare.leaves import period_key, said_of
from riep_plan.figures.tables import HORIZON_NAMES, SAVING_NAMES, Row
from riep_plan.findings.finding import Path
from riep_plan.model.delivery import Benefit
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.money import format_money
from riep_plan.values.period import read_period
from riep_plan.values.quantity import Measure, Quantity
from riep_plan.values.words import listed

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Promise:
    """What one project promises to save, in one row or one benefit, before and after.

    Attributes:
        at: where it stands, in the later version or else in the earlier.
        project: the project's path.
        before: pounds before; nought where nothing was promised.
        after: pounds after; likewise.
        gaps: by how much each period has more or less, by its meaning.
        differences: the values that differ.
    """

    at: Path
    project: Path
    before: Decimal
    after: Decimal
    gaps: Mapping[str, Decimal]
    differences: tuple[Difference, ...]

    @property
    def gap(self) -> Decimal:
        """Pounds more (+) or less (-) than before."""
        return self.after - self.before


def moved_between_projects(
    context: Context, rows: Mapping[Path, Sequence[Difference]]
) -> Iterator[Change]:
    """Give the changes of savings that go from project to project; the other rows have none.

    Args:
        context: both versions.
        rows: the differences of savings, by the path of their row or benefit.
    """
    for division in context.divisions:
        found: dict[tuple[object, ...], list[Promise]] = defaultdict(list)
        for key, each in rows.items():
            if key[:2] in division.paths:
                for name, one in _promise(context, key, each):
                    found[name].append(one)
        for name, promises in found.items():
            what = str(name[0])
            less = [one for one in promises if one.gap < 0]
            more = [one for one in promises if one.gap > 0]
            if less and more:
                yield from _moved(context, what, less, more)


def _promise(
    context: Context, key: Path, each: Sequence[Difference]
) -> Iterator[tuple[tuple[object, ...], Promise]]:
    """Give a promise in pounds with what it is put together by: what it is called comes first."""
    at = each[0].leaf.at
    if each[0].leaf.owner is Profile:
        horizon, kind = key[-2:]
        both = [
            one if isinstance(one, Profile) else None
            for one in (context.was(key), context.now(key))
        ]
        wholes = [_NONE if one is None else Row(key, "", one).whole for one in both]
        parts = [_by_period(one) for one in both]
        gaps = {
            one: parts[1].get(one, _NONE) - parts[0].get(one, _NONE)
            for one in {**parts[0], **parts[1]}
        }
        name: tuple[object, ...] = (f"{HORIZON_NAMES[horizon]} {SAVING_NAMES[kind]} savings",)
        at = at[: len(key)]
    else:
        benefit = context.now(key[:-1]) or context.was(key[:-1])
        pounds = _pounds(each[0])
        if not isinstance(benefit, Benefit) or pounds is None:
            return
        wholes, gaps = list(pounds), {TOTAL: pounds[1] - pounds[0]}
        what = f"the value of the benefit {context.name(key[:-1])}"
        name = (what, said_of(benefit.text), benefit.over)
    yield name, Promise(at, key[:2], wholes[0], wholes[1], gaps, tuple(each))


def _pounds(one: Difference) -> tuple[Decimal, Decimal] | None:
    """Give the pounds of a benefit before and after; None where either is no number of pounds."""
    found = []
    for value in (leaf.value if leaf else None for leaf in (one.before, one.after)):
        if isinstance(value, Quantity) and value.measure is Measure.POUNDS:
            found.append(value.number)
        elif value is None:
            found.append(_NONE)
        else:
            return None
    return found[0], found[1]


def _by_period(found: Profile | None) -> dict[str, Decimal]:
    """Give the pounds of each period; of a row without periods, those of its total."""
    by_period: dict[str, Decimal] = defaultdict(Decimal)
    if found is not None:
        for words, amount in (found.parts or {TOTAL: Row((), "", found).whole}).items():
            by_period[words if words == TOTAL else period_key(read_period(words))] += amount
    return by_period


def _moved(
    context: Context, what: str, less: list[Promise], more: list[Promise]
) -> Iterator[Change]:
    """Give what has moved, and what is left over, as one change each."""
    lost, gained = -_sum(less), _sum(more)
    amount, left = min(lost, gained), gained - lost
    both = [*less, *more]
    again = _at_other_times(both)
    known = both if not left else more if left < 0 else less
    text = (
        f"{format_money(amount)} of {what} moves from {_named(context, less)} to "
        f"{_named(context, more)}{again}."
    )
    had = sum((one.before for one in less), _NONE)
    yield Change(
        *(Kind.SAVING_MOVED, more[0].at, text, _differences(known)),
        "; ".join(_has(context, one, one.before) for one in both),
        "; ".join(_has(context, one, one.after) for one in both),
        moves=() if again else tuple(_moves(less, more)),
        amount=amount,
        share=share_of(had, had + amount),
    )
    if left:
        yield _left_over(context, what, less, more)


def _left_over(context: Context, what: str, less: list[Promise], more: list[Promise]) -> Change:
    """Savings that nobody takes over, or that are promised beyond what is taken over."""
    lost, gained = -_sum(less), _sum(more)
    left = gained - lost
    givers = listed([context.name(one.project) for one in less])
    takers = listed([context.name(one.project) for one in more])
    gap, was, now = (format_money(abs(one)) for one in (left, lost, gained))
    share = share_of(lost, gained)
    if left < 0:
        kind, at, each = Kind.SAVING_LOWERED, less[0].at, less
        told = f"{gap} of {what} of {givers} is promised no more: {was} becomes {now} in {takers}"
    else:
        kind, at, each = Kind.SAVING_RAISED, more[0].at, more
        told = f"{gap} of {what} of {takers} is new, beyond the {was} from {givers}"
    text = f"{told}{more_or_less(share)}."
    return Change(kind, at, text, _differences(each), was, now, amount=left, share=share)


def _sum(promises: Sequence[Promise]) -> Decimal:
    return sum((one.gap for one in promises), _NONE)


def _differences(promises: Sequence[Promise]) -> tuple[Difference, ...]:
    return tuple(diff for one in promises for diff in one.differences)


def _named(context: Context, promises: Sequence[Promise]) -> str:
    """Name projects, each with its pounds where there are several."""
    if len(promises) == 1:
        return context.name(promises[0].project)
    return listed(
        [f"{context.name(one.project)} ({format_money(abs(one.gap))})" for one in promises]
    )


def _has(context: Context, one: Promise, amount: Decimal) -> str:
    return f"{context.project_of(one.project)} {format_money(amount) if amount else 'none'}"


def _at_other_times(promises: Sequence[Promise]) -> str:
    """Say in which periods all of them together promise less, and in which more.

    Nothing where no period has less, or none more: then no promise becomes later or earlier.
    """
    words = {diff.key[-1]: diff.leaf.at[-1] for one in promises for diff in one.differences}
    net: dict[str, Decimal] = defaultdict(Decimal)
    for one in promises:
        for period, gap in one.gaps.items():
            net[period] += gap
    sides = [
        [f"{format_money(abs(gap))} in {words[key]}" for key, gap in net.items() if gap * sign > 0]
        for sign in (-1, 1)
    ]
    if TOTAL in net or not all(sides):
        return ""
    return f", in all {listed(sides[0])} less and {listed(sides[1])} more"


def _moves(less: Sequence[Promise], more: Sequence[Promise]) -> Iterator[Move]:
    """Give what goes from which project to which, as far as it is taken over, in order."""
    wanted = [(one.project[1], one.gap) for one in more]
    for one in less:
        here = -one.gap
        while here and wanted:
            taker, room = wanted.pop(0)
            amount = min(here, room)
            yield Move(amount, Budget(one.project[1]), Budget(taker))
            here -= amount
            if room > amount:
                wanted.insert(0, (taker, room - amount))
