"""Tables of money whose cells know where they come from.

What is not known is said in words and marked, and so is a sum that holds something unknown: a
reader must not take either for nought.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures.returns.standing import owner_name, return_parts
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.report.tables import ABSENT, Column, Table, TableRow, percentage
from riep_plan.values.money import format_money
from riep_plan.values.words import listed

#: Marks what is not known, and sums that hold something unknown.
MARK = "†"
NOT_KNOWN = f"not known {MARK}"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is shown, and the figure that it shows."""

    text: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure of a table: where it stands in it, as it is shown, and what it was made of."""

    table: str
    row: str
    column: str
    text: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A table with the figures in it. Without rows it is not worth setting."""

    table: Table
    traced: tuple[Traced, ...]

    def __bool__(self) -> bool:
        """Whether it has rows."""
        return bool(self.table)


def pounds(figure: Figure | None) -> Cell:
    """Write an amount; a sum that holds something unknown is marked, and never shown as nought."""
    if figure is None:
        return Cell(ABSENT)
    if figure.is_known:
        return Cell(format_money(figure.amount), figure)
    known = f"{format_money(figure.amount)} {MARK}" if figure.amount else NOT_KNOWN
    return Cell(known, figure)


def gap(figure: Figure | None) -> Cell:
    """Write a difference; with anything unknown in it, it is not known."""
    if figure is None or figure.is_known:
        return pounds(figure)
    return Cell(NOT_KNOWN, figure)


def share(figure: Figure | None, whole: Figure | None) -> Cell:
    """Write a difference as a per cent of what it is held against."""
    if figure is None or whole is None:
        return Cell(ABSENT)
    if not (figure.is_known and whole.is_known):
        return Cell(NOT_KNOWN)
    part = figure.share_of(whole)
    return Cell(percentage(None if part is None else part / _HUNDRED))


def money_table(
    plan: Plan,
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell | str]],
    total: Sequence[Cell | str] = (),
    note: str = "",
    *,
    subtotals: Iterable[Sequence[Cell | str]] = (),
) -> MoneyTable:
    """Make a table of money.

    Args:
        plan: the plan, for the names of those who did not report.
        caption: the table's.
        columns: its columns.
        rows: its rows; words alone have no figure behind them.
        total: the row of totals, where there is one.
        note: what stands below it, before what is said of the unknown.
        subtotals: rows of totals of some of its rows, above that of all.
    """
    body = [[_cell(one) for one in row] for row in rows]
    if not body:
        return MoneyTable(Table(caption, tuple(columns), ()), ())
    last = [[_cell(one) for one in row] for row in (*subtotals, total) if row]
    set_ = [TableRow(tuple(one.text for one in row)) for row in body]
    set_ += [TableRow(tuple(one.text for one in row), is_total=True) for row in last]
    cells = [*body, *last]
    notes = " ".join(filter(None, (note, _unknown_note(plan, cells))))
    traced = [one for row in cells for one in _traced(caption, columns, row)]
    return MoneyTable(Table(caption, tuple(columns), tuple(set_), notes), tuple(traced))


def _cell(one: Cell | str) -> Cell:
    return Cell(one) if isinstance(one, str) else one


def _traced(caption: str, columns: Sequence[Column], row: Sequence[Cell]) -> Iterable[Traced]:
    label = ", ".join(
        cell.text
        for cell, column in zip(row, columns, strict=True)
        if not column.numeric and cell.text not in ("", ABSENT)
    )
    for cell, column in zip(row, columns, strict=True):
        if cell.figure is not None:
            yield Traced(caption, label, column.title, cell.text, cell.figure)


def _unknown_note(plan: Plan, rows: Iterable[Sequence[Cell]]) -> str:
    cells = [cell for row in rows for cell in row]
    if not any(MARK in cell.text for cell in cells):
        return ""
    gaps = dict.fromkeys(at for cell in cells if cell.figure for at in cell.figure.unknown)
    names = list(dict.fromkeys(gap_words(plan, at) for at in gaps))
    whose = f" Not known: {listed(names)}." if names else ""
    return (
        f"{MARK} Something in it is not known. What nobody reported is not counted as nought, and "
        f"an amount with this mark holds only what is known.{whose}"
    )


def gap_words(plan: Plan, at: Path) -> str:
    """Name what is not known: a return's part by project and quarter, or a part of the plan."""
    if at[:1] == ("returns",):
        quarter, owner, _ = return_parts(at)
        return f"{owner_name(plan, owner)} in the return for {quarter}"
    project = plan.projects.get(at[1]) if at[:1] == ("projects",) else None
    return f"{project.name} in the plan" if project else "an amount in the plan"
