"""Which limit of a policy holds for a kind of change, and for what a return asks for."""

from decimal import Decimal
from typing import Any

import pytest

from riep_plan.figures.delegation import covering, is_asked
from riep_plan.figures.returns.changes import delegated_limit
from riep_plan.model import Plan
from riep_plan.model.governance import Matter
from riep_plan.model.returns import ChangeKind

Data = dict[str, Any]


def plan(**delegated: Data) -> Plan:
    named = {key: {"text": key, **terms} for key, terms in delegated.items()}
    return Plan.model_validate(
        {"kind": "work-programme", "title": "P", "policy": {"delegated": named}}
    )


@pytest.mark.parametrize(
    ("matter", "held"),
    [
        (Matter.VIREMENT, ["one", "same"]),
        (Matter.GROWTH, ["two"]),
        (Matter.CUT, ["money"]),
        (Matter.SLIPPAGE, ["dates"]),
        (Matter.SCOPE, []),
    ],
)
def test_the_most_specific_limits_hold(matter: Matter, held: list[str]) -> None:
    policy = plan(
        money={"limit": "100"},
        two={"of": ["virement", "growth"], "limit": "50"},
        one={"of": "virement", "limit": "10"},
        same={"of": "virement", "limit": "20"},
        dates={"days": "7"},
        words={},
    ).policy
    of_money = matter not in (Matter.SLIPPAGE, Matter.SCOPE)
    assert list(covering(policy, matter, of_money=of_money)) == held


def test_a_policy_speaks_of_money_as_one_and_of_other_kinds_each() -> None:
    policy = plan(one={"of": ["virement", "target"]}).policy
    asked = {matter for matter in Matter if is_asked(policy, matter)}
    money = {Matter.VIREMENT, Matter.RE_PROFILE, Matter.GROWTH, Matter.CUT}
    assert asked == {*money, Matter.TARGET}


def test_what_a_return_asks_for_has_the_limit_of_its_kind() -> None:
    held = plan(
        money={"limit": "100"}, moved={"of": "virement", "limit": "10"}, other={"of": "target"}
    )
    limits = {kind: delegated_limit(held, kind) for kind in ChangeKind}
    assert {kind: found and found[1] for kind, found in limits.items()} == {
        ChangeKind.VIREMENT: 10,
        ChangeKind.RE_PROFILE: 100,
        ChangeKind.SLIPPAGE: 100,
        ChangeKind.SCOPE: 100,
    }
    assert delegated_limit(held) == (("policy", "delegated", "money", "limit"), Decimal(100))
