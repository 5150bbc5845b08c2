"""RTN: forecasts in returns, claims on funding sources, and efficiencies delivered."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.money.kinds_of_money import is_others_money
from riep_plan.figures.money.sources import Pool, pools_of
from riep_plan.figures.returns.delivery import DELIVERED, promises_returned_on
from riep_plan.figures.returns.record import expected_of_last, forecast_record
from riep_plan.figures.returns.rows import returned_rows
from riep_plan.figures.returns.savings import project_savings
from riep_plan.figures.returns.spend import spend_lines
from riep_plan.figures.returns.standing import (
    after,
    owner_name,
    owners_of,
    quarters_returned,
    return_path,
    returns_of,
    returns_up_to,
)
from riep_plan.figures.returns.traced import NOUGHT
from riep_plan.figures.tables import CAPITAL, SAVING_NAMES, SAVINGS
from riep_plan.findings.finding import Finding, Path, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.rules.registry import rule
from riep_plan.values.money import difference, format_money
from riep_plan.values.period import format_day, read_period
from riep_plan.values.words import listed

_TWICE = 2


@rule(
    "RTN07", "forecast-leaves-out-a-quarter", since="0.4.0", severity=Severity.WARNING, whole=True
)
def forecast_leaves_out_a_quarter(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A row that does not say what is expected in each quarter that remains."""
    to_come = {one: after(ledger, one) for one in quarters_returned(ledger)}
    for row in ledger.once(returned_rows):
        later, forecast = to_come[row.quarter], row.said.forecast
        if not later or (forecast is not None and TOTAL in forecast.root and len(later) == 1):
            continue
        if forecast is not None and forecast.root.keys() >= set(later):
            continue
        given = _quarters_in(ledger, forecast)
        missing = [label for label in later if label not in given]
        if missing:
            yield Finding(
                facts,
                (*row.at, "forecast"),
                f"{row.name(ledger.plan)}: the forecast made at the end of {row.quarter} says "
                f"nothing of {listed(missing)}.",
                help="Write 0 where nothing is expected, and `tbc` where it is not known.",
                expected=listed(later),
                actual=listed(sorted(given & set(later))) or "none",
            )


def _quarters_in(ledger: Ledger, forecast: Profile | None) -> set[str]:
    """Give the quarters that the periods of a forecast reach into."""
    keys = [key for key in forecast.root if key != TOTAL] if forecast is not None else []
    periods = [ledger.when(read_period(key)) for key in keys]
    return {
        label
        for days in periods
        if days is not None
        for label, span in ledger.quarters.items()
        if days.overlaps(span)
    }


