"""What is left: text in words, and facts that are none of the other subjects."""

from collections.abc import Iterator

from riep_plan.compare.change import Change, Difference, Kind, Leaf
from riep_plan.compare.classify.context import NAME, Context
from riep_plan.compare.classify.subject import Subject
from riep_plan.compare.classify.telling import both_sides, goes_from, is_several, label
from riep_plan.compare.leaves import Holds, holds, said_of, text_of
from riep_plan.compare.references import named_by
from riep_plan.model.evidence import Assessment, EvidenceRow
from riep_plan.values.words import listed, shortened

_KINDS = {Subject.WORDING: Kind.WORDING, Subject.DETAIL: Kind.DETAIL, Subject.STATED: Kind.STATED}


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of facts, then of words, each value by itself."""
    for subject in (Subject.DETAIL, Subject.WORDING):
        for one in context.of(subject):
            yield single(context, one, _KINDS[subject])


def single(context: Context, one: Difference, kind: Kind) -> Change:
    """Say of one value what it was and is: in full where it is short."""
    old, new = both_sides(one)
    if holds(one.leaf.owner, one.leaf.field) is Holds.IDS:
        old, new = (_names(context, leaf) for leaf in (one.before, one.after))
    is_list = type(one.leaf.value) is tuple and bool(old and new)
    is_long = kind is Kind.WORDING and max(len(old), len(new)) > NAME
    if is_list:
        told = f": {_gained_and_lost(context, one)}"
    elif is_long and old and new:
        told = " is reworded"
    else:
        are = is_several(label(one.leaf))
        told = f" {goes_from(old, new, in_quotes=kind is Kind.WORDING, are=are)}"
    return Change(kind, one.leaf.at, f"{of_what(context, one)}{told}.", (one,), old, new)


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


def _names(context: Context, leaf: Leaf | None) -> str:
    return listed([name for _, name in _each(context, leaf)])


def _each(context: Context, leaf: Leaf | None) -> list[tuple[object, str]]:
    """Give each of several values with how it is said: an id by the name of what it names."""
    if leaf is None:
        return []
    if holds(leaf.owner, leaf.field) is not Holds.IDS:
        kind = holds(leaf.owner, leaf.field)
        quote = "“{}”" if kind is Holds.WORDS else "{}"
        each = leaf.value if type(leaf.value) is tuple else (leaf.value,)
        return [
            (said_of(value), quote.format(shortened(text_of(value, kind), NAME))) for value in each
        ]
    found = []
    for id_, homes in named_by(leaf):
        known = next((home for home in homes if context.is_there(home)), None)
        found.append((known or id_, context.name(known) if known else id_))
    return found


def _gained_and_lost(context: Context, one: Difference) -> str:
    """Say what a list has that it had not, and what it no longer has."""
    was, now = _each(context, one.before), _each(context, one.after)
    gained = [name for said, name in now if said not in {known for known, _ in was}]
    lost = [name for said, name in was if said not in {known for known, _ in now}]
    told = [f"{listed(gained)} added"] if gained else []
    told += [f"{listed(lost)} taken out"] if lost else []
    return "; ".join(told) or "another order, or an entry given once more or less"
