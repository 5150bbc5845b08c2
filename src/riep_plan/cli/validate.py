"""``riep validate``: every mistake at once, at its exact line."""

from pathlib import Path
from typing import Annotated

import typer

from riep_plan.cli import console
from riep_plan.findings.result import Result
from riep_plan.findings.rule import Severity
from riep_plan.output import USUAL, formats, renderer
from riep_plan.values.words import listed

FOUND, TROUBLE = 1, 2


def _known_format(name: str) -> str:
    if name not in formats():
        raise typer.BadParameter(f"there is no format {name}; there are {listed(formats())}.")
    return name


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Plans, or folders of plans.  [default: plans]"),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar=f"<{'|'.join(formats())}>",
            help="How to write findings.",
            callback=_known_format,
        ),
    ] = USUAL,
    fail_on: Annotated[
        Severity, typer.Option("--fail-on", help="End with status 1 from this severity on.")
    ] = Severity.ERROR,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODE", help="Only these rules, such as TOT or CAP01."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODE", help="All but these rules.")
    ] = None,
    show_waived: Annotated[
        bool, typer.Option("--show-waived", help="Show waived findings with their reasons.")
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day to judge waivers on."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Check plans: every mistake at once, at its exact line.

    Ends with status 0 when nothing is found, 1 when something is, 2 when a plan cannot be read.
    """
    from riep_plan.check import Options, check
    from riep_plan.cli.plans import day_of, sites_of

    options = Options(_codes(select), _codes(ignore), day_of(as_of))
    run = check(sites_of(paths), options)
    text = _rendered(run.result, format_, show_waived=show_waived, to_file=output is not None)
    if output is None:
        console.write(text)
    else:
        console.write_file(output, text)
    for line in run.unread:
        console.note(line)
    if run.unread:
        raise typer.Exit(TROUBLE)
    if any(one.rule.severity.rank <= fail_on.rank for one in run.result.open):
        raise typer.Exit(FOUND)


def _rendered(result: Result, format_: str, *, show_waived: bool, to_file: bool) -> str:
    if format_ != USUAL:
        return renderer(format_)(result)
    from riep_plan.output import text

    paint = console.paint if console.uses_colour() and not to_file else text.plain
    return text.render(result, show_waived=show_waived, width=console.width(), paint=paint)


def _codes(given: list[str] | None) -> tuple[str, ...]:
    """Read codes given one an option or several with commas.

    Raises:
        CommandFailed: no rule's code begins so.
    """
    from riep_plan.check.catalogue import catalogue

    codes = tuple(
        code.strip().upper() for one in given or () for code in one.split(",") if code.strip()
    )
    for code in codes:
        if not any(known.startswith(code) for known in catalogue()):
            raise console.CommandFailed(
                f"no rule's code begins with {code}; `riep rules` lists them."
            )
    return codes
