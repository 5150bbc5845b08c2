"""Policies and waivers: what a funder asks, and what was accepted all the same."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from riep_plan.model.base import (
    Amount,
    Count,
    Dated,
    Id,
    Ids,
    IdsInAnyOrder,
    Money,
    OneOrMany,
    OwnCode,
    Part,
    Percent,
    Text,
    Texts,
    Version,
)
from riep_plan.model.funding import FundingStatus
from riep_plan.model.governance import Matter
from riep_plan.model.written import InAnyOrder


class CapitalPolicy(Part):
    """What the funder asks of capital."""

    until: Dated | None = None
    """The last day, month or year in which its capital may be spent."""


class Mix(Part):
    """How a grant is divided into revenue and capital."""

    revenue: Amount
    """The share of revenue: `80%`."""
    capital: Amount
    """The share of capital: `20%`."""
    status: FundingStatus = FundingStatus.CONFIRMED
    """How certain the split is."""
    sources: IdsInAnyOrder = ()
    """The funding sources it holds for, by id; all of them where none is named."""
    tolerance: Percent = Decimal(1)
    """How many percentage points the spend may be from the split."""


class Tolerance(Part):
    """How far a figure may be out before it wants an explanation."""

    amount: Money | None = None
    """Pounds."""
    share: Percent | None = None
    """A percentage of what was planned."""


class RagTolerances(Part):
    """How far spend may be from its profile or budget before it is no longer green."""

    amber: Tolerance = Tolerance.model_validate({"share": "5%"})
    """Beyond this it is amber."""
    red: Tolerance = Tolerance.model_validate({"share": "10%"})
    """Beyond this it is red."""


class Delegation(Part):
    """What may be decided without the board."""

    text: Text
    """What is delegated."""
    to: Text | None = None
    """The role or body that may decide, where the document names it."""
    of: Annotated[tuple[Matter, ...], OneOrMany(), InAnyOrder()] = ()
    """The kinds of change that it may decide on: `[virement, re-profile]`; every change of money
    where it has a limit and names none."""
    limit: Money | None = None
    """The most, in pounds, that it may decide on; `0` keeps the kinds that it names for the
    board."""
    share: Percent | None = None
    """The most that it may decide on as a percentage: of the project's budget, or of the target or
    saving as it stood."""
    days: Count | None = None
    """The most days by which it may let a date be later."""
    cumulative: Money | None = None
    """The most, in pounds, that it may decide on in all since the last approval."""
    source: Text | None = None
    """Where the document says so."""


class RuleLevel(StrEnum):
    """What a rule's findings count as for this funder."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


class RuleSetting(Part):
    """How a rule applies to the plans of this policy."""

    severity: RuleLevel | None = None
    """What its findings count as: `error`, `warning`, `info`, or `off` for a rule that is not
    asked of these plans."""
    material: Tolerance | None = None
    """The difference from which its findings count in full; smaller ones are remarks."""
    start: Annotated[Dated | None, Field(alias="from")] = None
    """The day, month or year from which it holds: a plan that starts before is not judged by it."""
    reason: Text
    """Why, and who agreed it."""


class ForEach(StrEnum):
    """What an own rule looks at, one at a time; expressions call it by the same name."""

    PLAN = "plan"
    PROJECT = "project"
    INDICATOR = "indicator"
    RISK = "risk"
    MILESTONE = "milestone"
    SOURCE = "source"
    LINE = "line"


class OwnLevel(StrEnum):
    """What the findings of an own rule count as."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class OwnRule(Part):
    """A rule of the organisation's own: an expression that has to hold."""

    name: Id
    """What it finds, in words joined by hyphens: `large-project-without-sponsor`."""
    for_each: ForEach = ForEach.PROJECT
    """What it looks at, one at a time: the `plan`, each `project`, `indicator`, `risk`,
    `milestone`, funding `source` or budget `line`."""
    when: Text | None = None
    """An expression: the rule is asked only where it is true."""
    require: Text
    """The expression that has to be true: `project.cost <= 100000 || has(project.sponsor)`."""
    message: Text
    """What is said where it is not: `a project over £100,000 needs a sponsor`."""
    severity: OwnLevel = OwnLevel.WARNING
    """What its findings count as: `error`, `warning` or `info`."""
    help: Text | None = None
    """What to do about it."""
    source: Text | None = None
    """The paper that asks for it: `Financial regulations, 4.2`."""
    reason: Text | None = None
    """Why it is asked."""


