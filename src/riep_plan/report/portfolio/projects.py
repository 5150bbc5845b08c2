"""Projects that stand in two plans: what is certain apart from what only looks alike."""

from functools import cached_property

from riep_plan.figures.portfolio.continued import Likeness, SeenTwice
from riep_plan.figures.portfolio.region import Region
from riep_plan.figures.portfolio.transfers import Item
from riep_plan.report.portfolio.cells import money, plan_names, project_name
from riep_plan.report.tables import Table, figures, table, without_empty, words
from riep_plan.values.words import count, sentence, shortened

_QUOTED, _TITLE = 160, 100
#: Beyond so many a list of guesses helps nobody.
_MOST = 50
_HOW = {
    Likeness.SAME_TITLE: "The same title",
    Likeness.LIKE_TITLE: "Titles alike",
}


class SameProjectsView:
    """The projects that two plans have, or seem to have."""

    def __init__(self, region: Region) -> None:
        """Take the programmes together."""
        self._region = region
        self._names = plan_names(region.ledgers)

    @cached_property
    def continued(self) -> Table:
        """The projects of which a plan says that they go on from another's."""
        rows = [
            (
                *self._named(one.earlier),
                money(one.given[0]),
                *self._named(one.later),
                money(one.given[1]),
                money(one.foreseen),
            )
            for one in self._region.seen_twice
            if one.is_certain
        ]
        columns = (
            *words("Project", "Earlier plan"),
            *figures("Given there"),
            *words("Goes on as", "Later plan"),
            *figures("Given in the later plan", "Foreseen for then by the earlier plan"),
        )
        note = "The later plan says so itself."
        return without_empty(table("Projects that continue another plan's", columns, rows, note))

    @cached_property
    def alike(self) -> Table:
        """The projects that may be one, by their titles or texts; nobody says so."""
        found = [one for one in self._region.seen_twice if not one.is_certain]
        rows = [
            (
                *self._titled(one.earlier),
                money(one.given[0]),
                *self._titled(one.later),
                money(one.given[1]),
                _why(one),
            )
            for one in found[:_MOST]
        ]
        columns = (
            *words("Project", "Plan"),
            *figures("Given there"),
            *words("Looks like", "In the plan"),
            *figures("Given in that plan"),
            *words("Why"),
        )
        note = (
            "No plan says that these are one project: only their words are alike. Nothing is taken "
            "off for them."
        )
        more = len(found) - len(rows)
        note += f" {count(more, 'more pair')} of projects look alike." if more else ""
        return without_empty(table("Projects that look alike", columns, rows, note))

    def _titled(self, item: Item) -> tuple[str, str]:
        """Give a project's whole title, which is what was compared."""
        plan_id, project_id = item
        project = self._region.ledgers[plan_id].plan.projects[project_id]
        return shortened(project.title, _TITLE), self._names[plan_id]

    def _named(self, item: Item) -> tuple[str, str]:
        return project_name(self._region.ledgers, item), self._names[item[0]]


def _why(one: SeenTwice) -> str:
    if one.likeness is Likeness.SAME_TEXT:
        return f"Both say: “{sentence(shortened(one.text, _QUOTED))}”"
    return _HOW[one.likeness]
