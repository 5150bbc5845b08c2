"""Targets over all plans: first what nobody serves, then who serves what."""

from functools import cached_property

from riep_plan.figures.portfolio.region import Region
from riep_plan.figures.portfolio.targets import SharedFramework, Target
from riep_plan.report.portfolio.cells import plan_names, project_name
from riep_plan.report.tables import Column, Table, figures, table, words
from riep_plan.values.words import listed

_NOBODY = "Nobody"


class TargetsView:
    """The sets of targets that the plans work to."""

    def __init__(self, region: Region) -> None:
        """Take the programmes together."""
        self._region = region
        self._names = plan_names(region.ledgers)

    @cached_property
    def unserved(self) -> Table:
        """Every target that no project says it contributes to."""
        rows = [
            (framework.title, target.id, target.text, self._whose(framework))
            for framework in self._region.frameworks
            for target in framework.unserved
        ]
        columns = words("Framework", "Target", "What it is", "Held by")
        return table("Targets that nobody serves", columns, rows)

    @cached_property
    def summary(self) -> Table:
        """How many targets of each framework are served by how many."""
        rows = [
            (
                one.title,
                self._whose(one),
                str(len(one.targets)),
                str(len(one.unserved)),
                str(len(one.on_one_alone)),
            )
            for one in self._region.frameworks
        ]
        columns = (
            *words("Framework", "Held by"),
            *figures("Targets", "Nobody serves", "One project alone serves"),
        )
        return table("Targets by framework", columns, rows)

    @cached_property
    def tables(self) -> list[Table]:
        """Each framework with who serves its targets, those with the fewest first."""
        return [self._table(one) for one in self._region.frameworks]

    def _table(self, framework: SharedFramework) -> Table:
        ordered = sorted(framework.targets, key=lambda one: len(one.served_by))
        rows = [
            (one.id, one.text, str(len(one.served_by)), self._served(framework, one))
            for one in ordered
        ]
        columns = (
            *words("Target", "What it is"),
            Column("Projects", numeric=True),
            *words("Served by"),
        )
        note = f"Held by {self._whose(framework)}. The targets with the fewest projects come first."
        return table(framework.title, columns, rows, note)

    def _served(self, framework: SharedFramework, target: Target) -> str:
        by_plan: dict[str, list[str]] = {}
        for plan_id, project_id in target.served_by:
            name = project_name(self._region.ledgers, (plan_id, project_id))
            by_plan.setdefault(plan_id, []).append(name)
        if len(framework.plans) == 1:
            return "; ".join(name for names in by_plan.values() for name in names) or _NOBODY
        said = (f"{self._names[one]}: {'; '.join(names)}" for one, names in by_plan.items())
        return ". ".join(said) or _NOBODY

    def _whose(self, framework: SharedFramework) -> str:
        return listed([self._names[one] for one in framework.plans])
