"""What a policy sets, term by term, and how its terms stand to the plan and to each other."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.kinds_of_money import budget_money, spend_money
from riep_plan.figures.policies import keys_given
from riep_plan.figures.tables import CAPITAL, Row, tables_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.policy import Parameters, Policy, RuleSetting, Tolerance

_ALL = Decimal(100)


def settings_given(policy: Policy) -> Iterator[tuple[Path, str, RuleSetting]]:
    """Give every rule setting, of the policy and of its changes, with its place and code.

    A setting that a change makes stands in the change, although it holds in the policy too.
    """
    changed: set[str] = set()
    for change_id, change in policy.changes.items():
        for code, setting in change.rules.items():
            changed.add(code)
            yield ("policy", "changes", change_id, "rules", code), code, setting
    for code, setting in policy.rules.items():
        if code not in changed:
            yield ("policy", "rules", code), code, setting


def changes_of_one_day(policy: Policy) -> Iterator[tuple[str, str, list[str]]]:
    """Give each two changes that hold from one day, with the keys that they set differently."""
    for (first, one), (second, other) in combinations(policy.changes.items(), 2):
        if one.start.days is None or other.start.days is None:
            continue
        if one.start.days.start != other.start.days.start:
            continue
        both = sorted(keys_given(one) & keys_given(other))
        keys = [key for key in both if _differ(getattr(one, key), getattr(other, key))]
        if keys:
            yield first, second, keys


def _differ(one: object, other: object) -> bool:
    """Say whether two values cannot both hold; settings by code only where they share a code."""
    if isinstance(one, dict) and isinstance(other, dict):
        return any(one[key] != other[key] for key in one.keys() & other.keys())
    return one != other


def first_day_of_plan(ledger: Ledger) -> date | None:
    """The first day of a plan's own quarters or period; None where it names neither."""
    if ledger.days is not None:
        return ledger.days.start
    period = ledger.plan.period
    return period.days.start if period is not None and period.days is not None else None


def capital_rows(plan: Plan) -> list[tuple[str, Row]]:
    """Give the rows of capital that the plan names a source for, with that source."""
    found = [*spend_money(tables_of(plan)), *budget_money(plan)]
    return [
        (one.source, one.row)
        for one in found
        if one.source is not None and one.kind == CAPITAL and one.row.whole > 0
    ]


def out_of_reach(policy: Policy) -> Iterator[tuple[Path, Decimal]]:
    """Give the thresholds that nothing can reach, by their keys in the policy."""
    if policy.severe_from > _ALL:
        yield ("severe_from",), policy.severe_from
    if policy.promise_tolerance >= _ALL:
        yield ("promise_tolerance",), policy.promise_tolerance
    if policy.mix is not None and policy.mix.tolerance >= _ALL:
        yield ("mix", "tolerance"), policy.mix.tolerance


def below_nothing(policy: Policy) -> Iterator[tuple[Path, Decimal]]:
    """Give the amounts below nought from which a difference counts, or up to which one decides.

    An amount that a change makes stands in the change, although it holds in the policy too.
    Percentages are not among them: the language reads none below nought.
    """
    changed: list[object] = []
    for change_id, change in policy.changes.items():
        for keys, amount, holder in _limits(change):
            changed.append(holder)
            if amount < 0:
                yield ("policy", "changes", change_id, *keys), amount
    for keys, amount, holder in _limits(policy):
        if amount < 0 and not any(holder is one for one in changed):
            yield ("policy", *keys), amount


def _limits(given: Parameters) -> Iterator[tuple[Path, Decimal, object]]:
    """Give the amounts that are limits, by their keys, with what holds each of them."""
    tolerances: list[tuple[Path, Tolerance | None]] = [
        (("tolerance",), given.tolerance),
        (("rag", "amber"), given.rag.amber),
        (("rag", "red"), given.rag.red),
        *((("rules", code, "material"), one.material) for code, one in given.rules.items()),
    ]
    for keys, tolerance in tolerances:
        if tolerance is not None and tolerance.amount is not None:
            yield (*keys, "amount"), tolerance.amount, tolerance
    for key, delegation in given.delegated.items():
        for term in ("limit", "cumulative"):
            amount = getattr(delegation, term)
            if amount is not None:
                yield ("delegated", key, term), amount, delegation
