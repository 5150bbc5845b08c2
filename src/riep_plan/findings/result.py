"""Findings placed in files, and the result of a whole run: what every renderer is given."""

from collections import Counter
from dataclasses import dataclass

from riep_plan.findings.finding import Fix
from riep_plan.findings.rule import Rule, Severity


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """A stretch of a file. Lines and columns count from 1; the end is one past the last column."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    Attributes:
        file: the path as the user would type it, with forward slashes.
        pointer: JSON Pointer (RFC 6901) into that file.
        span: the stretch of text, or None for the file as a whole.
        line: the text of the span's first line, for showing it.
    """

    file: str
    pointer: str
    span: TextSpan | None
    line: str = ""


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """Another place that a finding speaks of, and what stands there."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding stands: the waiver that covers it."""

    waiver: str
    reason: str
    agreed_by: str
    until: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding as it is shown: placed, and waived or open.

    ``at`` is its path in the plan, as a waiver would name it; empty for a fault of form.
    ``in_baseline`` says that it was there already when the baseline was written, ``fix`` how
    ``riep validate --fix`` puts it right.
    """

    rule: Rule
    plan: str
    place: Place
    message: str
    help: str = ""
    expected: str | None = None
    actual: str | None = None
    related: tuple[RelatedPlace, ...] = ()
    waiver: Acceptance | None = None
    at: str = ""
    in_baseline: bool = False
    fix: Fix | None = None

    @property
    def is_open(self) -> bool:
        """Whether neither a waiver nor the baseline covers it."""
        return self.waiver is None and not self.in_baseline

    @property
    def sort_key(self) -> tuple[str, str, TextSpan, str, str, str]:
        """A total order: by plan, file, place, code, then wording."""
        span = self.place.span or TextSpan(0, 0, 0, 0)
        return (
            self.plan,
            self.place.file,
            span,
            self.rule.code,
            self.place.pointer,
            self.message,
        )


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that a run found, in order, shown and waived alike.

    Attributes:
        plans: how many plans were checked.
        files: how many files were read.
        reported: every finding; in = open + waived + known.
        unread: how many files the system would not let us read.
        has_baseline: whether findings were held against those of an earlier day.
        off: the codes of the rules that a policy does not ask of its plans.
    """

    plans: int
    files: int
    reported: tuple[Reported, ...]
    unread: int = 0
    has_baseline: bool = False
    off: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Reported, ...]:
        """Findings that neither a waiver nor the baseline covers."""
        return tuple(one for one in self.reported if one.is_open)

    @property
    def waived(self) -> tuple[Reported, ...]:
        """Findings that a waiver covers."""
        return tuple(one for one in self.reported if one.waiver is not None)

    @property
    def known(self) -> tuple[Reported, ...]:
        """Findings that were there already when the baseline was written."""
        return tuple(one for one in self.reported if one.in_baseline)

    @property
    def fixable(self) -> tuple[Reported, ...]:
        """Open findings that ``riep validate --fix`` puts right."""
        return tuple(one for one in self.open if one.fix is not None)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many open findings there are of each severity."""
        found = Counter(one.rule.severity for one in self.open)
        return {severity: found[severity] for severity in Severity}
