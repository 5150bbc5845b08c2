"""Grants in time and in words: when a source is used, how it is shared out, what is paid twice."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.kinds_of_money import is_others_money
from riep_plan.figures.money.sources import Statements, all_lines, known_amount, statements_of
from riep_plan.figures.tables import CAPITAL, Row
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine
from riep_plan.model.funding import FundingKind, FundingSource
from riep_plan.model.governance import DecisionOutcome
from riep_plan.model.profile import TOTAL
from riep_plan.values.money import rounding
from riep_plan.values.period import Span, read_period
from riep_plan.values.quantity import Measure, Quantity

#: A cost of so many words is told from another; shorter ones, as “Travel”, every project has.
TELLING_WORDS = 4
_WHOLE = Decimal(100)
_HALF = Decimal("0.5")


class DatedUse(NamedTuple):
    """An amount from a source at a time.

    Attributes:
        at: where it stands.
        amount: in pounds.
        days: when.
        when: the plan's own words for that: ``in 2010/11``.
        is_firm: whether it is a row's amount for a period, with no mark that it may change.
    """

    at: Path
    amount: Decimal
    days: Span
    when: str
    is_firm: bool

    @property
    def start(self) -> date:
        """The first day on which it may be spent."""
        return self.days.start


def dated_uses(
    ledger: Ledger,
    source_id: str,
    *,
    after: date = date.min,
    before: date = date.max,
    all_capital: bool = False,
) -> Iterator[tuple[str, list[DatedUse]]]:
    """Give the projects that plan amounts from a source out of time, each the earliest first.

    A payment without years of its own falls when its milestone does, and an amount without any
    time in the plan's own period, where the project dates nothing else of that source: it is then
    the total of what is dated.

    Args:
        ledger: the plan's figures.
        source_id: the source.
        after: a day that all of the time of such an amount is after.
        before: a day that all of it is before.
        all_capital: with capital that the policy sets an end for, which has a rule of its own.
    """
    for project_id, uses in ledger.once(_uses_by_project, source_id, after, before):
        own = uses if all_capital else [one for one in uses if not _has_its_own_end(ledger, one.at)]
        if own:
            yield project_id, own


def _uses_by_project(
    ledger: Ledger, source_id: str, after: date, before: date
) -> Sequence[tuple[str, list[DatedUse]]]:
    """Give the uses out of time of each project that has any, the earliest first."""
    every = ledger.days_of_amounts.items()
    periods = {key: days for key, days in every if days.start > after and days.end < before}
    time = _Time(after, before, periods)
    found: list[tuple[str, list[DatedUse]]] = []
    for project_id, its in ledger.once(statements_of).get(source_id, {}).items():
        if uses := _uses(ledger, project_id, source_id, its, time):
            found.append((project_id, sorted(uses, key=lambda one: one.start)))
    return found


class _Time(NamedTuple):
    """When uses are looked for.

    Attributes:
        after: the day that all of an amount's time has to be after.
        before: the day that all of it has to be before.
        periods: the days of those periods of the plan's amounts that lie between the two.
    """

    after: date
    before: date
    periods: Mapping[str, Span]

    def has(self, days: Span) -> bool:
        """Say whether days lie in it."""
        return days.start > self.after and days.end < self.before


def _uses(
    ledger: Ledger, project_id: str, source_id: str, its: Statements, time: _Time
) -> list[DatedUse]:
    milestones = ledger.plan.projects[project_id].milestones
    paid = list(_milestones_paid(ledger, project_id, source_id)) if milestones else []
    dated = [row for stated in its for row in stated if row.profile.parts]
    if not (paid or dated):
        paid = list(_undated(ledger, next((rows for rows in its if rows), [])))
    over_time = _over_time(dated, time.periods) if time.periods else []
    return [*over_time, *[use for use in paid if time.has(use.days)]]


def _undated(ledger: Ledger, rows: list[Row]) -> Iterator[DatedUse]:
    """Give amounts without a time, which are of the plan's own period, and may move within it."""
    period = ledger.plan.period
    spans = [one for one in (ledger.days, period.days if period else None) if one is not None]
    if not spans:
        return
    days = Span(min(one.start for one in spans), max(one.end for one in spans))
    when = f"in the plan's own period{f', {period}' if period and period.days == days else ''}"
    for row in rows:
        if row.whole:
            yield DatedUse(row.at, row.whole, days, when, is_firm=False)


