"""``riep history`` and ``riep blame``: how a plan, or one figure of it, came to be."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import OnePlan, Output, one_of, whole_number
from riep_plan.values.words import visible

if TYPE_CHECKING:
    from riep_plan.compare.history import Entry
    from riep_plan.compare.versions.timeline import Step
    from riep_plan.findings.finding import Path as At
    from riep_plan.source.pointing import Pointed

_FORMATS = ("text", "markdown", "json", "html")
_TEXT, _MARKDOWN, _JSON, _HTML = _FORMATS
#: More commits than anyone reads of.
_MOST_COMMITS = 999_999


def history(
    plan: OnePlan = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="POINTER",
            help="Only what changed this: FILE:LINE, FILE#/KEYS, or keys such as projects/depot.",
        ),
    ] = None,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="|".join(_FORMATS), help="How to write it."),
    ] = _TEXT,
    most: Annotated[
        int | None,
        typer.Option(
            "--max-count",
            "-n",
            parser=whole_number("--max-count", 1, _MOST_COMMITS),
            metavar="N",
            help="The latest N changes.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="REV", help="Only commits after this version."),
    ] = None,
    output: Output = None,
) -> None:
    """Say how a plan came to be: what each commit changed in meaning, the latest first.

    With --of: how one project, table or figure of it came to be. A plan or a part that had
    another name before is followed to it.

    Ends with status 0, or 2 when there is no such plan or value, or no commit has it.
    """
    one_of("format", format_, _FORMATS)
    pointed = _asked(plan, of)
    steps = _steps(pointed, since)
    if format_ != _TEXT:
        pieces = _as_document(pointed, steps, most, format_)
    else:
        pieces = _as_text(pointed, steps, most, to_file=output is not None)
    if output is not None:
        console.write_file(output, "".join(pieces))
        return
    for piece in pieces:
        console.write(piece)


def blame(
    pointer: Annotated[
        str,
        typer.Argument(
            metavar="POINTER",
            help="What is asked about: FILE:LINE, FILE#/KEYS, or PLAN/KEYS.",
        ),
    ],
) -> None:
    """Say which commit last changed a value in meaning, from what to what, and who agreed.

    Ends with status 0, or 2 when nothing stands there, or no commit has it.
    """
    from riep_plan.compare.history import latest_change

    pointed = _asked(None, pointer)
    key, _ = _key(pointed)
    found = latest_change(_steps(pointed, None), key)
    if found is None:
        where = visible("/".join(key)) or "anything"
        raise console.CommandFailed(f"no commit that is here says {where} of {pointed.loaded.id}.")
    console.write(_blamed(pointed, found))


def _asked(plan: Path | None, of: str | None) -> "Pointed":
    """Find what is asked about: keys alone are those of the plan that is named, or the only one.

    Raises:
        CommandFailed: it is in another plan than the one that is named.
    """
    from riep_plan.cli.plans import site_of
    from riep_plan.source.pointing import names_place, pointed_at, pointed_within

    is_place = of is not None and names_place(of)
    if plan is None and of is not None and is_place:
        return pointed_at(of)
    site = site_of(plan)
    if of is None or not is_place:
        return pointed_within(site.root, of or "")
    found = pointed_at(of)
    if found.site.root.resolve() != site.root.resolve():
        raise console.CommandFailed(f"{visible(of)} is in {found.loaded.id}, not in {site.id}.")
    return found


def _steps(pointed: "Pointed", since: str | None) -> "Iterator[Step]":
    """Give what is not committed, then the commits that touched a plan, as they are asked for."""
    from itertools import chain

    from riep_plan.compare.versions.git import Repository
    from riep_plan.compare.versions.timeline import timeline, with_uncommitted

    root = pointed.site.root.absolute()
    repository = Repository.around(root)
    place = PurePosixPath(root.resolve().relative_to(repository.top.resolve()).as_posix())
    commits = timeline(repository, place, since=since)
    latest = next(commits, None)
    if latest is None and since is None:
        raise console.CommandFailed(f"{pointed.loaded.id} is in no commit yet.")
    steps = chain([latest] if latest else [], commits)
    return with_uncommitted(repository, place, pointed.loaded, steps)


def _as_text(
    pointed: "Pointed", steps: "Iterator[Step]", most: int | None, *, to_file: bool = False
) -> Iterator[str]:
    """Set a history for a terminal, each commit as soon as it is read."""
    from itertools import islice

    from riep_plan.compare.history import entries_of
    from riep_plan.output.history import text
    from riep_plan.output.text import plain

    key, value = _key(pointed)
    paint = console.paint if console.uses_colour() and not to_file else plain
    width = console.width()
    yield text.opening_text(_title(pointed), key, value, width=width, paint=paint)
    found = None
    for found in islice(entries_of(steps, key), most):
        yield text.entry_text(found, key, width=width, paint=paint)
    if found is None:
        yield "\nNo commit changed it in meaning.\n"


def _as_document(
    pointed: "Pointed", steps: "Iterator[Step]", most: int | None, format_: str
) -> Iterator[str]:
    from riep_plan.compare.history import history as history_of

    loaded = pointed.loaded
    assert loaded.plan is not None  # noqa: S101  _asked has refused
    told = history_of(loaded.plan, loaded.id, steps, pointed.at, most=most)
    if format_ == _JSON:
        from riep_plan.output.history.json import render as render_json

        yield render_json(told)
        return
    from riep_plan.report.history import render as render_document

    yield render_document(told, {_MARKDOWN: "md", _HTML: "html"}[format_])


def _blamed(pointed: "Pointed", found: "Entry") -> str:
    """Tell the one commit for a terminal."""
    from riep_plan.output.history import text
    from riep_plan.output.text import plain

    key, value = _key(pointed)
    paint = console.paint if console.uses_colour() else plain
    width = console.width()
    head = text.opening_text(_title(pointed), key, value, width=width, paint=paint)
    return head + text.entry_text(found, key, width=width, paint=paint)


def _key(pointed: "Pointed") -> "tuple[At, str]":
    """Give the key of what is pointed at, and its value where it is one."""
    from riep_plan.compare.history import value_at
    from riep_plan.compare.leaves import key_at

    assert pointed.loaded.plan is not None  # noqa: S101  _asked has refused
    key = key_at(pointed.loaded.plan, pointed.at)
    return key, value_at(pointed.loaded.plan, key)


def _title(pointed: "Pointed") -> str:
    plan = pointed.loaded.plan
    return f"{plan.title} ({pointed.loaded.id})" if plan else pointed.loaded.id
