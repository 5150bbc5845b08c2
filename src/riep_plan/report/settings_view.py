"""What a document says of the rules that its plan was judged by: what the policy sets of them."""

from riep_plan.figures.policies import (
    changes_of,
    judged_from,
    keys_given,
    limits_in_words,
    policy_in_force,
    setting_holds,
)
from riep_plan.model import Plan
from riep_plan.model.policy import RuleLevel, RuleSetting
from riep_plan.report.tables import Table, table, words
from riep_plan.values.period import format_day
from riep_plan.values.words import listed

_LEVELS = {
    RuleLevel.ERROR: "counts as an error",
    RuleLevel.WARNING: "counts as a warning",
    RuleLevel.INFO: "counts as a remark",
    RuleLevel.OFF: "is not asked of this plan",
}


class SettingsView:
    """The settings of the rules for one plan, so that a reader knows what it was held to."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan with its policy as stated."""
        self._plan = plan
        self._policy = policy_in_force(plan)

    @property
    def day(self) -> str:
        """By the rules of which day the plan is judged, where its policy changes over time."""
        day = judged_from(self._plan)
        if day is None or not self._plan.policy.changes:
            return ""
        return f"The plan is judged by the rules of {format_day(day)}, the day on which it begins."

    @property
    def rules(self) -> Table:
        """Each rule or family that the policy sets, what it sets, and why."""
        day = judged_from(self._plan)
        rows = [
            (code, _said(setting, holds=setting_holds(setting, day)), setting.reason)
            for code, setting in sorted(self._policy.rules.items())
        ]
        return table("How the rules apply", words("Rule", "What the policy sets", "Reason"), rows)

    @property
    def changes(self) -> Table:
        """Each change of the policy, whether it holds for this plan, and where it comes from."""
        rows = [
            (
                str(change.start),
                "Holds" if holds else "Later than this plan",
                listed(sorted(keys_given(change))).replace("_", " "),
                change.source or "",
            )
            for change, holds in changes_of(self._plan)
        ]
        columns = words("From", "For this plan", "What it changes", "Source")
        return table("Changes of the policy", columns, rows)


def _said(setting: RuleSetting, *, holds: bool) -> str:
    if not holds:
        return f"Holds for plans from {setting.start}, and so not for this one"
    said = [_LEVELS[setting.severity]] if setting.severity else []
    if setting.material:
        said.append(f"a difference below {limits_in_words(setting.material)} is a remark")
    if setting.start:
        said.append(f"holds for plans from {setting.start}")
    text = "; ".join(said) or "applies as it is"
    return text[0].upper() + text[1:]
