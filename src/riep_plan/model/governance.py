"""Who is who and who decides: contacts, organisations, workstreams, meetings, decisions."""

from enum import StrEnum
from typing import Annotated

from riep_plan.model.base import (
    Count,
    Dated,
    Id,
    Ids,
    Money,
    OneOrMany,
    Part,
    Prose,
    Text,
    Texts,
    Version,
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


class Matter(StrEnum):
    """A kind of change that somebody has to agree to."""

    VIREMENT = "virement"
    RE_PROFILE = "re-profile"
    GROWTH = "growth"
    CUT = "cut"
    SLIPPAGE = "slippage"
    TARGET = "target"
    SAVINGS = "savings"
    SCOPE = "scope"


class Agreed(Part):
    """A change that a decision agrees to, or refuses."""

    kind: Matter
    """`virement` between budgets, `re-profile` between periods, `growth` or `cut` of money,
    `slippage` of a date, or a change of a `target`, of `savings` or of `scope`."""
    amount: Money | None = None
    """For money and savings: the most, in pounds, that it agrees to."""
    days: Count | None = None
    """For slippage: the most days that a date may be later."""
    at: Texts = ()
    """What may change, as paths of keys: `spend/core/revenue`, from `projects/` for another
    project's; without it the whole project, or the whole plan where the plan was decided on."""
    text: Text | None = None
    """What is agreed, in the words of the minutes."""


class Decision(Part):
    """What a meeting decided on a project or on the plan, kept under the meeting's id."""

    outcome: DecisionOutcome
    """`approved`, `endorsed`, `deferred` or `rejected`."""
    comment: Text | None = None
    """What the body said, in the document's words."""
    conditions: Annotated[tuple[Condition, ...], OneOrMany()] = ()
    """What it asked for, point by point: each a text, or `{text: …, due: …, met: …}`."""
    amount: Money | None = None
    """Pounds approved, where the decision names an amount."""
    in_plan_since: Dated | None = None
    """When the plan's own budgets were changed to what was decided. A virement that a return asked
    for, and that was agreed so, is then in them, and is not added to them again."""
    returns_to: Text | None = None
    """The meeting that it comes back to, by its id in the plan or in words."""
    when: When | None = None
    """When it was decided, where that is not the meeting's day."""
    reference: Text | None = None
    """The number of the minute, so that it can be found."""
    agrees: dict[Id, Agreed] = {}
    """The changes of the plan that it agrees to, or refuses, by id."""
    corrects: Ids = ()
    """Meetings whose decisions on the same thing were recorded wrongly, and are put right."""
    waives: Ids = ()
    """Waivers of the plan that it agrees to, by id."""


class DecisionsFile(Part, defer_build=True):
    """The file `decisions.yaml`."""

    riep: Version
    """The version of the plan language."""
    decisions: dict[Id, Decision] = {}
    """What was decided on the plan as a whole, by the meeting's id."""
