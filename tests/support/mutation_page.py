"""The page that publishes the mutation trial: docs/mutation.md."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.support.cells import table
from tests.support.dependence import OPEN, PRINTED, ROUNDING, UNCERTAIN, WORDS
from tests.support.mutations import AMOUNTS, DATES, FAMILIES
from tests.support.repairs import ROOT

PAGE = ROOT / "docs" / "mutation.md"
REPORTED = "reported"
WHOLE = "amounts and numbers"
_EXAMPLE = 150

_HEADS = "change | tried | depended on | of these reported | share | reported of all tried"


@dataclass(frozen=True)
class Trial:
    """What came of one change.

    Attributes:
        plan: the plan's id.
        family: the family of the change.
        change: the change, in words.
        at: where it is.
        reason: what it is at odds with; empty where nothing depends on it.
        seen: ``reported``, ``reported elsewhere`` or ``not reported``.
        codes: the rules that reported it.
    """

    plan: str
    family: str
    change: str
    at: tuple[str, ...]
    reason: str
    seen: str
    codes: tuple[str, ...]

    @property
    def is_depended_on(self) -> bool:
        """Whether the plan alone shows that something is wrong."""
        return self.reason not in UNCERTAIN

    @property
    def is_reported(self) -> bool:
        """Whether a finding stands at the change, or where it shows."""
        return self.seen == REPORTED


#: Kinds of change that something depends on and that no rule reports, with what tells them.
KNOWN: dict[str, Callable[[Trial], bool]] = {
    "A benefit in per cent, or as a bare number, against its own words: EFF02 compares pounds "
    "alone, since words may have a percentage of something else": lambda one: (
        one.reason == WORDS and "benefits" in one.at
    ),
    "A baseline or target against words that may tell a change or a rate beside it, such as “503 "
    "additional placements”: IND24 leaves such words alone": lambda one: (
        one.reason == WORDS and bool({"baseline", "target"} & set(one.at))
    ),
    "A date against how it is printed elsewhere: no rule reads a printed date": lambda one: (
        one.reason == PRINTED and one.family in DATES
    ),
}


def page(trials: Sequence[Trial], listed: int) -> str:
    """Write the page.

    Args:
        trials: the changes that were tried.
        listed: how many there are in all.
    """
    plans = sorted({one.plan for one in trials})
    parts = [_opening(trials, listed), "## All five plans\n", _table(trials)]
    for plan in plans:
        parts += [f"## {plan}\n", _table([one for one in trials if one.plan == plan])]
    parts += [_missed(trials), _unknowable(trials)]
    return "\n".join(parts)


def _opening(trials: Sequence[Trial], listed: int) -> str:
    sampled = (
        f"There are {listed:,} such changes; {len(trials):,} of them were tried, a sample that is "
        "the same every time."
        if len(trials) < listed
        else f"All {listed:,} such changes were tried."
    )
    return f"""# What one wrong figure shows

The five plans in `plans/` were put right (`tests/plans/repairs/`), so that they give no error and
no warning. Then one thing was changed at a time, and the plan judged again.

{sampled}

A change is *depended on* when the plan is at odds with itself after it: a sum that held no longer
does, by more than the figures of it are rounded; a figure differs from its own words, from what is
printed for it elsewhere or from its parts; a name names nothing, or nothing names what must be
named; a date leaves the plan or its calendar, or stands after what follows it. A change is
*reported* when riep finds something that it did not find before, at the change, at what holds or
names it, or at a figure of the sum that it breaks. What a sum is, and how far it may be rounded,
is taken from riep's own list of the sums that a plan states; the last column does without that: it
has every change, whether or not anything depends on it.

