"""The documents that a plan can be rendered as: each names its template and its view models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riep_plan.figures import Ledger
from riep_plan.figures.quotes import with_quotes
from riep_plan.findings.result import Reported
from riep_plan.model import Plan
from riep_plan.report.findings_view import FindingsView
from riep_plan.report.plan_view import PlanView
from riep_plan.report.programme_view import ProgrammeView
from riep_plan.report.quarter_view import QuarterView
from riep_plan.report.settings_view import SettingsView


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be set.

    Attributes:
        name: its file's name without an ending.
        title: its title, for the head of the page.
        templates: paths below ``templates/``: the first one that there is sets the document.
        views: what the template may speak of, by name.
    """

    name: str
    title: str
    templates: tuple[str, ...]
    views: Mapping[str, Any]


def plan_document(
    plan_id: str, plan: Plan, reported: Sequence[Reported], *, complete: bool = True
) -> Document:
    """Make the plan's own document, in the form of its kind."""
    plan = with_quotes(plan)
    ledger = Ledger(plan, complete=complete)
    views = {
        "plan": PlanView(ledger),
        "programme": ProgrammeView(ledger),
        "checks": FindingsView(reported),
        "settings": SettingsView(plan),
    }
    return Document(plan_id, plan.title, (f"{plan.kind}/plan.j2",), views)


def quarter_document(
    plan_id: str,
    plan: Plan,
    quarter: str,
    reported: Sequence[Reported],
    *,
    complete: bool = True,
) -> Document:
    """Make the report of one quarter.

    Raises:
        KeyError: the plan's calendar has no such quarter.
    """
    plan = with_quotes(plan)
    ledger = Ledger(plan, complete=complete)
    if quarter not in ledger.quarters:
        raise KeyError(quarter)
    views = {
        "plan": PlanView(ledger),
        "quarter": QuarterView(ledger, quarter),
        "checks": FindingsView(reported),
        "settings": SettingsView(plan),
    }
    title = f"{plan.title}: {quarter}"
    templates = (f"{plan.kind}/quarter.j2", "shared/quarter.j2")
    return Document(f"{plan_id}-{quarter}", title, templates, views)