class Parameters(Part):
    """What a funder sets for the rules, from the start or from a later day on."""

    capital: CapitalPolicy = CapitalPolicy()
    """Conditions on the funder's capital."""
    mix: Mix | None = None
    """How the grant is divided into revenue and capital."""
    apportionment: dict[Id, Amount] = {}
    """How the grant is shared out: `{sub-regional: 70%, regional: 30%}`."""
    required_sections: Ids = ()
    """The sections that a plan must have."""
    required_of_projects: Texts = ()
    """The keys that a project must have: `[sponsor, description, benefits, budget, risks]`."""
    required_of_savings: Texts = ()
    """The keys that a project's cashable savings must have: `falls_on`."""
    over_programming: Percent | None = None
    """How many per cent more than a source has may be allocated, since some of it slips."""
    tolerance: Tolerance = Tolerance()
    """How far spend may be from its profile before it wants an explanation."""
    rag: RagTolerances = RagTolerances()
    """How far spend may be off before it implies amber or red."""
    delegated: dict[Id, Delegation] = {}
    """What may be decided without the board, by id."""
    board: Text | None = None
    """The body that decides what nobody else may, as meetings name it."""
    baseline_years: Count = 5
    """How many years before the plan's start a baseline may have been measured."""
    target_years: Count = 10
    """How many years after the plan's end a target may be due."""
    lead_years: Count = 1
    """How many years after the plan's end a lead indicator may take to move."""
    highest_return: Count = 100
    """How many pounds a pound of spend may save before the figures want a second look."""
    promise_tolerance: Percent = Decimal(5)
    """How many per cent a saving in words may be from the figures, since words round."""
    late_payment_days: Count = 366
    """How many days after its milestone a payment may fall."""
    severe_from: Percent = Decimal(75)
    """How high on the scale, in per cent, both scores of a severe risk stand."""
    rules: dict[Text, RuleSetting] = {}
    """How rules apply, by code or by the letters that begin it: `{EFF: {severity: info, …}}`."""
    own_rules: dict[OwnCode, OwnRule] = {}
    """Rules of the organisation's own, by code, `ORG01` to `ORG99`: docs/own-rules.md."""


class PolicyChange(Parameters):
    """What the policy says otherwise for plans that start on a day or later."""

    start: Annotated[Dated, Field(alias="from")]
    """The day, month or year from which it holds."""
    source: Text | None = None
    """The guidance that changed it."""


class Policy(Parameters):
    """A funder's parameters for the rules."""

    title: Text | None = None
    """What the policy is called."""
    source: Text | None = None
    """The guidance that it states."""
    changes: dict[Id, PolicyChange] = {}
    """What it says otherwise for later plans, by id, each from a day on."""


class PolicyFile(Policy, defer_build=True):
    """The file `policy.yaml`, or `policies/<id>.yaml` beside the plans that share it."""

    riep: Version
    """The version of the plan language."""


class Waiver(Part):
    """A finding accepted, with a reason. It shows in reports, expires and is itself checked."""

    rule: Text
    """The code of the rule, such as `CAP01`."""
    at: Texts
    """The value or values at fault, as a path of keys: `calendar/Q2/stated`."""
    reason: Text
    """What the document states, and why it stands."""
    agreed_by: Text
    """The role or body that accepted it."""
    until: Dated
    """The last day on which it holds."""


class WaiversFile(Part, defer_build=True):
    """The file `waivers.yaml`."""

    riep: Version
    """The version of the plan language."""
    waivers: dict[Id, Waiver] = {}
    """Findings accepted, by id."""


class Origin(Part):
    """Where a value of the plan came from."""

    at: Texts
    """The value or values, as a path of keys: `projects/empa/allocation/core`."""
    document: Text | None = None
    """The document, where it is not the plan's own."""
    page: Text | None = None
    """The page, section or paragraph."""
    printed: Text | None = None
    """What is printed there, where the plan cannot hold it as it stands: `275,00`."""
    note: Text | None = None
    """How it was read."""
