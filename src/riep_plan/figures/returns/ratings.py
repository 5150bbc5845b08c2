"""Ratings: what a project says of itself, and what its own figures imply.

Green is implied where nothing speaks against it. What is not known implies nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.delivery import DELIVERED, Promise, State, due_by, promises
from riep_plan.figures.returns.risks import RiskNow, high_risks
from riep_plan.figures.returns.spend import SpendLine, position, project_lines
from riep_plan.figures.returns.standing import (
    Standing,
    owner_path,
    owners_of,
    return_in,
    return_path,
    returns_up_to,
    standing_of,
    up_to,
)
from riep_plan.figures.returns.tolerance import exceeds
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Path
from riep_plan.model.policy import RagTolerances
from riep_plan.model.returns import Rag, Rating

#: How bad a rating is; by place, because an enumeration's members are slow to look up by hash.
_rank = (Rag.GREEN, Rag.AMBER, Rag.RED).index
#: Nothing speaks against what is so, but that it will be late.
_FINE = (State.TO_COME, State.ON_TIME)
#: What was heard of, or has not come yet: nothing speaks against it but that it is late.
_HEARD_OF = (*DELIVERED, State.DELAYED, State.TO_COME)


class Aspect(StrEnum):
    """What a project rates itself on."""

    DELIVERY = "delivery"
    SPEND = "spend"
    RISK = "risk"


#: Every aspect, by the key of a return's ratings that it stands under.
ASPECTS = {str(one): one for one in Aspect}


class Why(StrEnum):
    """What implies a rating that is not green."""

    OVER_PROFILE = "spent more than the profile"
    UNDER_PROFILE = "spent less than the profile"
    OVER_BUDGET = "expects to spend more than the budget"
    UNDER_BUDGET = "expects to spend less than the budget"
    CANCELLED = "cancelled"
    LATE = "late"
    OVERDUE = "due and not delivered"
    NOT_REPORTED = "due and not reported on"
    SEVERE = "a severe risk"
    TOP_SCORE = "a risk with a score at the top of its scale"


_OFF_PROFILE = (Why.OVER_PROFILE, Why.UNDER_PROFILE)
_OFF_BUDGET = (Why.OVER_BUDGET, Why.UNDER_BUDGET)


class Trend(StrEnum):
    """How a rating stands to the one of the quarter before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "the same"
    NEW = "new"
    NO_RATING = "no rating"
    NO_RETURN = "no return"


class Reason(NamedTuple):
    """One thing that implies a rating.

    Attributes:
        why: what kind of thing.
        rag: what it implies.
        at: the path of what it speaks of: an output, a risk, or the project.
        text: the output's or risk's own words; empty for money.
        figure: for money, what was spent or is expected.
        against: for money, what it is held against.
        days: for what is late, by how many days; None where that is not known.
    """

    why: Why
    rag: Rag
    at: Path
    text: str = ""
    figure: Figure | None = None
    against: Figure | None = None
    days: int | None = None

    @property
    def gap(self) -> Decimal | None:
        """How far the figure is from what it is held against, in pounds."""
        if self.figure is None or self.against is None:
            return None
        return self.figure.amount - self.against.amount


class AspectRating(NamedTuple):
    """A project's rating on one aspect, as declared and as implied.

    Attributes:
        aspect: which.
        at: the path of the declared rating, whether or not it is there.
        declared: the rating and its reason; None where there is none.
        implied: what the figures imply; None where there is no return.
        reasons: what implies it, the worst first.
        trend: how the declared rating stands to that of the quarter before.
    """

    aspect: Aspect
    at: Path
    declared: Rating | None
    implied: Rag | None
    reasons: tuple[Reason, ...]
    trend: Trend

    @property
    def is_challenged(self) -> bool:
        """Whether the figures imply worse than is declared."""
        return (
            self.declared is not None
            and self.implied is not None
            and _rank(self.implied) > _rank(self.declared.status)
        )


class ProjectRating(NamedTuple):
    """A project's ratings in one quarter.

    Attributes:
        project_id: the project.
        quarter: the quarter.
        standing: whether and how it made its return.
        aspects: its ratings, by aspect.
        declared: the worst that it declares; None where it declares none.
        implied: the worst that its figures imply; None where there is no return.
        trend: how the worst declared stands to that of the quarter before.
    """

    project_id: str
    quarter: str
    standing: Standing
    aspects: Mapping[Aspect, AspectRating]
    declared: Rag | None
    implied: Rag | None
    trend: Trend


def project_ratings(ledger: Ledger, quarter: str) -> dict[str, ProjectRating]:
    """Give the ratings of all who make returns, by id, in a quarter."""
    return {one: ledger.once(project_rating, quarter, one) for one in ledger.once(owners_of)}


def ratings_by_quarter(ledger: Ledger, quarter: str) -> dict[str, dict[str, ProjectRating]]:
    """Give the ratings of every quarter up to one: by project, then by quarter."""
    found: dict[str, dict[str, ProjectRating]] = {one: {} for one in ledger.once(owners_of)}
    for label in up_to(ledger, quarter):
        for project_id, rating in ledger.once(project_ratings, label).items():
            found[project_id][label] = rating
    return found


def worst(rags: Iterable[Rag | None]) -> Rag | None:
    """Give the worst of several ratings, red before amber before green; None of none."""
    known = [one for one in rags if one is not None]
    return max(known, key=_rank) if known else None


def is_worse(one: Rag, other: Rag) -> bool:
    """Say whether a rating is worse than another."""
    return _rank(one) > _rank(other)


