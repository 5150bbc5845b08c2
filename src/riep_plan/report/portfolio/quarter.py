"""A quarter over several programmes: the worst projects of all, then programme by programme."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.portfolio.quarter import (
    ProgrammeQuarter,
    by_most_recent,
    programme_quarter,
    worst_of_all,
)
from riep_plan.figures.returns.money import MoneyRow
from riep_plan.figures.returns.overview import ProjectPosition
from riep_plan.figures.returns.traced import Figure, total
from riep_plan.findings.result import Reported
from riep_plan.model.returns import Rag
from riep_plan.report.board.changes import ChangesView
from riep_plan.report.board.headline import (
    asks,
    decided_since,
    money_sentence,
    rag_word,
    reason_words,
    worst_sentence,
)
from riep_plan.report.board.money import names_of
from riep_plan.report.board.projects import rating_word
from riep_plan.report.portfolio.cells import few, gap_money, marked, money, told_apart
from riep_plan.report.portfolio.findings import Counted, PortfolioChecksView, counted
from riep_plan.report.tables import ABSENT, Table, TableRow, figures, table, words
from riep_plan.values.words import count, listed, sentence

_MOST_PROJECTS, _MOST_REASONS = 10, 2
_UNKNOWN = "Something in it is not known: what nobody reported is not counted as nought."


@dataclass(frozen=True, slots=True)
class MemberQuarter:
    """What a portfolio needs to know of one plan's quarter, and far less than the plan.

    Attributes:
        programme: where the programme stands.
        projects: the names of its projects, by id.
        asked: what its board is asked to decide; None where no return came.
        findings: how many findings the plan has.
    """

    programme: ProgrammeQuarter
    projects: Mapping[str, str]
    asked: Table | None
    findings: Counted

    @property
    def plan_id(self) -> str:
        """The plan's id."""
        return self.programme.plan_id


def member_quarter(
    plan_id: str, ledger: Ledger, quarter: str, reported: Sequence[Reported]
) -> MemberQuarter:
    """Give what a portfolio needs to know of a plan that has the quarter.

    Args:
        plan_id: the plan's id.
        ledger: its figures.
        quarter: the quarter.
        reported: what was found in it.
    """
    programme, names = programme_quarter(plan_id, ledger, quarter), names_of(ledger).projects
    has_returns = programme.found is not None
    asked = ChangesView(ledger, quarter, names).asked_of_board if has_returns else None
    return MemberQuarter(programme, names, asked, counted(reported))


