"""Where the figures come from: file and line of every term of every figure of a board report."""

from collections.abc import Callable, Iterable

from riep_plan.findings.finding import Path
from riep_plan.report.board.cells import MoneyTable
from riep_plan.report.tables import ABSENT, Table, table, words

#: Gives the file and line of a path in the plan: ``returns/Q2/depot.yaml:14``.
Places = Callable[[Path], str]


def trace_tables(tables: Iterable[MoneyTable], places: Places) -> list[Table]:
    """Give, for each table of money, its figures and the places of their terms."""
    return [_trace(one, places) for one in tables if one]


def _trace(one: MoneyTable, places: Places) -> Table:
    rows = [
        (
            traced.row,
            traced.column,
            traced.text,
            _listed(traced.figure.terms, places),
            _listed(traced.figure.unknown, places),
        )
        for traced in one.traced
    ]
    columns = words("Row", "Column", "Figure", "Made of", "Not known")
    return table(f"{one.table.caption}: where the figures come from", columns, rows)


def _listed(terms: Iterable[Path], places: Places) -> str:
    return ", ".join(dict.fromkeys(places(at) for at in terms)) or ABSENT
