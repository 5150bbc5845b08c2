"""Tables as documents show them: words and figures ready to be set, nothing left to compute."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from riep_plan.values.money import format_money

#: What stands in a cell that has nothing to say.
ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether it holds figures."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells, the first of which that says anything heads it; whether it is a total."""

    cells: tuple[str, ...]
    is_total: bool = False

    @property
    def head(self) -> int:
        """The place of the cell that heads it: the first where none says anything."""
        return next((place for place, cell in enumerate(self.cells) if cell), 0)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. ``note`` stands below it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    note: str = ""

    def __bool__(self) -> bool:
        """A table without rows is not worth setting."""
        return bool(self.rows)

    def with_total(self, cells: Sequence[str]) -> "Table":
        """Give the table with a row of totals below the others."""
        return replace(self, rows=(*self.rows, TableRow(tuple(cells), is_total=True)))


def titled(id_: str) -> str:
    """Make a heading of an id: ``progress-to-date`` becomes ``Progress to date``."""
    return id_.replace("-", " ").capitalize()


def words(*titles: str) -> tuple[Column, ...]:
    """Make columns of words."""
    return tuple(Column(title) for title in titles)


def figures(*titles: str) -> tuple[Column, ...]:
    """Make columns of figures."""
    return tuple(Column(title, numeric=True) for title in titles)


def table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], note: str = ""
) -> Table:
    """Make a table of plain rows."""
    return Table(caption, tuple(columns), tuple(TableRow(tuple(row)) for row in rows), note)


def money_cells(amounts: Iterable[Decimal]) -> list[str]:
    """Write amounts as cells."""
    return [format_money(amount) for amount in amounts]


def percentage(share: Decimal | None) -> str:
    """Write a share as a whole per cent, half up; an en dash where there is nothing to share."""
    if share is None:
        return "–"
    # Adding nought makes nought of minus nought.
    return f"{(share * 100).quantize(Decimal(1), rounding='ROUND_HALF_UP') + 0}%"


def without_empty(one: Table) -> Table:
    """Leave out the columns that no row has anything in."""
    kept = [
        place
        for place in range(len(one.columns))
        if any(row.cells[place] not in ("", ABSENT) for row in one.rows)
    ]
    rows = (TableRow(tuple(row.cells[place] for place in kept), row.is_total) for row in one.rows)
    return Table(one.caption, tuple(one.columns[place] for place in kept), tuple(rows), one.note)
