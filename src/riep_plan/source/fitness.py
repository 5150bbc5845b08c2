"""Looking at a file before it is read: its name, what it is, and its size."""

import errno
import os
import stat
from pathlib import Path

from riep_plan.source.problems import (
    FILE_NOT_EXPECTED,
    FILE_TOO_LARGE,
    ID_UNREADABLE,
    LINK_LEADS_OUTSIDE,
    Problem,
    Unreadable,
)
from riep_plan.values.ids import read_id
from riep_plan.values.refusal import Refused
from riep_plan.values.words import sentence

LARGEST_FILE = 10_000_000
#: Windows has files of text as well; others have what keeps its reader waiting, and links.
_TO_READ = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_NONBLOCK", "O_NOFOLLOW")
)
#: Whether a link is not opened: nearly every file is none, and need not be looked at before.
_OPENS_NO_LINK = hasattr(os, "O_NOFOLLOW")
YAML_ENDINGS = (".yaml", ".yml")


def is_yaml(name: str) -> bool:
    """Say whether a file is meant as YAML: ``depot.yaml``, and ``depot.yaml.txt`` too."""
    return name.lower().removesuffix(".txt").endswith(YAML_ENDINGS)


def bare_stem(name: str) -> str:
    """The name without its endings: ``depot`` of ``depot.yaml.txt``."""
    path = Path(name)
    return (path.with_suffix("") if path.suffix.lower() == ".txt" else path).stem


def name_fault(name: str) -> Problem | None:
    """Say what is wrong with the name of a file that is named by an id."""
    if not name.endswith(".yaml"):
        advice = f"Rename it to {bare_stem(name)}.yaml."
        return Problem(FILE_NOT_EXPECTED, "A project's file ends in .yaml.", advice)
    try:
        read_id(name.removesuffix(".yaml"))
    except Refused as refused:
        return Problem(
            ID_UNREADABLE,
            f"A project's file is named by its id: {sentence(refused.message)}",
            f"Rename the file. {refused.advice}",
        )
    return None


class Fitness:
    """Reads files that may be read: only from inside one folder, and of a sensible size."""

    def __init__(self, root: Path, named: Path | None = None) -> None:
        """Take the folder, or the one file, without links in its path, and as it is named."""
        self._root = str(root)
        self._below = with_separator(self._root)
        self._named = with_separator(str(named)) if named else self._below
        #: Where folders are, by their names, with a separator: each is looked up once.
        self._real_folders = {self._named: self._below} if named else {}

    def read(self, named: str) -> bytes:
        """Read only an ordinary file, inside the plan, of a sensible size.

        Raises:
            Unreadable: it is something else.
            OSError: it cannot be looked at, or read.
        """
        folder, name = _parted(named)
        self._refuse_outside(f"{self._real_folder(folder)}{name}")
        if not _OPENS_NO_LINK:
            return self._looked_at(named)
        try:
            return read_ordinary(named)
        except OSError:  # it is a link, or is none that can be opened
            return self._looked_at(named)

    def _looked_at(self, named: str) -> bytes:
        """Look before reading, and follow a link."""
        status = os.lstat(named)
        if stat.S_ISLNK(status.st_mode):
            named = _real(named)
            self._refuse_outside(named)
            status = os.lstat(named)
        _refuse_odd(status)
        return read_ordinary(named)

    def _refuse_outside(self, real: str) -> None:
        if real != self._root and not real.startswith(self._below):
            raise Unreadable(
                Problem(
                    LINK_LEADS_OUTSIDE,
                    "This is a link to a file outside the plan, which riep does not follow.",
                    "Put the file itself here.",
                )
            )

    def _real_folder(self, folder: str) -> str:
        if folder not in self._real_folders:
            above, name = _parted(folder[: -len(os.sep)])
            is_near = above.startswith(self._named) and not Path(folder).is_symlink()
            real = f"{self._real_folder(above)}{name}" if is_near else _real(folder)
            self._real_folders[folder] = with_separator(real)
        return self._real_folders[folder]


def _parted(path: str) -> tuple[str, str]:
    """Part a path into its folder, with a separator, and the name in it."""
    start = path.rfind(os.sep) + len(os.sep)
    return path[:start], path[start:]


def with_separator(folder: str) -> str:
    """Give a folder as what stands before the names in it."""
    return folder if folder.endswith(os.sep) else folder + os.sep


def _real(path: str) -> str:
    try:
        return str(Path(path).resolve())
    except RuntimeError:  # before Python 3.13, a link that leads to itself
        raise OSError(errno.ELOOP, "a link that leads to itself", path) from None


def read_ordinary(path: str, *, is_steady: bool = False) -> bytes:
    """Read an ordinary file of a sensible size as it is when it is open, and wait for no other.

    Since it was looked at it may have become a pipe, or a link.

    Args:
        path: the file.
        is_steady: whether one that is being written just now is refused, not read to its new end.

    Raises:
        Unreadable: it is something else, or too large.
        OSError: it cannot be read; or it is being written, and has to be steady.
    """
    file = os.open(path, _TO_READ)
    try:
        status = os.fstat(file)
        _refuse_odd(status)
        # In one go, which takes half as long where the size is known.
        content = os.read(file, status.st_size + 1)
        if len(content) != status.st_size:  # it is being written just now: up to its new end
            if is_steady:
                raise OSError(errno.EAGAIN, "it is being written", path)
            while len(content) <= LARGEST_FILE and (more := os.read(file, LARGEST_FILE)):
                content += more
            _refuse_odd(os.fstat(file))
    finally:
        os.close(file)
    return content


def _refuse_odd(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not an ordinary file"
        raise Unreadable(
            Problem(FILE_NOT_EXPECTED, f"A file belongs here; this is {kind}.", "Rename it.")
        )
    if status.st_size > LARGEST_FILE:
        raise Unreadable(
            Problem(
                FILE_TOO_LARGE,
                f"The file has {status.st_size / 1e6:,.1f} MB; riep reads up to "
                f"{LARGEST_FILE / 1e6:,.0f} MB.",
                "A plan's file has a few kilobytes: check what this one is.",
            )
        )
