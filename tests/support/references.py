"""What in a plan names something else in it, by its id or its path, as the language defines it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from riep_plan.findings.finding import Path as At
from tests.support.repairs import Node, Repaired, Tree, steps_of

_QUOTE = re.compile(r"\{([a-z][^{}|]*)(?:\|[km])?\}")
#: Keys whose mapping is keyed by the ids of funding sources.
_BY_SOURCE = {"allocation", "requested", "payments", "amounts", "available", "unallocated"}


@dataclass(frozen=True)
class References:
    """A name used.

    Attributes:
        at: where; for a key, the key itself.
        named: the id or path that is named.
        known: what it may name.
        is_key: whether the name is a key, and what stands below it belongs to what is named.
    """

    at: At
    named: str
    known: Collection[str]
    is_key: bool = False


def references_of(repaired: Repaired) -> Iterator[References]:
    """Give every reference of a plan."""
    yield from _below((), repaired.tree, repaired.tree)
    yield from _paths(repaired.tree)
    yield from _quotes((), repaired.tree)


def _below(at: At, data: Node, tree: Tree) -> Iterator[References]:
    if isinstance(data, dict):
        for key, value in data.items():
            here = (*at, key)
            if known := _known_keys(at, tree):
                yield References(here, key, known, is_key=True)
            yield from _below(here, value, tree)
    elif isinstance(data, list):
        for place, one in enumerate(data):
            yield from _below((*at, str(place)), one, tree)
    elif known := _known_values(at, tree):
        yield References(at, str(data), known)


def _known_keys(at: At, tree: Tree) -> Collection[str]:
    """What the keys of a mapping name, where they name something."""
    last = at[-1] if at else ""
    if last in _BY_SOURCE or at[-2:] in {("stated", "budget"), ("stated", "payments")}:
        return _ids(tree, "funding") if "policy" not in at else ()
    if len(at) == 3 and at[0] == "projects":
        named = {"spend": "funding", "decisions": "meetings", "contributes": "frameworks"}
        return _ids(tree, named[last]) if last in named else ()
    return ()


def _known_values(at: At, tree: Tree) -> Collection[str]:
    """What a value names, where it names something."""
    field = at[-2] if at and at[-1].isdecimal() else at[-1]
    own = tree["projects"][at[1]] if at[0] == "projects" else tree
    plain = {
        "serves": lambda: _ids(own, "outcomes"),
        "measures": lambda: _ids(own, "outcomes"),
        "funded_by": lambda: _ids(tree, "funding"),
        "pooled_with": lambda: _ids(tree, "funding"),
        "funded_under": lambda: _ids(tree, "projects"),
        "workstreams": lambda: _ids(tree, "workstreams"),
        "returned": lambda: _ids(tree, "organisations"),
        "not_returned": lambda: _ids(tree, "organisations"),
    }
    if field in plain and "benefits" not in at:
        return plain[field]()
    if field == "source" and "additional_funding" in at:
        return _ids(tree, "funding")
    if field in {"adds", "less"} and "rows" in at:
        table = tree
        for step in at[: at.index("rows") + 1]:
            table = table[step]
        return list(table)
    if "contributes" in at and at[0] == "projects":
        framework = at[at.index("contributes") + 1]
        return list(tree["frameworks"][framework]["targets"])
    if field in {"likelihood", "impact"} and "risks" in at and "risk_scale" in tree:
        return list(tree["risk_scale"][field])
    return ()


def _ids(tree: Tree, key: str) -> list[str]:
    return list(tree.get(key, {}))


def _paths(tree: Tree) -> Iterator[References]:
    """The places that notes on provenance are about."""
    for origin_id, origin in tree.get("provenance", {}).items():
        places = origin["at"] if isinstance(origin["at"], list) else [origin["at"]]
        for place, path in enumerate(places):
            yield References(("provenance", origin_id, "at", str(place)), path, [path])


def _quotes(at: At, data: Node) -> Iterator[References]:
    """The figures that texts quote."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _quotes((*at, key), value)
    elif isinstance(data, list):
        for place, one in enumerate(data):
            yield from _quotes((*at, str(place)), one)
    elif isinstance(data, str):
        for match in _QUOTE.finditer(data):
            yield References(at, match[1], [match[1]])


def named_paths(tree: Tree) -> Iterator[tuple[At, At]]:
    """Give every place that is named by its path, with where it is named."""
    for one in _paths(tree):
        for target in steps_of(tree, one.named):
            yield target, one.at
    for one in _quotes((), tree):
        own = one.at[:2] if one.at[0] == "projects" else ()
        inside = tree["projects"][own[1]] if own else tree
        targets = [(*own, *target) for target in steps_of(inside, one.named)]
        elsewhere = list(steps_of(tree, one.named)) if own else []
        # A text of a project that could quote the plan as well loses nothing but its first choice.
        for target in targets or elsewhere if not (targets and elsewhere) else ():
            yield target, one.at
