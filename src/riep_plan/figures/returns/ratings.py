"""Ratings: what a project says of itself, and what its own figures imply.

Green is implied where nothing speaks against it. What is not known implies nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.delivery import DELIVERED, Promise, State, due_by, promises
from riep_plan.figures.returns.risks import RiskNow, risks_now
from riep_plan.figures.returns.spend import position, project_lines
from riep_plan.figures.returns.standing import (
    Standing,
    owner_path,
    owners,
    return_of,
    return_path,
    standing,
    up_to,
)
from riep_plan.figures.returns.tolerance import exceeds
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Path
from riep_plan.model.policy import RagTolerances
from riep_plan.model.returns import Rag, Rating

_RANK = {Rag.GREEN: 0, Rag.AMBER: 1, Rag.RED: 2}


class Aspect(StrEnum):
    """What a project rates itself on."""

    DELIVERY = "delivery"
    SPEND = "spend"
    RISK = "risk"


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


class Trend(StrEnum):
    """How a rating stands to the one of the quarter before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "the same"
    NEW = "new"
    NO_RATING = "no rating"
    NO_RETURN = "no return"


@dataclass(frozen=True, slots=True)
class Reason:
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


@dataclass(frozen=True, slots=True)
class AspectRating:
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
            and _RANK[self.implied] > _RANK[self.declared.status]
        )


@dataclass(frozen=True, slots=True)
class ProjectRating:
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
    reasons = ledger.once(_reasons, quarter)
    return {
        project_id: _of_project(ledger, quarter, project_id, reasons[project_id])
        for project_id in owners(ledger.plan)
    }


def ratings_by_quarter(ledger: Ledger, quarter: str) -> dict[str, dict[str, ProjectRating]]:
    """Give the ratings of every quarter up to one: by project, then by quarter."""
    found: dict[str, dict[str, ProjectRating]] = {one: {} for one in owners(ledger.plan)}
    for label in up_to(ledger, quarter):
        for project_id, rating in ledger.once(project_ratings, label).items():
            found[project_id][label] = rating
    return found


def worst(rags: Iterable[Rag | None]) -> Rag | None:
    """Give the worst of several ratings, red before amber before green; None of none."""
    known = [one for one in rags if one is not None]
    return max(known, key=lambda one: _RANK[one]) if known else None


def is_worse(one: Rag, other: Rag) -> bool:
    """Say whether a rating is worse than another."""
    return _RANK[one] > _RANK[other]


def _of_project(
    ledger: Ledger, quarter: str, project_id: str, reasons: Mapping[Aspect, list[Reason]]
) -> ProjectRating:
    stands = standing(ledger.plan, quarter, project_id)
    is_there = stands is not Standing.MISSING
    aspects = {
        aspect: AspectRating(
            aspect=aspect,
            at=(*return_path(quarter, project_id), "rag", aspect.value),
            declared=_declared(ledger, quarter, project_id, aspect),
            implied=worst([Rag.GREEN, *(one.rag for one in reasons[aspect])]) if is_there else None,
            reasons=tuple(reasons[aspect]) if is_there else (),
            trend=_trend(ledger, quarter, project_id, [aspect]),
        )
        for aspect in Aspect
    }
    return ProjectRating(
        project_id=project_id,
        quarter=quarter,
        standing=stands,
        aspects=aspects,
        declared=_worst_declared(ledger, quarter, project_id, list(Aspect)),
        implied=worst(one.implied for one in aspects.values()),
        trend=_trend(ledger, quarter, project_id, list(Aspect)),
    )


def _declared(ledger: Ledger, quarter: str, project_id: str, aspect: Aspect) -> Rating | None:
    found = return_of(ledger.plan, quarter, project_id)
    rating: Rating | None = getattr(found.rag, aspect.value) if found and found.rag else None
    return rating


def _worst_declared(
    ledger: Ledger, quarter: str, project_id: str, aspects: list[Aspect]
) -> Rag | None:
    ratings = [_declared(ledger, quarter, project_id, aspect) for aspect in aspects]
    return worst(one.status for one in ratings if one is not None)


