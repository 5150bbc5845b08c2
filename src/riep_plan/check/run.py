"""The orchestra: read → model → rules → waive → place → sort."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from riep_plan.check.baseline import Baseline, against
from riep_plan.check.catalogue import RULE_FAILED, catalogue, has_rule, selected
from riep_plan.check.settings import Settings
from riep_plan.check.waivers import WAIVER_RULES, Counts, Waivers, always
from riep_plan.figures import Ledger
from riep_plan.figures.audience import public_plan
from riep_plan.figures.policies import judged_from, policy_in_force
from riep_plan.findings.finding import Finding, fact
from riep_plan.findings.result import (
    Acceptance,
    Place,
    RelatedPlace,
    Reported,
    Result,
)
from riep_plan.findings.rule import Rule
from riep_plan.model import Plan
from riep_plan.rules.installed import RULES_NOT_LOADED
from riep_plan.rules.own import own_rules
from riep_plan.rules.registry import RegisteredRule, all_rules, installed_rules
from riep_plan.source.discover import PlanSite
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan, iter_problems, shown_path
from riep_plan.source.neighbours import earlier_plans, named_plans, neighbours
from riep_plan.source.place import Locator

#: What to do about a fault of riep itself.
PLEASE_REPORT = "Please report this as a fault of riep, with the plan if you can."


@dataclass(frozen=True, slots=True)
class Options:
    """What to check.

    Attributes:
        select: codes, or beginnings of codes, to check; empty for all.
        ignore: codes, or beginnings of codes, to leave out.
        as_of: the day on which waivers are judged; None holds that none has expired.
        for_public: leave out what the plans beside one restrict; its own is left out already.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    as_of: date | None = None
    for_public: bool = False

    def __post_init__(self) -> None:
        """Refuse codes that are no tuple: a run keeps its rules by what is asked of it.

        Raises:
            TypeError: ``select`` or ``ignore`` is no tuple.
        """
        for name, codes in (("select", self.select), ("ignore", self.ignore)):
            if not isinstance(codes, tuple):
                raise TypeError(f'{name} is a tuple of codes, such as ("TOT", "CAP01")')


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gives: the result, and files that the system would not let us read."""

    result: Result
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What checking one plan gives.

    Attributes:
        id: the plan's id.
        reported: every finding in it, placed, waived or open.
        ran: the codes of the rules that could judge the whole of it.
        files: how many files were read.
        unread: files that the system would not let us read, with its reason.
        off: the codes of rules that its policy does not ask of it.
        beside: the ids of the plans beside it that it names, and was judged with.
    """

    id: str
    reported: tuple[Reported, ...]
    ran: frozenset[str] = frozenset()
    files: int = 0
    unread: tuple[str, ...] = ()
    off: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()


def check_plan(site: PlanSite, options: Options) -> PlanResult:
    """Check one plan; nothing that it gives depends on another, or on what was checked before."""
    try:
        loaded = load(site)
        return judge_plan(loaded, options)
    except Exception as error:  # noqa: BLE001  one plan must not hide the findings in another
        return PlanResult(site.id, (_failed(site, error),))


def together(results: Sequence[PlanResult], baseline: Baseline | None = None) -> Run:
    """Put what was found in several plans together, in order.

    Args:
        results: what checking each plan gave.
        baseline: findings of an earlier day, which stay out of the way of new ones.
    """
    reported: list[Reported] = []
    for one in results:
        known = against(baseline, one.id, one.reported, _judged(one)) if baseline else one.reported
        reported.extend(known)
    reported.sort(key=lambda one: one.sort_key)
    unread = tuple(dict.fromkeys(line for one in results for line in one.unread))  # some is shared
    files = sum(one.files for one in results)
    off = tuple(sorted({code for one in results for code in one.off}))
    has_baseline = baseline is not None
    result = Result(len(results), files, tuple(reported), len(unread), has_baseline, off)
    return Run(result, unread)


def _judged(one: PlanResult) -> Callable[[str], bool]:
    """Say which codes' entries may be called stale: of rules that ran, and of no rule at all."""
    return lambda code: code in one.ran or not has_rule(code)


def _failed(site: PlanSite, error: Exception) -> Reported:
    return Reported(
        RULE_FAILED,
        site.id,
        Place(shown_path(site.root), "", None),
        f"riep could not finish this plan ({type(error).__name__}).",
        help=PLEASE_REPORT,
    )


def report_plan(loaded: LoadedPlan, options: Options) -> list[Reported]:
    """Give every finding in one plan, placed and waived, in order."""
    return list(judge_plan(loaded, options).reported)


def judge_plan(loaded: LoadedPlan, options: Options, counts: Counts = always) -> PlanResult:
    """Judge a plan that was read: its faults of form, and what the rules find.

    Args:
        loaded: the plan.
        options: what to check.
        counts: says which waivers count for which findings.
    """
    locator = Locator(loaded)
    reported = list(_form(loaded, locator))
    ran: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    if loaded.plan is not None:
        plan = _as_judged(loaded.plan)
        settings = Settings(plan.policy.rules, judged_from(plan) if plan.policy.rules else None)
        off = settings.off(catalogue().values())
        if loaded.can_be_judged:
            ran, findings = _judge(loaded, plan, settings, options, counts)
            reported += [placed_finding(loaded.id, locator, *found) for found in findings]
    reported.sort(key=lambda one: one.sort_key)
    return PlanResult(
        loaded.id,
        tuple(reported),
        ran,
        len(loaded.files),
        tuple(loaded.unread),
        off,
        tuple(named_plans(loaded)),
    )


