"""Nothing false: in a plan without a mistake riep finds no error and nothing to warn of.

Each law is tried on a few plans of each kind; ``RIEP_PLANS=2000`` tries so many, and
``--hypothesis-profile`` sets how.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riep_plan.check.run import Options, check_plan
from riep_plan.figures import Ledger
from riep_plan.findings.result import Reported
from riep_plan.findings.rule import Severity
from riep_plan.model.base import KINDS
from riep_plan.report import plan_document, quarter_document, render
from riep_plan.source.discover import PlanSite
from riep_plan.source.load import load
from tests.support.correct import Data, Style, plan_of, scenes, shuffled, style_of, write_plan

_FORMS = ("comma", "underscore", "k")

few = settings(
    deadline=None,
    max_examples=int(os.environ.get("RIEP_PLANS", "15")),
    suppress_health_check=[HealthCheck.too_slow],
)
of_every_kind = pytest.mark.parametrize("kind", KINDS)


@contextmanager
def kept(plan: Data, style: Style) -> Iterator[PlanSite]:
    """Keep a plan in a folder for a while."""
    folder = Path(tempfile.mkdtemp())
    try:
        yield PlanSite("made", write_plan(folder / "made", plan, style), is_folder=True)
    finally:
        shutil.rmtree(folder)


def found_in(plan: Data, style: Style) -> tuple[Reported, ...]:
    """Give every finding in a plan, by the checks that ``riep validate`` makes."""
    with kept(plan, style) as site:
        result = check_plan(site, Options())
    assert result.ran, "no rule ran: the plan could not be read"
    return result.reported


def told(findings: tuple[Reported, ...]) -> list[tuple[str, str, str]]:
    """What is found, wherever it stands in a file."""
    return sorted((one.rule.code, one.at, one.message) for one in findings)


def codes(findings: tuple[Reported, ...]) -> list[str]:
    """The rules that find something, each as often as it does."""
    return sorted(one.rule.code for one in findings)


def _alarms(findings: tuple[Reported, ...]) -> list[str]:
    return [
        f"{one.rule.code} {one.at}: {one.message}"
        for one in findings
        if one.rule.severity is not Severity.INFO
    ]


@of_every_kind
@given(data=st.data())
@few
def test_a_correct_plan_has_no_error_and_no_warning(kind: str, data: st.DataObject) -> None:
    scene = data.draw(scenes(kind))
    assert _alarms(found_in(plan_of(scene), style_of(scene))) == []


@of_every_kind
@given(data=st.data())
@few
def test_another_order_changes_no_finding(kind: str, data: st.DataObject) -> None:
    """A remark on several things may stand at another of them, but none comes or goes."""
    scene = data.draw(scenes(kind))
    plan = plan_of(scene)
    turned = shuffled(plan, scene.dice("order", data.draw(st.integers(0, 99))))
    assert isinstance(turned, dict)
    assert codes(found_in(turned, style_of(scene))) == codes(found_in(plan, style_of(scene)))


@of_every_kind
@given(data=st.data(), form=st.sampled_from(_FORMS))
@few
def test_another_form_of_its_amounts_changes_no_finding(
    kind: str, data: st.DataObject, form: str
) -> None:
    scene = data.draw(scenes(kind))
    plan = plan_of(scene)
    plainly = found_in(plan, style_of(scene))
    assert told(found_in(plan, style_of(scene, form))) == told(plainly)


@of_every_kind
@given(data=st.data())
@few
def test_a_correct_plan_gives_all_of_its_documents(kind: str, data: st.DataObject) -> None:
    scene = data.draw(scenes(kind))
    made = plan_of(scene)
    with kept(made, style_of(scene)) as site:
        plan = load(site).plan
    assert plan is not None
    assert plan.title in render(plan_document("made", plan, []), "md")
    for label in Ledger(plan).quarters:
        assert label in render(quarter_document("made", plan, label, []), "md")
