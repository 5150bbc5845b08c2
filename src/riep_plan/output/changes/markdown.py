"""Changes as Markdown: one comment that a reviewer can decide on in two minutes.

First what the change does and who must agree to it, then the tables, then the rest folded away.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from riep_plan.compare.comparison import Review
from riep_plan.compare.story import Finding, Story, Told, ToldApproval, tell
from riep_plan.compare.story.kinds import Part
from riep_plan.output._comment import (
    LONGEST,
    Piece,
    cell,
    code,
    code_cell,
    evened,
    fitting,
    folded,
    line,
    listing,
)

#: Parts that are folded away: a reviewer need not read them to decide.
_FOLDED = (Part.FACTS, Part.WORDING)
#: So many findings are read at a glance; the others are folded away.
_MOST_FINDINGS = 10


def render(review: Review, *, longest: int = LONGEST) -> str:
    """Give headlines and approvals of all plans, then each plan's tables, then what is folded.

    What does not fit is left out, from the end, and the text says how much that is.

    Args:
        review: what changed.
        longest: how many characters there may be, with some hundred more for the closing lines.
    """
    told = tell(review)
    pieces = [Piece(f"### What changes from {code(told.base)} to {code(told.head)}\n")]
    pieces += _headlines(told.headline, told.stories)
    pieces += _waiting(told.stories)
    several = len(told.stories) > 1
    for story in told.stories:
        pieces += _open(story, is_alone=not several)
    for story in told.stories:
        pieces += _closed(story, f"{story.title}: " if several else "")
    return fitting(evened(pieces, longest), longest)


def _headlines(overall: str, stories: Sequence[Story]) -> Iterator[Piece]:
    if len(stories) == 1:
        (one,) = stories
        yield Piece(f"\n**{cell(one.title)}** ({code(one.plan)})\n\n{line(one.headline)}\n", 1)
        return
    yield Piece(f"\n{line(overall)}\n")
    rows = (
        f"- **{cell(one.title)}** ({code(one.plan)}): {cell(one.headline)}\n" for one in stories
    )
    yield from listing("\n", rows)


def _waiting(stories: Sequence[Story]) -> list[Piece]:
    """Set what stands in the way, of all plans."""
    several = len(stories) > 1
    head = [*(["plan"] if several else []), "what", "who", "why", "what is missing", "where"]
    rows = [
        _row([*([code_cell(story.plan)] if several else []), *_approval_cells(story, one)])
        for story in stories
        for one in story.waiting
    ]
    return listing(f"\n#### Approval needed\n\n{_head(head)}", rows)


def _approval_cells(story: Story, one: ToldApproval) -> list[str]:
    missing = f"**{one.verdict}.** {cell(one.decision)}"
    return [
        f"**{one.kind}.** {cell(one.text)}",
        cell(one.by),
        cell(one.reasons),
        missing,
        _codes(story, one.at),
    ]


def _open(story: Story, *, is_alone: bool) -> list[Piece]:
    """Set what a reviewer reads to decide, under a heading of its own where there are others."""
    level = "####" if is_alone else "#####"
    pieces = [
        *_table(story, Part.MONEY, f"\n{level} {Part.MONEY}\n\n"),
        *_totals(story),
        *_table(story, Part.PROMISES, f"\n{level} {Part.PROMISES}\n\n"),
        *_table(story, Part.SCOPE, f"\n{level} {Part.SCOPE}\n\n"),
        *_findings(story, story.findings[:_MOST_FINDINGS], f"\n{level} Findings\n\n"),
    ]
    folder = f"\nPlaces are in {code(story.folder)}.\n" if story.folder else ""
    if pieces and is_alone:
        return [Piece(folder), *pieces] if folder else pieces
    return _headed(f"\n#### {cell(story.title)} ({code(story.plan)})\n{folder}", pieces)


def _headed(opening: str, pieces: list[Piece]) -> list[Piece]:
    if not pieces:
        return []
    first, *others = pieces
    return [Piece(f"{opening}{first.text}", first.rows), *others]


def _closed(story: Story, whose: str) -> Iterator[Piece]:
    """Set what is folded away."""
    others = story.findings[_MOST_FINDINGS:]
    title = f"{whose}More findings ({len(others):,})"
    yield from folded(title, _findings(story, others, "\n"))
    settled = [_row(_approval_cells(story, one)) for one in story.settled]
    head = f"\n{_head(['what', 'who', 'why', 'decision', 'where'])}"
    yield from folded(
        f"{whose}Within limits or approved ({len(settled):,})", listing(head, settled)
    )
    for part in _FOLDED:
        title = f"{whose}{part} ({len(story.of(part)):,})"
        yield from folded(title, _table(story, part, "\n"))
    title = f"{whose}Findings that only moved ({len(story.moved):,})"
    yield from folded(title, _findings(story, story.moved, "\n"))


def _table(story: Story, part: Part, opening: str) -> list[Piece]:
    """Set the changes of a part as a table, without the columns that nothing stands in."""
    changes = story.of(part)
    kept = [column for column in _COLUMNS if any(column[1](one) for one in changes)]
    head = _head(
        [*(title for title, *_ in kept), "where"], [*(numeric for *_, numeric in kept), False]
    )
    rows = (_row([*(told(one) for _, told, _ in kept), _where(story, one)]) for one in changes)
    return listing(f"{opening}{head}", rows)


def _what(one: Told) -> str:
    mark = f" **{cell(one.mark)}.**" if one.mark else ""
    approved = f" Approved: {cell(one.approved)}." if one.approved else ""
    return f"**{one.kind}.** {cell(one.text)}{mark}{approved}"


def _where(story: Story, one: Told) -> str:
    was, now = _codes(story, one.was_at), _codes(story, one.is_at)
    if was == now or not was:
        return now
    return f"was {was}<br>now {now}" if now else f"was {was}"


#: Each column of a part: its heading, what stands in it, whether it holds figures.
_COLUMNS: tuple[tuple[str, Callable[[Told], str], bool], ...] = (
    ("what", _what, False),
    ("before", lambda one: cell(one.before), False),
    ("after", lambda one: cell(one.after), False),
    ("difference", lambda one: cell(one.difference), True),
    ("%", lambda one: cell(one.share), True),
)


def _totals(story: Story) -> list[Piece]:
    has_share = any(one.share for one in story.totals)
    titles = ["total of", "before", "after", "difference", *(["%"] if has_share else [])]
    head = _head(titles, [False, *(True for _ in titles[1:])])
    rows = (
        _row(
            [cell(one.name), one.before, one.after, one.difference, cell(one.share)][: len(titles)]
        )
        for one in story.totals
    )
    return listing(f"\nAll changes together:\n\n{head}", rows)


def _findings(story: Story, found: Iterable[Finding], opening: str) -> list[Piece]:
    rows = (
        _row(
            [
                one.standing,
                f"{one.severity} **{one.code}** {cell(one.message)}",
                _codes(story, one.at),
            ]
        )
        for one in found
    )
    return listing(f"{opening}{_head(['', 'what is wrong', 'where'])}", rows)


def _codes(story: Story, spots: Iterable[str]) -> str:
    return "<br>".join(code_cell(story.within(spot)) for spot in spots)


def _head(titles: Sequence[str], numeric: Sequence[bool] = ()) -> str:
    marks = ["---:" if is_figure else "---" for is_figure in numeric] or ["---"] * len(titles)
    return _row(titles) + _row(marks)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
