"""The scene of a made plan: its years, quarters, unit and size, and which parts it has.

Hypothesis draws the scene, which is small and so can be made smaller; all else is thrown by dice
that the scene's seed and the place in the plan decide. A plan that loses a part keeps the rest.
"""

from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random

from hypothesis import strategies as st

from tests.support.correct.amounts import Step

#: The parts of the language that a plan may have or be without.
PARTS = (
    *("actions", "additional", "annual", "apportionment", "assessments", "balances", "benefits"),
    *("budget", "calendar", "capital", "communications", "continues", "cost-alone", "decisions"),
    *("distributions", "drivers", "efficiencies", "evidence", "exact", "frameworks", "indicative"),
    *("indicators", "later-years", "milestones", "mix", "narrative", "objectives", "options"),
    *("own-budget", "own-milestones", "own-risks", "payments", "pooled", "profiles", "provenance"),
    *("quotes", "required", "requested", "returns", "risks", "several-sources", "steps", "stated"),
    *("tbc", "undecided-mix", "until", "workstreams", "after", "residual", "asked-by", "only-for"),
    *("from", "carried-from", "falls-on", "over-programming", "own-rules", "funded-under"),
)


@dataclass(frozen=True)
class Scene:
    """What a plan is to be like.

    Attributes:
        kind: the kind of document.
        seed: what the dice start from.
        size: how many projects it has.
        unit: ``pound`` or ``thousand``.
        year: in which its first financial year begins.
        span: for how many financial years it is.
        month: in which its calendar begins.
        parts: which parts of the language it has, of :data:`PARTS`.
    """

    kind: str
    seed: int
    size: int
    unit: str
    year: int
    span: int
    month: int
    parts: frozenset[str]

    def has(self, *parts: str) -> bool:
        """Say whether the plan has all of these parts."""
        return self.parts.issuperset(parts)

    def dice(self, *path: object) -> Random:
        """Give the dice of a place in the plan."""
        return Random("/".join(str(one) for one in (self.seed, *path)))  # noqa: S311  made-up plans

    @cached_property
    def grain(self) -> Decimal:
        """The smallest step of the plan's amounts: some plans count pence, most pounds or more."""
        steps = ["1", "1", "1", "100", "500"] + ([] if self.unit == "thousand" else ["0.01"])
        return Decimal(self.dice("grain").choice(steps))

    @cached_property
    def step(self) -> Step:
        """The steps of the plan's amounts, with the smallest that a £k table shows."""
        return Step(self.grain, Decimal(500 if self.unit == "thousand" else 0))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """What each project is known by while the plan is made."""
        return tuple(str(number) for number in range(1, self.size + 1))

    @property
    def is_by_quarters(self) -> bool:
        """Whether the plan's own period is its calendar."""
        return self.kind == "delivery-plan"

    @cached_property
    def quarters(self) -> tuple[str, ...]:
        """The quarters of the calendar; a year's are four, a plan that starts late has fewer."""
        if self.is_by_quarters:
            return ("Q1", "Q2", "Q3", "Q4")[self.dice("quarters").choice([0, 0, 0, 0, 1, 2]) :]
        return ("Q1", "Q2", "Q3", "Q4") if self.has("calendar") and self.span == 1 else ()

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The financial years that the plan is for."""
        return tuple(financial_year(self.year + number) for number in range(self.span))

    @cached_property
    def later(self) -> tuple[str, ...]:
        """Financial years after the plan for which its projects have indicative money."""
        if self.is_by_quarters or not self.has("later-years"):
            return ()
        count = self.dice("later").choice([1, 1, 2])
        end = self.year + self.span
        return tuple(financial_year(end + number) for number in range(count))

    @cached_property
    def start(self) -> date:
        """The plan's first day."""
        if self.is_by_quarters:
            first = int(self.quarters[0][1]) - 1
            return months_on(date(self.year, self.month, 1), 3 * first)
        return date(self.year, 4, 1)

    @cached_property
    def end(self) -> date:
        """The plan's last day."""
        months = 3 * len(self.quarters) if self.is_by_quarters else 12 * self.span
        return months_on(self.start, months) - timedelta(days=1)

    @property
    def last(self) -> date:
        """The last day for which there is money, in the plan or after it."""
        return year_end(self.later[-1]) if self.later else self.end

    def quarter(self, label: str) -> tuple[date, date]:
        """Give the first and last day of a quarter of the calendar."""
        first = months_on(self.start, 3 * self.quarters.index(label))
        return first, months_on(first, 3) - timedelta(days=1)

    def day(self, dice: Random, low: float = 0.0, high: float = 1.0) -> date:
        """Give a day of the plan, between two fractions of its length."""
        days = (self.end - self.start).days
        return self.start + timedelta(days=dice.randint(int(days * low), int(days * high)))

    def due(self, dice: Random, day: date) -> str | list[str]:
        """Say that something is due by a day or so: its quarter, its month, a run of either."""
        forms: list[str | list[str]] = [said(dice, day), month_of(dice, day)]
        later = months_on(day, 2)
        if later <= self.end and later.year == day.year:
            forms.append(f"{month_name[day.month]}–{month_name[later.month]} {day.year}")
        label = next((one for one in self.quarters if self._holds(one, day)), None)
        if label is not None:
            forms += [label] * 3
            if label != self.quarters[-1]:
                forms += [f"{label}–{self.quarters[-1]}", [label, self.quarters[-1]]]
        return dice.choice(forms)

    def _holds(self, label: str, day: date) -> bool:
        first, last = self.quarter(label)
        return first <= day <= last


def financial_year(year: int) -> str:
    """Name the financial year that begins in April of a year: ``2009/10``."""
    return f"{year}/{(year + 1) % 100:02d}"


def year_start(name: str) -> date:
    """Give the first day of a financial year."""
    return date(int(name[:4]), 4, 1)


def year_end(name: str) -> date:
    """Give the last day of a financial year."""
    return date(int(name[:4]) + 1, 3, 31)


def months_on(day: date, months: int) -> date:
    """Give the first day of the month so many months later; a negative number goes back."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def month_end(day: date) -> date:
    """Give the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def said(dice: Random, day: date) -> str:
    """Write a day, in one of the forms that plans use."""
    return dice.choice([f"{day.day} {month_name[day.month]} {day.year}", day.isoformat()])


def month_of(dice: Random, day: date) -> str:
    """Write the month of a day, in one of the forms that plans use."""
    name = month_name[day.month]
    return dice.choice([f"{name} {day.year}", f"{name} {day.year}", f"{day:%Y-%m}"])


def scenes(kind: str) -> st.SearchStrategy[Scene]:
    """Draw the scene of a plan of a kind."""
    return st.builds(
        Scene,
        kind=st.just(kind),
        seed=st.integers(0, 2**32),
        size=st.integers(1, 7),
        unit=st.sampled_from(["pound", "thousand"]),
        year=st.integers(2004, 2026),
        span=st.integers(1, 3),
        month=st.integers(1, 12),
        parts=st.lists(st.booleans(), min_size=len(PARTS), max_size=len(PARTS)).map(_chosen),
    )


def _chosen(kept: list[bool]) -> frozenset[str]:
    return frozenset(part for part, is_kept in zip(PARTS, kept, strict=True) if is_kept)
