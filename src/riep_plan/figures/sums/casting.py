"""Cross-casting: a row against its periods, a total row against its rows, a row as one amount."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.figures.tables import Row, period_keys
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.values.money import rounding
from riep_plan.values.period import Period, read_period

#: Beyond so many cells, a table's empty ones are not held against it: most would be empty.
_MANY = 20_000


def over_periods(subject: str, row: Row) -> Iterator[Equation]:
    """Compare a row's stated total with its periods; one that is still unknown says nothing."""
    if row.profile.total is None or not row.profile.parts or row.profile.unknown:
        return
    parts = tuple(Term((*row.at, key), key, amount) for key, amount in row.profile.parts.items())
    total = Term((*row.at, TOTAL), row.name, row.profile.total)
    yield Equation(Sum.OVER_PERIODS, subject, total, parts)


def columns(
    kind: Sum, subject: str, total: Row, rows: list[Row], called: Callable[[Row], str]
) -> Iterator[Equation]:
    """Compare a total row with the rows that it adds up, one period after another.

    The column of totals is compared too, and so is a period that the total row leaves out.
    """
    keys = [TOTAL] if total.profile.total is not None else []
    keys += period_keys([total, *rows]) if total.profile.parts else []
    for key in keys:
        name = total.name if key == TOTAL else f"{total.name} in {key}"
        if any(key in row.unknown for row in (total, *rows)):
            continue
        there = [row for row in rows if row.has(key)] if len(rows) * len(keys) > _MANY else rows
        parts = tuple(_term(row, key, called(row)) for row in there)
        yield Equation(kind, subject, _term(total, key, name), parts)


def _term(row: Row, key: str, name: str) -> Term:
    slack = None
    if key == TOTAL and row.profile.total is None:  # added up here, of amounts rounded one by one
        slack = sum((rounding(one) for one in row.profile.parts.values()), Decimal(0))
    return Term(row.cell_path(key), name, row.amount(key), row.has(key), slack=slack)


def by_period(kind: Sum, subject: str, total: Row, rows: list[Row]) -> Iterator[Equation]:
    """Compare a total row with its rows in each of its own periods, and in no other."""
    for key in total.profile.parts:
        own = total.own_key(key)
        if any(row.own_key(key) in row.unknown for row in (total, *rows)):
            continue
        parts = tuple(_term(row, key, row.name) for row in rows)
        yield Equation(kind, subject, _term(total, own, f"{total.name} in {key}"), parts)


def row_name(row: Row) -> str:
    """What a row is called in a sum."""
    return row.name


def whole_terms(rows: Iterable[Row], period: Period | None = None) -> tuple[Term, ...]:
    """Take each row as one amount; none at all where one of them is still to be confirmed."""
    terms = [whole_term(row, period) for row in rows]
    known = tuple(term for term in terms if term is not None)
    return known if len(known) == len(terms) else ()


def known_terms(rows: Iterable[Row], period: Period | None = None) -> tuple[tuple[Term, ...], int]:
    """Take each row as one amount, as far as they are known; 1 where one of them is not, or 0."""
    terms = [whole_term(row, period) for row in rows]
    known = tuple(term for term in terms if term is not None)
    return known, int(len(known) < len(terms))


def whole_term(row: Row | None, period: Period | None = None) -> Term | None:
    """Take a row as one amount: of the plan's own period where it has one, else all of it.

    Nothing of a row whose years are all outside that period falls in it: its amount is nought.
    None where the row is not there, or an amount of it is still to be confirmed, or falls partly
    in that period and partly outside: nobody can tell how much of it is inside.
    """
    if row is None or _straddles(row.profile, period):
        return None
    parts = _within(row.profile, period)
    if any(key in row.profile.unknown for key in (row.profile.root if parts is None else parts)):
        return None
    keys = list(row.profile.parts or (TOTAL,)) if parts is None else parts
    amounts = [row.amount(key) for key in keys]
    at = row.cell_path(keys[0]) if len(keys) == 1 else row.at
    slack = sum((rounding(amount) for amount in amounts), Decimal(0))
    return Term(at, row.name, sum(amounts, Decimal(0)), slack=slack)


def _within(profile: Profile, period: Period | None) -> list[str] | None:
    """The parts of a profile that fall in the plan's own period; None where it is not divided."""
    days = period.days if period else None
    keys = [key for key in profile.root if key != TOTAL]
    spans = [read_period(key).days for key in keys]
    if days is None or not keys or None in spans:
        return None
    inside = [key for key, span in zip(keys, spans, strict=True) if span and span.within(days)]
    return None if len(inside) == len(keys) else inside


def _straddles(profile: Profile, period: Period | None) -> bool:
    """Say whether an amount, not nought, is of a time partly in a period and partly outside it."""
    days = period.days if period else None
    spans = [read_period(key).days for key, amount in profile.parts.items() if amount]
    return days is not None and any(
        span is not None and span.overlaps(days) and not span.within(days) for span in spans
    )
