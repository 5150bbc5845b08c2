"""An own rule's expressions, read and checked once however many plans they are asked of."""

from dataclasses import dataclass
from functools import lru_cache

from riep_plan.figures.expressions.cel import Expression, pattern_fault, read
from riep_plan.figures.expressions.check import Checker, Fault, Scope, Wrong
from riep_plan.figures.expressions.filled import filled_if
from riep_plan.figures.expressions.nodes import NotRead
from riep_plan.figures.vocabulary import names_for
from riep_plan.model.policy import ForEach


@dataclass(frozen=True, slots=True)
class Examined:
    """What there is to know of a rule's expressions before any plan is seen.

    Attributes:
        when: where the rule is asked, or None for everywhere.
        require: what has to hold, or None where it cannot be read.
        faults: what is wrong, each with the key of the expression that it is in.
    """

    when: Expression | None
    require: Expression | None
    faults: tuple[tuple[str, Fault], ...]


@lru_cache(maxsize=1_024)
def examined(each: ForEach, when: str | None, require: str) -> Examined:
    """Read and check a rule's expressions; what ``when`` makes sure of, ``require`` may use."""
    scope = Scope(names_for(each))
    faults: list[tuple[str, Fault]] = []
    asked = _checked("when", when, scope, faults) if when is not None else None
    if asked is not None:
        scope = scope.knowing(tuple(filled_if(asked.node, true=True)))
    required = _checked("require", require, scope, faults)
    return Examined(asked, required, tuple(faults))


def _checked(
    key: str, text: str, scope: Scope, faults: list[tuple[str, Fault]]
) -> Expression | None:
    try:
        found = read(text)
    except NotRead as unread:
        fault = Fault(Wrong.UNREADABLE, f"{unread.message}.", unread.advice, unread.at)
        faults.append((key, fault))
        return None
    checker = Checker(text, lambda pattern: not pattern_fault(pattern))
    checker.decides(found.node, scope)
    faults.extend((key, fault) for fault in checker.faults)
    return found
