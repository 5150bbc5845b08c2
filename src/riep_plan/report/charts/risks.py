"""The risk grid: numbers of risks by likelihood and impact, and where they moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from riep_plan.report.charts.chart import Chart, Words, nothing_to_show
from riep_plan.report.charts.labels import named, plain
from riep_plan.report.tables import ABSENT, table, words
from riep_plan.values.words import count, listed

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class RiskScore:
    """How a risk was scored, in the words of the scale; None is not scored."""

    likelihood: str | None
    impact: str | None


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """A risk: the number that the grid shows, its text, its score now and a quarter ago.

    ``before`` is None for a risk that is new.
    """

    number: str
    text: str
    now: RiskScore
    before: RiskScore | None = None


@dataclass(frozen=True, slots=True)
class Scales:
    """The steps of likelihood and impact, lowest first."""

    likelihood: tuple[str, ...]
    impact: tuple[str, ...]

    def place(self, score: RiskScore | None) -> tuple[int, int] | None:
        """Find a score's column (impact) and row (likelihood), from the lowest; None if neither."""
        if score is None:
            return None
        across = _step(self.impact, score.impact)
        up = _step(self.likelihood, score.likelihood)
        return None if across is None or up is None else (across, up)


def _step(scale: Sequence[str], word: str | None) -> int | None:
    folded = [one.casefold() for one in scale]
    said = (word or "").casefold()
    return folded.index(said) if said in folded else None


def movement(scales: Scales, risk: RiskPoint) -> str:
    """Say how a risk moved: ``new``, ``up``, ``down``, ``across`` or ``unchanged``."""
    now, before = scales.place(risk.now), scales.place(risk.before)
    if risk.before is None:
        return "new"
    if now is None or before is None:
        return "cannot be placed"
    if now == before:
        return "unchanged"
    gap = _weight(now) - _weight(before)
    return "across" if gap == 0 else "up" if gap > 0 else "down"


def _weight(place: tuple[int, int]) -> int:
    return (place[0] + 1) * (place[1] + 1)


def risk_grid_chart(id_: str, title: str, scales: Scales, series: Sequence[RiskPoint]) -> Chart:
    """Draw risks in a grid of likelihood (upwards) and impact (across), with their movement.

    Args:
        id_: an id that no other part of the page has.
        title: of the chart and its table.
        scales: the steps of both.
        series: the risks in the order of their numbers.
    """
    risks = tuple(series)
    rows = [
        (one.number, one.text, _said(one.now), _said(one.before), movement(scales, one))
        for one in risks
    ]
    columns = words("Number", "Risk", "Now (likelihood, impact)", "A quarter ago", "Movement")
    shown = table(title, columns, rows)
    if not risks or not scales.likelihood or not scales.impact:
        return nothing_to_show(id_, title, shown)

    def draw(said: Words) -> str:
        from riep_plan.report.charts.drawing.risks import draw_risks

        return draw_risks(scales, risks, said)

    return Chart(id_, title, _words(scales, risks), shown, draw)


def _said(score: RiskScore | None) -> str:
    if score is None:
        return ABSENT
    return f"{score.likelihood or 'not scored'}, {score.impact or 'not scored'}"


def _words(scales: Scales, risks: Sequence[RiskPoint]) -> str:
    """Name the highest risks, say how many moved, and which the grid cannot show."""
    placed = [(one, place) for one in risks if (place := scales.place(one.now))]
    found = [f"{count(len(risks), 'risk')}."]
    if placed:
        most = max(_weight(place) for _, place in placed)
        highest = [one for one, place in placed if _weight(place) == most]
        texts = [f"{plain(one.number)} ({named(one.text)})" for one in highest]
        more = [f"{len(texts) - _MOST_NAMED} more"] if len(texts) > _MOST_NAMED else []
        score = highest[0].now
        said = f", likelihood {plain(score.likelihood or '')}, impact {plain(score.impact or '')}"
        scored = said if len(highest) == 1 else ""
        found.append(f"Highest: {listed([*texts[:_MOST_NAMED], *more])}{scored}.")
    moves = [movement(scales, one) for one in risks]
    parts = [f"{moves.count(way)} {way}" for way in ("up", "down", "across", "new", "unchanged")]
    told = [one for one in parts if not one.startswith("0 ")]
    found += [f"Movement: {listed(told)}."] if told else []
    missing = [plain(one.number) for one in risks if scales.place(one.now) is None]
    found += [f"Not in the grid, because not scored: {listed(missing)}."] if missing else []
    return " ".join(found)