def _over_time(rows: list[Row], periods: Mapping[str, Span]) -> list[DatedUse]:
    return [
        DatedUse((*at, key), one, periods[key], f"in {key}", key not in profile.unconfirmed)
        for at, _, profile in rows
        for key, one in profile.parts.items()
        if key in periods and one
    ]


def _has_its_own_end(ledger: Ledger, at: Path) -> bool:
    """Say whether an amount is capital that the policy sets an end for."""
    is_capital = "spend" in at[:3] and at[4:5] == (CAPITAL,)
    if not is_capital or ledger.plan.policy.capital.until is None:
        return False
    return not is_others_money(ledger.plan, at[3])


def _milestones_paid(ledger: Ledger, project_id: str, source_id: str) -> Iterator[DatedUse]:
    """Give each payment in one amount, at the first date of its milestone."""
    for milestone_id, one in ledger.plan.projects[project_id].milestones.items():
        payment = one.payments.get(source_id)
        if one.funded_under or payment is None or payment.parts or not payment.total:
            continue
        spans = [ledger.when(due) for due in one.due]
        known = [span for span in spans if span is not None]
        if known and len(known) == len(spans):
            at = ("projects", project_id, "milestones", milestone_id, "payments", source_id)
            when = f"for a milestone due {one.due[spans.index(min(known))]}"
            yield DatedUse(at, payment.total, min(known), when, is_firm=False)


def is_unmarked(ledger: Ledger, project: Project, source: FundingSource, use: DatedUse) -> bool:
    """Say whether an amount is firm: neither it nor its year is marked as subject to change.

    Spend outside the plan's calendar, and what lies after the source's last day, have rules of
    their own, and are not taken for firm here.
    """
    if not use.is_firm or ("spend" in use.at[:3] and ledger.days is not None):
        return False
    if source.until is not None and source.until.days and use.start > source.until.days.end:
        return False
    marked = [period.days for period in project.indicative]
    return not any(days is not None and use.days.within(days) for days in marked)


def last_day_given(ledger: Ledger, source: FundingSource) -> date | None:
    """The last day that a source gives money for: of its own years, or of the plan's period.

    None where the plan does not say.
    """
    if source.amount is None:
        return None
    if not source.amount.parts:
        days = ledger.plan.period.days if ledger.plan.period else None
        return days.end if days else None
    spans = [ledger.when(read_period(key)) for key in source.amount.parts]
    ends = [span.end for span in spans if span is not None]
    return max(ends) if len(ends) == len(spans) else None


def provisional_approvals(plan: Plan, source_id: str) -> Iterator[tuple[Path, Decimal]]:
    """Give each approval without conditions of a project with money from a source, and how much."""
    for project_id, project in plan.projects.items():
        profile = project.allocation.get(source_id)
        amount = Decimal(0)
        if profile is not None:
            amount = profile.sum() if profile.parts else profile.total or amount
        for meeting_id, decision in project.decisions.items() if amount else ():
            if decision.outcome is DecisionOutcome.APPROVED and not decision.conditions:
                yield ("projects", project_id, "decisions", meeting_id, "outcome"), amount
                break


class ShareOff(NamedTuple):
    """Shares of a grant that do not hold.

    Attributes:
        source: the source whose amount is not its share; None for the shares themselves.
        share: that share, as agreed.
        found: what there is: pounds of a source, or per cent in all.
        wanted: what it should be.
    """

    source: str | None
    share: Quantity | None
    found: Decimal
    wanted: Decimal


