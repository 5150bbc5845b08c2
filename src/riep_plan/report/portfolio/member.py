"""What a portfolio of whole plans is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from riep_plan.findings.result import Reported
from riep_plan.model import Plan


@dataclass(frozen=True, slots=True)
class Member:
    """A plan of a portfolio.

    Attributes:
        plan_id: its id.
        plan: the plan, without what its readers may not see.
        reported: what was found in it.
        complete: False when some of its files could not be read.
    """

    plan_id: str
    plan: Plan
    reported: Sequence[Reported]
    complete: bool = True
