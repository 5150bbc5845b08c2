"""A whole plan: one document's worth of data."""

from riep_plan.model.base import Count, Dated, Id, Kind, Part, Text, Version, Whens
from riep_plan.model.budget import BudgetLine
from riep_plan.model.delivery import Benefit, Milestone, Objective, Option
from riep_plan.model.evidence import Assessment, Driver, Evidence
from riep_plan.model.funding import FundingSource, Quarter
from riep_plan.model.governance import (
    Communications,
    Contact,
    Decision,
    Framework,
    Meeting,
    Organisation,
    Workstream,
)
from riep_plan.model.indicator import Indicator
from riep_plan.model.policy import Origin, Policy, Waiver
from riep_plan.model.profile import Efficiencies, Profile, StatedSpend
from riep_plan.model.project import Project
from riep_plan.model.prose import Section
from riep_plan.model.quarters import QuarterLabel
from riep_plan.model.restricted import Restriction
from riep_plan.model.returns import QuarterReturns
from riep_plan.model.risk import Risk, RiskScale
from riep_plan.values.money import Unit


class Stated(Part):
    """What the document states about the whole: kept beside the parts, never trusted."""

    spend: StatedSpend | None = None
    """Total rows of the finance tables."""
    funding: Profile | None = None
    """The total of the funding sources."""
    available: dict[Id, Profile] = {}
    """What there is to allocate, by funding source, with what is pooled with it."""
    allocation: dict[Id, Profile] = {}
    """The total row of the allocations, by funding source."""
    allocation_total: Profile | None = None
    """The allocations from all sources together."""
    unallocated: dict[Id, Profile] = {}
    """What is left to allocate, by funding source."""
    saving: Profile | None = None
    """The total that doing things together saves."""
    efficiencies: Efficiencies | None = None
    """Total rows of the efficiencies tables."""


class Plan(Part, defer_build=True):
    """A plan as the rules, figures and reports see it, whatever files it came from."""

    kind: Kind
    """What kind of document it is: `delivery-plan`, `work-programme`, …"""
    title: Text
    """The plan's title."""
    status: Text | None = None
    """What the document says of itself: `Draft`."""
    date: Dated | None = None
    """The day or month of the document."""
    partnership: Text | None = None
    """The partnership that the programme belongs to."""
    programme: Text | None = None
    """The programme or commission that the plan is for."""
    accountable_body: Text | None = None
    """The body that answers for the money."""
    document: Text | None = None
    """The document that the plan was transcribed from."""
    unit: Unit = Unit.POUND
    """What a bare number counts: `pound`, or `thousand` for a document in £k."""
    period: Dated | None = None
    """The year or years that the plan is for: `2008/09`."""
    annual: Whens = ()
    """The years that every amount without a period holds for, each by itself."""
    follows: Id | None = None
    """A shared policy, by id: `policies/<id>.yaml` beside the plans."""
    contacts: dict[Id, Contact] = {}
    """Roles and organisations, by id."""
    organisations: dict[Id, Organisation] = {}
    """Partners, by id."""
    organisations_served: Count | None = None
    """How many organisations the programme serves."""
    meetings: dict[Id, Meeting] = {}
    """Meetings that the plan goes to or that decided on it, by id."""
    decisions: dict[Id, Decision] = {}
    """What was decided on the plan as a whole, by the meeting's id; they may have a file of their
    own instead, `decisions.yaml`."""
    calendar: dict[QuarterLabel, Quarter] = {}
    """The plan's own quarters."""
    workstreams: dict[Id, Workstream] = {}
    """Groups of projects, by id."""
    frameworks: dict[Id, Framework] = {}
    """Sets of targets that projects contribute to, by id."""
    funding: dict[Id, FundingSource] = {}
    """Who pays, by id."""
    budget: dict[Id, BudgetLine] = {}
    """What the programme itself pays for, outside its projects, by id."""
    narrative: dict[Id, Section] = {}
    """Sections in prose, by id: `overview`, `governance`, `return-on-investment`, …"""
    communications: Communications | None = None
    """The communications plan."""
    objectives: dict[Id, Objective] = {}
    """What the programme is to achieve, by id."""
    outcomes: dict[Id, Text] = {}
    """Outcomes of the programme, by id."""
    indicators: dict[Id, Indicator] = {}
    """Indicators of the programme, by id."""
    benefits: dict[Id, Benefit] = {}
    """What anyone gains from the programme, by id."""
    options: dict[Id, Option] = {}
    """Ways that were weighed, by id."""
    milestones: dict[Id, Milestone] = {}
    """Milestones of the programme, by id."""
    assessments: dict[Id, Assessment] = {}
    """Organisations placed on a scale, by id."""
    evidence: dict[Id, Evidence] = {}
    """Tables that support the case, by id."""
    drivers: dict[Id, Driver] = {}
    """Policies that the plan answers to, by id."""
    risk_scale: RiskScale | None = None
    """The steps by which risks are scored."""
    risks: dict[Id, Risk] = {}
    """Risks of the programme, by id."""
    stated: Stated | None = None
    """Programme totals as the document states them."""
    projects: dict[Id, Project] = {}
    """Projects, by id; each may have a file of its own instead, `projects/<id>.yaml`."""
    returns: dict[QuarterLabel, QuarterReturns] = {}
    """What projects said at the end of each quarter; each quarter may have a file of its own
    instead, `returns/<quarter>.yaml`."""
    policy: Policy = Policy()
    """The funder's parameters; they may have a file of their own instead, `policy.yaml`."""
    waivers: dict[Id, Waiver] = {}
    """Findings accepted, by id; they may have a file of their own instead, `waivers.yaml`."""
    provenance: dict[Id, Origin] = {}
    """Where values came from, by id, where the document's own words need keeping."""
    restricted: dict[Id, Restriction] = {}
    """What is left out of documents for the public, by id."""


class PlanFile(Plan):
    """The file `plan.yaml`."""

    riep: Version
    """The version of the plan language."""
