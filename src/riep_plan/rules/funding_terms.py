"""FND: the terms of money: what it is for, from when, how much may be promised, whence it came."""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.money.grants import dated_uses
from riep_plan.figures.money.sources import pools_of
from riep_plan.figures.money.terms import (
    below_nothing,
    brought_forward,
    budgeted_without_allocation,
    from_nobody,
    is_doubtful,
    outside_the_fence,
    unmarked_totals,
)
from riep_plan.findings.finding import Finding, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.money import difference, format_money
from riep_plan.values.period import format_day
from riep_plan.values.quantity import format_number
from riep_plan.values.words import listed, shortened


@rule("FND14", "used-outside-its-ring-fence", since="0.4.0", severity=Severity.WARNING)
def used_outside_its_ring_fence(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money from a source on a project or line that it is not for."""
    plan = ledger.plan
    for one in outside_the_fence(plan):
        source = plan.funding[one.source]
        names = [
            plan.projects[each].name
            if each in plan.projects
            else plan.workstreams[each].title
            if each in plan.workstreams
            else each
            for each in source.only_for
        ]
        yield Finding(
            facts,
            one.rows[0].at,
            f"{shortened(one.name, 80)} has {format_money(one.amount)} from {source.title}, which "
            f"may be spent on {shortened(listed(names), 120)} alone.",
            help="Pay it from another source, or get the funder's agreement and add it to "
            "`only_for`.",
            expected=Decimal(0),
            actual=one.amount,
            related=(
                *also_at([row.at for row in one.rows[1:]], "more"),
                Related((("funding", one.source, "only_for"),), "what it is for"),
            ),
        )


@rule("FND15", "funding-used-before-it-starts", since="0.4.0", severity=Severity.WARNING)
def funding_used_before_it_starts(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money planned from a source in a period that ends before its first day."""
    plan = ledger.plan
    for source_id, source in plan.funding.items():
        if source.start is None or source.start.days is None:
            continue
        first = source.start.days.start
        for project_id, early in dated_uses(ledger, source_id, before=first, all_capital=True):
            yield Finding(
                facts,
                early[0].at,
                f"{plan.projects[project_id].name} plans {format_money(early[0].amount)} from "
                f"{source.title} {early[0].when}, but it may be spent from {format_day(first)} on "
                "only.",
                help="Put the spending off, pay it from another source, or ask the funder for an "
                "earlier start.",
                expected=Decimal(0),
                actual=early[0].amount,
                related=(
                    *also_at([one.at for one in early[1:]], "more of it before that day"),
                    Related((("funding", source_id, "from"),), "from when it may be spent"),
                ),
            )


@rule(
    "FND16",
    "over-programmed-beyond-the-policy",
    since="0.4.0",
    severity=Severity.WARNING,
    whole=True,
)
def over_programmed_beyond_the_policy(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A stated balance below nought by more than the policy lets a source be over-programmed."""
    allowed = ledger.plan.policy.over_programming
    for pool in ledger.once(pools_of) if allowed is not None else ():
        if not pool.is_balanced or not pool.there or is_doubtful(ledger, pool):
            continue
        most = pool.has * (allowed or Decimal(0)) / 100
        if -pool.gap > most + pool.slack:
            yield Finding(
                facts,
                ("stated", "unallocated", pool.id),
                f"{format_money(pool.takes)} is allocated from "
                f"{ledger.plan.funding[pool.id].title}, which has {format_money(pool.has)}: "
                f"{format_money(-pool.gap)} too much, where the policy allows "
                f"{format_number(allowed or Decimal(0))}% ({format_money(most)}).",
                help="Allocate less, or agree a higher limit for over-programming.",
                expected=pool.has + most,
                actual=pool.takes,
                related=(
                    Related(tuple(one.at for one in pool.used), "what is allocated"),
                    Related((("policy", "over_programming"),), "what the policy allows"),
                ),
            )


@rule("FND17", "brought-forward-is-not-what-was-left", since="0.4.0", severity=Severity.WARNING)
def brought_forward_is_not_what_was_left(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A carry-forward that differs from the balance of the earlier plan that it names."""
    for one in brought_forward(ledger):
        title = ledger.plan.funding[one.source].title
        said = (
            f"states a balance of {format_money(one.left)} ({difference(one.amount, one.left)})"
            if one.is_balance
            else f"had {format_money(one.left)} in all ({difference(one.amount, one.left)})"
        )
        yield Finding(
            facts,
            ("funding", one.source, "amount"),
            f"{title} brings {format_money(one.amount)} forward, but {one.where} {said}.",
            help="Reconcile the two: the opening balance is the closing balance of the year "
            "before, or a note says what came between.",
            expected=one.left,
            actual=one.amount,
            related=(Related((("funding", one.source, "carried_from"),), "where it is from"),),
        )


@rule("FND18", "total-hides-what-is-to-be-confirmed", since="0.4.0", severity=Severity.INFO)
def total_hides_what_is_to_be_confirmed(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A total without a mark over amounts that are still to be confirmed."""
    for at, parts in unmarked_totals(ledger.profiles):
        are = "is" if len(parts) == 1 else "are"
        yield Finding(
            facts,
            (*at, "total"),
            f"This total is stated as certain, and {listed(parts)} of it {are} still to be "
            "confirmed.",
            help="Mark the total with `tbc` as well, or confirm the parts.",
            related=(Related(tuple((*at, part) for part in parts), "to be confirmed"),),
        )


@rule("FND19", "match-funding-from-nobody", since="0.4.0", severity=Severity.WARNING)
def match_funding_from_nobody(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Match funding with nothing that says who gives it."""
    for source_id in from_nobody(ledger.plan):
        yield Finding(
            facts,
            ("funding", source_id),
            f"“{shortened(ledger.plan.funding[source_id].title, 80)}” is match funding, and "
            "nothing says who gives it.",
            help="Add `funder:`, or name the body in the title.",
        )


@rule("FND20", "budgeted-from-a-source-not-allocated", since="0.4.0", severity=Severity.WARNING)
def budgeted_from_a_source_not_allocated(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money that a project budgets from a source which its allocation does not have."""
    plan = ledger.plan
    for one in budgeted_without_allocation(plan):
        project = plan.projects[one.project]
        titles = [plan.funding[each].title for each in project.allocation if each in plan.funding]
        yield Finding(
            facts,
            one.rows[0].at,
            f"{project.name} plans to pay {format_money(one.amount)} from "
            f"{plan.funding[one.source].title}, which allocates it nothing: its allocation, "
            f"{format_money(one.given) if one.given else 'still to be confirmed'}, is from "
            f"{shortened(listed(sorted(titles)) or 'other sources', 120)}.",
            help="Check the source of the line, or allocate what it needs.",
            expected=Decimal(0),
            actual=one.amount,
            related=(
                *also_at([row.at for row in one.rows[1:]], "more from it"),
                Related((("projects", one.project, "allocation"),), "what it is allocated"),
            ),
        )


@rule("FND21", "source-below-nothing", since="0.4.0", severity=Severity.WARNING)
def source_below_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A funding source with less than nothing, and nothing that says why."""
    for source_id, amount in below_nothing(ledger.plan):
        yield Finding(
            facts,
            ("funding", source_id, "amount"),
            f"{ledger.plan.funding[source_id].title} has {format_money(amount)}: a source cannot "
            f"give less than nothing, and no basis says how it is {format_money(-amount)} short.",
            help="Check the sign. What an earlier year overspent is a carry-forward, with "
            "`carried_from:` or a `note:`; what is worked out has a `basis:`.",
            expected="nought or more",
            actual=amount,
            cause=f"funding/{source_id}",
        )
