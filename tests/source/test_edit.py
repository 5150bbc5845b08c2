"""A value is changed in its own place: not one other byte changes, or nothing does."""

import pytest

from riep_plan.source.edit import NotEditable, edited

Keys = tuple[str, ...]

CASES: dict[str, tuple[str, Keys, str, str]] = {
    "plain": ("a: 1 # note\nb: 2\n", ("a",), "10", "a: 10 # note\nb: 2\n"),
    "no line end": ("a: 1", ("a",), "10", "a: 10"),
    "windows": ("a: 1\r\nb: 2\r\n", ("b",), "30", "a: 1\r\nb: 30\r\n"),
    "in braces": ("a: {b: 1, c: 2}\n", ("a", "b"), "10", "a: {b: 10, c: 2}\n"),
    "in brackets": ("a: [1,2]\n", ("a", "1"), "10", "a: [1,10]\n"),
    "last in braces": ("a: {b: 1}\n", ("a", "b"), "10", "a: {b: 10}\n"),
    "quoted": ("a: '£1,000' # note\n", ("a",), "1000", "a: 1000 # note\n"),
    "double quoted": ('a: "1"\n', ("a",), "2", "a: 2\n"),
    "close to a quoted key": ('a: {"b":"1"}\n', ("a", "b"), "2", 'a: {"b":"2"}\n'),
    "after an emoji": ("a: {🙂: 🙂, b: 1}\n", ("a", "b"), "10", "a: {🙂: 🙂, b: 10}\n"),
    "after a tab": ("a:\t1\n", ("a",), "10", "a:\t10\n"),
    "in a list of mappings": ("a:\n- b: 1\n- b: 2\n", ("a", "1", "b"), "3", "a:\n- b: 1\n- b: 3\n"),
    "a total alone": ("a: 1\n", ("a", "total"), "2", "a: 2\n"),
    "the total of parts": ("a: {total: 1, Q1: 2}\n", ("a",), "2", "a: {total: 2, Q1: 2}\n"),
    "shorter": ("a: 100000 # x\n", ("a",), "1", "a: 1 # x\n"),
    "the same": ("a: '1'\n", ("a",), "1", "a: '1'\n"),
    "a long line": (f"a: {'x' * 9_000}\nb: 1\n", ("b",), "2", f"a: {'x' * 9_000}\nb: 2\n"),
    "below a folded text": ("a: >-\n  x\n  y\nb: 1\n", ("b",), "2", "a: >-\n  x\n  y\nb: 2\n"),
    "beside an anchor": ("a: &x 1\nb: *x\nc: 2\n", ("c",), "3", "a: &x 1\nb: *x\nc: 3\n"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_value_is_changed_in_its_place(case: tuple[str, Keys, str, str]) -> None:
    text, at, becomes, expected = case
    assert edited(text, {at: becomes}) == expected


def test_several_values_of_one_line() -> None:
    text = "a: {total: 1, Q1: 22, Q2: '3'} # note\n"
    changes: dict[Keys, str] = {("a", "total"): "1000", ("a", "Q1"): "2", ("a", "Q2"): "300"}
    assert edited(text, changes) == "a: {total: 1000, Q1: 2, Q2: 300} # note\n"


REFUSED: dict[str, tuple[str, Keys, str, str]] = {
    "an alias": ("a: &x 1\nb: *x\n", ("b",), "2", "shared"),
    "an anchor": ("a: &x 1\nb: *x\n", ("a",), "2", "shared"),
    "an anchor that nothing uses": ("a: &x 1\n", ("a",), "2", "shared"),
    "in what an alias stands for": ("a: &x {b: 1}\nc: *x\n", ("c", "b"), "2", "shared"),
    "in what has an alias": ("a: &x\n  b: 1\nc: *x\n", ("a", "b"), "2", "shared"),
    "a block": ("a: |\n  1\n", ("a",), "2", "several lines"),
    "over two lines": ("a: 'one\n  two'\n", ("a",), "2", "several lines"),
    "plain, over two lines": ("a: one\n  two\n", ("a",), "2", "several lines"),
    "nothing": ("a:\nb: 1\n", ("a",), "2", "not written"),
    "a list": ("a: [1]\n", ("a",), "2", "no single value"),
    "what is not there": ("a: 1\n", ("b",), "2", "no single value"),
    "a step too far": ("a: 1\n", ("a", "b"), "2", "no single value"),
    "beyond a list": ("a: [1]\n", ("a", "1"), "2", "no single value"),
    "what would not be YAML": ("a: 1\n", ("a",), "[2", "could not be read"),
    "what would be more than a value": ("a: {b: 1}\n", ("a", "b"), "2, c: 3", "something else"),
    "what would be a comment": ("a: 1\n", ("a",), "2 # x", "something else"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_value_that_cannot_be_changed_in_its_place(case: tuple[str, Keys, str, str]) -> None:
    text, at, becomes, words = case
    with pytest.raises(NotEditable, match=words):
        edited(text, {at: becomes})


def test_the_message_says_where() -> None:
    with pytest.raises(NotEditable, match="a/b, on line 3, is written over several lines"):
        edited("# x\na:\n  b: |\n    1\n", {("a", "b"): "2"})
