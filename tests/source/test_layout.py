"""The layout of a file: lines are moved and trimmed, and what they say stays."""

from textwrap import dedent

import pytest

from riep_plan.source.layout import laid_out


def laid(text: str) -> str:
    return laid_out(dedent(text).lstrip("\n"))


def expected(text: str) -> str:
    return dedent(text).lstrip("\n")


def test_two_spaces_a_step() -> None:
    assert laid("""
        a:
            b:
                c: 1
            d:
             e: 2
        """) == expected("""
        a:
          b:
            c: 1
          d:
            e: 2
        """)


def test_dashes_are_a_step_in() -> None:
    assert laid("""
        a:
        - one
        - b: 1
          c: 2
        -
            d: 3
        """) == expected("""
        a:
          - one
          - b: 1
            c: 2
          -
            d: 3
        """)


def test_a_file_that_is_indented_as_a_whole() -> None:
    assert laid_out("  a: 1\n  b:\n    c: 2\n") == "a: 1\nb:\n  c: 2\n"


def test_comments_go_with_their_neighbours() -> None:
    assert laid("""
        # top
        a:
            # of b
            b: 1  # beside

            # of c
            c:
                d: 1
                # after d
            # of e
            e: 2
        # end
        """) == expected("""
        # top
        a:
          # of b
          b: 1  # beside

          # of c
          c:
            d: 1
            # after d
          # of e
          e: 2
        # end
        """)


def test_texts_over_several_lines_move_as_one() -> None:
    assert laid("""
        a:
            b: >-
                folded
                  # no comment
                text
            c: |2
                fixed
            d: plain
                text
            e: "quoted
              text"
            f: [1,
                2]
        """) == expected("""
        a:
          b: >-
            folded
              # no comment
            text
          c: |2
              fixed
          d: plain
            text
          e: "quoted
            text"
          f: [1,
              2]
        """)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a: 1  \nb: 2\t\n   \n# c \nd: 3\n", "a: 1\nb: 2\n\n# c\nd: 3\n"),
        ("a: 1\n\n\n", "a: 1\n"),
        ("a: x  \n  y  \n  z\n", "a: x\n  y\n  z\n"),
        ("a:   1\n", "a:   1\n"),
        ("a: {b:   1,  c: 2}\n", "a: {b:   1,  c: 2}\n"),
        ("a: \"1\"\nb: '2'\n", "a: \"1\"\nb: '2'\n"),
        ("a: 1\n\n\nb: 2\n", "a: 1\n\n\nb: 2\n"),
        ("---\na: 1 \n...\n", "---\na: 1\n...\n"),
    ],
)
def test_line_ends(text: str, result: str) -> None:
    assert laid_out(text) == result


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  x  \n  y\nb: 1\n",  # two spaces are a line break in prose
        "a: |+\n  x\n\n\n",  # these empty lines are part of the text
        'a: "x \\\n  y"\n',
        "a: >-\n  x  \n  y\n",
    ],
)
def test_spaces_and_lines_that_are_part_of_a_text_stay(text: str) -> None:
    assert laid_out(text) == text


def test_what_an_alias_may_stand_for_is_not_moved() -> None:
    text = "a: &x\n    b: 1\nc: *x\n"
    assert laid_out(text) == text


def test_a_long_file_of_many_steps() -> None:
    deep = "".join(f"{' ' * (3 * step)}k{step}:\n" for step in range(40)) + " " * 120 + "x: 1\n"
    result = laid_out(deep)
    assert result.splitlines()[-1] == " " * 80 + "x: 1"
    assert laid_out(result) == result