def shares_off(plan: Plan) -> Iterator[ShareOff]:
    """Compare the agreed shares of a grant with the whole, and with sources of the same ids."""
    shares = plan.policy.apportionment
    if not shares or any(one.measure is not Measure.PERCENT for one in shares.values()):
        return
    found = sum((one.number for one in shares.values()), Decimal(0))
    places = [_last_place(one.number) for one in shares.values()]
    if abs(found - _WHOLE) >= sum(places, Decimal(0)) * _HALF:
        if found != _WHOLE:
            yield ShareOff(None, None, found, _WHOLE)
        return
    if not all(one in plan.funding and known_amount(plan.funding[one]) for one in shares):
        return
    amounts = {one: known_amount(plan.funding[one]) for one in shares}
    whole = sum(amounts.values(), Decimal(0))
    for (one, share), place in zip(shares.items(), places, strict=True):
        wanted = whole * share.number / _WHOLE
        allowed = whole * place * _HALF / _WHOLE + rounding(amounts[one])
        if abs(amounts[one] - wanted) > allowed:
            yield ShareOff(one, share, amounts[one], wanted)
            return


def _last_place(number: Decimal) -> Decimal:
    """One of the last digit that a number is written with: 1 for 33, 0.1 for 33.3."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


class Repeated(NamedTuple):
    """A cost that stands twice in the same words, with the same amount.

    Attributes:
        text: the words.
        amount: in pounds.
        first: the line that has it first.
        second: the line that has it again.
        where: where both are, in words.
    """

    text: str
    amount: Decimal
    first: Path
    second: Path
    where: str


def repeated_costs(plan: Plan) -> Iterator[Repeated]:
    """Give each cost that a budget has twice, or that two budgets charge to different sources.

    Two projects may well have costs of the same name and amount, each its own. Across budgets
    only words that tell one cost from another count, and only where no source pays for both.
    Lines that differ in their note, kind or what they include are two costs.
    """
    first: dict[tuple[object, ...], tuple[Path, BudgetLine]] = {}
    for at, line in all_lines(plan):
        words = " ".join(line.text.casefold().split())
        amount = _line_amount(line)
        if not amount:
            continue
        key = (words, amount, line.note, line.kind, line.includes)
        other, its = first.setdefault(key, (at, line))
        if other == at:
            continue
        here = _owner(plan, at)
        if at[:-1] == other[:-1]:
            yield Repeated(line.text, amount, other, at, f"in two lines of {here}")
        elif _is_telling(words) and line.amounts and its.amounts and _are_apart(line, its):
            where = f"by {_owner(plan, other)} and, from another source, by {here}"
            yield Repeated(line.text, amount, other, at, where)


def _is_telling(words: str) -> bool:
    return len(words.split()) >= TELLING_WORDS


def _are_apart(line: BudgetLine, other: BudgetLine) -> bool:
    return not set(line.amounts) & set(other.amounts)


def _line_amount(line: BudgetLine) -> Decimal:
    """A line's money from all its sources, as far as it is known."""
    profiles = [*line.amounts.values(), *([line.amount] if line.amount else [])]
    wholes = [one.sum() if one.parts else one.root[TOTAL].amount for one in profiles]
    return sum((one for one in wholes if one is not None), Decimal(0))


def _owner(plan: Plan, at: Path) -> str:
    return plan.projects[at[1]].name if at[0] == "projects" else "the programme"


def subscribers(source: FundingSource) -> int | None:
    """How many subscriptions a source's amount is worked out from; None where it is not said."""
    if source.kind is not FundingKind.SUBSCRIPTION or not source.basis:
        return None
    parts = [part for group in source.basis.values() for part in group.parts.values()]
    numbers = [part.number for part in parts if part.rate is not None]
    if len(numbers) != len(parts) or any(one is None or one % 1 for one in numbers):
        return None
    return int(sum((one for one in numbers if one is not None), Decimal(0)))
