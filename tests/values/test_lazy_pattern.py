"""Patterns that are compiled when they are first asked."""

import re

import pytest

from riep_plan.values.lazy_pattern import lazy_pattern


def test_it_finds_what_a_compiled_pattern_finds() -> None:
    words = r"(?P<word>[a-z]+) (\d)"
    text = "In Q1: spend 4, Save 5."
    lazy, compiled = lazy_pattern(words, re.IGNORECASE), re.compile(words, re.IGNORECASE)
    assert [one.groups() for one in lazy.finditer(text)] == [("spend", "4"), ("Save", "5")]
    assert lazy.sub("", text) == compiled.sub("", text)
    assert lazy.fullmatch("spend 4")
    assert (lazy.pattern, lazy.flags) == (compiled.pattern, compiled.flags)


def test_bytes_are_looked_through_too() -> None:
    assert lazy_pattern(rb"\d+").findall(b"4 and 15") == [b"4", b"15"]


def test_it_is_not_compiled_before() -> None:
    broken = lazy_pattern("(")
    with pytest.raises(re.error):
        broken.search("")
