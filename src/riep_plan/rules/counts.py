"""TOT: numbers that a text gives of what the plan lists."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.cases import has_case, is_funded
from riep_plan.figures.walk import leaves
from riep_plan.figures.words.numbers_of import whole_numbers_of_projects
from riep_plan.findings.finding import Finding, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.words import count, shortened


@rule(
    "TOT16",
    "projects-are-not-as-many-as-said",
    since="0.4.0",
    severity=Severity.WARNING,
    whole=True,
)
def projects_are_not_as_many_as_said(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A number of projects in a text on the whole programme that is not the number there are."""
    projects = ledger.plan.projects
    for section_id, section in ledger.plan.narrative.items() if projects else ():
        for at, text in leaves(section, ("narrative", section_id)):
            for words, number in whole_numbers_of_projects(str(text)):
                if number in ledger.once(_counts):
                    continue
                gap, listed = abs(number - len(projects)), count(len(projects), "project")
                yield Finding(
                    facts,
                    at,
                    f"“{shortened(words, 80)}”, but the plan lists {listed} "
                    f"({gap} {'fewer' if number > len(projects) else 'more'}).",
                    help="Check the text against the list of projects.",
                    expected=str(len(projects)),
                    actual=str(number),
                    related=(Related((("projects",),), "the projects"),),
                )


def _counts(ledger: Ledger) -> frozenset[int]:
    """Give every number of projects that a text may mean: all of them, or those that are funded."""
    projects = ledger.plan.projects.values()
    return frozenset(
        (
            len(projects),
            sum(has_case(one) for one in projects),
            sum(is_funded(one) for one in projects),
            sum(one.number is not None for one in projects),
        )
    )
