"""A project: a unit with a budget, what it will do, and how anyone will know."""

from riep_plan.model.base import Count, Id, Ids, Money, Part, Prose, Text, Texts, Version, Whens
from riep_plan.model.budget import AdditionalFunding, BudgetLine
from riep_plan.model.delivery import Action, Benefit, Milestone, Objective, Option
from riep_plan.model.evidence import Evidence
from riep_plan.model.governance import Decision
from riep_plan.model.indicator import Indicator
from riep_plan.model.profile import Efficiencies, KindProfiles, Profile, StatedSpend
from riep_plan.model.prose import Section
from riep_plan.model.risk import Risk


class ProjectStated(Part):
    """What the document states about a whole project: kept beside the parts, never trusted."""

    spend: StatedSpend | None = None
    """Total rows of the project's finance table."""
    allocation: Profile | None = None
    """The allocation from all sources together."""
    budget: dict[Id, Profile] = {}
    """The total row of the budget, by funding source."""
    budget_total: Profile | None = None
    """The total of the budget, whichever source pays."""
    payments: dict[Id, Profile] = {}
    """The total row of the milestones' payments, by funding source."""
    cost_alone: Money | None = None
    """The total of what each organisation would spend alone, in pounds."""
    saving: Money | None = None
    """The total that doing it together saves, in pounds."""


class Project(Part):
    """One project, programme or workstream with a budget of its own."""

    number: Count | None = None
    """The document's number for it."""
    title: Text
    """Its title."""
    short_title: Text | None = None
    """A shorter title, for tables."""
    scope: Text | None = None
    """How wide it is: `Regional`, or the sub-region."""
    workstreams: Ids = ()
    """The workstreams it belongs to, by id."""
    lead: Text | None = None
    """The lead organisation or role."""
    sponsor: Text | None = None
    """The role that answers for it."""
    authorities: Text | None = None
    """The authorities involved, in the document's words."""
    partners: Texts = ()
    """The partners by name, where the document lists them."""
    page: Count | None = None
    """The page of its business case, as the document's own contents give it."""
    continues: Texts = ()
    """What it continues: `plan-id/project-id` of a plan kept beside this one, or words."""
    description: Prose | None = None
    """What it is and why."""
    narrative: dict[Id, Section] = {}
    """Further sections in prose, by id: `background`, `progress-to-date`, …"""
    objectives: dict[Id, Objective] = {}
    """What it is to achieve, by id."""
    outcomes: dict[Id, Text] = {}
    """Real, lasting, tangible benefits, by id."""
    actions: dict[Id, Action] = {}
    """What will be done, by id."""
    milestones: dict[Id, Milestone] = {}
    """Points it reaches by a date, and what is paid for them, by id."""
    indicators: dict[Id, Indicator] = {}
    """Lag and lead indicators, by id."""
    no_lag_indicator: Text | None = None
    """Why there is no lag indicator, where the document says so."""
    benefits: dict[Id, Benefit] = {}
    """What anyone gains, by id."""
    contributes: dict[Id, Ids] = {}
    """The targets it contributes to, by framework: `{ries: [12, 13, 14]}`."""
    contribution: Prose | None = None
    """How it contributes to them, in prose."""
    options: dict[Id, Option] = {}
    """Ways that were weighed, by id."""
    allocation: dict[Id, Profile] = {}
    """Pounds allocated to it by the programme, by funding source."""
    requested: dict[Id, Profile] = {}
    """Pounds that its own business case asks for, by funding source."""
    indicative: Whens = ()
    """The years whose amounts are indicative only."""
    spend: dict[Id, KindProfiles] = {}
    """Spend from each funding source in revenue and capital, by the source's id."""
    budget: dict[Id, BudgetLine] = {}
    """What the money is for, line by line, by id."""
    additional_funding: dict[Id, AdditionalFunding] = {}
    """Money or time from elsewhere, by id."""
    efficiencies: Efficiencies | None = None
    """What it is expected to save."""
    evidence: dict[Id, Evidence] = {}
    """Tables that support the case, by id."""
    risks: dict[Id, Risk] = {}
    """Risks of this project, by id."""
    decisions: dict[Id, Decision] = {}
    """What was decided on it, by the id of the meeting."""
    stated: ProjectStated | None = None
    """Totals as the document states them."""

    @property
    def name(self) -> str:
        """The title to use in tables and messages."""
        return self.short_title or self.title


class ProjectFile(Project, defer_build=True):
    """The file `projects/<id>.yaml`."""

    riep: Version
    """The version of the plan language."""
