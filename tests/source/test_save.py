"""A file is written whole or not at all, and only over what was read."""

import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from riep_plan.source.save import NotSaved, held_back, in_place_of, save

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


@pytest.mark.parametrize("name", [".", "..", "folder", os.sep])
def test_no_file_takes_the_place_of_a_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    with pytest.raises(IsADirectoryError, match="Is a directory"), in_place_of(Path(name)):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


# --- Signals that come meanwhile ----------------------------------------------------------------

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals")


class Asked(BaseException):
    """A signal was seen to."""


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """The signals that were seen to; SIGTERM ends what runs, and SIGHUP does not."""
    seen: list[int] = []

    def ending(number: int, _: object) -> None:
        seen.append(number)
        raise Asked

    before = {
        signal.SIGHUP: signal.signal(signal.SIGHUP, lambda number, _: seen.append(number)),
        signal.SIGTERM: signal.signal(signal.SIGTERM, ending),
    }
    yield seen
    for number, then in before.items():
        signal.signal(number, then)


@pytest.fixture
def another_thread() -> Iterator[None]:
    """One that the system may give a signal to, such as a progress bar's."""
    other = threading.Timer(600, lambda: None)
    other.start()
    yield
    other.cancel()
    other.join()


def send(number: int) -> None:
    """Send this process a signal, and give Python the time to see to it."""
    os.kill(os.getpid(), number)
    threading.Event().wait(0.05)


@POSIX
@pytest.mark.usefixtures("another_thread")
def test_a_file_is_whole_before_a_signal_is_seen_to(file: Path, heard: list[int]) -> None:
    def write() -> None:
        with in_place_of(file) as draft:
            send(signal.SIGTERM)
            draft.write(NEW)
            assert heard == []

    with pytest.raises(Asked):
        write()
    assert heard == [signal.SIGTERM]
    assert file.read_bytes() == NEW
    assert [one.name for one in file.parent.iterdir()] == ["plan.yaml"]


@POSIX
@pytest.mark.usefixtures("another_thread")
def test_what_fails_meanwhile_hides_no_signal(file: Path, heard: list[int]) -> None:
    def write() -> None:
        with in_place_of(file):
            send(signal.SIGTERM)
            failing()

    with pytest.raises(Asked):
        write()
    assert heard == [signal.SIGTERM]
    assert file.read_bytes() == OLD
    assert [one.name for one in file.parent.iterdir()] == ["plan.yaml"]


@POSIX
@pytest.mark.usefixtures("another_thread")
def test_signals_are_seen_to_once_and_as_before_afterwards(heard: list[int]) -> None:
    with held_back():
        with held_back():
            send(signal.SIGHUP)
            send(signal.SIGHUP)
        assert heard == []
    assert heard == [signal.SIGHUP]
    send(signal.SIGHUP)
    assert heard == [signal.SIGHUP] * 2
    with pytest.raises(Asked):
        send(signal.SIGTERM)


@POSIX
@pytest.mark.usefixtures("another_thread")
def test_what_is_not_heard_stays_so(heard: list[int]) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with held_back():
        send(signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    assert heard == []


@POSIX
def test_what_ends_a_process_does_so_afterwards(file: Path) -> None:
    code = f"""
import os, signal, threading
from pathlib import Path
from riep_plan.source.save import in_place_of
threading.Timer(600, print).start()
with in_place_of(Path({str(file)!r})) as draft:
    os.kill(os.getpid(), signal.SIGTERM)
    draft.write({NEW!r})
"""
    ended = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert ended.returncode == -signal.SIGTERM
    assert file.read_bytes() == NEW
    assert [one.name for one in file.parent.iterdir()] == ["plan.yaml"]


def test_another_thread_writes_as_well(file: Path) -> None:
    writer = threading.Thread(target=save, args=(file, "plan.yaml", OLD, NEW))
    writer.start()
    writer.join()
    assert file.read_bytes() == NEW
