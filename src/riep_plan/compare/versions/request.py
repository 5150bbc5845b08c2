"""What a reviewer asks to have compared: ``main``, ``main..branch``, the index, two folders."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from tempfile import TemporaryDirectory

from riep_plan.compare.versions.git import Repository
from riep_plan.compare.versions.pairs import Pair, pairs
from riep_plan.compare.versions.timeline import Step, timeline
from riep_plan.compare.versions.version import GitVersion, Version, WorkTree
from riep_plan.values.refusal import Refused
from riep_plan.values.words import shortened, visible

_HEAD = "HEAD"
#: A path in a message has so many characters at most.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions, and the plans that they do not share.

    Attributes:
        base: what the earlier version is called.
        head: what the later version is called.
        pairs: the plans with a file that differs, read in both versions.
        repository: where the versions come from.
        base_id: the id of the earlier version's commit.
    """

    base: str
    head: str
    pairs: list[Pair]
    repository: Repository
    base_id: str

    def steps(self, pair: Pair) -> Iterable[Step]:
        """Give the commits that led to a plan's earlier version, read as they are asked for."""
        if pair.before is None or pair.place is None:
            return ()
        return timeline(self.repository, pair.place, self.base_id)


@dataclass(frozen=True, slots=True)
class Range:
    """Two versions by name.

    Attributes:
        base: the earlier revision.
        head: the later revision; empty for the work tree.
        from_merge_base: whether the earlier version is the last commit that both have in common.
    """

    base: str = _HEAD
    head: str = ""
    from_merge_base: bool = False


def read_range(words: str) -> Range:
    """Read ``BASE``, ``BASE..HEAD`` or ``BASE...HEAD``; what is left out means ``HEAD``."""
    for dots in ("...", ".."):
        base, found, head = words.partition(dots)
        if found:
            return Range(base or _HEAD, head or _HEAD, from_merge_base=dots == "...")
    return Range(words or _HEAD)


def is_range(repository: Repository, words: str) -> bool:
    """Say whether a text names versions here, and not a path."""
    asked = read_range(words)
    return all(repository.is_commit(one) for one in (asked.base, asked.head) if one)


@contextmanager
def compared(
    repository: Repository, asked: Range, within: Sequence[Path] = (), *, staged: bool = False
) -> Iterator[Compared]:
    """Read the plans that two versions do not share; what is in git is laid out until the end.

    Args:
        repository: where the plans are kept.
        asked: the two versions.
        within: files and folders that are asked about; all of the repository where none is named.
        staged: whether the later version is the index.

    Raises:
        Refused: a revision means no commit, a path is outside the repository, or git says no.
    """
    base = repository.commit(asked.base)
    if asked.from_merge_base:
        base = repository.merge_base(base, repository.commit(asked.head or _HEAD))
    with TemporaryDirectory(prefix="riep-") as scratch:
        folder = Path(scratch).resolve()
        before = GitVersion(asked.base, repository, repository.files(base), folder / "before")
        after = _later(repository, asked, folder / "after", staged=staged)
        touched = _touched(repository, base, before, after)
        places = [_in_repository(repository, path) for path in within]
        _refuse_unknown(repository, places, before, after)
        found = pairs(before, after, touched, places)
        yield Compared(before.name, after.name, found, repository, base)


def _later(repository: Repository, asked: Range, folder: Path, *, staged: bool) -> Version:
    if staged:
        return GitVersion("the index", repository, repository.staged(), folder)
    if not asked.head:
        return WorkTree(repository)
    files = repository.files(repository.commit(asked.head))
    return GitVersion(asked.head, repository, files, folder)


def _touched(
    repository: Repository, base: str, before: GitVersion, after: Version
) -> set[PurePosixPath]:
    """The files of plans that may differ."""
    if isinstance(after, GitVersion):
        every = {*before.paths, *after.paths}
        return {path for path in every if before.files.get(path) != after.files.get(path)}
    return set(repository.changed_on_disk(base)) & {*before.paths, *after.paths}


def _refuse_unknown(
    repository: Repository, places: Sequence[PurePosixPath], before: GitVersion, after: Version
) -> None:
    """A path that neither version has is a slip; that nothing changed there would be no answer."""
    names = [path.as_posix() for version in (before, after) for path in version.paths]
    for place in places:
        name = place.as_posix()
        is_there = any(one == name or one.startswith(f"{name}/") for one in names)
        if not is_there and (place != PurePosixPath() or not names):
            raise Refused(
                f"{_shown(place)} is no version here, nor any plan of {before.name} or of "
                f"{after.name}",
                repository.cut_off_advice(),
            )


def _in_repository(repository: Repository, path: Path) -> PurePosixPath:
    """Give a path from the top of the repository, whether it is there now or not."""
    absolute = (Path.cwd() / path).resolve()
    top = repository.top.resolve()
    if not absolute.is_relative_to(top):
        raise Refused(f"{_shown(path)} is outside the repository {visible(str(top))}")
    return PurePosixPath(absolute.relative_to(top).as_posix())


def _shown(path: PurePath) -> str:
    return visible(shortened(str(path), _LONGEST))