def _as_judged(plan: Plan) -> Plan:
    """Give a plan with the policy that is in force for it."""
    policy = policy_in_force(plan)
    return plan if policy is plan.policy else plan.model_copy(update={"policy": policy})


def _judge(
    loaded: LoadedPlan, plan: Plan, settings: Settings, options: Options, counts: Counts
) -> tuple[frozenset[str], list[tuple[Finding, Acceptance | None]]]:
    """Run the rules; give the codes of those that judged all of the plan, and their findings.

    Each finding has its waiver with it.
    """
    own = own_rules(plan.policy)
    asked = _asked_for((*all_rules(), *own), options) if own else _asked_of_all(options)
    if not loaded.complete:
        asked = _Asked.of([rule for rule in asked.rules if not rule.whole], asked.waivers)
    if not settings.is_empty:
        asked = _Asked.of([one for one in asked.rules if settings.runs(one.facts)], asked.waivers)
    earlier, beside = _others(loaded, options)
    ledger = Ledger(plan, complete=loaded.complete, neighbours=beside, earlier=earlier)
    found = _once(map(settings.apply, _found(asked.rules, ledger)))
    findings = [*_not_loaded(), *found]
    waivers = Waivers(plan.waivers, options.as_of)
    judged = [(one.finding, one.waiver) for one in waivers.judge(findings, counts)]
    ran = asked.codes if loaded.complete else frozenset[str]()
    known = {**catalogue(), **{one.facts.code: one.facts for one in own}} if own else catalogue()
    faults = [one for one in waivers.faults(findings, ran, known) if one.rule in asked.waivers]
    return ran, [*judged, *((fault, None) for fault in faults)]


def _others(
    loaded: LoadedPlan, options: Options
) -> tuple[Mapping[str, Plan], Mapping[str, frozenset[str]]]:
    """Give the plans that this one goes on from, and the ids of the projects of each."""
    if not named_plans(loaded):
        return {}, {}
    earlier = earlier_plans(loaded)
    if not options.for_public:
        return earlier, neighbours(loaded)
    earlier = {one: public_plan(other) for one, other in earlier.items()}
    return earlier, {one: frozenset(other.projects) for one, other in earlier.items()}


class _Asked(NamedTuple):
    """What is asked of a plan: rules, with their codes, and which rules about waivers."""

    rules: Sequence[RegisteredRule]
    codes: frozenset[str]
    waivers: Collection[Rule]

    @classmethod
    def of(cls, rules: Sequence[RegisteredRule], waivers: Collection[Rule]) -> "_Asked":
        return cls(rules, frozenset([one.facts.code for one in rules]), waivers)


@lru_cache(maxsize=1)
def _asked_of_all(options: Options) -> _Asked:
    """Give what is asked of a plan without rules of its own: the same throughout a run."""
    return _asked_for(all_rules(), options)


def _asked_for(rules: Iterable[RegisteredRule], options: Options) -> _Asked:
    return _Asked.of(
        [one for one in rules if selected(one.facts, options.select, options.ignore)],
        [one for one in WAIVER_RULES if selected(one, options.select, options.ignore)],
    )


def _not_loaded() -> Iterator[Finding]:
    """Say which installed packages' rules could not be asked: nothing goes unchecked in silence."""
    for fault in installed_rules().faults:
        help_ = "Ask whoever keeps the package, or uninstall it."
        yield Finding(RULES_NOT_LOADED, (), fault, help=help_)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Keep the first finding of each cause, and every finding that names none."""
    seen: set[str] = set()
    for finding in findings:
        if finding.cause and finding.cause in seen:
            continue
        seen.add(finding.cause)
        yield finding


def _found(rules: Iterable[RegisteredRule], ledger: Ledger) -> list[Finding]:
    """Run the rules; the failure of one is a finding of its own, and the others go on."""
    found: list[Finding] = []
    for rule in rules:
        try:
            its = iter(rule.check(rule.facts, ledger))
            first = next(its, None)  # most find nothing, which is told quicker than by a list
            if first is not None:
                found += [first, *its]
        except Exception as error:  # noqa: BLE001  a fault of ours must not hide other findings
            message = (
                f"The rule {rule.facts.code} could not finish on this plan "
                f"({type(error).__name__}: {error})."
            )
            found.append(Finding(RULE_FAILED, (), message, help=PLEASE_REPORT))
    return found


def _form(loaded: LoadedPlan, locator: Locator) -> Iterator[Reported]:
    for file, problem in iter_problems(loaded):
        related = tuple(
            RelatedPlace(Place(file.name, "", span), message) for span, message in problem.related
        )
        yield Reported(
            problem.rule,
            loaded.id,
            locator.place_problem(file, problem),
            problem.message,
            help=problem.help,
            related=related,
        )


def placed_finding(
    plan_id: str, locator: Locator, finding: Finding, waiver: Acceptance | None = None
) -> Reported:
    """Give a finding with its places in the plan's files."""
    related = tuple(
        RelatedPlace(locator.place(at), group.message)
        for group in finding.related
        for at in group.at
    )
    return Reported(
        finding.rule,
        plan_id,
        locator.place(finding.at),
        finding.message,
        finding.help,
        fact(finding.expected),
        fact(finding.actual),
        related,
        waiver,
        "/".join(finding.at),
        fix=finding.fix,
    )
