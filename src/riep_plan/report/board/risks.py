"""Risks: a grid of where they stand, and those that moved, are new, or were closed."""

from collections.abc import Mapping
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.registers import Score
from riep_plan.figures.returns.risks import RiskMovement, RiskNow, risks_now
from riep_plan.figures.returns.standing import PROGRAMME
from riep_plan.report.charts.milestones import days
from riep_plan.report.order import places_of
from riep_plan.report.tables import ABSENT, Table, table, words

_PROGRAMME = "Programme"
_ARROWS = {
    RiskMovement.UP: "higher",
    RiskMovement.DOWN: "lower",
    RiskMovement.NEW: "new",
    RiskMovement.CLOSED: "closed",
    RiskMovement.UNKNOWN: "cannot be told",
}


class RisksView:
    """What a quarter's report says of risks; each has a number that grid and register share."""

    def __init__(self, ledger: Ledger, quarter: str, names: Mapping[str, str]) -> None:
        """Take a plan's figures, the name of one of its quarters, and its projects' names."""
        self._ledger = ledger
        self._quarter = quarter
        projects = {one: name for one, name in names.items() if one != PROGRAMME}
        self._names = {PROGRAMME: _PROGRAMME, **projects}

    @cached_property
    def numbered(self) -> list[tuple[str, RiskNow]]:
        """Every risk with its number, the programme's own first."""
        order = places_of(self._names)
        found = self._ledger.once(risks_now, self._quarter)
        ordered = sorted(found, key=lambda one: order[one.project_id])
        return [(str(number), one) for number, one in enumerate(ordered, start=1)]

    @cached_property
    def grid(self) -> Table:
        """Open risks by likelihood (down, highest first) and impact (across, lowest first)."""
        scale = self._ledger.plan.risk_scale
        if scale is None or not self.numbered:
            return table("Risk grid", (), ())
        rows = [
            (
                likelihood.capitalize(),
                *(self._cell(likelihood, impact) for impact in scale.impact),
            )
            for likelihood in reversed(scale.likelihood)
        ]
        impacts = [f"{impact.capitalize()} impact" for impact in scale.impact]
        note = "Numbers are those of the risks below; a risk that moved says which way."
        return table("Risk grid", words("Likelihood", *impacts), rows, note)

    def _cell(self, likelihood: str, impact: str) -> str:
        here = [
            f"{number} ({_ARROWS[one.movement]})" if one.movement in _ARROWS else number
            for number, one in self.numbered
            if one.is_open and _is_at(one.score, likelihood, impact)
        ]
        return ", ".join(here) or ABSENT

    @cached_property
    def moved(self) -> Table:
        """Risks that were scored again, are new, or were closed in the quarter."""
        columns = words(
            "No.", "Project", "Risk", "Movement", "Before", "Now", "What changed", "Mitigation"
        )
        rows = [
            (
                number,
                self._names[one.project_id],
                one.risk.text,
                one.movement.value,
                ABSENT if one.movement is RiskMovement.NEW else score_words(one.before),
                f"closed {days(one.closed)}" if one.closed else score_words(one.score),
                (one.note if one.said_in == self._quarter else None) or ABSENT,
                one.risk.mitigation or "not stated",
            )
            for number, one in self.numbered
            if one.movement in _ARROWS
        ]
        return table(f"Risks that moved, are new or were closed in {self._quarter}", columns, rows)

    @cached_property
    def others(self) -> Table:
        """Open risks that stand as they stood."""
        rows = [
            (
                number,
                self._names[one.project_id],
                one.risk.text,
                score_words(one.score),
                one.risk.mitigation or "not stated",
                one.risk.owner or "not stated",
            )
            for number, one in self.numbered
            if one.is_open and one.movement not in _ARROWS
        ]
        columns = words("No.", "Project", "Risk", "Likelihood and impact", "Mitigation", "Owner")
        return table("Risks that stand as they stood", columns, rows)


def score_words(score: Score) -> str:
    """Write a score: likelihood and impact."""
    return f"{score.likelihood or 'not scored'}, {score.impact or 'not scored'}"


def _is_at(score: Score, likelihood: str, impact: str) -> bool:
    said = (score.likelihood or "").casefold(), (score.impact or "").casefold()
    return said == (likelihood.casefold(), impact.casefold())
