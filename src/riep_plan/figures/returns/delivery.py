"""Outputs and milestones at a quarter's end: delivered, late, delayed, cancelled, or unheard of.

The steps of a milestone are promises of their own, until the milestone itself is reached or
cancelled: what nobody has said of them then, is said with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from riep_plan.figures.delivery.deliveries import ending
from riep_plan.figures.delivery.deliveries import outputs as outputs_of
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.quarter import next_quarter
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_path,
    owners,
    return_of,
    return_path,
    up_to,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Return
from riep_plan.model.delivery import Milestone, Output, Step
from riep_plan.model.returns import DeliveryReturn, Stage
from riep_plan.values.period import Period, Span

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


FINISHED = {State.ON_TIME, State.DELIVERED_LATE, State.CANCELLED}
DELIVERED = {State.ON_TIME, State.DELIVERED_LATE}


@dataclass(frozen=True, slots=True)
class Promise:
    """An output, milestone or step of one, as it stands at a quarter's end.

    Attributes:
        at: its path in the plan.
        project_id: whose it is; empty for the programme's own.
        what: ``output``, ``milestone`` or ``step``.
        text: what was promised.
        due: the days of the plan's date that counts now: the last that has passed, or else the
            first to come; None where the plan gives none.
        said: what a return last said of it; None where none did.
        said_in: the quarter of that return.
        said_at: the path of what it said.
        on: the days on which it was delivered or cancelled.
        expected: the days on which it is now expected.
        state: what became of it.
        days_late: how many days after its date it was delivered, or has been due by the quarter's
            end, or is now expected; nought for one in time, None where that cannot be told.
        quarters_late: the same in quarters of the calendar; one that slips into the next quarter
            is one late.
        is_next: whether it falls in the following quarter, by its new date where it has one.
    """

    at: Path
    project_id: str
    what: str
    text: str
    due: Span | None
    said: DeliveryReturn | None
    said_in: str | None
    said_at: Path | None
    on: Span | None
    expected: Span | None
    state: State
    days_late: int | None
    quarters_late: int | None
    is_next: bool

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
    found = [
        _Promised(ledger, quarter, owner, at, what, one).promise()
        for owner in owners(ledger.plan)
        for at, what, one in promised_by(ledger.plan, owner)
    ]
    milestones = (one for one in found if one.what == MILESTONE and not one.is_open)
    over = {one.at: one.said_in or "" for one in milestones}
    return [one for one in found if not (one.is_open and _is_said_with(one, over))]


def _is_said_with(one: Promise, over: Mapping[Path, str]) -> bool:
    """Say whether a milestone that is over was spoken of after this step of it last was."""
    last = over.get(one.at[:-2]) if one.what == STEP else None
    return last is not None and (one.said_in or "") < last


def project_promises(ledger: Ledger, quarter: str) -> dict[str, list[Promise]]:
    """Give the same, by project; the programme's own too, where it makes returns."""
    found: dict[str, list[Promise]] = {one: [] for one in owners(ledger.plan)}
    for promise in ledger.once(promises, quarter):
        found[promise.project_id].append(promise)
    return found


def due_by(ledger: Ledger, promise: Promise, quarter: str) -> bool:
    """Say whether the plan's date of a promise has passed by the end of a quarter."""
    return promise.due is not None and promise.due.end <= ledger.quarters[quarter].end


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


def said_of(found: Return, at: Path) -> tuple[Path, DeliveryReturn] | None:
    """Give what a return says of a promise of the plan, with the keys in the return.

    Args:
        found: the return of whose it is.
        at: the path of the output, milestone or step in the plan.
    """
    one: DeliveryReturn | None
    match at[2:] if at[0] == "projects" else at:
        case ("milestones", milestone_id):
            keys: Path = ("milestones", milestone_id)
            one = found.milestones.get(milestone_id)
        case ("milestones", milestone_id, _, step_id):
            keys = ("milestones", milestone_id, "steps", step_id)
            milestone = found.milestones.get(milestone_id)
            one = milestone.steps.get(step_id) if milestone else None
        case (_, action_id, _, output_id):
            keys = ("outputs", action_id, output_id)
            one = found.outputs.get(action_id, {}).get(output_id)
    return None if one is None else (keys, one)


