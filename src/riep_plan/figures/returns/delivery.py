"""Outputs and milestones at a quarter's end: delivered, late, delayed, cancelled, or unheard of.

The steps of a milestone are promises of their own, until the milestone itself is reached or
cancelled: what nobody has said of them then, is said with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from riep_plan.figures.delivery.deliveries import ending
from riep_plan.figures.delivery.deliveries import outputs as outputs_of
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.quarter import next_quarter
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_path,
    owners_of,
    quarters_returned,
    return_path,
    returns_in_calendar,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Return
from riep_plan.model.delivery import Milestone, Output, Step
from riep_plan.model.returns import DeliveryReturn, Stage
from riep_plan.values.period import Span

OUTPUT, MILESTONE, STEP = "output", "milestone", "step"
_QUARTER = timedelta(days=92)


class State(StrEnum):
    """What became of something promised, at a quarter's end."""

    ON_TIME = "delivered"
    DELIVERED_LATE = "delivered late"
    OVERDUE = "due and not delivered"
    NOT_REPORTED = "due and not reported on"
    DELAYED = "delayed"
    CANCELLED = "cancelled"
    TO_COME = "not due yet"


# What every promise is held against: an enumeration's members are slow to look up by name.
_ON_TIME, _OVERDUE, _NOT_REPORTED = State.ON_TIME, State.OVERDUE, State.NOT_REPORTED
_DELAYED, _CANCELLED, _TO_COME = State.DELAYED, State.CANCELLED, State.TO_COME
FINISHED = (State.ON_TIME, State.DELIVERED_LATE, State.CANCELLED)
DELIVERED = (State.ON_TIME, State.DELIVERED_LATE)


class Promise(NamedTuple):
    """An output, milestone or step of one, as it stands at a quarter's end.

    Attributes:
        at: its path in the plan.
        project_id: whose it is; empty for the programme's own.
        what: ``output``, ``milestone`` or ``step``.
        text: what was promised.
        due: the days of the plan's date that counts now: the last that has passed, or else the
            first to come; None where the plan gives none.
        state: what became of it.
        days_late: how many days after its date it was delivered, or has been due by the quarter's
            end, or is now expected; nought for one in time, None where that cannot be told.
        quarters_late: the same in quarters of the calendar; one that slips into the next quarter
            is one late.
        said: what a return last said of it; None where none did.
        said_in: the quarter of that return.
        said_at: the path of what it said.
        on: the days on which it was delivered or cancelled.
        expected: the days on which it is now expected.
    """

    at: Path
    project_id: str
    what: str
    text: str
    due: Span | None
    state: State
    days_late: int | None
    quarters_late: int | None
    said: DeliveryReturn | None
    said_in: str | None
    said_at: Path | None
    on: Span | None
    expected: Span | None

    @property
    def is_late(self) -> bool:
        """Whether it was, is or will be later than the plan says, by any day that is certain."""
        return bool(self.days_late)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be delivered."""
        return self.state not in FINISHED


def promises(ledger: Ledger, quarter: str) -> list[Promise]:
    """Give every output, milestone and step as it stands at a quarter's end."""
    at_end = _QuarterEnd(ledger, quarter, ledger.quarters[quarter].end)
    found = [at_end.promise(one) for one in ledger.once(promised)]
    over = {one.at: one.said_in or "" for one in found if one.what == MILESTONE and not one.is_open}
    if not over:
        return found
    return [one for one in found if not (one.is_open and _is_said_with(one, over))]


def _is_said_with(one: Promise, over: Mapping[Path, str]) -> bool:
    """Say whether a milestone that is over was spoken of after this step of it last was."""
    last = over.get(one.at[:-2]) if one.what == STEP else None
    return last is not None and (one.said_in or "") < last


