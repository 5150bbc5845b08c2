"""The merge: what only one side changed is taken, what both changed alike is kept, the rest asked.

A side is never chosen in silence: where both changed one value, both stand between git's markers.
"""

import contextlib
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from riep_plan.compare.merging.document import Document, NotMergeable
from riep_plan.compare.merging.edits import Take, with_theirs
from riep_plan.findings.finding import Path
from riep_plan.source import nodes
from riep_plan.source.careful import read_carefully
from riep_plan.source.nodes import Node, data_of
from riep_plan.source.problems import Unreadable
from riep_plan.source.typed import FreeList, typed_values
from riep_plan.values.money import Unit
from riep_plan.values.refusal import Refused
from riep_plan.values.words import shortened

_LONGEST = 60

#: A file as bare data, with each value in its one plain spelling.
_Data = object
#: Stands for a key that a side has not.
_ABSENT: _Data = object()
#: The lines of three texts merged by git; None where it finds them in conflict.
ByLine = Callable[[str, str, str], str | None]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both sides changed, each otherwise; None where a side has it not."""

    at: Path
    base: str | None
    ours: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A file that was merged.

    Attributes:
        text: the result, with git's markers around what is in conflict.
        conflicts: what both sides changed.
    """

    text: str
    conflicts: tuple[Conflict, ...]


def merged(
    texts: tuple[str, str, str],
    model: type[BaseModel],
    *,
    by_line: ByLine,
    names: tuple[str, str] = ("ours", "theirs"),
    marker: int = 7,
) -> Merged:
    """Merge a file by its ids and values.

    What git merges line by line is kept, comments and all, if it says what was meant; otherwise the
    changes of theirs are written into ours.

    Args:
        texts: what both came from, ours, theirs.
        model: what the file is read as.
        by_line: merges by lines.
        names: what the two sides are called in markers.
        marker: how many signs a marker has.

    Raises:
        Unreadable: one of them is no plan's file.
        NotMergeable: it cannot be done key by key.
    """
    base, ours, theirs = (_Side(text, model) for text in texts)
    found = _Found()
    wanted = found.merge((), base.data, ours.data, theirs.data)
    if not found.conflicts:
        lines = by_line(base.document.text, ours.document.text, theirs.document.text)
        if lines is not None and _says(lines, model) == wanted:
            return Merged(lines, ())
    mine = with_theirs(ours.document, theirs.document, found.taken)
    if _says(mine, model) != wanted:
        raise NotMergeable("the merged file would not say what both sides say.")
    if not found.conflicts:
        return Merged(mine, ())
    others = [Take(conflict.at) for conflict in found.conflicts]
    other = with_theirs(ours.document, theirs.document, [*found.taken, *others])
    return Merged(_marked(mine, other, names, marker), tuple(found.conflicts))


class _Side:
    """One of the three texts: its document, and what it says."""

    def __init__(self, text: str, model: type[BaseModel]) -> None:
        self.document = Document(text)
        self.data = _said(self.document.tree, model)


class _Found:
    """What a merge finds: what is to be taken from theirs, and what is in conflict."""

    def __init__(self) -> None:
        self.taken: list[Take] = []
        self.conflicts: list[Conflict] = []

    def merge(self, at: Path, base: _Data, ours: _Data, theirs: _Data) -> _Data:
        """Merge what stands at a path, and give what is then to stand there."""
        if theirs in (ours, base):
            return ours
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._merge_keys(at, base if isinstance(base, dict) else {}, ours, theirs)
        if ours == base:
            self.taken.append(Take(at))
            return theirs
        both = _both_lists(base, ours, theirs)
        if both is not None:
            self.taken.append(Take(at, items=tuple(both)))
            return both
        self.conflicts.append(Conflict(at, *(_shown(one) for one in (base, ours, theirs))))
        return ours

    def _merge_keys(
        self, at: Path, base: dict[str, _Data], ours: dict[str, _Data], theirs: dict[str, _Data]
    ) -> _Data:
        result: dict[str, _Data] = {}
        for key in dict.fromkeys((*ours, *theirs)):
            sides = (one.get(key, _ABSENT) for one in (base, ours, theirs))
            left = self.merge((*at, key), *sides)
            if left is not _ABSENT:
                result[key] = left
        return result


def _both_lists(base: _Data, ours: _Data, theirs: _Data) -> list[str] | None:
    """Merge two lists to which each side only added, or from which it only took away.

    None where a side did both: what it put in the place of something else nobody can tell.
    """
    if not (isinstance(base, list) and isinstance(ours, list) and isinstance(theirs, list)):
        return None
    if not all(isinstance(one, str) for one in (*base, *ours, *theirs)):
        return None
    for side in (ours, theirs):
        added, gone = set(side) - set(base), set(base) - set(side)
        if (added and gone) or [one for one in side if one in base] != [
            one for one in base if one in side
        ]:
            return None
    new = [one for one in theirs if one not in base and one not in ours]
    return [one for one in ours if one not in base or one in theirs] + new


def _said(tree: Node, model: type[BaseModel]) -> _Data:
    """Give a file's data, each value in its plain spelling: spelled anew it is the same."""
    plain: dict[int, str] = {}
    for one in typed_values(tree, model):
        if not isinstance(one, FreeList) and one.written is not None and one.node.text is not None:
            with contextlib.suppress(Refused):
                plain[id(one.node)] = one.written.plainly(one.node.text, Unit.POUND)
    return _data(tree, plain)


def _data(node: Node, plain: Mapping[int, str]) -> _Data:
    if isinstance(node, nodes.Mapping):
        return {key: _data(value, plain) for key, (_, value) in node.entries.items()}
    if isinstance(node, nodes.Sequence):
        return [_data(item, plain) for item in node.items]
    return plain.get(id(node), data_of(node))


def _says(text: str, model: type[BaseModel]) -> _Data:
    try:
        return _said(read_carefully(text), model)
    except Unreadable:
        return _ABSENT


def _shown(data: _Data) -> str | None:
    """Write a value in a line, for people."""
    if data is _ABSENT:
        return None
    if isinstance(data, dict):
        return shortened(", ".join(f"{key}: {_shown(one)}" for key, one in data.items()), _LONGEST)
    if isinstance(data, list):
        return shortened(", ".join(str(_shown(one)) for one in data), _LONGEST)
    return shortened(str(data), _LONGEST)


def _marked(ours: str, theirs: str, names: tuple[str, str], marker: int) -> str:
    """Put git's markers around the lines in which two texts differ."""
    mine, other = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    result: list[str] = []
    for what, a, b, c, d in difflib.SequenceMatcher(
        None, mine, other, autojunk=False
    ).get_opcodes():
        if what == "equal":
            result += mine[a:b]
            continue
        result += [f"{'<' * marker} {names[0]}\n", *mine[a:b], f"{'=' * marker}\n"]
        result += [*other[c:d], f"{'>' * marker} {names[1]}\n"]
    return "".join(result)
