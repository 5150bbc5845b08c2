"""The reference of the plan language: ``python -m`` this to write its tables and sections anew.

In ``docs/language.md`` what stands between two marks is written here: how values are read, by
riep's own readers; every key, by the models; and the examples, by the plans kept here. So the page
cannot say what riep does not do. What stands outside the marks is written by hand.
"""

import re
import typing
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from inspect import cleandoc
from pathlib import Path
from types import UnionType
from typing import NamedTuple

from pydantic import BaseModel, RootModel, ValidationError
from pydantic.fields import FieldInfo

from riep_plan.model import (
    DecisionsFile,
    PlanFile,
    PolicyFile,
    ProjectFile,
    QuarterReturnsFile,
    ReturnFile,
    WaiversFile,
    base,
)
from riep_plan.model.described import descriptions
from riep_plan.model.quarters import QuarterLabel
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.source.read import read_data
from riep_plan.values.money import Unit, read_entry
from riep_plan.values.period import read_period
from riep_plan.values.quantity import Measure, read_quantity
from riep_plan.values.refusal import Refused
from riep_plan.values.words import listed, sentence
from tests.support.cells import CUT, code, flow, table

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "language.md"
MARKED = re.compile(r"(<!-- begin: (\S+) -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)
LONGEST_EXAMPLE = 60

#: The plan of the README gives the first examples, then the others by name.
FIRST_PLAN = "nwiep-efficiency-2010-11"
FILES: tuple[type[BaseModel], ...] = (
    PlanFile,
    ProjectFile,
    QuarterReturnsFile,
    ReturnFile,
    PolicyFile,
    DecisionsFile,
    WaiversFile,
)
#: What a file holds is one section, whether it has a file of its own or stands in another.
STANDS_IN = {parent: file for file in FILES for parent in file.__bases__ if parent is not base.Part}
PERIOD = "a period"

AMOUNTS = ("225000", "£225,000", "225k", "£1.7m", "37.5", "-500", "2500 tbc", "tbc")
AMOUNTS_REFUSED = ("275,00", "1,7m", "(500)", "225.005", "n/a")
DATES = (
    *("30 June 2010", "2010-06-30", "June 2010", "2010-06", "2010", "2010/11", "Q2", "Q2–Q4"),
    *("July–Sept 2010", "June 2010 to May 2011"),
)
DATES_REFUSED = ("30/06/2010", "2010/12", "31 June 2010", "on-going")
QUANTITIES = ("503", "1,500", "2.5", "33%", "£8m")
QUANTITIES_REFUSED = ("8m", "about 500")


class Form(NamedTuple):
    """A type of single values or lists, in words, with an example where no plan has one."""

    type: object
    words: str
    example: str


FORMS = (
    Form(base.Text, "a text", "Words of the document"),
    Form(base.Texts, "texts, one or a list", "[First point, Second point]"),
    Form(base.Prose, "[prose](#texts-and-prose)", "A paragraph or several."),
    Form(base.Id, "an id", "foster-care"),
    Form(base.Ids, "ids, one or a list", "[foster-care, adult-care]"),
    Form(base.IdsInAnyOrder, "ids, one or a list, in any order", "[foster-care, adult-care]"),
    Form(base.Money, "an amount (£ or £k)", "225000"),
    Form(base.EntryOfMoney, "an amount (£ or £k) or `tbc`", "225000"),
    Form(base.Number, "a number", "2.5"),
    Form(base.Count, "a whole number", "8"),
    Form(base.When, "a date or period", "June 2010"),
    Form(base.Whens, "dates or periods, one or a list", "[Q1, Q3]"),
    Form(base.Dated, "a date or period, not a quarter", "June 2010"),
    Form(base.Amount, "a quantity", "33%"),
    Form(base.Percent, "a percentage, with its sign", "5%"),
    Form(
        base.Kind,
        f"one of {', '.join(f'`{one}`' for one in base.KINDS)}, or another that has templates",
        base.KINDS[0],
    ),
    Form(base.Steps, "a list of texts, the lowest first", "[low, medium, high]"),
    Form(QuarterLabel, "a quarter, `Q1` to `Q4`", "Q1"),
    Form(QuarterLabel, "a quarter, `Q1` to `Q4`", "Q1"),
    Form(base.Version, f"`{base.LANGUAGE}`", str(base.LANGUAGE)),
)
KEYED = (
    Form(base.Id, "by id", "an-id"),
    Form(base.Text, "by name", "A name"),
    Form(base.OwnCode, "by code, `ORG01` to `ORG99`", "ORG01"),
    Form(QuarterLabel, "by quarter, `Q1` to `Q4`", "Q1"),
)


class Key(NamedTuple):
    """A key of a part: what its value is, and what the models say of it."""

    hint: object
    what: str
    required: bool
    default: str = ""


class Seen(NamedTuple):
    """A value that a plan has under a key."""

    value: object
    plan: str


Uses = Mapping[tuple[type[BaseModel], str], Seen]


def title(model: type[BaseModel]) -> str:
    """Name a part as its heading does: ``FundingSource`` is “Funding source”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def anchor(heading: str) -> str:
    """Give a heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def link(model: type[BaseModel], words: str = "") -> str:
    """Link to a part's section."""
    return f"[{words or title(model)}](#{anchor(title(model))})"


@cache
def keys_of(model: type[BaseModel]) -> dict[str, Key]:
    """Give a part's keys in the order of its model; a profile has a total and its periods."""
    hints = typing.get_type_hints(model, include_extras=True)
    if issubclass(model, RootModel):
        _, entry = typing.get_args(hints["root"])
        return {
            "total": Key(entry, "The total as the document states it.", required=False),
            PERIOD: Key(entry, "What falls in that quarter, year or date.", required=False),
        }
    told = descriptions(model)
    return {
        field.alias or name: Key(
            _present(hints[name]), told.get(name, ""), field.is_required(), _default(field)
        )
        for name, field in model.model_fields.items()
    }


def _default(field: FieldInfo) -> str:
    return str(field.default) if isinstance(field.default, (int, str)) else ""


_UNIONS = (typing.Union, UnionType)


def _present(hint: object) -> object:
    """Say what a value is where it is given at all."""
    if typing.get_origin(hint) is typing.Annotated:
        inner, *_ = typing.get_args(hint)
        return _present(inner) if typing.get_origin(inner) in _UNIONS else hint
    if typing.get_origin(hint) in _UNIONS:
        return next(one for one in typing.get_args(hint) if one is not type(None))
    return hint


def _model(hint: object) -> type[BaseModel] | None:
    """Give the part whose section tells of this type, if it is a part."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return STANDS_IN.get(hint, hint)
    return None


@cache
def alone(model: type[BaseModel]) -> str:
    """Give the key that a single value stands for in place of the whole part, if it may."""
    try:
        built = model.model_validate("1")
    except ValidationError:
        return ""
    return next(iter(built.model_fields_set))


def _choice(hint: object) -> type[StrEnum] | None:
    return hint if isinstance(hint, type) and issubclass(hint, StrEnum) else None


def _form(hint: object, forms: Sequence[Form]) -> Form:
    """Find a type by its reader, which no two types share."""
    readers = getattr(hint, "__metadata__", ())
    for form in forms:
        if readers and readers[0] is getattr(form.type, "__metadata__", (None,))[0]:
            return form
    raise LookupError(f"tests/support/language.py has no words for {hint}")


def _below(hint: object) -> tuple[object, object] | None:
    """What the keys and values are of a mapping whose keys are free."""
    if typing.get_origin(hint) is dict:
        key, value = typing.get_args(hint)
        return key, value
    return None


def _listed(hint: object) -> object | None:
    """What a list is of, where that is a part; lists of single values have words of their own."""
    plain = typing.get_args(hint)[0] if typing.get_origin(hint) is typing.Annotated else hint
    if typing.get_origin(plain) is not tuple:
        return None
    one, *_ = typing.get_args(plain)
    return one if _model(one) or _choice(one) else None


def _innermost(hint: object) -> object:
    below = _below(hint)
    return _innermost(below[1]) if below else _listed(hint) or hint


def models() -> list[type[BaseModel]]:
    """Give the files, then every part in the order in which the page first links to it."""
    found = list(FILES)
    for model in found:  # grows as it goes
        for key in keys_of(model).values():
            part = _model(_innermost(key.hint))
            if part and part not in found:
                found.append(part)
    return found


def written(hint: object) -> str:
    """Say in words how a value is written."""
    if below := _below(hint):
        joiner = ", then " if _below(below[1]) else ": "
        return f"{_form(below[0], KEYED).words}{joiner}{written(below[1])}"
    if choice := _choice(hint):
        return f"one of {', '.join(code(one) for one in choice)}"
    if (part := _model(hint)) is None:
        one = _listed(hint)
        return f"one or a list, each {written(one)}" if one else _form(hint, FORMS).words
    if issubclass(part, RootModel):
        amount = written(keys_of(part)["total"].hint)
        return f"{amount}; alone, or {link(part, 'over time')}"
    if key := alone(part):
        return f"{written(keys_of(part)[key].hint)} alone, or {link(part)}"
    return f"{link(part)}, but without `riep`" if part is not hint else link(part)


def own_example(hint: object) -> str:
    """Give a type's own example, for a key that no plan kept here uses."""
    if below := _below(hint):
        value = CUT if _model(below[1]) else own_example(below[1])
        return f"{{{_form(below[0], KEYED).example}: {value}}}"
    if choice := _choice(hint):
        return str(next(iter(choice)))
    if one := _listed(hint):
        return f"[{own_example(one)}]"
    part = _model(hint)
    if part is None:
        return _form(hint, FORMS).example
    keys = keys_of(part)
    needed = (name for name, key in keys.items() if key.required and name != "riep")
    return f"{{{next(needed, next(iter(keys)))}: {CUT}}}"


@cache
def uses() -> Uses:
    """Walk the plans kept here for the first value of every key; skip what does not load."""
    found: dict[tuple[type[BaseModel], str], Seen] = {}
    sites = sorted(find_plans(ROOT / "plans"), key=lambda site: (site.id != FIRST_PLAN, site.id))
    kinds: dict[str, type[BaseModel]] = {
        "projects": ProjectFile,
        "policy": PolicyFile,
        "decisions": DecisionsFile,
        "waivers": WaiversFile,
    }
    for loaded in map(load, sites):
        for owner, file in loaded.owners.items() if loaded.complete else ():
            data = read_data(file.text or "")
            _look(_file_of(owner, kinds), data, loaded.id, found)
    return found


def _file_of(owner: tuple[str, ...], kinds: Mapping[str, type[BaseModel]]) -> type[BaseModel]:
    """Say what kind of file holds a part of a plan."""
    if not owner:
        return PlanFile
    if owner[0] == "returns":
        return QuarterReturnsFile if len(owner) == 2 else ReturnFile
    return kinds[owner[0]]


def _look(
    hint: object, data: object, plan: str, found: dict[tuple[type[BaseModel], str], Seen]
) -> None:
    """Note the first use of every key at or below a value."""
    part, below = _model(hint), _below(hint)
    if part and isinstance(data, str) and not issubclass(part, RootModel):
        data = {alone(part): data}
    if not isinstance(data, dict):
        return
    for name, value in data.items():
        if below:
            _look(below[1], value, plan, found)
        elif part:
            profile = issubclass(part, RootModel)
            known = PERIOD if profile and name != "total" else name
            found.setdefault((part, known), Seen(value, plan))
            _look(keys_of(part)[known].hint, value, plan, found)


def shown(hint: object, value: object, room: int = LONGEST_EXAMPLE) -> str:
    """Write a value on one line; of parts by id, the first id stands for all."""
    below = _below(hint)
    part = _model(below[1]) if below else None
    if part and not issubclass(part, RootModel) and isinstance(value, dict):
        value = {key: CUT if isinstance(one, dict) else one for key, one in [*value.items()][:1]}
    return flow(value, room)


def section(model: type[BaseModel], used: Uses) -> str:
    """Write the section of a file or part."""
    heads = "key | what it is | how it is written | must be there | example | seen in"
    rows = (_row(model, name, key, used) for name, key in keys_of(model).items())
    return f"### {title(model)}\n\n{cleandoc(model.__doc__ or '')}\n\n{table(heads, rows)}"


def _row(model: type[BaseModel], name: str, key: Key, used: Uses) -> tuple[str, ...]:
    seen = used.get((model, name))
    example = shown(key.hint, seen.value) if seen else own_example(key.hint)
    return (
        name if name == PERIOD else code(name),
        key.what,
        written(key.hint) + (f"; {code(key.default)} where it is left out" * bool(key.default)),
        "yes" if key.required else "no",
        code(example),
        seen.plan if seen else "–",
    )


def _sections(of: Sequence[type[BaseModel]]) -> str:
    used = uses()
    return "\n".join(section(model, used) for model in of)


def _words() -> str:
    """List the words that some values are chosen from, and what the choice says."""
    where: dict[type[StrEnum], list[str]] = {}
    for model in models():
        for name, key in keys_of(model).items():
            if choice := _choice(key.hint):
                where.setdefault(choice, []).append(f"{code(name)} of {link(model)}")
    return table(
        "words | what they say | where",
        (
            (", ".join(code(one) for one in choice), cleandoc(choice.__doc__ or ""), listed(keys))
            for choice, keys in where.items()
        ),
    )


def _amounts() -> str:
    return table(
        "written | in pounds | under `unit: thousand`",
        ((code(one), str(read_entry(one)), str(read_entry(one, Unit.THOUSAND))) for one in AMOUNTS),
    )


def _dates() -> str:
    return table("written | what it covers", ((code(one), _covered(one)) for one in DATES))


def _covered(text: str) -> str:
    period = read_period(text)
    if period.days is None:
        return f"{listed(period.labels)} of the plan's `calendar`"
    first, last = str(period.days).split(" to ")
    return first if first == last else str(period.days)


def _quantities() -> str:
    return table(
        "written | what it is | shown as",
        (
            (code(one), f"{'an' if measure == Measure.POUNDS else 'a'} {measure}", shown_as)
            for one in QUANTITIES
            for measure, shown_as in [(read_quantity(one).measure, str(read_quantity(one)))]
        ),
    )


def _refused(texts: Sequence[str], read: Callable[[str], object]) -> str:
    return table("refused | what riep says", ((code(one), _why(one, read)) for one in texts))


def _why(text: str, read: Callable[[str], object]) -> str:
    try:
        read(text)
    except Refused as refused:
        return f"{sentence(refused.message)} {refused.advice}"
    raise ValueError(f"{text} is not refused")


BLOCKS: Mapping[str, Callable[[], str]] = {
    "amounts": _amounts,
    "amounts-refused": lambda: _refused(AMOUNTS_REFUSED, read_entry),
    "dates": _dates,
    "dates-refused": lambda: _refused(DATES_REFUSED, read_period),
    "quantities": _quantities,
    "quantities-refused": lambda: _refused(QUANTITIES_REFUSED, read_quantity),
    "files": lambda: _sections(FILES),
    "parts": lambda: _sections(models()[len(FILES) :]),
    "words": _words,
}


def renewed(page: str) -> str:
    """Write what stands between the marks anew."""
    return MARKED.sub(lambda match: f"{match[1]}\n{BLOCKS[match[2]]().strip()}\n\n{match[4]}", page)


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
