"""TOT: stated totals against their parts.

In a hand-kept table a total is typed, not computed. Each rule compares one kind of total with
what should make it up, and where rows and columns agree on which figure is out, names it.
"""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.equations import Equation, Sum
from riep_plan.figures.suspects import Suspect
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule
from riep_plan.rules.registry import rule
from riep_plan.values.money import difference, format_money
from riep_plan.values.words import count, sentence


@rule("TOT01", "periods-do-not-add-up", since="0.1.0")
def periods_do_not_add_up(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A row's stated total against the sum of its quarters or years."""
    yield from _sums(facts, ledger, Sum.OVER_PERIODS)


@rule("TOT02", "project-total-is-not-revenue-and-capital", since="0.1.0")
def project_total_is_not_revenue_and_capital(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project's stated total row against its revenue and capital rows."""
    yield from _sums(facts, ledger, Sum.OVER_KINDS)


@rule("TOT03", "programme-total-is-not-its-projects", since="0.1.0", whole=True)
def programme_total_is_not_its_projects(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A stated programme total against the sum over all projects."""
    yield from _sums(facts, ledger, Sum.OVER_PROJECTS)


@rule("TOT04", "programme-total-is-not-revenue-and-capital", since="0.1.0")
def programme_total_is_not_revenue_and_capital(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """The programme's overall row against its own revenue and capital rows."""
    yield from _sums(facts, ledger, Sum.OF_PROGRAMME_KINDS)


@rule("TOT05", "estimate-does-not-add-up", since="0.1.0")
def estimate_does_not_add_up(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An amount against the numbers and rates that it is worked out from."""
    yield from _sums(facts, ledger, Sum.OF_ESTIMATE)


def _sums(facts: Rule, ledger: Ledger, kind: Sum) -> Iterator[Finding]:
    for equation in ledger.failing:
        if equation.kind is kind:
            suspect = ledger.suspects.get((kind, equation.total.at))
            yield _finding(facts, ledger, equation, suspect)


def _finding(
    facts: Rule, ledger: Ledger, equation: Equation, suspect: Suspect | None
) -> Finding:
    total, summed = equation.total, equation.sum
    said = (
        f"{_whose(equation)} states {format_money(total.amount)}, but "
        f"{_parts(equation)} up to {format_money(summed)}: the stated figure is "
        f"{difference(total.amount, summed)}."
    )
    related = [Related(tuple(part.at for part in equation.parts), _role(equation))]
    if suspect is not None:
        said += f" {_blame(ledger, suspect)}"
        related.insert(0, Related((suspect.term.at,), "the figure most likely wrong"))
    return Finding(
        facts,
        total.at,
        said,
        help=_advice(equation, suspect),
        expected=str(summed),
        actual=str(total.amount),
        related=tuple(related),
    )


def _whose(equation: Equation) -> str:
    return sentence(f"{equation.subject}: {equation.total.name}").removesuffix(".")


def _parts(equation: Equation) -> str:
    number = len(equation.parts)
    verb = "adds" if number == 1 else "add"
    return f"its {count(number, equation.each)} {verb}"


def _role(equation: Equation) -> str:
    number = len(equation.parts)
    return f"the {equation.each}" if number == 1 else f"the {number} {equation.each}s"


def _blame(ledger: Ledger, suspect: Suspect) -> str:
    where = cell_name(ledger, suspect.term.at)
    return (
        f"Most likely wrong is {where}, {format_money(suspect.term.amount)}: "
        f"{format_money(suspect.amount)} would put right all "
        f"{suspect.explains} sums that it is part of."
    )


def _advice(equation: Equation, suspect: Suspect | None) -> str:
    if suspect is not None:
        return f"Check that figure against the document; {format_money(suspect.amount)} fits."
    if equation.kind is Sum.OF_ESTIMATE:
        return "Check the numbers and rates, and the amount as stated."
    return "No single figure explains it together with the other totals: check each of them."


def cell_name(ledger: Ledger, at: Path) -> str:
    """Name a figure of a table for people: ``Q2 capital of Foster Care Placements``."""
    names = [step.replace("_", "-") for step in at]
    owner = "the programme"
    if at[0] == "projects":
        owner = ledger.plan.projects[at[1]].name
        names = names[2:]
    stated = "the stated " if "stated" in names else ""
    words = [name for name in names if name not in ("stated", "spend", "efficiencies")]
    if "spend" in at and at[0] == "projects" and "stated" not in names:
        words = words[1:]
    return f"{stated}{' '.join(reversed(words))} of {owner}"


