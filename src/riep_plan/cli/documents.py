"""What ``riep report`` renders: which plans, in whose edition, as which documents and formats.

Everything is rendered before anything is written, so that a fault leaves no half of a set behind;
who asks for it decides where it goes.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from riep_plan.check import Options
from riep_plan.check.edition import public_edition
from riep_plan.check.run import report_plan
from riep_plan.cli import console
from riep_plan.cli.plans import plan_in, sites_of
from riep_plan.figures.dates import quarter_days
from riep_plan.findings.finding import Path as At
from riep_plan.findings.result import Reported
from riep_plan.model import Plan
from riep_plan.report import (
    Document,
    Member,
    plan_document,
    portfolio_document,
    quarter_document,
    renderer,
)
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.place import Locator
from riep_plan.values.refusal import Refused
from riep_plan.values.words import count, listed, visible_line


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Attributes:
        paths: where to look for plans; empty for the usual place.
        formats: the formats, by name; there are renderers for all of them.
        out: the folder that the documents are for.
        quarter: the quarter to report, or None for the plans' own documents.
        as_of: the day to judge waivers on, or None for the usual one.
        for_public: leave out what the plans restrict.
        trace: add the file and line of every term of the board's figures.
    """

    paths: tuple[Path, ...]
    formats: tuple[str, ...]
    out: Path
    quarter: str | None = None
    as_of: date | None = None
    for_public: bool = False
    trace: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A plan as its readers may have it.

    Attributes:
        loaded: the plan as it was read; it is complete.
        plan: the plan, without what is not for these readers.
        reported: what was found in it, as far as they may read that.
        is_restricted: whether anything was left out.
    """

    loaded: LoadedPlan
    plan: Plan
    reported: list[Reported]
    is_restricted: bool = False


def rendered(request: Request) -> list[tuple[Path, bytes]]:
    """Render everything that is asked for: each file's path and content.

    Raises:
        CommandFailed: there is no plan, one cannot be used or has no such quarter, a template
            cannot be used, what a format needs is not installed, or two files would be one.
    """
    try:
        editions = [_edition(loaded, request) for loaded in _chosen(request)]
        files = [
            (request.out / f"{document.name}.{format_}", renderer(format_)(document))
            for document in _documents(editions, request)
            for format_ in request.formats
        ]
    except Refused as refused:
        raise console.CommandFailed(f"{refused.message}. {refused.advice}") from None
    _refuse_collisions(path for path, _ in files)
    return files


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files where they are for, and print the path of each.

    Raises:
        CommandFailed: one cannot be written.
    """
    for path, content in files:
        console.write_file(path, content)
        console.write(f"{visible_line(path.as_posix())}\n")


def _documents(editions: Sequence[Edition], request: Request) -> list[Document]:
    """Make the documents of these editions: of several, their portfolio; then each plan's own."""
    together = [_portfolio(editions, request)] if len(editions) > 1 else []
    return [*together, *(_document(edition, request) for edition in editions)]


def _portfolio(editions: Sequence[Edition], request: Request) -> Document:
    """Make the portfolio; plans that were asked for and are not here have no such quarter."""
    members = [Member(one.loaded.id, one.plan, one.reported) for one in editions]
    ids = {one.plan_id for one in members}
    others = (one.id for one in sites_of(request.paths) if one.id not in ids)
    left_out = dict.fromkeys(others, f"Its calendar has no {request.quarter}")
    made = portfolio_document(members, request.quarter, left_out=left_out)
    is_restricted = any(one.is_restricted for one in editions)
    return made.for_public(is_restricted=is_restricted) if request.for_public else made


def _refuse_collisions(paths: Iterable[Path]) -> None:
    """Two plans of one name would write one file."""
    seen: set[str] = set()
    for path in paths:
        if path.name.casefold() in seen:
            raise console.CommandFailed(
                f"two plans are called {path.stem}: render each by itself, to an --out of its own."
            )
        seen.add(path.name.casefold())


def _chosen(request: Request) -> list[LoadedPlan]:
    """Read the plans, and leave out those that the request is not about."""
    plans = [load(site) for site in sites_of(request.paths)]
    for loaded in plans:
        plan_in(loaded)  # nothing is left out of a document because it could not be read
    if request.quarter is None:
        return plans
    return _with_quarter(plans, request.quarter, named=bool(request.paths))


def _with_quarter(plans: list[LoadedPlan], label: str, *, named: bool) -> list[LoadedPlan]:
    """Leave out plans that have no such quarter, unless they were asked for by name."""
    found = [loaded for loaded in plans if loaded.plan and label in quarter_days(loaded.plan)]
    if found and (len(found) == len(plans) or not named):
        return found
    lacking = next(loaded for loaded in plans if loaded not in found)
    has = listed(list(quarter_days(lacking.plan))) if lacking.plan else ""
    raise console.CommandFailed(
        f"{lacking.id} has no {label}; "
        + (f"its quarters are {has}." if has else "its calendar has no quarters.")
    )


def _edition(loaded: LoadedPlan, request: Request) -> Edition:
    assert loaded.plan is not None  # noqa: S101  for the type checker; plans without were refused
    label = request.quarter
    last = loaded.plan.calendar[label].end.days if label else None
    options = Options(as_of=request.as_of or (last.end if last else None))
    if not request.for_public:
        return Edition(loaded, loaded.plan, report_plan(loaded, options))
    plan, reported = public_edition(loaded, options)
    if label is not None and label not in plan.calendar:
        raise console.CommandFailed(f"{loaded.id} restricts {label}: it has no public report.")
    return Edition(loaded, plan, reported, is_restricted=plan is not loaded.plan)


def _document(edition: Edition, request: Request) -> Document:
    """Make one plan's document, and say in a remark what its reader would not see at once."""
    plan_id, label = edition.loaded.id, request.quarter
    if still_open := [one for one in edition.reported if one.is_open]:
        found = count(len(still_open), "open finding")
        console.note(f"{plan_id} has {found}; the document says so. See `riep validate`.")
    if label is None:
        made = plan_document(plan_id, edition.plan, edition.reported)
    else:
        places = _places(edition, label) if request.trace else None
        made = quarter_document(plan_id, edition.plan, label, edition.reported, places=places)
    return made.for_public(is_restricted=edition.is_restricted) if request.for_public else made


def _places(edition: Edition, label: str) -> Callable[[At], str]:
    """Give what finds the file and line of a path in the plan; each path is looked up once."""
    returns = edition.plan.returns
    if not (label in returns and returns[label].projects):
        console.note(f"{edition.loaded.id} has no return for {label}, and so no figures to trace.")
    locator = Locator(edition.loaded)
    root = edition.loaded.owners[()].name.rpartition("/")[0]

    @functools.cache
    def place(at: At) -> str:
        found = locator.place(at)
        file = found.file.removeprefix(f"{root}/")
        return f"{file}:{found.span.line}" if found.span else file

    return place
