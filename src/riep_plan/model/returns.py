"""Returns: what each project says at a quarter's end of what was spent, delivered and expected."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from riep_plan.model.base import (
    Amount,
    Dated,
    EntryOfMoney,
    Id,
    Money,
    Part,
    Prose,
    Text,
    Version,
    When,
)
from riep_plan.model.profile import Profile
from riep_plan.model.quarters import QuarterLabel
from riep_plan.model.risk import Risk


class SignOff(Part):
    """Who put their name to it, and when."""

    by: Text
    """The role that signed."""
    on: Dated
    """The day."""


class SpendReturn(Part):
    """Spend from one source, of one kind. Nought is `0`; what is not known is left out or `tbc`."""

    brought_forward: Money | None = None
    """Pounds spent up to the end of the quarter before."""
    actual: EntryOfMoney | None = None
    """Pounds spent in the quarter."""
    to_date: EntryOfMoney | None = None
    """Pounds spent from the plan's start to the end of the quarter."""
    forecast: Profile | None = None
    """Pounds expected in each quarter that remains: `{Q3: 20000, Q4: 5000}`."""
    slips: Money | None = None
    """Pounds that will be spent after the plan's last quarter."""
    variance: Money | None = None
    """Pounds by which all of it (spent, expected, and what slips) will differ from the budget,
    with every virement that is asked for; more than nought is over. `because` says why."""
    because: Text | None = None
    """Why it differs from the profile or the budget."""


class KindsReturn(Part):
    """Spend from one source, revenue and capital apart."""

    revenue: SpendReturn | None = None
    """Revenue."""
    capital: SpendReturn | None = None
    """Capital."""


class Stage(StrEnum):
    """How far an output or milestone is."""

    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class DeliveryReturn(Part):
    """How far an output or milestone is."""

    status: Stage
    """`not-started`, `on-track`, `delayed`, `delivered` or `cancelled`."""
    on: When | None = None
    """When it was delivered or cancelled."""
    expected: When | None = None
    """When it is now expected, where that is not the plan's date."""
    cause: Text | None = None
    """Why it is delayed or cancelled."""
    evidence: Text | None = None
    """What shows that it was delivered."""


class MilestoneReturn(DeliveryReturn):
    """How far a milestone is, and how far each of its steps."""

    steps: dict[Id, DeliveryReturn] = {}
    """Steps of the milestone, by id."""


class Reading(Part):
    """Where an indicator stands now."""

    value: Amount
    """The value: a number, a percentage or pounds."""
    at: When
    """When it was measured."""
    method: Text | None = None
    """How it was measured."""
    because: Text | None = None
    """Why it moved as it did."""


class SavingReturn(Part):
    """Efficiencies of one kind that were delivered."""

    actual: Money
    """Pounds saved in the quarter."""
    to_date: Money | None = None
    """Pounds saved from the plan's start to the end of the quarter."""
    came_from: Text | None = None
    """What they came from: the budget that fell, the output that brought them."""
    evidence: Text | None = None
    """What shows them."""


class SavingsReturn(Part):
    """Efficiencies that were delivered, by whether they release money."""

    cashable: SavingReturn | None = None
    """Money released for other priorities."""
    non_cashable: SavingReturn | None = None
    """Measurable improvement that releases no money."""


class RiskReturn(Part):
    """A risk of the plan, scored again."""

    likelihood: Text | None = None
    """A step of the plan's likelihood scale."""
    impact: Text | None = None
    """A step of the plan's impact scale."""
    note: Text | None = None
    """What changed."""
    closed: Dated | None = None
    """The day on which it ceased to be a risk."""


class Rag(StrEnum):
    """Red, amber or green."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Rating(Part):
    """A project's own rating of itself."""

    status: Rag
    """`red`, `amber` or `green`."""
    because: Text
    """Why, in a sentence."""


class Ratings(Part):
    """A project's own ratings."""

    delivery: Rating | None = None
    """Of what it delivers."""
    spend: Rating | None = None
    """Of what it spends."""
    risk: Rating | None = None
    """Of its risks."""


