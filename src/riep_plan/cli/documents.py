"""What ``riep report`` writes: the documents of every plan that is asked for, and their portfolio.

Everything is rendered before anything is written, so that a fault leaves no half of a set behind;
who asks for it decides where it goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, cast

from riep_plan.check.parallel import each
from riep_plan.cli import console
from riep_plan.cli.editions import Made, MakesOne, Request, files_of
from riep_plan.cli.plans import no_quarter, sites_of
from riep_plan.report import Document, Member, portfolio_document, portfolio_quarter_document
from riep_plan.source.discover import PlanSite
from riep_plan.values.refusal import Refused
from riep_plan.values.words import visible_line

if TYPE_CHECKING:
    from riep_plan.report.portfolio.quarter import MemberQuarter

#: Bytes of documents that wait in memory until all are there; beyond these they wait on disk.
_IN_MEMORY = 64 * 1024 * 1024


def rendered(request: Request, jobs: int | None = 1) -> Iterator[tuple[Path, bytes]]:
    """Render everything that is asked for, and then give each file's path and content.

    Of several plans the portfolio comes first; then each plan's own document.

    Args:
        request: what is asked for.
        jobs: how many processes may share the work; None for as many as there are processors.

    Raises:
        CommandFailed: there is no plan, one cannot be used or has no such quarter, a template
            cannot be used, what a format needs is not installed, or two files would be one.
    """
    sites = sites_of(request.paths)
    with SpooledTemporaryFile(_IN_MEMORY) as waiting:
        found, sizes = [], []
        for made in _made(request, sites, jobs):
            sizes += [(name, len(content)) for name, content in made.files]
            waiting.writelines(content for _, content in made.files)
            found.append(made.without_files)
        together = _together(found, request, sites)
        _refuse_collisions([*(name for name, _ in together), *(name for name, _ in sizes)])
        yield from ((request.out / name, content) for name, content in together)
        waiting.seek(0)
        yield from ((request.out / name, waiting.read(size)) for name, size in sizes)


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files where they are for, and print the path of each.

    Raises:
        CommandFailed: one cannot be written.
    """
    for path, content in files:
        console.write_file(path, content)
        console.write(f"{visible_line(path.as_posix())}\n")


def _made(request: Request, sites: Sequence[PlanSite], jobs: int | None) -> Iterator[Made]:
    """Make the documents of each plan by itself, with a bar on a terminal where that takes long.

    Raises:
        CommandFailed: a plan cannot be used.
    """
    work = MakesOne(request, is_one_of_many=len(sites) > 1)
    with console.progress(len(sites), "Making documents") as tick:
        try:
            for made in each(work, sites, jobs, apart=True):
                yield made
                tick()
        except Refused as refused:
            raise console.CommandFailed(console.told(refused)) from None


def _together(
    found: Sequence[Made], request: Request, sites: Sequence[PlanSite]
) -> tuple[tuple[str, bytes], ...]:
    """Say what is to be said of each plan, and give the files of their portfolio, if they have one.

    Raises:
        CommandFailed: a plan has no such quarter or no such edition, or something could not be set.
    """
    chosen = _with_quarter(found, request)
    _refuse(one.refused for one in chosen)
    portfolio = _portfolio(chosen, request, sites) if len(chosen) > 1 else None
    for one in chosen:
        for said in one.notes:
            console.note(said)
    try:
        files = files_of(portfolio, request.formats) if portfolio else ()
    except Refused as refused:
        raise console.CommandFailed(console.told(refused)) from None
    _refuse(one.unset for one in chosen)
    return files


def _refuse(faults: Iterable[str]) -> None:
    if fault := next(filter(None, faults), ""):
        raise console.CommandFailed(fault)


def _with_quarter(found: Sequence[Made], request: Request) -> Sequence[Made]:
    """Leave out plans that have no such quarter, unless they were asked for by name."""
    having = [one for one in found if one.has_quarter]
    if having and (len(having) == len(found) or not request.paths):
        return having
    lacking = next(one for one in found if not one.has_quarter)
    raise no_quarter(lacking.plan_id, request.quarter or "", lacking.quarters)


def _portfolio(chosen: Sequence[Made], request: Request, sites: Sequence[PlanSite]) -> Document:
    """Make the portfolio; plans that were asked for and are not here have no such quarter."""
    ids, members = {one.plan_id for one in chosen}, [one.member for one in chosen]
    asked = (visible_line(one.id) for one in sites)
    left_out = dict.fromkeys(
        (one for one in asked if one not in ids), f"Its calendar has no {request.quarter}"
    )
    if request.quarter is None:
        made = portfolio_document(cast("list[Member]", members), left_out=left_out)
    else:
        in_quarter = cast("list[MemberQuarter]", members)
        made = portfolio_quarter_document(in_quarter, request.quarter, left_out=left_out)
    is_restricted = any(one.is_restricted for one in chosen)
    return made.for_public(is_restricted=is_restricted) if request.for_public else made


def _refuse_collisions(names: Iterable[str]) -> None:
    """Two plans of one name would write one file."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise console.CommandFailed(
                f"two plans are called {Path(name).stem}: render each by itself, to an --out of "
                "its own."
            )
        seen.add(name.casefold())
