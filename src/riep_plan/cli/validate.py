"""``riep validate``: every mistake at once, at its exact line."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.findings import (
    BaselineFile,
    FailOn,
    Format,
    ShowWaived,
    Telling,
    kept_baseline,
)
from riep_plan.cli.options import AsOf, Ignore, Jobs, Output, Paths, Select, options_of
from riep_plan.findings.rule import Severity
from riep_plan.output import USUAL
from riep_plan.values.words import listed

if TYPE_CHECKING:
    from riep_plan.check import Options
    from riep_plan.check.cache import Cache
    from riep_plan.check.run import PlanResult, Run
    from riep_plan.source.baseline import KeptBaseline
    from riep_plan.source.discover import PlanSite


Fix = Annotated[
    bool, typer.Option("--fix", help="Put right what has one certain repair; write plainly.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what --fix would change, and write nothing.")
]
ChangedSince = Annotated[
    str | None,
    typer.Option(
        "--changed-since",
        metavar="REV",
        help="Check only plans changed since this commit, and what changed in them.",
    ),
]
Shard = Annotated[
    str | None,
    typer.Option("--shard", metavar="K/N", help="Check one part of N, for `riep merge`."),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Check plans that have not changed again, too.")
]
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="ADDRESS",
        help="Check on other machines: dask://host:port.  [extra: dask]",
    ),
]


def validate(
    paths: Paths = None,
    format_: Format = USUAL,
    fail_on: FailOn = Severity.ERROR,
    select: Select = None,
    ignore: Ignore = None,
    baseline: BaselineFile = None,
    show_waived: ShowWaived = False,
    fix: Fix = False,
    dry_run: DryRun = False,
    as_of: AsOf = None,
    changed_since: ChangedSince = None,
    shard: Shard = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    engine: Engine = None,
    output: Output = None,
) -> None:
    """Check plans: every mistake at once, at its exact line.

    Ends with status 0 when nothing is found, 1 when something is, 2 when a plan cannot be read.
    With --shard what is found is written for `riep merge`, which ends with that status.
    """
    from riep_plan.cli.plans import cache_for, sites_of

    options = options_of(select, ignore, as_of, of_changes=changed_since is not None)
    kept = kept_baseline(baseline)
    telling = Telling(format_, fail_on, show_waived, output)
    mends = fix or dry_run
    if changed_since is not None:
        _refuse_for_changes(mends=mends, shard=shard, engine=engine)
        telling.end_with(_changed_since(changed_since, paths, options, kept))
        return
    sites = sites_of(paths)
    if engine is not None and jobs is not None:
        raise console.CommandFailed("--jobs is for this machine: leave it or --engine out.")
    checking = _Checking(options, jobs, None if no_cache else cache_for(sites, options), engine)
    if shard is not None:
        is_told = format_ != USUAL or show_waived or baseline is not None
        _refuse_for_parts(mends=mends, is_told=is_told)
        checking.write_part(sites, shard, output)
        return
    run = checking.run(sites, kept)
    if mends:
        from riep_plan.cli.fixing import fixed

        if fixed(sites, run, is_asked=fix, dry_run=dry_run):
            run = checking.run(sites, kept)
    telling.end_with(run)


def _refuse_for_changes(*, mends: bool, shard: str | None, engine: str | None) -> None:
    """What is for whole plans is not for what changed in them."""
    if mends or shard:
        raise console.CommandFailed(
            "--fix, --dry-run and --shard are for whole plans: leave --changed-since out."
        )
    if engine:
        raise console.CommandFailed("--engine is for whole plans: leave --changed-since out.")


def _refuse_for_parts(*, mends: bool, is_told: bool) -> None:
    """A part is neither mended nor told: `riep merge` tells all parts together."""
    if mends:
        raise console.CommandFailed("--fix and --dry-run are for whole plans: leave --shard out.")
    if is_told:
        raise console.CommandFailed(
            "a part is written for `riep merge`, which takes --format, --show-waived and "
            "--baseline."
        )


class _Checking:
    """How plans are checked: by what options, where, by how many processes, with what is known."""

    def __init__(
        self,
        options: "Options",
        jobs: int | None,
        cache: "Cache | None",
        engine: str | None,
    ) -> None:
        self._options = options
        self._jobs = jobs
        self._cache = cache
        self._engine = engine

    def run(self, sites: "Sequence[PlanSite]", kept: "KeptBaseline | None") -> "Run":
        """Check plans, with a bar on a terminal where that takes long."""
        from riep_plan.check.run import together

        return together(self._results(sites), kept)

    def write_part(self, sites: "Sequence[PlanSite]", shard: str, output: Path | None) -> None:
        """Check the plans of one part, and write what was found for `riep merge`.

        Raises:
            CommandFailed: there is no such part, or the file cannot be written.
        """
        from riep_plan.check.parts import in_part, write_part

        found = self._results(in_part(sites, shard))
        content = write_part(shard, found, len(sites), self._options)
        if output is None:
            console.write_bytes(content)
        else:
            console.write_file(output, content)

    def _results(self, sites: "Sequence[PlanSite]") -> "list[PlanResult]":
        with console.progress(len(sites)) as tick:
            if self._engine is not None:
                from riep_plan.check.engines import results_from

                return results_from(self._engine, sites, self._options, tick)
            from riep_plan.check.many import results

            return results(sites, self._options, jobs=self._jobs, cache=self._cache, tick=tick)


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
        if not found.pairs:
            console.note(f"no plan changed since {revision}.")
        if gone:
            are = "is" if len(gone) == 1 else "are"
            console.note(f"{listed(gone)} {are} gone since {revision}.")
        return check_changes(found.pairs, options, found.steps, kept)
