"""Bare data to typed models, and what Pydantic refuses in words for people."""

import typing
from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from riep_plan.findings.finding import Path
from riep_plan.findings.rule import Rule
from riep_plan.model.base import Part
from riep_plan.model.described import descriptions
from riep_plan.source.problems import (
    AMOUNT_UNREADABLE,
    CHOICE_UNKNOWN,
    DATE_UNREADABLE,
    ID_UNREADABLE,
    KEY_GIVEN_TWICE,
    KEY_MISSING,
    KEY_UNKNOWN,
    NOT_PLAIN_TEXT,
    NUMBER_UNREADABLE,
    VALUE_MISSING,
    VERSION_UNKNOWN,
    WRONG_SHAPE,
    Problem,
    Unreadable,
)
from riep_plan.values.words import listed, nearest, sentence, shortened, visible

ModelT = TypeVar("ModelT", bound=BaseModel)

_READERS: dict[str, Rule] = {
    "amount": AMOUNT_UNREADABLE,
    "date": DATE_UNREADABLE,
    "choice": CHOICE_UNKNOWN,
    "quarter": DATE_UNREADABLE,
    "profile_key": DATE_UNREADABLE,
    "period_twice": KEY_GIVEN_TWICE,
    "number": NUMBER_UNREADABLE,
    "quantity": NUMBER_UNREADABLE,
    "id": ID_UNREADABLE,
    "version": VERSION_UNKNOWN,
    "hidden": NOT_PLAIN_TEXT,
    "scale": WRONG_SHAPE,
}
_WANTED = {
    "model_type": "keys and values",
    "dict_type": "keys and values",
    "model_attributes_type": "keys and values",
    "tuple_type": "a list",
}
_KEY = "[key]"
_GROUP = 3


def build(
    data: object,
    model: type[ModelT],
    context: Mapping[str, Any] | None = None,
    *,
    is_whole: bool = False,
) -> ModelT:
    """Make a model of one file's data.

    Args:
        data: mappings, lists and the text of each value, as the readers give them.
        model: what the file should be.
        context: what the rest of the plan says of how values are read.
        is_whole: whether each key is certain to have a value, as the reader may say.

    Raises:
        Unreadable: with one problem for each fault of form; a file in another version of the
            language has that one fault alone.
    """
    empty = [] if is_whole else list(_empty_keys(data))
    found: list[Problem] = []
    try:
        built = model.model_validate(data, context=context)
        if not empty:
            return built
    except ValidationError as error:
        found = [_problem(detail, model, data) for detail in error.errors(include_url=False)]
    unknown = {
        problem.at
        for problem in found
        if problem.rule is KEY_UNKNOWN and not _is_digits(problem.at[-1])
    }
    missing = dict.fromkeys(at for at in empty if at not in unknown)
    problems = [_value_missing(at, model, data) for at in missing]
    problems += [problem for problem in found if problem.at not in missing]
    versions = [problem for problem in problems if problem.rule is VERSION_UNKNOWN]
    raise Unreadable(*(versions or problems))


def _empty_keys(data: object, at: Path = ()) -> Iterator[Path]:
    """Find every key that has no value, whether or not it may be left out."""
    pairs: Iterable[tuple[object, object]] = ()
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, list):
        pairs = enumerate(data)
    for key, value in pairs:
        if value is None:
            yield (*at, str(key))
        elif isinstance(value, (dict, list)):
            yield from _empty_keys(value, (*at, str(key)))


def _value_missing(location: Path, model: type[BaseModel], data: object = None) -> Problem:
    owner = _model_at(model, location[:-1])
    required = any(
        field.is_required()
        for name, field in (owner.model_fields.items() if owner else ())
        if location[-1] in (name, field.alias)
    )
    if _is_digits(location[-1]) and _is_key(data, location):
        return Problem(
            AMOUNT_UNREADABLE,
            f"“{location[-1]}” looks like the end of an amount: in braces a comma ends a value.",
            "Write the amount in plain digits, such as 225000, or in quotes.",
            at=location,
            on_key=True,
        )
    advice = "Write one." if required else "Write one, or delete the line."
    return Problem(VALUE_MISSING, f"{_named(location)} has no value.", advice, at=location)


def _is_digits(step: str) -> bool:
    """Say whether a key may be the end of an amount: ``00`` of ``{amount: 275,00}``."""
    return step.isdecimal() and len(step) <= _GROUP


def _is_written(data: object, location: Path) -> bool:
    """Say whether a file has the keys of a location, or a short form stands for the last."""
    for step in location:
        if isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        elif isinstance(data, dict) and step in data:
            data = data[step]
        else:
            return False
    return True


def _is_key(data: object, location: Path) -> bool:
    """Say whether the last step is a key, and not a position in a list."""
    for step in location[:-1]:
        if isinstance(data, list):
            data = data[int(step)]
        elif isinstance(data, dict):
            data = data[step]
    return isinstance(data, dict)


