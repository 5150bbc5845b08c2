"""Risks: scored higher or lower on the plan's own scale, new, gone, or handled otherwise."""

from collections.abc import Iterator

from riep_plan.compare.change import Change, Difference, Kind
from riep_plan.compare.classify.context import Context, grouped
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import both_sides, goes_from
from riep_plan.compare.classify.wording import single
from riep_plan.figures.returns.risks import height
from riep_plan.findings.finding import Path
from riep_plan.model.risk import Residual, Risk

_SCORES = ("likelihood", "impact")


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of risks, a risk at a time, and of the scale.

    A risk that went to another project, or came from one, is told where that is split or merged.
    """
    for key, each in grouped(context.of(Subject.RISK), _risk):
        if key in context.carried:
            continue
        if key[0] == "risk_scale":
            yield from (_scale(one) for one in each)
        elif context.is_new(key) or context.is_gone(key):
            yield _whole(context, key, each)
        else:
            yield from _handled(context, key, each)


def _risk(one: Difference) -> Path:
    return one.key[: one.key.index("risks") + 2] if "risks" in one.key else one.key[:1]


def _scale(one: Difference) -> Change:
    old, new = both_sides(one)
    text = f"The plan's scale of {one.leaf.field} {goes_from(old, new)}."
    return Change(Kind.RISK, one.leaf.at, text, (one,), old, new)


def _whole(context: Context, key: Path, each: tuple[Difference, ...]) -> Change:
    is_new = context.is_new(key)
    risk = context.now(key) if is_new else context.was(key)
    score = _said(risk) if isinstance(risk, Risk) else ""
    told = f" ({score})" if score else ""
    name = context.named(key)
    text = f"{name} is a new risk{told}." if is_new else f"{name} is no longer a risk{told}."
    kind = Kind.RISK_UP if is_new else Kind.RISK_DOWN
    sides = ("", score) if is_new else (score, "")
    return Change(kind, each[0].leaf.at[: len(key)], text, each, *sides)


def _handled(context: Context, key: Path, each: tuple[Difference, ...]) -> Iterator[Change]:
    """A risk that both versions have: its score, how it is scored afterwards, and the rest."""
    was, now = context.was(key), context.now(key)
    if not (isinstance(was, Risk) and isinstance(now, Risk)):
        return
    scores = tuple(one for one in each if one.key[len(key) :][0] in _SCORES)
    if scores:
        yield _scored(context, key, scores, (was, now), context.named(key))
    after = tuple(one for one in each if one.key[len(key) :][0] == "residual")
    if after:
        both = (was.residual or Residual(), now.residual or Residual())
        name = f"What remains of {context.named(key)} after mitigation"
        yield _scored(context, key, after, both, name)
    for one in each:
        if one not in scores and one not in after:
            yield single(context, one, Kind.WORDING if one.leaf.field == "text" else Kind.RISK)


def _scored(
    context: Context,
    key: Path,
    each: tuple[Difference, ...],
    both: tuple[Risk | Residual, Risk | Residual],
    name: str,
) -> Change:
    scales = (context.before.risk_scale, context.after.risk_scale)
    heights = [height(scale, one) for scale, one in zip(scales, both, strict=True)]
    old, new = (_said(one) for one in both)
    gap = (heights[1] or 0) - (heights[0] or 0) if None not in heights else 0
    kind = Kind.RISK_UP if gap > 0 else Kind.RISK_DOWN if gap < 0 else Kind.RISK
    how = {Kind.RISK_UP: "is scored higher", Kind.RISK_DOWN: "is scored lower"}.get(kind)
    told = f"{how}: {new}, was {old}" if how else goes_from(old, new)
    subject = each[0].leaf.at[: len(key)]
    return Change(kind, subject, f"{name} {told}.", each, old, new)


def _said(risk: Risk | Residual) -> str:
    """Write a score in words: ``likelihood high, impact medium``; empty where there is none."""
    found = {part: getattr(risk, part) for part in _SCORES}
    if not any(found.values()):
        return ""
    return ", ".join(f"{part} {score or 'not given'}" for part, score in found.items())
