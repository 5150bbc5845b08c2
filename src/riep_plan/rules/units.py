"""UNI: slips of unit and form, which leave an amount a thousand times out."""

import re
from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.money.like_amounts import (
    EXACT_AMOUNTS,
    Like,
    Outlier,
    is_exact,
    name_of,
)
from riep_plan.figures.money.unit_slips import (
    Printed,
    columns_under_thousands,
    is_thousandfold,
    misplaced,
    misplaced_alone,
    pounds_under_thousands,
    printed,
    readings,
    texts,
    thousandfold,
)
from riep_plan.figures.words.near_amounts import is_telling
from riep_plan.figures.words.prose_amounts import ProseAmount, amounts_in
from riep_plan.findings.finding import Finding, Path, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.rules.totals import certain_fix, figure_name
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.money import format_money
from riep_plan.values.quantity import Measure
from riep_plan.values.words import count, shortened

_CHECK = "Check the unit of that figure against the document"
_ROUND = 1000
_MILLIONS = lazy_pattern(r"£ ?\d{1,3}(?:\.\d+)? ?m(?:illion)?", re.IGNORECASE)
#: Amounts of a rate, which a plan's own amounts may well be a thousand times.
_RATE = lazy_pattern(
    r"\s*(?:per\b|each\b|apiece\b|/|an? (?:day|week|month|year|hour|head|place)\b)"
)


