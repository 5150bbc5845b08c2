"""What an organisation's own rules may speak of: the plan, in the plan language's own keys.

Every key of the language is there, whether or not a plan gives it: a single value that is left
out is ``null``, a list or mapping is empty, and a part, such as an indicator's target, has all its
keys with nothing in them. What has ids of its own is a list of parts with an ``id`` each; what is
kept by funding source or period is a mapping. docs/own-rules.md shows it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from riep_plan.figures.expressions.shapes import (
    DATE,
    NUMBER,
    TEXT,
    TRUTH,
    Absent,
    AbsentProfile,
    Keyed,
    Kind,
    Shape,
    empty,
    list_of,
    mapping_to,
    record,
)
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.sources import statements
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.base import Id, Part
from riep_plan.model.policy import ForEach
from riep_plan.model.profile import TOTAL, KindProfiles, Profile, QuantityProfile
from riep_plan.model.quarters import QuarterLabel
from riep_plan.values.money import Entry
from riep_plan.values.period import Period
from riep_plan.values.quantity import Quantity
from riep_plan.values.words import shortened

#: What is not said of the programme, but of how this plan is kept and judged.
_NOT_TOLD = {"policy", "waivers", "provenance", "follows", "riep"}
_PERIOD = record(**{"text": TEXT, "from": empty(DATE), "to": empty(DATE)})
_QUANTITY = record(number=empty(NUMBER), measure=empty(TEXT), text=empty(TEXT))
_PROFILE = mapping_to(empty(NUMBER))
_ENTRY = record(id=TEXT, text=TEXT)
_LABEL_WIDTH = 60
_NONE = Decimal(0)
_Values = dict[str, Any]


class Thing(NamedTuple):
    """One of what a rule looks at.

    Attributes:
        at: its path in the plan.
        label: what a message calls it.
        values: what an expression sees, by name.
    """

    at: Path
    label: str
    values: Mapping[str, object]


def names_for(each: ForEach) -> Mapping[str, Shape]:
    """Give what an expression may name, with its shape."""
    return _names()[each]


@lru_cache(maxsize=1)
def _names() -> Mapping[ForEach, Mapping[str, Shape]]:
    plan = _plan_shape()
    project = plan.keys["projects"].below
    inside = {"project": empty(TEXT)}
    things = {
        ForEach.PROJECT: project,
        ForEach.INDICATOR: _with(plan.keys["indicators"].below, inside),
        ForEach.RISK: _with(plan.keys["risks"].below, inside),
        ForEach.MILESTONE: _with(plan.keys["milestones"].below, inside),
        ForEach.LINE: _with(plan.keys["budget"].below, inside),
        ForEach.SOURCE: plan.keys["funding"].below,
    }
    found: dict[ForEach, Mapping[str, Shape]] = {ForEach.PLAN: {"plan": plan}}
    found |= {each: {"plan": plan, each.value: shape} for each, shape in things.items()}
    return found


def _plan_shape() -> Shape:
    plan = _part_shape(Plan)
    figures = {"cost": NUMBER, "takes": mapping_to(NUMBER)}
    projects = list_of(_with(plan.keys["projects"].below, figures))
    funding = list_of(_with(plan.keys["funding"].below, {"taken": NUMBER}))
    return _with(plan, {"projects": projects, "funding": funding, "cost": NUMBER})


def _with(shape: Shape, keys: Mapping[str, Shape]) -> Shape:
    return replace(shape, keys={**shape.keys, **keys})


@lru_cache(maxsize=200)
def _part_shape(model: type[BaseModel]) -> Shape:
    return Shape(
        Kind.RECORD,
        keys={
            info.alias or name: _shape(info.annotation)
            for name, info in model.model_fields.items()
            if name not in _NOT_TOLD
        },
    )


def _shape(annotation: Any) -> Shape:  # noqa: ANN401  an annotation is of any type
    """Give the shape of a field's values from its annotation in the model."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0])
    if NoneType in arguments:
        present = _shape(next(one for one in arguments if one is not NoneType))
        return empty(present)
    if origin is tuple:
        return list_of(_shape(arguments[0]))
    if origin is dict:
        return _shape_by_key(*arguments)
    known = (shape for kind, shape in _SHAPES.items() if issubclass(annotation, kind))
    return next(known, None) or _part_shape(annotation)


def _shape_by_key(key: object, value: Any) -> Shape:  # noqa: ANN401  annotations, as above
    found = _shape(value)
    if key not in (Id, QuarterLabel):
        return mapping_to(found)
    if found.kind is Kind.TEXT:
        return list_of(_ENTRY)
    is_money = isinstance(value, type) and issubclass(value, KindProfiles)
    if found.kind is Kind.RECORD and not is_money and found is not _QUANTITY:
        return list_of(_with(found, {"id": TEXT}))
    return mapping_to(found)


_SHAPES: Mapping[type, Shape] = {
    bool: TRUTH,
    Profile: _PROFILE,
    QuantityProfile: _PROFILE,
    Quantity: _QUANTITY,
    Period: _PERIOD,
    Entry: empty(NUMBER),
    Enum: TEXT,
    str: TEXT,
    int: NUMBER,
    Decimal: NUMBER,
}


def things(ledger: Ledger, each: ForEach) -> Iterator[Thing]:
    """Give everything of a kind that the plan has, as an expression sees it."""
    plan = _plan_values(ledger)
    if each is ForEach.PLAN:
        yield Thing((), f"Plan “{_short(ledger.plan.title)}”", {"plan": plan})
    elif each in (ForEach.PROJECT, ForEach.SOURCE):
        yield from _listed(plan, (), plan, each, {})
    else:
        yield from _listed(plan, (), plan, each, {"project": None})
        for project in plan["projects"]:
            at = ("projects", project["id"])
            yield from _listed(plan, at, project, each, {"project": project["id"]})