def quarters_between(ledger: Ledger, first: date, second: date) -> int:
    """Count how many ends of quarters lie between two days; past the calendar, of 92 days each."""
    return _place(ledger, second) - _place(ledger, first)


def _place(ledger: Ledger, day: date) -> int:
    ends = [span.end for span in ledger.quarters.values()]
    place = sum(end < day for end in ends)
    if ends and day > ends[-1]:
        place += (day - ends[-1] - timedelta(days=1)) // _QUARTER
    return place


@dataclass(frozen=True, slots=True)
class _Promised:
    """What one promise is worked out from."""

    ledger: Ledger
    quarter: str
    project_id: str
    at: Path
    what: str
    one: Output | Milestone | Step

    def promise(self) -> Promise:
        """Work it out."""
        due = self._due()
        said_in, said_at, said = self._last_said() or (None, None, None)
        on = self._days(said.on) if said else None
        expected = self._days(said.expected) if said else None
        state = self._state(due, said, said_in, expected)
        reached = self._reached(state, due, on, expected)
        days_late, quarters_late = self._lateness(state, due, reached)
        if state is State.ON_TIME and days_late:
            state = State.DELIVERED_LATE
        return Promise(
            at=self.at,
            project_id=self.project_id,
            what=self.what,
            text=self.one.text,
            due=due,
            said=said,
            said_in=said_in,
            said_at=said_at,
            on=on,
            expected=expected,
            state=state,
            days_late=days_late,
            quarters_late=quarters_late,
            is_next=state not in FINISHED and self._is_next(expected or due),
        )

    @property
    def _end(self) -> date:
        return self.ledger.quarters[self.quarter].end

    def _days(self, period: Period | None) -> Span | None:
        return self.ledger.when(period) if period is not None else None

    def _due(self) -> Span | None:
        """The last of its dates that has passed, or else the first to come."""
        found = [ending(self.ledger, period) for period in self.one.due]
        days = sorted((one for one in found if one is not None), key=lambda one: one.end)
        passed = [one for one in days if one.end <= self._end]
        return passed[-1] if passed else next(iter(days), None)

    def _last_said(self) -> tuple[str, Path, DeliveryReturn] | None:
        for label in reversed(up_to(self.ledger, self.quarter)):
            found = return_of(self.ledger.plan, label, self.project_id)
            said = said_of(found, self.at) if found else None
            if said is not None:
                return label, (*return_path(label, self.project_id), *said[0]), said[1]
        return None

    def _state(
        self, due: Span | None, said: DeliveryReturn | None, said_in: str | None, new: Span | None
    ) -> State:
        status = said.status if said else None
        if status is Stage.DELIVERED:
            return State.ON_TIME
        if status is Stage.CANCELLED:
            return State.CANCELLED
        is_due = due is not None and due.end <= self._end
        was_heard = said_in == self.quarter or (new is not None and new.end > self._end)
        if is_due and not was_heard:
            return State.NOT_REPORTED
        if status is Stage.DELAYED:
            return State.DELAYED
        return State.OVERDUE if is_due else State.TO_COME

    def _reached(
        self, state: State, due: Span | None, on: Span | None, new: Span | None
    ) -> Span | None:
        """The days on which it was or will be reached; not before the quarter's end where open."""
        if state is State.ON_TIME:
            return on
        if state is State.CANCELLED:
            return None
        if new is not None and new.end > self._end:
            return new
        if due is not None and due.end <= self._end:
            return Span(self._end, self._end)
        return due if state is State.TO_COME else None

    def _lateness(
        self, state: State, due: Span | None, reached: Span | None
    ) -> tuple[int | None, int | None]:
        """Say by how many days and quarters it is late; a span is late when all of it is."""
        if due is None or reached is None:
            return None, None
        if reached.start <= due.end and state is not State.DELAYED:
            return 0, 0
        days = max((reached.end - due.end).days, 0)
        return days, quarters_between(self.ledger, due.end, reached.end) if days else 0

    def _is_next(self, when: Span | None) -> bool:
        label = next_quarter(self.ledger, self.quarter)
        if label is None or when is None:
            return False
        return self._end < when.end <= self.ledger.quarters[label].end
