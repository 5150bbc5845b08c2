"""An organisation's own rules on the command line: chosen, shown, and told where they stand."""

import pytest

from riep_plan.output import formats
from tests.cli.running import PLAN, PlanWriter, Runner, assert_refused

POLICY = """\
    riep: 1
    own_rules:
      ORG01:
        name: programme-missing
        for_each: plan
        require: has(plan.programme)
        message: the plan names its programme
        severity: error
    """


def test_a_finding_of_an_own_rule_fails_the_run(riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, "policy.yaml": POLICY})
    ended = riep("validate", plan, "--select", "ORG", "--format", "json")
    (one,) = ended.findings
    assert (one["code"], one["name"], one["severity"]) == ("ORG01", "programme-missing", "error")
    assert ended.status == 1


@pytest.mark.parametrize("name", formats())
def test_every_format_shows_it(riep: Runner, write_plan: PlanWriter, name: str) -> None:
    plan = write_plan({"plan.yaml": PLAN, "policy.yaml": POLICY})
    ended = riep("validate", plan, "--format", name)
    assert "ORG01" in ended.out
    assert "the plan names its programme" in ended.out


def test_a_slip_in_an_expression_is_shown_at_its_line(riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, "policy.yaml": POLICY.replace("programme)", "program)")})
    ended = riep("validate", plan, "--format", "json")
    (one,) = ended.findings
    assert (one["code"], one["line"], one["file"][-11:]) == ("POL14", 6, "policy.yaml")
    assert one["help"] == "Did you mean `programme`?"


def test_explain_says_where_an_own_rule_stands(riep: Runner) -> None:
    assert_refused(riep("explain", "org07"), "ORG07", "own_rules/ORG07")


def test_a_code_beyond_the_own_ones_is_no_rule_s(riep: Runner) -> None:
    assert_refused(riep("validate", "--select", "ORG00"), "ORG00")
