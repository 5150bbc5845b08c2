"""Who may agree to a change, and whether they have: limits, decisions, and what is left of them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.compare.agreements import approving
from riep_plan.compare.approvals import Earlier, approvals, standing_agreements
from riep_plan.compare.change import Change, Kind
from riep_plan.compare.comparison import Approval, Verdict
from riep_plan.figures.delegation import limits_stated
from riep_plan.model import Plan
from tests.compare.deciding import (
    BOARD,
    MANAGER,
    agrees,
    decided,
    growth,
    limit,
    of_kind,
    plan,
    slippage,
    virement,
)

SMALL = limit(limit="25000")
NEEDED, APPROVED = Verdict.NEEDED, Verdict.APPROVED
DELEGATED, REFUSED = Verdict.DELEGATED, Verdict.REFUSED


def judged(
    before: Plan, after: Plan, *changes: Change, earlier: Earlier | None = None
) -> list[Verdict]:
    return [one.verdict for one in approvals(before, after, changes, earlier=earlier)]


def only(before: Plan, after: Plan, change: Change) -> Approval:
    (found,) = approvals(before, after, [change])
    return found


@pytest.mark.parametrize(
    ("delegated", "change", "verdict"),
    [
        (SMALL, virement(25000), DELEGATED),
        (SMALL, virement(25001), NEEDED),
        (SMALL, growth(30000), NEEDED),
        (limit(share="10%"), virement(10000), DELEGATED),
        (limit(share="10%"), virement(10001), NEEDED),
        (limit(limit="50000", share="10%"), virement(20000), NEEDED),
        (limit(of="slippage", days="31"), slippage(31), DELEGATED),
        (limit(of="slippage", days="31"), slippage(32), NEEDED),
        (limit(of="slippage", days="31"), slippage(None), NEEDED),
        (limit(of="target", share="5%"), of_kind(Kind.TARGET_LOWERED, "-5"), DELEGATED),
        (limit(of="target", share="5%"), of_kind(Kind.TARGET_LOWERED, "-6"), NEEDED),
        (limit(of="target", share="5%"), of_kind(Kind.TARGET), NEEDED),
        (limit(of="scope"), of_kind(Kind.REMOVED), DELEGATED),
        (limit(of="scope", limit="0"), of_kind(Kind.REMOVED), NEEDED),
        (limit(of="savings", limit="5000"), of_kind(Kind.SAVING_LOWERED, amount=Decimal(-5000)),
         DELEGATED),
        (limit(of="savings", limit="5000"), of_kind(Kind.SAVING_LOWERED, amount=Decimal(-5001)),
         NEEDED),
    ],
)  # fmt: skip
def test_a_limit_and_a_penny(delegated: dict[str, Any], change: Change, verdict: Verdict) -> None:
    held = plan(delegated)
    assert judged(held, held, change) == [verdict]


@pytest.mark.parametrize(
    ("delegated", "change"),
    [
        ({}, virement(90000)),
        ({"words": {"text": "As the board agreed in May"}}, virement(90000)),
        (SMALL, slippage(90)),
        (SMALL, of_kind(Kind.TARGET_LOWERED, "-50")),
        (SMALL, of_kind(Kind.WORDING)),
        (limit(of="slippage", days="31"), virement(90000)),
        (limit(of="slippage", days="31"), of_kind(Kind.ADVANCE, days=-90)),
        (limit(of="slippage", days="31"), slippage(90, ("returns", "Q1", "projects", "depot"))),
    ],
)
def test_what_the_policy_does_not_speak_of_asks_nobody(
    delegated: dict[str, Any], change: Change
) -> None:
    held = plan(delegated)
    assert approvals(held, held, [change]) == ()


def test_who_limits_one_kind_of_money_limits_money() -> None:
    held = plan(limit(of="virement", limit="25000"))
    found = only(held, held, growth(1))
    assert (found.verdict, found.by, found.limit_at) == (NEEDED, "board", ())
    assert found.why == "the policy lets nobody but the board agree to more money"


def test_a_date_that_is_taken_out_is_a_promise_dropped() -> None:
    held = plan(limit(of="slippage", days="31"))
    gone = Change(Kind.DATE, ("projects", "depot"), "It has no date.", before="June 2025")
    new = Change(Kind.DATE, ("projects", "depot"), "It has a date.", after="June 2025")
    assert judged(held, held, gone, new) == [NEEDED]


@pytest.mark.parametrize("budget", ["100000", "50000"])
def test_a_share_is_of_the_project_that_it_weighs_most_on(budget: str) -> None:
    def project(pounds: str) -> dict[str, Any]:
        return {"title": "Project", "spend": {"core": {"revenue": {"total": pounds}}}}

    projects = {"depot": project("100000"), "care": project(budget)}
    held = plan(limit(share="15%"), projects=projects)
    assert judged(held, held, virement(10000)) == [NEEDED if budget == "50000" else DELEGATED]
    new = plan(limit(share="15%"), projects={"depot": project("100000")})
    assert judged(new, held, virement(1)) == [NEEDED]


def test_the_most_specific_limit_holds() -> None:
    held = plan(
        {
            "all": {"text": "Money", "to": "Director", "limit": "90000"},
            "some": {"text": "Some", "to": "Head", "of": ["virement", "growth"], "limit": "50000"},
            "one": {"text": "One", "to": "Officer", "of": "virement", "limit": "5000"},
        }
    )
    found = approvals(held, held, [virement(6000), growth(40000), growth(60000)])
    assert [(one.verdict, one.limit) for one in found] == [
        (NEEDED, Decimal(5000)),
        (DELEGATED, Decimal(50000)),
        (NEEDED, Decimal(50000)),
    ]


def test_equal_limits_are_steps() -> None:
    held = plan(
        {
            "officer": {"text": "Small", "to": "Officer", "limit": "5000"},
            "director": {"text": "Middling", "to": "Director", "limit": "50000"},
        }
    )
    found = approvals(held, held, [virement(5000), virement(6000), virement(60000)])
    assert [(one.verdict, one.by) for one in found] == [
        (DELEGATED, "Officer"),
        (DELEGATED, "Director"),
        (NEEDED, "board"),
    ]
    assert found[2].why == ("£60,000 is £10,000 beyond the £50,000 that the Director may agree to")


def test_limits_are_those_of_the_version_before() -> None:
    assert judged(plan(SMALL), plan(limit(limit="90000")), virement(30000)) == [NEEDED]
    assert judged(plan(), plan(SMALL), virement(30000)) == []


def test_a_limit_that_a_change_of_the_policy_sets_stands_there() -> None:
    change = {"from": "2025", "delegated": {"manager": {"text": "More", "limit": "10000"}}}
    held = plan(SMALL, period="2025/26").model_copy(
        update={
            "policy": Plan.model_validate(
                {
                    "kind": "work-programme",
                    "title": "P",
                    "policy": {"delegated": SMALL, "changes": {"new": change}},
                }
            ).policy
        }
    )
    found = only(held, held, virement(20000))
    assert found.limit_at == ("policy", "changes", "new", "delegated", "manager")


def test_a_decision_that_names_the_change_approves_it() -> None:
    after = plan(SMALL, decided(**agrees(amount="30000")))
    found = only(plan(SMALL), after, virement(30000))
    assert (found.verdict, found.by, found.decision_at) == (
        APPROVED,
        BOARD,
        ("decisions", "board-july"),
    )
    assert found.decision == f"{BOARD}, 31 July 2025, minute 12"


@pytest.mark.parametrize(
    ("decision", "fault"),
    [
        (decided(**agrees(amount="29999")), "it agrees to £29,999"),
        (decided(**agrees()), "it agrees to £0"),
        (decided("officers", **agrees(amount="30000")), "it is not the board's"),
        (
            decided(**agrees(amount="30000", at="projects/care")),
            "does not cover `projects/depot/spend/core/revenue/Q2`",
        ),
        ({"board-july": {"outcome": "approved", **agrees(amount="30000")}}, "names no reference"),
        (decided("nowhere", **agrees(amount="30000")), "names no body and no day"),
        (decided(**agrees("re-profile", amount="30000")), ""),
        (decided(amount="30000"), ""),
    ],
    ids=["amount", "no amount", "body", "scope", "reference", "meeting", "kind", "nothing named"],
)
def test_a_decision_that_falls_short_does_not(decision: dict[str, Any], fault: str) -> None:
    found = only(plan(SMALL), plan(SMALL, decision), virement(30000))
    assert found.verdict is NEEDED
    assert fault in found.why
    assert bool(found.decision) == bool(fault)


def test_only_the_board_that_the_policy_names_decides() -> None:
    decision = decided(**agrees(amount="30000"))
    for name, verdict in (("shared services board", APPROVED), ("Cabinet", NEEDED)):
        before = plan(SMALL, board=name)
        assert judged(before, plan(SMALL, decision), virement(30000)) == [verdict]


def test_a_decision_on_a_project_covers_that_project() -> None:
    within = decided(**agrees("growth", amount="30000", at="spend"))
    whole = decided(agrees={"one": {"kind": "growth", "amount": "30000"}})
    for decision in (within, whole):
        after = plan(SMALL, of_depot=decision)
        assert judged(plan(SMALL), after, growth(30000)) == [APPROVED]
        assert judged(plan(SMALL), after, growth(30000, "care")) == [NEEDED]


def test_a_decision_on_the_plan_without_a_place_covers_all_of_it() -> None:
    after = plan(SMALL, decided(agrees={"one": {"kind": "virement", "amount": "30000"}}))
    assert judged(plan(SMALL), after, virement(30000)) == [APPROVED]


@pytest.mark.parametrize("outcome", ["rejected", "deferred"])
def test_what_the_board_refused_is_refused(outcome: str) -> None:
    after = plan(SMALL, decided(outcome=outcome, **agrees(amount="30000")))
    found = only(plan(SMALL), after, virement(30000))
    assert (found.verdict, found.by) == (REFUSED, BOARD)
    assert judged(plan(SMALL), after, virement(20000)) == [DELEGATED]


@pytest.mark.parametrize(
    ("approves", "refuses", "verdict"),
    [("board-july", "board-may", APPROVED), ("board-may", "board-july", REFUSED)],
)
def test_the_later_of_two_decisions_holds(approves: str, refuses: str, verdict: Verdict) -> None:
    yes = decided(approves, **agrees(amount="30000"))
    no = decided(refuses, "rejected", **agrees())
    assert judged(plan(SMALL), plan(SMALL, {**yes, **no}), virement(30000)) == [verdict]


def test_two_changes_need_two_approvals_or_one_of_both() -> None:
    changes = virement(30000, "Q1"), virement(30000, "Q2")
    one = decided(**agrees(amount="59999"))
    both = decided(**agrees(amount="60000"))
    two = {
        **decided(**agrees(amount="30000")),
        **decided("board-may", **agrees(amount="30000")),
    }
    assert judged(plan(SMALL), plan(SMALL, one), *changes) == [APPROVED, NEEDED]
    assert judged(plan(SMALL), plan(SMALL, both), *changes) == [APPROVED, APPROVED]
    assert judged(plan(SMALL), plan(SMALL, two), *changes) == [APPROVED, APPROVED]


def test_a_change_takes_the_decision_that_goes_just_far_enough() -> None:
    decisions = {
        **decided(**agrees(amount="90000")),
        **decided("board-may", **agrees(amount="30000")),
    }
    found = judged(plan(SMALL), plan(SMALL, decisions), virement(30000, "Q1"), virement(90000))
    assert found == [APPROVED, APPROVED]


def test_a_small_change_leaves_the_decision_to_a_large_one() -> None:
    after = plan(SMALL, decided(**agrees(amount="30000")))
    assert judged(plan(SMALL), after, virement(5000, "Q1"), virement(30000)) == [
        DELEGATED,
        APPROVED,
    ]


def test_a_decision_of_the_version_before_covers_only_what_is_left_of_it() -> None:
    decision = decided(**agrees(amount="50000"))
    held = plan(SMALL, decision)
    place = ("decisions", "board-july", "agrees", "one")
    assert standing_agreements(held, held) == (place,)
    assert judged(held, held, virement(30000)) == [NEEDED]
    for used, verdict in (
        ([], APPROVED),
        ([virement(20000)], APPROVED),
        ([virement(20001)], NEEDED),
    ):
        earlier = Earlier(since_decision={place: used})
        assert judged(held, held, virement(30000), earlier=earlier) == [verdict], used


def test_what_used_one_standing_decision_does_not_use_another() -> None:
    decisions = {
        **decided(**agrees(amount="30000")),
        **decided("board-may", **agrees(amount="30000")),
    }
    held = plan(SMALL, decisions)
    places = standing_agreements(held, held)
    earlier = Earlier(since_decision={one: [virement(30000)] for one in places})
    assert judged(held, held, virement(30000), virement(30000, "Q1"), earlier=earlier) == [
        APPROVED,
        NEEDED,
    ]


def test_a_decision_of_an_earlier_day_is_used_by_what_came_before_the_later() -> None:
    decisions = {
        **decided(**agrees(amount="30000")),
        **decided("board-may", **agrees(amount="30000")),
    }
    held = plan(SMALL, decisions)
    july, may = standing_agreements(held, held)
    earlier = Earlier(since_decision={may: [virement(60000)], july: [virement(30000)]})
    assert judged(held, held, virement(30000), earlier=earlier) == [NEEDED]


def test_days_that_were_agreed_are_used_up_for_what_is_late() -> None:
    agreed = {"one": {"kind": "slippage", "days": "60", "at": "projects/depot/milestones"}}
    held = plan(limit(of="slippage", days="7"), decided(agrees=agreed))
    (place,) = standing_agreements(held, held)
    for days, verdict in ((30, APPROVED), (31, NEEDED)):
        earlier = Earlier(since_decision={place: [slippage(30)]})
        assert judged(held, held, slippage(days), earlier=earlier) == [verdict]


def test_what_was_agreed_for_one_change_of_scope_is_not_agreed_for_the_next() -> None:
    agreed = {"one": {"kind": "scope", "at": "projects/depot"}}
    held = plan(limit(of="scope", limit="0"), decided(agrees=agreed))
    (place,) = standing_agreements(held, held)
    for used, verdict in (([], APPROVED), ([of_kind(Kind.REMOVED)], NEEDED)):
        earlier = Earlier(since_decision={place: used})
        assert judged(held, held, of_kind(Kind.REMOVED), earlier=earlier) == [verdict]


def test_a_decision_that_is_raised_is_another() -> None:
    before = plan(SMALL, decided(**agrees(amount="20000")))
    after = plan(SMALL, decided(**agrees(amount="30000")))
    assert standing_agreements(before, after) == ()


def test_another_id_for_its_project_makes_no_decision_new() -> None:
    held = plan(SMALL, of_depot=decided(**agrees("growth", amount="30000", at="spend")))
    projects = {"barn" if key == "depot" else key: one for key, one in held.projects.items()}
    after = held.model_copy(update={"projects": projects})
    assert standing_agreements(held, after) == (
        ("projects", "barn", "decisions", "board-july", "agrees", "one"),
    )


def test_limits_in_all_count_what_no_decision_names() -> None:
    held = plan(limit(limit="25000", cumulative="40000"))
    after = plan(limit(limit="25000", cumulative="40000"), decided(**agrees(amount="20000")))
    within = virement(20000, "Q1"), virement(20000)
    beyond = virement(20000, "Q1"), virement(20001)
    assert judged(held, held, *within) == [DELEGATED, DELEGATED]
    assert judged(held, held, *beyond) == [NEEDED, NEEDED]
    assert judged(held, after, *beyond) == [APPROVED, DELEGATED]


def test_limits_in_all_run_from_the_last_approval() -> None:
    held = plan(limit(limit="25000", cumulative="40000"))
    for moved, verdict in ((20000, DELEGATED), (20001, NEEDED)):
        earlier = Earlier(since_approval=[virement(20000), virement(moved, "Q1")])
        (found,) = approvals(held, held, [virement(20000)], earlier=earlier)
        assert (found.verdict, found.cumulative) == (verdict, Decimal(20000 + moved))
    assert "comes to £40,001, beyond the £40,000 in all" in found.why


def test_money_that_is_back_where_it_was_approved_has_not_moved() -> None:
    held = plan(limit(limit="25000", cumulative="30000"))
    earlier = Earlier(since_approval=[])
    assert judged(held, held, virement(20000), earlier=earlier) == [DELEGATED]


REQUEST = {"kind": "virement", "text": "More for care", "amount": "30000"}


def asked(held: dict[str, Any], **terms: str) -> Plan:
    """A return of the depot asks for a virement to care."""
    request = {**REQUEST, "from": "spend/core/revenue/Q2", "decision": "board-july", **terms}
    request.setdefault("to", "projects/care/spend/core/revenue/Q2")
    returns = {"Q1": {"projects": {"depot": {"changes": {"more": request}}}}}
    return plan(SMALL, of_depot=held, returns=returns)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (asked(decided()), APPROVED),
        (asked(decided(), amount="29999"), NEEDED),
        (asked(decided(), to="spend/core/revenue/Q1"), NEEDED),
        (asked(decided(outcome="rejected")), REFUSED),
        (asked({"board-july": {"outcome": "approved"}}), NEEDED),
        (asked(decided(), decision="board-may"), NEEDED),
        (asked(decided(**agrees("growth", amount="1"))), NEEDED),
    ],
    ids=["approved", "amount", "place", "refused", "reference", "not decided", "says otherwise"],
)
def test_a_request_in_a_return_is_named_by_its_decision(after: Plan, verdict: Verdict) -> None:
    assert judged(plan(SMALL), after, virement(30000)) == [verdict]


def test_approvals_of_a_plan_are_known_by_their_places() -> None:
    after = plan(
        SMALL,
        {**decided(**agrees()), **decided("board-may", "rejected")},
        of_depot=decided("board-may", "endorsed"),
    )
    assert approving(after) == {
        ("decisions", "board-july"),
        ("decisions", "board-july", "agrees", "one"),
        ("projects", "depot", "decisions", "board-may"),
    }


AMOUNTS = st.integers(1, 99_999)
LIMITS = st.fixed_dictionaries(
    {},
    optional={
        "limit": AMOUNTS.map(str),
        "share": st.integers(1, 99).map(lambda one: f"{one}%"),
        "cumulative": AMOUNTS.map(str),
        "of": st.sampled_from([["virement"], ["virement", "growth"]]),
        "to": st.just(MANAGER),
    },
)
CASES = st.lists(st.one_of(AMOUNTS.map(virement), AMOUNTS.map(growth)), min_size=1, max_size=4)
STEPS = st.lists(LIMITS, min_size=1, max_size=3).map(
    lambda steps: {f"step-{n}": {"text": "Step", **one} for n, one in enumerate(steps)}
)
DECISIONS = st.lists(AMOUNTS, max_size=3).map(
    lambda amounts: decided(
        agrees={f"n{n}": {"kind": "virement", "amount": str(one)} for n, one in enumerate(amounts)}
    )
)


@given(STEPS, CASES, DECISIONS)
def test_what_is_within_every_limit_is_never_held_up(
    steps: dict[str, Any], changes: list[Change], decisions: dict[str, Any]
) -> None:
    before = plan(steps)
    total = sum((one.amount or Decimal(0) for one in changes), Decimal(0))
    for one in approvals(before, plan(steps, decisions), changes):
        amount = one.change.amount or Decimal(0)
        held = before.policy.delegated.values()
        limited = [each for each in held if each.of or list(limits_stated(each))]
        kinds = {kind for each in limited for kind in (each.of or ("virement", "growth"))}
        is_within = all(
            (each.limit is None or amount <= each.limit)
            and (each.share is None or amount <= each.share * 1000)
            and (each.cumulative is None or total <= each.cumulative)
            for each in held
        )
        if is_within and one.change.kind.value in kinds:
            assert one.verdict in (DELEGATED, APPROVED), one.why


@given(STEPS, CASES, DECISIONS, st.data())
def test_asking_for_more_never_needs_less(
    steps: dict[str, Any], changes: list[Change], decisions: dict[str, Any], data: st.DataObject
) -> None:
    before, after = plan(steps), plan(steps, decisions)
    place = data.draw(st.integers(0, len(changes) - 1))
    make = virement if changes[place].kind is Kind.VIREMENT else growth
    more = make(int(changes[place].amount or 0) + data.draw(st.integers(1, 50_000)))
    was = approvals(before, after, changes)
    now = approvals(before, after, [*changes[:place], more, *changes[place + 1 :]])
    assert len(was) == len(now)
    if was and was[place].verdict is NEEDED:
        assert now[place].verdict is NEEDED
