"""What was found in each plan, and which plans are not part of the portfolio."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from riep_plan.findings.result import Reported
from riep_plan.findings.rule import Severity
from riep_plan.report.tables import Table, TableRow, figures, table, words
from riep_plan.values.words import count, listed, sentence


class Counted(NamedTuple):
    """How many findings a plan has: open ones by their severity, and those that are waived."""

    open: Mapping[Severity, int]
    waived: int


def counted(reported: Sequence[Reported]) -> Counted:
    """Count a plan's findings."""
    return Counted(
        Counter(one.rule.severity for one in reported if one.is_open),
        sum(one.waiver is not None for one in reported),
    )


class PortfolioChecksView:
    """The findings of every plan, and the plans that could not be part."""

    def __init__(
        self,
        found: Mapping[str, Counted],
        names: Mapping[str, str],
        left_out: Mapping[str, str],
    ) -> None:
        """Take how many findings each plan has, the plans' names, and why others were left out."""
        self._found = found
        self._names = names
        self._left_out = left_out

    @property
    def warning(self) -> str:
        """What the first page says of open findings; nothing where none is open."""
        whose = [name for one, name in self._names.items() if self._number(one)]
        number = sum(map(self._number, self._names))
        if not number:
            return ""
        are = "is" if number == 1 else "are"
        return (
            f"{count(number, 'finding')} {are} open on {listed(whose)}, so figures or promises "
            "below may be wrong. They are listed in the plans' own documents."
        )

    @property
    def table(self) -> Table:
        """How many findings are open and waived in each plan."""
        columns = (*words("Programme"), *figures("Errors", "Warnings", "Remarks", "Waived"))
        ids = sorted(self._names, key=lambda one: -self._number(one))
        rows = [TableRow((self._names[one], *self._cells([one]))) for one in ids]
        if len(rows) > 1:
            rows.append(TableRow(("Total", *self._cells(ids)), is_total=True))
        note = (
            "Errors, warnings and remarks are open: nobody has accepted them. Each plan's own "
            "document lists its findings, and its waivers with their reasons."
        )
        return Table("Findings in each plan", columns, tuple(rows), note)

    def _number(self, plan_id: str) -> int:
        return sum(self._found[plan_id].open.values())

    def _cells(self, ids: Sequence[str]) -> list[str]:
        found = [self._found[one] for one in ids]
        open_ = (sum(each.open.get(severity, 0) for each in found) for severity in Severity)
        return [str(number) for number in (*open_, sum(each.waived for each in found))]

    @property
    def left_out(self) -> Table:
        """The plans that are not part of the portfolio, and why."""
        rows = [(one, sentence(why)) for one, why in sorted(self._left_out.items())]
        return table("Plans that are not part of this portfolio", words("Plan", "Why"), rows)

    @property
    def summary(self) -> str:
        """How many plans are part, in a sentence."""
        if not self._left_out:
            return "Every plan that was asked for is part of this portfolio."
        return (
            f"{count(len(self._left_out), 'plan')} could not be part of this portfolio, and "
            f"nothing of {'it' if len(self._left_out) == 1 else 'them'} is in the figures."
        )
