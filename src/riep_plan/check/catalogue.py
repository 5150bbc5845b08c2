"""Every rule that can be reported, whether it judges a plan, a file's form or a waiver."""

from collections.abc import Mapping
from functools import lru_cache

from riep_plan.check.baseline import STALE
from riep_plan.check.waivers import WAIVER_RULES
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import all_rules, page
from riep_plan.source.problems import FORM_RULES

#: Families that are reported whatever is asked for: what cannot be read cannot be judged.
ALWAYS = frozenset({"FRM", "ENG"})

RULE_FAILED = Rule("ENG01", "rule-could-not-finish", Severity.ERROR, since="0.1.0", waivable=False)

__all__ = ["RULE_FAILED", "catalogue", "page", "selected"]


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Rule]:
    """Give every rule's facts by code, in order of code."""
    judging = [one.facts for one in all_rules()]
    everything = [*FORM_RULES, *judging, *WAIVER_RULES, STALE, RULE_FAILED]
    return {facts.code: facts for facts in sorted(everything, key=lambda facts: facts.code)}


def selected(rule: Rule, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Say whether a rule is asked for, by its code or the beginning of it.

    Faults of form, and of riep itself, are always reported.
    """
    if rule.family in ALWAYS:
        return True
    wanted = not select or rule.code.startswith(select)
    return wanted and not (ignore and rule.code.startswith(ignore))
