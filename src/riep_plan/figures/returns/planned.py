"""What the plan itself gives each line of spend, whatever returns say."""

from collections.abc import Mapping
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.lines import LineKey, planned_lines
from riep_plan.figures.returns.profiles import quarter_of_each, within_calendar
from riep_plan.figures.returns.standing import owners_of
from riep_plan.figures.returns.traced import NOUGHT, Figure, added, total
from riep_plan.figures.tables import Row


class PlannedMoney(NamedTuple):
    """What the plan itself gives a line, whatever returns say.

    Attributes:
        whole: what it gives in all, up to the end of its own calendar.
        profile: what it gives in each quarter; money of no quarter is spread over none.
        rows: the rows that give it.
    """

    whole: Figure
    profile: Mapping[str, Figure]
    rows: tuple[Row, ...]

    @property
    def is_given(self) -> bool:
        """Whether it gives any money, known or not."""
        return any(row.whole or row.unknown for row in self.rows)


#: What a plan gives a line that only a return speaks of.
NONE_PLANNED = PlannedMoney(NOUGHT, {}, ())


def planned_money(ledger: Ledger) -> Mapping[str, Mapping[LineKey, PlannedMoney]]:
    """Give each owner's lines as the plan has them: the same at every quarter's end."""
    quarters = ledger.once(quarter_of_each)
    return {
        owner: {key: _of_rows(rows, quarters) for key, rows in planned_lines(ledger, owner).items()}
        for owner in ledger.once(owners_of)
    }


def _of_rows(rows: tuple[Row, ...], quarters: Mapping[str, str]) -> PlannedMoney:
    profile: Mapping[str, Figure] = {}
    whole = []
    for row in rows:
        given, spread = within_calendar(row, quarters)
        whole.append(given)
        profile = added(profile, spread)
    return PlannedMoney(total(whole), profile, rows)
