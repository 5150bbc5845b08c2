"""An organisation's own rules: expressions in the policy, checked, and asked of the plan.

The package that reads expressions is loaded when a policy has some, and never otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from riep_plan.figures import Ledger
from riep_plan.figures.vocabulary import Thing, things
from riep_plan.findings.finding import Finding, Path
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.policy import ForEach, OwnRule, Policy
from riep_plan.rules.installed import RULES_NOT_LOADED
from riep_plan.rules.registry import RegisteredRule, rule
from riep_plan.values.words import shortened

if TYPE_CHECKING:
    from riep_plan.figures.expressions.cel import Budget
    from riep_plan.figures.expressions.check import Fault
    from riep_plan.figures.expressions.examine import Examined

_PACKAGES = ("celpy", "lark", "re2", "pendulum", "jmespath")
_SHOWN = 200
_MOST_READ = 200_000


class _Placed(NamedTuple):
    """An own rule where it stands in the policy."""

    code: str
    at: Path
    rule: OwnRule


def own_rules(policy: Policy) -> tuple[RegisteredRule, ...]:
    """Give the own rules of the policy that is in force, in order of their codes."""
    steps = _Steps()
    return tuple(
        RegisteredRule(
            Rule(one.code, one.rule.name, Severity(one.rule.severity.value), since=""),
            partial(_ask, one, steps),
            whole=_is_of_the_whole(one.rule),
        )
        for one in sorted(_in_force(policy), key=lambda one: one.code)
    )


def _in_force(policy: Policy) -> Iterator[_Placed]:
    """Give each rule in force with its place, which may be under one of the changes."""
    for code, own in policy.own_rules.items():
        at: Path = ("policy", "own_rules", code)
        for change_id, change in policy.changes.items():
            if change.own_rules.get(code) is own:
                at = ("policy", "changes", change_id, "own_rules", code)
        yield _Placed(code, at, own)


def _everywhere(policy: Policy) -> Iterator[_Placed]:
    """Give every rule of the policy, whether or not it is in force."""
    seen = list(_in_force(policy))
    yield from seen
    for change_id, change in policy.changes.items():
        for code, own in change.own_rules.items():
            at = ("policy", "changes", change_id, "own_rules", code)
            if at not in [one.at for one in seen]:
                yield _Placed(code, at, own)


def _is_of_the_whole(own: OwnRule) -> bool:
    """Say whether a missing project could change the answer."""
    words = f"{own.when or ''} {own.require}"
    sums = own.for_each in (ForEach.PLAN, ForEach.SOURCE)
    return sums or re.search(r"\bplan\b", words) is not None


class _Steps:
    """The budget that all own rules of a plan share, made when the first of them is asked."""

    def __init__(self) -> None:
        self._budget: Budget | None = None

    def left(self) -> "Budget":
        from riep_plan.figures.expressions.cel import Budget  # noqa: PLC0415  only where asked for

        self._budget = self._budget or Budget()
        return self._budget


def _examined(own: OwnRule) -> "Examined":
    from riep_plan.figures.expressions.examine import examined  # noqa: PLC0415  only where asked for

    return examined(own.for_each, own.when, own.require)


def _ask(placed: _Placed, steps: _Steps, facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Ask one rule of everything that it looks at; where it is itself at fault, say that."""
    try:
        known = _examined(placed.rule)
    except ModuleNotFoundError as error:
        yield _not_there(placed, error)
        return
    if known.faults or known.require is None:
        yield from _faults(placed, known)
        return
    yield from _answers(placed, known, steps.left(), facts, things(ledger, placed.rule.for_each))


def _answers(
    placed: _Placed, known: "Examined", steps: "Budget", facts: Rule, asked: Iterator[Thing]
) -> Iterator[Finding]:
    from riep_plan.figures.expressions.cel import NotAnswered, answer  # noqa: PLC0415  as above

    assert known.require is not None  # noqa: S101  for the type checker; the caller has looked
    for thing in asked:
        key = "when"
        try:
            if known.when is not None and not answer(known.when, thing.values, steps):
                continue
            key = "require"
            holds = answer(known.require, thing.values, steps)
        except NotAnswered as unanswered:
            yield _undecided(placed, key, thing, unanswered)
            return
        if not holds:
            yield _broken(placed.rule, facts, thing)


