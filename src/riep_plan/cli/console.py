"""Where output goes: results to stdout, everything else to stderr, and how a command fails."""

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import typer

from riep_plan.source.save import in_place_of
from riep_plan.values.refusal import Refused
from riep_plan.values.words import visible

_COLOURS: dict[str, dict[str, object]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "waived": {"fg": "magenta"},
    "path": {"bold": True},
    "quiet": {"dim": True},
    "added": {"fg": "green"},
    "removed": {"fg": "red"},
    "good": {"fg": "green", "bold": True},
}
#: The status of a command that found what it looks for, and of one that could not do its work.
FOUND, TROUBLE = 1, 2
_STDERR = 2
#: Seconds for which nobody wonders whether anything happens.
_PATIENCE = 1.0
_NARROWEST, _WIDEST, _USUAL = 60, 120, 80
_DEVICES = Path("/dev")


class CommandFailed(Exception):
    """The command could not do its work; the message says why in one line (exit status 2)."""


def prepare_streams() -> None:
    """Write UTF-8 whatever the system's own habit is: plans and messages are full of £ and –."""
    _reopen_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _reopen_closed() -> None:
    """Give a stream that somebody has closed somewhere to go, so that no file takes its number."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(number)
    for name, number in (("stdout", 1), ("stderr", _STDERR)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))


def write(text: str) -> None:
    """Write a result to stdout.

    Raises:
        CommandFailed: it cannot be written.
    """
    with _to_stdout():
        sys.stdout.write(text)
        sys.stdout.flush()


@contextlib.contextmanager
def _to_stdout() -> Iterator[None]:
    """Take a reader that has gone away, such as ``head``, for no fault, but a full disk for one."""
    try:
        yield
    except BaseException as error:
        # Python would write the rest on its way out: it would complain, or wait, once more. Give it
        # somewhere else to go.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, OSError):
            raise
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or error
            raise CommandFailed(f"the output cannot be written: {reason}.") from None


def note(text: str) -> None:
    """Write a remark to stderr, on one line."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"riep: {visible(' '.join(text.split()))}\n")
        sys.stderr.flush()


def end_if_unread(unread: Iterable[str]) -> None:
    """Say which files the system would not let us read, and why.

    Raises:
        Exit: with status 2, where there is any.
    """
    lines = list(unread)
    for line in lines:
        note(line)
    if lines:
        raise typer.Exit(TROUBLE)


def told(error: Exception) -> str:
    """Say in one line why something could not be done, whatever was raised."""
    if isinstance(error, CommandFailed):
        return str(error)
    if isinstance(error, Refused):
        return f"{error.message.rstrip('.')}. {error.advice}".rstrip()
    if isinstance(error, FileNotFoundError) and error.filename is None and not _is_here():
        return "the folder that it was run in is not there any more."
    if isinstance(error, OSError):
        return visible(f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")) + "."
    return (
        f"a fault of riep's own stopped it ({type(error).__name__}: {error}). Please report it; "
        "RIEP_DEBUG=1 shows where it happened."
    )


def _is_here() -> bool:
    """Say whether the folder that the command was run in is still there."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


@contextlib.contextmanager
def progress(total: int, doing: str = "Checking plans") -> Iterator[Callable[[], None]]:
    """Show how far work is on a terminal, from the moment that it has taken a second.

    Args:
        total: how many steps there are.
        doing: what is done, in two words.

    Yields:
        What is to be called after each step.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task, shown = bar.add_task("", total=total), Timer(_PATIENCE, bar.start)
    shown.daemon = True
    shown.start()
    try:
        yield lambda: bar.advance(task)
    finally:
        shown.cancel()
        shown.join()
        if bar.live.is_started:
            bar.stop()


def uses_colour() -> bool:
    """Colour is for a terminal, and for nobody who has set ``NO_COLOR``."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def paint(text: str, role: str) -> str:
    """Colour a piece of text by the part it plays."""
    return typer.style(text, **_COLOURS[role])  # type: ignore[arg-type]  # the keys are typer's own


def width(most: int = _WIDEST) -> int:
    """Columns to fill: the terminal's, within reason; elsewhere 80."""
    if not sys.stdout.isatty():
        return _USUAL
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), most)


def write_bytes(content: bytes) -> None:
    """Write a result that may be no text to stdout, byte for byte.

    Raises:
        CommandFailed: it cannot be written.
    """
    with _to_stdout():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.flush()


def write_file(path: Path, text: str | bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        CommandFailed: it cannot be written; what stood there before still stands.
    """
    content = text.encode("utf-8") if isinstance(text, str) else text
    try:
        if _is_way_out(path):
            path.write_bytes(content)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            with in_place_of(path) as draft:
                draft.write(content)
    except OSError as error:
        reason = error.strerror or error
        raise CommandFailed(f"{visible(str(path))} cannot be written: {reason}.") from None


def _is_way_out(path: Path) -> bool:
    """Whether a path is no file, but leads to a device or a pipe: nothing may take its place."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    if stat.S_ISLNK(mode):  # /dev/stdout, wherever that goes; any other link is replaced itself
        return _DEVICES in path.absolute().parents
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
