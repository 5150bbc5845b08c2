"""Which sections a plan has, and where each is."""

from collections.abc import Callable, Mapping

from riep_plan.figures.tables import all_spend_rows, project_saving_rows
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.support import Section


def _has_communications(plan: Plan) -> bool:
    communications = plan.communications
    return communications is not None and bool(communications.status or communications.messages)


_PRESENT: Mapping[Section, tuple[Path, Callable[[Plan], bool]]] = {
    Section.DETAILS: (("accountable_body",), lambda plan: plan.accountable_body is not None),
    Section.COMMUNICATIONS: (("communications",), _has_communications),
    Section.OUTCOMES: (
        ("projects", "*", "outcomes"),
        lambda plan: any(project.outcomes for project in plan.projects.values()),
    ),
    Section.FINANCE: (
        ("projects", "*", "spend"),
        lambda plan: any(True for _ in all_spend_rows(plan)),
    ),
    Section.EFFICIENCIES: (
        ("projects", "*", "efficiencies"),
        lambda plan: any(
            True
            for project_id, project in plan.projects.items()
            for _ in project_saving_rows(project_id, project)
        ),
    ),
    Section.RISKS: (
        ("risks",),
        lambda plan: bool(plan.risks) or any(project.risks for project in plan.projects.values()),
    ),
}


def section_place(section: Section) -> Path:
    """Where a section's content belongs in a plan; ``*`` stands for any project.

    A section in prose belongs under ``narrative``.
    """
    return _PRESENT[section][0] if section in _PRESENT else ("narrative", section.value)


def has_section(plan: Plan, section: Section) -> bool:
    """Say whether a plan has anything in a section."""
    if section in _PRESENT:
        return _PRESENT[section][1](plan)
    return section.value in plan.narrative
