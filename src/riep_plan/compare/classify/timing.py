"""Dates and quarters: what is due later or earlier, and by how much in people's units.

A date slips or advances where its last day does; a quarter has the days that each version's own
calendar gives it. A date that is only told more or less exactly, such as a day of the month that
was named before, moves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from riep_plan.compare.change import Change, Difference, Kind, Leaf
from riep_plan.compare.classify.context import Context
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import both_sides, goes_from, label
from riep_plan.compare.references import home_of
from riep_plan.figures import Ledger
from riep_plan.findings.finding import Path
from riep_plan.model.delivery import Benefit
from riep_plan.model.funding import FundingSource, Quarter
from riep_plan.model.indicator import Target
from riep_plan.values.period import Period, Span, day_after
from riep_plan.values.words import count

_YEAR = 12  # months
#: From so many days on, a gap that is no whole number of months is said in months as well.
_LONG = 45
_MONTH = 30.44  # days, on average

_WORDS = {Kind.SLIPPAGE: "slips", Kind.ADVANCE: "is brought forward"}


@dataclass(frozen=True, slots=True)
class Shift:
    """How a date moves.

    Attributes:
        kind: slippage, advance, or a date that changes otherwise.
        days: by how many days it is later (+) or earlier (-); None where it does not move.
        gap: the same in people's units: ``3 months``; empty where it does not move.
    """

    kind: Kind
    days: int | None = None
    gap: str = ""


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of dates: a quarter's two ends as one, every other date by itself."""
    for key, each in _by_promise(context):
        yield _calendar(context, key, each) if key[0] == "calendar" else _due(context, each)


def _by_promise(context: Context) -> Iterator[tuple[Path, tuple[Difference, ...]]]:
    """Put together what says one thing: a quarter's ends, a date and the words in its place."""
    groups: dict[Path, list[Difference]] = {}
    for one in context.of(Subject.TIME):
        is_joined = one.key[0] == "calendar" or one.key[-1] in ("due", "due_text")
        groups.setdefault(one.key[:-1] if is_joined else one.key, []).append(one)
    for key, each in groups.items():
        yield key, tuple(each)


def _due(context: Context, each: tuple[Difference, ...]) -> Change:
    first = next((one for one in each if one.key[-1] != "due_text"), each[0])
    shift = shift_of(first, context.ledgers)
    old, new = ("; ".join(filter(None, side)) for side in zip(*map(both_sides, each), strict=True))
    what = _what(context, first)
    if shift.kind in _WORDS:
        text = f"{what} {_WORDS[shift.kind]} from {old} to {new} ({shift.gap})."
    else:
        text = f"{what} {goes_from(old, new)}."
    return Change(shift.kind, first.leaf.at, text, each, old, new, days=shift.days)


def _what(context: Context, one: Difference) -> str:
    """Say what is due: a promise by its name, any other date with what it is."""
    part = context.holder(one.key[:-1]) or "the plan"
    owner, field = one.leaf.owner, one.leaf.field
    if field in ("due", "due_text"):
        return part
    if field == "expected":
        promise = context.named(home_of(one.key[:-1]))
        return f"{promise}, as the {one.key[1]} return expects it,"
    named: dict[tuple[type, str], str] = {
        (Target, "by"): "Target date of",
        (Benefit, "by"): "Date of the benefit",
        (FundingSource, "from"): "First day to spend",
        (FundingSource, "until"): "Last day to spend",
    }
    said = named.get((owner, field)) or f"{label(one.leaf).capitalize()} of"
    return f"{said} {part}"


def _calendar(context: Context, key: Path, each: tuple[Difference, ...]) -> Change:
    """A quarter of the plan's own calendar: with it moves all that is due in it."""
    was, now = (ledger.quarters.get(key[-1]) for ledger in context.ledgers)
    old, new = (_span(context.was(key)), _span(context.now(key)))
    kind, days, gap = Kind.DATE, None, ""
    if was is not None and now is not None and was.end != now.end:
        days, gap = (now.end - was.end).days, gap_between(was.end, now.end)
        kind = Kind.SLIPPAGE if days > 0 else Kind.ADVANCE
    told = f" ({gap} {'later' if days > 0 else 'earlier'})" if days else ""
    text = f"{key[-1]} of the plan's calendar {goes_from(old, new)}{told}."
    return Change(kind, each[0].leaf.at[:-1], text, each, old, new, days=days)


def _span(quarter: object) -> str:
    return f"{quarter.start} – {quarter.end}" if isinstance(quarter, Quarter) else ""


def shift_of(one: Difference, ledgers: tuple[Ledger, Ledger]) -> Shift:
    """Say how a date, or several, moves: by the last day of each, or of the last."""
    was, now = (_spans(leaf, ledger) for leaf, ledger in zip(_leaves(one), ledgers, strict=True))
    if not was or not now:
        return Shift(Kind.DATE)
    pairs = list(zip(was, now, strict=True)) if len(was) == len(now) else [(was[-1], now[-1])]
    moved = [(old.end, new.end) for old, new in pairs if not _only_told_otherwise(old, new)]
    gaps = [(new - old).days for old, new in moved if new != old]
    if not gaps or min(gaps) < 0 < max(gaps):
        return Shift(Kind.DATE)
    days = max(gaps, key=abs)
    ends = next(both for both in moved if (both[1] - both[0]).days == days)
    return Shift(Kind.SLIPPAGE if days > 0 else Kind.ADVANCE, days, gap_between(*ends))


def _leaves(one: Difference) -> tuple[Leaf | None, Leaf | None]:
    return one.before, one.after


def _spans(leaf: Leaf | None, ledger: Ledger) -> list[Span]:
    """Give the days of a date or dates, the earliest first; none where one has no days."""
    value = leaf.value if leaf else ()
    periods = [one for one in (value if type(value) is tuple else (value,)) if one is not None]
    found = [ledger.when(one) for one in periods if isinstance(one, Period)]
    spans = [one for one in found if one is not None]
    return sorted(spans, key=lambda span: span.end) if len(spans) == len(periods) else []


def _only_told_otherwise(old: Span, new: Span) -> bool:
    """Whether one date is the other, told more exactly: a day of its month, a month of its year.

    A run of quarters that ends earlier is promised earlier.
    """
    inner, outer = (old, new) if old.within(new) else (new, old)
    return inner.within(outer) and _size(inner) < _size(outer) and _size(outer) != _RUN


#: How exactly a date is told: a day, a month, a quarter, a year; anything else is a run.
_DAY, _ONE_MONTH, _QUARTER, _WHOLE_YEAR, _RUN = 1, 2, 3, 4, 5


def _size(span: Span) -> int:
    if span.start == span.end:
        return _DAY
    months = _months(span.start, day_after(span.end))
    is_whole = span.start.day == 1 and day_after(span.end).day == 1
    known = {1: _ONE_MONTH, 3: _QUARTER, _YEAR: _WHOLE_YEAR}
    return known.get(months, _RUN) if is_whole else _RUN


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * _YEAR + end.month - start.month


def gap_between(old: date, new: date) -> str:
    """Say how far two days are apart: ``3 months``, ``a year``, ``12 days``."""
    first, last = sorted((old, new))
    is_month_end = day_after(first).day == 1 and day_after(last).day == 1
    if is_month_end or first.day == last.day:
        months = _months(first, last)
        years, rest = divmod(months, _YEAR)
        if months and not rest:
            return count(years, "year")
        if months:
            return count(months, "month")
    days = (last - first).days
    if days < _LONG:
        return count(days, "day")
    return f"about {count(round(days / _MONTH), 'month')}"
