"""Spend against its profile: budget, actual, forecast and outturn, line by line.

A line is one project's money from one source and of one kind, or the programme's own outside its
projects. Where a plan spreads spend over quarters, its budget and profile are those rows; where it
only allocates money, the allocation is the budget, of both kinds together, and there is no profile.
Virements that were agreed move both from the quarter on in which they were.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.corrections import corrected
from riep_plan.figures.returns.lines import LineKey, planned_lines
from riep_plan.figures.returns.moved import Moved, in_plan, net, virements
from riep_plan.figures.returns.profiles import by_quarter, whole_of, within_calendar
from riep_plan.figures.returns.standing import (
    after,
    latest_return,
    owners,
    return_of,
    return_parts,
    return_path,
    up_to,
)
from riep_plan.figures.returns.traced import Figure, total, total_to_date, unknown
from riep_plan.figures.tables import KINDS, Row
from riep_plan.findings.finding import Path
from riep_plan.model import Return
from riep_plan.model.profile import TOTAL
from riep_plan.model.returns import SpendReturn
from riep_plan.values.money import Entry


@dataclass(frozen=True, slots=True)
class SpendLine:
    """One project's money from one source and of one kind, as it stands at a quarter's end.

    Attributes:
        project_id: whose it is; empty for the programme's own.
        source: the funding source's id.
        kind: ``revenue`` or ``capital``; empty where the plan does not say.
        original: what the plan gave it at first, up to the end of its own calendar.
        agreed: what virements agreed by the quarter's end have added since, net.
        budget: what it has now: both together.
        profile: what it has in each quarter, with the virements that were agreed.
        actual: what was spent in each quarter up to now, as corrected since.
        forecast: what the latest return expects in each quarter to come.
        slips: what it expects after the plan's last quarter.
        has_profile: False where the plan spreads nothing over quarters.
        is_returned: whether any return up to now speaks of it.
        filled: the quarters that no return of their own speaks of, filled from a later one.
    """

    project_id: str
    source: str
    kind: str
    original: Figure
    agreed: Figure
    budget: Figure
    profile: Mapping[str, Figure]
    actual: Mapping[str, Figure]
    forecast: Mapping[str, Figure]
    slips: Figure
    has_profile: bool
    is_returned: bool
    filled: frozenset[str] = frozenset()

    @property
    def key(self) -> LineKey:
        """Which line it is."""
        return LineKey(self.project_id, self.source, self.kind)


@dataclass(frozen=True)
class SpendPosition:
    """Lines taken together: a project, a source, a kind, or the programme.

    Each figure is worked out when it is asked for: few rules ask for all of them.

    Attributes:
        lines: the lines.
        quarter: at the end of which quarter they stand as they do.
    """

    lines: tuple[SpendLine, ...]
    quarter: str

    @cached_property
    def original(self) -> Figure:
        """All that the plan gave at first, up to the end of its own calendar."""
        return total(one.original for one in self.lines)

    @cached_property
    def agreed(self) -> Figure:
        """What virements agreed by now have added, net."""
        return total(one.agreed for one in self.lines)

    @cached_property
    def budget(self) -> Figure:
        """What there is now: both together."""
        return total(one.budget for one in self.lines)

    @cached_property
    def planned(self) -> Figure:
        """What the profile has up to the quarter's end."""
        return total(total_to_date(one.profile, self.quarter) for one in self.lines)

    @cached_property
    def planned_in_quarter(self) -> Figure:
        """What the profile has in the quarter itself."""
        return total(one.profile.get(self.quarter, Figure()) for one in self.lines)

    @cached_property
    def actual(self) -> Figure:
        """What was spent up to the quarter's end."""
        return total(total_to_date(one.actual, self.quarter) for one in self.lines)

    @cached_property
    def actual_in_quarter(self) -> Figure:
        """What was spent in the quarter itself."""
        return total(one.actual.get(self.quarter, Figure()) for one in self.lines)

    @cached_property
    def forecast(self) -> Figure:
        """What is expected in the quarters to come."""
        return total(total(one.forecast.values()) for one in self.lines)

    @cached_property
    def slips(self) -> Figure:
        """What is expected after the plan."""
        return total(one.slips for one in self.lines)

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
    return [line for owner in owners(ledger.plan) for line in _lines(ledger, quarter, owner)]


