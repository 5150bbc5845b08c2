"""The same money stated in other tables of a project: does it change as what counts does?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from riep_plan.compare.change import Kind
from riep_plan.compare.money.cells import IN_ALL, Book, MoneyRow, Slot, Table
from riep_plan.compare.money.draft import NOWHERE, Draft, Paths, joined
from riep_plan.compare.money.levels import KINDS, divided
from riep_plan.compare.money.moved import Moved, moved
from riep_plan.compare.money.routes import transfer
from riep_plan.compare.money.sentences import Teller
from riep_plan.compare.money.words import Wording, percent, share_of, stays, table_name
from riep_plan.figures.sums.casting import whole_term
from riep_plan.values.money import format_money

Books = tuple[Book, Book]


class Amounts(NamedTuple):
    """What a table has in the plan's own period, as far as that can be told.

    Attributes:
        before: pounds in the earlier version.
        after: pounds in the later version.
        slack: how far the difference may be out, where amounts are printed in thousands.
    """

    before: Decimal
    after: Decimal
    slack: Decimal


_BOTH = range(2)


@dataclass(frozen=True, slots=True)
class _Other:
    """A table of a project that states money which counts by another table.

    Attributes:
        table: which.
        slot: whose it is and who pays; no source where the table names none.
        rows: what it has, before and after.
        counted: what the money is that counts, before and after.
    """

    table: Table
    slot: Slot
    rows: tuple[list[MoneyRow], list[MoneyRow]]
    counted: tuple[list[MoneyRow], list[MoneyRow]]

    def is_of(self, slot: Slot) -> bool:
        """Whether it is the same money as that of a budget."""
        its = self.slot
        return slot.project == its.project and its.source in ("", slot.source)


def again(
    drafts: Sequence[Draft], books: Books, wording: Wording, order: Callable[[Slot], Any]
) -> list[Draft]:
    """Put to the changes what states them again, and add what only other tables say.

    An allocation may be one amount where the table of spend has quarters: that money moves from
    one to another is then said by the table of spend alone.
    """
    told = _Told(drafts)
    for other in _others(books):
        its = moved(*other.rows)
        if not (its.by_row or its.unknown or told.of(other)):
            continue
        teller = Teller(its, wording, other.table)
        own, counted = _amounts(other.rows, books), _amounts(other.counted, books)
        told.put(_whole(other, its, teller, told, own, counted))
        is_unlike = bool(own and counted and _is_unlike(own, counted))
        division = divided(its.cells(), order, KINDS)
        for news in (
            [transfer(teller, *slots, pairs) for slots, pairs in division.between.items()],
            [teller.re_profile(*one) for one in division.within.items()],
            [teller.spread(*one) for one in division.spread.items()],
        ):
            told.put(_inside(other, news, told, is_unlike=is_unlike))
    return told.drafts


class _Told:
    """The changes that are told already, by project."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self.drafts: list[Draft] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self.put((None, draft) for draft in drafts)

    def of(self, other: _Other) -> list[tuple[int, Draft]]:
        """The changes of the same money as a table's, with their places."""
        its = ((place, self.drafts[place]) for place in self._places[other.slot.project])
        return [(place, draft) for place, draft in its if any(map(other.is_of, draft.slots))]

    def put(self, news: Iterable[tuple[int | None, Draft]]) -> None:
        """Put changes in the place of others, or at the end."""
        for place, draft in list(news):
            if place is not None:
                self.drafts[place] = draft
                continue
            for project in dict.fromkeys(slot.project for slot in draft.slots):
                self._places[project].append(len(self.drafts))
            self.drafts.append(draft)


