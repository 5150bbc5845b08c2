"""The amounts of money that a plan holds, wherever they stand."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from riep_plan.figures.walk import leaves
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.values.money import Entry
from riep_plan.values.quantity import Measure, Quantity


def in_pounds(value: object) -> Decimal | None:
    """Give the pounds that a single value of a plan is; None where it is none, or not known."""
    if isinstance(value, Entry):
        return value.amount
    if isinstance(value, Quantity):
        return value.number if value.measure is Measure.POUNDS else None
    return value if isinstance(value, Decimal) else None


def amounts_below(value: object, at: Path = ()) -> Iterator[tuple[Path, Decimal]]:
    """Give every amount at or below a part of a plan, with its path."""
    return amounts_among(leaves(value, at))


def amounts_among(values: Iterable[tuple[Path, object]]) -> Iterator[tuple[Path, Decimal]]:
    """Give the amounts among single values of a plan, with their paths."""
    for path, one in values:
        if (amount := in_pounds(one)) is not None:
            yield path, amount


def known_amounts(
    plan: Plan, values: Iterable[tuple[Path, object]]
) -> Mapping[str, list[tuple[Path, Decimal]]]:
    """Give every amount of money of each project by its id, and the plan's own under ``""``.

    Args:
        plan: the plan.
        values: all its single values, with their paths.
    """
    found: dict[str, list[tuple[Path, Decimal]]] = {"": [], **{one: [] for one in plan.projects}}
    for at, amount in amounts_among(values):
        if amount:
            found[at[1] if at[:1] == ("projects",) else ""].append((at, amount))
    return found