def project_lines(ledger: Ledger, quarter: str) -> dict[str, list[SpendLine]]:
    """Give the same, by project; of a project without money there are none."""
    found: dict[str, list[SpendLine]] = {one: [] for one in owners(ledger.plan)}
    for line in ledger.once(spend_lines, quarter):
        found[line.project_id].append(line)
    return found


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


def _lines(ledger: Ledger, quarter: str, owner: str) -> Iterator[SpendLine]:
    planned = dict(planned_lines(ledger.plan, owner))
    for source, kind in _returned(ledger, quarter, owner):
        if LineKey(owner, source, "") not in planned:
            planned.setdefault(LineKey(owner, source, kind), ())
    for key, rows in planned.items():
        yield _Money(ledger, quarter, key, rows).line()


def _returned(ledger: Ledger, quarter: str, project_id: str) -> Iterator[tuple[str, str]]:
    """Give each source and kind that the returns up to a quarter speak of."""
    for label in up_to(ledger, quarter):
        found = return_of(ledger.plan, label, project_id)
        for source, kinds in found.spend.items() if found else ():
            for kind in KINDS:
                if getattr(kinds, kind) is not None:
                    yield source, kind


@dataclass(frozen=True, slots=True)
class _Money:
    """What one line is worked out from."""

    ledger: Ledger
    quarter: str
    key: LineKey
    rows: tuple[Row, ...]

    def line(self) -> SpendLine:
        """Work the line out."""
        owner, source, kind = self.key
        agreed = virements(self.ledger, self.quarter, self.key)
        held = in_plan(self.ledger, self.key)
        stated = total(within_calendar(self.ledger, row) for row in self.rows)
        actual, filled = self._actuals()
        latest = latest_return(self.ledger, owner, self.quarter)
        return SpendLine(
            project_id=owner,
            source=source,
            kind=kind,
            original=stated - net(held),
            agreed=net(agreed),
            budget=stated + _outside(agreed, held),
            profile=self._profile(agreed, held),
            actual=actual,
            forecast=self._forecast(*latest) if latest else self._nothing_known(),
            slips=self._slips(*latest) if latest else Figure(),
            has_profile=any(by_quarter(self.ledger, row) for row in self.rows),
            is_returned=latest is not None,
            filled=filled,
        )

    def _profile(self, agreed: list[Moved], held: list[Moved]) -> dict[str, Figure]:
        """What the line has in each quarter; money of no quarter is spread over none."""
        found: dict[str, Figure] = {}
        for row in self.rows:
            for label, figure in by_quarter(self.ledger, row).items():
                found[label] = found.get(label, Figure()) + figure
        labels = {one.quarter for one in (*agreed, *held)} if found else set()
        for label in sorted(labels):
            here = [[one for one in some if one.quarter == label] for some in (agreed, held)]
            found[label] = found.get(label, Figure()) + _outside(*here)
        return found

    @property
    def _is_nothing(self) -> bool:
        """Whether the plan gives the line no money, so that silence about it says nought."""
        is_given = any(row.whole or row.unknown for row in self.rows)
        return not is_given and not virements(self.ledger, self.quarter, self.key)

    def _spoken(self, label: str, found: Return) -> list[tuple[Path, SpendReturn]]:
        """Give what a return says of this line: of both kinds where the line is of both."""
        kinds = found.spend.get(self.key.source)
        at = self._spend_path(label)
        wanted = [
            (kind, getattr(kinds, kind, None))
            for kind in ((self.key.kind,) if self.key.kind else KINDS)
        ]
        return [((*at, kind), one) for kind, one in wanted if one is not None]

    def _spend_path(self, label: str) -> Path:
        return (*return_path(label, self.key.owner), "spend", self.key.source)

    def _actuals(self) -> tuple[dict[str, Figure], frozenset[str]]:
        """What was spent in each quarter; what a later return brings forward fills a gap.

        Where no return was made, or it did not know, the next one's opening still says what was
        spent in all: what of it no earlier quarter had is put into the last one that is missing.

        Returns:
            The figures, and the quarters that were filled so.
        """
        actual: dict[str, Figure] = {}
        before, gaps, filled = Figure(), list[str](), set[str]()
        for label in up_to(self.ledger, self.quarter):
            found = return_of(self.ledger.plan, label, self.key.owner)
            actual[label] = self._actual(label, found)
            if not actual[label].is_known:
                gaps.append(label)
                continue
            opening = self._opening(label, found) if gaps and found else None
            if opening is not None:
                actual |= {gap: Figure() for gap in gaps}
                actual[gaps[-1]] = opening - before
                filled.update(gaps)
                before, gaps = opening, []
            before += actual[label]
        return actual, frozenset(filled)

    def _opening(self, label: str, found: Return) -> Figure | None:
        """What a return brings forward into its quarter, where all of its rows say."""
        openings = [
            said_figure(self.ledger, self.quarter, (*at, "brought_forward"), said.brought_forward)
            for at, said in self._spoken(label, found)
        ]
        known = [one for one in openings if one is not None]
        return total(known) if known and len(known) == len(openings) else None

    def _actual(self, label: str, found: Return | None) -> Figure:
        here = return_path(label, self.key.owner)
        if found is None:
            return Figure() if self._is_nothing else unknown(here)
        if found.nothing_to_report:
            return Figure(terms=((*here, "nothing_to_report"),))
        spoken = self._spoken(label, found)
        if not spoken and not self._is_nothing:
            own = [self.key.kind] if self.key.kind else []
            return unknown((*self._spend_path(label), *own))
        return total(spent(self.ledger, self.quarter, at, one) for at, one in spoken)

    def _nothing_known(self) -> dict[str, Figure]:
        """Without a return nobody has said what to expect."""
        here = return_path(self.quarter, self.key.owner)
        later = () if self._is_nothing else after(self.ledger, self.quarter)
        return {label: unknown(here) for label in later}

    def _forecast(self, label: str, found: Return) -> dict[str, Figure]:
        later = after(self.ledger, self.quarter)
        forecast: dict[str, Figure] = {}
        for at, said in self._spoken(label, found):
            for quarter, figure in self._expected((*at, "forecast"), said, later).items():
                forecast[quarter] = forecast.get(quarter, Figure()) + figure
        if not forecast and not self._is_nothing:
            return {quarter: unknown(self._spend_path(label)) for quarter in later}
        return forecast

    def _expected(self, at: Path, said: SpendReturn, later: list[str]) -> dict[str, Figure]:
        """What one row expects; a quarter that it leaves out is not known, not nought."""
        if said.forecast is None:
            return {quarter: unknown(at) for quarter in later}
        row = Row(at, "forecast", said.forecast)
        if set(row.profile.root) == {TOTAL}:
            return {later[0]: whole_of(row)} if later else {}
        given = by_quarter(self.ledger, row)
        return {quarter: given.get(quarter, unknown((*at, quarter))) for quarter in later}

    def _slips(self, label: str, found: Return) -> Figure:
        return total(
            Figure(said.slips, ((*at, "slips"),))
            for at, said in self._spoken(label, found)
            if said.slips is not None
        )


