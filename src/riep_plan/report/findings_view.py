"""What a document says of its own plan's checks: open findings, and those waived."""

from collections.abc import Sequence

from riep_plan.findings.result import Reported
from riep_plan.report.tables import Table, table, words
from riep_plan.values.words import count


class FindingsView:
    """A plan's findings as its documents list them."""

    def __init__(self, reported: Sequence[Reported]) -> None:
        """Take every finding in the plan."""
        self._open = [one for one in reported if one.is_open]
        self._waived = [one for one in reported if one.waiver is not None]

    @property
    def summary(self) -> str:
        """How many findings are open and how many waived, in a sentence."""
        if not self._open and not self._waived:
            return "The plan was checked and nothing was found."
        found = (
            self._said(self._open, "is open", "are open") if self._open else "No finding is open"
        )
        if not self._waived:
            return f"{found}; none is waived."
        return f"{found}; {self._said(self._waived, 'is', 'are')} waived, with the reasons below."

    @property
    def warning(self) -> str:
        """What the first page says of open findings."""
        return (
            f"{self._said(self._open, 'is open', 'are open')} on this plan, so figures or promises "
            "below may be wrong. They are listed under the checks at the end."
        )

    @staticmethod
    def _said(findings: list[Reported], one: str, several: str) -> str:
        return f"{count(len(findings), 'finding')} {one if len(findings) == 1 else several}"

    @property
    def open(self) -> Table:
        """Findings that nobody has accepted."""
        return table(
            "Open findings",
            words("Finding", "Severity", "Place", "What is wrong"),
            [
                (one.rule.code, one.rule.severity.value, _place(one), one.message)
                for one in self._open
            ],
        )

    @property
    def waived(self) -> Table:
        """Findings accepted, each waiver once, with its reason."""
        by_waiver: dict[str, list[Reported]] = {}
        for one in self._waived:
            by_waiver.setdefault(one.waiver.waiver if one.waiver else "", []).append(one)
        rows = []
        for group in by_waiver.values():
            accepted = group[0].waiver
            if accepted is not None:
                found = group[0].rule.name.replace("-", " ")
                times = f" ({len(group)} places)" if len(group) > 1 else ""
                rows.append(
                    (
                        group[0].rule.code,
                        f"{found}{times}",
                        accepted.reason,
                        accepted.agreed_by,
                        accepted.until,
                    )
                )
        columns = words("Finding", "Fault", "Reason that it stands", "Agreed by", "Until")
        return table("Waivers", columns, rows)


def _place(one: Reported) -> str:
    line = f", line {one.place.span.line}" if one.place.span else ""
    return f"{one.place.file.rsplit('/', 1)[-1]}{line}"
