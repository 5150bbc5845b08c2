"""Spend and forecast outturn: by kind, project, source and line, against profile and budget."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.returns.money import (
    MoneyRow,
    money_by_kind,
    money_by_project,
    money_by_source,
    money_in_all,
    money_lines,
)
from riep_plan.figures.returns.spend import project_lines, spend_lines
from riep_plan.figures.returns.standing import PROGRAMME, owner_name, owners, return_of
from riep_plan.model.returns import SpendReturn
from riep_plan.report.board.cells import Cell, MoneyTable, gap, money_table, pounds, share
from riep_plan.report.order import numbered_projects, places_of
from riep_plan.report.tables import Table, figures, table, words

_BOTH = "Not split"
_MEANING = (
    "A variance is what was spent, or is expected, less what was planned: below nought is less "
    "than planned. Outturn is actual to date and forecast together. Budget and profile are as they "
    "are now, with the virements agreed so far."
)
_NO_PROFILE = "A dash stands where the plan spreads the money over no quarters."


@dataclass(frozen=True, slots=True)
class Names:
    """What projects and sources are called in tables."""

    projects: Mapping[str, str]
    sources: Mapping[str, str]


def names_of(ledger: Ledger) -> Names:
    """Give the names of projects, in the order of their numbers, and of sources.

    The programme itself comes last among the projects, where it makes returns.
    """
    own = {one: owner_name(ledger.plan, one) for one in owners(ledger.plan) if one == PROGRAMME}
    return Names(
        {one: project.name for one, project in numbered_projects(ledger)} | own,
        {one: source.title for one, source in ledger.plan.funding.items()},
    )


def kind_word(kind: str) -> str:
    """Write a kind of money; what the plan does not split is said to be so."""
    return kind.capitalize() or _BOTH


class MoneyView:
    """The money of a quarter as its board report sets it out."""

    def __init__(self, ledger: Ledger, quarter: str) -> None:
        """Take a plan's figures and the name of one of its quarters."""
        self._ledger = ledger
        self._quarter = quarter
        self._names = names_of(ledger)

    @cached_property
    def _holders(self) -> list[tuple[str, str]]:
        """The projects by name; the programme itself only where it has money of its own."""
        has_money = bool(self._ledger.once(project_lines, self._quarter).get(PROGRAMME))
        names = self._names.projects.items()
        return [(one, name) for one, name in names if one != PROGRAMME or has_money]

    @cached_property
    def tables(self) -> list[MoneyTable]:
        """The tables of spend that have rows, in order."""
        found = [self.budgets, self.in_quarter, *self.outturn]
        return [one for one in found if one]

    @cached_property
    def outturn(self) -> list[MoneyTable]:
        """The tables of spend, forecast and outturn: the widest, so that they stand together."""
        found = [self.by_kind, self.by_project, self.by_source, *self.by_line]
        return [one for one in found if one]

    @cached_property
    def budgets(self) -> MoneyTable:
        """What each project had at first, what was agreed since, and what it has now."""
        money = self._ledger.once(money_by_project, self._quarter)
        whole = self._ledger.once(money_in_all, self._quarter)
        note = (
            "Agreed changes are virements that a meeting agreed to by the end of the quarter. What "
            "is re-profiled or slips stays in the budget."
        )
        return money_table(
            self._ledger.plan,
            f"Original budget and changes agreed by the end of {self._quarter}",
            (*words("Project"), *figures("Original budget", "Agreed changes", "Budget now")),
            [(name, *_budget(money[one])) for one, name in self._holders],
            ("Programme", *_budget(whole)),
            note,
        )

    @cached_property
    def by_kind(self) -> MoneyTable:
        """Revenue and capital, and all of it."""
        rows = [((kind_word(one.kind),), one) for one in self._kinds]
        return self._table("Revenue and capital", "Kind", rows)

    @cached_property
    def by_project(self) -> MoneyTable:
        """Each project's money."""
        money = self._ledger.once(money_by_project, self._quarter)
        rows = [((name,), money[one]) for one, name in self._holders]
        return self._table("Spend and forecast outturn by project", "Project", rows)

    @cached_property
    def by_source(self) -> MoneyTable:
        """Each funding source's money."""
        found = money_by_source(self._ledger, self._quarter)
        rows = [((self._names.sources.get(one.source, one.source),), one) for one in found]
        return self._table("Spend and forecast outturn by funding source", "Source", rows)

    @cached_property
    def by_line(self) -> list[MoneyTable]:
        """Each project's money by source: a table for revenue, one for capital."""
        order = places_of(self._names.projects)
        lines = sorted(
            money_lines(self._ledger, self._quarter), key=lambda one: order[one.project_id]
        )
        return [self._of_kind(of.kind, of, lines) for of in self._kinds]

    def _of_kind(self, kind: str, total: MoneyRow, lines: Sequence[MoneyRow]) -> MoneyTable:
        rows = [
            (
                (
                    self._names.projects[one.project_id],
                    self._names.sources.get(one.source, one.source),
                ),
                one,
            )
            for one in lines
            if one.kind == kind
        ]
        caption = f"{kind_word(kind)}: spend and forecast outturn by project and source"
        return self._table(caption, ("Project", "Source"), rows, total)

    @cached_property
    def _kinds(self) -> list[MoneyRow]:
        return money_by_kind(self._ledger, self._quarter)

    @property
    def meaning(self) -> str:
        """What the columns mean."""
        return _MEANING

    def _table(
        self,
        caption: str,
        heads: str | tuple[str, ...],
        rows: Sequence[tuple[tuple[str, ...], MoneyRow]],
        total: MoneyRow | None = None,
    ) -> MoneyTable:
        titles = (heads,) if isinstance(heads, str) else heads
        whole = total or self._ledger.once(money_in_all, self._quarter)
        label = ("Programme", *[""] * (len(titles) - 1))
        is_profiled = all(one.is_profiled for _, one in rows)
        return money_table(
            self._ledger.plan,
            caption,
            (
                *words(*titles),
                *figures(
                    "Budget now",
                    f"Profile to {self._quarter}",
                    f"Actual to {self._quarter}",
                    "Variance to date",
                    "Variance to date, %",
                    "Forecast",
                    "Outturn",
                    "Variance at outturn",
                    "Slips to next year",
                ),
            ),
            [(*name, *_cells(one)) for name, one in rows],
            (*label, *_cells(whole)),
            "" if is_profiled else _NO_PROFILE,
        )

    @cached_property
    def in_quarter(self) -> MoneyTable:
        """What each project spent in the quarter itself."""
        money = self._ledger.once(money_by_project, self._quarter)
        whole = self._ledger.once(money_in_all, self._quarter)
        return money_table(
            self._ledger.plan,
            f"Spend in {self._quarter} itself",
            (*words("Project"), *figures("Profile", "Actual", "Variance", "Variance, %")),
            [(name, *_in_quarter(money[one])) for one, name in self._holders],
            ("Programme", *_in_quarter(whole)),
        )

    @cached_property
    def reasons(self) -> Table:
        """Why spend differs, in the words of the returns."""
        rows = [
            (
                self._names.projects[project_id],
                self._names.sources.get(source, source),
                kind_word(kind),
                said.because,
            )
            for project_id, source, kind, said in self._said()
            if said.because
        ]
        columns = words("Project", "Source", "Kind", "Why spend differs, in the project's words")
        return table(f"Reasons given in the returns for {self._quarter}", columns, rows)

    def _said(self) -> Iterable[tuple[str, str, str, SpendReturn]]:
        for project_id in self._names.projects:
            found = return_of(self._ledger.plan, self._quarter, project_id)
            for source, kinds in found.spend.items() if found else ():
                for kind in ("revenue", "capital"):
                    said = getattr(kinds, kind)
                    if said is not None:
                        yield project_id, source, kind, said

    @property
    def is_stated(self) -> bool:
        """Whether there is any money to report on."""
        return bool(self._ledger.once(spend_lines, self._quarter))


def _budget(one: MoneyRow) -> list[Cell]:
    money = one.position
    return [pounds(money.original), pounds(money.agreed), pounds(money.budget)]


def _cells(one: MoneyRow) -> list[Cell]:
    money = one.position
    return [
        pounds(money.budget),
        pounds(one.planned),
        pounds(money.actual),
        gap(one.variance_to_date),
        share(one.variance_to_date, one.planned),
        pounds(money.forecast),
        pounds(money.outturn),
        gap(money.variance),
        pounds(money.slips),
    ]


def _in_quarter(one: MoneyRow) -> list[Cell]:
    planned = one.position.planned_in_quarter if one.is_profiled else None
    actual = one.position.actual_in_quarter
    variance = actual - planned if planned is not None else None
    return [pounds(planned), pounds(actual), gap(variance), share(variance, planned)]
