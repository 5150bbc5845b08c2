"""While a file of a plan cannot be read, the others are judged, and what needs the whole waits."""

import shutil
from pathlib import Path

import pytest

from riep_plan.check import Options
from riep_plan.check.run import judge_plan
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from tests.cli.running import REAL_PLAN

PLANS = REAL_PLAN.parent
#: A sum or a text that stands at several places is told at one: at the next, where the first cannot
#: be read. So is a sum that is cast over projects at its own total.
TOLD_AT_ANOTHER_PLACE = ("TOT", "TXT03", "UNI04")


@pytest.mark.parametrize("plan", sorted(one.id for one in find_plans(PLANS)))
def test_a_project_that_cannot_be_read_brings_up_nothing_in_others(
    plan: str, tmp_path: Path
) -> None:
    """What a waiver covers in the whole plan stays covered, and no part is spoken of as all."""
    shutil.copytree(PLANS, tmp_path / "plans")
    (site,) = (one for one in find_plans(tmp_path / "plans") if one.id == plan)
    for file in sorted(site.root.glob("projects/*.yaml")):
        text = file.read_bytes()
        file.write_text("riep: 1\n\t- not plain\n")
        found = [one for one in judge_plan(load(site), Options()).reported if one.is_open]
        file.write_bytes(text)
        assert found
        assert [
            (file.name, one.rule.code, one.message)
            for one in found
            if not one.place.file.endswith(file.name)
            and not one.rule.code.startswith(TOLD_AT_ANOTHER_PLACE)
        ] == []
