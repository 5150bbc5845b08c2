"""What is asked of riep's speed, and what was reached: ratios of what was measured in one run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from benchmarks.measure import Measured, Run

#: The sections that tell where the time goes, by their titles.
A_PLAN, A_START = "Where the time goes: a plan", "Where the time goes: a cold start"


class Judge(Enum):
    """By which time a target is judged: the clock's, or the processors' on a busy machine."""

    WALL = "wall"
    PROCESSOR = "processor"


class Sense(Enum):
    """Whether a target is the most or the least that is asked."""

    MOST = "at most"
    LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Target:
    """A target and what was reached.

    Attributes:
        what: what is compared with what.
        sense: whether the limit is the most or the least.
        limit: the figure that is asked for.
        wall: what was reached by the clock; None where nothing could be measured.
        processor: what was reached by processor time; None where that says nothing.
        unit: what the figures count.
        why_not: why nothing could be measured.
        told_by: the title of the section that tells where the time goes.
    """

    what: str
    sense: Sense
    limit: float
    wall: float | None
    processor: float | None = None
    unit: str = "×"
    why_not: str = ""
    told_by: str = ""

    def is_met(self, judge: Judge) -> bool | None:
        """Say whether the target is met; None where nothing could be measured."""
        reached = self.wall
        if judge is Judge.PROCESSOR and self.processor is not None:
            reached = self.processor
        if reached is None:
            return None
        return reached <= self.limit if self.sense is Sense.MOST else reached >= self.limit

    def short_of(self) -> float | None:
        """Say how many times less riep would have to take, by the clock, to meet the target."""
        if not self.wall:
            return None
        return self.wall / self.limit if self.sense is Sense.MOST else self.limit / self.wall


@dataclass(frozen=True, slots=True)
class Grown:
    """What two runs over different numbers of plans took, and what their plans are.

    Attributes:
        plans: how many plans, in the smaller run and in the larger.
        runs: what each took.
        memory: mebibytes of all processes together, where the system tells.
        files: files of a plan.
        size: bytes of a plan's text.
        disk: bytes that a plan takes on the disk.
        kept: bytes that are kept of what was found in a plan.
        again: seconds by the clock that a plan takes which has not changed.
    """

    plans: tuple[int, int]
    runs: tuple[Run, Run]
    memory: tuple[float, float]
    files: float
    size: float
    disk: float
    kept: float
    again: float


@dataclass(frozen=True, slots=True)
class Section:
    """What was measured of one thing.

    Attributes:
        title: what it is about.
        targets: what is asked, and reached.
        runs: what each run took.
        faults: what could not be measured, with its reason.
        notes: what a reader of the figures should know.
        grown: what larger numbers of plans can be estimated from.
        shares: milliseconds of processor time by what they were spent on.
    """

    title: str
    targets: Sequence[Target]
    runs: Mapping[str, Run] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    grown: Grown | None = None
    shares: Mapping[str, float] = field(default_factory=dict)


def ratio(
    what: str,
    sense: Sense,
    limit: float,
    over: Run | str | None,
    under: Run | str | None,
    *,
    told_by: str = "",
) -> Target:
    """Compare two runs; where there is only the reason why one is missing, tell that.

    Args:
        what: what is compared.
        sense: whether the limit is the most or the least.
        limit: the ratio that is asked for.
        over: what is divided.
        under: what it is divided by.
        told_by: the title of the section that tells where the time goes.
    """
    if isinstance(over, Run) and isinstance(under, Run):
        wall, processor = over.wall / under.wall, over.processor / under.processor
        return Target(what, sense, limit, wall, processor, told_by=told_by)
    reasons = (one for one in (over, under) if isinstance(one, str))
    return Target(what, sense, limit, None, why_not=next(reasons, "it was not measured"))


def run_or_why(measured: Measured, name: str) -> Run | str | None:
    """Give what a case took, or why that is not known."""
    return measured.runs.get(name) or measured.faults.get(name)
