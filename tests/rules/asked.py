"""One rule, asked of one small plan that stands in the test as data."""

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding
from riep_plan.model import Plan
from riep_plan.rules.registry import all_rules
from riep_plan.values.money import Unit
from tests.figures.tables import Data

RULES = {one.facts.code: one for one in all_rules()}


def plan_of(data: Data, unit: Unit = Unit.POUND) -> Plan:
    """Build a work programme that says this."""
    whole = {"kind": "work-programme", "title": "Depots"} | data
    return Plan.model_validate(whole, context={"unit": unit})


def found(code: str, data: Data, unit: Unit = Unit.POUND, **earlier: Data) -> list[Finding]:
    """Give what a rule finds in a plan, which goes on from earlier plans of these ids."""
    plans = {one.replace("_", "-"): plan_of(it) for one, it in earlier.items()}
    return list(RULES[code](Ledger(plan_of(data, unit), earlier=plans)))


def places(code: str, data: Data, unit: Unit = Unit.POUND, **earlier: Data) -> list[str]:
    """Give where it finds that."""
    return ["/".join(one.at) for one in found(code, data, unit, **earlier)]


def places_in(code: str, ledger: Ledger) -> list[str]:
    """Give where a rule finds something in a plan whose figures are there already."""
    return ["/".join(one.at) for one in RULES[code](ledger)]
