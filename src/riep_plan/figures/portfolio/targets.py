"""Targets over all plans that share a framework: who serves each, and which nobody serves."""

from collections.abc import Iterator
from dataclasses import dataclass

from riep_plan.figures.portfolio.transfers import Item, Ledgers
from riep_plan.figures.words.likeness import plain
from riep_plan.model.governance import Framework


@dataclass(frozen=True, slots=True)
class Target:
    """A target and who says that they contribute to it.

    Attributes:
        id: its number or id.
        text: what it is.
        served_by: the plans and projects.
    """

    id: str
    text: str
    served_by: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SharedFramework:
    """A set of targets with the plans that work to it.

    Attributes:
        title: its title.
        plans: the ids of the plans that hold it.
        targets: its targets, in the plans' order.
    """

    title: str
    plans: tuple[str, ...]
    targets: tuple[Target, ...]

    @property
    def unserved(self) -> tuple[Target, ...]:
        """The targets that no project says it contributes to."""
        return tuple(one for one in self.targets if not one.served_by)

    @property
    def on_one_alone(self) -> tuple[Target, ...]:
        """The targets that rest on a single project."""
        return tuple(one for one in self.targets if len(one.served_by) == 1)


def frameworks(ledgers: Ledgers) -> list[SharedFramework]:
    """Give every framework once, with the plans that share it.

    Plans share a framework where its title and the ids of its targets are the same in both; the id
    that a plan gives the framework is its own affair.
    """
    groups: dict[object, list[tuple[str, str, Framework]]] = {}
    for plan_id, ledger in sorted(ledgers.items()):
        for framework_id, one in ledger.plan.frameworks.items():
            key = (plain(one.title), frozenset(one.targets))
            groups.setdefault(key, []).append((plan_id, framework_id, one))
    return [_shared(ledgers, group) for group in groups.values()]


def _shared(ledgers: Ledgers, group: list[tuple[str, str, Framework]]) -> SharedFramework:
    first = group[0][2]
    served: dict[str, list[Item]] = {}
    for target, item in _services(ledgers, group):
        served.setdefault(target, []).append(item)
    targets = (Target(one, text, tuple(served.get(one, ()))) for one, text in first.targets.items())
    plans = tuple(dict.fromkeys(plan_id for plan_id, _, _ in group))
    return SharedFramework(first.title, plans, tuple(targets))


def _services(
    ledgers: Ledgers, group: list[tuple[str, str, Framework]]
) -> Iterator[tuple[str, Item]]:
    for plan_id, framework_id, _ in group:
        for project_id, project in ledgers[plan_id].plan.projects.items():
            for target in dict.fromkeys(project.contributes.get(framework_id, ())):
                yield target, (plan_id, project_id)
