"""Money that passes from one programme to another, and money that may be counted twice."""

from functools import cached_property

from riep_plan.figures.portfolio.region import Region
from riep_plan.figures.portfolio.transfers import Doubt, Doubtful, Side, Transfer, Way
from riep_plan.report.portfolio.cells import money, plan_names, stated_money
from riep_plan.report.tables import ABSENT, Table, figures, table, without_empty, words
from riep_plan.values.money import format_money
from riep_plan.values.words import listed, sentence

_NOTE = {
    Way.CARRIED: "What is carried forward is counted in the year in which it was first given.",
    Way.FUNDED: "What one programme gives another is counted with the one that gives it.",
    Way.CONTINUED: (
        "A continued project's money is counted in the later plan, in the years that both plans "
        "are for."
    ),
}


class TransfersView:
    """Both sides of every transfer, and what nobody can tell."""

    def __init__(self, region: Region) -> None:
        """Take the programmes together."""
        self._region = region
        self._names = plan_names(region.ledgers)

    @cached_property
    def certain(self) -> Table:
        """Every transfer, with what both plans say of it and whether they agree."""
        rows = [self._row(one) for one in self._region.transfers]
        columns = (
            *words("From", "To", "How"),
            *figures("As the first says", "As the second says", "Difference"),
            *words("Do they agree?"),
            *figures("Counted once"),
            *words("In"),
        )
        ways = dict.fromkeys(one.way for one in self._region.transfers)
        note = " ".join(_NOTE[one] for one in ways)
        return without_empty(table("Transfers between programmes", columns, rows, note))

    def _row(self, one: Transfer) -> tuple[str, ...]:
        return (
            self._side(one.giver),
            self._side(one.receiver),
            f"{one.way.value}: {one.measure.value}",
            money(one.giver.amount),
            money(one.receiver.amount),
            ABSENT if not one.gap else format_money(one.gap),
            _agreement(one),
            format_money(one.counted_once),
            listed([str(years) for years in one.taken_off]) or ABSENT,
        )

    def _side(self, side: Side) -> str:
        name = self._names[side.plan_id]
        return f"{side.name} ({name})" if side.name else name

    @cached_property
    def doubtful(self) -> Table:
        """The money that may be in two plans, and is not taken off."""
        rows = [
            (
                self._side(one.receiver),
                money(one.receiver.amount),
                sentence(one.doubt.value),
                self._origin(one),
                _twice(one),
            )
            for one in sorted(self._region.doubtful, key=lambda one: not one.may_be_twice)
        ]
        columns = (
            *words("Money"),
            *figures("Amount"),
            *words("What is not known", "Where it may come from", "In a total twice?"),
        )
        note = (
            "Nothing is taken off for what is not certain. A plan can say from which plan and "
            "source its money was carried forward."
        )
        is_open = any(one.doubt is Doubt.NO_ORIGIN for one in self._region.doubtful)
        caption = "Money that may be in two plans"
        return table(caption, columns, rows, note if is_open else "")

    def _origin(self, one: Doubtful) -> str:
        if one.giver is None:
            return ABSENT
        name = self._side(one.giver)
        if one.doubt is not Doubt.NO_ORIGIN:
            return name
        if one.giver.amount is None:
            return f"{name}, whose projects it continues and which states no balance"
        left = stated_money(one.giver.amount)
        return f"{name}, whose projects it continues and which states {left} left to allocate"


def _twice(one: Doubtful) -> str:
    if one.may_be_twice:
        return "Perhaps"
    if one.doubt is Doubt.NO_ORIGIN:
        return "No: no plan here is earlier"
    return "No: the plans are of different years"


def _agreement(one: Transfer) -> str:
    if one.gap is None:
        silent = one.giver.amount is None or not one.giver.amount.is_known
        return f"Cannot be told: the {'first' if silent else 'second'} plan gives no amount"
    if not one.gap:
        return "Yes"
    return f"No: the second has {'more' if one.gap > 0 else 'less'}"