@rule("RTN08", "forecast-for-a-past-quarter", since="0.4.0", severity=Severity.WARNING)
def forecast_for_a_past_quarter(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A forecast for a period that was over when it was made."""
    past = {one: _over(ledger, one) for one in quarters_returned(ledger)}
    for row in ledger.once(returned_rows):
        forecast, over = row.said.forecast, past[row.quarter]
        if forecast is None or over.isdisjoint(forecast.root):
            continue
        end = format_day(ledger.quarters[row.quarter].end)
        for key in forecast.root:
            if key in over:
                yield Finding(
                    facts,
                    (*row.at, "forecast", key),
                    f"{row.name(ledger.plan)}: the return for {row.quarter} forecasts {key}, "
                    f"which is over by {end}.",
                    help="Give what was spent as `actual:`; correct an earlier quarter under "
                    "`corrections:`.",
                    expected=listed(after(ledger, row.quarter)) or "no forecast",
                    actual=key,
                )


def _over(ledger: Ledger, quarter: str) -> frozenset[str]:
    """Give those of the plan's periods of amounts that are over when a quarter ends."""
    end = ledger.quarters[quarter].end
    return frozenset([key for key, days in ledger.days_of_amounts.items() if days.end <= end])


@rule(
    "RTN09", "forecast-slides-to-the-last-quarter", since="0.4.0", severity=Severity.WARNING,
    whole=True,
)  # fmt: skip
def forecast_slides_to_the_last_quarter(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money that did not go as expected, twice running, and was put into the last quarter."""
    for quarter in quarters_returned(ledger)[_TWICE - 1 :]:
        for project_id in ledger.once(owners_of):
            if len(returns_up_to(ledger, quarter, project_id)) < _TWICE:
                continue
            last = [one.amount for one in expected_of_last(ledger, quarter, project_id)]
            if not (len(last) > _TWICE and last[-1] > last[-2] > last[-3]):
                continue
            record = forecast_record(ledger, quarter, project_id)
            if record.slides < _TWICE or quarter not in record.last_quarter:
                continue
            steps = list(record.last_quarter.items())[-record.slides - 1 :]
            missed = record.expectations[-record.slides :]
            short = sum((-one.error.amount for one in missed), Decimal(0))
            yield Finding(
                facts,
                steps[-1][1].terms[0] if steps[-1][1].terms else return_path(quarter, project_id),
                f"{owner_name(ledger.plan, project_id)} has spent less than it expected in "
                f"{listed([one.quarter for one in missed])} ({format_money(short)} less in all), "
                f"and each time put more into the last quarter: from "
                f"{format_money(steps[0][1].amount)} to {format_money(steps[-1][1].amount)}.",
                help="Ask what will be different in the last quarter; if nothing, say what slips "
                "beyond the plan.",
                actual=steps[-1][1].amount,
                related=also_at(steps[0][1].terms, "what was expected of the last quarter first"),
            )


@rule("RTN10", "spend-not-eligible", since="0.4.0", severity=Severity.WARNING, whole=True)
def spend_not_eligible(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Spend outside the days for which its source may pay, or beyond all that it has."""
    for row in ledger.once(returned_rows):
        amount = row.said.actual.amount if row.said.actual else None
        if not amount:
            continue
        first, last, at = ledger.once(_eligible, row.key.source, row.key.kind)
        span = ledger.quarters[row.quarter]
        if last is not None and span.start > last:
            fault = f"may be spent until {format_day(last)}"
        elif first is not None and span.end < first:
            fault = f"may be spent from {format_day(first)}"
        else:
            continue
        yield Finding(
            facts,
            (*row.at, "actual"),
            f"{row.name(ledger.plan)}: {format_money(amount)} was spent in {row.quarter} "
            f"({span}), and that money {fault}.",
            help="Pay it from another source, or agree another date with the funder.",
            expected=Decimal(0),
            actual=amount,
            related=also_at((at,), "when it may be spent"),
        )
    for pool in ledger.once(pools_of) if ledger.plan.returns else ():
        yield from _overclaimed(facts, ledger, pool)


def _eligible(ledger: Ledger, source_id: str, kind: str) -> tuple[date | None, date | None, Path]:
    """The first and last day on which a source may pay for a kind, and where the last stands."""
    plan, source = ledger.plan, ledger.plan.funding.get(source_id)
    first = source.start.days.start if source and source.start and source.start.days else None
    last = source.until.days.end if source and source.until and source.until.days else None
    at: Path = ("funding", source_id, "until" if last else "from")
    capital = plan.policy.capital.until if kind == CAPITAL else None
    ends = capital.days.end if capital and capital.days else None
    if ends is None or is_others_money(plan, source_id) or (last is not None and last <= ends):
        return first, last, at
    return first, ends, ("policy", "capital", "until")


def _overclaimed(facts: Rule, ledger: Ledger, pool: Pool) -> Iterator[Finding]:
    """Say at the first quarter's end by which more is spent of a pool than it has."""
    for quarter in quarters_returned(ledger) if pool.there else ():
        lines = ledger.once(spend_lines, quarter)
        of_pool = [one.spent.amount for one in lines if one.key.source in pool.members]
        spent = sum(of_pool, Decimal(0))
        if spent <= pool.has + pool.slack:
            continue
        rows = [
            one
            for one in ledger.once(returned_rows)
            if one.quarter == quarter and one.source in pool.members
        ]
        if not rows:
            continue
        largest = max(rows, key=lambda row: row.said.actual.amount or 0 if row.said.actual else 0)
        title = ledger.plan.funding[pool.id].title
        yield Finding(
            facts,
            largest.actual_at,
            f"{format_money(spent)} of {title} was spent by the end of {quarter}, and it has "
            f"{format_money(pool.has)}: {difference(spent, pool.has)}.",
            help="Check the returns of this source; what is over is not to be claimed.",
            expected=pool.has,
            actual=spent,
            related=also_at(tuple(one.at for one in pool.there), "what it has"),
        )
        return


@rule("RTN11", "savings-without-origin", since="0.4.0", severity=Severity.WARNING)
def savings_without_origin(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Efficiencies delivered, without what they came from or what shows them."""
    for quarter, project_id, found in returns_of(ledger.plan):
        for kind in SAVINGS if found.efficiencies and project_id in ledger.plan.projects else ():
            said = getattr(found.efficiencies, kind)
            if said is None or not said.actual:
                continue
            missing = [key for key in ("came_from", "evidence") if getattr(said, key) is None]
            if missing:
                what = {"came_from": "what they came from", "evidence": "what shows them"}
                yield Finding(
                    facts,
                    (*return_path(quarter, project_id), "efficiencies", kind),
                    f"{ledger.plan.projects[project_id].name} reports {format_money(said.actual)} "
                    f"of {SAVING_NAMES[kind]} efficiencies in {quarter}, and does not say "
                    f"{listed([what[key] for key in missing], 'or')}.",
                    help=f"Add {listed([f'`{key}:`' for key in missing])}.",
                    actual=said.actual,
                )


@rule("RTN12", "savings-before-delivery", since="0.4.0", severity=Severity.INFO, whole=True)
def savings_before_delivery(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Efficiencies from a project that has not delivered anything yet."""
    for quarter, project_id, found, own in ledger.once(promises_returned_on):
        if found.efficiencies is None or project_id not in ledger.plan.projects:
            continue
        if not own or any(one.state in DELIVERED for one in own):
            continue
        for line in ledger.once(project_savings, quarter, project_id):
            saved = line.delivered.get(quarter, NOUGHT)
            if saved.amount <= 0:
                continue
            yield Finding(
                facts,
                saved.terms[0],
                f"{ledger.plan.projects[line.project_id].name} reports "
                f"{format_money(saved.amount)} of {SAVING_NAMES[line.kind]} efficiencies in "
                f"{quarter}, and nothing that it is to deliver is delivered.",
                help="Check what brought the saving, and whether it would have come anyway.",
                actual=saved.amount,
                related=also_at(tuple(one.at for one in own), "what it is to deliver"),
            )
