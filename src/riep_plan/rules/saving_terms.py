"""EFF: on which budget a saving falls, whether it can, and what it is made of."""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.money.held import in_pounds
from riep_plan.figures.sums.saving_terms import (
    cashable_savings,
    larger_than_their_budgets,
    same_in_two_projects,
)
from riep_plan.figures.sums.savings import benefits_of
from riep_plan.figures.tables import HORIZON_NAMES
from riep_plan.figures.words.promises import said_in
from riep_plan.findings.finding import Finding, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.delivery import Benefit
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.words import listed, shortened

#: So many details with an amount each are parts of what they stand under.
_PARTS = 2


@rule("EFF11", "cashable-on-no-budget", since="0.4.0", severity=Severity.WARNING)
def cashable_on_no_budget(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Cashable savings without what the policy asks of them: the budget that is cut."""
    wanted = ledger.plan.policy.required_of_savings
    for project_id, project in ledger.plan.projects.items() if wanted else ():
        for at, savings in cashable_savings(project_id, project):
            missing = [key for key in wanted if getattr(savings, key, ...) is None]
            if missing:
                yield Finding(
                    facts,
                    (*at, "cashable"),
                    f"The {HORIZON_NAMES[at[-1]]} cashable savings of {project.name} say nothing "
                    f"of {listed([f'`{key}`' for key in missing])}, which the policy asks for: "
                    "money is released only where a budget is cut.",
                    help=f"Add {listed([f'`{key}:`' for key in missing])} beside `cashable`.",
                    related=(
                        Related((("policy", "required_of_savings"),), "the policy that asks"),
                    ),
                )


@rule("EFF12", "saving-larger-than-its-budget", since="0.4.0", severity=Severity.WARNING)
def saving_larger_than_its_budget(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A cashable saving that takes more out of a budget than the budget holds."""
    for project_id, project in ledger.plan.projects.items():
        for one in larger_than_their_budgets(ledger, project_id, project):
            years = "a year" if one.years == 1 else f"{one.years} years"
            yield Finding(
                facts,
                one.at,
                f"{project.name} is to save {format_money(one.amount)} on "
                f"{shortened(one.budget.text, 80)}, which holds {format_money(one.held)} in "
                f"{years} ({format_money(one.amount - one.held)} less than is saved).",
                help="Check both amounts, and whether the saving falls on other budgets too.",
                expected=one.held,
                actual=one.amount,
                related=(Related((one.place,), "the budget"),),
            )


@rule("EFF13", "savings-of-two-projects-alike", since="0.4.0", severity=Severity.WARNING)
def savings_of_two_projects_alike(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Savings that two projects have alike, amount by amount and period by period."""
    projects = ledger.plan.projects
    for other, before, project_id, row in same_in_two_projects(ledger):
        yield Finding(
            facts,
            row.at,
            f"{projects[project_id].name} and {projects[other].name} have the same "
            f"{row.name}, {format_money(row.whole)}, with the same amount in each period: one "
            "saving may be counted twice.",
            help="Count it in one project, or say what share is each one's.",
            actual=row.whole,
            related=(Related((before.at,), "the same savings"),),
        )


@rule("EFF14", "benefit-is-not-its-parts", since="0.4.0", severity=Severity.WARNING)
def benefit_is_not_its_parts(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A benefit in pounds whose details, an amount each, come to another."""
    for at, benefit in ledger.once(benefits_of):
        value, parts = in_pounds(benefit.value), _parts(benefit)
        total = sum(parts, Decimal(0))
        if value is None or not parts or abs(total - value) <= _slack((value, *parts)):
            continue
        yield Finding(
            facts,
            (*at, "value"),
            f"“{shortened(benefit.text, 80)}” is worth {format_money(value)}, but its "
            f"{len(parts)} parts come to {format_money(total)} "
            f"({format_money(abs(total - value))} {'more' if total > value else 'less'}).",
            help="Check the parts and the whole.",
            expected=total,
            actual=value,
            related=(
                Related(
                    tuple((*at, "details", str(place)) for place in range(len(parts))), "the parts"
                ),
            ),
        )


def _parts(benefit: Benefit) -> list[Decimal]:
    """The amounts of a benefit's details, where each of them gives just one and it is no rate."""
    said = [said_in(one) for one in benefit.details]
    if len(said) < _PARTS or any(one.is_rate or len(one.amounts) != 1 for one in said):
        return []
    return [one.amounts[0] for one in said]


def _slack(amounts: tuple[Decimal, ...]) -> Decimal:
    """How far rounding may take them apart: half the last digit that any of them gives, each."""
    finest = min(_last_digit(one) for one in amounts)
    return Decimal(5).scaleb(finest - 1) * len(amounts) if finest > 0 else Decimal(0)


def _last_digit(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
