"""Decisions, and the meetings that decide."""

from collections.abc import Iterator

from riep_plan.compare.change import Change, Difference, Kind
from riep_plan.compare.classify.context import Context
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import each_changes, sides_of
from riep_plan.findings.finding import Path
from riep_plan.model.governance import Decision, Meeting
from riep_plan.values.money import format_money
from riep_plan.values.words import count

_OF_PROJECT = 4  # projects, id, decisions, meeting; of the plan: decisions, meeting

#: So many values of a decision are written: what it agrees to is what a reviewer looks for.
_MANY = 12


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of decisions, a decision at a time, and of meetings."""
    groups: dict[Path, list[Difference]] = {}
    for one in context.of(Subject.DECISION):
        length = _OF_PROJECT if one.key[0] == "projects" else 2
        groups.setdefault(one.key[:length], []).append(one)
    for key, each in groups.items():
        say = _meeting if key[0] == "meetings" else _decision
        told = tuple(sorted(each, key=_as_minuted))
        before, after = sides_of(told, most=_MANY)
        subject = each[0].leaf.at[: len(key)]
        yield Change(Kind.DECISION, subject, say(context, key, told), tuple(each), before, after)


def _as_minuted(one: Difference) -> tuple[int, Path, int]:
    """Sort values as the language lists their keys: the body and its day, the outcome first."""
    fields = getattr(one.leaf.owner, "model_fields", {})
    keys = [info.alias or name for name, info in fields.items()]
    place = keys.index(one.leaf.field) if one.leaf.field in keys else len(keys)
    return len(one.key), one.key[:-1], place


def _meeting(context: Context, key: Path, each: tuple[Difference, ...]) -> str:
    name = meeting_name(context, key)
    if context.is_new(key):
        return f"Meeting of the {name} is added."
    if context.is_gone(key):
        return f"Meeting of the {name} is taken out."
    return f"Meeting of the {name}: {each_changes(each)}."


def meeting_name(context: Context, key: Path) -> str:
    """Name a meeting by its body and day; by its id where the plan has no such meeting."""
    found = context.now(key) or context.was(key)
    return f"{found.body} ({found.on})" if isinstance(found, Meeting) else f"meeting {key[-1]}"


def _decision(context: Context, key: Path, each: tuple[Difference, ...]) -> str:
    body = meeting_name(context, ("meetings", key[-1]))
    about = context.name(key[:2]) if key[0] == "projects" else "the plan"
    was, now = context.was(key), context.now(key)
    if isinstance(now, Decision) and not isinstance(was, Decision):
        return f"{body[:1].upper()}{body[1:]} {now.outcome.value} {about}{_with(now)}."
    if isinstance(was, Decision) and not isinstance(now, Decision):
        told = f"{was.outcome.value}{_with(was)}"
        return f"Decision of the {body} on {about} is taken out; it was {told}."
    return f"Decision of the {body} on {about}: {each_changes(each)}."


def _with(decision: Decision) -> str:
    """Say the amount and how many conditions a decision has."""
    amount = f" ({format_money(decision.amount)})" if decision.amount is not None else ""
    number = len(decision.conditions)
    conditions = f", with {count(number, 'condition')}" if number else ""
    return amount + conditions
