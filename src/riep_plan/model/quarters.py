"""The names of a plan's own quarters."""

from typing import Annotated

from pydantic import WithJsonSchema

from riep_plan.model.base import reader
from riep_plan.values.refusal import Refused

#: The quarters of a plan's own calendar.
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def _quarter_label(text: str) -> str:
    if text not in QUARTERS:
        raise Refused(f"there is no quarter “{text}”", "The quarters are Q1, Q2, Q3 and Q4.")
    return text


QuarterLabel = Annotated[
    str,
    reader("quarter", "a quarter", _quarter_label),
    WithJsonSchema({"type": "string", "enum": list(QUARTERS)}),
]
