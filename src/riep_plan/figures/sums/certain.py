"""Which stated totals have one certain repair: what ``riep validate --fix`` may write.

A total that somebody typed is certain to be wrong, and by how much, when two sums that it is in
ask for the same amount and no sum asks for another; or when the sum cannot lack a part, such as
revenue and capital, and each of its parts is borne out by another sum. A single sum over projects
or lines proves nothing: a row may be missing from it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.figures.sums.suspects import Failure
from riep_plan.figures.walk import within
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.money import PENNY, Entry
from riep_plan.values.quantity import Measure

_ENOUGH = 2
_STATED = "stated"
_QUARTERS = {"Q1", "Q2", "Q3", "Q4"}
#: Sums whose parts are known beforehand, so that none can be missing.
_CLOSED = {Sum.OVER_KINDS, Sum.OF_PROGRAMME_KINDS}


def certain_repairs(
    plan: Plan, equations: Sequence[Equation], failures: Iterable[Failure]
) -> Mapping[Path, Decimal]:
    """Give what each stated total should be, in pounds, where that is certain.

    Args:
        plan: the plan.
        equations: every sum that it states.
        failures: those that do not hold, grouped by the figure that explains them.
    """
    repairs: dict[Path, Decimal] = {}
    for term, amount in [*_agreed(failures), *_closed(equations)]:
        if term.is_written and amount % PENNY == 0 and _is_stated_total(plan, term.at):
            repairs[term.at] = amount
    return repairs


def _agreed(failures: Iterable[Failure]) -> Iterator[tuple[Term, Decimal]]:
    """Totals that several sums, and all that they are in, would have be the same."""
    for failure in failures:
        suspect = failure.suspect
        if suspect is None or suspect.explains < _ENOUGH:
            continue
        is_total = any(one.total.at == suspect.term.at for one in failure.sums)
        if is_total and all(_is_of_money(one) for one in failure.sums):
            yield suspect.term, suspect.amount


def _closed(equations: Sequence[Equation]) -> Iterator[tuple[Term, Decimal]]:
    """Totals of a sum that can lack no part, and whose parts all stand in sums that hold."""
    containing: dict[Path, list[Equation]] = defaultdict(list)
    for equation in equations:
        for term in equation.terms:
            containing[term.at].append(equation)
    for equation in equations:
        if not (equation.gap and _is_of_money(equation) and _is_whole(equation)):
            continue
        is_exact = not any(term.allowance for term in equation.terms)
        alone = len(containing[equation.total.at]) == 1
        borne_out = all(
            any(not other.gap for other in containing[part.at]) for part in equation.parts
        )
        if is_exact and alone and borne_out:
            yield equation.total, equation.added


def _is_of_money(equation: Equation) -> bool:
    """A table of evidence holds words, whatever they look like."""
    return equation.measure is Measure.POUNDS and equation.kind is not Sum.OF_EVIDENCE


def _is_whole(equation: Equation) -> bool:
    if not all(part.is_written for part in equation.parts):
        return False
    if equation.kind is Sum.OVER_PERIODS:
        return {part.at[-1] for part in equation.parts} == _QUARTERS
    return equation.kind in _CLOSED and len(equation.parts) >= _ENOUGH


def _is_stated_total(plan: Plan, at: Path) -> bool:
    """Say whether a path leads to one amount, which is stated of a whole."""
    in_project = at[:1] == ("projects",)
    is_stated = at[2:3] == (_STATED,) if in_project else at[:1] == (_STATED,)
    value: object = plan
    for step in at:
        if isinstance(value, Profile) and step == TOTAL:
            is_stated = True
        value = within(value).get(step)
    if isinstance(value, Profile):
        value = value.root.get(TOTAL) if list(value.root) == [TOTAL] else None
    return is_stated and isinstance(value, (Entry, Decimal))
