"""Changes that projects ask for: what moves, from where to where, and who may decide on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from riep_plan.figures.delegation import MONEY, covering
from riep_plan.figures.delivery.approvals import APPROVING
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_path,
    owners_of,
    return_path,
    returns_made,
    up_to,
)
from riep_plan.figures.walk import within
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.governance import Decision, Matter
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.model.returns import ChangeKind, ChangeRequest

_PROJECTS = "projects"
#: Where a path may begin that leads out of a project.
_OF_PLAN = (_PROJECTS, "budget")


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
        project_id: who asks; empty for the programme itself.
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
        found = delegated_limit(self.plan, self.request.kind)
        return found[1] if found else None

    @property
    def limit_at(self) -> Path | None:
        """The path of that limit."""
        found = delegated_limit(self.plan, self.request.kind)
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
    def decided(self) -> date | None:
        """The last day of the meeting that it names; None where the plan does not say."""
        named = self.request.decision
        if named is None:
            return None
        stated = self.decision.when if self.decision else None
        meeting = self.plan.meetings.get(named)
        when = stated or (meeting.on if meeting else None)
        return when.days.end if when is not None and when.days is not None else None

    @property
    def is_beyond(self) -> bool:
        """Whether it moves more than may be decided without the board."""
        amount = self.request.amount
        return self.limit is not None and amount is not None and abs(amount) > self.limit


def changes_asked(ledger: Ledger, quarter: str) -> list[Change]:
    """Give every change asked for in the returns up to a quarter, the latest quarter last."""
    return [one for label in up_to(ledger, quarter) for one in ledger.once(changes_asked_in, label)]


def changes_asked_in(ledger: Ledger, quarter: str) -> list[Change]:
    """Give those of one quarter's returns."""
    return list(_of_quarter(ledger, quarter))


def place_of(plan: Plan, project_id: str, words: str | None) -> Path | None:
    """Give the path of what a change names; None where nothing stands there.

    Args:
        plan: the plan.
        project_id: whose keys the words are, unless they begin with ``projects/``.
        words: keys with slashes between them: ``spend/core/revenue/Q3``. A quarter of the plan's
            own calendar may be one that the table has no money in yet. ``budget/…`` leads to a
            budget line of the project, or else of the programme.
    """
    if words is None:
        return None
    steps = tuple(words.strip().strip("/").split("/"))
    own = None if steps[0] == _PROJECTS else follow(plan, (*owner_path(project_id), *steps))
    if own is not None or steps[0] not in _OF_PLAN:
        return own
    return follow(plan, steps)


def follow(value: object, path: Path, at: Path = ()) -> Path | None:
    """Follow keys down, and give them as the plan has them; a key may itself hold a slash."""
    if not path:
        return at
    here = within(value)
    if isinstance(value, (Profile, QuantityProfile)) and len(path) == 1 and path[0] not in here:
        return (*at, path[0]) if path[0] in ("Q1", "Q2", "Q3", "Q4") else None
    for length in range(1, len(path) + 1):
        key = "/".join(path[:length])
        found = follow(here[key], path[length:], (*at, key)) if key in here else None
        if found is not None:
            return found
    return None


def delegated_limit(plan: Plan, kind: ChangeKind | None = None) -> tuple[Path, Decimal] | None:
    """Give the most that the policy lets anybody decide without the board, with its place.

    Args:
        plan: the plan.
        kind: the kind of change; without it any change of money.
    """
    matters = MONEY if kind is None else {Matter(kind.value)}
    limits = [
        (("policy", "delegated", key, "limit"), one.limit)
        for matter in sorted(matters)
        for key, one in covering(plan.policy, matter, of_money=True).items()
        if one.limit is not None
    ]
    return max(limits, key=lambda one: one[1]) if limits else None


def _of_quarter(ledger: Ledger, label: str) -> Iterator[Change]:
    plan, made = ledger.plan, ledger.once(returns_made).get(label, {})
    asking = {owner: found for owner, found in made.items() if found.changes}
    for owner in ledger.once(owners_of) if asking else ():
        if owner not in asking:
            continue
        decisions = plan.decisions if owner == PROGRAMME else plan.projects[owner].decisions
        for key, request in asking[owner].changes.items():
            yield Change(
                at=(*return_path(label, owner), "changes", key),
                project_id=owner,
                quarter=label,
                request=request,
                taken_from=place_of(plan, owner, request.start),
                given_to=place_of(plan, owner, request.end),
                decision=decisions.get(request.decision or ""),
                plan=plan,
            )
