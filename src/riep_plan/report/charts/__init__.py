"""Charts: series of figures to drawings, each with its description and its table.

A view model gives a series and gets a ``Chart``; a template places it with the macro ``chart``.
Altair draws, when a drawing is asked for: a document without drawings needs no chart library.
"""

from riep_plan.report.charts.chart import Chart, ChartsMissing
from riep_plan.report.charts.efficiencies import (
    EfficiencyRow,
    Saving,
    efficiencies_against_profile,
)
from riep_plan.report.charts.history import PlanTotal, total_over_time
from riep_plan.report.charts.indicators import Better, IndicatorBullet, indicator_bullets
from riep_plan.report.charts.milestones import MilestonePoint, Status, milestone_timeline
from riep_plan.report.charts.rag import RagRow, rag_over_quarters
from riep_plan.report.charts.risks import RiskPoint, RiskScore, Scales, risk_grid_chart
from riep_plan.report.charts.spend import (
    SpendToDate,
    SplitSpend,
    cumulative_spend,
    revenue_and_capital,
)

__all__ = [
    "Better",
    "Chart",
    "ChartsMissing",
    "EfficiencyRow",
    "IndicatorBullet",
    "MilestonePoint",
    "PlanTotal",
    "RagRow",
    "RiskPoint",
    "RiskScore",
    "Saving",
    "Scales",
    "SpendToDate",
    "SplitSpend",
    "Status",
    "cumulative_spend",
    "efficiencies_against_profile",
    "indicator_bullets",
    "milestone_timeline",
    "rag_over_quarters",
    "revenue_and_capital",
    "risk_grid_chart",
    "total_over_time",
]
