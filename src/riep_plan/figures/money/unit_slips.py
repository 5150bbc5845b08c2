"""Slips of unit and form: sums out by a thousand, misplaced separators, what is printed."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.held import amounts_below
from riep_plan.figures.sums.equation import Equation, Term
from riep_plan.figures.sums.evidence import evidence_tables
from riep_plan.figures.walk import below
from riep_plan.figures.words.amounts import amount_alone, figures_in, is_grouped, misplaced_in
from riep_plan.findings.finding import Path
from riep_plan.model.policy import Origin
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.money import read_money
from riep_plan.values.quantity import Measure
from riep_plan.values.refusal import Refused

_PLACES = (3, -3)
_ENOUGH = 2
_ALONE = lazy_pattern(r"\D?(?P<number>\d[\d,]*,\d+)\D?", re.ASCII)
_HEADED_THOUSANDS = lazy_pattern(r"£ ?k\b|£ ?['’]?000s?\b|\(k\)", re.IGNORECASE)
#: What the plan says of itself in its own words; other people's words are quoted elsewhere.
_NOT_OF_THE_PLAN = {"provenance", "policy", "waivers"}


class Printed(NamedTuple):
    """What a document prints, and the values of the plan that it stands for.

    Attributes:
        entry: the id of the entry of provenance.
        text: what is printed.
        at: the values, as paths; empty where they are not there.
        amounts: the pounds at or below them, each with its path.
    """

    entry: str
    text: str
    at: tuple[Path, ...]
    amounts: tuple[tuple[Path, Decimal], ...]


def thousandfold(equation: Equation) -> tuple[Term, Decimal] | None:
    """Find the one part that a factor of a thousand would make right, and what it would be.

    None where no part would, where several would, or where the total would itself.
    """
    found = [
        (position, slipped)
        for position, term in enumerate(equation.terms)
        for slipped in _slipped(term)
        if _holds(equation, position, slipped)
    ]
    if len(found) != 1 or found[0][0] == 0:
        return None
    position, slipped = found[0]
    return equation.terms[position], slipped.amount


def is_thousandfold(amount: Decimal, fits: Decimal) -> bool:
    """Say whether one amount is a thousand times the other, or a thousandth, to its last place."""
    low, high = sorted((abs(amount), abs(fits)))
    return bool(low) and abs(high - low.scaleb(3)) <= max(low, Decimal(500))


def _slipped(term: Term) -> Iterator[Term]:
    if term.amount:
        yield from (term._replace(amount=term.amount.scaleb(by), slack=None) for by in _PLACES)


def _holds(equation: Equation, position: int, slipped: Term) -> bool:
    terms = list(equation.terms)
    terms[position] = slipped
    kind, measure, more = equation.kind, equation.measure, equation.more
    return not Equation.of(kind, equation.subject, terms[0], terms[1:], measure, more).gap


def texts(values: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    """Give every text of a plan, but not what it says of the document or the funder."""
    for at, value in values:
        if at[0] not in _NOT_OF_THE_PLAN:
            yield at, value


def misplaced(text: str) -> list[str]:
    """Give the amounts of a text whose commas or points are in the wrong place: ``£30,0000``."""
    return [one.text for one in misplaced_in(text)] if "£" in text else []


def misplaced_alone(text: str) -> list[str]:
    """Do the same for what is printed in a cell, where an amount may have no pound sign."""
    alone = _ALONE.fullmatch(text.strip())
    if alone is None or "£" in text:
        return misplaced(text)
    return [] if is_grouped(alone["number"]) else [alone["number"]]


def readings(amount: str) -> str:
    """What an amount that cannot be read may have meant, in words; empty where that is unclear."""
    try:
        read_money(amount.replace(" ", ""))
    except Refused as refused:
        return refused.advice
    return ""


def printed(ledger: Ledger) -> Sequence[Printed]:
    """Give everything that a plan keeps as printed, with the values that it stands for."""
    plan = ledger.plan
    kept = {key: one for key, one in plan.provenance.items() if one.printed is not None}
    wanted = {place for origin in kept.values() for place in origin.at}
    above = {place[: slash.start()] for place in wanted for slash in re.finditer("/", place)}
    nodes = dict(_wanted_nodes(plan, (), wanted, above))
    return [_printed(entry, origin, nodes) for entry, origin in kept.items()]


def _printed(entry: str, origin: Origin, nodes: dict[str, tuple[Path, object]]) -> Printed:
    there = [nodes[place] for place in origin.at if place in nodes]
    amounts = tuple(pair for at, value in there for pair in amounts_below(value, at))
    return Printed(entry, origin.printed or "", tuple(at for at, _ in there), amounts)


def _wanted_nodes(
    value: object, at: Path, wanted: Collection[str], above: Collection[str]
) -> Iterator[tuple[str, tuple[Path, object]]]:
    """Give the values at some places, looking only below what is above one of them.

    A step may have a slash of its own, as ``2010/11``, so that a place cannot be taken apart.
    """
    for step, one in below(value) if wanted else ():
        path = (*at, step)
        spelled = "/".join(path)
        if spelled in wanted:
            yield spelled, (path, one)
        if spelled in above:
            yield from _wanted_nodes(one, path, wanted, above)


def pounds_under_thousands(one: Printed) -> tuple[Path, Decimal] | None:
    """Find an amount printed in whole pounds under a heading in thousands: ``(£k): £9,000``.

    It is so where the plan holds the very figure that is printed, not a thousand times as much.
    """
    heading = _HEADED_THOUSANDS.search(one.text)
    if heading is None:
        return None
    figures = {
        figure.value
        for figure in figures_in(one.text, Measure.POUNDS)
        if figure.start >= heading.end() and not figure.scale
    }
    return next(((at, held) for at, held in one.amounts if held in figures), None)


def amounts_of(ledger: Ledger) -> frozenset[Decimal]:
    """Give every amount of money that a plan has, for several to share."""
    return frozenset(amount for pairs in ledger.amounts.values() for _, amount in pairs)


def columns_under_thousands(ledger: Ledger) -> Iterator[tuple[Path, str, Decimal]]:
    """Find columns of evidence in thousands whose cells are whole pounds of the plan's own.

    Each is given by its first such cell, with the heading and the amount. Two cells at least have
    to be amounts that the plan has in pounds, or all of them.
    """
    for at, _, table in evidence_tables(ledger.plan):
        headings = dict.fromkeys(one for row in table.rows.values() for one in row.values)
        for heading in headings:
            if not _HEADED_THOUSANDS.search(heading):
                continue
            cells = [
                ((*at, "rows", row_id, "values", heading), one.value)
                for row_id, row in table.rows.items()
                if (one := amount_alone(row.values.get(heading, "")))
                and one.measure is Measure.POUNDS
                and not one.scale
            ]
            known = ledger.once(amounts_of)
            own = [(place, cell) for place, cell in cells if cell in known]
            is_right = any(cell.scaleb(3) in known for _, cell in cells)
            if own and not is_right and len(own) >= min(_ENOUGH, len(cells)):
                yield own[0][0], heading, own[0][1]
