"""What a plan delivers and when: milestones and their steps, outputs, and the days they fall on."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.tables import Row, spend_rows
from riep_plan.figures.walk import values_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.delivery import Milestone, Output, Step
from riep_plan.model.profile import Profile
from riep_plan.values.money import rounding
from riep_plan.values.period import Period, Span, read_period
from riep_plan.values.refusal import Refused

#: So many milestones, with all dates, may be said to be listed in the order of their dates.
LISTED_BY_DATE = 6
#: More than so many are not compared one with another.
MOST_COMPARED = 200
_QUARTER = timedelta(days=92)
_NOTHING = Decimal(0)
_QUARTERS = 4
_BROKEN_DOWN = 2
_PLANNED = ("actions", "milestones", "objectives", "outcomes", "benefits", "indicators")


class Holder(NamedTuple):
    """Who has milestones: a project, or the programme.

    Attributes:
        at: its path in the plan.
        name: what it is called.
        project: the project; None for the programme.
        milestones: its milestones.
    """

    at: Path
    name: str
    project: Project | None
    milestones: Mapping[str, Milestone]


class Point(NamedTuple):
    """A milestone or a step of one, where it stands."""

    at: Path
    what: str
    one: Milestone | Step

    @property
    def paid(self) -> Decimal | None:
        """What is paid for it by all sources; None where nothing is, or some is to be confirmed."""
        return paid(self.one.payments)


def holders(ledger: Ledger) -> Sequence[Holder]:
    """Give the programme and every project that has milestones."""
    return ledger.once(_holders)


def _holders(ledger: Ledger) -> list[Holder]:
    own = ledger.plan.milestones
    found = [Holder((), "the programme", None, own)] if own else []
    for project_id, project in ledger.plan.projects.items():
        if project.milestones:
            at = ("projects", project_id)
            found.append(Holder(at, project.name, project, project.milestones))
    return found


def points(holder: Holder) -> Iterator[Point]:
    """Give each milestone, with its steps behind it."""
    for milestone_id, milestone in holder.milestones.items():
        here: Path = (*holder.at, "milestones", milestone_id)
        yield Point(here, "milestone", milestone)
        for step_id, step in milestone.steps.items():
            yield Point((*here, "steps", step_id), "step", step)


def outputs(at: Path, project: Project) -> list[tuple[Path, Output]]:
    """Give a project's outputs, action by action."""
    return [
        ((*at, "actions", action_id, "outputs", output_id), output)
        for action_id, action in project.actions.items()
        for output_id, output in action.outputs.items()
    ]


class Undated(NamedTuple):
    """Milestones without a date.

    Attributes:
        whose: whose they are; None for the whole plan.
        points: the milestones, or their steps.
        is_all: whether none of theirs has a date.
    """

    whose: Holder | None
    points: tuple[Point, ...]
    is_all: bool


def undated(ledger: Ledger) -> tuple[Undated, ...]:
    """Give the milestones without a date, and the steps without one where a step beside has one.

    A milestone whose steps say when has a date by them; a step has that of its milestone. A plan
    that dates no milestone is given as one.
    """
    found: list[Undated] = []
    for holder in holders(ledger):
        here = tuple(_undated(holder))
        milestones = sum(point.what == "milestone" for point in here)
        if here:
            found.append(Undated(holder, here, milestones == len(holder.milestones)))
    if found and all(one.is_all for one in found) and len(found) == len(holders(ledger)):
        every = tuple(point for one in found for point in one.points)
        return (Undated(None, every, is_all=True),)
    return tuple(found)


def _undated(holder: Holder) -> Iterator[Point]:
    for milestone_id, milestone in holder.milestones.items():
        here: Path = (*holder.at, "milestones", milestone_id)
        if _is_dated(milestone):
            continue
        if not any(_is_dated(step) for step in milestone.steps.values()):
            yield Point(here, "milestone", milestone)
            continue
        for step_id, step in milestone.steps.items():
            if not _is_dated(step):
                yield Point((*here, "steps", step_id), "step", step)


