"""Runs rules over plans: read, judge, waive, place, sort."""

from riep_plan.check.run import Options, Run, check

__all__ = ["Options", "Run", "check"]
