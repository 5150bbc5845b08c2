"""How values are written plainly: what the types of a plan's values say to ``riep fmt``."""

from collections.abc import Callable
from dataclasses import dataclass

from riep_plan.values.money import Unit
from riep_plan.values.period import plain_period
from riep_plan.values.plain import plain_entry, plain_money, plain_number, plain_quantity


@dataclass(frozen=True, slots=True)
class Written:
    """How a value is written plainly; of several that a field has, the last counts.

    Attributes:
        noun: what the value is called: ``amount``, ``date``, ``number``.
        plainly: from its text, and what a bare number counts, to its plain text.
    """

    noun: str
    plainly: Callable[[str, Unit], str]


class InAnyOrder:
    """Marks a list of ids whose order means nothing, and that no document prints."""


AN_AMOUNT = Written("amount", plain_money)
AN_ENTRY = Written("amount", plain_entry)
NUMBER = Written("number", lambda text, _: plain_number(text))
QUANTITY = Written("number", lambda text, _: plain_quantity(text))
DATE = Written("date", lambda text, _: plain_period(text))
#: A date that is kept for its words, as a document prints it.
AS_PRINTED = Written("date", lambda text, _: text)
