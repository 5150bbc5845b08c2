"""``riep fmt``: one way to write a plan's files, with nothing in them changed."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeGuard

import typer

from riep_plan.cli import console
from riep_plan.cli.options import Paths
from riep_plan.values.words import count

if TYPE_CHECKING:
    from riep_plan.source.formatting import Draft, LeftAlone


class _Seen(NamedTuple):
    """What there is to do in the files that are meant, which of them are left alone, and why."""

    drafts: list["Draft"]
    alone: list["LeftAlone"]
    unread: list[str]
    files: int


def fmt(
    paths: Paths = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say which files would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show what would change.")
    ] = False,
) -> None:
    """Write plans' files in one form: plain digits and dates, two spaces a step.

    Nothing that a plan says changes, and comments stay. A file with a fault of form is left alone.

    Ends with status 0; with 1 when a file was left alone, or would change and is not to be
    written; with 2 when a file cannot be read or written.
    """
    from riep_plan.cli.drafts import save_all, show_diffs

    seen = _look_at(paths)
    if diff:
        show_diffs(seen.drafts)
    elif check:
        _list(seen.drafts)
    else:
        save_all(seen.drafts)
        _list(seen.drafts)
    for one in seen.alone:
        console.note(f"{one.name} is left alone: {one.reason}")
    closing = _closing(len(seen.drafts), seen.files, written=not (check or diff))
    if diff:
        console.note(closing)  # so that what is on stdout is a diff and nothing else
    else:
        console.write(closing + "\n")
    console.end_if_unread(seen.unread)
    if seen.alone or (seen.drafts and (check or diff)):
        raise typer.Exit(console.FOUND)


def _list(drafts: Iterable["Draft"]) -> None:
    console.write("".join(f"{draft.name}: {draft.said}\n" for draft in drafts))


def _closing(changed: int, looked_at: int, *, written: bool) -> str:
    """Say in one line what was done, or would be."""
    if written:
        done = f"{count(changed, 'file')} formatted" if changed else "Nothing to format"
    else:
        done = f"{count(changed, 'file')} would change" if changed else "Nothing would change"
    return f"{done} ({count(looked_at, 'file')} looked at)."


def _look_at(paths: list[Path] | None) -> _Seen:
    """Look at every file of the plans that the paths lead to, and at no other file of them."""
    from riep_plan.cli.plans import DEFAULT, sites_of
    from riep_plan.source.formatting import Draft, LeftAlone, drafts, once
    from riep_plan.source.load import load

    meant = [place for path in paths or [DEFAULT] for place in _places(path)]
    found: list[Draft | LeftAlone] = []
    unread: list[str] = []
    files = set()
    for site in sites_of(paths):
        loaded = load(site)
        unread += loaded.unread
        files |= {file.path.resolve() for file in loaded.files if _is_meant(file.path, meant)}
        found += (one for one in drafts(loaded) if _is_meant(one.path, meant))
    each = list(once(found))
    return _Seen(
        [one for one in each if isinstance(one, Draft)],
        [one for one in each if isinstance(one, LeftAlone)],
        list(dict.fromkeys(unread)),  # plans share some
        len(files),
    )


def _is_meant(path: Path | None, meant: list[Path]) -> TypeGuard[Path]:
    """Say whether a file is one of those named, or in a folder that is."""
    return path is not None and any(
        place.is_relative_to(one) for place in _places(path) for one in meant
    )


def _places(path: Path) -> tuple[Path, Path]:
    """Where a path stands, and where it leads if it is a link."""
    return path.absolute(), path.resolve()
