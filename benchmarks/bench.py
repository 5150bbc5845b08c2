"""What every section works with: the plans, the command, the peers, and how much is measured."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measure import Case
from benchmarks.peers import Absent, Peer


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured.

    Attributes:
        short_runs: how often what takes less than a second is run.
        runs: how often everything else is.
        few: plans of the smaller set.
        many: plans of the larger set.
        most: plans of the largest set; 0 leaves it out.
        sample: plans that slow peers are measured on.
        projects: projects of the single large plan.
        findings: findings of the single file that has many.
        growing: projects of the smaller and of the larger plan that reports are written of.
        reviewed: plans of the repository in which a branch is reviewed.
        touched: plans that the branch touches.
    """

    short_runs: int = 7
    runs: int = 3
    few: int = 200
    many: int = 2_000
    most: int = 20_000
    sample: int = 12
    projects: int = 2_000
    findings: int = 10_000
    growing: tuple[int, int] = (20, 200)
    reviewed: int = 1_000
    touched: int = 5


@dataclass(frozen=True, slots=True)
class Bench:
    """What every section works with."""

    corpus: Corpus
    effort: Effort
    peers: Sequence[Peer | Absent]

    @property
    def here(self) -> list[Peer]:
        """The peers that are there."""
        return [one for one in self.peers if isinstance(one, Peer)]

    def why_not(self, name: str) -> str | None:
        """Say why a peer is not there."""
        return next(
            (one.why for one in self.peers if one.name == name and isinstance(one, Absent)), None
        )

    def riep(self, *arguments: str | Path, statuses: tuple[int, ...] = (0,)) -> Case:
        """Give a case of riep itself, as the shell starts it, with no plan known from before."""
        command = (*riep_command(), *map(str, arguments))
        return Case([command], self.corpus.folder, statuses=statuses)


def riep_command() -> tuple[str, ...]:
    """Give the command that is installed beside this Python, or the package where there is none."""
    script = Path(sys.executable).parent / "riep"
    return (str(script),) if script.exists() else (sys.executable, "-m", "riep_plan")
