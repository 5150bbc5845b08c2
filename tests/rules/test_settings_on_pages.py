"""What a rule reads of the policy stands in its page's table of settings, and in the model."""

import re
from pathlib import Path
from typing import Any

import pytest

from riep_plan.check.catalogue import page
from riep_plan.figures import Ledger
from riep_plan.model.base import Part
from riep_plan.model.policy import CapitalPolicy, Mix, Parameters, Policy, RagTolerances, Tolerance
from riep_plan.rules.registry import RegisteredRule, all_rules
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.source.neighbours import earlier_plans, neighbours
from tests.support.pages import example, section

PAGES = Path(__file__).parents[2] / "src" / "riep_plan" / "rules" / "pages"
#: A rule without a page is test_pages.py's to tell.
RULES = {one.facts.code: one for one in all_rules() if (PAGES / f"{one.facts.code}.md").is_file()}
_ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
_POLICY_TABLE = re.compile(r"\| key in the policy \|.*?(?=\n\n|\Z)", re.DOTALL)


def keys_named(code: str) -> set[str]:
    tables = _POLICY_TABLE.findall(section(page(code), "Settings"))
    return {key for table in tables for key in _ROW.findall(table)}


class Watched(Policy):
    """A policy that keeps the names of what is read of it."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401  as pydantic has it
        if name in Parameters.model_fields:
            READ.add(name)
        return super().__getattribute__(name)


READ: set[str] = set()
#: What rules judge in a policy and do not obey: it is no setting of theirs.
JUDGED = {"own_rules"}


def watched(policy: Policy) -> Watched:
    values = {name: getattr(policy, name) for name in Policy.model_fields}
    return Watched.model_construct(policy.model_fields_set, **values)


def read_by(rule: RegisteredRule, folder: Path) -> set[str]:
    """Run a rule on its own page's examples, and say what it read of the policy."""
    READ.clear()
    found: set[str] = set()
    for heading in ("Wrong", "Right"):
        root = folder / heading / "example"
        root.mkdir(parents=True)
        for file in example(page(rule.facts.code), heading):
            file.write(root)
        for site in find_plans(root):
            loaded = load(site)
            if loaded.plan is None or not loaded.complete:
                continue
            plan = loaded.plan.model_copy(update={"policy": watched(loaded.plan.policy)})
            READ.clear()
            ledger = Ledger(plan, neighbours=neighbours(loaded), earlier=earlier_plans(loaded))
            list(rule(ledger))
            found |= READ
    return found


@pytest.mark.parametrize("code", RULES)
def test_a_key_of_the_policy_that_is_read_stands_in_the_page(code: str, tmp_path: Path) -> None:
    named = {key.split(".")[0] for key in keys_named(code)}
    assert read_by(RULES[code], tmp_path) - JUDGED <= named


@pytest.mark.parametrize("code", [code for code in RULES if keys_named(code)])
def test_a_key_of_the_policy_in_a_page_is_there(code: str) -> None:
    for key in keys_named(code):
        first, _, inner = key.partition(".")
        assert first in Parameters.model_fields or first == "changes", key
        assert not inner or inner in INNER[first].model_fields, key


#: The parts of a policy that have keys of their own.
INNER: dict[str, type[Part]] = {
    "capital": CapitalPolicy,
    "mix": Mix,
    "rag": RagTolerances,
    "tolerance": Tolerance,
}


def test_what_is_read_is_noticed(tmp_path: Path) -> None:
    assert "severe_from" in read_by(RULES["RSK06"], tmp_path)
