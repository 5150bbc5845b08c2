"""Writing files: whole or not at all, and a plan's own only over what was read."""

import contextlib
import errno
import os
import signal
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

#: What asks a process to end: Ctrl+C, the system, a terminal that closes; Windows lacks the last.
STOPPING = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_WRITABLE = 0o222
#: Characters of a name that leave room for more within a name: file systems end one at 255 bytes.
_SHORT = 50


class NotSaved(Exception):
    """A file that could not be written; what stood there still stands. The message says why."""


def save(path: Path, name: str, before: bytes, after: bytes) -> None:
    """Put new content in the place of what was read.

    The new content is written beside the file, to the disk, and then takes its place in one step:
    whatever happens in between, one of the two is there whole. A link stays a link.

    Args:
        path: the file.
        name: what to call it in a message.
        before: what was read from it.
        after: what is to stand in it.

    Raises:
        NotSaved: it may not be written, or is no longer as it was read.
    """
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
        if not mode & _WRITABLE or not os.access(real, os.W_OK):
            raise NotSaved(f"{name} cannot be written: it is read-only.")
        with in_place_of(real, 0o600) as draft:
            draft.write(after)
            draft.flush()
            os.fsync(draft.fileno())
            Path(draft.name).chmod(stat.S_IMODE(mode))
            if real.read_bytes() != before:
                raise NotSaved(
                    f"{name} was changed by somebody else in the meantime: it is left as it is now."
                )
    except OSError as error:
        raise NotSaved(f"{name} cannot be written: {error.strerror or error}.") from None


@contextlib.contextmanager
def in_place_of(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Give an empty file that takes the place of another when it has been written, in one step.

    It stands beside the other. Where anything is raised meanwhile it goes, and the other stays. No
    signal that asks to end comes in between: only what ends a process at once leaves it behind.

    Args:
        path: where it is to stand; what is there need not be there.
        mode: who may read and write it, as far as the user lets new files be.

    Raises:
        OSError: it cannot be written.
    """
    if path.is_dir() and not path.is_symlink():  # of ".", systems would say other things
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    draft = path.parent / f".{path.name[:_SHORT]}.{os.urandom(6).hex()}"
    with held_back():
        # Made with its mode: a file that others may not read is never one that they can.
        stream = open(draft, "xb", opener=lambda name, how: os.open(name, how, mode))  # noqa: SIM115
        try:
            with stream:
                yield stream
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Let no signal that asks to end reach this process now, nor one that it starts meanwhile.

    It comes afterwards. A process that is started begins with these signals blocked.
    """
    with _put_off(), _blocked():
        yield


@contextlib.contextmanager
def _put_off() -> Iterator[None]:
    """Take note of signals, and do what they ask for afterwards.

    Whichever thread the system gives a signal to, Python sees to it in the main one: to block it
    here is not enough where others run, such as those that show how far work is.
    """
    if threading.current_thread() is not threading.main_thread():  # nothing is seen to here
        yield
        return
    told = {one: signal.getsignal(one) for one in STOPPING}
    # What is not heard stays so; None is what was not set by Python, and it cannot set again.
    before = {one: then for one, then in told.items() if then not in (signal.SIG_IGN, None)}
    came: list[int] = []
    is_over = False

    def note(number: int, _: object) -> None:
        if is_over:  # another signal came before this one's handler was back in its place
            signal.signal(number, before[signal.Signals(number)])
            signal.raise_signal(number)
        elif number not in came:
            came.append(number)

    try:
        for one in before:
            signal.signal(one, note)
        yield
    finally:
        is_over = True
        for one, then in before.items():
            if signal.getsignal(one) is note:
                signal.signal(one, then)
        for number in came:
            signal.raise_signal(number)


@contextlib.contextmanager
def _blocked() -> Iterator[None]:
    """Have the system keep signals from this thread, and from processes that are forked here."""
    if not hasattr(signal, "pthread_sigmask"):  # as on Windows, which has no fork either
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
