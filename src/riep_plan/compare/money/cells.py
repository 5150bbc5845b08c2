"""The money of a plan, row by row: each amount with the budget and the period that it is of.

A project states its money once or several times, as ``figures/money/sources.py`` says: the first
of allocation, spend, budget lines and payments that there is for a source leads, and the others
state it again. Money in budget lines that name no source counts where the project states none by
source elsewhere: it is else the same money. What the programme pays itself are its own lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from riep_plan.compare.change import Renaming
from riep_plan.compare.references import Translation
from riep_plan.figures.money.kinds_of_money import (
    Money,
    budget_money,
    is_capital_alone,
    paid_money,
    spend_money,
)
from riep_plan.figures.tables import CAPITAL, Row, tables_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.period import read_period


class Table(IntEnum):
    """The tables that may state a project's money; the first that there is counts."""

    ALLOCATION = 0
    SPEND = 1
    BUDGET = 2
    PAYMENTS = 3


class Slot(NamedTuple):
    """A budget over all its periods, in the ids of the later version.

    Attributes:
        project: the project's id; empty for the programme itself.
        source: the source's id; empty where none is named.
        kind: ``revenue`` or ``capital``; empty where it is not said.
    """

    project: str
    source: str
    kind: str

    @property
    def purse(self) -> tuple[str, str]:
        """Whose it is and who pays, whatever the kind."""
        return self.project, self.source


#: A period by its meaning, so that periods sort by time: a quarter, or days; all of it is last.
When = tuple[int, int, int]
IN_ALL: When = (2, 0, 0)


class Cell(NamedTuple):
    """One amount of a row.

    Attributes:
        when: its period.
        words: the row's own words for the period; ``total`` for all of it.
        amount: in pounds; None where it is still to be confirmed.
    """

    when: When
    words: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A row of money with what it is of.

    Attributes:
        table: where it stands.
        slot: the budget that it belongs to.
        line: where the line or milestone stands, in the ids of the later version; empty for
            others.
        row: the amounts.
        kind_at: where the kind of a budget line stands, or would stand.
        cells: the amounts that make up all of it.
    """

    table: Table
    slot: Slot
    line: Path
    row: Row
    kind_at: Path
    cells: tuple[Cell, ...]

    @property
    def key(self) -> tuple[Table, Slot, Path]:
        """What is the same row in both versions."""
        return self.table, self.slot, self.line

    @property
    def whole(self) -> Decimal:
        """All of it, as far as it is known."""
        return self.row.whole

    @property
    def is_known(self) -> bool:
        """Whether no amount of it is still to be confirmed."""
        return all(cell.amount is not None for cell in self.cells)

    def in_all(self) -> "MoneyRow":
        """The same row as one amount."""
        is_stated = bool(self.row.profile.parts) or self.row.profile.total is not None
        amount = self.whole if is_stated else None
        return replace(self, cells=(Cell(IN_ALL, TOTAL, amount),))


@dataclass(frozen=True, slots=True)
class Book:
    """The money of one version of a plan.

    Attributes:
        plan: that version.
        rows: every row of every table.
        leads: the table that counts, for each project and source.
    """

    plan: Plan
    rows: tuple[MoneyRow, ...]
    leads: Mapping[tuple[str, str], Table]

    def counted(self) -> Iterator[MoneyRow]:
        """Give the rows that count: the totals of the plan are theirs."""
        return (row for row in self.rows if self.leads.get(row.slot.purse) is row.table)


class Names:
    """What ids of the earlier version are called in the later one."""

    def __init__(self, renamed: Sequence[Renaming] = ()) -> None:
        """Take the parts that have another id."""
        self._later = Translation(renamed)
        self._ids = {one.after: (one.before[-1], one.after[-1]) for one in renamed}

    def later(self, at: Path) -> str:
        """The id that a part of the earlier version, by its path there, has in the later one."""
        return self._later.path(at)[-1]

    def path(self, at: Path) -> Path:
        """The path that a part of the earlier version has in the later one."""
        return self._later.path(at)

    def order(self, at: Path) -> tuple[list[str], ...]:
        """Where a part, by its path in the later version, comes among others.

        Each step counts with all the ids that it has in the two versions, so that the order is the
        same whichever of them is the earlier.
        """
        upto = (at[: place + 1] for place in range(len(at)))
        return tuple(sorted(self._ids.get(path, path[-1:])) for path in upto)


def read_book(plan: Plan, names: Names | None = None) -> Book:
    """Read the money of a version of a plan.

    Args:
        plan: that version.
        names: for the earlier version, what its ids are called in the later one.
    """
    known = names or Names()
    rows = tuple(_named(known, table, money) for table, money in _all_money(plan))
    return Book(plan, rows, _leads(rows))


@lru_cache(maxsize=4_096)
def when(key: str) -> When:
    """What a profile's key means, to sort and compare by."""
    if key == TOTAL:
        return IN_ALL
    period = read_period(key)
    if period.days is not None:
        return 1, period.days.start.toordinal(), period.days.end.toordinal()
    first, last = period.quarters or (0, 0)
    return 0, first, last


def cells_of(row: Row) -> tuple[Cell, ...]:
    """Give the amounts that make up all of a row, as ``Row.whole`` adds them up.

    These are its periods; or its total where that is all that is known. A total stated beside
    periods is no more money.
    """
    root = row.profile.root
    return tuple(Cell(when(key), key, root[key].amount) for key in amount_keys(row.profile))


def amount_keys(profile: Profile) -> list[str]:
    """Give the keys of the amounts that make up all of a profile; none of an empty one."""
    keys = [key for key in profile.root if key != TOTAL]
    is_divided = bool(profile.parts) or profile.total is None
    return keys if keys and is_divided else [key for key in profile.root if key == TOTAL]


def _all_money(plan: Plan) -> Iterator[tuple[Table, Money]]:
    for project_id, project in plan.projects.items():
        for source, profile in project.allocation.items():
            at: Path = ("projects", project_id, "allocation", source)
            kind = CAPITAL if is_capital_alone(plan, source) else None
            row = Row(at, f"allocation of {project.name}", profile)
            yield Table.ALLOCATION, Money(project_id, at, row, source, None, kind)
    for money in spend_money(tables_of(plan)):
        yield Table.SPEND, money
    for money in budget_money(plan):
        yield Table.BUDGET, money
    for money in paid_money(plan):
        yield Table.PAYMENTS, money


def _named(names: Names, table: Table, money: Money) -> MoneyRow:
    project = names.later(("projects", money.holder)) if money.holder else ""
    source = names.later(("funding", money.source)) if money.source else ""
    line = names.path(money.line) if table in (Table.BUDGET, Table.PAYMENTS) else ()
    slot = Slot(project, source, money.kind or "")
    return MoneyRow(table, slot, line, money.row, (*money.line, "kind"), cells_of(money.row))


def _leads(rows: Sequence[MoneyRow]) -> Mapping[tuple[str, str], Table]:
    leads: dict[tuple[str, str], Table] = {}
    elsewhere: set[str] = set()
    for row in rows:
        leads[row.slot.purse] = min(row.table, leads.get(row.slot.purse, row.table))
    for (project, source), table in leads.items():
        if source and table is not Table.BUDGET:
            elsewhere.add(project)
    return {
        (project, source): table
        for (project, source), table in leads.items()
        if source or project not in elsewhere
    }
