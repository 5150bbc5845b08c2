"""What was agreed and is to come back: conditions, meetings, earlier years, the order of things."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from riep_plan.figures.delivery.approvals import REFUSING, decisions
from riep_plan.figures.delivery.cases import has_case, is_allocated, is_practice
from riep_plan.figures.ledger import Ledger
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.governance import Condition
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.money import rounding
from riep_plan.values.period import Period, Span, read_period

#: So many business cases with a page are enough to speak of their order.
_ENOUGH_PAGES = 4


def unmet_conditions(ledger: Ledger) -> Iterator[tuple[Path, Condition, Span]]:
    """Give the conditions that were due before the day of the document and are not met."""
    written = ledger.plan.date.days if ledger.plan.date else None
    for placed in chain(*decisions(ledger).values()) if written else ():
        for place, one in enumerate(placed.decision.conditions):
            days = ledger.when(one.due) if one.due else None
            is_over = days is not None and written is not None and days.end < written.start
            if days is not None and is_over and one.met is None:
                yield (*placed.at, "conditions", str(place)), one, days


def met_before_asked(ledger: Ledger) -> Iterator[tuple[Path, Condition, Span]]:
    """Give the conditions that are said to be met before the body asked for them."""
    for placed in chain(*decisions(ledger).values()):
        for place, one in enumerate(placed.decision.conditions):
            met = one.met.days if one.met else None
            if met is not None and placed.days is not None and met.end < placed.days.start:
                yield (*placed.at, "conditions", str(place)), one, placed.days


class NotPresented(NamedTuple):
    """A project that was to come back to a meeting which has been held, and did not.

    Attributes:
        at: the decision that sent it there.
        project: the project.
        meeting: the meeting, by id.
    """

    at: Path
    project: Project
    meeting: str


def not_presented(ledger: Ledger) -> Iterator[NotPresented]:
    """Give the projects that were to come back to a meeting of the plan, and did not.

    The meeting has to be over on the day of the document. A later decision of any body settles it.
    """
    written = ledger.plan.date.days if ledger.plan.date else None
    for project_id, project in ledger.plan.projects.items() if written else ():
        decided = decisions(ledger)[project_id]
        for place, one in enumerate(decided):
            meeting = ledger.plan.meetings.get(one.decision.returns_to or "")
            held = meeting.on.days if meeting else None
            if held is None or written is None or held.end >= written.start:
                continue
            if not decided[place + 1 :] and one.decision.returns_to != one.meeting:
                yield NotPresented(one.at, project, one.decision.returns_to or "")


class YearAfter(NamedTuple):
    """What a project asks for in a year, beside what the plan of the year before foresaw for it.

    Attributes:
        at: what it asks for or is allocated.
        project: the project.
        amount: in pounds.
        foreseen: in pounds.
        earlier: the earlier plan and project, by their ids.
    """

    at: Path
    project: Project
    amount: Decimal
    foreseen: Decimal
    earlier: str


def years_after(ledger: Ledger) -> Iterator[YearAfter]:
    """Give the projects whose money is not what an earlier plan gave them for this year.

    Only years that the earlier plan marks as indicative are compared.
    """
    period = ledger.plan.period
    for project_id, project in ledger.plan.projects.items() if period else ():
        named = [one for one in project.continues if "/" in one and " " not in one]
        here = _whole_of(project) if len(named) == 1 else None
        if period is None or here is None:
            continue
        plan_id, _, earlier_id = named[0].partition("/")
        earlier = ledger.earlier.get(plan_id)
        if earlier is None or earlier_id not in earlier.projects:
            continue
        foreseen = _foreseen(earlier.projects[earlier_id], period)
        key, amount = here
        if foreseen is None or abs(amount - foreseen) <= rounding(amount) + rounding(foreseen):
            continue
        yield YearAfter(("projects", project_id, key), project, amount, foreseen, named[0])


def _whole_of(project: Project) -> tuple[str, Decimal] | None:
    """What a project is allocated, or else asks for, and under which key that stands."""
    for key in ("allocation", "requested"):
        given: Mapping[str, Profile] = getattr(project, key)
        amounts = [one.in_all.amount for one in given.values()]
        known = [one for one in amounts if one is not None]
        if known and len(known) == len(amounts):
            return key, sum(known, Decimal(0))
    return None


def _foreseen(project: Project, period: Period) -> Decimal | None:
    """What a project foresees for a later year: by its budget, or else its own amounts."""
    if not any(one.identity == period.identity for one in project.indicative):
        return None
    lines = [profile for line in project.budget.values() for profile in line.amounts.values()]
    lines += [line.amount for line in project.budget.values() if line.amount is not None]
    for profiles in (lines, [*project.requested.values()], [*project.allocation.values()]):
        cells = [
            entry.amount
            for profile in profiles
            for key, entry in profile.root.items()
            if key != TOTAL and read_period(key).identity == period.identity
        ]
        known = [one for one in cells if one is not None]
        if known and len(known) == len(cells):
            return sum(known, Decimal(0))
    return None


def unlisted_cases(plan: Plan) -> tuple[int, list[str]]:
    """Give the projects that ask for money and are in no list of allocations, and how many are.

    A project that was put off or turned down, or whose money another project has, is left alone.
    """
    asking = {
        one: project
        for one, project in plan.projects.items()
        if project.requested and has_case(project)
    }
    listed = [one for one, project in asking.items() if is_allocated(project)]
    if not is_practice(listed, asking):
        return len(listed), []
    left_out = [
        one
        for one, project in asking.items()
        if not project.allocation
        and not any(decision.outcome in REFUSING for decision in project.decisions.values())
    ]
    return len(listed), left_out


def pages_out_of_order(plan: Plan) -> Iterator[tuple[str, str]]:
    """Give the projects whose page comes before that of a project with a smaller number.

    Each is given with that project. A plan whose cases do not stand in the order of their numbers
    has several, and gives none.
    """
    numbered = sorted(
        (project.number, project.page, one)
        for one, project in plan.projects.items()
        if project.number is not None and project.page is not None
    )
    if len(numbered) < _ENOUGH_PAGES:
        return
    for place, (_, page, one) in enumerate(numbered):
        rest = [other for at, (_, other, _) in enumerate(numbered) if at != place]
        if rest == sorted(rest) and [other for _, other, _ in numbered] != sorted([*rest, page]):
            here = numbered[place][0]
            against = [other for number, its, other in numbered if (number > here) != (its > page)]
            yield one, next(other for other in against if other != one)
            return


class Follower(NamedTuple):
    """Something that can only follow others of its list.

    Attributes:
        at: its path.
        text: what it is.
        after: the ids that it follows.
        days: when it is due, from first to last; None where that is not known.
    """

    at: Path
    text: str
    after: tuple[str, ...]
    days: Span | None


def circle(listed: Mapping[str, Follower]) -> Sequence[str]:
    """Find things of a list that can only follow each other; empty where there are none."""
    settled: set[str] = set()
    for start in listed:
        trail: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            one, place = waiting.pop()
            if place == 0:
                if one in trail:
                    return trail[trail.index(one) :]
                if one in settled or one not in listed:
                    continue
                trail.append(one)
            after = listed[one].after
            if place < len(after):
                waiting += [(one, place + 1), (after[place], 0)]
            else:
                trail.remove(one)
                settled.add(one)
    return []
