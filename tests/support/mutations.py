"""Every single change that a slip could make to a plan: the other half of the mutation proof.

Each function takes a plan put right (its data and its model) and lists changes of one family: an
amount by a digit, two digits exchanged, a sign, a factor of 1,000; a year, a month, a quarter; a
reference; a deleted key, two values swapped, an entry given twice. A change that leaves the meaning
as it was, such as a swap of two equal amounts, is none.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from riep_plan.figures.sums.evidence import figure
from riep_plan.figures.walk import leaves, values_of
from riep_plan.findings.finding import Path as At
from riep_plan.model.profile import TOTAL, Profile, QuantityProfile
from riep_plan.values.money import Entry
from riep_plan.values.period import Period
from riep_plan.values.quantity import Quantity
from tests.support.references import References, references_of
from tests.support.repairs import Node, Repaired, Tree, below

#: The families, in the order in which they are published.
AMOUNTS = (
    "a digit changed",
    "two digits exchanged",
    "a sign changed",
    "a thousand times as much",
    "a thousandth",
)
DATES = ("a year changed", "a month changed", "a quarter changed")
OTHERS = (
    "a reference to nothing",
    "a reference to another",
    "a key deleted",
    "two values swapped",
    "an entry given twice",
)
FAMILIES = (*AMOUNTS, *DATES, *OTHERS)

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NUMBER = re.compile(r"\d[\d,_]*(?:\.\d+)?|\.\d+")
_YEAR = re.compile(r"\b((?:19|20)\d\d)(/\d\d(?:\d\d)?)?\b")
_MONTH = re.compile(r"\b(" + "|".join(f"{one[:3]}[a-z]*" for one in MONTHS) + r")\b")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)")
_QUARTER = re.compile(r"\bQ([1-4])\b")
_COUNTED_BY_ID = {"riep"}
#: Collections whose entries have ids of their own, so that one may be given twice.
_COLLECTIONS = {
    *("actions", "outputs", "indicators", "milestones", "steps", "benefits", "objectives"),
    *("options", "budget", "additional_funding", "parts", "rows", "risks", "funding"),
    *("workstreams", "organisations", "outcomes", "evidence", "projects", "messages"),
}

#: An edit of a plan's data: what a mapping or list becomes, given it and the key.
Change = Callable[[Any, str], Any]


@dataclass(frozen=True)
class Mutation:
    """One change.

    Attributes:
        family: what kind of change it is.
        at: where in the plan.
        was: what stood there.
        becomes: what stands there now.
        edits: the changes of data that make it, each with its place.
    """

    family: str
    at: At
    was: str
    becomes: str
    edits: tuple[tuple[At, Change], ...]

    def __str__(self) -> str:
        """Write it for people."""
        return f"{'/'.join(self.at)}: {self.was} → {self.becomes} ({self.family})"

    def of(self, tree: Tree) -> Tree:
        """Give the plan's data with the change made; what it does not touch is shared."""
        for at, change in self.edits:
            tree = _changed(tree, at, change)
        return tree


def _changed(data: Node, at: At, change: Change) -> Node:
    if len(at) == 1:
        return change(data, at[0])
    inner = _changed(below(data, at[0]), at[1:], change)
    return _put(inner)(data, at[0])


def _put(value: Node) -> Change:
    def change(data: Node, key: str) -> Node:
        if isinstance(data, list):
            return [value if place == int(key) else one for place, one in enumerate(data)]
        return {**data, key: value}

    return change


def _delete(data: Node, key: str) -> Node:
    if isinstance(data, list):
        return [one for place, one in enumerate(data) if place != int(key)]
    return {one: value for one, value in data.items() if one != key}


def _rename(name: str) -> Change:
    def change(data: Node, key: str) -> Node:
        return {name if one == key else one: value for one, value in data.items()}

    return change


def _add(name: str, value: Node) -> Change:
    def change(data: Node, key: str) -> Node:
        return {**data, key: {**data[key], name: value}}

    return change


def all_mutations(repaired: Repaired) -> Iterator[Mutation]:
    """List every change of every family."""
    yield from amount_changes(repaired)
    yield from date_changes(repaired)
    yield from reference_changes(repaired)
    yield from deletions((), repaired.tree)
    yield from swaps(repaired)
    yield from doubles((), repaired.tree)


# --- amounts ---


