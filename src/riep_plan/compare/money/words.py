"""Saying what money did: budgets, amounts and periods in the words of a board paper."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from riep_plan.compare.money.cells import IN_ALL, Book, MoneyRow, Slot, Table, When
from riep_plan.values.money import format_money
from riep_plan.values.quantity import format_number
from riep_plan.values.words import listed, shortened

#: What a table of a project is called, and whether that is one thing or several.
_TABLES = {
    Table.ALLOCATION: ("the allocation", "stays"),
    Table.SPEND: ("the table of spend", "stays"),
    Table.BUDGET: ("the budget lines", "stay"),
    Table.PAYMENTS: ("the payments for milestones", "stay"),
}
#: What money of no stated kind is called, by the table that it stands in.
_MONEY = {
    Table.ALLOCATION: "the allocation",
    Table.SPEND: "spend",
    Table.BUDGET: "the budget",
    Table.PAYMENTS: "the payments",
}
#: What an amount is called that nobody knows yet.
UNKNOWN = "to be confirmed"
#: So much of a line's own words is told.
WIDTH = 60
_TENTH = Decimal("0.1")


class Wording:
    """Names for what two versions of a plan have money in; the later version's where it has it."""

    def __init__(self, before: Book, after: Book) -> None:
        """Take both versions."""
        self._projects = _project_names(before) | _project_names(after)
        self._sources = _source_names(before) | _source_names(after)
        self._tables = dict(before.leads) | dict(after.leads)
        self._periods = _periods(before) | _periods(after)

    def project(self, project: str) -> str:
        """A project, or the programme itself."""
        return self._projects.get(project, project) if project else "the programme itself"

    def source(self, source: str) -> str:
        """A funding source."""
        return self._sources.get(source, source) if source else "a source that is not named"

    def budget(self, slot: Slot, table: Table | None = None) -> str:
        """A budget: ``capital of Foster Care Placements from NWIEP programme funding``."""
        stated = table if table is not None else self._tables.get(slot.purse, Table.BUDGET)
        return f"{slot.kind or _MONEY[stated]} of {self.holder(slot)}"

    def holder(self, slot: Slot) -> str:
        """Whose money it is and who pays: ``Audit from Core grant``."""
        payer = f" from {self.source(slot.source)}" if slot.source else ""
        return f"{self.project(slot.project)}{payer}"

    def row(self, row: MoneyRow) -> str:
        """One row of a table: a budget, or a line of it with its own words."""
        line = f"{line_name(row)} in " if row.line else ""
        return f"{line}{self.budget(row.slot, row.table)}"

    def table(self, table: Table, slot: Slot) -> str:
        """A table of a project: ``the budget lines of Audit from Core grant``."""
        return f"{_TABLES[table][0]} of {self.holder(slot)}"

    def period(self, key: When) -> str:
        """A period in the plan's own words; empty for all of it."""
        return "" if key == IN_ALL else self._periods.get(key, "")


def line_name(row: MoneyRow) -> str:
    """A line of a budget, or a milestone, in its own words."""
    return f"“{shortened(row.row.name, WIDTH)}”"


def table_name(table: Table) -> str:
    """A table of a project by itself: ``the budget lines``."""
    return _TABLES[table][0]


def stays(table: Table) -> str:
    """The verb of a table that does not change."""
    return _TABLES[table][1]


def within(period: str) -> str:
    """Say in which period, after an amount; nothing for all of it."""
    return f" in {period}" if period else ""


def percent(share: Decimal | None) -> str:
    """Write a share in brackets, to a tenth of a per cent: `` (34.5%)``; nothing for None."""
    if share is None:
        return ""
    tenths = abs(share).quantize(_TENTH, ROUND_HALF_UP)
    return f" ({format_number(tenths)}%)" if tenths else " (less than 0.1%)"


def share_of(amount: Decimal, before: Decimal | None) -> Decimal | None:
    """What per cent an amount is of what there was; None of nothing."""
    return amount * 100 / before if before else None


def amounts(cells: Sequence[tuple[str, Decimal]]) -> str:
    """Write amounts with their periods: ``£16,000 in Q1 and £42,000 in Q2``."""
    return listed([f"{format_money(amount)}{within(period)}" for period, amount in cells])


def _project_names(book: Book) -> dict[str, str]:
    named: dict[str, str] = {}
    for row in book.rows:
        if row.slot.project and row.slot.project not in named:
            named[row.slot.project] = book.plan.projects[row.row.at[1]].name
    return named


def _source_names(book: Book) -> dict[str, str]:
    named: dict[str, str] = {}
    for row in book.rows:
        if row.slot.source and row.slot.source not in named:
            own = row.row.at[3] if row.table in (Table.ALLOCATION, Table.SPEND) else row.row.at[-1]
            source = book.plan.funding.get(own)
            named[row.slot.source] = source.title if source else own
    return named


def _periods(book: Book) -> dict[When, str]:
    return {cell.when: cell.words for row in book.rows for cell in row.cells}