def _others(books: Books) -> Iterator[_Other]:
    """Give each table that does not count, where both versions have it or the money is new."""
    rows: dict[tuple[tuple[str, str], Table], tuple[list[MoneyRow], list[MoneyRow]]] = {}
    counted: dict[tuple[str, str], tuple[list[MoneyRow], list[MoneyRow]]] = {}
    for which in _BOTH:
        for row in books[which].rows:
            if _leads(books, row.slot.purse) != {row.table}:
                rows.setdefault((row.slot.purse, row.table), ([], []))[which].append(row)
        for row in books[which].counted():
            counted.setdefault(row.slot.purse, ([], []))[which].append(row)
    by_project: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for purse in counted:
        by_project[purse[0]].append(purse)
    for (purse, table), its in rows.items():
        purses = [purse]
        if not purse[1]:  # lines that name no source: of what no line with a source states
            purses = [one for one in by_project[purse[0]] if (one, Table.BUDGET) not in rows]
        money = tuple([row for one in purses for row in counted[one][which]] for which in _BOTH)
        both = (money[0], money[1])
        if all(its) or any(not its[which] and not both[which] for which in _BOTH):
            yield _Other(table, Slot(*purse, ""), its, both)


def _leads(books: Books, purse: tuple[str, str]) -> set[Table]:
    """The tables that count, in the two versions; none for lines that only say it again."""
    return {book.leads[purse] for book in books if purse in book.leads}


def _whole(
    other: _Other,
    its: Moved,
    teller: Teller,
    told: _Told,
    own: Amounts | None,
    counted: Amounts | None,
) -> Iterator[tuple[int | None, Draft]]:
    """Say whether all of a table changes as much as the money does that counts."""
    slots = dict.fromkeys(row.slot for rows in other.rows for row in rows)
    paths = joined(*(paths for slot in slots for paths in (its.paths(slot), its.restated(slot))))
    place = next((place for place, one in told.of(other) if _net(other, one)), None)
    if place is not None:
        named = _named(other, told.drafts[place], teller.wording)
        note = _disagrees(other, named, own, counted) if own and counted else ""
        if note or its.by_row or its.unknown:
            yield place, told.drafts[place].with_again(paths, note)
        return
    for slot, unknown in its.unknown.items():
        for gained in (True, False):
            if found_now := [one for one in unknown if one.is_gained is gained]:
                yield None, replace(teller.confirmed(slot, found_now), kind=Kind.DETAIL, moves=())
    net = sum((one for periods in its.cells().values() for one in periods.values()), Decimal(0))
    if net:
        yield (
            None,
            _alone(other, teller, paths, net, is_apart=bool(own and own.before == own.after)),
        )


def _net(other: _Other, draft: Draft) -> Decimal:
    """By how much a change makes the money more or less that a table states again."""
    return sum(
        (
            sign * move.amount
            for move in draft.moves
            for budget, sign in ((move.taken_from, -1), (move.given_to, 1))
            if budget is not None and other.is_of(Slot(budget.project, budget.source, budget.kind))
        ),
        Decimal(0),
    )


def _alone(other: _Other, teller: Teller, paths: Paths, net: Decimal, *, is_apart: bool) -> Draft:
    """A table that changes though the money that counts does not.

    Args:
        other: the table.
        teller: what says it.
        paths: where it stands.
        net: by how much it changes.
        is_apart: whether what changes falls outside the plan's own period.
    """
    before, after = (_sum(rows) for rows in other.rows)
    share = share_of(net, before)
    named = teller.wording.table(other.table, other.slot)
    text = (
        f"{named[:1].upper()}{named[1:]} {_go(other.table)} from {format_money(before)} to "
        f"{format_money(after)}, by {format_money(abs(net))}{percent(share)}"
    )
    slots = tuple(dict.fromkeys(row.slot for rows in other.rows for row in rows))
    return Draft(
        kind=Kind.DETAIL,
        subject=teller.subject(slots[0]),
        text=text,
        slots=slots,
        paths=paths,
        before=format_money(before),
        after=format_money(after),
        amount=net,
        share=share,
    ).with_again(
        NOWHERE, "none of it falls in the plan's own period" if is_apart else _rests(other)
    )


def _rests(other: _Other) -> str:
    """Say what the money does meanwhile that counts; nothing where nobody can tell."""
    before, after = (_sum(rows) for rows in other.counted)
    rows = other.counted[1] or other.counted[0]
    if not rows or not all(row.is_known for its in other.counted for row in its):
        return ""
    table = rows[0].table
    if before == after:
        return f"{table_name(table)} {stays(table)} at {format_money(after)}"
    return f"{table_name(table)} {_go(table)} from {format_money(before)} to {format_money(after)}"


def _sum(rows: Iterable[MoneyRow]) -> Decimal:
    return sum((row.whole for row in rows), Decimal(0))


