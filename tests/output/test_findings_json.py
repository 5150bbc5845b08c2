"""Findings for programs: the page that explains them shows what is written, with every key."""

import json
import re
from pathlib import Path

import pytest

from riep_plan.check import Options
from riep_plan.check.many import check
from riep_plan.output.json import render
from riep_plan.source.discover import find_plans
from tests.cli.running import write_files

PAGE = Path(__file__).parents[2] / "docs" / "validate.md"
PLAN = """\
riep: 1
kind: delivery-plan
title: Efficiency programme 2010/11
calendar:
  Q1: {from: July 2010, to: September 2010}
  Q2: {from: October 2010, to: December 2010}
funding:
  core: {title: Programme funding, kind: core}
policy:
  rules:
    TOT02: {severity: off, reason: The board reads no table of the whole programme}
projects:
  depot:
    title: Shared depot
    spend:
      core:
        revenue: {total: 20000, Q1: 10000, Q2: 1000}
"""


def test_the_page_shows_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    write_files(tmp_path / "plans" / "depots", {"plan.yaml": PLAN})
    monkeypatch.chdir(tmp_path)
    found = check(find_plans(Path("plans")), Options(select=("TOT",))).result
    assert json.loads(render(found)) == json.loads(shown)
