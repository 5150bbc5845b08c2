"""An organisation's own rules: asked of plans, and at fault themselves."""

import importlib
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from riep_plan.check import Options, check
from riep_plan.findings.result import Reported
from riep_plan.model.policy import OwnRule, Policy
from riep_plan.rules.own import own_rules
from riep_plan.source.discover import find_plans
from tests.support.pages import example

DOCUMENT = Path(__file__).parents[2] / "docs" / "own-rules.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
EXAMPLES = [one for one in re.findall(r"^## (.*)$", TEXT, re.MULTILINE) if example(TEXT, one)]
PLAN = """\
riep: 1
kind: delivery-plan
title: Efficiency programme 2010/11
funding:
  core: {title: Programme funding, kind: core, amount: 400000}
projects:
  depot:
    title: Shared depot
    allocation: {core: 150000}
"""
RULE = """\
riep: 1
own_rules:
  ORG01:
    name: large-project-without-sponsor
    require: project.cost <= 100000 || has(project.sponsor)
    message: a project over £100,000 needs a sponsor
"""


def found(
    folder: Path,
    policy: str,
    plan: str = PLAN,
    *,
    select: tuple[str, ...] = ("ORG", "POL", "WVR"),
    ignore: tuple[str, ...] = (),
    **files: str,
) -> list[Reported]:
    """Give what riep says of a plan with a policy."""
    home = folder / "plan"
    home.mkdir(parents=True)
    for name, text in {"plan": plan, "policy": policy, **files}.items():
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    options = Options(select, ignore, date(2010, 6, 1))
    return list(check(find_plans(home), options).result.reported)


def said(reported: list[Reported]) -> list[tuple[str, str]]:
    return [(one.rule.code, one.at) for one in reported]


def asking(require: str, **keys: str) -> str:
    """A policy of one rule."""
    more = "".join(f"    {key}: {text}\n" for key, text in keys.items())
    quoted = require.replace("'", "''")
    return (
        "riep: 1\nown_rules:\n  ORG01:\n    name: it-is-so\n"
        f"    message: it is not so\n    require: '{quoted}'\n{more}"
    )


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_of_the_document_finds_what_it_marks(title: str, tmp_path: Path) -> None:
    files = example(TEXT, title)
    policy, plan = (
        next(one for one in files if one.name == name) for name in ("policy.yaml", "plan.yaml")
    )
    reported = found(tmp_path, policy.text, plan.text)
    lines = [(one.place.span.line if one.place.span else 0, one.rule.code) for one in reported]
    assert lines == [(line, code) for _, line, code in plan.expected()]
    assert lines


def test_the_document_has_eight_examples() -> None:
    assert len(EXAMPLES) == 8


def test_a_finding_says_what_the_policy_says(tmp_path: Path) -> None:
    (one,) = found(tmp_path, RULE)
    assert one.message == "Project “Shared depot”: a project over £100,000 needs a sponsor."
    assert one.rule.name == "large-project-without-sponsor"
    assert one.rule.severity.value == "warning"
    assert (one.at, one.place.span and one.place.span.line) == ("projects/depot", 7)
    assert "project.cost <= 100000 || has(project.sponsor)" in one.help


def test_a_rule_is_asked_only_where_it_says(tmp_path: Path) -> None:
    assert said(found(tmp_path, asking("false", when='project.title == "Other"'))) == []


@pytest.mark.parametrize(
    ("each", "at"),
    [
        ("plan", ""),
        ("project", "projects/depot"),
        ("source", "funding/core"),
        ("risk", "risks/flood"),
        ("milestone", "projects/depot/milestones/opened"),
        ("indicator", "indicators/cost"),
        ("line", "projects/depot/budget/works"),
    ],
)
def test_a_rule_looks_at_each_of_its_things(tmp_path: Path, each: str, at: str) -> None:
    plan = (
        PLAN + "    milestones: {opened: {text: Opened}}\n    budget: {works: {text: Works}}\n"
        "risks: {flood: {text: Flood}}\nindicators: {cost: {kind: lag, text: Cost}}\n"
    )
    assert said(found(tmp_path, asking("false", for_each=each), plan)) == [("ORG01", at)]


def test_rules_are_chosen_and_left_out_by_code(tmp_path: Path) -> None:
    assert said(found(tmp_path / "a", RULE, select=("ORG01",))) == [("ORG01", "projects/depot")]
    assert found(tmp_path / "b", RULE, select=("ORG02",)) == []
    assert found(tmp_path / "c", RULE, select=(), ignore=("ORG", "FND", "DLV", "IND", "GOV")) == []


def test_a_finding_is_waived_and_the_waiver_checked(tmp_path: Path) -> None:
    waiver = "riep: 1\nwaivers:\n" + "".join(
        f"  {name}: {{rule: {rule}, at: {at}, reason: Agreed., agreed_by: Board, until: 2011}}\n"
        for name, rule, at in (
            ("agreed", "ORG01", "projects/depot"),
            ("idle", "ORG01", "projects/fleet"),
            ("lost", "ORG07", "projects/depot"),
        )
    )
    reported = found(tmp_path, RULE, waivers=waiver)
    waived = [one for one in reported if one.waiver]
    assert said(waived) == [("ORG01", "projects/depot")]
    others = [(one.rule.code, one.at) for one in reported if not one.waiver]
    assert others == [("WVR01", "waivers/idle/at/0"), ("WVR03", "waivers/lost/rule")]