def project_promises(ledger: Ledger, quarter: str) -> dict[str, list[Promise]]:
    """Give the same, by project; the programme's own too, where it makes returns."""
    found: dict[str, list[Promise]] = {one: [] for one in ledger.once(owners_of)}
    for promise in ledger.once(promises, quarter):
        found[promise.project_id].append(promise)
    return found


def promises_returned_on(ledger: Ledger) -> list[tuple[str, str, Return, list[Promise]]]:
    """Give every return, with its quarter and owner, and all promises as they stand in it."""
    by_quarter = {one: ledger.once(project_promises, one) for one in quarters_returned(ledger)}
    return [
        (quarter, owner, made, by_quarter[quarter][owner])
        for quarter, owner, made in ledger.once(returns_in_calendar)
    ]


def due_by(ledger: Ledger, promise: Promise, quarter: str) -> bool:
    """Say whether the plan's date of a promise has passed by the end of a quarter."""
    return promise.due is not None and promise.due.end <= ledger.quarters[quarter].end


def is_next(ledger: Ledger, promise: Promise, quarter: str) -> bool:
    """Say whether an open promise falls in the following quarter, by its new date if it has one."""
    following, when = next_quarter(ledger, quarter), promise.expected or promise.due
    if following is None or when is None or not promise.is_open:
        return False
    return ledger.quarters[quarter].end < when.end <= ledger.quarters[following].end


def promised_by(plan: Plan, owner: str) -> Iterator[tuple[Path, str, Output | Milestone | Step]]:
    """Give an owner's outputs, milestones and steps with their paths and what each is called."""
    at = owner_path(owner)
    if owner != PROGRAMME:
        for here, output in outputs_of(at, plan.projects[owner]):
            yield here, OUTPUT, output
    milestones = plan.milestones if owner == PROGRAMME else plan.projects[owner].milestones
    for milestone_id, milestone in milestones.items():
        here = (*at, "milestones", milestone_id)
        yield here, MILESTONE, milestone
        for step_id, step in milestone.steps.items():
            yield (*here, "steps", step_id), STEP, step


class Saying(NamedTuple):
    """What a return says of a promise.

    Attributes:
        quarter: the quarter of the return.
        at: its path.
        said: what it says.
    """

    quarter: str
    at: Path
    said: DeliveryReturn


def sayings(ledger: Ledger) -> Mapping[Path, list[Saying]]:
    """Give all that returns say of promises, in order, by the path of each promise in the plan."""
    found: dict[Path, list[Saying]] = {}
    for quarter, owner, made in ledger.once(returns_in_calendar):
        of, here = owner_path(owner), return_path(quarter, owner)
        for within, at, said in _said_in(made):
            found.setdefault(of + within, []).append(Saying(quarter, here + at, said))
    return found


def _said_in(made: Return) -> Iterator[tuple[Path, Path, DeliveryReturn]]:
    """Give what one return says: the keys of the promise, those in the return, and what it says."""
    for action_id, outputs in made.outputs.items():
        for output_id, said in outputs.items():
            within = ("actions", action_id, "outputs", output_id)
            yield within, ("outputs", action_id, output_id), said
    for milestone_id, milestone in made.milestones.items():
        here: Path = ("milestones", milestone_id)
        yield here, here, milestone
        for step_id, step in milestone.steps.items():
            at: Path = (*here, "steps", step_id)
            yield at, at, step


def quarters_between(ledger: Ledger, first: date, second: date) -> int:
    """Count how many ends of quarters lie between two days; past the calendar, of 92 days each."""
    return _place(ledger, second) - _place(ledger, first)


def _place(ledger: Ledger, day: date) -> int:
    ends = [span.end for span in ledger.quarters.values()]
    place = sum(end < day for end in ends)
    if ends and day > ends[-1]:
        place += (day - ends[-1] - timedelta(days=1)) // _QUARTER
    return place


_NOTHING_SAID: tuple[None, None, None] = (None, None, None)


