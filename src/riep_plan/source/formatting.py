"""How a plan's files are to be written: plain values, one layout, the same meaning.

    a file of a plan ─▶ plain values ─▶ layout ─▶ compared with what was ─▶ Draft

A draft is what a file would become; nothing is written here.
"""

import codecs
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as FilePath

from riep_plan.findings.finding import Path
from riep_plan.findings.result import TextSpan
from riep_plan.source.build import build
from riep_plan.source.careful import read_carefully
from riep_plan.source.decode import decode
from riep_plan.source.edit import NotEditable, edited, scalar_at, scalars, why_fixed
from riep_plan.source.layout import laid_out
from riep_plan.source.loaded import LoadedPlan, SourceFile
from riep_plan.source.nodes import Node, Scalar
from riep_plan.source.place import Locator
from riep_plan.source.problems import Unreadable
from riep_plan.source.read import read_data
from riep_plan.source.sameness import comments, meaning
from riep_plan.source.typed import FreeList, typed_values
from riep_plan.values.money import Unit
from riep_plan.values.plain import plain_as
from riep_plan.values.refusal import Refused
from riep_plan.values.words import count, listed

_LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file would become.

    Attributes:
        path: the file.
        name: how the user would type its path.
        before: what was read.
        after: what would be written.
        changes: how many values of each sort are written otherwise, and the layout.
    """

    path: FilePath
    name: str
    before: bytes
    after: bytes
    changes: Mapping[str, int]

    @property
    def said(self) -> str:
        """Say what changes: ``3 amounts, 1 date and the layout``."""
        numbers = [count(number, noun) for noun, number in self.changes.items() if noun != _LAYOUT]
        return listed([*numbers, *(["the layout"] if _LAYOUT in self.changes else [])])


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A file that is not to be touched, and why, in a sentence."""

    path: FilePath | None
    name: str
    reason: str


def drafts(loaded: LoadedPlan) -> Iterator[Draft | LeftAlone]:
    """Give what ``riep fmt`` makes of each file of a plan that is not as it should be.

    A file with a fault of form is left alone. So is every file of a plan whose ``plan.yaml`` has
    one, since that file says what their numbers count.
    """
    yield from _faults(loaded)
    for file in loaded.files if loaded.has_unit else ():
        if file.is_usable:
            yield from drafts_of(file, {}, layout=True)


def _faults(loaded: LoadedPlan) -> list[LeftAlone]:
    """Name each file with a fault of form, with its first."""
    locator = Locator(loaded)
    found = []
    for file in loaded.files:
        for problem in file.problems[:1]:
            span = locator.place_problem(file, problem).span
            where = f" (line {span.line})" if span else ""
            reason = f"{problem.rule.code}{where}: {problem.message}"
            found.append(LeftAlone(file.path, file.name, reason))
    return found


def once(found: Iterable[Draft | LeftAlone]) -> Iterator[Draft | LeftAlone]:
    """Give one draft of each file: plans may share a policy, and a link is the file it leads to."""
    seen: set[FilePath] = set()
    for one in found:
        if isinstance(one, Draft):
            if one.path.resolve() in seen:
                continue
            seen.add(one.path.resolve())
        yield one


def drafts_of(
    file: SourceFile, fixes: Mapping[Path, Decimal], *, layout: bool
) -> Iterator[Draft | LeftAlone]:
    """Give what one file becomes, or why it stays.

    Args:
        file: a file without faults of form.
        fixes: amounts to be put right, in pounds, by the keys that lead to them in the file.
        layout: whether to lay it out as well; otherwise only the values' own bytes change.

    Raises:
        OSError: the file can no longer be read.
    """
    assert file.path is not None  # noqa: S101  for the type checker: it has been read
    before = file.path.read_bytes()
    try:
        if decode(before) != file.text:
            yield LeftAlone(file.path, file.name, "it was changed in the meantime.")
            return
        fitting, refused = _fitting(before, file, fixes)
        yield from (LeftAlone(file.path, file.name, reason) for reason in refused)
        after, changes = _written_plainly(before, file, fitting)
        if layout and (laid := _laid(after)) != after:
            after, changes[_LAYOUT] = laid, 1
        if after != before:
            _prove(file, before, after, {at: fixes[at] for at in fitting})
            yield Draft(file.path, file.name, before, after, +changes)
    except (NotEditable, Unreadable) as reason:
        yield LeftAlone(file.path, file.name, str(reason))


def _fitting(
    raw: bytes, file: SourceFile, fixes: Mapping[Path, Decimal]
) -> tuple[dict[Path, str], list[str]]:
    """Write each amount as the one that it replaces is written; say which cannot be replaced."""
    if not fixes:
        return {}, []
    _, text = _opened(raw)
    tree = read_carefully(file.text or "")
    fitting: dict[Path, str] = {}
    refused = []
    for at, amount in fixes.items():
        scalar = scalar_at(tree, at)
        try:
            becomes = plain_as(scalar.text if scalar and scalar.text else "", amount, _unit(file))
            edited(text, {at: becomes})
            fitting[at] = becomes
        except (NotEditable, Refused) as reason:
            refused.append(str(reason))
    return fitting, refused


