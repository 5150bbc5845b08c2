"""The position at a quarter's end, in the few figures that a board reads first."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.asked import Asked, asked_of_board
from riep_plan.figures.returns.delivery import (
    DELIVERED,
    Promise,
    State,
    due_by,
    project_promises,
    promises,
)
from riep_plan.figures.returns.money import MoneyRow, money_by_project, money_in_all
from riep_plan.figures.returns.ratings import (
    AspectRating,
    ProjectRating,
    Reason,
    Why,
    is_worse,
    project_ratings,
    worst,
)
from riep_plan.figures.returns.standing import PROGRAMME, Standing, owners
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Path
from riep_plan.model.returns import Rag

#: How bad a position is. Of a project without a return nobody knows how bad it is, which is worse
#: than amber.
_BADNESS = {Rag.RED: 3, Rag.AMBER: 1, Rag.GREEN: 0, None: 0}
_NO_RETURN = 2
_OF_PROFILE = (Why.OVER_PROFILE, Why.UNDER_PROFILE)
_OF_BUDGET = (Why.OVER_BUDGET, Why.UNDER_BUDGET)


@dataclass(frozen=True, slots=True)
class ProjectPosition:
    """A project as a board sees it at a quarter's end.

    Attributes:
        project_id: the project.
        rating: its ratings, declared and implied.
        money: its money.
        delivered: the paths of its outputs and milestones that were delivered.
    """

    project_id: str
    rating: ProjectRating
    money: MoneyRow
    delivered: frozenset[Path] = frozenset()

    @property
    def is_missing(self) -> bool:
        """Whether no return was received."""
        return self.rating.standing is Standing.MISSING

    @property
    def worst(self) -> Rag | None:
        """The worse of what it declares and what its figures imply."""
        return worst((self.rating.declared, self.rating.implied))

    @property
    def is_challenged(self) -> bool:
        """Whether its figures imply worse than it declares in all."""
        declared, implied = self.rating.declared, self.rating.implied
        return declared is not None and implied is not None and is_worse(implied, declared)

    @property
    def is_over(self) -> bool:
        """Whether it has nothing more to spend, so that its outturn is what it spent."""
        return not self.money.position.forecast.terms

    @property
    def badness(self) -> int:
        """How bad its position is: red before no return before amber before green."""
        return _NO_RETURN if self.is_missing else _BADNESS[self.worst]

    @property
    def furthest(self) -> Decimal:
        """The furthest that its money is known to be from profile or budget, in pounds."""
        whole = self.money.position
        gaps = (self.money.variance_to_date, whole.variance, whole.slips)
        return max((abs(one.amount) for one in gaps if one and one.is_known), default=Decimal(0))

    @property
    def reasons(self) -> list[Reason]:
        """What implies its worst rating: the weightiest of each aspect first, then the others.

        What is off the profile by as much as off the budget, as at the end of a plan, is said once.
        """
        of_aspects = [
            sorted((one for one in aspect.reasons if one.rag is self.worst), key=_weight)
            for aspect in self.rating.aspects.values()
        ]
        first = [one[0] for one in of_aspects if one]
        found = [*first, *(other for one in of_aspects for other in one[1:])]
        at_the_end = {one.gap for one in found if one.why in _OF_BUDGET}
        return [one for one in found if one.why not in _OF_PROFILE or one.gap not in at_the_end]

    @property
    def own_words(self) -> list[AspectRating]:
        """Its own ratings that are as bad as its worst, each with its sentence."""
        return [
            one
            for one in self.rating.aspects.values()
            if one.declared is not None and one.declared.status is self.worst
        ]


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    """Outputs and milestones whose date has passed, counted by what became of them.

    Attributes:
        due: how many were due by the quarter's end.
        delivered: how many of these were delivered.
        late: how many of these were delivered late.
        cancelled: how many were cancelled.
        not_reported: how many nobody reported on.
    """

    due: int
    delivered: int
    late: int
    cancelled: int
    not_reported: int

    @property
    def outstanding(self) -> int:
        """How many are still to be delivered, those that nobody reported on among them."""
        return self.due - self.delivered - self.cancelled


@dataclass(frozen=True, slots=True)
class Overview:
    """The position of a programme at a quarter's end.

    Attributes:
        quarter: the quarter.
        projects: its projects, the worst first.
        own: the programme itself, with what it has outside its projects; None where it makes no
            returns.
        money: all its money.
        delivery: what was due so far.
        asked: what the board is asked to decide.
    """

    quarter: str
    projects: tuple[ProjectPosition, ...]
    own: ProjectPosition | None
    money: MoneyRow
    delivery: DeliveryCount
    asked: tuple[Asked, ...]


def overview(ledger: Ledger, quarter: str) -> Overview:
    """Take a programme together as it stands at a quarter's end."""
    due = [one for one in ledger.once(promises, quarter) if due_by(ledger, one, quarter)]
    every = ledger.once(project_positions, quarter)
    return Overview(
        quarter,
        tuple(worst_first(one for one in every if one.project_id != PROGRAMME)),
        next((one for one in every if one.project_id == PROGRAMME), None),
        ledger.once(money_in_all, quarter),
        count_delivery(due),
        tuple(asked_of_board(ledger, quarter)),
    )


def project_positions(ledger: Ledger, quarter: str) -> list[ProjectPosition]:
    """Give every project as it stands at a quarter's end, in the plan's order; then the programme.

    The programme itself is among them where it makes returns.
    """
    ratings = ledger.once(project_ratings, quarter)
    money = ledger.once(money_by_project, quarter)
    promised = ledger.once(project_promises, quarter)
    return [
        ProjectPosition(
            one,
            ratings[one],
            money[one],
            frozenset(promise.at for promise in promised[one] if promise.state in DELIVERED),
        )
        for one in owners(ledger.plan)
    ]


def worst_first(positions: Iterable[ProjectPosition]) -> list[ProjectPosition]:
    """Put projects in order: the worst rating first, and among equals the most money astray."""
    return sorted(positions, key=lambda one: (-one.badness, -one.furthest))


def count_delivery(due: Iterable[Promise]) -> DeliveryCount:
    """Count promises that were due by what became of them."""
    states = [one.state for one in due]
    return DeliveryCount(
        due=len(states),
        delivered=sum(one in DELIVERED for one in states),
        late=states.count(State.DELIVERED_LATE),
        cancelled=states.count(State.CANCELLED),
        not_reported=states.count(State.NOT_REPORTED),
    )


def forecast_change(ledger: Ledger, quarter: str, before: str) -> Figure:
    """Give how far the outturn that is expected has moved since an earlier quarter."""
    now = ledger.once(money_in_all, quarter).position.outturn
    return now - ledger.once(money_in_all, before).position.outturn


def _weight(reason: Reason) -> tuple[int, Decimal]:
    """The latest, or the furthest out, comes first."""
    return -(reason.days or 0), -abs(reason.gap or Decimal(0))
