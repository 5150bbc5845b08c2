"""A finding as a rule states it: in the plan's own terms, with no file, line or terminal."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.

    Attributes:
        rule: the rule's facts.
        at: the path of the value at fault; for something missing, of what should hold it.
        message: what is wrong, with both figures and the difference, in one or two sentences.
        help: what to do about it.
        expected: the figure or form that would be right, where there is one.
        actual: what the plan has instead.
        related: other places, in the order in which they should be read.
        cause: names what is wrong, where several rules may see it; one finding of a cause is
            shown, that of the first rule.
    """

    rule: Rule
    at: Path
    message: str
    help: str = ""
    expected: str | None = None
    actual: str | None = None
    related: tuple[Related, ...] = ()
    cause: str = ""
