"""Totals and spans as the document states them, beside the parts that they should add up to."""

from collections.abc import Iterator

from riep_plan.compare.change import Change, Difference, Kind
from riep_plan.compare.classify.context import Context, grouped
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import both_sides, each_changes, goes_from, sides_of
from riep_plan.findings.finding import Path
from riep_plan.model.funding import FundingSource, Quarter
from riep_plan.model.profile import TOTAL, Profile


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of stated totals, a row at a time, and of quarters as printed."""
    for key, each in grouped(context.of(Subject.STATED), _row):
        is_row = each[0].leaf.owner is Profile
        before, after = sides_of(each) if is_row else both_sides(each[0])
        subject = each[0].leaf.at[: len(key)]
        what = _what(context, key, each[0])
        told = f": {each_changes(each, _named)}" if is_row else f" {goes_from(before, after)}"
        text = f"{what}{told}."
        yield Change(Kind.STATED, subject, text, each, before, after)


def _row(one: Difference) -> Path:
    return one.key[:-1] if one.leaf.owner is Profile else one.key


def _named(one: Difference) -> str:
    """What is stated: a total, or the amount of a period."""
    return "total" if one.key[-1] == TOTAL else one.leaf.at[-1]


def _what(context: Context, key: Path, one: Difference) -> str:
    if one.leaf.owner is Quarter:
        return f"{key[1]} as the document prints it"
    inside = key[key.index("stated") + 1 :]
    steps = [_step(context, one) for one in inside]
    of = f" of {context.name(key[:2])}" if key[0] == "projects" else ""
    return f"Stated {', '.join(steps)}{of}"


def _step(context: Context, step: str) -> str:
    """Say a key of a stated total: a funding source by its title."""
    source = context.now(("funding", step)) or context.was(("funding", step))
    return source.title if isinstance(source, FundingSource) else step.replace("_", " ")
