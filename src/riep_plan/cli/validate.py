"""``riep validate``: every mistake at once, at its exact line."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import AsOf, Ignore, Paths, Select, codes_of
from riep_plan.findings.result import Result
from riep_plan.findings.rule import Severity
from riep_plan.output import USUAL, formats, renderer
from riep_plan.values.words import listed

if TYPE_CHECKING:
    from riep_plan.check import Options
    from riep_plan.check.run import Run
    from riep_plan.source.baseline import KeptBaseline

FOUND, TROUBLE = 1, 2
GITHUB = "github"
#: GitHub takes up to a mebibyte for the summary of a step; a character may be four bytes.
_MOST_BYTES, _MOST_CHARACTERS = 1_048_576, 260_000


def _known_format(name: str) -> str:
    if name not in formats():
        raise typer.BadParameter(f"there is no format {name}; there are {listed(formats())}.")
    return name


def validate(
    paths: Paths = None,
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
    select: Select = None,
    ignore: Ignore = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Count only what is not in this baseline."),
    ] = None,
    show_waived: Annotated[
        bool, typer.Option("--show-waived", help="Show waived findings with their reasons.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Put right what has one certain repair; write plainly.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what --fix would change, and write nothing.")
    ] = False,
    as_of: AsOf = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            metavar="REV",
            help="Check only plans changed since this commit, and what changed in them.",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            metavar="N",
            help="How many processes share the work.  [default: one a processor]",
        ),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check plans that have not changed again, too.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Check plans: every mistake at once, at its exact line.

    Ends with status 0 when nothing is found, 1 when something is, 2 when a plan cannot be read.
    """
    from riep_plan.check import Options, check
    from riep_plan.cli.fixing import fixed
    from riep_plan.cli.plans import cache_for, day_of, sites_of

    options = Options(codes_of(select), codes_of(ignore), day_of(as_of))
    kept = _kept(baseline)
    if changed_since is not None:
        if fix or dry_run:
            raise console.CommandFailed("--fix is for whole plans: leave --changed-since out.")
        run = _changed_since(changed_since, paths, options, kept)
    else:
        sites = sites_of(paths)
        cache = None if no_cache else cache_for(sites, options)
        with console.progress(len(sites)) as tick:
            run = check(sites, options, kept, jobs=jobs, cache=cache, tick=tick)
        if (fix or dry_run) and fixed(sites, run, is_asked=fix, dry_run=dry_run):
            run = check(sites, options, kept, jobs=jobs, cache=cache)
    text = _rendered(run.result, format_, show_waived=show_waived, to_file=output is not None)
    if format_ == GITHUB:
        _write_step_summary(run.result)
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


def _changed_since(
    revision: str, paths: list[Path] | None, options: "Options", kept: "KeptBaseline | None"
) -> "Run":
    """Check what changed between the work tree and where it parted from a commit."""
    from riep_plan.cli.plans import DEFAULT
    from riep_plan.compare.run import check_changes
    from riep_plan.compare.versions.git import Repository
    from riep_plan.compare.versions.request import Range, compared

    repository = Repository.around(Path.cwd())
    asked = Range(revision, from_merge_base=True)
    with compared(repository, asked, paths or [DEFAULT]) as found:
        gone = [pair.id for pair in found.pairs if pair.after is None]
        if gone:
            console.note(
                f"{listed(gone)} {'is' if len(gone) == 1 else 'are'} gone since {revision}."
            )
        return check_changes(found.pairs, options, found.steps, kept)


def _rendered(result: Result, format_: str, *, show_waived: bool, to_file: bool) -> str:
    if format_ != USUAL:
        return renderer(format_)(result)
    from riep_plan.output import text

    paint = console.paint if console.uses_colour() and not to_file else text.plain
    return text.render(result, show_waived=show_waived, width=console.width(), paint=paint)


def _kept(path: Path | None) -> "KeptBaseline | None":
    """Read the baseline, if there is one.

    Raises:
        CommandFailed: it cannot be read, or is no baseline.
    """
    if path is None:
        return None
    from riep_plan.source.baseline import read_baseline
    from riep_plan.values.refusal import Refused

    try:
        return read_baseline(path)
    except Refused as refused:
        raise console.CommandFailed(f"{refused.message} {refused.advice}".strip()) from None
    except OSError as error:
        reason = error.strerror or error
        raise console.CommandFailed(f"the baseline {path} cannot be read: {reason}.") from None


def _write_step_summary(result: Result) -> None:
    """Add the findings to the summary of GitHub's step, which drops none as annotations do."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from riep_plan.output import markdown

    text = markdown.render(result, longest=_MOST_BYTES - _MOST_CHARACTERS)
    if len(text.encode()) >= _MOST_BYTES:
        text = markdown.render(result, longest=_MOST_CHARACTERS - 10_000)
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text + "\n")
    except OSError as error:
        console.note(f"the summary of the step cannot be written: {error.strerror or error}.")
