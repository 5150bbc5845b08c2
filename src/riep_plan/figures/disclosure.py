"""What gives a hidden amount away: the stated sums from which it could be worked out.

Every sum that a plan states is an equation. What is shown in it is known to a reader; what is
hidden is not. A hidden amount, or a sum of hidden amounts of one restriction, can be worked out
exactly where some combination of the equations leaves nothing else unknown. Then more is hidden,
totals first, until no combination does. This is complementary suppression, as statistical offices
do it; how large an amount *may* be, from others that are shown, it does not conceal.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from riep_plan.figures.sums.equation import Equation, Term
from riep_plan.figures.sums.equations import equations_of
from riep_plan.figures.tables import tables_of
from riep_plan.figures.walk import leaves, values_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.profile import TOTAL, Profile, QuantityProfile
from riep_plan.values.money import Entry
from riep_plan.values.quantity import Quantity

#: A combination of unknown amounts: how often each is counted.
_Row = dict[Path, Fraction]
_OverTime = Profile | QuantityProfile


def giving_away(plan: Plan, groups: Mapping[str, frozenset[Path]]) -> frozenset[Path]:
    """Give what has to be hidden as well, so that no hidden amount can be worked out.

    Args:
        plan: the whole plan.
        groups: the paths of single values hidden, by the restriction that hides them.
    """
    sums = _Sums(plan)
    hidden = frozenset().union(*groups.values())
    more: frozenset[Path] = frozenset()
    while True:
        known = [_Known(one, hidden | more) for one in sums.stated]
        found = next((found for one in groups.values() if (found := _told(one, known))), None)
        if found is None:
            return frozenset(sums.whole(path) for path in more)
        extra = frozenset(cell for one in found for cell in one.to_hide) - hidden - more
        if not extra:
            return frozenset(sums.whole(path) for path in more)
        more |= {cell for path in extra for cell in sums.beside(path)}


@dataclass(frozen=True)
class _Stated:
    """A stated sum over single values: how often each counts, and the cells of its total.

    ``unclear`` are values that it may hold in a way that cannot be told, such as a rate.
    """

    counts: Mapping[Path, Fraction]
    total: frozenset[Path]
    unclear: frozenset[Path]
    amounts: Mapping[Path, Decimal]


class _Sums:
    """Every sum that a plan states, cell by cell."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._cells = {at: _amount(value) for at, value in leaves(plan)}
        kinds = (Profile, QuantityProfile)
        self._rows: dict[Path, _OverTime] = {
            at: value
            for kind in kinds
            for at, value in values_of(plan, kind)
            if isinstance(value, kinds)
        }

    @cached_property
    def stated(self) -> list[_Stated]:
        return [*self._equations(), *self._casts()]

    def whole(self, cell: Path) -> Path:
        """Give the row that a cell stands in, which is hidden whole; elsewhere the cell."""
        return cell[:-1] if cell[:-1] in self._rows else cell

    def beside(self, cell: Path) -> Iterator[Path]:
        """Give every cell of the row that a cell stands in; elsewhere the cell."""
        row = self._rows.get(cell[:-1])
        return ((*cell[:-1], key) for key in row.root) if row is not None else iter((cell,))

    def _equations(self) -> Iterator[_Stated]:
        for one in equations_of(self._plan, tables_of(self._plan), complete=True):
            total, unclear = self._expanded(one.total)
            if one.total.is_written and (total or unclear):
                yield self._sum(one, total, unclear)

    def _sum(self, one: Equation, total: frozenset[Path], unclear: frozenset[Path]) -> _Stated:
        counts = dict.fromkeys(total, Fraction(-1))
        for part in one.parts:
            cells, doubtful = self._expanded(part)
            unclear |= doubtful
            for cell in cells:
                counts[cell] = counts.get(cell, Fraction(0)) + part.times
        return _Stated(counts, total, unclear, self._cells_of(counts))

    def _casts(self) -> Iterator[_Stated]:
        """Each row that states its own total beside its parts, of money or of anything else."""
        for at, row in self._rows.items():
            if TOTAL in row.root and len(row.root) > 1:
                counts = {(*at, key): Fraction(-1 if key == TOTAL else 1) for key in row.root}
                total = frozenset({(*at, TOTAL)})
                yield _Stated(counts, total, frozenset(), self._cells_of(counts))

    def _cells_of(self, counts: Iterable[Path]) -> Mapping[Path, Decimal]:
        return {cell: self._cells.get(cell) or Decimal(0) for cell in counts}

    def _expanded(self, term: Term) -> tuple[frozenset[Path], frozenset[Path]]:
        """Give the cells that a term is the sum of, or those among which it cannot be told."""
        at = term.at
        if at in self._cells:
            if self._cells[at] == term.amount:
                return frozenset({at}), frozenset()
            return frozenset(), self._below(at[:-1])
        row_at = at[:-1] if at[-1:] == (TOTAL,) and at not in self._rows else at
        row = self._rows.get(row_at)
        if row is None:
            return frozenset(), self._below(at)
        if row.total == term.amount and at == row_at:
            return frozenset({(*row_at, TOTAL)}), frozenset()
        if row.sum() == term.amount:
            return frozenset((*row_at, key) for key in row.parts), frozenset()
        return frozenset(), self._below(row_at)

    def _below(self, at: Path) -> frozenset[Path]:
        return frozenset(one for one in self._cells if one[: len(at)] == at)


