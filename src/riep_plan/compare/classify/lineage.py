"""Which projects became several, and which several became one.

A project that is gone is divided where at least two others of the other version each took up some
of its promises in their own words, together at least half of them, and have about its money. One
that remains is divided where new projects took up at least half of the promises that it no longer
makes, and about the money that it no longer has. What another project promises in the same words is
no sign of it. Merged is the same the other way round.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from riep_plan.compare.change import Difference
from riep_plan.compare.leaves import Holds, holds, leaves_below
from riep_plan.compare.references import Translation
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.project import Project

#: Several projects have about the money of one from this share of it to that.
_LEAST, _MOST = Decimal("0.5"), Decimal("1.5")
_FEWEST = 2
#: Where the words of a promise stand: the text of something kept by id, such as an output.
_PROMISES = {"outcomes", "actions", "outputs", "milestones", "indicators", "benefits", "objectives"}
_NOUGHT = Decimal(0)

#: The words of what each project promises.
_Words = Mapping[Path, frozenset[object]]


class Versions(Protocol):
    """What has to be known of two versions; keys are in the ids of the later one."""

    @property
    def before(self) -> Plan:
        """The earlier version."""

    @property
    def after(self) -> Plan:
        """The later version."""

    @property
    def to_earlier(self) -> Translation:
        """Writes paths of the later version in the ids of the earlier one."""

    @property
    def wholes(self) -> Mapping[Path, tuple[Difference, ...]]:
        """The outermost parts that are wholly new or gone, with their values."""

    @property
    def risks(self) -> Mapping[Path, tuple[Difference, ...]]:
        """The risks that are new or gone in projects that are neither, with their values."""

    def is_new(self, key: Path) -> bool:
        """Whether only the later version has anything at a key."""

    def is_gone(self, key: Path) -> bool:
        """Whether only the earlier version has anything at a key."""

    def totals_of(self, project: Path) -> tuple[Decimal | None, Decimal | None]:
        """The pounds that a project had and has; None for what is not known or not there."""


@dataclass(frozen=True, slots=True)
class Division:
    """A project that became several, or that several became.

    Attributes:
        one: the project that all were or are.
        several: the others, in order of their ids.
        is_split: whether there were fewer projects before.
        remains: whether both versions have the one.
        carried: the parts of one that remains which went to or came from the others as they were.
    """

    one: Path
    several: tuple[Path, ...]
    is_split: bool
    remains: bool = False
    carried: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All projects of it."""
        return (self.one, *self.several)


def divisions(versions: Versions) -> Iterator[Division]:
    """Give the projects that are split, then those that are merged; each project once."""
    gone = [path for path in versions.wholes if _is_project(path) and versions.is_gone(path)]
    new = [path for path in versions.wholes if _is_project(path) and versions.is_new(path)]
    if not gone and not new:
        return
    was, now = _promises(versions, gone, new)
    old, young = _only(was, gone), _only(now, new)
    kept = [path for path in was if path in now]
    less = {path: was[path] - now[path] for path in kept}
    more = {path: now[path] - was[path] for path in kept}
    yield from _each_once(
        [
            *(_whole(each, is_split=True) for each in _shared_out(versions, old, young)),
            *(_whole(each, is_split=False) for each in _shared_out(versions, young, old)),
        ],
        [
            *(_remaining(versions, *each, is_split=True) for each in _given(versions, less, young)),
            *(_remaining(versions, *each, is_split=False) for each in _given(versions, more, old)),
        ],
    )


def _whole(each: tuple[Path, ...], *, is_split: bool) -> Division:
    one, *several = each
    return Division(one, tuple(several), is_split=is_split)


def _each_once(*steps: Sequence[Division]) -> Iterator[Division]:
    """Give divisions whose projects are in no other; those of an earlier step go first."""
    settled: set[Path] = set()
    for found in steps:
        used = Counter(path for one in found for path in one.paths)
        for one in found:
            if all(used[path] == 1 and path not in settled for path in one.paths):
                yield one
        settled |= used.keys()


def _only(words: _Words, wanted: Sequence[Path]) -> _Words:
    return {path: words[path] for path in wanted}


def _is_project(path: Path) -> bool:
    return len(path) == 2 and path[0] == "projects"  # noqa: PLR2004  projects, id


def _promises(
    versions: Versions, gone: Sequence[Path], new: Sequence[Path]
) -> tuple[_Words, _Words]:
    """Give the words of each project's promises before and after, but for what several promise."""
    later = [*gone, *(path for path in _projects(versions.after) if path not in new)]
    names = {versions.to_earlier.path(path): path for path in later}
    return _words_of(versions.before, names), _words_of(versions.after, {})


