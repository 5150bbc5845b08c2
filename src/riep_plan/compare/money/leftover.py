"""Values of money that differ and are no money that moved: stated totals, confirmations."""

from collections.abc import Iterator, Mapping, Sequence

from riep_plan.compare.change import Change, Difference, Kind
from riep_plan.compare.classify.subject import Subject, subject_of
from riep_plan.compare.money.cells import Book
from riep_plan.compare.money.words import Wording, within
from riep_plan.findings.finding import Path
from riep_plan.model.profile import TOTAL
from riep_plan.values.words import sentence


def leftover(
    changes: Sequence[Change],
    differences: Sequence[Difference],
    books: tuple[Book, Book],
    wording: Wording,
) -> Iterator[Change]:
    """Give the values of money that no change accounts for, each as it was and is.

    Such are the totals stated beside their periods, amounts that are confirmed and stay the same,
    and amounts that different lines of one budget have exchanged.
    """
    told = {id(one) for change in changes for one in (*change.differences, *change.also)}
    names = _names(books, wording)
    for one in differences:
        if id(one) not in told and subject_of(one) is Subject.MONEY:
            yield _change(one, names)


def _names(books: tuple[Book, Book], wording: Wording) -> Mapping[Path, str]:
    """What each row is called, by its path and that of its kind."""
    rows = [row for book in books for row in book.rows]
    return {at: wording.row(row) for row in rows for at in (row.row.at, row.kind_at)}


def _change(one: Difference, names: Mapping[Path, str]) -> Change:
    at = one.leaf.at
    is_alone = at in names
    named = names.get(at) or names.get(at[:-1]) or "an amount"
    is_total = not is_alone and at[-1] == TOTAL
    period = within("" if is_alone or is_total else at[-1])
    before = one.before.text if one.before else ""
    after = one.after.text if one.after else ""
    what = f"the stated total of {named}" if is_total else f"{named}{period}"
    if one.before is None:
        text = f"{what} is stated now: {after}"
    elif one.after is None:
        text = f"{what} is no longer stated: it was {before}"
    else:
        text = f"{what}: {before} becomes {after}"
    kind = Kind.STATED if is_total else Kind.DETAIL
    return Change(kind, one.key, sentence(text), (one,), before, after)
