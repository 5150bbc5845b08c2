"""A file is written whole or not at all, and only over what was read."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from riep_plan.source.save import NotSaved, save

OLD, NEW = b"old\n", b"new\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_bytes(OLD)
    return path


def failing(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_new_content_takes_the_place_of_the_old(file: Path) -> None:
    file.chmod(0o640)
    save(file, "plan.yaml", OLD, NEW)
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [one.name for one in file.parent.iterdir()] == ["plan.yaml"]


@pytest.mark.parametrize("step", ["replace", "chmod"])
def test_a_failure_on_the_way_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(Path, step, failing)
    with pytest.raises(NotSaved, match=r"plan\.yaml cannot be written: No space left on device"):
        save(file, "plan.yaml", OLD, NEW)
    assert file.read_bytes() == OLD
    assert [one.name for one in file.parent.iterdir()] == ["plan.yaml"]


def test_a_disk_that_is_full(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(NotSaved, match="No space left"):
        save(file, "plan.yaml", OLD, NEW)
    assert file.read_bytes() == OLD
    assert [one.name for one in file.parent.iterdir()] == ["plan.yaml"]


def test_an_interruption_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(file, "plan.yaml", OLD, NEW)
    assert file.read_bytes() == OLD
    assert [one.name for one in file.parent.iterdir()] == ["plan.yaml"]


def test_the_old_file_is_there_until_the_new_one_is_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bytes, bytes]] = []
    replace: Callable[[Path, Path], Path] = Path.replace

    def watching(draft: Path, target: Path) -> Path:
        seen.append((target.read_bytes(), draft.read_bytes()))
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", watching)
    save(file, "plan.yaml", OLD, NEW)
    assert seen == [(OLD, NEW)]


def test_what_somebody_else_wrote_meanwhile_stays(file: Path) -> None:
    file.write_bytes(b"theirs\n")
    with pytest.raises(NotSaved, match="changed by somebody else"):
        save(file, "plan.yaml", OLD, NEW)
    assert file.read_bytes() == b"theirs\n"
    assert [one.name for one in file.parent.iterdir()] == ["plan.yaml"]


def test_of_two_writers_the_second_is_told(file: Path) -> None:
    save(file, "plan.yaml", OLD, NEW)
    with pytest.raises(NotSaved, match="changed by somebody else"):
        save(file, "plan.yaml", OLD, b"newer\n")
    assert file.read_bytes() == NEW


def test_a_read_only_file_stays(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(NotSaved, match=r"plan\.yaml cannot be written: it is read-only"):
        save(file, "plan.yaml", OLD, NEW)
    assert file.read_bytes() == OLD


def test_a_file_that_is_gone(file: Path) -> None:
    file.unlink()
    with pytest.raises(NotSaved, match="No such file"):
        save(file, "plan.yaml", OLD, NEW)
    assert not file.exists()


def test_a_link_stays_a_link(file: Path) -> None:
    link = file.parent / "link.yaml"
    link.symlink_to(file)
    save(link, "link.yaml", OLD, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 250}.yaml"
    path.write_bytes(OLD)
    save(path, "x", OLD, NEW)
    assert path.read_bytes() == NEW
