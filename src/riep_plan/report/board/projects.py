"""Every project's RAG with its trend, and what its figures imply beside it."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.returns.overview import ProjectPosition, overview
from riep_plan.figures.returns.ratings import AspectRating, Trend
from riep_plan.figures.returns.standing import Standing, return_of
from riep_plan.report.board.headline import rag_word, reason_words
from riep_plan.report.tables import ABSENT, Table, table, words
from riep_plan.values.words import sentence

_TRENDS = {
    Trend.BETTER: "better",
    Trend.WORSE: "worse",
    Trend.SAME: "the same",
    Trend.NEW: "first rating",
    Trend.NO_RATING: ABSENT,
    Trend.NO_RETURN: ABSENT,
}
_AS_DECLARED = "agrees"


_NOTHING = (Standing.NOTHING, Standing.NOTHING_LATE)


def rating_word(one: ProjectPosition) -> str:
    """Write a project's own rating, or why there is none."""
    standing = one.rating.standing
    if standing is Standing.MISSING:
        return "NO RETURN"
    if one.rating.declared is None:
        return "nothing to report" if standing in _NOTHING else "no rating"
    return rag_word(one.rating.declared)


class ProjectsView:
    """The projects of a quarter, the worst first."""

    def __init__(self, ledger: Ledger, quarter: str, names: Mapping[str, str]) -> None:
        """Take a plan's figures, the name of one of its quarters, and its projects' names."""
        self._ledger = ledger
        self._quarter = quarter
        self._names = names

    @cached_property
    def _projects(self) -> tuple[ProjectPosition, ...]:
        """The projects, the worst first, and after them the programme itself."""
        found = self._ledger.once(overview, self._quarter)
        return (*found.projects, *([found.own] if found.own else []))

    @cached_property
    def rag(self) -> Table:
        """Every project's RAG, its trend, and the implied RAG where it differs."""
        rows = [
            (
                self._names[one.project_id],
                rating_word(one),
                _TRENDS[one.rating.trend],
                _implied(one),
            )
            for one in self._projects
        ]
        columns = words("Project", "Its own RAG", "Trend", "What its figures imply")
        return table("RAG of every project, the worst first", columns, rows)

    @cached_property
    def challenged(self) -> Table:
        """Ratings that the figures do not bear out, each with what they say."""
        rows = [
            (
                self._names[one.project_id],
                aspect.aspect.value.capitalize(),
                rag_word(aspect.declared.status),
                rag_word(aspect.implied),
                sentence("; ".join(_why(one, aspect))),
                sentence(aspect.declared.because),
            )
            for one in self._projects
            for aspect in one.rating.aspects.values()
            if aspect.is_challenged and aspect.declared is not None
        ]
        columns = words(
            "Project",
            "Rating of",
            "Declared",
            "Implied",
            "What the figures say",
            "In its own words",
        )
        return table("Ratings that the figures do not bear out", columns, rows)

    @cached_property
    def own_words(self) -> Table:
        """What each project says of its ratings."""
        rows = [
            (
                self._names[one.project_id],
                aspect.aspect.value.capitalize(),
                rag_word(aspect.declared.status),
                _TRENDS[aspect.trend],
                _implied_of(aspect),
                sentence(aspect.declared.because),
            )
            for one in self._projects
            for aspect in one.rating.aspects.values()
            if aspect.declared is not None
        ]
        columns = words("Project", "Rating of", "RAG", "Trend", "Figures imply", "In its own words")
        note = (
            "A project's own RAG is the worst of its ratings; a trend is since the rating before."
        )
        return table(f"Ratings in the returns for {self._quarter}", columns, rows, note)

    @cached_property
    def summaries(self) -> list[tuple[str, str]]:
        """Each project's name and what it says of the quarter, in the order of the ratings."""
        return list(self._summaries())

    def _summaries(self) -> Iterable[tuple[str, str]]:
        for one in self._projects:
            found = return_of(self._ledger.plan, self._quarter, one.project_id)
            name = self._names[one.project_id]
            if found is None:
                yield name, f"No return was received for {self._quarter}."
            elif found.nothing_to_report:
                yield name, f"Nothing to report: {found.nothing_to_report}"
            elif found.summary:
                yield name, found.summary


def _implied(one: ProjectPosition) -> str:
    implied = one.rating.implied
    if implied is None:
        return "cannot be told"
    return _AS_DECLARED if implied is one.rating.declared else rag_word(implied)


def _implied_of(one: AspectRating) -> str:
    is_same = one.declared is not None and one.implied is one.declared.status
    return _AS_DECLARED if is_same else rag_word(one.implied)


def _why(one: ProjectPosition, of: AspectRating) -> list[str]:
    reasons = [reason for reason in of.reasons if reason.rag is of.implied]
    return [reason_words(reason, one.delivered, is_over=one.is_over) for reason in reasons]