This page is written by `make mutation`. Do not edit it by hand.
"""


def _table(trials: Sequence[Trial]) -> str:
    rows = [(family, [one for one in trials if one.family == family]) for family in FAMILIES]
    figures = [one for one in trials if one.family in AMOUNTS]
    rows = [(name, tried) for name, tried in rows if tried]
    rows += [(f"**{WHOLE}**", figures), ("**all changes**", list(trials))]
    return table(_HEADS, (_row(name, tried) for name, tried in rows))


def _row(name: str, trials: Sequence[Trial]) -> tuple[str, ...]:
    wanted = [one for one in trials if one.is_depended_on]
    told = sum(one.is_reported for one in wanted)
    in_all = sum(one.is_reported for one in trials)
    return (
        name,
        f"{len(trials):,}",
        f"{len(wanted):,}",
        f"{told:,}",
        _share(told, len(wanted)),
        _share(in_all, len(trials)),
    )


def _share(part: int, whole: int) -> str:
    """Write a share to a tenth of a per cent, never rounded up."""
    return f"{part * 1000 // whole / 10:.1f}%" if whole else "–"


def _missed(trials: Iterable[Trial]) -> str:
    missed = [one for one in trials if one.is_depended_on and not one.is_reported]
    heads = "what it is at odds with | change | how many | told elsewhere | for example"
    rows = _groups(missed, lambda one: (one.reason, one.family))
    kinds = "".join(f"- {words}.\n" for words in KNOWN)
    return (
        "## Depended on, and not reported\n\n"
        + (table(heads, rows) if missed else "Nothing of what was tried.\n")
        + f"\nKinds of change that are known not to be reported, tried or not:\n\n{kinds}"
    )


def _groups(
    trials: Iterable[Trial], key: Callable[[Trial], tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    groups: dict[tuple[str, str], list[Trial]] = defaultdict(list)
    for one in trials:
        groups[key(one)].append(one)
    for names, found in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        elsewhere = sum(one.seen != "not reported" for one in found)
        yield (*names, f"{len(found):,}", f"{elsewhere:,}", _example(found[0]))


def _example(one: Trial) -> str:
    words = " ".join(one.change.split())
    short = words if len(words) <= _EXAMPLE else f"{words[:_EXAMPLE]}…"
    return f"{one.plan}: {short}"


_MONEY = {
    *("spend", "stated", "efficiencies", "allocation", "requested", "budget", "payments", "cost"),
    *("funding", "additional_funding", "amount", "cost_alone", "saving", "value"),
}
_MEASURES = {"baseline", "target"}

#: What nobody can know from the plan alone, in the order in which it is looked for.
_KINDS: tuple[tuple[str, Callable[[Trial], bool]], ...] = (
    (
        "An amount changed by less than its total is rounded, in a document in £k or £m",
        lambda one: one.reason == ROUNDING,
    ),
    (
        "An amount made less in a sum that has an amount to be confirmed, which may be the rest",
        lambda one: one.reason == OPEN,
    ),
    (
        "A text, note or name that nothing refers to, deleted",
        lambda one: one.family == "a key deleted" and not _has(one, _MONEY | _MEASURES),
    ),
    (
        "An amount, or what holds one, deleted where no sum is stated over it",
        lambda one: one.family == "a key deleted",
    ),
    (
        "A reference to another thing of the same kind, which may be what was meant",
        lambda one: one.family == "a reference to another",
    ),
    (
        "A date moved within the plan and its calendar, or where the plan has none",
        lambda one: one.family in DATES,
    ),
    (
        "A baseline or target that no words, parts or second statement repeat",
        lambda one: one.family in AMOUNTS and _has(one, _MEASURES),
    ),
    (
        "A page, agenda item or reference number, or how many an assessment counted",
        lambda one: one.family in AMOUNTS and not _has(one, _MONEY | {"evidence"}),
    ),
    (
        "A cell of a table of evidence that the table does not add up",
        lambda one: one.family in AMOUNTS and _has(one, {"evidence"}),
    ),
    (
        "An amount stated once, with no total and no other statement of it",
        lambda one: one.family in AMOUNTS,
    ),
    (
        "Two values swapped that every sum counts alike",
        lambda one: one.family == "two values swapped",
    ),
    (
        "An entry given twice that holds no amount, in other words or of another thing",
        lambda _: True,
    ),
)


def _has(one: Trial, steps: set[str]) -> bool:
    return bool(steps.intersection(one.at))


def kind_of(one: Trial) -> str:
    """Say in plain words why a change cannot be known from the plan alone."""
    return next(words for words, fits in _KINDS if fits(one))


def _unknowable(trials: Iterable[Trial]) -> str:
    unseen = [one for one in trials if not one.is_depended_on and not one.is_reported]
    counts = Counter(kind_of(one) for one in unseen)
    first = {kind_of(one): one for one in reversed(unseen)}
    rows = (
        (words, f"{counts[words]:,}", _example(first[words]))
        for words, _ in _KINDS
        if counts[words]
    )
    return (
        "## What cannot be known from the plan alone\n\n"
        "These changes leave a plan that is as consistent as before; only the document, or "
        "somebody who knows, can tell. (Prose is not changed in the trial: what a sentence should "
        "say is of this kind, except where it quotes a figure.)\n\n"
        + table("what was changed | how many | for example", rows)
    )


def published() -> dict[str, dict[str, tuple[int, int, int, str]]]:
    """Read the page's tables: by heading and change, the tried, depended on, reported, share."""
    found: dict[str, dict[str, tuple[int, int, int, str]]] = {}
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, _, body = section.partition("\n")
        rows = re.findall(
            r"^\| ([^|]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| (\S+) \|", body, re.MULTILINE
        )
        if rows:
            found[heading] = {
                name.strip("*"): (_count(tried), _count(wanted), _count(told), share)
                for name, tried, wanted, told, share in rows
            }
    return found


def _count(text: str) -> int:
    return int(text.replace(",", ""))
