"""What is said of money that changes: how much, of which kind, from where to where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from riep_plan.compare.change import Budget, Change, Kind
from riep_plan.compare.story.phrases import some
from riep_plan.values.money import format_money
from riep_plan.values.words import listed, shortened

_LONGEST_NAME = 60


def money_clause(kind: Kind, found: Sequence[Change], names: Mapping[str, str]) -> str:
    """Say what changes of one kind of money do, given the names of projects by their ids."""
    amount = f"{format_money(pounds_in(found))}{_of_kind(found)}"
    if kind is Kind.VIREMENT:
        return f"moves {amount} {_between(found, names)}"
    where = _in_projects(found)
    if kind is Kind.RE_PROFILE:
        return f"moves {amount} {_periods(found)}{f' in {where}' if where else ''}"
    if kind is Kind.GROWTH:
        return f"adds {amount}{f' to {where}' if where else ''}"
    return f"cuts {amount}{f' from {where}' if where else ''}"


def pounds_in(found: Iterable[Change]) -> Decimal:
    """Add up what changes move, add or take, in pounds."""
    return sum((abs(one.amount) for one in found if one.amount is not None), Decimal(0))


def _budgets(found: Iterable[Change]) -> Iterator[Budget]:
    for one in found:
        for move in one.moves:
            yield from filter(None, (move.taken_from, move.given_to))


def _of_kind(found: Sequence[Change]) -> str:
    kinds = {budget.kind for budget in _budgets(found)}
    return f" of {kinds.pop()}" if len(kinds) == 1 and "" not in kinds else ""


def _in_projects(found: Sequence[Change]) -> str:
    projects = {budget.project for budget in _budgets(found)}
    projects |= {one.subject[1] for one in found if one.subject[:1] == ("projects",)}
    projects.discard("")
    return some(len(projects), "project") if projects else ""


def _periods(found: Sequence[Change]) -> str:
    pairs = {
        (move.taken_from.period, move.given_to.period)
        for one in found
        for move in one.moves
        if move.taken_from and move.given_to
    }
    if len(pairs) != 1:
        return "between periods"
    ((start, end),) = pairs
    return f"from {start} to {end}" if start and end else "between periods"


def _between(found: Sequence[Change], names: Mapping[str, str]) -> str:
    """Say between what money is moved: by name where it is one thing and another."""
    moves = [
        (move.taken_from, move.given_to)
        for one in found
        for move in one.moves
        if move.taken_from and move.given_to
    ]
    pairs = {(start.project, end.project) for start, end in moves}
    if len(pairs) == 1 and all(start and end and start != end for start, end in pairs):
        start, end = (_named(one, names) for one in pairs.pop())
        return f"from {start} to {end}"
    crossed = [
        noun
        for noun, differs in (
            ("projects", any(a.project != b.project for a, b in moves)),
            ("funding sources", any(a.source != b.source for a, b in moves)),
            ("revenue and capital", any(a.kind != b.kind for a, b in moves)),
        )
        if differs
    ]
    times = f" in {some(len(found), 'virement')}"
    return f"between {listed(crossed or ['budgets'])}{times}"


def _named(project: str, names: Mapping[str, str]) -> str:
    return f"“{shortened(names.get(project) or project, _LONGEST_NAME)}”"
