"""What stands in a quarterly report: the quarter's plan, in money, promises and risks."""

from collections.abc import Iterable
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.quarter import (
    DueIndicator,
    DueOutput,
    Progress,
    Timing,
    indicators_due,
    next_quarter,
    outputs_by_timing,
    outputs_starting_or_due,
    outputs_without_date,
    progress,
)
from riep_plan.figures.tables import (
    CAPITAL,
    IN_YEAR,
    REVENUE,
    SAVINGS,
    Row,
    project_saving_rows,
    spend_rows,
)
from riep_plan.model import Project
from riep_plan.report.indicators import baseline_words, target_date, target_words
from riep_plan.report.order import numbered_projects
from riep_plan.report.risks import risk_grid, risk_register
from riep_plan.report.tables import (
    Table,
    TableRow,
    figures,
    money_cells,
    percentage,
    table,
    words,
)
from riep_plan.values.quantity import format_number
from riep_plan.values.words import count, listed

#: A project's figures for two things side by side, such as revenue and capital.
Pair = tuple[Progress, Progress]


class QuarterView:
    """A plan's quarter as its report sets it out."""

    def __init__(self, ledger: Ledger, quarter: str) -> None:
        """Take a plan's figures and the name of one of its quarters."""
        self._ledger = ledger
        self.quarter = quarter
        self.next_quarter = next_quarter(ledger, quarter)

    @property
    def title(self) -> str:
        """The plan's title."""
        return self._ledger.plan.title

    @property
    def subtitle(self) -> str:
        """The quarter and its days."""
        return f"{self.quarter}: {self._ledger.quarters[self.quarter]}"

    @cached_property
    def _spend(self) -> list[tuple[Project, Pair]]:
        return [
            (project, self._pair(spend_rows(project_id, project), REVENUE, CAPITAL))
            for project_id, project in numbered_projects(self._ledger)
        ]

    @cached_property
    def _savings(self) -> list[tuple[Project, Pair]]:
        found = []
        for project_id, project in numbered_projects(self._ledger):
            rows = [
                (kind, row)
                for (horizon, kind), row in project_saving_rows(project_id, project)
                if horizon == IN_YEAR
            ]
            if rows:
                found.append((project, self._pair(rows, *SAVINGS)))
        return found

    def _pair(self, rows: Iterable[tuple[str, Row]], first: str, second: str) -> Pair:
        known = list(rows)
        return (
            progress(self._ledger, (row for kind, row in known if kind == first), self.quarter),
            progress(self._ledger, (row for kind, row in known if kind == second), self.quarter),
        )

    @property
    def headlines(self) -> Table:
        """The quarter's money at a glance."""
        revenue, capital = _total(self._spend)
        cashable, other = _total(self._savings)
        lines = [
            ("Revenue spend", revenue),
            ("Capital spend", capital),
            ("All spend", revenue + capital),
            ("Cashable efficiencies", cashable),
            ("Non-cashable efficiencies", other),
        ]
        heads = figures(
            f"In {self.quarter}", f"To the end of {self.quarter}", "Whole plan", "Share"
        )
        return table(
            "As planned",
            (*words("Figure"), *heads),
            [
                (
                    name,
                    *money_cells([one.quarter, one.to_date, one.whole]),
                    percentage(one.share),
                )
                for name, one in lines
            ],
        )

    @property
    def promises(self) -> list[str]:
        """What the quarter promises, counted."""
        due = list(outputs_by_timing(self._ledger, self.quarter, Timing.DUE))
        going_on = list(outputs_by_timing(self._ledger, self.quarter, Timing.UNDER_WAY))
        indicators = list(indicators_due(self._ledger, self.quarter))
        return [
            f"{count(len(due), 'output')} due in {self.quarter}",
            f"{count(len(going_on), 'output')} under way in {self.quarter}, due later",
            f"{count(len(indicators), 'indicator')} with a target in {self.quarter}",
        ]

    @property
    def spend(self) -> Table:
        """Spend by project: in the quarter and to date, revenue and capital apart."""
        return self._pair_table(
            "Planned spend by project",
            self._spend,
            ("Revenue", "Capital"),
            with_share=True,
        )

    @property
    def savings(self) -> Table:
        """Efficiencies by project: in the quarter and to date, cashable and not apart."""
        return self._pair_table(
            "Planned efficiencies by project",
            self._savings,
            ("Cashable", "Non-cashable"),
            with_share=False,
        )

    def _pair_table(
        self,
        caption: str,
        found: list[tuple[Project, Pair]],
        names: tuple[str, str],
        *,
        with_share: bool,
    ) -> Table:
        by_then = f"to end of {self.quarter}"
        heads = [f"{name} in {self.quarter}" for name in names]
        heads += [f"{name} {by_then}" for name in names]
        heads += [f"Total {by_then}", "Whole plan", "Share by then"] if with_share else []
        heads += [] if with_share else [f"{name}, whole plan" for name in names]
        rows = [
            TableRow((project.name, *_pair_cells(pair, with_share=with_share)))
            for project, pair in found
        ]
        if found:
            cells = _pair_cells(_total(found), with_share=with_share)
            rows.append(TableRow(("Programme", *cells), is_total=True))
        return Table(caption, (*words("Project"), *figures(*heads)), tuple(rows))

    @property
    def outputs_due(self) -> Table:
        """Outputs that should be delivered by the quarter's end."""
        due = outputs_by_timing(self._ledger, self.quarter, Timing.DUE)
        return self._outputs(f"Outputs due in {self.quarter}", due)

    @property
    def outputs_under_way(self) -> Table:
        """Outputs that go on through the quarter and end later."""
        going_on = outputs_by_timing(self._ledger, self.quarter, Timing.UNDER_WAY)
        return self._outputs(f"Outputs under way in {self.quarter}", going_on)

    @property
    def outputs_next(self) -> Table:
        """Outputs due, or starting, in the quarter that follows."""
        if self.next_quarter is None:
            return table("Outputs next", (), ())
        following = outputs_starting_or_due(self._ledger, self.next_quarter)
        return self._outputs(f"Outputs due or starting in {self.next_quarter}", following)

    @property
    def outputs_undated(self) -> Table:
        """Outputs that the plan gives no date for, which no quarter's list could hold."""
        return self._outputs("Outputs without a date", outputs_without_date(self._ledger))

    def _outputs(self, caption: str, found: Iterable[DueOutput]) -> Table:
        """Set outputs by project; the column of leads is worth having once a plan names one."""
        with_lead = self.names_leads
        rows = [
            (
                one.project.name,
                *([one.project.lead or "not stated"] if with_lead else []),
                one.output.text,
                listed([str(period) for period in one.periods]) or "not stated",
            )
            for one in sorted(found, key=lambda one: self._order(one.project))
        ]
        heads = ["Project", *(["Lead"] if with_lead else []), "Output", "Due"]
        return table(caption, words(*heads), rows)

    @property
    def names_leads(self) -> bool:
        """Whether the plan names a lead for any project."""
        return any(project.lead for project in self._ledger.plan.projects.values())

    def _order(self, project: Project) -> int:
        """A project's place in the order of numbers."""
        return next(
            place
            for place, (_, other) in enumerate(numbered_projects(self._ledger))
            if other is project
        )

    @property
    def indicators(self) -> Table:
        """Indicators whose target falls in the quarter."""
        columns = words("Project", "Indicator", "Kind", "Baseline", "Target", "By")
        due = sorted(
            indicators_due(self._ledger, self.quarter),
            key=lambda one: self._order(one.project),
        )
        rows = [self._indicator(one) for one in due]
        return table(f"Indicators due in {self.quarter}", columns, rows)

    def _indicator(self, due: DueIndicator) -> tuple[str, ...]:
        indicator = due.indicator
        target, by = target_words(indicator), target_date(indicator.target)
        if due.number is not None and due.number_to_date is not None:
            so_far = format_number(due.number_to_date)
            target = f"{format_number(due.number)} in {self.quarter}, {so_far} by its end"
            by = self.quarter
        return (
            due.project.name,
            indicator.text,
            indicator.kind.value,
            baseline_words(indicator),
            target,
            by,
        )

    @property
    def risks(self) -> Table:
        """The risk register."""
        return risk_register(self._ledger)

    @property
    def risk_grid(self) -> Table:
        """Risks by likelihood and impact."""
        return risk_grid(self._ledger)


def _total(found: list[tuple[Project, Pair]]) -> Pair:
    first, second = Progress(), Progress()
    for _, pair in found:
        first, second = first + pair[0], second + pair[1]
    return first, second


def _pair_cells(pair: Pair, *, with_share: bool) -> list[str]:
    first, second = pair
    both = first + second
    cells = money_cells([first.quarter, second.quarter, first.to_date, second.to_date])
    if with_share:
        return [*cells, *money_cells([both.to_date, both.whole]), percentage(both.share)]
    return [*cells, *money_cells([first.whole, second.whole])]
