"""DLV: milestones and their steps: when they are reached, and what is paid for them."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.deliveries import (
    ending,
    holders,
    money_span,
    out_of_order,
    paid,
    paid_rounding,
    payment_periods,
    points,
    spans,
    undated,
)
from riep_plan.figures.delivery.repeats import paid_twice
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.period import Span
from riep_plan.values.words import count, listed, shortened

#: With fewer milestones of its own, a plan may not mean to date them.
_DATED = 3


@rule("DLV03", "milestone-without-date", since="0.3.0", severity=Severity.WARNING, whole=True)
def milestone_without_date(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A milestone, or a step beside others that have one, without any date."""
    for found in undated(ledger):
        name = found.whose.name if found.whose else "the plan"
        if found.whose is None and len(found.points) < _DATED:
            return
        if found.is_all and len(found.points) > 1:
            yield Finding(
                facts,
                (*found.whose.at, "milestones") if found.whose else found.points[0].at,
                f"None of the {len(found.points)} milestones of {name} has a date.",
                help="Add when each is due: `due: September 2009`.",
                related=(Related(tuple(point.at for point in found.points), "the milestones"),),
            )
            continue
        for point in found.points:
            money = f", and {format_money(point.paid)} is paid for it" if point.paid else ""
            yield Finding(
                facts,
                point.at,
                f"The {point.what} “{shortened(point.one.text, 80)}” of {name} has no date{money}.",
                help="Add when it is due: `due: September 2009`.",
            )


@rule("DLV04", "milestone-dated-in-words", since="0.3.0", severity=Severity.INFO)
def milestone_dated_in_words(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A milestone or step whose only date is words that no day can be told from."""
    for holder in holders(ledger):
        for point in points(holder):
            if point.one.due_text is not None and not point.one.due:
                yield Finding(
                    facts,
                    (*point.at, "due_text"),
                    f"The {point.what} “{shortened(point.one.text, 60)}” is due "
                    f"“{shortened(point.one.due_text, 40)}”, from which no report can tell when it "
                    "is late.",
                    help="Agree a month or quarter by which it is reached, and add it as `due`.",
                    actual=point.one.due_text,
                )


@rule("DLV05", "milestone-outside-the-plan", since="0.3.0", severity=Severity.WARNING)
def milestone_outside_the_plan(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A milestone or step that begins and ends before the plan, or that ends after it."""
    for holder in holders(ledger):
        allowed = money_span(ledger, holder.project)
        for point in points(holder) if allowed else ():
            for position, period in enumerate(point.one.due):
                days, end = ledger.when(period), ending(ledger, period)
                if allowed is None or days is None or end is None:
                    continue
                if end.start <= allowed.end and days.end >= allowed.start:
                    continue
                yield Finding(
                    facts,
                    (*point.at, "due", str(position)),
                    f"The {point.what} “{shortened(point.one.text, 60)}” of {holder.name} is due "
                    f"{period}; the plan and its money run from {allowed}.",
                    help="Check the date; the year is the usual slip. If it is right, say which "
                    "later money pays for it.",
                    expected=str(allowed),
                    actual=str(period),
                    cause="/".join(("due", *point.at)),
                )


@rule("DLV06", "milestone-out-of-order", since="0.3.0", severity=Severity.INFO)
def milestone_out_of_order(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """One milestone whose date alone breaks a list that is in the order of its dates."""
    for holder in holders(ledger):
        listed_days: list[tuple[Path, Span]] = []
        for key, milestone in holder.milestones.items():
            days = spans(ledger, milestone.due)
            if days is not None:
                listed_days.append(((*holder.at, "milestones", key), days[0]))
        blamed = out_of_order(listed_days)
        if blamed is None or len(listed_days) < len(holder.milestones):
            continue
        at, days_of_it = listed_days[blamed]
        one = holder.milestones[at[-1]]
        beside = blamed - 1 if blamed else 1
        yield Finding(
            facts,
            (*at, "due"),
            f"The milestones of {holder.name} are listed by date, but “{shortened(one.text, 60)}”, "
            f"due {one.due[0]}, is out of order.",
            help="Check the date, the year above all, or move the milestone to its place.",
            actual=str(days_of_it),
            related=(Related((listed_days[beside][0],), "the milestone beside it"),),
            cause="/".join(("due", *at)),
        )


@rule("DLV07", "payment-before-its-milestone", since="0.3.0", severity=Severity.WARNING)
def payment_before_its_milestone(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A milestone that is paid for in full before it begins, or long after it is reached."""
    allowed = timedelta(days=ledger.plan.policy.late_payment_days)
    for holder in holders(ledger):
        for point in points(holder):
            due, paid = spans(ledger, point.one.due), payment_periods(ledger, point.one)
            if due is None or paid is None:
                continue
            start, end = min(days.start for days in due), max(days.end for days in due)
            if paid.end >= start and paid.start <= end + allowed:
                continue
            when = (
                "before it begins"
                if paid.end < start
                else f"{count(allowed.days, 'day')} and more after it"
            )
            yield Finding(
                facts,
                (*point.at, "payments"),
                f"The {point.what} “{shortened(point.one.text, 60)}” of {holder.name} is due "
                f"{listed([str(one) for one in point.one.due])}, but all its payments fall "
                f"{when} ({paid}).",
                help="Check the date of the milestone and the years of its payments.",
                expected=str(Span(start, end)),
                actual=str(paid),
                related=(Related(((*point.at, "due"),), "when it is due"),),
                cause="/".join(("due", *point.at)),
            )


@rule("DLV11", "steps-cost-more-than-their-payment", since="0.3.0", severity=Severity.WARNING)
def steps_cost_more_than_their_payment(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Steps whose estimated costs come to more than what is paid for their milestone."""
    for holder in holders(ledger):
        for key, milestone in holder.milestones.items():
            at: Path = (*holder.at, "milestones", key)
            payment = paid(milestone.payments)
            costs = {
                (*at, "steps", step_id, "cost"): step.cost
                for step_id, step in milestone.steps.items()
                if step.cost is not None and not step.payments and step.funded_under is None
            }
            total = sum(costs.values(), Decimal(0))
            if payment is None or milestone.funded_under is not None or not costs:
                continue
            slack = paid_rounding(milestone.payments, costs.values())
            if total > payment + slack:
                yield Finding(
                    facts,
                    (*at, "payments"),
                    f"The steps of “{shortened(milestone.text, 60)}” of {holder.name} should cost "
                    f"{format_money(total)}, but {format_money(payment)} is paid for it "
                    f"({format_money(total - payment)} too little).",
                    help="Check the costs of the steps and the payment.",
                    expected=total,
                    actual=payment,
                    related=(Related(tuple(costs), "what the steps cost"),),
                )


@rule("DLV13", "delivery-paid-for-twice", since="0.3.0", severity=Severity.WARNING)
def delivery_paid_for_twice(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A milestone or step that another project has too, at the same time and price."""
    for twice in paid_twice(ledger):
        first, other = twice.first, twice.other
        yield Finding(
            facts,
            other.at,
            f"“{shortened(other.one.text, 60)}” of {twice.names[1]} and "
            f"“{shortened(first.one.text, 60)}” of {twice.names[0]} are due at the same time and "
            f"cost {format_money(twice.amount)} each: one delivery may be paid for twice.",
            help="Keep the money with the project that pays, and write `funded_under` in the "
            "other; or say how the two differ.",
            related=(Related((first.at,), f"the same in {twice.names[0]}"),),
        )