def paid(payments: Mapping[str, Profile]) -> Decimal | None:
    """Add up payments from all sources; None where there are none, or not all are known."""
    if not payments or any(profile.unknown for profile in payments.values()):
        return None
    rows = (Row((), "payment", profile) for profile in payments.values())
    return sum((row.whole for row in rows), Decimal(0))


def paid_rounding(payments: Mapping[str, Profile], costs: Iterable[Decimal]) -> Decimal:
    """How far payments from all sources and costs may be out together, printed in thousands."""
    printed = [
        one
        for profile in payments.values()
        for one in profile.parts.values() or [profile.total or Decimal(0)]
    ]
    return sum((rounding(one) for one in (*printed, *costs)), Decimal(0))


def spans(ledger: Ledger, due: Iterable[Period]) -> list[Span] | None:
    """Give the days of each date; None where there is none, or a quarter has no days."""
    found: list[Span] = []
    for period in due:
        days = ledger.when(period)
        if days is None:
            return None
        found.append(days)
    return found or None


def ending(ledger: Ledger, period: Period) -> Span | None:
    """Give the days of a run's last part, ``October 2010`` of ``July 2009 – October 2010``."""
    whole = ledger.when(period)
    if whole is None or period.days is None:
        return whole
    try:
        last = read_period(re.split(r"\s*–\s*|\s+to\s+|\s-\s", period.text)[-1]).days
    except Refused:
        return whole
    return last if last is not None and last.within(whole) else whole


class Delivered(NamedTuple):
    """When a project delivers what it does: its outputs and its milestones.

    Attributes:
        number: how many there are.
        is_dated: whether the days of each of them are known.
        days: the days that are known, the earliest first.
    """

    number: int
    is_dated: bool
    days: list[Span]

    def begins_within(self, days: Span) -> bool:
        """Say whether it is known of each of them that it is due from some day of these on."""
        if not self.is_dated:
            return False
        return not self.days or days.start <= self.days[0].start <= self.days[-1].start <= days.end


def deliveries(ledger: Ledger) -> Mapping[str, Delivered]:
    """Say of each project when it delivers."""
    return ledger.once(_deliveries)


def _deliveries(ledger: Ledger) -> Mapping[str, Delivered]:
    found: dict[str, Delivered] = {}
    for project_id, project in ledger.plan.projects.items():
        due = [it.due for one in project.actions.values() for it in one.outputs.values()]
        due += [one.due for one in project.milestones.values()]
        known, number = list[Span](), 0
        for days in [spans(ledger, one) for one in due]:
            if days is not None:
                known += days
                number += 1
        found[project_id] = Delivered(len(due), number == len(due), sorted(known))
    return found


def plan_span(ledger: Ledger) -> Span | None:
    """Give the plan's own period: its calendar's, its stated one, or both together."""
    stated = ledger.plan.period.days if ledger.plan.period else None
    return _hull([days for days in (ledger.days, stated) if days is not None])


def money_span(ledger: Ledger, project: Project | None) -> Span | None:
    """Give the plan's own period, with the years in which a project has money of its own."""
    own = plan_span(ledger)
    if own is None or project is None:
        return own
    money = {
        "spend": project.spend,
        "budget": project.budget,
        "allocation": project.allocation,
        "requested": project.requested,
        "milestones": project.milestones,
        "stated": project.stated,
    }
    keys = [
        read_period(key)
        for _, profile in values_of(money, Profile)
        if isinstance(profile, Profile)
        for key in profile.parts
    ]
    found = [ledger.when(period) for period in (*keys, *project.indicative, *ledger.plan.annual)]
    return _hull([own, *(days for days in found if days is not None)])


def last_quarter(ledger: Ledger) -> Span | None:
    """Give the last quarter of the plan's calendar, or the last three months of its period."""
    own = plan_span(ledger)
    if own is None:
        return None
    ends = [days for days in ledger.quarters.values() if days.end == own.end]
    start = ends[0].start if ends else _month_start(own.end - _QUARTER + timedelta(days=2))
    return Span(start, own.end) if start > own.start else None


