"""The documents that a plan can be rendered as: each names its template and its view models.

Each loads the views that it has and no others: most runs make one sort of document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from riep_plan.figures import Ledger
from riep_plan.figures.quotes import with_quotes
from riep_plan.figures.returns.standing import quarters_returned
from riep_plan.findings.result import Reported
from riep_plan.model import Plan
from riep_plan.report.findings_view import FindingsView
from riep_plan.report.plan_view import PlanView
from riep_plan.report.portfolio.member import Member
from riep_plan.report.settings_view import SettingsView

if TYPE_CHECKING:
    from riep_plan.report.board import Places
    from riep_plan.report.portfolio.quarter import MemberQuarter


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be set.

    Attributes:
        name: its file's name without an ending.
        title: its title, for the head of the page.
        templates: paths below ``templates/``: the first one that there is sets the document.
        views: what the template may speak of, by name.
        kind: the kind of document that its plan is.
        edition: what is said at its head of who it is for; empty for the whole document.
    """

    name: str
    title: str
    templates: tuple[str, ...]
    views: Mapping[str, Any]
    kind: str = ""
    edition: str = ""

    def for_public(self, *, is_restricted: bool) -> "Document":
        """Name the document as the public's and, where anything is left out, say so at its head."""
        left_out = (
            "This edition is for the public. What the plan restricts is left out, and so is every "
            "total from which it could be worked out. Totals made here are of what is shown."
        )
        edition = left_out if is_restricted else ""
        return replace(self, name=f"{self.name}-public", edition=edition)


def plan_document(
    plan_id: str, plan: Plan, reported: Sequence[Reported], *, complete: bool = True
) -> Document:
    """Make the plan's own document, in the form of its kind."""
    from riep_plan.report.programme_view import ProgrammeView  # noqa: PLC0415  see above

    plan = with_quotes(plan)
    ledger = Ledger(plan, complete=complete)
    views = {
        "plan": PlanView(ledger),
        "programme": ProgrammeView(ledger),
        "checks": FindingsView(reported),
        "settings": SettingsView(plan),
    }
    return Document(plan_id, plan.title, (f"{plan.kind}/plan.j2",), views, plan.kind)


def quarter_document(
    plan_id: str,
    plan: Plan,
    quarter: str,
    reported: Sequence[Reported],
    *,
    complete: bool = True,
    places: "Places | None" = None,
) -> Document:
    """Make the report of one quarter: the board report, or the plan where no return was received.

    Args:
        plan_id: the plan's id.
        plan: the plan.
        quarter: one of its quarters.
        reported: what was found in it.
        complete: False when some of its files could not be read.
        places: gives the file and line of a path in the plan, where the figures are to be traced.

    Raises:
        KeyError: the plan's calendar has no such quarter.
    """
    ledger = Ledger(with_quotes(plan), complete=complete)
    return quarter_document_of(plan_id, ledger, quarter, reported, places=places)


def quarter_document_of(
    plan_id: str,
    ledger: Ledger,
    quarter: str,
    reported: Sequence[Reported],
    *,
    places: "Places | None" = None,
) -> Document:
    """Make the same of a plan's figures, with its quotations written out.

    Raises:
        KeyError: the plan's calendar has no such quarter.
    """
    plan = ledger.plan
    if quarter not in ledger.quarters:
        raise KeyError(quarter)
    views: dict[str, Any] = {
        "plan": PlanView(ledger),
        "checks": FindingsView(reported),
        "settings": SettingsView(plan),
    }
    title = f"{plan.title}: {quarter}"
    if quarter in quarters_returned(ledger):
        from riep_plan.report.board import BoardView  # noqa: PLC0415  see above

        board = BoardView(ledger, quarter, places)
        views["board"] = board
        title, name = f"{title} board report{' (illustrative)' * bool(board.illustrative)}", "board"
    else:
        from riep_plan.report.quarter_view import QuarterView  # noqa: PLC0415  see above

        views["quarter"], name = QuarterView(ledger, quarter), "quarter"
    templates = (f"{plan.kind}/{name}.j2", f"shared/{name}.j2")
    return Document(f"{plan_id}-{quarter}", title, templates, views, plan.kind)


#: The kind that a portfolio's document is said to be of, which is no plan's.
PORTFOLIO = "portfolio"


def portfolio_document(
    members: Sequence[Member],
    quarter: str | None = None,
    *,
    left_out: Mapping[str, str] | None = None,
) -> Document:
    """Make the portfolio of several plans: the region as planned, or as it stands in a quarter.

    Args:
        members: the plans, in any order.
        quarter: the quarter that is reported, which each of them has; None for the plans whole.
        left_out: the ids of plans that were asked for and are not among them, with the reason.
    """
    from riep_plan.report.portfolio.view import PortfolioView  # noqa: PLC0415  see above

    if quarter is not None:
        found = [_in_quarter(one, quarter) for one in members]
        return portfolio_quarter_document(found, quarter, left_out=left_out)
    named = [replace(one, plan=with_quotes(one.plan)) for one in members]
    whole = PortfolioView(named, left_out or {})
    templates = (f"shared/{PORTFOLIO}.j2",)
    return Document(PORTFOLIO, whole.title, templates, {PORTFOLIO: whole}, PORTFOLIO)


def _in_quarter(member: Member, quarter: str) -> "MemberQuarter":
    from riep_plan.report.portfolio.quarter import member_quarter  # noqa: PLC0415  see above

    ledger = Ledger(with_quotes(member.plan), complete=member.complete)
    return member_quarter(member.plan_id, ledger, quarter, member.reported)


def portfolio_quarter_document(
    members: Sequence["MemberQuarter"],
    quarter: str,
    *,
    left_out: Mapping[str, str] | None = None,
) -> Document:
    """Make the portfolio of a quarter from what is known of each plan in it.

    Args:
        members: what is known of each plan, in any order.
        quarter: the quarter that is reported.
        left_out: the ids of plans that were asked for and are not among them, with the reason.
    """
    from riep_plan.report.portfolio.quarter import PortfolioQuarterView  # noqa: PLC0415  see above

    view = PortfolioQuarterView(members, quarter, left_out or {})
    templates = (f"shared/{PORTFOLIO}-quarter.j2",)
    name = f"{PORTFOLIO}-{quarter}"
    return Document(name, view.title, templates, {PORTFOLIO: view}, PORTFOLIO)
