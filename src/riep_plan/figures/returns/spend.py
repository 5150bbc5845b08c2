"""Spend against its profile: budget, actual, forecast and outturn, line by line.

A line is one project's money from one source and of one kind, or the programme's own outside its
projects. Where a plan spreads spend over quarters, its budget and profile are those rows; where it
only allocates money, the allocation is the budget, of both kinds together, and there is no profile.
Virements that were agreed move both from the quarter on in which they were.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import known_by
from riep_plan.figures.returns.lines import LineKey, key_among
from riep_plan.figures.returns.moved import Moved, budget_with, in_plan_by_line, virements_by_line
from riep_plan.figures.returns.planned import NONE_PLANNED, PlannedMoney, planned_money
from riep_plan.figures.returns.profiles import by_quarter, quarter_of_each, whole_of
from riep_plan.figures.returns.said import (
    ReturnedRow,
    every_row,
    said_figure,
    slips_of,
    spend_path,
    spent,
)
from riep_plan.figures.returns.standing import (
    after,
    latest_of,
    owners_of,
    return_path,
    returns_up_to,
    up_to,
)
from riep_plan.figures.returns.traced import NOUGHT, Figure, added, total, total_to_date, unknown
from riep_plan.figures.tables import Row
from riep_plan.findings.finding import Path
from riep_plan.model import Return
from riep_plan.model.profile import TOTAL
from riep_plan.model.returns import SpendReturn


class SpendLine(NamedTuple):
    """One project's money from one source and of one kind, as it stands at a quarter's end.

    Attributes:
        key: which line it is: whose, from which source, and of which kind.
        original: what the plan gave it at first, up to the end of its own calendar.
        agreed: what virements agreed by the quarter's end have added since, net.
        budget: what it has now: both together.
        profile: what it has in each quarter, with the virements that were agreed.
        actual: what was spent in each quarter up to now, as corrected since.
        forecast: what the latest return expects in each quarter to come.
        planned: what the profile has up to the quarter's end.
        spent: what was spent up to the quarter's end.
        expected: all that is expected in the quarters to come.
        slips: what is expected after the plan's last quarter.
        has_profile: False where the plan spreads nothing over quarters.
        is_returned: whether any return up to now speaks of it.
        filled: the quarters that no return of their own speaks of, filled from a later one.
    """

    key: LineKey
    original: Figure
    agreed: Figure
    budget: Figure
    profile: Mapping[str, Figure]
    actual: Mapping[str, Figure]
    forecast: Mapping[str, Figure]
    planned: Figure
    spent: Figure
    expected: Figure
    slips: Figure
    has_profile: bool
    is_returned: bool
    filled: frozenset[str] = frozenset()

    @property
    def project_id(self) -> str:
        """Whose it is; empty for the programme's own."""
        return self.key.owner

    @property
    def source(self) -> str:
        """The funding source's id."""
        return self.key.source

    @property
    def kind(self) -> str:
        """``revenue`` or ``capital``; empty where the plan does not say."""
        return self.key.kind

    @property
    def outturn(self) -> Figure:
        """What will have been spent by the end of the plan."""
        return self.spent + self.expected

    @property
    def is_as_planned(self) -> bool:
        """Whether spend is just what the profile has so far, and in all just the budget."""
        spent = self.spent.amount
        return spent == self.planned.amount and spent + self.expected.amount == self.budget.amount

    @property
    def variance_to_date(self) -> Figure:
        """What was spent less what was planned so far."""
        return self.spent - self.planned


class SpendPosition(NamedTuple):
    """Lines taken together: a project, a source, a kind, or the programme.

    Each figure is worked out when it is asked for: few rules ask for all of them.

    Attributes:
        lines: the lines.
        quarter: at the end of which quarter they stand as they do.
    """

    lines: tuple[SpendLine, ...]
    quarter: str

    @property
    def original(self) -> Figure:
        """All that the plan gave at first, up to the end of its own calendar."""
        return total([one.original for one in self.lines])

    @property
    def agreed(self) -> Figure:
        """What virements agreed by now have added, net."""
        return total([one.agreed for one in self.lines])

    @property
    def budget(self) -> Figure:
        """What there is now: both together."""
        return total([one.budget for one in self.lines])

    @property
    def planned(self) -> Figure:
        """What the profile has up to the quarter's end."""
        return total([one.planned for one in self.lines])

    @property
    def planned_in_quarter(self) -> Figure:
        """What the profile has in the quarter itself."""
        return total([one.profile.get(self.quarter, NOUGHT) for one in self.lines])

    @property
    def actual(self) -> Figure:
        """What was spent up to the quarter's end."""
        return total([one.spent for one in self.lines])

    @property
    def actual_in_quarter(self) -> Figure:
        """What was spent in the quarter itself."""
        return total([one.actual.get(self.quarter, NOUGHT) for one in self.lines])

    @property
    def forecast(self) -> Figure:
        """What is expected in the quarters to come."""
        return total([one.expected for one in self.lines])

    @property
    def slips(self) -> Figure:
        """What is expected after the plan."""
        return total([one.slips for one in self.lines])

    @property
    def outturn(self) -> Figure:
        """What will have been spent by the end of the plan."""
        return self.actual + self.forecast

    @property
    def variance(self) -> Figure:
        """The outturn less the budget: more than nought is an overspend."""
        return self.outturn - self.budget

    @property
    def variance_to_date(self) -> Figure:
        """What was spent less what was planned so far."""
        return self.actual - self.planned

    @property
    def remaining(self) -> Figure:
        """What of the budget is not spent yet."""
        return self.budget - self.actual


