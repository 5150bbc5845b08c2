"""A file is read as it is when it is open, and no link leads out of its plan."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from riep_plan.source import fitness
from riep_plan.source.fitness import Fitness, read_ordinary
from riep_plan.source.problems import (
    FILE_NOT_EXPECTED,
    FILE_TOO_LARGE,
    LINK_LEADS_OUTSIDE,
    Unreadable,
)

BEFORE, AFTER = b"riep: 1\n", b"riep: 1\ntitle: Depot\n"


def write_when_looked_at(file: Path, text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have somebody write a file each time just after it was looked at."""
    look = os.fstat

    def look_and_write(opened: int) -> os.stat_result:
        status = look(opened)
        file.write_bytes(text)
        return status

    monkeypatch.setattr(os, "fstat", look_and_write)


@pytest.mark.parametrize(("first", "then"), [(BEFORE, AFTER), (AFTER, BEFORE)])
def test_a_file_that_is_written_just_now_is_read_whole(
    first: bytes, then: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(first)
    write_when_looked_at(file, then, monkeypatch)
    assert Fitness(tmp_path, tmp_path).read(str(file)) == then


@pytest.mark.parametrize(("first", "then"), [(BEFORE, AFTER), (AFTER, BEFORE)])
def test_what_has_to_be_steady_is_refused_while_it_is_written(
    first: bytes, then: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(first)
    assert read_ordinary(str(file), is_steady=True) == first
    with monkeypatch.context() as patched:
        write_when_looked_at(file, then, patched)
        with pytest.raises(OSError, match="being written"):
            read_ordinary(str(file), is_steady=True)
    assert read_ordinary(str(file)) == then


def test_line_ends_and_marks_are_read_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"\xef\xbb\xbfriep: 1\r\n\x1a")
    assert Fitness(tmp_path, tmp_path).read(str(file)) == b"\xef\xbb\xbfriep: 1\r\n\x1a"


@pytest.fixture(params=[True, False], ids=["opens no link", "follows links"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that need not open a link, and one that follows all, such as Windows."""
    if not request.param:
        monkeypatch.setattr(fitness, "_OPENS_NO_LINK", False)


@pytest.mark.usefixtures("system")
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


@pytest.mark.usefixtures("system")
def test_a_link_within_the_plan_is_followed(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "kept").mkdir()
    (tmp_path / "returns" / "Q1").symlink_to(tmp_path / "kept")
    (tmp_path / "kept" / "depot.yaml").write_bytes(BEFORE)
    (tmp_path / "kept" / "other.yaml").symlink_to("depot.yaml")
    for name in ("depot.yaml", "other.yaml"):
        assert Fitness(tmp_path, tmp_path).read(str(tmp_path / "returns/Q1" / name)) == BEFORE


def _becomes_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _grows(file: Path) -> None:
    os.truncate(file, 11_000_000)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets no file go that is read")
@pytest.mark.parametrize(
    ("becomes", "rule"),
    [
        (_becomes_a_folder, FILE_NOT_EXPECTED),
        (_grows, FILE_TOO_LARGE),
    ],
)
def test_what_a_file_becomes_after_it_was_looked_at_counts(
    becomes: Callable[[Path], None],
    rule: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(BEFORE)
    open_ = os.open

    def open_late(path: str, *how: int) -> int:
        becomes(file)
        return open_(path, *how)

    monkeypatch.setattr(os, "open", open_late)
    with pytest.raises(Unreadable) as refused:
        Fitness(tmp_path, tmp_path).read(str(file))
    assert [problem.rule for problem in refused.value.problems] == [rule]


@pytest.mark.skipif(os.name == "nt", reason="Windows has links for few")
@pytest.mark.parametrize("was_link", [False, True])
def test_a_link_that_comes_while_the_file_is_opened_does_not_lead_outside(
    was_link: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, outside = tmp_path / "plan", tmp_path / "outside.yaml"
    file, inside = plan / "plan.yaml", plan / "inside.yaml"
    plan.mkdir()
    outside.write_bytes(b"riep: 1\ntitle: A secret\n")
    inside.write_bytes(BEFORE)
    if was_link:
        file.symlink_to(inside)
    else:
        file.write_bytes(BEFORE)
    open_ = os.open

    def open_late(path: str, *how: int) -> int:
        file.unlink()
        file.symlink_to(outside)
        return open_(path, *how)

    monkeypatch.setattr(os, "open", open_late)
    with pytest.raises(Unreadable) as refused:
        Fitness(plan, plan).read(str(file))
    assert [problem.rule for problem in refused.value.problems] == [LINK_LEADS_OUTSIDE]


@pytest.mark.skipif(os.name == "nt", reason="Windows has links for few")
def test_what_a_link_led_to_is_read_and_no_other_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, outside = tmp_path / "plan", tmp_path / "outside.yaml"
    file, inside = plan / "plan.yaml", plan / "inside.yaml"
    plan.mkdir()
    outside.write_bytes(b"riep: 1\ntitle: A secret\n")
    inside.write_bytes(BEFORE)
    file.symlink_to(inside)
    open_ = os.open

    def open_late(path: str, *how: int) -> int:
        if Path(path) == inside:
            inside.unlink()
            inside.symlink_to(outside)
        return open_(path, *how)

    assert Fitness(plan, plan).read(str(file)) == BEFORE
    monkeypatch.setattr(os, "open", open_late)
    with pytest.raises(OSError, match="symbolic links"):
        Fitness(plan, plan).read(str(file))
