"""Risks at a quarter's end: scored again, new, closed, and which way they moved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from riep_plan.figures.delivery.registers import is_severe, scores_of
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_path,
    return_of,
    return_path,
    up_to,
)
from riep_plan.findings.finding import Path
from riep_plan.model.returns import RiskReturn
from riep_plan.model.risk import Residual, Risk, RiskScale
from riep_plan.values.period import Span


class RiskMovement(StrEnum):
    """How a risk stands to its score at the end of the quarter before."""

    UP = "higher"
    DOWN = "lower"
    SAME = "no change"
    NEW = "new"
    CLOSED = "closed"
    UNKNOWN = "cannot be told"


@dataclass(frozen=True, slots=True)
class RiskNow:
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
    score: Residual
    before: Residual
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


@dataclass(frozen=True, slots=True)
class _Story:
    """What was said of one risk, up to a quarter."""

    at: Path
    project_id: str
    risk: Risk
    named_in: str | None
    said: tuple[tuple[str, Path, RiskReturn], ...] = ()


def risks_now(ledger: Ledger, quarter: str) -> list[RiskNow]:
    """Give every risk, of the programme first, as it stands at a quarter's end.

    Those that were closed in an earlier quarter are left out.
    """
    found = [_now(ledger, quarter, story) for story in _stories(ledger, quarter)]
    return [one for one in found if one.is_open or one.said_in == quarter]


def height(scale: RiskScale | None, score: Residual) -> int | None:
    """How high both scores stand together, in steps from the bottom; None off the scale."""
    both = scores_of(score)
    if scale is None or both is None:
        return None
    likelihood = [step.casefold() for step in scale.likelihood]
    impact = [step.casefold() for step in scale.impact]
    if both[0] not in likelihood or both[1] not in impact:
        return None
    return likelihood.index(both[0]) + impact.index(both[1])


def _stories(ledger: Ledger, quarter: str) -> Iterator[_Story]:
    plan = ledger.plan
    for project_id in (PROGRAMME, *plan.projects):
        own = plan.risks if project_id == PROGRAMME else plan.projects[project_id].risks
        stories = {
            risk_id: _Story((*owner_path(project_id), "risks", risk_id), project_id, risk, None)
            for risk_id, risk in own.items()
        }
        for label in up_to(ledger, quarter):
            found = return_of(plan, label, project_id)
            here = return_path(label, project_id)
            for risk_id, risk in found.new_risks.items() if found else ():
                named = _Story((*here, "new_risks", risk_id), project_id, risk, label)
                stories.setdefault(risk_id, named)
            for risk_id, said in found.risks.items() if found else ():
                if risk_id in stories:
                    one = stories[risk_id]
                    more = (label, (*here, "risks", risk_id), said)
                    stories[risk_id] = replace(one, said=(*one.said, more))
        yield from stories.values()


def _now(ledger: Ledger, quarter: str, story: _Story) -> RiskNow:
    plan, last = ledger.plan, story.said[-1] if story.said else None
    score = _score(story, [said for _, _, said in story.said])
    before = _score(story, [said for label, _, said in story.said if label < quarter])
    closed = last[2].closed.days if last and last[2].closed else None
    is_open = closed is None
    return RiskNow(
        at=story.at,
        project_id=story.project_id,
        risk=story.risk,
        score=score,
        before=before,
        movement=_movement(plan.risk_scale, story, quarter, score, before, is_open=is_open),
        said_at=last[1] if last else None,
        said_in=last[0] if last else None,
        note=last[2].note if last else None,
        closed=closed,
        is_severe=is_open and is_severe(plan.risk_scale, score, plan.policy.severe_from),
        is_top=is_open and _is_top(plan.risk_scale, score),
    )


def _score(story: _Story, said: list[RiskReturn]) -> Residual:
    """The last score that was given of each part, the plan's where nobody scored it again."""
    parts = {
        part: next(
            (one for said_of in reversed(said) if (one := getattr(said_of, part)) is not None),
            getattr(story.risk, part),
        )
        for part in ("likelihood", "impact")
    }
    return Residual.model_construct(**parts)


def _movement(
    scale: RiskScale | None,
    story: _Story,
    quarter: str,
    score: Residual,
    before: Residual,
    *,
    is_open: bool,
) -> RiskMovement:
    if not is_open:
        return RiskMovement.CLOSED
    if story.named_in == quarter:
        return RiskMovement.NEW
    if scores_of(score) == scores_of(before):
        return RiskMovement.SAME
    now, then = height(scale, score), height(scale, before)
    if now is None or then is None:
        return RiskMovement.UNKNOWN
    if now == then:
        return RiskMovement.SAME
    return RiskMovement.UP if now > then else RiskMovement.DOWN


def _is_top(scale: RiskScale | None, score: Residual) -> bool:
    if scale is None:
        return False
    tops = ((score.likelihood, scale.likelihood), (score.impact, scale.impact))
    return any(one is not None and one.casefold() == steps[-1].casefold() for one, steps in tops)
