"""The money of a region: programme by programme, year by year, each pound counted once."""

from collections.abc import Callable, Iterable
from functools import cached_property

from riep_plan.figures.portfolio.programme import Measure, Programme
from riep_plan.figures.portfolio.region import Region, YearTotal
from riep_plan.figures.portfolio.years import UNDATED, Years
from riep_plan.figures.returns.traced import Figure, total
from riep_plan.report.portfolio.cells import gap_money, marked, money, plan_names, stated_money
from riep_plan.report.tables import (
    ABSENT,
    Table,
    TableRow,
    figures,
    table,
    without_empty,
    words,
)
from riep_plan.values.words import count, listed

_UNKNOWN = "Something in it is not known: an amount with this mark holds only what is stated."
_MONEY = (Measure.AVAILABLE, Measure.ALLOCATED, Measure.REVENUE, Measure.CAPITAL)
_SAVED = (Measure.CASHABLE, Measure.NON_CASHABLE)
_OFF = "In two plans, taken off"
_ALL = "Total, each counted once"
_HEADS = ("Available", "Allocated or budgeted", "Of which revenue", "Of which capital")
_LEFT = "What is not allocated is of the sources whose amount is stated."
_COLUMNS = (
    *words("Programme", "Financial years"),
    *figures("Projects", *_HEADS, "Not allocated"),
)