def spend_lines(ledger: Ledger, quarter: str) -> list[SpendLine]:
    """Give all money as it stands at the end of a quarter: the projects', then the programme's."""
    known = _Known(
        ledger=ledger,
        quarter=quarter,
        so_far=up_to(ledger, quarter),
        later=after(ledger, quarter),
        quarters=ledger.once(quarter_of_each),
        planned=ledger.once(planned_money),
        rows=ledger.once(every_row),
        corrected_in=known_by(ledger, quarter),
        agreed=virements_by_line(ledger, quarter),
        held=in_plan_by_line(ledger),
    )
    return [line for owner in ledger.once(owners_of) for line in _lines(known, owner)]


def project_lines(ledger: Ledger, quarter: str) -> dict[str, list[SpendLine]]:
    """Give the same, by project; of a project without money there are none."""
    found: dict[str, list[SpendLine]] = {one: [] for one in ledger.once(owners_of)}
    for line in ledger.once(spend_lines, quarter):
        found[line.key.owner].append(line)
    return found


def project_position(ledger: Ledger, quarter: str, owner: str) -> SpendPosition:
    """Take all lines of a project together, or the programme's own."""
    return SpendPosition(tuple(ledger.once(project_lines, quarter)[owner]), quarter)


def position(lines: Iterable[SpendLine], quarter: str) -> SpendPosition:
    """Take lines together as they stand at the end of a quarter."""
    return SpendPosition(tuple(lines), quarter)


def positions(
    lines: Iterable[SpendLine], quarter: str, by: Callable[[SpendLine], str]
) -> dict[str, SpendPosition]:
    """Take lines together by whatever they share, such as ``lambda line: line.source``."""
    groups: dict[str, list[SpendLine]] = {}
    for line in lines:
        groups.setdefault(by(line), []).append(line)
    return {key: position(group, quarter) for key, group in groups.items()}


class _Known(NamedTuple):
    """What all lines of a quarter's end are worked out from.

    Attributes:
        ledger: the plan.
        quarter: at the end of which quarter.
        so_far: the quarters up to it.
        later: those to come.
        quarters: the quarter in which each period of an amount ends.
        planned: what the plan gives each owner's lines.
        rows: what returns say of each owner's money.
        corrected_in: up to which quarter corrections count.
        agreed: the virements that were agreed by then, by line.
        held: those that the plan has already, by line.
    """

    ledger: Ledger
    quarter: str
    so_far: list[str]
    later: list[str]
    quarters: Mapping[str, str]
    planned: Mapping[str, Mapping[LineKey, PlannedMoney]]
    rows: Mapping[str, list[ReturnedRow]]
    corrected_in: str
    agreed: Mapping[LineKey, list[Moved]]
    held: Mapping[LineKey, list[Moved]]


def _lines(known: _Known, owner: str) -> Iterator[SpendLine]:
    planned = known.planned[owner]
    made = returns_up_to(known.ledger, known.quarter, owner)
    spoken: dict[LineKey, dict[str, list[ReturnedRow]]] = {key: {} for key in planned}
    for row in known.rows.get(owner, ()):
        if row.quarter <= known.quarter:
            of_line = spoken.setdefault(key_among(spoken, row.key), {})
            of_line.setdefault(row.quarter, []).append(row)
    by_label, latest = dict(made), latest_of(made)
    for key, rows in spoken.items():
        yield _Money(known, key, planned.get(key, NONE_PLANNED), by_label, rows, latest).line()


