"""``riep report`` over several plans: the portfolio, where it goes and when there is one."""

from pathlib import Path

import pytest

from tests.cli.running import FUNDED_PLAN, PLAN, PlanWriter, Runner, assert_refused

RESTRICTED = """
    riep: 1
    kind: delivery-plan
    title: Hidden things 2010/11
    period: 2010/11
    funding:
      core: {title: Exempt contract, kind: core, amount: 4321}
    restricted:
      contract: {at: funding/core, reason: Being let}
    """


@pytest.fixture
def two_plans(write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN}, "plans/one")
    write_plan({"plan.yaml": FUNDED_PLAN.replace("Efficiency", "Other")}, "plans/two")


@pytest.mark.usefixtures("two_plans")
def test_the_portfolio_comes_with_the_plans(riep: Runner, tmp_path: Path) -> None:
    ended = riep("report")
    names = ["portfolio.md", "portfolio.html", "one.md", "one.html", "two.md", "two.html"]
    assert (ended.status, ended.out.splitlines()) == (0, [f"reports/{one}" for one in names])
    text = (tmp_path / "reports" / "portfolio.md").read_text(encoding="utf-8")
    assert text.startswith("# Portfolio of 2 programmes, 2010/11\n")


@pytest.mark.usefixtures("two_plans")
def test_a_quarter_has_a_portfolio_of_its_own(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN}, "plans/without")
    ended = riep("report", "--quarter", "Q1", "--format", "md")
    names = ["portfolio-Q1.md", "one-Q1.md", "two-Q1.md"]
    assert (ended.status, ended.out.splitlines()) == (0, [f"reports/{one}" for one in names])
    text = riep("report", "--quarter", "Q1", "--out", "-").out
    assert "| without | Its calendar has no Q1. |" in text


@pytest.mark.usefixtures("two_plans")
def test_one_plan_has_no_portfolio(riep: Runner) -> None:
    assert riep("report", "plans/one", "--format", "md").out == "reports/one.md\n"


@pytest.mark.usefixtures("two_plans")
def test_standard_output_has_the_portfolio_first_and_then_each_plan(riep: Runner) -> None:
    text = riep("report", "--out", "-").out
    titles = [line for line in text.splitlines() if line.startswith("# ")]
    assert titles == [
        "# Portfolio of 2 programmes, 2010/11",
        "# Efficiency programme 2010/11",
        "# Other programme 2010/11",
    ]


@pytest.mark.usefixtures("two_plans")
def test_in_which_order_plans_are_named_makes_no_difference(riep: Runner, tmp_path: Path) -> None:
    texts = []
    for order in (("plans/one", "plans/two"), ("plans/two", "plans/one")):
        assert riep("report", *order, "--format", "md").status == 0
        texts.append((tmp_path / "reports" / "portfolio.md").read_bytes())
    assert texts[0] == texts[1]


@pytest.mark.usefixtures("two_plans")
def test_the_public_portfolio_leaves_out_what_a_plan_restricts(
    riep: Runner, write_plan: PlanWriter, tmp_path: Path
) -> None:
    write_plan({"plan.yaml": RESTRICTED}, "plans/three")
    for audience, is_there in (("board", True), ("public", False)):
        ended = riep("report", "--audience", audience, "--format", "md")
        assert ended.status == 0
        name = "portfolio.md" if is_there else "portfolio-public.md"
        text = (tmp_path / "reports" / name).read_text(encoding="utf-8")
        assert ("4,321" in text, "Exempt contract" in text) == (is_there, is_there)
        assert ("This edition is for the public" in text) is not is_there


@pytest.mark.usefixtures("two_plans")
def test_a_plan_that_cannot_be_read_stops_the_portfolio(
    riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": "riep: 1\ntitle: [\n"}, "plans/three")
    assert_refused(riep("report"), "three", "riep validate")


def test_a_plan_called_portfolio_would_write_the_same_file(
    riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": PLAN}, "plans/one")
    write_plan({"plan.yaml": PLAN}, "plans/portfolio")
    assert_refused(riep("report"), "portfolio")
