"""The command itself: its verbs, its version, and how it ends."""

import os
import sys
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
from riep_plan.cli.console import CommandFailed, note, prepare_streams, told, write
from riep_plan.values.refusal import Refused

TROUBLE = 2
INTERRUPTED = 130

app = typer.Typer(
    name="riep",
    help="Keep a public programme's delivery plan as plain YAML, check it like code, and render "
    "the documents that boards read.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
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


app.command("validate")(validate.validate)
app.command("merge")(merge.merge)
app.command("baseline")(baseline.baseline)
app.command("report")(report.report)
app.command("show")(show.show)
app.command("rules")(explain.rules)
app.command("explain")(explain.explain)
app.command("diff")(diff.diff)
app.command("history")(history.history)
app.command("blame")(history.blame)
app.command("fmt")(fmt.fmt)
app.command("schema")(schema.schema)
app.add_typer(new.new, name="new")
app.add_typer(git.git, name="git")


def main() -> None:
    """Run the command. Exit status 0, 1 or 2 as each verb says; 130 when interrupted."""
    # Pydantic would ask every installed package whether it has something to add: none runs here.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    prepare_streams()
    try:
        status = app(standalone_mode=False)
        if status == INTERRUPTED:  # typer has seen to it in silence
            note("stopped.")
    except CommandFailed as failure:
        note(str(failure))
        status = TROUBLE
    except KeyboardInterrupt:
        note("stopped.")
        status = INTERRUPTED
    except Exception as error:  # noqa: BLE001  whatever happens, people get one line
        status = _status_of(error)
    sys.exit(status or 0)


def _status_of(error: Exception) -> int:
    """Say in one line why the command ended, and give its exit status."""
    show_error = getattr(error, "show", None)
    if show_error is not None:  # typer's own: the command was called wrongly
        show_error()
        return int(getattr(error, "exit_code", TROUBLE))
    if isinstance(error, typer.Abort):
        note("stopped.")
        return INTERRUPTED
    if os.environ.get("RIEP_DEBUG") and not isinstance(error, (OSError, Refused)):
        raise error
    note(told(error))
    return TROUBLE
