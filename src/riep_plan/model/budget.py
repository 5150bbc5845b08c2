"""Budgets: what money is for, line by line, and how an amount was worked out."""

from enum import StrEnum

from riep_plan.model.base import Id, Ids, Money, Number, Part, Text, Texts
from riep_plan.model.profile import Profile


class SpendKind(StrEnum):
    """Whether money pays running costs or buys what lasts."""

    REVENUE = "revenue"
    CAPITAL = "capital"


class BudgetLine(Part):
    """One line of a budget: what is paid for, and how much.

    A line gives its money by funding source, or as one `amount` where the document does not say
    which source pays.
    """

    text: Text
    """What is paid for."""
    includes: Texts = ()
    """What else the same amount pays for, where several tasks share one."""
    kind: SpendKind | None = None
    """`revenue` or `capital`, where the document says."""
    amounts: dict[Id, Profile] = {}
    """Pounds from each funding source, by the source's id, over time or in all."""
    amount: Profile | None = None
    """Pounds over time or in all, where the document does not say which source pays."""
    cost_alone: Money | None = None
    """Pounds that each organisation would spend to do it alone."""
    saving: Money | None = None
    """Pounds that doing it together saves, as the document states it."""
    workstreams: Ids = ()
    """The workstreams that a line of the programme belongs to, by id."""
    note: Text | None = None
    """What the document says beside it."""


class Estimate(Part):
    """An amount, or a number of things at a rate."""

    text: Text | None = None
    """What is counted."""
    number: Number | None = None
    """How many."""
    rate: Money | None = None
    """Pounds for each."""
    amount: Money | None = None
    """Pounds as stated: what the number and rate give, or an amount by itself."""


class EstimateGroup(Part):
    """Estimates with the subtotal that the document states."""

    text: Text | None = None
    """What the group is."""
    total: Money | None = None
    """The subtotal as stated."""
    parts: dict[Id, Estimate]
    """The estimates that make it up, by id; what is taken off has a minus sign."""


class AdditionalFunding(Part):
    """Money or time from elsewhere that a project relies on."""

    source: Id
    """The funding source, by its id in the plan."""
    text: Text
    """What is given."""
    amount: Money | None = None
    """Pounds, or the worth in pounds of what is given."""
    basis: dict[Id, EstimateGroup] = {}
    """How the amount was worked out."""
