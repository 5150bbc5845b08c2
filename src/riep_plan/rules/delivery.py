"""DLV: what is delivered, and when."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding
from riep_plan.findings.rule import Rule
from riep_plan.rules.registry import rule
from riep_plan.values.words import shortened


@rule("DLV01", "output-without-date", since="0.1.0")
def output_without_date(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An output that no quarter or date is given for."""
    for project_id, project in ledger.plan.projects.items():
        for action_id, action in project.actions.items():
            for output_id, output in action.outputs.items():
                if not output.due:
                    yield Finding(
                        facts,
                        ("projects", project_id, "actions", action_id, "outputs", output_id),
                        f"The output “{shortened(output.text, 80)}” has no quarter or date.",
                        help="Add when it is due: `due: Q2`.",
                    )
