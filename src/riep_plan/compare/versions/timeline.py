"""A plan through time: each commit that touched it, with the plan before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from riep_plan.compare.versions.git import Commit, Repository
from riep_plan.compare.versions.pairs import Pair, pairs, read_plan
from riep_plan.compare.versions.version import GitVersion
from riep_plan.source.discover import SHARED_POLICIES
from riep_plan.source.loaded import LoadedPlan


@dataclass(frozen=True, slots=True)
class Step:
    """A commit, and the plan before and after it."""

    commit: Commit
    pair: Pair


def timeline(
    repository: Repository, place: PurePosixPath, revision: str = "HEAD", most: int | None = None
) -> Iterator[Step]:
    """Give each commit that touched a plan, the latest first, under whatever name it had then.

    Only the line of first parents is followed: what a branch brought counts where it was merged.

    Args:
        repository: where the plan is kept.
        place: the plan's folder or file, from the top of the repository.
        revision: where to begin.
        most: how many commits to look at; None for all.

    Raises:
        Refused: the revision means no commit, or git says no.
    """
    left = most
    start: str | None = repository.commit(revision)
    while start is not None and (left is None or left > 0):
        commits = repository.log(start, _paths(place), most=None if left is None else left + 1)
        start = None
        after = _plan(repository, commits[0].id, place) if commits else None
        for at, commit in enumerate(commits[:left]):
            is_first = at + 1 == len(commits)
            before = None if is_first else _plan(repository, commits[at + 1].id, place)
            if before is None and after is not None:
                earlier = _under_another_name(repository, commit, after)
                if earlier is not None:
                    yield Step(commit, Pair(earlier[1], after))
                    place, start = earlier[0], f"{commit.id}^"
                    left = None if left is None else left - at - 1
                    break
            if before is not None or after is not None:
                yield Step(commit, Pair(before, after))
            after = before


def _paths(place: PurePosixPath) -> list[PurePosixPath]:
    return [place, place.parent / SHARED_POLICIES]


def _plan(repository: Repository, commit: str, place: PurePosixPath) -> LoadedPlan | None:
    """Read a plan as it was after a commit; all of its files are read at once."""
    with TemporaryDirectory(prefix="riep-") as scratch:
        files = repository.files(commit, _paths(place))
        folder = Path(scratch).resolve() / "plan"
        return read_plan(GitVersion(commit, repository, files, folder), place)


def _under_another_name(
    repository: Repository, commit: Commit, after: LoadedPlan
) -> tuple[PurePosixPath, LoadedPlan] | None:
    """Find the plan that a commit gave its name, with the place where it was kept before."""
    parent = f"{commit.id}^"
    if not repository.is_commit(parent):
        return None
    with TemporaryDirectory(prefix="riep-") as scratch:
        folder = Path(scratch).resolve()
        old, new = repository.files(repository.commit(parent)), repository.files(commit.id)
        before = GitVersion("before", repository, old, folder / "before")
        later = GitVersion("after", repository, new, folder / "after")
        touched = [path for path in {*old, *new} if old.get(path) != new.get(path)]
        for pair in pairs(before, later, touched):
            if pair.after is None or pair.before is None or pair.after.id != after.id:
                continue
            if pair.before.id != after.id:
                where = pair.before.root.relative_to(before.top)
                return PurePosixPath(where.as_posix()), pair.before
    return None
