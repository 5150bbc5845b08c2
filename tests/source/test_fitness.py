"""A file is looked at before it is read, and read as it then is."""

import os
from pathlib import Path

import pytest

from riep_plan.source.fitness import Fitness
from riep_plan.source.problems import LINK_LEADS_OUTSIDE, Unreadable

BEFORE, AFTER = b"riep: 1\n", b"riep: 1\ntitle: Depot\n"


@pytest.mark.parametrize(("first", "then"), [(BEFORE, AFTER), (AFTER, BEFORE)])
def test_a_file_that_is_written_just_now_is_read_whole(
    first: bytes, then: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(first)
    look = os.lstat

    def look_and_write(path: str) -> os.stat_result:
        status = look(path)
        file.write_bytes(then)
        return status

    monkeypatch.setattr(os, "lstat", look_and_write)
    assert Fitness(tmp_path, tmp_path).read(str(file)) == then


def test_line_ends_and_marks_are_read_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"\xef\xbb\xbfriep: 1\r\n\x1a")
    assert Fitness(tmp_path, tmp_path).read(str(file)) == b"\xef\xbb\xbfriep: 1\r\n\x1a"


@pytest.mark.parametrize("link", ["returns", "returns/Q1", "returns/Q1/depot.yaml"])
def test_no_link_at_any_depth_leads_out_of_the_plan(link: str, tmp_path: Path) -> None:
    plan, outside = tmp_path / "plan", tmp_path / "outside"
    file = plan / "returns" / "Q1" / "depot.yaml"
    (outside / "Q1").mkdir(parents=True)
    for elsewhere in (outside / "depot.yaml", outside / "Q1" / "depot.yaml"):
        elsewhere.write_bytes(BEFORE)
    (plan / link).parent.mkdir(parents=True)
    (plan / link).symlink_to(outside / "depot.yaml" if link.endswith(".yaml") else outside)
    with pytest.raises(Unreadable) as refused:
        Fitness(plan, plan).read(str(file))
    assert [problem.rule for problem in refused.value.problems] == [LINK_LEADS_OUTSIDE]


def test_a_link_within_the_plan_is_followed(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "kept").mkdir()
    (tmp_path / "returns" / "Q1").symlink_to(tmp_path / "kept")
    (tmp_path / "kept" / "depot.yaml").write_bytes(BEFORE)
    assert Fitness(tmp_path, tmp_path).read(str(tmp_path / "returns/Q1/depot.yaml")) == BEFORE