class RegionMoneyView:
    """The tables of money of a portfolio's first page."""

    def __init__(self, region: Region) -> None:
        """Take the programmes together."""
        self._region = region
        self._names = plan_names(region.ledgers)

    @property
    def _span(self) -> str:
        return str(span_of(one.years for one in self._region.counted))

    @cached_property
    def programmes(self) -> Table:
        """What each programme has and gives, and the region's total."""
        found = self._region.counted
        rows = [TableRow(self._programme(one)) for one in found]
        if len(found) > 1:
            rows += list(self._totals())
        note = marked((row.cells for row in rows), _UNKNOWN)
        return without_empty(Table("The programmes", _COLUMNS, tuple(rows), note))

    def _programme(self, one: Programme) -> tuple[str, ...]:
        return (
            self._names[one.plan_id],
            str(one.years),
            str(one.projects),
            *(money(one.whole(measure)) for measure in _MONEY),
            gap_money(one.left),
        )

    def _totals(self) -> Iterable[TableRow]:
        stated = [self._stated(measure) for measure in _MONEY]
        off = [self._off(measure) for measure in _MONEY]
        again = self._again
        projects = sum(one.projects for one in self._region.counted)
        if any(one.amount for one in off):
            cells = (*(money(one) for one in stated), ABSENT)
            label = "Total as the plans state it"
            yield TableRow((label, self._span, str(projects), *cells), is_total=True)
            less = [str(-again) if again else ABSENT]
            less += [money(Figure() - one) if one.amount else ABSENT for one in off]
            yield TableRow((_OFF, "", *less, ABSENT))
        counted = (
            money(self._region.whole(measure)) if self._stated(measure) else ABSENT
            for measure in _MONEY
        )
        cells = (str(projects - again), *counted, ABSENT)
        yield TableRow((_ALL, self._span, *cells), is_total=True)

    def _stated(self, measure: Measure) -> Figure | None:
        found = self._region.by_year(measure)
        return total(one.stated for one in found) if found else None

    def _off(self, measure: Measure) -> Figure:
        return total(one.taken_off for one in self._region.by_year(measure))

    @property
    def _again(self) -> int:
        """How many projects are continued in another plan, and count once."""
        return len({one.earlier for one in self._region.seen_twice if one.is_certain})

    @cached_property
    def remarks(self) -> list[str]:
        """What a reader of the table has to know."""
        return list(self._remarks())

    def _remarks(self) -> Iterable[str]:
        if any(one.left is not None for one in self._region.counted):
            yield _LEFT
        if self._again:
            found = count(self._again, "project")
            goes, counts = ("goes", "counts") if self._again == 1 else ("go", "count")
            yield f"{found} of an earlier plan {goes} on in a later one and {counts} once."
        for one in self._region.counted:
            name = self._names[one.plan_id]
            if one.unstated:
                yield f"{name} does not state the amount of {listed(list(one.unstated), 'or')}."
            if one.is_annual:
                yield f"{name} states its amounts for each year; here they stand for all its years."
            yield from self._left_over(one, name)

    @staticmethod
    def _left_over(one: Programme, name: str) -> Iterable[str]:
        if one.idle:
            titles = [f"{title} ({money(figure)})" for title, figure in one.idle]
            yield f"{name} allocates nothing of {listed(titles, 'or')}."
        stated, left = one.stated_left, one.left
        if stated is not None and left is not None and stated.amount != left.amount:
            yield f"{name} states itself that {stated_money(stated)} is left to allocate."

    @cached_property
    def by_year(self) -> Table:
        """The region's money, year by year."""
        found = {measure: _by_years(self._region.by_year(measure)) for measure in _MONEY}
        years = sorted({one for of in found.values() for one in of})
        has_off = any(one.taken_off.amount for of in found.values() for one in of.values())
        rows = [
            (
                str(one),
                self._whose(one, found.values()),
                *(self._cell(of.get(one), lambda each: each.counted) for of in found.values()),
            )
            for one in years
        ]
        notes = [marked(rows, _UNKNOWN), *self._undivided(years)]
        notes += ["What is in two plans is counted once."] if has_off else []
        columns = (*words("Financial year", "Programmes"), *figures(*_HEADS))
        caption = "Money by financial year, each pound once"
        return without_empty(table(caption, columns, rows, " ".join(filter(None, notes))))

    @cached_property
    def savings(self) -> Table:
        """The efficiencies that each programme promises."""
        rows = [
            TableRow(
                (
                    self._names[one.plan_id],
                    str(span_of(years for of in _SAVED for years in one.money[of])),
                    *(money(one.whole(measure)) for measure in _SAVED),
                )
            )
            for one in self._region.counted
            if any(one.money[measure] for measure in _SAVED)
        ]
        if len(rows) > 1:
            years = (one for of in self._region.counted for m in _SAVED for one in of.money[m])
            cells = (money(self._region.whole(measure)) for measure in _SAVED)
            rows.append(TableRow((_ALL, str(span_of(years)), *cells), is_total=True))
        columns = (*words("Programme", "Financial years"), *figures("Cashable", "Non-cashable"))
        return without_empty(Table("Efficiencies promised", columns, tuple(rows)))

    @cached_property
    def savings_by_year(self) -> Table:
        """The efficiencies, year by year."""
        found = {measure: _by_years(self._region.by_year(measure)) for measure in _SAVED}
        rows = [
            (
                str(one),
                self._whose(one, found.values()),
                *(self._cell(of.get(one), lambda each: each.counted) for of in found.values()),
            )
            for one in sorted({one for of in found.values() for one in of})
        ]
        columns = (*words("Financial year", "Programmes"), *figures("Cashable", "Non-cashable"))
        note = "What a plan promises by a date stands in the financial year of that date."
        return without_empty(
            table("Efficiencies by financial year, each pound once", columns, rows, note)
        )

    @cached_property
    def illustrative(self) -> Table:
        """The programmes that are made up, which are in no total."""
        rows = [
            self._programme(one) for one in self._region.programmes.values() if one.is_illustrative
        ]
        caption = "Illustrative programmes, which are in no total"
        return without_empty(table(caption, _COLUMNS, rows, marked(rows, _UNKNOWN)))

    def _whose(self, years: Years, found: Iterable[dict[Years, YearTotal]]) -> str:
        ids = {one for of in found if years in of for one in of[years].programmes}
        return listed([name for one, name in self._ordered() if one in ids])

    def _ordered(self) -> list[tuple[str, str]]:
        return [(one.plan_id, self._names[one.plan_id]) for one in self._region.counted]

    @staticmethod
    def _cell(one: YearTotal | None, figure: Callable[[YearTotal], Figure]) -> str:
        return money(figure(one) if one else None)

    @staticmethod
    def _undivided(years: list[Years]) -> Iterable[str]:
        if any(not one.is_one and one != UNDATED for one in years):
            yield "Where several years stand together, the plan does not divide its money."


def span_of(years: Iterable[Years]) -> Years:
    """Give the years from the first to the last of some."""
    known = [one for one in years if one != UNDATED]
    if not known:
        return UNDATED
    return Years(min(one.first for one in known), max(one.last for one in known))


def _by_years(found: list[YearTotal]) -> dict[Years, YearTotal]:
    return {one.years: one for one in found}
