"""The rules about a change: what may not be merged, whatever the plan says now.

Each is a generator over a case, as a rule is over a ledger; their facts are ``rules.changes``'s.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from riep_plan.compare.agreements import decisions_on, is_on_record
from riep_plan.compare.change import Change, Difference, Differences
from riep_plan.compare.comparison import Approval, Verdict
from riep_plan.compare.limits import holder
from riep_plan.compare.matters import matter_of, pounds_of
from riep_plan.compare.story.phrases import definite
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_name,
    owner_path,
    return_of,
    return_path,
)
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule
from riep_plan.model import Plan, Return
from riep_plan.model.governance import Agreed, Decision, Matter
from riep_plan.rules.changes import (
    BEYOND_LIMIT,
    DECISION_REWRITTEN,
    POLICY_LOOSENED,
    RETURN_REMOVED,
    RETURN_REWRITTEN,
)
from riep_plan.values.words import count, listed, sentence, shortened

#: Verdicts that leave a change open.
OPEN = (Verdict.NEEDED, Verdict.REFUSED)
#: What may be added to or put right in a record without changing what was decided.
_NOTES = {"comment", "met", "in_plan_since"}
_MOST_SHOWN = 3
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Case:
    """A change of one plan, as its rules see it.

    Attributes:
        before: the earlier version.
        after: the later version.
        differences: all that tells them apart.
        approvals: who may agree to the changes, by the limits of the earlier version.
        approvals_now: the same by the limits of the later version.
    """

    before: Plan
    after: Plan
    differences: Differences
    approvals: Sequence[Approval]
    approvals_now: Sequence[Approval]

    def owner_now(self, owner: str) -> str:
        """Give the id that a project has in the later version."""
        ids = {one.before: one.after[-1] for one in self.differences.renamed}
        return ids.get(owner_path(owner), owner) if owner else PROGRAMME

    def within(self, path: Path) -> list[Difference]:
        """Give the values that differ at or below a path of the later version."""
        return [one for one in self.differences if one.key[: len(path)] == path]


def change_beyond_delegated_limit(case: Case) -> Iterator[Finding]:
    """A change that somebody has to agree to, and that no decision of the plan names."""
    for one in case.approvals:
        if one.verdict not in OPEN:
            continue
        who = definite(one.by)
        is_refused = one.verdict is Verdict.REFUSED
        no = f"{one.decision} refused it" if is_refused else "no decision in the plan approves it"
        yield Finding(
            BEYOND_LIMIT,
            place_of_change(one.change),
            f"{sentence(one.change.text)} {sentence(one.why)} {sentence(no)}",
            help="Take it back, or put it to them again and add what they decide."
            if is_refused
            else f"Put it to {who}; then add to this change the decision that names it: its "
            f"`outcome`, its `reference`, and under `agrees` {_what_to_agree(one.change)}.",
            related=(Related((one.decision_at,), "the decision"),) if one.decision_at else (),
        )


def accepted_return_rewritten(case: Case) -> Iterator[Finding]:
    """An accepted return that says something else now, whether or not it was corrected as well.

    A decision on what it asks for may be added: boards meet after returns are accepted.
    """
    for quarter, owner, found in _closed(case.before):
        now = case.owner_now(owner)
        path = return_path(quarter, now)
        if found.accepted is None or return_of(case.after, quarter, now) is None:
            continue
        altered = [one for one in case.within(path) if not _is_decision_added(one, path)]
        if altered:
            first = altered[0]
            yield Finding(
                RETURN_REWRITTEN,
                first.key if first.after is None else first.after.at,
                f"{_whose(case.before, owner)} return for {quarter}, accepted by the "
                f"{found.accepted.by} on {found.accepted.on}, is rewritten: "
                f"{_told(altered, len(path))}.",
                help="Put it back as it was accepted, and correct it in a later return "
                "(`corrections:`), with the reason.",
                expected=first.before.text if first.before else None,
                actual=first.after.text if first.after else None,
            )


def closed_return_removed(case: Case) -> Iterator[Finding]:
    """A return that is gone, though it or a later one of the same project was accepted."""
    for quarter, owner, found in _closed(case.before):
        now = case.owner_now(owner)
        if return_of(case.after, quarter, now) is not None:
            continue
        accepted = found.accepted
        how = f"accepted by the {accepted.by} on {accepted.on}" if accepted else "which is closed"
        yield Finding(
            RETURN_REMOVED,
            return_path(quarter, now),
            f"{_whose(case.before, owner)} return for {quarter}, {how}, is gone.",
            help="Put it back; what was wrong with it is corrected in a later return.",
        )


def decision_rewritten(case: Case) -> Iterator[Finding]:
    """A decision that is recorded otherwise than before, or no longer, and not put right since.

    What the record lacked may be added. A project that is gone takes its decisions with it.
    """
    for owner in (PROGRAMME, *case.before.projects):
        now = case.owner_now(owner)
        if now and now not in case.after.projects:
            continue
        for meeting_id, decision in decisions_on(case.before, owner).items():
            yield from _rewritten(case, owner, now, meeting_id, decision)


def _rewritten(
    case: Case, owner: str, now: str, meeting_id: str, decision: Decision
) -> Iterator[Finding]:
    kept = {one.before: one.after[-1] for one in case.differences.renamed}
    meeting_now = kept.get(("meetings", meeting_id), meeting_id)
    path = (*owner_path(now), "decisions", meeting_now)
    found = [*case.within(path), *case.within(("meetings", meeting_now))]
    altered = [
        one
        for one in found
        if (one.before is not None and not _is_note(one)) or _agrees_to_more(one, path, decision)
    ]
    if not altered or _is_put_right(case, owner, now, meeting_now):
        return
    meeting = case.before.meetings.get(meeting_id)
    who = f"{meeting.body}, {meeting.on}" if meeting else meeting_id
    is_gone = meeting_now not in decisions_on(case.after, now)
    what = "no longer in the plan" if is_gone else f"rewritten: {_told(altered, len(path))}"
    on = owner_name(case.before, owner) if owner else "the plan"
    first = altered[0]
    yield Finding(
        DECISION_REWRITTEN,
        path if is_gone or first.after is None else first.after.at,
        f"The decision on {on} ({who}, {decision.outcome}) is {what}.",
        help="Put it back. If the record was wrong, add the decision that put it right, with "
        f"`corrects: {meeting_now}`, its outcome and its reference.",
    )


def policy_loosened(case: Case, quieter: Mapping[Path, Sequence[str]]) -> Iterator[Finding]:
    """A policy that is loosened by the very change that it would allow.

    Args:
        case: the change.
        quieter: what the policy of the earlier version has to say of the later plan and its own
            has not, or less loudly: the codes, by the place in the policy that differs.
    """
    now = {id(one.change): one for one in case.approvals_now}
    allowed: dict[Path, list[Change]] = {}
    for one in case.approvals:
        held = now.get(id(one.change))
        if one.verdict in OPEN and (held is None or held.verdict not in OPEN):
            at = (held.limit_at if held is not None else ()) or one.limit_at or ("policy",)
            allowed.setdefault(at, []).append(one.change)
    for at, changes in allowed.items():
        yield Finding(
            POLICY_LOOSENED,
            at,
            f"{_limit_words(case.after, at)} in this very change, which would allow "
            f"{_one_or_several(changes)}. The limits of the version before count.",
            help="Have the policy agreed and changed by itself first.",
            related=(Related(tuple(place_of_change(one) for one in changes), "what it allows"),),
        )
    for at, codes in quieter.items():
        yield Finding(
            POLICY_LOOSENED,
            at,
            f"The policy is loosened in this very change, and has riep say less of what the change "
            f"brings: {count(len(codes), 'finding')} of {listed(sorted(set(codes)))}.",
            help="Have the policy agreed and changed by itself first.",
        )


#: Those that need nothing beyond the case.
CASE_RULES: Mapping[Rule, Callable[[Case], Iterator[Finding]]] = {
    BEYOND_LIMIT: change_beyond_delegated_limit,
    RETURN_REWRITTEN: accepted_return_rewritten,
    RETURN_REMOVED: closed_return_removed,
    DECISION_REWRITTEN: decision_rewritten,
}


def place_of_change(change: Change) -> Path:
    """Give the path at which a change is best shown: a value that it sets, or else its subject."""
    return next((one.after.at for one in change.differences if one.after), change.subject)


def _what_to_agree(change: Change) -> str:
    """Write what a decision would have to agree to, but for the place: ``kind: virement, …``."""
    matter = matter_of(change)
    terms = [f"kind: {matter}"] if matter is not None else []
    if matter is Matter.SLIPPAGE and change.days is not None:
        terms.append(f"days: {change.days}")
    elif (pounds := pounds_of(change)) is not None:
        terms.append(f"amount: {pounds.normalize():f}")
    return f"what is agreed (`{', '.join(terms)}`) and what may change by it (`at`)"


def _closed(plan: Plan) -> Iterator[tuple[str, str, Return]]:
    """Give the returns of closed quarters: accepted ones, and those before one of the same owner.

    A quarter may be closed for one project and open for another.
    """
    for owner in (PROGRAMME, *plan.projects):
        made = [(one, found) for one in plan.returns if (found := return_of(plan, one, owner))]
        last = max((one for one, found in made if found.accepted is not None), default="")
        yield from ((quarter, owner, found) for quarter, found in made if quarter <= last)


def _is_decision_added(one: Difference, path: Path) -> bool:
    within = one.key[len(path) :]
    return one.before is None and within[:1] == ("changes",) and within[2:] == ("decision",)


def _is_note(one: Difference) -> bool:
    is_words = one.leaf.owner is Agreed and one.leaf.field == "text"
    return one.leaf.field in _NOTES or is_words


def _agrees_to_more(one: Difference, path: Path, decision: Decision) -> bool:
    """Whether a decision that said what it agrees to is now said to agree to something else too."""
    within = one.key[len(path) :] if one.key[: len(path)] == path else ()
    is_new = one.before is None and within[:1] == ("agrees",)
    return is_new and bool(decision.agrees) and within[1] not in decision.agrees


def _is_put_right(case: Case, owner: str, now: str, meeting_id: str) -> bool:
    """Whether a decision that came with this change corrects another, and stands on record."""
    was = decisions_on(case.before, owner)
    return any(
        meeting_id in one.corrects
        and other != meeting_id
        and (other not in was or meeting_id not in was[other].corrects)
        and is_on_record(case.after, other, one)
        for other, one in decisions_on(case.after, now).items()
    )


def _whose(plan: Plan, owner: str) -> str:
    return f"{owner_name(plan, owner)}: the" if owner else "The programme's own"


def _told(altered: Sequence[Difference], above: int) -> str:
    """Say what values were and are, the first few of them."""
    said = [_one_told(one, above) for one in altered[:_MOST_SHOWN]]
    more = len(altered) - _MOST_SHOWN
    return "; ".join([*said, *([f"{count(more, 'value')} more"] if more > 0 else [])])


def _one_told(one: Difference, above: int) -> str:
    key = "/".join(one.key[above:] or one.key[-1:])
    was = shortened(one.before.text, _LONGEST) if one.before else ""
    now = shortened(one.after.text, _LONGEST) if one.after else ""
    if not was:
        return f"`{key}` is new, {now}"
    return f"`{key}` was {was}, and is {now or 'gone'}"


def _limit_words(plan: Plan, at: Path) -> str:
    delegation = plan.policy.delegated.get(at[-1]) if "delegated" in at else None
    if delegation is None:
        return "What may be decided without the board is loosened"
    return f"What {holder(delegation)} may agree to is loosened"


def _one_or_several(changes: Sequence[Change]) -> str:
    first = shortened(changes[0].text, 2 * _LONGEST)
    more = len(changes) - 1
    return f"“{first}” and {count(more, 'change')} more" if more else f"“{first}”"
