"""Who pays, how much, for what and until when; and the plan's own quarters."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from riep_plan.model.base import Dated, Id, Ids, Part, Text
from riep_plan.model.budget import EstimateGroup
from riep_plan.model.profile import Profile
from riep_plan.model.written import AS_PRINTED


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


class FundingStatus(StrEnum):
    """How certain money is."""

    CONFIRMED = "confirmed"
    INDICATIVE = "indicative"
    TBC = "tbc"


class Quarter(Part):
    """A quarter of the plan's own calendar."""

    start: Annotated[Dated, Field(alias="from")]
    """Its first month or day."""
    end: Annotated[Dated, Field(alias="to")]
    """Its last month or day."""
    stated: Annotated[Dated, AS_PRINTED] | None = None
    """The span as the document prints it, where that differs."""


class FundingSource(Part):
    """Who pays."""

    title: Text
    """The source's name."""
    kind: FundingKind
    """What kind of money it is."""
    funder: Text | None = None
    """The body that gives it."""
    amount: Profile | None = None
    """Pounds that the programme has from it, over time or in all."""
    status: FundingStatus | None = None
    """`confirmed`, `indicative` or `tbc`."""
    ring_fence: Text | None = None
    """What it may be spent on, where that is limited."""
    only_for: Ids = ()
    """The projects or workstreams that it may be spent on, by id, where it is for them alone."""
    start: Annotated[Dated | None, Field(alias="from")] = None
    """The first day, month or year in which it may be spent."""
    until: Dated | None = None
    """The last day, month or year in which it may be spent."""
    pooled_with: Id | None = None
    """The source that it is allocated together with, by id: a carry-forward joins its grant."""
    carried_from: Text | None = None
    """What a carry-forward was left over from: `plan-id/source-id` of a plan kept beside this one,
    or words."""
    basis: dict[Id, EstimateGroup] = {}
    """How the amount was worked out, or what it consists of."""
    note: Text | None = None
    """What the document says beside it."""