class Promised(NamedTuple):
    """What a promise is at any quarter's end.

    Attributes:
        project_id: whose it is.
        at: its path in the plan.
        what: what it is called.
        text: what was promised.
        dates: the days of each of its dates, in order.
        said: what returns say of it, in order.
    """

    project_id: str
    at: Path
    what: str
    text: str
    dates: list[Span]
    said: list[Saying]

    def due(self, end: date) -> Span | None:
        """The last of its dates that has passed by a day, or else the first to come."""
        due = None
        for one in self.dates:
            if due is None or one.end <= end:
                due = one
        return due

    def last_said(self, quarter: str) -> Saying | None:
        """What was last said of it up to a quarter."""
        for one in reversed(self.said):
            if one.quarter <= quarter:
                return one
        return None


def promised(ledger: Ledger) -> list[Promised]:
    """Give every output, milestone and step of the plan, whatever the quarter."""
    said = ledger.once(sayings)
    found = []
    for owner in ledger.once(owners_of):
        for at, what, one in promised_by(ledger.plan, owner):
            dates = [days for due in one.due if (days := ending(ledger, due)) is not None]
            if len(dates) > 1:
                dates.sort(key=lambda days: days.end)
            found.append(Promised(owner, at, what, one.text, dates, said.get(at, [])))
    return found


@dataclass(frozen=True, slots=True)
class _QuarterEnd:
    """When promises are looked at.

    Attributes:
        ledger: the plan.
        quarter: the quarter.
        end: its last day.
    """

    ledger: Ledger
    quarter: str
    end: date

    def promise(self, one: Promised) -> Promise:
        """Work out how one stands."""
        due, when = one.due(self.end), self.ledger.when
        is_due = due is not None and due.end <= self.end
        said_in, said_at, said = one.last_said(self.quarter) or _NOTHING_SAID
        on = when(said.on) if said and said.on is not None else None
        expected = when(said.expected) if said and said.expected is not None else None
        state = self._state(said, said_in, expected, is_due=is_due)
        days_late, quarters_late = self._lateness(state, due, on, expected)
        if state is _ON_TIME and days_late:
            state = State.DELIVERED_LATE
        # Each as the field is called: by their names, it would take twice as long.
        return Promise(
            one.at, one.project_id, one.what, one.text, due, state, days_late, quarters_late,
            said, said_in, said_at, on, expected,
        )  # fmt: skip

    def _state(
        self, said: DeliveryReturn | None, said_in: str | None, new: Span | None, *, is_due: bool
    ) -> State:
        if said is None:
            return _NOT_REPORTED if is_due else _TO_COME
        status = said.status
        if status is Stage.DELIVERED:
            return _ON_TIME
        if status is Stage.CANCELLED:
            return _CANCELLED
        was_heard = said_in == self.quarter or (new is not None and new.end > self.end)
        if is_due and not was_heard:
            return _NOT_REPORTED
        if status is Stage.DELAYED:
            return _DELAYED
        return _OVERDUE if is_due else _TO_COME

    def _reached(
        self, state: State, due: Span | None, on: Span | None, new: Span | None
    ) -> Span | None:
        """The days on which it was or will be reached; not before the quarter's end where open."""
        if state is _ON_TIME:
            return on
        if state is _CANCELLED:
            return None
        if new is not None and new.end > self.end:
            return new
        if due is not None and due.end <= self.end:
            return Span(self.end, self.end)
        return due if state is _TO_COME else None

    def _lateness(
        self, state: State, due: Span | None, on: Span | None, new: Span | None
    ) -> tuple[int | None, int | None]:
        """Say by how many days and quarters it is late; a span is late when all of it is."""
        if due is not None and new is None and state is _TO_COME:
            return 0, 0
        reached = self._reached(state, due, on, new)
        if due is None or reached is None:
            return None, None
        if reached.start <= due.end and state is not _DELAYED:
            return 0, 0
        days = max((reached.end - due.end).days, 0)
        return days, quarters_between(self.ledger, due.end, reached.end) if days else 0
