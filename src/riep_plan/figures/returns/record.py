"""A project's record of forecasting: what it expected of each quarter, and what it then spent."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.spend import SpendLine, project_lines
from riep_plan.figures.returns.standing import owners_of, returns_up_to, up_to
from riep_plan.figures.returns.traced import NOUGHT, Figure, total

#: Where the first forecast is the plan's own profile.
PROFILE = "profile"


class Expectation(NamedTuple):
    """What a project expected to spend in a quarter, and what it then spent.

    Attributes:
        made_in: the quarter of the return that expected it, the one before; ``profile`` where it
            is the plan's own.
        quarter: the quarter.
        forecast: what was expected.
        actual: what was spent, as corrected since.
    """

    made_in: str
    quarter: str
    forecast: Figure
    actual: Figure

    @property
    def error(self) -> Figure:
        """What was spent less what was expected: below nought is money that did not go."""
        return self.actual - self.forecast


class ForecastRecord(NamedTuple):
    """How well a project, or several together, knew what they would spend.

    Attributes:
        expectations: what was expected of each quarter by the return before it, and then spent. Of
            a quarter that no return of its own speaks of, nobody knows what was spent in it: what
            a later return brings forward is a sum over several.
        last_quarter: what the plan and each return in turn expected of the last quarter, by
            ``profile`` and the quarters of the returns.
        pushed: what per cent of all that was still to come each of them put there.
    """

    expectations: tuple[Expectation, ...]
    last_quarter: Mapping[str, Figure]
    pushed: Mapping[str, Decimal]

    @property
    def mean_error(self) -> Decimal | None:
        """What per cent of the money expected came out otherwise, too much and too little alike.

        None before a return can be held against one before it.
        """
        return self._share(abs(one.error.amount) for one in self._known)

    @property
    def bias(self) -> Decimal | None:
        """What per cent more than expected was spent: below nought, money that came later."""
        return self._share(one.error.amount for one in self._known)

    @property
    def slides(self) -> int:
        """How many times running, up to now, money did not go and the last quarter took more."""
        keys = list(self.last_quarter)
        count = 0
        for place in range(len(keys) - 1, 0, -1):
            before, now = self.last_quarter[keys[place - 1]], self.last_quarter[keys[place]]
            missed = [one for one in self.expectations if one.quarter == keys[place]]
            fell_short = bool(missed) and missed[0].error.amount < 0 and missed[0].error.is_known
            if not (fell_short and now.amount > before.amount and now.is_known):
                break
            count += 1
        return count

    @property
    def _known(self) -> list[Expectation]:
        """What returns, and not the plan, expected, where both figures are known."""
        return [one for one in self.expectations if one.made_in != PROFILE and one.error.is_known]

    def _share(self, errors: Iterable[Decimal]) -> Decimal | None:
        expected = sum((abs(one.forecast.amount) for one in self._known), Decimal(0))
        return sum(errors, Decimal(0)) / expected * 100 if expected else None


def forecast_records(ledger: Ledger, quarter: str) -> dict[str, ForecastRecord]:
    """Give each project's record up to a quarter; only of those that made any return."""
    return {
        project_id: record
        for project_id in ledger.once(owners_of)
        if (record := forecast_record(ledger, quarter, project_id)).last_quarter.keys() - {PROFILE}
    }


def forecast_record(ledger: Ledger, quarter: str, project_id: str) -> ForecastRecord:
    """Give a project's record up to a quarter, over all its sources and both kinds."""
    now, made = ledger.once(project_lines, quarter)[project_id], _made(ledger, quarter, project_id)
    labels, last = up_to(ledger, quarter), list(ledger.quarters)[-1]
    to_come = {key: one for key, one in made.items() if last in one}
    return ForecastRecord(
        tuple(_expectations(labels, made, now)),
        {key: one[last] for key, one in to_come.items()},
        {key: _pushed(one, last) for key, one in to_come.items()},
    )


def expected_of_last(ledger: Ledger, quarter: str, project_id: str) -> list[Figure]:
    """Give what the plan and each return up to a quarter in turn expected of the last quarter."""
    last = list(ledger.quarters)[-1]
    return [one[last] for one in _made(ledger, quarter, project_id).values() if last in one]


def _made(ledger: Ledger, quarter: str, project_id: str) -> dict[str, Mapping[str, Figure]]:
    """Give the profile, and each forecast that returns up to a quarter made, in order."""
    profile = ledger.once(_profile, quarter, project_id)
    made = {PROFILE: profile} if profile else {}
    last = list(ledger.quarters)[-1]
    for label, found in returns_up_to(ledger, quarter, project_id):
        if found.nothing_to_report is None and label != last:
            made[label] = ledger.once(_forecast, label, project_id)
    return made


def _expectations(
    labels: list[str], made: Mapping[str, Mapping[str, Figure]], now: list[SpendLine]
) -> list[Expectation]:
    found = []
    for place, label in enumerate(labels):
        made_in = labels[place - 1] if place else PROFILE
        forecast = made.get(made_in, {}).get(label)
        if forecast is not None and not any(label in one.filled for one in now):
            actual = total([one.actual.get(label, NOUGHT) for one in now])
            found.append(Expectation(made_in, label, forecast, actual))
    return found


def _profile(ledger: Ledger, quarter: str, project_id: str) -> Mapping[str, Figure]:
    return _added_up([one.profile for one in ledger.once(project_lines, quarter)[project_id]])


def _forecast(ledger: Ledger, quarter: str, project_id: str) -> Mapping[str, Figure]:
    return _added_up([one.forecast for one in ledger.once(project_lines, quarter)[project_id]])


def _added_up(found: Sequence[Mapping[str, Figure]]) -> Mapping[str, Figure]:
    labels = sorted({label for one in found for label in one})
    return {label: total([one.get(label, NOUGHT) for one in found]) for label in labels}


def _pushed(expected: Mapping[str, Figure], last: str) -> Decimal:
    """What per cent of the money to come is put into the last quarter; nought of nothing."""
    whole = sum((one.amount for one in expected.values()), Decimal(0))
    return expected[last].amount / whole * 100 if whole else Decimal(0)
