"""A quarter's share of a plan: what falls in it, what has fallen by its end, and what is due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.tables import Row
from riep_plan.model import Project
from riep_plan.model.delivery import Output
from riep_plan.model.indicator import Indicator
from riep_plan.values.period import Period, Span, read_period


@dataclass(frozen=True, slots=True)
class Progress:
    """Planned pounds: in the quarter, from the plan's start to the quarter's end, and in all."""

    quarter: Decimal = Decimal(0)
    to_date: Decimal = Decimal(0)
    whole: Decimal = Decimal(0)

    def __add__(self, other: "Progress") -> "Progress":
        """Add two amounts of progress, figure by figure."""
        return Progress(
            self.quarter + other.quarter, self.to_date + other.to_date, self.whole + other.whole
        )

    @property
    def share(self) -> Decimal | None:
        """The part of the whole that falls by the quarter's end, from 0 to 1; None of nothing."""
        return self.to_date / self.whole if self.whole else None


class Timing(Enum):
    """How a date stands to a quarter."""

    DUE = auto()
    """It ends in the quarter."""
    UNDER_WAY = auto()
    """It covers some of the quarter and ends later."""
    ELSEWHERE = auto()
    """Neither."""


class DueOutput(NamedTuple):
    """An output with its project and the dates that are of interest."""

    project: Project
    output: Output
    periods: tuple[Period, ...]


class DueIndicator(NamedTuple):
    """An indicator whose target falls in a quarter.

    Attributes:
        project: whose it is.
        indicator: the indicator.
        number: the number due in the quarter itself, for a target set quarter by quarter.
        number_to_date: the numbers due from the start to the quarter's end.
    """

    project: Project
    indicator: Indicator
    number: Decimal | None = None
    number_to_date: Decimal | None = None


def progress(ledger: Ledger, rows: Iterable[Row], quarter: str) -> Progress:
    """Add up what rows plan in a quarter, by its end, and in all.

    A month or day counts in the quarter that it lies in, a longer period by the quarter in which
    it ends. The whole is :meth:`Row.whole`.
    """
    found = Progress()
    for row in rows:
        in_quarter, to_date = _in_and_to_date(ledger, row.profile.parts, quarter)
        found += Progress(in_quarter, to_date, row.whole)
    return found


def _in_and_to_date(
    ledger: Ledger, parts: Mapping[str, Decimal], quarter: str
) -> tuple[Decimal, Decimal]:
    span = ledger.quarters[quarter]
    in_quarter = to_date = Decimal(0)
    for key, amount in parts.items():
        days = ledger.when(read_period(key))
        if days is not None and days.end <= span.end:
            to_date += amount
            in_quarter += amount if days.end >= span.start else 0
    return in_quarter, to_date


def timing(ledger: Ledger, period: Period, quarter: str) -> Timing:
    """Say how a date stands to a quarter of the plan."""
    days, span = ledger.when(period), ledger.quarters[quarter]
    if days is None or not days.overlaps(span):
        return Timing.ELSEWHERE
    return Timing.DUE if days.end <= span.end else Timing.UNDER_WAY


def outputs_by_timing(ledger: Ledger, quarter: str, wanted: Timing) -> Iterator[DueOutput]:
    """Give the outputs that stand so to a quarter, in the plan's order."""
    for project in ledger.plan.projects.values():
        for action in project.actions.values():
            for output in action.outputs.values():
                periods = tuple(
                    period for period in output.due if timing(ledger, period, quarter) is wanted
                )
                if periods:
                    yield DueOutput(project, output, periods)


def outputs_starting_or_due(ledger: Ledger, quarter: str) -> Iterator[DueOutput]:
    """Give the outputs that are due in a quarter, or on which work begins in it."""
    start = ledger.quarters[quarter].start
    due = outputs_by_timing(ledger, quarter, Timing.DUE)
    starting = [
        one
        for one in outputs_by_timing(ledger, quarter, Timing.UNDER_WAY)
        if any(_start(ledger, period) >= start.toordinal() for period in one.periods)
    ]
    yield from [*due, *starting]


def indicators_due(ledger: Ledger, quarter: str) -> Iterator[DueIndicator]:
    """Give the indicators whose target falls in a quarter, in the plan's order."""
    for project in ledger.plan.projects.values():
        for indicator in project.indicators.values():
            target = indicator.target
            if target is None:
                continue
            number, so_far = (
                _in_and_to_date(ledger, target.profile.parts, quarter)
                if target.profile
                else (Decimal(0), Decimal(0))
            )
            if number:
                yield DueIndicator(project, indicator, number, so_far)
            elif target.by is not None and timing(ledger, target.by, quarter) is Timing.DUE:
                yield DueIndicator(project, indicator)


def outputs_without_date(ledger: Ledger) -> Iterator[DueOutput]:
    """Give the outputs that no quarter's list could hold, in the plan's order."""
    for project in ledger.plan.projects.values():
        for action in project.actions.values():
            for output in action.outputs.values():
                if not output.due:
                    yield DueOutput(project, output, ())


def next_quarter(ledger: Ledger, quarter: str) -> str | None:
    """The quarter after this one; None after the last."""
    later = [label for label in ledger.quarters if label > quarter]
    return later[0] if later else None


def _start(ledger: Ledger, period: Period) -> int:
    days: Span | None = ledger.when(period)
    return days.start.toordinal() if days else 0
