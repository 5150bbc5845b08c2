"""Which one figure is wrong, when rows and columns that share it disagree by the same amount.

A figure is suspected when changing it, and nothing else, by one amount would put right every sum
that it is part of. A sum that holds clears all its figures. This is how an auditor finds a slip
by cross-casting a table: the row and the column that are out by the same amount meet in one cell.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.sums.equation import Equation, Term
from riep_plan.findings.finding import Path
from riep_plan.values.money import PENNY

_ENOUGH = 2


class Suspect(NamedTuple):
    """The one figure that explains a failing sum.

    Attributes:
        term: the figure as it stands.
        amount: what it should be, in pounds, for every sum to hold.
        explains: how many failing sums it would put right.
    """

    term: Term
    amount: Decimal
    explains: int


class Failure(NamedTuple):
    """Sums that do not hold for one reason.

    Attributes:
        sums: the failing sums, in the order in which a plan states them; one, or those that the
            same figure explains.
        suspect: that figure; None when no single one explains a failing sum.
    """

    sums: tuple[Equation, ...]
    suspect: Suspect | None


def failures(equations: Sequence[Equation]) -> tuple[Failure, ...]:
    """Group the sums that do not hold by the figure that explains them.

    A sum stands alone when no single figure explains it together with another sum, or when two
    figures explain it equally well; unless all its figures but one are borne out by other sums.
    """
    failing = [one for one in equations if one.gap]
    if not failing:
        return ()
    # A sum that holds only because an amount is still to be confirmed bears nothing out.
    known = [(one, gap) for one in equations if (gap := one.gap) or not one.more]
    candidates = _candidates(known)
    cleared = {term.at for equation, gap in known if not gap for term in equation.terms}
    groups: dict[Path | int, list[Equation]] = defaultdict(list)
    blamed: dict[Path | int, Suspect] = {}
    for position, equation in enumerate(failing):
        suspect = _best(equation, candidates) or _only_one_left(equation, cleared)
        key = suspect.term.at if suspect else position
        groups[key].append(equation)
        if suspect:
            blamed[key] = suspect
    for row in list(blamed):
        if cell := _cell_of(row, blamed):
            groups[cell] += groups.pop(row)
            del blamed[row]
    return tuple(Failure(tuple(sums), blamed.get(key)) for key, sums in groups.items())


def _cell_of(row: Path | int, blamed: Mapping[Path | int, Suspect]) -> Path | None:
    """The one figure of a row, where both are blamed and out by the same: they are one slip."""
    if isinstance(row, int):
        return None
    by = blamed[row].amount - blamed[row].term.amount
    cells = [
        at
        for at, suspect in blamed.items()
        if not isinstance(at, int)
        and len(at) > len(row)
        and at[: len(row)] == row
        and suspect.amount - suspect.term.amount == by
    ]
    return cells[0] if len(cells) == 1 else None


def _candidates(known: list[tuple[Equation, Decimal]]) -> dict[Path, Suspect]:
    """Find each figure that one change would reconcile with every sum that it is part of.

    A total that is too large by a gap wants that much less; a part of it, that much more.
    """
    changes: dict[Path, list[Decimal]] = defaultdict(list)
    figures: dict[Path, Term] = {}
    for equation, gap in known:
        for term, needed in _needs(equation, gap):
            changes[term.at].append(needed)
            figures[term.at] = term
    return {
        at: Suspect(figures[at], figures[at].amount + needed[0], len(needed))
        for at, needed in changes.items()
        if len(needed) >= _ENOUGH and needed[0] and len(set(needed)) == 1
        if _is_money(needed[0])
    }


def _needs(equation: Equation, gap: Decimal) -> list[tuple[Term, Decimal]]:
    """By how much each figure, changed alone, would put the sum right."""
    return [
        (equation.total, -gap),
        *((part, gap / part.times) for part in equation.parts if part.times),
    ]


def _only_one_left(equation: Equation, cleared: Collection[Path]) -> Suspect | None:
    """The one figure of a failing sum that no other sum bears out, where all others are borne out.

    A total of several parts is not blamed so: it is where the disagreement is shown anyway.
    """
    left = [(term, by) for term, by in _needs(equation, equation.gap) if term.at not in cleared]
    if len(left) != 1 or len(equation.terms) == 1 or left[0][0].at == equation.total.at:
        return None
    term, by = left[0]
    if not _is_money(by):
        return None
    return Suspect(term, term.amount + by, 1)


def _is_money(amount: Decimal) -> bool:
    """Say whether an amount is no finer than a penny: a gap shared by 46 councils may be."""
    return amount % PENNY == 0


def _best(equation: Equation, candidates: Mapping[Path, Suspect]) -> Suspect | None:
    here = [candidates[term.at] for term in equation.terms if term.at in candidates]
    here.sort(key=lambda suspect: -suspect.explains)
    if not here or (len(here) > 1 and here[0].explains == here[1].explains):
        return None
    return here[0]
