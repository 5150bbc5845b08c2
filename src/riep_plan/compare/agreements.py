"""What a plan's decisions agree to or refuse, change by change, and whether one names a change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.compare.change import Change
from riep_plan.figures.delivery.approvals import APPROVING
from riep_plan.figures.returns.changes import place_of
from riep_plan.figures.returns.standing import PROGRAMME, owner_path, return_path
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Return
from riep_plan.model.governance import Agreed, Decision, Matter, Meeting
from riep_plan.model.profile import TOTAL
from riep_plan.model.returns import ChangeKind
from riep_plan.values.period import Period
from riep_plan.values.words import listed

#: What a request in a return is about in the plan: money that slips is re-profiled or cut there.
_REQUESTED: Mapping[ChangeKind, frozenset[Matter]] = {
    ChangeKind.VIREMENT: frozenset({Matter.VIREMENT}),
    ChangeKind.RE_PROFILE: frozenset({Matter.RE_PROFILE}),
    ChangeKind.SLIPPAGE: frozenset({Matter.RE_PROFILE, Matter.CUT}),
    ChangeKind.SCOPE: frozenset({Matter.SCOPE}),
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """A change that a decision agrees to or refuses.

    Attributes:
        at: its path in the plan: in the decision, or of the request in a return.
        decision_at: the path of the decision.
        matters: the kinds of change that it is about.
        covers: the paths of what may change.
        amount: the most, in pounds; None where it names none.
        days: the most days by which a date may be later; None likewise.
        decision: the decision.
        body: the body that decided; empty where the plan has no such meeting.
        on: when it decided; None likewise.
        reference: the number of the minute, or of the item; empty where there is none.
    """

    at: Path
    decision_at: Path
    matters: frozenset[Matter]
    covers: tuple[Path, ...]
    amount: Decimal | None
    days: int | None
    decision: Decision
    body: str
    on: Period | None
    reference: str

    @property
    def approves(self) -> bool:
        """Whether the body agreed."""
        return self.decision.outcome in APPROVING

    @property
    def said(self) -> str:
        """Name the decision: ``Shared Services Board, 5 February 2026, minute 12``."""
        minute = f"minute {self.reference}" if self.reference else ""
        known = [self.body or self.decision_at[-1], str(self.on or ""), minute]
        return ", ".join(one for one in known if one)

    @property
    def lacks(self) -> str:
        """Say what it would have to name to count; empty where nothing is missing."""
        named = {"body": self.body, "day": self.on, "reference": self.reference}
        return listed([f"no {key}" for key, one in named.items() if not one])

    @property
    def terms(self) -> tuple[object, ...]:
        """How far it goes: that of a decision which stands as it stood is the same."""
        return (self.matters, self.amount, self.days, self.decision.outcome)

    def names(self, change: Change, matter: Matter) -> bool:
        """Say whether it is about a change: of its kind, and of everything that it touches."""
        return matter in self.matters and self.left_out(change) is None

    def left_out(self, change: Change) -> Path | None:
        """Give the first thing that a change touches and that it does not cover."""
        places = [one.leaf.at for one in change.differences] or [change.subject]
        return next((one for one in places if not self._is_within(one)), None)

    def _is_within(self, place: Path) -> bool:
        """A total is within what any of its parts is within: it moves with them."""
        return any(
            place[: len(one)] == one or (place[-1] == TOTAL and place[:-1] == one[:-1])
            for one in self.covers
        )


def agreements(plan: Plan, other: Plan | None = None) -> tuple[Agreement, ...]:
    """Give everything that the decisions of a plan agree to or refuse.

    Args:
        plan: the plan.
        other: the version before, in which a decision may name what is gone now.
    """
    owners = [PROGRAMME, *plan.projects]
    found = [one for owner in owners for one in _of_owner(plan, other or plan, owner)]
    return (*found, *_of_requests(plan, other or plan))


def approving(plan: Plan) -> frozenset[Path]:
    """Give the places of all that bodies agreed to: what is new in them marks an approval."""
    decided = (
        (*owner_path(owner), "decisions", meeting)
        for owner in (PROGRAMME, *plan.projects)
        for meeting, one in decisions_on(plan, owner).items()
        if one.outcome in APPROVING
    )
    return frozenset((*decided, *(one.at for one in agreements(plan) if one.approves)))


def decisions_on(plan: Plan, owner: str) -> Mapping[str, Decision]:
    """Give the decisions on a project by its id, or on the plan as a whole."""
    return plan.projects[owner].decisions if owner else plan.decisions


def is_on_record(plan: Plan, meeting_id: str, decision: Decision) -> bool:
    """Whether a decision approves, and names its body, its day and its reference."""
    meeting = plan.meetings.get(meeting_id)
    is_found = meeting is not None and bool(_reference(decision, meeting))
    return is_found and decision.outcome in APPROVING


def _of_owner(plan: Plan, other: Plan, owner: str) -> Iterator[Agreement]:
    for meeting_id, decision in decisions_on(plan, owner).items():
        at = (*owner_path(owner), "decisions", meeting_id)
        for key, one in decision.agrees.items():
            covers = _covers((plan, other), owner, one)
            own = (frozenset({one.kind}), covers, one.amount, one.days)
            yield _agreement(plan, (*at, "agrees", key), at, own)


def _of_requests(plan: Plan, other: Plan) -> Iterator[Agreement]:
    """What returns ask for and a decision answers, unless that says itself what it agrees to."""
    for owner, at, found in _returns(plan):
        if owner and owner not in plan.projects:
            continue
        for key, request in found.changes.items():
            decision = decisions_on(plan, owner).get(request.decision or "")
            if decision is None or decision.agrees:
                continue
            words = [one for one in (request.start, request.end) if one is not None]
            covers = tuple(_place((plan, other), owner, one) for one in words)
            own = (_REQUESTED[request.kind], covers or (owner_path(owner),), request.amount, None)
            place = (*owner_path(owner), "decisions", request.decision or "")
            yield _agreement(plan, (*at, "changes", key), place, own)


def _returns(plan: Plan) -> Iterator[tuple[str, Path, Return]]:
    for quarter, returns in plan.returns.items():
        if returns.programme is not None:
            yield PROGRAMME, return_path(quarter, PROGRAMME), returns.programme
        for project_id, found in returns.projects.items():
            yield project_id, return_path(quarter, project_id), found


def _agreement(
    plan: Plan,
    at: Path,
    decision_at: Path,
    own: tuple[frozenset[Matter], tuple[Path, ...], Decimal | None, int | None],
) -> Agreement:
    owner = decision_at[1] if decision_at[0] == "projects" else PROGRAMME
    decision = decisions_on(plan, owner)[decision_at[-1]]
    meeting = plan.meetings.get(decision_at[-1])
    return Agreement(
        at,
        decision_at,
        *own,
        decision=decision,
        body=meeting.body if meeting else "",
        on=decision.when or (meeting.on if meeting else None),
        reference=_reference(decision, meeting),
    )


def _reference(decision: Decision, meeting: Meeting | None) -> str:
    """Give the number of the minute, or of the item that the body had before it."""
    return decision.reference or (meeting.item if meeting else None) or ""


def _covers(plans: Sequence[Plan], owner: str, agreed: Agreed) -> tuple[Path, ...]:
    named = tuple(_place(plans, owner, words) for words in agreed.at)
    return named or (owner_path(owner),)


def _place(plans: Sequence[Plan], owner: str, words: str) -> Path:
    """Give the path that words lead to in one of the versions; the words themselves otherwise."""
    for plan in plans:
        if (owner == PROGRAMME or owner in plan.projects) and (
            found := place_of(plan, owner, words)
        ) is not None:
            return found
    return tuple(words.strip().strip("/").split("/"))
