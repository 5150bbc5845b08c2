"""``riep git``: git's own commands speak of plans, in a repository that is set up for it."""

import shlex
import shutil
import sys
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import whole_number
from riep_plan.cli.verb import Verb, VerbGroup
from riep_plan.values.words import visible

CONFLICT = 1
#: How many signs a marker has unless git says, at least and at most: a file's attributes may name
#: any number.
_USUAL, _SHORTEST, _LONGEST = 7, 1, 200
#: The largest number that git counts with.
_LARGEST = 2**31 - 1

git = typer.Typer(
    cls=VerbGroup,
    help="Have git compare and merge plans by what they say.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@git.command("install", cls=Verb)
def install(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="Where plans are kept.  [default: plans]"),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take everything back.")] = False,
) -> None:
    """Set this repository up: git diff, git log -p, git show and git merge speak of plans.

    Settings are this copy's own; .gitattributes, which is to be committed, says which files are
    plans. --remove takes both back, and leaves what else is in them.
    """
    from riep_plan.cli.plans import DEFAULT
    from riep_plan.compare.versions.git import Repository
    from riep_plan.compare.versions.setup import set_up, take_back

    repository = Repository.around(Path.cwd())
    if remove:
        steps = take_back(repository)
    else:
        places = [_within(repository.top, one) for one in folders or [DEFAULT]]
        steps = set_up(repository, _command(), places)
    for step in steps:
        console.write(f"{'' if step.is_change else '(as it was) '}{visible(step.text)}\n")
    if not any(step.is_change for step in steps):
        console.write("Nothing to do.\n")


@git.command(
    "diff-driver",
    cls=Verb,
    hidden=True,
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
def diff_driver(words: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Compare a file for git: path old-file old-hex old-mode new-file new-hex new-mode.

    Two more words are a new path and what git says of the renaming; a path alone is in conflict.
    Ends with status 0 whatever happens, since git would end as well.
    """
    from riep_plan.cli.driving import driven

    try:
        text = driven(words or [])
    except Exception as error:  # noqa: BLE001  git goes on with the other files
        text = f"{visible(' '.join((words or [])[:1]))}: {console.told(error)}\n"
    console.write(text)


@git.command("merge-driver", cls=Verb, hidden=True)
def merge_driver(
    base: Annotated[Path, typer.Argument(metavar="BASE")],
    ours: Annotated[Path, typer.Argument(metavar="OURS")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS")],
    marker: Annotated[
        int | None,
        typer.Argument(
            metavar="SIZE",
            parser=whole_number("SIZE", 0, _LARGEST),
            help="How many signs a marker has.  [default: 7]",
        ),
    ] = None,
    path: Annotated[str, typer.Argument(metavar="FILE")] = "",
) -> None:
    """Merge a file for git (%O %A %B %L %P): the result takes the place of ours.

    Ends with status 0 when all is merged, 1 when both sides changed something each otherwise.
    """
    from riep_plan.compare.merging.files import merged_file, write_merged

    was, mine, other = (file.read_bytes() for file in (base, ours, theirs))
    size = _USUAL if marker is None else min(max(marker, _SHORTEST), _LONGEST)
    found = merged_file(path or ours.name, was, mine, other, size)
    write_merged(ours, found.content)
    for line in found.conflicts:
        console.note(line)
    if found.conflicts:
        raise typer.Exit(CONFLICT)


@git.command("textconv", cls=Verb, hidden=True)
def textconv(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Write a file of a plan for git's line by line comparison: one value a line, in one order."""
    from riep_plan.compare.merging.flat import flat

    console.write_bytes(flat(file.read_bytes()))


def _command() -> str:
    """How a shell calls this riep: by name where the name leads to one, else by its Python.

    Git calls it in the work tree, whose own modules (a stranger's branch may bring some) are not
    to be taken for riep's: hence ``-P``.
    """
    if shutil.which("riep"):
        return "riep"
    return f"{shlex.quote(sys.executable)} -P -m riep_plan"


def _within(top: Path, folder: Path) -> PurePosixPath:
    from riep_plan.values.refusal import Refused

    absolute = folder.resolve()
    if not absolute.is_dir():
        raise Refused(f"there is no folder {visible(str(folder))}")
    if not absolute.is_relative_to(top.resolve()):
        raise Refused(f"{visible(str(folder))} is outside the repository")
    return PurePosixPath(absolute.relative_to(top.resolve()).as_posix())
