"""A merge of files, as git asks for it: three files, and the path that the result is for."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import BaseModel

from riep_plan.compare.merging.document import NotMergeable
from riep_plan.compare.merging.merge import Conflict, merged
from riep_plan.compare.versions.git import merge_lines
from riep_plan.model import (
    PlanFile,
    PolicyFile,
    ProjectFile,
    QuarterReturnsFile,
    ReturnFile,
    WaiversFile,
)
from riep_plan.source.decode import decode
from riep_plan.source.discover import (
    POLICY_FILE,
    PROJECTS,
    RETURNS,
    SHARED_POLICIES,
    WAIVERS_FILE,
)
from riep_plan.source.problems import Unreadable
from riep_plan.values.words import visible

NAMES = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A file that was merged.

    Attributes:
        content: the result.
        conflicts: what is in conflict, a sentence each; empty where nothing is.
    """

    content: bytes
    conflicts: tuple[str, ...] = ()


def merged_file(path: str, base: bytes, ours: bytes, theirs: bytes, marker: int = 7) -> MergedFile:
    """Merge a file by its ids and values, or line by line where that cannot be done.

    Args:
        path: the file, from the top of the repository.
        base: what both sides came from; empty where both are new.
        ours: the one side.
        theirs: the other.
        marker: how many signs a marker has.

    Raises:
        Refused: git cannot be run.
    """
    shown = visible(path)
    try:
        texts = (decode(base) or "{}\n", decode(ours), decode(theirs))
        found = merged(texts, model_of(path), by_line=_by_line, names=NAMES, marker=marker)
    except (Unreadable, NotMergeable) as reason:
        content, clean = merge_lines(base, ours, theirs, names=NAMES, marker=marker)
        if clean and isinstance(reason, Unreadable):
            return MergedFile(content)
        said = f"{shown} was merged line by line: {_why(reason)} Look it through."
        return MergedFile(content, (said,))
    text = found.text.replace("\n", "\r\n") if b"\r\n" in ours else found.text
    return MergedFile(text.encode(), tuple(f"{shown}: {_told(one)}" for one in found.conflicts))


def model_of(path: str) -> type[BaseModel]:
    """Say what a file of a plan is read as, by where it stands."""
    place = PurePosixPath(path)
    folder, above = place.parent.name, place.parent.parent.name
    if folder == PROJECTS:
        return ProjectFile
    if folder == RETURNS:
        return QuarterReturnsFile
    if above == RETURNS:
        return ReturnFile
    if folder == SHARED_POLICIES or place.name == POLICY_FILE:
        return PolicyFile
    return WaiversFile if place.name == WAIVERS_FILE else PlanFile


def write_merged(path: Path, content: bytes) -> None:
    """Write a result where git wants it: over our side, which is a file of git's own."""
    path.write_bytes(content)


def _by_line(base: str, ours: str, theirs: str) -> str | None:
    sides = (one.encode() for one in (base, ours, theirs))
    content, clean = merge_lines(*sides, names=NAMES, marker=7)
    return content.decode() if clean else None


def _why(reason: Exception) -> str:
    if isinstance(reason, Unreadable):
        return "one of its versions is no YAML that riep reads."
    return str(reason)


def _told(one: Conflict) -> str:
    """Say a conflict in a plan's terms."""
    where = "/".join(one.at)
    ours = "is taken out here" if one.ours is None else f"is {one.ours} here"
    theirs = "taken out there" if one.theirs is None else f"{one.theirs} there"
    if one.base is None:
        return f"{where} is new on both sides: it {ours} and {theirs}."
    return f"{where} was {one.base}; it {ours} and {theirs}."
