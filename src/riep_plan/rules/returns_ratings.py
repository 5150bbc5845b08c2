"""RTN: ratings beside the figures that they stand for, and readings of indicators."""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.returns.delivery import promised_by
from riep_plan.figures.returns.ratings import (
    ASPECTS,
    Aspect,
    AspectRating,
    ProjectRating,
    Reason,
    Trend,
    Why,
    project_rating,
    reasons_against,
)
from riep_plan.figures.returns.readings import (
    BASELINE,
    Movement,
    readings_made,
)
from riep_plan.figures.returns.spend import project_lines
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_name,
    owners_of,
    quarters_returned,
    return_of,
    return_path,
    returns_in_calendar,
    up_to,
)
from riep_plan.findings.finding import Finding, Path, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.returns import Rag
from riep_plan.rules.registry import rule
from riep_plan.rules.returns import kept_as_accepted
from riep_plan.values.money import format_money
from riep_plan.values.period import Span, format_day
from riep_plan.values.words import count, listed, shortened

_SHOWN = 3


@rule("RTN20", "rating-challenged", since="0.4.0", severity=Severity.WARNING, whole=True)
def rating_challenged(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A rating that is better than the project's own figures imply."""
    for rating, one in ledger.once(_spoken_against):
        if not one.is_challenged or one.declared is None or one.implied is None:
            continue
        worst = [reason for reason in one.reasons if reason.rag is one.implied]
        yield Finding(
            facts,
            (*one.at, "status"),
            f"{owner_name(ledger.plan, rating.project_id)} rates its {one.aspect} "
            f"{one.declared.status} in {rating.quarter}; its own figures imply {one.implied}: "
            f"{_told(worst)}.",
            help=kept_as_accepted(ledger.plan, one.at)
            or "Change the rating, or say in `because` why the figures do not make it so, and "
            "waive this.",
            expected=str(one.implied),
            actual=str(one.declared.status),
            related=also_at(dict.fromkeys(reason.at for reason in worst), "what implies it"),
            cause=_cause(one),
        )


@rule("RTN21", "rating-better-than-figures", since="0.4.0", severity=Severity.WARNING, whole=True)
def rating_better_than_figures(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A rating that got better while the figures got worse."""
    for rating, one in ledger.once(_spoken_against):
        if one.trend is not Trend.BETTER or one.declared is None:
            continue
        earlier = up_to(ledger, rating.quarter)[:-1]
        before = ledger.once(project_rating, earlier[-1], rating.project_id).aspects[one.aspect]
        if before.declared is None or _weight(one) <= _weight(before):
            continue
        yield Finding(
            facts,
            (*one.at, "status"),
            f"{owner_name(ledger.plan, rating.project_id)} rates its {one.aspect} "
            f"{one.declared.status} in {rating.quarter}, after {before.declared.status}; its "
            f"figures are worse than a quarter ago: {_told(list(one.reasons))}.",
            help="Say in `because` what got better, or keep the rating.",
            expected=f"{before.declared.status} or worse",
            actual=str(one.declared.status),
            related=also_at([before.at], "the rating before"),
            cause=_cause(one),
        )


@rule("RTN22", "rating-missing", since="0.4.0", severity=Severity.WARNING, whole=True)
def rating_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A return that does not rate what it reports on."""
    for quarter, project_id, found in ledger.once(returns_in_calendar):
        if found.nothing_to_report is not None:
            continue
        missing = [
            name
            for name, aspect in ASPECTS.items()
            if getattr(found.rag, name, None) is None
            and _applies(ledger, quarter, project_id, aspect)
        ]
        if missing:
            yield Finding(
                facts,
                (*return_path(quarter, project_id), "rag"),
                f"{owner_name(ledger.plan, project_id)} gives no rating in {quarter} of its "
                f"{listed(missing)}.",
                help="Add `rag:`, for each `{status: green, because: …}`.",
                expected=listed(missing),
            )


@rule("RTN23", "reading-moves-away", since="0.4.0", severity=Severity.WARNING)
def reading_moves_away(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An indicator that is further from its target than before, without a reason."""
    for one, place in ledger.once(readings_made):
        now, before = one.readings[place], one.before(place)
        if before is None or now.reading is None or now.reading.because is not None:
            continue
        if one.movement_to(place) is Movement.AWAY:
            since = "the baseline" if before.quarter == BASELINE else before.quarter
            yield Finding(
                facts,
                now.at,
                f"“{shortened(one.indicator.text, 80)}” reads {now.value} in {now.quarter}, after "
                f"{before.value} in {since}: that is away from its target"
                f"{f' of {one.target}' if one.target else ''}.",
                help="Check the reading; if it is right, say why under `because:`.",
                expected=str(one.target) if one.target else None,
                actual=str(now.value),
                related=also_at(
                    dict.fromkeys((before.at, one.target_at)), "the value before, and the target"
                ),
            )


@rule("RTN24", "reading-out-of-order", since="0.4.0", severity=Severity.WARNING)
def reading_out_of_order(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A reading from before the one that it follows, or from after the quarter of its return."""
    for one, place in ledger.once(readings_made):
        now, before = one.readings[place], one.before(place)
        end = ledger.quarters[now.quarter].end
        at: Path
        if now.days is None:
            continue
        if now.days.start > end:
            fault, at = f"{now.quarter} ended on {format_day(end)}", ("calendar", now.quarter)
        elif before is not None and _is_before(now.days, before.days):
            said = (
                "the baseline" if before.quarter == BASELINE else f"the reading in {before.quarter}"
            )
            fault, at = f"{said} is from {before.days}", before.at
        else:
            continue
        yield Finding(
            facts,
            (*now.at[:-1], "at"),
            f"“{shortened(one.indicator.text, 80)}” was read on {now.days} by the return for "
            f"{now.quarter}, and {fault}.",
            help="Check the date; a later return gives a later reading.",
            actual=str(now.reading.at) if now.reading else None,
            related=also_at([at], "what it is held against"),
        )


@rule("RTN25", "reading-of-another-measure", since="0.4.0", severity=Severity.WARNING)
def reading_of_another_measure(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A reading that counts something else than the target, or than the baseline."""
    for one, place in ledger.once(readings_made):
        now = one.readings[place]
        against = one.target or (one.baseline.value if one.baseline else None)
        if against is None or not now.value.number or against.measure is now.value.measure:
            continue
        at = one.target_at if one.target or one.baseline is None else one.baseline.at
        yield Finding(
            facts,
            now.at,
            f"“{shortened(one.indicator.text, 80)}” reads {now.value}, "
            f"{_a(now.value.measure)}, and the plan has {against}, {_a(against.measure)}.",
            help="Give the reading in the measure of the target.",
            expected=_a(against.measure),
            actual=str(now.value),
            related=also_at([at], "the plan's value"),
        )


def _spoken_against(ledger: Ledger) -> list[tuple[ProjectRating, AspectRating]]:
    """Give each rating that any figure speaks against: no other can be better than its figures."""
    found: list[tuple[ProjectRating, AspectRating]] = []
    for quarter in quarters_returned(ledger):
        against = ledger.once(reasons_against, quarter)
        whose = [one for one in ledger.once(owners_of) if one in against]
        for rating in [ledger.once(project_rating, quarter, one) for one in whose]:
            found += [(rating, one) for one in rating.aspects.values() if one.reasons]
    return found


def _applies(ledger: Ledger, quarter: str, project_id: str, aspect: Aspect) -> bool:
    """Whether a project has anything to be rated on."""
    if aspect is Aspect.DELIVERY:
        return any(True for _ in promised_by(ledger.plan, project_id))
    if aspect is Aspect.SPEND:
        return bool(ledger.once(project_lines, quarter)[project_id])
    returns = [return_of(ledger.plan, label, project_id) for label in up_to(ledger, quarter)]
    named = any(one.new_risks for one in returns if one)
    plan = ledger.plan
    own = plan.risks if project_id == PROGRAMME else plan.projects[project_id].risks
    return bool(own) or named


def _weight(one: AspectRating) -> tuple[Decimal, Decimal]:
    """How much speaks against green: money by its share; else how many, and by how many days."""
    if one.aspect is Aspect.SPEND:
        return max((_share(reason) for reason in one.reasons), default=Decimal(0)), Decimal(0)
    red = sum(reason.rag is Rag.RED for reason in one.reasons)
    days = sum(reason.days or 0 for reason in one.reasons)
    if one.aspect is Aspect.RISK:
        return Decimal(red), Decimal(len(one.reasons))
    return Decimal(len(one.reasons)), Decimal(days)


def _share(reason: Reason) -> Decimal:
    if reason.gap is None or reason.against is None:
        return Decimal(0)
    return abs(reason.gap / reason.against.amount) if reason.against.amount else Decimal(1)


def _told(reasons: list[Reason]) -> str:
    """Say what implies a rating, in a clause."""
    shown = [_clause(one) for one in reasons[:_SHOWN]]
    more = len(reasons) - _SHOWN
    return listed([*shown, f"{more} more"] if more > 0 else shown)


def _clause(one: Reason) -> str:
    if one.figure is not None and one.against is not None:
        held = "profile" if one.why in (Why.OVER_PROFILE, Why.UNDER_PROFILE) else "budget"
        verb = "spent" if held == "profile" else "expected in all"
        return (
            f"{format_money(one.figure.amount)} {verb} against a {held} of "
            f"{format_money(one.against.amount)}"
        )
    text = f"“{shortened(one.text, 60)}”"
    if one.why in (Why.SEVERE, Why.TOP_SCORE):
        return f"{text} is {one.why}"
    days = count(one.days, "day") if one.days else ""
    if one.why is Why.LATE:
        return f"{text} is {days} late" if days else f"{text} is late"
    return f"{text} is {one.why}{f', {days} late' if days else ''}"


def _is_before(now: Span, before: Span | None) -> bool:
    return before is not None and now.end < before.start


def _a(measure: str) -> str:
    return f"{'an' if measure[0] in 'aeiou' else 'a'} {measure}"


def _cause(one: AspectRating) -> str:
    return f"rating of {'/'.join(one.at)}"
