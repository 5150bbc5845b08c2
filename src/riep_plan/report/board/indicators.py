"""Indicators: baseline, latest reading, target, how far along, and which way they move."""

from collections.abc import Mapping
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.returns.readings import IndicatorProgress, indicator_progress
from riep_plan.report.charts.milestones import days
from riep_plan.report.indicators import baseline_words, target_date, target_words
from riep_plan.report.order import places_of
from riep_plan.report.tables import ABSENT, Column, Table, percentage, table, words
from riep_plan.values.quantity import Quantity


class IndicatorsView:
    """What a quarter's report says of indicators."""

    def __init__(self, ledger: Ledger, quarter: str, names: Mapping[str, str]) -> None:
        """Take a plan's figures, the name of one of its quarters, and its projects' names."""
        self._ledger = ledger
        self._quarter = quarter
        self._names = names

    @cached_property
    def found(self) -> list[IndicatorProgress]:
        """Every indicator, by the order of the projects."""
        order = places_of(self._names)
        known = self._ledger.once(indicator_progress, self._quarter)
        return sorted(known, key=lambda one: order[one.project_id])

    @cached_property
    def progress(self) -> Table:
        """Every indicator as it stands."""
        columns = (
            *words("Project", "Indicator", "Baseline", "Latest reading", "Read in"),
            *words("Target", "By", "Movement"),
            Column("Share of the way", numeric=True),
        )
        rows = [(self._names[one.project_id], *self._cells(one)) for one in self.found]
        note = (
            "Movement is since the reading before, or else the baseline. Share of the way: how far "
            "the latest reading has come from the baseline towards the target; below nought it is "
            "worse than the baseline."
        )
        return table("Indicators", columns, rows, note)

    def _cells(self, one: IndicatorProgress) -> tuple[str, ...]:
        latest = one.latest
        return (
            one.indicator.text,
            baseline_words(one.indicator),
            _measured(latest.value, one) if latest else "no reading",
            self._read_in(one),
            target_words(one.indicator),
            target_date(one.indicator.target),
            one.movement.value if latest else ABSENT,
            percentage(None if one.share is None else one.share / 100),
        )

    def _read_in(self, one: IndicatorProgress) -> str:
        """Say in which quarter it was read; an old reading is said to be one."""
        if one.latest is None:
            return ABSENT
        old = "" if one.latest.quarter == self._quarter else ", not read since"
        return f"{one.latest.quarter}{old}"

    @cached_property
    def readings(self) -> Table:
        """The readings of the quarter: when, how, and why they moved."""
        rows = [
            (
                self._names[one.project_id],
                one.indicator.text,
                _measured(one.latest.value, one),
                days(one.latest.days),
                one.latest.reading.method or "not said",
                one.latest.reading.because or ABSENT,
            )
            for one in self.found
            if one.latest and one.latest.quarter == self._quarter and one.latest.reading
        ]
        columns = words("Project", "Indicator", "Reading", "Measured", "How", "Why it moved")
        return table(f"Readings in {self._quarter}", columns, rows)


def _measured(value: Quantity, of: IndicatorProgress) -> str:
    """Write a reading with the unit of its indicator, where that has one."""
    return f"{value} {of.indicator.unit}" if of.indicator.unit else str(value)
