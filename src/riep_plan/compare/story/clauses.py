"""What is said of changes that are no money: of each kind a clause, the weightiest first."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from riep_plan.compare.change import Change, Kind
from riep_plan.compare.comparison import FindingChanges
from riep_plan.compare.story.kinds import thing, things
from riep_plan.compare.story.money import pounds_in
from riep_plan.compare.story.phrases import some
from riep_plan.findings.rule import Rule
from riep_plan.rules.changes import (
    DECISION_REWRITTEN,
    POLICY_LOOSENED,
    RETURN_REMOVED,
    RETURN_REWRITTEN,
    WAIVER_NOT_COUNTED,
)
from riep_plan.values.money import format_money
from riep_plan.values.words import listed

#: More clauses than this, beside those of money and approval, are counted and not told.
_MOST = 5


def clauses(found: Mapping[Kind, Sequence[Change]], findings: FindingChanges) -> list[str]:
    """Give what changes but money, the weightiest first; what is not told is counted.

    What no change may do goes before all else, and is not told twice.

    Args:
        found: the changes, by their kinds.
        findings: what the rules find otherwise.
    """
    against = Counter(one.rule for one in findings.new)
    said = Counter(_SAID_BY[one.rule] for one in findings.new if one.rule in _SAID_BY)
    others = [
        (kind, told)
        for kind, told in _CLAUSES.items()
        if kind in found and len(found[kind]) > said[kind]
    ]
    kept = others if len(others) <= _MOST else others[: _MOST - 1]
    left = sum(len(found[kind]) for kind, _ in others[len(kept) :])
    first = [told(against[rule]) for rule, told in _FORBIDDEN.items() if rule in against]
    rest = [f"makes {some(left, 'other change')}"] if left else []
    return [*first, *(told(found[kind]) for kind, told in kept), *rest]


def _scored(verb: str, other: str) -> Callable[[Sequence[Change]], str]:
    """Count risks that are scored otherwise, and those that only one version has."""

    def told(found: Sequence[Change]) -> str:
        verbs = Counter(verb if one.before and one.after else other for one in found)
        return listed([f"{said} {some(many, 'risk')}" for said, many in verbs.items()])

    return told


def _decisions(found: Sequence[Change]) -> str:
    """Count decisions; where none changes, the meetings that may yet decide something."""
    decided = [one for one in found if one.subject[:1] != ("meetings",)]
    return _kept("decision", "records")(decided) if decided else _kept("meeting", "adds")(found)


def _numbered(verb: str, noun: str, plural: str = "") -> Callable[[Sequence[Change]], str]:
    return lambda found: f"{verb} {some(len(found), noun, plural or None)}"


def _moved(verb: str) -> Callable[[Sequence[Change]], str]:
    def told(found: Sequence[Change]) -> str:
        days = [abs(one.days) for one in found if one.days]
        said = f"{some(len(found), 'date')} {verb}"
        if not days:
            return f"makes {said}"
        upto = "by up to" if len(found) > 1 else "by"
        return f"makes {said} ({upto} {some(max(days), 'day')})"

    return told


def _savings(verb: str) -> Callable[[Sequence[Change]], str]:
    return lambda found: verb.format(format_money(pounds_in(found)))


def _savings_moved(found: Sequence[Change]) -> str:
    """Say how much is moved between periods, and how much between projects."""
    sides = {
        where: [one for one in found if bool(one.moves) is is_between]
        for where, is_between in (("periods", False), ("projects", True))
    }
    told = [
        f"{format_money(pounds_in(each))} of savings between {where}"
        for where, each in sides.items()
        if each
    ]
    return f"moves {listed(told)}"


def _scope(verb: str) -> Callable[[Sequence[Change]], str]:
    """Count what is added or removed, by what it is."""

    def told(found: Sequence[Change]) -> str:
        nouns = Counter(thing(one.subject) for one in found)
        return f"{verb} {listed([some(many, noun, things(noun)) for noun, many in nouns.items()])}"

    return told


def _kept(noun: str, added: str) -> Callable[[Sequence[Change]], str]:
    """Count what is new, gone and otherwise, by whether it was there before and is there after."""

    def told(found: Sequence[Change]) -> str:
        verbs = Counter(
            added if not one.before else "removes" if not one.after else "changes" for one in found
        )
        return listed([f"{verb} {some(many, noun)}" for verb, many in verbs.items()])

    return told


#: What no change may do, or may not do unseen: it is said before everything but money.
_FORBIDDEN: Mapping[Rule, Callable[[int], str]] = {
    RETURN_REWRITTEN: lambda many: f"rewrites {some(many, 'accepted return')}",
    RETURN_REMOVED: lambda many: f"takes out {some(many, 'return')} of closed quarters",
    DECISION_REWRITTEN: lambda many: f"rewrites {some(many, 'decision')} on record",
    POLICY_LOOSENED: lambda _: "loosens the policy that it is judged by",
    WAIVER_NOT_COUNTED: lambda many: f"brings {some(many, 'waiver')} of its own faults",
}
#: The kind of change that has been said already where a rule found all that there is of it.
_SAID_BY: Mapping[Rule, Kind] = {
    RETURN_REWRITTEN: Kind.RETURN,
    RETURN_REMOVED: Kind.RETURN,
    DECISION_REWRITTEN: Kind.DECISION,
    POLICY_LOOSENED: Kind.POLICY,
    WAIVER_NOT_COUNTED: Kind.WAIVER,
}
#: What is said of the kinds that are no money, the weightiest first.
_CLAUSES: Mapping[Kind, Callable[[Sequence[Change]], str]] = {
    Kind.TARGET_LOWERED: _numbered("lowers", "target"),
    Kind.SAVING_LOWERED: _savings("promises {} less in savings"),
    Kind.REMOVED: _scope("removes"),
    Kind.SLIPPAGE: _moved("later"),
    Kind.POLICY: _numbered("changes the policy in", "place"),
    Kind.WAIVER: _kept("waiver", "adds"),
    Kind.RISK_UP: _scored("raises", "adds"),
    Kind.DECISION: _decisions,
    Kind.ADDED: _scope("adds"),
    Kind.SPLIT: _numbered("splits", "project"),
    Kind.MERGED: _numbered("merges projects into", "project"),
    Kind.TARGET_RAISED: _numbered("raises", "target"),
    Kind.TARGET: _numbered("changes", "target"),
    Kind.BASELINE: _numbered("changes", "baseline"),
    Kind.SAVING_RAISED: _savings("promises {} more in savings"),
    Kind.SAVING_MOVED: _savings_moved,
    Kind.ADVANCE: _moved("earlier"),
    Kind.DATE: _numbered("sets or changes", "date"),
    Kind.RISK_DOWN: _scored("lowers", "removes"),
    Kind.RISK: _numbered("changes what is done about", "risk"),
    Kind.STATED: _numbered("changes", "stated total"),
    Kind.RETURN: _numbered("changes returns in", "place"),
    Kind.RENAMED: _scope("gives another id to"),
    Kind.DETAIL: _numbered("changes", "detail"),
    Kind.WORDING: _numbered("changes wording in", "place"),
}
