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


@rule("DLV02", "output-due-outside-the-plan", since="0.1.0")
def output_due_outside_the_plan(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An output due on a date that is no part of the plan's own period."""
    if ledger.days is None:
        return
    for project_id, project in ledger.plan.projects.items():
        for action_id, action in project.actions.items():
            for output_id, output in action.outputs.items():
                for position, period in enumerate(output.due):
                    days = ledger.when(period)
                    if days is not None and not days.overlaps(ledger.days):
                        at = ("projects", project_id, "actions", action_id, "outputs", output_id)
                        yield Finding(
                            facts,
                            (*at, "due", str(position)),
                            f"The output “{shortened(output.text, 60)}” is due {period}; the plan "
                            f"runs from {ledger.days}.",
                            help="Check the date; the year is the usual slip.",
                            expected=str(ledger.days),
                            actual=str(period),
                        )
