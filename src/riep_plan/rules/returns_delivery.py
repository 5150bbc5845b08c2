"""RTN: what returns say of outputs and milestones."""

from collections.abc import Iterator
from typing import NamedTuple

from riep_plan.figures import Ledger
from riep_plan.figures.returns.delivery import (
    Promised,
    Saying,
    State,
    promised,
    promises_returned_on,
)
from riep_plan.figures.returns.spend import project_position
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_name,
    return_path,
)
from riep_plan.findings.finding import Finding, Path, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.returns import DeliveryReturn, Stage
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.period import format_day
from riep_plan.values.words import listed, shortened

# In order and no sets: an enumeration's members are slow to look up by hash.
_UNDER_WAY = (Stage.ON_TRACK, Stage.DELAYED, Stage.DELIVERED)
_OVER = (Stage.DELIVERED, Stage.CANCELLED)
_WILL_NOT_COME = (Stage.DELAYED, Stage.CANCELLED)
_NOT_REPORTED = State.NOT_REPORTED
_SHOWN = 3


@rule("RTN13", "spend-without-delivery", since="0.4.0", severity=Severity.WARNING, whole=True)
def spend_without_delivery(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money spent by a project of which no output or milestone is delivered or under way."""
    for quarter, project_id, _, own in ledger.once(promises_returned_on):
        if not own or any(one.said is not None and one.said.status in _UNDER_WAY for one in own):
            continue
        now = ledger.once(project_position, quarter, project_id)
        if now.actual_in_quarter.amount <= 0:
            continue
        yield Finding(
            facts,
            now.actual_in_quarter.terms[0],
            f"{owner_name(ledger.plan, project_id)} has spent "
            f"{format_money(now.actual.amount)} by the end of {quarter}, and no return says that "
            "anything it is to deliver is delivered or under way.",
            help="Say of each output how far it is, or what the money went on.",
            actual=now.actual.amount,
            related=also_at([one.at for one in own], "what it is to deliver"),
        )


@rule("RTN14", "delivered-without-evidence", since="0.4.0", severity=Severity.WARNING)
def delivered_without_evidence(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An output delivered, with nothing that shows it."""
    for one in ledger.once(_all_said):
        said = one.said
        if said.status is not Stage.DELIVERED or said.evidence is not None:
            continue
        if one.before(Stage.DELIVERED) is None:
            yield Finding(
                facts,
                one.at,
                f"{one.name} is said to be delivered, and nothing is given that shows it.",
                help="Add `evidence:`: the report, the contract, the minute that accepted it.",
            )


@rule("RTN15", "delivered-without-a-day", since="0.4.0", severity=Severity.WARNING)
def delivered_without_a_day(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An output delivered or cancelled, without the day."""
    for one in ledger.once(_all_said):
        said = one.said
        if said.status not in _OVER or said.on is not None:
            continue
        if one.before(said.status) is None:
            yield Finding(
                facts,
                one.at,
                f"{one.name} is said to be {said.status}, and not when.",
                help="Add `on:`; without it nobody can say whether it was late.",
            )


@rule("RTN16", "delivered-on-an-impossible-day", since="0.4.0", severity=Severity.WARNING)
def delivered_on_an_impossible_day(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A day of delivery after the quarter that is reported on, or before the plan began."""
    for one in ledger.once(_all_said):
        said = one.said
        days = ledger.when(said.on) if said.on and said.status in _OVER else None
        own = ledger.days
        if days is None or own is None:
            continue
        end = ledger.quarters[one.quarter].end
        if days.start > end:
            fault = f"after {one.quarter}, which ended on {format_day(end)}"
        elif days.end < own.start:
            fault = f"before the plan began on {format_day(own.start)}"
        else:
            continue
        yield Finding(
            facts,
            (*one.at, "on"),
            f"{one.name} is said to be {said.status} on {said.on}, {fault}.",
            help="Check the date; what was not delivered by the quarter's end is not delivered.",
            actual=str(said.on),
            related=also_at([("calendar", one.quarter)], "the quarter"),
        )


@rule("RTN17", "delayed-without-cause-or-date", since="0.4.0", severity=Severity.WARNING)
def delayed_without_cause_or_date(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An output that is delayed or cancelled, without why or without the new date."""
    for one in ledger.once(_all_said):
        said = one.said
        if said.status not in _WILL_NOT_COME:
            continue
        is_cancelled = said.status is Stage.CANCELLED
        asked = ("cause",) if is_cancelled else ("cause", "expected")
        missing = [key for key in asked if getattr(said, key) is None]
        if missing and not (is_cancelled and one.before(Stage.CANCELLED)):
            what = {"cause": "why", "expected": "when it is expected now"}
            yield Finding(
                facts,
                one.at,
                f"{one.name} is said to be {said.status}, and not "
                f"{listed([what[key] for key in missing], 'or')}.",
                help=f"Add {listed([f'`{key}:`' for key in missing])}.",
                related=also_at([one.promise.at], "what was promised"),
            )


@rule("RTN18", "due-and-not-mentioned", since="0.4.0", severity=Severity.WARNING, whole=True)
def due_and_not_mentioned(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Outputs that were due, of which a return says nothing."""
    for quarter, project_id, found, own in ledger.once(promises_returned_on):
        silent = [one for one in own if one.state is _NOT_REPORTED]
        if silent:
            here = return_path(quarter, project_id)
            shown = [f"“{shortened(one.text, 60)}”" for one in silent[:_SHOWN]]
            if len(silent) > _SHOWN:
                shown[_SHOWN - 1 :] = [f"{len(silent) - _SHOWN + 1} more"]
            yield Finding(
                facts,
                (*here, "nothing_to_report" if found.nothing_to_report else _unsaid(project_id)),
                f"{owner_name(ledger.plan, project_id)} says nothing in {quarter} of "
                f"{listed(shown)}, due by its end and not delivered.",
                help="Say of each whether it is delivered, delayed or cancelled.",
                related=also_at([one.at for one in silent], "what was due"),
            )


@rule("RTN19", "status-goes-back", since="0.4.0", severity=Severity.WARNING)
def status_goes_back(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An output that an earlier return called delivered or cancelled, and this one does not."""
    for one in ledger.once(_all_said):
        said = one.said
        for status in _OVER if one.earlier else ():
            before = one.before(status)
            if before is None or said.status is status:
                continue
            yield Finding(
                facts,
                (*one.at, "status"),
                f"{one.name} is {said.status} in {one.quarter}, and was {status} in the return "
                f"for {before[1]}.",
                help="Check both; if the earlier return was wrong, say so in `summary`.",
                expected=str(status),
                actual=str(said.status),
                related=also_at([before], "the earlier return"),
            )


class _Said(NamedTuple):
    """What a return says of an output, milestone or step.

    Attributes:
        at: its path.
        quarter: the quarter of the return.
        said: what it says.
        promise: what it speaks of.
        earlier: what returns before it said of the same, in order.
    """

    at: Path
    quarter: str
    said: DeliveryReturn
    promise: Promised
    earlier: list[Saying]

    @property
    def name(self) -> str:
        """What it speaks of: ``The output “Baseline study”``."""
        return f"The {self.promise.what} “{shortened(self.promise.text, 80)}”"

    def before(self, status: Stage) -> Path | None:
        """Give the path at which an earlier return last gave a status."""
        return next((one.at for one in reversed(self.earlier) if one.said.status is status), None)


def _all_said(ledger: Ledger) -> list[_Said]:
    """Give all that returns say of outputs and milestones."""
    return [
        _Said(saying.at, saying.quarter, saying.said, promise, promise.said[:place])
        for promise in ledger.once(promised)
        for place, saying in enumerate(promise.said)
    ]


def _unsaid(owner: str) -> str:
    """The key under which what is due would be spoken of."""
    return "milestones" if owner == PROGRAMME else "outputs"
