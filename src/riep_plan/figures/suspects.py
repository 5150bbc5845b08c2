"""Which one figure is wrong, when rows and columns that share it disagree by the same amount.

A figure is suspected when changing it, and nothing else, by one amount would put right every sum
that it is part of. A sum that holds clears all its figures. This is how an auditor finds a slip
by cross-casting a table: the row and the column that are out by the same amount meet in one cell.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures.equations import Equation, Sum, Term, terms
from riep_plan.findings.finding import Path

_ENOUGH = 2

#: A sum among a plan's sums: its kind, and where its total stands.
SumKey = tuple[Sum, Path]


@dataclass(frozen=True, slots=True)
class Suspect:
    """The one figure that explains a failing sum.

    Attributes:
        term: the figure as it stands.
        amount: what it should be, in pounds, for every sum to hold.
        explains: how many failing sums it would put right.
    """

    term: Term
    amount: Decimal
    explains: int


def find_suspects(equations: Iterable[Equation]) -> Mapping[SumKey, Suspect]:
    """Find the figure that best explains each failing sum.

    Returns:
        By the failing sum's kind and its total's path. A sum is absent when no single figure
        explains it together with another sum, or when two figures explain it equally well.
    """
    known = list(equations)
    changes: dict[Path, list[Decimal]] = defaultdict(list)
    figures: dict[Path, Term] = {}
    for equation, term, sign in terms(known):
        changes[term.at].append(equation.gap * sign)
        figures[term.at] = term
    candidates = {
        at: Suspect(figures[at], figures[at].amount + needed[0], len(needed))
        for at, needed in changes.items()
        if len(needed) >= _ENOUGH and needed[0] and len(set(needed)) == 1
    }
    found = {}
    for equation in known:
        if equation.gap and (best := _best(equation, candidates)):
            found[equation.kind, equation.total.at] = best
    return found


def _best(equation: Equation, candidates: Mapping[Path, Suspect]) -> Suspect | None:
    figures = (equation.total, *equation.parts)
    here = [candidates[term.at] for term in figures if term.at in candidates]
    here.sort(key=lambda suspect: -suspect.explains)
    if not here or (len(here) > 1 and here[0].explains == here[1].explains):
        return None
    return here[0]