def _words_of(plan: Plan, names: Mapping[Path, Path]) -> _Words:
    found = {path: _words(plan.projects[path[1]]) for path in _projects(plan)}
    often = Counter(words for each in found.values() for words in each)
    return {
        names.get(path, path): frozenset(words for words in each if often[words] == 1)
        for path, each in found.items()
    }


def _projects(plan: Plan) -> Iterator[Path]:
    return (("projects", id_) for id_ in plan.projects)


def _words(project: Project) -> frozenset[object]:
    return frozenset(
        leaf.said
        for key, leaf in leaves_below(project, (Plan, "projects")).items()
        if holds(leaf.owner, leaf.field) is Holds.WORDS
        and leaf.field in ("text", "outcomes")
        and _PROMISES & set(key)
    )


def _taken(ones: _Words, others: _Words) -> Iterator[tuple[Path, list[Path]]]:
    """Give each project with those of the others that took up at least half of its promises."""
    who = {words: path for path, each in others.items() for words in each}
    for one, promises in sorted(ones.items()):
        taken = [who[words] for words in promises if words in who]
        if taken and len(taken) * 2 >= len(promises):
            yield one, sorted(set(taken))


def _shared_out(versions: Versions, ones: _Words, others: _Words) -> Iterator[tuple[Path, ...]]:
    """Give each project that is in one version with the several of the other that share it out."""
    for one, several in _taken(ones, others):
        if len(several) >= _FEWEST and _is_about(_money(versions, one), _monies(versions, several)):
            yield (one, *several)


def _given(
    versions: Versions, kept: _Words, others: _Words
) -> Iterator[tuple[Path, tuple[Path, ...]]]:
    """Give each project of both versions with those of one of them that took up part of it."""
    for one, several in _taken(kept, others):
        was, now = versions.totals_of(one)
        gap = abs((was or _NOUGHT) - (now or _NOUGHT))
        is_turned = ((was or _NOUGHT) > (now or _NOUGHT)) is versions.is_new(several[0])
        if gap and is_turned and _is_about(gap, _monies(versions, several)):
            yield one, tuple(several)


def _money(versions: Versions, project: Path) -> Decimal:
    """The pounds of a project that only one version has."""
    return sum((one for one in versions.totals_of(project) if one is not None), _NOUGHT)


def _monies(versions: Versions, several: Sequence[Path]) -> Decimal:
    return sum((_money(versions, path) for path in several), _NOUGHT)


def _is_about(whole: Decimal, parts: Decimal) -> bool:
    return whole * _LEAST <= parts <= whole * _MOST


# --- what goes from a project that remains ---

#: What a part says: its values by their keys within it, without the ids that it names.
_Facts = frozenset[tuple[Path, object]]


def _remaining(
    versions: Versions, one: Path, several: tuple[Path, ...], *, is_split: bool
) -> Division:
    """Find the parts of a project that remains which the others have, or had, unchanged."""
    there: dict[str, list[_Facts]] = defaultdict(list)
    for path in several:
        for part, facts in _parts(versions.wholes[path]).items():
            there[part[-2]].append(facts)
    carried = [
        part
        for part, each in {**versions.wholes, **versions.risks}.items()
        if part[:2] == one
        and (versions.is_gone(part) if is_split else versions.is_new(part))
        and _says_words(each)
        and any(_facts(part, each) <= facts for facts in there[part[-2]])
    ]
    return Division(one, several, is_split=is_split, remains=True, carried=tuple(carried))


def _parts(each: Sequence[Difference]) -> Mapping[Path, _Facts]:
    """Give what everything below a project says that is kept by id, or looks as if it were."""
    found: dict[Path, set[tuple[Path, object]]] = defaultdict(set)
    for diff in each:
        if holds(diff.leaf.owner, diff.leaf.field) is not Holds.IDS:
            for length in range(4, len(diff.key) + 1):
                found[diff.key[:length]].add((diff.key[length:], diff.leaf.said))
    return {path: frozenset(facts) for path, facts in found.items()}


def _facts(part: Path, each: Sequence[Difference]) -> _Facts:
    return _parts(each).get(part, frozenset())


def _says_words(each: Sequence[Difference]) -> bool:
    """Whether a part says anything in words: what says only figures may be any other."""
    return any(holds(one.leaf.owner, one.leaf.field) is Holds.WORDS for one in each)
