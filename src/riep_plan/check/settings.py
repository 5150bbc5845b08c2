"""How a policy has rules apply: from when, as what, and from which difference on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from riep_plan.figures.policies import limits_in_words, setting_holds
from riep_plan.findings.finding import Finding
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.policy import RuleLevel, RuleSetting, Tolerance

#: The family of rules about policies, which no policy may weigh down or turn off.
POLICY = "POL"


class Settings:
    """The settings of the rules for one plan.

    Attributes:
        is_empty: whether there are none, so that every rule applies as it is.
    """

    def __init__(self, rules: Mapping[str, RuleSetting], day: date | None) -> None:
        """Take the settings.

        Args:
            rules: by code, or by the letters that begin it.
            day: the day by whose rules the plan is judged; None where the plan names none, and
                then every setting holds.
        """
        self._rules = rules
        self._day = day
        self.is_empty = not rules

    def of(self, rule: Rule) -> RuleSetting | None:
        """Give the setting that speaks of a rule most exactly; none can of a fault of form."""
        if not self._rules or not rule.waivable or rule.family == POLICY:
            return None
        spoken = [key for key in self._rules if rule.code.startswith(key)]
        return self._rules[max(spoken, key=len)] if spoken else None

    def runs(self, rule: Rule) -> bool:
        """Say whether a rule judges this plan at all."""
        setting = self.of(rule)
        if setting is None:
            return True
        return setting.severity is not RuleLevel.OFF and setting_holds(setting, self._day)

    def off(self, rules: Iterable[Rule]) -> frozenset[str]:
        """Give the codes of those rules that the policy turns off, whenever the plan begins."""
        if all(one.severity is not RuleLevel.OFF for one in self._rules.values()):
            return frozenset()
        return frozenset(one.code for one in rules if self._is_off(one))

    def _is_off(self, rule: Rule) -> bool:
        setting = self.of(rule)
        return setting is not None and setting.severity is RuleLevel.OFF

    def apply(self, finding: Finding) -> Finding:
        """Give a finding the weight that the policy gives it; say so where an amount decides."""
        setting = self.of(finding.rule)
        if setting is None:
            return finding
        severity = finding.rule.severity
        if setting.severity is not None and setting.severity is not RuleLevel.OFF:
            severity = Severity(setting.severity.value)
        message = finding.message
        limits = limits_in_words(setting.material) if setting.material is not None else ""
        if setting.material is not None and limits and finding.at_stake is not None:
            if _is_material(finding, setting.material):
                message += f" The policy allows differences below {limits}."
            else:
                severity = Severity.INFO
                message += f" The policy treats a difference below {limits} as a remark."
        return replace(finding, rule=replace(finding.rule, severity=severity), message=message)


def _is_material(finding: Finding, limit: Tolerance) -> bool:
    """A difference counts in full when it reaches any limit that is set, as auditors hold it."""
    by_amount = limit.amount is not None and (finding.at_stake or 0) >= limit.amount
    by_share = limit.share is not None and (finding.share_at_stake or 0) >= limit.share
    return by_amount or by_share or (limit.amount is None and limit.share is None)
