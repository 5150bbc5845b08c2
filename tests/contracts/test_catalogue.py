"""The catalogue of rules keeps its promises: codes, names, and what they are called."""

import re

from riep_plan.check.catalogue import catalogue
from riep_plan.rules.registry import all_rules

# Names say what is wrong, so that they read well after "waive".
_CHECKS = re.compile(r"^(check|validate|verify|ensure|no|must)-")


def test_codes_and_names_are_unique_and_well_formed() -> None:
    rules = list(catalogue().values())
    assert len({rule.name for rule in rules}) == len(rules)
    for code, rule in catalogue().items():
        assert rule.code == code
        assert re.fullmatch(r"[A-Z]{3}\d\d", code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
        assert not _CHECKS.match(rule.name)
        assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)


def test_codes_are_numbered_without_gaps() -> None:
    families: dict[str, list[int]] = {}
    for code in catalogue():
        families.setdefault(code[:3], []).append(int(code[3:]))
    for family, numbers in families.items():
        assert numbers == list(range(1, len(numbers) + 1)), family


def test_a_family_is_a_module() -> None:
    families: dict[str, set[str]] = {}
    for rule in all_rules():
        families.setdefault(rule.check.__module__, set()).add(rule.facts.family)
    assert all(len(found) == 1 for found in families.values()), families


def test_every_rule_says_what_it_looks_for() -> None:
    assert all(rule.check.__doc__ for rule in all_rules())
