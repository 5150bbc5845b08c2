"""The catalogue of rules keeps its promises: codes, names, and what they are called."""

import re

from riep_plan import __version__
from riep_plan.check.catalogue import catalogue, explained
from riep_plan.findings.rule import Severity
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


def test_a_new_rule_is_no_error_for_one_version() -> None:
    """A plan that passed must not fail in CI because of an upgrade; faults of form apart."""
    new = [rule for rule in catalogue().values() if rule.since == __version__ and rule.waivable]
    assert new
    assert [rule.code for rule in new if rule.severity is Severity.ERROR] == []


def test_a_page_says_what_a_finding_counts_as() -> None:
    said = [explained(code).splitlines()[2] for code in ("TOT01", "CAP06", "RTN12", "FRM01")]
    assert said == [
        "A finding counts as an error and can be waived. Since riep 0.1.0.",
        "A finding counts as a warning and can be waived. Since riep 0.3.0.",
        "A finding counts as a remark and can be waived. Since riep 0.4.0.",
        "A finding counts as an error and cannot be waived. Since riep 0.1.0.",
    ]