@rule("UNI01", "part-a-thousand-times-out", since="0.3.0", severity=Severity.WARNING)
def part_a_thousand_times_out(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A figure that is a thousand times, or a thousandth of, what its sum wants."""
    for failure in ledger.failures:
        equation, suspect = failure.sums[0], failure.suspect
        if equation.measure is not Measure.POUNDS:
            continue
        if suspect is None:
            if (slip := thousandfold(equation)) is None:
                continue
            term, fits = slip
        elif is_thousandfold(suspect.term.amount, suspect.amount):
            term, fits = suspect.term, suspect.amount  # the sum's own rule is shown first
        else:
            continue
        total = equation.total
        said = figure_name(ledger, term)
        yield Finding(
            facts,
            term.at,
            f"{said[:1].upper()}{said[1:]} is {format_money(term.amount)}; "
            f"{format_money(fits)}, {_times(term.amount, fits)}, would agree with "
            f"{total.name} of {format_money(total.amount)}.",
            help=f"{_CHECK}: {_advice(term.amount, fits)}",
            expected=fits,
            actual=term.amount,
            related=(Related((total.at,), "the total"),) if total.at != term.at else (),
            cause="/".join(term.at),
            fix=certain_fix(ledger, term.at),
        )


@rule(
    "UNI02",
    "amount-a-thousand-times-its-like",
    since="0.3.0",
    severity=Severity.WARNING,
    whole=True,
)
def amount_a_thousand_times_its_like(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An amount that is a thousand times, or a thousandth of, all that are like it."""
    seen: set[Path] = set()
    for one in ledger.like_amounts.outliers():
        if one.found.at not in seen and not _is_borne_out(ledger, one):
            seen.add(one.found.at)
            yield _outlier(facts, ledger, one)


def _is_borne_out(ledger: Ledger, one: Outlier) -> bool:
    """Say whether a sum that holds, and the size of the amount or of its row, speak for it.

    A large part may well make up most of its sum; a small one is lost in it. A small project's
    periods are small: its own row says more than other projects do.
    """
    if one.found.at not in ledger.once(_in_sums_that_hold):
        return False
    return one.fits < one.found.amount or one.found.at in ledger.like_amounts.of_a_size


def _in_sums_that_hold(ledger: Ledger) -> frozenset[Path]:
    holding = (equation for equation in ledger.equations if not equation.gap)
    return frozenset(term.at for equation in holding for term in equation.terms)


def _outlier(facts: Rule, ledger: Ledger, one: Outlier) -> Finding:
    at, amount, others = one.found.at, one.found.amount, one.others
    return Finding(
        facts,
        at,
        f"{_whose(ledger, one.found)}: {format_money(amount)} stands among "
        f"{count(len(others), 'like amount')} of {format_money(others[0].amount)} to "
        f"{format_money(others[-1].amount)}; {format_money(one.fits)}, "
        f"{_times(amount, one.fits)}, would be like them.",
        help=f"{_CHECK}: {_advice(amount, one.fits)}",
        expected=one.fits,
        actual=amount,
        related=(Related((others[0].at, others[-1].at), "the smallest and largest like it"),),
        cause="/".join(at),
    )


@rule("UNI03", "pounds-under-thousands", since="0.3.0", severity=Severity.WARNING)
def pounds_printed_under_thousands(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A heading in thousands of pounds, printed over whole pounds."""
    for one in ledger.once(printed):
        if found := pounds_under_thousands(one):
            at, amount = found
            yield Finding(
                facts,
                at,
                f"The document prints “{shortened(one.text, 80)}”: under a heading in thousands, "
                f"{format_money(amount)} would be {format_money(amount * 1000)}, and the plan has "
                f"{format_money(amount)}.",
                help="Have the heading put right in the document, or the amounts.",
                expected="a heading in pounds",
                actual=shortened(one.text, 80),
                related=_printed_at(one, at),
            )
    for at, heading, amount in columns_under_thousands(ledger):
        yield Finding(
            facts,
            at,
            f"The column “{shortened(heading, 60)}” has {format_money(amount)}, an amount that the "
            f"plan has in pounds: under that heading it would be {format_money(amount * 1000)}.",
            help="Put the heading right, or the amounts.",
            expected="a heading in pounds",
            actual=shortened(heading, 60),
        )


@rule("UNI04", "separator-misplaced", since="0.3.0", severity=Severity.WARNING)
def separator_misplaced(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An amount whose comma or point is in the wrong place, so that nobody can be sure of it."""
    for at, text in texts(ledger.numbered):
        for amount in misplaced(text):
            yield Finding(
                facts,
                at,
                f"“{amount}” has a comma or point in the wrong place.",
                help=readings(amount) or "Write it in groups of three digits: £225,000.",
                actual=amount,
            )
    for one in ledger.once(printed):
        for amount in misplaced_alone(one.text)[:1]:
            held = {money for _, money in one.amounts if money}
            read = f"; the plan has {format_money(*held)}" if len(held) == 1 else ""
            at = one.at[0] if one.at else ("provenance", one.entry, "printed")
            yield Finding(
                facts,
                at,
                f"The document prints “{amount}”, with a comma or point in the wrong place{read}.",
                help="Have it put right in the document, and make sure of what was meant.",
                actual=amount,
                related=_printed_at(one, at),
            )


@rule("UNI05", "text-a-thousand-times-out", since="0.3.0", severity=Severity.WARNING, whole=True)
def text_a_thousand_times_out(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An amount in a text that is a thousand times, or a thousandth of, one of the same project."""
    for at, text in texts(ledger.numbered):
        for amount in amounts_in(text):
            figures = ledger.amounts
            own = figures[at[1] if at[0] == "projects" else ""]
            # Millions are written so whatever they are of, and three digits are the same by chance.
            is_cell = "evidence" in at or _MILLIONS.fullmatch(amount.text) is not None
            meant = _meant(amount, own, is_cell=is_cell)
            if meant is None or _is_rate(text, amount):
                continue
            # £25,000 and 25 in thousands are equal, but the second is rounded: both are asked.
            if any(amount.may_be(one) for pairs in figures.values() for _, one in pairs):
                continue
            place, figure = meant
            yield Finding(
                facts,
                at,
                f"The text says {amount.text}, where the plan has {format_money(figure)}, "
                f"{_times(amount.value, figure)}.",
                help="Check the unit: a `k` is missing, or is one too many.",
                expected=figure,
                actual=amount.text,
                related=(Related((place,), "the amount in the plan"),),
            )


@rule("UNI06", "round-among-exact", since="0.3.0", severity=Severity.INFO)
def round_among_exact(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A round number of thousands among like amounts that are all exact."""
    seen: set[Path] = set()
    for group in ledger.like_amounts.exact():
        rough = [one for one in group if not is_exact(one.amount)]
        exact = [one for one in group if is_exact(one.amount)]
        if len(rough) != 1 or len(exact) < EXACT_AMOUNTS or rough[0].amount % _ROUND:
            continue
        one = rough[0]
        if one.at not in seen:
            seen.add(one.at)
            yield Finding(
                facts,
                one.at,
                f"{_whose(ledger, one)}: {format_money(one.amount)} is a round number of "
                f"thousands, where all {len(exact)} amounts like it are exact.",
                help="Check that it is the amount itself, and no estimate or rounding of it.",
                actual=one.amount,
                related=(Related(tuple(other.at for other in exact), "the exact amounts"),),
            )


def _meant(
    amount: ProseAmount, own: list[tuple[Path, Decimal]], *, is_cell: bool
) -> tuple[Path, Decimal] | None:
    """Give the figure that an amount is out from.

    A cell of evidence is of something else than the plan's money, and three digits of it are those
    of a figure by chance; a price is a thousandth of many a total.
    """
    values = (amount.value.scaleb(3), amount.value.scaleb(-3))
    return next(
        (
            pair
            for pair in own
            if pair[1] in values and pair[0][-1] != "rate" and (is_telling(pair[1]) or not is_cell)
        ),
        None,
    )


def _is_rate(text: str, amount: ProseAmount) -> bool:
    after = text.partition(amount.text)[2]
    return bool(_RATE.match(after))


def _times(amount: Decimal, fits: Decimal) -> str:
    return "a thousand times as much" if abs(fits) > abs(amount) else "a thousandth of it"


def _advice(amount: Decimal, fits: Decimal) -> str:
    more = abs(fits) > abs(amount)
    return "a `k` may be missing." if more else "it may be in pounds, not thousands."


def _whose(ledger: Ledger, one: Like) -> str:
    """Name an amount by its line, and by its project where that is another name."""
    name = name_of(ledger.plan, one.at)
    project = ledger.plan.projects.get(one.at[1]) if one.at[0] == "projects" else None
    period = f", {one.at[-1]}" if one.at[-1][-1:].isdigit() else ""
    owner = f" of {project.name}" if project and project.name != name else ""
    return f"{shortened(name or 'This', 60)}{owner}{period}"


def _printed_at(one: Printed, at: Path) -> tuple[Related, ...]:
    others = tuple(place for place in one.at if place != at)
    kept: Path = ("provenance", one.entry, "printed")
    shown = () if at == kept else (Related((kept,), "what is printed"),)
    return (*shown, *also_at(others, "other values from there"))
