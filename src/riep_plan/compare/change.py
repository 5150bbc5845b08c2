"""What a change of a plan is: single values that differ, and what the change means."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from riep_plan.findings.finding import Path
from riep_plan.model.base import Part


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value of one version of a plan; a list of texts or ids is a single value too.

    Attributes:
        at: its path in that version.
        owner: what kind of part holds it, such as ``Milestone`` or ``Profile``.
        field: its key there: ``due``, or the period of an amount.
        value: as the model has it.
        said: what it means, whatever its spelling and order: values are the same where these are.
        text: as people read it: ``£20,000``, ``June 2010``.
    """

    at: Path
    owner: type[Part] | type
    field: str
    value: object
    said: Hashable
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A single value that the two versions do not share.

    Attributes:
        key: its path, in the ids of the later version and with periods by their meaning.
        before: the value in the earlier version; None where it was not there.
        after: the value in the later version; None where it is gone.
    """

    key: Path
    before: Leaf | None
    after: Leaf | None

    @property
    def leaf(self) -> Leaf:
        """The value as it is now, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  one of the two is always there
        return found


@dataclass(frozen=True, slots=True)
class Renaming:
    """A part of a plan that has another id now.

    Attributes:
        before: its path in the earlier version.
        after: its path in the later version.
    """

    before: Path
    after: Path


@dataclass(frozen=True, slots=True)
class Differences:
    """All that tells two versions of a plan apart: applied to the earlier it gives the later.

    Attributes:
        renamed: the parts that have another id now, the outer before the inner.
        changed: the values that differ, by their keys.
    """

    renamed: tuple[Renaming, ...] = ()
    changed: tuple[Difference, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs in meaning."""
        return bool(self.renamed or self.changed)

    def __iter__(self) -> Iterator[Difference]:
        """Give the values that differ."""
        return iter(self.changed)


class Kind(StrEnum):
    """What a change means."""

    VIREMENT = "virement"
    """Money moves between projects, sources or kinds; the plan's total is the same."""
    RE_PROFILE = "re-profile"
    """Money moves between periods of one budget; its total is the same."""
    GROWTH = "growth"
    """Money is added."""
    CUT = "cut"
    """Money is taken away."""
    SLIPPAGE = "slippage"
    """A date or quarter becomes later."""
    ADVANCE = "advance"
    """A date or quarter becomes earlier."""
    DATE = "date changed"
    """A date is set, taken out or made more or less precise."""
    TARGET_RAISED = "target raised"
    """A target becomes harder to reach."""
    TARGET_LOWERED = "target lowered"
    """A target becomes easier to reach."""
    TARGET = "target changed"
    """A target changes, and nobody can say which way."""
    BASELINE = "baseline changed"
    """Where an indicator stood before."""
    SAVING_RAISED = "more savings promised"
    """More efficiencies are promised."""
    SAVING_LOWERED = "fewer savings promised"
    """Fewer efficiencies are promised."""
    SAVING_MOVED = "savings moved"
    """Efficiencies move between periods, or between projects; their total is the same."""
    RISK_UP = "risk up"
    """A risk is scored higher, or is new."""
    RISK_DOWN = "risk down"
    """A risk is scored lower, or is gone."""
    RISK = "risk changed"
    """What is done about a risk, or by whom."""
    ADDED = "added"
    """A project, output, milestone or other promise is new."""
    REMOVED = "removed"
    """A project, output, milestone or other promise is gone."""
    SPLIT = "split"
    """One project has become several."""
    MERGED = "merged"
    """Several projects have become one."""
    RENAMED = "renamed"
    """A part of the plan has another id."""
    DECISION = "decision"
    """What a meeting decided, or which meeting."""
    WAIVER = "waiver"
    """A finding is accepted, or no longer is."""
    POLICY = "policy"
    """What the rules ask."""
    RETURN = "return"
    """What a project returned."""
    STATED = "stated total"
    """A total as the document states it."""
    DETAIL = "detail"
    """A fact that is none of the others: a lead, a number, a reference."""
    WORDING = "wording"
    """Text in words."""


#: Kinds that are money: their amounts add up to the change in the plan's total.
MONEY = (Kind.VIREMENT, Kind.RE_PROFILE, Kind.GROWTH, Kind.CUT)
#: Kinds that are time.
TIME = (Kind.SLIPPAGE, Kind.ADVANCE, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget that an amount belongs to.

    Attributes:
        project: the project's id; empty for what the programme pays itself.
        source: the funding source's id; empty where none is named.
        kind: ``revenue`` or ``capital``; empty where it is not said.
        period: the period's own words, or ``total`` for an amount without periods.
    """

    project: str = ""
    source: str = ""
    kind: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Pounds that go from one budget to another; from or to nowhere where money grows or is cut.

    Attributes:
        amount: pounds, above nought.
        taken_from: the budget that has less; None for money that is new.
        given_to: the budget that has more; None for money that is gone.
    """

    amount: Decimal
    taken_from: Budget | None
    given_to: Budget | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change in meaning.

    Attributes:
        kind: what it means.
        subject: the path of what it is about, in the later version or else in the earlier.
        text: the change in one sentence, with both values.
        differences: the values that it accounts for; each belongs to one change alone.
        before: as it was, as people read it; empty where it was not there.
        after: as it is now; empty where it is gone.
        moves: for money and savings, what goes from which budget or project to which.
        amount: in pounds: what moves, or by how much money or a saving grows (+) or falls (-).
        share: the amount as a percentage of what was there before; None where nothing was.
        days: for time, by how many days something is later (+) or earlier (-).
        also: values that state the same change again, such as the lines of a budget.
    """

    kind: Kind
    subject: Path
    text: str
    differences: tuple[Difference, ...] = ()
    before: str = ""
    after: str = ""
    moves: tuple[Move, ...] = ()
    amount: Decimal | None = None
    share: Decimal | None = None
    days: int | None = None
    also: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """A total of the plan before and after: cumulative, of all changes together.

    Attributes:
        of: what it is the total of: empty for the plan, ``("projects", id)``, ``("funding", id)``.
        name: what that is called.
        kind: ``revenue``, ``capital``, or empty for all money.
        before: pounds in the earlier version; None where it was not there, or is not known.
        after: pounds in the later version; None where it is gone, or is not known.
    """

    of: Path
    name: str
    kind: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal:
        """Pounds more (+) or less (-) than before; what is not there counts as nought."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))
