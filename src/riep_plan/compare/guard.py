"""Judging a change of a plan: what the rules find in it now, and what may not be changed so.

earlier version ─┬─▶ differences, changes, approvals ─▶ rules about the change ─┐
later version ───┴─▶ rules about plans, without waivers that excuse themselves ─┴─▶ findings
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from riep_plan.check.catalogue import RULE_FAILED, selected
from riep_plan.check.run import (
    PLEASE_REPORT,
    Options,
    PlanResult,
    judge_plan,
    placed_finding,
)
from riep_plan.check.waivers import spelled
from riep_plan.compare.agreements import decisions_on, is_on_record
from riep_plan.compare.approvals import Earlier, approvals
from riep_plan.compare.change import Change, Differences
from riep_plan.compare.classified import changes_between
from riep_plan.compare.differences import differences
from riep_plan.compare.references import Translation
from riep_plan.compare.rules import CASE_RULES, Case, policy_loosened
from riep_plan.figures.omission import without
from riep_plan.figures.policies import policy_in_force
from riep_plan.figures.policy_terms import settings_given
from riep_plan.figures.returns.standing import PROGRAMME, owners, return_of, return_path
from riep_plan.findings.finding import Finding, Path, fact
from riep_plan.findings.result import Reported
from riep_plan.model import Plan
from riep_plan.rules.changes import RETURN_REMOVED, WAIVER_NOT_COUNTED
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.place import Locator
from riep_plan.values.words import count

#: A finding as two versions share it: its rule, the value at fault, and what is wrong with it.
_Known = tuple[str, str, str | None, str | None]


def judge_change(
    before: LoadedPlan | None,
    after: LoadedPlan,
    options: Options,
    earlier: Earlier | None = None,
) -> PlanResult:
    """Judge the later version of a plan, and the change that made it.

    A waiver that came with the change does not excuse what came with it too. Where a file of the
    later version cannot be read, that is told, and its change is not judged.

    Args:
        before: the plan as it was; None where it is new.
        after: the plan as it is.
        options: how findings are judged.
        earlier: what the versions before the earlier one say of approvals.
    """
    if after.plan is None or not after.complete or not after.can_be_judged:
        return judge_plan(after, options)
    try:
        held = _Change(before, after, after.plan, options)
        result = judge_plan(after, options, counts=held.counts)
        found = list(held.findings(earlier))
    except Exception as error:  # noqa: BLE001  a fault of ours must not hide the other findings
        result, found = judge_plan(after, options), [_unfinished(error)]
    locator = Locator(after)
    placed = [
        placed_finding(after.id, locator, one)
        for one in found
        if selected(one.rule, options.select, options.ignore)
    ]
    reported = sorted((*result.reported, *placed), key=lambda one: one.sort_key)
    return replace(result, reported=tuple(reported))


def _unfinished(error: Exception) -> Finding:
    return Finding(
        RULE_FAILED,
        (),
        f"riep could not judge what changed in this plan ({type(error).__name__}: {error}).",
        help=PLEASE_REPORT,
    )


def judge_removal(before: LoadedPlan, options: Options) -> PlanResult:
    """Judge that a plan is taken out whole: what was accepted of it stays on record.

    A plan that is over may be moved to another folder of the repository.
    """
    accepted = _accepted_returns(before.plan) if before.plan is not None else []
    if not accepted or not selected(RETURN_REMOVED, options.select, options.ignore):
        return PlanResult(before.id, ())
    finding = Finding(
        RETURN_REMOVED,
        accepted[0],
        f"The whole plan is taken out, with {count(len(accepted), 'accepted return')}. A closed "
        "quarter stays closed.",
        help="Put it back. A plan that is over can be moved to another folder, such as archive/.",
    )
    return PlanResult(before.id, (placed_finding(before.id, Locator(before), finding),))


def _accepted_returns(plan: Plan) -> list[Path]:
    """Give the places of the returns that were accepted, the earliest first."""
    return [
        return_path(quarter, owner)
        for quarter in sorted(plan.returns)
        for owner in owners(plan)
        if (found := return_of(plan, quarter, owner)) is not None and found.accepted is not None
    ]


class _Change:
    """A change of one plan: both versions, and what the rules found in the earlier."""

    def __init__(
        self, before: LoadedPlan | None, after: LoadedPlan, plan: Plan, options: Options
    ) -> None:
        self._options = options
        self._loaded = after
        self._after = plan
        self._before = before.plan if before is not None else None
        self._found = Differences()
        self._changes: tuple[Change, ...] = ()
        if before is not None and self._before is not None:
            broken = before.broken_parts
            self._before = without(self._before, broken)
            self._after = without(plan, broken)
            self._found = differences(self._before, self._after)
            self._changes = tuple(changes_between(self._before, self._after, self._found))
        to_later = Translation(self._found.renamed)
        self._was = _known_in(before, options, to_later)
        self._own = _own_waivers(self._before, plan, options, to_later)
        self._uncounted: dict[str, list[Finding]] = {}

    def counts(self, finding: Finding, waiver_id: str) -> bool:
        """Say whether a waiver excuses a finding, and remember where it does not."""
        place = (finding.rule.code, "/".join(finding.at))
        if place not in self._own or _known(finding) in self._was:
            return True
        if _is_agreed(self._loaded.plan or self._after, waiver_id):
            return True
        self._uncounted.setdefault(waiver_id, []).append(finding)
        return False

    def findings(self, earlier: Earlier | None) -> Iterator[Finding]:
        """Give what is wrong with the change itself."""
        if self._before is not None:
            yield from self._of_case(self._before, earlier)
        for waiver_id, found in self._uncounted.items():
            yield Finding(
                WAIVER_NOT_COUNTED,
                ("waivers", waiver_id),
                f"This waiver comes with the change that it would excuse, and does not count for "
                f"it: {count(len(found), 'finding')} of {found[0].rule.code} "
                f"{'stays' if len(found) == 1 else 'stay'} open.",
                help="Put the fault right; or have the waiver agreed, and add the decision that "
                f"names it (`waives: {waiver_id}`), with its reference.",
            )

    def _of_case(self, before: Plan, earlier: Earlier | None) -> Iterator[Finding]:
        after, changes = self._after, self._changes
        relaxed = before.model_copy(update={"policy": after.policy})
        is_same = policy_in_force(before) == policy_in_force(relaxed)
        asked = approvals(before, after, changes, earlier=earlier)
        now = asked if is_same else approvals(relaxed, after, changes, earlier=earlier)
        case = Case(before, after, self._found, asked, now)
        for find in CASE_RULES.values():
            yield from find(case)
        yield from policy_loosened(case, {} if is_same else self._quieter(before))

    def _quieter(self, before: Plan) -> Mapping[Path, Sequence[str]]:
        """Give the rules that the later policy has say less of what the change brings."""
        strict = self._after.model_copy(update={"policy": before.policy})
        options = self._options
        asked = judge_plan(replace(self._loaded, plan=strict), options).reported
        said = judge_plan(self._loaded, options).reported
        loud = {_place(one): one.rule.severity.rank for one in _open(said)}
        found: dict[Path, list[str]] = {}
        for one in _open(asked):
            is_new = (one.rule.code, one.at, one.expected, one.actual) not in self._was
            rank = loud.get(_place(one))
            if is_new and (rank is None or rank > one.rule.severity.rank):
                at = _setting_of(self._after, one.rule.code)
                found.setdefault(at, []).append(one.rule.code)
        return found


def _known_in(
    loaded: LoadedPlan | None, options: Options, to_later: Translation
) -> frozenset[_Known]:
    """Give what the rules find in a version, waived or not, under the ids of the later one."""
    if loaded is None:
        return frozenset()
    return frozenset(
        (one.rule.code, to_later.written(one.at), one.expected, one.actual)
        for one in judge_plan(loaded, options).reported
    )


def _known(finding: Finding) -> _Known:
    return (
        finding.rule.code,
        "/".join(finding.at),
        fact(finding.expected),
        fact(finding.actual),
    )


def _own_waivers(
    before: Plan | None, after: Plan, options: Options, to_later: Translation
) -> frozenset[tuple[str, str]]:
    """Give the rules and places that only the later version waives."""
    was = {
        (one.rule, to_later.written(spelled(at)))
        for one in (before.waivers.values() if before is not None else ())
        for at in one.at
        if options.as_of is None or one.until.days is None or options.as_of <= one.until.days.end
    }
    now = {(one.rule, spelled(at)) for one in after.waivers.values() for at in one.at}
    return frozenset(now - was)


def _is_agreed(plan: Plan, waiver_id: str) -> bool:
    """Whether a decision on record names a waiver: then it is no longer its author's alone."""
    return any(
        waiver_id in one.waives and is_on_record(plan, meeting_id, one)
        for owner in (PROGRAMME, *plan.projects)
        for meeting_id, one in decisions_on(plan, owner).items()
    )


def _open(reported: Iterable[Reported]) -> Iterator[Reported]:
    return (one for one in reported if one.is_open)


def _place(one: Reported) -> tuple[str, str]:
    return one.rule.code, one.at


def _setting_of(plan: Plan, code: str) -> Path:
    """Give the setting of a rule that speaks of it most exactly, or else the policy."""
    found = [(key, at) for at, key, _ in settings_given(plan.policy) if code.startswith(key)]
    return max(found)[1] if found else ("policy",)
