"""Who is who and who decides: contacts, organisations, workstreams, meetings, decisions."""

from enum import StrEnum
from typing import Annotated

from riep_plan.model.base import (
    Count,
    Dated,
    Id,
    Money,
    OneOrMany,
    Part,
    Prose,
    Text,
    Texts,
    When,
)
from riep_plan.model.prose import TextAlone


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


class Organisation(Part):
    """A partner: a council, an authority, a trust."""

    title: Text
    """Its name."""
    role: Text | None = None
    """Its part in the programme."""


class Workstream(Part):
    """A group of projects under one theme."""

    title: Text
    """Its name."""
    number: Count | None = None
    """The document's number for it."""
    champions: Texts = ()
    """The elected members who champion it, as the document names them."""
    lead: Text | None = None
    """The role, or the initials, that the document gives as its lead."""
    outcomes: Texts = ()
    """What it should achieve."""


class Framework(Part):
    """A set of targets that projects contribute to, kept outside the plan."""

    title: Text
    """Its name."""
    targets: dict[Id, Text]
    """Its targets, by number or id, in words."""


class Meeting(Part):
    """A meeting that the plan goes to, or that decided on it."""

    body: Text
    """The board or group."""
    on: Dated
    """The day."""
    item: Text | None = None
    """The number of the item on its agenda."""
    asked: Texts = ()
    """What it is asked to agree, point by point."""


class DecisionOutcome(StrEnum):
    """What a body decided."""

    APPROVED = "approved"
    ENDORSED = "endorsed"
    DEFERRED = "deferred"
    REJECTED = "rejected"


class Condition(TextAlone):
    """What a body asked for: its text alone, or with the day it is due and the day it was met."""

    text: Text
    """What is asked."""
    due: When | None = None
    """When it is to be met."""
    met: Dated | None = None
    """When it was met."""


class Decision(Part):
    """What a meeting decided on a project, kept under the meeting's id."""

    outcome: DecisionOutcome
    """`approved`, `endorsed`, `deferred` or `rejected`."""
    comment: Text | None = None
    """What the body said, in the document's words."""
    conditions: Annotated[tuple[Condition, ...], OneOrMany()] = ()
    """What it asked for, point by point: each a text, or `{text: …, due: …, met: …}`."""
    amount: Money | None = None
    """Pounds approved, where the decision names an amount."""
    returns_to: Text | None = None
    """The meeting that it comes back to, by its id in the plan or in words."""
    when: When | None = None
    """When it was decided, where that is not the meeting's day."""
