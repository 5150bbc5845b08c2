"""What surrounds the projects: calendar, funding, contacts, communications, policy, waivers."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from riep_plan.model.base import (
    Count,
    Dated,
    Id,
    OneOrMany,
    Part,
    Prose,
    Steps,
    Text,
    Texts,
    Version,
)


class FundingKind(StrEnum):
    """What kind of money a source is."""

    CORE = "core"
    RING_FENCED = "ring-fenced"
    CAPITAL_POT = "capital pot"
    CARRY_FORWARD = "carry-forward"
    WINDFALL = "windfall"
    SUBSCRIPTION = "subscription"
    MATCH = "match"
    IN_KIND = "in-kind"
    LEVY = "levy"


class Quarter(Part):
    """A quarter of the plan's own calendar."""

    start: Annotated[Dated, Field(alias="from")]
    """Its first month or day."""
    end: Annotated[Dated, Field(alias="to")]
    """Its last month or day."""
    stated: Dated | None = None
    """The span as the document prints it, where that differs."""


class FundingSource(Part):
    """Who pays."""

    title: Text
    """The source's name."""
    kind: FundingKind
    """What kind of money it is."""


class Contact(Part):
    """A role and its organisation; never a private person's number or address."""

    role: Text
    """The role."""
    organisation: Text | None = None
    """The organisation."""
    title: Text | None = None
    """What the contact is for, such as `Finance queries`."""


class Message(Part):
    """A line of the communications plan."""

    text: Text
    """The key message."""
    recipients: Text | None = None
    """Who receives it."""
    method: Text | None = None
    """How."""
    frequency: Text | None = None
    """How often."""


class Communications(Part):
    """The communications plan."""

    status: Prose | None = None
    """Where the communications plan stands."""
    messages: dict[Id, Message] = {}
    """Key messages, by id."""


class RiskScale(Part):
    """The steps by which this plan scores its risks, lowest first."""

    likelihood: Steps
    """Steps of likelihood."""
    impact: Steps
    """Steps of impact."""


class Section(StrEnum):
    """The sections of a delivery plan."""

    DETAILS = "details"
    OVERVIEW = "overview"
    GOVERNANCE = "governance"
    COMMUNICATIONS = "communications"
    OUTCOMES = "outcomes"
    FINANCE = "finance"
    EFFICIENCIES = "efficiencies"
    RISKS = "risks"
    RETURN_ON_INVESTMENT = "return-on-investment"
    SUSTAINABILITY = "sustainability"


class CapitalPolicy(Part):
    """What the funder asks of capital."""

    until: Dated | None = None
    """The last day, month or year in which its capital may be spent."""


class Policy(Part):
    """A funder's parameters for the rules."""

    title: Text | None = None
    """What the policy is called."""
    source: Text | None = None
    """The guidance that it states."""
    capital: CapitalPolicy = CapitalPolicy()
    """Conditions on the funder's capital."""
    required_sections: Annotated[tuple[Section, ...], OneOrMany()] = ()
    """The sections that a plan must have."""
    baseline_years: Count = 5
    """How many years before the plan's start a baseline may have been measured."""
    target_years: Count = 10
    """How many years after the plan's end a target may be due."""


class PolicyFile(Policy):
    """The file `policy.yaml`."""

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


class WaiversFile(Part):
    """The file `waivers.yaml`."""

    riep: Version
    """The version of the plan language."""
    waivers: dict[Id, Waiver] = {}
    """Findings accepted, by id."""
