"""REF: what one part of a plan says of another, by id."""

from collections.abc import Collection, Iterator

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule
from riep_plan.model import Project
from riep_plan.rules.registry import rule
from riep_plan.values.words import listed, nearest, shortened


@rule("REF01", "reference-to-nothing", since="0.1.0")
def reference_to_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An id that names no outcome or funding source of the plan."""
    for project_id, project in ledger.plan.projects.items():
        at: Path = ("projects", project_id)
        for where, named in _outcomes_named(at, project):
            yield from _unknown(facts, where, named, project.outcomes, "outcome of this project")
        for where, named in _sources_named(at, project):
            yield from _unknown(facts, where, named, ledger.plan.funding, "funding source")


@rule("REF02", "number-used-twice", since="0.1.0")
def number_used_twice(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Two projects with one number."""
    first: dict[int, str] = {}
    for project_id, project in ledger.plan.projects.items():
        if project.number is None:
            continue
        if project.number in first:
            yield Finding(
                facts,
                ("projects", project_id, "number"),
                f"“{project_id}” has number {project.number}, which “{first[project.number]}” has "
                "already.",
                help="Give each project a number of its own, or leave the number out.",
                actual=str(project.number),
                related=(
                    Related((("projects", first[project.number], "number"),), "the first one"),
                ),
            )
        first.setdefault(project.number, project_id)


def _outcomes_named(at: Path, project: Project) -> Iterator[tuple[Path, str]]:
    for action_id, action in project.actions.items():
        for position, outcome in enumerate(action.serves):
            yield (*at, "actions", action_id, "serves", str(position)), outcome
    for indicator_id, indicator in project.indicators.items():
        for position, outcome in enumerate(indicator.measures):
            yield (*at, "indicators", indicator_id, "measures", str(position)), outcome


def _sources_named(at: Path, project: Project) -> Iterator[tuple[Path, str]]:
    for source in project.spend:
        yield (*at, "spend", source), source
    for funding_id, funding in project.additional_funding.items():
        yield (*at, "additional_funding", funding_id, "source"), funding.source


def _unknown(
    facts: Rule, at: Path, named: str, known: Collection[str], what: str
) -> Iterator[Finding]:
    if named in known:
        return
    meant = nearest(named, known)
    there = f"The plan has {listed(sorted(known))}." if known else "The plan has none."
    yield Finding(
        facts,
        at,
        f"“{shortened(named, 60)}” is the id of no {what}.",
        help=f"Did you mean {meant}?" if meant else shortened(there, 160),
        expected=meant,
        actual=named,
    )
