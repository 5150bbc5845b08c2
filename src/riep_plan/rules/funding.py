"""FND: what a funding source has, and what a plan does with it."""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.money.grants import (
    dated_uses,
    is_unmarked,
    last_day_given,
    provisional_approvals,
    repeated_costs,
    shares_off,
    subscribers,
)
from riep_plan.figures.money.kinds_of_money import OTHERS_MONEY
from riep_plan.figures.money.sources import (
    Pool,
    has_unsourced_money,
    head_of,
    known_amount,
    pools_of,
    says_what_is_paid,
    unnamed_sources,
)
from riep_plan.figures.money.terms import is_doubtful
from riep_plan.figures.words.printed import Printed, printed_otherwise
from riep_plan.findings.finding import Finding, Path, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.funding import FundingKind, FundingStatus
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.period import format_day
from riep_plan.values.quantity import format_number
from riep_plan.values.words import count, listed, shortened

_PROVISIONAL = {
    FundingStatus.INDICATIVE: "only indicative",
    FundingStatus.TBC: "still to be confirmed",
}
_WIDTH = 80
#: A source of which so few uses are stated is one of a plan that is still being written.
_FEWEST_USES = 2


@rule(
    "FND01",
    "more-allocated-than-there-is",
    since="0.3.0",
    severity=Severity.WARNING,
    whole=True,
)
def more_allocated_than_there_is(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """More used of a source than it has, where no balance says so."""
    allowed = ledger.plan.policy.over_programming or Decimal(0)
    for pool in ledger.once(_unbalanced):
        if -pool.gap > pool.has * allowed / 100:
            yield Finding(
                facts,
                pool.there[0].at,
                f"{format_money(pool.takes)} is allocated from {_titles(ledger, pool)}, which has "
                f"{format_money(pool.has)}: {format_money(-pool.gap)} too much, and no stated "
                "balance shows it.",
                help="Allocate less, add what is to be pooled with it (`pooled_with`), or state "
                "the balance below nought (`stated: {unallocated: …}`).",
                expected=pool.has,
                actual=pool.takes,
                related=(Related(tuple(one.at for one in pool.used), "what is allocated"),),
            )


@rule(
    "FND02",
    "funding-allocated-to-nothing",
    since="0.3.0",
    severity=Severity.WARNING,
    whole=True,
)
def funding_allocated_to_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A source with an amount from which nothing is paid, in a plan that says what others pay."""
    plan = ledger.plan
    unnamed = unnamed_sources(ledger)
    if not unnamed or not says_what_is_paid(ledger) or has_unsourced_money(plan):
        return
    for source_id in unnamed:
        source = plan.funding[source_id]
        amount = known_amount(source)
        if amount > 0:
            yield Finding(
                facts,
                ("funding", source_id, "amount"),
                f"{source.title} has {format_money(amount)}, but nothing in the plan is paid from "
                "it, and no balance is stated.",
                help="Allocate or budget what it pays for, say which source it is pooled with, or "
                "state that it is left (`stated: {unallocated: …}`).",
                actual=amount,
                cause=f"funding/{source_id}",
            )


@rule("FND03", "money-left-unsaid", since="0.3.0", severity=Severity.WARNING, whole=True)
def money_left_unsaid(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Less used of a source than it has, where no balance or total of allocations says so."""
    left = [pool for pool in ledger.once(_unbalanced) if pool.gap > 0]
    if not left or has_unsourced_money(ledger.plan):
        return
    for pool in left:
        is_others = ledger.plan.funding[pool.id].kind in OTHERS_MONEY
        is_known = pool.is_whole and not pool.is_totalled and len(pool.used) >= _FEWEST_USES
        if is_known and not is_others:
            yield Finding(
                facts,
                pool.there[0].at,
                f"{_titles(ledger, pool)} has {format_money(pool.has)}, of which "
                f"{format_money(pool.takes)} is allocated: nothing says what the other "
                f"{format_money(pool.gap)} is for, and no balance is stated.",
                help="Add what is missing, or state the balance (`stated: {unallocated: …}`).",
                expected=pool.has,
                actual=pool.takes,
                related=(Related(tuple(one.at for one in pool.used), "what is allocated"),),
            )


def _unbalanced(ledger: Ledger) -> list[Pool]:
    """Pools of known money, none below nought, with no stated balance, whose other sums hold."""
    return [
        pool
        for pool in ledger.once(pools_of)
        if pool.there and pool.used and not pool.is_balanced and not is_doubtful(ledger, pool)
    ]


def _titles(ledger: Ledger, pool: Pool) -> str:
    title = ledger.plan.funding[pool.id].title
    others = len(pool.members) - 1
    return f"{title}, with {count(others, 'source')} pooled with it," if others else title


@rule("FND04", "funding-used-after-its-end", since="0.3.0", severity=Severity.WARNING)
def funding_used_after_its_end(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money planned from a source in a period that begins after its last day."""
    plan = ledger.plan
    for source_id, source in plan.funding.items():
        if source.until is None or source.until.days is None:
            continue
        last = source.until.days.end
        for project_id, late in dated_uses(ledger, source_id, after=last):
            project = plan.projects[project_id]
            yield Finding(
                facts,
                late[0].at,
                f"{project.name} plans {format_money(late[0].amount)} from {source.title} "
                f"{late[0].when}, but it may be spent until {format_day(last)} only.",
                help="Bring the spending forward, pay it from another source, or agree a later "
                "date with the funder.",
                expected=Decimal(0),
                actual=late[0].amount,
                related=(
                    *also_at([one.at for one in late[1:]], "more of it after that day"),
                    Related((("funding", source_id, "until"),), "until when it may be spent"),
                ),
            )


@rule("FND05", "later-year-not-indicative", since="0.3.0", severity=Severity.WARNING)
def later_year_not_indicative(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money planned for a year after those that its source gives any for, not marked so."""
    for source_id, source in ledger.plan.funding.items():
        last = last_day_given(ledger, source)
        for project_id, later in dated_uses(ledger, source_id, after=last) if last else ():
            project = ledger.plan.projects[project_id]
            late = [one for one in later if is_unmarked(ledger, project, source, one)]
            if not late:
                continue
            yield Finding(
                facts,
                late[0].at,
                f"{project.name} plans {format_money(late[0].amount)} from {source.title} "
                f"{late[0].when}, for which the plan has none of its money, and does not mark it "
                "as indicative.",
                help="Mark the years that are not yet funded, such as `indicative: [2010/11]`, or "
                "give the amount of the source for them.",
                actual=late[0].amount,
                related=also_at([one.at for one in late[1:]], "more of it after the years funded"),
            )


@rule("FND06", "approved-on-provisional-money", since="0.3.0", severity=Severity.INFO)
def approved_on_provisional_money(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Projects approved without conditions on a source that is not confirmed."""
    for source_id, source in ledger.plan.funding.items():
        if source.status not in _PROVISIONAL:
            continue
        approved = list(provisional_approvals(ledger.plan, source_id))
        if approved:
            whole = format_money(sum((amount for _, amount in approved), Decimal(0)))
            were = "was" if len(approved) == 1 else "were"
            yield Finding(
                facts,
                ("funding", source_id, "status"),
                f"{source.title} is {_PROVISIONAL[source.status]}, but "
                f"{count(len(approved), 'project')} with {whole} from it {were} approved without "
                "any condition.",
                help="Make the approvals conditional on the money, or confirm the source.",
                expected=FundingStatus.CONFIRMED.value,
                actual=source.status.value,
                related=(Related(tuple(at for at, _ in approved), "the approvals"),),
            )


@rule("FND07", "allocated-but-not-requested", since="0.3.0", severity=Severity.WARNING)
def allocated_but_not_requested(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money allocated from a source that the project's own business case does not ask for."""
    plan = ledger.plan
    for project_id, project in plan.projects.items():
        asked = {head_of(plan, one) for one in project.requested}
        for source_id, profile in project.allocation.items():
            amount = profile.sum() if profile.parts else profile.total or Decimal(0)
            if not asked or not amount or head_of(plan, source_id) in asked:
                continue
            source = plan.funding.get(source_id)
            titles = [plan.funding[one].title for one in asked if one in plan.funding]
            yield Finding(
                facts,
                ("projects", project_id, "allocation", source_id),
                f"{project.name} is allocated {format_money(amount)} from "
                f"{source.title if source else source_id}, but its business case asks for money "
                f"from {listed(sorted(titles)) or 'other sources'} alone.",
                help="Check whether the same money was set against two sources, or complete the "
                "request.",
                expected=Decimal(0),
                actual=amount,
                related=(Related((("projects", project_id, "requested"),), "what it asks for"),),
            )


@rule("FND08", "figure-printed-otherwise", since="0.3.0", severity=Severity.WARNING)
def figure_printed_otherwise(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A figure of the plan that the document prints with another value elsewhere."""
    found: dict[Path, list[Printed]] = {}
    for one in printed_otherwise(ledger.plan):
        found.setdefault(one.at, []).append(one)
    for at, others in found.items():
        held = others[0].held
        words = listed([_printed(one) for one in others])
        gaps = listed([format_money(abs(one.printed - held)) for one in others])
        yield Finding(
            facts,
            at,
            f"The plan has {format_money(held)} here, but the document also prints {words}: "
            f"{gaps} apart.",
            help="Ask which is right, and print one figure everywhere.",
            expected=held,
            actual=listed([one.words for one in others]),
            related=(Related(tuple(("provenance", one.origin) for one in others), "where"),),
        )


def _printed(one: Printed) -> str:
    place = f" ({shortened(one.page, _WIDTH)})" if one.page else ""
    return f"“{shortened(one.words, _WIDTH)}”{place}"


@rule("FND09", "apportionment-does-not-hold", since="0.3.0", severity=Severity.WARNING)
def apportionment_does_not_hold(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Shares of the grant that are not the whole of it, or that the sources do not have."""
    for one in shares_off(ledger.plan):
        if one.source is None:
            yield Finding(
                facts,
                ("policy", "apportionment"),
                f"The shares that the grant is divided into add up to {format_number(one.found)}%, "
                f"not 100% ({format_number(abs(one.found - one.wanted))} percentage points "
                f"{'too many' if one.found > one.wanted else 'too few'}).",
                help="Check each share.",
                expected="100%",
                actual=f"{format_number(one.found)}%",
            )
            continue
        title = ledger.plan.funding[one.source].title
        yield Finding(
            facts,
            ("funding", one.source, "amount"),
            f"{title} has {format_money(one.found)}; its share of {one.share} would be "
            f"{format_money(one.wanted)} ({format_money(abs(one.found - one.wanted))} "
            f"{'too much' if one.found > one.wanted else 'too little'}).",
            help="Check the amounts against the agreed shares, or the shares.",
            expected=one.wanted,
            actual=one.found,
            related=(Related((("policy", "apportionment", one.source),), "the agreed share"),),
        )


@rule("FND10", "additional-funding-without-amount", since="0.3.0", severity=Severity.WARNING)
def additional_funding_without_amount(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money from elsewhere that a project relies on, with no amount.

    The worth of help in kind, such as officers' time, may be left unsaid.
    """
    in_kind = {one for one, it in ledger.plan.funding.items() if it.kind is FundingKind.IN_KIND}
    every = [
        (("projects", project_id, "additional_funding", one), project.name, help_given)
        for project_id, project in ledger.plan.projects.items()
        for one, help_given in project.additional_funding.items()
        if help_given.source not in in_kind
    ]
    without = [one for one in every if one[2].amount is None and not one[2].basis]
    if len(without) > 1 and len(without) == len(every):
        yield Finding(
            facts,
            without[0][0],
            f"None of the plan's {len(without)} entries of additional funding has an amount.",
            help="Add `amount:` to each, in pounds.",
            related=(Related(tuple(at for at, _, _ in without[1:]), "the others"),),
        )
        return
    for at, name, help_given in without:
        yield Finding(
            facts,
            at,
            f"{name} relies on “{shortened(help_given.text, _WIDTH)}”, but no amount is given.",
            help="Add `amount:`, in pounds.",
        )


@rule("FND11", "cost-charged-twice", since="0.3.0", severity=Severity.INFO)
def cost_charged_twice(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """One cost, in the same words and of one amount, in two lines or on two projects' grants."""
    for one in repeated_costs(ledger.plan):
        yield Finding(
            facts,
            one.second,
            f"“{shortened(one.text, _WIDTH)}” is budgeted with {format_money(one.amount)} "
            f"{one.where}.",
            help="If it is one cost, keep it once; if there are two, say what tells them apart.",
            actual=one.amount,
            related=(Related((one.first,), "the same cost"),),
        )


@rule("FND12", "carry-forward-unexplained", since="0.3.0", severity=Severity.INFO, whole=True)
def carry_forward_unexplained(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money brought forward with nothing that says what it is the balance of."""
    for source_id, source in ledger.plan.funding.items():
        if source.kind is not FundingKind.CARRY_FORWARD:
            continue
        amount = known_amount(source)
        if amount and not (source.basis or source.pooled_with or source.note):
            yield Finding(
                facts,
                ("funding", source_id),
                f"{source.title} brings {format_money(amount)} forward; nothing says from what it "
                "is left, or which grant it is added to.",
                help="Add a `basis:` (the budget, less what was paid and committed), the source "
                "that it is `pooled_with:`, or a `note:` on where it was agreed.",
                actual=amount,
                cause=f"funding/{source_id}",
            )


@rule("FND13", "subscribers-are-not-those-served", since="0.3.0", severity=Severity.INFO)
def subscribers_are_not_those_served(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Subscriptions of more or fewer organisations than the programme is said to serve."""
    served = ledger.plan.organisations_served
    for source_id, source in ledger.plan.funding.items():
        paying = subscribers(source)
        if served is None or paying is None or paying == served:
            continue
        gap = abs(paying - served)
        yield Finding(
            facts,
            ("funding", source_id, "basis"),
            f"The subscriptions of {source.title} are those of "
            f"{count(paying, 'organisation')}, where the programme serves {served}: {gap} "
            f"{'more' if paying > served else 'fewer'}.",
            help="Check the numbers of members; if some are served that do not pay, say so.",
            expected=str(served),
            actual=str(paying),
            related=(Related((("organisations_served",),), "how many it serves"),),
        )
