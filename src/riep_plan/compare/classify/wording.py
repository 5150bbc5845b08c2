"""What is left: text in words, and facts that are none of the other subjects."""

from collections.abc import Iterator
from functools import partial

from riep_plan.compare.change import Change, Difference, Kind, Leaf
from riep_plan.compare.classify.context import NAME, Context
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import (
    both_sides,
    goes_from,
    is_several,
    is_words,
    label,
    what_changes,
)
from riep_plan.compare.leaves import Holds, holds
from riep_plan.compare.references import named_by
from riep_plan.model.evidence import Assessment, EvidenceRow
from riep_plan.values.words import listed

_KINDS = {Subject.WORDING: Kind.WORDING, Subject.DETAIL: Kind.DETAIL, Subject.STATED: Kind.STATED}


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of facts, then of words, each value by itself."""
    for subject in (Subject.DETAIL, Subject.WORDING):
        for one in context.of(subject):
            yield single(context, one, _KINDS[subject])


def single(context: Context, one: Difference, kind: Kind) -> Change:
    """Say of one value what it was and is: in full where it is short."""
    old, new = both_sides(one)
    is_named = holds(one.leaf.owner, one.leaf.field) is Holds.IDS
    if is_named:
        old, new = (listed([name for _, name in _named(context, leaf)]) for leaf in _both(one))
    is_long = kind is Kind.WORDING and max(len(old), len(new)) > NAME
    are = is_several(label(one.leaf))
    if is_long and old and new and isinstance(one.leaf.value, str):
        told = " is reworded"
    elif is_named and old != new and not (isinstance(one.leaf.value, tuple) and old and new):
        told = f" {goes_from(old, new, are=are)}"
    else:
        each = partial(_named, context) if is_named else None
        told = what_changes(one, in_quotes=is_words(one), are=are, each=each)
    return Change(kind, one.leaf.at, f"{of_what(context, one)}{told}.", (one,), old, new)


def _both(one: Difference) -> tuple[Leaf | None, Leaf | None]:
    return one.before, one.after


def of_what(context: Context, one: Difference) -> str:
    """Say what a value is: ``Lead of “Foster Care Placements”``, ``Status of the plan``."""
    key, leaf = one.key, one.leaf
    holder = context.holder(key) if leaf.field in _ENTRIES else context.holder(key[:-1])
    inside = key[key.index(leaf.field) + 1 :] if leaf.owner in _TABLES and leaf.field in key else ()
    where = f" ({', '.join(inside)})" if inside else ""
    named = f"{label(leaf)}{where} of {holder or context.holder(key) or 'the plan'}"
    return named[:1].upper() + named[1:]


#: Keys whose entries are texts with ids of their own.
_ENTRIES = {"outcomes", "targets"}
#: Parts with values under headings of their own: columns, years, levels.
_TABLES = {Assessment, EvidenceRow}


def _named(context: Context, leaf: Leaf | None) -> list[tuple[object, str]]:
    """Give each id of a value with the name of what it names, as far as the plan has that."""
    found: list[tuple[object, str]] = []
    for id_, homes in named_by(leaf) if leaf else ():
        known = next((home for home in homes if context.is_there(home)), None)
        found.append((known or id_, context.name(known) if known else id_))
    return found