def _outside(agreed: Iterable[Moved], held: Iterable[Moved]) -> Figure:
    """What the plan's figures lack of what was agreed, less what they have too early."""
    now, there = list(agreed), list(held)
    missing = net(one for one in now if one not in there)
    return missing - net(one for one in there if one not in now)


def spent(ledger: Ledger, quarter: str, at: Path, said: SpendReturn) -> Figure:
    """Give what a row of a return says was spent in its quarter, as corrected up to another.

    Where it gives no actual, what was spent is the cumulative less what was brought forward.

    Args:
        ledger: the plan.
        quarter: corrections made up to this quarter count.
        at: the path of the row in the plan.
        said: what it says.
    """
    actual = said_figure(ledger, quarter, (*at, "actual"), said.actual)
    if actual is not None:
        return actual
    to_date = said_figure(ledger, quarter, (*at, "to_date"), said.to_date)
    before = said_figure(ledger, quarter, (*at, "brought_forward"), said.brought_forward)
    if to_date is not None and before is not None:
        return to_date - before
    return unknown((*at, "actual"))


def said_figure(
    ledger: Ledger, quarter: str, at: Path, said: Entry | Decimal | None
) -> Figure | None:
    """Give a figure of a return as corrected up to a quarter; None where it is not known."""
    found = corrected(ledger, quarter, *return_parts(at))
    if found is not None:
        return found
    amount = said.amount if isinstance(said, Entry) else said
    return None if amount is None else Figure(amount, (at,))
