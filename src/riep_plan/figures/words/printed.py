"""Figures that a document prints more than once: what is held against what is printed elsewhere.

The plan holds one figure; `provenance` keeps others as they are printed. A printed figure says how
exact it is by its own places: £1.67m may stand for £1,665,000 to £1,675,000.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.money.held import amounts_below
from riep_plan.figures.walk import values_of
from riep_plan.figures.words.amounts import amount_alone
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.profile import Profile
from riep_plan.values.money import rounding
from riep_plan.values.quantity import Measure

#: The power of ten of a table headed £k.
_THOUSAND = 3


class Printed(NamedTuple):
    """A figure that is printed otherwise than the plan holds it.

    Attributes:
        at: the figure in the plan.
        origin: the id of the note in `provenance` that says what is printed.
        words: what is printed.
        page: where, as far as the note says.
        held: what the plan holds, in pounds.
        printed: what the words say, in pounds.
    """

    at: Path
    origin: str
    words: str
    page: str | None
    held: Decimal
    printed: Decimal


def printed_otherwise(plan: Plan) -> Iterator[Printed]:
    """Give each figure that differs by more than rounding from what is printed for it.

    A note on several figures at once is left alone: it may be printed for all of them together.
    """
    notes = [
        (origin_id, origin, readings)
        for origin_id, origin in plan.provenance.items()
        if len(origin.at) == 1 and origin.printed and (readings := _readings(origin.printed))
    ]
    held = _money_of(plan) if notes else {}
    for origin_id, origin, readings in notes:
        if origin.at[0] not in held:
            continue
        at, amount = held[origin.at[0]]
        if all(abs(one - amount) > slack + _slack(amount) for one, slack in readings):
            nearest = min((one for one, _ in readings), key=lambda one: abs(one - amount))
            words = " ".join((origin.printed or "").split())
            yield Printed(at, origin_id, words, origin.page, amount, nearest)


def _readings(words: str) -> list[tuple[Decimal, Decimal]]:
    """Read a figure in every way in which it may be meant, each with how exact it is.

    A bare number may be in pounds or, in a table headed £k, in thousands; one that begins with
    nought may be in any unit. Pounds without a scale are exact. A rough figure says nothing.
    """
    figure = amount_alone(words)
    if figure is None or figure.is_about or figure.measure is Measure.PERCENT:
        return []
    if figure.measure is Measure.POUNDS:
        return [(figure.value, figure.half_place if figure.scale else Decimal(0))]
    in_thousands = (figure.value.scaleb(_THOUSAND), figure.half_place.scaleb(_THOUSAND))
    return [] if figure.text.startswith("0") else [(figure.value, Decimal(0)), in_thousands]


def _slack(amount: Decimal) -> Decimal:
    """How exact a figure of the plan is; one in whole thousands may be no more exact than that."""
    return rounding(amount) or (Decimal(0) if amount % 1000 else Decimal(500))


def _money_of(plan: Plan) -> Mapping[str, tuple[Path, Decimal]]:
    """Every amount of money that the plan holds, by its path as a note writes it."""
    found = {"/".join(at): (at, amount) for at, amount in amounts_below(plan) if at[-1] != "number"}
    for at, profile in values_of(plan, Profile):
        if isinstance(profile, Profile) and not profile.unknown:
            whole = profile.sum() if profile.total is None else profile.total
            found["/".join(at)] = (at, whole)
    return found
