"""Indicators: targets that become harder or easier to reach, and baselines.

A target is raised where more is asked, in the direction that is better: a lower number where lower
is better. Where nobody says which way is better, or its figures go both ways, it only changes.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.compare.change import Change, Difference, Kind
from riep_plan.compare.classify.context import Context, grouped
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import both_sides, goes_from, more_or_less, share_of
from riep_plan.compare.classify.wording import single
from riep_plan.findings.finding import Path
from riep_plan.model.indicator import Direction, Indicator, Target
from riep_plan.model.profile import QuantityProfile
from riep_plan.values.quantity import Quantity

#: How a figure of a target is said: the level itself, a step from the baseline, a sum.
_FIGURES = {"value": "{}", "change": "a change of {}", "profile": "{} over its periods"}


class _Figure(NamedTuple):
    """A figure of a target in both versions."""

    before: Quantity
    after: Quantity
    is_change: bool

    def is_harder(self, better: Direction) -> bool | None:
        """Whether it asks more; None where it asks the same or the two cannot be compared."""
        if self.before.measure is not self.after.measure:
            return None
        old, new = self.before.number, self.after.number
        if self.is_change and better is Direction.LOWER:
            gap = abs(new) - abs(old)  # a fall, written as its size or with a minus sign
        else:
            gap = new - old if better is Direction.HIGHER else old - new
        return gap > 0 if gap else None


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of targets, then those of baselines, an indicator at a time."""
    for key, each in grouped(context.of(Subject.TARGET), _indicator):
        yield from _target(context, key, each)
    for key, each in grouped(context.of(Subject.BASELINE), _indicator):
        old, new = _sides(each)
        text = f"Baseline of {context.named(key)} {goes_from(old, new)}."
        yield Change(Kind.BASELINE, (*_at(each, key), "baseline"), text, each, old, new)


def _indicator(one: Difference) -> Path:
    """Give the path of the indicator that a value belongs to."""
    return one.key[: one.key.index("indicators") + 2]


def _at(each: tuple[Difference, ...], key: Path) -> Path:
    return each[0].leaf.at[: len(key)]


def _target(context: Context, key: Path, each: tuple[Difference, ...]) -> Iterator[Change]:
    """A target: as one change, but for its words where its figures stay."""
    was, now = context.was(key), context.now(key)
    old, new = (one.target if isinstance(one, Indicator) else None for one in (was, now))
    words = tuple(one for one in each if one.leaf.field == "text")
    rest = tuple(one for one in each if one.leaf.field != "text")
    if not rest and (_has_figures(old) or _has_figures(new)):
        yield from (single(context, one, Kind.WORDING) for one in words)
        return
    found = _figures(old, new)
    better = _better(was, now)
    kind = _kind(found, better) if all(_is_figure(one) for one in rest) else Kind.TARGET
    before, after = _sides(rest or words)
    share = None
    if found:
        (name, first), *_ = found.items()
        share = _share(first)
        before, after = (_FIGURES[name].format(one) for one in (first.before, first.after))
    told = {Kind.TARGET_RAISED: "raised", Kind.TARGET_LOWERED: "lowered"}.get(kind)
    name_of = f"Target of {context.named(key)}"
    text = (
        f"{name_of} {told} from {before} to {after}{more_or_less(share)}."
        if told
        else f"{name_of} {goes_from(before, after)}."
    )
    yield Change(kind, (*_at(each, key), "target"), text, each, before, after, share=share)


def _is_figure(one: Difference) -> bool:
    is_profile = one.leaf.owner is QuantityProfile
    return is_profile or (one.leaf.owner is Target and one.leaf.field in _FIGURES)


def _has_figures(target: Target | None) -> bool:
    return target is not None and bool(
        target.value or target.change or target.profile or target.distribution
    )


def _better(was: object, now: object) -> Direction | None:
    """Which way is better; None where the versions do not agree."""
    both = {one.better for one in (was, now) if isinstance(one, Indicator)}
    return both.pop() if len(both) == 1 else None


def _figures(old: Target | None, new: Target | None) -> Mapping[str, _Figure]:
    """Give the figures that both versions of a target have and that differ."""
    found: dict[str, _Figure] = {}
    for name in _FIGURES:
        both = [_quantity(getattr(one, name, None)) for one in (old, new)]
        if both[0] is not None and both[1] is not None and both[0] != both[1]:
            found[name] = _Figure(both[0], both[1], is_change=name == "change")
    return found


def _quantity(value: object) -> Quantity | None:
    """Give a figure; of a target that is set period by period, the sum of its periods."""
    if isinstance(value, QuantityProfile):
        measures = {one.measure for one in value.root.values()}
        if len(measures) != 1:
            return None
        whole = value.sum() if value.parts else value.total
        return Quantity(whole or Decimal(0), measures.pop())
    return value if isinstance(value, Quantity) else None


def _kind(found: Mapping[str, _Figure], better: Direction | None) -> Kind:
    if better is None:
        return Kind.TARGET
    harder = {one.is_harder(better) for one in found.values()} - {None}
    if len(harder) != 1:
        return Kind.TARGET
    return Kind.TARGET_RAISED if harder.pop() else Kind.TARGET_LOWERED


def _share(figure: _Figure) -> Decimal | None:
    if figure.before.measure is not figure.after.measure:
        return None
    return share_of(figure.before.number, figure.after.number)


def _sides(each: tuple[Difference, ...]) -> tuple[str, str]:
    """Write what differs, before and after; values of several keys with what they are."""
    sides = []
    for side in (0, 1):
        told = [
            text if one.leaf.field in ("value", "text") else f"{_named(one)} {text}"
            for one in each
            if (text := both_sides(one)[side])
        ]
        sides.append("; ".join(told))
    return sides[0], sides[1]


def _named(one: Difference) -> str:
    """What a figure is of: its period, the level that so many stand at, or its key."""
    field = one.leaf.field
    if field == "distribution" or one.leaf.owner is QuantityProfile:
        return f"{one.leaf.at[-1]}:"
    return {"at": "measured", "change": "a change of", "better": "better:", "unit": "unit:"}.get(
        field, field
    )
