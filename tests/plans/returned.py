"""Every amount in the illustrative plan's returns, changed one at a time: what is seen of it.

The files are read as data, one amount is changed in it, and the plan is built and judged again.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding
from riep_plan.model import PlanFile
from riep_plan.rules.registry import all_rules
from riep_plan.source.build import build
from riep_plan.source.read import read_data
from riep_plan.source.templates import kinds
from riep_plan.values.money import Unit
from tests.plans.raw import ROOT

PLAN = ROOT / "plans" / "shared-services-2025-26"
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
At = tuple[str, ...]
#: A plan as its files hold it, or a part of it of whatever shape.
Node = Any

_RULES = [one for one in all_rules() if one.facts.code.startswith("RTN")]
_CONTEXT = {"unit": Unit.POUND, "kinds": kinds()}
_MONEY = {
    *("brought_forward", "actual", "to_date", "slips", "variance", "amount", "was", "becomes"),
    *QUARTERS,
}


@dataclass(frozen=True)
class Amount:
    """An amount of a return: where it stands, and what it says."""

    at: At
    value: Decimal

    @property
    def what(self) -> str:
        """Which kind of figure it is: ``spend actual``, ``forecast``, ``change amount``, …"""
        if "forecast" in self.at:
            return "forecast"
        owner = {"changes": "change", "corrections": "correction", "efficiencies": "saving"}
        part = next((one for one in self.at if one in (*owner, "spend")), "other")
        return f"{owner.get(part, part)} {self.at[-1]}"

    def __str__(self) -> str:
        return "/".join(self.at)


def _data(path: Path) -> Node:
    return read_data(path.read_text(encoding="utf-8"))


@cache
def tree() -> Node:
    """Read the whole plan as data."""
    found = _data(PLAN / "plan.yaml")
    found["policy"] = _data(PLAN / "policy.yaml")
    found["projects"] = {one.stem: _data(one) for one in sorted((PLAN / "projects").glob("*.yaml"))}
    found["returns"] = {}
    for quarter in QUARTERS:
        whole = _data(PLAN / "returns" / f"{quarter}.yaml")
        folder = sorted((PLAN / "returns" / quarter).glob("*.yaml"))
        whole["projects"] = {one.stem: _data(one) for one in folder}
        whole["programme"] = whole["projects"].pop("programme")
        found["returns"][quarter] = whole
    for part in (found["policy"], *found["projects"].values(), *found["returns"].values()):
        part.pop("riep", None)
    for whole in found["returns"].values():
        for one in (whole["programme"], *whole["projects"].values()):
            one.pop("riep", None)
    return found


def amounts(data: Node | None = None, at: At = ("returns",)) -> Iterator[Amount]:
    """Give every amount of every return."""
    part = tree()["returns"] if data is None else data
    for key, one in part.items():
        here = (*at, key)
        if isinstance(one, dict):
            yield from amounts(one, here)
        elif key in _MONEY and "indicators" not in here:
            yield Amount(here, Decimal(one))


def findings(data: Node) -> list[Finding]:
    """Judge a plan by the rules on returns."""
    ledger = Ledger(build(data, PlanFile, _CONTEXT))
    return [one for rule in _RULES for one in rule(ledger)]


@cache
def known() -> frozenset[tuple[str, At]]:
    """What is found in the plan as it stands: findings that it waives among them."""
    return frozenset((one.rule.code, one.at) for one in findings(tree()))


def seen(one: Amount, becomes: Decimal) -> list[Finding]:
    """Give what is found when an amount is changed, and was not found before."""
    before, after = known(), changed(one.at, str(becomes))
    return [each for each in findings(after) if (each.rule.code, each.at) not in before]


def changed(at: At, value: Node) -> Node:
    """Give the plan's data with one value changed; what is not touched is shared."""
    found = part = copy.copy(tree())
    for key in at[:-1]:
        part[key] = copy.copy(part[key])
        part = part[key]
    part[at[-1]] = value
    return found


def slips_of_the_pen(value: Decimal) -> dict[str, Decimal]:
    """Give an amount as it might be mistyped: ten times, a tenth more, two digits exchanged."""
    found = {
        "ten times": value * 10 if value else Decimal(1000),
        "a tenth more": value + value / 10 if value else Decimal(100),
    }
    sign, digits = (-1 if value < 0 else 1), str(abs(int(value)))
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            other = list(digits)
            other[place : place + 2] = reversed(other[place : place + 2])
            found["two digits exchanged"] = sign * Decimal("".join(other))
            break
    return {name: one.quantize(Decimal(1)) for name, one in found.items() if one != value}
