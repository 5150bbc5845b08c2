"""Setting a repository up so that git's own commands speak of plans, and taking that back.

What is set is the repository's own and nobody else's, but for ``.gitattributes``, which is a file
like others: it says which files are plans, and without the settings it says nothing to git.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from riep_plan.compare.versions.git import Repository
from riep_plan.values.refusal import Refused

ATTRIBUTES = ".gitattributes"
_BEGIN, _END = b"# riep: plans are compared and merged by what they say", b"# riep: end"
_DRIVERS = "diff=riep merge=riep"
#: What stands for other characters in a pattern of git's; and what has to be quoted in its line.
_STANDS_FOR_OTHERS, _NEEDS_QUOTES = re.compile(r"[*?\[\\]"), re.compile(rb'[\x00-\x20"\\\x7f]')


@dataclass(frozen=True, slots=True)
class Step:
    """A thing that was set up or taken back, in a sentence; and whether anything changed."""

    text: str
    is_change: bool


def settings(command: str) -> dict[str, str]:
    """Give the settings that make git call riep; a file's name is never an option.

    Args:
        command: how riep is called from a shell.
    """
    return {
        "diff.riep.command": f"{command} git diff-driver",
        "diff.riep.textconv": f"{command} git textconv --",
        "merge.riep.name": "riep: plans by id and value",
        "merge.riep.driver": f"{command} git merge-driver -- %O %A %B %L %P",
    }


def set_up(repository: Repository, command: str, folders: Sequence[PurePosixPath]) -> list[Step]:
    """Have git compare and merge the YAML files below some folders by what they say.

    Args:
        repository: the repository.
        command: how riep is called from a shell.
        folders: where plans are kept, from the top of the repository.

    Raises:
        Refused: a setting cannot be written, or ``.gitattributes`` is a link.
        OSError: ``.gitattributes`` cannot be read or written.
    """
    attributes = repository.top / ATTRIBUTES
    if attributes.is_symlink():  # it may lead anywhere, and git does not follow it
        raise Refused(f"{ATTRIBUTES} is a link", "Put a file in its place.")
    steps = []
    for name, value in settings(command).items():
        changes = repository.setting(name) != value
        if changes:
            repository.set(name, value)
        steps.append(Step(f"{name} = {value}", changes))
    lines = [f"{_pattern(one)} {_DRIVERS}" for one in folders]
    changed = _write_block(attributes, lines)
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
    literal = _STANDS_FOR_OTHERS.sub(lambda found: f"\\{found[0]}", name)
    pattern = os.fsencode(f"/{literal}**/*.yaml")
    try:
        if not _NEEDS_QUOTES.search(pattern):
            return pattern.decode()
    except UnicodeDecodeError:
        pass
    return f'"{"".join(map(_quoted, pattern))}"'


def _quoted(byte: int) -> str:
    """Write a byte within quotes as git does: a line has to stay one line."""
    character = chr(byte)
    if character in '"\\':
        return f"\\{character}"
    return character if character.isascii() and character.isprintable() else f"\\{byte:03o}"


def _write_block(path: Path, lines: Sequence[str]) -> bool:
    """Keep riep's own lines between two comments, and leave all others as they are, to the byte."""
    before = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    head, tail = _around_block(before)
    if head and not head.endswith(b"\n"):
        head += newline
    block = [_BEGIN, *(line.encode() for line in lines), _END] if lines else []
    after = head + b"".join(line + newline for line in block) + tail
    if after == before:
        return False
    if after:
        path.write_bytes(after)
    else:
        path.unlink()
    return True


def _around_block(content: bytes) -> tuple[bytes, bytes]:
    """Give what stands before riep's own lines, and after them.

    Where somebody took the closing comment out, only lines that are plainly riep's are its own.
    """
    lines = content.split(b"\n")
    bare = [line.rstrip(b"\r") for line in lines]
    if _BEGIN not in bare:
        return content, b""
    start = end = bare.index(_BEGIN)
    if _END in bare[start:]:
        end = bare.index(_END, start)
    else:
        while bare[end + 1 : end + 2] and bare[end + 1].endswith(_DRIVERS.encode()):
            end += 1
    head = b"".join(line + b"\n" for line in lines[:start])
    return head, b"\n".join(lines[end + 1 :])
