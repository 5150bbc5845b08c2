"""What the page of changes shows: the telling of a review as headings, sentences and tables."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from riep_plan.compare.story import Finding, Story, Telling, Told, ToldApproval
from riep_plan.compare.story.kinds import Part
from riep_plan.compare.story.phrases import some
from riep_plan.report.tables import Column, Table, figures, table, without_empty, words
from riep_plan.values.words import sentence, visible_line


class StoryView:
    """One plan of a review."""

    def __init__(self, story: Story, place: int, *, is_alone: bool) -> None:
        """Take what is told of a plan, its place in the review, and whether it is the only one."""
        self._story = story
        self._whose = "" if is_alone else f" ({visible_line(story.plan)})"
        self.id = f"plan-{place}"
        self.title = visible_line(f"{story.title} ({story.plan})")
        self.headline = visible_line(story.headline)

    @property
    def folder(self) -> str:
        """Where every place is, in a sentence; empty where they have no folder in common."""
        folder = visible_line(self._story.folder)
        return f"Places are in {folder}, as file and line." if folder else ""

    @property
    def warning(self) -> str:
        """That changes wait for approval; empty where none does."""
        waiting = len(self._story.waiting)
        verb = "needs" if waiting == 1 else "need"
        said = f"{some(waiting, 'change')} {verb} an approval that the plan does not have."
        return sentence(said) if waiting else ""

    @cached_property
    def waiting(self) -> Table:
        """Approvals that stand in the way."""
        return self._approvals("Approval needed", "What is missing", self._story.waiting)

    @cached_property
    def settled(self) -> Table:
        """Approvals that do not."""
        return self._approvals("Within limits or approved", "Decision", self._story.settled)

    @cached_property
    def parts(self) -> list[Table]:
        """What changed, as far as a reviewer decides on it; totals below the money."""
        return [
            self._part(Part.MONEY),
            self.totals,
            self._part(Part.PROMISES),
            self._part(Part.SCOPE),
            self._part(Part.FACTS),
        ]

    @property
    def wording(self) -> Table:
        """What is worded otherwise."""
        return self._part(Part.WORDING)

    @property
    def totals(self) -> Table:
        """The totals that all changes together change."""
        rows = [
            [visible_line(one.name), one.before, one.after, one.difference, one.share]
            for one in self._story.totals
        ]
        columns = (*words("Total of"), *figures("Before", "After", "Difference", "%"))
        return without_empty(self._table("All changes together", columns, rows))

    @property
    def findings(self) -> list[Table]:
        """Findings that are new or cleared, and those that only stand elsewhere."""
        return [
            self._findings("Findings new and cleared", self._story.findings),
            self._findings("Findings that only moved", self._story.moved),
        ]

    def _part(self, part: Part) -> Table:
        rows = [self._cells(one) for one in self._story.of(part)]
        columns = (
            *words("What", "Before", "After"),
            *figures("Difference", "%"),
            *words("Where"),
        )
        return without_empty(self._table(part.value, columns, rows))

    def _cells(self, one: Told) -> list[str]:
        approved = f" Approved: {one.approved}." if one.approved else ""
        text = f"{one.kind}: {one.text}{f' {one.mark}.' if one.mark else approved}"
        return [
            *map(visible_line, (text, one.before, one.after)),
            one.difference,
            one.share,
            self._where(one),
        ]

    def _where(self, one: Told) -> str:
        was, now = self._places(one.was_at), self._places(one.is_at)
        if was == now or not was:
            return now
        return f"was {was}; now {now}" if now else f"was {was}"

    def _approvals(self, caption: str, decision: str, found: Sequence[ToldApproval]) -> Table:
        columns = words("What", "Who", "Why", decision, "Where")
        rows = [
            [
                *map(visible_line, (f"{one.kind}: {one.text}", one.by, one.reasons)),
                visible_line(f"{one.verdict}. {one.decision}"),
                self._places(one.at),
            ]
            for one in found
        ]
        return without_empty(self._table(caption, columns, rows))

    def _findings(self, caption: str, found: Sequence[Finding]) -> Table:
        columns = words("Finding", "Standing", "Severity", "What is wrong", "Where")
        rows = [
            [one.code, one.standing, one.severity, visible_line(one.message), self._places(one.at)]
            for one in found
        ]
        return self._table(caption, columns, rows)

    def _table(
        self, caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]
    ) -> Table:
        """Make a table; beside other plans its caption says whose it is."""
        return table(f"{caption}{self._whose}", columns, rows)

    def _places(self, spots: Iterable[str]) -> str:
        return "; ".join(visible_line(self._story.within(spot)) for spot in spots)


class ChangesView:
    """A review as its page shows it."""

    def __init__(self, telling: Telling) -> None:
        """Take what is told of a review."""
        self.headline = visible_line(telling.headline)
        is_alone = len(telling.stories) == 1
        self.plans = [
            StoryView(one, place, is_alone=is_alone) for place, one in enumerate(telling.stories, 1)
        ]

    @property
    def sections(self) -> list[tuple[str, str]]:
        """The plans, for the list of contents."""
        return [(one.id, one.title) for one in self.plans]
