"""Which gone projects became several new ones, and which new ones several gone ones became.

A project is divided where at least two others of the other version each took up some of its
promises in their own words, together at least half of them, and have about its money. What another
project promises in the same words is no sign of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.compare.classify.context import Context
from riep_plan.compare.leaves import Holds, holds, leaves_below
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.project import Project

#: Several projects have about the money of one from this share of it to that.
_LEAST, _MOST = Decimal("0.5"), Decimal("1.5")
_FEWEST = 2
#: Where the words of a promise stand: the text of something kept by id, such as an output.
_PROMISES = {"outcomes", "actions", "outputs", "milestones", "indicators", "benefits", "objectives"}


@dataclass(frozen=True, slots=True)
class Division:
    """A project that became several, or that several became.

    Attributes:
        one: the project that all were or are.
        several: the others, in order of their ids.
        is_split: whether the one is gone, and the several new.
    """

    one: Path
    several: tuple[Path, ...]
    is_split: bool

    @property
    def paths(self) -> tuple[Path, ...]:
        """All projects of it."""
        return (self.one, *self.several)


def divisions(context: Context) -> Iterator[Division]:
    """Give the projects that are split, then those that are merged; each project once."""
    gone = [path for path in context.wholes if _is_project(path) and context.is_gone(path)]
    new = [path for path in context.wholes if _is_project(path) and context.is_new(path)]
    if not gone or not new or len(gone) + len(new) <= _FEWEST:
        return
    was = _promises(context.before, {context.to_earlier.path(path): path for path in gone})
    now = _promises(context.after, {path: path for path in new})
    split = list(_divided(context, was, now))
    merged = list(_divided(context, now, was))
    used = Counter(path for one in (*split, *merged) for path in one)
    for is_split, found in ((True, split), (False, merged)):
        for one, *several in found:
            if all(used[path] == 1 for path in (one, *several)):
                yield Division(one, tuple(several), is_split=is_split)


def _is_project(path: Path) -> bool:
    return len(path) == 2 and path[0] == "projects"  # noqa: PLR2004  projects, id


def _promises(plan: Plan, wanted: Mapping[Path, Path]) -> Mapping[Path, frozenset[object]]:
    """Give the words of what each project promises, but for what several projects do."""
    found: dict[Path, frozenset[object]] = {
        ("projects", id_): _words(project) for id_, project in plan.projects.items()
    }
    often = Counter(words for each in found.values() for words in each)
    return {
        key: frozenset(words for words in found[path] if often[words] == 1)
        for path, key in wanted.items()
    }


def _words(project: Project) -> frozenset[object]:
    return frozenset(
        leaf.said
        for key, leaf in leaves_below(project, (Plan, "projects")).items()
        if holds(leaf.owner, leaf.field) is Holds.WORDS
        and leaf.field in ("text", "outcomes")
        and _PROMISES & set(key)
    )


def _divided(
    context: Context,
    ones: Mapping[Path, frozenset[object]],
    others: Mapping[Path, frozenset[object]],
) -> Iterator[tuple[Path, ...]]:
    """Give each project with the several of the other version that share it out."""
    who = {words: path for path, each in others.items() for words in each}
    for one, promises in sorted(ones.items()):
        taken: dict[Path, int] = defaultdict(int)
        for words in promises:
            if words in who:
                taken[who[words]] += 1
        is_most = sum(taken.values()) * 2 >= len(promises)
        if len(taken) >= _FEWEST and is_most and _has_its_money(context, one, [*taken]):
            yield (one, *sorted(taken))


def _has_its_money(context: Context, one: Path, several: list[Path]) -> bool:
    whole = context.total_of(one) or Decimal(0)
    parts = sum((context.total_of(path) or Decimal(0) for path in several), Decimal(0))
    return whole * _LEAST <= parts <= whole * _MOST
