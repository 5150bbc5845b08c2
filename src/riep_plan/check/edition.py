"""What is found in a plan, as far as the public may read it."""

from dataclasses import replace

from riep_plan.check.run import Options, report_plan
from riep_plan.figures.audience import public_plan
from riep_plan.findings.result import Reported
from riep_plan.model import Plan
from riep_plan.source.loaded import LoadedPlan


def public_edition(loaded: LoadedPlan, options: Options) -> tuple[Plan, list[Reported]]:
    """Give a plan without what it restricts, and the findings that may be told with it.

    A finding is told where the plan that is left gives it too, word for word: made from nothing
    but what is public, it cannot say anything else. Nor is a finding told that the plan gives only
    because something was left out, or one whose waiver is restricted.

    Raises:
        Refused: a restriction leads nowhere, or to something that no document can do without.
    """
    assert loaded.plan is not None  # noqa: S101  for the type checker; plans without were refused
    plan = public_plan(loaded.plan)
    if plan is loaded.plan:
        return plan, report_plan(loaded, options)
    whole = {_said(one): one.place for one in report_plan(loaded, options)}
    shown = report_plan(replace(loaded, plan=plan), replace(options, for_public=True))
    return plan, [replace(one, place=whole[_said(one)]) for one in shown if _said(one) in whole]


def _said(one: Reported) -> tuple[object, ...]:
    waiver = one.waiver
    return (one.rule.code, one.at, one.message, waiver and (waiver.waiver, waiver.reason))
