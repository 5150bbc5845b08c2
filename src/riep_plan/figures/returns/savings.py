"""Efficiencies against what was promised in the year, and what a pound of spend has saved so far.

A line is one project's efficiencies of one kind, ``cashable`` or ``non_cashable``. The promise is
the plan's in-year profile; what it forecasts for later years no return can have delivered yet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import corrected
from riep_plan.figures.returns.profiles import by_quarter, whole_of
from riep_plan.figures.returns.standing import return_of, return_path, up_to
from riep_plan.figures.returns.traced import Figure, total, total_to_date, unknown
from riep_plan.figures.tables import SAVINGS, Row, project_saving_rows
from riep_plan.model.returns import SavingReturn


@dataclass(frozen=True, slots=True)
class SavingLine:
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


@dataclass(frozen=True, slots=True)
class SavingPosition:
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
    return list(_lines(ledger, quarter))


def saving_position(lines: Iterable[SavingLine], quarter: str) -> SavingPosition:
    """Take lines together as they stand at the end of a quarter."""
    known = list(lines)
    return SavingPosition(
        promised=total(one.promised for one in known),
        promised_to_date=total(total_to_date(one.profile, quarter) for one in known),
        promised_in_quarter=total(one.profile.get(quarter, Figure()) for one in known),
        delivered=total(total_to_date(one.delivered, quarter) for one in known),
        delivered_in_quarter=total(one.delivered.get(quarter, Figure()) for one in known),
    )


def saving_positions(
    lines: Iterable[SavingLine], quarter: str, by: Callable[[SavingLine], str]
) -> dict[str, SavingPosition]:
    """Take lines together by whatever they share, such as ``lambda line: line.kind``."""
    groups: dict[str, list[SavingLine]] = {}
    for line in lines:
        groups.setdefault(by(line), []).append(line)
    return {key: saving_position(group, quarter) for key, group in groups.items()}


def return_on_investment(delivered: Figure, spent: Figure) -> Decimal | None:
    """Pounds saved for each pound spent, both so far; None before anything is spent.

    None too while either has a part that nobody reported: a share of an unknown is unknown.
    """
    if not spent.amount or not (spent.is_known and delivered.is_known):
        return None
    return delivered.amount / spent.amount


def _lines(ledger: Ledger, quarter: str) -> Iterator[SavingLine]:
    labels = up_to(ledger, quarter)
    for project_id, project in ledger.plan.projects.items():
        rows = {
            kind: row
            for (horizon, kind), row in project_saving_rows(project_id, project)
            if horizon == "in_year"
        }
        for kind in SAVINGS:
            row = rows.get(kind)
            said = {label: _said(ledger, label, project_id, kind) for label in labels}
            if row is None and not any(said.values()):
                continue
            profile = by_quarter(ledger, row) if row else {}
            yield SavingLine(
                project_id=project_id,
                kind=kind,
                promised=whole_of(row) if row else Figure(),
                profile=profile,
                delivered=_filled(
                    {
                        label: _delivered(ledger, quarter, label, project_id, kind, row, profile)
                        for label in labels
                    },
                    {label: _to_date(ledger, quarter, label, project_id, kind) for label in labels},
                ),
                is_returned=any(said.values()),
            )


def _said(ledger: Ledger, label: str, project_id: str, kind: str) -> SavingReturn | None:
    found = return_of(ledger.plan, label, project_id)
    savings = found.efficiencies if found else None
    said: SavingReturn | None = getattr(savings, kind, None)
    return said


def _filled(
    delivered: Mapping[str, Figure], to_date: Mapping[str, Figure | None]
) -> dict[str, Figure]:
    """Fill quarters that nobody reported on from what a later return says was delivered in all.

    What of it no other quarter has is put into the last one that is missing. A sum below what is
    known already fills nothing.
    """
    found, gaps, before = dict(delivered), list[str](), Figure()
    for label, figure in delivered.items():
        whole = to_date[label]
        if not figure.is_known:
            gaps.append(label)
        elif gaps and whole is not None and whole.amount >= (before + figure).amount:
            found |= {gap: Figure() for gap in gaps}
            found[gaps[-1]] = whole - figure - before
            gaps, before = [], whole
        else:
            before += figure
    return found


def _to_date(ledger: Ledger, quarter: str, label: str, project_id: str, kind: str) -> Figure | None:
    within = ("efficiencies", kind, "to_date")
    said = _said(ledger, label, project_id, kind)
    becomes = corrected(ledger, quarter, label, project_id, within)
    if becomes is not None or said is None or said.to_date is None:
        return becomes
    return Figure(said.to_date, ((*return_path(label, project_id), *within),))


def _delivered(
    ledger: Ledger,
    quarter: str,
    label: str,
    project_id: str,
    kind: str,
    row: Row | None,
    profile: Mapping[str, Figure],
) -> Figure:
    """What was delivered in a quarter.

    Silence says nought where the plan promises nothing for the quarter, and nothing otherwise.
    """
    within = ("efficiencies", kind, "actual")
    at = (*return_path(label, project_id), *within)
    becomes = corrected(ledger, quarter, label, project_id, within)
    if becomes is not None:
        return becomes
    said = _said(ledger, label, project_id, kind)
    if said is not None:
        return Figure(said.actual, (at,))
    found = return_of(ledger.plan, label, project_id)
    if found is not None and found.nothing_to_report:
        return Figure(terms=((*return_path(label, project_id), "nothing_to_report"),))
    due = profile.get(label, Figure())
    nothing_due = row is None or (bool(profile) and due.is_known and not due.amount)
    return Figure() if nothing_due else unknown(at)
