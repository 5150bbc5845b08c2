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
YAML_ENDINGS = {".yaml", ".yml"}


def is_yaml(path: Path) -> bool:
    """Say whether a file is meant as YAML: ``depot.yaml``, and ``depot.yaml.txt`` too."""
    name = path.name.lower().removesuffix(".txt")
    return os.path.splitext(name)[1] in YAML_ENDINGS  # noqa: PTH122  asked of every file there is


def bare_stem(path: Path) -> str:
    """The name without its endings: ``depot`` of ``depot.yaml.txt``."""
    stem = path.with_suffix("") if path.suffix.lower() == ".txt" else path
    return stem.stem


def name_fault(path: Path) -> Problem | None:
    """Say what is wrong with the name of a file that is named by an id."""
    if path.suffix != ".yaml":
        advice = f"Rename it to {bare_stem(path)}.yaml."
        return Problem(FILE_NOT_EXPECTED, "A project's file ends in .yaml.", advice)
    try:
        read_id(path.stem)
    except Refused as refused:
        return Problem(
            ID_UNREADABLE,
            f"A project's file is named by its id: {sentence(refused.message)}",
            f"Rename the file. {refused.advice}",
        )
    return None


class Fitness:
    """Says whether files may be read: only from inside one folder, and of a sensible size."""

    def __init__(self, root: Path) -> None:
        """Take the folder, or the one file, without links in its path."""
        self._root = str(root)
        self._below = _with_separator(self._root)
        self._real_folders: dict[Path, str] = {}

    def refuse_unfit(self, path: Path) -> None:
        """Look before reading: only an ordinary file, inside the plan, of a sensible size.

        Raises:
            Unreadable: it is something else.
            OSError: it cannot be looked at.
        """
        status = path.lstat()
        is_link = stat.S_ISLNK(status.st_mode)
        real = _real(path) if is_link else f"{self._real_folder(path.parent)}{path.name}"
        if real != self._root and not real.startswith(self._below):
            raise Unreadable(
                Problem(
                    LINK_LEADS_OUTSIDE,
                    "This is a link to a file outside the plan, which riep does not follow.",
                    "Put the file itself here.",
                )
            )
        _refuse_odd(path.stat() if is_link else status)

    def _real_folder(self, folder: Path) -> str:
        """Where a folder is, looked up once, for it holds many files; with a separator."""
        if folder not in self._real_folders:
            self._real_folders[folder] = _with_separator(_real(folder))
        return self._real_folders[folder]


def _with_separator(folder: str) -> str:
    return folder if folder.endswith(os.sep) else folder + os.sep


def _real(path: Path) -> str:
    try:
        return str(path.resolve())
    except RuntimeError:  # before Python 3.13, a link that leads to itself
        raise OSError(errno.ELOOP, "a link that leads to itself", str(path)) from None


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
