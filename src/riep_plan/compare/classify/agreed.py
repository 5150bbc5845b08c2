"""What the rules ask, and which findings are accepted all the same: policy and waivers."""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from riep_plan.compare.change import Change, Difference, Kind
from riep_plan.compare.classify.context import NAME, Context, grouped
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import (
    both_sides,
    each_changes,
    goes_from,
    is_words,
    label,
    sides_of,
)
from riep_plan.compare.leaves import holds, text_of
from riep_plan.findings.finding import Path
from riep_plan.model.policy import Waiver
from riep_plan.values.words import listed, shortened

_WAIVER, _ENTRY = 2, 3  # waivers, id; policy, key, id or code
#: Keys of a policy below which every entry is one thing, and what that is called.
_ENTRIES = {
    "delegated": "delegation",
    "changes": "change from a later day on",
    "rules": "setting of rule",
    "own_rules": "own rule",
}


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of waivers, then those of the policy."""
    for key, each in context.below(Subject.WAIVER, _WAIVER):
        before, after = sides_of(each)
        subject = each[0].leaf.at[:_WAIVER]
        yield Change(Kind.WAIVER, subject, _waiver(context, key, each), each, before, after)
    for key, each in grouped(context.of(Subject.POLICY), lambda one: _entry(context, one)):
        yield _policy(context, key, each)


def _waiver(context: Context, key: Path, each: tuple[Difference, ...]) -> str:
    now, was = context.now(key), context.was(key)
    if isinstance(now, Waiver) and not isinstance(was, Waiver):
        return (
            f"Waiver “{key[-1]}” accepts {now.rule} at {_places(now)}, agreed by "
            f"{shortened(now.agreed_by, NAME)}, until {now.until}."
        )
    if isinstance(was, Waiver) and not isinstance(now, Waiver):
        return f"Waiver “{key[-1]}” of {was.rule} at {_places(was)} is taken out."
    rule = f" of {now.rule}" if isinstance(now, Waiver) else ""
    return f"Waiver “{key[-1]}”{rule}: {each_changes(each)}."


def _places(waiver: Waiver) -> str:
    first, *more = waiver.at
    return listed([first, f"{len(more)} more"]) if more else first


def _entry(context: Context, one: Difference) -> Path:
    """Give the path of an entry that is new or gone as a whole, or else of the value itself."""
    key = one.key[:_ENTRY]
    is_entry = len(one.key) > _ENTRY and one.key[1] in _ENTRIES
    is_whole = is_entry and (context.is_new(key) or context.is_gone(key))
    return key if is_whole else one.key


def _policy(context: Context, key: Path, each: tuple[Difference, ...]) -> Change:
    first = each[0]
    subject = first.leaf.at[: len(key)]
    if key != first.key:
        noun = f"{_ENTRIES[key[1]]} {context.name(key)}"
        how = "is new" if context.is_new(key) else "is taken out"
        text = f"Policy: the {noun} {how}: {_told(each)}."
        before, after = sides_of(each)
    else:
        before, after = _sides(first)
        inner = context.name(key[:_ENTRY]) if len(key) > _ENTRY and key[1] in _ENTRIES else ""
        steps = [one.replace("_", " ") for one in key[1:-1] if not inner]
        about = f" of {inner or ' '.join(steps)}" if inner or steps else ""
        told = goes_from(before, after, in_quotes=is_words(first))
        text = f"Policy: {label(first.leaf)}{about} {told}."
    return Change(Kind.POLICY, subject, text, each, before, after)


def _sides(one: Difference) -> tuple[str, str]:
    """Give a value before and after; what a policy leaves out has its default."""
    before, after = both_sides(one)
    info = next(
        (
            info
            for name, info in getattr(one.leaf.owner, "model_fields", {}).items()
            if one.leaf.field in (name, info.alias)
        ),
        None,
    )
    is_single = info is not None and isinstance(info.default, (Decimal, int, Enum))
    if not is_single or one.key[1] == "changes":
        return before, after
    default = text_of(info.default, holds(one.leaf.owner, one.leaf.field)) if info else ""
    return before or default, after or default


def _told(each: tuple[Difference, ...]) -> str:
    """Say what a new entry says, or an old one said, in short."""
    return shortened("; ".join(f"{label(one.leaf)} {one.leaf.text}" for one in each), 2 * NAME)
