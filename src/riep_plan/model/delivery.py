"""What is done, and what comes of it: objectives, actions, outputs, milestones, benefits."""

from enum import StrEnum

from riep_plan.model.base import (
    Amount,
    Id,
    Ids,
    Money,
    Part,
    Text,
    Texts,
    When,
    Whens,
)
from riep_plan.model.profile import Profile


class Objective(Part):
    """What is to be achieved."""

    text: Text
    """The objective in a sentence."""
    theme: Text | None = None
    """The heading that the document puts it under."""
    details: Texts = ()
    """What it means, point by point."""


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
    includes: Texts = ()
    """What it consists of, point by point."""
    theme: Text | None = None
    """The heading that the document puts it under."""
    funded_by: Ids = ()
    """The funding sources that pay for it, by id."""
    serves: Ids = ()
    """The outcomes it serves, by id."""
    after: Ids = ()
    """The actions of the same project that it can only follow, by id."""
    outputs: dict[Id, Output] = {}
    """What it delivers, by id."""


class Step(Part):
    """A part of a milestone, with a date or cost of its own."""

    text: Text
    """The step in a sentence."""
    includes: Texts = ()
    """What it consists of, point by point."""
    due: Whens = ()
    """When it is due."""
    due_text: Text | None = None
    """The document's own words on when, where they are no date: `on-going`."""
    after: Ids = ()
    """The steps of the same milestone that it can only follow, by id."""
    cost: Money | None = None
    """Pounds it is estimated to cost, out of the milestone's payment."""
    payments: dict[Id, Profile] = {}
    """Pounds paid for it by each funding source, where the milestone's are given step by step."""
    funded_under: Id | None = None
    """The project whose budget pays for it, by id, where that is another one."""
    note: Text | None = None
    """What the document says beside it."""


class Milestone(Part):
    """A point that a project reaches by a date, and what is paid for reaching it."""

    text: Text
    """The milestone in a sentence."""
    includes: Texts = ()
    """What it consists of, point by point."""
    due: Whens = ()
    """When it is due: `31 March 2009`, `September–December 2009`."""
    due_text: Text | None = None
    """The document's own words on when, where they are no date: `on-going`."""
    after: Ids = ()
    """The milestones beside it that it can only follow, by id."""
    payments: dict[Id, Profile] = {}
    """Pounds paid by each funding source, by the source's id."""
    funded_under: Id | None = None
    """The project whose budget pays for it, by id, where that is another one."""
    steps: dict[Id, Step] = {}
    """Its parts, by id, where they have dates or costs of their own."""
    note: Text | None = None
    """What the document says beside it."""


class SavingKind(StrEnum):
    """Whether a saving releases money."""

    CASHABLE = "cashable"
    NON_CASHABLE = "non-cashable"


class Benefit(Part):
    """What anyone gains."""

    text: Text
    """The benefit in a sentence."""
    details: Texts = ()
    """What it means, point by point."""
    measures: Texts = ()
    """How it may be measured."""
    scale: Text | None = None
    """How large it may be, in the document's words."""
    value: Amount | None = None
    """How large it is, as a number, a percentage or pounds."""
    saving: SavingKind | None = None
    """`cashable` or `non-cashable`, where the benefit is a saving."""
    over: Text | None = None
    """The time that the value is for: `5 years`, `a year`."""
    by: When | None = None
    """When it is achieved."""


class Standing(StrEnum):
    """What became of an option."""

    PREFERRED = "preferred"
    CONSIDERED = "considered"
    REJECTED = "rejected"


class Option(Part):
    """One way that was weighed."""

    text: Text
    """The option in a sentence."""
    standing: Standing
    """`preferred`, `considered` or `rejected`."""
    reason: Text | None = None
    """Why."""
