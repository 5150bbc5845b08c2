"""``riep new return``: a quarter's returns to fill in, one file for each project."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import OnePlan, quarter_of
from riep_plan.cli.verb import Verb, VerbGroup
from riep_plan.values.words import count, nearest, visible

if TYPE_CHECKING:
    from riep_plan.figures import Ledger
    from riep_plan.model import Plan
    from riep_plan.source.loaded import LoadedPlan

new = typer.Typer(
    cls=VerbGroup,
    help="Write files to fill in.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@new.callback()
def _root() -> None:
    """Write files to fill in."""


@new.command("return", cls=Verb)
def new_return(
    quarter: Annotated[
        str, typer.Option("--quarter", "-q", metavar="Q1|Q2|Q3|Q4", help="The quarter.")
    ],
    plan: OnePlan = None,
    project: Annotated[
        list[str] | None,
        typer.Option("--project", metavar="ID", help="Only this project, by id; may be repeated."),
    ] = None,
) -> None:
    """Write a return to fill in for each project that has none for the quarter.

    The programme itself makes one too, where it has a budget, milestones or indicators of its own.
    What the plan and the last return say already is filled in; what is to be answered is marked.
    A return that is there is left as it is.

    Ends with status 0, or 2 when the plan cannot be used, has no such quarter or project, or a
    file cannot be written.
    """
    from riep_plan.figures import Ledger

    loaded, found = _plan(plan)
    ledger = Ledger(found)
    label = _quarter(quarter, loaded.id, ledger.quarters)
    chosen = _projects(project, loaded.id, found.projects)
    chosen += [] if project else _programme(loaded)
    if not chosen:
        raise console.CommandFailed(f"{loaded.id} has no projects that could make a return.")
    _refuse_inline(loaded, label)
    _write(loaded, ledger, label, chosen)


def _plan(path: Path | None) -> "tuple[LoadedPlan, Plan]":
    """Read the one plan that is meant.

    Raises:
        CommandFailed: it is not one, or returns cannot be put beside it.
    """
    from riep_plan.cli.plans import plan_in, site_of
    from riep_plan.source.load import load

    site = site_of(path)
    loaded = load(site)
    plan = plan_in(loaded)
    if not site.is_folder:
        raise console.CommandFailed(
            f"{loaded.id} is a plan in one file; returns stand beside a plan in a folder of its "
            "own, with a plan.yaml."
        )
    return loaded, plan


def _quarter(text: str, plan_id: str, quarters: Collection[str]) -> str:
    from riep_plan.cli.plans import no_quarter

    label = quarter_of(text)
    if label not in quarters:
        raise no_quarter(plan_id, label, quarters)
    return label


def _projects(wanted: list[str] | None, plan_id: str, known: Collection[str]) -> list[str]:
    for one in wanted or ():
        if one not in known:
            meant = nearest(one, known)
            advice = f"Did you mean {meant}?" if meant else "They stand in its projects folder."
            raise console.CommandFailed(
                f"{plan_id} has no project “{visible(one)}”. {advice if known else ''}".rstrip()
            )
    return [one for one in known if one in wanted] if wanted else list(known)


def _programme(loaded: "LoadedPlan") -> list[str]:
    """Give the programme, where it has reason to make a return and a file's name to make it in."""
    from riep_plan.figures.returns.standing import PROGRAMME, owners
    from riep_plan.source.discover import OWN_RETURN

    if loaded.plan is None or PROGRAMME not in owners(loaded.plan):
        return []
    return [] if OWN_RETURN in loaded.plan.projects else [PROGRAMME]


def _refuse_inline(loaded: "LoadedPlan", quarter: str) -> None:
    """Refuse a quarter whose returns stand in the plan file: they may not stand twice."""
    from riep_plan.source.discover import PLAN_FILE, RETURNS

    has_files = any(owner[:2] == (RETURNS, quarter) for owner in loaded.owners)
    if loaded.plan and quarter in loaded.plan.returns and not has_files:
        raise console.CommandFailed(
            f"{loaded.id} keeps its returns for {quarter} in {PLAN_FILE}: move them to "
            f"{RETURNS}/{quarter}.yaml first."
        )


def _write(loaded: "LoadedPlan", ledger: "Ledger", quarter: str, projects: list[str]) -> None:
    """Write each return that is not there, and say of each project what became of it."""
    from riep_plan.figures.returns.standing import return_of
    from riep_plan.source.discover import OWN_RETURN, RETURNS
    from riep_plan.source.loaded import shown_path
    from riep_plan.source.prefill import return_to_fill_in

    folder = loaded.root / RETURNS / quarter
    if not folder.resolve().is_relative_to(loaded.root.resolve()):
        raise console.CommandFailed(f"{shown_path(folder)} leads out of the plan's folder.")
    written = 0
    for project_id in projects:
        name = project_id or OWN_RETURN
        path = folder / f"{name}.yaml"
        if return_of(ledger.plan, quarter, project_id) or path.exists() or path.is_symlink():
            console.write(f"{name}: has a return for {quarter}, left as it is\n")
            continue
        console.write_file(path, return_to_fill_in(ledger, quarter, project_id))
        console.write(f"{name}: {shown_path(path)}\n")
        written += 1
    left = len(projects) - written
    done = f"{count(written, 'return')} to fill in" if written else "No return written"
    rest = f", {left} left as {'it was' if left == 1 else 'they were'}" if left else ""
    console.write(f"{done}{rest}.\n")
