"""Setting a repository up so that git's own commands speak of plans, and taking that back.

What is set is the repository's own and nobody else's, but for ``.gitattributes``, which is a file
like others: it says which files are plans, and without the settings it says nothing to git.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from riep_plan.compare.versions.git import Repository

ATTRIBUTES = ".gitattributes"
_BEGIN, _END = "# riep: plans are compared and merged by what they say", "# riep: end"


@dataclass(frozen=True, slots=True)
class Step:
    """A thing that was set up or taken back, in a sentence; and whether anything changed."""

    text: str
    is_change: bool


def settings(command: str) -> dict[str, str]:
    """Give the settings that make git call riep.

    Args:
        command: how riep is called from a shell.
    """
    return {
        "diff.riep.command": f"{command} git diff-driver",
        "diff.riep.textconv": f"{command} git textconv",
        "merge.riep.name": "riep: plans by id and value",
        "merge.riep.driver": f"{command} git merge-driver %O %A %B %L %P",
    }


def set_up(repository: Repository, command: str, folders: Sequence[PurePosixPath]) -> list[Step]:
    """Have git compare and merge the YAML files below some folders by what they say.

    Args:
        repository: the repository.
        command: how riep is called from a shell.
        folders: where plans are kept, from the top of the repository.

    Raises:
        Refused: a setting cannot be written.
        OSError: ``.gitattributes`` cannot be read or written.
    """
    steps = []
    for name, value in settings(command).items():
        changes = repository.setting(name) != value
        if changes:
            repository.set(name, value)
        steps.append(Step(f"{name} = {value}", changes))
    lines = [f"{_pattern(one)} diff=riep merge=riep" for one in folders]
    changed = _write_block(repository.top / ATTRIBUTES, lines)
    return [*steps, *(Step(f"{ATTRIBUTES}: {line}", changed) for line in lines)]


def take_back(repository: Repository) -> list[Step]:
    """Take back what :func:`set_up` did, and nothing else.

    Raises:
        Refused: a setting cannot be written.
        OSError: ``.gitattributes`` cannot be read or written.
    """
    steps = []
    for name in settings(""):
        there = repository.setting(name) is not None
        repository.set(name, None)
        steps.append(Step(f"{name} is taken out", there))
    changed = _write_block(repository.top / ATTRIBUTES, [])
    return [*steps, Step(f"{ATTRIBUTES} has no lines of riep's any more", changed)]


def _pattern(folder: PurePosixPath) -> str:
    """Write a folder's YAML files as git's attributes name them."""
    name = "" if folder == PurePosixPath() else f"{folder.as_posix()}/"
    pattern = f"/{name}**/*.yaml"
    if any(character in pattern for character in ' "\\\t'):
        escaped = pattern.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return pattern


def _write_block(path: Path, lines: Sequence[str]) -> bool:
    """Keep riep's own lines between two comments, and leave all others as they are."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    head, found, rest = before.partition(f"{_BEGIN}\n")
    tail = rest.partition(f"{_END}\n")[2] if found else ""
    if head and not head.endswith("\n"):
        head += "\n"
    block = "\n".join((_BEGIN, *lines, _END, "")) if lines else ""
    after = f"{head}{block}{tail}"
    if after == before:
        return False
    if after:
        path.write_text(after, encoding="utf-8", newline="\n")
    else:
        path.unlink()
    return True
