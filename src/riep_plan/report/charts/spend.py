"""Spend by quarter: cumulative against profile and forecast, and revenue beside capital."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from riep_plan.report.charts.chart import Chart, Words, nothing_to_show
from riep_plan.report.charts.labels import UNKNOWN, against, first_of, plain
from riep_plan.report.tables import ABSENT, Table, figures, table, without_empty, words
from riep_plan.values.money import format_money
from riep_plan.values.words import listed


@dataclass(frozen=True, slots=True)
class SpendToDate:
    """Spend from the year's start to a quarter's end, in pounds; None is not known, not nought."""

    quarter: str
    profile: Decimal | None = None
    actual: Decimal | None = None
    forecast: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SplitSpend:
    """Spend of one quarter by kind, in pounds; None is not known, not nought."""

    quarter: str
    revenue: Decimal | None = None
    capital: Decimal | None = None


def amount_cell(amount: Decimal | None) -> str:
    """Write an amount for a table; what is not known is a dash."""
    return ABSENT if amount is None else format_money(amount)


def cumulative_spend(id_: str, title: str, series: Sequence[SpendToDate]) -> Chart:
    """Draw what was to be spent, was spent and will be spent, to the end of each quarter.

    Args:
        id_: an id that no other part of the page has.
        title: of the chart and its table.
        series: the quarters in order.
    """
    points = _without_past(series)
    rows = [
        (one.quarter, *map(amount_cell, (one.profile, one.actual, _ahead(one)))) for one in points
    ]
    columns = (*words("To the end of"), *figures("Profile", "Actual", "Forecast"))
    shown = without_empty(table(title, columns, rows))
    if not any(_amounts(one) for one in points):
        return nothing_to_show(id_, title, shown)

    def draw(said: Words) -> str:
        from riep_plan.report.charts.drawing.spend import draw_cumulative

        return draw_cumulative(points, said)

    return Chart(id_, title, _cumulative_words(points), shown, draw)


def _without_past(series: Sequence[SpendToDate]) -> tuple[SpendToDate, ...]:
    """Leave out forecasts once nothing is ahead: what is over is no expectation."""
    if any(_ahead(one) is not None for one in series):
        return tuple(series)
    return tuple(replace(one, forecast=None) for one in series)


def _ahead(point: SpendToDate) -> Decimal | None:
    """Give the forecast where it is one: it is drawn from where actual spend ends."""
    return point.forecast if point.actual is None else None


def _amounts(point: SpendToDate) -> list[Decimal]:
    return [one for one in (point.profile, point.actual, point.forecast) if one is not None]


def _cumulative_words(points: Sequence[SpendToDate]) -> str:
    """Say where spend stands, where it is going, and which quarters nothing is known of."""
    spent = [place for place, one in enumerate(points) if one.actual is not None]
    found = [_spent_words(points[spent[-1]]) if spent else "No actual spend is known."]
    ahead = [one for one in points if one.forecast is not None]
    if ahead:
        last = ahead[-1]
        found.append(f"Forecast to the end of {plain(last.quarter)}: {_measured(last)}.")
    profiled = [one for one in points if one.profile is not None]
    told = [ahead[-1] if ahead else None, points[spent[-1]] if spent else None]
    if profiled and not any(profiled[-1] is one for one in told):
        last = profiled[-1]
        found.append(f"Profile to the end of {plain(last.quarter)}: {amount_cell(last.profile)}.")
    gaps = [plain(one.quarter) for one in points[: spent[-1] if spent else 0] if one.actual is None]
    if gaps:
        found.append(f"Actual spend is not known to the end of {listed(gaps)}.")
    return " ".join(found)


def _spent_words(point: SpendToDate) -> str:
    actual = point.actual or Decimal(0)
    start = f"Spent to the end of {plain(point.quarter)}: {format_money(actual)}"
    if point.profile is None:
        return f"{start}."
    return (
        f"{start}, {against(actual, point.profile)} the profile of {format_money(point.profile)}."
    )


def _measured(point: SpendToDate) -> str:
    forecast = point.forecast or Decimal(0)
    if point.profile is None:
        return format_money(forecast)
    profile = format_money(point.profile)
    return f"{format_money(forecast)}, {against(forecast, point.profile)} the profile of {profile}"


def revenue_and_capital(id_: str, title: str, series: Sequence[SplitSpend]) -> Chart:
    """Draw revenue and capital side by side for each quarter.

    Args:
        id_: an id that no other part of the page has.
        title: of the chart and its table.
        series: the quarters in order.
    """
    quarters = tuple(series)
    rows = [(one.quarter, amount_cell(one.revenue), amount_cell(one.capital)) for one in quarters]
    shown: Table = table(title, (*words("Quarter"), *figures("Revenue", "Capital")), rows)
    if all(one.revenue is None and one.capital is None for one in quarters):
        return nothing_to_show(id_, title, shown)

    def draw(said: Words) -> str:
        from riep_plan.report.charts.drawing.spend import draw_split

        return draw_split(quarters, said)

    said = [
        f"{plain(one.quarter)}: {_known(one.revenue)} revenue and {_known(one.capital)} capital."
        for one in quarters
    ]
    return Chart(id_, title, first_of(said), shown, draw)


def _known(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else format_money(amount)
