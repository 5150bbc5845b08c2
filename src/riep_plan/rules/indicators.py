"""IND: indicators, their baselines and their targets.

The template's guidance asks, for each measure: a baseline, when it was measured, a target to be
achieved as a result of the project, and when it should be reached.
"""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.indicators import (
    dated,
    holders,
    indicators,
    last_days,
    plan_end,
    says,
    years_after,
    years_before,
)
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.indicator import Baseline, Direction, Indicator, IndicatorKind
from riep_plan.rules.registry import rule
from riep_plan.values.period import format_day
from riep_plan.values.quantity import format_number
from riep_plan.values.words import count, nearest, shortened


@rule("IND01", "outcome-without-indicator", since="0.1.0")
def outcome_without_indicator(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An outcome that no indicator measures."""
    for at, holder, stated in holders(ledger):
        measured = {one for _, indicator in stated for one in indicator.measures}
        for outcome_id, text in holder.outcomes.items():
            if outcome_id not in measured:
                yield Finding(
                    facts,
                    (*at, "outcomes", outcome_id),
                    f"No indicator measures the outcome “{shortened(text, 80)}”.",
                    help=f"Add an indicator with `measures: {outcome_id}`, or name this outcome in "
                    "one that measures it.",
                )


@rule("IND02", "baseline-missing", since="0.1.0")
def baseline_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An indicator that does not say where it stands."""
    for at, indicator in indicators(ledger):
        if not says(indicator.baseline):
            yield _incomplete(facts, at, indicator, "baseline", "Add its value under `baseline`.")


@rule("IND03", "baseline-date-missing", since="0.1.0")
def baseline_date_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A baseline that does not say when it was measured."""
    for at, indicator in indicators(ledger):
        if indicator.baseline is not None and indicator.baseline.at is None:
            advice = "Add when it was measured: `at:` under `baseline`."
            yield _incomplete(facts, at, indicator, "baseline date", advice, "baseline")


@rule("IND04", "target-missing", since="0.1.0")
def target_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An indicator that does not say where it should stand."""
    for at, indicator in indicators(ledger):
        target = indicator.target
        if not says(target) and not (target and (target.change or target.profile)):
            yield _incomplete(facts, at, indicator, "target", "Add its value under `target`.")


@rule("IND05", "target-date-missing", since="0.1.0")
def target_date_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target that does not say when it should be reached."""
    for at, indicator in indicators(ledger):
        target = indicator.target
        if (
            target is not None
            and target.by is None
            and not (target.profile and target.profile.parts)
        ):
            advice = "Add when it should be reached: `by:` under `target`."
            yield _incomplete(facts, at, indicator, "target date", advice, "target")


@rule("IND06", "target-moves-the-wrong-way", since="0.1.0")
def target_moves_the_wrong_way(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target that is worse than its baseline, by the direction that the plan states."""
    for at, indicator in indicators(ledger):
        change = _change(indicator) if indicator.better is not None else None
        if change is None:
            continue
        if change > 0 if indicator.better is Direction.LOWER else change < 0:
            yield Finding(
                facts,
                (*at, "target"),
                f"“{shortened(indicator.text, 80)}” is better when {indicator.better}, but its "
                f"target {_movement(indicator, change)}.",
                help="Check the target, the baseline and which way is better.",
                expected=f"{indicator.better} than the baseline",
                actual=format_number(change),
                related=(
                    Related(((*at, "baseline"),), "the baseline"),
                    Related(((*at, "better"),), "which way is better"),
                ),
            )


@rule("IND07", "baseline-after-target", since="0.1.0")
def baseline_after_target(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A baseline measured after the date by which its target should be reached."""
    for at, indicator, measured, due in dated(ledger):
        if measured is not None and due is not None and measured.start > due.end:
            yield Finding(
                facts,
                (*at, "baseline", "at"),
                f"The baseline of “{shortened(indicator.text, 60)}” is dated "
                f"{_said(indicator.baseline)}, after the date of its target "
                f"({format_day(due.end)}).",
                help="Check both dates; the year is the usual slip.",
                expected=f"before {format_day(due.end)}",
                actual=_said(indicator.baseline),
                related=(Related(((*at, "target"),), "the target"),),
            )


@rule("IND08", "baseline-date-implausible", since="0.1.0")
def baseline_date_implausible(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A baseline measured after the plan's period, or too long before it to mean anything."""
    years, own = ledger.plan.policy.baseline_years, ledger.days
    if own is None:
        return
    earliest = years_before(own.start, years)
    for at, indicator, measured, due in dated(ledger):
        if measured is None or (due is not None and measured.start > due.end):
            continue  # IND07 reports what is after its target
        if measured.start > own.end or measured.end < earliest:
            yield Finding(
                facts,
                (*at, "baseline", "at"),
                f"The baseline of “{shortened(indicator.text, 60)}” is dated "
                f"{_said(indicator.baseline)}; the plan runs from {own}, and a baseline "
                f"may be up to {count(years, 'year')} older.",
                help="Check the date; the year is the usual slip.",
                expected=f"{format_day(earliest)} to {format_day(own.end)}",
                actual=_said(indicator.baseline),
            )


@rule("IND09", "target-date-implausible", since="0.1.0")
def target_date_implausible(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target that was due before the plan began, or too long after it to be tied to it."""
    years, own = ledger.plan.policy.target_years, ledger.days
    if own is None:
        return
    latest = years_after(own.end, years)
    for at, indicator, _, due in dated(ledger):
        if due is not None and (due.end < own.start or due.start > latest):
            yield Finding(
                facts,
                (*at, "target", "by"),
                f"The target of “{shortened(indicator.text, 60)}” is due by "
                f"{format_day(due.end)}; the plan runs from {own}, and a target may be due "
                f"up to {count(years, 'year')} later.",
                help="Check the date; the year is the usual slip.",
                expected=f"{format_day(own.start)} to {format_day(latest)}",
                actual=format_day(due.end),
                cause=f"target-date/{'/'.join(at)}",
            )


@rule("IND10", "indicator-without-outcome", since="0.3.0", severity=Severity.WARNING)
def indicator_without_outcome(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An indicator that measures no outcome, where others beside it do."""
    for holder in holders(ledger):
        without = [placed for placed in holder.indicators if not placed[1].measures]
        if not holder.part.outcomes or len(without) == len(holder.indicators):
            continue  # IND01 reports the outcomes
        for at, indicator in without:
            yield Finding(
                facts,
                at,
                f"The {indicator.kind} indicator “{shortened(indicator.text, 60)}” measures no "
                f"outcome; the {'project' if holder.at else 'plan'} has "
                f"{count(len(holder.part.outcomes), 'outcome')}.",
                help="Say which outcomes it measures, under `measures`, or leave it out.",
                related=(Related(((*holder.at, "outcomes"),), "the outcomes"),),
            )


@rule("IND13", "lead-indicator-too-late", since="0.3.0", severity=Severity.WARNING)
def lead_indicator_too_late(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A lead indicator whose target is due more than a year after the plan."""
    end, years = plan_end(ledger), ledger.plan.policy.lead_years
    if end is None:
        return
    usual = years_after(end, years)
    for at, indicator, measured, stated in dated(ledger):
        if indicator.kind is not IndicatorKind.LEAD:
            continue
        due = stated or last_days(ledger, indicator)
        if due is None:
            continue
        is_later = measured is not None and measured.end > end
        latest = years_after(measured.end, years) if measured and is_later else usual
        if due.start > latest:
            has_day = indicator.target is not None and indicator.target.by is not None
            yield Finding(
                facts,
                (*at, "target", "by") if has_day else (*at, "target"),
                f"The lead indicator “{shortened(indicator.text, 60)}” is due by "
                f"{format_day(due.end)}, more than {count(years, 'year')} after "
                f"the plan ends ({format_day(end)}).",
                help="Check the date; what takes so long to show is a lag indicator.",
                expected=f"by {format_day(latest)}",
                actual=format_day(due.end),
                related=(Related(((*at, "kind"),), "the kind of indicator"),),
                cause=f"target-date/{'/'.join(at)}",
            )


@rule("IND14", "outcome-without-early-sign", since="0.3.0", severity=Severity.INFO)
def outcome_without_early_sign(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An outcome measured after the plan only, where others of the project have lead indicators."""
    end = plan_end(ledger)
    for holder in holders(ledger):
        leading = {
            it
            for _, one in holder.indicators
            if one.kind is IndicatorKind.LEAD
            for it in one.measures
        }
        for outcome_id, text in holder.part.outcomes.items() if end and leading else ():
            if end is None or outcome_id in leading:
                continue
            own = [one for _, one in holder.indicators if outcome_id in one.measures]
            days = [last_days(ledger, one) for one in own]
            known = [span for span in days if span is not None and span.start > end]
            if known and len(known) == len(days):
                first = min(known)
                yield Finding(
                    facts,
                    (*holder.at, "outcomes", outcome_id),
                    f"Nothing measures “{shortened(text, 80)}” before {format_day(first.end)}; the "
                    f"plan ends on {format_day(end)}, and no lead indicator shows progress.",
                    help="Add a lead indicator for it, or leave it as it is where none is to be "
                    "had.",
                )


@rule("IND26", "unknown-regional-indicator", since="0.4.0", severity=Severity.WARNING)
def unknown_regional_indicator(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A reference to a target that the plan's own framework of that name does not have."""
    named = {
        name.casefold(): one
        for framework_id, one in ledger.plan.frameworks.items()
        for name in (framework_id, one.title)
    }
    for at, indicator in indicators(ledger) if named else ():
        name, _, target = (indicator.reference or "").rpartition(" ")
        framework = named.get(name.strip().casefold())
        if framework is None or target.casefold() in framework.targets:
            continue
        meant = nearest(target, framework.targets)
        yield Finding(
            facts,
            (*at, "reference"),
            f"“{shortened(indicator.text, 80)}” is given as {indicator.reference}, but "
            f"{framework.title} has no target {target}.",
            help=f"Did you mean {meant}?" if meant else "Check the number against the framework.",
            expected=meant,
            actual=target,
        )


def _incomplete(
    facts: Rule, at: Path, indicator: Indicator, what: str, advice: str, part: str = ""
) -> Finding:
    holder = getattr(indicator, part) if part else None
    return Finding(
        facts,
        (*at, part) if holder is not None else at,
        f"The {indicator.kind} indicator “{shortened(indicator.text, 80)}” has no {what}.",
        help=advice,
    )


def _change(indicator: Indicator) -> Decimal | None:
    """How far the target moves from the baseline, in the indicator's unit; None if not told."""
    baseline, target = indicator.baseline, indicator.target
    if target is None:
        return None
    if target.change is not None:
        return target.change.number
    start, end = baseline.value if baseline is not None else None, target.value
    if start is None or end is None or start.measure is not end.measure:
        return None
    return end.number - start.number


def _movement(indicator: Indicator, change: Decimal) -> str:
    baseline, target = indicator.baseline, indicator.target
    unit = f" {indicator.unit}" if indicator.unit else ""
    if target and target.value and baseline and baseline.value:
        return f"goes from {baseline.value}{unit} to {target.value}{unit}"
    sign = "+" if change > 0 else ""
    stated = target.change if target else format_number(change)
    return f"changes it by {sign}{stated}{unit}"


def _said(baseline: Baseline | None) -> str:
    return str(baseline.at) if baseline and baseline.at else ""
