"""A plan's figures, each worked out once and shared by everything that asks."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar, TypeVarTuple

from riep_plan.figures.dates import plan_days, quarter_days
from riep_plan.figures.money.held import known_amounts
from riep_plan.figures.money.like_amounts import LikeAmounts
from riep_plan.figures.sums.certain import certain_repairs
from riep_plan.figures.sums.equation import Equation
from riep_plan.figures.sums.equations import equations_of
from riep_plan.figures.sums.suspects import Failure, failures
from riep_plan.figures.tables import Tables, tables_of
from riep_plan.figures.walk import Walked, singly, walk
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.profile import TOTAL, Profile, QuantityProfile
from riep_plan.values.period import Period, Span, read_period
from riep_plan.values.remembered import remembered

FoundT = TypeVar("FoundT")
AboutT = TypeVarTuple("AboutT")

_NOT_YET = object()
_DIGIT = re.compile(r"\d")
#: No text has this character: the language refuses those that cannot be seen.
_BETWEEN = "\0"
#: The bytes that no digit of any script has in UTF-8, but those between texts: signs of Latin
#: scripts, and general punctuation.
_IN_NO_DIGIT = bytes({*range(1, 0xD0), 0xE2}.difference(b"0123456789"))


class Ledger:
    """What can be worked out from one plan. Nothing is computed before it is asked for."""

    def __init__(
        self,
        plan: Plan,
        *,
        complete: bool = True,
        neighbours: Mapping[str, Collection[str]] | None = None,
        earlier: Mapping[str, Plan] | None = None,
    ) -> None:
        """Take a plan.

        Args:
            plan: the plan.
            complete: False when some of its files could not be read, so that sums over all
                projects would be wrong.
            neighbours: for the plans kept beside this one that it speaks of, the ids of their
                projects.
            earlier: those of these plans whose own amounts this one goes on from.
        """
        self.plan = plan
        self.complete = complete
        self.neighbours = neighbours or {}
        self.earlier = earlier or {}
        self._worked_out: dict[object, Any] = {}
        self._spans: dict[tuple[int, int] | None, Span | None] = {}

    def once(self, work: Callable[["Ledger", *AboutT], FoundT], *about: *AboutT) -> FoundT:
        """Work out only once what several ask of the plan, or of a quarter, as its lines of spend.

        Args:
            work: what works it out.
            about: what it is worked out of beside the plan, such as a quarter.
        """
        key = (work, about) if about else work
        found: FoundT = self._worked_out.get(key, _NOT_YET)
        if found is _NOT_YET:
            found = self._worked_out[key] = work(self, *about)
        return found

    @remembered
    def _walked(self) -> Walked:
        return walk(self.plan)

    @property
    def texts(self) -> Sequence[tuple[Path, str]]:
        """Every text in the plan's own words with its path, in order."""
        return self._walked.texts

    @property
    def periods(self) -> Sequence[tuple[Path, Period]]:
        """Every date and period that the plan states with its path, in order."""
        return self._walked.periods

    @remembered
    def profiles(self) -> Sequence[tuple[Path, Profile | QuantityProfile]]:
        """Every amount over time of the plan with its path, in order."""
        return [
            (at, value)
            for at, value in self._walked.amounts
            if type(value) is Profile or type(value) is QuantityProfile
        ]

    @remembered
    def prose(self) -> str:
        """All its texts as one, to see at once that a sign or word is in none of them."""
        return _BETWEEN.join([text for _, text in self.texts])

    @remembered
    def lower_prose(self) -> str:
        """The same in small letters."""
        return self.prose.lower()

    @remembered
    def numbered(self) -> Sequence[tuple[Path, str]]:
        """Those of its texts that have a digit: all that can say an amount."""
        left = self.prose.encode(errors="replace").translate(None, _IN_NO_DIGIT)
        maybe = self._texts_at(f"[^{_BETWEEN}]+", left.decode("latin-1"))
        return [one for one in maybe if _DIGIT.search(one[1])]

    def beginning(self, how: str) -> Sequence[tuple[Path, str]]:
        """Those of its texts that begin as a pattern in small letters says, in capitals or not."""
        whole = _BETWEEN + self.lower_prose  # no pattern that heeds no capitals is as quick
        return self._texts_at(f"{_BETWEEN}(?:{how})", whole)

    def _texts_at(self, pattern: str, whole: str) -> list[tuple[Path, str]]:
        """Give the texts in whose places a pattern is found in something written as the prose."""
        found: list[tuple[Path, str]] = []
        place = before = 0
        for match in re.finditer(pattern, whole):
            place += whole.count(_BETWEEN, before, match.start())
            before = match.start()
            found.append(self.texts[place])
        return found

    @remembered
    def amounts(self) -> Mapping[str, list[tuple[Path, Decimal]]]:
        """Every amount of money of each project by its id, and the plan's own under ``""``."""
        return known_amounts(self.plan, singly(self._walked.amounts))

    @remembered
    def periods_of_amounts(self) -> Mapping[str, Period]:
        """Every period that an amount over time is kept by, in its words: a few, of many."""
        keys = set[str]().union(*[profile.root for _, profile in self.profiles])
        return {key: read_period(key) for key in keys if key != TOTAL}

    @remembered
    def days_of_amounts(self) -> Mapping[str, Span]:
        """The days of each of these periods, but for quarters that the plan has not."""
        days = {key: self.when(period) for key, period in self.periods_of_amounts.items()}
        return {key: found for key, found in days.items() if found is not None}

    @remembered
    def like_amounts(self) -> LikeAmounts:
        """The amounts of the plan, each beside those that differ in one id or period alone."""
        return LikeAmounts(self._walked.amounts)

    @remembered
    def tables(self) -> Mapping[str, Tables]:
        """The rows of each project's spend and efficiencies, by its id."""
        return tables_of(self.plan)

    @remembered
    def quarters(self) -> Mapping[str, Span]:
        """The days of each quarter of the plan's calendar, in order."""
        return quarter_days(self.plan)

    @remembered
    def days(self) -> Span | None:
        """The plan's own period, first quarter to last; None without a calendar."""
        return plan_days(self.quarters)

    def when(self, period: Period) -> Span | None:
        """The days that a period covers; None for a quarter that the plan has not."""
        if period.days is not None:
            return period.days
        if period.quarters not in self._spans:
            self._spans[period.quarters] = self._days_of(period.labels)
        return self._spans[period.quarters]

    def _days_of(self, labels: Sequence[str]) -> Span | None:
        spans = [self.quarters.get(label) for label in labels]
        known = [span for span in spans if span is not None]
        if len(known) != len(spans):
            return None
        return Span(known[0].start, known[-1].end)

    def in_order(self, keys: list[str]) -> list[str]:
        """Put periods in the order of their days; those without days come first, as they stand."""

        def start(key: str) -> int:
            days = self.when(read_period(key))
            return days.start.toordinal() if days else 0

        return sorted(keys, key=start)

    @remembered
    def equations(self) -> tuple[Equation, ...]:
        """Every sum that the plan states, with the terms that should make it up."""
        return tuple(equations_of(self.plan, self.tables, complete=self.complete))

    @remembered
    def failing(self) -> tuple[Equation, ...]:
        """The sums that do not hold."""
        return tuple(equation for equation in self.equations if equation.gap)

    @remembered
    def failures(self) -> tuple[Failure, ...]:
        """The sums that do not hold, grouped by the one figure that explains them."""
        return failures(self.equations)

    @remembered
    def repairs(self) -> Mapping[Path, Decimal]:
        """What each stated total should be, in pounds, where there is one certain answer."""
        return certain_repairs(self.plan, self.equations, self.failures)
