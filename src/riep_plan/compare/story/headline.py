"""What a comparison says in one or two sentences: the one line that a reviewer reads first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from riep_plan.compare.change import MONEY, Budget, Change, Kind
from riep_plan.compare.comparison import Approval, Comparison, FindingChanges, Review, Verdict
from riep_plan.compare.story.kinds import MOVING, NOUNS, thing, things
from riep_plan.compare.story.phrases import (
    definite,
    in_a_row,
    number,
    of_before,
    percent,
    possessive,
    some,
)
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.changes import (
    DECISION_REWRITTEN,
    POLICY_LOOSENED,
    RETURN_REMOVED,
    RETURN_REWRITTEN,
    WAIVER_NOT_COUNTED,
)
from riep_plan.values.money import format_money
from riep_plan.values.words import listed, sentence, shortened

#: More clauses than this, beside those of money and approval, are counted and not told.
_MOST_CLAUSES = 5
#: More clauses than this make more than one sentence.
_MOST_IN_ONE = 4
_LONGEST_NAME = 60
#: More decisions than this are counted and not named.
_TWO = 2


def review_headline(review: Review) -> str:
    """Say how many plans changed, and how many of them somebody has to agree to."""
    if not review.is_changed:
        if not review.same:
            return "Nothing changes in meaning."
        looked = "The one plan says" if review.same == 1 else f"All {number(review.same)} plans say"
        return f"Nothing changes in meaning. {looked} the same."
    changed = [one for one in review.plans if one.is_changed]
    asked = sum(any(waits(held) for held in one.approvals) for one in changed)
    said = f"{some(len(changed), 'plan')} {'changes' if len(changed) == 1 else 'change'}"
    if asked == len(changed) == 1:
        said += " and needs an approval that it does not have"
    elif asked:
        needs = "needs an approval that it does" if asked == 1 else "need approvals that they do"
        said += f"; {number(asked)} of them {needs} not have"
    if review.same:
        said += f"; {number(review.same)} {'says' if review.same == 1 else 'say'} the same"
    return sentence(said)


def headline(one: Comparison) -> str:
    """Say what the change of a plan does to money, dates and promises, and who must agree."""
    unread = [sentence(one.unread)] if one.unread else []
    if unread and not (one.changes or one.is_new or one.is_gone or one.was):
        return unread[0]
    parts = _sentences([*_standing(one), *_money_clauses(one)], _clauses(one), one.approvals)
    others = _agreed(one.approvals), _total(one), _found(one.findings)
    parts += [sentence(said) for said in others if said]
    return " ".join([*unread, *parts])


def _sentences(money: list[str], others: list[str], approvals: Sequence[Approval]) -> list[str]:
    """Set few clauses as one sentence, more as one each for money, promises and approvals."""
    groups = [("This", money), ("also", others), ("", list(_asked(approvals)))]
    groups = [(lead, clauses) for lead, clauses in groups if clauses]
    every = [clause for _, clauses in groups for clause in clauses]
    if not every:
        return ["This changes nothing in meaning."]
    if len(every) <= _MOST_IN_ONE:
        return [f"This {in_a_row(every)}."]
    (_, first), *rest = groups
    more = [f"It {f'{lead} ' if lead else ''}{in_a_row(clauses)}." for lead, clauses in rest]
    return [f"This {in_a_row(first)}.", *more]


def waits(approval: Approval) -> bool:
    """Whether a change may not be made as things stand."""
    return approval.verdict in (Verdict.NEEDED, Verdict.REFUSED)


def _standing(one: Comparison) -> Iterator[str]:
    if one.is_new:
        yield "is a new plan"
    if one.is_gone:
        yield "takes the whole plan out"
    if one.was:
        yield f"gives the plan another id (it was {shortened(one.was, _LONGEST_NAME)})"


def _by_kind(one: Comparison) -> dict[Kind, list[Change]]:
    found: dict[Kind, list[Change]] = {}
    for placed in one.changes:
        found.setdefault(placed.change.kind, []).append(placed.change)
    return found


def _against_rules(findings: FindingChanges) -> Iterator[str]:
    """Say what a change does that no change may, such as rewriting what was accepted."""
    found = Counter(one.rule for one in findings.new)
    yield from (told(found[rule]) for rule, told in _FORBIDDEN.items() if rule in found)


def _money_clauses(one: Comparison) -> list[str]:
    found = _by_kind(one)
    names = {effect.of[1]: effect.name for effect in one.effects if effect.of[:1] == ("projects",)}
    return [_money(kind, found[kind], names) for kind in MONEY if kind in found]


def _clauses(one: Comparison) -> list[str]:
    """Give what changes but money, the weightiest first; what is not told is counted."""
    found = _by_kind(one)
    others = [(kind, told) for kind, told in _CLAUSES.items() if kind in found]
    kept = others if len(others) <= _MOST_CLAUSES else others[: _MOST_CLAUSES - 1]
    left = sum(len(found[kind]) for kind, _ in others[len(kept) :])
    clauses = [*_against_rules(one.findings), *(told(found[kind]) for kind, told in kept)]
    return [*clauses, f"makes {some(left, 'other change')}"] if left else clauses


def _money(kind: Kind, found: Sequence[Change], names: Mapping[str, str]) -> str:
    amount = f"{format_money(_sum(found))}{_of_kind(found)}"
    if kind is Kind.VIREMENT:
        return f"moves {amount} {_between(found, names)}"
    where = _in_projects(found)
    if kind is Kind.RE_PROFILE:
        return f"moves {amount} {_periods(found)}{f' in {where}' if where else ''}"
    if kind is Kind.GROWTH:
        return f"adds {amount}{f' to {where}' if where else ''}"
    return f"cuts {amount}{f' from {where}' if where else ''}"


def _sum(found: Iterable[Change]) -> Decimal:
    return sum((abs(one.amount) for one in found if one.amount is not None), Decimal(0))


def _budgets(found: Iterable[Change]) -> Iterator[Budget]:
    for one in found:
        for move in one.moves:
            yield from filter(None, (move.taken_from, move.given_to))


def _of_kind(found: Sequence[Change]) -> str:
    kinds = {budget.kind for budget in _budgets(found)}
    return f" of {kinds.pop()}" if len(kinds) == 1 and "" not in kinds else ""


def _in_projects(found: Sequence[Change]) -> str:
    projects = {budget.project for budget in _budgets(found)}
    projects |= {one.subject[1] for one in found if one.subject[:1] == ("projects",)}
    projects.discard("")
    return some(len(projects), "project") if projects else ""


def _periods(found: Sequence[Change]) -> str:
    pairs = {
        (move.taken_from.period, move.given_to.period)
        for one in found
        for move in one.moves
        if move.taken_from and move.given_to
    }
    if len(pairs) != 1:
        return "between periods"
    ((start, end),) = pairs
    return f"from {start} to {end}" if start and end else "between periods"


def _between(found: Sequence[Change], names: Mapping[str, str]) -> str:
    """Say between what money is moved: by name where it is one thing and another."""
    moves = [
        (move.taken_from, move.given_to)
        for one in found
        for move in one.moves
        if move.taken_from and move.given_to
    ]
    pairs = {(start.project, end.project) for start, end in moves}
    if len(pairs) == 1 and all(start and end and start != end for start, end in pairs):
        start, end = (_named(one, names) for one in pairs.pop())
        return f"from {start} to {end}"
    crossed = [
        noun
        for noun, differs in (
            ("projects", any(a.project != b.project for a, b in moves)),
            ("funding sources", any(a.source != b.source for a, b in moves)),
            ("revenue and capital", any(a.kind != b.kind for a, b in moves)),
        )
        if differs
    ]
    times = f" in {some(len(found), 'virement')}"
    return f"between {listed(crossed or ['budgets'])}{times}"


def _named(project: str, names: Mapping[str, str]) -> str:
    return f"“{shortened(names.get(project) or project, _LONGEST_NAME)}”"


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
    return lambda found: verb.format(format_money(_sum(found)))


def _savings_moved(found: Sequence[Change]) -> str:
    """Say how much is moved between periods, and how much between projects."""
    sides = {
        where: [one for one in found if bool(one.moves) is is_between]
        for where, is_between in (("periods", False), ("projects", True))
    }
    told = [
        f"{format_money(_sum(each))} of savings between {where}"
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


def _asked(approvals: Sequence[Approval]) -> Iterator[str]:
    """Say whose approval is needed, and what was refused."""
    for body, found in _by_body(approvals, Verdict.REFUSED).items():
        yield f"makes {_counted(found)} that {definite(shortened(body, _LONGEST_NAME))} refused"
    for body, found in _by_body(approvals, Verdict.NEEDED).items():
        yield f"needs {possessive(shortened(body, _LONGEST_NAME))} approval for {_counted(found)}"


def _agreed(approvals: Sequence[Approval]) -> str:
    """Say that nobody has to be asked any more, where somebody would have to be."""
    if not approvals or any(waits(one) for one in approvals):
        return ""
    decided = dict.fromkeys(one.decision for one in approvals if one.verdict is Verdict.APPROVED)
    said = [shortened(one, 2 * _LONGEST_NAME) for one in decided if one]
    if not said:
        return "it is within delegated limits"
    if len(said) > _TWO:
        return f"it is approved by {number(len(said))} decisions"
    return f"it is approved: {'; '.join(said)}"


def _by_body(approvals: Iterable[Approval], verdict: Verdict) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for one in approvals:
        if one.verdict is verdict:
            found.setdefault(one.by, []).append(one.change)
    return found


def _counted(found: Sequence[Change]) -> str:
    """Count changes by their kinds, with the money in them: ``two virements of £90,000``."""
    kinds: dict[Kind, list[Change]] = {}
    for one in found:
        kinds.setdefault(one.kind, []).append(one)
    return listed([_counted_of(kind, several) for kind, several in kinds.items()])


def _counted_of(kind: Kind, found: Sequence[Change]) -> str:
    total = _sum(found)
    amount = f" of {format_money(total)}" if total else ""
    together = " in all" if len(found) > 1 and total else ""
    return f"{some(len(found), *NOUNS[kind])}{amount}{together}"


def _total(one: Comparison) -> str:
    """Say what becomes of the plan's total, where money changes."""
    effect = next((held for held in one.effects if not held.of and not held.kind), None)
    money = [held.change for held in one.changes if held.change.kind in MONEY]
    if effect is None:
        nets_out = not sum(
            (held.amount or Decimal(0) for held in money if held.kind not in MOVING), Decimal(0)
        )
        return "the plan's total stays the same" if money and nets_out else ""
    if effect.after is None:
        if effect.before is None:
            return ""
        unknown = "" if one.is_gone else "; what it is now is not known"
        return f"the plan's total was {format_money(effect.before)}{unknown}"
    after = format_money(effect.after)
    if effect.before is None:
        return f"the plan's total is {after}"
    if not effect.difference:
        return f"the plan's total stays {after}"
    share = percent(of_before(abs(effect.difference), effect.before))
    verb = "rises" if effect.difference > 0 else "falls"
    by = f"{format_money(abs(effect.difference))}{f' ({share})' if share else ''}"
    return f"the plan's total {verb} by {by} to {after}"


def _found(findings: FindingChanges) -> str:
    """Say what the rules find otherwise."""
    parts = []
    if findings.new:
        many = len(findings.new)
        errors = sum(one.rule.severity is Severity.ERROR and one.is_open for one in findings.new)
        waived = sum(one.waiver is not None for one in findings.new)
        said = [some(errors, "error")] if errors else []
        said += [f"{number(waived)} waived"] if waived else []
        about = f" ({listed(said)})" if said else ""
        parts.append(f"{some(many, 'finding')}{about} {'is' if many == 1 else 'are'} new")
    if findings.cleared:
        many = len(findings.cleared)
        noun = "" if parts else "finding " if many == 1 else "findings "
        parts.append(f"{number(many)} {noun}{'is' if many == 1 else 'are'} cleared")
    return listed(parts)
