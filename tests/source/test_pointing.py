"""What a user points at in a plan: a line, keys of a file, keys of the plan."""

from pathlib import Path

import pytest

from riep_plan.source.pointing import names_place, pointed_at, pointed_within
from riep_plan.values.refusal import Refused
from tests.cli.running import write_files

PLAN = """\
    riep: 1
    kind: work-programme
    title: North
    funding:
      core: {title: Core grant, kind: core}
    """
DEPOT = """\
    riep: 1
    title: Depot
    # money
    spend:
      core:
        revenue: {Q1: 10000, 2010/11: 20000}
    """
FIGURE = ("projects", "depot", "spend", "core", "revenue")


@pytest.fixture(autouse=True)
def _plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "plans/north/plan.yaml": PLAN,
        "plans/north/projects/depot.yaml": DEPOT,
        "plans/south.yaml": PLAN,
    }
    write_files(tmp_path, files)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("plans/north", ()),
        ("plans/north/title", ("title",)),
        ("plans/north#/funding/core", ("funding", "core")),
        ("plans/north/plan.yaml:3", ("title",)),
        ("plans/north/projects/depot.yaml:6", FIGURE),
        ("plans/north/projects/depot.yaml:6:9", FIGURE),
        ("plans/north/projects/depot.yaml:3", ("projects", "depot", "title")),
        ("plans/north/projects/depot.yaml", ("projects", "depot")),
        ("plans/north/projects/depot.yaml#/spend/core/revenue/Q1", (*FIGURE, "Q1")),
        ("plans/north/projects/depot.yaml#/spend/core/revenue/2010~111", (*FIGURE, "2010/11")),
        ("plans/north/projects/depot.yaml/spend/core/revenue", FIGURE),
        ("plans/north/projects/depot/spend/core/revenue/2010/11", (*FIGURE, "2010/11")),
        ("plans/south.yaml#title", ("title",)),
        ("plans/south/title", ("title",)),
    ],
)
def test_every_way_to_point(words: str, at: tuple[str, ...]) -> None:
    found = pointed_at(words)
    assert found.at == at
    assert found.loaded.id == ("south" if "south" in words else "north")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("plans/north/projects/depot.yaml:7", "no line 7"),
        ("plans/north/projects/depot.yaml:0", "no line 0"),
        ("plans/north/titel", "nothing stands at titel in north"),
        ("plans/east/title", "no file or folder plans/east/title"),
        ("plans/east.yaml:3", "no file or folder plans/east.yaml"),
        ("plans#/title", "several plans"),
    ],
)
def test_what_is_not_there_is_refused(words: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        pointed_at(words)


def test_keys_alone_in_a_plan_that_is_known() -> None:
    found = pointed_within(Path("plans/north"), "projects/depot/spend/core/revenue")
    assert found.at == FIGURE
    assert not names_place("projects/depot/spend/core/revenue")
    assert names_place("plans/north/projects/depot/title")
    assert names_place("depot.yaml:3")
