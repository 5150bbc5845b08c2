"""A review as it is told: headlines, then each plan's changes in their parts, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from riep_plan.compare.change import MONEY, Change, Effect, Kind
from riep_plan.compare.comparison import (
    Approval,
    Comparison,
    FindingChanges,
    PlacedChange,
    Review,
    Verdict,
)
from riep_plan.compare.story.headline import headline, review_headline, waits
from riep_plan.compare.story.kinds import MOVING, PARTS, Part
from riep_plan.compare.story.phrases import (
    days_moved,
    definite,
    excerpts,
    of_before,
    percent,
    shared_folder,
    signed,
    spots,
)
from riep_plan.findings.result import Place, Reported
from riep_plan.values.money import format_money
from riep_plan.values.words import sentence

#: What stands where a total was not there, or is not known.
NO_TOTAL = "–"
#: A value before or after a change has so many characters at most.
_LONGEST_VALUE = 400
_LONGEST_TEXT = 1_200
_CLEARED = "cleared"

#: What tells changes apart: their kind, what they are about, and what is said of them.
Key = tuple[Kind, tuple[str, ...], str]
#: The more a verdict stands in the way, the earlier it is told.
_ORDER = (Verdict.REFUSED, Verdict.NEEDED, Verdict.APPROVED, Verdict.DELEGATED)


@dataclass(frozen=True, slots=True)
class Told:
    """A change as it is told.

    Attributes:
        kind: what the change means, such as ``Virement``.
        text: the change in one sentence.
        before: as it was; empty where it was not there.
        after: as it is; empty where it is gone.
        difference: ``+£20,000``, ``£20,000 moved``, ``30 days later``; empty where there is none.
        share: the difference as a percentage of what was there; empty where there is none.
        was_at: where it stood, as ``file:line``, each file once.
        is_at: where it stands.
        mark: what stands in its way, such as ``Approval needed: the Board``; empty where nothing
            does.
        approved: the decision that approves it, in words; empty where none does.
    """

    kind: str
    text: str
    before: str
    after: str
    difference: str
    share: str
    was_at: tuple[str, ...]
    is_at: tuple[str, ...]
    mark: str
    approved: str


@dataclass(frozen=True, slots=True)
class ToldApproval:
    """Who may agree to a change, as it is told.

    Attributes:
        waits: whether the change may not be made as things stand.
        verdict: how it stands, such as ``Approval needed``.
        kind: what the change means.
        text: the change in one sentence.
        by: who may agree to it.
        why: the limit that it is within or beyond, in a sentence.
        limit: where the limit stands, with its pounds where ``why`` does not say them, in a
            sentence; empty where there is none.
        cumulative: what has moved since the last approval, in a sentence; empty where that is not
            known, is no money, or is what ``why`` says.
        decision: what is missing, or which decision there is, in a sentence.
        at: where the change stands, as ``file:line``.
    """

    waits: bool
    verdict: str
    kind: str
    text: str
    by: str
    why: str
    limit: str
    cumulative: str
    decision: str
    at: tuple[str, ...]

    @property
    def reasons(self) -> str:
        """Why somebody has to agree, the limit, and what has moved since they last did."""
        return " ".join(filter(None, (self.why, self.limit, self.cumulative)))


@dataclass(frozen=True, slots=True)
class ToldTotal:
    """A total of the plan, a project or a source before and after all changes together."""

    name: str
    before: str
    after: str
    difference: str
    share: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding that is new or cleared, or that stands elsewhere now.

    Attributes:
        standing: ``new``, ``cleared`` or ``moved``, and ``waived`` or ``in the baseline``.
        is_there: whether the later version has it.
        severity: ``error``, ``warning`` or ``info``.
        code: the rule's code.
        name: the rule's name.
        message: what is wrong.
        at: where it stands, as ``file:line``; for one that moved, before and after.
    """

    standing: str
    is_there: bool
    severity: str
    code: str
    name: str
    message: str
    at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What is told of one plan.

    Attributes:
        plan: its id.
        title: its title.
        headline: what the change does, in one or two sentences.
        approvals: who may agree, what stands in the way first.
        changes: what changed, part by part, in the order of the comparison.
        totals: the totals that changed, the plan's own first.
        findings: those that are new, the most serious first, then those cleared.
        moved: findings that stand elsewhere now.
        folder: the folder that every place is in, with its slash; empty where there is none.
    """

    plan: str
    title: str
    headline: str
    approvals: tuple[ToldApproval, ...]
    changes: Mapping[Part, tuple[Told, ...]]
    totals: tuple[ToldTotal, ...]
    findings: tuple[Finding, ...]
    moved: tuple[Finding, ...]
    folder: str

    def within(self, spot: str) -> str:
        """Give a place as it is called within the plan's folder, which is named once."""
        return spot.removeprefix(self.folder)

    def of(self, part: Part) -> tuple[Told, ...]:
        """Give the changes of a part; none where it has none."""
        return self.changes.get(part, ())

    @property
    def waiting(self) -> tuple[ToldApproval, ...]:
        """The approvals that stand in the way."""
        return tuple(one for one in self.approvals if one.waits)

    @property
    def settled(self) -> tuple[ToldApproval, ...]:
        """The approvals that do not."""
        return tuple(one for one in self.approvals if not one.waits)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of a whole review.

    Attributes:
        base: what the earlier version is called.
        head: what the later version is called.
        headline: how many plans changed, in a sentence.
        stories: the plans that changed.
    """

    base: str
    head: str
    headline: str
    stories: tuple[Story, ...]


def tell(review: Review) -> Telling:
    """Tell a review: the same words, order and counts for every format."""
    stories = tuple(_story(one) for one in review.plans if one.is_changed)
    return Telling(review.base, review.head, review_headline(review), stories)


def _story(one: Comparison) -> Story:
    approvals: dict[Key, list[Approval]] = {}
    for held in sorted(one.approvals, key=lambda held: _ORDER.index(held.verdict)):
        approvals.setdefault(key_of(held.change), []).append(held)
    where = {key_of(placed.change): placed for placed in one.changes}
    return Story(
        one.plan,
        one.title,
        headline(one),
        tuple(
            _approval(held, where.get(key_of(held.change)))
            for verdict in _ORDER
            for held in one.approvals
            if held.verdict is verdict
        ),
        _by_part(one.changes, approvals),
        tuple(_total(effect) for effect in one.effects),
        tuple(_findings(one.findings)),
        tuple(_moved(before, after) for before, after in one.findings.moved),
        shared_folder(place.file for place in _places(one)),
    )


def _places(one: Comparison) -> Iterator[Place]:
    for placed in one.changes:
        yield from (*placed.before, *placed.after)
    found = one.findings
    for held in (*found.new, *found.cleared, *chain.from_iterable(found.moved)):
        yield held.place


def key_of(change: Change) -> Key:
    """Tell changes apart by what every format shows of them."""
    return change.kind, change.subject, change.text


def _by_part(
    changes: Iterable[PlacedChange], approvals: Mapping[Key, Sequence[Approval]]
) -> dict[Part, tuple[Told, ...]]:
    found: dict[Part, list[Told]] = {}
    for placed in changes:
        told = _told(placed, approvals.get(key_of(placed.change), ()))
        found.setdefault(PARTS[placed.change.kind], []).append(told)
    return {part: tuple(told) for part, told in found.items()}


def _told(placed: PlacedChange, approvals: Sequence[Approval]) -> Told:
    change = placed.change
    before, after = excerpts(change.before, change.after, _LONGEST_VALUE)
    text, _ = excerpts(change.text, "", _LONGEST_TEXT)
    waiting = [held for held in approvals if waits(held)]
    approved = [held.decision for held in approvals if held.verdict is Verdict.APPROVED]
    return Told(
        change.kind.value.capitalize(),
        sentence(text),
        before,
        after,
        _difference(change),
        percent(change.share, with_sign=change.kind not in MOVING),
        spots(placed.before),
        spots(placed.after),
        "; ".join(dict.fromkeys(_mark(held) for held in waiting)),
        "; ".join(filter(None, approved)) if not waiting else "",
    )


def _mark(held: Approval) -> str:
    if held.verdict is Verdict.REFUSED:
        return f"Refused by {definite(held.by)}"
    return f"Approval needed: {definite(held.by)}"


def _difference(change: Change) -> str:
    if change.amount is not None:
        if change.kind in MOVING:
            return f"{format_money(abs(change.amount))} moved"
        return signed(change.amount)
    return days_moved(change.days) if change.days is not None else ""


def _approval(held: Approval, placed: PlacedChange | None) -> ToldApproval:
    return ToldApproval(
        waits(held),
        held.verdict.value.capitalize(),
        held.change.kind.value.capitalize(),
        sentence(excerpts(held.change.text, "", _LONGEST_TEXT)[0]),
        definite(held.by),
        sentence(held.why) if held.why else "",
        _limit(held),
        _in_all(held),
        _decided(held),
        spots(placed.after or placed.before) if placed else (),
    )


def _limit(held: Approval) -> str:
    """Say where the limit stands; how high it is, a change that is beyond it says already."""
    stands = " › ".join(held.limit_at)
    if held.limit is None or waits(held):
        return f"The limit stands in {stands}." if stands else ""
    return f"The limit is {format_money(held.limit)}{f' ({stands})' if stands else ''}."


def _in_all(held: Approval) -> str:
    """Say what has moved since the last approval, where it is more than this change."""
    total, change = held.cumulative, held.change
    if total is None or change.kind not in MONEY or total in (0, abs(change.amount or 0)):
        return ""
    said = format_money(total)
    return "" if said in held.why else f"Since the last approval, {said} has moved."


def _decided(held: Approval) -> str:
    """Say which decision is missing, or which there is."""
    if held.verdict is Verdict.NEEDED:
        if held.decision:
            return sentence(f"The plan has {held.decision}, which does not cover it")
        return f"No decision of {definite(held.by)} in the plan names this change."
    if held.decision:
        return sentence(held.decision)
    return "No decision is needed." if held.verdict is Verdict.DELEGATED else ""


def _total(effect: Effect) -> ToldTotal:
    name = effect.name or "The plan"
    return ToldTotal(
        f"{name}, {effect.kind}" if effect.kind else name,
        NO_TOTAL if effect.before is None else format_money(effect.before),
        NO_TOTAL if effect.after is None else format_money(effect.after),
        signed(effect.difference),
        percent(of_before(effect.difference, effect.before), with_sign=True),
    )


def _findings(found: FindingChanges) -> Iterator[Finding]:
    for one in sorted(found.new, key=lambda one: one.rule.severity.rank):
        yield _finding("new", one)
    for one in found.cleared:
        yield _finding(_CLEARED, one)


def _finding(standing: str, one: Reported) -> Finding:
    excused = ", waived" if one.waiver else ", in the baseline" if one.in_baseline else ""
    return Finding(
        f"{standing}{excused}",
        standing != _CLEARED,
        one.rule.severity.value,
        one.rule.code,
        one.rule.name,
        one.message,
        spots([one.place]),
    )


def _moved(before: Reported, after: Reported) -> Finding:
    told = _finding("moved", after)
    return replace(told, at=(*spots([before.place]), *told.at))
