"""A version of the plans: which files it has, and a folder in which they can be read.

What is in git is laid out in a folder of its own, file by file as it is asked for; the work tree is
read where it is, and never written to.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from riep_plan.compare.versions.git import Files, Repository
from riep_plan.values.words import visible_line

_YAML = (".yaml", ".yml", ".txt")


class Version(ABC):
    """One version of the files of a repository.

    Attributes:
        name: what it is called: a commit, `the index`, `the work tree`.
        top: the folder in which its files can be read, once they were asked for.
    """

    name: str
    top: Path

    @property
    @abstractmethod
    def paths(self) -> Collection[PurePosixPath]:
        """Every file that a plan might have, from the top of the repository."""

    @abstractmethod
    def lay_out(self, folders: Iterable[PurePosixPath]) -> None:
        """See to it that all files at or below some paths can be read."""

    def shown(self, path: Path) -> str:
        """Give a file's path from the top of the repository."""
        return visible_line(path.absolute().relative_to(self.top.absolute()).as_posix())


class GitVersion(Version):
    """A commit or the index, laid out in a folder file by file."""

    def __init__(self, name: str, repository: Repository, files: Files, folder: Path) -> None:
        """Take the files of a commit or of the index.

        Args:
            name: what it is called.
            repository: where its files are kept.
            files: the files.
            folder: an empty folder of our own.
        """
        self.name = name
        self.files = files
        # A plan may be kept at the top itself, and has then the folder's name as its id.
        self.top = folder / repository.top.name
        self.top.mkdir(parents=True)
        self._repository = repository
        self._there: set[PurePosixPath] = set()

    @cached_property
    def paths(self) -> Collection[PurePosixPath]:
        """Every file that a plan might have."""
        return frozenset(path for path in self.files if may_be_plans(path))

    def lay_out(self, folders: Iterable[PurePosixPath]) -> None:
        """Write the files at or below some paths into the folder, as they are in git."""
        wanted = [
            path
            for path in {path for folder in folders for path in self._below(folder)}
            if path not in self._there
        ]
        # Links come last: nothing is ever written through one.
        wanted.sort(key=lambda path: (self.files[path].is_link, path))
        contents = self._repository.contents([self.files[path].id for path in wanted])
        for path, content in zip(wanted, contents, strict=True):
            place = self.top / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if not self.files[path].is_link:
                place.write_bytes(content)
            elif not place.exists():
                place.symlink_to(content.decode(errors="surrogateescape"))
        self._there.update(wanted)

    @cached_property
    def _in_order(self) -> tuple[list[str], list[PurePosixPath]]:
        """The names of all files, and the files: what is below a folder stands side by side."""
        paths = sorted(self.paths, key=PurePosixPath.as_posix)
        return [path.as_posix() for path in paths], paths

    def _below(self, folder: PurePosixPath) -> Iterator[PurePosixPath]:
        """Give the file at a path, or the files below it, without looking at all others."""
        if folder == PurePosixPath():
            yield from self.paths
            return
        if folder in self.paths:
            yield folder
        start = f"{folder.as_posix()}/"
        names, paths = self._in_order
        for at in range(bisect_left(names, start), len(names)):
            if not names[at].startswith(start):
                return
            yield paths[at]


class LaidOut(Version):
    """Files that stand in a folder already."""

    def __init__(self, name: str, top: Path) -> None:
        """Take a folder that stands for the top of a repository."""
        self.name = name
        self.top = top

    @cached_property
    def paths(self) -> Collection[PurePosixPath]:
        """Every file that a plan might have."""
        found = (PurePosixPath(one.relative_to(self.top).as_posix()) for one in self.top.rglob("*"))
        return frozenset(path for path in found if may_be_plans(path))

    def lay_out(self, folders: Iterable[PurePosixPath]) -> None:
        """Nothing is to be done: the files are there."""


class WorkTree(Version):
    """The files as they are on disk."""

    def __init__(self, repository: Repository) -> None:
        """Take the work tree of a repository."""
        self.name = "the work tree"
        self.top = repository.top
        self._repository = repository

    @cached_property
    def paths(self) -> Collection[PurePosixPath]:
        """Every file that a plan might have, those that git does not know among them."""
        return frozenset(path for path in self._repository.on_disk() if may_be_plans(path))

    def lay_out(self, folders: Iterable[PurePosixPath]) -> None:
        """Nothing is to be done: the files are there."""


def may_be_plans(path: PurePosixPath) -> bool:
    """Say whether a plan might have a file, by its name."""
    return path.suffix.lower() in _YAML
