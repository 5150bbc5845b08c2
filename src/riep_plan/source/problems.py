"""Faults of form: what stops a file from being read as part of a plan. No waiver covers them."""

from dataclasses import dataclass

from riep_plan.findings.finding import Path
from riep_plan.findings.result import TextSpan
from riep_plan.findings.rule import Rule, Severity


def _form(number: int, name: str) -> Rule:
    return Rule(f"FRM{number:02d}", name, Severity.ERROR, since="0.1.0", waivable=False)


FILE_TOO_LARGE = _form(1, "file-too-large")
NOT_PLAIN_TEXT = _form(2, "not-plain-text")
NOT_YAML = _form(3, "not-yaml")
KEY_GIVEN_TWICE = _form(4, "key-given-twice")
FEATURE_REFUSED = _form(5, "yaml-feature-refused")
NESTED_TOO_DEEP = _form(6, "nested-too-deep")
FILE_EMPTY = _form(7, "file-empty")
LINK_LEADS_OUTSIDE = _form(8, "link-leads-outside")
FILE_NOT_EXPECTED = _form(9, "file-not-expected")
KEY_UNKNOWN = _form(10, "key-unknown")
KEY_MISSING = _form(11, "key-missing")
WRONG_SHAPE = _form(12, "wrong-shape")
AMOUNT_UNREADABLE = _form(13, "amount-unreadable")
DATE_UNREADABLE = _form(14, "date-unreadable")
NUMBER_UNREADABLE = _form(15, "number-unreadable")
ID_UNREADABLE = _form(16, "id-unreadable")
CHOICE_UNKNOWN = _form(17, "choice-unknown")
VERSION_UNKNOWN = _form(18, "language-version-unknown")
PLAN_FILE_MISSING = _form(19, "plan-file-missing")
VALUE_MISSING = _form(20, "value-missing")
ID_USED_TWICE = _form(21, "id-used-twice")
SHARED_POLICY_MISSING = _form(22, "shared-policy-missing")

FORM_RULES = tuple(value for value in globals().values() if isinstance(value, Rule))


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of form in one file.

    Attributes:
        rule: which fault.
        message: what was found, in a sentence.
        help: what was expected, and what to do.
        at: the keys that lead to the fault within the file; empty for the file as a whole.
        on_key: True when the key itself is at fault, not its value.
        span: where it is, when the reader knew; otherwise it is looked up from ``at``.
        related: another stretch of the same file, and what stands there.
    """

    rule: Rule
    message: str
    help: str = ""
    at: Path = ()
    on_key: bool = False
    span: TextSpan | None = None
    related: tuple[tuple[TextSpan, str], ...] = ()


class Unreadable(Exception):
    """A file whose text gives no data at all, with the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].message)
        self.problems = problems
