"""What is told of a comparison, whatever the format: the headline, the order, the counts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.compare.change import Budget, Change, Effect, Kind, Move
from riep_plan.compare.comparison import (
    Approval,
    Comparison,
    FindingChanges,
    PlacedChange,
    Review,
    Verdict,
)
from riep_plan.compare.story import tell
from riep_plan.compare.story.headline import headline, review_headline
from riep_plan.compare.story.kinds import NOUNS, PARTS, Part, thing, things
from riep_plan.compare.story.phrases import (
    days_moved,
    excerpts,
    in_a_row,
    of_before,
    percent,
    possessive,
    shared_folder,
    signed,
    some,
    spots,
)
from riep_plan.findings.result import Place, TextSpan
from tests.output.reviews import (
    EVERYTHING,
    FINDINGS,
    GONE,
    GROWTH,
    LOWERED,
    NEW,
    NOTHING,
    RE_PROFILE,
    REMOVED,
    RICH,
    RISK,
    UNREAD,
    VIREMENT,
    WORDING,
)


def compared(*changes: Change, approvals: tuple[Approval, ...] = ()) -> Comparison:
    placed = tuple(PlacedChange(one, (), ()) for one in changes)
    return Comparison("p", "Plan", changes=placed, approvals=approvals)


def needed(change: Change, by: str = "Board") -> Approval:
    return Approval(change, Verdict.NEEDED, by, "beyond the limit")


# --- the headline ---


def test_a_small_change_is_one_sentence() -> None:
    one = compared(RE_PROFILE, LOWERED, approvals=(needed(VIREMENT),))
    assert headline(one) == (
        "This moves £20,000 of capital from Q2 to Q3 in one project, lowers one target, and needs "
        "the Board's approval for one virement of £60,000. The plan's total stays the same."
    )


def test_a_large_change_is_a_sentence_each_for_money_promises_and_approval() -> None:
    sentences = headline(RICH).split(". ")
    assert sentences[0].startswith("This moves £60,000 of revenue from “Foster care placements”")
    assert sentences[1].startswith("It also lowers one target, promises £700,000 less in savings")
    assert sentences[2] == (
        "It makes one removal that the Board refused and needs the Board's approval for one "
        "virement of £60,000"
    )
    assert sentences[3] == "The plan's total rises by £12,000.50 (0.7%) to £1,665,000.50"


def test_what_is_not_told_is_counted() -> None:
    kinds = [kind for kind in Kind if PARTS[kind] is not Part.MONEY]
    said = headline(compared(*(Change(kind, ("projects", "x"), kind.value) for kind in kinds)))
    assert f"makes {len(kinds) - 4} other changes" in said
    assert "lowers one target" in said


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_told(kind: Kind) -> None:
    one = compared(Change(kind, ("projects", "x"), "Something", amount=Decimal(5), days=3))
    (story,) = tell(Review("a", "b", (one,))).stories
    assert story.headline.startswith("This ")
    assert "nothing" not in story.headline
    assert [told.text for told in story.of(PARTS[kind])] == ["Something."]
    assert NOUNS[kind][0] != NOUNS[kind][1]


def test_pounds_and_changes_of_a_kind_are_added_up() -> None:
    other = replace(
        RE_PROFILE,
        text="Another",
        amount=Decimal("5000.25"),
        moves=(
            Move(
                Decimal("5000.25"),
                Budget("b", "s", "capital", "Q2"),
                Budget("b", "s", "capital", "Q3"),
            ),
        ),
    )
    assert "moves £25,000.25 of capital from Q2 to Q3 in two projects" in headline(
        compared(RE_PROFILE, other)
    )


def test_money_between_different_periods_is_not_said_to_go_from_one_to_another() -> None:
    budgets = [
        Budget("foster-care-placements", "s", "revenue", period) for period in ("Q1", "Q2", "Q3")
    ]
    moves = tuple(Move(Decimal(10), start, budgets[2]) for start in budgets[:2])
    said = headline(compared(replace(RE_PROFILE, moves=moves)))
    assert "moves £20,000 of revenue between periods in one project" in said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (Budget("a", "s", "revenue"), Budget("b", "s", "revenue"), "from “a” to “b”"),
        (Budget("a", "s", "revenue"), Budget("a", "t", "revenue"), "between funding sources"),
        (Budget("a", "s", "revenue"), Budget("a", "s", "capital"), "between revenue and capital"),
        (Budget("", "s", "revenue"), Budget("b", "s", "revenue"), "between projects"),
    ],
)
def test_a_virement_says_between_what(start: Budget, end: Budget, said: str) -> None:
    one = replace(VIREMENT, moves=(Move(Decimal(60000), start, end),))
    assert said in headline(compared(one))


def test_approvals_are_counted_by_body_and_kind() -> None:
    second = replace(VIREMENT, text="Another", amount=Decimal(40000))
    asked = (needed(VIREMENT), needed(second), needed(REMOVED, "members"))
    said = headline(compared(VIREMENT, second, REMOVED, approvals=asked))
    assert "needs the Board's approval for two virements of £100,000 in all" in said
    assert "needs the members' approval for one removal" in said


def test_approvals_that_are_there_are_not_asked_for() -> None:
    settled = (
        Approval(GROWTH, Verdict.APPROVED, "Board", "", decision="minute 7"),
        Approval(RE_PROFILE, Verdict.DELEGATED, "director", ""),
    )
    assert "approval" not in headline(compared(GROWTH, RE_PROFILE, approvals=settled))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (100, 150, "The plan's total rises by £50 (50%) to £150."),
        (100, 90, "The plan's total falls by £10 (10%) to £90."),
        (100, 100, "The plan's total stays £100."),
        (None, 90, "The plan's total is £90."),
        (0, 90, "The plan's total rises by £90 to £90."),
    ],
)
def test_the_total_is_told(before: int | None, after: int, said: str) -> None:
    total = Effect((), "", "", None if before is None else Decimal(before), Decimal(after))
    assert headline(replace(compared(GROWTH), effects=(total,))).endswith(said)


def test_a_total_that_nobody_knows_is_not_said_to_stay() -> None:
    assert "total" not in headline(compared(GROWTH))
    gone = Effect((), "", "", Decimal(100), None)
    unknown = headline(replace(compared(GROWTH), effects=(gone,)))
    assert unknown.endswith("The plan's total was £100; what it is now is not known.")
    assert headline(replace(GONE, effects=(gone,))).endswith("out. The plan's total was £100.")


def test_findings_are_counted() -> None:
    assert headline(replace(compared(), findings=FINDINGS)).endswith(
        "Two findings (one error and one waived) are new and one is cleared."
    )
    cleared = FindingChanges(cleared=FINDINGS.cleared)
    assert headline(replace(compared(), findings=cleared)).endswith("One finding is cleared.")


def test_a_plan_new_gone_or_unread_says_so() -> None:
    assert headline(NEW) == "This is a new plan. The plan's total is £400,000."
    assert headline(GONE) == "This takes the whole plan out."
    assert headline(UNREAD).endswith("is not YAML: line 3.")
    half = headline(replace(compared(LOWERED), unread="one file cannot be read"))
    assert half == "One file cannot be read. This lowers one target."


def test_scope_is_counted_by_what_it_is() -> None:
    gone = [
        Change(Kind.REMOVED, at, f"{at} is gone")
        for at in (
            ("projects", "a"),
            ("projects", "b"),
            ("projects", "c", "actions", "x", "outputs", "y"),
        )
    ]
    assert headline(compared(*gone)) == "This removes two projects and one output."


def test_waivers_are_added_changed_and_removed() -> None:
    found = [
        Change(Kind.WAIVER, ("waivers", "a"), "a", before="", after="new"),
        Change(Kind.WAIVER, ("waivers", "b"), "b", before="old", after=""),
        Change(Kind.WAIVER, ("waivers", "c"), "c", before="old", after="new"),
    ]
    assert headline(compared(*found)) == (
        "This adds one waiver, removes one waiver and changes one waiver."
    )


def test_the_review_counts_plans() -> None:
    assert review_headline(EVERYTHING) == (
        "Five plans change; one of them needs an approval that it does not have; four say the same."
    )
    alone = Review("a", "b", (compared(VIREMENT, approvals=(needed(VIREMENT),)),), same=1)
    assert review_headline(alone) == (
        "One plan changes and needs an approval that it does not have; one says the same."
    )
    assert review_headline(NOTHING) == "Nothing changes in meaning. All nine plans say the same."
    assert review_headline(Review("a", "b", ())) == "Nothing changes in meaning."


# --- what is told of each change ---


def test_every_change_is_told_once_in_the_order_of_the_comparison() -> None:
    (story,) = tell(Review("a", "b", (RICH,))).stories
    told = [one.text.rstrip(".") for part in Part for one in story.of(part)]
    ordered = sorted(RICH.changes, key=lambda one: list(Part).index(PARTS[one.change.kind]))
    assert told == [one.change.text.removesuffix(".") for one in ordered]


def test_what_waits_is_marked_and_comes_first() -> None:
    (story,) = tell(Review("a", "b", (RICH,))).stories
    assert [one.verdict for one in story.approvals] == [
        "Refused",
        "Approval needed",
        "Approved",
        "Within delegated limits",
    ]
    marks = {told.kind: told.mark for part in Part for told in story.of(part) if told.mark}
    assert marks == {"Virement": "Approval needed: the Board", "Removed": "Refused by the Board"}
    growth = next(one for one in story.of(Part.MONEY) if one.kind == "Growth")
    assert growth.approved == "Efficiency Commission, 12 October 2010, minute 7"


def test_a_decision_that_falls_short_is_named() -> None:
    short = replace(needed(VIREMENT), decision="Board, 1 May 2010, minute 2")
    (story,) = tell(Review("a", "b", (compared(VIREMENT, approvals=(short,)),))).stories
    assert story.waiting[0].decision == (
        "The plan has Board, 1 May 2010, minute 2, which does not cover it."
    )


def test_a_plan_that_is_the_same_is_not_told() -> None:
    assert tell(Review("a", "b", (compared(), compared(RISK)))).stories[0].of(Part.PROMISES)
    assert len(tell(Review("a", "b", (compared(), compared(RISK)))).stories) == 1


# --- phrases ---


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("12.5", "12.5%"),
        ("12.04", "12%"),
        ("-8.25", "-8.3%"),
        ("0.01", "under 0.1%"),
        ("0", "0%"),
        ("1234.56", "1,234.6%"),
        (None, ""),
    ],
)
def test_percentages_are_to_a_tenth(share: str | None, said: str) -> None:
    assert percent(None if share is None else Decimal(share)) == said


def test_differences_have_their_sign() -> None:
    assert [signed(Decimal(one)) for one in ("5", "-5.5", "0")] == ["+£5", "-£5.50", "£0"]
    assert [days_moved(one) for one in (1, -30, 0)] == [
        "one day later",
        "30 days earlier",
        "the same day",
    ]
    assert of_before(Decimal(-5), Decimal(-50)) == -10
    assert of_before(Decimal(5), Decimal(0)) is None


def test_numbers_names_and_lists_read_as_prose() -> None:
    assert [some(one, "target") for one in (1, 9, 10)] == [
        "one target",
        "nine targets",
        "10 targets",
    ]
    assert [possessive(one) for one in ("Board", "the members", "any two councils")] == [
        "the Board's",
        "the members'",
        "any two councils'",
    ]
    assert in_a_row(["a", "b and c"]) == "a and b and c"
    assert in_a_row(["a", "b", "c"]) == "a, b, and c"
    things_named = [thing(at) for at in (("funding", "x"), ("a", "policies", "x"), ("title",))]
    assert things_named == ["funding source", "policy", "part"]
    assert [things(one) for one in things_named] == ["funding sources", "policies", "parts"]


def _places(file: str, *lines: int) -> list[Place]:
    return [Place(file, "", TextSpan(line, 1, line, 2)) for line in lines]


def test_places_are_files_with_their_lines() -> None:
    assert spots(_places("a.yaml", 4, 3, 3, 9)) == ("a.yaml:3–4, 9",)
    assert spots([Place("b.yaml", "", None), *_places("a.yaml", 1)]) == ("b.yaml", "a.yaml:1")
    assert spots(_places("a.yaml", *range(1, 41, 3))) == ("a.yaml:1, 4, 7, 10 and 10 more lines",)
    assert spots([]) == ()


def test_the_folder_of_all_places_is_found() -> None:
    assert shared_folder(["plans/a/plan.yaml", "plans/a/projects/x.yaml"]) == "plans/a/"
    assert shared_folder(["plans/a/plan.yaml", "plans/ab/plan.yaml"]) == "plans/"
    assert shared_folder(["old/plan.yaml", "new/plan.yaml"]) == ""
    assert shared_folder([]) == ""


WORDS = st.lists(st.sampled_from(["one", "two", "three", "four", "five"]), max_size=60)


@given(WORDS, WORDS, st.integers(40, 200))
def test_excerpts_are_short_and_taken_from_the_texts(
    old: list[str], new: list[str], room: int
) -> None:
    texts = " ".join(old), " ".join(new)
    for cut, whole in zip(excerpts(*texts, room), texts, strict=True):
        assert len(cut) <= room + 2
        assert cut.strip("…") in whole


def test_excerpts_show_what_differs() -> None:
    start, end = "It is said here at length. " * 30, " And so on it goes until the end." * 30
    before, after = excerpts(f"{start}old{end}", f"{start}new{end}", 200)
    assert "old" in before
    assert "new" in after
    assert before.replace("old", "new") == after
    assert excerpts(WORDING.before, WORDING.after, 400) == (WORDING.before, WORDING.after)
