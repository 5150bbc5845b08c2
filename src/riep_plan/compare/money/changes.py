"""Every amount that moved between two versions of a plan, as changes in words."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from riep_plan.compare.change import Change, Difference, Renaming
from riep_plan.compare.money.again import again
from riep_plan.compare.money.apart import apart
from riep_plan.compare.money.cells import Names, Slot, read_book
from riep_plan.compare.money.draft import Draft, stated
from riep_plan.compare.money.leftover import leftover
from riep_plan.compare.money.levels import divided
from riep_plan.compare.money.lines import between_lines
from riep_plan.compare.money.moved import Moved, counted_rows, moved
from riep_plan.compare.money.routes import transfer
from riep_plan.compare.money.sentences import Teller
from riep_plan.compare.money.words import Wording
from riep_plan.model import Plan


def money_changes(
    before: Plan, after: Plan, differences: Sequence[Difference], renamed: Sequence[Renaming] = ()
) -> list[Change]:
    """Say what every amount did that moved.

    What grows, less what is cut, is by how much the plan's total changes; what is re-profiled or
    moved adds nothing to it. Amounts in tables of their own, such as what a source has or what a
    project asks for, are none of that total: they are details, with their amount.

    Args:
        before: the earlier version.
        after: the later version.
        differences: every value that differs; those of money are put to the changes.
        renamed: the parts that have another id now.
    """
    names = Names(renamed)
    books = read_book(before, names), read_book(after)
    wording = Wording(*books)
    order = ordering(names)
    found = moved(*counted_rows(*books))
    drafts = list(_counted(found, wording, order))
    drafts = again(drafts, books, wording, order)
    drafts += between_lines(*books, names, wording, order)
    drafts += apart(before, after, names, wording)
    changes = stated(drafts, differences)
    return [*changes, *leftover(changes, differences, books, wording)]


def ordering(names: Names) -> Callable[[Slot], Any]:
    """Give what budgets are sorted by: ids, whichever of the two versions is the earlier."""

    def order(slot: Slot) -> Any:  # noqa: ANN401  whatever sorts
        return (
            names.order(("projects", slot.project)),
            names.order(("funding", slot.source)),
            slot.kind,
        )

    return order


def _counted(found: Moved, wording: Wording, order: Callable[[Slot], Any]) -> Iterator[Draft]:
    """Give the changes of the money that counts, the plan's total last."""
    teller = Teller(found, wording)
    division = divided(found.cells(), order)
    for (less, more), pairs in division.between.items():
        yield transfer(teller, less, more, pairs)
    for slot, periods in division.rest.items():
        yield teller.rest(slot, sorted(periods.items()))
    for slot, pairs in division.within.items():
        yield teller.re_profile(slot, pairs)
    for slot, unknown in sorted(found.unknown.items(), key=lambda item: order(item[0])):
        for is_gained in (True, False):
            its = [one for one in unknown if (one.is_gained) == is_gained]
            if its:
                yield teller.confirmed(slot, its)
    for slot, pairs in division.spread.items():
        yield teller.spread(slot, pairs)
