"""What a comparison says in one or two sentences: the one line that a reviewer reads first."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from riep_plan.compare.change import MONEY, Change, Kind
from riep_plan.compare.comparison import Approval, Comparison, FindingChanges, Review, Verdict
from riep_plan.compare.story.clauses import clauses
from riep_plan.compare.story.kinds import MOVING, NOUNS
from riep_plan.compare.story.money import money_clause, pounds_in
from riep_plan.compare.story.phrases import (
    definite,
    in_a_row,
    number,
    of_before,
    percent,
    possessive,
    some,
)
from riep_plan.findings.rule import Severity
from riep_plan.values.money import format_money
from riep_plan.values.words import listed, sentence, shortened

#: More clauses than this make more than one sentence.
_MOST_IN_ONE = 4
_LONGEST_NAME = 60
#: More decisions than this are counted and not named.
_MOST_NAMED = 2


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
    money = [*_standing(one), *_money_clauses(one)]
    parts = _sentences(money, clauses(_by_kind(one), one.findings), one.approvals)
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


def _money_clauses(one: Comparison) -> list[str]:
    found = _by_kind(one)
    names = {effect.of[1]: effect.name for effect in one.effects if effect.of[:1] == ("projects",)}
    return [money_clause(kind, found[kind], names) for kind in MONEY if kind in found]


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
    if len(said) > _MOST_NAMED:
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
    total = pounds_in(found)
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
