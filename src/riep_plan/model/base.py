"""The base of every part of a plan, and the types of its values.

A file is read as text throughout: what ``no``, ``010`` or ``1e3`` mean is decided here, by the
field that holds them, never by YAML's own guesses. Readers that refuse a value raise
:class:`~riep_plan.values.refusal.Refused`; it becomes a Pydantic error whose type names the rule.
"""

import re
from collections.abc import Callable, Collection
from decimal import Decimal
from functools import lru_cache, partial
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from riep_plan.model.described import descriptions
from riep_plan.model.value_schemas import (
    COUNT_SCHEMA,
    DATED_SCHEMA,
    ENTRY_SCHEMA,
    ID_SCHEMA,
    MONEY_SCHEMA,
    NUMBER_SCHEMA,
    PERCENT_SCHEMA,
    PERIOD_SCHEMA,
    QUANTITY_SCHEMA,
)
from riep_plan.model.written import (
    AN_AMOUNT,
    AN_ENTRY,
    DATE,
    NUMBER,
    QUANTITY,
    InAnyOrder,
)
from riep_plan.values.ids import read_id
from riep_plan.values.money import Entry, Unit, read_entry, read_money
from riep_plan.values.period import Period, read_period
from riep_plan.values.quantity import Measure, Quantity, read_number, read_quantity
from riep_plan.values.refusal import Refused
from riep_plan.values.words import hidden_character, listed, nearest, shortened

#: The version of the plan language that this riep reads.
LANGUAGE = 1
#: The kinds of document that riep brings templates for; a folder of templates adds another.
KINDS = (
    "delivery-plan",
    "investment-programme",
    "outcome-delivery-plan",
    "programme-plan",
    "work-programme",
)

#: The codes of an organisation's own rules; no rule of riep's, or of a package, has one.
OWN_CODE = r"ORG(?!00)\d\d"
OWN_CODES = tuple(f"ORG{number:02d}" for number in range(1, 100))

_LONGEST = 100
_MOST_STEPS = 10
#: So many texts are kept with what each was read as, for each type of value.
_KEPT = 2_048
_NOTHING = {"~", "null", "Null", "NULL"}
_NOTHING_IS_SHORTER = 5


class Part(BaseModel):
    """A mapping of the plan language: its keys are known, and it does not change."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        arbitrary_types_allowed=True,
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Give what stands for a key that is not there without a copy, which takes Pydantic long.

        A mapping is a new one each time; a part does not change, and may be the same.
        """
        found = handler(source)
        within: Any = handler.resolve_ref_schema(found)
        while "fields" not in within:
            within = within["schema"]
        for field in within["fields"].values():
            default = field["schema"].get("default")
            if default == {} or isinstance(default, Part):
                del field["schema"]["default"]
                field["schema"]["default_factory"] = (
                    dict if default == {} else partial(_as_is, default)
                )
        return found

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Say in a schema what each key means."""
        found = handler(schema)
        keys = handler.resolve_ref_schema(found)["properties"]
        for name, about in descriptions(cls).items():
            keys[cls.model_fields[name].alias or name]["description"] = about
        return found


def _as_is(value: object) -> object:
    return value


def _scalar(value: object, wanted: str) -> str:
    """Give the text of a single value; refuse a list, a mapping or nothing at all."""
    if isinstance(value, str):
        if value.strip() == "" or value in _NOTHING:
            raise PydanticCustomError("empty", "there is no value here", {"wanted": wanted})
        # YAML's own escapes in double quotes can write what the file itself may not hold.
        if not value.isprintable() and (hidden := hidden_character(value)):
            context = {
                "message": f"a character that cannot be seen is written here (U+{ord(hidden):04X})",
                "advice": "Delete it.",
            }
            raise PydanticCustomError("hidden", "{message}", context)
        return value
    if isinstance(value, bool):  # before int: the reader gives YAML's true and false as such
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    if value is None:
        raise PydanticCustomError("empty", "there is no value here", {"wanted": wanted})
    raise PydanticCustomError("shape", "not a single value", {"wanted": wanted})


class Reader:
    """Reads a single value from its text. What it gives is of its type: nobody looks again."""

    def __init__(self, read: Callable[..., Any], *, is_told: bool = False) -> None:
        """Take what reads a value, and whether it is told of the rest of the plan."""
        self._read = read
        self._is_told = is_told

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Leave the type itself out: only the reader is asked."""
        if self._is_told:
            return core_schema.with_info_plain_validator_function(self._read)
        return core_schema.no_info_plain_validator_function(self._read)


