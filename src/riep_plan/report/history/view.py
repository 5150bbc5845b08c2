"""What the page of a history shows: the plan's total over time, and a table of its commits."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from riep_plan.compare.history import History
from riep_plan.compare.story.history import ToldEntry, opening, short, tell_entry
from riep_plan.report.charts.chart import Chart
from riep_plan.report.charts.history import PlanTotal, total_over_time
from riep_plan.report.tables import Table, figures, table, without_empty, words
from riep_plan.values.period import format_day
from riep_plan.values.words import visible_line


class HistoryView:
    """A history as its document shows it."""

    def __init__(self, told: History) -> None:
        """Take what commits did to a plan."""
        self._told = told
        self.opening = visible_line(opening(told))

    @cached_property
    def total(self) -> Chart:
        """The plan's total after each commit, the oldest first; what has no day is left out."""
        series = [
            PlanTotal(date.fromisoformat(one.commit.day), one.total, short(one.commit))
            for one in reversed(self._told.entries)
            if one.commit.day
        ]
        return total_over_time("total", "The plan's total over time", series)

    @cached_property
    def commits(self) -> Table:
        """What each commit changed, the latest first."""
        told = [tell_entry(one, self._told.of) for one in self._told.entries]
        columns = (
            *words("Day", "Commit", "Author", "What changed", "Decisions", "Before", "After"),
            *figures("Plan's total", "Difference"),
        )
        rows = [
            [
                format_day(date.fromisoformat(one.day)) if one.day else "",
                one.commit,
                visible_line(one.author),
                " ".join(_told(one)),
                visible_line(" ".join(one.decisions)),
                visible_line(one.was),
                visible_line(one.now),
                one.total,
                one.difference,
            ]
            for one in told
        ]
        return without_empty(table("What each commit changed, the latest first", columns, rows))


def _told(one: ToldEntry) -> Iterator[str]:
    """Give a commit's first line, then what it changed."""
    if one.subject.strip():
        yield f"“{visible_line(one.subject.strip())}”"
    yield visible_line(one.text)
