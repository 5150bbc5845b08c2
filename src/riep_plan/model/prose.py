"""What is mostly text: sections in prose, and short texts with a date or an amount."""

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from riep_plan.model.base import Part, Prose, Text


class TextAlone(Part):
    """A part that may be written as its text alone, where there is no more to say."""

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: object) -> object:
        """Take a text for a section of that text."""
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Allow both forms."""
        found = handler.resolve_ref_schema(super().__get_pydantic_json_schema__(schema, handler))
        with_heading = {
            key: found.pop(key)
            for key in ("type", "properties", "required", "additionalProperties")
            if key in found
        }
        found["anyOf"] = [{"type": "string", "minLength": 1}, with_heading]
        return found


class Section(TextAlone):
    """A section in prose: its text alone, or its text with a heading of its own."""

    title: Text | None = None
    """Its heading, where the id does not spell it: `PCTs and the MAA`."""
    text: Prose
    """Paragraphs and lists."""
