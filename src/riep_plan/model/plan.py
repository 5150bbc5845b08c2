"""A whole plan: one document's worth of data."""

from enum import StrEnum
from typing import Annotated

from pydantic import WithJsonSchema

from riep_plan.model.base import Id, Part, Prose, Text, Version, reader
from riep_plan.model.profile import Stated
from riep_plan.model.project import Project, Risk
from riep_plan.model.support import (
    Communications,
    Contact,
    FundingSource,
    Policy,
    Quarter,
    RiskScale,
    Waiver,
)
from riep_plan.values.refusal import Refused


class PlanKind(StrEnum):
    """The kinds of document that riep holds."""

    DELIVERY_PLAN = "delivery-plan"


def _quarter_label(text: str) -> str:
    if text not in ("Q1", "Q2", "Q3", "Q4"):
        raise Refused(f"there is no quarter “{text}”", "The quarters are Q1, Q2, Q3 and Q4.")
    return text


QuarterLabel = Annotated[
    str,
    reader("quarter", "a quarter", _quarter_label),
    WithJsonSchema({"enum": ["Q1", "Q2", "Q3", "Q4"]}),
]


class Plan(Part):
    """A plan as the rules, figures and reports see it, whatever files it came from."""

    kind: PlanKind
    """What kind of document it is."""
    title: Text
    """The plan's title."""
    partnership: Text | None = None
    """The partnership that the programme belongs to."""
    programme: Text | None = None
    """The programme or commission that the plan is for."""
    accountable_body: Text | None = None
    """The body that answers for the money."""
    document: Text | None = None
    """The document that the plan was transcribed from."""
    contacts: dict[Id, Contact] = {}
    """Roles and organisations, by id."""
    calendar: dict[QuarterLabel, Quarter] = {}
    """The plan's own quarters."""
    funding: dict[Id, FundingSource] = {}
    """Who pays, by id."""
    narrative: dict[Id, Prose] = {}
    """Sections in prose, by id: `overview`, `governance`, `return-on-investment`, …"""
    communications: Communications | None = None
    """The communications plan."""
    risk_scale: RiskScale | None = None
    """The steps by which risks are scored."""
    risks: dict[Id, Risk] = {}
    """Risks of the programme, by id."""
    stated: Stated | None = None
    """Programme totals as the document states them."""
    projects: dict[Id, Project] = {}
    """Projects, by id; each may have a file of its own instead, `projects/<id>.yaml`."""
    policy: Policy = Policy()
    """The funder's parameters; they may have a file of their own instead, `policy.yaml`."""
    waivers: dict[Id, Waiver] = {}
    """Findings accepted, by id; they may have a file of their own instead, `waivers.yaml`."""


class PlanFile(Plan):
    """The file `plan.yaml`."""

    riep: Version
    """The version of the plan language."""
