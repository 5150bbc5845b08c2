"""Efficiencies against their profile: promised and delivered, cashable and not."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from riep_plan.report.charts.chart import Chart, Words, nothing_to_show
from riep_plan.report.charts.labels import UNKNOWN, against, first_of, named
from riep_plan.report.charts.spend import amount_cell
from riep_plan.report.tables import figures, table, words
from riep_plan.values.money import format_money

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Saving:
    """What was promised and delivered, in pounds; None is not known, not nought."""

    promised: Decimal | None = None
    delivered: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EfficiencyRow:
    """The efficiencies of a project, a quarter or a year, which ``label`` names."""

    label: str
    cashable: Saving
    non_cashable: Saving

    @property
    def kinds(self) -> tuple[tuple[str, Saving], tuple[str, Saving]]:
        """Its savings with the names of their kinds."""
        return ("Cashable", self.cashable), ("Non-cashable", self.non_cashable)

    @property
    def told(self) -> tuple[tuple[str, Saving], ...]:
        """The kinds of which something was promised or delivered, or something is not known."""
        found = tuple((kind, one) for kind, one in self.kinds if one != Saving(_NOUGHT, _NOUGHT))
        return found or self.kinds[:1]


def efficiencies_against_profile(id_: str, title: str, series: Sequence[EfficiencyRow]) -> Chart:
    """Draw what was delivered on what was promised, cashable and not, for each row.

    Args:
        id_: an id that no other part of the page has.
        title: of the chart and its table.
        series: the rows in order.
    """
    lines = tuple(series)
    rows = [
        (
            one.label,
            *(amount_cell(amount) for _, each in one.kinds for amount in _both(each)),
        )
        for one in lines
    ]
    heads = figures(
        "Cashable promised", "Cashable delivered", "Non-cashable promised", "Non-cashable delivered"
    )
    shown = table(title, (*words("Efficiencies of"), *heads), rows)
    if all(amount is None for one in lines for _, each in one.kinds for amount in _both(each)):
        return nothing_to_show(id_, title, shown)

    def draw(said: Words) -> str:
        from riep_plan.report.charts.drawing.efficiencies import draw_efficiencies

        return draw_efficiencies(lines, said)

    return Chart(id_, title, first_of([_line(one) for one in lines]), shown, draw)


def _both(saving: Saving) -> tuple[Decimal | None, Decimal | None]:
    return saving.promised, saving.delivered


def _line(row: EfficiencyRow) -> str:
    parts = [f"{kind.lower()} {saving_words(each)}" for kind, each in row.told]
    return f"{named(row.label)}: {'; '.join(parts)}."


def saving_words(saving: Saving) -> str:
    """Say what was delivered of what was promised."""
    promised, delivered = saving.promised, saving.delivered
    if promised is None and delivered is None:
        return UNKNOWN
    if delivered is None:
        return f"{format_money(promised or Decimal(0))} promised, delivery {UNKNOWN}"
    if promised is None:
        return f"{format_money(delivered)} delivered, promise {UNKNOWN}"
    stands = against(delivered, promised)
    return f"{format_money(delivered)} delivered, {stands} the {format_money(promised)} promised"
