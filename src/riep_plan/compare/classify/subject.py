"""What a single value of a plan is about: the one place that decides it.

Money are the pounds that sources have, projects are given and spend, and budgets and milestones
are paid: their classification is ``compare.money``'s. Everything else has a module here.
"""

from enum import StrEnum

from riep_plan.compare.change import Difference, Leaf
from riep_plan.compare.leaves import Holds, holds
from riep_plan.findings.finding import Path
from riep_plan.model.budget import AdditionalFunding, BudgetLine
from riep_plan.model.delivery import Benefit
from riep_plan.model.funding import Quarter
from riep_plan.model.governance import Communications, Meeting
from riep_plan.model.indicator import Baseline, Indicator, Target
from riep_plan.model.plan import Plan
from riep_plan.model.profile import Profile, QuantityProfile
from riep_plan.values.period import Period


class Subject(StrEnum):
    """What a value is about."""

    MONEY = "money"
    """Pounds given, budgeted, paid or spent, as planned."""
    SAVING = "saving"
    """What is promised to be saved or gained."""
    TIME = "time"
    """When something is due or holds."""
    TARGET = "target"
    """Where an indicator should stand, and which way is better."""
    BASELINE = "baseline"
    """Where an indicator stood before."""
    RISK = "risk"
    """A risk: its score, what is done about it, by whom."""
    DECISION = "decision"
    """What was decided, and the meetings that decide."""
    WAIVER = "waiver"
    """A finding accepted."""
    POLICY = "policy"
    """What the rules ask."""
    RETURN = "return"
    """What a project returned."""
    STATED = "stated"
    """A total, or a span, as the document states it."""
    WORDING = "wording"
    """Text in words."""
    DETAIL = "detail"
    """A fact that is none of the others."""
    SCOPE = "scope"
    """A part that is wholly new or gone: what its values are about, only both versions tell."""


#: Profiles of pounds kept by funding source, below a project, a budget line, a milestone, a step.
_BY_SOURCE = {"allocation", "requested", "spend", "amounts", "payments"}
#: What the top level of a plan is about, where all below it is about one thing.
_AT_TOP = {
    "waivers": Subject.WAIVER,
    "policy": Subject.POLICY,
    "follows": Subject.POLICY,
    "returns": Subject.RETURN,
    "stated": Subject.STATED,
    "risks": Subject.RISK,
    "risk_scale": Subject.RISK,
    "meetings": Subject.DECISION,
    "decisions": Subject.DECISION,
    "provenance": Subject.DETAIL,
    "restricted": Subject.DETAIL,
    "evidence": Subject.DETAIL,
    "assessments": Subject.DETAIL,
    "contacts": Subject.DETAIL,
}
#: The same one level below a project.
_IN_PROJECT = {
    "stated": Subject.STATED,
    "risks": Subject.RISK,
    "decisions": Subject.DECISION,
    "evidence": Subject.DETAIL,
}
#: Single values that are about something else than their kind of value would say.
_FIELDS: dict[tuple[type, str], Subject] = {
    (AdditionalFunding, "amount"): Subject.MONEY,
    (Benefit, "value"): Subject.SAVING,
    (BudgetLine, "kind"): Subject.MONEY,
    (BudgetLine, "saving"): Subject.SAVING,
    (Indicator, "better"): Subject.TARGET,
    (Indicator, "unit"): Subject.TARGET,
    (Target, "by"): Subject.TIME,
    (Quarter, "stated"): Subject.STATED,
    (Communications, "status"): Subject.WORDING,
    (Plan, "date"): Subject.DETAIL,
    (Plan, "annual"): Subject.DETAIL,
}
_OWNERS: dict[type, Subject] = {
    Target: Subject.TARGET,
    QuantityProfile: Subject.TARGET,
    Baseline: Subject.BASELINE,
    Meeting: Subject.DECISION,
}
#: Keys of text that hold a fact, not words: a role, a body, a number in a list.
_FACTS = {
    *("lead", "sponsor", "scope", "reference", "authorities", "partners", "continues", "role"),
    *("organisation", "funder", "carried_from", "frequency", "method", "recipients", "champions"),
    *("status", "partnership", "programme", "accountable_body", "document", "over"),
}
#: Keys of dates that say of what years an amount holds, not when something is due.
_YEARS = {"indicative"}


def subject_of(difference: Difference) -> Subject:
    """Say what a value that differs is about."""
    return subject_of_leaf(difference.key, difference.leaf)


def subject_of_leaf(key: Path, leaf: Leaf) -> Subject:
    """Say what a value is about.

    Args:
        key: its path with periods by their meaning.
        leaf: the value.
    """
    if (found := _by_place(key)) is not None:
        return found
    if leaf.owner is Profile:
        return _of_profile(key)
    if (found := _FIELDS.get((leaf.owner, leaf.field)) or _OWNERS.get(leaf.owner)) is not None:
        return found
    return _by_value(leaf)


def _by_place(key: Path) -> Subject | None:
    if key[0] == "returns" and key[-1] == "expected":
        return Subject.TIME
    if key[0] in _AT_TOP:
        return _AT_TOP[key[0]]
    if key[0] == "projects" and len(key) > 2:  # noqa: PLR2004  projects, id, field
        return _IN_PROJECT.get(key[2])
    return None


def _of_profile(key: Path) -> Subject:
    """Pounds over time: a saving, or money."""
    if "efficiencies" in key:
        return Subject.SAVING
    is_money = (
        key[0] == "funding" or "budget" in key[:-1] or any(step in _BY_SOURCE for step in key[:-1])
    )
    return Subject.MONEY if is_money else Subject.DETAIL


def _by_value(leaf: Leaf) -> Subject:
    if leaf.field == "due_text":
        return Subject.TIME
    if leaf.field in _YEARS or leaf.field in _FACTS:
        return Subject.DETAIL
    first = leaf.value[0] if type(leaf.value) is tuple and leaf.value else leaf.value
    if isinstance(first, Period):
        return Subject.TIME
    is_words = holds(leaf.owner, leaf.field) is Holds.WORDS
    return Subject.WORDING if is_words else Subject.DETAIL
