"""What a plan is: the plan language as Pydantic models, with no input or output."""

from riep_plan.model.governance import DecisionsFile
from riep_plan.model.plan import Plan, PlanFile
from riep_plan.model.policy import Policy, PolicyFile, WaiversFile
from riep_plan.model.project import Project, ProjectFile
from riep_plan.model.returns import QuarterReturns, QuarterReturnsFile, Return, ReturnFile

__all__ = [
    "DecisionsFile",
    "Plan",
    "PlanFile",
    "Policy",
    "PolicyFile",
    "Project",
    "ProjectFile",
    "QuarterReturns",
    "QuarterReturnsFile",
    "Return",
    "ReturnFile",
    "WaiversFile",
]
