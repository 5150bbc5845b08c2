"""Small plans of one or two statements, and the sums that riep makes of them."""

from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.sums.equation import Equation, Sum
from riep_plan.model import Plan
from riep_plan.values.money import Unit
from tests.figures.tables import At, Data

SOURCES = {
    "core": {"title": "Core grant", "kind": "core"},
    "pot": {"title": "Capital pot", "kind": "capital pot"},
}

#: A sum that does not hold: its kind, where its total stands, and the gap in pounds.
Failing = tuple[Sum, str, Decimal | int]


def ledger_of(data: Data, unit: Unit = Unit.POUND, *, complete: bool = True) -> Ledger:
    """Make a plan of data, as the files of a plan in that unit would be read."""
    whole = {"kind": "work-programme", "title": "Plan", "funding": SOURCES} | data
    return Ledger(Plan.model_validate(whole, context={"unit": unit}), complete=complete)


def project(**data: object) -> Data:
    """A plan of one project, ``p``."""
    return {"projects": {"p": {"title": "P"} | data}}


def of_kind(ledger: Ledger, kind: Sum) -> list[Equation]:
    """The sums of one kind."""
    return [one for one in ledger.equations if one.kind is kind]


def the_sum(ledger: Ledger, kind: Sum) -> Equation:
    """The one sum of a kind."""
    (one,) = of_kind(ledger, kind)
    return one


def terms(equation: Equation) -> tuple[str, list[str]]:
    """Where a sum's total and its parts stand, below the project ``p`` if it has one."""
    return _short(equation.total.at), [_short(part.at) for part in equation.parts]


def failing(data: Data, unit: Unit = Unit.POUND) -> list[Failing]:
    """The sums that do not hold."""
    return [(one.kind, _short(one.total.at), one.gap) for one in ledger_of(data, unit).failing]


def holds(data: Data, unit: Unit = Unit.POUND) -> bool:
    """Say whether a plan states sums, and all of them hold."""
    ledger = ledger_of(data, unit)
    assert ledger.equations
    return ledger.failing == ()


def _short(at: At) -> str:
    return "/".join(at).removeprefix("projects/p/")
