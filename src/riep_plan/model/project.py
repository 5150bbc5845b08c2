"""A project: a unit with a budget, what it will do, and how anyone will know."""

from enum import StrEnum

from riep_plan.model.base import (
    Amount,
    Count,
    Id,
    Ids,
    Money,
    Number,
    Part,
    Prose,
    Text,
    Version,
    When,
    Whens,
)
from riep_plan.model.profile import CountProfile, Efficiencies, KindProfiles, ProjectStated


class IndicatorKind(StrEnum):
    """A lead indicator moves within a year; a lag indicator takes longer or is rarely counted."""

    LAG = "lag"
    LEAD = "lead"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Output(Part):
    """What an action delivers, and when."""

    text: Text
    """The output in a sentence."""
    due: Whens = ()
    """The quarter or date it is due: `Q2`, `Q2–Q4`, or a list such as `[Q1, Q3]`."""


class Action(Part):
    """An activity that produces outcomes."""

    text: Text
    """What will be done."""
    serves: Ids = ()
    """The outcomes it serves, by id."""
    outputs: dict[Id, Output] = {}
    """What it delivers, by id."""


class Baseline(Part):
    """Where an indicator stands before the project."""

    value: Amount | None = None
    """The value: a number, a percentage or pounds."""
    distribution: dict[Text, Number] = {}
    """How many stand at each level, such as `{2: 22, 3: 15}`."""
    text: Text | None = None
    """The document's own words, where a value alone does not say it."""
    at: When | None = None
    """When it was measured."""


class Target(Part):
    """Where an indicator should stand because of the project."""

    value: Amount | None = None
    """The value to reach."""
    change: Amount | None = None
    """How far from the baseline, where the document states a change and not a level."""
    distribution: dict[Text, Number] = {}
    """How many should stand at each level."""
    profile: CountProfile | None = None
    """The number due in each period."""
    text: Text | None = None
    """The document's own words, where a value alone does not say it."""
    by: When | None = None
    """When it should be reached."""


class Indicator(Part):
    """How anyone will know that an outcome is achieved."""

    kind: IndicatorKind
    """`lead` or `lag`."""
    text: Text
    """What is measured."""
    measures: Ids = ()
    """The outcomes it measures, by id."""
    unit: Text | None = None
    """What is counted: people, days, projects."""
    better: Direction | None = None
    """Which way is better: `higher` or `lower`."""
    baseline: Baseline | None = None
    """Where it stands."""
    target: Target | None = None
    """Where it should stand."""


class Risk(Part):
    """What may go wrong, and what is done about it."""

    text: Text
    """The risk in a sentence."""
    likelihood: Text | None = None
    """A step of the plan's likelihood scale."""
    impact: Text | None = None
    """A step of the plan's impact scale."""
    mitigation: Text | None = None
    """What is done to avoid or manage it."""
    owner: Text | None = None
    """The role or body that manages it."""


class Estimate(Part):
    """A number of things at a rate."""

    text: Text | None = None
    """What is counted."""
    number: Number
    """How many."""
    rate: Money
    """Pounds for each."""


class EstimateGroup(Part):
    """Estimates with the subtotal that the document states."""

    text: Text | None = None
    """What the group is."""
    total: Money | None = None
    """The subtotal as stated."""
    parts: dict[Id, Estimate]
    """The estimates that make it up, by id."""


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


class Project(Part):
    """One project, programme or workstream with a budget of its own."""

    number: Count | None = None
    """The document's number for it."""
    title: Text
    """Its title."""
    short_title: Text | None = None
    """A shorter title, for tables."""
    lead: Text | None = None
    """The lead organisation or role."""
    description: Prose | None = None
    """What it is and why."""
    outcomes: dict[Id, Text] = {}
    """Real, lasting, tangible benefits, by id."""
    actions: dict[Id, Action] = {}
    """What will be done, by id."""
    indicators: dict[Id, Indicator] = {}
    """Lag and lead indicators, by id."""
    no_lag_indicator: Text | None = None
    """Why there is no lag indicator, where the document says so."""
    spend: dict[Id, KindProfiles] = {}
    """Spend from each funding source, by the source's id."""
    additional_funding: dict[Id, AdditionalFunding] = {}
    """Money or time from elsewhere, by id."""
    efficiencies: Efficiencies | None = None
    """What it is expected to save."""
    risks: dict[Id, Risk] = {}
    """Risks of this project, by id."""
    stated: ProjectStated | None = None
    """Totals as the document states them."""

    @property
    def name(self) -> str:
        """The title to use in tables and messages."""
        return self.short_title or self.title


class ProjectFile(Project):
    """The file `projects/<id>.yaml`."""

    riep: Version
    """The version of the plan language."""