def _written_plainly(
    raw: bytes, file: SourceFile, fixes: Mapping[Path, str]
) -> tuple[bytes, Counter[str]]:
    """Write values plainly, and those to be put right, with no other byte changed."""
    mark, text = _opened(raw)
    tree = read_carefully(file.text or "")
    fixed = {id(scalar_at(tree, at)) for at in fixes}
    edits, changes = _plain_values(tree, text.split("\n"), file, fixed)
    result = edited(text, {**edits, **fixes}) if edits or fixes else text
    changes += Counter({"figure": len(fixes)})
    return mark + result.encode(), changes


def _opened(raw: bytes) -> tuple[bytes, str]:
    """Give a file's byte order mark, if it has one, and its text with its own line ends."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    return mark, raw.removeprefix(mark).decode()


def _unit(file: SourceFile) -> Unit:
    return Unit(str(file.context.get("unit", Unit.POUND)))


def _plain_values(
    tree: Node, lines: list[str], file: SourceFile, but: Collection[int]
) -> tuple[dict[Path, str], Counter[str]]:
    """Find the values, but some, that are not written plainly, and count them by their sort."""
    assert file.model is not None  # noqa: S101  for the type checker: it has been read
    edits: dict[Path, str] = {}
    changes: Counter[str] = Counter()
    uses = Counter(scalar.span for scalar in scalars(tree))
    for one in typed_values(tree, file.model):
        if isinstance(one, FreeList):
            ordered = _sorted(one, lines, uses)
            edits |= ordered
            changes["list"] += bool(ordered)
        elif one.written and one.node.text is not None and id(one.node) not in but:
            plain = one.written.plainly(one.node.text, _unit(file))
            shared = uses[one.node.span] > 1
            if plain != one.node.text and not why_fixed(one.node, lines, shared=shared):
                edits[one.at] = plain
                changes[one.written.noun] += 1
    return edits, changes


def _sorted(one: FreeList, lines: list[str], uses: Mapping[TextSpan, int]) -> dict[Path, str]:
    """Sort a list of ids in its own places; one with comments between its ids stays."""
    items = [item for item in one.node.items if isinstance(item, Scalar)]
    if len(items) < len(one.node.items) or not items:
        return {}
    if any(why_fixed(item, lines, shared=uses[item.span] > 1) for item in items):
        return {}
    first, last = items[0].span.line, items[-1].span.line
    beside = lines[max(first - 2, 0) : last]  # with the line above, which may speak of the first
    if first != last and any("#" in line for line in beside):
        return {}
    ids = [item.text or "" for item in items]
    ordered = sorted(ids, key=_in_order)
    return (
        {(*one.at, str(place)): text for place, text in enumerate(ordered)}
        if ids != ordered
        else {}
    )


def _in_order(text: str) -> tuple[bool, int, str]:
    """Numbers by their size, then words."""
    return (not text.isdecimal(), int(text) if text.isdecimal() else 0, text)


def _laid(raw: bytes) -> bytes:
    """Lay a file out; one whose lines all end as Windows ends them keeps that."""
    _, own = _opened(raw)
    ends = "\r\n" if 0 < own.count("\n") == own.count("\r\n") else "\n"
    return laid_out(decode(raw)).replace("\n", ends).encode()


def _prove(file: SourceFile, before: bytes, after: bytes, fixes: Mapping[Path, Decimal]) -> None:
    """Hold what would be written against what was read.

    Raises:
        NotEditable: something besides the fixes would be lost or changed.
    """
    old, new = _said(file, before), _said(file, after)
    wanted = {
        (*at, "total") if (*at, "total") in old[0] else at: amount for at, amount in fixes.items()
    }
    changed = {at for at in old[0] | new[0] if old[0].get(at) != new[0].get(at)}
    right = all(_amount(new[0][at]) == amount for at, amount in wanted.items())
    if changed != set(wanted) or not right or old[1] != new[1]:
        raise NotEditable("formatting it would change what it says: this is a fault of riep's own.")


def _said(file: SourceFile, raw: bytes) -> tuple[dict[Path, object], list[str]]:
    """Give what a file says: its values, whatever their spelling, and its comments."""
    assert file.model is not None  # noqa: S101  for the type checker: it has been read
    text = decode(raw)
    model = build(read_data(text), file.model, file.context)
    return dict(meaning(model)), comments(text, read_carefully(text))


def _amount(said: object) -> object:
    """Take the pounds out of what an amount says: with its rounding, and whether confirmed."""
    while isinstance(said, tuple):
        said = said[0]
    return said
