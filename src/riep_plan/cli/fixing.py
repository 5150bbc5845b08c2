"""``riep validate --fix``: certain repairs and plain values, shown first where asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from riep_plan.cli import console
from riep_plan.values.words import count

if TYPE_CHECKING:
    from riep_plan.check.run import Run
    from riep_plan.source.discover import PlanSite
    from riep_plan.source.formatting import Draft

_FIGURE = "figure"


def fixed(sites: Sequence["PlanSite"], run: "Run", *, is_asked: bool, dry_run: bool) -> bool:
    """Put right what has one certain repair, and write values plainly.

    Args:
        sites: the plans.
        run: what was found in them.
        is_asked: whether ``--fix`` was given: a dry run of nothing is a mistake.
        dry_run: whether to show what would change, write nothing and end there, with status 1
            where something would.

    Returns:
        Whether anything was changed.

    Raises:
        CommandFailed: a file cannot be written, or there is nothing to run dry.
    """
    from riep_plan.check.fixes import repairs
    from riep_plan.cli.drafts import save_all, show_diffs
    from riep_plan.source.formatting import Draft

    if not is_asked:
        raise console.CommandFailed("--dry-run shows what --fix would change: give both.")
    found = list(repairs(sites, run.result))
    drafts = [one for one in found if isinstance(one, Draft)]
    if dry_run:
        show_diffs(drafts)
    else:
        save_all(drafts)
    for one in found:
        if not isinstance(one, Draft):
            console.note(f"{one.name} keeps a figure as it is: {one.reason}")
    console.note(_said(drafts, dry_run=dry_run))
    if dry_run:
        console.end_if_unread(run.unread)
        raise typer.Exit(console.FOUND if drafts else 0)
    return bool(drafts)


def _said(drafts: Sequence["Draft"], *, dry_run: bool) -> str:
    """Say in one line what was done: ``fixed 2 figures in 1 file.``."""
    figures = [draft.changes[_FIGURE] for draft in drafts if _FIGURE in draft.changes]
    plain = [sum(draft.changes.values()) - draft.changes.get(_FIGURE, 0) for draft in drafts]
    plain = [number for number in plain if number]
    done = []
    if figures:
        done.append(f"{count(sum(figures), 'figure')} in {count(len(figures), 'file')}")
    if plain:
        done.append(f"{count(sum(plain), 'value')} in {count(len(plain), 'file')} written plainly")
    if not done:
        return "nothing here has one certain repair."
    return f"{'would fix' if dry_run else 'fixed'} {', '.join(done)}."