def _problem(detail: ErrorDetails, model: type[BaseModel], data: object) -> Problem:
    location = tuple(str(step) for step in detail["loc"] if step != _KEY)
    if detail["type"] == "empty" and not _is_written(data, location):
        location = location[:-1]  # `funding: ""` stands for {total: ""}
    on_key = detail["loc"][-1:] == (_KEY,)
    kind, found = detail["type"], detail["input"]
    context = detail.get("ctx", {})
    if kind in _READERS:
        return _refused(_READERS[kind], location, context, found, on_key=on_key)
    if kind == "extra_forbidden":
        return _unknown_key(location, model)
    if kind == "missing":
        return _missing_key(location, model)
    if kind == "empty":
        return _value_missing(location, model)
    if kind == "enum" and isinstance(found, (str, bool)):
        return _unknown_choice(location, found, context)
    wanted = _WANTED.get(kind) or context.get("wanted", "a value")
    return Problem(
        WRONG_SHAPE,
        f"{_named(location)} is {_shape(found)}; {wanted} {_verb(wanted)} expected here.",
        _shape_advice(kind, location),
        at=location,
    )


def _refused(
    rule: Rule, location: Path, context: Mapping[str, Any], found: object, *, on_key: bool
) -> Problem:
    message, advice = context["message"], context["advice"]
    if rule is DATE_UNREADABLE and on_key:
        meant = nearest(str(found), ["total"])
        advice = f"Did you mean `{meant}`? {advice}" if meant else advice
    return Problem(rule, visible(sentence(message)), visible(advice), at=location, on_key=on_key)


def _unknown_key(location: Path, model: type[BaseModel]) -> Problem:
    known = _keys(_model_at(model, location[:-1]))
    key = visible(shortened(location[-1], 60))
    meant = nearest(location[-1], known)
    advice = f"Did you mean `{meant}`?" if meant else f"The keys here are {listed(known)}."
    if location == ("policy",):
        advice = "In this file its keys stand at the top: take the line `policy:` out."
    return Problem(KEY_UNKNOWN, f"There is no key “{key}” here.", advice, at=location, on_key=True)


def _missing_key(location: Path, model: type[BaseModel]) -> Problem:
    owner = _model_at(model, location[:-1])
    about = _describe(owner, location[-1])
    return Problem(
        KEY_MISSING, f"`{location[-1]}` is missing.", f"Add it: {about}", at=location[:-1]
    )


def _unknown_choice(location: Path, found: object, context: Mapping[str, Any]) -> Problem:
    known = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
    said = str(found).lower() if isinstance(found, bool) else str(found)
    shown = visible(shortened(said, 60))
    meant = nearest(said, known)
    advice = f"Did you mean `{meant}`?" if meant else f"Write {listed(known, 'or')}."
    message = f"“{shown}” is not one of the words for {_named(location)}."
    return Problem(CHOICE_UNKNOWN, message, advice, at=location)


def _named(location: Path) -> str:
    names = [step for step in location if not (step.isdecimal() and len(step) < _GROUP)]
    return f"`{visible(shortened(names[-1], 60))}`" if names else "The file"


def _verb(wanted: str) -> str:
    return "are" if wanted.endswith("s") else "is"


def _shape(found: object) -> str:
    if isinstance(found, (list, tuple)):
        return "a list"
    return "a mapping of keys and values" if isinstance(found, dict) else "a single value"


def _shape_advice(kind: str, location: Path) -> str:
    if kind == "tuple_type":
        return "Write the values in square brackets: [one, two]."
    if kind not in _WANTED:
        return "Write one value after the colon, on the same line."
    key = next((step for step in reversed(location) if not step.isdecimal()), "key")
    return f"Write {visible(key)}: and below it, indented, one `key: value` a line, without dashes."


def _keys(owner: type[BaseModel] | None) -> list[str]:
    if owner is None:
        return []
    return [field.alias or name for name, field in owner.model_fields.items()]


def _describe(owner: type[BaseModel] | None, key: str) -> str:
    told = descriptions(owner) if owner else {}
    for name, field in owner.model_fields.items() if owner else ():
        if key in (name, field.alias) and (about := told.get(name)):
            return about[0].lower() + about[1:]
    return "it is required."


def _model_at(model: type[BaseModel], location: Path) -> type[BaseModel] | None:
    """Follow keys down through the annotations to the model that they lead to."""
    current: Any = model
    for step in location:
        current = _below(current, step)
    return current if isinstance(current, type) and issubclass(current, Part) else None


def _below(annotation: Any, step: str) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        return None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if step in (name, field.alias):
                return _bare(field.annotation)
        return None
    arguments = typing.get_args(annotation)
    return _bare(arguments[-1]) if typing.get_origin(annotation) is dict else None


def _bare(annotation: Any) -> Any:
    """Strip ``Optional``: a field that may be absent is what it is when present."""
    if typing.get_origin(annotation) in (typing.Union, UnionType):
        present = [one for one in typing.get_args(annotation) if one is not type(None)]
        return present[0]
    return annotation
