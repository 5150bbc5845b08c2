"""Which sections a plan has, and where each is."""

from collections.abc import Callable, Mapping

from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.support import Section

_PRESENT: Mapping[Section, tuple[Path, Callable[[Plan], bool]]] = {
    Section.DETAILS: (("accountable_body",), lambda plan: plan.accountable_body is not None),
    Section.COMMUNICATIONS: (("communications",), lambda plan: plan.communications is not None),
    Section.OUTCOMES: (
        ("projects",),
        lambda plan: any(project.outcomes for project in plan.projects.values()),
    ),
    Section.FINANCE: (
        ("projects",),
        lambda plan: any(project.spend for project in plan.projects.values()),
    ),
    Section.EFFICIENCIES: (
        ("projects",),
        lambda plan: any(project.efficiencies for project in plan.projects.values()),
    ),
    Section.RISKS: (
        ("risks",),
        lambda plan: bool(plan.risks)
        or any(project.risks for project in plan.projects.values()),
    ),
}


def section_place(section: Section) -> Path:
    """Where a section's content belongs in a plan; a section in prose, under ``narrative``."""
    return _PRESENT[section][0] if section in _PRESENT else ("narrative", section.value)


def has_section(plan: Plan, section: Section) -> bool:
    """Say whether a plan has anything in a section."""
    if section in _PRESENT:
        return _PRESENT[section][1](plan)
    return section.value in plan.narrative
