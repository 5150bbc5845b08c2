"""TOT: stated totals against their parts.

In a hand-kept table a total is typed, not computed. Each rule compares one kind of total with
what should make it up, and where rows and columns agree on which figure is out, names it.
"""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.equation import Equation, Sum, Term
from riep_plan.figures.suspects import Suspect
from riep_plan.findings.finding import Finding, Related
from riep_plan.findings.rule import Rule
from riep_plan.rules.registry import rule
from riep_plan.values.money import difference, format_money
from riep_plan.values.words import count


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
    """Report each failure that this kind of sum shows, at the figure to blame if there is one.

    A slip that breaks sums of several kinds has one cause, and so is shown once.
    """
    for failure in ledger.failures:
        of_this_kind = [one for one in failure.sums if one.kind is kind]
        if of_this_kind and failure.suspect is not None:
            yield _slip(facts, ledger, of_this_kind[0], failure.sums, failure.suspect)
        elif of_this_kind:
            yield _disagreement(facts, of_this_kind[0])


def _disagreement(facts: Rule, equation: Equation) -> Finding:
    parts = tuple(part.at for part in equation.parts)
    return Finding(
        facts,
        equation.total.at,
        _said(equation),
        help="Check the stated figure and each of its parts against the document.",
        expected=str(equation.sum),
        actual=str(equation.total.amount),
        related=(Related(parts, _parts(equation)),) if parts else (),
    )


def _slip(
    facts: Rule, ledger: Ledger, shown: Equation, sums: tuple[Equation, ...], suspect: Suspect
) -> Finding:
    where, fits = figure_name(ledger, suspect.term), format_money(suspect.amount)
    blame = (
        f"Most likely wrong is {where}, {format_money(suspect.term.amount)}"
        if suspect.term.is_written
        else f"Most likely {where} is missing"
    )
    others = f"this and {count(len(sums) - 1, 'other sum')}"
    totals = tuple(one.total.at for one in sums if one.total.at != suspect.term.at)
    return Finding(
        facts,
        suspect.term.at,
        f"{_said(shown)} {blame}: {fits} there would put right {others}.",
        help=f"Check that figure against the document; {fits} fits.",
        expected=str(suspect.amount),
        actual=str(suspect.term.amount) if suspect.term.is_written else None,
        related=(Related(totals, "stated totals that do not hold with it"),) if totals else (),
        cause="/".join(suspect.term.at),
    )


def _said(equation: Equation) -> str:
    total, gap = equation.total, format_money(abs(equation.gap))
    opening = equation.subject[:1].upper() + equation.subject[1:]
    if not equation.parts:
        return f"{opening}: {total.name} of {gap} is stated, but nothing makes it up."
    added = f"{opening}: {_parts(equation)} add up to {format_money(equation.sum)}"
    if not total.is_written:
        return f"{added}, but no {total.name} is stated ({gap} is missing)."
    off = difference(total.amount, equation.sum)
    return f"{added}, but {total.name} of {format_money(total.amount)} is stated ({off})."


def _parts(equation: Equation) -> str:
    if equation.kind is Sum.OVER_PERIODS:
        in_quarters = all(part.name.startswith("Q") for part in equation.parts)
        return "the quarters" if in_quarters else "the years"
    return _PARTS[equation.kind]


_PARTS = {
    Sum.OVER_KINDS: "revenue and capital",
    Sum.OVER_PROJECTS: "the projects",
    Sum.OF_PROGRAMME_KINDS: "its revenue and capital",
    Sum.OF_ESTIMATE: "the estimates",
}


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
