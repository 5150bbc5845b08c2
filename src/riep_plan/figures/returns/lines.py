"""Lines of spend as the plan has them: one owner's money from one source and of one kind.

An owner is a project, by its id, or the programme itself. Where a plan spreads spend over quarters
the line is those rows; where it only allocates money, the allocation, of both kinds together. The
programme's lines are its budget lines, taken together by source and kind.
"""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.standing import PROGRAMME, owner_path
from riep_plan.figures.sums.budgets import line_rows
from riep_plan.figures.tables import Row
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.quarters import QUARTERS

_PROJECTS = "projects"


class LineKey(NamedTuple):
    """Which line: whose, from which source, and of which kind.

    Attributes:
        owner: the project's id; empty for the programme.
        source: the funding source's id.
        kind: ``revenue`` or ``capital``; empty where the plan does not say.
    """

    owner: str
    source: str
    kind: str


def key_among(known: Container[LineKey], key: LineKey) -> LineKey:
    """Give the line that money of a kind belongs to: one of both kinds, where the plan has that."""
    if key in known:
        return key
    unsplit = LineKey(key.owner, key.source, "")
    return unsplit if unsplit in known else key


class Place(NamedTuple):
    """A line of spend, with the quarter of it that is meant; empty where none is named."""

    line: LineKey
    quarter: str


def planned_lines(ledger: Ledger, owner: str) -> Mapping[LineKey, tuple[Row, ...]]:
    """Give an owner's lines in the plan's order, each with the rows that give it money."""
    found: dict[LineKey, tuple[Row, ...]] = {}
    rows = _of_programme(ledger.plan) if owner == PROGRAMME else _of_project(ledger, owner)
    for key, row in rows:
        found[key] = (*found.get(key, ()), row)
    return found


def _of_project(ledger: Ledger, owner: str) -> Iterator[tuple[LineKey, Row]]:
    spread = set()
    for kind, row in ledger.tables[owner].spend:
        spread.add(row.at[3])
        yield LineKey(owner, row.at[3], kind), row
    for source, profile in ledger.plan.projects[owner].allocation.items():
        if source not in spread:
            at: Path = (*owner_path(owner), "allocation", source)
            yield LineKey(owner, source, ""), Row(at, "allocation", profile)


def _of_programme(plan: Plan) -> Iterator[tuple[LineKey, Row]]:
    """Take budget lines by source and kind; a source with any line of no kind is not split."""
    rows = [(source, row) for source, row in line_rows(("budget",), plan.budget) if source]
    kinds = {row.at: str(plan.budget[row.at[1]].kind or "") for _, row in rows}
    unsplit = {source for source, row in rows if not kinds[row.at]}
    for source, row in rows:
        yield LineKey(PROGRAMME, source, "" if source in unsplit else kinds[row.at]), row


def place_in(ledger: Ledger, at: Path | None) -> Place | None:
    """Give the line of spend that a path of the plan lies in.

    None where it lies in none, or where it could be in several: a source that has both revenue
    and capital, and the path does not say which.
    """
    plan = ledger.plan
    if at is None or (at[:1] == (_PROJECTS,) and at[1:2] and at[1] not in plan.projects):
        return None
    owner = at[1] if at[:1] == (_PROJECTS,) and at[1:] else PROGRAMME
    source, kind, rest = _read(plan, at[len(owner_path(owner)) :], owner)
    keys = [one for one in ledger.once(planned_lines, owner) if one.source == source]
    fitting = [one for one in keys if not kind or one.kind in (kind, "")]
    if len(fitting) != 1:
        return None
    return Place(fitting[0], rest[0] if rest[:1] and rest[0] in QUARTERS else "")


def _read(plan: Plan, within: Path, owner: str) -> tuple[str, str, Path]:
    """Give the source, the kind and what is left of the keys below an owner."""
    match within:
        case ("spend", source, kind, *rest):
            return source, kind, tuple(rest)
        case ("spend" | "allocation", source, *rest):
            return source, "", tuple(rest)
        case ("budget", line_id, "amounts", source, *rest):
            budget = plan.projects[owner].budget if owner else plan.budget
            line = budget.get(line_id)
            return source, str(line.kind or "") if line else "", tuple(rest)
    return "", "", ()
