"""Efficiencies that were delivered, against the profile that promised them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.returns.money import money_in_all
from riep_plan.figures.returns.savings import (
    SavingLine,
    return_on_investment,
    saving_lines,
    saving_position,
)
from riep_plan.figures.returns.standing import return_of
from riep_plan.model.returns import SavingReturn
from riep_plan.report.board.cells import Cell, MoneyTable, gap, money_table, pounds, share
from riep_plan.report.order import places_of
from riep_plan.report.tables import Table, figures, table, words
from riep_plan.values.money import PENNY, format_money

_KINDS = {"cashable": "Cashable", "non_cashable": "Non-cashable"}


class SavingsView:
    """What a quarter's report says of efficiencies."""

    def __init__(self, ledger: Ledger, quarter: str, names: Mapping[str, str]) -> None:
        """Take a plan's figures, the name of one of its quarters, and its projects' names."""
        self._ledger = ledger
        self._quarter = quarter
        self._names = names

    @cached_property
    def _lines(self) -> list[SavingLine]:
        order = places_of(self._names)
        found = self._ledger.once(saving_lines, self._quarter)
        return sorted(found, key=lambda one: order[one.project_id])

    @cached_property
    def against_profile(self) -> MoneyTable:
        """Each project's efficiencies of each kind, and what they come to."""
        rows: list[Sequence[Cell | str]] = [
            (self._names[one.project_id], _KINDS[one.kind], *self._cells([one]))
            for one in self._lines
        ]
        of_kinds: list[Sequence[Cell | str]] = [
            ("Programme", word, *self._cells([one for one in self._lines if one.kind == kind]))
            for kind, word in _KINDS.items()
            if any(one.kind == kind for one in self._lines)
        ]
        heads = (
            "In-year promise",
            f"Promised to {self._quarter}",
            f"Delivered in {self._quarter}",
            f"Delivered to {self._quarter}",
            "Variance",
            "Variance, %",
        )
        note = "A variance is what was delivered less what was promised so far."
        return money_table(
            self._ledger.plan,
            "Efficiencies delivered against profile",
            (*words("Project", "Kind"), *figures(*heads)),
            rows,
            ("Programme", "Both kinds", *self._cells(self._lines)),
            note,
            subtotals=of_kinds,
        )

    def _cells(self, lines: Iterable[SavingLine]) -> list[Cell]:
        one = saving_position(lines, self._quarter)
        return [
            pounds(one.promised),
            pounds(one.promised_to_date),
            pounds(one.delivered_in_quarter),
            pounds(one.delivered),
            gap(one.variance),
            share(one.variance, one.promised_to_date),
        ]

    @cached_property
    def evidence(self) -> Table:
        """What the efficiencies of the quarter came from, and what shows them."""
        rows = [
            (
                name,
                _KINDS[kind],
                format_money(said.actual),
                said.came_from or "not said",
                said.evidence or "none stated",
            )
            for project_id, name in self._names.items()
            for kind, said in self._said(project_id)
        ]
        columns = (
            *words("Project", "Kind"),
            *figures(f"As returned in {self._quarter}"),
            *words("Came from", "Evidence"),
        )
        return table("What the efficiencies came from", columns, rows)

    def _said(self, project_id: str) -> Iterable[tuple[str, SavingReturn]]:
        found = return_of(self._ledger.plan, self._quarter, project_id)
        for kind in _KINDS:
            said = getattr(found.efficiencies, kind) if found and found.efficiencies else None
            if said is not None and said.actual:
                yield kind, said

    @cached_property
    def on_investment(self) -> str:
        """What each pound spent has saved so far, in a sentence; nothing before any was saved."""
        if not self._lines:
            return ""
        delivered = saving_position(self._lines, self._quarter).delivered
        spent = self._ledger.once(money_in_all, self._quarter).position.actual
        found = return_on_investment(delivered, spent)
        if found is None:
            if delivered.is_known and spent.is_known:
                return ""
            return (
                "What each pound spent has saved so far cannot be told, since some spend or "
                "efficiencies were not reported."
            )
        each = format_money(found.quantize(PENNY))
        return f"Each pound spent to the end of {self._quarter} has saved {each} so far."
