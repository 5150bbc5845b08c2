"""Every rule that can be reported, whether it judges a plan, a file's form or a waiver."""

import re
from collections.abc import Mapping
from functools import lru_cache

from riep_plan.check.baseline import STALE
from riep_plan.check.waivers import WAIVER_RULES
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.base import OWN_CODE, OWN_CODES
from riep_plan.rules.changes import CHANGE_RULES
from riep_plan.rules.installed import RULES_NOT_LOADED
from riep_plan.rules.registry import all_rules, page
from riep_plan.source.problems import FORM_RULES

#: Families that are reported whatever is asked for: what cannot be read cannot be judged.
ALWAYS = frozenset({"FRM", "ENG"})

RULE_FAILED = Rule("ENG01", "rule-could-not-finish", Severity.ERROR, since="0.1.0", waivable=False)

__all__ = [
    "RULE_FAILED",
    "asked_for",
    "catalogue",
    "explained",
    "has_rule",
    "is_beginning",
    "page",
    "selected",
]


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Rule]:
    """Give every rule's facts by code, in order of code."""
    judging = [one.facts for one in all_rules()]
    everything = [*FORM_RULES, *judging, *WAIVER_RULES, STALE, RULE_FAILED, RULES_NOT_LOADED]
    everything += CHANGE_RULES
    return {facts.code: facts for facts in sorted(everything, key=lambda facts: facts.code)}


def explained(code: str) -> str:
    """Give a rule's page with what its findings count as, below the title.

    Raises:
        KeyError: there is no such rule.
    """
    rule = catalogue()[code]
    counts = {Severity.ERROR: "an error", Severity.WARNING: "a warning", Severity.INFO: "a remark"}
    waived = "can be waived" if rule.waivable else "cannot be waived"
    title, rest = page(code).split("\n", 1)
    facts = f"A finding counts as {counts[rule.severity]} and {waived}. Since riep {rule.since}."
    return f"{title}\n\n{facts}\n{rest}"


def has_rule(code: str) -> bool:
    """Say whether a code is a rule's: one that riep knows, or a policy may have of its own."""
    return code in catalogue() or re.fullmatch(OWN_CODE, code) is not None


def is_beginning(text: str) -> bool:
    """Say whether any rule's code begins so."""
    return any(code.startswith(text) for code in (*catalogue(), *OWN_CODES))


def asked_for(select: tuple[str, ...], ignore: tuple[str, ...]) -> frozenset[str]:
    """Give the codes of the rules that are asked for.

    Codes that an organisation may give rules of its own are among them: whether it has such rules
    only its policy says.
    """
    return frozenset(
        code for code in (*catalogue(), *OWN_CODES) if _is_asked_for(code, select, ignore)
    )


def selected(rule: Rule, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Say whether a rule is asked for, by its code or the beginning of it.

    Faults of form, and of riep itself, are always reported.
    """
    return rule.family in ALWAYS or _is_asked_for(rule.code, select, ignore)


def _is_asked_for(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    wanted = not select or code.startswith(select)
    return wanted and not (ignore and code.startswith(ignore))
