"""Short phrases that every format sets: numbers in words, differences, percentages, places."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile

from riep_plan.findings.result import Place
from riep_plan.values.money import format_money
from riep_plan.values.words import listed

_IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENTH = Decimal("0.1")
#: How many stretches of lines of one file are named.
_MOST_STRETCHES = 4
#: How much unchanged text stands before and after what changed.
_CONTEXT = 40


def number(many: int) -> str:
    """Write a whole number as prose does: in words up to nine."""
    return _IN_WORDS[many] if 0 <= many < len(_IN_WORDS) else f"{many:,}"


def some(many: int, noun: str, plural: str | None = None) -> str:
    """Write a number of things as prose does: ``one target``, ``12 targets``."""
    return f"{number(many)} {noun if many == 1 else plural or noun + 's'}"


def signed(amount: Decimal) -> str:
    """Write pounds more or less: ``+£20,000``, ``-£500``, ``£0``."""
    return f"{'+' if amount > 0 else ''}{format_money(amount)}"


def percent(share: Decimal | None, *, with_sign: bool = False) -> str:
    """Write a percentage to a tenth, half up: ``12.5%``; nothing where there is none."""
    if share is None:
        return ""
    rounded = share.quantize(_TENTH, rounding=ROUND_HALF_UP)
    sign = "-" if share < 0 else "+" if with_sign and share > 0 else ""
    if not rounded and share:
        return f"under {sign}0.1%"
    whole = rounded == rounded.to_integral_value()
    return f"{sign}{abs(rounded):,{'.0f' if whole else '.1f'}}%"


def of_before(difference: Decimal, before: Decimal | None) -> Decimal | None:
    """Give a difference as a percentage of what was there; None where nothing was."""
    return difference / abs(before) * 100 if before else None


def days_moved(days: int) -> str:
    """Say by how much a date moved: ``30 days later``, ``one day earlier``, ``the same day``."""
    if not days:
        return "the same day"
    return f"{some(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def spots(places: Iterable[Place]) -> tuple[str, ...]:
    """Write places as ``file:line``, each file once: ``plan.yaml:41``, ``plan.yaml:41–43, 50``."""
    lines: dict[str, set[int]] = {}
    for place in places:
        found = lines.setdefault(place.file, set())
        if place.span is not None:
            found.add(place.span.line)
    return tuple(f"{file}{_numbers(sorted(found))}" for file, found in lines.items())


def shared_folder(files: Iterable[str]) -> str:
    """Give the folder that files have in common, with its slash; empty where they have none."""
    shared: list[str] | None = None
    for file in files:
        steps = file.split("/")[:-1]
        held = steps if shared is None else shared
        same = (pair[0] == pair[1] for pair in zip(held, steps, strict=False))
        shared = held[: sum(takewhile(bool, same))]
    return "".join(f"{step}/" for step in shared or ())


def _numbers(lines: Sequence[int]) -> str:
    stretches = list(_stretches(lines))
    shown = ", ".join(
        f"{first}–{last}" if last > first else f"{first}"
        for first, last in stretches[:_MOST_STRETCHES]
    )
    more = sum(last - first + 1 for first, last in stretches[_MOST_STRETCHES:])
    left = f" and {some(more, 'more line', 'more lines')}" if more else ""
    return f":{shown}{left}" if shown else ""


def _stretches(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = None
    for place, line in enumerate(lines):
        first = line if first is None else first
        if place + 1 == len(lines) or lines[place + 1] != line + 1:
            yield first, line
            first = None


def excerpts(before: str, after: str, room: int) -> tuple[str, str]:
    """Cut two texts that are alike to where they differ, each to about so many characters.

    A text that is short enough, or that has no other beside it, keeps its beginning.
    """
    old, new = before.split(), after.split()
    shared = min(len(old), len(new))
    head = next((at for at in range(shared) if old[at] != new[at]), shared)
    tail = next((at for at in range(shared - head) if old[-1 - at] != new[-1 - at]), shared - head)
    return _around(old, head, tail, room), _around(new, head, tail, room)


def _around(words: Sequence[str], head: int, tail: int, room: int) -> str:
    """Keep the words that differ, and some on either side."""
    whole = " ".join(words)
    if len(whole) <= room:
        return whole
    lead, trail = " ".join(words[:head]), " ".join(words[len(words) - tail :])
    start = len(lead) - _CONTEXT if len(lead) > _CONTEXT else 0
    stop = len(whole) - (len(trail) - _CONTEXT if len(trail) > _CONTEXT else 0)
    stop = min(stop, start + room)
    cut = whole[start:stop].strip()
    return f"{'…' if start else ''}{cut}{'…' if stop < len(whole) else ''}"


def in_a_row(clauses: Sequence[str]) -> str:
    """Join clauses that may hold an ``and`` of their own: ``a and b``, ``a, b, and c``."""
    if len(clauses) > 2:  # noqa: PLR2004  two need no comma
        return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"
    return listed(clauses)


def definite(body: str) -> str:
    """Name a role or body within a sentence: ``the Board``, unless it says so itself."""
    said = body.strip() or "board"
    first = said.split()[0].lower()
    return said if first in ("the", "a", "an", "any", "each", "both", "all") else f"the {said}"


def possessive(body: str) -> str:
    """Say whose: ``the Board's``, ``the members'``."""
    named = definite(body)
    return f"{named}'" if named.endswith("s") else f"{named}'s"
