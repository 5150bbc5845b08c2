"""Plans with limits and decisions, and changes of them, for tests of who must approve."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from riep_plan.compare.change import Budget, Change, Difference, Kind, Leaf, Move
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.profile import Profile

BOARD = "Shared Services Board"
MANAGER = "Programme Manager"
MEETINGS = {
    "board-may": {"body": BOARD, "on": "1 May 2025"},
    "board-july": {"body": BOARD, "on": "31 July 2025"},
    "officers": {"body": MANAGER, "on": "2 July 2025"},
}
DEPOT: Path = ("projects", "depot", "spend", "core", "revenue")
CARE: Path = ("projects", "care", "spend", "core", "revenue")
#: Both projects have a budget of £100,000.
BOTH = ["projects/depot/spend", "projects/care/spend"]


def limit(**terms: object) -> dict[str, Any]:
    """Delegate something to the programme manager."""
    return {"manager": {"text": "Small changes", "to": MANAGER, **terms}}


def decided(
    meeting: str = "board-july", outcome: str = "approved", **terms: object
) -> dict[str, Any]:
    """Decide at a meeting, with a minute."""
    return {meeting: {"outcome": outcome, "reference": "12", **terms}}


def agrees(kind: str = "virement", **terms: object) -> dict[str, Any]:
    """Agree to one change; of both projects unless it says where."""
    return {"agrees": {"one": {"kind": kind, "at": BOTH, **terms}}}


def plan(
    delegated: Mapping[str, object] | None = None,
    decisions: Mapping[str, object] | None = None,
    *,
    of_depot: Mapping[str, object] | None = None,
    **more: object,
) -> Plan:
    """Make a plan of two projects."""
    policy: dict[str, object] = {"delegated": delegated or {}}
    policy.update({"board": more.pop("board")} if "board" in more else {})
    spend = {"core": {"revenue": {"total": "100000", "Q1": "50000", "Q2": "50000"}}}
    milestones = {"opens": {"text": "It opens", "due": "June 2025"}}
    depot: dict[str, object] = {"title": "Depot", "spend": spend, "milestones": milestones}
    depot.update({"decisions": of_depot} if of_depot else {})
    return Plan.model_validate(
        {
            "kind": "work-programme",
            "title": "Programme",
            "meetings": MEETINGS,
            "policy": policy,
            "projects": {"depot": depot, "care": {"title": "Care", "spend": spend}},
            "decisions": decisions or {},
            **more,
        }
    )


def touched(at: Path) -> Difference:
    """A value that differs; which one is all that approvals ask."""
    leaf = Leaf(at, Profile, at[-1], "now", "now", "now")
    return Difference(at, None, leaf)


def virement(pounds: str | int, key: str = "Q2") -> Change:
    """Move money from the one project to the other."""
    amount = Decimal(pounds)
    places = (*DEPOT, key), (*CARE, key)
    budgets = (Budget("depot", "core", "revenue", key), Budget("care", "core", "revenue", key))
    return Change(
        Kind.VIREMENT,
        DEPOT,
        f"£{amount:,} moves from Depot to Care.",
        tuple(touched(one) for one in places),
        moves=(Move(amount, *budgets),),
        amount=amount,
    )


def growth(pounds: str | int, project: str = "depot") -> Change:
    """Add money to a project."""
    at: Path = ("projects", project, "spend", "core", "revenue", "Q1")
    move = Move(Decimal(pounds), None, Budget(project, "core", "revenue", "Q1"))
    text = f"{project} grows."
    return Change(Kind.GROWTH, at[:2], text, (touched(at),), moves=(move,), amount=Decimal(pounds))


def slippage(days: int | None, at: Path = ("projects", "depot", "milestones", "opens")) -> Change:
    """Put a milestone off."""
    return Change(Kind.SLIPPAGE, at, "It opens later.", (touched((*at, "due")),), days=days)


def of_kind(kind: Kind, share: str | None = None, **terms: Any) -> Change:  # noqa: ANN401  any term
    """Make a change of another kind, of the depot."""
    at: Path = ("projects", "depot", "indicators", "visits")
    part = Decimal(share) if share is not None else None
    return Change(kind, at, f"{kind}.", (touched((*at, "target", "value")),), share=part, **terms)
