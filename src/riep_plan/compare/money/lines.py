"""Money that moves between the lines of one budget, or the milestones of one project.

The budget has as much as before, so that no other table can tell. A line is a heading of its own:
money that goes to another is a virement. Payments that go to another milestone are re-profiled.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from riep_plan.compare.change import Kind
from riep_plan.compare.money.cells import IN_ALL, Book, MoneyRow, Names, Slot, Table
from riep_plan.compare.money.draft import Draft
from riep_plan.compare.money.moved import Moved, RowKey, moved
from riep_plan.compare.money.pairing import Pair, paired
from riep_plan.compare.money.sentences import Teller
from riep_plan.compare.money.words import Wording, line_name, percent, share_of
from riep_plan.values.money import format_money

_KINDS = {Table.BUDGET: Kind.VIREMENT, Table.PAYMENTS: Kind.RE_PROFILE}


def between_lines(
    before: Book, after: Book, names: Names, wording: Wording, order: Callable[[Slot], Any]
) -> Iterator[Draft]:
    """Give what moves between lines of one budget, and between milestones of one project."""
    found = moved(*([row for row in book.rows if row.table in _KINDS] for book in (before, after)))
    rows = {row.key: row for book in (before, after) for row in book.rows if row.table in _KINDS}
    nets: dict[tuple[Table, Slot], dict[RowKey, Decimal]] = defaultdict(dict)
    for key, periods in found.by_row.items():
        nets[key[:2]][key] = sum(periods.values(), Decimal(0))
    for table, slot in sorted(nets, key=lambda one: (one[0], order(one[1]))):
        for pair in paired(nets[table, slot], lambda key: names.order(key[2])):
            yield _draft(_of(found, pair), wording, rows, pair)


def _of(found: Moved, pair: Pair) -> Moved:
    """Give the two rows of a pair alone."""
    keys = (pair.less, pair.more)
    slot = pair.less[1]
    return Moved(
        rows_before={slot: _with(found.rows(slot, later=False), keys)},
        rows_after={slot: _with(found.rows(slot, later=True), keys)},
    )


def _with(rows: Iterable[MoneyRow], keys: Iterable[RowKey]) -> list[MoneyRow]:
    wanted = set(keys)
    return [row for row in rows if row.key in wanted]


def _draft(both: Moved, wording: Wording, rows: dict[RowKey, MoneyRow], pair: Pair) -> Draft:
    table, slot, _ = pair.less
    teller = Teller(both, wording)
    less, more = rows[pair.less], rows[pair.more]
    wholes = [
        [_whole(both, slot, one, later=later) for later in (False, True)] for one in (less, more)
    ]
    share = share_of(pair.amount, wholes[0][0])
    amount = f"{format_money(pair.amount)}{percent(share)}"
    route = f"from {line_name(less)} to {line_name(more)}"
    text = (
        f"{amount} of {wording.budget(slot, table)} moves {route}: "
        f"{_becomes('the one', wholes[0])}, {_becomes('the other', wholes[1])}"
    )
    moves = teller.moves(slot, slot, [Pair(IN_ALL, IN_ALL, pair.amount)])
    draft = teller.draft(_KINDS[table], text, moves, {slot: [IN_ALL]})
    sides = [
        "; ".join(
            f"{line_name(one)} {_amount(its[which])}"
            for one, its in zip((less, more), wholes, strict=True)
        )
        for which in range(2)
    ]
    return replace(
        draft,
        subject=more.row.at,
        before=sides[0],
        after=sides[1],
        amount=pair.amount,
        share=share,
    )


def _whole(both: Moved, slot: Slot, row: MoneyRow, *, later: bool) -> Decimal | None:
    return next((one.whole for one in both.rows(slot, later=later) if one.key == row.key), None)


def _amount(whole: Decimal | None) -> str:
    return "none" if whole is None else format_money(whole)


def _becomes(which: str, wholes: list[Decimal | None]) -> str:
    before, after = wholes
    if before is None:
        return f"{which} is new, with {_amount(after)}"
    if after is None:
        return f"{which} is gone, with its {format_money(before)}"
    return f"{which} goes from {format_money(before)} to {format_money(after)}"
