"""Amounts as plans have them: of many sizes, round and odd; divided exactly; written in a unit.

In the data of a made plan every ``Decimal`` is an amount in exact pounds. How it is shown, to the
pound or rounded to thousands, is decided only when it is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

Row = dict[str, Decimal]
NOTHING = Decimal(0)
TOTAL = "total"
_THOUSAND = Decimal(1000)


class Rate(Decimal):
    """An amount that is written with its £ in every plan: a price, a cost to one council."""


class Unconfirmed(Decimal):
    """An amount that is still to be confirmed: ``2500 tbc``."""


@dataclass(frozen=True, slots=True)
class Step:
    """The steps that a plan's amounts are in.

    Attributes:
        grain: what every amount is a multiple of.
        least: the smallest amount that the plan shows; what is shown as nought is nought.
    """

    grain: Decimal
    least: Decimal


@dataclass(frozen=True, slots=True)
class Style:
    """How a plan's amounts are written.

    Attributes:
        unit: ``pound`` or ``thousand``.
        places: decimal places of an amount in thousands.
        form: ``digits``, ``comma``, ``underscore`` or ``k``, which all mean the same. An amount in
            thousands has no ``k``: it is rounded, and one with a scale of its own is exact.
    """

    unit: str = "pound"
    places: int = 0
    form: str = "digits"


def written(amount: Decimal, style: Style) -> str:
    """Write an amount for a file."""
    mark = " tbc" if isinstance(amount, Unconfirmed) else ""
    if style.unit == "thousand" and not isinstance(amount, Rate):
        step = Decimal(1).scaleb(-style.places)
        shown = (amount / _THOUSAND).quantize(step, ROUND_HALF_UP)
        return f"{_grouped(abs(shown), style.form, shown < 0)}{mark}"
    sign = "£" if isinstance(amount, Rate) else ""
    if style.form == "k" and amount and not amount % 10:
        return f"{f'{amount / _THOUSAND:f}'}k{mark}"
    if style.form == "comma":
        sign = "£"
    text = _grouped(abs(amount), style.form, is_negative=False)
    return f"{'-' if amount < 0 else ''}{sign}{text}{mark}"


def _grouped(amount: Decimal, form: str, is_negative: bool) -> str:
    text = f"{amount:,f}".replace(",", {"comma": ",", "underscore": "_"}.get(form, ""))
    return f"-{text}" if is_negative and amount else text


def amount(dice: Random, grain: Decimal, low: int = 2_000, high: int = 900_000) -> Decimal:
    """Give an amount between two, of any magnitude, in steps of a grain; often a round one."""
    size = low * (high / low) ** dice.random()
    steps = [grain, grain, Decimal(1000), Decimal(5000), Decimal(500)]
    step = max(dice.choice(steps), grain)
    return max(_stepped(Decimal(size), step), step)


def _stepped(size: Decimal, step: Decimal) -> Decimal:
    return (size / step).to_integral_value() * step


def divided(dice: Random, whole: Decimal, parts: int, step: Step) -> list[Decimal]:
    """Divide an amount into so many parts that add up to it, none below nought.

    Evenly where that gives whole steps, now and then; else at random, some parts nought. No part
    is so small that it would be shown as nought.
    """
    if parts == 1 or not whole:
        return [whole, *[NOTHING] * (parts - 1)]
    even = whole / parts
    if dice.random() < 0.25 and not even % step.grain and even >= step.least:
        return [even] * parts
    weights = [dice.choice([0, 1, 1, 2, 3, 5]) * (0.5 + dice.random()) for _ in range(parts)]
    if not any(weights):
        weights[-1] = 1.0
    is_fine = dice.random() < 0.5 or whole < 10 * _THOUSAND
    grain = step.grain if is_fine else max(step.grain, _THOUSAND)
    shares = [_floored(whole * Decimal(one / sum(weights)), grain) for one in weights]
    shares = [one if one >= step.least else NOTHING for one in shares]
    shares[weights.index(max(weights))] += whole - sum(shares)
    return shares


def _floored(size: Decimal, step: Decimal) -> Decimal:
    return (size // step) * step


def added(rows: Iterable[Mapping[str, Decimal]]) -> Row:
    """Add rows up, period by period."""
    found: Row = {}
    for row in rows:
        for key, one in row.items():
            found[key] = found.get(key, NOTHING) + one
    return found


def totalled(row: Row) -> Row:
    """Put the total before the periods of a row."""
    return {TOTAL: sum(row.values(), NOTHING), **row}


def in_words(dice: Random, amount: Decimal) -> str:
    """Write an amount as prose does: exactly, or rounded with its scale."""
    forms = [f"£{amount:,.2f}" if amount % 1 else f"£{amount:,.0f}"]
    if amount >= 100_000:
        forms.append(f"£{(amount / _THOUSAND).quantize(Decimal(1), ROUND_HALF_UP):,}k")
    if amount >= 1_000_000:
        millions = (amount / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
        forms += [f"£{millions}m", f"£{millions} million"]
    return dice.choice(forms)
