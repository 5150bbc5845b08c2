"""Efficiencies against what was promised in the year, and what a pound of spend has saved so far.

A line is one project's efficiencies of one kind, ``cashable`` or ``non_cashable``. The promise is
the plan's in-year profile; what it forecasts for later years no return can have delivered yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import corrected
from riep_plan.figures.returns.profiles import by_quarter, quarter_of_each, whole_of
from riep_plan.figures.returns.standing import return_path, returns_up_to, up_to
from riep_plan.figures.returns.traced import NOUGHT, Figure, total, total_to_date, unknown
from riep_plan.figures.tables import IN_YEAR, SAVINGS, project_saving_rows
from riep_plan.findings.finding import Path
from riep_plan.model import Return
from riep_plan.model.returns import SavingReturn


class SavingLine(NamedTuple):
    """One project's efficiencies of one kind, as they stand at a quarter's end.

    Attributes:
        project_id: whose they are.
        kind: ``cashable`` or ``non_cashable``.
        promised: all that the plan promises within its own period.
        profile: what it promises for each quarter.
        delivered: what was delivered in each quarter up to now, as corrected since.
        is_returned: whether any return up to now speaks of it.
    """

    project_id: str
    kind: str
    promised: Figure
    profile: Mapping[str, Figure]
    delivered: Mapping[str, Figure]
    is_returned: bool


class SavingPosition(NamedTuple):
    """Lines taken together: a project, a kind, or the programme.

    Attributes:
        promised: all that the plan promises within its own period.
        promised_to_date: what it promises up to the quarter's end.
        promised_in_quarter: what it promises in the quarter itself.
        delivered: what was delivered up to the quarter's end.
        delivered_in_quarter: what was delivered in the quarter itself.
    """

    promised: Figure
    promised_to_date: Figure
    promised_in_quarter: Figure
    delivered: Figure
    delivered_in_quarter: Figure

    @property
    def variance(self) -> Figure:
        """What was delivered less what was promised so far: below nought is a shortfall."""
        return self.delivered - self.promised_to_date


def saving_lines(ledger: Ledger, quarter: str) -> list[SavingLine]:
    """Give every project's efficiencies as they stand at the end of a quarter."""
    return [
        line
        for project_id in ledger.plan.projects
        for line in ledger.once(project_savings, quarter, project_id)
    ]


def project_savings(ledger: Ledger, quarter: str, project_id: str) -> list[SavingLine]:
    """Give one project's: of each kind that the plan promises, or a return up to now speaks of."""
    promised = ledger.once(_promised)[project_id]
    made = dict(returns_up_to(ledger, quarter, project_id))
    lines = [
        _Saving(ledger, quarter, project_id, kind, promised.get(kind), made).line()
        for kind in SAVINGS
    ]
    return [one for one in lines if one is not None]


def saving_position(lines: Iterable[SavingLine], quarter: str) -> SavingPosition:
    """Take lines together as they stand at the end of a quarter."""
    known = list(lines)
    return SavingPosition(
        promised=total(one.promised for one in known),
        promised_to_date=total(total_to_date(one.profile, quarter) for one in known),
        promised_in_quarter=total(one.profile.get(quarter, NOUGHT) for one in known),
        delivered=total(total_to_date(one.delivered, quarter) for one in known),
        delivered_in_quarter=total(one.delivered.get(quarter, NOUGHT) for one in known),
    )


def return_on_investment(delivered: Figure, spent: Figure) -> Decimal | None:
    """Pounds saved for each pound spent, both so far; None before anything is spent.

    None too while either has a part that nobody reported: a share of an unknown is unknown.
    """
    if not spent.amount or not (spent.is_known and delivered.is_known):
        return None
    return delivered.amount / spent.amount


class _Promised(NamedTuple):
    """What the plan promises: in all, and for each quarter."""

    whole: Figure
    profile: Mapping[str, Figure]


def _promised(ledger: Ledger) -> Mapping[str, Mapping[str, _Promised]]:
    """Give what each project promises within the plan's own period, by kind."""
    quarters = ledger.once(quarter_of_each)
    return {
        project_id: {
            kind: _Promised(whole_of(row), by_quarter(row, quarters))
            for (horizon, kind), row in project_saving_rows(project_id, project)
            if horizon == IN_YEAR
        }
        for project_id, project in ledger.plan.projects.items()
    }


@dataclass(frozen=True, slots=True)
class _Saving:
    """What one line is worked out from.

    Attributes:
        ledger: the plan.
        quarter: at the end of which quarter.
        project_id: whose efficiencies.
        kind: of which kind.
        promised: what the plan promises; None where it promises none.
        made: the project's returns up to now, by quarter.
    """

    ledger: Ledger
    quarter: str
    project_id: str
    kind: str
    promised: _Promised | None
    made: Mapping[str, Return]

    def line(self) -> SavingLine | None:
        """Work the line out; None where nobody speaks of it."""
        is_returned = any(self._said(label) for label in self.made)
        if self.promised is None and not is_returned:
            return None
        return SavingLine(
            project_id=self.project_id,
            kind=self.kind,
            promised=self.promised.whole if self.promised else NOUGHT,
            profile=self.promised.profile if self.promised else {},
            delivered=self._filled(),
            is_returned=is_returned,
        )

    def _said(self, label: str) -> SavingReturn | None:
        found = self.made.get(label)
        savings = found.efficiencies if found else None
        said: SavingReturn | None = getattr(savings, self.kind, None)
        return said

    def _filled(self) -> dict[str, Figure]:
        """What was delivered in each quarter; what a later return says of all fills a gap.

        What of it no other quarter has is put into the last one that is missing. A sum below what
        is known already fills nothing.
        """
        found: dict[str, Figure] = {}
        gaps, before = list[str](), NOUGHT
        for label in up_to(self.ledger, self.quarter):
            figure = found[label] = self._delivered(label)
            if not figure.is_known:
                gaps.append(label)
                continue
            whole = self._to_date(label) if gaps else None
            if whole is not None and whole.amount >= (before + figure).amount:
                found |= dict.fromkeys(gaps, NOUGHT)
                found[gaps[-1]] = whole - figure - before
                gaps, before = [], whole
            else:
                before += figure
        return found

    def _at(self, label: str, key: str) -> Path:
        return (*return_path(label, self.project_id), "efficiencies", self.kind, key)

    def _to_date(self, label: str) -> Figure | None:
        said, at = self._said(label), self._at(label, "to_date")
        becomes = corrected(self.ledger, self.quarter, at)
        if becomes is not None or said is None or said.to_date is None:
            return becomes
        return Figure(said.to_date, (at,))

    def _delivered(self, label: str) -> Figure:
        """What was delivered in a quarter.

        Silence says nought where the plan promises nothing for the quarter, and nothing otherwise.
        """
        at = self._at(label, "actual")
        becomes = corrected(self.ledger, self.quarter, at)
        if becomes is not None:
            return becomes
        said = self._said(label)
        if said is not None:
            return Figure(said.actual, (at,))
        found = self.made.get(label)
        if found is not None and found.nothing_to_report:
            return Figure(terms=((*return_path(label, self.project_id), "nothing_to_report"),))
        return NOUGHT if self._is_nothing_due(label) else unknown(at)

    def _is_nothing_due(self, label: str) -> bool:
        if self.promised is None:
            return True
        due = self.promised.profile.get(label, NOUGHT)
        return bool(self.promised.profile) and due.is_known and not due.amount
