"""Outputs and milestones: delivered, late, delayed, cancelled, unheard of, and next."""

from collections.abc import Callable, Mapping
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.quarter import next_quarter
from riep_plan.figures.returns.delivery import (
    DELIVERED,
    STEP,
    Promise,
    State,
    due_by,
    is_next,
    promises,
)
from riep_plan.figures.returns.overview import count_delivery
from riep_plan.report.charts.milestones import days
from riep_plan.report.order import places_of
from riep_plan.report.tables import ABSENT, Column, Table, figures, table, words
from riep_plan.values.period import Span, read_period
from riep_plan.values.words import count

_STEPS = "A step of a milestone counts as a milestone of its own."


class DeliveryView:
    """What a quarter's report says of outputs and milestones."""

    def __init__(self, ledger: Ledger, quarter: str, names: Mapping[str, str]) -> None:
        """Take a plan's figures, the name of one of its quarters, and its projects' names."""
        self._ledger = ledger
        self._quarter = quarter
        self._names = names

    @cached_property
    def _promises(self) -> list[Promise]:
        order = places_of(self._names)
        found = self._ledger.once(promises, self._quarter)
        return sorted(found, key=lambda one: order[one.project_id])

    def _is_due(self, one: Promise) -> bool:
        return due_by(self._ledger, one, self._quarter)

    @cached_property
    def counts(self) -> Table:
        """Each project's outputs and milestones that were due so far, by what became of them."""
        by_project = {
            one: [promise for promise in self._promises if promise.project_id == one]
            for one in self._names
        }
        rows = [
            (self._names[one], *self._counted(found)) for one, found in by_project.items() if found
        ]
        heads = ("Due", "Delivered", "of these late", "Not delivered", "of these not reported on")
        columns = (*words("Project"), *figures(*heads, "Cancelled"))
        note = _STEPS if any(one.what == STEP for one in self._promises) else ""
        caption = f"Outputs and milestones due by the end of {self._quarter}"
        made = table(caption, columns, rows, note)
        return made.with_total(("Programme", *self._counted(self._promises))) if rows else made

    def _counted(self, found: list[Promise]) -> list[str]:
        one = count_delivery(promise for promise in found if self._is_due(promise))
        numbers = (one.due, one.delivered, one.late, one.outstanding, one.not_reported)
        return [str(number) for number in (*numbers, one.cancelled)]

    @cached_property
    def delivered(self) -> Table:
        """What the returns of the quarter say was delivered."""
        columns = words("Project", "What", "Due", "Delivered", "In time?", "Evidence")
        return self._table(
            f"Delivered, as returned in {self._quarter}",
            columns,
            lambda one: one.state in DELIVERED and one.said_in == self._quarter,
            lambda one: (
                self._when(one.due),
                self._when(one.on),
                _in_time(one),
                (one.said.evidence if one.said else None) or "none stated",
            ),
        )

    @cached_property
    def outstanding(self) -> Table:
        """What was due and is not delivered, and what will be late."""
        columns = words("Project", "What", "Due", "State", "Now expected", "Late by", "Cause")
        return self._table(
            "Late, delayed or not reported on",
            columns,
            self._is_outstanding,
            lambda one: (
                self._when(one.due),
                one.state.value,
                self._when(one.expected) if one.expected else "not said",
                _late(one),
                (one.said.cause if one.said else None) or "not said",
            ),
        )

    def _is_outstanding(self, one: Promise) -> bool:
        return one.is_open and (self._is_due(one) or one.is_late or one.state is State.DELAYED)

    @cached_property
    def cancelled(self) -> Table:
        """What was cancelled, in this quarter or before."""
        columns = words("Project", "What", "Due", "Cancelled", "Cause")
        return self._table(
            "Cancelled",
            columns,
            lambda one: one.state is State.CANCELLED,
            lambda one: (
                self._when(one.due),
                self._when(one.on) if one.on else "no date given",
                (one.said.cause if one.said else None) or "not said",
            ),
        )

    @cached_property
    def following(self) -> Table:
        """What falls in the next quarter, by its new date where it has one."""
        label = next_quarter(self._ledger, self._quarter)
        columns = words("Project", "What", "Due", "Now expected", "State")
        return self._table(
            f"Due or expected in {label}",
            columns,
            lambda one: is_next(self._ledger, one, self._quarter),
            lambda one: (self._when(one.due), self._when(one.expected), one.state.value),
        )

    def _when(self, span: Span | None) -> str:
        """Write days as a plan would: a quarter of its calendar, a month, a day, or a run."""
        labels = [label for label, one in self._ledger.quarters.items() if one == span]
        if span is None or labels or span.start == span.end:
            return labels[0] if labels else days(span)
        month = f"{span.start:%B %Y}"
        return month if read_period(month).days == span else days(span)

    def _table(
        self,
        caption: str,
        columns: tuple[Column, ...],
        is_wanted: Callable[[Promise], bool],
        cells: Callable[[Promise], tuple[str, ...]],
    ) -> Table:
        rows = [
            (self._names[one.project_id], one.text, *cells(one))
            for one in self._promises
            if is_wanted(one)
        ]
        return table(caption, columns, rows)

    @property
    def nothing_delivered(self) -> str:
        """What is said where no return reports a delivery."""
        return f"No return for {self._quarter} reports anything delivered."


def _in_time(one: Promise) -> str:
    if one.state is State.DELIVERED_LATE:
        return f"late: {_late(one)}"
    return "yes" if one.days_late is not None else "cannot be told"


def _late(one: Promise) -> str:
    """Write how late something was, is or will be."""
    if one.days_late is None:
        return "not known"
    return count(one.days_late, "day") if one.days_late else ABSENT
