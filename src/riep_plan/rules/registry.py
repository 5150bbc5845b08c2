"""Which rules there are: every decorated function of every module in this folder."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

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
) -> Callable[[Check], RegisteredRule]:
    """Make a rule of a function; there is nothing else to register."""

    def register(check: Check) -> RegisteredRule:
        return RegisteredRule(Rule(code, name, severity, since), check, whole)

    return register


@lru_cache(maxsize=1)
def all_rules() -> tuple[RegisteredRule, ...]:
    """Give every rule of this package, in order of their codes."""
    package = __name__.rpartition(".")[0]
    found = [
        value
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__)
        for value in vars(importlib.import_module(f"{package}.{module.name}")).values()
        if isinstance(value, RegisteredRule)
    ]
    return tuple(sorted(found, key=lambda one: one.facts.code))


def page(code: str) -> str:
    """Give the text of a rule's page, as Markdown.

    Raises:
        FileNotFoundError: no rule has that code.
    """
    file = resources.files(__package__) / "pages" / f"{code}.md"
    return file.read_text(encoding="utf-8")
