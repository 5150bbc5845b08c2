"""Thousands of plans are checked one after another: none may stay when it has been judged."""

import gc
from pathlib import Path

import pytest

from riep_plan.check import Options
from riep_plan.check.run import check_plan
from riep_plan.model import Plan
from riep_plan.source.discover import PlanSite, find_plans
from tests.cli.running import FUNDED_PLAN, REPOSITORY, write_files

SITES = find_plans(REPOSITORY / "plans")


def plans_that_stay(site: PlanSite) -> int:
    """How many plans more Python holds when this one has been judged, and nobody tidied up."""
    assert check_plan(site, Options()).files  # what is built once for all plans stays
    gc.collect()
    gc.disable()
    try:
        before = _plans()
        check_plan(site, Options())
        return _plans() - before
    finally:
        gc.enable()


def _plans() -> int:
    return sum(isinstance(one, Plan) for one in gc.get_objects())


@pytest.mark.parametrize("site", SITES, ids=[site.id for site in SITES])
def test_a_plan_goes_when_it_is_judged(site: PlanSite) -> None:
    """The command seldom looks for rubbish: a plan must go without."""
    assert plans_that_stay(site) == 0


def test_a_plan_with_faults_of_form_goes_too(tmp_path: Path) -> None:
    write_files(tmp_path, {"plan.yaml": FUNDED_PLAN, "projects/one.yaml": "riep: 1\ntitle: [1\n"})
    assert plans_that_stay(PlanSite("plan", tmp_path, is_folder=True)) == 0
