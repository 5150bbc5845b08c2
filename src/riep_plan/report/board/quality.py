"""How good the returns are: who returned, what was corrected, how near the forecasts came."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.returns.record import PROFILE, ForecastRecord, forecast_records
from riep_plan.figures.returns.since import corrections_up_to
from riep_plan.figures.returns.standing import Standing, is_illustrative, return_of, standing
from riep_plan.model.returns import SignOff
from riep_plan.report.board.cells import MoneyTable, gap, money_table, pounds
from riep_plan.report.tables import ABSENT, Table, figures, percentage, table, without_empty, words
from riep_plan.values.money import format_money
from riep_plan.values.words import count, listed, sentence

_HUNDRED = Decimal(100)


class QualityView:
    """What a quarter's report says of the returns that it is made from."""

    def __init__(self, ledger: Ledger, quarter: str, names: Mapping[str, str]) -> None:
        """Take a plan's figures, the name of one of its quarters, and its projects' names."""
        self._ledger = ledger
        self._quarter = quarter
        self._names = names

    @property
    def illustrative(self) -> str:
        """What every document of made-up returns says of them; nothing for real ones."""
        reason = is_illustrative(self._ledger.plan)
        return f"These returns are illustrative. {sentence(reason)}" if reason else ""

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        return {one: standing(self._ledger.plan, self._quarter, one) for one in self._names}

    @cached_property
    def summary(self) -> str:
        """How many returns came, in a sentence."""
        found = list(self._standings.values())
        received = sum(one is not Standing.MISSING for one in found)
        said = f"{received} of {count(len(found), 'return')} received"
        late = sum(one in (Standing.LATE, Standing.NOTHING_LATE) for one in found)
        nothing = sum(one in (Standing.NOTHING, Standing.NOTHING_LATE) for one in found)
        parts = [f"{late} late"] if late else []
        parts += [f"{nothing} with nothing to report"] if nothing else []
        missing = [
            self._names[one] for one, of in self._standings.items() if of is Standing.MISSING
        ]
        parts += [f"none from {listed(missing)}"] if missing else []
        return f"{', '.join([said, *parts])}."

    @cached_property
    def returns(self) -> Table:
        """Whose return came when, and who signed and accepted it."""
        rows = []
        for project_id, name in self._names.items():
            found = return_of(self._ledger.plan, self._quarter, project_id)
            rows.append(
                (
                    name,
                    self._standings[project_id].value,
                    str(found.received) if found and found.received else ABSENT,
                    _signed(found.signed_off if found else None),
                    _signed(found.accepted if found else None),
                    (found.nothing_to_report if found else None) or ABSENT,
                )
            )
        columns = words("Project", "Return", "Received", "Signed", "Accepted", "Nothing to report")
        returns = self._ledger.plan.returns.get(self._quarter)
        due = f"Returns were due on {returns.due}." if returns and returns.due else ""
        return without_empty(table(f"Returns for {self._quarter}", columns, rows, due))

    @cached_property
    def corrections(self) -> Table:
        """What returns up to now correct in earlier ones."""
        rows = [
            (
                self._names[one.project_id],
                one.correction.quarter,
                ", ".join(one.within).replace("_", " "),
                _money(one.correction.was),
                _money(one.correction.becomes),
                one.made_in,
                one.correction.reason,
                one.correction.agreed_by,
            )
            for one in corrections_up_to(self._ledger, self._quarter)
        ]
        columns = (
            *words("Project", "Return for", "Figure"),
            *figures("As returned", "Corrected"),
            *words("Made in", "Why", "Agreed by"),
        )
        note = "Figures in this report are as corrected up to this quarter."
        return table("Corrections of earlier returns", columns, rows, note)

    @cached_property
    def records(self) -> Mapping[str, ForecastRecord]:
        """Each project's record of forecasting, by its id."""
        return self._ledger.once(forecast_records, self._quarter)

    @cached_property
    def expectations(self) -> MoneyTable:
        """What each project expected of this quarter a quarter ago, and then spent."""
        rows = [
            (
                name,
                "the plan" if one.made_in == PROFILE else f"the return for {one.made_in}",
                pounds(one.forecast),
                pounds(one.actual),
                gap(one.error),
            )
            for project_id, name in self._names.items()
            for one in (self.records[project_id].expectations if project_id in self.records else ())
            if one.quarter == self._quarter
        ]
        return money_table(
            self._ledger.plan,
            f"What was expected of {self._quarter}, and what was spent",
            (*words("Project", "Expected by"), *figures("Expected", "Spent", "Difference")),
            rows,
        )

    @cached_property
    def forecasting(self) -> Table:
        """How near each project's forecasts have come so far."""
        rows = [
            (
                name,
                _share(record.mean_error),
                _share(record.bias),
                str(record.slides) if record.slides else ABSENT,
            )
            for project_id, name in self._names.items()
            if (record := self.records.get(project_id)) and record.mean_error is not None
        ]
        heads = ("Mean error", "Bias", "Quarters in a row that put money off to the last one")
        note = (
            "Mean error: what per cent of the money expected by a return came out otherwise. Bias: "
            "what per cent more than expected was spent; below nought, less."
        )
        columns = (*words("Project"), *figures(*heads))
        return table("Record of forecasting", columns, rows, note)


def _signed(one: SignOff | None) -> str:
    return f"{one.by}, {one.on}" if one else "no"


def _money(amount: Decimal | None) -> str:
    return "not known" if amount is None else format_money(amount)


def _share(share: Decimal | None) -> str:
    return percentage(None if share is None else share / _HUNDRED)
