"""How a policy has rules apply: what they count as, from when, and from which difference on."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.check import Options, check
from riep_plan.check.run import report_plan
from riep_plan.check.settings import Settings
from riep_plan.figures.policies import judged_from, policy_in_force
from riep_plan.findings.finding import Finding
from riep_plan.findings.result import Reported
from riep_plan.findings.rule import Rule, Severity
from riep_plan.findings.summary import summary_of
from riep_plan.model import Plan, PlanFile
from riep_plan.model.policy import RuleSetting
from riep_plan.source.build import build
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.source.read import read_data
from tests.cli.running import write_files

#: A plan from July 2010 whose one project states £100 too much.
PLAN = """\
riep: 1
kind: delivery-plan
title: Depots
calendar:
  Q1: {from: July 2010, to: September 2010}
funding:
  core: {title: Grant, kind: core}
projects:
  depot:
    title: Depot
    objectives: {share: {text: Share the depot}}
    lead: Programme manager
    spend: {core: {revenue: {total: 1100, Q1: 1000}}}
"""
FAULT = Rule("TOT01", "a-fault", Severity.ERROR, "0.1.0")
FORM = Rule("FRM01", "a-fault", Severity.ERROR, "0.1.0", waivable=False)


def checked(folder: Path, policy: str, plan: str = PLAN) -> list[Reported]:
    files = {"plan.yaml": plan.encode(), "policy.yaml": f"riep: 1\n{policy}".encode()}
    (site,) = find_plans(write_files(folder / "plan", files))
    return report_plan(load(site), Options())


def total_of(reported: list[Reported]) -> Reported | None:
    found = [one for one in reported if one.rule.code == "TOT01"]
    return found[0] if found else None


def rules(text: str) -> str:
    return f"rules:\n  {text}\n"


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_a_policy_says_what_a_rule_counts_as(tmp_path: Path, level: str) -> None:
    found = total_of(checked(tmp_path, rules(f"TOT01: {{severity: {level}, reason: Agreed}}")))
    assert found is not None
    assert found.rule.severity.value == level


def test_a_policy_turns_a_rule_off(tmp_path: Path) -> None:
    assert total_of(checked(tmp_path, rules("TOT01: {severity: off, reason: Agreed}"))) is None


def test_a_setting_of_one_rule_outweighs_one_of_its_family(tmp_path: Path) -> None:
    text = "TOT: {severity: off, reason: Agreed}\n  TOT01: {severity: info, reason: Agreed}"
    found = total_of(checked(tmp_path, rules(text)))
    assert found is not None
    assert found.rule.severity is Severity.INFO


@pytest.mark.parametrize(("start", "judged"), [("August 2010", False), ("July 2010", True)])
def test_a_rule_holds_for_plans_from_a_day_on(tmp_path: Path, start: str, judged: bool) -> None:
    found = total_of(checked(tmp_path, rules(f"TOT01: {{from: {start}, reason: New guidance}}")))
    assert (found is not None) is judged


@pytest.mark.parametrize(
    ("limit", "severity"),
    [
        ("{amount: 101}", Severity.INFO),
        ("{amount: 100}", Severity.ERROR),
        ("{share: 11%}", Severity.INFO),
        ("{share: 10%}", Severity.ERROR),
        ("{amount: 500, share: 5%}", Severity.ERROR),
        ("{amount: 50, share: 50%}", Severity.ERROR),
        ("{amount: 500, share: 50%}", Severity.INFO),
    ],
)
def test_a_difference_below_every_limit_is_a_remark(
    tmp_path: Path, limit: str, severity: Severity
) -> None:
    found = total_of(checked(tmp_path, rules(f"TOT01: {{material: {limit}, reason: Agreed}}")))
    assert found is not None
    assert found.rule.severity is severity


def test_the_limit_is_said_in_the_finding(tmp_path: Path) -> None:
    text = "TOT01: {material: {amount: 500, share: 20%}, reason: Agreed}"
    found = total_of(checked(tmp_path, rules(text)))
    assert found is not None
    assert "The policy treats a difference below £500 and 20% as a remark." in found.message


CHANGES = """\
baseline_years: 9
rules: {TOT01: {severity: info, reason: Agreed}}
changes:
  new-guidance: {from: %s, baseline_years: 3, rules: {TOT01: {severity: warning, reason: New}}}
"""


@pytest.mark.parametrize(
    ("start", "level"), [("2010-07-01", Severity.WARNING), ("2010-07-02", Severity.INFO)]
)
def test_a_change_holds_for_plans_that_begin_on_its_day_or_later(
    tmp_path: Path, start: str, level: Severity
) -> None:
    found = total_of(checked(tmp_path, CHANGES % start))
    assert found is not None
    assert found.rule.severity is level


def planned(policy: str) -> Plan:
    return build(read_data(PLAN + "policy:\n" + indent(policy, "  ")), PlanFile)


def test_a_later_change_takes_the_place_of_an_earlier_one_key_by_key() -> None:
    changes = (
        "baseline_years: 9\n"
        "target_years: 9\n"
        "changes:\n"
        "  second: {from: June 2010, baseline_years: 2}\n"
        "  first: {from: May 2010, baseline_years: 1, target_years: 1}\n"
        "  third: {from: 2011, baseline_years: 3}\n"
    )
    policy = policy_in_force(planned(changes))
    assert (policy.baseline_years, policy.target_years) == (2, 1)


def test_a_plan_is_judged_by_its_first_day() -> None:
    plan = planned("baseline_years: 5\n")
    assert judged_from(plan) == date(2010, 7, 1)
    assert judged_from(plan.model_copy(update={"calendar": {}})) is None


def setting(text: str) -> RuleSetting:
    return build(read_data(text + "\nreason: Agreed\n"), RuleSetting)


@given(st.sampled_from(["TOT01", "TOT", "FRM01", "FRM", "F"]))
def test_no_setting_touches_a_fault_of_form(key: str) -> None:
    settings_ = Settings({key: setting("severity: off")}, None)
    assert settings_.runs(FORM)
    assert settings_.apply(Finding(FORM, (), "A fault")) == Finding(FORM, (), "A fault")


@given(st.decimals(1, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_a_limit_lets_a_smaller_difference_pass_and_no_other(limit: Decimal, gap: Decimal) -> None:
    settings_ = Settings({"TOT": setting(f"material: {{amount: {limit}}}")}, None)
    finding = Finding(FAULT, (), "Off", expected=Decimal(0), actual=gap)
    passes = settings_.apply(finding).rule.severity is Severity.INFO
    assert passes == (gap < limit)


def test_a_finding_about_no_money_keeps_its_weight() -> None:
    settings_ = Settings({"TOT": setting("material: {amount: 1000}")}, None)
    finding = Finding(FAULT, (), "Off", expected="Q1", actual="Q2")
    assert settings_.apply(finding) == finding


def test_no_setting_touches_a_rule_about_policies() -> None:
    about = Rule("POL01", "setting-of-no-rule", Severity.WARNING, "0.4.0")
    assert Settings({"POL": setting("severity: off")}, None).runs(about)


def test_what_is_off_is_said(tmp_path: Path) -> None:
    files = {
        "plan.yaml": PLAN.encode(),
        "policy.yaml": b"riep: 1\nrules: {TOT01: {severity: off, reason: Agreed}}\n",
    }
    result = check(find_plans(write_files(tmp_path / "plan", files)), Options()).result
    assert result.off == ("TOT01",)
    assert summary_of(result).endswith("(2 files). 1 rule of TOT is off by policy.")
