"""The published documents' figures, the plans made from them, and where each figure stands.

``figures.csv`` lists every figure of a document's tables, taken from its text without the plan;
``at`` is where a second reader found each in the plan. ``prose.csv`` lists the figures of the plan
that the document prints in its prose.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from riep_plan.model.base import Part
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.values.quantity import Quantity
from tests.plans.raw import ROOT

DOCUMENTS = ROOT / "tests" / "documents"
PLANS = ("em-riep-2008-09", "leicestershire-ni179-2009", "nwegg-2008-10", "em-iep-2009-10")

_SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000, "million": 1_000_000}
_SCALES["billion"] = _SCALES["bn"]
_AMOUNT = re.compile(
    r"(-?)£?(-?)(\d[\d,_]*(?:\.\d+)?|\.\d+)(?: ?(million|billion|bn\b|[km]\b))?", re.IGNORECASE
)
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
}


@dataclass(frozen=True)
class Figure:
    """A figure that a document prints."""

    line: str
    table: str
    row: str
    column: str
    figure: str
    kind: str
    at: str


def figures(plan: str) -> list[Figure]:
    """Every figure of a document's tables."""
    with (DOCUMENTS / plan / "figures.csv").open(encoding="utf-8", newline="") as stream:
        return [Figure(**row) for row in csv.DictReader(stream)]


def prose_figures(plan: str) -> list[dict[str, str]]:
    """The figures of a plan that its document prints in prose."""
    with (DOCUMENTS / plan / "prose.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def raw_plan(plan: str) -> dict[str, Any]:
    """Give a plan as the text of each value, read by ruamel.yaml; projects by id."""
    folder = ROOT / "plans" / plan
    data = _text_of(folder / "plan.yaml")
    data["projects"] = {
        file.stem: _text_of(file) for file in sorted((folder / "projects").glob("*.yaml"))
    }
    return data


def _text_of(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = YAML(typ="base", pure=True).load(file.read_text(encoding="utf-8"))
    return data


def place(data: Any, path: str) -> tuple[Any, Any]:  # noqa: ANN401  YAML's own data
    """Find the holder and key of a path; a key may itself hold a slash, as ``2008/09`` does.

    Raises:
        KeyError: nothing stands there.
    """
    steps = path.split("/")
    if isinstance(data, list):
        position = int(steps[0])
        return (data, position) if len(steps) == 1 else place(data[position], "/".join(steps[1:]))
    if not isinstance(data, dict):
        raise KeyError(path)
    for length in range(1, len(steps) + 1):
        key = "/".join(steps[:length])
        if key in data:
            if length == len(steps):
                return data, key
            try:
                return place(data[key], "/".join(steps[length:]))
            except (KeyError, ValueError, IndexError):
                continue
    raise KeyError(path)


def amount(text: str, *, in_thousands: bool) -> Decimal:
    """Read an amount, percentage or count as the plan writes it, in pounds or as a number."""
    bare = re.sub(r"^(?:c\.?|circa) ?(?=[£\d])", "", text.strip())
    bare = re.sub(r" \(?tbc\)?$", "", bare)
    if bare == "tbc":
        raise ValueError(text)
    match = re.fullmatch(r"(-?)(£?)(-?)([\d,_]*\.?\d*)(k|m|bn|%)?", bare, re.IGNORECASE)
    if match is None:
        raise ValueError(text)
    number = Decimal(match[4].replace(",", "").replace("_", ""))
    scale = _SCALES.get((match[5] or "").lower(), 1)
    if in_thousands and not match[2] and not match[5]:
        scale = 1_000
    return number * scale * (-1 if match[1] or match[3] else 1)


def amounts_in(text: str) -> set[Decimal]:
    """Every amount and number that stands in words: ``£20k`` is 20,000, and 20."""
    found: set[Decimal] = set()
    for minus, inner, digits, scale in _AMOUNT.findall(text):
        number = Decimal(digits.replace(",", "").replace("_", ""))
        sign = -1 if minus or inner else 1
        found |= {number, number * _SCALES[(scale or "").lower()], sign * number}
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _NUMBER_WORDS:
            found.add(Decimal(_NUMBER_WORDS[word]))
    return found


def is_in_thousands(figure: Figure | str, data: dict[str, Any]) -> bool:
    """Whether a bare number at a path counts thousands: money does where the plan says so."""
    return data.get("unit") == "thousand" and getattr(figure, "kind", "money") == "money"


@lru_cache(maxsize=8)
def leaves(plan: str) -> tuple[str, ...]:
    """Every place of a plan that holds a figure: an amount, a percentage or a count."""
    loaded = load(find_plans(ROOT / "plans" / plan)[0])
    assert loaded.plan is not None
    return tuple(path for path in _leaves(loaded.plan, ()) if not _is_label(path))


#: Whole numbers that are names, limits of rules or waivers, and no figures of a document.
_LABELS = {"number", "page", "riep"}
_APART = ("policy", "waivers", "provenance")


def _is_label(path: str) -> bool:
    return path.rpartition("/")[2] in _LABELS or path.startswith(_APART)


def _leaves(value: object, at: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, (Profile, QuantityProfile)):
        keys = list(value.root)
        yield from (["/".join(at)] if keys == ["total"] else ["/".join((*at, key)) for key in keys])
    elif isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            if name in value.model_fields_set:
                yield from _leaves(getattr(value, name), (*at, info.alias or name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*at, key))
    elif isinstance(value, (Decimal, Quantity)) or type(value) is int or _is_evidence(value, at):
        yield "/".join(at)


def _is_evidence(value: object, at: tuple[str, ...]) -> bool:
    return at[-2:-1] == ("values",) and isinstance(value, str) and bool(re.search(r"\d", value))
