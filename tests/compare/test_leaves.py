"""Every value of a plan has a key, and means the same in every spelling."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from pydantic import RootModel

from riep_plan.compare.change import Leaf
from riep_plan.compare.leaves import Holds, holds, leaves_of, period_key
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.base import (
    Count,
    Id,
    Kind,
    Money,
    Number,
    OwnCode,
    Part,
    Percent,
    ProfileKey,
    Prose,
    Text,
)
from riep_plan.model.delivery import Action
from riep_plan.model.project import Project
from riep_plan.model.prose import TextAlone
from riep_plan.model.quarters import QuarterLabel
from riep_plan.values.money import Entry
from riep_plan.values.period import Period, read_period
from riep_plan.values.quantity import Quantity
from tests.compare.two_versions import ILLUSTRATIVE, NWIEP, plan_of, tree_of
from tests.support.repairs import Node

#: A value of each type of the language; none is a default.
_SAMPLES: tuple[tuple[Any, str], ...] = (
    (Kind, "delivery-plan"),
    (QuarterLabel, "Q1"),
    (OwnCode, "ORG01"),
    (ProfileKey, "Q1"),
    (Id, "an-id"),
    (Text, "words"),
    (Prose, "words"),
    (Money, "1234"),
    (Number, "7"),
    (Count, "7"),
    (Percent, "7%"),
    (Entry, "1234"),
    (Quantity, "7%"),
    (Period, "June 2010"),
)


def _sample(annotation: Any, at: Path, places: list[Path]) -> Node:  # noqa: ANN401
    """Make a value of a type, and note the path of each key on the way."""
    for kind, text in _SAMPLES:
        if annotation == kind:
            return text
    inner = [one for one in get_args(annotation) if one is not type(None)]
    origin = get_origin(annotation)
    if origin is dict:
        key = _sample(inner[0], at, places)
        return {key: _sample(inner[1], (*at, key), places)}
    if origin is tuple:
        inside: list[Path] = []
        return [_sample(inner[0], at, inside)]
    if isinstance(annotation, type):
        return _of_class(annotation, at, places)
    return _sample(inner[0], at, places)


def _of_class(kind: type, at: Path, places: list[Path]) -> Node:
    if issubclass(kind, Part):
        hints = get_type_hints(kind, include_extras=True)
        found = {}
        for name, info in kind.model_fields.items():
            key = info.alias or name
            is_short = issubclass(kind, TextAlone) and name == "text"
            here = at if is_short else (*at, key)
            found[key] = _sample(hints[name], here, places)
            places.append(here)
        return found
    if issubclass(kind, RootModel):
        return {"total": "1234", "Q1": "7"}
    if issubclass(kind, Enum):
        return [str(one.value) for one in kind][-1]
    return next(text for one, text in _SAMPLES if one is kind or kind in get_args(one))


def _everything() -> tuple[Plan, list[Path]]:
    places: list[Path] = []
    tree = _sample(Plan, (), places)
    return plan_of(tree), places


def test_every_key_of_the_language_is_a_value_or_holds_one() -> None:
    plan, places = _everything()
    keys = {key[:length] for key in leaves_of(plan) for length in range(len(key) + 1)}
    assert [at for at in places if at not in keys] == []
    assert len(places) > 300


def test_every_value_knows_its_part_and_key() -> None:
    plan, _ = _everything()
    for key, leaf in leaves_of(plan).items():
        assert issubclass(leaf.owner, (Part, RootModel)), key
        assert leaf.text, key
        assert leaf.field, key


def _said(tree: Node) -> dict[Path, object]:
    return {key: leaf.said for key, leaf in leaves_of(plan_of(tree)).items()}


def _changes(old: Node, new: Node) -> Iterator[Path]:
    was, now = _said(old), _said(new)
    return iter(key for key in sorted({*was, *now}) if was.get(key) != now.get(key))


def _with(**values: Node) -> Node:
    return {"kind": "delivery-plan", "title": "A plan", **values}


_SAME = [
    ({"budget": {"x": {"text": "A", "amount": "165k"}}}, {"amount": {"total": "£165,000"}}),
    ({"budget": {"x": {"text": "A", "amount": "2500 tbc"}}}, {"amount": "2,500 (TBC)"}),
    (
        {"budget": {"x": {"text": "A", "amount": {"July 2012": "5", "Q1": "6"}}}},
        {"amount": {"Q1": "6.00", "2012-07": "5"}},
    ),
]


@pytest.mark.parametrize(("old", "line"), _SAME)
def test_a_spelling_of_an_amount_is_no_change(old: Node, line: Node) -> None:
    new = {"budget": {"x": {"text": "A", **line}}}
    assert list(_changes(_with(**old), _with(**new))) == []


def test_pounds_in_thousands_mean_their_pounds() -> None:
    old = _with(unit="thousand", budget={"x": {"text": "A", "amount": "106"}})
    new = _with(unit="thousand", budget={"x": {"text": "A", "amount": "£106,000"}})
    assert list(_changes(old, new)) == []


def test_to_be_confirmed_means_something() -> None:
    old = _with(budget={"x": {"text": "A", "amount": "2500"}})
    new = _with(budget={"x": {"text": "A", "amount": "2500 tbc"}})
    assert list(_changes(old, new)) == [("budget", "x", "amount", "total")]


def test_lists_have_no_order_but_scales_have() -> None:
    scale = {"likelihood": ["low", "high"], "impact": ["low", "high"]}
    old = _with(risk_scale=scale, annual=["2008/09", "2009/10"])
    new = _with(risk_scale={**scale, "impact": ["high", "low"]}, annual=["2009/10", "2008/09"])
    assert list(_changes(old, new)) == [("risk_scale", "impact")]


def test_the_order_of_an_assessments_scale_is_a_value() -> None:
    one = {"title": "A", "results": {"2009": {"red": "1", "green": "2"}}}
    old = _with(assessments={"a": {**one, "scale": {"green": "good", "red": "bad"}}})
    new = _with(assessments={"a": {**one, "scale": {"red": "bad", "green": "good"}}})
    assert list(_changes(old, new)) == [("assessments", "a", "scale")]


def test_a_section_is_its_text_however_it_is_written() -> None:
    old = _with(narrative={"overview": "One line.\nSame paragraph."})
    new = _with(narrative={"overview": {"text": "One line. Same\nparagraph."}})
    assert list(_changes(old, new)) == []
    parts = _with(narrative={"overview": "One line.\n\nSame paragraph."})
    assert list(_changes(old, parts)) == [("narrative", "overview")]
    points = _with(narrative={"overview": "One line.\n- Same paragraph."})
    assert list(_changes(old, points)) == [("narrative", "overview")]


def test_a_default_written_out_says_nothing() -> None:
    old = _with()
    new = _with(unit="pound", policy={"target_years": "10", "rag": {"amber": {"share": "5%"}}})
    assert list(_changes(old, new)) == []


def test_a_default_written_out_in_a_change_of_policy_replaces_what_held() -> None:
    change = {"from": "April 2010"}
    old = _with(policy={"target_years": "5", "changes": {"later": change}})
    new = _with(
        policy={"target_years": "5", "changes": {"later": {**change, "target_years": "10"}}}
    )
    assert list(_changes(old, new)) == [("policy", "changes", "later", "target_years")]


def test_a_tolerance_emptied_is_not_the_default() -> None:
    assert list(_changes(_with(), _with(policy={"rag": {"amber": {}}}))) == [
        ("policy", "rag", "amber")
    ]


def test_a_return_left_empty_is_there() -> None:
    project = {"projects": {"a": {"title": "A"}}}
    old = _with(**project, returns={"Q1": {"due": "1 May 2010"}})
    new = _with(**project, returns={"Q1": {"due": "1 May 2010", "projects": {"a": {}}}})
    assert list(_changes(old, new)) == [("returns", "Q1", "projects", "a")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("q2", "Q2"),
        ("Q2 to Q4", "Q2–Q4"),
        ("July 2012", "2012-07"),
        ("30th June 2010", "2010-06-30"),
        ("2010", "2010"),
        ("2010/11", "2010/11"),
        ("July–Sept 2010", "2010-07 to 2010-09"),
        ("30 June 2010 to 2 July 2010", "2010-06-30 to 2010-07-02"),
    ],
)
def test_a_period_has_one_key(text: str, key: str) -> None:
    assert period_key(read_period(text)) == key
    assert read_period(key).identity == read_period(text).identity


def test_where_a_value_stands_is_kept() -> None:
    found = leaves_of(plan_of(tree_of(NWIEP)))
    at = ("projects", "foster-care-placements", "efficiencies", "forecast", "cashable")
    leaf = found[*at, "2012-07"]
    assert (leaf.at, leaf.text) == ((*at, "July 2012"), "£3,000,000")
    assert isinstance(found["funding", "nwiep", "title"], Leaf)
    whole = leaves_of(plan_of(tree_of(ILLUSTRATIVE)))["funding", "core", "amount", "total"]
    assert whole.at == ("funding", "core", "amount")


def test_what_a_key_holds() -> None:
    assert holds(Action, "funded_by") is Holds.IDS
    assert holds(Action, "text") is Holds.WORDS
    assert holds(Project, "outcomes") is Holds.WORDS
    assert holds(Project, "number") is Holds.OTHER
