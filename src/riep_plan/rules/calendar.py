"""CAL: the plan's own quarters, and what falls outside them."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from riep_plan.figures import Ledger
from riep_plan.figures.tables import Row, all_spend_rows, project_saving_rows
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.period import Span, day_after, format_day, read_period


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
    for (first, earlier), (second, later) in pairwise(ledger.quarters.items()):
        expected = day_after(earlier.end)
        if later.start > expected:
            yield Finding(
                facts,
                ("calendar", second, "from"),
                f"{first} ends on {format_day(earlier.end)} and {second} starts on "
                f"{format_day(later.start)}: the days between belong to no quarter.",
                help=f"Start {second} on {format_day(expected)}, or end {first} later.",
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
        overlap = f" As printed it overlaps {' and '.join(shared)}." if shared else ""
        yield Finding(
            facts,
            at,
            f"The document prints {label} as “{stated}” ({stated.days}), but the calendar needs "
            f"{span}.{overlap}",
            help="Correct the printed heading, or waive this with the document's own words.",
            expected=str(span),
            actual=str(stated.days),
            related=(Related((("calendar", label),), f"{label} of the calendar"),),
        )


@rule("CAL04", "amount-outside-the-plan", since="0.1.0")
def amount_outside_the_plan(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Spend or in-year savings outside the plan's quarters; forecast savings inside them."""
    if ledger.days is None:
        return
    for _, row in all_spend_rows(ledger.plan):
        yield from _outside(facts, ledger, row, "spend")
    for project_id, project in ledger.plan.projects.items():
        for (horizon, _), row in project_saving_rows(project_id, project):
            if horizon == "in_year":
                yield from _outside(facts, ledger, row, "an in-year saving")
            else:
                yield from _too_early(facts, ledger, row, ledger.days)


def _outside(facts: Rule, ledger: Ledger, row: Row, what: str) -> Iterator[Finding]:
    for key, amount in row.profile.parts.items():
        days = ledger.when(read_period(key))
        if days is None or (ledger.days and not days.within(ledger.days)):
            known = f"{ledger.days}" if ledger.days else "unknown"
            yield Finding(
                facts,
                (*row.at, key),
                f"{format_money(amount)} of {what} falls in {key}, outside the plan's own period "
                f"({known}).",
                help="Move it into one of the plan's quarters, or correct the period.",
                expected=known,
                actual=key,
                related=(Related((("calendar",),), "the plan's quarters"),),
            )


def _too_early(facts: Rule, ledger: Ledger, row: Row, plan: Span) -> Iterator[Finding]:
    for key, amount in row.profile.parts.items():
        days = ledger.when(read_period(key))
        if days is None or days.end <= plan.end:
            yield Finding(
                facts,
                (*row.at, key),
                f"A forecast saving of {format_money(amount)} is dated {key}, within the plan's "
                f"own period ({plan}), which in-year savings cover.",
                help="Move it to the in-year savings, or correct its date.",
                expected=f"after {format_day(plan.end)}",
                actual=key,
            )


@rule("CAL05", "due-in-no-quarter-of-the-plan", since="0.1.0")
def due_in_no_quarter_of_the_plan(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A date that names a quarter which the plan's calendar has not."""
    if not ledger.quarters:
        return
    for at, labels in _named_quarters(ledger):
        missing = [label for label in labels if label not in ledger.quarters]
        if missing:
            yield Finding(
                facts,
                at,
                f"This names {' and '.join(missing)}, which the plan's calendar has not.",
                help=f"The plan's quarters are {', '.join(ledger.quarters)}.",
                actual=" and ".join(missing),
                related=(Related((("calendar",),), "the plan's quarters"),),
            )


def _named_quarters(ledger: Ledger) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for project_id, project in ledger.plan.projects.items():
        at: Path = ("projects", project_id)
        for action_id, action in project.actions.items():
            for output_id, output in action.outputs.items():
                here = (*at, "actions", action_id, "outputs", output_id, "due")
                for position, period in enumerate(output.due):
                    yield (*here, str(position)), period.labels
        for indicator_id, indicator in project.indicators.items():
            here = (*at, "indicators", indicator_id)
            if indicator.baseline and indicator.baseline.at:
                yield (*here, "baseline", "at"), indicator.baseline.at.labels
            if indicator.target and indicator.target.by:
                yield (*here, "target", "by"), indicator.target.by.labels


@rule("CAL06", "quarter-without-days", since="0.1.0")
def quarter_without_days(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A quarter whose first and last month make no span of days."""
    for label in ledger.plan.calendar:
        if label not in ledger.quarters:
            quarter = ledger.plan.calendar[label]
            yield Finding(
                facts,
                ("calendar", label),
                f"{label} runs from “{quarter.start}” to “{quarter.end}”, which is no span of days.",
                help="Write its first and last month, the earlier first: {from: July 2010, …}.",
            )
