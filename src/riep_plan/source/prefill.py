"""The text of a return to fill in: what the plan and the last return already say, and questions.

An amount of spend that is to be answered stands as ``tbc``, which reads as not known. Every other
question is a comment that opens with ``#?`` until somebody answers it. So a return that nobody has
filled in never says nought.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import wrap

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.returns.delivery import MILESTONE, OUTPUT, STEP, Promise, due_by, promises
from riep_plan.figures.returns.readings import IndicatorProgress, indicator_progress
from riep_plan.figures.returns.risks import RiskNow, risks_now
from riep_plan.figures.returns.savings import SavingLine, saving_lines
from riep_plan.figures.returns.spend import SpendLine, spend_lines
from riep_plan.figures.returns.standing import after, owner_name, up_to
from riep_plan.figures.returns.traced import Figure, total
from riep_plan.figures.tables import KINDS, SAVING_NAMES
from riep_plan.model.indicator import IndicatorKind
from riep_plan.values.money import Unit, format_money
from riep_plan.values.period import format_day
from riep_plan.values.words import sentence, visible_line

#: What a line begins with that waits for an answer.
ASKED = "#? "
_TO_BE_ANSWERED = "tbc"
_WIDTH = 96
_COLUMN = 34
_STAGES = (
    ("status", "not-started, on-track, delayed, delivered or cancelled"),
    ("on", "the day, if it was delivered or cancelled"),
    ("expected", "the new date, if it is delayed"),
    ("cause", "why, if it is delayed or cancelled"),
    ("evidence", "what shows it, if it was delivered"),
)


def return_to_fill_in(ledger: Ledger, quarter: str, project_id: str) -> str:
    """Give the text of a project's return for a quarter of the calendar, to be filled in.

    Args:
        ledger: the plan, with the returns of the quarters before.
        quarter: the quarter.
        project_id: the project; empty for the programme's own return.
    """
    asked = _Asked(ledger, quarter, project_id)
    parts = [
        asked.opening(),
        asked.ratings(),
        asked.spend(),
        asked.deliveries(),
        asked.indicators(),
        asked.efficiencies(),
        asked.risks(),
        asked.closing(),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One return for one quarter: a project's, or the programme's own."""

    ledger: Ledger
    quarter: str
    project_id: str

    def opening(self) -> Iterator[str]:
        """Say how to fill it in, and ask when it came and what the quarter was like."""
        days = self.ledger.quarters[self.quarter]
        name = owner_name(self.ledger.plan, self.project_id)
        dates = f"{format_day(days.start)} to {format_day(days.end)}"
        yield from _comment(f"{name}: return for {self.quarter}, {dates}.")
        yield "#"
        yield from _comment(
            f"Write an amount for every {_TO_BE_ANSWERED}: 0 says that it is nought, "
            f"{_TO_BE_ANSWERED} that nobody knows yet. A line that begins with {ASKED.strip()} is "
            "a question: write the answer and delete the two signs and the space after them. "
            "Delete what does not apply, and at the end what is still a question."
        )
        if self.ledger.plan.unit is not Unit.POUND:
            yield from _comment(
                "A bare number counts thousands, as in the plan; £12000 is in pounds."
            )
        yield "riep: 1"
        yield _question("received", "the day on which the programme received it")
        yield _question(
            "nothing_to_report", "why, if there is nothing to report; then delete all that follows"
        )
        yield _question("summary", "the quarter in a few sentences")

    def ratings(self) -> Iterator[str]:
        """Ask for a rating of each aspect."""
        yield ASKED + "rag:"
        for aspect in ("delivery", "spend", "risk"):
            yield ASKED + f"  {aspect}:"
            yield _question("    status", "red, amber or green")
            yield _question("    because", "why, in a sentence")

    def spend(self) -> Iterator[str]:
        """Ask what was spent of each source and kind that the plan or a return has money for."""
        lines = [
            one
            for one in self.ledger.once(spend_lines, self.quarter)
            if one.project_id == self.project_id and _has_money(one)
        ]
        if lines:
            yield "spend:"
        for source in dict.fromkeys(one.source for one in lines):
            yield f"  {source}:"
            funding = self.ledger.plan.funding.get(source)
            if funding:
                yield from _comment(funding.title, indent=4)
            for line in lines:
                if line.source == source:
                    yield from self._line(line)

    def _line(self, line: SpendLine) -> Iterator[str]:
        planned = _planned(line, self.quarter)
        if not line.kind:
            yield from _comment(
                "The plan gives this money without saying of which kind it is: write 0 for a kind "
                "that has none.",
                indent=4,
            )
        for kind in (line.kind,) if line.kind else KINDS:
            yield f"    {kind}:"
            yield self._brought_forward(line, kind)
            yield _answer("      actual", f"pounds spent in {self.quarter}; 0 if none{planned}")
            yield _answer("      to_date", f"pounds spent from the start{_so_far(line, self)}")
            yield from self._forecast(line)
            yield _question("      slips", "pounds that will be spent after the plan, if any")
            yield _question(
                "      variance",
                "pounds over the budget with what is asked for (-: under), if any",
            )
            yield _question("      because", "why it differs from profile or budget, if it does")

    def _brought_forward(self, line: SpendLine, kind: str) -> str:
        """Carry over what is known to have been spent; what is not wholly known is asked."""
        before = up_to(self.ledger, self.quarter)[:-1]
        spent = total(line.actual.get(label, Figure()) for label in before)
        if not before:
            return f"{'      brought_forward: 0':<{_COLUMN}}  # nothing: this is the first quarter"
        said = f"pounds spent up to the end of {before[-1]}"
        if not spent.is_known or (spent.amount and kind != line.kind):
            known = f"; {format_money(spent.amount)} is known" if spent.amount else ""
            return _question("      brought_forward", said + known)
        amount = _digits(spent.amount, self.ledger.plan.unit)
        return f"{f'      brought_forward: {amount}':<{_COLUMN}}  # {said}, as returned"

    def _forecast(self, line: SpendLine) -> Iterator[str]:
        later = after(self.ledger, self.quarter)
        if later:
            yield "      forecast:"
        for label in later:
            said = line.forecast.get(label)
            last = (
                f"; expected before: {format_money(said.amount)}" if said and said.is_known else ""
            )
            yield _answer(
                f"        {label}", f"pounds expected; 0 if none{_planned(line, label)}{last}"
            )

    def deliveries(self) -> Iterator[str]:
        """Ask what became of everything that is due by now and not delivered yet."""
        due = [one for one in self.ledger.once(promises, self.quarter) if self._is_asked(one)]
        actions: dict[str, list[Promise]] = {}
        for one in due:
            if one.what == OUTPUT:
                actions.setdefault(str(one.at[3]), []).append(one)
        if actions:
            yield ASKED + "outputs:"
        for action, promised in actions.items():
            yield ASKED + f"  {action}:"
            for one in promised:
                yield from _delivery(one, 4)
        yield from self._milestones([one for one in due if one.what != OUTPUT])

    def _milestones(self, due: list[Promise]) -> Iterator[str]:
        """Ask of milestones, each with those of its steps that are asked for."""
        every = self.ledger.once(promises, self.quarter)
        holding = {one.at[:-2] for one in due if one.what == STEP}
        asked = {one.at for one in due} | holding
        milestones = [one for one in every if one.what == MILESTONE and one.at in asked]
        if milestones:
            yield ASKED + "milestones:"
        for one in milestones:
            yield from _delivery(one, 2)
            if one.at in holding:
                yield ASKED + "    steps:"
            for step in due:
                if step.what == STEP and step.at[:-2] == one.at:
                    yield from _delivery(step, 6)

    def _is_asked(self, one: Promise) -> bool:
        if one.project_id != self.project_id or not one.is_open:
            return False
        end = self.ledger.quarters[self.quarter].end
        is_expected = one.expected is not None and one.expected.end <= end
        return is_expected or due_by(self.ledger, one, self.quarter)

    def indicators(self) -> Iterator[str]:
        """Ask for a reading of what falls due, or is read each quarter."""
        end = self.ledger.quarters[self.quarter].end
        asked = [
            one
            for one in self.ledger.once(indicator_progress, self.quarter)
            if one.project_id == self.project_id and _is_read(one, end)
        ]
        if asked:
            yield ASKED + "indicators:"
        for one in asked:
            yield ASKED + f"  {one.at[-1]}:"
            yield from _comment(_of_indicator(one), indent=4, before=ASKED)
            yield _question("    value", "a number, a percentage or pounds")
            yield _question("    at", "when it was measured")
            yield _question("    method", "how it was measured")
            yield _question("    because", "why it moved as it did, if it moved away")

    def efficiencies(self) -> Iterator[str]:
        """Ask what was saved, of each kind that the plan promises in its own period."""
        lines = [
            one
            for one in self.ledger.once(saving_lines, self.quarter)
            if one.project_id == self.project_id
        ]
        if lines:
            yield ASKED + "efficiencies:"
        for line in lines:
            yield from self._saving(line)

    def _saving(self, line: SavingLine) -> Iterator[str]:
        before = up_to(self.ledger, self.quarter)[:-1]
        saved = total(line.delivered.get(label, Figure()) for label in before)
        promised = line.profile.get(self.quarter)
        planned = f". Promised: {format_money(promised.amount)}" if promised else ""
        known = "" if saved.is_known else " is known"
        yield ASKED + f"  {line.kind}:"
        yield _question(
            "    actual",
            f"pounds of {SAVING_NAMES[line.kind]} efficiencies in {self.quarter}; 0 if none"
            f"{planned}",
        )
        yield _question(
            "    to_date",
            f"pounds saved from the start; before: {format_money(saved.amount)}{known}",
        )
        yield _question("    came_from", "the budget that fell, or the output that brought them")
        yield _question("    evidence", "what shows them")

    def risks(self) -> Iterator[str]:
        """Give every open risk with its last scores, to be changed where they have moved."""
        scored = [
            one
            for one in self.ledger.once(risks_now, self.quarter)
            if one.project_id == self.project_id and one.is_open
        ]
        if any(_scores(one) for one in scored):
            yield from _comment("Scores as they last were: change those that have moved.")
            yield "risks:"
        elif scored:
            yield ASKED + "risks:"
        for one in scored:
            yield from _risk(one)

    def closing(self) -> Iterator[str]:
        """Ask for what is new, and for who signs."""
        yield from _comment(
            "New risks, changes that are asked for and corrections of earlier returns stand under "
            "new_risks:, changes: and corrections:."
        )
        yield ASKED + "signed_off:"
        yield _question("  by", "the role that signs")
        yield _question("  on", "the day")


