"""What the board is asked to decide at a quarter's end, and what has been decided since."""

from dataclasses import dataclass
from datetime import date

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.changes import Change, Verdict, changes_asked


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that was asked for, and when it was decided on.

    Attributes:
        change: the change.
        decided: the last day of the meeting that decided; None where there is none, or its day is
            not known.
        is_open: whether the board had still to decide at the quarter's end.
    """

    change: Change
    decided: date | None
    is_open: bool


def asked_up_to(ledger: Ledger, quarter: str) -> list[Asked]:
    """Give every change asked for up to a quarter, as it stood at the quarter's end.

    A change is open when it is neither decided nor small enough to be decided without the board.
    One that names a later meeting was open when the quarter ended: it went to that meeting.
    """
    end = ledger.quarters[quarter].end
    found = []
    for change in ledger.once(changes_asked, quarter):
        later = change.decided is not None and change.decided > end
        is_open = later or change.verdict is Verdict.AWAITED
        found.append(Asked(change, change.decided, is_open))
    return found


def asked_of_board(ledger: Ledger, quarter: str) -> list[Asked]:
    """Give the changes that the board had still to decide on when a quarter ended."""
    return [one for one in ledger.once(asked_up_to, quarter) if one.is_open]


def decided_in(ledger: Ledger, quarter: str) -> list[Asked]:
    """Give the changes of this and earlier quarters that were decided on within a quarter."""
    days = ledger.quarters[quarter]
    return [
        one
        for one in ledger.once(asked_up_to, quarter)
        if one.decided is not None and days.start <= one.decided <= days.end
    ]
