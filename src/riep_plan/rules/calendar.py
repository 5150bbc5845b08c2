"""CAL: the plan's own quarters, and what falls outside them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise

from riep_plan.figures import Ledger
from riep_plan.figures.tables import IN_YEAR, Row
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.period import QUARTERS, Period, Span, day_after, format_day, read_period
from riep_plan.values.words import count, listed

_MONTHS = 3


@rule("CAL01", "quarters-overlap", since="0.1.0")
def quarters_overlap(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Two quarters that share days."""
    for (first, earlier), (second, later) in combinations(ledger.quarters.items(), 2):
        if earlier.overlaps(later):
            shared = Span(max(earlier.start, later.start), min(earlier.end, later.end))
            yield Finding(
                facts,
                ("calendar", second, "from"),
                f"{first} ({earlier}) and {second} ({later}) share {shared}.",
                help="Let each quarter start on the day after the one before it ends.",
                expected=format_day(day_after(earlier.end)),
                actual=format_day(later.start),
                related=(Related((("calendar", first, "to"),), f"the end of {first}"),),
            )


@rule("CAL02", "gap-between-quarters", since="0.1.0")
def gap_between_quarters(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Days between two quarters that belong to neither, or quarters in the wrong order."""
    for (first, earlier), (second, later) in _neighbours(ledger):
        expected = day_after(earlier.end)
        if later.start > expected:
            yield Finding(
                facts,
                ("calendar", second, "from"),
                f"{first} ends on {format_day(earlier.end)} and {second} starts on "
                f"{format_day(later.start)}: the days between belong to no quarter.",
                help=_gap_advice(first, second, expected),
                expected=format_day(expected),
                actual=format_day(later.start),
                related=(Related((("calendar", first, "to"),), f"the end of {first}"),),
            )
        elif later.end < earlier.start:
            yield Finding(
                facts,
                ("calendar", second, "from"),
                f"{second} ({later}) lies before {first} ({earlier}).",
                help="Number the quarters in the order of their dates.",
            )


def _neighbours(ledger: Ledger) -> Iterator[tuple[tuple[str, Span], tuple[str, Span]]]:
    """Give quarters that follow each other; one without days between them is CAL06's to report."""
    for earlier, later in pairwise(ledger.quarters.items()):
        between = [label for label in ledger.plan.calendar if earlier[0] < label < later[0]]
        if not between:
            yield earlier, later


def _gap_advice(first: str, second: str, expected: date) -> str:
    missing = [f"Q{number}" for number in range(int(first[1]) + 1, int(second[1]))]
    if missing:
        return f"Add {listed(missing)} between them."
    return f"Start {second} on {format_day(expected)}, or end {first} the day before it starts."


@rule("CAL03", "quarter-printed-otherwise", since="0.1.0")
def quarter_printed_otherwise(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A quarter that the document prints with other dates than the calendar must have."""
    for label, span in ledger.quarters.items():
        stated = ledger.plan.calendar[label].stated
        if stated is None or stated.days is None or stated.days == span:
            continue
        at: Path = ("calendar", label, "stated")
        shared = [
            other
            for other, days in ledger.quarters.items()
            if other != label and days.overlaps(stated.days)
        ]
        overlap = f" As printed it overlaps {listed(shared)}." if shared else ""
        yield Finding(
            facts,
            at,
            f"The document prints {label} as “{stated}” ({stated.days}), but the calendar runs it "
            f"from {span}.{overlap}",
            help="Correct the printed heading, or waive this with the document's own words.",
            expected=str(span),
            actual=str(stated.days),
            related=(Related((("calendar", label),), f"{label} of the calendar"),),
        )


@rule("CAL04", "amount-outside-the-plan", since="0.1.0")
def amount_outside_the_plan(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Spend or in-year savings dated outside the plan; forecast savings dated inside it."""
    plan = ledger.days
    if plan is None:
        return
    days = ledger.days_of_amounts
    outside = {key for key, one in days.items() if not one.within(plan)}
    early = {key for key, one in days.items() if one.end <= plan.end}
    for tables in ledger.tables.values():
        for _, row in tables.spend:
            for at, amount in _dated(row, outside):
                yield _outside(facts, at, amount, "spend", plan)
        for (horizon, _), row in tables.savings:
            if horizon == IN_YEAR:
                for at, amount in _dated(row, outside):
                    yield _outside(facts, at, amount, "in-year saving", plan)
            else:
                for at, amount in _dated(row, early):
                    yield _too_early(facts, at, amount, plan)


def _dated(row: Row, periods: set[str]) -> Sequence[tuple[Path, Decimal]]:
    """Give the amounts, other than nought, that a row has in some periods."""
    parts = row.profile.parts
    if periods.isdisjoint(parts):
        return ()
    return [((*row.at, key), one) for key, one in parts.items() if one and key in periods]


def _outside(facts: Rule, at: Path, amount: Decimal, what: str, plan: Span) -> Finding:
    return Finding(
        facts,
        at,
        f"{format_money(amount)} of {what} falls in {at[-1]}, outside the plan's own period "
        f"({plan}).",
        help="Move it into one of the plan's quarters, or correct the period.",
        expected=str(plan),
        actual=at[-1],
        related=(Related((("calendar",),), "the plan's quarters"),),
    )


def _too_early(facts: Rule, at: Path, amount: Decimal, plan: Span) -> Finding:
    return Finding(
        facts,
        at,
        f"A forecast saving of {format_money(amount)} is dated {at[-1]}, within or before the "
        f"plan's own period ({plan}), which in-year savings cover.",
        help="Move it to the in-year savings, or correct its date.",
        expected=f"after {format_day(plan.end)}",
        actual=at[-1],
    )


@rule("CAL05", "quarter-not-in-the-calendar", since="0.1.0")
def quarter_not_in_the_calendar(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A date or an amount in a quarter that the plan's calendar has not."""
    calendar, lacking = ledger.plan.calendar, _lacking(ledger)
    for at, period in _named_periods(ledger) if lacking else ():
        missing = lacking.get(period.quarters)
        if missing and not calendar:
            yield _no_calendar(facts, at, missing)
            return
        if missing:
            verb = "is" if len(calendar) == 1 else "are"
            yield Finding(
                facts,
                at,
                f"This names {listed(missing)}, which is not in the plan's calendar.",
                help=f"The plan's quarters {verb} {listed(list(calendar))}.",
                actual=listed(missing),
                related=(Related((("calendar",),), "the plan's quarters"),),
            )


def _no_calendar(facts: Rule, at: Path, missing: list[str]) -> Finding:
    return Finding(
        facts,
        at,
        f"This names {listed(missing)}, but the plan has no calendar to say when that is.",
        help="Add one: calendar: with Q1: {from: July 2010, to: September 2010}, and so on.",
        actual=listed(missing),
    )


def _lacking(ledger: Ledger) -> Mapping[tuple[int, int] | None, list[str]]:
    """The quarters that the calendar lacks, by each run of quarters that the plan speaks of."""
    calendar = ledger.plan.calendar
    if calendar.keys() >= {*QUARTERS}:
        return {}
    runs = {one.quarters: one for one in ledger.periods_of_amounts.values() if one.quarters}
    runs.update({one.quarters: one for _, one in ledger.periods if one.quarters})
    missing = {
        run: [label for label in period.labels if label not in calendar]
        for run, period in runs.items()
    }
    return {run: labels for run, labels in missing.items() if labels}


def _named_periods(ledger: Ledger) -> Iterator[tuple[Path, Period]]:
    """Give every period that the plan speaks of: as a date, or as the key of an amount."""
    yield from ledger.periods
    for kind in (Profile, QuantityProfile):
        for at, profile in ledger.profiles:
            for key in profile.parts if isinstance(profile, kind) else ():
                yield (*at, key), read_period(key)


@rule("CAL06", "quarter-ends-before-it-starts", since="0.1.0")
def quarter_ends_before_it_starts(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A quarter whose last month comes before its first."""
    for label, quarter in ledger.plan.calendar.items():
        if label not in ledger.quarters:
            yield Finding(
                facts,
                ("calendar", label, "to"),
                f"{label} runs from {quarter.start} to {quarter.end}: it ends before it starts.",
                help="Check the years and months: {from: July 2010, to: September 2010}.",
                actual=str(quarter.end),
            )


@rule("CAL07", "quarter-is-not-three-months", since="0.1.0")
def quarter_is_not_three_months(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A quarter that is shorter or longer than three calendar months."""
    for label, span in ledger.quarters.items():
        after = day_after(span.end)
        months = (after.year - span.start.year) * 12 + after.month - span.start.month
        if months != _MONTHS or after.day != span.start.day:
            length = (
                f"about {count(months, 'month')}"
                if after.day != span.start.day
                else count(months, "month")
            )
            yield Finding(
                facts,
                ("calendar", label, "to"),
                f"{label} runs from {span}, which is {length}, not three.",
                help="Check the months and the years.",
                expected="3 months",
                actual=length,
            )
