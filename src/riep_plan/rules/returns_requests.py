"""RTN: whether what a return asks for is what its own figures move, and what was decided."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.returns.changes import Change
from riep_plan.figures.returns.explained import decided_amounts, re_profiled, slipping
from riep_plan.figures.returns.standing import owner_name
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.money import difference, format_money
from riep_plan.values.words import count


@rule("RTN40", "slippage-is-not-what-is-asked", since="0.5.0", severity=Severity.WARNING,
      whole=True)  # fmt: skip
def slippage_is_not_what_is_asked(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money that slips beyond the plan, and another amount, or none, that is asked to."""
    for one in slipping(ledger):
        if not one.matters:
            continue
        name, slips = one.row.name(ledger.plan), one.slips.amount
        asks = (
            f"{format_money(one.asked.amount)} is asked to be carried over up to {one.row.quarter}"
            if one.asked.terms
            else "nothing is asked to be carried over"
        )
        yield Finding(
            facts,
            (*one.row.at, "slips") if one.slips.terms else (*one.changes[0].at, "amount"),
            f"{name}: {format_money(slips)} slips beyond the plan, and {asks}: "
            f"{difference(slips, one.asked.amount)}.",
            help="Ask for what slips under `changes:` (`kind: slippage`): only who gave the money "
            "can let it be spent later.",
            expected=one.asked.amount,
            actual=slips,
            related=_related(one.asked, "what is asked"),
        )


@rule("RTN41", "re-profile-is-not-the-forecast", since="0.5.0", severity=Severity.WARNING,
      whole=True)  # fmt: skip
def re_profile_is_not_the_forecast(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A re-profile that asks for another amount than the return's own figures move."""
    told: set[Path] = set()
    for one in re_profiled(ledger):
        at = (*one.changes[0].at, "amount")
        if not one.matters or at in told:
            continue
        told.add(at)
        when = f"in {one.quarter}" if one.quarter else f"by the end of {one.row.quarter}"
        figure = "expected then" if one.quarter else "spent by then"
        yield Finding(
            facts,
            at,
            f"{one.row.name(ledger.plan)}: a re-profile to {_gained(one.asked)} {when} is asked "
            f"for, and what is {figure} is {_gained(one.moves)} than the profile has.",
            help="Ask for what the figures move, or put the figures right.",
            expected=abs(one.moves.amount),
            actual=abs(one.asked.amount),
            related=_related(one.moves, "the figures"),
        )


@rule("RTN42", "change-is-not-what-was-decided", since="0.5.0", severity=Severity.WARNING)
def change_is_not_what_was_decided(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Changes that name a decision, and do not come to the amount that it names."""
    for one in decided_amounts(ledger):
        if one.asked.amount == one.approved:
            continue
        who = owner_name(ledger.plan, one.changes[0].project_id)
        yield Finding(
            facts,
            (*_last(one.changes).at, "amount"),
            f"{who} asks for {format_money(one.asked.amount)} in "
            f"{count(len(one.changes), 'change')} that name a decision, and the decision names "
            f"{format_money(one.approved)}: {difference(one.asked.amount, one.approved)}.",
            help="Give the change the amount that was agreed; ask again for what was not.",
            expected=one.approved,
            actual=one.asked.amount,
            related=(Related((one.at,), "the decision"),),
        )


def _last(changes: tuple[Change, ...]) -> Change:
    return max(changes, key=lambda one: one.quarter)


def _gained(figure: Figure) -> str:
    return f"{format_money(abs(figure.amount))} {'more' if figure.amount > 0 else 'less'}"


def _related(figure: Figure, message: str) -> tuple[Related, ...]:
    return (Related(figure.terms, message),) if figure.terms else ()
