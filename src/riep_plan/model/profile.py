"""Amounts over time: the one little mapping that every table of a plan is made of."""

from abc import abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self

from pydantic import ConfigDict, GetJsonSchemaHandler, RootModel, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from riep_plan.model.base import Amount, EntryOfMoney, Money, Part, ProfileKey, Text
from riep_plan.model.prose import TextAlone
from riep_plan.model.value_schemas import PERIOD_KEYS
from riep_plan.values.money import Entry
from riep_plan.values.period import read_period
from riep_plan.values.quantity import Quantity
from riep_plan.values.remembered import remembered

TOTAL = "total"
_QUARTERS = range(1, 5)
_NOTHING = Decimal(0)


@lru_cache(maxsize=4_096)
def _given_twice(keys: tuple[str, ...]) -> tuple[str, str] | None:
    """Give the first two keys that are one period; the rows of a table have the same keys."""
    first: dict[object, str] = {}
    for key in keys:
        if key != TOTAL:
            other = first.setdefault(read_period(key).identity, key)
            if other != key:
                return other, key
    return None


class _OverTime(RootModel[Any]):
    """What profiles of money and of counts share: a stated total beside its parts."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, ignored_types=(remembered,))

    @property
    def total(self) -> Decimal | None:
        """The total as stated, or None where the document states none."""
        return self.amounts.get(TOTAL)

    @remembered
    def parts(self) -> Mapping[str, Decimal]:
        """The amount of each period, by the period's own words, in the order written."""
        parts = dict(self.amounts)
        parts.pop(TOTAL, None)
        return parts

    @property
    @abstractmethod
    def amounts(self) -> Mapping[str, Decimal]:
        """Every known amount, the total among them."""

    @model_validator(mode="before")
    @classmethod
    def _one_amount_alone(cls, value: object) -> object:
        """Take `75000` for `{total: 75000}`."""
        return {TOTAL: value} if isinstance(value, (str, int, Decimal)) else value

    @model_validator(mode="after")
    def _each_period_once(self) -> Self:
        if twice := _given_twice(tuple(self.root)):
            message = f"“{twice[0]}” and “{twice[1]}” are the same period"
            context = {"message": message, "advice": "Keep one of the two."}
            raise PydanticCustomError("period_twice", "{message}", context)
        return self

    def sum(self) -> Decimal:
        """Add the known parts up."""
        return self._sum

    @remembered
    def _sum(self) -> Decimal:
        return sum(self.parts.values(), _NOTHING)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Name the periods, so that an editor can offer them and tell a wrong key."""
        found = handler.resolve_ref_schema(handler(schema))
        amount = found.pop("additionalProperties")
        found.pop("propertyNames", None)
        found.pop("type", None)
        quarters = {f"Q{one}": f"Quarter {one} of the plan's calendar" for one in _QUARTERS}
        over_time = {
            "type": "object",
            "properties": {
                key: {**amount, "description": about}
                for key, about in {TOTAL: "The total as stated", **quarters}.items()
            },
            "propertyNames": PERIOD_KEYS,
            "additionalProperties": amount,
        }
        alone = {key: value for key, value in amount.items() if key != "description"}
        found["anyOf"] = [alone, over_time]
        return found


class Profile(_OverTime):
    """Pounds over quarters, years or dates, with the total as stated; or one amount alone.

    `{total: 58000, Q1: 16000, Q2: 42000, Q3: 0, Q4: 0}`, `{2008/09: 50000, 2009/10: 25000}`,
    `75000`. An amount may be to be confirmed: `2500 tbc`, or `tbc` alone.
    """

    root: dict[ProfileKey, EntryOfMoney]

    @classmethod
    def of(cls, amounts: Mapping[str, Decimal]) -> "Profile":
        """Make a profile of amounts that were worked out."""
        return cls.model_construct(root={key: Entry(one) for key, one in amounts.items()})

    @remembered
    def unknown(self) -> frozenset[str]:
        """The periods, and `total`, whose amount is still to be confirmed."""
        if len(self.amounts) == len(self.root):  # as of most
            return frozenset()
        return frozenset(self.root.keys() - self.amounts.keys())

    @property
    def unconfirmed(self) -> frozenset[str]:
        """The periods, and `total`, that are marked as to be confirmed, known or not."""
        return frozenset([key for key, entry in self.root.items() if not entry.is_confirmed])

    @property
    def in_all(self) -> Entry:
        """All of it: the total as stated, or the sum; to be confirmed where any part of it is."""
        if TOTAL in self.root:
            return self.root[TOTAL]
        if self.unknown:
            return Entry(None, is_confirmed=False)
        return Entry(self.sum(), is_confirmed=not self.unconfirmed)

    @remembered
    def amounts(self) -> Mapping[str, Decimal]:
        """Every known amount, the total among them, in the order written."""
        return {key: entry.amount for key, entry in self.root.items() if entry.amount is not None}


class QuantityProfile(_OverTime):
    """Quantities over quarters, years or dates: `{Q1: 75, Q2: 75}`, `{2008/09: 3%}`."""

    root: dict[ProfileKey, Amount]

    @remembered
    def quantities(self) -> Mapping[str, Quantity]:
        """The quantity of each period, in the order written."""
        return {key: quantity for key, quantity in self.root.items() if key != TOTAL}

    @remembered
    def amounts(self) -> Mapping[str, Decimal]:
        """The number of each period, and of the total, in the order written."""
        return {key: quantity.number for key, quantity in self.root.items()}


class KindProfiles(Part):
    """Revenue and capital apart, each spread over time."""

    revenue: Profile | None = None
    """Revenue: running costs, spent in the year that benefits."""
    capital: Profile | None = None
    """Capital: what is bought or built to last."""


class StatedSpend(KindProfiles):
    """Spend as the document totals it."""

    overall: Profile | None = None
    """Revenue and capital together, as the document's own total row."""


class SavedBudget(TextAlone):
    """The budget that a saving is taken out of: its name alone, or with what it holds."""

    text: Text
    """The budget: `Children's placements, all nine councils`."""
    amount: Money | None = None
    """Pounds that it holds in a year before anything is saved."""


class Savings(Part):
    """Efficiencies, by whether they release money."""

    cashable: Profile | None = None
    """Money released for other priorities."""
    non_cashable: Profile | None = None
    """Measurable improvement that releases no money."""
    falls_on: SavedBudget | None = None
    """The budget that is cut by what is cashable."""


class Efficiencies(Part):
    """What a project is expected to save, within the plan's own period and after it."""

    in_year: Savings | None = None
    """Savings within the plan's quarters or years."""
    forecast: Savings | None = None
    """Savings expected after the plan's period, by the date by which they are delivered."""
