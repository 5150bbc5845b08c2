"""The portfolio of made-up plans, and of those kept here, as it is seen."""

from collections.abc import Mapping
from functools import lru_cache

from riep_plan.model import Plan
from riep_plan.report import Document, Member, portfolio_document, render
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from tests.figures.tables import Data, plan_of
from tests.plans.raw import ROOT
from tests.report import reading


def seen(
    plans: Mapping[str, Data],
    quarter: str | None = None,
    format_: str = "md",
    left_out: Mapping[str, str] | None = None,
) -> reading.Document:
    """Give the portfolio of plans, each as data, without findings."""
    members = [Member(one, plan_of(data), []) for one, data in plans.items()]
    made = portfolio_document(members, quarter, left_out=left_out)
    return reading.read(render(made, format_), format_)


@lru_cache(maxsize=1)
def plans_here() -> Mapping[str, Plan]:
    """Give the plans that are kept here, by id."""
    found = {site.id: load(site).plan for site in find_plans(ROOT / "plans")}
    return {one: plan for one, plan in found.items() if plan is not None}


def kept_here(quarter: str | None = None, *, turned: bool = False) -> Document:
    """Give the portfolio of the plans that are kept here, without their findings.

    Args:
        quarter: the quarter, or None for the plans whole.
        turned: whether the plans come in the opposite order.
    """
    members = [
        Member(one, plan, [])
        for one, plan in plans_here().items()
        if quarter is None or quarter in plan.calendar
    ]
    others = set(plans_here()) - {member.plan_id for member in members}
    left_out = dict.fromkeys(sorted(others), f"Its calendar has no {quarter}")
    return portfolio_document(members[::-1] if turned else members, quarter, left_out=left_out)
