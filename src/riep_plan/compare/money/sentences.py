"""One change of money, in words: what is re-profiled, moved, added, taken away or confirmed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from riep_plan.compare.change import Budget, Kind, Move
from riep_plan.compare.money.cells import IN_ALL, Cell, Slot, Table, When
from riep_plan.compare.money.draft import Draft, joined
from riep_plan.compare.money.moved import Moved, Unknown
from riep_plan.compare.money.pairing import Pair
from riep_plan.compare.money.words import (
    UNKNOWN,
    Wording,
    amounts,
    line_name,
    percent,
    share_of,
    within,
)
from riep_plan.findings.finding import Path
from riep_plan.model.profile import TOTAL
from riep_plan.values.money import format_money
from riep_plan.values.words import listed

#: So many moves between periods are said one by one; of more, what each period has more or less.
_FEW = 3


class Teller:
    """Says what moved between two versions of the same rows."""

    def __init__(self, moved: Moved, wording: Wording, table: Table | None = None) -> None:
        """Take what moved, and how it is called.

        Args:
            moved: the rows of both versions.
            wording: what things are called.
            table: the table that says so, where that is not the one that counts.
        """
        self.moved = moved
        self.wording = wording
        self.table = table

    def re_profile(self, slot: Slot, pairs: Sequence[Pair]) -> Draft:
        """Money that moves between periods of one budget."""
        amount = _sum(pairs)
        before = self.moved.whole(slot, later=False)
        after = self.moved.whole(slot, later=True)
        stays = (
            f"its total stays {self.total(slot, later=True)}"
            if before == after
            else f"its total goes from {format_money(before or Decimal(0))}"
            f" to {format_money(after or Decimal(0))}"
        )
        share = share_of(amount, before)
        text = f"{self._subject(slot)}: {self._between_periods(pairs, share)}; {stays}"
        draft = self.draft(
            Kind.RE_PROFILE, text, self.moves(slot, slot, pairs), {slot: _periods(pairs)}
        )
        return replace(
            draft,
            before=self._in_periods(slot, pairs, later=False),
            after=self._in_periods(slot, pairs, later=True),
            amount=amount,
            share=share,
        )

    def spread(self, slot: Slot, pairs: Sequence[Pair]) -> Draft:
        """Money stated in all that now is said by period, or the other way round."""
        is_divided = pairs[0].less == IN_ALL
        periods = [
            (self.wording.period(one.more if is_divided else one.less), one.amount) for one in pairs
        ]
        whole, spelled = format_money(_sum(pairs)), amounts(periods)
        told = (
            f"{whole} stated in all is now {spelled}"
            if is_divided
            else f"{spelled} {'is' if len(periods) == 1 else 'are'} now stated as {whole} in all"
        )
        text = f"{self._subject(slot)}: {told}"
        draft = self.draft(
            Kind.DETAIL, text, self.moves(slot, slot, pairs), {slot: _periods(pairs)}
        )
        sides = (whole, spelled) if is_divided else (spelled, whole)
        return replace(draft, before=sides[0], after=sides[1])

    def rest(self, slot: Slot, periods: Sequence[tuple[When, Decimal]]) -> Draft:
        """Money that is new, or that is gone."""
        amount = sum((one for _, one in periods), Decimal(0))
        share = share_of(amount, self.moved.whole(slot, later=False))
        by = f"{format_money(abs(amount))}{percent(share)}"
        told = self.becomes(slot)
        if self.net(slot) != amount:
            told += f"; {by} of it is {'new money' if amount > 0 else 'a cut'}"
        elif share is not None and self.moved.whole(slot, later=True) is not None:
            told += f", by {by}"
        draft = self.draft(
            Kind.GROWTH if amount > 0 else Kind.CUT,
            f"{self._subject(slot)} {told}{self._which(periods)}{self._lines(slot)}",
            [self._one_way(slot, key, one) for key, one in periods],
            {slot: [key for key, _ in periods]},
        )
        return self._in_all(replace(draft, amount=amount, share=share), slot)

    def confirmed(self, slot: Slot, found: Sequence[Unknown]) -> Draft:
        """Amounts that one of the two versions does not know, all in one direction."""
        amount = sum((one.net for one in found), Decimal(0))
        is_gained = found[0].is_gained
        whole = self.moved.whole(slot, later=False)
        told = listed([self._confirmed(one) for one in found])
        draft = self.draft(
            Kind.GROWTH if is_gained else Kind.CUT,
            f"{self._subject(slot)}: {told}{self._lines(slot)}",
            [self._one_way(slot, one.when, one.net) for one in found if one.net],
            {slot: [one.when for one in found]},
        )
        share = None if is_gained else share_of(amount, whole)
        return self._in_all(replace(draft, amount=amount, share=share), slot)

    def _in_all(self, draft: Draft, slot: Slot) -> Draft:
        """Add all of a budget before and after."""
        before, after = (self.total(slot, later=later) for later in (False, True))
        return replace(draft, before=before, after=after)

    def total(self, slot: Slot, *, later: bool) -> str:
        """All that a version has of a budget; empty where it has none."""
        whole = self.moved.whole(slot, later=later)
        if whole is None:
            return ""
        if self.moved.is_known(slot, later=later):
            return format_money(whole)
        return f"{format_money(whole)} and more {UNKNOWN}" if whole else UNKNOWN

    def becomes(self, slot: Slot) -> str:
        """Say what a budget becomes: ``grows from £10,000 to £30,000``."""
        old, new = self.total(slot, later=False), self.total(slot, later=True)
        if not old:
            return f"is new, with {new}"
        if not new:
            return f"is gone, with its {old}"
        net = self.net(slot)
        return f"{'grows' if net > 0 else 'falls'} from {old} to {new}" if net else f"stays {new}"

    def subject(self, slot: Slot) -> Path:
        """The path of what a version states of a budget: one row, or what several share."""
        rows = self.moved.changed(slot)
        rows = rows or self.moved.rows(slot, later=True) or self.moved.rows(slot, later=False)
        return _shared([row.row.at for row in rows])

    def moves(self, less: Slot, more: Slot, pairs: Sequence[Pair]) -> tuple[Move, ...]:
        """What goes from one budget and period to another."""
        return tuple(
            Move(one.amount, self._budget(less, one.less), self._budget(more, one.more))
            for one in pairs
        )

    def net(self, slot: Slot) -> Decimal:
        """By how much a budget grows (+) or falls (-) in all."""
        before, after = (self.moved.whole(slot, later=later) for later in (False, True))
        return (after or Decimal(0)) - (before or Decimal(0))

    def draft(
        self, kind: Kind, text: str, moves: Sequence[Move], paths: Mapping[Slot, Collection[When]]
    ) -> Draft:
        """Begin a change of some budgets.

        Args:
            kind: what it means.
            text: the change in words.
            moves: what goes from where to where.
            paths: the budgets that it touches, and in which periods.
        """
        return Draft(
            kind=kind,
            subject=self.subject(list(paths)[-1]),
            text=text[:1].upper() + text[1:],
            slots=tuple(paths),
            paths=joined(*(self.moved.paths(slot, periods) for slot, periods in paths.items())),
            again=joined(*(self.moved.restated(slot) for slot in paths)),
            moves=tuple(moves),
        )

    def _subject(self, slot: Slot) -> str:
        if self.table is None:
            return self.wording.budget(slot)
        kind = f"{slot.kind} in " if slot.kind else ""
        return f"{kind}{self.wording.table(self.table, slot)}"

    def _lines(self, slot: Slot) -> str:
        """Name the lines of a budget that changed, where there are few."""
        names = [line_name(row) for row in self.moved.changed(slot) if row.line]
        return f", for {listed(names)}" if 0 < len(names) <= _FEW else ""

    def _between_periods(self, pairs: Sequence[Pair], share: Decimal | None) -> str:
        moves = f"{format_money(_sum(pairs))}{percent(share)} moves"
        if len(pairs) > _FEW:
            less = amounts(self._by_period((one.less, one.amount) for one in pairs))
            more = amounts(self._by_period((one.more, one.amount) for one in pairs))
            return f"{moves} between periods: {less} less, {more} more"
        routes = [
            f"from {self.wording.period(one.less)} to {self.wording.period(one.more)}"
            for one in pairs
        ]
        if len(pairs) == 1:
            return f"{moves} {routes[0]}"
        each = zip(pairs, routes, strict=True)
        return f"{moves}, {listed([f'{format_money(one.amount)} {how}' for one, how in each])}"

    def _by_period(self, cells: Iterable[tuple[When, Decimal]]) -> list[tuple[str, Decimal]]:
        found: dict[When, Decimal] = {}
        for key, amount in cells:
            found[key] = found.get(key, Decimal(0)) + amount
        return [(self.wording.period(key), found[key]) for key in sorted(found)]

    def _in_periods(self, slot: Slot, pairs: Sequence[Pair], *, later: bool) -> str:
        wanted = dict.fromkeys((*(one.less for one in pairs), *(one.more for one in pairs)))
        sums = dict.fromkeys(wanted, Decimal(0))
        for row in self.moved.rows(slot, later=later):
            for cell in row.cells:
                if cell.when in sums:
                    sums[cell.when] += cell.amount or Decimal(0)
        return amounts([(self.wording.period(key), sums[key]) for key in sorted(sums)])

    def _which(self, periods: Sequence[tuple[When, Decimal]]) -> str:
        """Say in which periods money grows or falls, where there are few."""
        named = [(self.wording.period(key), abs(one)) for key, one in periods]
        if not all(words for words, _ in named) or len(named) > _FEW:
            return ""
        return f", in {named[0][0]}" if len(named) == 1 else f": {amounts(named)}"

    def _confirmed(self, one: Unknown) -> str:
        period = within(self.wording.period(one.when))
        old, new = (_said(cell) for cell in one)
        if old == new:
            return f"an amount still {UNKNOWN}{period} is {'new' if one.before is None else 'gone'}"
        return f"{old} becomes {new}{period}"

    def _one_way(self, slot: Slot, key: When, amount: Decimal) -> Move:
        budget = self._budget(slot, key)
        return Move(amount, None, budget) if amount > 0 else Move(-amount, budget, None)

    def _budget(self, slot: Slot, key: When) -> Budget:
        return Budget(*slot, self.wording.period(key) or TOTAL)


def _sum(pairs: Sequence[Pair]) -> Decimal:
    return sum((one.amount for one in pairs), Decimal(0))


def _said(cell: Cell | None) -> str:
    """An amount that may be unknown; what the other version knows and this has not, is too."""
    return UNKNOWN if cell is None or cell.amount is None else format_money(cell.amount)


def _periods(pairs: Iterable[Pair]) -> set[When]:
    return {key for one in pairs for key in (one.less, one.more)}


def _shared(paths: Sequence[Path]) -> Path:
    """What several paths begin with."""
    first, last = min(paths), max(paths)
    alike = takewhile(lambda steps: steps[0] == steps[1], zip(first, last, strict=False))
    return tuple(step for step, _ in alike)
