"""Changes that projects ask for: what moves, from where to where, and who may decide on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from riep_plan.figures.delivery.approvals import APPROVING
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.standing import return_of, return_path, up_to
from riep_plan.figures.returns.traced import Figure
from riep_plan.figures.walk import below
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.governance import Decision
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.model.returns import ChangeRequest

_PROJECTS = "projects"


class Verdict(StrEnum):
    """How far a change is."""

    AGREED = "agreed"
    NOT_AGREED = "not agreed"
    DELEGATED = "within delegated limits"
    AWAITED = "awaiting a decision"


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a project asks for.

    Attributes:
        at: its path in the plan.
        project_id: who asks.
        quarter: the quarter of the return that asks.
        request: what is asked.
        taken_from: the path in the plan of what the money is taken from; None where none is named
            or the words lead nowhere.
        given_to: the path in the plan of what it is given to; None likewise.
        decision: what the meeting that it names decided, where the plan says so.
        plan: the plan, whose policy says what may be decided without the board.
    """

    at: Path
    project_id: str
    quarter: str
    request: ChangeRequest
    taken_from: Path | None
    given_to: Path | None
    decision: Decision | None
    plan: Plan = field(repr=False, compare=False)

    @property
    def limit(self) -> Decimal | None:
        """The most, in pounds, that may be decided without the board; None where none is named."""
        found = delegated_limit(self.plan)
        return found[1] if found else None

    @property
    def limit_at(self) -> Path | None:
        """The path of that limit."""
        found = delegated_limit(self.plan)
        return found[0] if found else None

    @property
    def verdict(self) -> Verdict:
        """How far it is: a named meeting has agreed, unless the plan says otherwise."""
        if self.request.decision is not None:
            agreed = self.decision is None or self.decision.outcome in APPROVING
            return Verdict.AGREED if agreed else Verdict.NOT_AGREED
        amount, limit = self.request.amount, self.limit
        within = amount is not None and limit is not None and abs(amount) <= limit
        return Verdict.DELEGATED if within else Verdict.AWAITED

    @property
    def is_beyond(self) -> bool:
        """Whether it moves more than may be decided without the board."""
        amount = self.request.amount
        return self.limit is not None and amount is not None and abs(amount) > self.limit


def changes_asked(ledger: Ledger, quarter: str) -> list[Change]:
    """Give every change asked for in the returns up to a quarter, the latest quarter last."""
    return [one for label in up_to(ledger, quarter) for one in _of_quarter(ledger, label)]


def agreed_for(ledger: Ledger, quarter: str, project_id: str, source: str, kind: str) -> Figure:
    """Give what was agreed to be added to a line of spend by the end of a quarter, net.

    Only money that a meeting agreed to move between budgets counts, whether the plan's own budget
    has been changed since or not; between quarters of one line nothing is added.
    """
    homes = [
        ("projects", project_id, "spend", source, *([kind] if kind else [])),
        ("projects", project_id, "allocation", source),
    ]
    found = Figure()
    for one in ledger.once(changes_asked, quarter):
        amount = one.request.amount
        if one.request.decision is None or one.verdict is not Verdict.AGREED or amount is None:
            continue
        moved = Figure(amount, ((*one.at, "amount"),))
        for home in homes:
            found += moved if _is_in(one.given_to, home) else Figure()
            found -= moved if _is_in(one.taken_from, home) else Figure()
    return found


def _is_in(at: Path | None, home: Path) -> bool:
    return at is not None and at[: len(home)] == home


def place_of(plan: Plan, project_id: str, words: str | None) -> Path | None:
    """Give the path of what a change names; None where nothing stands there.

    Args:
        plan: the plan.
        project_id: whose keys the words are, unless they begin with ``projects/``.
        words: keys with slashes between them: ``spend/core/revenue/Q3``. A quarter of the plan's
            own calendar may be one that the table has no money in yet.
    """
    if words is None:
        return None
    steps = tuple(words.strip().strip("/").split("/"))
    whole = steps if steps[0] == _PROJECTS else (_PROJECTS, project_id, *steps)
    return follow(plan, whole)


def follow(value: object, path: Path, at: Path = ()) -> Path | None:
    """Follow keys down, and give them as the plan has them; a key may itself hold a slash."""
    if not path:
        return at
    here = dict(below(value))
    if isinstance(value, (Profile, QuantityProfile)) and len(path) == 1 and path[0] not in here:
        return (*at, path[0]) if path[0] in ("Q1", "Q2", "Q3", "Q4") else None
    for length in range(1, len(path) + 1):
        key = "/".join(path[:length])
        found = follow(here[key], path[length:], (*at, key)) if key in here else None
        if found is not None:
            return found
    return None


def delegated_limit(plan: Plan) -> tuple[Path, Decimal] | None:
    """Give the most that the policy lets anybody decide without the board, with its place."""
    limits = [
        (("policy", "delegated", key, "limit"), one.limit)
        for key, one in plan.policy.delegated.items()
        if one.limit is not None
    ]
    return max(limits, key=lambda one: one[1]) if limits else None


def _of_quarter(ledger: Ledger, label: str) -> Iterator[Change]:
    plan = ledger.plan
    for project_id, project in plan.projects.items():
        found = return_of(plan, label, project_id)
        for key, request in found.changes.items() if found else ():
            yield Change(
                at=(*return_path(label, project_id), "changes", key),
                project_id=project_id,
                quarter=label,
                request=request,
                taken_from=place_of(plan, project_id, request.start),
                given_to=place_of(plan, project_id, request.end),
                decision=project.decisions.get(request.decision or ""),
                plan=plan,
            )
