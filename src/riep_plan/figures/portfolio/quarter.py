"""One quarter over several programmes: where each stands, and which projects stand worst."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.portfolio.programme import is_made_up, short_name
from riep_plan.figures.returns.money import MoneyRow, money_in_all
from riep_plan.figures.returns.overview import Overview, ProjectPosition, overview
from riep_plan.figures.returns.standing import quarters_returned
from riep_plan.model.returns import Rag
from riep_plan.values.period import Span


@dataclass(frozen=True, slots=True)
class ProgrammeQuarter:
    """A programme at the end of a quarter of its own calendar.

    Attributes:
        plan_id: its plan.
        name: a short name for tables.
        days: the quarter's days, which are each plan's own.
        projects: how many projects it has.
        found: its position by the returns; None where none came.
        money: its money, of which without returns only budget and profile are known.
        is_illustrative: whether it says of itself that it is made up.
    """

    plan_id: str
    name: str
    days: Span
    projects: int
    found: Overview | None
    money: MoneyRow
    is_illustrative: bool

    @property
    def missing(self) -> int:
        """How many projects made no return."""
        if self.found is None:
            return self.projects
        return sum(one.is_missing for one in self.found.projects)

    def rated(self, rag: Rag | None) -> int:
        """How many projects that returned give themselves a rating; None for no rating."""
        projects = self.found.projects if self.found else ()
        return sum(not one.is_missing and one.rating.declared is rag for one in projects)

    @property
    def challenged(self) -> int:
        """How many projects rate themselves better than their own figures do."""
        return sum(one.is_challenged for one in self.found.projects) if self.found else 0


def programme_quarter(plan_id: str, ledger: Ledger, label: str) -> ProgrammeQuarter:
    """Give where a programme stands at the end of a quarter, which its calendar has.

    Args:
        plan_id: its plan.
        ledger: the plan's figures.
        label: the quarter.
    """
    has_returns = label in quarters_returned(ledger)
    return ProgrammeQuarter(
        plan_id=plan_id,
        name=short_name(ledger.plan),
        days=ledger.quarters[label],
        projects=len(ledger.plan.projects),
        found=ledger.once(overview, label) if has_returns else None,
        money=ledger.once(money_in_all, label),
        is_illustrative=is_made_up(ledger.plan),
    )


def by_most_recent(found: Iterable[ProgrammeQuarter]) -> list[ProgrammeQuarter]:
    """Put programmes in order of the quarter's days in their own calendars: the latest first."""
    return sorted(found, key=lambda one: (-one.days.end.toordinal(), one.plan_id))


def worst_of_all(found: list[ProgrammeQuarter]) -> list[tuple[ProgrammeQuarter, ProjectPosition]]:
    """Put the projects of every programme in one order: the worst rating, then the most money.

    Those of programmes that are made up come last.
    """
    return sorted(_positions(found), key=_place)


def _place(pair: tuple[ProgrammeQuarter, ProjectPosition]) -> tuple[bool, int, Decimal, str]:
    of, position = pair
    return of.is_illustrative, -position.badness, -position.furthest, of.plan_id


def _positions(
    found: list[ProgrammeQuarter],
) -> Iterator[tuple[ProgrammeQuarter, ProjectPosition]]:
    for one in found:
        for position in one.found.projects if one.found else ():
            yield one, position
