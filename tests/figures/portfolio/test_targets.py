"""Targets over all plans: who serves each, and which nobody serves."""

from tests.figures.portfolio.regions import plan, project, region_of
from tests.figures.tables import Data

TARGETS = {"1": "Recycling", "2": "Repairs", "3": "Savings"}


def held(id_: str, title: str = "Regional targets", targets: Data | None = None) -> Data:
    return {id_: {"title": title, "targets": targets or TARGETS}}


def test_plans_that_share_a_framework_serve_it_together() -> None:
    region = region_of(
        {
            "a": plan(
                frameworks=held("ries"), projects={"p": project(contributes={"ries": ["1"]})}
            ),
            "b": plan(
                frameworks=held("regional", "Regional Targets"),
                projects={
                    "q": project(contributes={"regional": ["1", "3"]}),
                    "r": project(title="Another"),
                },
            ),
        }
    )
    (found,) = region.frameworks
    assert found.plans == ("a", "b")
    assert [target.id for target in found.unserved] == ["2"]
    assert [target.id for target in found.on_one_alone] == ["3"]
    assert found.targets[0].served_by == (("a", "p"), ("b", "q"))


def test_frameworks_of_other_targets_or_titles_are_others() -> None:
    plans = {
        "a": plan(frameworks=held("ries")),
        "b": plan(frameworks=held("ries", targets={"1": "Recycling"})),
        "c": plan(frameworks=held("ries", "National indicators")),
    }
    assert [one.plans for one in region_of(plans).frameworks] == [("a",), ("b",), ("c",)]


def test_plans_without_frameworks_have_none() -> None:
    assert region_of({"a": plan()}).frameworks == []
