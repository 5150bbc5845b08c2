"""``riep diff``: what a change means in money, time and promises."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import AsOf, Output, day_of, one_of
from riep_plan.values.words import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from riep_plan.check import Options
    from riep_plan.compare.comparison import Review
    from riep_plan.compare.versions.git import Repository
    from riep_plan.compare.versions.request import Range

CHANGED = 1
_TWO = 2
_WIDE = 160
_USUAL, _PAGE = "text", "html"


def diff(
    asked: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BASE[..HEAD]|PATH",
            help="Versions, then plans.  [default: HEAD against the work tree]",
        ),
    ] = None,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="text|markdown|json|html", help="How to write changes."),
    ] = _USUAL,
    staged: Annotated[
        bool, typer.Option("--staged", "--cached", help="Compare what is staged for a commit.")
    ] = False,
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Compare two files or folders, without git.")
    ] = False,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code/--no-exit-code", help="End with status 1 when anything changed."),
    ] = True,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Write nothing; end with a status.")
    ] = False,
    as_of: AsOf = None,
    output: Output = None,
) -> None:
    """Say what changed between two versions of plans: in money, time and promises.

    BASE..HEAD compares two commits, BASE...HEAD begins where the two parted, BASE alone compares
    with the work tree. Two files or folders that are in no repository are compared as they are.

    Ends with status 0 when nothing changed in meaning, 1 when something did, 2 when the versions
    or a file of theirs cannot be read.
    """
    from riep_plan.check import Options

    render = _renderer(format_)
    options = Options(as_of=day_of(as_of))
    review = _reviewed(asked or [], options, staged=staged, no_index=no_index)
    if output is not None:
        console.write_file(output, render(review, to_file=True))
    elif not quiet:
        console.write(render(review, to_file=False))
    console.end_if_unread(review.unread)
    if review.is_changed and exit_code:
        raise typer.Exit(CHANGED)


def _renderer(name: str) -> "Callable[..., str]":
    """Give what writes a review in a format; text knows the terminal that it is for."""
    from riep_plan.output import changes

    if one_of("format", name, [*changes.formats(), _PAGE]) == _PAGE:
        from riep_plan.report.changes import render

        return lambda review, **_: render(review)
    if name != _USUAL:
        return lambda review, **_: changes.renderer(name)(review)

    def as_text(review: "Review", *, to_file: bool) -> str:
        from riep_plan.output.changes import text

        coloured = console.uses_colour() and not to_file
        paint = console.paint if coloured else text.plain
        return text.render(review, width=console.width(_WIDE), paint=paint)

    return as_text


def _reviewed(
    asked: Sequence[str], options: "Options", *, staged: bool, no_index: bool
) -> "Review":
    from riep_plan.compare.run import review
    from riep_plan.compare.versions.git import Repository
    from riep_plan.compare.versions.request import Range, compared
    from riep_plan.values.refusal import Refused

    try:
        repository = None if no_index else Repository.around(Path.cwd())
    except Refused:
        if len(asked) != _TWO or not all(_exists(one) for one in asked):
            raise
        repository = None
    if repository is None:
        return _of_folders(asked, options)
    wanted, rest = _versions(repository, asked)
    if wanted is None and len(rest) == _TWO and all(_exists(one) for one in rest):
        console.note(
            "this compares HEAD with the work tree in both; --no-index compares one with the other."
        )
    with compared(repository, wanted or Range(), _places(rest), staged=staged) as found:
        return review(found.base, found.head, found.pairs, options, found.steps)


def _of_folders(asked: Sequence[str], options: "Options") -> "Review":
    from riep_plan.compare.run import review
    from riep_plan.compare.versions.pairs import pairs_of_folders

    if len(asked) != _TWO:
        raise console.CommandFailed("without git, name two files or folders to compare.")
    for one in asked:
        if not _exists(one):
            raise console.CommandFailed(f"there is no file or folder {visible(one)}.")
    before, after = map(Path, asked)
    return review(visible(asked[0]), visible(asked[1]), pairs_of_folders(before, after), options)


def _versions(
    repository: "Repository", asked: Sequence[str]
) -> "tuple[Range | None, Sequence[str]]":
    """Tell the versions, which come first, from the paths."""
    from riep_plan.compare.versions.request import Range, is_range, read_range

    if not asked or not (is_range(repository, asked[0]) or _looks_like_range(asked[0])):
        return None, asked
    _refuse_both(asked[0])
    first, *rest = asked
    found = read_range(first)
    if rest and not found.head and is_range(repository, rest[0]) and not _exists(rest[0]):
        return Range(first, rest[0]), rest[1:]
    return found, rest


def _looks_like_range(words: str) -> bool:
    """Say whether a text that means no version here was meant to; it is then refused as one."""
    return ".." in words and not words.startswith(".") and not _exists(words)


def _refuse_both(words: str) -> None:
    if _exists(words):
        shown = visible(words)
        raise console.CommandFailed(
            f"{shown} is a version and a path as well: write ./{shown} for the path, or "
            f"refs/heads/{shown} for the version."
        )


def _exists(words: str) -> bool:
    try:
        return Path(words).exists()
    except (OSError, ValueError):
        return False


def _places(rest: Sequence[str]) -> list[Path]:
    """Give the paths that are asked about; without any, the folder of plans where there is one."""
    from riep_plan.cli.plans import DEFAULT

    if rest:
        return [Path(one) for one in rest]
    return [DEFAULT] if DEFAULT.is_dir() else []