def reader(kind: str, wanted: str, read: Callable[..., Any], *, told: str | None = None) -> Reader:
    """Make a validator of a reader of text, whose refusals keep their message and advice.

    What a text was read as is kept: the same ids, dates and amounts stand in many places.

    Args:
        kind: the kind of fault, which names the rule.
        wanted: what is wanted, in words: ``an amount``.
        read: the reader; given the text, and what it is told, or None.
        told: a key of Pydantic's validation context: ``unit``, what a bare number counts, or
            ``kinds``, the kinds of document that there are templates for.
    """
    read_text = _in_words(kind, wanted, read)

    def keeping(*more: object) -> Callable[[str], Any]:
        return lru_cache(maxsize=_KEPT)(lambda text: read_text(text, *more))

    read_kept = keeping()
    #: What was told last, and what reads texts since; one pair, for threads may share it.
    since = None, keeping(None)

    def read_value(value: object) -> Any:
        return read_kept(value) if isinstance(value, str) else read_text(value)

    def read_in_context(value: object, info: ValidationInfo) -> Any:
        nonlocal since
        context = info.context
        more = context.get(told) if context else None
        told_before, read_since = since
        if told_before is not more:
            since = more, (read_since := keeping(more))
        return read_since(value) if isinstance(value, str) else read_text(value, more)

    return Reader(read_in_context, is_told=True) if told else Reader(read_value)


def _in_words(kind: str, wanted: str, read: Callable[..., Any]) -> Callable[..., Any]:
    """Have a reader of text take any value, and put what it refuses as Pydantic wants it."""

    def read_text(value: object, *more: object) -> Any:
        text = _scalar(value, wanted)
        if len(text) > _LONGEST:
            shown = f"“{shortened(text, 40)}” is too long to be {wanted}"
            context = {"message": shown, "advice": ""}
            raise PydanticCustomError(kind, "{message}", context)
        try:
            return read(text, *more)
        except Refused as refused:
            context = {"message": refused.message, "advice": refused.advice}
            raise PydanticCustomError(kind, "{message}", context) from None

    return read_text


def _money(text: str, unit: Unit | None) -> Decimal:
    return read_money(text, unit or Unit.POUND)


def _entry(text: str, unit: Unit | None) -> Entry:
    return read_entry(text, unit or Unit.POUND)


def _text(value: object) -> str:
    """Read words; nearly all that there are cannot be anything else."""
    if isinstance(value, str) and value.isprintable():
        text = value.strip()
        if len(text) >= _NOTHING_IS_SHORTER or (text and value not in _NOTHING):
            return text
    return _scalar(value, "a text").strip()


def _counting(text: str) -> int:
    number = read_number(text)
    if number != number.to_integral_value() or number < 0:
        raise Refused(f"“{text}” is not a whole number", "Write digits, such as 8.")
    return int(number)


def _percent(text: str) -> Decimal:
    quantity = read_quantity(text)
    if quantity.measure is not Measure.PERCENT or quantity.number < 0:
        raise Refused(f"“{text}” is not a percentage", "Write it with its sign, such as 5%.")
    return quantity.number


def _version(text: str) -> int:
    if text != str(LANGUAGE):
        raise Refused(
            f"this file is in version “{text}” of the plan language; this riep reads {LANGUAGE}",
            f"Write riep: {LANGUAGE}, or use a newer riep.",
        )
    return LANGUAGE


def _dated(text: str) -> Period:
    period = read_period(text)
    if period.days is None:
        raise Refused(f"“{text}” has no days of its own", "Write a month or day: June 2010.")
    return period


def _kind(text: str, kinds: Collection[str] | None) -> str:
    if kinds is not None and text not in kinds:
        meant = nearest(text, kinds)
        advice = f"Did you mean `{meant}`?" if meant else f"Write {listed(sorted(kinds), 'or')}."
        raise Refused(f"“{text}” is not a kind of document that riep has templates for", advice)
    return read_id(text)


