"""``riep report``: the plan's own document, or the report of one quarter."""

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.values.words import count, listed, visible_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from riep_plan.check import Options
    from riep_plan.findings.finding import Path as At
    from riep_plan.findings.result import Reported
    from riep_plan.model import Plan
    from riep_plan.report import Document
    from riep_plan.source.loaded import LoadedPlan

_STDOUT = Path("-")
_AUDIENCES = ["board", "public"]


def report(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PLAN", help="Plans.  [default: every plan under plans that fits]"),
    ] = None,
    quarter: Annotated[
        str | None, typer.Option("--quarter", "-q", metavar="Q1|Q2|Q3|Q4", help="One quarter.")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="md|html|pdf|docx|json",
            help="May be repeated.  [default: md, html]",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where to write; - for stdout.")
    ] = Path("reports"),
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day to judge waivers on.  [default: the quarter's last]",
        ),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--audience", metavar="board|public", help="The public's leaves out what is restricted."
        ),
    ] = "board",
    trace: Annotated[
        bool,
        typer.Option("--trace", help="Add the file and line of every term of the board's figures."),
    ] = False,
) -> None:
    """Render the plan's own document, or the report of one quarter.

    Ends with status 0, or 2 when a plan cannot be read or has no such quarter.
    """
    from riep_plan.cli.plans import day_of
    from riep_plan.report import renderer
    from riep_plan.values.refusal import Refused

    wanted = _formats(formats, out)
    if audience not in _AUDIENCES:
        raise console.CommandFailed(
            f"there is no audience {audience}; the audiences are {listed(_AUDIENCES)}."
        )
    make = _public_document if audience == "public" else _document
    label = _label(quarter)
    if trace and label is None:
        raise console.CommandFailed("--trace is for the report of a quarter: name one.")
    plans = _usable_plans(paths)
    chosen = plans if label is None else _with_quarter(plans, label, named=bool(paths))
    day = day_of(as_of)
    # Everything is rendered before anything is written: a fault leaves no half of a set behind.
    try:
        documents = [make(loaded, label, day, trace=trace) for loaded in chosen]
        rendered = [
            (out / f"{document.name}.{format_}", renderer(format_)(document))
            for document in documents
            for format_ in wanted
        ]
    except Refused as refused:
        raise console.CommandFailed(f"{refused.message}. {refused.advice}") from None
    _refuse_collisions([path for path, _ in rendered])
    for path, content in rendered:
        if out == _STDOUT:
            console.write_bytes(content)
        else:
            console.write_file(path, content)
            console.write(f"{visible_line(path.as_posix())}\n")


def _refuse_collisions(paths: list[Path]) -> None:
    """Two plans of one name would write one file."""
    seen: set[str] = set()
    for path in paths:
        if path.name.casefold() in seen:
            raise console.CommandFailed(
                f"two plans are called {path.stem}: render each by itself, to an --out of its own."
            )
        seen.add(path.name.casefold())


def _formats(given: list[str] | None, out: Path) -> list[str]:
    from riep_plan.report import USUAL, formats

    default = ["md"] if out == _STDOUT else list(USUAL)
    wanted = list(dict.fromkeys(one for text in given or default for one in text.split(",")))
    for one in wanted:
        if one not in formats():
            known = listed(list(formats()))
            raise console.CommandFailed(f"there is no format {one}; the formats are {known}.")
    return wanted


def _label(quarter: str | None) -> str | None:
    from riep_plan.values.period import read_period
    from riep_plan.values.refusal import Refused

    if quarter is None:
        return None
    try:
        labels = read_period(quarter).labels
    except Refused as refused:
        raise console.CommandFailed(f"--quarter: {refused.message}. {refused.advice}") from None
    if len(labels) != 1:
        raise console.CommandFailed(f"--quarter: “{quarter}” is not one quarter; write Q1 to Q4.")
    return labels[0]


def _usable_plans(paths: list[Path] | None) -> list["LoadedPlan"]:
    from riep_plan.cli.plans import sites_of
    from riep_plan.source.load import load

    plans = [load(site) for site in sites_of(paths)]
    for loaded in plans:
        if loaded.unread:
            raise console.CommandFailed(loaded.unread[0])
        if loaded.plan is None or not loaded.complete:
            raise console.CommandFailed(
                f"{loaded.id} has files that cannot be used; `riep validate` says what is wrong."
            )
    return plans


def _with_quarter(plans: list["LoadedPlan"], label: str, *, named: bool) -> list["LoadedPlan"]:
    """Leave out plans that have no such quarter, unless they were asked for by name."""
    from riep_plan.figures.dates import quarter_days

    found = [loaded for loaded in plans if loaded.plan and label in quarter_days(loaded.plan)]
    if found and (len(found) == len(plans) or not named):
        return found
    lacking = next(loaded for loaded in plans if loaded not in found)
    has = listed(list(quarter_days(lacking.plan))) if lacking.plan else ""
    raise console.CommandFailed(
        f"{lacking.id} has no {label}; "
        + (f"its quarters are {has}." if has else "its calendar has no quarters.")
    )


def _document(
    loaded: "LoadedPlan", label: str | None, as_of: "date | None", *, trace: bool
) -> "Document":
    from riep_plan.check.run import report_plan

    assert loaded.plan is not None  # noqa: S101  for the type checker; plans without were refused
    reported = report_plan(loaded, _options(loaded.plan, label, as_of))
    return _made(loaded, loaded.plan, label, reported, trace=trace)


def _public_document(
    loaded: "LoadedPlan", label: str | None, as_of: "date | None", *, trace: bool
) -> "Document":
    from riep_plan.check.edition import public_edition

    assert loaded.plan is not None  # noqa: S101  for the type checker; plans without were refused
    plan, reported = public_edition(loaded, _options(loaded.plan, label, as_of))
    if label is not None and label not in plan.calendar:
        raise console.CommandFailed(f"{loaded.id} restricts {label}: it has no public report.")
    made = _made(loaded, plan, label, reported, trace=trace)
    return made.for_public(is_restricted=plan is not loaded.plan)


def _options(plan: "Plan", label: str | None, as_of: "date | None") -> "Options":
    from riep_plan.check import Options

    last = plan.calendar[label].end.days if label else None
    return Options(as_of=as_of or (last.end if last else None))


def _made(
    loaded: "LoadedPlan",
    plan: "Plan",
    label: str | None,
    reported: "list[Reported]",
    *,
    trace: bool,
) -> "Document":
    from riep_plan.report import plan_document, quarter_document

    if still_open := [one for one in reported if one.is_open]:
        found = count(len(still_open), "open finding")
        console.note(f"{loaded.id} has {found}; the document says so. See `riep validate`.")
    if label is None:
        return plan_document(loaded.id, plan, reported)
    if trace and not (label in plan.returns and plan.returns[label].projects):
        console.note(f"{loaded.id} has no return for {label}, and so no figures to trace.")
    places = _places(loaded) if trace else None
    return quarter_document(loaded.id, plan, label, reported, places=places)


def _places(loaded: "LoadedPlan") -> "Callable[[At], str]":
    """Give what finds the file and line of a path in the plan; each path is looked up once."""
    from riep_plan.source.place import Locator

    locator = Locator(loaded)
    root = loaded.owners[()].name.rpartition("/")[0]

    @functools.cache
    def place(at: "At") -> str:
        found = locator.place(at)
        file = found.file.removeprefix(f"{root}/")
        return f"{file}:{found.span.line}" if found.span else file

    return place
