"""docs/catalogue.md says which rule answers what: it names every rule that judges a plan."""

import re
from pathlib import Path

from riep_plan.check.catalogue import catalogue
from riep_plan.rules.registry import own_package

PAGE = Path(__file__).parents[2] / "docs" / "catalogue.md"
_LINK = re.compile(r"\[([A-Z]{3}\d\d)\]\(rules/([A-Z]{3}\d\d)\.md\)")
#: Families that are about files, runs and returns, and not about what a plan says.
NOT_OF_PLANS = ("ENG", "FRM", "RTN")


def named(page: str) -> set[str]:
    return {code for code, _ in _LINK.findall(page)}


def test_it_names_every_rule_that_judges_a_plan() -> None:
    judging = {one.facts.code for one in own_package() if one.facts.family not in NOT_OF_PLANS}
    assert judging - named(PAGE.read_text(encoding="utf-8")) == set()


def test_it_names_no_rule_that_there_is_not() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert named(page) - set(catalogue()) == set()
    assert all(code == target for code, target in _LINK.findall(page))


def test_a_rule_that_it_does_not_name_is_noticed() -> None:
    page = PAGE.read_text(encoding="utf-8").replace("TOT01", "TOT99")
    assert "TOT01" not in named(page)
    assert named(page) - set(catalogue()) == {"TOT99"}
