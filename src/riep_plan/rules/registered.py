"""A rule as it is written: its facts, and the function that checks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding
from riep_plan.findings.rule import Rule, Severity

Check = Callable[[Rule, Ledger], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class RegisteredRule:
    """A rule's facts with the function that checks it.

    Attributes:
        facts: code, name, severity, since.
        check: yields the rule's findings in one plan.
        whole: True when the rule judges the plan as a whole, and so must not run when one of
            its files could not be read.
    """

    facts: Rule
    check: Check
    whole: bool

    def __call__(self, ledger: Ledger) -> Iterator[Finding]:
        """Yield the rule's findings in one plan."""
        return self.check(self.facts, ledger)


def rule(
    code: str,
    name: str,
    *,
    since: str,
    severity: Severity = Severity.ERROR,
    whole: bool = False,
    waivable: bool = True,
) -> Callable[[Check], RegisteredRule]:
    """Make a rule of a function; there is nothing else to register."""

    def register(check: Check) -> RegisteredRule:
        return RegisteredRule(Rule(code, name, severity, since, waivable), check, whole)

    return register
