"""Money that two plans both state: what is certainly the same is counted once.

A carry-forward is counted where it was first given, so the amount of the plan that brings it
forward is taken off; so is what one programme has from another. A project that a later plan
continues is counted in the later plan, whose decision takes the earlier one's place, in the years
that both plans are for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.sources import Pool, head_of, pools
from riep_plan.figures.portfolio.circles import circular
from riep_plan.figures.portfolio.programme import Measure, balance, uses
from riep_plan.figures.portfolio.years import ByYear, Years, in_years, over_years, plan_years
from riep_plan.figures.returns.traced import Figure, total, unknown
from riep_plan.figures.tables import Row
from riep_plan.figures.words.likeness import holds_words, plain
from riep_plan.model import Plan
from riep_plan.model.funding import FundingKind, FundingSource
from riep_plan.values.money import rounding

#: The plans of a portfolio, by id.
Ledgers = Mapping[str, Ledger]
#: A plan's id and that of something in it.
Item = tuple[str, str]


class Way(Enum):
    """How money comes from one plan into another."""

    CARRIED = "carried forward"
    FUNDED = "given by the other programme"
    CONTINUED = "the project is continued"


@dataclass(frozen=True, slots=True)
class Side:
    """What one plan says of a transfer.

    Attributes:
        plan_id: the plan.
        name: the source or project, in the plan's own words.
        amount: pounds; None where the plan does not say.
    """

    plan_id: str
    name: str
    amount: Figure | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that is in two plans.

    Attributes:
        way: how it got there.
        measure: the total that it would be in twice.
        giver: the earlier plan, or the one that gives.
        receiver: the later plan, or the one that is given.
        taken_off: what is taken off the region's total so that it counts once, by year.
    """

    way: Way
    measure: Measure
    giver: Side
    receiver: Side
    taken_off: Mapping[Years, Decimal]

    @property
    def gap(self) -> Decimal | None:
        """What the receiver has more than the giver says; None where either does not say.

        Amounts printed in thousands that may agree are taken to agree.
        """
        gave, got = self.giver.amount, self.receiver.amount
        if gave is None or got is None or not (gave.is_known and got.is_known):
            return None
        gap = got.amount - gave.amount
        slack = rounding(gave.amount) + rounding(got.amount)
        return gap if abs(gap) > slack else Decimal(0)

    @property
    def counted_once(self) -> Decimal:
        """All that is taken off, in pounds."""
        return sum(self.taken_off.values(), Decimal(0))


class Doubt(Enum):
    """Why nobody can tell whether money is counted twice."""

    NO_ORIGIN = "brought forward, and the plan does not say from which plan"
    OF_BODY = "its funder is the body of the other programme"
    CIRCLE = "the plans say that it goes on from itself"
    UNDIVIDED = "both plans give money to the project, and not year by year"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Money that may be in two plans; nothing is taken off for it.

    Attributes:
        doubt: why it cannot be told.
        measure: the total that it may be in twice.
        receiver: the plan that has it.
        giver: the plan that it may come from, with what that says is left or given; None where
            nothing points to one.
        may_be_twice: False where the two plans are of different years, or no plan is earlier.
    """

    doubt: Doubt
    measure: Measure
    receiver: Side
    giver: Side | None
    may_be_twice: bool = True


def source_transfers(ledgers: Ledgers) -> Iterator[Transfer]:
    """Give the funding that one plan has from another, in order of the plans' ids."""
    carried = _carried(ledgers)
    circle = circular({one: [other] for one, other in carried.items()})
    for (plan_id, source_id), (other_id, other_source) in sorted(carried.items()):
        if (plan_id, source_id) not in circle:
            receiver, by_year = _received(plan_id, ledgers[plan_id], source_id)
            giver = _giver(other_id, ledgers[other_id], other_source)
            yield Transfer(Way.CARRIED, Measure.AVAILABLE, giver, receiver, _known(by_year))
    for (plan_id, source_id), other_id in sorted(_funded(ledgers).items()):
        receiver, by_year = _received(plan_id, ledgers[plan_id], source_id)
        years = plan_years(ledgers[other_id])
        shared = {one: figure for one, figure in by_year.items() if one.overlaps(years)}
        giver = _payer(other_id, ledgers[other_id], ledgers[plan_id].plan)
        yield Transfer(Way.FUNDED, Measure.AVAILABLE, giver, receiver, _known(shared))


def doubtful_sources(ledgers: Ledgers) -> Iterator[Doubtful]:
    """Give the funding that may come from another plan, in order of the plans' ids."""
    carried, funded = _carried(ledgers), _funded(ledgers)
    circle = circular({one: [other] for one, other in carried.items()})
    for plan_id, source_id, source in _sources(ledgers):
        here = (plan_id, source_id)
        receiver, by_year = _received(plan_id, ledgers[plan_id], source_id)
        if here in circle:
            other_id, other_source = carried[here]
            giver = _giver(other_id, ledgers[other_id], other_source)
            yield Doubtful(Doubt.CIRCLE, Measure.AVAILABLE, receiver, giver)
        elif source.kind is FundingKind.CARRY_FORWARD and not source.carried_from:
            origin, is_later = _likely_origin(plan_id, ledgers), _has_earlier(plan_id, ledgers)
            yield Doubtful(Doubt.NO_ORIGIN, Measure.AVAILABLE, receiver, origin, is_later)
        elif here not in carried and here not in funded:
            for other_id in _bodies(plan_id, source, ledgers):
                years = plan_years(ledgers[other_id])
                giver = _payer(other_id, ledgers[other_id], ledgers[plan_id].plan)
                is_same_time = any(one.overlaps(years) for one in by_year)
                yield Doubtful(Doubt.OF_BODY, Measure.AVAILABLE, receiver, giver, is_same_time)


