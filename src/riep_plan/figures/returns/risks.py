"""Risks at a quarter's end: scored again, new, closed, and which way they moved."""

from enum import StrEnum
from typing import NamedTuple

from riep_plan.figures.delivery.registers import Score, Scored, is_severe, scores_of
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_path,
    return_path,
    returns_by_owner,
)
from riep_plan.findings.finding import Path
from riep_plan.model.returns import RiskReturn
from riep_plan.model.risk import Risk, RiskScale
from riep_plan.values.period import Span


class RiskMovement(StrEnum):
    """How a risk stands to its score at the end of the quarter before."""

    UP = "higher"
    DOWN = "lower"
    SAME = "no change"
    NEW = "new"
    CLOSED = "closed"
    UNKNOWN = "cannot be told"


class RiskNow(NamedTuple):
    """A risk as it stands at a quarter's end.

    Attributes:
        at: its path: in the plan, or in the return that named it first.
        project_id: whose it is; empty for the programme's own.
        risk: what was first said of it.
        score: its likelihood and impact now, each None where nobody gave it.
        before: the same at the end of the quarter before, or as the plan has it.
        movement: how the two stand to each other.
        said_at: the path of what a return last said of it.
        said_in: the quarter of that return.
        note: what that return says has changed.
        closed: the days on which it ceased to be a risk.
        is_severe: whether it is open and both scores stand as high as the policy calls severe.
        is_top: whether it is open and one score is the top of its scale.
    """

    at: Path
    project_id: str
    risk: Risk
    score: Score
    before: Score
    movement: RiskMovement
    said_at: Path | None
    said_in: str | None
    note: str | None
    closed: Span | None
    is_severe: bool
    is_top: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still a risk."""
        return self.closed is None


class _Story(NamedTuple):
    """What was said of one risk, in order.

    Attributes:
        at: its path: in the plan, or in the return that named it first.
        project_id: whose it is.
        risk: what was first said of it.
        named_in: the quarter of the return that named it; empty for one of the plan.
        said: what returns say of it, each with its quarter and path.
    """

    at: Path
    project_id: str
    risk: Risk
    named_in: str
    said: list[tuple[str, Path, RiskReturn]]

    def up_to(self, quarter: str) -> list[tuple[str, Path, RiskReturn]]:
        """What was said of it up to a quarter."""
        return [one for one in self.said if one[0] <= quarter]


class _Scored(NamedTuple):
    """A score, and how high it stands."""

    score: Score
    is_severe: bool
    is_top: bool


def risks_now(ledger: Ledger, quarter: str) -> list[RiskNow]:
    """Give every risk, of the programme first, as it stands at a quarter's end.

    Those that were closed in an earlier quarter are left out.
    """
    found = [_now(ledger, quarter, one) for one in _named_by(ledger, quarter)]
    return [one for one in found if one.is_open or one.said_in == quarter]


def high_risks(ledger: Ledger, quarter: str) -> list[RiskNow]:
    """Give those of them that are severe, or have a score at the top of its scale."""
    scored = [(one, _scored(ledger, one, one.up_to(quarter))) for one in _named_by(ledger, quarter)]
    found = [_now(ledger, quarter, one) for one, its in scored if its.is_severe or its.is_top]
    return [one for one in found if one.is_severe or one.is_top]


def height(scale: RiskScale | None, score: Scored) -> int | None:
    """How high both scores stand together, in steps from the bottom; None off the scale."""
    both = scores_of(score)
    if scale is None or both is None:
        return None
    likelihood = [step.casefold() for step in scale.likelihood]
    impact = [step.casefold() for step in scale.impact]
    if both[0] not in likelihood or both[1] not in impact:
        return None
    return likelihood.index(both[0]) + impact.index(both[1])


def _named_by(ledger: Ledger, quarter: str) -> list[_Story]:
    """Give every risk that was named by the end of a quarter."""
    return [one for one in ledger.once(_stories) if one.named_in <= quarter]


def _stories(ledger: Ledger) -> list[_Story]:
    """Give every risk, and all that is said of it from when it is named on."""
    plan = ledger.plan
    found: list[_Story] = []
    by_owner = ledger.once(returns_by_owner)
    for owner in (PROGRAMME, *plan.projects):
        own = plan.projects[owner].risks if owner else plan.risks
        at = (*owner_path(owner), "risks")
        stories = {key: _Story((*at, key), owner, risk, "", []) for key, risk in own.items()}
        for label, made in by_owner.get(owner, ()):
            here = return_path(label, owner)
            for key, risk in made.new_risks.items():
                new = _Story((*here, "new_risks", key), owner, risk, label, [])
                stories.setdefault(key, new)
            for key, said in made.risks.items():
                if key in stories:
                    stories[key].said.append((label, (*here, "risks", key), said))
        found += stories.values()
    return found


def _now(ledger: Ledger, quarter: str, story: _Story) -> RiskNow:
    said = story.up_to(quarter)
    last = said[-1] if said else None
    now = then = _scored(ledger, story, said)
    if last is not None and last[0] == quarter:
        then = _scored(ledger, story, said[:-1])
    before = then.score
    closed = last[2].closed.days if last and last[2].closed else None
    is_open = closed is None
    return RiskNow(
        at=story.at,
        project_id=story.project_id,
        risk=story.risk,
        score=now.score,
        before=before,
        movement=_movement(ledger, story, quarter, now.score, before, is_open=is_open),
        said_at=last[1] if last else None,
        said_in=last[0] if last else None,
        note=last[2].note if last else None,
        closed=closed,
        is_severe=is_open and now.is_severe,
        is_top=is_open and now.is_top,
    )


def _scored(ledger: Ledger, story: _Story, said: list[tuple[str, Path, RiskReturn]]) -> _Scored:
    """The last score that was given of each part, the plan's where nobody scored it again."""
    likelihood, impact = story.risk.likelihood, story.risk.impact
    for _, _, one in said:
        likelihood, impact = one.likelihood or likelihood, one.impact or impact
    return ledger.once(_of_scores, likelihood, impact)


def _of_scores(ledger: Ledger, likelihood: str | None, impact: str | None) -> _Scored:
    scale, policy = ledger.plan.risk_scale, ledger.plan.policy
    score = Score(likelihood, impact)
    return _Scored(score, is_severe(scale, score, policy.severe_from), _is_top(scale, score))


def _movement(
    ledger: Ledger,
    story: _Story,
    quarter: str,
    score: Score,
    before: Score,
    *,
    is_open: bool,
) -> RiskMovement:
    if not is_open:
        return RiskMovement.CLOSED
    if story.named_in == quarter:
        return RiskMovement.NEW
    if score is before or scores_of(score) == scores_of(before):
        return RiskMovement.SAME
    scale = ledger.plan.risk_scale
    now, then = height(scale, score), height(scale, before)
    if now is None or then is None:
        return RiskMovement.UNKNOWN
    if now == then:
        return RiskMovement.SAME
    return RiskMovement.UP if now > then else RiskMovement.DOWN


def _is_top(scale: RiskScale | None, score: Score) -> bool:
    if scale is None:
        return False
    tops = ((score.likelihood, scale.likelihood), (score.impact, scale.impact))
    return any(one is not None and one.casefold() == steps[-1].casefold() for one, steps in tops)
