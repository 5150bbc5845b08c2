"""A merge takes what one side changed, and never chooses between two."""

from textwrap import dedent

import pytest

from riep_plan.compare.merging import Merged, merged
from riep_plan.compare.merging.document import NotMergeable
from riep_plan.compare.versions.git import merge_lines
from riep_plan.model import ProjectFile

BASE = """\
    riep: 1
    title: Depot
    # Agreed in May.
    spend:
      core:
        revenue: {total: 30000, Q1: 10000, Q2: 20000}
        capital: {Q2: 5000}
    outcomes:
      faster: Bins are emptied faster
      cleaner: Streets are cleaner
    workstreams: [waste, roads]
    """


def by_line(base: str, ours: str, theirs: str) -> str | None:
    sides = (one.encode() for one in (base, ours, theirs))
    text, clean = merge_lines(*sides, names=("ours", "theirs"), marker=7)
    return text.decode() if clean else None


def merge(ours: dict[str, str], theirs: dict[str, str], base: str = BASE) -> Merged:
    """Merge two changed copies; each change replaces a piece of the text."""
    texts = []
    for changes in ({}, ours, theirs):
        text = dedent(base)
        for old, new in changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        texts.append(text)
    return merged((texts[0], texts[1], texts[2]), ProjectFile, by_line=by_line)


def test_two_amounts_of_one_line() -> None:
    found = merge({"Q1: 10000": "Q1: 12000"}, {"Q2: 20000}": "Q2: 18000}"})
    assert found.conflicts == ()
    assert "revenue: {total: 30000, Q1: 12000, Q2: 18000}" in found.text


def test_two_new_entries_in_one_place() -> None:
    found = merge(
        {"  cleaner": "  safer: Fewer accidents\n  cleaner"},
        {"  cleaner": "  # New.\n  cheaper: It costs less\n  cleaner"},
    )
    assert found.conflicts == ()
    assert (
        dedent("""\
        outcomes:
          faster: Bins are emptied faster
          # New.
          cheaper: It costs less
          safer: Fewer accidents
          cleaner: Streets are cleaner
        """)
        in found.text
    )


def test_new_amounts_in_braces() -> None:
    found = merge({"{Q2: 5000}": "{Q2: 5000, Q3: 1000}"}, {"{Q2: 5000}": "{Q1: 700, Q2: 5000}"})
    assert found.conflicts == ()
    assert "capital: {Q1: 700, Q2: 5000, Q3: 1000}" in found.text


def test_one_value_changed_on_both_sides_stands_between_markers() -> None:
    found = merge({"Q1: 10000": "Q1: 12000"}, {"Q1: 10000": "Q1: 14000", "Depot": "Depots"})
    assert [(one.at, one.base, one.ours, one.theirs) for one in found.conflicts] == [
        (("spend", "core", "revenue", "Q1"), "10000", "12000", "14000")
    ]
    assert "title: Depots\n" in found.text
    assert (
        "<<<<<<< ours\n"
        "    revenue: {total: 30000, Q1: 12000, Q2: 20000}\n"
        "=======\n"
        "    revenue: {total: 30000, Q1: 14000, Q2: 20000}\n"
        ">>>>>>> theirs\n"
    ) in found.text


def test_one_id_given_on_both_sides_to_two_things() -> None:
    found = merge(
        {"  cleaner": "  safer: Fewer accidents\n  cleaner"},
        {"  cleaner": "  safer: No accidents\n  cleaner"},
    )
    assert [one.at for one in found.conflicts] == [("outcomes", "safer")]


def test_taken_out_on_one_side_and_changed_on_the_other() -> None:
    found = merge(
        {"  cleaner: Streets are cleaner\n": ""}, {"Streets are cleaner": "Streets shine"}
    )
    assert [(one.ours, one.theirs) for one in found.conflicts] == [(None, "Streets shine")]
    assert "<<<<<<< ours\n=======\n  cleaner: Streets shine\n>>>>>>> theirs\n" in found.text


def test_the_same_change_on_both_sides() -> None:
    found = merge({"Q1: 10000": "Q1: 12000"}, {"Q1: 10000": "Q1: 12_000"})
    assert found.conflicts == ()
    assert "Q1: 12000" in found.text


def test_what_was_only_spelled_anew_is_no_change() -> None:
    found = merge({"Q1: 10000": "Q1: £10_000"}, {"Q1: 10000": "Q1: 14000"})
    assert found.conflicts == ()
    assert "Q1: 14000" in found.text


def test_lists_to_which_both_added() -> None:
    found = merge(
        {"[waste, roads]": "[waste, roads, parks]"}, {"[waste, roads]": "[waste, roads, it]"}
    )
    assert found.conflicts == ()
    assert "workstreams: [waste, roads, parks, it]" in found.text


def test_lists_in_which_both_replaced_something() -> None:
    found = merge({"[waste, roads]": "[waste, parks]"}, {"[waste, roads]": "[waste, it]"})
    assert [one.at for one in found.conflicts] == [("workstreams",)]


def test_comments_of_both_sides_stay_where_lines_can_be_merged() -> None:
    found = merge(
        {"title: Depot\n": "title: Depot  # working title\n"},
        {"workstreams: [waste, roads]\n": "# As the board asked.\nworkstreams: [waste, roads]\n"},
    )
    assert "# working title" in found.text
    assert "# As the board asked." in found.text


def test_a_block_that_theirs_wrote_otherwise_moves_to_where_ours_stands() -> None:
    found = merge(
        {"Q1: 10000": "Q1: 12000"},
        {"    capital: {Q2: 5000}\n": "    capital:\n      Q2: 5000\n      Q3: 100\n"},
    )
    assert found.conflicts == ()
    assert "Q1: 12000" in found.text
    assert "Q3: 100" in found.text


def test_shared_values_are_left_to_git() -> None:
    with pytest.raises(NotMergeable, match="anchors"):
        merge({"Depot": "&name Depot"}, {"Q1: 10000": "Q1: 12000"})