def _broken(own: OwnRule, facts: Rule, thing: Thing) -> Finding:
    asked_by = f" Asked by: {own.source}." if own.source else ""
    advice = own.help or f"The policy requires `{shortened(own.require, _SHOWN)}`."
    message = f"{thing.label}: {own.message.rstrip('.')}."
    return Finding(facts, thing.at, message, help=f"{advice}{asked_by}")


def _undecided(placed: _Placed, key: str, thing: Thing, why: Exception) -> Finding:
    called = f"{thing.label[:1].lower()}{thing.label[1:]}"
    message = f"{placed.code} cannot be decided for {called}: {why}."
    advice = "Say in `when` where the rule is to be asked, or make it simpler."
    return Finding(expression_does_not_decide.facts, (*placed.at, key), message, help=advice)


def _not_there(placed: _Placed, error: ModuleNotFoundError) -> Finding:
    if (error.name or "").partition(".")[0] not in _PACKAGES:
        raise error
    return Finding(
        RULES_NOT_LOADED,
        placed.at,
        "The policy has rules of its own, and what reads them is not installed: nothing of them "
        "was checked.",
        help='Install it beside riep: pip install "riep-plan[rules]".',
        cause="own-rules-cannot-be-read",
    )


def _faults(placed: _Placed, known: "Examined") -> Iterator[Finding]:
    for key, fault in known.faults:
        yield _fault(placed, key, fault)


def _fault(placed: _Placed, key: str, fault: "Fault") -> Finding:
    text = placed.rule.require if key == "require" else placed.rule.when or ""
    at = (*placed.at, key)
    where = f" ({_where(text, fault.start)})" if "character" not in fault.message else ""
    message = f"{placed.code}: {fault.message.rstrip('.')}{where}."
    cause = f"own-rule {'/'.join(at)} {fault.start} {fault.message}"
    return Finding(_by_name()[fault.wrong.name], at, message, help=fault.help, cause=cause)


def _where(text: str, start: int) -> str:
    """Say where a fault begins, by line as well where the expression has several."""
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return f"from character {column} of line {line}" if "\n" in text else f"from character {column}"


def _too_many(placed: _Placed, facts: Rule) -> Finding:
    message = f"The own rules of this policy have more than {_MOST_READ:,} characters."
    advice = "What stands from here on was not looked at: split the policy."
    return Finding(facts, placed.at, message, help=advice, cause="own-rules-too-many")


def _of(kind: str, ledger: Ledger) -> Iterator[Finding]:
    """Give the faults of one kind in all own rules, whether or not they are asked of this plan."""
    wanted = _by_name()[kind]
    read = 0
    for placed in _everywhere(ledger.plan.policy):
        read += len(placed.rule.require) + len(placed.rule.when or "")
        if read > _MOST_READ:
            yield from [_too_many(placed, wanted)] if kind == "UNREADABLE" else []
            return
        try:
            found = _faults(placed, _examined(placed.rule))
        except ModuleNotFoundError as error:
            yield _not_there(placed, error)
            return
        yield from (one for one in found if one.rule is wanted)


@rule("POL13", "expression-unreadable", since="0.4.0", waivable=False)
def expression_unreadable(facts: Rule, ledger: Ledger) -> Iterator[Finding]:  # noqa: ARG001
    """An own rule's expression is not written as expressions are."""
    yield from _of("UNREADABLE", ledger)


@rule("POL14", "expression-names-nothing", since="0.4.0", waivable=False)
def expression_names_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:  # noqa: ARG001
    """An own rule's expression names what plans do not have."""
    yield from _of("NAMES_NOTHING", ledger)


@rule("POL15", "expression-does-not-decide", since="0.4.0", waivable=False)
def expression_does_not_decide(facts: Rule, ledger: Ledger) -> Iterator[Finding]:  # noqa: ARG001
    """An own rule's expression is neither true nor false, or compares what cannot be compared."""
    yield from _of("DOES_NOT_DECIDE", ledger)


def _by_name() -> Mapping[str, Rule]:
    return {
        "UNREADABLE": expression_unreadable.facts,
        "NAMES_NOTHING": expression_names_nothing.facts,
        "DOES_NOT_DECIDE": expression_does_not_decide.facts,
    }