class PortfolioQuarterView:
    """One quarter of several plans, as their portfolio sets it out."""

    def __init__(
        self, members: Sequence[MemberQuarter], quarter: str, left_out: Mapping[str, str]
    ) -> None:
        """Take the plans that have the quarter, and the others with the reason.

        Args:
            members: the plans, in any order.
            quarter: its name, which is of other days in each plan's own calendar.
            left_out: plans that were asked for and could not be part, with the reason.
        """
        by_id = {one.plan_id: one for one in sorted(members, key=lambda one: one.plan_id)}
        self.quarter = quarter
        self._members = by_id
        self._found = by_most_recent(one.programme for one in by_id.values())
        self._names = {
            one: f"{name}{' (illustrative)' * by_id[one].programme.is_illustrative}"
            for one, name in told_apart(
                {one: member.programme.name for one, member in by_id.items()}
            ).items()
        }
        self._projects = {one: member.projects for one, member in by_id.items()}
        found = {one: member.findings for one, member in by_id.items()}
        self.checks = PortfolioChecksView(found, self._names, left_out)

    @property
    def title(self) -> str:
        """The quarter, and how many programmes."""
        return f"Portfolio of {count(len(self._found), 'programme')}: {self.quarter}"

    @property
    def illustrative(self) -> str:
        """What is said of programmes that are made up."""
        made_up = [self._names[one.plan_id] for one in self._found if one.is_illustrative]
        if not made_up:
            return ""
        return f"Made up, to show what returns look like, and in no total: {listed(made_up)}."

    @cached_property
    def sentences(self) -> list[str]:
        """How the programmes stand: the worst project of all, ratings, money, what is asked."""
        return list(self._sentences())

    def _sentences(self) -> Iterator[str]:
        silent = [self._names[one.plan_id] for one in self._found if one.found is None]
        if worst := worst_of_all(self._found):
            one = worst[0][0]
            names = self._projects[one.plan_id]
            whose = {key: f"{name} of {self._names[one.plan_id]}" for key, name in names.items()}
            yield worst_sentence(one.found.projects if one.found else (), whose)
        if silent:
            yield f"No return was received from any project of {listed(silent)}."
        if worst:
            yield self._standing()
        for one in self._found:
            if one.found is not None:
                yield f"{self._names[one.plan_id]}: {money_sentence(one.money, self.quarter)}"
        if worst:
            yield self._asks()

    def _asks(self) -> str:
        """Say how much boards are asked, and how much of it has been decided by now."""
        returned = [one.found for one in self._found if one.found is not None]
        asked = [one for found in returned for one in found.asked]
        since = sum(one.decided is not None for one in asked)
        told = asks(len(asked)) + (f", {decided_since(since, len(asked))}" if since else "")
        return sentence(
            told.replace("the board is", "the boards are") if len(returned) > 1 else told
        )

    def _standing(self) -> str:
        returned = [one for one in self._found if one.found is not None]
        reported = [one for one in returned if not one.is_illustrative] or returned
        counts = {rag: sum(one.rated(rag) for one in reported) for rag in (*Rag, None)}
        parts = [
            f"{number} {'is' if number == 1 else 'are'} {rag_word(rag)}"
            for rag, number in counts.items()
            if number and rag
        ]
        parts += [f"{counts[None]} without a rating"] if counts[None] else []
        missing = sum(one.missing for one in reported)
        parts += [f"{missing} without a return"] if missing else []
        projects = count(sum(one.projects for one in reported), "project")
        said = f"Of {projects} in programmes with returns, {listed(parts)} by their own account"
        challenged = sum(one.challenged for one in reported)
        worse = f"; the figures imply worse than is declared for {challenged}" if challenged else ""
        return f"{said}{worse}."

    @cached_property
    def ratings(self) -> Table:
        """How many projects of each programme stand where."""
        rows = [TableRow(self._rated(one)) for one in self._found]
        columns = (
            *words("Programme", f"{self.quarter} in its calendar"),
            *figures("Projects", "RED", "AMBER", "GREEN", "No rating", "No return"),
            *figures("Figures imply worse"),
        )
        note = "Ratings are the projects' own. " * bool(rows) + self._own_days()
        return Table("RAG of each programme", columns, tuple(rows), note.strip())

    def _rated(self, one: ProgrammeQuarter) -> tuple[str, ...]:
        counts = [one.rated(rag) for rag in (Rag.RED, Rag.AMBER, Rag.GREEN, None)]
        cells = [str(number) if one.found else ABSENT for number in counts]
        return (
            self._names[one.plan_id],
            str(one.days),
            str(one.projects),
            *cells,
            str(one.missing),
            str(one.challenged) if one.found else ABSENT,
        )

    def _own_days(self) -> str:
        if len({one.days for one in self._found}) == 1:
            return ""
        return (
            f"{self.quarter} covers different days in each plan's calendar, so programmes are not "
            "added up."
        )

    @cached_property
    def worst(self) -> Table:
        """The worst placed projects of all programmes, with what is wrong."""
        bad = [(one, position) for one, position in worst_of_all(self._found) if position.badness]
        rows = [
            (
                self._projects[one.plan_id][position.project_id],
                self._names[one.plan_id],
                rating_word(position),
                rag_word(position.rating.implied) if position.rating.implied else ABSENT,
                _reasons(position),
            )
            for one, position in bad[:_MOST_PROJECTS]
        ]
        columns = words("Project", "Programme", "Its own RAG", "RAG implied", "What is wrong")
        more = len(bad) - len(rows)
        note = f"{more} more are AMBER, RED or without a return." if more else ""
        return table("The worst placed projects of all programmes", columns, rows, note)

    @cached_property
    def money(self) -> Table:
        """Spend to date against profile, and outturn against budget, programme by programme."""
        rows = [
            TableRow((self._names[one.plan_id], *_cells(one.money, has=one.found is not None)))
            for one in self._found
        ]
        if (whole := self._together()) is not None:
            rows.append(TableRow(("Total without illustrative programmes", *whole), is_total=True))
        columns = (
            *words("Programme"),
            *figures("Budget", f"Profile to {self.quarter}", f"Actual to {self.quarter}"),
            *figures("Variance to date", "Outturn", "Variance at outturn"),
        )
        note = " ".join(
            filter(None, (marked((row.cells for row in rows), _UNKNOWN), self._own_days()))
        )
        return Table("Spend and forecast outturn", columns, tuple(rows), note)

    def _together(self) -> tuple[str, ...] | None:
        """Add programmes up, where several that are real have the quarter in the same days."""
        real = [one for one in self._found if not one.is_illustrative]
        if len(real) < 2 or len({one.days for one in real}) > 1:  # noqa: PLR2004  nothing to add
            return None
        found = [one.money.position for one in real]
        is_profiled = all(one.money.is_profiled for one in real)
        planned = total(one.planned for one in found) if is_profiled else None
        actual, budget = total(one.actual for one in found), total(one.budget for one in found)
        outturn = total(one.outturn for one in found)
        return _set(budget, planned, actual, outturn)

    @cached_property
    def asked(self) -> list[Table]:
        """What each board is asked to decide."""
        return [
            replace(made, caption=f"Asked of the board of {self._names[one.plan_id]}")
            for one in self._found
            if (made := self._members[one.plan_id].asked)
        ]

    @cached_property
    def missing(self) -> Table:
        """Which projects made no return."""
        rows = [
            (self._names[one.plan_id], f"{one.missing} of {one.projects}", self._silent(one))
            for one in self._found
            if one.missing
        ]
        columns = words("Programme", "Returns missing", "Of")
        return table("Returns not received", columns, rows)

    def _silent(self, one: ProgrammeQuarter) -> str:
        names = self._projects[one.plan_id]
        if one.found is None:
            return "Every project"
        return few(names[each.project_id] for each in one.found.projects if each.is_missing)


def _reasons(one: ProjectPosition) -> str:
    if one.is_missing:
        return "No return was received."
    told = [reason_words(reason, one.delivered) for reason in one.reasons[:_MOST_REASONS]]
    if not told:
        told = [each.declared.because for each in one.own_words if each.declared][:_MOST_REASONS]
    return sentence("; ".join(each.rstrip(".") for each in told)) if told else ABSENT


def _cells(one: MoneyRow, *, has: bool) -> tuple[str, ...]:
    found = one.position
    if not has:
        return (money(found.budget), money(one.planned), *[ABSENT] * 4)
    return _set(found.budget, one.planned, found.actual, found.outturn)


def _set(
    budget: Figure, planned: Figure | None, actual: Figure, outturn: Figure
) -> tuple[str, ...]:
    return (
        money(budget),
        money(planned),
        money(actual),
        gap_money(actual - planned if planned is not None else None),
        money(outturn),
        gap_money(outturn - budget),
    )