def _own_code(text: str) -> str:
    """Read the code of an own rule: riep's own families stay riep's."""
    if re.fullmatch(OWN_CODE, text):
        return text
    meant = re.fullmatch(r"(?i)org[ _-]?0*([1-9]\d?)", text)
    advice = f"Write ORG{int(meant[1]):02d}." if meant else "Write ORG01, ORG02 and so on to ORG99."
    raise Refused(f"“{shortened(text, 40)}” is not a code for an organisation's own rule", advice)


def _profile_key(text: str) -> str:
    if text != "total":
        read_period(text)
    return text


class OneOrMany:
    """Lets one value stand for a list of one: ``due: Q2`` beside ``due: [Q1, Q3]``."""

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Wrap a single value before the list is validated."""
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Allow both forms."""
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, bool)) else value


Text = Annotated[
    str,
    Reader(_text),
    WithJsonSchema({"type": ["string", "number"], "minLength": 1}),
]
Prose = Annotated[
    str,
    Reader(_text),
    WithJsonSchema(
        {
            "description": "Paragraphs, lists, *emphasis* and **strong emphasis**, as Markdown",
            "type": "string",
            "minLength": 1,
        }
    ),
]
Id = Annotated[str, reader("id", "an id", read_id), WithJsonSchema(ID_SCHEMA)]
Money = Annotated[
    Decimal,
    reader("amount", "an amount", _money, told="unit"),
    AN_AMOUNT,
    WithJsonSchema(MONEY_SCHEMA),
]
EntryOfMoney = Annotated[
    Entry,
    reader("amount", "an amount", _entry, told="unit"),
    AN_ENTRY,
    WithJsonSchema(ENTRY_SCHEMA),
]
Number = Annotated[
    Decimal, reader("number", "a number", read_number), NUMBER, WithJsonSchema(NUMBER_SCHEMA)
]
Count = Annotated[
    int,
    reader("number", "a whole number", _counting),
    NUMBER,
    WithJsonSchema(COUNT_SCHEMA),
]
When = Annotated[Period, reader("date", "a date", read_period), DATE, WithJsonSchema(PERIOD_SCHEMA)]
Dated = Annotated[
    Period,
    reader("date", "a date", _dated),
    DATE,
    WithJsonSchema(DATED_SCHEMA),
]
Amount = Annotated[
    Quantity,
    reader("quantity", "a quantity", read_quantity),
    QUANTITY,
    WithJsonSchema(QUANTITY_SCHEMA),
]
Percent = Annotated[
    Decimal, reader("quantity", "a percentage", _percent), QUANTITY, WithJsonSchema(PERCENT_SCHEMA)
]
Kind = Annotated[
    str,
    reader("choice", "a kind of document", _kind, told="kinds"),
    WithJsonSchema({**ID_SCHEMA, "description": "A kind of document", "examples": list(KINDS)}),
]
OwnCode = Annotated[
    str,
    reader("id", "a code", _own_code),
    WithJsonSchema({"type": "string", "pattern": f"^{OWN_CODE}$"}),
]
ProfileKey = Annotated[
    str, reader("profile_key", "a period", _profile_key), WithJsonSchema({"type": "string"})
]


def _steps(steps: tuple[str, ...]) -> tuple[str, ...]:
    if len(steps) > _MOST_STEPS or len({step.casefold() for step in steps}) < len(steps):
        context = {
            "message": "a scale has different steps, ten at most",
            "advice": "Write each step once, the lowest first: [low, medium, high].",
        }
        raise PydanticCustomError("scale", "{message}", context)
    return steps


Version = Annotated[
    int, reader("version", "a version", _version), WithJsonSchema({"const": LANGUAGE})
]
Ids = Annotated[tuple[Id, ...], OneOrMany()]
IdsInAnyOrder = Annotated[tuple[Id, ...], OneOrMany(), InAnyOrder()]
Whens = Annotated[tuple[When, ...], OneOrMany()]
Texts = Annotated[tuple[Text, ...], OneOrMany()]
Steps = Annotated[tuple[Text, ...], OneOrMany(), AfterValidator(_steps)]