def out_of_order(found: Sequence[tuple[Path, Span]]) -> int | None:
    """Find the one that alone keeps a list from being in the order of its days.

    None where the list is in order, or is not listed by date at all: too short, or out of order
    in more than one place. Of two that change places it is the second.
    """
    if not LISTED_BY_DATE <= len(found) <= MOST_COMPARED:
        return None
    backwards = [
        {earlier, later}
        for earlier, later in combinations(range(len(found)), 2)
        if found[later][1].end < found[earlier][1].start
    ]
    if not backwards:
        return None
    to_blame = set.intersection(*backwards)
    kinds = {days for position, (_, days) in enumerate(found) if position not in to_blame}
    if not to_blame or len(kinds) < LISTED_BY_DATE - 2:
        return None
    return max(to_blame)


def payment_periods(ledger: Ledger, one: Milestone | Step) -> Span | None:
    """Give the days from the first to the last payment; None where any has no days."""
    keys = [
        read_period(key)
        for profile in one.payments.values()
        for key, amount in profile.parts.items()
        if amount
    ]
    found = spans(ledger, keys)
    complete = all(profile.parts and not profile.unknown for profile in one.payments.values())
    return _hull(found) if found and complete else None


def spend_by_period(ledger: Ledger) -> Mapping[str, Mapping[str, Decimal]]:
    """Add up each project's spend of each period, over its sources and both kinds."""
    return ledger.once(_spend_by_period)


def _spend_by_period(ledger: Ledger) -> Mapping[str, Mapping[str, Decimal]]:
    found: dict[str, Mapping[str, Decimal]] = {}
    for project_id, tables in ledger.tables.items():
        first, *others = [row.profile.parts for _, row in tables.spend] or [{}]
        spend = found[project_id] = dict(first)
        for parts in others:
            for key, amount in parts.items():
                spend[key] = spend.get(key, _NOTHING) + amount
    return found


def even_spend(ledger: Ledger) -> tuple[int, list[str]]:
    """Say how many projects spend, and which of them the same in every quarter of the calendar."""
    spending, even = 0, []
    labels = list(ledger.quarters)
    for project_id, spend in spend_by_period(ledger).items():
        spending += any(spend.values())
        of_quarters = {spend.get(label) for label in labels}
        if len(labels) >= _QUARTERS and len(of_quarters) == 1 and any(of_quarters):
            even.append(project_id)
    return spending, even


def unplanned(plan: Plan) -> tuple[int, dict[str, Decimal]]:
    """Say how many projects have money, and what those have that plan nothing for it.

    A budget of several lines says what the money is for. Nothing is told of a plan in which every
    project plans something, or none does and the work is not there to be compared.
    """
    planning = {
        key
        for key, project in plan.projects.items()
        if any(getattr(project, part) for part in _PLANNED) or len(project.budget) >= _BROKEN_DOWN
    }
    if not planning or len(planning) == len(plan.projects):
        return 0, {}
    money = {key: _money_of(key, project) for key, project in plan.projects.items()}
    funded = {key: amount for key, amount in money.items() if amount > 0}
    return len(funded), {key: amount for key, amount in funded.items() if key not in planning}


def _money_of(project_id: str, project: Project) -> Decimal:
    """Say what money a project has: its allocation, else its spend, else its budget."""
    rows = [Row((), "allocation", profile) for profile in project.allocation.values()]
    rows = rows or [row for _, row in spend_rows(project_id, project)]
    if not rows:
        found = values_of(project.budget, Profile)
        rows = [Row((), "budget", one) for _, one in found if isinstance(one, Profile)]
    return sum((row.whole for row in rows), Decimal(0))


def _is_dated(one: Milestone | Step) -> bool:
    return bool(one.due) or one.due_text is not None


def _hull(found: Sequence[Span]) -> Span | None:
    if not found:
        return None
    return Span(min(days.start for days in found), max(days.end for days in found))


def _month_start(day: date) -> date:
    return date(day.year, day.month, 1)
