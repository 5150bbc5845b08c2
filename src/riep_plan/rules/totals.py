"""TOT: stated totals against their parts.

In a hand-kept table a total is typed, not computed. Each rule compares one kind of total with
what should make it up, and where rows and columns agree on which figure is out, names it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.figures.sums.evidence import evidence_shares
from riep_plan.figures.sums.suspects import Suspect
from riep_plan.findings.finding import Finding, Fix, Path, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
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


@rule("TOT06", "budget-total-is-not-its-lines", since="0.2.0")
def budget_total_is_not_its_lines(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A budget's stated total row against its lines."""
    yield from _sums(facts, ledger, Sum.OF_BUDGET)


@rule("TOT07", "payments-total-is-not-its-milestones", since="0.2.0")
def payments_total_is_not_its_milestones(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A stated total of payments against what is paid for each milestone."""
    yield from _sums(facts, ledger, Sum.OF_PAYMENTS)


@rule("TOT08", "allocation-is-not-its-budget", since="0.2.0")
def allocation_is_not_its_budget(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """What is allocated to a project against what it asks for, budgets for and is paid."""
    yield from _sums(facts, ledger, Sum.OF_ALLOCATION)


@rule("TOT09", "allocations-do-not-add-up", since="0.2.0")
def allocations_do_not_add_up(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A stated total of allocations against those of the projects, or of the sources."""
    yield from _sums(facts, ledger, Sum.OVER_ALLOCATIONS)


@rule("TOT10", "funding-does-not-add-up", since="0.2.0")
def funding_does_not_add_up(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """What there is to allocate against the funding sources that it comes from."""
    yield from _sums(facts, ledger, Sum.OF_FUNDING)


@rule("TOT11", "balance-is-not-what-is-left", since="0.2.0")
def balance_is_not_what_is_left(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A stated balance against what there is, less what is allocated."""
    yield from _sums(facts, ledger, Sum.OF_BALANCE)


@rule("TOT12", "saving-is-not-cost-alone-less-budget", since="0.2.0")
def saving_is_not_cost_alone_less_budget(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A saving from doing things together against the cost of doing them alone."""
    yield from _sums(facts, ledger, Sum.OF_SAVING)


@rule("TOT13", "savings-do-not-add-up", since="0.2.0")
def savings_do_not_add_up(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A stated total of savings, or of costs alone, against the lines or projects."""
    yield from _sums(facts, ledger, Sum.OVER_SAVINGS)


@rule("TOT14", "evidence-does-not-add-up", since="0.2.0")
def evidence_does_not_add_up(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A row of evidence against the rows that it says it adds up."""
    yield from _sums(facts, ledger, Sum.OF_EVIDENCE)


@rule("TOT15", "share-is-not-its-part", since="0.3.0", severity=Severity.WARNING)
def share_is_not_its_part(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A stated percentage of a whole against the amounts beside it."""
    for one in evidence_shares(ledger.plan):
        if abs(one.stated - one.worked_out) > one.allowance:
            worked_out = f"{one.worked_out.quantize(Decimal('0.1')):f}%"
            yield Finding(
                facts,
                one.at,
                f"{one.subject}: “{one.name}” is stated as {one.stated:f}% of the whole; its "
                f"amount is {worked_out}.",
                help="Check the share, its amount and the whole.",
                expected=worked_out,
                actual=f"{one.stated:f}%",
            )


def _sums(facts: Rule, ledger: Ledger, kind: Sum) -> Iterator[Finding]:
    """Report each failure that this kind of sum shows, at the figure to blame if there is one.

    A slip that breaks sums of several kinds has one cause, and so is shown once.
    """
    for failure in ledger.failures:
        of_this_kind = [one for one in failure.sums if one.kind is kind]
        if of_this_kind and failure.suspect is not None:
            yield _slip(facts, ledger, of_this_kind[0], failure.sums, failure.suspect)
        elif of_this_kind:
            yield _disagreement(facts, ledger, of_this_kind[0])


def _disagreement(facts: Rule, ledger: Ledger, equation: Equation) -> Finding:
    parts = tuple(part.at for part in equation.parts)
    return Finding(
        facts,
        equation.total.at,
        f"{_said(equation)}{_unexplained(ledger, equation)}",
        help="Check the stated figure and each of its parts against the document.",
        expected=equation.fact(equation.added),
        actual=equation.fact(equation.total.amount),
        related=also_at(parts, _PARTS.get(equation.kind, "its parts")),
        fix=certain_fix(ledger, equation.total.at),
    )


def _unexplained(ledger: Ledger, equation: Equation) -> str:
    """Say that no single figure explains a sum together with the others that share its figures."""
    figures = {term.at for term in equation.terms if term.is_written}
    sharing = {place for at in figures for place in ledger.once(_failing_by_figure).get(at, ())}
    others = [place for place in sharing if ledger.failing[place] is not equation]
    if not others:
        return ""
    with_it = "another sum that does" if len(others) == 1 else f"{len(others)} other sums that do"
    both = "both" if len(others) == 1 else "them all"
    return f" It shares figures with {with_it} not hold; no single figure explains {both}."


def _failing_by_figure(ledger: Ledger) -> Mapping[Path, Sequence[int]]:
    """Give the sums that do not hold by each figure in them, as positions among them all."""
    found: dict[Path, list[int]] = {}
    for place, one in enumerate(ledger.failing):
        for term in one.terms:
            found.setdefault(term.at, []).append(place)
    return found


def certain_fix(ledger: Ledger, at: Path) -> Fix | None:
    """Give the repair of a stated total, where there is one certain answer."""
    becomes = ledger.repairs.get(at)
    return None if becomes is None else Fix(at, becomes)


def _slip(
    facts: Rule, ledger: Ledger, shown: Equation, sums: tuple[Equation, ...], suspect: Suspect
) -> Finding:
    where, fits = figure_name(ledger, suspect.term), shown.shown(suspect.amount)
    blame = (
        f"Most likely wrong is {where}, {shown.shown(suspect.term.amount)}"
        if suspect.term.is_written
        else f"Most likely {where} is missing"
    )
    others = f"right this and {count(len(sums) - 1, 'other sum')}" if len(sums) > 1 else "it right"
    totals = tuple(one.total.at for one in sums if one.total.at != suspect.term.at)
    return Finding(
        facts,
        suspect.term.at,
        f"{_said(shown)} {blame}: {fits} there would put {others}.",
        help=f"Check that figure against the document; {fits} fits.",
        expected=shown.fact(suspect.amount),
        actual=shown.fact(suspect.term.amount) if suspect.term.is_written else None,
        related=also_at(totals, "stated totals that do not hold with it"),
        cause="/".join(suspect.term.at),
        fix=certain_fix(ledger, suspect.term.at),
    )


def _said(equation: Equation) -> str:
    total, gap = equation.total, equation.shown(abs(equation.gap))
    verb = "are" if total.name.endswith("savings") else "is"
    opening = equation.subject[:1].upper() + equation.subject[1:]
    if not equation.parts:
        return f"{opening}: {total.name} of {gap} {verb} stated, but nothing makes it up."
    open_ended = ", with one or more to be confirmed" if equation.more else ""
    added = f"{opening}: {_parts(equation)} {equation.shown(equation.added)}{open_ended}"
    if not total.is_written:
        return f"{added}, but no {total.name} {verb} stated ({gap} is missing)."
    off = f"{gap} too {'much' if equation.gap > 0 else 'little'}"
    return f"{added}, but {total.name} of {equation.shown(total.amount)} {verb} stated ({off})."


def _parts(equation: Equation) -> str:
    """Name the parts, with the verb that leads to what they come to."""
    first = equation.parts[0]
    if len(equation.parts) == 1 and (equation.kind in _ONE_AMOUNT or first.at[-1] == "rate"):
        return f"the {first.name} is"
    if equation.kind is Sum.OVER_PERIODS:
        in_quarters = all(part.name.startswith("Q") for part in equation.parts)
        return "the quarters add up to" if in_quarters else "the years add up to"
    if equation.kind is Sum.OF_ALLOCATION:
        return "the payments add up to" if "payments" in first.at else "its lines add up to"
    if equation.kind is Sum.OVER_SAVINGS and first.at[-1] == "cost_alone":
        return "the costs alone add up to"
    verb = {Sum.OF_BALANCE: "leaves", Sum.OF_SAVING: "comes to"}.get(equation.kind, "add up to")
    return f"{_PARTS[equation.kind]} {verb}"


#: Sums that, with a single part, are two statements of one amount.
_ONE_AMOUNT = {Sum.OF_ALLOCATION, Sum.OVER_SAVINGS, Sum.OF_FUNDING, Sum.OVER_ALLOCATIONS}
_PARTS = {
    Sum.OVER_KINDS: "revenue and capital",
    Sum.OVER_PROJECTS: "the projects",
    Sum.OF_PROGRAMME_KINDS: "its revenue and capital",
    Sum.OF_ESTIMATE: "the estimates",
    Sum.OF_BUDGET: "its lines",
    Sum.OF_PAYMENTS: "the payments for its milestones",
    Sum.OVER_ALLOCATIONS: "the allocations",
    Sum.OF_FUNDING: "the funding sources",
    Sum.OF_BALANCE: "what there is less what is allocated",
    Sum.OF_SAVING: "the cost alone less the budget",
    Sum.OVER_SAVINGS: "the savings",
    Sum.OF_EVIDENCE: "the rows",
}


def figure_name(ledger: Ledger, term: Term) -> str:
    """Name a figure for people: ``Q2 capital of Foster Care Placements``."""
    at = term.at
    in_project = at[0] == "projects"
    owner = ledger.plan.projects[at[1]].name if in_project else "the programme"
    steps = at[2:] if in_project else at
    if not _IS_GRID.intersection(steps[:2]):
        return f"{term.name} of {owner}" if owner not in term.name else term.name
    words = [_WORDS.get(step, step) for step in reversed(steps) if step not in _UNSAID]
    if steps[0] == "spend":
        words = [word for word in words if word != steps[1]]
    stated = "the stated " if "stated" in steps else ""
    return f"{stated}{' '.join(words)} of {owner}"


#: Tables whose figures are named by their row and column.
_IS_GRID = {"spend", "efficiencies"}
_UNSAID = {"stated", "spend", "efficiencies"}
_WORDS = {
    "in_year": "in-year savings",
    "non_cashable": "non-cashable",
    "overall": "spend",
    "forecast": "forecast savings",
}
