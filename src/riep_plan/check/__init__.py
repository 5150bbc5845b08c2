"""Runs rules over plans: read, judge, waive, place, sort."""

from riep_plan.check.many import check
from riep_plan.check.run import Options, Run

__all__ = ["Options", "Run", "check"]
