"""Changes as JSON, for programs. The envelope and its keys are a contract: docs/changes.md."""

from collections.abc import Iterable, Mapping
from typing import Any

from riep_plan.compare.change import Budget, Difference, Effect, Move
from riep_plan.compare.comparison import Approval, Comparison, FindingChanges, PlacedChange, Review
from riep_plan.compare.story.headline import headline, review_headline
from riep_plan.compare.story.kinds import PARTS
from riep_plan.compare.story.telling import Key, key_of
from riep_plan.findings.finding import fact
from riep_plan.findings.result import Place
from riep_plan.output._json import written
from riep_plan.output.json import finding_as_data, place_as_data
from riep_plan.source.place import pointer

VERSION = 1


def render(review: Review) -> str:
    """Give the whole review, in its own order; nothing is left out or cut."""
    envelope = {
        "version": VERSION,
        "base": review.base,
        "head": review.head,
        "headline": review_headline(review),
        "changed": review.is_changed,
        "same": review.same,
        "plans": [_plan(one) for one in review.plans],
    }
    return written(envelope)


def _plan(one: Comparison) -> dict[str, Any]:
    order = {key_of(placed.change): place for place, placed in enumerate(one.changes)}
    return {
        "plan": one.plan,
        "title": one.title,
        "was": one.was or None,
        "new": one.is_new,
        "gone": one.is_gone,
        "unread": one.unread or None,
        "headline": headline(one),
        "changes": [_placed(placed) for placed in one.changes],
        "effects": [_effect(effect) for effect in one.effects],
        "approvals": [_approval(approval, order) for approval in one.approvals],
        "findings": _findings(one.findings),
    }


def _placed(placed: PlacedChange) -> dict[str, Any]:
    change = placed.change
    return {
        "kind": change.kind.value,
        "part": PARTS[change.kind].value,
        "subject": pointer(change.subject),
        "text": change.text,
        "before": change.before or None,
        "after": change.after or None,
        "amount": fact(change.amount),
        "share": fact(change.share),
        "days": change.days,
        "moves": [_move(move) for move in change.moves],
        "values": [value_as_data(one) for one in change.differences],
        "also": [value_as_data(one) for one in change.also],
        "places": {"before": _places(placed.before), "after": _places(placed.after)},
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "amount": fact(move.amount),
        "from": _budget(move.taken_from),
        "to": _budget(move.given_to),
    }


def _budget(budget: Budget | None) -> dict[str, str | None] | None:
    if budget is None:
        return None
    return {
        "project": budget.project or None,
        "source": budget.source or None,
        "kind": budget.kind or None,
        "period": budget.period or None,
    }


def value_as_data(one: Difference) -> dict[str, str | None]:
    """Give a single value that differs, as it was and is."""
    return {
        "pointer": pointer(one.key),
        "before": one.before.text if one.before else None,
        "after": one.after.text if one.after else None,
    }


def _places(places: Iterable[Place]) -> list[dict[str, Any]]:
    return [{**place_as_data(place), "pointer": place.pointer} for place in places]


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "of": pointer(effect.of),
        "name": effect.name,
        "kind": effect.kind or None,
        "before": fact(effect.before),
        "after": fact(effect.after),
        "difference": fact(effect.difference),
    }


def _approval(one: Approval, order: Mapping[Key, int]) -> dict[str, Any]:
    """Name the change by its place in the list of the plan's changes."""
    return {
        "change": order.get(key_of(one.change)),
        "text": one.change.text,
        "verdict": one.verdict.value,
        "by": one.by,
        "why": one.why,
        "limit": fact(one.limit),
        "limit_at": pointer(one.limit_at) or None,
        "cumulative": fact(one.cumulative),
        "decision": one.decision or None,
        "decision_at": pointer(one.decision_at) or None,
    }


def _findings(found: FindingChanges) -> dict[str, Any]:
    return {
        "new": [finding_as_data(one) for one in found.new],
        "cleared": [finding_as_data(one) for one in found.cleared],
        "moved": [
            {"before": finding_as_data(before), "after": finding_as_data(after)}
            for before, after in found.moved
        ],
    }