def test_a_policy_weighs_its_own_rules_like_any(tmp_path: Path) -> None:
    raised = RULE + "rules: {ORG: {severity: error, reason: Agreed.}}\n"
    (one,) = found(tmp_path / "a", raised)
    assert one.rule.severity.value == "error"
    assert found(tmp_path / "b", raised.replace("error", "off")) == []


def test_a_change_brings_a_rule_from_its_day_on(tmp_path: Path) -> None:
    changed = (
        RULE + "changes:\n  later:\n    from: {day}\n    own_rules:\n      ORG01:\n"
        "        name: no-sponsor\n        require: has(project.sponsor)\n        message: none\n"
    )
    plan = PLAN.replace("150000", "1") + "date: May 2010\n"
    before = found(tmp_path / "a", changed.replace("{day}", "June 2010"), plan)
    after = found(tmp_path / "b", changed.replace("{day}", "April 2010"), plan)
    assert (said(before), said(after)) == ([], [("ORG01", "projects/depot")])


def test_a_fault_in_a_change_is_told_at_the_change(tmp_path: Path) -> None:
    policy = (
        "riep: 1\nchanges:\n  later:\n    from: {day}\n    own_rules:\n      ORG01:\n"
        "        name: no-sponsor\n        require: has(project.sponser)\n        message: none\n"
    )
    place = "policy/changes/later/own_rules/ORG01/require"
    for name, day in (("a", "April 2010"), ("b", "June 2099")):
        plan = PLAN + "date: May 2010\n"
        assert said(found(tmp_path / name, policy.replace("{day}", day), plan)) == [
            ("POL14", place)
        ]


@pytest.mark.parametrize("projects", ["", PLAN.partition("projects")[2]])
def test_a_fault_is_told_with_and_without_a_project(tmp_path: Path, projects: str) -> None:
    plan = PLAN.partition("projects")[0] + (f"projects{projects}" if projects else "")
    reported = found(tmp_path, asking("true || project.sponser == null"), plan)
    assert said(reported) == [("POL14", "policy/own_rules/ORG01/require")]
    assert reported[0].help == "Did you mean `sponsor`?"
    assert reported[0].place.span
    assert reported[0].place.span.line == 6


def test_a_fault_is_told_though_only_the_rule_itself_is_asked_for(tmp_path: Path) -> None:
    reported = found(tmp_path, asking("project.sponser"), select=("ORG01",))
    assert [one.rule.code for one in reported] == ["POL14"]


def test_a_fault_can_be_neither_waived_nor_weighed_down(tmp_path: Path) -> None:
    waiver = (
        "riep: 1\nwaivers: {no: {rule: POL14, at: policy/own_rules/ORG01/require, reason: Agreed.,"
        " agreed_by: Board, until: 2011}}\n"
    )
    policy = asking("project.sponser") + "rules: {POL1: {severity: off, reason: Agreed.}}\n"
    reported = found(tmp_path, policy, waivers=waiver)
    assert [one.rule.code for one in reported if one.rule.code in ("POL14", "WVR03")] == [
        "POL14",
        "WVR03",
    ]


def test_what_cannot_be_decided_names_the_thing(tmp_path: Path) -> None:
    (one,) = found(tmp_path, asking("1 / (project.cost - 150000) > 1"))
    assert one.rule.code == "POL15"
    assert "project “Shared depot”: it divides by nought" in one.message


def test_all_own_rules_of_a_plan_share_one_budget(tmp_path: Path) -> None:
    deep = "[1,2,3,4,5,6,7,8,9]" + ".all({0}, [1,2,3,4,5,6,7,8,9]" * 6 + ".all(z, true)" + ")" * 6
    for name in "abcdef":
        deep = deep.replace("{0}", name, 1)
    second = "  ORG02: {name: it-is-so-too, message: not so, require: 'true'}\n"
    reported = found(tmp_path, asking(deep) + second)
    assert [one.at[-14:] for one in reported] == ["/ORG01/require", "/ORG02/require"]
    assert all("steps" in one.message for one in reported)


def test_without_the_package_nothing_passes_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] == "celpy" or name.endswith(("expressions.cel", ".examine")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "celpy", None)
    (one,) = found(tmp_path, RULE)
    assert one.rule.code == "ENG02"
    assert 'pip install "riep-plan[rules]"' in one.help
    monkeypatch.undo()
    importlib.import_module("riep_plan.figures.expressions.examine")


def test_a_code_of_another_family_is_refused_with_the_right_one(tmp_path: Path) -> None:
    reported = found(tmp_path, RULE.replace("ORG01", "org1"))
    assert [(one.rule.code, one.help) for one in reported] == [("FRM16", "Write ORG01.")]


def test_a_rule_about_the_whole_waits_for_the_whole() -> None:
    def whole(**keys: str) -> bool:
        own = OwnRule.model_validate({"name": "it-is-so", "message": "x", **keys})
        return own_rules(Policy(own_rules={"ORG01": own}))[0].whole

    assert not whole(require="has(project.sponsor)")
    assert whole(require="plan.cost > 1")
    assert whole(require="source.taken > 1", for_each="source")
