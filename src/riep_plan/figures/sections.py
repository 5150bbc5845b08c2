"""Which sections a plan has, and where each is."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from riep_plan.figures.tables import project_saving_rows, spend_rows
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project


class Section(StrEnum):
    """The sections of a plan that are data; any other is prose, under ``narrative``."""

    DETAILS = "details"
    COMMUNICATIONS = "communications"
    OUTCOMES = "outcomes"
    FINANCE = "finance"
    EFFICIENCIES = "efficiencies"
    RISKS = "risks"


#: Sections that a delivery plan's template sets in a place of their own.
SECTIONS = (
    *Section,
    "overview",
    "governance",
    "return-on-investment",
    "sustainability",
)


def _has_communications(plan: Plan) -> bool:
    communications = plan.communications
    return communications is not None and bool(communications.status or communications.messages)


_PRESENT: Mapping[str, tuple[Path, Callable[[Plan], bool]]] = {
    Section.DETAILS: (("accountable_body",), lambda plan: plan.accountable_body is not None),
    Section.COMMUNICATIONS: (("communications",), _has_communications),
    Section.OUTCOMES: (
        ("projects", "*", "outcomes"),
        lambda plan: (
            bool(plan.outcomes) or any(project.outcomes for project in plan.projects.values())
        ),
    ),
    Section.FINANCE: (
        ("projects", "*", "spend"),
        lambda plan: (
            any(spend_rows(*one) for one in plan.projects.items())
            or any(project.allocation or project.budget for project in plan.projects.values())
        ),
    ),
    Section.EFFICIENCIES: (
        ("projects", "*", "efficiencies"),
        lambda plan: any(project_saving_rows(*one) for one in plan.projects.items()),
    ),
    Section.RISKS: (
        ("risks",),
        lambda plan: bool(plan.risks) or any(project.risks for project in plan.projects.values()),
    ),
}


def section_place(section: str) -> Path:
    """Where a section's content belongs in a plan; ``*`` stands for any project.

    A section in prose belongs under ``narrative``.
    """
    return _PRESENT[section][0] if section in _PRESENT else ("narrative", section)


def has_section(plan: Plan, section: str) -> bool:
    """Say whether a plan has anything in a section: as prose, or as data of that name."""
    if section in plan.narrative:
        return True
    if section in _PRESENT:
        return _PRESENT[section][1](plan)
    key = section.replace("-", "_")
    holders: list[Plan | Project] = [plan, *plan.projects.values()]
    return any(getattr(one, key) for one in holders if key in type(one).model_fields)
