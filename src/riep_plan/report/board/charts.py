"""The charts of a board report: series of figures, drawn where there is anything to draw."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.registers import Score
from riep_plan.figures.returns.delivery import MILESTONE, promises
from riep_plan.figures.returns.ratings import ratings_by_quarter
from riep_plan.figures.returns.readings import IndicatorProgress
from riep_plan.figures.returns.risks import RiskMovement
from riep_plan.figures.returns.savings import SavingLine, saving_lines, saving_position
from riep_plan.figures.returns.series import CumulativePoint, SplitPoint, cumulative, split
from riep_plan.figures.returns.standing import PROGRAMME, Standing, up_to
from riep_plan.figures.returns.traced import Figure
from riep_plan.figures.tables import SAVINGS
from riep_plan.report.board.headline import rag_word
from riep_plan.report.board.indicators import IndicatorsView
from riep_plan.report.board.risks import RisksView
from riep_plan.report.charts import (
    Better,
    Chart,
    EfficiencyRow,
    IndicatorBullet,
    MilestonePoint,
    RagRow,
    RiskPoint,
    RiskScore,
    Saving,
    Scales,
    SpendToDate,
    SplitSpend,
    Status,
    cumulative_spend,
    efficiencies_against_profile,
    indicator_bullets,
    milestone_timeline,
    rag_over_quarters,
    revenue_and_capital,
    risk_grid_chart,
)
from riep_plan.report.tables import Table

#: The most rows that a chart has; the tables of the report have every row, however many.
_MOST_ROWS = 60


class ChartsView:
    """The charts of a quarter; each is None where there is nothing to draw, or far too much."""

    def __init__(
        self,
        ledger: Ledger,
        quarter: str,
        names: Mapping[str, str],
        indicators: IndicatorsView,
        risks: RisksView,
    ) -> None:
        """Take a plan's figures, one of its quarters, its projects' names and two other views."""
        self._ledger = ledger
        self._quarter = quarter
        self._names = names
        self._indicators = indicators
        self._risks = risks

    @cached_property
    def spend(self) -> Chart | None:
        """Cumulative spend: profile, actual and forecast."""
        points = cumulative(self._ledger, self._quarter)
        if not any(_amounts(one) for one in points):
            return None
        series = [
            SpendToDate(one.quarter, _known(one.profile), _known(one.actual), _known(one.forecast))
            for one in points
        ]
        return cumulative_spend("chart-spend", "Cumulative spend", series)

    @cached_property
    def kinds(self) -> Chart | None:
        """Actual spend in each quarter, revenue beside capital."""
        points = split(self._ledger, self._quarter)
        series = [
            SplitSpend(one.quarter, _known(one.revenue), _known(one.capital)) for one in points
        ]
        if not any(_spent(one) for one in points):
            return None
        title = "Actual spend by quarter, revenue and capital"
        return revenue_and_capital("chart-kinds", title, series)

    @property
    def rag(self) -> Chart | None:
        """Each project's own RAG by quarter, drawn."""
        return self._rag if len(self._names) <= _MOST_ROWS else None

    @property
    def rag_table(self) -> Table | None:
        """The same as a table, where there are more projects than anyone could read in a chart."""
        return self._rag.table if self._rag and self.rag is None else None

    @cached_property
    def _rag(self) -> Chart | None:
        quarters = up_to(self._ledger, self._quarter)
        found = ratings_by_quarter(self._ledger, self._quarter)
        rows = [
            RagRow(
                name,
                tuple(
                    None
                    if (one := found[project_id][label]).standing is Standing.MISSING
                    else rag_word(one.declared)
                    for label in quarters
                ),
            )
            for project_id, name in self._names.items()
            if project_id != PROGRAMME
        ]
        return rag_over_quarters("chart-rag", "RAG by quarter", quarters, rows) if rows else None

    @cached_property
    def milestones(self) -> Chart | None:
        """Milestones along time."""
        points = [
            MilestonePoint(
                f"{one.text.rstrip('.')} ({self._names[one.project_id]})",
                Status(one.said.status.value.replace("-", " ")) if one.said else None,
                one.due,
                one.on or one.expected,
            )
            for one in self._ledger.once(promises, self._quarter)
            if one.what == MILESTONE
        ]
        as_of = self._ledger.quarters[self._quarter].end
        title = "Milestones"
        return (
            milestone_timeline("chart-milestones", title, points, as_of=as_of) if points else None
        )

    @cached_property
    def indicators(self) -> Chart | None:
        """Each indicator between its baseline and its target."""
        series = [_bullet(one) for one in self._indicators.found]
        if not _is_readable(series) or not any(one.latest for one in series):
            return None
        title = "Indicators between baseline and target"
        return indicator_bullets("chart-indicators", title, series)

    @cached_property
    def risks(self) -> Chart | None:
        """The risk grid, drawn."""
        scale = self._ledger.plan.risk_scale
        points = [
            RiskPoint(
                number,
                one.risk.text,
                _score(one.score),
                None if one.movement is RiskMovement.NEW else _score(one.before),
            )
            for number, one in self._risks.numbered
            if one.is_open
        ]
        if scale is None or not _is_readable(points):
            return None
        scales = Scales(tuple(scale.likelihood), tuple(scale.impact))
        return risk_grid_chart("chart-risks", "Open risks and their movement", scales, points)

    @cached_property
    def savings(self) -> Chart | None:
        """Efficiencies of each project to date, against what was promised."""
        shown = {one.project_id for one in self._saving_lines if self._is_shown(one)}
        rows = [
            EfficiencyRow(name, *(self._saving(project_id, kind) for kind in SAVINGS))
            for project_id, name in self._names.items()
            if project_id in shown
        ]
        title = f"Efficiencies to the end of {self._quarter}"
        if not _is_readable(rows):
            return None
        return efficiencies_against_profile("chart-savings", title, rows)

    def _saving(self, project_id: str, kind: str) -> Saving:
        own = [one for one in self._saving_lines if one.project_id == project_id]
        found = saving_position((one for one in own if one.kind == kind), self._quarter)
        return Saving(_known(found.promised_to_date), _known(found.delivered))

    @cached_property
    def _saving_lines(self) -> list[SavingLine]:
        return self._ledger.once(saving_lines, self._quarter)

    def _is_shown(self, one: SavingLine) -> bool:
        """Whether anything of it was promised or delivered so far, or is not known."""
        found = saving_position([one], self._quarter)
        both = (found.promised_to_date, found.delivered)
        return any(figure.amount or not figure.is_known for figure in both)


def _is_readable(rows: Sequence[object]) -> bool:
    """Whether there is anything to draw, and no more than anyone would look at."""
    return 0 < len(rows) <= _MOST_ROWS


def _known(figure: Figure | None) -> Decimal | None:
    return figure.amount if figure is not None and figure.is_known else None


def _amounts(one: CumulativePoint) -> bool:
    return any(_known(figure) for figure in (one.profile, one.actual, one.forecast))


def _spent(one: SplitPoint) -> bool:
    return bool(_known(one.revenue) or _known(one.capital))


def _score(score: Score) -> RiskScore:
    return RiskScore(score.likelihood, score.impact)


def _bullet(one: IndicatorProgress) -> IndicatorBullet:
    return IndicatorBullet(
        one.indicator.text,
        one.baseline.value if one.baseline else None,
        one.target,
        one.latest.value if one.latest else None,
        Better(one.better.value) if one.better else None,
        one.indicator.unit or "",
    )