def _has_money(line: SpendLine) -> bool:
    """Whether there is anything to ask of a line: money planned, spent, expected or not known."""
    figures = (line.budget, *line.profile.values(), *line.actual.values(), *line.forecast.values())
    return any(one.amount or not one.is_known for one in figures)


def _planned(line: SpendLine, label: str) -> str:
    planned = line.profile.get(label)
    if planned is None:
        return ""
    return f". Planned: {format_money(planned.amount) if planned.is_known else _TO_BE_ANSWERED}"


def _so_far(line: SpendLine, asked: _Asked) -> str:
    """Say what was planned up to now, of how much in all."""
    whole = f"{format_money(line.budget.amount)} in all" if line.budget.is_known else ""
    labels = up_to(asked.ledger, asked.quarter)
    upto = total(line.profile.get(label, Figure()) for label in labels)
    if line.has_profile and upto.is_known:
        return f". Planned: {format_money(upto.amount)}{f' of {whole}' if whole else ''}"
    return f". Planned: {whole}" if whole else ""


def _delivery(one: Promise, indent: int) -> Iterator[str]:
    due = f" Due by {format_day(one.due.end)}." if one.due else ""
    said = ""
    if one.said is not None:
        new = f", expected {one.said.expected}" if one.said.expected else ""
        said = f" The return for {one.said_in} said {one.said.status.value}{new}."
    yield ASKED + " " * indent + f"{one.at[-1]}:"
    yield from _comment(f"{sentence(one.text)}{due}{said}", indent=indent + 2, before=ASKED)
    for key, about in _STAGES:
        yield _question(" " * (indent + 2) + key, about)


