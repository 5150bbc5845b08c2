"""The orchestra: read → model → rules → waive → place → sort."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from riep_plan.check.catalogue import RULE_FAILED, catalogue, selected
from riep_plan.check.settings import Settings
from riep_plan.check.waivers import WAIVER_RULES, Waivers
from riep_plan.figures import Ledger
from riep_plan.figures.policies import judged_from, policy_in_force
from riep_plan.findings.finding import Finding, fact
from riep_plan.findings.result import (
    Acceptance,
    Place,
    RelatedPlace,
    Reported,
    Result,
)
from riep_plan.rules.registry import RegisteredRule, all_rules
from riep_plan.source.discover import PlanSite
from riep_plan.source.load import LoadedPlan, iter_problems, load, shown_path
from riep_plan.source.neighbours import neighbours
from riep_plan.source.place import Locator


@dataclass(frozen=True, slots=True)
class Options:
    """What to check.

    Attributes:
        select: codes, or beginnings of codes, to check; empty for all.
        ignore: codes, or beginnings of codes, to leave out.
        as_of: the day on which waivers are judged; None holds that none has expired.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gives: the result, and files that the system would not let us read."""

    result: Result
    unread: tuple[str, ...]


def check(sites: Iterable[PlanSite], options: Options) -> Run:
    """Check plans, one after another; each plan's findings depend on that plan alone."""
    plans = files = 0
    reported: list[Reported] = []
    unread: list[str] = []
    for site in sites:
        plans += 1
        try:
            loaded = load(site)
            reported.extend(report_plan(loaded, options))
        except Exception as error:  # noqa: BLE001  one plan must not hide the findings in another
            reported.append(_failed(site, error))
            continue
        files += len(loaded.files)
        unread.extend(loaded.unread)
    reported.sort(key=lambda one: one.sort_key)
    return Run(Result(plans, files, tuple(reported), len(unread)), tuple(unread))


def _failed(site: PlanSite, error: Exception) -> Reported:
    return Reported(
        RULE_FAILED,
        site.id,
        Place(shown_path(site.root), "", None),
        f"riep could not finish this plan ({type(error).__name__}).",
        help="Please report this as a fault of riep, with the plan if you can.",
    )


def report_plan(loaded: LoadedPlan, options: Options) -> list[Reported]:
    """Give every finding in one plan, placed and waived, in order."""
    locator = Locator(loaded)
    reported = list(_form(loaded, locator))
    if loaded.plan is not None and loaded.can_be_judged:
        for finding, waiver in _judge(loaded, options):
            reported.append(_placed(loaded.id, locator, finding, waiver))
    return sorted(reported, key=lambda one: one.sort_key)


def _judge(loaded: LoadedPlan, options: Options) -> Iterator[tuple[Finding, Acceptance | None]]:
    assert loaded.plan is not None  # noqa: S101  for the type checker; the caller has looked
    plan = loaded.plan.model_copy(update={"policy": policy_in_force(loaded.plan)})
    settings = Settings(plan.policy.rules, judged_from(plan))
    rules = [
        rule
        for rule in all_rules()
        if selected(rule.facts, options.select, options.ignore)
        and settings.runs(rule.facts)
        and (loaded.complete or not rule.whole)
    ]
    ledger = Ledger(plan, complete=loaded.complete, neighbours=neighbours(loaded))
    found = (settings.apply(one) for rule in rules for one in _run(rule, ledger))
    findings = list(_once(found))
    waivers = Waivers(loaded.plan.waivers, options.as_of)
    for judged in waivers.judge(findings):
        yield judged.finding, judged.waiver
    wanted = {rule for rule in WAIVER_RULES if selected(rule, options.select, options.ignore)}
    ran = {rule.facts.code for rule in rules} if loaded.complete else set()
    for fault in waivers.faults(findings, ran, catalogue()):
        if fault.rule in wanted:
            yield fault, None


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Keep the first finding of each cause, and every finding that names none."""
    seen: set[str] = set()
    for finding in findings:
        if finding.cause and finding.cause in seen:
            continue
        seen.add(finding.cause)
        yield finding


def _run(rule: RegisteredRule, ledger: Ledger) -> list[Finding]:
    """Run one rule; its failure is a finding of its own, and the others go on."""
    try:
        return list(rule(ledger))
    except Exception as error:  # noqa: BLE001  any fault of ours must not hide the other findings
        return [
            Finding(
                RULE_FAILED,
                (),
                f"The rule {rule.facts.code} could not finish on this plan "
                f"({type(error).__name__}: {error}).",
                help="Please report this as a fault of riep, with the plan if you can.",
            )
        ]


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


def _placed(
    plan_id: str, locator: Locator, finding: Finding, waiver: Acceptance | None
) -> Reported:
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
    )
