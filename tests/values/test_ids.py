"""Identifiers: what is one, and what is offered for what is none."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from riep_plan.values.ids import read_id
from riep_plan.values.refusal import Refused
from tests.values.refusals import refusal_of


@pytest.mark.parametrize(
    "text", ["a", "1", "q2", "foster-care-placements", "r1", "2010-11", "a-1-b"]
)
def test_read(text: str) -> None:
    assert read_id(text) == text


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Foster Care", "foster-care"),
        ("foster_care", "foster-care"),
        ("-a-", "a"),
        ("a--b", "a-b"),
        ("a.b/c", "a-b-c"),
        ("../a", "a"),
        ("a\n", "a"),
        ("Q1", "q1"),
    ],
)
def test_refused_with_what_was_meant(text: str, offered: str) -> None:
    with pytest.raises(Refused) as refused:
        read_id(text)
    assert refused.value.advice == f"Write {offered}."
    assert read_id(offered) == offered


@pytest.mark.parametrize("text", ["", "-", "£", "é", "–", " ", "２", "٣"])
def test_refused_with_the_form(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_id(text)
    assert "letters" in refused.value.advice


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda one: len(one) <= 80))
def test_every_id_is_read_as_it_stands(text: str) -> None:
    assert read_id(text) == text


@given(st.text(max_size=30))
@example("É")
@example("İ")
def test_any_text_is_an_id_or_refused(text: str) -> None:
    refused = refusal_of(read_id, text)
    if refused is None:
        assert re.fullmatch("[a-z0-9-]+", read_id(text))
    elif match := re.fullmatch(r"Write (\S+)\.", refused.advice):
        assert read_id(match[1]) == match[1]
    else:
        assert "letters" in refused.advice
