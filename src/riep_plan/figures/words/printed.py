"""Figures that a document prints more than once: what is held against what is printed elsewhere.

The plan holds one figure; `provenance` keeps others as they are printed. A printed figure says how
exact it is by its own places: £1.67m may stand for £1,665,000 to £1,675,000.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.figures.walk import leaves, values_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.profile import Profile
from riep_plan.values.money import Entry, rounding
from riep_plan.values.quantity import Measure, Quantity

_FIGURE = re.compile(
    r"£?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<places>\d+))?\s*"
    r"(?P<scale>k|m|bn|thousand|million|billion|)",
    re.IGNORECASE | re.ASCII,
)
#: The power of ten of each sign of scale.
_SCALES = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_THOUSAND = 3
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Printed:
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

    A bare number may be in pounds or, in a table headed £k, in thousands. Words beside a figure,
    or digits grouped in no known way, make it no figure.
    """
    match = _FIGURE.fullmatch(words.strip())
    if match is None or match["whole"].startswith("0"):
        return []
    scale, places = _SCALES[match["scale"].lower()], match["places"] or ""
    digits = Decimal(match["whole"].replace(",", "") + (f".{places}" if places else ""))
    is_bare = not scale and not words.strip().startswith("£")
    return [
        (digits.scaleb(power), _HALF.scaleb(power - len(places)) if power else Decimal(0))
        for power in ((0, _THOUSAND) if is_bare else (scale,))
    ]


def _slack(amount: Decimal) -> Decimal:
    """How exact a figure of the plan is; one in whole thousands may be no more exact than that."""
    return rounding(amount) or (Decimal(0) if amount % 1000 else Decimal(500))


def _money_of(plan: Plan) -> Mapping[str, tuple[Path, Decimal]]:
    """Every amount of money that the plan holds, by its path as a note writes it."""
    found: dict[str, tuple[Path, Decimal]] = {}
    for at, value in leaves(plan):
        amount: object = value
        if isinstance(value, Entry):
            amount = value.amount
        elif isinstance(value, Quantity):
            amount = value.number if value.measure is Measure.POUNDS else None
        if isinstance(amount, Decimal) and at[-1] != "number":
            found["/".join(at)] = (at, amount)
    for at, profile in values_of(plan, Profile):
        if isinstance(profile, Profile) and not profile.unknown:
            whole = profile.sum() if profile.total is None else profile.total
            found["/".join(at)] = (at, whole)
    return found
