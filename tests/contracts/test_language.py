"""The reference of the plan language is whole, in step, and in words that analysts know."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from riep_plan.model import PlanFile
from riep_plan.model.base import Part
from riep_plan.model.baseline import BaselineFile
from riep_plan.model.policy import Parameters
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.model.prose import TextAlone
from riep_plan.source.build import build
from riep_plan.source.read import read_data
from tests.support.cells import CUT, cell, code, flow
from tests.support.language import (
    BLOCKS,
    LONGEST_EXAMPLE,
    MARKED,
    PAGE,
    PERIOD,
    STANDS_IN,
    anchor,
    renewed,
    title,
)

TEXT = PAGE.read_text(encoding="utf-8")
JARGON = re.compile(
    r"\b(arrays?|attributes?|booleans?|bool|callables?|class(es)?|dicts?|dictionar(y|ies)|enums?|"
    r"fields?|floats?|instances?|integers?|int|JSON|mappings?|models?|modules?|none ?type|null|"
    r"objects?|parse[ds]?|parsers?|parsing|Pydantic|Python|regex(es)?|regular expressions?|"
    r"scalars?|schemas?|sequences?|strings?|str|subclass(es)?|tuples?|validators?|variables?)\b",
    re.IGNORECASE,
)


def every_part(below: type[BaseModel] = Part) -> Iterator[type[BaseModel]]:
    """Give every model of the language, whether or not a file leads to it."""
    for model in below.__subclasses__():
        yield model
        yield from every_part(model)


TYPED = st.text(st.sampled_from(list("ab 1,:#|`\"'{}[]£“-")), min_size=1, max_size=80)
VALUES = st.recursive(
    TYPED,
    lambda one: st.lists(one, max_size=4) | st.dictionaries(TYPED, one, max_size=4),
    max_leaves=12,
)

#: What only gives its keys to other parts and stands nowhere by itself, and what riep alone writes.
BASES = {Parameters, TextAlone, BaselineFile}
PARTS = [
    part
    for part in every_part()
    if part.__module__.startswith("riep_plan.") and part not in {*STANDS_IN, *BASES}
]


def sections(text: str) -> dict[str, str]:
    """Give what stands under each heading; a heading stands once."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    assert len({anchor(heading) for heading in headings}) == len(headings), headings
    return dict(zip(headings, re.split(r"^#+ .+$", text, flags=re.MULTILINE)[1:], strict=True))


def rows(text: str) -> list[list[str]]:
    """Give the cells of the rows of tables, without the rows of headings."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    bare = [
        line for line, below in zip(lines, [*lines[1:], ""], strict=True) if below[:4] != "|---"
    ]
    return [re.split(r"(?<!\\)\|", line)[1:-1] for line in bare if not line.startswith("|---")]


def jargon(text: str) -> list[str]:
    """Find words that only programmers use, outside what is typed or hidden."""
    bare = re.sub(r"```.*?```|<!--.*?-->|`` .*? ``|`[^`\n]*`", " ", text, flags=re.DOTALL)
    return [match[0] for match in JARGON.finditer(bare)]


def broken_links(text: str) -> list[str]:
    """Find links within the page that lead to no heading."""
    anchors = {anchor(heading) for heading in sections(text)}
    return [target for target in re.findall(r"\]\(#([^)]*)\)", text) if target not in anchors]


def test_the_page_is_in_step() -> None:
    assert sorted(name for _, name, _, _ in MARKED.findall(TEXT)) == sorted(BLOCKS)
    assert renewed(TEXT) == TEXT, "run `make language`"


def test_a_page_behind_the_language_is_renewed() -> None:
    behind = TEXT.replace("| `accountable_body` |", "| `responsible_body` |")
    assert behind != TEXT
    assert renewed(behind) == TEXT


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_stands_once_in_its_section(part: type[BaseModel]) -> None:
    found = [row[0].strip() for row in rows(sections(TEXT)[title(part)])]
    assert found == [f"`{field.alias or name}`" for name, field in part.model_fields.items()]


@pytest.mark.parametrize("profile", [Profile, QuantityProfile])
def test_a_profile_has_a_total_and_periods(profile: type[BaseModel]) -> None:
    found = [row[0].strip() for row in rows(sections(TEXT)[title(profile)])]
    assert found == ["`total`", PERIOD]


def test_every_key_is_told_of() -> None:
    for part in PARTS:
        for row in rows(sections(TEXT)[title(part)]):
            assert len(row) == 6, row
            assert all(one.strip() for one in row), row
            assert row[3].strip() in ("yes", "no")


def test_examples_are_one_short_line_that_riep_reads() -> None:
    examples = [
        row[4].strip().strip("`").strip()
        for part in PARTS
        for row in rows(sections(TEXT)[title(part)])
    ]
    for example in examples:
        assert len(example) <= LONGEST_EXAMPLE, example
        if CUT not in example:
            read_data(f"key: {example}\n".replace(r"\|", "|"))


@given(VALUES)
def test_any_value_fits_in_a_cell(value: object) -> None:
    line = cell(code(flow(value, LONGEST_EXAMPLE)))
    assert len(flow(value, LONGEST_EXAMPLE)) <= LONGEST_EXAMPLE
    assert "\n" not in line
    assert len(rows(f"| head |\n|---|\n| {line} |\n")[0]) == 1


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Depots: one lease", '"Depots: one lease"'),
        ({"total": "£225,000"}, '{total: "£225,000"}'),
        ({"total": "58000", "Q1": "16000", "Q2": "42000"}, "{total: 58000, …}"),
        ({"one": "A very long text indeed"}, "{one: A very long…}"),
        (["Q1", "Q3"], "[Q1, Q3]"),
    ],
)
def test_a_value_is_cut_between_its_parts(value: object, line: str) -> None:
    assert flow(value, 20) == line


def test_it_has_no_words_of_programmers() -> None:
    assert jargon(TEXT) == []


def test_links_lead_to_headings() -> None:
    assert broken_links(TEXT) == []


def test_what_it_shows_in_blocks_can_be_read() -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    whole = [block for block in blocks if block.startswith("riep:")]
    assert whole
    for block in blocks:
        build(read_data(block), PlanFile) if block in whole else read_data(block)


@pytest.mark.parametrize(
    "said", ["A dict of ids.", "Write a *string*.", "two Booleans", "a\nregex"]
)
def test_jargon_is_found(said: str) -> None:
    assert jargon(said)


@pytest.mark.parametrize(
    "typed", ["`null`", "```yaml\nclass: 1\n```", "<!-- a model -->", "classroom"]
)
def test_what_is_typed_is_no_jargon(typed: str) -> None:
    assert jargon(typed) == []


def test_a_broken_link_is_found() -> None:
    assert broken_links("# One\n\n[one](#one) and [two](#two)\n") == ["two"]
