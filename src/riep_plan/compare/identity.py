"""Which parts of a plan only have another id: told by what they say, never by where they stand.

A part of the earlier version whose id is gone and one of the later version whose id is new may be
the same part. They are taken for it where what they say is so alike that nothing else explains it:
the same title or text, which nothing beside them has, or most of what they say. What other parts
of the collection say as well, such as boilerplate, tells nothing. Where two parts could be meant,
or one part's content went to several, none is: that is a new part, and one that is gone.

The two versions are treated alike, so the way back finds the same; and parts are only compared
where they share something that no third part has, so that the cost grows with the plan alone.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from riep_plan.compare.change import Leaf, Renaming
from riep_plan.compare.leaves import Holds, holds, leaves_below
from riep_plan.compare.references import home_of
from riep_plan.figures.words.likeness import content
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.base import Id, Part
from riep_plan.values.money import Entry
from riep_plan.values.period import Period

#: So much of what two parts say has to be the same, in all and in words alone.
_ALIKE, _ALIKE_IN_WORDS = 0.4, 0.5
#: Less than this is too little to know a part by.
_ENOUGH = 3.0
#: A second part that has so large a share of a part's content puts the first in doubt.
_DOUBT = 0.25
#: Where what a part is called stands: its title, its text, or all of it.
_HEADS: tuple[Path, ...] = (("title",), ("text",), ())
#: A text of more words than this tells no more.
_LONGEST = 12

#: Something that a part says: where in the part, or one of these, and what it means.
_Feature = tuple[Path, Hashable]
_NAME: Path = ("its name",)
_WORD: Path = ("a word of it",)
_ALL: Path = ("all of it",)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a part says, each with its weight, and which of it is words.

    Attributes:
        weights: what it says, with how much that tells of which part it is.
        in_words: what of it is said in words.
        names: what makes it known by itself: its title or text, and all that it says together.
    """

    weights: Mapping[_Feature, float]
    in_words: frozenset[_Feature]
    names: frozenset[_Feature]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two parts that may be one.

    Attributes:
        gone: the id in the earlier version.
        new: the id in the later one.
        is_named_alike: whether both have the same title or text, or say the same throughout.
        alike: how much of what they say is the same, from 0 to 1.
        in_words: the same of words alone.
        shared: the weight of what is the same.
        most: its share of what that one says which says less.
    """

    gone: str
    new: str
    is_named_alike: bool
    alike: float
    in_words: float
    shared: float
    most: float

    @property
    def is_likely(self) -> bool:
        """Whether the two are so alike that they may be taken for one."""
        return self.is_named_alike or (
            self.shared >= _ENOUGH and self.alike >= _ALIKE and self.in_words >= _ALIKE_IN_WORDS
        )


def renamed_parts(before: Plan, after: Plan) -> tuple[Renaming, ...]:
    """Give the parts that have another id in the later version, in order of their paths."""
    return tuple(sorted(_renamed(before, after, (), ()), key=lambda one: one.before))


def _renamed(old: object, new: object, was: Path, now: Path) -> Iterator[Renaming]:
    """Find renamed parts below two that are the same part."""
    if not (isinstance(old, Part) and isinstance(new, Part)):
        return
    for name, key, has_ids in collections_of(type(old)):
        one, other = getattr(old, name), getattr(new, name, None)
        if isinstance(one, Part):
            yield from _renamed(one, other, (*was, key), (*now, key))
        elif isinstance(one, dict) and isinstance(other, dict):
            yield from _in_collection(
                (one, other), ((*was, key), (*now, key)), (type(old), name), has_ids=has_ids
            )


def _in_collection(
    both: tuple[dict[str, Any], dict[str, Any]],
    paths: tuple[Path, Path],
    field: tuple[type, str],
    *,
    has_ids: bool,
) -> Iterator[Renaming]:
    (one, other), (was, now) = both, paths
    same = {id_: id_ for id_ in one if id_ in other}
    if has_ids and home_of((*was, "id")) == (*was, "id"):
        for gone, new in _pairs(one, other, field):
            same[gone] = new
            yield Renaming((*was, gone), (*now, new))
    for gone, new in same.items():
        yield from _renamed(one[gone], other[new], (*was, gone), (*now, new))


@lru_cache(maxsize=256)
def collections_of(part: type[Part]) -> tuple[tuple[str, str, bool], ...]:
    """Give the keys of a part by name and key, and whether each is a mapping by id."""
    hints = get_type_hints(part, include_extras=True)
    found = []
    for name, info in part.model_fields.items():
        hint = hints[name]
        has_ids = get_origin(hint) is dict and get_args(hint)[0] == Id
        found.append((name, info.alias or name, has_ids))
    return tuple(found)


def _pairs(
    one: Mapping[str, object], other: Mapping[str, object], field: tuple[type, str]
) -> Iterator[tuple[str, str]]:
    """Give the parts of two versions of a collection that only have another id."""
    gone, new = one.keys() - other.keys(), other.keys() - one.keys()
    if not gone or not new:
        return
    ours, theirs = (
        {id_: _content(part, field) for id_, part in side.items()} for side in (one, other)
    )
    common = _common(ours) | _common(theirs)
    candidates = _candidates(
        {id_: ours[id_] for id_ in gone}, {id_: theirs[id_] for id_ in new}, common
    )
    rivals: dict[str, list[_Pair]] = defaultdict(list)
    for pair in candidates:
        rivals[pair.gone].append(pair)
        rivals[pair.new].append(pair)
    taken: set[str] = set()
    for pair in sorted(candidates, key=_best_first):
        others = (*rivals[pair.gone], *rivals[pair.new])
        if {pair.gone, pair.new} & taken or not pair.is_likely or _in_doubt(pair, others):
            continue
        taken |= {pair.gone, pair.new}
        yield pair.gone, pair.new


def _best_first(pair: _Pair) -> tuple[bool, float, list[str]]:
    return not pair.is_named_alike, -pair.alike, sorted((pair.gone, pair.new))


def _in_doubt(pair: _Pair, others: Iterable[_Pair]) -> bool:
    """Whether a third part has too large a share of what makes two parts one."""
    return not pair.is_named_alike and any(one.most >= _DOUBT for one in others if one is not pair)


def _content(part: object, field: tuple[type, str]) -> _Content:
    leaves = leaves_below(part, field)
    weights: dict[_Feature, float] = {}
    words: set[_Feature] = set()
    names: set[_Feature] = set()
    head = next((key for key in _HEADS if key in leaves), None)
    for key, leaf in leaves.items():
        is_words = holds(leaf.owner, leaf.field) is Holds.WORDS
        if key == head and is_words:
            names.add((_NAME, leaf.said))
            found: dict[_Feature, float] = {(_WORD, word): 1.0 for word in content(str(leaf.value))}
        else:
            found = {(key, leaf.said): _weight(leaf, is_words=is_words)}
        weights |= found
        words |= found.keys() if is_words else set()
    if len(leaves) > 1:
        names.add((_ALL, frozenset((key, leaf.said) for key, leaf in leaves.items())))
    weights |= dict.fromkeys(names, 1.0)
    return _Content(weights, frozenset(words), frozenset(names))


def _weight(leaf: Leaf, *, is_words: bool) -> float:
    """How much a value tells of which part it is: words most, an amount of nought nothing."""
    value = leaf.value
    if is_words:
        text = " ".join(value) if type(value) is tuple else str(value)
        return float(min(len(content(text)), _LONGEST))
    if isinstance(value, Entry):
        return 1.0 if value.amount else 0.0
    if isinstance(value, (Decimal, Period)):
        return 1.0 if value else 0.0
    return 0.5


def _common(parts: Mapping[str, _Content]) -> set[_Feature]:
    """Give what several parts of a collection say: it tells nothing of which is which."""
    found = Counter(feature for one in parts.values() for feature in one.weights)
    return {feature for feature, number in found.items() if number > 1}


def _candidates(
    gone: Mapping[str, _Content], new: Mapping[str, _Content], common: set[_Feature]
) -> list[_Pair]:
    """Give the pairs that share what tells a part from the others; there are few."""
    who = {feature: id_ for id_, one in new.items() for feature in one.weights.keys() - common}
    shared: dict[tuple[str, str], set[_Feature]] = defaultdict(set)
    for id_, one in gone.items():
        for feature in one.weights.keys() - common:
            if feature in who:
                shared[id_, who[feature]].add(feature)
    return [
        _pair(ids, (gone[ids[0]], new[ids[1]]), features, common)
        for ids, features in sorted(shared.items())
    ]


def _pair(
    ids: tuple[str, str],
    both: tuple[_Content, _Content],
    shared: set[_Feature],
    common: set[_Feature],
) -> _Pair:
    one, other = both
    same = _total(one, shared)
    each = [_total(side, side.weights.keys() - common) for side in both]
    words = [_total(side, side.in_words - common) for side in both]
    return _Pair(
        *ids,
        is_named_alike=bool(one.names & other.names & shared),
        alike=2 * same / sum(each),
        in_words=2 * _total(one, shared & one.in_words) / (sum(words) or 1.0),
        shared=same,
        most=same / min(each),
    )


def _total(part: _Content, features: Iterable[_Feature]) -> float:
    return sum(part.weights[one] for one in features)
