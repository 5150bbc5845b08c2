"""Returns: received, taken out, revised, accepted, or rewritten after they were accepted.

An accepted return is history: only a later return corrects it. What is changed in one is therefore
said to rewrite it, whatever it is.
"""

from collections.abc import Callable, Iterator

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
from riep_plan.compare.references import project_at, return_of
from riep_plan.findings.finding import Path
from riep_plan.model.returns import Correction, Return
from riep_plan.values.money import format_money
from riep_plan.values.words import shortened

_CORRECTION = 2  # below a return: corrections, id


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of returns, a return at a time, and of what a quarter says of all."""
    for key, each in grouped(context.of(Subject.RETURN), lambda one: return_of(one.key)):
        if key:
            yield from _return(context, key, each)
        else:
            yield from (_of_quarter(one) for one in each)


def _of_quarter(one: Difference) -> Change:
    """The day on which a quarter's returns are due, or that they are made up."""
    old, new = both_sides(one)
    text = (
        f"{one.key[1]} returns: {label(one.leaf)} {goes_from(old, new, in_quotes=is_words(one))}."
    )
    return Change(Kind.RETURN, one.leaf.at, text, (one,), old, new)


def _return(context: Context, key: Path, each: tuple[Difference, ...]) -> Iterator[Change]:
    was, now = context.was(key), context.now(key)
    if isinstance(was, Return) and isinstance(now, Return) and was.accepted is not None:
        told = _told(key, each)
        text = f"{_named(context, key)}, already accepted, is rewritten: {told}."
        yield _made(key, each, text)
        return
    rest: list[Difference] = []
    for place, some in grouped(each, lambda one: _correction(context, one)):
        if place:
            yield _made(place, some, _corrected(context, place))
        else:
            rest.extend(some)
    if not rest:
        return
    if isinstance(was, Return) and isinstance(now, Return):
        yield _made(key, tuple(rest), _revised(context, key, now, tuple(rest)))
    else:
        text = _whole(context, key, now or was)
        yield Change(Kind.RETURN, rest[0].leaf.at[: len(key)], text, tuple(rest))


def _made(key: Path, each: tuple[Difference, ...], text: str) -> Change:
    before, after = sides_of(each, _keys_in(key))
    return Change(Kind.RETURN, each[0].leaf.at[: len(key)], text, each, before, after)


def _named(context: Context, key: Path) -> str:
    return f"{key[1]} return of {_whose(context, key)}"


def _whose(context: Context, key: Path) -> str:
    project = project_at(key)
    return context.name(project) if project else "the programme itself"


def _whole(context: Context, key: Path, found: object) -> str:
    name = _named(context, key)
    if context.is_gone(key):
        accepted = isinstance(found, Return) and found.accepted is not None
        return f"{name}{', already accepted,' if accepted else ''} is taken out."
    if not isinstance(found, Return) or found.received is None:
        return f"{name} is new."
    accepted_by = f", accepted by {found.accepted.by}" if found.accepted else ""
    nothing = found.nothing_to_report
    told = f": nothing to report ({shortened(nothing, NAME)})" if nothing else ""
    return f"{name} was received on {found.received}{accepted_by}{told}."


def _correction(context: Context, one: Difference) -> Path:
    """Give the path of a correction that is new or gone; empty for every other value."""
    start = len(return_of(one.key))
    key = one.key[: start + _CORRECTION]
    is_one = one.key[start] == "corrections"
    return key if is_one and (context.is_new(key) or context.is_gone(key)) else ()


def _corrected(context: Context, key: Path) -> str:
    found = context.now(key) or context.was(key)
    name = _whose(context, key)
    if not isinstance(found, Correction):
        return f"Correction {key[-1]} to {name} changes."
    sides = ["nothing" if one is None else format_money(one) for one in (found.was, found.becomes)]
    how = "is corrected" if context.is_new(key) else "is no longer corrected"
    return (
        f"{found.quarter} return of {name}: {found.at} {how} from {sides[0]} to {sides[1]}, "
        f"agreed by {shortened(found.agreed_by, NAME)}."
    )


def _revised(context: Context, key: Path, now: Return, each: tuple[Difference, ...]) -> str:
    rest = tuple(one for one in each if one.key[len(key)] != "accepted")
    told = f": {_told(key, rest)}" if rest else ""
    if now.accepted is not None:
        name = _named(context, key)
        changed = f", with changes{told}" if rest else ""
        return f"{name} is accepted by {now.accepted.by} on {now.accepted.on}{changed}."
    return f"{_named(context, key)} is revised{told}."


def _told(key: Path, each: tuple[Difference, ...]) -> str:
    """Say what changes in a return, each value by its keys."""
    return each_changes(each, _keys_in(key))


def _keys_in(key: Path) -> Callable[[Difference], str]:
    """Name a value by its keys within a return."""
    return lambda one: " ".join(one.key[len(key) :]).replace("_", " ")
