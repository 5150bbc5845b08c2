"""What was found in each plan, and which plans are not part of the portfolio."""

from collections.abc import Mapping, Sequence

from riep_plan.findings.result import Reported
from riep_plan.findings.rule import Severity
from riep_plan.report.tables import Table, TableRow, figures, table, words
from riep_plan.values.words import count, listed, sentence


class PortfolioChecksView:
    """The findings of every plan, and the plans that could not be part."""

    def __init__(
        self,
        reported: Mapping[str, Sequence[Reported]],
        names: Mapping[str, str],
        left_out: Mapping[str, str],
    ) -> None:
        """Take each plan's findings, the plans' names, and why others were left out."""
        self._open = {
            one: [each for each in found if each.is_open] for one, found in reported.items()
        }
        self._waived = {
            one: sum(each.waiver is not None for each in found) for one, found in reported.items()
        }
        self._names = names
        self._left_out = left_out

    @property
    def warning(self) -> str:
        """What the first page says of open findings; nothing where none is open."""
        whose = [self._names[one] for one in self._names if self._open.get(one)]
        number = sum(len(found) for found in self._open.values())
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
        ids = sorted(self._names, key=lambda one: -len(self._open.get(one, ())))
        rows = [TableRow((self._names[one], *self._cells([one]))) for one in ids]
        if len(rows) > 1:
            rows.append(TableRow(("Total", *self._cells(ids)), is_total=True))
        note = (
            "Errors, warnings and remarks are open: nobody has accepted them. Each plan's own "
            "document lists its findings, and its waivers with their reasons."
        )
        return Table("Findings in each plan", columns, tuple(rows), note)

    def _cells(self, ids: Sequence[str]) -> list[str]:
        found = [each for one in ids for each in self._open.get(one, ())]
        open_ = [sum(each.rule.severity is severity for each in found) for severity in Severity]
        return [str(number) for number in (*open_, sum(self._waived.get(one, 0) for one in ids))]

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
