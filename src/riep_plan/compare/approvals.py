"""Who may agree to each change, and whether they have: the policy's limits against the decisions.

    changes ─▶ the limits of the version before ─▶ the decisions of the later ─▶ a verdict each

docs/decisions/0015-approvals.md says from which principles.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from riep_plan.compare.agreements import Agreement, agreements
from riep_plan.compare.change import Change, Kind
from riep_plan.compare.comparison import Approval, Verdict
from riep_plan.compare.limits import (
    SOMEBODY,
    Measured,
    beyond_in_all,
    matter_words,
    measured,
    moved_in_all,
)
from riep_plan.compare.matters import matter_of, pounds_of
from riep_plan.figures.delegation import is_asked, limit_path
from riep_plan.figures.policies import policy_in_force
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.governance import Matter
from riep_plan.model.policy import Policy
from riep_plan.values.money import format_money
from riep_plan.values.words import count, sentence

#: Who decides what nobody else may, where the policy does not name the body.
BOARD = "board"
_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the versions before the base say; only their history knows.

    Attributes:
        since_approval: what changed between the plan as it stood when anything was last approved
            and the later version; None where that is not known.
        since_decision: for what decisions agreed to in the base already, by its place: what
            changed from the version before it was agreed to the base.
    """

    since_approval: Sequence[Change] | None = None
    since_decision: Mapping[Path, Sequence[Change]] = field(default_factory=dict)


def approvals(
    before: Plan, after: Plan, changes: Sequence[Change], *, earlier: Earlier | None = None
) -> tuple[Approval, ...]:
    """Say of each change that somebody has to agree to who that is, and whether they have.

    Limits are those of the version before: a change cannot raise its own. Decisions are those of
    the later version, since approval may come with the change.

    Args:
        before: the earlier version.
        after: the later version.
        changes: what changed, the weightiest first: decisions are used up in this order.
        earlier: what the versions before say; without it a decision that stood in the earlier
            version already counts as used up.
    """
    policy = policy_in_force(before)
    asked = [
        (change, matter)
        for change in changes
        if (matter := matter_of(change)) is not None and is_asked(policy, matter)
    ]
    if not asked:
        return ()
    book = _Book(before, after, policy, earlier)
    held = [book.held(change, matter) for change, matter in asked]
    approved = [one.change for one in held if one.agreement is not None]
    since = earlier.since_approval if earlier is not None else None
    totals = {
        key: _total(policy, key, since if since is not None else changes, approved)
        for key in policy.delegated
    }
    return tuple(book.verdict(one, totals, is_known=since is not None) for one in held)


def standing_agreements(before: Plan, after: Plan) -> tuple[Path, ...]:
    """Give the places of what was agreed in the earlier version already, and still stands.

    Whether any of it is left for a change now depends on what changed since it was agreed: see
    ``Earlier.since_decision``.
    """
    found = _standing(agreements(after, before), before, after)
    return tuple(one.at for one in found if one.approves)


def _total(
    policy: Policy, key: str, changes: Sequence[Change], approved: Sequence[Change]
) -> Decimal:
    """Add up what moved under a limit, without what a decision names."""
    moved = moved_in_all(policy, key, changes) - moved_in_all(policy, key, approved)
    return max(moved, _NOUGHT)


@dataclass(frozen=True, slots=True)
class _Held:
    """A change held against limits and decisions, before those on what moved in all."""

    change: Change
    matter: Matter
    limits: list[Measured]
    agreement: Agreement | None