def project_rating(ledger: Ledger, quarter: str, project_id: str) -> ProjectRating:
    """Give a project's or the programme's own ratings in a quarter."""
    stands = standing_of(ledger.plan, quarter, return_in(ledger, quarter, project_id))
    is_there = stands is not Standing.MISSING
    made = returns_up_to(ledger, quarter, project_id) if is_there else []
    reasons = ledger.once(reasons_against, quarter).get(project_id, {}) if is_there else {}
    here = (*return_path(quarter, project_id), "rag")
    aspects: dict[Aspect, AspectRating] = {}
    declared: list[list[Rag | None]] = []
    for name, aspect in ASPECTS.items():
        ratings = [getattr(found.rag, name) if found.rag else None for _, found in made]
        statuses = [one.status if one is not None else None for one in ratings]
        implying = reasons.get(aspect, [])
        aspects[aspect] = AspectRating(
            aspect=aspect,
            at=(*here, name),
            declared=ratings[-1] if ratings else None,
            implied=_implied(implying) if is_there else None,
            reasons=tuple(implying),
            trend=_trend(statuses),
        )
        declared.append(statuses)
    in_all = [worst(one) for one in zip(*declared, strict=True)]
    return ProjectRating(
        project_id=project_id,
        quarter=quarter,
        standing=stands,
        aspects=aspects,
        declared=in_all[-1] if in_all else None,
        implied=worst([one.implied for one in aspects.values()]),
        trend=_trend(in_all),
    )


def _implied(reasons: list[Reason]) -> Rag:
    """What reasons imply, the worst of which is the first."""
    return reasons[0].rag if reasons else Rag.GREEN


def _trend(declared: Sequence[Rag | None]) -> Trend:
    """Hold the rating of the last return against that of the last before it with any."""
    if not declared:
        return Trend.NO_RETURN
    now = declared[-1]
    if now is None:
        return Trend.NO_RATING
    earlier = [one for one in declared[:-1] if one is not None]
    if not earlier:
        return Trend.NEW
    before = earlier[-1]
    if now is before:
        return Trend.SAME
    return Trend.WORSE if is_worse(now, before) else Trend.BETTER


def reasons_against(ledger: Ledger, quarter: str) -> Mapping[str, Mapping[Aspect, list[Reason]]]:
    """Give what speaks against green, by project and aspect, the worst first.

    There is no entry where nothing does, as for most.
    """
    found: dict[str, dict[Aspect, list[Reason]]] = {}
    for project_id, aspect, reason in _speaking_against(ledger, quarter):
        found.setdefault(project_id, {}).setdefault(aspect, []).append(reason)
    for aspects in found.values():
        for reasons in aspects.values():
            reasons.sort(key=lambda one: -_rank(one.rag))
    return found


def _speaking_against(ledger: Ledger, quarter: str) -> Iterator[tuple[str, Aspect, Reason]]:
    for promise in ledger.once(promises, quarter):
        is_fine = promise.state in _FINE and not promise.days_late
        reason = None if is_fine else _of_promise(ledger, quarter, promise)
        if reason:
            yield promise.project_id, Aspect.DELIVERY, reason
    for risk in high_risks(ledger, quarter):
        yield risk.project_id, Aspect.RISK, _of_risk(risk)
    for project_id, lines in ledger.once(project_lines, quarter).items():
        off = [one for one in lines if not one.is_as_planned]
        for reason in _of_spend(ledger, quarter, project_id, lines) if off else ():
            yield project_id, Aspect.SPEND, reason


def _of_promise(ledger: Ledger, quarter: str, one: Promise) -> Reason | None:
    """What is late or not delivered is amber; by more than a quarter, or cancelled, it is red.

    What was delivered in the end, however late, speaks no more against the rating of a later
    quarter than the one in which it was delivered.
    """
    if one.state is State.CANCELLED:
        return Reason(Why.CANCELLED, Rag.RED, one.at, one.text)
    if one.state in DELIVERED and one.said_in != quarter:
        return None
    rag = Rag.RED if (one.quarters_late or 0) > 1 else Rag.AMBER
    if one.state in _HEARD_OF:
        is_late = one.is_late or one.state is State.DELAYED
        return Reason(Why.LATE, rag, one.at, one.text, days=one.days_late) if is_late else None
    if not due_by(ledger, one, quarter):
        return None
    why = Why.NOT_REPORTED if one.state is State.NOT_REPORTED else Why.OVERDUE
    return Reason(why, rag, one.at, one.text, days=one.days_late)


def _of_risk(one: RiskNow) -> Reason:
    why, rag = (Why.SEVERE, Rag.RED) if one.is_severe else (Why.TOP_SCORE, Rag.AMBER)
    return Reason(why, rag, one.at, one.risk.text)


def _of_spend(
    ledger: Ledger, quarter: str, project_id: str, lines: list[SpendLine]
) -> Iterator[Reason]:
    """Hold spend so far against the profile, and what is expected in all against the budget."""
    tolerances = ledger.plan.policy.rag
    whole = position(lines, quarter)
    profiled = position([one for one in lines if one.has_profile], quarter)
    for figure, against, (over, under) in (
        (profiled.actual, profiled.planned, _OFF_PROFILE),
        (whole.outturn, whole.budget, _OFF_BUDGET),
    ):
        rag = _rag(tolerances, figure, against)
        if rag is not None:
            why, at = over if figure.amount > against.amount else under, owner_path(project_id)
            yield Reason(why, rag, at or ("budget",), figure=figure, against=against)


def _rag(tolerances: RagTolerances, figure: Figure, against: Figure) -> Rag | None:
    """Say what a difference implies; too much is certain even where more is still unknown."""
    gap = figure.amount - against.amount
    if not gap or not against.is_known or (gap < 0 and not figure.is_known):
        return None
    if exceeds(tolerances.red, gap, against.amount):
        return Rag.RED
    return Rag.AMBER if exceeds(tolerances.amber, gap, against.amount) else None