class _Money(NamedTuple):
    """What one line is worked out from.

    Attributes:
        known: the plan, and at the end of which quarter.
        key: which line.
        planned: what the plan gives it.
        made: its owner's returns up to now, by quarter.
        spoken: the rows of each of them that speak of it.
        latest: the last of them that reports anything, with its quarter.
    """

    known: _Known
    key: LineKey
    planned: PlannedMoney
    made: Mapping[str, Return]
    spoken: Mapping[str, list[ReturnedRow]]
    latest: tuple[str, Return] | None

    def line(self) -> SpendLine:
        """Work the line out."""
        agreed, held = self.known.agreed.get(self.key, ()), self.known.held.get(self.key, ())
        budget = budget_with(self.planned, agreed, held)
        actual, filled = self._actuals()
        spoken = self.spoken.get(self.latest[0], []) if self.latest else []
        forecast = self._forecast(self.latest[0], spoken) if self.latest else self._not_known()
        return SpendLine(
            key=self.key,
            original=budget.original,
            agreed=budget.agreed,
            budget=budget.now,
            profile=budget.profile,
            actual=actual,
            forecast=forecast,
            planned=total_to_date(budget.profile, self.known.quarter),
            spent=total(actual.values()),
            expected=total(forecast.values()),
            slips=slips_of(spoken),
            has_profile=bool(self.planned.profile),
            is_returned=self.latest is not None,
            filled=filled,
        )

    @property
    def _is_nothing(self) -> bool:
        """Whether the plan gives the line no money, so that silence about it says nought."""
        return not self.planned.is_given and self.key not in self.known.agreed

    def _path(self, label: str) -> Path:
        """Where the return of a quarter speaks of its source."""
        return spend_path(label, self.key.owner, self.key.source)

    def _actuals(self) -> tuple[dict[str, Figure], frozenset[str]]:
        """What was spent in each quarter; what a later return brings forward fills a gap.

        Where no return was made, or it did not know, the next one's opening still says what was
        spent in all: what of it no earlier quarter had is put into the last one that is missing.

        Returns:
            The figures, and the quarters that were filled so.
        """
        actual: dict[str, Figure] = {}
        gaps: list[str] = []
        filled: list[str] = []
        before = NOUGHT
        for label in self.known.so_far:
            found = self.made.get(label)
            figure = actual[label] = self._actual(label, found)
            if not figure.is_known:
                gaps.append(label)
                continue
            opening = self._opening(label) if gaps and found else None
            if opening is not None:
                actual |= dict.fromkeys(gaps, NOUGHT)
                actual[gaps[-1]] = opening - before
                filled += gaps
                before, gaps = opening, []
            before += figure
        return actual, frozenset(filled)

    def _opening(self, label: str) -> Figure | None:
        """What a return brings forward into its quarter, where all of its rows say."""
        ledger, quarter = self.known.ledger, self.known.quarter
        openings = [
            said_figure(ledger, quarter, row, "brought_forward")
            for row in self.spoken.get(label, ())
        ]
        known = [one for one in openings if one is not None]
        return total(known) if known and len(known) == len(openings) else None

    def _actual(self, label: str, found: Return | None) -> Figure:
        if found is None:
            return NOUGHT if self._is_nothing else unknown(return_path(label, self.key.owner))
        if found.nothing_to_report:
            return Figure(terms=((*return_path(label, self.key.owner), "nothing_to_report"),))
        ledger, corrected_in = self.known.ledger, self.known.corrected_in
        if spoken := self.spoken.get(label):
            return total([spent(ledger, corrected_in, row) for row in spoken])
        if self._is_nothing:
            return NOUGHT
        return unknown((*self._path(label), *filter(None, [self.key.kind])))

    def _not_known(self) -> dict[str, Figure]:
        """Without a return nobody has said what to expect."""
        here = return_path(self.known.quarter, self.key.owner)
        return {} if self._is_nothing else {label: unknown(here) for label in self.known.later}

    def _forecast(self, label: str, spoken: list[ReturnedRow]) -> Mapping[str, Figure]:
        """What the latest return, for the quarter given, expects in each quarter to come."""
        later = self.known.later
        forecast: Mapping[str, Figure] = {}
        for row in spoken:
            forecast = added(forecast, self._expected((*row.at, "forecast"), row.said, later))
        if not forecast and not self._is_nothing:
            return {quarter: unknown(self._path(label)) for quarter in later}
        return forecast

    def _expected(self, at: Path, said: SpendReturn, later: list[str]) -> dict[str, Figure]:
        """What one row expects; a quarter that it leaves out is not known, not nought."""
        if said.forecast is None:
            return {quarter: unknown(at) for quarter in later}
        row = Row(at, "forecast", said.forecast)
        if list(row.profile.root) == [TOTAL]:
            return {later[0]: whole_of(row)} if later else {}
        given = by_quarter(row, self.known.quarters)
        return {one: given[one] if one in given else unknown((*at, one)) for one in later}
