"""Figures quoted in prose: ``{projects/empa/allocation/core}`` stands for the amount there.

A text that quotes cannot disagree with the table that it quotes from. The path is looked for in
the text's own project first, then in the plan. ``|k`` and ``|m`` after it write pounds in
thousands or millions: ``{allocation/core|k}`` is ``£165k``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, cast

from riep_plan.figures.tables import CAPITAL, REVENUE, spend_rows
from riep_plan.figures.walk import leaves, within
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.base import Part
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.money import TO_BE_CONFIRMED, Entry, format_money
from riep_plan.values.period import Period
from riep_plan.values.quantity import Measure, Quantity, format_number

_QUOTE = lazy_pattern(r"\{([a-z][a-zA-Z0-9_ /.–-]*)(?:\|([km]))?\}")
_SCALES = {"k": Decimal(1_000), "m": Decimal(1_000_000)}
_COMPUTED = "figures"


class Quote(NamedTuple):
    """A quotation in a text.

    Attributes:
        text: as written, braces and all.
        path: the keys that lead to what it quotes.
        scale: ``k``, ``m`` or nothing.
    """

    text: str
    path: tuple[str, ...]
    scale: str


def quotes_in(text: str) -> Iterator[Quote]:
    """Give the quotations of a text, in order."""
    for match in _QUOTE.finditer(text):
        yield Quote(match[0], tuple(match[1].split("/")), match[2] or "")


def quoted_text(plan: Plan, at: Path, quote: Quote) -> str | None:
    """Write what a quotation stands for; None when it quotes nothing that can be written.

    Args:
        plan: the plan.
        at: the path of the text that quotes.
        quote: the quotation.
    """
    own = at[:2] if at[:1] == ("projects",) else ()
    if quote.path[:1] == (_COMPUTED,):
        computed = _computed(plan, own, quote.path[1:])
        return None if computed is None else _written(computed, quote.scale)
    for base in dict.fromkeys((own, ())):
        value = _value_at(plan, (*base, *quote.path))
        if value is not None and (written := _written(value, quote.scale)) is not None:
            return written
    return None


def texts_of(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Give every text of a plan that may quote, with its path."""
    return texts_among(leaves(plan))


def texts_among(values: Iterable[tuple[Path, object]]) -> Iterator[tuple[Path, str]]:
    """Give the texts that may quote among single values of a plan, with their paths."""
    for at, value in values:
        if isinstance(value, str) and "{" in value:
            yield at, value


def with_quotes(plan: Plan) -> Plan:
    """Give the plan with every quotation replaced by what it stands for."""
    if not any(next(quotes_in(text), None) for _, text in texts_of(plan)):
        return plan

    def written(text: str, at: Path) -> str:
        for quote in quotes_in(text):
            found = quoted_text(plan, at, quote)
            text = text if found is None else text.replace(quote.text, found)
        return text

    return cast("Plan", rewritten(plan, (), written))


def rewritten(value: object, at: Path, write: Callable[[str, Path], str]) -> object:
    """Give a value with every text in it written anew: those with a brace, which may quote."""
    if isinstance(value, str):
        return write(value, at) if "{" in value else value
    if isinstance(value, Part):
        changed = {
            name: new
            for name in value.model_fields_set
            if (new := rewritten(getattr(value, name), (*at, name), write))
            is not getattr(value, name)
        }
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, dict):
        return {key: rewritten(one, (*at, key), write) for key, one in value.items()}
    if type(value) is tuple:
        return tuple(rewritten(one, (*at, str(place)), write) for place, one in enumerate(value))
    return value


def _value_at(value: object, path: Path) -> object:
    """Follow keys down; a key may itself hold a slash, as ``2008/09`` does."""
    if not path:
        return value
    here = within(value)
    for length in range(1, len(path) + 1):
        key = "/".join(path[:length])
        if key in here and (found := _value_at(here[key], path[length:])) is not None:
            return found
    return None


def _written(value: object, scale: str) -> str | None:
    if isinstance(value, Profile):
        value = None if "total" not in value.root and value.unknown else value.in_all
    if isinstance(value, QuantityProfile):
        value = value.root.get("total")
    if isinstance(value, Entry) and not scale:
        return str(value)
    mark = f" ({TO_BE_CONFIRMED})" if isinstance(value, Entry) and not value.is_confirmed else ""
    amount = value.amount if isinstance(value, Entry) else value
    if isinstance(value, Quantity) and value.measure is Measure.POUNDS:
        amount = value.number
    if scale:
        if not isinstance(amount, Decimal):
            return None
        sign = "-" if amount < 0 else ""
        return f"{sign}£{format_number(abs(amount) / _SCALES[scale])}{scale}{mark}"
    if isinstance(value, Decimal):
        return format_money(value)
    if isinstance(value, str) and next(quotes_in(value), None):
        return None  # a text that quotes is itself no figure
    return str(value) if isinstance(value, (Quantity, Period, int, str)) else None


def _computed(plan: Plan, base: Path, name: Path) -> object:
    """A figure that no one states: ``figures/spend``, and the like."""
    projects = {base[1]: plan.projects[base[1]]} if base else plan.projects
    if name == ("projects",):
        return len(plan.projects)
    kinds: Mapping[Path, tuple[str, ...]] = {
        ("spend",): (REVENUE, CAPITAL),
        ("spend", REVENUE): (REVENUE,),
        ("spend", CAPITAL): (CAPITAL,),
    }
    if name in kinds:
        rows = [
            row
            for project_id, project in projects.items()
            for kind, row in spend_rows(project_id, project)
            if kind in kinds[name]
        ]
        if not rows or any(row.profile.unknown for row in rows):
            return None
        return sum((row.whole for row in rows), Decimal(0))
    return None
