"""One plan's documents: read, judged and rendered, each plan by itself, in whatever process.

    a plan's files ─▶ MakesOne ─▶ Made ┐
    a plan's files ─▶ MakesOne ─▶ Made ┴─▶ the portfolio, and all documents in order

Nothing is said or written here: what a reader is told of a plan comes with its documents.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from riep_plan.check import Options
from riep_plan.check.edition import public_edition
from riep_plan.check.run import report_plan
from riep_plan.cli.console import CommandFailed, told
from riep_plan.cli.plans import plan_in
from riep_plan.figures import Ledger
from riep_plan.figures.dates import quarter_days
from riep_plan.figures.quotes import with_quotes
from riep_plan.findings.finding import Path as At
from riep_plan.findings.result import Reported
from riep_plan.model import Plan
from riep_plan.report import Document, Member, plan_document, quarter_document_of, renderer
from riep_plan.source.discover import PlanSite
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.place import Locator
from riep_plan.values.refusal import Refused
from riep_plan.values.words import count

if TYPE_CHECKING:
    from riep_plan.report.portfolio.quarter import MemberQuarter


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


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one plan.

    Attributes:
        plan_id: the plan's id.
        quarters: the quarters of its calendar.
        has_quarter: False where it has not the one that is asked for, so that nothing was made.
        refused: why there is no edition of it for these readers; empty where there is one.
        notes: what its reader would not see at once.
        unset: why a document of it could not be set; empty where all could.
        files: the names and contents of its files.
        member: what its portfolio has to know of it; None where there is no portfolio.
        is_restricted: whether anything was left out of it.
    """

    plan_id: str
    quarters: tuple[str, ...] = ()
    has_quarter: bool = True
    refused: str = ""
    notes: tuple[str, ...] = ()
    unset: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    member: "Member | MemberQuarter | None" = None
    is_restricted: bool = False

    @property
    def without_files(self) -> "Made":
        """The same with nothing to write."""
        return replace(self, files=())


@dataclass(frozen=True, slots=True)
class MakesOne:
    """Makes the documents of one plan.

    Attributes:
        request: what is asked for.
        is_one_of_many: whether the plan will be in a portfolio too.
    """

    request: Request
    is_one_of_many: bool

    def __call__(self, site: PlanSite) -> Made:
        """Make them.

        Raises:
            CommandFailed: the plan cannot be used. Nothing is left out of a portfolio because it
                could not be read, so that there is then nothing to make of others either.
        """
        loaded = load(site)
        quarters = tuple(quarter_days(plan_in(loaded)))
        label = self.request.quarter
        if label is not None and label not in quarters:
            return Made(loaded.id, quarters, has_quarter=False)
        try:
            edition = edition_of(loaded, self.request)
        except (CommandFailed, Refused) as error:
            return Made(loaded.id, quarters, refused=told(error))
        return self._made(edition, quarters)

    def _made(self, edition: Edition, quarters: tuple[str, ...]) -> Made:
        document, member, notes = self._document(edition)
        made = Made(
            edition.loaded.id,
            quarters,
            notes=tuple(notes),
            member=member,
            is_restricted=edition.is_restricted,
        )
        try:
            return replace(made, files=files_of(document, self.request.formats))
        except Refused as refused:
            return replace(made, unset=told(refused))

    def _document(
        self, edition: Edition
    ) -> "tuple[Document, Member | MemberQuarter | None, list[str]]":
        """Make a plan's document, and what its portfolio and its reader have to know."""
        plan_id, plan, reported = edition.loaded.id, edition.plan, edition.reported
        label = self.request.quarter
        member: Member | MemberQuarter | None = None
        notes = _notes(edition, self.request)
        if label is None:
            made = plan_document(plan_id, plan, reported)
            member = Member(plan_id, plan, reported) if self.is_one_of_many else None
        else:
            ledger = Ledger(with_quotes(plan))
            places = _places(edition) if self.request.trace else None
            made = quarter_document_of(plan_id, ledger, label, reported, places=places)
            if self.is_one_of_many:
                from riep_plan.report.portfolio.quarter import member_quarter

                member = member_quarter(plan_id, ledger, label, reported)
        if self.request.for_public:
            made = made.for_public(is_restricted=edition.is_restricted)
        return made, member, notes


def files_of(document: Document, formats: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    """Render a document in some formats: the names and contents of its files.

    Raises:
        Refused: a template cannot be used, or what a format needs is not installed.
    """
    return tuple((f"{document.name}.{one}", renderer(one)(document)) for one in formats)


def edition_of(loaded: LoadedPlan, request: Request) -> Edition:
    """Give a plan as the readers of a request may have it.

    Raises:
        CommandFailed: they may not have the quarter that is asked for.
        Refused: a restriction leads nowhere.
    """
    stated, label = plan_in(loaded), request.quarter
    last = stated.calendar[label].end.days if label else None
    options = Options(as_of=request.as_of or (last.end if last else None))
    if not request.for_public:
        return Edition(loaded, stated, report_plan(loaded, options))
    plan, reported = public_edition(loaded, options)
    if label is not None and label not in plan.calendar:
        raise CommandFailed(f"{loaded.id} restricts {label}: it has no public report.")
    return Edition(loaded, plan, reported, is_restricted=plan is not loaded.plan)


def _notes(edition: Edition, request: Request) -> list[str]:
    """Say what a document's reader would not see at once."""
    plan_id, label, notes = edition.loaded.id, request.quarter, []
    if still_open := [one for one in edition.reported if one.is_open]:
        found = count(len(still_open), "open finding")
        notes.append(f"{plan_id} has {found}; the document says so. See `riep validate`.")
    returns = edition.plan.returns
    if request.trace and label and not (label in returns and returns[label].projects):
        notes.append(f"{plan_id} has no return for {label}, and so no figures to trace.")
    return notes


def _places(edition: Edition) -> Callable[[At], str]:
    """Give what finds the file and line of a path in the plan; each path is looked up once."""
    locator = Locator(edition.loaded)
    root = edition.loaded.owners[()].name.rpartition("/")[0]

    @functools.cache
    def place(at: At) -> str:
        found = locator.place(at)
        file = found.file.removeprefix(f"{root}/")
        return f"{file}:{found.span.line}" if found.span else file

    return place
