"""Money that returns ask to move, line by line: what was agreed, and what is only asked for.

Only a virement changes a budget. A re-profile moves money between the quarters of one line, and
slippage moves it beyond the plan: both leave what the line has in all as it is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.changes import Change, Verdict, changes_asked
from riep_plan.figures.returns.lines import LineKey, place_in
from riep_plan.figures.returns.planned import PlannedMoney
from riep_plan.figures.returns.traced import NOUGHT, Figure, added, total
from riep_plan.model.returns import ChangeKind

#: What changes the budgets of lines, and not only when their money is spent.
VIREMENT = frozenset({ChangeKind.VIREMENT})


class Moved(NamedTuple):
    """What one change does to one line of spend.

    Attributes:
        change: the change.
        line: the line.
        named: the quarter of the line that the change names; empty where it names none.
        amount: pounds that the line gains; below nought, that it loses.
    """

    change: Change
    line: LineKey
    named: str
    amount: Figure

    @property
    def quarter(self) -> str:
        """The quarter whose profile moves: the one named, or else the one that asks."""
        return self.named or self.change.quarter

    @property
    def is_in_plan(self) -> bool:
        """Whether the plan's own figures have it already."""
        decision = self.change.decision
        return decision is not None and decision.in_plan_since is not None


def moved(ledger: Ledger, quarter: str) -> list[Moved]:
    """Give what the changes asked for up to a quarter, and not refused, do to lines of spend."""
    asked = ledger.once(changes_asked, quarter)
    wanted = [one for one in asked if one.verdict is not Verdict.NOT_AGREED]
    return [each for one in wanted for each in _of(ledger, one)]


def moves_by_line(ledger: Ledger, quarter: str) -> Mapping[LineKey, list[Moved]]:
    """Give the same by the lines that anything is done to."""
    found: dict[LineKey, list[Moved]] = {}
    for one in ledger.once(moved, quarter):
        found.setdefault(one.line, []).append(one)
    return found


def moves_of(ledger: Ledger, quarter: str, line: LineKey) -> Sequence[Moved]:
    """Give what the changes asked for up to a quarter, and not refused, do to one line."""
    return ledger.once(moves_by_line, quarter).get(line, ())


def of_kinds(found: Sequence[Moved], kinds: Collection[ChangeKind]) -> list[Moved]:
    """Give those of what changes do that are done by changes of some kinds."""
    return [one for one in found if one.change.request.kind in kinds]


def virements_by_line(ledger: Ledger, quarter: str) -> Mapping[LineKey, list[Moved]]:
    """Give the virements that were agreed by the end of a quarter, by the lines that have any."""
    found = {one: virements(ledger, quarter, one) for one in ledger.once(moves_by_line, quarter)}
    return {line: agreed for line, agreed in found.items() if agreed}


def in_plan_by_line(ledger: Ledger) -> Mapping[LineKey, list[Moved]]:
    """Give the virements that the plan has already, by the lines that have any."""
    every = ledger.once(moves_by_line, list(ledger.quarters)[-1])
    found = {one: in_plan(ledger, one) for one in every}
    return {line: held for line, held in found.items() if held}


def virements(ledger: Ledger, quarter: str, line: LineKey) -> list[Moved]:
    """Give the virements to and from a line that were agreed by the end of a quarter.

    A meeting whose day is not known is taken to have been held by then.
    """
    asked = of_kinds(moves_of(ledger, quarter, line), VIREMENT)
    end = ledger.quarters[quarter].end
    return [
        one
        for one in asked
        if one.change.verdict is Verdict.AGREED
        and (one.change.decided is None or one.change.decided <= end)
    ]


def asked_net(found: Sequence[Moved]) -> Figure:
    """Add up what virements among the moves of a line would bring it, agreed or not yet."""
    return net(of_kinds(found, VIREMENT))


def in_plan(ledger: Ledger, line: LineKey) -> list[Moved]:
    """Give the virements that a line's figures in the plan have already, whenever asked for."""
    last = list(ledger.quarters)[-1]
    found = of_kinds(moves_of(ledger, last, line), VIREMENT)
    return [one for one in found if one.is_in_plan]


def net(found: Sequence[Moved]) -> Figure:
    """Add up what a line gains and loses."""
    return total([one.amount for one in found]) if found else NOUGHT


class LineBudget(NamedTuple):
    """What a line has, with the virements that were agreed.

    Attributes:
        original: what the plan gave it at first.
        agreed: what virements have added since, net.
        now: what it has now: both together.
        profile: that in each quarter.
    """

    original: Figure
    agreed: Figure
    now: Figure
    profile: Mapping[str, Figure]


def budget_with(
    planned: PlannedMoney, agreed: Sequence[Moved], held: Sequence[Moved]
) -> LineBudget:
    """Work out what a line has once virements are agreed.

    Args:
        planned: what the plan's own figures give it.
        agreed: the virements that were agreed.
        held: those that the plan's figures have already.
    """
    whole, profile = planned.whole, planned.profile
    if not (agreed or held):  # as of most lines
        return LineBudget(whole, NOUGHT, whole, profile)
    for label in sorted({one.quarter for one in (*agreed, *held)}) if profile else ():
        here = [[one for one in some if one.quarter == label] for some in (agreed, held)]
        profile = added(profile, {label: _outside(*here)})
    return LineBudget(whole - net(held), net(agreed), whole + _outside(agreed, held), profile)


def _outside(agreed: Sequence[Moved], held: Sequence[Moved]) -> Figure:
    """What the plan's figures lack of what was agreed, less what they have too early."""
    missing = net([one for one in agreed if one not in held])
    return missing - net([one for one in held if one not in agreed])


def _of(ledger: Ledger, change: Change) -> Iterator[Moved]:
    amount = change.request.amount
    if amount is None:
        return
    figure = Figure(amount, ((*change.at, "amount"),))
    for at, gained in ((change.given_to, figure), (change.taken_from, NOUGHT - figure)):
        place = place_in(ledger, at)
        if place is not None:
            yield Moved(change, place.line, place.quarter, gained)
