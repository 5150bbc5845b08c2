"""What moved between two versions, amount by amount, before anyone asks where it went.

An amount that was to be confirmed and now is known, or the other way round, has not moved: nobody
knew it. Such amounts are kept apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from riep_plan.compare.money.cells import (
    IN_ALL,
    Book,
    Cell,
    MoneyRow,
    Slot,
    Table,
    When,
    amount_keys,
    when,
)
from riep_plan.compare.money.draft import Paths
from riep_plan.findings.finding import Path
from riep_plan.model.profile import TOTAL

RowKey = tuple[Table, Slot, Path]


class Unknown(NamedTuple):
    """An amount that one of the two versions does not know.

    Attributes:
        before: the amount in the earlier version; None where that has none.
        after: the amount in the later version; None where that has none.
    """

    before: Cell | None
    after: Cell | None

    @property
    def when(self) -> When:
        """Its period."""
        return next(cell.when for cell in self if cell is not None)

    @property
    def is_gained(self) -> bool:
        """Whether it is known now, or new; the other way round it was known, or is gone."""
        if self.net or self.before is None:
            return self.net >= 0
        return self.after is not None and self.after.amount is not None

    @property
    def net(self) -> Decimal:
        """By how much what is known grows (+) or falls (-)."""
        return _known(self.after) - _known(self.before)


@dataclass
class Moved:
    """What two versions of the same rows do not share.

    Attributes:
        by_row: for each row, what each period has more (+) or less (-) of; no noughts.
        unknown: by budget, the amounts that one version does not know.
        vague: the rows that such amounts are of.
        rows_before: the rows of the earlier version, by budget.
        rows_after: the rows of the later version, by budget.
    """

    by_row: dict[RowKey, dict[When, Decimal]] = field(default_factory=dict)
    unknown: dict[Slot, list[Unknown]] = field(default_factory=dict)
    vague: set[RowKey] = field(default_factory=set)
    rows_before: dict[Slot, list[MoneyRow]] = field(default_factory=dict)
    rows_after: dict[Slot, list[MoneyRow]] = field(default_factory=dict)

    def cells(self) -> Mapping[Slot, Mapping[When, Decimal]]:
        """The same by budget, over all of its rows."""
        found: dict[Slot, dict[When, Decimal]] = defaultdict(dict)
        for (_, slot, _), periods in self.by_row.items():
            for key, amount in periods.items():
                found[slot][key] = found[slot].get(key, Decimal(0)) + amount
        nets = {slot: {key: one for key, one in its.items() if one} for slot, its in found.items()}
        return {slot: its for slot, its in nets.items() if its}

    def whole(self, slot: Slot, *, later: bool) -> Decimal | None:
        """All that a version has of a budget, as far as it is known; None where it has none."""
        rows = self.rows(slot, later=later)
        return sum((row.whole for row in rows), Decimal(0)) if rows else None

    def is_known(self, slot: Slot, *, later: bool) -> bool:
        """Whether a version knows all of a budget."""
        return all(row.is_known for row in self.rows(slot, later=later))

    def rows(self, slot: Slot, *, later: bool) -> list[MoneyRow]:
        """The rows of a budget in one of the versions."""
        return (self.rows_after if later else self.rows_before).get(slot, [])

    def paths(self, slot: Slot, periods: Collection[When] = (IN_ALL,)) -> Paths:
        """Give where both versions state a budget in some periods; all of it stands in each."""
        before, after = (
            tuple(at for row in self.rows(slot, later=later) for at in _paths_in(row, set(periods)))
            for later in (False, True)
        )
        return before, after

    def restated(self, slot: Slot) -> Paths:
        """Give where a budget says no more than its amounts do.

        These are totals, stated beside their periods, that change as much as these do; and noughts
        for periods that the other version leaves out.
        """
        before, after = [list[Path](), list[Path]()]
        for one, other in self._pairs(slot):
            if _total(other) - _total(one) == _whole(other) - _whole(one):
                before += _total_paths(one)
                after += _total_paths(other)
            before += _noughts(one, other)
            after += _noughts(other, one)
        return tuple(before), tuple(after)

    def changed(self, slot: Slot) -> list[MoneyRow]:
        """Give the rows of a budget that changed, as they are now, or were where they are gone."""
        found = (one or other for other, one in self._pairs(slot))
        rows = [row for row in found if row is not None]
        return [row for row in rows if row.key in self.by_row or row.key in self.vague]

    def of_same_lines(self, less: Slot, more: Slot) -> Decimal:
        """How much one budget has less of and the other more in the very same lines.

        Where a budget has come from one table to another, nobody can tell lines apart: all of it.
        """
        nets = {
            slot: {row.key: self._net(row.key) for row in self.changed(slot)}
            for slot in (less, more)
        }
        tables = [{table for table, _, _ in its} for its in nets.values()]
        if not tables[0] & tables[1]:
            return sum(nets[more].values(), Decimal(0))
        return sum(
            (
                min(-net, max(nets[more].get((table, more, line), Decimal(0)), Decimal(0)))
                for (table, _, line), net in nets[less].items()
                if net < 0
            ),
            Decimal(0),
        )

    def _net(self, key: RowKey) -> Decimal:
        return sum(self.by_row.get(key, {}).values(), Decimal(0))

    def _pairs(self, slot: Slot) -> list[tuple[MoneyRow | None, MoneyRow | None]]:
        """Give each row of a budget as it was and is."""
        earlier = {row.key: row for row in self.rows(slot, later=False)}
        later = {row.key: row for row in self.rows(slot, later=True)}
        return [(earlier.get(key), later.get(key)) for key in dict.fromkeys((*earlier, *later))]


def moved(before: Iterable[MoneyRow], after: Iterable[MoneyRow]) -> Moved:
    """Set the rows of two versions against each other."""
    found = Moved()
    earlier, later = {row.key: row for row in before}, {row.key: row for row in after}
    for rows, by_slot in ((earlier, found.rows_before), (later, found.rows_after)):
        for row in rows.values():
            by_slot.setdefault(row.slot, []).append(row)
    unsaid = _unknown_lines(earlier) & _unknown_lines(later)
    for key in dict.fromkeys((*earlier, *later)):
        one, other = earlier.get(key), later.get(key)
        if one is not None and other is not None and one.cells == other.cells:
            continue
        nets, unknown = _set_against(_by_period(one), _by_period(other))
        if nets:
            found.by_row[key] = nets
        if unknown and not ((one is None or other is None) and _line(key) in unsaid):
            found.unknown.setdefault(key[1], []).extend(unknown)
            found.vague.add(key)
    return found


def _unknown_lines(rows: Mapping[RowKey, MoneyRow]) -> set[tuple[object, ...]]:
    """Give the lines of which nothing is known: of another kind they are as unknown as before."""
    return {
        _line(key) for key, row in rows.items() if all(cell.amount is None for cell in row.cells)
    }


def _line(key: RowKey) -> tuple[object, ...]:
    """A line whatever its kind."""
    table, slot, line = key
    return table, slot.purse, line


def counted_rows(before: Book, after: Book) -> tuple[list[MoneyRow], list[MoneyRow]]:
    """Give the rows of both versions that count, so that they can be set against each other.

    Where another table counts now than before, it may be less exact: an allocation has no kinds or
    quarters where the table of spend has. Both are then taken at what they both say.
    """
    rows = list(before.counted()), list(after.counted())
    other = {
        purse for purse, table in after.leads.items() if before.leads.get(purse, table) is not table
    }
    if not other:
        return rows
    concerned = [row for its in rows for row in its if row.slot.purse in other]
    no_kind = {row.slot.purse for row in concerned if not row.slot.kind}
    in_all = {row.slot.purse for row in concerned if _is_in_all(row)}
    return (
        [_coarser(row, no_kind, in_all, other) for row in rows[0]],
        [_coarser(row, no_kind, in_all, other) for row in rows[1]],
    )


def _coarser(
    row: MoneyRow,
    no_kind: set[tuple[str, str]],
    in_all: set[tuple[str, str]],
    other: set[tuple[str, str]],
) -> MoneyRow:
    """Take a row without its kind or its periods, where the other version has none."""
    purse = row.slot.purse
    if purse not in other:
        return row
    slot = row.slot._replace(kind="") if purse in no_kind else row.slot
    line = (row.slot.kind, *row.line)  # rows of two kinds stay two
    taken = row.in_all() if purse in in_all else row
    return replace(taken, slot=slot, line=line)


def _is_in_all(row: MoneyRow) -> bool:
    return any(cell.when == IN_ALL for cell in row.cells)


def _by_period(row: MoneyRow | None) -> dict[When, Cell]:
    return {cell.when: cell for cell in row.cells} if row else {}


def _set_against(
    before: Mapping[When, Cell], after: Mapping[When, Cell]
) -> tuple[dict[When, Decimal], list[Unknown]]:
    """Give what each period has more or less of, and what one of the two versions does not know."""
    nets: dict[When, Decimal] = {}
    unknown: list[Unknown] = []
    vague_before, vague_after = _is_vague(before, after), _is_vague(after, before)
    for key in sorted({**before, **after}):
        one, other = before.get(key), after.get(key)
        is_unknown = any(cell is not None and cell.amount is None for cell in (one, other))
        is_told = (one is None and vague_before) or (other is None and vague_after)
        if not is_unknown and not is_told:
            net = _known(other) - _known(one)
            if net:
                nets[key] = net
        elif one is None or other is None or one.amount != other.amount:
            unknown.append(Unknown(one, other))
    return nets, unknown


def _is_vague(cells: Mapping[When, Cell], others: Mapping[When, Cell]) -> bool:
    """Whether a row has an amount to be confirmed where the other version gives periods of it."""
    return bool(others) and any(
        cell.amount is None and key not in others for key, cell in cells.items()
    )


def _known(cell: Cell | None) -> Decimal:
    return Decimal(0) if cell is None or cell.amount is None else cell.amount


def _paths_in(row: MoneyRow, periods: Collection[When]) -> list[Path]:
    """Where a row states its amounts for some periods, and its kind."""
    keys = amount_keys(row.row.profile)
    found = [key for key in keys if IN_ALL in periods or key == TOTAL or when(key) in periods]
    return [row.kind_at, *(row.row.cell_path(key) for key in found)] if found else []


def _total_paths(row: MoneyRow | None) -> list[Path]:
    return [(*row.row.at, TOTAL)] if row and row.row.profile.parts else []


def _noughts(row: MoneyRow | None, other: MoneyRow | None) -> list[Path]:
    """Where a row has nought for what the other version leaves out."""
    there = {cell.when for cell in other.cells} if other else set()
    if row is None:
        return []
    left_out = [cell for cell in row.cells if cell.amount == 0 and cell.when not in there]
    return [row.row.cell_path(cell.words) for cell in left_out]


def _whole(row: MoneyRow | None) -> Decimal:
    return row.whole if row else Decimal(0)


def _total(row: MoneyRow | None) -> Decimal:
    """The total as stated; of a row that states none, what it adds up to."""
    return row.row.amount(TOTAL) if row else Decimal(0)