def amounts_of(repaired: Repaired) -> dict[At, str]:
    """Give every number of a plan, where it stands in the data, as it is written."""
    found: dict[At, str] = {}
    for at, value in leaves(repaired.plan.model_copy(update={"policy": None})):
        in_table = "evidence" in at and "values" in at and isinstance(value, str)
        if (
            (isinstance(value, Entry) and value.amount is not None)
            or isinstance(value, (Decimal, Quantity))
            or (isinstance(value, int) and at[-1] not in _COUNTED_BY_ID)
            or (in_table and figure(str(value)) is not None)
        ):
            place, text = written(repaired.tree, at)
            if text is not None:
                found[place] = text
    return found


def written(tree: Node, at: At) -> tuple[At, str | None]:
    """Find where a value of the model stands in the data; short forms stand higher up."""
    here = tree
    for depth, step in enumerate(at):
        if isinstance(here, (str, bool)):
            return at[:depth], str(here)
        if isinstance(here, dict) and step not in here:
            return at, None
        here = below(here, step)
    return at, here if isinstance(here, str) else None


def amount_changes(repaired: Repaired) -> Iterator[Mutation]:
    """Change each number: each digit, each pair of neighbours, its sign, its order of size."""
    for at, text in amounts_of(repaired).items():
        seen = {text}
        for family, new in _slips(text):
            if new not in seen:
                seen.add(new)
                yield Mutation(family, at, text, new, ((at, _put(new)),))


def _slips(text: str) -> Iterator[tuple[str, str]]:
    match = _NUMBER.search(text)
    if match is None:
        return
    before, number, after = text[: match.start()], match[0], text[match.end() :]
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    for place in places:
        new = (int(number[place]) + 1) % 10
        leading = place == places[0] and len(places) > 1
        digit = "1" if leading and not new else str(new)
        yield AMOUNTS[0], before + number[:place] + digit + number[place + 1 :] + after
    for one, other in pairwise(places):
        if number[one] != number[other] and not (one == places[0] and number[other] == "0"):
            signs = list(number)
            signs[one], signs[other] = signs[other], signs[one]
            yield AMOUNTS[1], before + "".join(signs) + after
    value = Decimal(number.replace(",", "").replace("_", ""))
    if value:
        unsigned = before.replace("-", "")
        sign = "" if "-" in before else "-"
        yield AMOUNTS[2], sign + unsigned + number + after
        yield AMOUNTS[3], f"{before}{_plain(value * 1000)}{after}"
        yield AMOUNTS[4], f"{before}{_plain(value / 1000)}{after}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- dates ---


def date_changes(repaired: Repaired) -> Iterator[Mutation]:
    """Move each date by a year either way, by a month, by a quarter."""
    plan = repaired.plan.model_copy(update={"policy": None})
    for at, value in leaves(plan):
        place, text = written(repaired.tree, at)
        if isinstance(value, Period) and text is not None:
            for family, new in _moves(text):
                yield Mutation(family, place, text, new, ((place, _put(new)),))
    for kind in (Profile, QuantityProfile):
        for at, profile in values_of(plan, kind):
            keys = list(profile.root) if isinstance(profile, (Profile, QuantityProfile)) else []
            for key in keys:
                for family, new in _moves(key) if key != TOTAL else ():
                    if new not in keys:
                        place = (*at, key)
                        yield Mutation(family, place, key, new, ((place, _rename(new)),))


def _moves(text: str) -> Iterator[tuple[str, str]]:
    years = list(_YEAR.finditer(text))
    if years:
        last = years[-1]
        for by in (-1, 1):
            year, rest = int(last[1]) + by, last[2]
            end = f"/{(year + 1) % 100:02d}" if rest else ""
            yield DATES[0], text[: last.start()] + f"{year}{end}" + text[last.end() :]
    if iso := _ISO.search(text):
        month = int(iso[2]) % 12 + 1
        yield DATES[1], f"{text[: iso.start(2)]}{month:02d}{text[iso.end(2) :]}"
    elif months := list(_MONTH.finditer(text)):
        last = months[-1]
        number = next(n for n, name in enumerate(MONTHS) if name.startswith(last[0][:3]))
        for by in (-1, 1) if 0 < number < len(MONTHS) - 1 else (1,) if number == 0 else (-1,):
            yield DATES[1], text[: last.start()] + MONTHS[number + by] + text[last.end() :]
    quarters = list(_QUARTER.finditer(text))
    if quarters:
        last = quarters[-1]
        first = int(quarters[0][1])
        for quarter in range(1, 5):
            if quarter != int(last[1]) and (len(quarters) == 1 or quarter > first):
                yield DATES[2], f"{text[: last.start()]}Q{quarter}{text[last.end() :]}"