def _go(table: Table) -> str:
    return "goes" if stays(table) == "stays" else "go"


def _inside(
    other: _Other, new: Sequence[Draft], told: _Told, *, is_unlike: bool
) -> Iterator[tuple[int | None, Draft]]:
    """Tell what moves between the periods or the kinds of a table, unless it is told already."""
    for kind in dict.fromkeys(draft.kind for draft in new):
        its = [draft for draft in new if draft.kind is kind]
        yield from _of_kind(other, kind, its, told, is_unlike=is_unlike)


def _of_kind(
    other: _Other, kind: Kind, new: Sequence[Draft], told: _Told, *, is_unlike: bool
) -> Iterator[tuple[int | None, Draft]]:
    same = [
        (place, draft)
        for place, draft in told.of(other)
        if draft.kind is kind
        and all(map(other.is_of, draft.slots))
        and len({slot.purse for slot in draft.slots}) == 1
    ]
    if same and _signature(draft for _, draft in same) == _signature(new):
        place, draft = same[0]
        yield place, draft.with_again(joined(*(one.paths for one in new)))
        return
    says_otherwise = kind is not Kind.DETAIL and (is_unlike or _says(other, kind))
    for draft in new:
        yield None, draft.with_again(NOWHERE, _rests(other) if says_otherwise else "")


def _says(other: _Other, kind: Kind) -> bool:
    """Whether the money that counts is divided by kind, or by period, at all."""
    rows = [row for its in other.counted for row in its]
    if kind is Kind.VIREMENT:
        return any(row.slot.kind for row in rows)
    return any(cell.when != IN_ALL for row in rows for cell in row.cells)


def _signature(drafts: Iterable[Draft]) -> dict[tuple[str, str], Decimal]:
    """What each period, or kind, has more or less of in some changes."""
    nets: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for draft in drafts:
        for move in draft.moves:
            for budget, sign in ((move.taken_from, -1), (move.given_to, 1)):
                if budget is not None:
                    kind = "" if draft.kind is Kind.RE_PROFILE else budget.kind
                    period = "" if draft.kind is Kind.VIREMENT else budget.period
                    nets[kind, period] += sign * move.amount
    return {key: net for key, net in nets.items() if net}


def _amounts(rows: tuple[list[MoneyRow], list[MoneyRow]], books: Books) -> Amounts | None:
    """What a table has before and after, and how far the difference may be out by rounding.

    None where there is nothing, or an amount is not known, or falls partly outside that period.
    """
    if not any(rows):
        return None
    terms = [
        [whole_term(row.row, books[which].plan.period) for row in rows[which]] for which in _BOTH
    ]
    known = [[one for one in its if one is not None] for its in terms]
    if any(len(some) < len(its) for some, its in zip(known, terms, strict=True)):
        return None
    before, after = (sum((one.amount for one in its), Decimal(0)) for its in known)
    slack = sum((one.allowance for its in known for one in its), Decimal(0))
    return Amounts(before, after, slack)


def _is_unlike(own: Amounts, counted: Amounts) -> bool:
    """Whether two tables of the same money change by different amounts, rounding apart."""
    apart = own.after - own.before - (counted.after - counted.before)
    return abs(apart) > own.slack + counted.slack


def _named(other: _Other, draft: Draft, wording: Wording) -> str:
    """Name a table beside a change, as far as the change does not name it."""
    if len({slot.purse for slot in draft.slots}) == 1:
        return table_name(other.table)
    if len({slot.project for slot in draft.slots}) == 1 and other.slot.source:
        return f"{table_name(other.table)} from {wording.source(other.slot.source)}"
    return wording.table(other.table, other.slot)


def _disagrees(
    other: _Other,
    named: str,
    own: Amounts,
    counted: Amounts,
) -> str:
    """Say how a table changes otherwise than the money that counts; nothing where it agrees."""
    if not all(other.rows) or not _is_unlike(own, counted):
        return ""
    if own.before == own.after:
        return f"{named} {stays(other.table)} at {format_money(own.after)}"
    go = _go(other.table)
    return f"{named} {go} from {format_money(own.before)} to {format_money(own.after)} instead"
