"""Which plans two versions do not share, each read in both."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from riep_plan.compare.versions.likeness import likeness
from riep_plan.compare.versions.version import Version
from riep_plan.source.discover import (
    PLAN_FILE,
    PROJECTS,
    SHARED_POLICIES,
    PlanSite,
    find_plans,
    opens_as_plan,
)
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.neighbours import named_plans

#: How much of two plans has to be the same for the one to be the other under a new name.
_SAME_PLAN = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A plan in two versions; a version that has it not is None.

    Attributes:
        before: the earlier version.
        after: the later version.
        place: where the earlier was kept, from the top of the repository; None where it was not
            there, or is in none.
    """

    before: LoadedPlan | None
    after: LoadedPlan | None
    place: PurePosixPath | None = None

    @property
    def id(self) -> str:
        """The plan's id, of the later version where it is there."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  one of the two is always there
        return found.id


def pairs(
    before: Version,
    after: Version,
    touched: Iterable[PurePosixPath],
    within: Collection[PurePosixPath] = (),
) -> list[Pair]:
    """Read every plan that has a touched file, in both versions; others are not looked at.

    Args:
        before: the earlier version.
        after: the later version.
        touched: the files that may differ, from the top of the repository.
        within: the files and folders that are asked about; all where none is named.
    """
    folders = _plan_folders((*before.paths, *after.paths))
    places = sorted({place for path in touched for place in _plans_with(path, folders)})
    asked = [one for one in places if not within or _is_asked(one, within)]
    found = _read_in_both(before, after, asked)
    if len(asked) < len(places) and any(one.before is None or one.after is None for one in found):
        # A plan that is gone from here may have moved to where nobody asked about.
        elsewhere = _read_in_both(before, after, [one for one in places if one not in asked])
        here = {id(one.before or one.after) for one in found}
        joined = _with_renamed([*found, *elsewhere])
        return [one for one in joined if here & {id(one.before), id(one.after)}]
    return _with_renamed(found)


def _read_in_both(before: Version, after: Version, places: Iterable[PurePosixPath]) -> list[Pair]:
    found = [Pair(read_plan(before, one), read_plan(after, one), one) for one in places]
    return [one for one in found if one.before or one.after]


def _is_asked(place: PurePosixPath, within: Iterable[PurePosixPath]) -> bool:
    return any(_is_about(place, one) for one in within)


def pairs_of_folders(before: Path, after: Path) -> list[Pair]:
    """Read the plans of two files or folders; one plan is held against one, whatever its name.

    Raises:
        OSError: one cannot be looked at.
    """
    earlier, later = find_plans(before), find_plans(after)
    if len(earlier) == len(later) == 1:
        return [Pair(load(earlier[0]), load(later[0]))]
    by_id = {one.id: load(one) for one in earlier}, {one.id: load(one) for one in later}
    ids = sorted({*by_id[0], *by_id[1]})
    return _with_renamed([Pair(by_id[0].get(one), by_id[1].get(one)) for one in ids])


def _plan_folders(paths: Iterable[PurePosixPath]) -> frozenset[PurePosixPath]:
    """The folders that are plans: those with a plan file, but none within another."""
    folders = {path.parent for path in paths if path.name == PLAN_FILE}
    return frozenset(one for one in folders if folders.isdisjoint(one.parents))


def _plans_with(path: PurePosixPath, folders: Collection[PurePosixPath]) -> Iterator[PurePosixPath]:
    """Give the plans that a file is part of, or would be if it were a plan's."""
    owner = next((one for one in path.parents if one in folders), None)
    if owner is not None:
        yield owner
    elif path.parent.name == SHARED_POLICIES:
        yield from (one for one in folders if one.parent == path.parent.parent)
    elif path.parent.name == PROJECTS:  # of a plan whose plan file is missing
        yield path.parent.parent
    elif path.suffix == ".yaml":
        yield path


def _is_about(place: PurePosixPath, asked: PurePosixPath) -> bool:
    """Say whether a plan is at or below what is asked about, or has it as a part."""
    return place == asked or asked in place.parents or place in asked.parents


def read_plan(version: Version, place: PurePosixPath) -> LoadedPlan | None:
    """Read the plan at a place, with what it shares and goes on from beside it."""
    version.lay_out([place, place.parent / SHARED_POLICIES])
    site = _site(version.top / place)
    if site is None:
        return None
    loaded = load(site, version.shown)
    beside = named_plans(loaded)
    version.lay_out(place.parent / name for one in beside for name in (one, f"{one}.yaml"))
    return loaded


def _site(path: Path) -> PlanSite | None:
    if path.is_dir():
        return next((one for one in find_plans(path) if one.root == path), None)
    return next(iter(find_plans(path)), None) if opens_as_plan(path) else None


def _with_renamed(found: Sequence[Pair]) -> list[Pair]:
    """Put a plan that is gone and one that is new together where they are one under two names."""
    gone = [one for one in found if one.after is None]
    new = [one for one in found if one.before is None]
    scored = sorted(
        ((_likeness(old, now), old.id, now.id, old, now) for old in gone for now in new),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    taken: set[int] = set()
    renamed: list[Pair] = []
    for score, _, _, old, now in scored:
        if score >= _SAME_PLAN and taken.isdisjoint((id(old), id(now))):
            taken |= {id(old), id(now)}
            renamed.append(Pair(old.before, now.after, old.place))
    kept = [one for one in found if id(one) not in taken]
    return sorted([*kept, *renamed], key=lambda one: one.id)


def _likeness(old: Pair, now: Pair) -> float:
    return likeness(old.before, now.after) if old.before and now.after else 0.0
