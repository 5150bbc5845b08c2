"""RTN: the money of returns: spend against profile and budget, and cumulatives."""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.returns.explained import Explained, explained
from riep_plan.figures.returns.rows import (
    Cumulative,
    corrected_cumulatives,
    cumulatives,
    rows_of_lines,
)
from riep_plan.figures.returns.said import ReturnedRow
from riep_plan.figures.returns.savings import project_savings
from riep_plan.figures.returns.spend import SpendLine
from riep_plan.figures.returns.standing import (
    return_path,
    returns_in_calendar,
    up_to,
)
from riep_plan.figures.returns.tolerance import exceeds, explained_from
from riep_plan.figures.returns.traced import NOUGHT, Figure, total_to_date
from riep_plan.figures.tables import SAVING_NAMES
from riep_plan.findings.finding import Finding, Path, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.rules.returns import kept_as_accepted
from riep_plan.values.money import difference, format_money

_TWICE = 2


@rule("RTN01", "spend-off-profile", since="0.4.0", severity=Severity.WARNING, whole=True)
def spend_off_profile(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Spend to date that is further from its profile than the policy allows, without a reason."""
    tolerance = explained_from(ledger.plan.policy)
    for row, line in ledger.once(rows_of_lines):
        if not line.has_profile or row.said.because is not None:
            continue
        spent, planned = line.spent, line.planned
        gap = spent.amount - planned.amount
        uncertain = not planned.is_known or (gap < 0 and not spent.is_known)
        if uncertain or not exceeds(tolerance, gap, planned.amount):
            continue
        if not _moved_away(row, line, ledger, gap):
            continue
        much = "more" if gap > 0 else "less"
        yield Finding(
            facts,
            row.actual_at,
            f"{row.name(ledger.plan)}: {format_money(spent.amount)} was spent by the end of "
            f"{row.quarter}, where the profile has {format_money(planned.amount)} "
            f"({format_money(abs(gap))} {much}), and the return gives no reason.",
            help="Add `because:` beside the figures, with why and what is done about it.",
            expected=planned.amount,
            actual=spent.amount,
            related=also_at(planned.terms, "the profile to date"),
        )


def _moved_away(row: ReturnedRow, line: SpendLine, ledger: Ledger, gap: Decimal) -> bool:
    """Whether the quarter itself added to the gap: one that only stands was a matter before."""
    earlier = up_to(ledger, row.quarter)[:-1]
    if not earlier:
        return True
    spent, planned = (total_to_date(one, earlier[-1]) for one in (line.actual, line.profile))
    before = spent.amount - planned.amount
    return before * gap <= 0 or abs(gap) > abs(before)


@rule("RTN02", "spend-above-budget", since="0.4.0", severity=Severity.WARNING, whole=True)
def spend_above_budget(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """More spent by now than the plan gives in all, with every virement agreed by then."""
    for row, line in ledger.once(rows_of_lines):
        if row.source not in ledger.plan.funding:
            continue
        spent, budget = line.spent, line.budget
        if not line.actual[row.quarter].amount or not budget.is_known:
            continue
        if spent.amount > budget.amount:
            yield Finding(
                facts,
                row.actual_at,
                f"{row.name(ledger.plan)}: {format_money(spent.amount)} was spent by the end "
                f"of {row.quarter}, and its budget is {format_money(budget.amount)} in all: "
                f"{difference(spent.amount, budget.amount)}.",
                help="Check the figure; if it is right, ask for the money under `changes:`.",
                expected=budget.amount,
                actual=spent.amount,
                related=also_at(budget.terms, "the budget"),
                cause=_outturn_cause(row, line),
            )


@rule("RTN03", "spend-to-date-falls", since="0.4.0", severity=Severity.WARNING, whole=True)
def spend_to_date_falls(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Spend to date that is less than in the return before."""
    for one in ledger.once(cumulatives):
        before, now, row = one.before, one.closing, one.row
        if before is None or now is None or now.amount >= before.amount:
            continue
        refunded = row.said.actual is not None and (row.said.actual.amount or 0) < 0
        if one.are_apart(now, before) and not refunded:
            yield Finding(
                facts,
                (*row.at, "to_date"),
                f"{row.name(ledger.plan)}: {format_money(now.amount)} is said to have been spent "
                f"by the end of {row.quarter}, and {format_money(before.amount)} had been by the "
                f"quarter before: {difference(now.amount, before.amount)}.",
                help="Spend to date never falls, but for a refund: give that as an `actual` "
                "below nought.",
                expected=f"{format_money(before.amount)} or more",
                actual=now.amount,
                related=also_at(before.terms, "spend by the quarter before"),
                cause=_cumulative_cause(row),
            )


@rule("RTN04", "to-date-is-not-the-sum", since="0.4.0", severity=Severity.WARNING, whole=True)
def to_date_is_not_the_sum(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A cumulative that the quarters do not add up to."""
    for one in ledger.once(cumulatives):
        closing, summed = one.closing, one.summed or one.brought
        if closing is None or summed is None or not one.are_apart(closing, summed):
            continue
        if one.are_apart(one.opening, one.before) and not one.are_apart(closing, one.brought):
            continue  # it follows from what was brought forward, which is what is wrong
        yield _not_the_sum(
            facts, (*one.row.at, "to_date"), one.row.name(ledger.plan), closing, summed, one
        )
    for one in corrected_cumulatives(ledger):
        if one.closing and one.summed and one.are_apart(one.closing, one.summed):
            at, name = one.closing.terms[0], f"{one.row.name(ledger.plan)}, as corrected"
            yield _not_the_sum(facts, at, name, one.closing, one.summed, None)
    yield from _savings_not_the_sum(facts, ledger)


def _not_the_sum(
    facts: Rule, at: Path, name: str, said: Figure, summed: Figure, one: Cumulative | None
) -> Finding:
    return Finding(
        facts,
        at,
        f"{name}: {format_money(said.amount)} to date is stated, and the quarters add up to "
        f"{format_money(summed.amount)}: {difference(said.amount, summed.amount)}.",
        help="Put right whichever is wrong; an earlier quarter by a correction.",
        expected=summed.amount,
        actual=said.amount,
        related=also_at(summed.terms, "the quarters"),
        cause=_cumulative_cause(one.row) if one else "",
    )


def _savings_not_the_sum(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    for quarter, project_id, found in ledger.once(returns_in_calendar):
        if found.efficiencies is None or project_id not in ledger.plan.projects:
            continue
        for line in ledger.once(project_savings, quarter, project_id):
            said = getattr(found.efficiencies, line.kind)
            summed = sum(line.delivered.values(), NOUGHT)
            if said is None or said.to_date is None:
                continue
            is_short = said.to_date < summed.amount  # whatever was saved in a quarter not known
            if is_short or (summed.is_known and said.to_date != summed.amount):
                here = return_path(quarter, line.project_id)
                name = f"{ledger.plan.projects[line.project_id].name}, "
                at = (*here, "efficiencies", line.kind, "to_date")
                name += f"{SAVING_NAMES[line.kind]} efficiencies"
                yield _not_the_sum(facts, at, name, Figure(said.to_date, (at,)), summed, None)


@rule("RTN05", "opening-is-not-last-closing", since="0.4.0", severity=Severity.WARNING, whole=True)
def opening_is_not_last_closing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """What is brought forward is not what the return before closed with."""
    for one in ledger.once(cumulatives):
        opening, before = one.opening, one.before
        if opening is None or before is None or not one.are_apart(opening, before):
            continue
        yield Finding(
            facts,
            (*one.row.at, "brought_forward"),
            f"{one.row.name(ledger.plan)}: {format_money(opening.amount)} is brought forward into "
            f"{one.row.quarter}, and the quarter before closed with "
            f"{format_money(before.amount)}: {difference(opening.amount, before.amount)}.",
            help="Bring forward what the last return closed with; if that was wrong, correct it "
            "under `corrections:`.",
            expected=before.amount,
            actual=opening.amount,
            related=also_at(before.terms, "the closing figure"),
            cause=_cumulative_cause(one.row),
        )


@rule("RTN06", "outturn-off-budget", since="0.4.0", severity=Severity.WARNING, whole=True)
def outturn_off_budget(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Spend and forecast that do not come to the budget, and no amount that accounts for it.

    A virement that is asked for accounts for its amount, and so does a variance that the return
    states with its reason. Words alone account for nothing.
    """
    for one in ledger.once(explained):
        if one.states is not None or not one.matters:
            continue
        row = one.row
        yield Finding(
            facts,
            (*row.at, "forecast") if row.said.forecast is not None else row.actual_at,
            f"{row.name(ledger.plan)}: {_comes_to(one)}: "
            f"{difference(one.ends_with.amount, one.budget.amount)}.",
            help=kept_as_accepted(ledger.plan, row.at) or _to_account_for(one),
            expected=one.budget.amount,
            actual=one.ends_with.amount,
            related=also_at(one.budget.terms, "the budget"),
            cause=_outturn_cause(row, one.line),
        )


@rule("RTN39", "stated-variance-is-another", since="0.5.0", severity=Severity.WARNING, whole=True)
def stated_variance_is_another(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A variance that a return states, and that its own figures do not come to."""
    for one in ledger.once(explained):
        if one.states is None or one.states_right:
            continue
        yield Finding(
            facts,
            (*one.row.at, "variance"),
            f"{one.row.name(ledger.plan)}: a variance of {format_money(one.states)} is stated; "
            f"{_comes_to(one)}, which is {format_money(one.gap)}.",
            help="Put right whichever is wrong. More than nought is over the budget, with the "
            "virements asked for; what slips beyond the plan is not saved.",
            expected=one.gap,
            actual=one.states,
            related=also_at(
                tuple(dict.fromkeys((*one.ends_with.terms, *one.budget.terms))), "the figures"
            ),
        )


def _comes_to(one: Explained) -> str:
    """Say what a row comes to, of what, and against which budget."""
    now = one.line
    slips = f" and {format_money(now.slips.amount)} that slips" if now.slips.amount else ""
    asked = " with what is asked for" if one.asked.terms else ""
    return (
        f"{format_money(now.spent.amount)} spent, {format_money(now.expected.amount)} still "
        f"expected{slips} come to {format_money(one.ends_with.amount)}, and the budget{asked} is "
        f"{format_money(one.budget.amount)}"
    )


def _to_account_for(one: Explained) -> str:
    """Say what would account for a difference; a reason alone does not say how much."""
    stated = f"`variance: {format_money(one.gap)}`"
    if one.row.said.because is not None:
        return f"The reason names no amount: add {stated}, or ask for the change under `changes:`."
    if one.gap > 0:
        return f"Ask for the change under `changes:`, or state {stated} with `because:`."
    return (
        "Say what slips beyond the plan (`slips:`), ask for a change, or state "
        f"{stated} with `because:`."
    )


def _cumulative_cause(row: ReturnedRow) -> str:
    return f"cumulative of {'/'.join(row.at)}"


def _outturn_cause(row: ReturnedRow, line: SpendLine) -> str:
    return f"outturn of {'/'.join((*row.at[:-1], line.kind))}"
