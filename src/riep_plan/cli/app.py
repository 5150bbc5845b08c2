"""The command itself: its verbs, its version, and how it ends."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from riep_plan import __version__
from riep_plan.cli import (
    baseline,
    diff,
    explain,
    fmt,
    git,
    history,
    merge,
    new,
    report,
    schema,
    show,
    validate,
)
from riep_plan.cli.console import TROUBLE, CommandFailed, note, prepare_streams, told, write
from riep_plan.cli.verb import Verb, VerbGroup
from riep_plan.source.save import STOPPING
from riep_plan.values.refusal import Refused

INTERRUPTED = 130
#: The status of a command that a signal ended is so much more than the signal's number.
_BY_SIGNAL = 128
_ENDING = sorted(STOPPING - {signal.SIGINT})

#: What typer's own switches are where they are not given: for a switch that is neither on nor off
#: it would load Pydantic, even to complete a word.
_OFF = {"help": False, "install_completion": False, "show_completion": False}

app = typer.Typer(
    cls=VerbGroup,
    name="riep",
    help="Keep a public programme's delivery plan as plain YAML, check it like code, and render "
    "the documents that boards read.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        "default_map": _OFF | {"new": _OFF, "git": _OFF},
    },
)


def _version(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:  # as it is while a word is being completed
        write(f"riep {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Say which riep this is.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Keep, check and render delivery plans."""


for _verb in (
    validate.validate,
    merge.merge,
    baseline.baseline,
    report.report,
    show.show,
    explain.rules,
    explain.explain,
    diff.diff,
    history.history,
    history.blame,
    fmt.fmt,
    schema.schema,
):
    app.command(_verb.__name__, cls=Verb)(_verb)
app.add_typer(new.new, name="new")
app.add_typer(git.git, name="git")


class _Terminated(BaseException):
    """The system asks riep to end: by ``kill``, for a shutdown, for a terminal that was closed."""

    def __init__(self, number: int) -> None:
        """Take the number of the signal that asks for it."""
        super().__init__(number)
        self.status = _BY_SIGNAL + number


def _terminate(number: int, *_: object) -> None:
    for one in _ENDING:  # once is enough: what is left to do has an end
        signal.signal(one, signal.SIG_IGN)
    raise _Terminated(number)


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Have riep end in its own way when the system asks it to, and put back what was to happen.

    What it is told not to hear, as with ``nohup``, it does not hear.
    """
    before = {one: signal.getsignal(one) for one in _ENDING}
    heard = {one: then for one, then in before.items() if then != signal.SIG_IGN}
    try:
        for one in heard:
            signal.signal(one, _terminate)
    except ValueError:  # not in the main thread, the only one that Python tells of signals
        yield
        return
    try:
        yield
    finally:
        for one, then in heard.items():
            # None is what was not set by Python, and it cannot set again.
            signal.signal(one, signal.SIG_DFL if then is None else then)


def main() -> None:
    """Run the command. Exit status 0, 1 or 2 as each verb says; 129, 130 or 143 when stopped."""
    with _terminable():
        status = _run()
    sys.exit(status or 0)


def _run() -> int | None:
    # Pydantic would ask every installed package whether it has something to add: none runs here.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    prepare_streams()
    try:
        status: int | None = app(standalone_mode=False)
        if status == INTERRUPTED:  # typer has seen to it in silence
            note("stopped.")
    except CommandFailed as failure:
        note(str(failure))
        status = TROUBLE
    except KeyboardInterrupt:
        note("stopped.")
        status = INTERRUPTED
    except _Terminated as asked:
        note("stopped.")
        status = asked.status
    except Exception as error:  # noqa: BLE001  whatever happens, people get one line
        status = _status_of(error)
    return status


def _status_of(error: Exception) -> int:
    """Say in one line why the command ended, and give its exit status."""
    show_error = getattr(error, "show", None)
    if show_error is not None:  # typer's own: without a verb it shows the help
        show_error()
        return int(getattr(error, "exit_code", TROUBLE))
    if isinstance(error, typer.Abort):
        note("stopped.")
        return INTERRUPTED
    if os.environ.get("RIEP_DEBUG") and not isinstance(error, (OSError, Refused)):
        raise error
    note(told(error))
    return TROUBLE
