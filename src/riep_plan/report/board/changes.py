"""What the board is asked to decide, what has changed, and changes against delegated limits."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from riep_plan.figures import Ledger
from riep_plan.figures.returns.asked import Asked, asked_of_board, asked_up_to
from riep_plan.figures.returns.changes import Change, Verdict, delegated_limit
from riep_plan.figures.returns.delivery import State
from riep_plan.figures.returns.risks import RiskMovement
from riep_plan.figures.returns.since import Since, since
from riep_plan.figures.returns.standing import PROGRAMME, owner_name
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.governance import DecisionOutcome
from riep_plan.report.board.cells import gap_words
from riep_plan.report.tables import ABSENT, Column, Table, table, without_empty, words
from riep_plan.values.money import format_money
from riep_plan.values.period import format_day
from riep_plan.values.words import count, listed, sentence

_MOVES = {
    RiskMovement.UP: "higher",
    RiskMovement.DOWN: "lower",
    RiskMovement.NEW: "new",
    RiskMovement.CLOSED: "closed",
}
_QUALIFIES = (Verdict.AGREED, Verdict.NOT_AGREED)


class ChangesView:
    """Changes asked for up to a quarter, and what else has changed in it."""

    def __init__(self, ledger: Ledger, quarter: str, names: Mapping[str, str]) -> None:
        """Take a plan's figures, the name of one of its quarters, and its projects' names."""
        self._ledger = ledger
        self._quarter = quarter
        self._names = names

    @cached_property
    def asked_of_board(self) -> Table:
        """What the board had still to decide when the quarter ended."""
        found = asked_of_board(self._ledger, self._quarter)
        rows = [
            (
                self._names[one.change.project_id],
                f"{one.change.request.kind.value.capitalize()}: {one.change.request.text}",
                _amount(one.change),
                self._why(one.change),
                self._decided(one),
            )
            for one in found
        ]
        columns = (
            *words("Project", "What is asked"),
            Column("Amount", numeric=True),
            *words("Why the board", "Decided since"),
        )
        return without_empty(table("Decisions asked of the board", columns, rows))

    @cached_property
    def asked(self) -> Table:
        """Every change that the quarter's returns ask for, against the delegated limit."""
        found = [
            one
            for one in self._ledger.once(asked_up_to, self._quarter)
            if one.change.quarter == self._quarter
        ]
        rows = [
            (
                self._names[one.change.project_id],
                one.change.request.kind.value,
                one.change.request.text,
                _amount(one.change),
                self._place(one.change, one.change.taken_from, one.change.request.start),
                self._place(one.change, one.change.given_to, one.change.request.end),
                self._limit(one.change),
                self._standing(one),
            )
            for one in found
        ]
        columns = (
            *words("Project", "What", "What is asked"),
            Column("Amount", numeric=True),
            *words("From", "To", "Delegated limit", "Decision"),
        )
        return table(f"Changes asked for in the returns for {self._quarter}", columns, rows)

    def _place(self, change: Change, at: Path | None, said: str | None) -> str:
        return place_words(self._ledger.plan, change, at) or said or ABSENT

    @property
    def delegated(self) -> str:
        """What may be decided without the board, in a sentence."""
        limit = delegated_limit(self._ledger.plan)
        if limit is None:
            return "The plan's policy delegates no amount: every change goes to the board."
        one = self._ledger.plan.policy.delegated[limit[0][2]]
        to = f" by the {one.to}" if one.to else " without the board"
        return f"Up to {format_money(limit[1])} may be decided{to}: “{one.text.rstrip('.')}”."

    def _limit(self, change: Change) -> str:
        if change.limit is None:
            return "none delegated"
        if change.request.amount is None:
            return "no amount stated"
        return f"{'beyond' if change.is_beyond else 'within'} {format_money(change.limit)}"

    def _why(self, change: Change) -> str:
        if change.request.amount is None:
            reason = "states no amount"
        elif change.limit is None:
            reason = "no amount is delegated"
        elif change.is_beyond:
            reason = f"beyond {format_money(change.limit)}"
        else:
            reason = "was put to the board"
        since_ = "" if change.quarter == self._quarter else f"; asked since {change.quarter}"
        return f"{reason}{since_}"

    def _standing(self, one: Asked) -> str:
        if one.change.verdict in _QUALIFIES:
            return self._decided(one)
        return one.change.verdict.value

    def _decided(self, one: Asked) -> str:
        """Say what was decided and when, as far as the plan says."""
        change = one.change
        if change.verdict not in _QUALIFIES:
            return ABSENT
        outcome = change.decision.outcome.value if change.decision else _outcome(change.verdict)
        day = f", {format_day(one.decided)}" if one.decided else ""
        return f"{outcome}{day}"

    @cached_property
    def _since(self) -> Since:
        return since(self._ledger, self._quarter)

    @cached_property
    def since_heading(self) -> str:
        """Since when things have changed."""
        before = self._since.before
        return f"What has changed since {before}" if before else "What happened in the quarter"

    @cached_property
    def since_last(self) -> list[str]:
        """What has changed since the last quarter that was reported on, point by point."""
        return [sentence(one) for one in self._points()] or ["Nothing has changed."]

    def _points(self) -> Iterator[str]:
        found = self._since
        ways = (("worse", found.worse), ("better", found.better))
        rated = [f"{word}: {self._named(ids)}" for word, ids in ways if ids]
        if rated:
            yield f"By their own ratings, {'; '.join(rated)}"
        if found.outturn is not None:
            yield _outturn_moved(self._ledger.plan, found.outturn)
        finished = [*_delivered(found), *_cancelled(found)]
        if finished:
            yield f"Outputs and milestones: {listed(finished)}"
        moves = Counter(one.movement for one in found.risks)
        risks = [
            f"{moves[movement]} {word}" for movement, word in _MOVES.items() if moves[movement]
        ]
        if risks:
            yield f"Risks: {listed(risks)}"
        decided = [self._decision(one) for one in found.decided]
        if decided:
            yield f"Decided: {'; '.join(decided)}"
        if found.corrections:
            number = count(len(found.corrections), "figure")
            yield f"Corrected: {number} of earlier returns"

    def _decision(self, one: Asked) -> str:
        request = one.change.request
        amount = f" of {format_money(request.amount)}" if request.amount is not None else ""
        who = self._names[one.change.project_id]
        return f"{who}, {request.kind.value}{amount}, {self._decided(one)}"

    def _named(self, ids: tuple[str, ...]) -> str:
        names = [
            name[:1].lower() + name[1:] if one == PROGRAMME else name
            for one, name in self._names.items()
            if one in ids
        ]
        return listed(names)


