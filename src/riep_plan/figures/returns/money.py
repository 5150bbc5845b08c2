"""Spend as a board sees it: by project, source, kind or line, beside its profile and budget."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.spend import SpendLine, SpendPosition, position, spend_lines
from riep_plan.figures.returns.standing import owners
from riep_plan.figures.returns.traced import Figure


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Lines of spend taken together.

    Attributes:
        project_id: whose they are; empty where they are of several.
        source: the funding source's id; empty likewise.
        kind: ``revenue`` or ``capital``; empty where they are of both, or the plan does not say.
        position: how they stand.
        is_profiled: whether the plan spreads all their money over quarters, so that what was
            spent can be held against a profile.
    """

    project_id: str
    source: str
    kind: str
    position: SpendPosition
    is_profiled: bool

    @property
    def planned(self) -> Figure | None:
        """What the profile has up to the quarter's end; None without one."""
        return self.position.planned if self.is_profiled else None

    @property
    def variance_to_date(self) -> Figure | None:
        """What was spent less what the profile has so far; None without a profile."""
        return self.position.variance_to_date if self.is_profiled else None


def money_by_project(ledger: Ledger, quarter: str) -> dict[str, MoneyRow]:
    """Give each project's money and the programme's own, by id; without money it is all nought."""
    groups = _grouped(ledger, quarter, lambda line: line.project_id)
    return {one: _row(groups.get(one, []), quarter, project_id=one) for one in owners(ledger.plan)}


def money_by_source(ledger: Ledger, quarter: str) -> list[MoneyRow]:
    """Give each funding source's money, in the plan's order."""
    groups = _grouped(ledger, quarter, lambda line: line.source)
    order = [*(one for one in ledger.plan.funding if one in groups)]
    order += [one for one in groups if one not in ledger.plan.funding]
    return [_row(groups[one], quarter, source=one) for one in order]


def money_by_kind(ledger: Ledger, quarter: str) -> list[MoneyRow]:
    """Give revenue, capital and what the plan does not split, each where there is any."""
    groups = _grouped(ledger, quarter, lambda line: line.kind)
    kinds = [one for one in ("revenue", "capital", "") if one in groups]
    return [_row(groups[one], quarter, kind=one) for one in kinds]


def money_lines(ledger: Ledger, quarter: str) -> list[MoneyRow]:
    """Give every line by itself: one project, one source, one kind."""
    return [
        _row([one], quarter, project_id=one.project_id, source=one.source, kind=one.kind)
        for one in ledger.once(spend_lines, quarter)
    ]


def money_in_all(ledger: Ledger, quarter: str) -> MoneyRow:
    """Give the programme's money."""
    return _row(ledger.once(spend_lines, quarter), quarter)


def _grouped(
    ledger: Ledger, quarter: str, by: Callable[[SpendLine], str]
) -> dict[str, list[SpendLine]]:
    groups: dict[str, list[SpendLine]] = {}
    for line in ledger.once(spend_lines, quarter):
        groups.setdefault(by(line), []).append(line)
    return groups


def _row(
    lines: Iterable[SpendLine],
    quarter: str,
    *,
    project_id: str = "",
    source: str = "",
    kind: str = "",
) -> MoneyRow:
    known = list(lines)
    is_profiled = all(one.has_profile or _is_nothing(one.budget) for one in known)
    return MoneyRow(project_id, source, kind, position(known, quarter), is_profiled)


def _is_nothing(budget: Figure) -> bool:
    """What the plan gives no money needs no profile."""
    return budget.is_known and not budget.amount
