"""What a reviewer is shown: each plan's changes, placed, with what they do and who must agree."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from riep_plan.compare.change import Change, Effect
from riep_plan.findings.finding import Path
from riep_plan.findings.result import Place, Reported


@dataclass(frozen=True, slots=True)
class PlacedChange:
    """A change with its places in the files of both versions.

    Attributes:
        change: the change.
        before: where its values stood; empty for what is new.
        after: where they stand; empty for what is gone.
    """

    change: Change
    before: tuple[Place, ...]
    after: tuple[Place, ...]


class Verdict(StrEnum):
    """Whether a change may be made."""

    DELEGATED = "within delegated limits"
    APPROVED = "approved"
    NEEDED = "approval needed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who may agree to a change, and whether they have.

    Attributes:
        change: the change.
        verdict: how it stands.
        by: who may agree to it: the role or body of the policy, or the board.
        why: the limit that it is within or beyond, in a sentence.
        limit_at: the path of that limit in the policy; empty where the policy names none.
        limit: the limit in pounds; None where it is none of money.
        cumulative: pounds moved by this and by what was changed since the last approval; None
            where it is not known or is no money.
        decision_at: the path of the decision that names it; empty where there is none.
        decision: that decision in words: body, day, reference.
    """

    change: Change
    verdict: Verdict
    by: str
    why: str
    limit_at: Path = ()
    limit: Decimal | None = None
    cumulative: Decimal | None = None
    decision_at: Path = ()
    decision: str = ""


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """What the rules find otherwise than before.

    Attributes:
        new: findings that the earlier version has not.
        cleared: findings that the later version no longer has.
        moved: findings of both that stand at another value now: before and after.
    """

    new: tuple[Reported, ...] = ()
    cleared: tuple[Reported, ...] = ()
    moved: tuple[tuple[Reported, Reported], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One plan in two versions.

    Attributes:
        plan: its id; of the earlier version where the plan is gone.
        title: its title likewise.
        was: its id before, where that was another; empty otherwise.
        is_new: whether the earlier version has no such plan.
        is_gone: whether the later version has no such plan.
        changes: what changed, the weightiest first.
        effects: the totals that changed, the plan's own first.
        approvals: who may agree to each change that somebody has to agree to.
        findings: what the rules find otherwise.
        unread: why a version could not be compared, in a sentence; empty where both could.
    """

    plan: str
    title: str
    was: str = ""
    is_new: bool = False
    is_gone: bool = False
    changes: tuple[PlacedChange, ...] = ()
    effects: tuple[Effect, ...] = ()
    approvals: tuple[Approval, ...] = ()
    findings: FindingChanges = FindingChanges()
    unread: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything changed in meaning."""
        return bool(self.changes or self.is_new or self.is_gone or self.was or self.unread)


@dataclass(frozen=True, slots=True)
class Review:
    """Every plan that two versions do not share.

    Attributes:
        base: what the earlier version is called: a commit, a folder.
        head: what the later version is called.
        plans: the plans that changed in meaning, in order of their ids.
        same: how many plans were looked at and say the same.
        unread: files that the system would not let us read, with its reason.
    """

    base: str
    head: str
    plans: tuple[Comparison, ...]
    same: int = 0
    unread: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything changed in meaning."""
        return any(one.is_changed for one in self.plans)