def _outturn_moved(plan: Plan, moved: Figure) -> str:
    if not moved.is_known:
        gaps = listed(list(dict.fromkeys(gap_words(plan, at) for at in moved.unknown)))
        return f"How the expected outturn has moved cannot be told: figures are missing for {gaps}"
    if not moved.amount:
        return "The expected outturn is the same"
    way = "more" if moved.amount > 0 else "less"
    return f"The expected outturn is {format_money(abs(moved.amount))} {way}"


def _delivered(found: Since) -> list[str]:
    late = sum(one.state is State.DELIVERED_LATE for one in found.delivered)
    said = f"{len(found.delivered)} delivered"
    return [f"{said} ({late} late)" if late else said] if found.delivered else []


def _cancelled(found: Since) -> list[str]:
    return [f"{len(found.cancelled)} cancelled"] if found.cancelled else []


def _outcome(verdict: Verdict) -> str:
    return DecisionOutcome.APPROVED.value if verdict is Verdict.AGREED else verdict.value


def _amount(change: Change) -> str:
    amount = change.request.amount
    return "not stated" if amount is None else format_money(amount)


def place_words(plan: Plan, change: Change, at: Path | None) -> str:
    """Write what money is taken from or given to: ``Core grant; revenue; Q3``.

    A project is named where it is another one than the one that asks.
    """
    if at is None:
        return ""
    is_project = at[0] == "projects"
    owner = at[1] if is_project else PROGRAMME
    within = [one for one in at[3 if is_project else 1 :] if one not in ("amounts", "amount")]
    named = [plan.funding[one].title if one in plan.funding else one for one in within]
    others = [] if owner == change.project_id else [owner_name(plan, owner)]
    return "; ".join([*others, *named]) or owner_name(plan, owner)
