"""A region's programmes taken together: totals by financial year in which nothing counts twice."""

from dataclasses import dataclass
from functools import cached_property

from riep_plan.figures.portfolio.continued import (
    SeenTwice,
    doubtful_projects,
    project_transfers,
    seen_twice,
)
from riep_plan.figures.portfolio.programme import Measure, Programme, is_made_up, programme
from riep_plan.figures.portfolio.targets import SharedFramework, frameworks
from riep_plan.figures.portfolio.transfers import (
    Doubtful,
    Ledgers,
    Transfer,
    doubtful_sources,
    source_transfers,
)
from riep_plan.figures.portfolio.years import Years, over_years
from riep_plan.figures.returns.traced import Figure, total


@dataclass(frozen=True, slots=True)
class YearTotal:
    """What the programmes have together in a year, or in years that their plans do not divide.

    Attributes:
        years: the year or years.
        stated: what the plans state, added up.
        taken_off: what of it is in two plans.
        programmes: the ids of the plans that state any of it.
    """

    years: Years
    stated: Figure
    taken_off: Figure
    programmes: tuple[str, ...]

    @property
    def counted(self) -> Figure:
        """What the region has."""
        return self.stated - self.taken_off


class Region:
    """Several plans taken together. Those that say they are made up count towards no total."""

    def __init__(self, ledgers: Ledgers) -> None:
        """Take the plans by their ids; in which order they come makes no difference."""
        self.ledgers: Ledgers = dict(sorted(ledgers.items()))
        self.real: Ledgers = {
            one: ledger for one, ledger in self.ledgers.items() if not is_made_up(ledger.plan)
        }

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """Every plan's own totals, the made-up ones among them: by their years, then their ids."""
        found = [programme(one, ledger) for one, ledger in self.ledgers.items()]
        found.sort(key=lambda one: (one.years, one.plan_id))
        return {one.plan_id: one for one in found}

    @cached_property
    def counted(self) -> list[Programme]:
        """The plans that count towards the totals."""
        return [one for one in self.programmes.values() if not one.is_illustrative]

    @cached_property
    def transfers(self) -> list[Transfer]:
        """The money that is certainly in two plans."""
        return [*source_transfers(self.real), *project_transfers(self.real)]

    @cached_property
    def doubtful(self) -> list[Doubtful]:
        """The money that may be in two plans, and is not taken off."""
        return [*doubtful_sources(self.real), *doubtful_projects(self.real)]

    @cached_property
    def seen_twice(self) -> list[SeenTwice]:
        """The projects that two plans have, or seem to have."""
        return seen_twice(self.real)

    @cached_property
    def frameworks(self) -> list[SharedFramework]:
        """The sets of targets that the plans work to."""
        return frameworks(self.real)

    def by_year(self, measure: Measure) -> list[YearTotal]:
        """Give a measure's totals, year by year."""
        stated = over_years(one.money[measure] for one in self.counted)
        off = over_years(
            {years: Figure(amount) for years, amount in one.taken_off.items()}
            for one in self.transfers
            if one.measure is measure
        )
        return [
            YearTotal(
                years,
                figure,
                off.get(years, Figure()),
                tuple(one.plan_id for one in self.counted if years in one.money[measure]),
            )
            for years, figure in stated.items()
        ]

    def whole(self, measure: Measure) -> Figure:
        """Give a measure's total over all years, what is in two plans counted once."""
        return total(one.counted for one in self.by_year(measure))