def _sources(ledgers: Ledgers) -> Iterator[tuple[str, str, FundingSource]]:
    for plan_id, ledger in sorted(ledgers.items()):
        for source_id, source in ledger.plan.funding.items():
            yield plan_id, source_id, source


def _carried(ledgers: Ledgers) -> dict[Item, Item]:
    """Give the sources that say which source of another plan here they were left over from."""
    found: dict[Item, Item] = {}
    for plan_id, source_id, source in _sources(ledgers):
        other_id, _, other_source = (source.carried_from or "").partition("/")
        other = ledgers.get(other_id)
        if other is not None and other_id != plan_id and other_source in other.plan.funding:
            found[plan_id, source_id] = (other_id, other_source)
    return found


def _funded(ledgers: Ledgers) -> dict[Item, str]:
    """Give the sources whose funder is another plan here, by its id, title or programme."""
    carried, found = _carried(ledgers), dict[Item, str]()
    for plan_id, source_id, source in _sources(ledgers):
        for other_id, other in sorted(ledgers.items()):
            names = {plain(one) for one in (other.plan.title, other.plan.programme) if one}
            funder = source.funder or ""
            is_named = funder.partition("/")[0] == other_id or plain(funder) in names
            if other_id != plan_id and is_named and (plan_id, source_id) not in carried:
                found.setdefault((plan_id, source_id), other_id)
    return found


def _bodies(plan_id: str, source: FundingSource, ledgers: Ledgers) -> Iterator[str]:
    """Give the plans whose partnership or accountable body a source is from."""
    funder = plain(source.funder or "")
    own = _bodies_of(ledgers[plan_id].plan)
    for other_id, other in sorted(ledgers.items()):
        if other_id != plan_id and funder and funder in _bodies_of(other.plan) - own:
            yield other_id


def _bodies_of(plan: Plan) -> set[str]:
    return {plain(one) for one in (plan.partnership, plan.accountable_body) if one}


def _received(plan_id: str, ledger: Ledger, source_id: str) -> tuple[Side, ByYear]:
    source = ledger.plan.funding[source_id]
    at = ("funding", source_id, "amount")
    if source.amount is None:
        return Side(plan_id, source.title, unknown((plan_id, *at))), {}
    by_year = in_years(ledger, plan_id, Row(at, "amount", source.amount))
    return Side(plan_id, source.title, total(by_year.values())), by_year


def _giver(plan_id: str, ledger: Ledger, source_id: str) -> Side:
    """Say what a plan has left of a source: as it states, or else what nothing is given of."""
    title = ledger.plan.funding[source_id].title
    stated = ledger.plan.stated.unallocated if ledger.plan.stated else {}
    for one in (source_id, head_of(ledger.plan, source_id)):
        if one in stated:
            return Side(plan_id, title, balance(plan_id, ledger, (one,)))
    pool = next(one for one in pools(ledger.plan) if source_id in one.members)
    return Side(plan_id, title, _worked_out(plan_id, pool))


def _worked_out(plan_id: str, pool: Pool) -> Figure | None:
    if not pool.there or not pool.is_whole:
        return None
    terms = tuple((plan_id, *term.at) for term in (*pool.there, *pool.used))
    return Figure(pool.has - pool.takes, terms)


def _payer(plan_id: str, ledger: Ledger, receiver: Plan) -> Side:
    """Say what a plan gives to another programme, by the lines and projects that name it."""
    names = [one for one in (receiver.title, receiver.programme, receiver.partnership) if one]
    found = []
    for one in uses(ledger.plan):
        project = ledger.plan.projects.get(one.project_id)
        said = [one.row.name, *([project.name, project.lead or ""] if project else [])]
        if any(holds_words(text, name) for text in said for name in names):
            found += [*in_years(ledger, plan_id, one.row).values()]
    return Side(plan_id, "", total(found) if found else None)


def _has_earlier(plan_id: str, ledgers: Ledgers) -> bool:
    """Say whether any plan here begins before one, so that money may have come from it."""
    years = plan_years(ledgers[plan_id])
    others = (plan_years(ledger) for one, ledger in ledgers.items() if one != plan_id)
    return any(one.first < years.first for one in others)


def _likely_origin(plan_id: str, ledgers: Ledgers) -> Side | None:
    """Give the one earlier plan here whose projects a plan continues, with what it has left."""
    plan = ledgers[plan_id].plan
    named = {words.partition("/")[0] for one in plan.projects.values() for words in one.continues}
    begins = plan_years(ledgers[plan_id]).first
    earlier = [
        one
        for one in sorted(named)
        if one in ledgers and one != plan_id and plan_years(ledgers[one]).last < begins
    ]
    if len(earlier) != 1:
        return None
    ledger = ledgers[earlier[0]]
    stated = ledger.plan.stated.unallocated if ledger.plan.stated else {}
    left = balance(earlier[0], ledger, tuple(stated)) if stated else None
    return Side(earlier[0], "", left)


def _known(by_year: ByYear) -> dict[Years, Decimal]:
    return {years: one.amount for years, one in over_years([by_year]).items() if one.amount}
