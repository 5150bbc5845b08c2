"""What theirs changes, written into the text of ours: keys set, added and taken out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from riep_plan.compare.merging.document import Document, Entry, NotMergeable
from riep_plan.findings.finding import Path
from riep_plan.source import nodes
from riep_plan.source.nodes import Scalar

#: A stretch of a text, and what is to stand there instead.
_Splice = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Take:
    """Theirs is to stand at a path: a value, or nothing where theirs has none.

    Attributes:
        at: the path.
        items: the values of a list that is made of both sides; None where it is theirs.
    """

    at: Path
    items: tuple[str, ...] | None = None


def with_theirs(ours: Document, theirs: Document, taken: Iterable[Take]) -> str:
    """Give the text of ours with what is taken from theirs.

    Raises:
        NotMergeable: one cannot be written where it would have to stand.
    """
    splices = [one for take in taken for one in _splices(ours, theirs, take)]
    text = ours.text
    numbered = sorted(enumerate(splices), key=lambda one: (one[1][0], one[1][1], one[0]))
    for _, (start, end, becomes) in reversed(numbered):
        text = text[:start] + becomes + text[end:]
    return text


def _splices(ours: Document, theirs: Document, take: Take) -> Iterator[_Splice]:
    old, new = ours.entries.get(take.at), theirs.entries.get(take.at)
    if old is not None and new is not None and take.items is not None:
        yield _listed(ours, theirs, old, new, take.items)
    elif old is not None and new is not None:
        yield _set(ours, theirs, old, new)
    elif old is not None:
        yield _taken_out(ours, take.at, old)
    elif new is not None:
        yield _added(ours, theirs, take.at, new)


def _set(ours: Document, theirs: Document, old: Entry, new: Entry) -> _Splice:
    if ours.is_on_one_line(old.value) and theirs.is_on_one_line(new.value):
        return (*ours.stretch(old.value), theirs.raw(new.value))
    if old.in_braces or new.in_braces:
        raise NotMergeable("a value in braces became one over several lines.")
    return old.start, old.end, _indented(theirs.text[new.start : new.end], old.indent - new.indent)


def _listed(
    ours: Document, theirs: Document, old: Entry, new: Entry, items: tuple[str, ...]
) -> _Splice:
    """Write a list in brackets, each value as the side that has it writes it."""
    raw: dict[str | None, str] = {}
    for document, entry in ((theirs, new), (ours, old)):
        if not isinstance(entry.value, nodes.Sequence) or not document.is_on_one_line(entry.value):
            raise NotMergeable("a list over several lines was changed on both sides.")
        raw |= {one.text: document.raw(one) for one in entry.value.items if isinstance(one, Scalar)}
    return (*ours.stretch(old.value), f"[{', '.join(raw.get(one, one) for one in items)}]")


def _taken_out(ours: Document, at: Path, old: Entry) -> _Splice:
    beside = _siblings(ours, at)
    if len(beside) == 1:
        raise NotMergeable(f"nothing would be left of {'/'.join(at[:-1])}.")
    if not old.in_braces:
        return old.start, old.end, ""
    place = beside.index(at)
    if place:
        return ours.entries[beside[place - 1]].end, old.end, ""
    return old.start, ours.entries[beside[1]].start, ""


def _added(ours: Document, theirs: Document, at: Path, new: Entry) -> _Splice:
    beside = _siblings(ours, at)
    if not beside:
        raise NotMergeable(f"there is nothing in {'/'.join(at[:-1])} to put {at[-1]} beside.")
    before = _before(ours, theirs, at)
    neighbour = ours.entries[before or beside[0]]
    at_end = neighbour.end if before else neighbour.start
    if not neighbour.in_braces:
        return at_end, at_end, _as_lines(theirs, new, neighbour.indent)
    if not theirs.is_on_one_line(new.value):
        raise NotMergeable("what is added over several lines would stand in braces.")
    raw = f"{theirs.raw(new.key)}: {theirs.raw(new.value)}"
    return at_end, at_end, f", {raw}" if before else f"{raw}, "


def _as_lines(theirs: Document, new: Entry, indent: int) -> str:
    if new.in_braces:
        return f"{' ' * indent}{theirs.raw(new.key)}: {theirs.raw(new.value)}\n"
    return _indented(theirs.text[new.start : new.end], indent - new.indent)


def _before(ours: Document, theirs: Document, at: Path) -> Path | None:
    """The nearest key before one in theirs that ours has too; None where there is none."""
    found = None
    for one in _siblings(theirs, at):
        if one == at:
            return found
        found = one if one in ours.entries else found
    return found


def _siblings(document: Document, at: Path) -> list[Path]:
    """The keys beside one, itself included, in the order written."""
    above = document.entries.get(at[:-1])
    node = above.value if above is not None else document.tree if len(at) == 1 else None
    return [(*at[:-1], key) for key in node.entries] if isinstance(node, nodes.Mapping) else []


def _indented(text: str, by: int) -> str:
    """Move lines to the right, or to the left."""
    if by >= 0:
        lines = [f"{' ' * by}{line}" if line.strip() else line for line in text.split("\n")]
        return "\n".join(lines)
    return "\n".join(
        line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in text.split("\n")
    )
