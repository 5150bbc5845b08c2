"""What a return's own amounts say in all, beside the budget, and what accounts for the difference.

By the end of any quarter a line's money is spent, expected in the quarters to come, or slips beyond
the plan. Together that is the budget, with the virements that are asked for; else the return states
by how much it is not.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.changes import Change, changes_asked
from riep_plan.figures.returns.lines import LineKey
from riep_plan.figures.returns.moved import VIREMENT, Moved, asked_net, moves_by_line, of_kinds
from riep_plan.figures.returns.rows import rows_of_lines
from riep_plan.figures.returns.said import ReturnedRow
from riep_plan.figures.returns.spend import SpendLine
from riep_plan.figures.returns.standing import after, owner_path, quarters_returned
from riep_plan.figures.returns.tolerance import exceeds, explained_from
from riep_plan.figures.returns.traced import NOUGHT, Figure, total
from riep_plan.findings.finding import Path
from riep_plan.model.returns import ChangeKind
from riep_plan.values.money import rounding

_RE_PROFILE = frozenset({ChangeKind.RE_PROFILE})
_SLIPPAGE = frozenset({ChangeKind.SLIPPAGE})
#: Changes that move money into or out of a line's own plan.
_BUDGET_TOO = VIREMENT | _SLIPPAGE


class Explained(NamedTuple):
    """A row of a return, all that it comes to, and what it is held against.

    Attributes:
        row: the row.
        line: the line of spend that it belongs to.
        asked: what virements asked for and not agreed yet would add to it.
        ends_with: all that is spent, expected, and slips.
        budget: the budget now, with what is asked for besides.
        gap: the one less the other, in pounds.
        matters: whether the difference wants to be accounted for: any pound too much, and too
            little beyond the policy's tolerance.
    """

    row: ReturnedRow
    line: SpendLine
    asked: Figure
    ends_with: Figure
    budget: Figure
    gap: Decimal
    matters: bool

    @property
    def states(self) -> Decimal | None:
        """The variance that the return states, where it does."""
        return self.row.said.variance

    @property
    def states_right(self) -> bool:
        """Whether that is the difference, but for the rounding of what is printed in thousands."""
        stated = self.states
        if stated is None:
            return False
        terms = 1 + len(self.ends_with.terms) + len(self.budget.terms)
        return abs(stated - self.gap) <= rounding(stated) * terms


def explained(ledger: Ledger) -> list[Explained]:
    """Give each row of each return whose money is known in full, with what it is held against.

    One that comes to its budget and states no variance is left out: there is nothing to explain.
    Where a line is of both kinds together, its rows of the two kinds are one: the first stands for
    both.
    """
    tolerance = explained_from(ledger.plan.policy)
    found: list[Explained] = []
    for row, line, moves in ledger.once(_lines):
        asked = asked_net(moves) - line.agreed
        held = line.budget.amount + asked.amount
        gap = line.spent.amount + line.expected.amount + line.slips.amount - held
        if not gap and row.said.variance is None:
            continue
        ends_with, budget = line.outturn + line.slips, line.budget + asked
        if ends_with.is_known and budget.is_known and budget.terms:
            matters = gap > 0 or exceeds(tolerance, gap, budget.amount)
            found.append(Explained(row, line, asked, ends_with, budget, gap, matters))
    return found


class Slipping(NamedTuple):
    """What slips beyond the plan on one line, beside what is asked to be carried over.

    Attributes:
        row: the row of the return.
        slips: what it says will be spent after the plan's last quarter.
        asked: what is asked to be carried over, in returns up to now.
        changes: the requests of this return among them.
        matters: whether the two are further apart than the policy allows.
    """

    row: ReturnedRow
    slips: Figure
    asked: Figure
    changes: tuple[Change, ...]
    matters: bool


def slipping(ledger: Ledger) -> Iterator[Slipping]:
    """Give each line of each return on which money slips, or is asked to.

    Less may slip in the end than was asked for once: that is told only in the quarter that asks.
    """
    tolerance = explained_from(ledger.plan.policy)
    for row, line, moves in ledger.once(_lines):
        if not (line.slips.amount or moves):
            continue
        found = of_kinds(moves, _SLIPPAGE)
        here = tuple(one.change for one in found if one.change.quarter == row.quarter)
        if not (line.slips.amount or here):
            continue
        asked = NOUGHT - total(one.amount for one in found)
        gap = line.slips.amount - asked.amount
        newly = [one for one in found if one.change in here] or found
        beyond = exceeds(tolerance, gap, total(one.amount for one in newly).amount)
        yield Slipping(row, line.slips, asked, here, matters=beyond and (gap > 0 or bool(here)))


class ReProfiled(NamedTuple):
    """What re-profiles ask to move into or out of part of a line, beside what its return moves.

    Attributes:
        row: the row of the return.
        quarter: the quarter to come that is meant; empty for the quarters up to now.
        asked: what re-profiles up to now would add to it.
        moves: what the return's own figures have there more than the profile.
        changes: the requests of this return among them.
        matters: whether the two are further apart than the policy allows.
    """

    row: ReturnedRow
    quarter: str
    asked: Figure
    moves: Figure
    changes: tuple[Change, ...]
    matters: bool


def re_profiled(ledger: Ledger) -> Iterator[ReProfiled]:
    """Give each part of a line that a return asks to re-profile, where all of it is known.

    A line that a virement moves as well is left out: nobody can say which of the two did what.
    """
    for row, line, moves in ledger.once(_lines):
        if not moves:
            continue
        found = [
            one
            for one in of_kinds(moves, _RE_PROFILE)
            if one.named and one.change.taken_from and one.change.given_to
        ]
        if not (found and line.has_profile) or of_kinds(moves, _BUDGET_TOO):
            continue
        for label in ("", *after(ledger, row.quarter)):
            yield from _part(ledger, row, line, label, found)


def _part(
    ledger: Ledger, row: ReturnedRow, line: SpendLine, label: str, found: list[Moved]
) -> Iterator[ReProfiled]:
    there = [one for one in found if (one.named == label if label else one.named <= row.quarter)]
    here = tuple(one.change for one in there if one.change.quarter == row.quarter)
    asked = total(one.amount for one in there)
    planned = line.profile.get(label, NOUGHT) if label else line.planned
    moves = (line.forecast.get(label, NOUGHT) if label else line.spent) - planned
    if here and asked.amount and moves.is_known:
        tolerance = explained_from(ledger.plan.policy)
        beyond = exceeds(tolerance, moves.amount - asked.amount, asked.amount)
        yield ReProfiled(row, label, asked, moves, here, matters=beyond)


class Decided(NamedTuple):
    """What a meeting approved for a project, beside what the requests that name it come to.

    Attributes:
        at: the path of the amount that the decision names.
        approved: that amount, in pounds.
        changes: the requests that name the meeting.
        asked: what they come to.
    """

    at: Path
    approved: Decimal
    changes: tuple[Change, ...]
    asked: Figure


def decided_amounts(ledger: Ledger) -> Iterator[Decided]:
    """Give each decision that names an amount, and that requests for money point to."""
    groups: dict[Path, list[Change]] = {}
    last = list(ledger.quarters)[-1:]
    for change in ledger.once(changes_asked, last[0]) if last else ():
        names_amount = change.decision is not None and change.decision.amount is not None
        if names_amount and change.request.amount is not None and change.request.decision:
            here = (*owner_path(change.project_id), "decisions", change.request.decision, "amount")
            groups.setdefault(here, []).append(change)
    for at, changes in groups.items():
        approved = changes[0].decision.amount if changes[0].decision else None
        if approved is not None:
            asked = total(
                Figure(one.request.amount or Decimal(0), ((*one.at, "amount"),)) for one in changes
            )
            yield Decided(at, approved, tuple(changes), asked)


def _lines(ledger: Ledger) -> list[tuple[ReturnedRow, SpendLine, Sequence[Moved]]]:
    """Give each line that a return speaks of, once: its first row, and what changes do to it."""
    first: dict[tuple[str, LineKey], tuple[ReturnedRow, SpendLine]] = {}
    for row, line in ledger.once(rows_of_lines):
        first.setdefault((row.quarter, line.key), (row, line))
    moves = {one: ledger.once(moves_by_line, one) for one in quarters_returned(ledger)}
    return [(row, line, moves[row.quarter].get(line.key, ())) for row, line in first.values()]
