"""The order in which documents name projects."""

from collections.abc import Iterable, Mapping

from riep_plan.figures import Ledger
from riep_plan.model import Project


def numbered_projects(ledger: Ledger) -> list[tuple[str, Project]]:
    """Give a plan's projects in the order of their numbers; those without one come last."""
    return sorted(
        ledger.plan.projects.items(),
        key=lambda pair: (pair[1].number is None, pair[1].number or 0, pair[0]),
    )


def places_of(ids: Iterable[str]) -> Mapping[str, int]:
    """Give each id its place, to sort by."""
    return {one: place for place, one in enumerate(ids)}
