"""Build, show, wait for a save, and again, until the author has enough."""

from collections.abc import Sequence
from pathlib import Path

from riep_plan.check import Options, check
from riep_plan.cli import console
from riep_plan.cli.documents import rendered, write_all
from riep_plan.cli.editions import Request
from riep_plan.cli.plans import sites_of
from riep_plan.cli.preview.pages import Shown
from riep_plan.cli.preview.saves import stamps, wait_for_save
from riep_plan.cli.preview.server import Server
from riep_plan.output import text
from riep_plan.report.typesetting import forget_templates
from riep_plan.source.discover import SHARED_POLICIES, PlanSite
from riep_plan.source.templates import users_folder

#: Where the codes of faults of form begin.
_FORM = "FRM"


def run(request: Request, port: int) -> None:
    """Keep the documents of a request built, and serve them, until interrupted.

    Raises:
        CommandFailed: there is no plan to begin with, or the port cannot be had.
    """
    places = _places(sites_of(request.paths))
    try:
        with _bound(port) as server:
            _keep_built(server, request, places)
    except KeyboardInterrupt:
        console.note("stopped.")


def _bound(port: int) -> Server:
    try:
        return Server(port)
    except OSError as error:
        raise console.CommandFailed(
            f"port {port} cannot be used: {error.strerror or error}. Leave --port out for one that "
            "is free."
        ) from None


def _keep_built(server: Server, request: Request, places: Sequence[Path]) -> None:
    """Build and wait by turns; what was saved while it was building is built next."""
    since = stamps(places, request.out)
    server.shown = _built(request)
    with server.answering():
        console.write(f"Serving {server.address} to this machine alone; press Ctrl+C to stop\n")
        while True:
            wait_for_save(places, request.out, since)
            places = _places_now(request, places)
            since = stamps(places, request.out)
            before, server.shown = server.shown, _built(request)
            if before.fault and not server.shown.fault:
                console.note("built again.")


def _built(request: Request) -> Shown:
    """Build everything: what is then to be shown, or why there is nothing."""
    forget_templates()
    try:
        files = list(rendered(request))
        write_all(files)
    except Exception as error:  # noqa: BLE001  whatever is wrong now, the next save may mend it
        fault = console.told(error)
        console.note(fault)
        return Shown(fault=fault, details=_details(request))
    return Shown({path.name: content for path, content in files})


def _details(request: Request) -> str:
    """Say what `riep validate` says of the form of files, so that nobody has to go and ask.

    It quotes the plan, and so is for those alone who may read the whole of it.
    """
    if request.for_public:
        return ""
    try:
        found = check(sites_of(request.paths), Options(select=(_FORM,))).result
    except (console.CommandFailed, OSError):
        return ""
    return text.render(found) if found.open else ""


def _places_now(request: Request, before: Sequence[Path]) -> Sequence[Path]:
    """Look for the plans again. A plan that is not there now may come back to where it was."""
    try:
        return list(dict.fromkeys([*before, *_places(sites_of(request.paths))]))
    except (console.CommandFailed, OSError):
        return before


def _places(sites: Sequence[PlanSite]) -> Sequence[Path]:
    """Where documents come from: the plans, the policies they may share, the user's templates."""
    shared = [site.root.resolve().parent / SHARED_POLICIES for site in sites]
    return list(dict.fromkeys([*(site.root for site in sites), *shared, users_folder()]))