class ChangeKind(StrEnum):
    """What a project asks to have changed."""

    VIREMENT = "virement"
    RE_PROFILE = "re-profile"
    SLIPPAGE = "slippage"
    SCOPE = "scope"


class ChangeRequest(Part):
    """A change that a project asks for."""

    kind: ChangeKind
    """`virement` between budgets, `re-profile` between quarters, `slippage` beyond the plan, or
    `scope`."""
    text: Text
    """What is asked, in a sentence."""
    amount: Money | None = None
    """Pounds that move."""
    start: Annotated[Text | None, Field(alias="from")] = None
    """What the money is taken from, as a path of keys: `spend/core/revenue/Q3`. From `projects/`
    for another project's, from `budget/` for the programme's."""
    end: Annotated[Text | None, Field(alias="to")] = None
    """What it is given to, likewise."""
    decision: Id | None = None
    """The meeting that agreed to it, by id. A virement that was agreed moves the budget of both
    lines from then on; a plan whose own figures were changed to it says so in the decision
    (`in_plan_since:`)."""


class Correction(Part):
    """What an earlier return should have said. The earlier one stays as it was accepted."""

    quarter: QuarterLabel
    """The quarter of the return that was wrong."""
    at: Text
    """The figure, as a path of keys in that return: `spend/core/revenue/actual`."""
    was: Money | None = None
    """Pounds as returned."""
    becomes: Money | None = None
    """Pounds as they should have been."""
    reason: Text
    """Why it was wrong."""
    agreed_by: Text
    """The role that agreed to the correction."""


class Return(Part):
    """What one project says of one quarter."""

    received: Dated | None = None
    """The day on which it was received."""
    nothing_to_report: Text | None = None
    """Why there is nothing to report, instead of all else."""
    summary: Prose | None = None
    """The quarter in a few sentences."""
    rag: Ratings | None = None
    """The project's own ratings."""
    spend: dict[Id, KindsReturn] = {}
    """Spend by funding source, by the source's id."""
    outputs: dict[Id, dict[Id, DeliveryReturn]] = {}
    """Outputs by action and output, by their ids."""
    milestones: dict[Id, MilestoneReturn] = {}
    """Milestones, by id."""
    indicators: dict[Id, Reading] = {}
    """Readings of indicators, by the indicator's id."""
    efficiencies: SavingsReturn | None = None
    """Efficiencies that were delivered."""
    risks: dict[Id, RiskReturn] = {}
    """Risks of the project scored again, by id."""
    new_risks: dict[Id, Risk] = {}
    """Risks that the plan does not have yet, by id."""
    changes: dict[Id, ChangeRequest] = {}
    """Changes that the project asks for, by id."""
    corrections: dict[Id, Correction] = {}
    """What earlier returns should have said, by id."""
    signed_off: SignOff | None = None
    """Who signed the return for the project."""
    accepted: SignOff | None = None
    """Who accepted it for the programme: from then on only a later correction changes it."""


class QuarterReturns(Part):
    """The returns of one quarter."""

    due: Dated | None = None
    """The day by which returns were due."""
    illustrative: Text | None = None
    """Why these are no real returns, where they are made up; every document says so."""
    programme: Return | None = None
    """What the programme itself says, of its own budget lines (as spend, by source and kind),
    milestones, indicators and risks; it may have a file of its own instead,
    `returns/<quarter>/programme.yaml`. Outputs and efficiencies are the projects'."""
    projects: dict[Id, Return] = {}
    """Returns by the project's id; each may have a file of its own instead,
    `returns/<quarter>/<project>.yaml`."""


class QuarterReturnsFile(QuarterReturns, defer_build=True):
    """The file `returns/<quarter>.yaml`."""

    riep: Version
    """The version of the plan language."""


class ReturnFile(Return, defer_build=True):
    """The file `returns/<quarter>/<project>.yaml`, or `programme.yaml` for the programme's own."""

    riep: Version
    """The version of the plan language."""
