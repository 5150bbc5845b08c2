"""TOT: stated totals against their parts.

In a hand-kept table a total is typed, not computed. Each rule compares one kind of total with
what should make it up, and where rows and columns agree on which figure is out, names it.
"""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.equations import Equation, Sum, Term
from riep_plan.figures.suspects import Suspect
from riep_plan.findings.finding import Finding, Related
from riep_plan.findings.rule import Rule
from riep_plan.rules.registry import rule
from riep_plan.values.money import difference, format_money


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


def _finding(facts: Rule, ledger: Ledger, equation: Equation, suspect: Suspect | None) -> Finding:
    total, summed = equation.total, equation.sum
    said = (
        f"{_opening(equation.subject)}: {_PARTS[equation.kind]} to {format_money(summed)}, but "
        f"{total.name} {_stated(equation)}."
    )
    related = [Related(tuple(part.at for part in equation.parts), _ROLES[equation.kind])]
    if suspect is not None:
        said += f" {_blame(ledger, suspect)}"
        related.insert(0, Related((suspect.term.at,), "the figure most likely wrong"))
    return Finding(
        facts,
        total.at,
        said,
        help=_advice(suspect),
        expected=str(summed),
        actual=str(total.amount),
        related=tuple(related),
    )


_PARTS = {
    Sum.OVER_PERIODS: "the quarters or years add up",
    Sum.OVER_KINDS: "revenue and capital add up",
    Sum.OVER_PROJECTS: "the projects add up",
    Sum.OF_PROGRAMME_KINDS: "its own revenue and capital add up",
    Sum.OF_ESTIMATE: "the estimates add up",
}
_ROLES = {
    Sum.OVER_PERIODS: "the quarters or years",
    Sum.OVER_KINDS: "revenue and capital",
    Sum.OVER_PROJECTS: "the projects' figures",
    Sum.OF_PROGRAMME_KINDS: "the programme's revenue and capital",
    Sum.OF_ESTIMATE: "the estimates",
}
_PAIR = 2


def _opening(subject: str) -> str:
    return subject[:1].upper() + subject[1:]


def _stated(equation: Equation) -> str:
    total, summed = equation.total, equation.sum
    if not total.is_written:
        return f"states no figure there ({format_money(abs(equation.gap))} is missing)"
    return f"is stated as {format_money(total.amount)} ({difference(total.amount, summed)})"


def _blame(ledger: Ledger, suspect: Suspect) -> str:
    where = figure_name(ledger, suspect.term)
    fits = format_money(suspect.amount)
    sums = "both sums" if suspect.explains == _PAIR else f"all {suspect.explains} sums"
    if not suspect.term.is_written:
        return f"Most likely {where} is missing: {fits} there would put right {sums}."
    return (
        f"Most likely wrong is {where}, {format_money(suspect.term.amount)}: {fits} would put "
        f"right {sums} that it is part of."
    )


def _advice(suspect: Suspect | None) -> str:
    if suspect is not None:
        return f"Check that figure against the document; {format_money(suspect.amount)} fits."
    return "Check the stated figure and each of its parts against the document."


def figure_name(ledger: Ledger, term: Term) -> str:
    """Name a figure for people: ``Q2 capital of Foster Care Placements``."""
    at = term.at
    in_project = at[0] == "projects"
    owner = ledger.plan.projects[at[1]].name if in_project else "the programme"
    steps = at[2:] if in_project else at
    if "additional_funding" in steps:
        return f"{term.name} of {owner}"
    words = [_WORDS.get(step, step) for step in reversed(steps) if step not in _UNSAID]
    if steps[0] == "spend":
        words = [word for word in words if word != steps[1]]
    stated = "the stated " if "stated" in steps else ""
    return f"{stated}{' '.join(words)} of {owner}"


_UNSAID = {"stated", "spend", "efficiencies"}
_WORDS = {
    "in_year": "in-year savings",
    "non_cashable": "non-cashable",
    "overall": "spend",
    "forecast": "forecast savings",
}
