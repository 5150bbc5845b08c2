"""A finding as a rule states it: in the plan's own terms, with no file, line or terminal."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.findings.rule import Rule

#: Where in a plan: keys and ids from the top, such as ``("projects", "x", "title")``.
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of.

    Attributes:
        at: the paths of one or more values that play the same part.
        message: what they are, such as ``the four quarters``.
    """

    at: tuple[Path, ...]
    message: str


def also_at(places: Iterable[Path], message: str) -> tuple[Related, ...]:
    """Give other places as what a finding is related to; nothing where there are none."""
    found = tuple(places)
    return (Related(found, message),) if found else ()


@dataclass(frozen=True, slots=True)
class Fix:
    """The one certain repair of a fault.

    Attributes:
        at: the path of the amount to be put right.
        becomes: what it is to be, in pounds.
    """

    at: Path
    becomes: Decimal


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.

    Attributes:
        rule: the rule's facts.
        at: the path of the value at fault; for something missing, of what should hold it.
        message: what is wrong, with both figures and the difference, in one or two sentences.
        help: what to do about it.
        expected: what would be right, where that is known; a Decimal is pounds.
        actual: what the plan has instead; a Decimal is pounds.
        related: other places, in the order in which they should be read.
        cause: names what is wrong, where several rules may see it; one finding of a cause is
            shown, that of the first rule.
        fix: its repair, only where no other is possible.
    """

    rule: Rule
    at: Path
    message: str
    help: str = ""
    expected: Decimal | str | None = None
    actual: Decimal | str | None = None
    related: tuple[Related, ...] = ()
    cause: str = ""
    fix: Fix | None = None

    @property
    def at_stake(self) -> Decimal | None:
        """How many pounds the finding is about: how far off an amount is, or the whole of it.

        None where it is about no money, or about money that only words name.
        """
        if not isinstance(self.actual, Decimal):
            return None
        if isinstance(self.expected, Decimal):
            return abs(self.actual - self.expected)
        return abs(self.actual)

    @property
    def share_at_stake(self) -> Decimal | None:
        """The pounds at stake as a percentage of what was expected; of nothing, it is the whole."""
        if self.at_stake is None:
            return None
        whole = self.expected if isinstance(self.expected, Decimal) else Decimal(0)
        return self.at_stake / abs(whole) * 100 if whole else Decimal(100)


def fact(value: Decimal | str | None) -> str | None:
    """Write what was expected or found for a program: pounds in plain digits."""
    return f"{value:f}" if isinstance(value, Decimal) else value
