"""``riep baseline``: keep today's findings, so that only new ones count from now on."""

from pathlib import Path
from typing import Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import AsOf, Ignore, Paths, Select, options_of

DEFAULT = Path("riep-baseline.yaml")


def baseline(
    paths: Paths = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to keep them.")
    ] = DEFAULT,
    select: Select = None,
    ignore: Ignore = None,
    as_of: AsOf = None,
) -> None:
    """Keep today's findings in a file, so that only new ones count from now on.

    For a plan that starts with many faults: `riep validate --baseline riep-baseline.yaml` then
    ends with status 1 for new findings alone. A fault of form cannot be kept: it is put right.
    """
    from riep_plan.check import check
    from riep_plan.check.baseline import entries_of
    from riep_plan.cli.findings import kept_baseline
    from riep_plan.cli.plans import sites_of
    from riep_plan.source.baseline import baseline_text
    from riep_plan.values.words import count

    options, sites = options_of(select, ignore, as_of), sites_of(paths)
    before = kept_baseline(output if output.exists() else None)
    run = check(sites, options)
    entries = entries_of(run.result.reported)
    looked_at = {site.id for site in sites}
    others = {
        plan: codes
        for plan, codes in (before.plans if before is not None else {}).items()
        if plan not in looked_at
    }
    console.write_file(output, baseline_text({**others, **entries}))
    kept = sum(len(places) for codes in entries.values() for places in codes.values())
    console.write(f"{count(kept, 'finding')} kept in {output.as_posix()}.\n")
    if others:
        console.write(f"What it has of {count(len(others), 'other plan')} stays.\n")
    if left := len(run.result.open) - kept:
        console.write(
            f"{count(left, 'finding')} cannot be kept and must be put right; riep validate shows "
            "them.\n"
        )
    console.end_if_unread(run.unread)