#: Where each kind of thing is kept, and what a message calls one.
_KEPT = {
    ForEach.PROJECT: ("projects", "Project"),
    ForEach.INDICATOR: ("indicators", "Indicator"),
    ForEach.RISK: ("risks", "Risk"),
    ForEach.MILESTONE: ("milestones", "Milestone"),
    ForEach.SOURCE: ("funding", "Funding source"),
    ForEach.LINE: ("budget", "Budget line"),
}


def _listed(
    plan: _Values, at: Path, holder: _Values, each: ForEach, inside: _Values
) -> Iterator[Thing]:
    key, called = _KEPT[each]
    for one in holder[key]:
        title = one.get("short_title") or one.get("title") or one.get("text")
        values = {"plan": plan, each.value: {**one, **inside}}
        yield Thing((*at, key, one["id"]), f"{called} “{_short(title)}”", values)


def _short(text: str) -> str:
    return shortened(text, _LABEL_WIDTH)


@lru_cache(maxsize=1)
def _plan_values(ledger: Ledger) -> _Values:
    """Give the whole plan with its ready figures, once for all the rules that are asked of it."""
    plan = ledger.plan
    values: _Values = _part(_plan_shape(), plan, ledger)
    taken = takings(plan)
    for project in values["projects"]:
        its = taken[project["id"]]
        takes = {**dict.fromkeys(plan.funding, _NONE), **its}
        project["takes"] = _keyed(mapping_to(NUMBER), takes)
        project["cost"] = _cost(plan.projects[project["id"]], its)
    for source in values["funding"]:
        source["taken"] = sum((its.get(source["id"], Decimal(0)) for its in taken.values()), _NONE)
    values["cost"] = sum((project["cost"] for project in values["projects"]), _NONE)
    return values


def takings(plan: Plan) -> Mapping[str, Mapping[str, Decimal]]:
    """Give what each project takes of each source over all its years, in pounds.

    A project that says it several times, as allocations, spend, budget lines and payments, is
    taken at the first of these. Amounts still to be confirmed count as nought.
    """
    taken: dict[str, dict[str, Decimal]] = {one: {} for one in plan.projects}
    for source, by_project in statements(plan).items():
        for project_id, its in by_project.items():
            rows = next((rows for rows in its if rows), [])
            taken[project_id][source] = sum((row.whole for row in rows), _NONE)
    return taken


def _cost(project: Project, takes: Mapping[str, Decimal]) -> Decimal:
    """A project's money from all sources, or that of its budget where no source is named."""
    if takes:
        return sum(takes.values(), _NONE)
    lines = [line.amount for line in project.budget.values() if line.amount is not None]
    return sum((line.in_all.amount or _NONE for line in lines), _NONE)


def _part(shape: Shape, part: Part, ledger: Ledger) -> _Values:
    return {
        key: _value(shape.keys[key], getattr(part, name), ledger)
        for name, info in type(part).model_fields.items()
        if (key := info.alias or name) in shape.keys
    }


def _value(shape: Shape, value: Any, ledger: Ledger) -> Any:  # noqa: ANN401, PLR0911  any value of a plan
    """Give a value of the plan in the plainest form: texts, decimals, dates, lists, mappings."""
    match value:
        case None:
            return nothing(shape)
        case Part():
            return _part(shape, value, ledger)
        case dict():
            return _by_key(shape, value, ledger)
        case tuple():
            return [_value(shape.below, one, ledger) for one in value]
        case Profile() | QuantityProfile() | Quantity() | Period():
            return _figures(shape, value, ledger)
        case Enum() | Entry():
            return value.value if isinstance(value, Enum) else value.amount
        case bool() | str():
            return value
        case _:
            return Decimal(value)


def _figures(
    shape: Shape, value: Profile | QuantityProfile | Quantity | Period, ledger: Ledger
) -> Mapping[str, object]:
    """Give what is written as one value and has several things to say."""
    match value:
        case Profile():
            amounts = {key: entry.amount for key, entry in value.root.items()}
            return _keyed(shape, {**amounts, TOTAL: value.in_all.amount})
        case QuantityProfile():
            numbers = {key: one.number for key, one in value.root.items()}
            return _keyed(shape, {TOTAL: value.total, **numbers})
        case Quantity():
            return {"number": value.number, "measure": value.measure.value, "text": str(value)}
        case Period():
            days = ledger.when(value)
            ends = (days.start, days.end) if days else (None, None)
            return {"text": str(value), "from": ends[0], "to": ends[1]}


def _by_key(shape: Shape, values: Mapping[str, Any], ledger: Ledger) -> Any:  # noqa: ANN401  as above
    if shape.kind is Kind.MAPPING:
        return _keyed(shape, {key: _value(shape.below, one, ledger) for key, one in values.items()})
    return [
        {"id": key, "text": one}
        if isinstance(one, str)
        else {"id": key, **_value(shape.below, one, ledger)}
        for key, one in values.items()
    ]


def _keyed(shape: Shape, values: Mapping[str, object]) -> Keyed:
    """Make a mapping; a number that has to be there is nought for a key that is not."""
    below = shape.below
    return Keyed(values, lambda: _NONE if below == NUMBER else nothing(below))


def nothing(shape: Shape) -> object:
    """What stands where a plan says nothing: null, or a list, mapping or part with nothing in it.

    An amount over time always has its total, if only an empty one.
    """
    if shape.kind is Kind.RECORD:
        return Absent({key: nothing(one) for key, one in shape.keys.items()})
    if shape.kind is Kind.LIST:
        return []
    if shape.kind is Kind.MAPPING:
        return AbsentProfile() if shape.of == _PROFILE.of else _keyed(shape, {})
    return None