# --- references ---


def reference_changes(repaired: Repaired) -> Iterator[Mutation]:
    """Let each reference name nothing, and something else of its kind."""
    for one in references_of(repaired):
        yield _renamed(OTHERS[0], repaired.tree, one, f"{one.named}-x")
        others = [name for name in one.known if name != one.named]
        beside = _holder(repaired.tree, one.at) if one.is_key else {}
        if free := [name for name in others if name not in beside]:
            yield _renamed(OTHERS[1], repaired.tree, one, free[0])


def _renamed(family: str, tree: Tree, one: References, name: str) -> Mutation:
    if one.is_key:
        return Mutation(family, one.at, one.named, name, ((one.at, _rename(name)),))
    place, text = written(tree, one.at)
    assert text is not None
    new = text.replace(one.named, name, 1)
    return Mutation(family, place, text, new, ((place, _put(new)),))


def _holder(tree: Node, at: At) -> Mapping[str, Any]:
    for step in at[:-1]:
        tree = below(tree, step)
    return tree if isinstance(tree, dict) else {}


# --- keys, pairs and entries ---


def deletions(at: At, data: Node) -> Iterator[Mutation]:
    """Delete each key, from the plan's own down to each amount's."""
    for key, value in data.items():
        here = (*at, key)
        if here != ("projects",):
            was = value if isinstance(value, str) else "what stood there"
            yield Mutation(OTHERS[2], here, was, "nothing", ((here, _delete),))
        if isinstance(value, dict):
            yield from deletions(here, value)


def swaps(repaired: Repaired) -> Iterator[Mutation]:
    """Swap neighbours of a row or column, a baseline with its target, a start with its end."""
    amounts = amounts_of(repaired)
    rows: dict[At, list[At]] = {}
    columns: dict[tuple[At, At], list[At]] = {}
    for at in amounts:
        rows.setdefault(at[:-1], []).append(at)
        for depth in range(1, min(4, len(at))):
            if len(at) - depth - 1 >= 1 and at[-depth - 2] in {"budget", "milestones", "parts"}:
                columns.setdefault((at[: -depth - 1], at[-depth:]), []).append(at)
        if at[0] == "projects":
            columns.setdefault((("projects",), at[2:]), []).append(at)
    pairs = {pair for line in (*rows.values(), *columns.values()) for pair in pairwise(line)}
    for one, other in sorted(pairs):
        if amounts[one] != amounts[other]:
            yield _swapped(one, amounts[one], other, amounts[other])
    yield from _pairs((), repaired.tree)


_COUNTERPARTS = (
    (("baseline", "value"), ("target", "value")),
    (("baseline", "at"), ("target", "by")),
    (("from",), ("to",)),
    (("likelihood",), ("impact",)),
)


def _pairs(at: At, data: Node) -> Iterator[Mutation]:
    if not isinstance(data, dict):
        return
    for one, other in _COUNTERPARTS:
        first, second = written(data, one)[1], written(data, other)[1]
        if first is not None and second is not None and first != second:
            yield _swapped((*at, *one), first, (*at, *other), second)
    for key, value in data.items():
        yield from _pairs((*at, key), value)


def _swapped(one: At, was: str, other: At, becomes: str) -> Mutation:
    edits = ((one, _put(becomes)), (other, _put(was)))
    return Mutation(OTHERS[3], one, was, f"{becomes} of {'/'.join(other)}", edits)


def doubles(at: At, data: Node) -> Iterator[Mutation]:
    """Give each entry of a collection twice, under another id."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if at and at[-1] in _COLLECTIONS and not _is_keyed_by_reference(at):
            yield Mutation(OTHERS[4], (*at, key), key, f"{key}-2", ((at, _add(f"{key}-2", value)),))
        yield from doubles((*at, key), value)


def _is_keyed_by_reference(at: At) -> bool:
    return len(at) > 1 and at[-2] == "stated"
