"""A change of money before its single values are put to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from riep_plan.compare.change import Change, Difference, Kind, Move
from riep_plan.compare.money.cells import Slot
from riep_plan.findings.finding import Path
from riep_plan.values.words import sentence

#: Paths in the earlier version, and in the later.
Paths = tuple[tuple[Path, ...], tuple[Path, ...]]
NOWHERE: Paths = ((), ())


@dataclass(frozen=True, slots=True)
class Draft:
    """A change of money that still needs its single values.

    Attributes:
        kind: what it means.
        subject: the path of what it is about.
        text: the change in words, without a full stop.
        slots: the budgets that it touches.
        paths: where the values stand that it accounts for.
        again: where the values stand that state it once more.
        before: as it was.
        after: as it is now.
        moves: what goes from where to where.
        amount: pounds.
        share: the amount as a percentage of what was there.
        notes: what a reviewer must know besides, each a clause.
    """

    kind: Kind
    subject: Path
    text: str
    slots: tuple[Slot, ...] = ()
    paths: Paths = NOWHERE
    again: Paths = NOWHERE
    before: str = ""
    after: str = ""
    moves: tuple[Move, ...] = ()
    amount: Decimal | None = None
    share: Decimal | None = None
    notes: tuple[str, ...] = ()

    def with_again(self, paths: Paths, note: str = "") -> "Draft":
        """Add values that state the change again, and what is to be said of them."""
        notes = (*self.notes, note) if note else self.notes
        return replace(self, again=joined(self.again, paths), notes=notes)


def joined(*paths: Paths) -> Paths:
    """Put paths of both versions together."""
    return tuple(at for one, _ in paths for at in one), tuple(at for _, one in paths for at in one)


def stated(drafts: Iterable[Draft], differences: Sequence[Difference]) -> list[Change]:
    """Put the single values to the changes: each to the one that has the fewest to show.

    Where another change has a value already, it is one that states this change again.
    """
    index = _Index(differences)
    made = list(drafts)
    fewest_first = sorted(range(len(made)), key=lambda n: len(index.at(made[n].paths)))
    claimed = {place: index.take(made[place].paths) for place in fewest_first}
    changes = []
    for place, draft in enumerate(made):
        own = claimed[place]
        again = [*index.at(draft.paths), *index.at(draft.again)]
        mine = {id(one) for one in own}
        also = tuple(one for one in dict.fromkeys(again) if id(one) not in mine)
        changes.append(_change(draft, tuple(own), also))
    return changes


def _change(
    draft: Draft, differences: tuple[Difference, ...], also: tuple[Difference, ...]
) -> Change:
    return Change(
        kind=draft.kind,
        subject=draft.subject,
        text=sentence("; ".join((draft.text, *dict.fromkeys(draft.notes)))),
        differences=differences,
        before=draft.before,
        after=draft.after,
        moves=draft.moves,
        amount=draft.amount,
        share=draft.share,
        also=also,
    )


class _Index:
    """Single values that differ, by where they stand in either version."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        self._before: dict[Path, Difference] = {}
        self._after: dict[Path, Difference] = {}
        self._taken: set[int] = set()
        for one in differences:
            if one.before is not None:
                self._before[one.before.at] = one
            if one.after is not None:
                self._after[one.after.at] = one

    def at(self, paths: Paths) -> list[Difference]:
        """The values at some paths, each once."""
        found = [self._before[at] for at in paths[0] if at in self._before]
        found += [self._after[at] for at in paths[1] if at in self._after]
        return list({id(one): one for one in found}.values())

    def take(self, paths: Paths) -> list[Difference]:
        """The values at some paths that nothing else accounts for yet."""
        found = [one for one in self.at(paths) if id(one) not in self._taken]
        self._taken.update(id(one) for one in found)
        return found
