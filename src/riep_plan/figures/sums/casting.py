"""Cross-casting: a row against its periods, a total row against its rows, a row as one amount."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial

from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.figures.tables import Row, period_keys
from riep_plan.model.profile import TOTAL
from riep_plan.values.money import roundings
from riep_plan.values.period import Period, Span, read_period

#: Beyond so many cells, a table's empty ones are not held against it: most would be empty.
_MANY = 20_000
_NOTHING = Decimal(0)
_OVER_PERIODS = Sum.OVER_PERIODS


def over_periods(subject: str, rows: Iterable[Row]) -> Iterator[Equation]:
    """Compare each row's stated total with its periods; one that is still unknown says nothing."""
    for row in rows:
        profile, amounts = row.profile, row.profile.amounts
        if TOTAL in amounts and profile.parts and not profile.unknown:
            named = partial(_periods, row)
            yield Equation(_OVER_PERIODS, subject, amounts[TOTAL], profile.sum(), named)


def _periods(row: Row) -> list[Term]:
    total = Term((*row.at, TOTAL), row.name, row.amount(TOTAL))
    return [total, *(Term((*row.at, key), key, one) for key, one in row.profile.parts.items())]


def columns(
    kind: Sum, subject: str, total: Row, rows: list[Row], called: Callable[[Row], str]
) -> Iterator[Equation]:
    """Compare a total row with the rows that it adds up, one period after another.

    The column of totals is compared too, and so is a period that the total row leaves out.
    """
    keys = [TOTAL] if total.profile.total is not None else []
    keys += period_keys([total, *rows]) if total.profile.parts else []
    unknown = total.unknown.union(*[row.unknown for row in rows if row.profile.unknown])
    is_large = len(rows) * len(keys) > _MANY
    amounts = [row.profile.amounts for row in rows]
    for key in keys:
        if key not in unknown:
            there = [row for row in rows if row.has(key)] if is_large else rows
            try:
                added = [one[key] for one in amounts]
            except KeyError:  # a row leaves the period out, or has other words for it
                added = [row.amount(key) for row in there]
            named = partial(_cells, (total, key), there, called)
            yield Equation(kind, subject, total.amount(key), sum(added, _NOTHING), named)


def by_period(kind: Sum, subject: str, total: Row, rows: list[Row]) -> Iterator[Equation]:
    """Compare a total row with its rows in each of its own periods, and in no other."""
    for key in total.profile.parts:
        if not any(row.own_key(key) in row.unknown for row in (total, *rows)):
            added = sum([row.amount(key) for row in rows], _NOTHING)
            named = partial(_cells, (total, key), rows, row_name)
            yield Equation(kind, subject, total.amount(key), added, named)


def _cells(head: tuple[Row, str], rows: Sequence[Row], called: Callable[[Row], str]) -> list[Term]:
    total, key = head
    name = total.name if key == TOTAL else f"{total.name} in {key}"
    return [_term(total, key, name), *(_term(row, key, called(row)) for row in rows)]


def _term(row: Row, key: str, name: str) -> Term:
    slack = None
    if key == TOTAL and row.profile.total is None:  # added up here, of amounts rounded one by one
        slack = roundings(row.profile.parts.values())
    return Term(row.cell_path(key), name, row.amount(key), row.has(key), slack=slack)


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
    if row is None:
        return None
    profile, unknown, parts = row.profile, row.profile.unknown, row.profile.parts
    inside: Sequence[str] | None = None
    divided = (*parts, *(unknown - {TOTAL})) if unknown else parts
    if divided and period is not None and period.days is not None:
        inside, astride = _placed(tuple(divided), period.days)
        if astride and any(parts.get(key) for key in astride):
            return None
    if unknown and not unknown.isdisjoint(profile.root if inside is None else inside):
        return None
    if not parts:
        parts = {TOTAL: row.amount(TOTAL)}
    elif inside is None and len(parts) > 1:  # as of most
        return Term(row.at, row.name, profile.sum(), slack=roundings(parts.values()))
    kept = parts if inside is None else {key: parts[key] for key in inside}
    at = row.cell_path(*kept) if len(kept) == 1 else row.at
    return Term(at, row.name, sum(kept.values(), _NOTHING), slack=roundings(kept.values()))


@lru_cache(maxsize=1_024)
def _placed(keys: tuple[str, ...], days: Span) -> tuple[Sequence[str] | None, Sequence[str]]:
    """Say which parts of a profile fall in the plan's own period, and which fall partly in it.

    None for the first where they all do, or where one of them has no days of its own.
    """
    spans = [(key, read_period(key).days) for key in keys]
    known = [(key, span) for key, span in spans if span is not None]
    inside = [key for key, span in known if span.within(days)]
    astride = [key for key, span in known if span.overlaps(days) and key not in inside]
    return inside if len(inside) < len(known) == len(keys) else None, astride
