"""A plan through time: each commit that touched it, with the plan before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from riep_plan.compare.versions.git import Commit, Repository
from riep_plan.compare.versions.pairs import Pair, pairs, read_plan
from riep_plan.compare.versions.version import GitVersion
from riep_plan.source.discover import SHARED_POLICIES
from riep_plan.source.loaded import LoadedPlan

#: So many commits are asked for at once: a history is read no further than somebody wants it.
_PAGE = 64
#: Stands for the commit of what is not committed yet.
UNCOMMITTED = Commit("", "", "", "Not committed yet")


@dataclass(frozen=True, slots=True)
class Step:
    """A commit, and the plan before and after it.

    Attributes:
        commit: the commit.
        pair: the plan before and after it.
        is_cut_off: whether what came before is not in this copy of the repository.
    """

    commit: Commit
    pair: Pair
    is_cut_off: bool = False


def timeline(
    repository: Repository,
    place: PurePosixPath,
    revision: str = "HEAD",
    *,
    since: str | None = None,
) -> Iterator[Step]:
    """Give each commit that touched a plan, the latest first, under whatever name it had then.

    Only the line of first parents is followed: what a branch brought counts where it was merged.
    Each version is read once, and when it is asked for.

    Args:
        repository: where the plan is kept.
        place: the plan's folder or file, from the top of the repository.
        revision: where to begin.
        since: a revision to end after: neither it nor what led to it is given.

    Raises:
        Refused: a revision means no commit, or git says no.
    """
    end = repository.commit(since) if since is not None else None
    start, at = repository.commit(revision), place
    while True:
        for step in _under_one_name(repository, at, start, end):
            if step.pair.before is None and step.pair.after is not None and not step.is_cut_off:
                earlier = _under_another_name(repository, step.commit, at)
                if earlier is not None:
                    at, before = earlier
                    yield replace(step, pair=Pair(before, step.pair.after, at))
                    start = repository.commit(f"{step.commit.id}^")
                    break
            if step.pair.before is not None or step.pair.after is not None:
                yield step
        else:
            return


def with_uncommitted(
    repository: Repository, place: PurePosixPath, now: LoadedPlan, steps: Iterator[Step]
) -> Iterator[Step]:
    """Give what is not committed yet, where anything is, before the commits from ``HEAD`` on.

    Args:
        repository: where the plan is kept.
        place: the plan's folder or file, from the top of the repository.
        now: the plan as it is in the work tree.
        steps: its commits, the latest first.
    """
    head = repository.commit("HEAD")
    touched = repository.changed_on_disk(head)
    latest = next(steps, None)
    paths = _paths(place)
    if any(not {path, *path.parents}.isdisjoint(paths) for path in touched):
        before = latest.pair.after if latest else _plan(repository, head, place)
        yield Step(UNCOMMITTED, Pair(before, now, place))
    if latest is not None:
        yield latest
        yield from steps


def _under_one_name(
    repository: Repository, place: PurePosixPath, start: str, end: str | None
) -> Iterator[Step]:
    """Give the commits that touched what stands at one place, whether a plan was there or not."""
    commits = _commits(repository, _paths(place), start, end)
    commit = next(commits, None)
    after = _plan(repository, commit.id, place) if commit else None
    while commit is not None:
        earlier = next(commits, None)
        if earlier is not None:
            before = _plan(repository, earlier.id, place)
        elif end is not None and repository.is_commit(f"{commit.id}^"):
            before = _plan(repository, f"{commit.id}^", place)
        else:
            before = None
        is_last = earlier is None and before is None
        is_cut_off = is_last and repository.lacks_parents(commit.id)
        yield Step(commit, Pair(before, after, place), is_cut_off)
        commit, after = earlier, before


def _commits(
    repository: Repository, paths: Sequence[PurePosixPath], start: str, end: str | None
) -> Iterator[Commit]:
    """Give the commits that touched some paths, asked for page by page."""
    while True:
        page = repository.log(start, paths, most=_PAGE, since=end)
        yield from page[: _PAGE - 1]
        if len(page) < _PAGE:
            return
        start = page[-1].id


def _paths(place: PurePosixPath) -> list[PurePosixPath]:
    return [place, place.parent / SHARED_POLICIES]


def _plan(repository: Repository, commit: str, place: PurePosixPath) -> LoadedPlan | None:
    """Read a plan as it was after a commit; all of its files are read at once."""
    with TemporaryDirectory(prefix="riep-") as scratch:
        files = repository.files(commit, _paths(place))
        folder = Path(scratch).resolve() / "plan"
        return read_plan(GitVersion(commit, repository, files, folder), place)


def _under_another_name(
    repository: Repository, commit: Commit, place: PurePosixPath
) -> tuple[PurePosixPath, LoadedPlan] | None:
    """Find the plan that a commit moved to a place: where it was kept before, and as what."""
    parent = f"{commit.id}^"
    if not repository.is_commit(parent):
        return None
    old, new = repository.files(repository.commit(parent)), repository.files(commit.id)
    gone = old.keys() - new.keys()
    if not gone:
        return None
    brought = (path for path in new if path == place or place in path.parents)
    with TemporaryDirectory(prefix="riep-") as scratch:
        folder = Path(scratch).resolve()
        before = GitVersion("before", repository, old, folder / "before")
        after = GitVersion("after", repository, new, folder / "after")
        for pair in pairs(before, after, [*gone, *brought]):
            if pair.before is None or pair.after is None or pair.place is None:
                continue
            if pair.after.root.relative_to(after.top) == Path(place) and pair.place != place:
                return pair.place, pair.before
    return None
