"""What a history tells: each commit in words, for every format to set in its way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from riep_plan.compare.change import Difference
from riep_plan.compare.history import Entry, History
from riep_plan.compare.story.headline import headline
from riep_plan.compare.story.phrases import excerpts, signed, some
from riep_plan.compare.story.telling import NO_TOTAL
from riep_plan.compare.versions.git import Commit
from riep_plan.findings.finding import Path
from riep_plan.values.money import format_money
from riep_plan.values.words import sentence

#: So many characters of a commit's id name it.
_SHORT = 8
#: So many changes of what is asked about are told of a commit; the others are counted.
_MOST_CHANGES = 12
_LONGEST_TEXT = 600
#: What stands where no commit is.
NOT_COMMITTED = "uncommitted"
#: Why nobody can say what the first commit of a copy without its history changed.
CUT_OFF = (
    "This copy of the repository has no history before this commit: it was so then, or became so. "
    "`git fetch --unshallow` gets the rest."
)


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """A commit as it is told; no text of it is made safe yet.

    Attributes:
        day: the day it was committed; empty for what is not committed.
        commit: its id, short; or that it is not committed.
        author: its author's name.
        subject: its first line.
        text: what it changed, in sentences.
        was: the value asked about before it; empty where there was none, or several changed.
        now: that value after it.
        values: each value asked about that it changed, before and after, in words.
        total: the plan's total after it.
        difference: by how much it changed that; empty where it did not.
        decisions: the decisions that approve it, and what it records of decisions, in sentences.
    """

    day: str
    commit: str
    author: str
    subject: str
    text: str
    was: str
    now: str
    values: tuple[str, ...]
    total: str
    difference: str
    decisions: tuple[str, ...]


def short(commit: Commit) -> str:
    """Name a commit as people do."""
    return commit.id[:_SHORT] or NOT_COMMITTED


def tell_entry(entry: Entry, of: Path = ()) -> ToldEntry:
    """Tell what a commit did to a plan, or to what is asked about."""
    total = next((one for one in entry.comparison.effects if not one.of and not one.kind), None)
    is_counted = total is not None and bool(total.difference) and not entry.is_cut_off
    one = entry.values[0] if len(entry.values) == 1 else None
    return ToldEntry(
        entry.commit.day,
        short(entry.commit),
        entry.commit.author,
        entry.commit.subject,
        " ".join(_sentences(entry) if of else _whole(entry)),
        one.before.text if one and one.before else "",
        one.after.text if one and one.after else "",
        tuple(_values(entry, of)),
        NO_TOTAL if entry.total is None else format_money(entry.total),
        signed(total.difference) if total and is_counted else "",
        (
            *(sentence(f"Approved: {one}") for one in entry.approved),
            *(sentence(f"Recorded: {one}") for one in entry.recorded),
        ),
    )


def _values(entry: Entry, of: Path) -> Iterator[str]:
    """Write each value before and after; those that came or went with the plan are only counted."""
    several = len(entry.values) > 1
    if several and (entry.comparison.is_new or entry.comparison.is_gone):
        return
    for one in entry.values[:_MOST_CHANGES]:
        was, now = (leaf.text if leaf else "nothing" for leaf in (one.before, one.after))
        was, now = excerpts(was, now, _LONGEST_TEXT)
        name = f"{'/'.join(one.key[len(of) :])}: " if several else ""
        yield f"{name}{was} → {now}"
    if len(entry.values) > _MOST_CHANGES:
        yield f"and {some(len(entry.values) - _MOST_CHANGES, 'other value')}"


def asked(of: Path, value: str) -> str:
    """Name what is asked about, and how it stands now."""
    what = "/".join(of) or "The plan"
    return f"{what} is {value} now" if value else what


def opening(told: History) -> str:
    """Say what a history is of, how things stand, and how much there is of it."""
    many = some(len(told.entries), "change")
    order = ", the latest first" if len(told.entries) > 1 else ""
    return f"{asked(told.of, told.value)}: {many}{order}."


def _whole(entry: Entry) -> Iterator[str]:
    yield CUT_OFF if entry.is_cut_off else headline(entry.comparison)


def _sentences(entry: Entry) -> Iterator[str]:
    found = entry.comparison
    if entry.is_cut_off:
        yield CUT_OFF
        return
    if found.unread:
        yield sentence(found.unread)
    if found.is_new or found.is_gone:
        verb = "The plan is new" if found.is_new else "The plan is taken out"
        yield f"{verb}, and {_holding(entry.values)} with it."
    texts = list(dict.fromkeys(one.change.text for one in found.changes))
    for text in texts[:_MOST_CHANGES]:
        yield sentence(excerpts(text, "", _LONGEST_TEXT)[0])
    if len(texts) > _MOST_CHANGES:
        yield f"And {some(len(texts) - _MOST_CHANGES, 'other change')}."


def _holding(values: Sequence[Difference]) -> str:
    found = list(chain.from_iterable((one.before, one.after) for one in values))
    many = sum(leaf is not None for leaf in found)
    return "this" if many == 1 else f"{some(many, 'value')} here"
