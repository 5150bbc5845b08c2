"""How far a change is within what a policy lets somebody decide without the board, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.compare.change import Change
from riep_plan.compare.matters import matter_of, pounds_of
from riep_plan.compare.story.phrases import definite
from riep_plan.figures.delegation import MONEY, covering, limits_stated
from riep_plan.figures.sums.savings import cost_of
from riep_plan.model import Plan
from riep_plan.model.governance import Matter
from riep_plan.model.policy import Delegation, Policy
from riep_plan.values.money import format_money
from riep_plan.values.quantity import format_number
from riep_plan.values.words import count

#: Whom a limit holds for where the policy names nobody.
SOMEBODY = "officers"
_WORDS: Mapping[Matter, str] = {
    Matter.VIREMENT: "a virement",
    Matter.RE_PROFILE: "a re-profile",
    Matter.GROWTH: "more money",
    Matter.CUT: "less money",
    Matter.SLIPPAGE: "a later date",
    Matter.TARGET: "a change of a target",
    Matter.SAVINGS: "a change of savings",
    Matter.SCOPE: "a change of scope",
}
_IN_POUNDS = ("limit", "share", "cumulative")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Measured:
    """A change held against one limit.

    Attributes:
        key: the limit's id in the policy.
        delegation: the limit.
        beyond: why the change alone is beyond it; empty where it is within.
        within: that it is within, in words.
    """

    key: str
    delegation: Delegation
    beyond: str
    within: str


def measured(policy: Policy, before: Plan, change: Change, matter: Matter) -> list[Measured]:
    """Hold a change against every limit that holds for it; what it may move in all is left out.

    Args:
        policy: the policy in force.
        before: the version before, whose budgets shares are taken of.
        change: the change.
        matter: what has to be agreed in it.
    """
    held = covering(policy, matter, of_money=matter in MONEY)
    return [
        Measured(
            key,
            one,
            next(_beyond(one, before, change, matter), ""),
            f"{_size(change, matter)} is within what {holder(one)} may agree to",
        )
        for key, one in held.items()
    ]


def moved_in_all(policy: Policy, key: str, changes: Iterable[Change]) -> Decimal:
    """Add up the pounds of the changes that one limit of a policy holds for."""
    amounts = (pounds_of(one) or Decimal(0) for one in changes if holds_for(policy, key, one))
    return sum(amounts, Decimal(0))


def holds_for(policy: Policy, key: str, change: Change) -> bool:
    """Whether a limit of a policy holds for a change."""
    matter = matter_of(change)
    return matter is not None and key in covering(policy, matter, of_money=matter in MONEY)


def beyond_in_all(one: Delegation, total: Decimal) -> str:
    """Say that all changes since the last approval are beyond a limit; empty where they are not."""
    if one.cumulative is None or total <= one.cumulative:
        return ""
    return (
        f"with what was changed since the last approval it comes to {format_money(total)}, beyond "
        f"the {format_money(one.cumulative)} in all that {holder(one)} may agree to"
    )


def holder(one: Delegation) -> str:
    """Name whoever may decide, within a sentence."""
    return definite(one.to) if one.to else SOMEBODY


def matter_words(matter: Matter) -> str:
    """Name what somebody agrees to: ``a virement``, ``more money``."""
    return _WORDS[matter]


def _size(change: Change, matter: Matter) -> str:
    if matter is Matter.SLIPPAGE and change.days is not None:
        return f"slippage of {count(change.days, 'day')}"
    pounds = pounds_of(change)
    return f"this {matter_words(matter)}" if pounds is None else format_money(pounds)


def _beyond(one: Delegation, before: Plan, change: Change, matter: Matter) -> Iterator[str]:
    """Say in which ways a change is beyond a limit, the plainest first."""
    stated = set(limits_stated(one))
    usable = stated.intersection(_measures(matter))
    if stated and not usable:
        yield f"nothing lets {holder(one)} agree to {matter_words(matter)}"
    if one.limit is not None and "limit" in usable:
        yield from _beyond_limit(one, one.limit, change, matter)
    if one.days is not None and "days" in usable:
        yield from _beyond_days(one, one.days, change)
    if one.share is not None and "share" in usable:
        yield from _beyond_share(one, one.share, _share(before, change, matter), matter)


def _measures(matter: Matter) -> tuple[str, ...]:
    """Which limits measure a kind of change; nothing measures scope."""
    if matter is Matter.SLIPPAGE:
        return ("days",)
    if matter is Matter.TARGET:
        return ("share",)
    return () if matter is Matter.SCOPE else _IN_POUNDS


def _beyond_limit(one: Delegation, limit: Decimal, change: Change, matter: Matter) -> Iterator[str]:
    pounds = pounds_of(change)
    if pounds is None:
        yield (
            f"nobody can tell how many pounds it is, and {holder(one)} may agree to "
            f"{format_money(limit)}"
        )
    elif limit == 0 < pounds:
        yield f"the policy lets nobody but the board agree to {matter_words(matter)}"
    elif pounds > limit:
        yield (
            f"{format_money(pounds)} is {format_money(pounds - limit)} beyond the "
            f"{format_money(limit)} that {holder(one)} may agree to"
        )


def _beyond_days(one: Delegation, days: int, change: Change) -> Iterator[str]:
    if change.days is None:
        yield (
            f"nobody can tell by how much it is later, and {holder(one)} may agree to "
            f"{count(days, 'day')}"
        )
    elif change.days > days:
        yield (
            f"{count(change.days, 'day')} later is {count(change.days - days, 'day')} beyond the "
            f"{count(days, 'day')} that {holder(one)} may agree to"
        )


def _beyond_share(
    one: Delegation, limit: Decimal, share: Decimal | None, matter: Matter
) -> Iterator[str]:
    of = "the project's budget" if matter in MONEY else "what was planned"
    if share is None:
        yield (
            f"nobody can tell what share of {of} it is, and {holder(one)} may agree to "
            f"{format_number(limit)}%"
        )
    elif share > limit:
        said = format_number(share.quantize(Decimal("0.1")))
        yield (
            f"{said}% of {of} is beyond the {format_number(limit)}% that {holder(one)} may agree to"
        )


def _share(before: Plan, change: Change, matter: Matter) -> Decimal | None:
    """What percentage a change is: for money, of the budget of the project that it weighs most on.

    None where nobody can tell, as for a project that is new or for money of the programme's own.
    """
    if matter not in MONEY:
        return abs(change.share) if change.share is not None else None
    shares = [
        _share_of(before, project_id, pounds) for project_id, pounds in _by_project(change).items()
    ]
    known = [one for one in shares if one is not None]
    return max(known) if known and len(known) == len(shares) else None


def _share_of(before: Plan, project_id: str, pounds: Decimal) -> Decimal | None:
    project = before.projects.get(project_id)
    budget = cost_of(project_id, project) if project is not None else None
    return pounds / budget * _HUNDRED if budget else None


def _by_project(change: Change) -> dict[str, Decimal]:
    """Give the pounds that each project gives away or is given, whichever is more."""
    if not change.moves:
        owner = change.subject[1] if change.subject[:1] == ("projects",) else ""
        return {owner: pounds_of(change) or Decimal(0)}
    given: dict[str, Decimal] = {}
    taken: dict[str, Decimal] = {}
    for move in change.moves:
        for budgets, one in ((taken, move.taken_from), (given, move.given_to)):
            if one is not None:
                budgets[one.project] = budgets.get(one.project, Decimal(0)) + move.amount
    return {
        one: max(given.get(one, Decimal(0)), taken.get(one, Decimal(0)))
        for one in {**taken, **given}
    }