def _trend(ledger: Ledger, quarter: str, project_id: str, aspects: list[Aspect]) -> Trend:
    """Hold a rating against that of the quarter before, or the last before it with any rating."""
    if return_of(ledger.plan, quarter, project_id) is None:
        return Trend.NO_RETURN
    now = _worst_declared(ledger, quarter, project_id, aspects)
    if now is None:
        return Trend.NO_RATING
    earlier = [
        _worst_declared(ledger, label, project_id, aspects)
        for label in up_to(ledger, quarter)
        if label < quarter
    ]
    before = next((one for one in reversed(earlier) if one is not None), None)
    if before is None:
        return Trend.NEW
    if now is before:
        return Trend.SAME
    return Trend.WORSE if is_worse(now, before) else Trend.BETTER


def _reasons(ledger: Ledger, quarter: str) -> dict[str, dict[Aspect, list[Reason]]]:
    """Give what speaks against green, by project and aspect, the worst first."""
    found: dict[str, dict[Aspect, list[Reason]]] = {
        one: {aspect: [] for aspect in Aspect} for one in owners(ledger.plan)
    }
    for promise in ledger.once(promises, quarter):
        found[promise.project_id][Aspect.DELIVERY] += _of_promise(ledger, quarter, promise)
    for risk in ledger.once(risks_now, quarter):
        if risk.project_id in found:
            found[risk.project_id][Aspect.RISK] += _of_risk(risk)
    for project_id, aspects in found.items():
        aspects[Aspect.SPEND] += _of_spend(ledger, quarter, project_id)
        for reasons in aspects.values():
            reasons.sort(key=lambda one: -_RANK[one.rag])
    return found


def _of_promise(ledger: Ledger, quarter: str, one: Promise) -> Iterator[Reason]:
    """What is late or not delivered is amber; by more than a quarter, or cancelled, it is red.

    What was delivered in the end, however late, speaks no more against the rating of a later
    quarter than the one in which it was delivered.
    """
    if one.state is State.CANCELLED:
        yield Reason(Why.CANCELLED, Rag.RED, one.at, one.text)
        return
    if one.state in DELIVERED and one.said_in != quarter:
        return
    is_red = (one.quarters_late or 0) > 1
    rag = Rag.RED if is_red else Rag.AMBER
    if one.state in DELIVERED or one.state is State.DELAYED or one.state is State.TO_COME:
        if one.is_late or one.state is State.DELAYED:
            yield Reason(Why.LATE, rag, one.at, one.text, days=one.days_late)
    elif due_by(ledger, one, quarter):
        why = Why.NOT_REPORTED if one.state is State.NOT_REPORTED else Why.OVERDUE
        yield Reason(why, rag, one.at, one.text, days=one.days_late)


def _of_risk(one: RiskNow) -> Iterator[Reason]:
    if one.is_severe:
        yield Reason(Why.SEVERE, Rag.RED, one.at, one.risk.text)
    elif one.is_top:
        yield Reason(Why.TOP_SCORE, Rag.AMBER, one.at, one.risk.text)


def _of_spend(ledger: Ledger, quarter: str, project_id: str) -> Iterator[Reason]:
    """Hold spend so far against the profile, and what is expected in all against the budget."""
    lines = ledger.once(project_lines, quarter)[project_id]
    tolerances, at = ledger.plan.policy.rag, owner_path(project_id) or ("budget",)
    if any(one.has_profile for one in lines):
        now = position([one for one in lines if one.has_profile], quarter)
        rag = _rag(tolerances, now.actual, now.planned)
        if rag is not None:
            over = now.actual.amount > now.planned.amount
            why = Why.OVER_PROFILE if over else Why.UNDER_PROFILE
            yield Reason(why, rag, at, figure=now.actual, against=now.planned)
    whole = position(lines, quarter)
    rag = _rag(tolerances, whole.outturn, whole.budget)
    if rag is not None:
        over = whole.outturn.amount > whole.budget.amount
        why = Why.OVER_BUDGET if over else Why.UNDER_BUDGET
        yield Reason(why, rag, at, figure=whole.outturn, against=whole.budget)


def _rag(tolerances: RagTolerances, figure: Figure, against: Figure) -> Rag | None:
    """Say what a difference implies; too much is certain even where more is still unknown."""
    gap = figure.amount - against.amount
    if not against.is_known or (gap < 0 and not figure.is_known):
        return None
    if exceeds(tolerances.red, gap, against.amount):
        return Rag.RED
    return Rag.AMBER if exceeds(tolerances.amber, gap, against.amount) else None
