"""Changes as text for a terminal: side by side where it is wide, else one below the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from riep_plan.compare.comparison import Comparison, Review
from riep_plan.compare.story import Finding, Story, Told, ToldApproval, ToldTotal, tell
from riep_plan.compare.story.kinds import Part
from riep_plan.compare.story.phrases import some
from riep_plan.output.text import Paint, plain
from riep_plan.values.lines import path_lines, wrapped
from riep_plan.values.words import visible_line

__all__ = ["WIDE", "Paint", "plain", "render", "render_part"]

#: From this width on, what was and what is stand side by side.
WIDE = 120
_INDENT = 2
_LABEL, _PLACE_LABEL = 8, 4
_BAR = " │ "
_NARROWEST_NAME = 16
_HEADINGS = ("Total of", "Before", "After", "Difference", "%")


def render(review: Review, *, width: int = 80, paint: Paint = plain) -> str:
    """Show each plan's headline, its changes part by part, and what has to be approved.

    Args:
        review: what changed.
        width: columns to fill; no line is longer.
        paint: gives a piece of text the colour of its part, such as ``added`` or ``path``.
    """
    told = tell(review)
    page = _Page(width, paint)
    title = f"Changes from {visible_line(told.base)} to {visible_line(told.head)}"
    lines = [*page.words(title, role="path")]
    if len(told.stories) != 1:
        lines += page.words(told.headline)
    for story in told.stories:
        lines += ["", *page.story(story)]
    return "".join(f"{line}\n" for line in lines)


def render_part(heading: str, found: Comparison, *, width: int = 80, paint: Paint = plain) -> str:
    """Show what changes in a part of a plan, such as a file, under a heading of its own."""
    page = _Page(width, paint)
    lines = list(page.words(heading, role="path"))
    for story in tell(Review("", "", (found,))).stories:
        lines += page.changes(story)
    return "".join(f"{line}\n" for line in lines)


class _Page:
    """A page of so many columns; every method gives its lines."""

    def __init__(self, width: int, paint: Paint) -> None:
        self._width = width
        self._paint = paint

    def words(
        self, text: str, *, indent: int = 0, more: int = 0, lead: str = "", role: str = ""
    ) -> Iterator[str]:
        """Wrap a text; lines after the first stand ``more`` columns further in."""
        for line in wrapped(text, self._width, lead=" " * indent + lead, more=more):
            yield self._paint(line, role) if role else line

    def _heading(self, text: str) -> list[str]:
        return ["", self._paint(text, "path")]

    def story(self, story: Story) -> Iterator[str]:
        """Tell all of one plan."""
        yield from self.words(f"{story.title} ({story.plan})", role="path")
        yield from self.changes(story)

    def changes(self, story: Story) -> Iterator[str]:
        """Tell what changes in a plan that is named already."""
        yield from self.words(story.headline)
        yield from self._part(story, Part.MONEY)
        yield from self._totals(story.totals)
        for part in (Part.PROMISES, Part.SCOPE, Part.FACTS):
            yield from self._part(story, part)
        yield from self._findings(story)
        yield from self._part(story, Part.WORDING)
        yield from self._approvals("Within limits or approved", story.settled)
        yield from self._approvals("Approval needed", story.waiting)

    def _part(self, story: Story, part: Part) -> Iterator[str]:
        if story.of(part):
            yield from self._heading(part)
        for one in story.of(part):
            yield from self._change(one)

    def _change(self, one: Told) -> Iterator[str]:
        yield from self.words(f"{one.kind}: {one.text}", indent=_INDENT, more=2)
        if one.mark:
            yield from self.words(f"{one.mark}.", indent=_INDENT + 2, lead="! ", role="error")
        if one.approved:
            yield from self.words(f"Approved: {one.approved}.", indent=_INDENT + 2, role="good")
        share = f" ({one.share})" if one.difference and one.share else one.share
        difference = f"{one.difference}{share}"
        if self._width < WIDE:
            yield from self._labelled("before", one.before, "removed")
            yield from self._labelled("after", one.after, "added")
            yield from self._labelled("change", difference)
            yield from self._places(one.was_at, one.is_at)
            return
        stays = one.was_at == one.is_at
        yield from self._side_by_side(replace(one, was_at=(), is_at=()) if stays else one)
        yield from self._labelled("change", difference)
        if stays:
            yield from self._places(one.was_at, one.is_at)

    def _labelled(self, label: str, value: str, role: str = "") -> Iterator[str]:
        if value:
            lead = label.ljust(_LABEL)
            yield from self.words(value, indent=_INDENT + 2, lead=lead, role=role)

    def _places(self, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
        """Say where something stood and stands; once where that is the same."""
        if before == after:
            yield from self._spots(after, "at")
        else:
            yield from self._spots(before, "was")
            yield from self._spots(after, "now")

    def _spots(self, spots: Iterable[str], label: str) -> Iterator[str]:
        lead = f"{' ' * (_INDENT + 2)}{label.ljust(_PLACE_LABEL)}"
        for spot in spots:
            for line in path_lines(spot, self._width, lead=lead):
                yield self._paint(line, "quiet")

    def _side_by_side(self, one: Told) -> Iterator[str]:
        room = (self._width - _INDENT - 2 - len(_BAR)) // 2
        left = self._side("before", one.before, one.was_at, room, "removed")
        right = self._side("after", one.after, one.is_at, room, "added")
        for was, now in zip_longest(left, right, fillvalue=("", "")):
            start = self._painted(was[0].ljust(room), was[1])
            line = f"{' ' * (_INDENT + 2)}{start}{_BAR}{self._painted(*now)}"
            yield line if now[0] else line.rstrip()

    def _painted(self, text: str, role: str) -> str:
        return self._paint(text, role) if text.strip() and role else text

    @staticmethod
    def _side(
        label: str, value: str, spots: Sequence[str], room: int, role: str
    ) -> list[tuple[str, str]]:
        """Give one side's lines with their colours; none where there is nothing on it."""
        lead = label.ljust(_LABEL)
        lines = [(line, role) for line in wrapped(value, room, lead=lead)] if value else []
        for spot in spots:
            at = "" if lines else lead
            lines += [(line, "quiet") for line in path_lines(spot, room, lead=at)]
        return lines

    def _totals(self, totals: Sequence[ToldTotal]) -> Iterator[str]:
        """Set the totals as a table; where that is too narrow, one below the other."""
        if not totals:
            return
        rows: list[tuple[str, ...]] = [_HEADINGS]
        rows += [(t.name, t.before, t.after, t.difference, t.share) for t in totals]
        if not any(one.share for one in totals):
            rows = [row[:-1] for row in rows]
        widths = [max(len(row[place]) for row in rows) for place in range(1, len(rows[0]))]
        room = self._width - _INDENT - sum(widths) - 2 * len(widths)
        yield from self._heading("All changes together")
        if room < _NARROWEST_NAME:
            for one in totals:
                text = f"{one.name}: {one.before} before, {one.after} after, {one.difference}"
                yield from self.words(text, indent=_INDENT, more=2)
            return
        room = min(room, max(len(row[0]) for row in rows))
        for name, *figures in rows:
            first, *others = wrapped(name, room, more=2)
            cells = [cell.rjust(wide) for cell, wide in zip(figures, widths, strict=True)]
            role = "quiet" if name == _HEADINGS[0] else ""
            line = f"{' ' * _INDENT}{first.ljust(room)}  {'  '.join(cells)}".rstrip()
            yield self._painted(line, role)
            yield from (f"{' ' * _INDENT}{other}" for other in others)

    def _findings(self, story: Story) -> Iterator[str]:
        if story.findings:
            yield from self._heading("Findings")
        for one in story.findings:
            yield from self._finding(one)
            yield from self._spots(one.at, "at" if one.is_there else "was")
        if story.moved:
            yield from self._heading(f"{some(len(story.moved), 'finding').capitalize()} moved")
        for one in story.moved:
            yield from self._finding(one)
            yield from self._places(one.at[:1], one.at[1:])

    def _finding(self, one: Finding) -> Iterator[str]:
        role = one.severity if one.is_there else "good"
        text = f"{one.standing}: {one.severity} {one.code} {one.name}"
        yield from self.words(text, indent=_INDENT, more=2, role=role)
        yield from self.words(one.message, indent=_INDENT + 2)

    def _approvals(self, title: str, found: Sequence[ToldApproval]) -> Iterator[str]:
        if found:
            yield from self._heading(title)
        for one in found:
            role = "error" if one.waits else "good"
            text = f"{one.verdict}: {one.by}"
            yield from self.words(text, indent=_INDENT, more=2, role=role)
            yield from self.words(f"{one.kind}: {one.text}", indent=_INDENT + 2)
            yield from self.words(f"{one.reasons} {one.decision}", indent=_INDENT + 2)
            yield from self._spots(one.at, "at")
