"""Savings that a plan promises in words: targets, benefits and outcomes with an amount."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.held import in_pounds
from riep_plan.figures.tables import CASHABLE, NON_CASHABLE
from riep_plan.figures.words.amounts import YEARLY, amounts_in
from riep_plan.findings.finding import Path
from riep_plan.model import Project
from riep_plan.model.delivery import Action, Benefit, Milestone, Output
from riep_plan.model.indicator import Direction, Indicator
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.quantity import Measure

_OF_SAVING = lazy_pattern(
    r"\bsavings?\b|\befficienc|\bcashable\b|\bvalue for money gain|\bNI ?179\b", re.IGNORECASE
)
#: One of these is in all that the pattern finds.
_SIGNS_OF_SAVING = ("sav", "eff", "cash", "money", "179")
#: A saving that is found, not yet made: no date is promised for the money.
_FOUND = lazy_pattern(r"\bidentif|\bpotential|\bopportunit|\bscope for\b", re.IGNORECASE)
_NON_CASHABLE = lazy_pattern(r"\bnon[- ]?cash", re.IGNORECASE)
#: National Indicator 179 counts cash-releasing gains alone.
_CASHABLE = lazy_pattern(r"\bcash(?:able|[- ]releasing)\b|\bNI ?179\b", re.IGNORECASE)
_RATE = lazy_pattern(r"%|\bper\b(?! annum\b)|\beach\b|\bevery\b", re.IGNORECASE)
_TIME = lazy_pattern(
    r"\b(?:year|annum|annual|month|week|quarter|lifetime|one-off|life of)|"
    r"\bp\.?a\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_OF_RETURNS = lazy_pattern(r"\breturns?\b|\binvest", re.IGNORECASE)
_RETURN = lazy_pattern(
    r"(?<![\d:.])(?P<to>\d+(?:\.\d+)?) ?(?::| to ) ?1(?![\d:.]\d|\d)|"
    r"£(?P<pounds>\d+(?:\.\d+)?) (?:for|on) (?:every|each) £1(?![\d,.]*\d)"
)


class Promise(NamedTuple):
    """A saving in pounds that a project promises.

    Attributes:
        at: where its amount stands.
        text: the words that promise it.
        amount: in pounds.
        kinds: the kinds of saving that it may be of.
        by: the last day to reach it, in the plan's words; empty where none is promised.
        day: that day; None for what is promised without a date.
    """

    at: Path
    text: str
    amount: Decimal
    kinds: tuple[str, ...]
    by: str = ""
    day: date | None = None


class Said(NamedTuple):
    """The amounts that a text gives, in pounds, and what it may be read for besides."""

    amounts: tuple[Decimal, ...]
    is_range: bool
    is_rate: bool

    def may_be(self, amount: Decimal) -> bool:
        """Say whether the text may well speak of this amount, or of none that is like it."""
        if not self.amounts or self.is_rate or amount in {*self.amounts, sum(self.amounts)}:
            return True
        return self.is_range and min(self.amounts) <= amount <= max(self.amounts)


def said_in(text: str) -> Said:
    """Read the amounts of a text, and whether it gives a range or what one of something saves."""
    found = [one for one in amounts_in(text) if one.measure is Measure.POUNDS]
    is_range = "between" in text or any(one.to for one in found)
    is_rate = bool(_RATE.search(text)) or any(one.rate not in {"", YEARLY} for one in found)
    return Said(tuple(end.value for one in found for end in one.ends), is_range, is_rate)


def speaks_of_saving(text: str) -> bool:
    """Say whether a text is about savings."""
    folded = text.casefold()
    for sign in _SIGNS_OF_SAVING:  # most texts have none, and the pattern takes its time
        if sign in folded:
            return bool(_OF_SAVING.search(text))
    return False


def says_when(benefit: Benefit) -> bool:
    """Say whether a benefit tells the time that it is for, in a field or in words."""
    words = (benefit.text, *benefit.details, benefit.scale or "")
    return bool(benefit.over or benefit.by or any(_TIME.search(one) for one in words))


def is_saving(benefit: Benefit) -> bool:
    """Say whether a benefit is a saving in pounds."""
    amount = in_pounds(benefit.value)
    return amount is not None and (benefit.saving is not None or speaks_of_saving(benefit.text))


def target_saving(indicator: Indicator) -> Decimal | None:
    """How many pounds an indicator of savings is to rise by; None for any other."""
    target, baseline = indicator.target, indicator.baseline
    if target is None or indicator.better is Direction.LOWER:
        return None
    change, level = in_pounds(target.change), in_pounds(target.value)
    is_money = change is not None or level is not None
    if not is_money or not speaks_of_saving(f"{indicator.text} {target.text or ''}"):
        return None
    if change is not None or level is None:
        return change
    return level - (in_pounds(baseline.value if baseline else None) or 0)


def promises_of(ledger: Ledger, project_id: str, project: Project) -> Iterator[Promise]:
    """Give every saving in pounds that a project promises, with the day that it promises."""
    at: Path = ("projects", project_id)
    for outcome_id, text in project.outcomes.items():
        if not speaks_of_saving(text):
            continue
        said = said_in(text)
        if len(said.amounts) == 1 and not said.is_rate:
            yield Promise((*at, "outcomes", outcome_id), text, said.amounts[0], _kinds(text))
    for indicator_id, indicator in project.indicators.items():
        amount, target = target_saving(indicator), indicator.target
        if amount is None or target is None:
            continue
        words = f"{indicator.text} {target.text or ''} {indicator.reference or ''}"
        part = "value" if target.change is None else "change"
        days = ledger.when(target.by) if target.by and not _FOUND.search(words) else None
        here: Path = (*at, "indicators", indicator_id, "target", part)
        by, day = (str(target.by), days.end) if days else ("", None)
        yield Promise(here, indicator.text, amount, _kinds(words), by, day)
    for benefit_id, benefit in project.benefits.items():
        amount = in_pounds(benefit.value)
        if amount is None or benefit.over or not is_saving(benefit):
            continue
        days = ledger.when(benefit.by) if benefit.by else None
        here = (*at, "benefits", benefit_id, "value")
        kinds = _kinds(f"{benefit.saving or ''} {benefit.text}")
        by, day = (str(benefit.by), days.end) if days else ("", None)
        yield Promise(here, benefit.text, amount, kinds, by, day)


def _kinds(words: str) -> tuple[str, ...]:
    non_cashable = bool(_NON_CASHABLE.search(words))
    cashable = bool(_CASHABLE.search(_NON_CASHABLE.sub(" ", words)))
    if non_cashable == cashable:
        return (CASHABLE, NON_CASHABLE)
    return (NON_CASHABLE,) if non_cashable else (CASHABLE,)


class Delivery(NamedTuple):
    """The first thing that a project delivers, of those that its savings come from.

    Attributes:
        at: where it stands.
        text: what it is.
        due: when, in the plan's words.
        start: the first day on which it may be there.
    """

    at: Path
    text: str
    due: str
    start: date


def first_delivery(ledger: Ledger, project_id: str, project: Project) -> Delivery | None:
    """Find the first output or milestone that a project's savings can come from.

    Where an indicator counts the savings from nought, these are the outputs of the actions that
    serve what it measures; else all that the project delivers. None where one of them has no
    date, or the project goes on with what another one delivered.
    """
    if project.continues:
        return None
    at: Path = ("projects", project_id)
    first: Delivery | None = None
    for place, one in _delivered(project, _counted_from_nought(project)):
        if not one.due:
            return None
        for period in one.due:
            days = ledger.when(period)
            if days is None:
                return None
            if first is None or days.start < first.start:
                first = Delivery((*at, *place), one.text, str(period), days.start)
    return first


def _counted_from_nought(project: Project) -> set[str]:
    """Give the outcomes whose savings an indicator counts from nought."""
    counted: set[str] = set()
    for indicator in project.indicators.values():
        baseline = indicator.baseline
        if baseline is not None and in_pounds(baseline.value) == 0 and target_saving(indicator):
            counted.update(indicator.measures)
    return counted


def _delivered(project: Project, counted: set[str]) -> list[tuple[Path, Output | Milestone]]:
    """Give the outputs of the actions that serve what is counted; else all that is delivered."""
    actions = project.actions
    if counted:
        serve = {key: one for key, one in actions.items() if not counted.isdisjoint(one.serves)}
        if serving := _outputs_of(serve):
            return serving
    found = _outputs_of(actions)
    for key, milestone in project.milestones.items():
        found.append((("milestones", key), milestone))
    return found


def _outputs_of(actions: Mapping[str, Action]) -> list[tuple[Path, Output | Milestone]]:
    return [
        (("actions", action_id, "outputs", key), output)
        for action_id, action in actions.items()
        for key, output in action.outputs.items()
    ]


def may_state_returns(text: str) -> bool:
    """Say whether a text speaks of a return on anything, or of investing."""
    folded = text.casefold()
    return ("return" in folded or "invest" in folded) and bool(_OF_RETURNS.search(text))


def stated_returns(sentence: str) -> Iterator[tuple[str, Decimal]]:
    """Give each return on investment that a sentence states: ``16:1``, ``£5 for every £1``."""
    if not may_state_returns(sentence):
        return
    for match in _RETURN.finditer(sentence):
        yield match[0], Decimal(match["to"] or match["pounds"])
