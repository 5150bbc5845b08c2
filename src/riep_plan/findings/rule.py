"""The fixed facts of a rule. A code never changes its meaning."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error stops a pull request, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Order from most serious (0) to least."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's facts.

    Attributes:
        code: three letters for the family and two digits, such as ``TOT01``.
        name: kebab-case words that name the fault, such as ``capital-after-funding-ends``.
        severity: how much its findings matter.
        since: the version of riep that first had it.
        waivable: False for faults of form, which no reason can excuse.
    """

    code: str
    name: str
    severity: Severity
    since: str
    waivable: bool = True

    @property
    def family(self) -> str:
        """The letters that begin its code."""
        return self.code[:3]
