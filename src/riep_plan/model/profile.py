"""Amounts over time: the one little mapping that every table of a plan is made of."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from pydantic import ConfigDict, GetJsonSchemaHandler, RootModel, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from riep_plan.model.base import Money, Number, Part, ProfileKey
from riep_plan.values.period import read_period

TOTAL = "total"


class _OverTime(RootModel[Any]):
    """What profiles of money and of counts share: a stated total beside its parts."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    @property
    def total(self) -> Decimal | None:
        """The total as stated, or None where the document states none."""
        return self._amounts.get(TOTAL)

    @cached_property
    def parts(self) -> Mapping[str, Decimal]:
        """The amount of each period, by the period's own words, in the order written."""
        return {key: amount for key, amount in self._amounts.items() if key != TOTAL}

    @property
    def _amounts(self) -> Mapping[str, Decimal]:
        amounts: Mapping[str, Decimal] = self.root
        return amounts

    @model_validator(mode="after")
    def _each_period_once(self) -> Self:
        first: dict[object, str] = {}
        for key in self.parts:
            other = first.setdefault(read_period(key).identity, key)
            if other != key:
                message = f"“{other}” and “{key}” are the same period"
                context = {"message": message, "advice": "Keep one of the two."}
                raise PydanticCustomError("period_twice", "{message}", context)
        return self

    def sum(self) -> Decimal:
        """Add the parts up."""
        return sum(self.parts.values(), Decimal(0))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Name the periods as a pattern, so that an editor can tell a wrong key."""
        found = handler.resolve_ref_schema(handler(schema))
        amount = found.pop("additionalProperties")
        found.pop("propertyNames", None)
        found["properties"] = {TOTAL: {"description": "The total as stated", **amount}}
        found["patternProperties"] = {r"^(Q[1-4]|.*\d{4}.*)$": amount}
        found["additionalProperties"] = False
        return found


class Profile(_OverTime):
    """Pounds over quarters, years or dates, with the total as stated.

    `{total: 58000, Q1: 16000, Q2: 42000, Q3: 0, Q4: 0}`
    """

    root: dict[ProfileKey, Money]


class CountProfile(_OverTime):
    """A number of things over quarters, years or dates: `{Q1: 75, Q2: 75}`."""

    root: dict[ProfileKey, Number]


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


class Savings(Part):
    """Efficiencies, by whether they release money."""

    cashable: Profile | None = None
    """Money released for other priorities."""
    non_cashable: Profile | None = None
    """Measurable improvement that releases no money."""


class Efficiencies(Part):
    """What a project is expected to save, within the plan's own period and after it."""

    in_year: Savings | None = None
    """Savings within the plan's quarters."""
    forecast: Savings | None = None
    """Savings expected after the plan's period, by the date by which they are delivered."""


class ProjectStated(Part):
    """What the document states about a whole project: kept beside the parts, never trusted."""

    spend: StatedSpend | None = None
    """Total rows of the project's finance table."""


class Stated(Part):
    """What the document states about the whole: kept beside the parts, never trusted."""

    spend: StatedSpend | None = None
    """Total rows of the finance tables."""
    efficiencies: Efficiencies | None = None
    """Total rows of the efficiencies tables."""