class _Book:
    """The decisions, and how much of each is left."""

    def __init__(self, before: Plan, after: Plan, policy: Policy, earlier: Earlier | None) -> None:
        self._before = before
        self._policy = policy
        self._every = agreements(after, before)
        self._used: dict[Path, Decimal] = defaultdict(Decimal)
        self._days: dict[tuple[Path, Path], int] = defaultdict(int)
        self._seen: set[tuple[Path, Path]] = set()
        self._spent: set[Path] = set()
        self._stood: set[Path] = set()
        self._replay(after, earlier.since_decision if earlier is not None else {})

    def _replay(self, after: Plan, since: Mapping[Path, Sequence[Change]]) -> None:
        """Use up what decisions of the earlier version agreed to by what changed since.

        The latest come first: what changed since then is the least, and is theirs.
        """
        standing = _standing(self._every, self._before, after)
        self._stood = {one.at for one in standing}
        self._spent = {one.at for one in standing if one.at not in since}
        given: dict[tuple[Kind, Path], Decimal] = defaultdict(Decimal)
        for one in sorted(
            (one for one in standing if one.at in since),
            key=lambda one: sum((pounds_of(past) or _NOUGHT for past in since[one.at]), _NOUGHT),
        ):
            for change in since[one.at]:
                matter = matter_of(change)
                if matter is None or not one.names(change, matter):
                    continue
                key = (change.kind, change.subject)
                left = max((pounds_of(change) or _NOUGHT) - given[key], _NOUGHT)
                taken = min(left, max((one.amount or _NOUGHT) - self._used[one.at], _NOUGHT))
                given[key] += taken
                self._used[one.at] += taken
                self._days[one.at, change.subject] += change.days or 0
                self._seen.add((one.at, change.subject))

    def held(self, change: Change, matter: Matter) -> _Held:
        """Hold a change against the limits, and against the decisions where it may need one."""
        limits = measured(self._policy, self._before, change, matter)
        is_free = any(not one.beyond and one.delegation.cumulative is None for one in limits)
        return _Held(change, matter, limits, None if is_free else self._take(change, matter))

    def _take(self, change: Change, matter: Matter) -> Agreement | None:
        """Find the decision that goes just far enough, and use it."""
        found = [
            one
            for one in self._every
            if one.approves and one.names(change, matter) and not self._fault(one, change, matter)
        ]
        if not found:
            return None
        best = min(found, key=lambda one: (self._left(one), one.at))
        self._used[best.at] += pounds_of(change) or _NOUGHT
        return best

    def _left(self, one: Agreement) -> Decimal:
        return (one.amount or _NOUGHT) - self._used[one.at]

    def _fault(self, one: Agreement, change: Change, matter: Matter) -> str:
        """Say why a decision that names a change does not approve it; empty where it does."""
        later = next((two for two in self._refusals(change, matter) if _day(two) > _day(one)), None)
        if one.lacks:
            return f"it names {one.lacks}"
        if not self._may_decide(one.body):
            return f"it is not the {self.board}'s"
        if one.at in self._spent:
            return "it stood before this change, and nothing shows that any of it is left"
        if later is not None:
            return f"{later.said}, refused it later"
        return self._too_little(one, change, matter)

    def _too_little(self, one: Agreement, change: Change, matter: Matter) -> str:
        """Say that what is left of a decision does not go as far as a change."""
        pounds = pounds_of(change)
        if pounds is not None:
            rest = (
                f", of which {format_money(used)} is used" if (used := self._used[one.at]) else ""
            )
            is_enough = self._left(one) >= pounds
            return "" if is_enough else f"it agrees to {format_money(one.amount or _NOUGHT)}{rest}"
        if matter is Matter.SLIPPAGE and change.days is not None:
            left = (one.days or 0) - self._days[one.at, change.subject]
            return "" if left >= change.days else f"it agrees to {count(max(left, 0), 'day')}"
        is_used = (one.at, change.subject) in self._seen
        return "it was used by an earlier change" if is_used else ""

    @property
    def board(self) -> str:
        """Who decides what nobody else may."""
        return self._policy.board or BOARD

    def _may_decide(self, body: str) -> bool:
        """Whether a body may decide beyond every limit; whoever has their own limit may not."""
        if self._policy.board is not None:
            return _same(body, self._policy.board)
        limited = [one.to for one in self._policy.delegated.values() if one.limit != 0]
        return not any(to is not None and _same(body, to) for to in limited)

    def _refusals(self, change: Change, matter: Matter) -> Iterator[Agreement]:
        for one in self._every:
            if not one.approves and one.body and one.names(change, matter):
                yield one

    def verdict(self, held: _Held, totals: Mapping[str, Decimal], *, is_known: bool) -> Approval:
        """Say how a change stands, once it is known what moved in all.

        Args:
            held: the change.
            totals: pounds moved under each limit since the last approval.
            is_known: whether that approval is known.
        """
        change, agreement = held.change, held.agreement
        beyond = [
            (one, one.beyond or beyond_in_all(one.delegation, totals[one.key]))
            for one in held.limits
        ]
        limit, why = max(beyond, key=_reach) if beyond else (None, "")
        within = next((one for one, fault in beyond if not fault), None)
        if agreement is None and within is not None:
            limit, why = within, within.within
        elif limit is None:
            why = f"the policy lets nobody but the board agree to {matter_words(held.matter)}"
        verdict, by, decision, told = self._settled(held, within)
        is_told = is_known or (limit is not None and limit.delegation.cumulative is not None)
        is_summed = limit is not None and is_told and pounds_of(change) is not None
        return Approval(
            change,
            verdict,
            by,
            f"{why}. {told}" if told else why,
            limit_path(self._policy, limit.key) if limit is not None else (),
            limit.delegation.limit if limit is not None else None,
            totals[limit.key] if limit is not None and is_summed else None,
            decision.decision_at if decision is not None else (),
            decision.said if decision is not None else "",
        )

    def _settled(
        self, held: _Held, within: Measured | None
    ) -> tuple[Verdict, str, Agreement | None, str]:
        """Give the verdict, who decides or has decided, the decision, and what is wrong with it."""
        if held.agreement is not None:
            return Verdict.APPROVED, held.agreement.body, held.agreement, ""
        if within is not None:
            return Verdict.DELEGATED, within.delegation.to or SOMEBODY, None, ""
        refusal = next(self._refusals(held.change, held.matter), None)
        if refusal is not None:
            return Verdict.REFUSED, refusal.body, refusal, ""
        near = next(self._near(held), None)
        if near is None:
            return Verdict.NEEDED, self.board, None, ""
        one, fault = near
        return Verdict.NEEDED, self.board, one, sentence(f"{one.said}, does not count: {fault}")

    def _near(self, held: _Held) -> Iterator[tuple[Agreement, str]]:
        """Give decisions that were perhaps meant, and why each does not approve the change.

        One that stood before and does not name the change was about something else.
        """
        for one in self._every:
            if one.approves and one.names(held.change, held.matter):
                fault = self._fault(one, held.change, held.matter)
                yield one, fault or "it is used up by the other changes"
        for one in self._every:
            if one.approves and held.matter in one.matters and one.at not in self._stood:
                yield one, f"it does not cover `{'/'.join(one.left_out(held.change) or ())}`"


def _reach(one: tuple[Measured, str]) -> Decimal:
    """Of several limits that a change is beyond, the highest is the one to tell of."""
    return one[0].delegation.limit or _NOUGHT


def _same(one: str, other: str) -> bool:
    """Whether two names are the same body's, whatever their capitals and spaces."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _day(one: Agreement) -> date:
    return one.on.days.end if one.on is not None and one.on.days is not None else date.min


def _standing(found: Sequence[Agreement], before: Plan, after: Plan) -> list[Agreement]:
    """Give what was agreed in the earlier version already; a project may have another id since."""
    was = agreements(before, after)
    there = {(one.at, one.terms) for one in was}
    gone = {
        (_tail(one), one.terms) for one in was if _owner(one) and _owner(one) not in after.projects
    }
    return [
        one
        for one in found
        if (one.at, one.terms) in there
        or (_owner(one) not in ("", *before.projects) and (_tail(one), one.terms) in gone)
    ]


def _tail(one: Agreement) -> Path:
    """Give the place of what was agreed without the project that it was agreed for."""
    owner = _owner(one)
    return tuple(step for step in one.at if step != owner)


def _owner(one: Agreement) -> str:
    return one.decision_at[1] if one.decision_at[0] == "projects" else ""
