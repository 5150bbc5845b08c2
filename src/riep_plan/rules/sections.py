"""SEC: the sections that the funder's guidance asks for."""

import re
from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.sections import has_section, section_place
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule
from riep_plan.rules.registry import rule
from riep_plan.values.words import shortened

# What people write when they mean to write something later.
_PLACEHOLDER = re.compile(
    r"\W*(await(s|ing|ed)\b|(to be|tb)\s*(confirmed|advised|agreed|determined|completed|added|c)\b"
    r"|tb[acd]\b|to follow\b|under development\b|not yet (available|written|agreed)\b"
    r"|(insert|add|enter)\b.{0,40}\bhere\b|x{3,}|lorem ipsum|placeholder\b|\[.{0,60}\]\W*$)",
    re.IGNORECASE,
)


@rule("SEC01", "section-missing", since="0.1.0", whole=True)
def section_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A section that the policy requires and the plan has not."""
    for position, section in enumerate(ledger.plan.policy.required_sections):
        if not has_section(ledger.plan, section):
            where = ".".join(section_place(section))
            yield Finding(
                facts,
                section_place(section)[:1],
                f"The plan has no section “{section}”, which its policy requires.",
                help=f"Write it under `{where}`.",
                expected=str(section),
                related=(
                    Related(
                        (("policy", "required_sections", str(position)),),
                        "the policy that requires it",
                    ),
                ),
            )


@rule("SEC02", "placeholder-left-in", since="0.1.0")
def placeholder_left_in(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A section or description that only says it is still to be written."""
    for at, text in _narratives(ledger):
        if _PLACEHOLDER.match(text):
            yield Finding(
                facts,
                at,
                f"This section is a placeholder: “{shortened(text, 80)}”.",
                help="Write the section, or waive this with the reason that it has to wait.",
                actual=shortened(text, 200),
            )


def _narratives(ledger: Ledger) -> Iterator[tuple[Path, str]]:
    plan = ledger.plan
    for section, text in plan.narrative.items():
        yield ("narrative", section), text
    if plan.communications is not None and plan.communications.status is not None:
        yield ("communications", "status"), plan.communications.status
    for project_id, project in plan.projects.items():
        if project.description is not None:
            yield ("projects", project_id, "description"), project.description
