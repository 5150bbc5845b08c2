"""``riep report``: the plan's own document, or the report of one quarter."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import Jobs, day_of, one_of, quarter_of, whole_number

if TYPE_CHECKING:
    from riep_plan.cli.editions import Request

_STDOUT = Path("-")
_AUDIENCES = ("board", "public")
_BOARD, _PUBLIC = _AUDIENCES

_Plans = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PLAN", help="Plans.  [default: every plan under plans that fits]"),
]
_Quarter = Annotated[
    str | None, typer.Option("--quarter", "-q", metavar="Q1|Q2|Q3|Q4", help="One quarter.")
]
_Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format", metavar="md|html|pdf|docx|json", help="May be repeated.  [default: md, html]"
    ),
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write; - for stdout.")]
_AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day to judge waivers on.  [default: the quarter's last]",
    ),
]
_Audience = Annotated[
    str,
    typer.Option(
        "--audience",
        metavar="|".join(_AUDIENCES),
        help="The public's leaves out what is restricted.",
    ),
]
_Trace = Annotated[
    bool,
    typer.Option("--trace", help="Add the file and line of every term of the board's figures."),
]
_Watch = Annotated[
    bool, typer.Option("--watch", help="Build again on every save, and show it in a browser.")
]
_Port = Annotated[
    int | None,
    typer.Option(
        "--port",
        parser=whole_number("--port", 0, 65535),
        metavar="PORT",
        help="Where --watch serves.  [default: any]",
    ),
]


def report(
    paths: _Plans = None,
    quarter: _Quarter = None,
    formats: _Formats = None,
    out: _Out = Path("reports"),
    as_of: _AsOf = None,
    audience: _Audience = _BOARD,
    trace: _Trace = False,
    jobs: Jobs = None,
    watch: _Watch = False,
    port: _Port = None,
) -> None:
    """Render the plan's own document, or the report of one quarter.

    Of several plans their portfolio is rendered as well.

    Ends with status 0, or 2 when a plan cannot be read or has no such quarter. With --watch it goes
    on until Ctrl+C.
    """
    from riep_plan.cli.editions import Request

    wanted, label = _formats(formats, out), None if quarter is None else quarter_of(quarter)
    if trace and label is None:
        raise console.CommandFailed("--trace is for the report of a quarter: name one.")
    _refuse_unwatchable(out, port, watch=watch)
    for_public, day = one_of("audience", audience, _AUDIENCES) == _PUBLIC, day_of(as_of)
    request = Request(tuple(paths or ()), wanted, out, label, day, for_public, trace)
    if watch:
        from riep_plan.cli.preview import preview

        preview(request, port or 0)
    else:
        _write(request, jobs)


def _refuse_unwatchable(out: Path, port: int | None, *, watch: bool) -> None:
    if watch and out == _STDOUT:
        raise console.CommandFailed("--watch serves files, not stdout: give --out a folder.")
    if port is not None and not watch:
        raise console.CommandFailed("--port is for --watch: say both, or neither.")


def _write(request: "Request", jobs: int | None) -> None:
    from riep_plan.cli.documents import rendered, write_all

    files = rendered(request, jobs)
    if request.out != _STDOUT:
        write_all(files)
        return
    for _, content in files:
        console.write_bytes(content)


def _formats(given: list[str] | None, out: Path) -> tuple[str, ...]:
    from riep_plan.report import USUAL, formats

    default = ["md"] if out == _STDOUT else list(USUAL)
    wanted = dict.fromkeys(one for text in given or default for one in text.split(","))
    return tuple(one_of("format", one, formats()) for one in wanted)
