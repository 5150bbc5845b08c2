"""A sum that a plan states, its terms, and how far off it is."""

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from enum import Enum, auto
from typing import NamedTuple, Self

from riep_plan.findings.finding import Path
from riep_plan.values.money import rounding
from riep_plan.values.quantity import Measure, Quantity
from riep_plan.values.remembered import remembered

#: Enough for every sum and product of what a plan may hold to be exact.
DIGITS = 80
_NOTHING = Decimal(0)


class Sum(Enum):
    """What kind of sum an equation is: each kind has its rule."""

    OVER_PERIODS = auto()
    """A row's total is the sum of its quarters or years."""
    OVER_KINDS = auto()
    """A project's total row is its revenue and capital together."""
    OVER_PROJECTS = auto()
    """A programme total is the sum over all projects."""
    OF_PROGRAMME_KINDS = auto()
    """The programme's overall row is its own revenue and capital rows together."""
    OF_ESTIMATE = auto()
    """An amount is the sum of the numbers and rates that it is worked out from."""
    OF_BUDGET = auto()
    """A budget's total row is the sum of its lines."""
    OF_PAYMENTS = auto()
    """A total of payments is the sum over the milestones."""
    OF_ALLOCATION = auto()
    """What is allocated to a project is what it asks for, budgets for and is paid."""
    OVER_ALLOCATIONS = auto()
    """A total of allocations is the sum over projects, or over sources."""
    OF_FUNDING = auto()
    """What there is to allocate is the sum of the funding sources."""
    OF_BALANCE = auto()
    """What is left is what there is less what is allocated."""
    OF_SAVING = auto()
    """A saving is the cost alone, times the organisations served, less the budget."""
    OVER_SAVINGS = auto()
    """A total of savings or of costs alone is the sum of its parts."""
    OF_EVIDENCE = auto()
    """A row of evidence is the sum of the rows that it says it adds."""


class Term(NamedTuple):
    """A figure in a sum.

    Attributes:
        at: where it stands, or would stand.
        name: what it is called.
        amount: in pounds, or in what the sum measures.
        is_written: False for nought that nobody wrote, such as a quarter that a row leaves out.
        times: how often it counts: -1 for what is taken off, 46 for a cost to each of 46 councils.
        slack: how far the exact figure may be from the printed one; None for what the amount's
            own places say.
    """

    at: Path
    name: str
    amount: Decimal
    is_written: bool = True
    times: int = 1
    slack: Decimal | None = None

    @property
    def counts_for(self) -> Decimal:
        """What it adds to the sum."""
        return self.amount * self.times

    @property
    def allowance(self) -> Decimal:
        """How far what it adds to the sum may be from the exact figure."""
        slack = rounding(self.amount) if self.slack is None else self.slack
        return slack * abs(self.times)


class _Stated(NamedTuple):
    """A stated total and the sum that it should be.

    Nearly every sum holds. So its two amounts are worked out at once, and its figures, with what
    they are called and where they stand, only when something asks for them.

    Attributes:
        kind: what kind of sum it is.
        subject: whose sum, such as ``Foster Care Placements``.
        stated: the total as stated.
        added: what its parts add up to.
        named: gives its figures, the total first.
        measure: what all of them measure.
        more: what an amount still to be confirmed would add to the sum: 1 where it can only make
            it larger, -1 where it can only make it smaller, 0 where every amount is known.
    """

    kind: Sum
    subject: str
    stated: Decimal
    added: Decimal
    named: Callable[[], Sequence[Term]]
    measure: Measure = Measure.POUNDS
    more: int = 0


class Equation(_Stated):
    """A stated total and the sum that it should be, with its figures and how far it is off."""

    @classmethod
    def of(
        cls,
        kind: Sum,
        subject: str,
        total: Term,
        parts: Sequence[Term],
        measure: Measure = Measure.POUNDS,
        more: int = 0,
    ) -> Self:
        """Make the sum of figures that are known: a total, and the parts that should make it up."""
        with localcontext(prec=DIGITS):
            added = sum((part.counts_for for part in parts), Decimal(0))
        return cls(kind, subject, total.amount, added, lambda: (total, *parts), measure, more)

    @remembered
    def terms(self) -> tuple[Term, ...]:
        """Every figure in it, the total first."""
        return tuple(self.named())

    @property
    def total(self) -> Term:
        """The figure as stated."""
        return self.terms[0]

    @property
    def parts(self) -> tuple[Term, ...]:
        """The figures that should add up to it."""
        return self.terms[1:]

    @property
    def gap(self) -> Decimal:
        """How much too large the stated total is, nought when the sum holds.

        A sum of amounts printed in thousands holds when the exact amounts may add up. Where one is
        still to be confirmed, the known ones may fall short of the total, and not go beyond it.
        """
        return _NOTHING if self.stated == self.added else self._gap

    @remembered
    def _gap(self) -> Decimal:
        with localcontext(prec=DIGITS):
            gap = self.stated - self.added
            allowed = sum((one.allowance for one in self.terms), Decimal(0))
        if abs(gap) < allowed or (abs(gap) == allowed and not self._is_one_figure_twice):
            return _NOTHING
        return _NOTHING if gap * self.more > 0 else gap

    @property
    def _is_one_figure_twice(self) -> bool:
        """Whether one amount is printed in two places to the same place, and so the same way."""
        if len(self.parts) != 1 or abs(self.parts[0].times) != 1:
            return False
        return self.total.allowance == self.parts[0].allowance > 0

    def shown(self, amount: Decimal) -> str:
        """Write an amount of this sum for people: ``£58,000``, ``37%``, ``46``."""
        return str(Quantity(amount, self.measure))

    def fact(self, amount: Decimal) -> Decimal | str:
        """Give an amount of this sum as a finding holds it: pounds bare, the rest in words."""
        return amount if self.measure is Measure.POUNDS else self.shown(amount)