def _is_read(one: IndicatorProgress, end: date) -> bool:
    """Whether a reading is asked for: it is due, it was read before, or it can move in the year."""
    if one.readings:
        return True
    is_due = one.target_days is not None and one.target_days.end <= end
    return one.target is not None and (is_due or one.indicator.kind is IndicatorKind.LEAD)


def _of_indicator(one: IndicatorProgress) -> str:
    said = sentence(one.indicator.text)
    if one.baseline is not None:
        said += f" Baseline: {one.baseline.value}."
    if one.target is not None:
        by = f" by {format_day(one.target_days.end)}" if one.target_days else ""
        said += f" Target: {one.target}{by}."
    if one.latest is not None:
        said += f" In {one.latest.quarter}: {one.latest.value}."
    return said


def _scores(one: RiskNow) -> list[tuple[str, str]]:
    both = (("likelihood", one.score.likelihood), ("impact", one.score.impact))
    return [(key, score) for key, score in both if score is not None]


def _risk(one: RiskNow) -> Iterator[str]:
    scores = _scores(one)
    mark = "" if scores else ASKED
    yield f"{mark}  {one.at[-1]}:"
    yield from _comment(sentence(one.risk.text), indent=4, before=mark)
    for key, score in scores:
        yield f"    {key}: {_quoted(score)}"
    for key in ("likelihood", "impact"):
        if key not in dict(scores):
            yield _question(f"    {key}", "a step of the plan's scale")
    yield _question("    note", "what has changed")
    yield _question("    closed", "the day on which it ceased to be a risk")


def _answer(key: str, about: str) -> str:
    return f"{f'{key}: {_TO_BE_ANSWERED}':<{_COLUMN}}  # {about}"


def _question(key: str, about: str) -> str:
    return f"{f'{ASKED}{key}:':<{_COLUMN}}  # {about}"


def _comment(text: str, *, indent: int = 0, before: str = "") -> Iterable[str]:
    """Write a text as comments; nothing in it can end the comment or act on a screen."""
    line = visible_line(" ".join(text.split()))
    start = before + " " * indent + "# "
    return [start + one for one in wrap(line, max(_WIDTH - len(start), 40))]


def _quoted(text: str) -> str:
    """Write a text so that YAML reads nothing else into it."""
    if text.replace(" ", "").isalnum() and text.isascii():
        return text
    return '"' + visible_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _digits(amount: Decimal, unit: Unit) -> str:
    """Write pounds as the plan reads them, whatever a bare number counts there."""
    digits = f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"
    return digits if unit is Unit.POUND else f"£{digits}"
