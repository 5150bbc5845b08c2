"""Looking at a file before it is read: its name, what it is, and its size."""

import errno
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
    endings = path.name.lower().removesuffix(".txt")
    return Path(endings).suffix in YAML_ENDINGS


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


def refuse_unfit(path: Path, root: Path) -> None:
    """Look before reading: only an ordinary file, inside the plan, of a sensible size.

    Raises:
        Unreadable: it is something else.
        OSError: it cannot be looked at.
    """
    try:
        real = path.resolve()
    except RuntimeError:  # before Python 3.13, a link that leads to itself
        raise OSError(errno.ELOOP, "a link that leads to itself", str(path)) from None
    if not real.is_relative_to(root):
        raise Unreadable(
            Problem(
                LINK_LEADS_OUTSIDE,
                "This is a link to a file outside the plan, which riep does not follow.",
                "Put the file itself here.",
            )
        )
    status = path.stat()
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
