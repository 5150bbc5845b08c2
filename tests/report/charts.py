"""One of each chart, of series that hold a given text wherever a plan's text may stand."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from riep_plan.report.charts import (
    Better,
    Chart,
    EfficiencyRow,
    IndicatorBullet,
    MilestonePoint,
    PlanTotal,
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
    total_over_time,
)
from riep_plan.values.period import Span
from riep_plan.values.quantity import read_quantity

DAY = date(2010, 9, 30)
SPAN = Span(date(2010, 7, 1), DAY)


def _cumulative(text: str) -> Chart:
    series = [
        SpendToDate(text, Decimal(86000), Decimal("70250.50")),
        SpendToDate("Q2", Decimal(231000), None, Decimal(290000)),
    ]
    return cumulative_spend("spend", text, series)


def _split(text: str) -> Chart:
    series = [
        SplitSpend(text, Decimal(45625), Decimal(0)),
        SplitSpend("Q2", None, Decimal(-12000)),
    ]
    return revenue_and_capital("split", text, series)


def _rag(text: str) -> Chart:
    rows = [RagRow(text, ("RED", None)), RagRow("Other", ("AMBER", text))]
    return rag_over_quarters("rag", text, [text, "Q2"], rows)


def _milestones(text: str) -> Chart:
    series = [
        MilestonePoint(text, Status.DELAYED, SPAN, Span(date(2011, 1, 15), date(2011, 1, 15))),
        *(MilestonePoint(one.value, one, SPAN) for one in Status),
    ]
    return milestone_timeline("milestones", text, series, as_of=DAY)


def _indicators(text: str) -> Chart:
    baseline, target = read_quantity("503"), read_quantity("653")
    series = [
        IndicatorBullet(text, baseline, target, read_quantity("560"), Better.HIGHER),
        IndicatorBullet("Unread", baseline, target),
    ]
    return indicator_bullets("indicators", text, series)


def _risks(text: str) -> Chart:
    scales = Scales(("low", text), ("low", "high"))
    series = [
        RiskPoint("1", text, RiskScore("low", "high"), RiskScore("low", "low")),
        RiskPoint(text, "New", RiskScore(text, "low")),
    ]
    return risk_grid_chart("risks", text, scales, series)


def _efficiencies(text: str) -> Chart:
    row = EfficiencyRow(text, Saving(Decimal(3000000), Decimal(2100000)), Saving(Decimal(250000)))
    return efficiencies_against_profile("efficiencies", text, [row])


def _history(text: str) -> Chart:
    series = [
        PlanTotal(date(2010, 4, 1), Decimal(1200000), text),
        PlanTotal(date(2010, 6, 20), Decimal(1410500)),
    ]
    return total_over_time("history", text, series)


CHARTS: Mapping[str, Callable[[str], Chart]] = {
    "spend": _cumulative,
    "split": _split,
    "rag": _rag,
    "milestones": _milestones,
    "indicators": _indicators,
    "risks": _risks,
    "efficiencies": _efficiencies,
    "history": _history,
}

#: Charts of no series at all.
EMPTY: Mapping[str, Chart] = {
    "spend": cumulative_spend("a", "Empty", []),
    "spend of nothing known": cumulative_spend("a", "Empty", [SpendToDate("Q1")]),
    "split": revenue_and_capital("a", "Empty", []),
    "rag": rag_over_quarters("a", "Empty", [], []),
    "milestones": milestone_timeline("a", "Empty", [], as_of=DAY),
    "indicators": indicator_bullets("a", "Empty", []),
    "risks": risk_grid_chart("a", "Empty", Scales((), ()), []),
    "efficiencies": efficiencies_against_profile("a", "Empty", []),
    "history": total_over_time("a", "Empty", []),
}