class _Known:
    """A stated sum as a reader sees it: some of its values shown, some hidden."""

    def __init__(self, stated: _Stated, hidden: frozenset[Path]) -> None:
        self._stated = stated
        self._hidden = hidden
        unknown = {cell: times for cell, times in stated.counts.items() if cell in hidden and times}
        unclear = [{cell: Fraction(1)} for cell in stated.unclear & hidden]
        self.rows: list[_Row] = ([unknown] if unknown else []) + unclear
        self.unknown = frozenset(unknown) | (stated.unclear & hidden)
        shown = {*stated.counts, *stated.unclear} - hidden
        #: Whether anything in it is shown; one that is hidden whole tells nobody anything.
        self.tells = bool(shown)

    @property
    def to_hide(self) -> frozenset[Path]:
        """Its total where that is shown, otherwise its smallest amount that is."""
        if shown := self._stated.total - self._hidden:
            return shown
        parts = {*self._stated.counts, *self._stated.unclear} - self._hidden - self._stated.total
        ranked = sorted(parts, key=lambda one: (not self._amount(one), self._amount(one), one))
        return frozenset(ranked[:1])

    def _amount(self, cell: Path) -> Decimal:
        return abs(self._stated.amounts.get(cell, Decimal(0)))


def _told(group: frozenset[Path], sums: Sequence[_Known]) -> list[_Known] | None:
    """Give the sums to break up where something of a group can be worked out; None where not."""
    near = _connected(group, [one for one in sums if one.unknown])
    own = [row for one in near if not one.tells for row in one.rows]
    rows = [row for one in near for row in one.rows]
    if len(_within(rows, group)) == len(_within(own, group)):
        return None
    telling = [one for one in near if one.tells and one.to_hide]
    return [one for one in telling if one.unknown <= group] or telling


def _connected(group: frozenset[Path], sums: Sequence[_Known]) -> list[_Known]:
    """Give the sums that share an unknown with the group, or with one that does, and so on."""
    reached, found, left = set(group), [], list(sums)
    while near := [one for one in left if one.unknown & reached]:
        found += near
        left = [one for one in left if not one.unknown & reached]
        reached.update(*(one.unknown for one in near))
    return found


def _within(rows: Iterable[_Row], group: frozenset[Path]) -> list[_Row]:
    """Give independent combinations of the rows that hold nothing but the group's amounts."""
    pivots: dict[Path, _Row] = {}
    for row in rows:
        reduced = dict(row)
        # What is not of the group goes first: what is left then speaks of the group alone.
        while reduced:
            cell = min(reduced, key=lambda one: (one in group, one))
            if cell not in pivots:
                pivots[cell] = reduced
                break
            reduced = _less(reduced, pivots[cell], cell)
    return [row for cell, row in pivots.items() if cell in group]


def _less(row: _Row, pivot: _Row, cell: Path) -> _Row:
    factor = row[cell] / pivot[cell]
    found = {one: row.get(one, Fraction(0)) - factor * pivot.get(one, Fraction(0)) for one in row}
    found |= {one: -factor * times for one, times in pivot.items() if one not in row}
    return {one: times for one, times in found.items() if times}


def _amount(value: object) -> Decimal | None:
    if isinstance(value, Entry):
        return value.amount
    if isinstance(value, Quantity):
        return value.number
    return Decimal(value) if isinstance(value, (Decimal, int)) else None
