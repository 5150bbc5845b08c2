"""CHG: what is wrong with a change of a plan, and not with the plan itself.

Here are the facts alone. A change has two versions, which no rule of this folder sees:
``compare.rules`` finds, and ``riep validate --changed-since`` reports.
"""

from riep_plan.findings.rule import Rule, Severity


def _change_rule(number: int, name: str, severity: Severity) -> Rule:
    return Rule(f"CHG{number:02d}", name, severity, since="0.5.0", waivable=False)


BEYOND_LIMIT = _change_rule(1, "change-beyond-delegated-limit", Severity.ERROR)
RETURN_REWRITTEN = _change_rule(2, "accepted-return-rewritten", Severity.ERROR)
RETURN_REMOVED = _change_rule(3, "closed-return-removed", Severity.ERROR)
DECISION_REWRITTEN = _change_rule(4, "decision-rewritten", Severity.ERROR)
POLICY_LOOSENED = _change_rule(5, "policy-loosened-for-change", Severity.WARNING)
WAIVER_NOT_COUNTED = _change_rule(6, "waiver-of-own-change", Severity.INFO)
CHANGE_RULES = (
    BEYOND_LIMIT,
    RETURN_REWRITTEN,
    RETURN_REMOVED,
    DECISION_REWRITTEN,
    POLICY_LOOSENED,
    WAIVER_NOT_COUNTED,
)
