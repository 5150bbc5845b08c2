"""RAG over quarters: a grid of projects and quarters, with the words in the cells."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from riep_plan.report.charts.chart import Chart, Words, nothing_to_show
from riep_plan.report.charts.labels import named, plain
from riep_plan.report.tables import table, words
from riep_plan.values.words import count, listed

#: What a cell says where no return was received.
NO_RETURN = "none"
_WORST_FIRST = ("RED", "AMBER", "GREEN")
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class RagRow:
    """A project's RAG in each quarter: RED, AMBER, GREEN or another word; None is no return."""

    project: str
    ratings: tuple[str | None, ...]


def rag_word(rating: str | None) -> str:
    """Write a rating as the grid and its table show it."""
    return NO_RETURN if rating is None else plain(rating).upper()


def rag_over_quarters(
    id_: str, title: str, quarters: Sequence[str], rows: Sequence[RagRow]
) -> Chart:
    """Draw each project's RAG by quarter.

    Args:
        id_: an id that no other part of the page has.
        title: of the chart and its table.
        quarters: in order.
        rows: the projects in order, each with a rating for each quarter.
    """
    heads, projects = tuple(quarters), tuple(rows)
    cells = [(one.project, *map(rag_word, one.ratings)) for one in projects]
    shown = table(title, words("Project", *heads), cells)
    if not projects or not heads:
        return nothing_to_show(id_, title, shown)

    def draw(said: Words) -> str:
        from riep_plan.report.charts.drawing.rag import draw_grid

        return draw_grid(heads, projects, said)

    return Chart(id_, title, _words(heads, projects), shown, draw)


def _words(quarters: Sequence[str], rows: Sequence[RagRow]) -> str:
    """Say how many stand where in the last quarter, which are RED, and what changed."""
    now = [rag_word(one.ratings[-1]) for one in rows]
    counts = Counter(now)
    others = sorted(set(counts) - {*_WORST_FIRST, NO_RETURN})
    present = [one for one in (*_WORST_FIRST, *others) if counts[one]]
    parts = [f"{counts[one]} {one}" for one in present]
    if counts[NO_RETURN]:
        parts.append(f"{counts[NO_RETURN]} without a return")
    found = [f"{plain(quarters[-1])}: {count(len(rows), 'project')}, {listed(parts)}."]
    red = [named(one.project) for one, word in zip(rows, now, strict=True) if word == "RED"]
    if red:
        more = [f"{len(red) - _MOST_NAMED} more"] if len(red) > _MOST_NAMED else []
        found.append(f"RED: {listed([*red[:_MOST_NAMED], *more])}.")
    if len(quarters) > 1:
        found.append(_changes(plain(quarters[-2]), rows))
    return " ".join(found)


def _changes(before: str, rows: Sequence[RagRow]) -> str:
    moves = Counter(_move(one) for one in rows)
    return f"Since {before}: {moves[1]} better, {moves[-1]} worse."


def _move(row: RagRow) -> int:
    """Say whether a project stands better (1) or worse (-1) than a quarter ago."""
    before, now = (rag_word(one) for one in row.ratings[-2:])
    if before not in _WORST_FIRST or now not in _WORST_FIRST:
        return 0
    gap = _WORST_FIRST.index(now) - _WORST_FIRST.index(before)
    return (gap > 0) - (gap < 0)
