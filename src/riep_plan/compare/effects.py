"""What all changes together do to the totals: of the plan, of projects and of sources.

Totals count all periods, and each amount once, as ``compare.money.cells`` reads them: what grows
less what is cut is their difference, to the penny.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from riep_plan.compare.change import Effect, Renaming
from riep_plan.compare.money.cells import Book, Names, Slot, read_book
from riep_plan.compare.money.moved import counted_rows, moved
from riep_plan.compare.money.words import Wording
from riep_plan.figures.tables import KINDS
from riep_plan.findings.finding import Path
from riep_plan.model import Plan

_PLAN: Path = ()
_LACKING = ", without amounts to be confirmed"


@dataclass(slots=True)
class _Total:
    """What a plan, a project or a source has, as far as it is known.

    Attributes:
        by_kind: pounds of each kind; of what is not said to be either, under no name.
        is_known: whether no amount of it is still to be confirmed.
        is_told: whether any amount of it is known.
    """

    by_kind: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    is_known: bool = True
    is_told: bool = False

    def of(self, kind: str) -> Decimal | None:
        """Its money of a kind, or all of it; None where nobody knows."""
        if not self.is_told:
            return None
        if kind:
            return self.by_kind.get(kind, Decimal(0))
        return sum(self.by_kind.values(), Decimal(0))

    @property
    def has_kinds(self) -> bool:
        """Whether all of it is said to be revenue or capital."""
        return not self.by_kind.get("")


def effects(before: Plan, after: Plan, renamed: Sequence[Renaming] = ()) -> tuple[Effect, ...]:
    """Give the totals of the plan, and of the projects and sources whose totals changed.

    Revenue and capital are told apart where all money says which it is, and has both. Amounts
    still to be confirmed are in no total, and a total that lacks any is called so.

    Args:
        before: the earlier version.
        after: the later version.
        renamed: the parts that have another id now.

    Returns:
        The plan's own total first; nothing where no money moved.
    """
    names = Names(renamed)
    books = read_book(before, names), read_book(after)
    found = moved(*counted_rows(*books))
    if not (found.cells() or found.unknown):
        return ()
    wording = Wording(*books)
    were, are = (_totals(book) for book in books)
    changed = [
        one
        for at in sorted({**are, **were}, key=_order)
        for one in _of(at, _name(at, wording), were.get(at), are.get(at))
    ]
    return tuple(changed)


def _totals(book: Book) -> Mapping[Path, _Total]:
    """Add up what counts, for the plan, for each project and for each source."""
    totals: dict[Path, _Total] = defaultdict(_Total)
    for row in book.counted():
        for at in _places(row.slot):
            total = totals[at]
            total.by_kind[row.slot.kind] += row.whole
            total.is_known &= row.is_known
            total.is_told |= any(cell.amount is not None for cell in row.cells)
    return totals


def _places(slot: Slot) -> Iterator[Path]:
    yield _PLAN
    if slot.project:
        yield "projects", slot.project
    if slot.source:
        yield "funding", slot.source


def _order(at: Path) -> tuple[int, Path]:
    """The plan, then projects, then sources, by their ids."""
    return (len(at) + (at[:1] == ("funding",)), at)


def _name(at: Path, wording: Wording) -> str:
    if not at:
        return "The plan"
    return wording.project(at[1]) if at[0] == "projects" else wording.source(at[1])


def _of(at: Path, name: str, before: _Total | None, after: _Total | None) -> Iterator[Effect]:
    """Give a total, and its revenue and capital where these change too."""
    there = [one for one in (before, after) if one is not None]
    lacks = any(not one.is_known for one in there)
    kinds = {kind for one in there for kind in KINDS if one.by_kind.get(kind)}
    is_divided = len(kinds) > 1 and all(one.has_kinds for one in there)
    for kind in ("", *(KINDS if is_divided else ())):
        were, are = (one.of(kind) if one else None for one in (before, after))
        if were != are or not (at or kind):
            yield Effect(at, f"{name}{_LACKING if lacks else ''}", kind, were, are)
